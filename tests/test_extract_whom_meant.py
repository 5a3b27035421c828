"""Whom the words of news mean: a family name alone, an item of a live blog, a body's style, a thing that is nobody."""

import pytest

import graphkit


def rows(text):
    return graphkit.extract_relations(text, date="2024-11-21").to_dict("records")


def told(text):
    return [(row["actor_name"], row["type"], row["recipient_name"]) for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The court's prosecutor, Karim Khan, said little. Mr Khan accused Chad of fraud.", "Karim Khan"),
        ("A statement by Karim Khan followed. Khan accused Chad of fraud.", "Karim Khan"),
        ("Khan accuses Chad of fraud\n\nKarim Khan, the prosecutor, spoke in Lima.", "Karim Khan"),
        ("Imran Khan wrote to Karim Khan. Mr Khan accused Chad of fraud.", "Karim Khan"),
        ("Karim Khan wrote to Imran Khan. Mr Khan accused Chad of fraud.", "Imran Khan"),
        ("Karim Khan wrote to Lima. Prime Minister Khan accused Chad of fraud.", "Imran Khan"),
        ("Mr Khan accused Chad of fraud.", "Imran Khan"),
        ("Khan Younis was bombed. Khan accused Chad of fraud.", "Imran Khan"),
        ("Omar Sharif said little. Mr Sharif accused Chad of fraud.", "Omar Sharif"),
        ("Barbara Lee, who sits for California, said little. Lee accused Chad of fraud.", "Barbara Lee"),
        ("Kim Min-jae, a defector, spoke in Lima. Kim accused Chad of fraud.", "Kim Min-jae"),
        ("Xi Mingze flew to Boston. Xi accused Chad of fraud.", "Xi Mingze"),
        ("Lima heard Park Sang-hak, who sends leaflets. Park accused Chad of fraud.", "Park Sang-hak"),
        ("Gordon Brown spoke. Brown accused Chad of fraud.", "Gordon Brown"),
        ("Kim Jong-un spoke in Lima. Kim accused Chad of fraud.", "Kim Jong Un"),
        ("Donald John Trump spoke. Trump accused Chad of fraud.", "Donald Trump"),
        ("Aleksandr Lukashenko spoke. Lukashenko accused Chad of fraud.", "Alexander Lukashenko"),
        ("Hillary Clinton spoke in Lima. Clinton accused Chad of fraud.", "Hillary Clinton"),
        ("Boris Johnson was in Lima. Johnson accused Chad of fraud.", "Boris Johnson"),
        ("Andrew Johnson, a pilot, was in Lima. Johnson accused Chad of fraud.", "Andrew Johnson"),
    ],
)
def test_a_family_name_means_whom_the_text_gave_in_full_with_it(text, name):
    assert name in {actor for actor, kind, recipient in told(text) if (kind, recipient) == ("ACCUSE", "Chad")}


def test_nobody_is_guessed_to_be_of_a_state_that_he_accused():
    found = rows("Senator Ritu Singh accused China of fraud. Mr Singh met Japan's premier.")
    assert ("Ritu Singh", "") in {(row["actor_name"], row["actor_state"]) for row in found if row["type"] == "CONSULT"}


def test_a_person_keeps_the_body_that_he_was_named_with():
    found = rows("ICC prosecutor Karim Khan visited Chad. Mr Khan accused Niger of fraud.")
    assert [(row["actor_name"], row["actor_state"]) for row in found] == [("Karim Khan", "icc")] * 2


CLOCKS = [
    "09.58",
    "09:58",
    "9:58",
    "9.58am",
    "9.58 pm:",
    "10 p.m.",
    "10:05 GMT -",
    "[10:05]",
    "14h30",
    "(10:05 local time)",
]


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_an_item_of_a_live_blog_begins_anew(clock, gap):
    text = (
        f"07:15{gap}Chad moved tanks towards Niger.\n\n{clock}{gap}It has accused Greece of fraud. Peru shelled Chile."
    )
    assert told(text) == [("Chad", "MOBILIZE", "Niger"), ("Peru", "ASSAULT", "Chile")]


@pytest.mark.parametrize("opening", ["It", "He"])
def test_no_pronoun_reaches_over_the_time_of_an_item(opening):
    text = f"09:58 Chad shelled Niger.\n10:05 {opening} accused Peru of fraud."
    assert told(text) == [("Chad", "ASSAULT", "Niger")]


def test_the_two_sides_of_a_live_blog_are_those_of_the_item_before():
    rows = told("07:15 Chad shelled Niger.\n\n09:58 Both countries accused Peru of fraud.")
    assert {("Chad", "ACCUSE", "Peru"), ("Niger", "ACCUSE", "Peru")} <= set(rows)


