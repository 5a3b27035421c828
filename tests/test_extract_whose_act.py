"""Whose act it is, and who suffers it: the owner of a choice or a plan, the people of the place."""

import pytest

from graphkit import extract_relations


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Morocco said it was sorry about Algeria's choice to cut ties.", "DZA SANCTION MAR"),
        ("Morocco regretted the choice of Algeria to cut ties.", "DZA SANCTION MAR"),
        ("The Moroccan ministry regretted Algiers' choice to sever relations with Rabat.", "DZA SANCTION MAR"),
        ("Spain denounced the Dutch plan to ban Russian ships.", "NLD THREATEN RUS"),
        ("Chad spoke of Mali's wish to expel French troops.", "MLI THREATEN FRA"),
        ("Turkey spoke of a Greek proposal to sanction Cyprus.", "GRC THREATEN CYP"),
        ("Peru was surprised by Chile's vow to close its border with Bolivia.", "CHL THREATEN BOL"),
        ("Morocco welcomed Iran's readiness to talk with Iraq.", "IRN AGREE IRQ"),
        ("China slammed Lithuania's willingness to help Taiwan.", "LTU AGREE TWN"),
        ("Russia denounced a NATO plan to arm Ukraine.", "nato AGREE UKR"),
        ("The American promise to arm Taiwan angered China.", "USA AGREE TWN"),
        ("France recalled Niger's threat to expel its ambassador.", "NER THREATEN FRA"),
        ("Kenya lamented Uganda's refusal to hand over the rebels.", "UGA REJECT KEN"),
        ("Chad used Mali's soldiers to attack Niger.", "MLI ASSAULT NER"),
        ("Chad closed Mali's embassy to punish France.", "TCD COERCE FRA"),
    ],
)
def test_what_a_noun_brings_is_done_by_its_owner(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Morocco said it was sorry about Algeria's choice to cut ties.", "MAR SANCTION"),
        ("Peru was surprised by Chile's vow to close its border with Bolivia.", "PER COERCE"),
        ("Turkey spoke of a Greek proposal to recall its ambassador from Cyprus.", "TUR SANCTION"),
        ("Chad insisted on its right to strike Mali.", "TCD ASSAULT"),
        ("Iran's ability to strike Israel worries Egypt.", "IRN ASSAULT"),
        ("Morocco spoke of his choice to cut ties with Mali.", "MAR SANCTION"),
    ],
)
def test_who_speaks_of_it_does_nothing(text, wrong):
    assert not [row for row in told(text) if row.startswith(wrong)]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Israel met Egypt. Hamas killed eight people on the road to Eilat.", "PSE ASSAULT ISR"),
        ("France urged calm. In Bucha, Russian soldiers executed civilians.", "RUS ASSAULT UKR"),
        ("France urged calm. Russian soldiers executed civilians in Bucha.", "RUS ASSAULT UKR"),
        ("France met Egypt. Iranian gunmen stabbed two tourists in Amman.", "IRN ASSAULT JOR"),
        ("France met Turkey. Iranian gunmen stabbed two tourists outside a hotel in Amman.", "IRN ASSAULT JOR"),
        ("France urged calm. North Korean agents abducted people from beaches in Niigata.", "PRK ASSAULT JPN"),
        ("France urged calm. The Russian strike on a market killed nine people in Odesa.", "RUS ASSAULT UKR"),
        ("France urged calm. Boko Haram gunmen shot people on a bus bound for Maiduguri.", "NGA ASSAULT NGA"),
        ("France urged calm. Nigerian police shot farmers on a train to Abuja.", "NGA ASSAULT NGA"),
        ("France urged calm. Police in Geneva beat two Libyans.", "CHE ASSAULT LBY"),
    ],
)
def test_victims_are_of_where_it_is_done(text, relation):
    found = told(text)
    assert relation in found
    assert not [row for row in found if row.endswith(("ASSAULT FRA", "ASSAULT EGY", "ASSAULT TUR"))]


