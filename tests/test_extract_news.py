"""What news of every region says in ways of its own, each beside a sentence that only looks alike."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

DAY = "2025-10-16"  # a Thursday


def told(text):
    frame = extract_relations(text, date=DAY)
    return {(row.actor_name, row.type, row.recipient_name) for row in frame.itertuples()}


def kinds(text):
    return extract_relations(text, date=DAY).type.tolist()


def dates(text):
    return extract_relations(text, date=DAY).date.tolist()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In 1994 Chad attacked Libya.", "1994"),
        ("Last month Chad attacked Libya.", "2025-09"),
        ("Yesterday Chad attacked Libya.", "2025-10-15"),
        ("Chad attacked Libya on 7 May 2019.", "2019-05-07"),
        ("The 2011 attack by Chad on Libya was forgotten.", "2011"),
        ("Chad is expected to attack Libya on Sunday.", "2025-10-19"),
        ("Chad is due to visit Libya on Sunday.", "2025-10-19"),
        ("Chad might attack Libya on Sunday.", "2025-10-19"),
        ("Chad set free two Libyan pilots on Sunday.", "2025-10-12"),
        ("Chad attacked Libya on Sunday, Niger said on Tuesday.", "2025-10-12"),
        ("Chad will arm Libya, Chad's premier said on Tuesday.", "2025-10-14"),
    ],
)
def test_a_date_is_that_of_the_event(text, date):
    assert dates(text)[:1] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Chad, which broke away in 1960, attacked Libya.",
        "Chad, freed in 1960 by France, mocked it and attacked Libya.",
        "Niger denied on Monday that Chad had attacked Libya.",
        "Niger said on Monday that Chad had attacked Libya.",
        "Chad attacked Libya, Niger said on Monday.",
        "Chad attacked Libya two years after Niger had left the union in 1960.",
    ],
)
def test_another_verb_keeps_its_date(text):
    frame = extract_relations(text, date=DAY)
    assert frame[(frame.actor == "TCD") & (frame.recipient == "LBY") & (frame.type == "ASSAULT")].date.tolist() == [""]


def test_a_year_is_no_part_of_a_name():
    assert told("In 1994 Chad attacked Libya.") == {("Chad", "ASSAULT", "Libya")}
    assert told("In 2000 Japanese soldiers attacked Libya.") == {("Japanese soldiers", "ASSAULT", "Libya")}


@pytest.mark.parametrize(
    "text",
    [
        "Typhoon Bopha struck the Philippines and killed 40 people.",
        "Hail hit Bolivia on Monday.",
        "Asian flu killed thousands in Ghana.",
        "Wildfires threatened Greece.",
        "Nurses are fighting an epidemic of measles in Kampala.",
        "Ghana beat Togo 4-0 on Monday.",
        "Ghana crushed Togo in the second half of the semifinal.",
        "In the film, a colonel shoots a judge.",
        "China launched a fashion label in Canada.",
        "Chess pieces from Iran were shown in Iraq.",
    ],
)
def test_weather_games_and_plays_are_no_acts(text):
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ghana attacked Togo in the final days of the cricket tournament.",
        "Ghana struck Togo 10-20 times.",
        "Ghana bombed Togo before the volleyball championship, the league said.",
    ],
)
def test_an_attack_beside_a_game_is_still_one(text):
    assert told(text) == {("Ghana", "ASSAULT", "Togo")}


@pytest.mark.parametrize("many", ["No fewer than", "More than", "At least", "Up to", "As many as"])
def test_how_many_they_are_is_not_part_of_who_they_are(many):
    frame = extract_relations(f"{many} 300 Malian rebels attacked Chad.")
    assert frame["actor"].tolist() == ["malian-rebels"]


def test_people_of_a_nation_are_not_their_state():
    frame = extract_relations("Serbia arrested two Turkish businessmen.")
    assert frame["recipient"].tolist() == ["turkish-businessmen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghanaian soldiers beat Togolese fans at a football match.",
            ("Ghanaian soldiers", "ASSAULT", "Togolese fans"),
        ),
        ("Israeli fire killed two Syrian shepherds.", ("Israel", "ASSAULT", "Syrian shepherds")),
        ("A swarm of Turkish drones struck Syria.", ("Turkey", "ASSAULT", "Syria")),
        ("China launched missiles at Japan.", ("China", "ASSAULT", "Japan")),
    ],
)
def test_acts_told_in_the_same_words_stay(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's offer to host the talks was spurned by Mali.", ("Mali", "REJECT", "Norway")),
        ("The failure of Chad to protect Libyan nurses was criticised by Niger.", ("Niger", "ACCUSE", "Chad")),
        ("Accused by Niger of theft, Chad's army kept silent.", ("Niger", "ACCUSE", "Chad's army")),
        ("Chad's army, Niger says, attacked Libya.", ("Chad's army", "ASSAULT", "Libya")),
        ("Mali blamed Togo, which it says armed Libyan rebels.", ("Togo", "AID", "Libyan rebels")),
        ("Mali blamed the Sudanese clan that Niger says shelled Libya.", ("Sudanese clan", "ASSAULT", "Libya")),
        ("Chad rather than Niger attacked Libya.", ("Chad", "ASSAULT", "Libya")),
        ("The militants the government had jailed attacked Libya.", ("militants", "ASSAULT", "Libya")),
        ("Chad's bid for the post has the backing of Niger.", ("Niger", "SUPPORT", "Chad")),
    ],
)
def test_who_acts_is_not_mistaken(text, expected):
    found = told(text)
    assert expected in found
    assert (expected[2], expected[1], expected[0]) not in found


def test_who_says_so_between_commas_is_the_speaker():
    frame = extract_relations("Chad's army, Niger says, attacked Libya.")
    assert list(zip(frame.actor_state, frame.speaker_name, strict=True)) == [("TCD", "Niger")]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The armies of Peru and Chile held joint drills in the Atacama desert.", {"armies, Peru", "Chile"}),
        ("Envoys from Peru and Chile held talks in Quito.", {"envoys, Peru", "Chile"}),
        ("Peru and Chile share intelligence on smugglers.", {"Peru", "Chile"}),
        ("Peru and Chile are building a telescope together.", {"Peru", "Chile"}),
    ],
)
def test_two_named_together_act_on_one_another(text, pair):
    assert {frozenset(row[::2]) for row in told(text)} == {frozenset(pair)}


def test_a_place_is_no_partner():
    assert told("Envoys from Peru held talks with Chile in Quito.") == {("envoys, Peru", "CONSULT", "Chile")}
    assert kinds("Peru's share prices and Chile's fell.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thousands marched through Lima against Peru's parliament.", ("Thousands", "PROTEST", "Peru's parliament")),
        ("Nurses held a vigil in Lima to denounce Peru's police.", ("nurses, Peru", "PROTEST", "Peru's police")),
        ("Students rallied in Lima in support of Chile.", ("students, Peru", "SUPPORT", "Chile")),
        ("Kenya sent doctors to Goma to help the Congolese army.", ("Kenya", "AID", "Congolese army")),
    ],
)
def test_the_purpose_says_at_whom(text, expected):
    assert expected in told(text)


def test_a_march_may_have_only_a_place():
    assert ("students, Peru", "PROTEST", "Peru") in told("Students marched in Lima.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Chadian diplomats were ordered to leave Niger.", ("Niger", "SANCTION", "Chadian diplomats")),
        ("Niger ordered two Chadian envoys to leave.", ("Niger", "SANCTION", "Chadian envoys")),
        ("Niger ordered two Chadian envoys to wait.", ("Niger", "REQUEST", "Chadian envoys")),
        ("Gabon withdrew from the African Union.", ("Gabon", "SANCTION", "African Union")),
        ("Gabon withdrew its soldiers from Togo.", ("Gabon", "RETREAT", "Togo")),
        ("Gabon quit the African Union.", ("Gabon", "SANCTION", "African Union")),
        ("Japan apologised to Chinese labourers.", ("Japan", "CONCEDE", "Chinese labourers")),
        ("Japan thanked Chinese labourers.", ("Japan", "SUPPORT", "Chinese labourers")),
        ("Guerrillas set fire to a police post in Lima.", ("guerrillas", "ASSAULT", "police, Peru")),
        ("Clan militias mobilised against the national army.", ("clan militias", "MOBILIZE", "national army")),
        ("France helped the Malian army fight al-Qaeda.", ("France", "AID", "Malian army")),
        ("France helped the Malian army fight al-Qaeda.", ("Malian army", "ASSAULT", "al-Qaeda")),
    ],
)
def test_words_of_agencies(text, expected):
    assert expected in told(text)


def test_leaving_a_place_is_no_sanction():
    assert "SANCTION" not in kinds("Gabon's president left Togo.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Rebels kidnapped two Chinese surveyors.", "Chinese surveyors", "person"),
        ("Togolese landlords beat Gabonese tenants.", "Gabonese tenants", "person"),
        ("Rebels seized a Greek freighter.", "Greece", "state"),
    ],
)
def test_people_of_a_nation_are_not_its_state(text, name, kind):
    frame = extract_relations(text)
    assert list(zip(frame.recipient_name, frame.recipient_kind, strict=True)) == [(name, kind)]


def test_what_a_group_has_stands_for_the_group():
    assert told("Rebels attacked an army depot in Gabon.") == {("rebels", "ASSAULT", "army, Gabon")}
    assert kinds("Gabon discussed a military solution.") == []


def test_a_participle_before_people_is_no_act():
    assert "ASSAULT" not in kinds("Kenya's president promised striking teachers a rise.")
    assert kinds("Rebels began striking Kenyan teachers.") == ["ASSAULT"]


def test_what_is_demanded_has_a_verb_of_its_own():
    assert told("Senators demanded that President Ana Ruiz step down.") == {("senators", "REQUEST", "Ana Ruiz")}


def test_a_pronoun_of_a_person_is_no_state_and_nobody_thanks_himself():
    assert ("Chad", "RETREAT", "pilot") in told("Niger jailed the pilot after Chad had freed him.")
    assert kinds("Chad's president met the envoy. He thanked him.") == ["CONSULT"]


def test_not_having_met_is_no_refusal():
    assert kinds("Chad's president has not met Libya's king since June.") == []
    assert kinds("Chad's president will not meet Libya's king.") == ["REJECT"]


def test_who_is_to_do_something_has_a_plan():
    assert told("Chad's premier is to visit Libya.") == {("Chad's premier", "AGREE", "Libya")}
    assert kinds("One way out for Chad is to visit Libya.") == []


def test_an_arrest_warrant_is_done_to_whom_it_is_for():
    assert told("A court issued an arrest warrant for Chad's president.") == {("court", "COERCE", "Chad's president")}


def test_congolese_is_of_the_congo_that_news_call_by_its_name():
    frame = extract_relations("Congolese soldiers attacked rebels. Congo's army thanked Kenya.")
    assert frame.actor_state.tolist() == ["COD", "COD"]


def test_it_after_because_may_be_either():
    assert "AID" not in kinds("Gabon cut ties with Togo because it sheltered a rebel leader.")
    assert "AID" in kinds("Gabon was criticised after it sheltered a rebel leader.")


def test_to_hand_over_is_no_arrest():
    assert "COERCE" not in kinds("Togo handed the port to Gabon.")
    assert "CONCEDE" not in kinds("Togo refuses to hand taxes to Gabon.")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Guyana accused Venezuela on Monday of shelling Lethem.", ["2024-11-18", ""]),
        ("On Monday Guyana blamed Venezuela for shelling Lethem.", ["2024-11-18", ""]),
        ("Guyana accused Venezuela of shelling Lethem on Monday.", ["2024-11-18", "2024-11-18"]),
    ],
)
def test_the_day_of_an_accusation_is_not_that_of_the_deed(text, dates):
    frame = extract_relations(text, date="2024-11-21")
    found = dict(zip(frame["type"], frame["date"], strict=True))
    assert [found["ACCUSE"], found.get("ASSAULT", dates[1])] == dates


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad's sanctions hit two Malian banks.", "COERCE"),
        ("Chad's missiles hit two Malian banks.", "ASSAULT"),
        ("US tariffs hit Canada hard.", "COERCE"),
    ],
)
def test_what_rules_hit_is_not_assaulted(text, kind):
    assert extract_relations(text)["type"].unique().tolist() == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Togo, which Mali accused in March of arming Chad, was absent.",
        "Togo, which Mali accuses of arming Chad, was absent.",
        "The state that Mali accused of arming Chad was Togo.",
        "Mali accused Togo of arming Chad.",
    ],
)
def test_who_is_accused_did_it_and_not_the_accuser(text):
    frame = extract_relations(text, date="2024-11-21")
    armed = frame[frame["type"] == "AID"]
    assert "MLI" not in armed["actor"].tolist()
    assert set(frame.loc[frame["type"] == "ACCUSE", "actor"]) <= {"MLI"}
    if text.startswith(("Togo", "Mali")):
        assert armed[["actor", "recipient", "stance"]].to_numpy().tolist() == [["TGO", "TCD", "alleges"]]