def test_what_comes_in_response_answers_nothing_in_another_item():
    first, second = "Chad fired missiles at Niger.", "In response, Peru expelled the ambassador of Chad."
    assert [row["responds_to"] for row in rows(f"{first} {second}")][-1] == 0
    assert rows(f"09:58 {first}\n\n10:05 {second}")[-1]["responds_to"] is None


def test_items_still_know_what_was_told_by_name():
    found = rows(
        "09:58 Chad shelled Niger.\n\n10:05 Hungary condemned the attack.\n\n10:20 Niger retaliated by shelling Chad."
    )
    assert [row["recipient_name"] for row in found] == ["Niger", "Chad", "Chad"]
    assert [row["responds_to"] for row in found][1:] == [0, 0]


@pytest.mark.parametrize("number", ["10.5 percent of it was flooded. ", "1. ", "2024\n"])
def test_a_number_is_no_time(number):
    assert ("Chad", "ASSAULT", "Mali") in told(f"Chad shelled Niger.\n\n{number}It shelled Mali.")


def test_a_time_is_no_part_of_a_party():
    (row,) = rows("Live\n\n10:05 Canada paid 3.15 million dollars to Chad.")
    assert (row["actor"], row["amount"], row["date"]) == ("CAN", 3150000, "")


@pytest.mark.parametrize(
    "office",
    [
        "The Ministry of Foreign Affairs, Peru,",
        "The Ministry of Foreign Affairs, Lima,",
        "The Ministry of Foreign Affairs (Peru)",
        "The Ministry of Foreign Affairs of Peru",
        "The Ministry of Foreign Affairs and International Cooperation of Peru",
        "The Ministry of Foreign Affairs and Trade, Peru,",
        "The ministry of Defence and the navy of Peru",
        "Peru's Ministry of Defence and National Security",
        "The Ministry of Foreign Affairs and Expatriates, Peru,",
    ],
)
def test_a_ministry_is_the_state_behind_its_full_style(office):
    assert ("Peru", "ACCUSE", "Chile") in told(f"{office} accused Chile of fraud.")


def test_a_minister_is_of_the_state_behind_his_full_style():
    (row,) = rows("The Minister for Foreign Affairs of Peru accused Chile of fraud.")
    assert row["actor_state"] == "PER"


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Defence, Peru said, was told by Chile.",
        "The Ministry of Defence, Peru, Niger and Mali accused Chile of fraud.",
        "The Ministry of Defence and Peru accused Chile of fraud.",
    ],
)
def test_another_party_is_no_part_of_a_style(text):
    assert all(row["actor_start"] or row["actor"] != "PER" for row in rows(text))


def test_the_joint_chiefs_are_a_body_of_the_state_that_they_were_named_with():
    found = rows("South Korea's Joint Chiefs of Staff accused Pyongyang of fraud. The Joint Chiefs warned North Korea.")
    assert [(row["actor_kind"], row["actor_state"]) for row in found] == [("agency", "KOR")] * 2
    assert rows("The Joint Chiefs warned North Korea.")[0]["actor_kind"] == "agency"


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("Crimea", "UKR"),
        ("Russian-held Crimea", "RUS"),
        ("a Russian-held town", "RUS"),
        ("rebel-held Donetsk", "UKR"),
        ("Hawaii", "USA"),
        ("Okinawa", "JPN"),
        ("Kashmir", ""),
    ],
)
def test_a_place_is_of_who_holds_it_or_else_of_its_state(place, state):
    assert [row["recipient_state"] for row in rows(f"Chad shelled {place}.")] == [state]


@pytest.mark.parametrize("who", ["Trucks", "Refugees", "Thousands of people", "Merchants", "Kenyan lorries"])
def test_who_only_crosses_a_border_attacks_nobody(who):
    assert told(f"{who} crossed into Chad on Monday.") == []


