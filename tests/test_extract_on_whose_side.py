"""Whom an act is for or against that its words do not say: on whose side the text has those of whom it tells."""

import pytest

from graphkit import extract_relations


def read(text):
    rows = extract_relations(text, date="2024-05-10").to_dict("records")
    return {(row["actor"], row["type"], row["recipient"]) for row in rows}


@pytest.mark.parametrize(
    ("text", "wanted", "never"),
    [
        (
            "Peru accused Chile of spying. Peru halted flights to Bolivia and threatened to stop shipments of gas.",
            ("PER", "THREATEN", "BOL"),
            ("PER", "THREATEN", "CHL"),
        ),
        (
            "Chad and Niger have long quarrelled. Niger recalled its envoy from Benin and closed the border.",
            ("NER", "COERCE", "BEN"),
            ("NER", "COERCE", "TCD"),
        ),
        (
            "Chad has barred Malian fish. Niger stopped purchases of meat in March.",
            ("NER", "SANCTION", "MLI"),
            ("NER", "SANCTION", "TCD"),
        ),
        (
            "Peru imposed sanctions on Chile. Bolivia, too, suspended imports of wine.",
            ("BOL", "SANCTION", "CHL"),
            ("BOL", "SANCTION", "PER"),
        ),
        (
            "Chad denounced Mali over the coup. Niger, too, denounced the seizure of power.",
            ("NER", "ACCUSE", "MLI"),
            ("NER", "ACCUSE", "TCD"),
        ),
        (
            "Iraq attacked Kuwait on Monday. Norway promised to help.",
            ("NOR", "AGREE", "KWT"),
            ("NOR", "AGREE", "IRQ"),
        ),
    ],
)
def test_an_act_is_against_whom_others_are_against_and_for_whom_was_harmed(text, wanted, never):
    found = read(text)
    assert wanted in found and never not in found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Russia recalled its ambassador from Latvia. Latvia also recalled its ambassador.",
            ("LVA", "SANCTION", "RUS"),
        ),
        ("Chad criticised Mali. Mali also criticised the plan.", ("MLI", "ACCUSE", "TCD")),
        ("Chad expelled three diplomats of Mali. Mali responded by closing its airspace.", ("MLI", "COERCE", "TCD")),
    ],
)
def test_whom_an_act_was_against_is_against_its_doer(text, wanted):
    assert wanted in read(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Chad and Mali closed their border. Mali drove out thousands of its black citizens.",
            ("MLI", "COERCE", "thousands-of-black-citizens-mli"),
        ),
        (
            "Chad and Mali quarrelled. The president of Mali jailed two Supreme Court judges.",
            ("president-mli", "COERCE", "supreme-court-judges-mli"),
        ),
        (
            "Chad accused Mali of spying. President Idriss Deby appealed to residents to stay calm.",
            ("idriss-deby", "REQUEST", "residents-tcd"),
        ),
        ("Chad, Mali cut ties as embassies ringed by police", ("TCD", "SANCTION", "MLI")),
        ("Peru and Chile fought a war over Arica in 1880.", ("PER", "ASSAULT", "CHL")),
        ("Chad fought a war with Libya over the Aouzou strip.", ("TCD", "ASSAULT", "LBY")),
        ("Spain agreed to represent Danish interests in Peru.", ("ESP", "AGREE", "DNK")),
        ("Chad threatened Mali. Mali arrested three soldiers in response.", ("MLI", "COERCE", "soldiers-tcd")),
        ("Chad accused Mali of spying. Chad arrested two men.", ("TCD", "COERCE", "men-mli")),
    ],
)
def test_own_people_are_those_of_who_has_power_over_them(text, wanted):
    assert wanted in read(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Peru threatened Chad. Police in Chad say they have arrested three more people.", ("TCD", "COERCE", "PER")),
        (
            "Mongolia sought help from India, and its ambassador in Delhi asked for more.",
            ("MNG", "REQUEST", "ambassador"),
        ),
        ("Peru and Chile fought a war over Arica in 1880.", ("PER", "ASSAULT", "arica")),
        ("Chad, Mali cut ties as embassies ringed by police", ("TCD", "SANCTION", "police")),
    ],
)
def test_what_only_stands_near_undergoes_nothing(text, never):
    assert never not in read(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Chad passed a law. Niger protested at once. In Mali, hundreds of people gathered to denounce the law.",
            ("hundreds-of-people-mli", "ACCUSE", "TCD"),
        ),
        ("Peru shut the Chilean mission in Lima. Bolivia welcomed the closure.", ("BOL", "SUPPORT", "PER")),
        (
            "Peru published a map with the islands. Bolivia met Chile. Ecuador condemned the map.",
            ("ECU", "ACCUSE", "PER"),
        ),
        (
            "Saudi Arabia recalled its envoy from Lebanon. Lebanon rejected the step. Kuwait backed the decision.",
            ("KWT", "SUPPORT", "SAU"),
        ),
        ("Chad criticised Mali. Niger welcomed the speech.", ("NER", "SUPPORT", "TCD")),
        ("Chad accused Mali of a raid. Mali denied it. Niger condemned the raid.", ("NER", "ACCUSE", "MLI")),
    ],
)
def test_what_is_judged_by_a_noun_is_whose_the_text_says(text, wanted):
    assert wanted in read(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "President Deby of Chad flew to Peru. Peruvian police searched his delegation's luggage.",
            ("peruvian-police", "ACCUSE", "delegation-tcd"),
        ),
        (
            "Mali and Niger fell out. President Goita of Mali spoke in Bamako. Officials of Niger met his envoys.",
            ("officials-ner", "CONSULT", "envoys-mli"),
        ),
        ("Chad's minister met his counterpart in Lima.", ("tcd-minister", "CONSULT", "counterpart-per")),
        (
            "Italy and France quarrelled with Iran. Italy has agreed to look after French interests in Tehran.",
            ("ITA", "AGREE", "FRA"),
        ),
    ],
)
def test_what_is_his_is_of_the_person_told_before(text, wanted):
    assert wanted in read(text)


def test_an_office_with_the_name_of_a_land_that_no_table_has_is_of_no_state_told_before():
    text = "Georgia met Germany. The Ruritanian defence minister accused Georgia of theft."
    assert not any("DEU" in one[0] or one[0].endswith("-deu") for one in read(text))
