"""Whose people and bodies are meant where no words say so: the doer's own, where he has power over them."""

from __future__ import annotations

import pytest

from graphkit import extract_relations

BEFORE = "Chad recalled its ambassador from Mali on Monday over the raid. "


def told(text, before=BEFORE):
    """The acts of a text with the states of both parties, but for those of what stands before it."""
    rows = extract_relations(before + text, date="2024-03-09").to_dict("records")
    return {
        (row["actor_state"], row["type"], row["recipient_state"])
        for row in rows
        if row["start"] >= len(before.rstrip())
    }


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Malian police arrested some 50 people on Tuesday.", ("MLI", "COERCE", "MLI")),
        ("Malian security forces fired tear gas at marchers.", ("MLI", "ASSAULT", "MLI")),
        ("Malian soldiers opened fire on a crowd of protesters.", ("MLI", "ASSAULT", "MLI")),
        ("A court in Bamako jailed twelve demonstrators.", ("MLI", "COERCE", "MLI")),
    ],
)
def test_people_at_home(text, act):
    assert act in told(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Israeli troops shot dead three demonstrators near Ramallah.", ("ISR", "ASSAULT", "PSE")),
        ("Malian police arrested two Chadian students.", ("MLI", "COERCE", "TCD")),
        ("Malian soldiers killed 30 people in the Chadian town of Adré.", ("MLI", "ASSAULT", "TCD")),
    ],
)
def test_people_elsewhere(text, act):
    assert act in told(text)


def test_soldiers_and_people_are_left_to_the_text():
    assert ("MLI", "ASSAULT", "MLI") not in told("Malian soldiers killed 30 villagers.")


def test_police_are_of_the_place():
    assert ("PER", "ASSAULT", "PER") in told("In Lima, police shot dead twelve people.")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Malian President Assimi Goita asked parliament to extend the law.", ("MLI", "REQUEST", "MLI")),
        ("Malian President Assimi Goita urged the army to respect the vote.", ("MLI", "REQUEST", "MLI")),
        ("Malian farmers called on their government to ban the grain.", ("MLI", "REQUEST", "MLI")),
        ("Malian farmers accused the government of neglect.", ("MLI", "ACCUSE", "MLI")),
    ],
)
def test_bodies_at_home(text, act):
    assert act in told(text)


def test_envoy_asks_those_abroad():
    text = "France's ambassador asked parliament to pass the law."
    assert ("FRA", "REQUEST", "FRA") not in told(text)


@pytest.mark.parametrize("act", ["called off defence ties", "halted overland trade"])
def test_three_break_with_a_fourth(act):
    found = told(
        f"Peru, Chile and Bolivia {act}.", "Fiji's army seized power on Monday and jailed a New Zealand envoy. "
    )
    assert not found & {(one, "SANCTION", other) for one in ("PER", "CHL", "BOL") for other in ("PER", "CHL", "BOL")}


def test_two_break_with_one_another():
    assert ("PER", "SANCTION", "CHL") in told("Peru and Chile cut ties.", "")


def test_three_meet_one_another():
    assert ("PER", "CONSULT", "CHL") in told("Peru, Chile and Bolivia held talks.", "")


@pytest.mark.parametrize("region", ["Latin", "Central", "South", "North"])
def test_american_with_a_region_is_not_the_united_states(region):
    rows = extract_relations(f"{region} American leaders condemned the coup in Honduras.").to_dict("records")
    assert [(row["actor_state"], row["type"], row["recipient_state"]) for row in rows] == [("", "ACCUSE", "HND")]


def test_american_alone_is():
    assert ("USA", "ACCUSE", "HND") in told("American farmers condemned the coup in Honduras.", "")


def test_ministers_of_a_region_are_of_no_one_state():
    found = told("Arab ministers branded the group terrorists.", "France's president met Lebanon's premier. ")
    assert not [act for act in found if act[0] in ("FRA", "LBN")]


def test_police_are_of_where_the_report_was_written():
    text = "CAIRO (AFP) - The US on Thursday called off an exercise with Egypt. Police arrested 54 people."
    assert ("EGY", "COERCE", "EGY") in told(text, "")


def test_ministers_of_an_organisation_act_for_it():
    text = "The European Union, whose ministers had suspended visas for Georgian diplomats, met on Monday."
    rows = extract_relations(text, date="2024-03-09").to_dict("records")
    assert ("european-union", "SANCTION", "GEO") in {
        (row["actor"], row["type"], row["recipient_state"]) for row in rows
    }