def test_bombings_of_a_group_are_its_own():
    text = "Netanyahu had ordered the raid in retaliation for two Hamas bombings that killed people in Jerusalem."
    rows = extract_relations("France urged calm. " + text, date="2023-05-05").to_dict("records")
    assert "hamas" in {row["actor"] for row in rows if row["type"] == "ASSAULT"}


def test_police_of_a_place_that_no_table_has_are_of_no_state():
    assert not [row for row in told("France urged calm. Police in Wau beat two Libyans.") if row.startswith("FRA")]


SENT = "Israel sent troops into Lebanon. "


@pytest.mark.parametrize(
    ("text", "relation", "wrong"),
    [
        (SENT + "The Arab League, at the behest of Egypt, condemned the incursion.", "arab-league ACCUSE ISR", "EGY"),
        (SENT + "Jordan, at the request of Egypt, condemned the incursion.", "JOR ACCUSE ISR", "EGY"),
        (SENT + "Turkey, through its envoy in Cairo, denounced the operation.", "TUR ACCUSE ISR", "EGY"),
        ("Ukraine invaded Kursk. Belarus, urged by Russia, condemned the invasion.", "BLR ACCUSE UKR", "RUS"),
        ("Russia annexed Crimea. Japan denounced the annexation of Crimea.", "JPN ACCUSE RUS", "UKR"),
        ("Russia shelled Bucha. Poland condemned the killing of civilians in Bucha.", "POL ACCUSE RUS", "UKR"),
        ("Serbs shelled Bosnia. Serbia was silent. Iran deplored the siege of Sarajevo.", "IRN ACCUSE SRB", "BIH"),
        (
            "South Korea froze trade with the North after an inquiry found Pyongyang guilty of sinking a ship of the "
            "South's. The White House backed the move.",
            "USA SUPPORT KOR",
            "PRK",
        ),
        ("Turkey bombed a camp in Iraq. Azerbaijan backed the operation.", "AZE SUPPORT TUR", "IRQ"),
    ],
)
def test_a_verdict_is_on_who_did_the_act(text, relation, wrong):
    found = told(text)
    assert relation in found
    actor, kind, _ = relation.split()
    assert f"{actor} {kind} {wrong}" not in found


def test_what_the_powerful_do_to_their_own_is_theirs():
    assert "POL ACCUSE BLR" in told("Russia was silent. Poland condemned the arrest of protesters in Belarus.")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The Guards of Iran captured a tanker sailing under the British flag off Oman.", "IRN COERCE GBR"),
        ("Iran seized a tanker flying the Panamanian flag.", "IRN COERCE PAN"),
        ("Turkey stopped a freighter, sailing under a Moldovan flag, off Libya.", "TUR COERCE MDA"),
        ("Iran seized a ship under the flag of Belize.", "IRN COERCE BLZ"),
        ("Iran seized a British-flagged tanker.", "IRN COERCE GBR"),
        ("Iran seized the Panama-flagged tanker Talara.", "IRN COERCE PAN"),
        ("Iran seized a Greek-owned tanker.", "IRN COERCE GRC"),
        ("Iran seized a tanker owned by a Greek company.", "IRN COERCE GRC"),
        ("Iran seized a tanker registered in Liberia.", "IRN COERCE LBR"),
        ("The Houthis attacked a Liberian-flagged, Israeli-owned ship.", "YEM ASSAULT LBR"),
        ("British marines boarded an Iranian tanker off Gibraltar.", "GBR COERCE IRN"),
    ],
)
def test_a_ship_is_of_the_state_whose_flag_it_flies_or_whose_it_is(text, relation):
    assert told(text) == [relation]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Swiss police held Gaddafi's son Hannibal for two days.", "CHE COERCE LBY"),
        ("Police in Geneva held Gaddafi's son for two days.", "CHE COERCE LBY"),
        ("Chad's police arrested the wife of President Tshisekedi.", "TCD COERCE COD"),
        ("Britain sanctioned Putin's daughter.", "GBR SANCTION RUS"),
        ("Britain sanctioned Asma al-Assad.", "GBR SANCTION SYR"),
        ("Kim Jong Un's sister threatened South Korea.", "PRK THREATEN KOR"),
        ("The brother of Syria's president praised Russia.", "SYR SUPPORT RUS"),
    ],
)
def test_relatives_are_of_the_state_of_whose_they_are(text, relation):
    assert told(text) == [relation]