@pytest.mark.parametrize("who", ["Rebels", "Israeli tanks", "Kenyan soldiers"])
def test_a_force_that_crosses_a_border_attacks(who):
    assert [row["type"] for row in rows(f"{who} crossed into Chad on Monday.")] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Chile barred Peruvians from leaving, repaying Lima in its own coin.", ["CHL COERCE PER"]),
        ("Peru closed its consulate in Quito, repaying Ecuador in kind.", ["PER SANCTION ECU"]),
        ("Chile expelled Peru's envoy. Peru repaid Chile in kind.", ["CHL SANCTION PER", "PER SANCTION CHL"]),
        ("Chile repaid Peru for its help.", ["CHL AID PER"]),
        ("Chile gave Peru part of what it wanted.", ["CHL CONCEDE PER"]),
        ("Chile gave Peru what it called proof.", []),
        ("Chile gave Peru 30 ambulances.", ["CHL AID PER"]),
        ("Peru ordered its ambassador home from Tripoli.", ["PER SANCTION LBY"]),
        ("Peru ordered its ambassador, Ana Ruiz, home from Tripoli.", ["PER SANCTION LBY"]),
        ("Peru ordered its envoy to Libya home.", ["PER SANCTION LBY"]),
        ("Peru ordered its ambassador in Tripoli to return.", ["PER SANCTION LBY"]),
        ("Peru recalled its ambassador, Ana Ruiz, from Tripoli.", ["PER SANCTION LBY"]),
        ("Peru ordered the Libyan ambassador, Ana Ruiz, home.", ["PER SANCTION LBY"]),
        ("Peru sent three Libyan embassy workers home.", ["PER SANCTION LBY"]),
        ("Peru went to the World Trade Organization over Chile's border posts.", ["PER ACCUSE CHL"]),
        ("Peru turned to the Security Council over Chile's border posts.", ["PER ACCUSE CHL"]),
        ("Peru's premier went to the United Nations.", ["PER CONSULT united-nations"]),
        ("Chile declared the head of the United Nations persona non grata.", ["CHL SANCTION united-nations"]),
        ("Chile declared the Peruvian envoy persona non grata.", ["CHL SANCTION PER"]),
        ("Chile declared the chief of Peru's mission unwelcome.", ["CHL SANCTION PER"]),
        ("Antonio Guterres is no longer welcome in Chile.", ["CHL REJECT united-nations"]),
        ("Ana Mikati rang Kuwait's foreign minister.", [" CONSULT KWT"]),
        ("Chile ringed Lima with troops.", ["CHL MOBILIZE PER"]),
        ("The houses in Lima have hung his portrait.", []),
        ("Brazil sent armoured vehicles to Boa Vista.", []),
        ("Brazil sent armoured vehicles to Lima.", ["BRA AID PER"]),
        ("Chile urged Peru to stop shelling, accusing Lima of fraud.", ["CHL REQUEST PER", "CHL ACCUSE PER"]),
        ("Niger asked the authorities of Peru to go on working with its office in Lima.", ["NER REQUEST PER"]),
    ],
)
def test_an_act_is_what_it_is_and_done_to_whom_it_is_done(text, relations):
    found = [
        f"{row['actor_state'] or ''} {row['type']} {row['recipient_state'] or row['recipient']}" for row in rows(text)
    ]
    assert found == relations


def test_a_suit_is_thrown_out_against_who_brought_it_and_answers_nothing():
    for verb in ("brought", "filed"):
        found = rows(f"The court threw out a suit that Sudan had {verb} against the Emirates.")
        assert [(row["actor_state"], row["type"], row["recipient_state"]) for row in found] == [
            ("", "REJECT", "SDN"),
            ("SDN", "ACCUSE", "ARE"),
        ]
        assert found[1]["responds_to"] is None


def test_whose_brings_the_state():
    found = rows("Qatar thanked Turkey, whose parliament criticised Chad.")
    assert ("TUR", "ACCUSE", "TCD") in {(row["actor_state"], row["type"], row["recipient_state"]) for row in found}


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ('Chad said that Niger "made a mistake and will pay for it".', []),
        ("Peru will pay Chile for the damage.", ["PER AGREE CHL"]),
        ("France met Chile. Chile said Peru is to blame for the raid.", ["FRA CONSULT CHL"]),
        ("A Russian general talked about a corridor to Peru.", []),
        ("Peru's premier talked to Chile about the raid.", ["PER CONSULT CHL"]),
        ("Mexico is flying its diplomats home from Quito.", ["MEX SANCTION ECU"]),
        ("The blasts at a depot in Vrbetice, which killed two Peruvians, were a crime.", []),
        ("Estonia is lending army engineers to help the Poles build fences.", ["EST AID POL"]),
        ("Moscow volunteered to mediate, but Peru declined the offer.", ["PER REJECT RUS"]),
        ("Peru has handed to the OSCE four Chilean officers it arrested last week.", ["PER COERCE CHL"]),
    ],
)
def test_an_idiom_is_no_act_and_an_offer_is_of_who_made_it(text, relations):
    found = [f"{row['actor_state']} {row['type']} {row['recipient_state']}" for row in rows(text)]
    assert found == relations