def test_the_bombing_is_what_somebody_bombed():
    before = "Pakistani jets bombed Kabul on Friday. Taliban fighters attacked a Pakistani border post on Saturday. "
    assert ("IND", "ACCUSE", "PAK") in told("India condemned the bombing.", before)


def test_an_embassy_in_a_capital_is_not_the_hosts():
    before = "China accused NATO of lying. "
    found = told("China condemned the NATO bombing of its embassy in Belgrade.", before)
    assert not [act for act in found if "SRB" in act]


def test_envoys_from_a_state_are_its_own():
    assert ("CHL", "ACCUSE", "PER") in told("An envoy from Chile condemned Peru.", "")


def test_what_is_closed_at_home_is_closed_to_another():
    before = "Russia expelled 60 American diplomats. "
    found = told("Washington closed the consulate in Seattle.", before)
    assert found == {("USA", "SANCTION", "RUS")}


def test_who_goes_to_a_town_of_his_own_visits_nobody():
    assert not told("President Ferdinand Marcos flew to Palawan to decorate the sailors.")


@pytest.mark.parametrize(
    "text",
    [
        "Iceland has complained to NATO about Britain for freezing its assets.",
        "Iceland has complained to NATO that Britain is freezing its assets.",
        "Iceland protested to NATO against Britain.",
    ],
)
def test_complained_of_is_not_who_hears_it(text):
    rows = extract_relations(text, date="2024-03-09").to_dict("records")
    assert {row["recipient"] for row in rows if row["actor"] == "ISL"} == {"GBR"}


def test_complained_to_and_of_nobody_else():
    rows = extract_relations("Iceland complained about NATO.", date="2024-03-09").to_dict("records")
    assert [(row["type"], row["recipient"]) for row in rows] == [("ACCUSE", "nato")]


@pytest.mark.parametrize(
    "text",
    ["Mali's president refuses to resign.", "Mali declined to take sides."],
)
def test_what_one_refuses_for_oneself_is_refused_to_nobody(text):
    assert not told(text)


def test_what_is_refused_to_another_is():
    assert ("MLI", "REJECT", "TCD") in told("Mali refused to meet Chad's envoy.")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Malian president appealed to residents to stay indoors.", ("MLI", "REQUEST", "MLI")),
        ("Mali told companies with plants in Chad to pay the old wage.", ("MLI", "REQUEST", "MLI")),
        ("Malian Foreign Minister Abdoulaye Diop urged farmers to keep calm.", ("MLI", "REQUEST", "MLI")),
        ("Malian President Assimi Goita called on people to boycott the fair.", ("MLI", "REQUEST", "MLI")),
        ("Malian President Assimi Goita jailed two judges.", ("MLI", "COERCE", "MLI")),
        ("A woman was shot dead by Mali's National Guard.", ("MLI", "ASSAULT", "MLI")),
        ("Malian lawmakers praised the treasury.", ("MLI", "SUPPORT", "MLI")),
    ],
)
def test_whom_one_asks_or_jails_at_home_is_no_other_s(text, act):
    assert act in told(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Mali urged Chadian farmers to keep calm.", ("MLI", "REQUEST", "TCD")),
        ("Mali asked residents of Adré in Chad to stay indoors.", ("MLI", "REQUEST", "TCD")),
        ("Malian troops shelled Chad on Tuesday. Mali told residents to leave.", ("MLI", "REQUEST", "TCD")),
        ("Malian President Assimi Goita jailed two Chadian judges.", ("MLI", "COERCE", "TCD")),
        ("Malian soldiers bombed the Chadian town of Adré. They arrested activists.", ("MLI", "COERCE", "TCD")),
    ],
)
def test_another_s_people_and_those_of_an_enemy_stay_his(text, act):
    assert act in told(text)


def test_fishermen_are_asked_at_home():
    assert ("MLI", "REQUEST", "MLI") in told("Mali urged fishermen to stay in port.")


def test_a_complaint_that_names_nobody_is_of_whom_was_blamed_last():
    before = "Chad has charged Mali with moving troops onto the mountain. "
    acts = told("The government lodged a complaint with the African Union.", before)
    assert ("TCD", "ACCUSE", "MLI") in acts


def test_a_complaint_of_what_was_suffered():
    before = "Malian soldiers shelled Chad on Monday. "
    assert ("TCD", "ACCUSE", "MLI") in told("Chad complained to the African Union.", before)