def test_a_relative_is_not_the_leader_himself():
    text = "Kim Jong Un's sister threatened Peru. Iran jailed Netanyahu's bodyguard. "
    text += "Chad held Hannibal Gaddafi and his wife."
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    parties = {row[side] for row in rows for side in ("actor", "recipient")}
    assert len(rows) == 4
    assert parties >= {
        "kim-jong-un-sister",
        "benjamin-netanyahu-bodyguard",
        "hannibal-gaddafi",
        "hannibal-gaddafi-wife",
    }


def test_a_leader_keeps_his_name_with_all_his_given_names():
    text = "Muammar al-Gaddafi met Joe Biden. Colonel Moammar Gadhafi met Joe Biden. Bashar Assad met Joe Biden."
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    assert {row["actor"] for row in rows} == {"muammar-gaddafi", "bashar-al-assad"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Moldova, where Russian troops are stationed, protested to Turkey.", "MDA ACCUSE TUR"),
        ("Qatar, where thousands of Indians work, condemned Israel on Friday.", "QAT ACCUSE ISR"),
        ("Uganda's president, after receiving a Kenyan envoy, called on Rwanda to withdraw.", "UGA REQUEST RWA"),
        ("Oslo said Norway, where many Chadians live, will expel the Malian envoy.", "NOR THREATEN MLI"),
        ("Kenya, whose army Somalia fears, has broken with Somalia.", "KEN SANCTION SOM"),
        (
            "Students furious over the shooting in Nairobi of the activist Jane Mumo attacked Uganda.",
            "students ASSAULT UGA",
        ),
        ("A group hostile to the government of Chad has kidnapped two French engineers.", "group ASSAULT FRA"),
        ("Diplomats unhappy with Prime Minister Hun Sen rejected the plan of Laos.", "diplomats REJECT LAO"),
        ("Rebels armed with rockets shelled Saudi Arabia.", "rebels ASSAULT SAU"),
        ("Troops equipped with drones by their friends have attacked Georgia.", "troops ASSAULT GEO"),
        ("In mid-September Macron wrote to Erdogan.", "FRA CONSULT TUR"),
        ("Late on Sunday Trump phoned Xi.", "USA CONSULT CHN"),
        ("Before Friday Putin had called Orban.", "RUS CONSULT HUN"),
    ],
)
def test_the_verb_has_the_outer_subject(text, relation):
    assert told(text)[-1] == relation


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Spain and Italy have both urged Malta to open its ports.", ["ESP REQUEST MLT", "ITA REQUEST MLT"]),
        ("Peru, Chile and Cuba have all condemned Fiji.", ["PER ACCUSE FJI", "CHL ACCUSE FJI", "CUB ACCUSE FJI"]),
        ("Peru and Chile will each send troops to Haiti.", ["PER THREATEN HTI", "CHL THREATEN HTI"]),
        ("Peru and Chile both cut ties with Iran.", ["PER SANCTION IRN", "CHL SANCTION IRN"]),
        ("Peru and Chile both condemned attacks by Iran.", ["PER ACCUSE IRN", "CHL ACCUSE IRN"]),
        ("Peru and Chile fought. Both condemned Iran.", ["PER ACCUSE IRN", "CHL ACCUSE IRN"]),
        ("Peru and Chile fought. The two blamed Iran.", ["PER ACCUSE IRN", "CHL ACCUSE IRN"]),
        ("Peru and Chile fought. Cuba urged both to stop.", ["CUB REQUEST PER", "CUB REQUEST CHL"]),
        ("Peru and Chile fought. Cuba condemned both.", ["CUB ACCUSE PER", "CUB ACCUSE CHL"]),
        ("Peru and Chile fought. Cuba asked them to stop.", ["CUB REQUEST PER", "CUB REQUEST CHL"]),
        (
            "Peru, Chile and Fiji sent aid. Cuba thanked them.",
            ["CUB SUPPORT PER", "CUB SUPPORT CHL", "CUB SUPPORT FJI"],
        ),
        ("Peru and Chile met. They condemned Iran.", ["PER ACCUSE IRN", "CHL ACCUSE IRN"]),
        (
            "Peru, Chile and Fiji met. Their presidents condemned Iran.",
            ["PER ACCUSE IRN", "CHL ACCUSE IRN", "FJI ACCUSE IRN"],
        ),
        (
            "Cuba expelled the envoys of Peru and Chile. Their governments condemned Cuba.",
            ["PER ACCUSE CUB", "CHL ACCUSE CUB"],
        ),
        ("Peru and Chile withdrew their armies from Haiti.", ["PER RETREAT HTI", "CHL RETREAT HTI"]),
        ("Japan sold jets to Egypt and to Oman.", ["JPN COOPERATE EGY", "JPN COOPERATE OMN"]),
        ("Japan sent aid to Syria, to Sudan and to Chad.", ["JPN AID SYR", "JPN AID SDN", "JPN AID TCD"]),
    ],
)
def test_both_and_each_are_all_of_them(text, relations):
    found = told(text)
    assert [relation for relation in found if relation in relations] == relations


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chad and Sudan blamed one another for the deadlock.", "TCD ACCUSE SDN"),
        ("Chad and Sudan accused each other of arming rebels.", "TCD ACCUSE SDN"),
        ("Chad and Sudan each accused the other of arming rebels.", "TCD ACCUSE SDN"),
        ("Chad and Sudan have expelled each other's diplomats.", "TCD SANCTION SDN"),
        ("Chad and Sudan fought. Each government blamed the other.", "TCD ACCUSE SDN"),
        ("Chad and Sudan fought. Each expelled the other's diplomats.", "TCD SANCTION SDN"),
        ("Chad and Sudan fought. Each army says that the other broke the truce.", "TCD ACCUSE SDN"),
        ("Chad and Sudan fought. Both sides accused each other of it.", "TCD ACCUSE SDN"),
        ("Chad and Sudan fought. Both presidents have agreed to sit down together in Cuba.", "TCD AGREE SDN"),
    ],
)
def test_what_several_do_to_each_other_is_between_them(text, relation):
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    assert (told(text)[-1], rows[-1]["mutual"]) == (relation, True)