def test_the_government_is_that_of_the_state_where_the_report_was_written():
    text = "LIMA, May 7 - Peru met Chile.\n\nMali met Niger. The government criticised Chad."
    assert told(text)[-1] == ("Peru", "ACCUSE", "Chad")
    assert told(text.replace("LIMA", "GENEVA"))[-1] == ("Mali", "ACCUSE", "Chad")


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Peru met Chile. The president of Peru has ordered police to keep every Chilean in.", ["PER CONSULT CHL"]),
        ("Peru ordered police to arrest two Chileans.", ["PER COERCE CHL"]),
        ("Peru ordered the Chilean police to stop work.", ["PER REQUEST CHL"]),
        ("Peru asked police in Chile to find two men.", ["PER REQUEST CHL"]),
    ],
)
def test_police_whom_a_state_orders_about_are_its_own(text, relations):
    assert [f"{row['actor_state']} {row['type']} {row['recipient_state']}" for row in rows(text)] == relations


def acting(text):
    """Return who does the last act of a text."""
    return rows(text)[-1]["actor_state"] or rows(text)[-1]["actor"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Turkey's cabinet met. Greece complained to Cyprus. The cabinet imposed sanctions on Israel.", "TUR"),
        ("Kenya's government met. Somalia complained to Chad. The government expelled two Somali diplomats.", "KEN"),
        ("Kenya's defence ministry spoke. Uganda complained. The defence ministry accused Sudan of lying.", "KEN"),
        ("Kenya's central bank spoke. Somalia complained. The central bank froze Somali accounts.", "KEN"),
        ("Peru's navy sailed. Bolivia complained to Cuba. Two Chilean boats were seized by the navy.", "PER"),
        ("Peru's navy sailed. Chile's navy sailed, too. The navy shelled Cuba.", "CHL"),
        ("The army of Chad attacked Sudan. Libya protested. The army then shelled Niger.", "TCD"),
    ],
)
def test_an_office_without_owner_is_that_of_whom_it_was_last(text, state):
    assert acting(text) == state


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Secretary-General condemned Israel.", "united-nations"),
        ("The secretary general condemned Israel. Lima was calm.", "united-nations"),
        ("NATO met in Lima. The Secretary-General condemned Israel.", "nato"),
        ("Jens Stoltenberg of NATO spoke. The secretary-general condemned Israel.", "nato"),
        ("The Commonwealth met. The Secretary-General condemned Israel.", "commonwealth"),
        ("The Arab League met. The secretary-general condemned Israel.", "arab-league"),
        ("ASEAN met. Lima was calm. Antonio Guterres spoke. The Secretary-General condemned Israel.", "united-nations"),
        ("The High Commissioner for Human Rights condemned Israel.", "united-nations"),
        ("The Special Representative condemned Israel.", "united-nations"),
        ("The OSCE deplored the vote. The Special Representative condemned Israel.", "osce"),
        ("The Special Envoy condemned Israel.", "united-nations"),
        ("U.S. Special Envoy Ana Ruiz spoke. The Special Envoy condemned Israel.", "USA"),
        ("The Council condemned Israel.", "un-security-council"),
        ("COUNCIL CONDEMNS ISRAEL AND CHAD\n\nThe Security Council met in New York.", "un-security-council"),
        ("The European Council met in Brussels. The Council condemned Israel.", "european-union"),
    ],
)
def test_an_office_of_an_organisation_is_that_of_the_one_named(text, body):
    assert acting(text) == body


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("the Solomons", "SLB"),
        ("the Marshalls", "MHL"),
        ("the Emirates", "ARE"),
        ("the Seychelles", "SYC"),
        ("the Maldives", "MDV"),
        ("the Comoros", "COM"),
        ("the Gambia", "GMB"),
        ("the Cook Islands", "COK"),
        ("Antigua", "ATG"),
        ("Trinidad", "TTO"),
        ("St Lucia", "LCA"),
        ("St. Vincent", "VCT"),
        ("Saint Kitts", "KNA"),
        ("Sao Tome", "STP"),
        ("PNG", "PNG"),
    ],
)
def test_short_names_of_states_are_known_in_news(name, state):
    assert [row["recipient"] for row in rows(f"On Monday Fiji condemned {name}.")] == [state]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("ECOWAS met in Lima. The members condemned Niger.", "ecowas"),
        ("The European Union met. Its 27 members condemned Belarus.", "european-union"),
        ("NATO met in Lima. Member states condemned Russia.", "nato"),
        ("Fiji left the Commonwealth. The club had condemned Fiji.", "commonwealth"),
        ("NATO met in Lima. Some members condemned Russia.", "members"),
        ("NATO met in Lima. The members of the crew condemned Russia.", "members-of-crew"),
        ("Chad told Mali so. The members condemned Russia.", "members"),
    ],
)
def test_the_members_are_the_organisation_named_last(text, body):
    assert acting(text) == body