@pytest.mark.parametrize(
    "text",
    [
        "Chad gave Mali all captured weapons.",
        "Each of the four boats hit the other pier.",
        "The soldiers fired on the crowd, killing two.",
    ],
)
def test_words_of_number_that_stand_for_nobody_named(text):
    assert [relation for relation in told(text) if "ACCUSE" in relation or "SANCTION" in relation] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru said that Bolivia was at fault and urged Chile to mediate.", "PER REQUEST CHL"),
        ("Cuba repeated that Castro died of old age and dismissed the finding of Peru.", "CUB REJECT PER"),
        ("Mali said that Chad had shelled its villages and accused it of murder.", "MLI ACCUSE TCD"),
        ("Oslo noted that Chad should reflect on its history and called on Mali to withdraw.", "NOR REQUEST MLI"),
        ("Mali claimed that Togo had jailed two monks and condemned Benin.", "MLI ACCUSE BEN"),
        ("Oslo said Chad had jailed two monks and threatened to expel Mali's envoy.", "NOR THREATEN MLI"),
        ("Mali said Chad had a right to defend itself but urged it to stop.", "MLI REQUEST TCD"),
        ("Reuters said that Chad condemned Mali and accused Niger of theft.", "TCD ACCUSE NER"),
        ("Oslo said that Biden met Xi and urged him to free the pilots.", "USA REQUEST CHN"),
        ("Oslo said that Chad would stop the talks and ask China for an apology.", "TCD REQUEST CHN"),
    ],
)
def test_who_says_something_goes_on_to_judge(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "relation", "speaker"),
    [
        ("The army of Rwanda, UN experts found, had helped Chad.", "RWA AID TCD", "un-experts"),
        ("Peru, Chile concluded, had spied on Bolivia.", "PER ACCUSE BOL", "CHL"),
        ("The army of Rwanda, the president of Kenya said, had attacked Chad.", "RWA ASSAULT TCD", "president-ken"),
        ("Cuban soldiers who, residents of Lima said, fired on Peru fled.", "CUB ASSAULT PER", "residents-per"),
        ("Egypt, Sudan complains, shelled Chad.", "EGY ASSAULT TCD", "SDN"),
        ("Oslo condemned Togo, which, Mali says, armed Chad.", "TGO AID TCD", "MLI"),
    ],
)
def test_who_only_says_it_in_between_claims_it_and_does_nothing(text, relation, speaker):
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    said = {relation: row["speaker"] for relation, row in zip(told(text), rows, strict=True)}
    assert said[relation] == speaker
    assert not [each for each in said if each.startswith(speaker) and "ACCUSE" not in each]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Japan urged its companies to stop buying Russian coal.", ["JPN SANCTION RUS"]),
        ("Kuwait told its citizens to leave Lebanon.", ["KWT SANCTION LBN"]),
        ("China has told its airlines to avoid the skies of Japan.", ["CHN SANCTION JPN"]),
        ("Sweden asked its banks not to lend to Russia.", ["SWE SANCTION RUS"]),
        ("Turkey ordered state firms to stay out of Greece.", ["TUR SANCTION GRC"]),
        ("Norway asked its citizens in Chad to register.", []),
        ("Peru asked its citizens to save water.", []),
        ("Peru asked its neighbours to stop the drills.", ["PER REQUEST neighbours"]),
        ("Chad asked Chilean banks to lend to Mali.", ["TCD REQUEST CHL"]),
    ],
)
def test_ones_own_people_are_told_to_keep_away_from_another(text, relations):
    assert told(text) == relations


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Spain recalled its envoy from Lima. Peru protested. Italy has done likewise.", "ITA SANCTION PER"),
        ("Spain expelled Peru's consul. A Spanish priest was jailed in Lima. Italy did likewise.", "ITA SANCTION PER"),
        ("Spain told its airlines to avoid Peru. Italy and Malta have followed suit.", "MLT SANCTION PER"),
        ("Spain closed its border with Peru. Peru did the same.", "PER COERCE ESP"),
    ],
)
def test_who_follows_suit_does_what_was_done_and_not_what_was_suffered(text, relation):
    assert told(text)[-1] == relation


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Two Chilean officials found themselves expelled by Peru on Monday.", "PER SANCTION CHL"),
        ("Chad found itself suddenly attacked by Libya.", "LBY ASSAULT TCD"),
        ("Oman found itself accused by Yemen of funding rebels.", "YEM ACCUSE OMN"),
        ("Sweden was left isolated by Turkey.", "TUR SANCTION SWE"),
        ("Georgia came under renewed attack from Russia.", "RUS ASSAULT GEO"),
        ("Georgian positions came under Russian fire.", "RUS ASSAULT GEO"),
        ("Fiji came under Australian pressure.", "AUS REQUEST FJI"),
    ],
)
def test_passives_without_be(text, relation):
    assert told(text) == [relation]