def test_members_of_a_group_are_its_members():
    found = rows("A Nigerian court convicted 45 Boko Haram members in the largest trial of the Islamist group.")
    assert [row["recipient"] for row in found] == ["boko-haram-members"]


def test_an_organisation_asks_its_members_and_not_itself():
    assert not [row for row in rows("NATO asked its members to arm Ukraine.") if row["recipient"] == "nato"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Protesters angry at Iran attacked that country's embassy in London.", "IRN"),
        ("Chad fears Libya and has closed that country's embassy.", "LBY"),
        ("Chad quarrelled with Libya. On Monday it expelled that country's ambassador.", "LBY"),
        ("Chad quarrelled with Libya. It banned imports from that country.", "LBY"),
        ("After talks with Chad, Mali accused that country of bad faith.", "TCD"),
    ],
)
def test_that_country_is_the_one_named_last(text, state):
    assert [row["recipient_state"] for row in rows(text)] == [state]


@pytest.mark.parametrize("text", ["Chad said that country folk were angry.", "France stopped aid to that country."])
def test_that_country_is_no_other_where_none_was_named(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Peru was calm. The presidents of Kenya, Uganda and Rwanda condemned Burundi.", ["KEN", "UGA", "RWA"]),
        ("Peru was calm. The foreign ministers of Poland and Latvia condemned Belarus.", ["POL", "LVA"]),
        ("Peru was calm. Ambassadors of Mali and Niger condemned Benin.", ["MLI", "NER"]),
        ("Peru was calm. The president of Kenya condemned Burundi.", ["KEN"]),
    ],
)
def test_holders_of_an_office_in_several_states_each_do_it(text, states):
    assert [row["actor_state"] for row in rows(text)] == states


@pytest.mark.parametrize(
    ("text", "date", "state"),
    [
        ("Saudi King Abdullah condemned Yemen.", "2013-05-01", "SAU"),
        ("Jordan's King Abdullah condemned Yemen.", "2013-05-01", "JOR"),
        ("Estonia's Prime Minister Kaja Kallas condemned Russia.", "2025-05-01", "EST"),
        ("Prime Minister Mark Rutte condemned Turkey.", "2017-03-12", "NLD"),
        ("Mark Rutte condemned Turkey.", "2025-03-12", "nato"),
        ("Jens Stoltenberg condemned Russia.", "2012-03-12", "NOR"),
        ("Russian President Vladimir Putin condemned Turkey.", "2017-03-12", "RUS"),
        ("U.N. human rights commissioner Michelle Bachelet condemned Brunei.", "2019-04-02", "united-nations"),
        ("President Michelle Bachelet condemned Brunei.", "2015-04-02", "CHL"),
        ("Mia Mottley condemned Brunei.", "2019-04-02", "BRB"),
        (
            "The chairman of the African Union Commission Moussa Faki Mahamat condemned Chad.",
            "2019-04-02",
            "african-union",
        ),
        ("The spokesman of French President Emmanuel Macron condemned Chad.", "2019-04-02", "FRA"),
        ("South Sudan was calm. The South condemned Chad.", "2012-04-02", "SSD"),
    ],
)
def test_a_known_person_acts_for_whom_his_office_then_was(text, date, state):
    found = graphkit.extract_relations(text, date=date).to_dict("records")
    assert [row["actor_state"] for row in found] == [state]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Russia's government was calm. The government in Gaborone condemned Chad.", "BWA"),
        ("Russia's government was calm. In Chad, the government condemned Mali.", "TCD"),
        ("Russia's army was calm. The army in Chad condemned Mali.", "TCD"),
        ("Russia's navy was calm. The navy in the port condemned Mali.", "RUS"),
    ],
)
def test_a_place_beside_an_office_says_whose_it_is(text, state):
    assert acting(text) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Peru and Chile condemned Bolivia. It has recalled its ambassador from Lima.", "BOL"),
        ("Peru and Chile spoke with Fiji. It promised aid to Peru.", "FJI"),
        ("Peru condemned Bolivia. It has recalled its ambassador from La Paz.", "PER"),
        ("Chad — where Mali has troops — condemned Niger.", "TCD"),
        ("Chad -- which is poor -- condemned Niger.", "TCD"),
    ],
)
def test_one_is_not_several_and_dashes_are_like_commas(text, state):
    assert acting(text) == state
