"""Words of plain news that were read as something else, and what they tell; values by hand."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # an envoy of one's own who is told to come home is recalled
        ("Russia told its ambassador to Washington to return home.", "RUS SANCTION USA"),
        (
            "The reaction came from Moscow, where the Foreign Ministry told the Russian ambassador to Washington to "
            "return home.",
            "RUS SANCTION USA",
        ),
        # who is told to do it does it, where he is one's own
        ("Petro has told his trade minister to raise duties on American goods.", "COL SANCTION USA"),
        ("Kenya imposed a tariff on everything that comes in from Uganda.", "KEN SANCTION UGA"),
        ("Chad has put duties on goods that come from Mali.", "TCD SANCTION MLI"),
        ("Mercosur decided to admit Bolivia as a full member.", "mercosur SUPPORT BOL"),
        ("U.N. suspends Libya sanctions as suspects reach Netherlands", "united-nations RETREAT LBY"),
        # whose they are
        ("South African aircraft and commandos struck at Lusaka.", "ZAF ASSAULT ZMB"),
        ("Peru bombed Chile. In Lima, where the foreign ministry praised Cuba, crowds gathered.", "PER SUPPORT CUB"),
        ("Nauru, with a population of some 10,000, has severed relations with Paris.", "NRU SANCTION FRA"),
        (
            "Chad accused Sudan. Chad's army had fired at a convoy, ordered by President Deby to do so, and Sudan "
            "protested to Chad.",
            "SDN ACCUSE TCD",
        ),
    ],
)
def test_what_plain_words_tell(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Hungary sheltered Marcin Nowak, a former minister wanted in Poland on fraud charges.", "REQUEST"),
        ("Two Libyans wanted for the bombing of a jet landed at a Dutch base.", "REQUEST"),
        ("Chad's leader abrogated the constitution and sacked the judges.", "ASSAULT"),
        ("Duterte's approval rating stood at 80 percent in a survey by Pulse Asia.", "SUPPORT"),
        ("Moscow pressed on with its campaign in Georgia.", "REQUEST"),
        ("Aid agencies expect half of the people of Chad to need food.", "REQUEST"),
        ("Robert Mugabe gave the news by telephone to Nigeria's president.", "AID"),
        ("Julian Moti took shelter in the high commission of Tonga.", "AID"),
        ("Chad's leader wrote to Niger's president calling the deaths a tragic accident.", "REQUEST"),
        ("Israeli commandos stormed the ship as it sailed towards Gaza with a cargo of aid.", "AID"),
        ("Chad's minister was arrested at the airport over an alleged offence in Vanuatu.", "VUT COERCE"),
        (
            "Chad recalled its envoy, a step taken to register its outrage at raids on three Commonwealth capitals.",
            "TCD ASSAULT",
        ),
        ("Nauru, with a population of some 10,000, has severed relations with Paris.", "population"),
    ],
)
def test_what_plain_words_do_not_tell(text, absent):
    assert not [relation for relation in told(text) if absent in relation]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # the same words where they do tell it
        ("Poland wants Chad to free a Pole.", "POL REQUEST TCD"),
        ("Vandals from Chad sacked the embassy of Niger in Abeche.", "TCD ASSAULT NER"),
        ("Peru stood by Chile.", "PER SUPPORT CHL"),
        ("Peru pressed Chile to free a pilot.", "PER REQUEST CHL"),
        ("Peru expects Chile to apologise.", "PER REQUEST CHL"),
        ("Peru gave grain to Chile.", "PER AID CHL"),
        ("Peru's president wrote to Chile's leader calling for a truce.", "PER REQUEST CHL"),
        ("Peru took in refugees from Chile.", "PER AID CHL"),
    ],
)
def test_the_same_words_in_their_own_sense(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Mali declared Chad's envoy persona non grata. Chad called him back for consultations.",
            "TCD SANCTION MLI",
        ),
        ("The G7 promised fresh sanctions on Iran.", "g7 THREATEN IRN"),
        (
            "When Lithuania let Taiwan open an office, China was quick to react. It recalled its ambassador.",
            "CHN SANCTION LTU",
        ),
    ],
)
def test_who_acts_and_how(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Hardeep Nijjar, a Sikh leader shot dead in Peru in June, was Canadian.", "ASSAULT"),
        ("Chad shelled Niger. The Nigerien side evacuated 137,000 people.", "AID"),
        ("Chad closed an embassy. Niger responded by calling its ambassador to Chad home.", "NER ACCUSE"),
        ("When Lithuania let Taiwan open an office, China was quick to react.", "THREATEN"),
    ],
)
def test_nobody_does_it(text, absent):
    assert not [relation for relation in told(text) if absent in relation]


def test_what_came_before_answers_nothing_told_of_it_above():
    text = "India orders out envoy. India expelled a Canadian envoy, hours after Ottawa threw out an Indian one."
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    assert [row["actor"] for row in rows if pd.notna(row["responds_to"])] == ["IND"]


@pytest.mark.parametrize(
    ("date", "text", "actor"),
    [
        ("1990-08-08", "President Bush met Mikhail Gorbachev.", "george-bush"),
        ("2004-05-01", "President Bush met Vladimir Putin.", "george-w-bush"),
        ("2003-01-05", "Kim threatened South Korea.", "kim-jong-il"),
        ("2017-01-05", "Kim threatened South Korea.", "kim-jong-un"),
        ("2022-06-01", "Prime Minister Sharif visited China.", "shehbaz-sharif"),
        ("1979-01-01", "Trudeau visited Cuba.", "pierre-trudeau"),
        # the full name goes before the year
        ("1995-02-03", "Governor George W. Bush met Ernesto Zedillo. Bush praised Mexico.", "george-w-bush"),
    ],
)
def test_a_family_name_means_who_had_the_office_then(date, text, actor):
    assert extract_relations(text, date=date)["actor"].iloc[-1] == actor


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("US slaps tariffs on Brazil. Ethiopia denies Eritrean claim of troop build-up.", "USA SANCTION BRA denies"),
        (
            "Jordan's king, who has refused to condemn the invasion of Kuwait by Iraq, said he would attend.",
            "JOR REJECT",
        ),
        ("Israel condemned the Council for failing to denounce Hamas.", "REJECT hamas"),
        ("Algeria said the text gave Israel a licence to continue.", "AID"),
        (
            "Washington recalled its envoys from three Central American states after they broke with Taiwan.",
            "USA SANCTION TWN",
        ),
    ],
)
def test_what_is_not_said_of_them(text, absent):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    sides = [
        (r["actor_state"] or r["actor"], r["type"], r["recipient_state"] or r["recipient"], r["stance"]) for r in rows
    ]
    assert not [each for each in sides if absent in " ".join(map(str, each))]


@pytest.mark.parametrize(
    ("date", "text", "wanted"),
    [
        # the day of what is told behind "that", of a report, or of what is asked is not the act's
        (
            "2023-01-22",
            "Turkey has cancelled a visit by a Swedish minister, angry that Stockholm let a man in on Saturday.",
            {"TUR REJECT SWE": "", "SWE RETREAT man": "2023-01-21"},
        ),
        (
            "2025-03-17",
            "In a statement on Monday, Rwanda's ministry said Belgium had attacked Rwanda.",
            {"BEL ASSAULT RWA": ""},
        ),
        (
            "2024-12-03",
            "India said on Monday that Pakistan had shelled its border post on Saturday.",
            {"PAK ASSAULT IND": "2024-11-30"},
        ),
        ("2025-01-26", "Honduras asked Mexico to hold an emergency meeting on Thursday.", {"HND REQUEST MEX": ""}),
        (
            "2025-01-26",
            "Honduras asked Mexico on Thursday to hold an emergency meeting.",
            {"HND REQUEST MEX": "2025-01-23"},
        ),
    ],
)
def test_only_its_own_day_is_that_of_an_act(date, text, wanted):
    rows = extract_relations(text, date=date).to_dict("records")
    found = {
        f"{r['actor_state'] or r['actor']} {r['type']} {r['recipient_state'] or r['recipient']}": r["date"]
        for r in rows
    }
    assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # an authority of somebody who is no state is his, not that of the state named last
        (
            "Ethiopia protested to Egypt. Abkhazia's authorities expelled the Egyptian envoy.",
            "abkhazia SANCTION EGY",
        ),
        ("The US Congress is prepared to pass further measures against Bogota.", "USA THREATEN COL"),
        ("Chad passed measures against Mali.", "TCD COERCE MLI"),
        ("Iran dared Israel to attack.", "IRN THREATEN ISR"),
        ("Donald Trump had signed away most American aid to Pretoria.", "USA SANCTION ZAF"),
        # the place that a sentence opens with says whose ministry it is, whoever's was named last
        (
            "The foreign ministry in Taipei confirmed it. In Beijing the foreign ministry highly praised the Solomons.",
            "CHN SUPPORT SLB",
        ),
        (
            "The Swiss foreign ministry protested to Libya. In Tripoli the foreign ministry rejected the complaint.",
            "LBY REJECT CHE",
        ),
        ("Chad let two Malian reporters go.", "TCD RETREAT MLI"),
    ],
)
def test_who_passes_dares_or_expels_acts(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    "text",
    [
        # who is let speak is not let go
        "Chad said it would let Niger speak for itself.",
        # goods meet nobody
        "Coffee can go to Hamburg or Shanghai.",
        "Oil goes to Chad.",
        # who is made to pay helps nobody
        "Washington too is being made to pay for Salala.",
        # what had been planned is not promised
        "Turkey had been due to hold a round of talks with Somalia on 17 September.",
    ],
)
def test_what_only_sounds_like_an_act_is_none(text):
    assert extract_relations(text, date="2024-05-15").empty


def test_cited_concerns_are_nobodys_act():
    text = "Kenya protested. Somaliland's authorities ordered the Egyptian Library to close, citing security concerns."
    assert "ACCUSE" not in set(extract_relations(text, date="2024-05-15")["type"])


def test_a_statute_named_after_a_city_is_no_states():
    text = "The Philippines is a party to the Rome Statute. Police killed about 4,100 drug suspects."
    (row,) = extract_relations(text, date="2024-05-15").to_dict("records")
    assert (row["actor"], row["recipient"]) == ("police-phl", "drug-suspects-phl")


def test_nobody_acts_on_himself():
    text = (
        "The Security Council appealed to the Angolan Government. In the resolution, for which all members voted, the "
        "Council asked them to put an end to inflammatory broadcasts."
    )
    rows = extract_relations(text, date="1998-08-13").to_dict("records")
    assert rows
    assert [row for row in rows if row["actor"] == row["recipient"]] == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # "it" is who is asked to say so, who has not said it; what he did is said by who asks
        ("Turkey asked Israel to admit that it had killed nine Turks.", {("ISR", "ASSAULT", "alleges", "TUR")}),
        ("Mali called on Chad to admit that it had shelled Mali.", {("TCD", "ASSAULT", "alleges", "MLI")}),
        ("Chad was asked by Mali to admit that it had shelled Niger.", {("TCD", "ASSAULT", "alleges", "MLI")}),
        ("Turkey asked Israel to say that it would leave Gaza.", set()),
        ("Chad shelled Niger. Mali asked Chad to say that it rejected war.", {("TCD", "ASSAULT", "asserts", "")}),
        (
            "Israel stormed the Mavi Marmara. Turkey asked it to say that it was sorry and to compensate the families.",
            {("ISR", "ASSAULT", "asserts", "")},
        ),
    ],
)
def test_what_somebody_is_asked_to_say_is_no_fact(text, claims):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    told = {(r["actor_state"] or r["actor"], r["type"], r["stance"], r["speaker"]) for r in rows}
    assert {one for one in told if one[1] != "REQUEST"} == claims
    assert any(one[1] == "REQUEST" for one in told)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Turkey demanded that Israel admit that it had killed nine Turks.", ("ISR", "ASSAULT", "alleges")),
        ("Turkey called on Israel to deny that it had bombed Syria.", ("ISR", "ASSAULT", "considers")),
        ("Israel refused to say that it had killed nine Turks.", ("ISR", "ASSAULT", "considers")),
        ("Israel would not confirm that it had bombed Syria.", ("ISR", "ASSAULT", "considers")),
        ("Israel declined to confirm or deny that it had bombed Syria.", ("ISR", "ASSAULT", "considers")),
        ("Chad did not deny that it had shelled Mali.", ("TCD", "ASSAULT", "asserts")),
        ("Chad has not admitted that it armed the rebels.", ("TCD", "AID", "considers")),
        ("Chad denied that it had shelled Mali.", ("TCD", "ASSAULT", "denies")),
        ("Chad admitted that it had shelled Mali.", ("TCD", "ASSAULT", "asserts")),
    ],
)
def test_what_somebody_does_not_say_is_left_open(text, claim):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    told = [(r["actor_state"] or r["actor"], r["type"], r["stance"]) for r in rows if r["type"] in ("ASSAULT", "AID")]
    assert told == [claim]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        # a date in an aside that only describes somebody is not the act's
        ("Mali's president, elected in 2020, condemned Chad.", ""),
        ("Touré, born in 1980, condemned Chad.", ""),
        ("Chad condemned Mali's president, elected in 2020.", ""),
        ("Mali's president, in office since 2020, condemned Chad.", ""),
        ("Chad, the world's second largest exporter in 2020, condemned Mali.", ""),
        ("Chad, angered by the vote on Monday, condemned Mali.", ""),
        # and that of an aside that tells when it was done is
        ("Chad, in 2020, condemned Mali.", "2020"),
        ("Chad, at a session on Monday, condemned Mali.", "2024-05-13"),
        ("On Monday, May 6, 2024, Chad condemned Mali.", "2024-05-06"),
        ("Chad condemned Mali, Niger and Togo on Monday.", "2024-05-13"),
        ("Chad condemned Mali, calling its vote a farce on Monday.", "2024-05-13"),
    ],
)
def test_a_date_in_an_aside_that_describes_somebody_is_not_the_acts(text, date):
    frame = extract_relations(text, date="2024-05-15")
    assert set(frame[frame.type == "ACCUSE"]["date"]) == {date}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # several behind a verb of saying are who did it, and who says so is told
        ("Peru said Chad and Mali had shelled Niger.", {("TCD", "Peru"), ("MLI", "Peru")}),
        ("Peru said both Chad and Mali had shelled Niger.", {("TCD", "Peru"), ("MLI", "Peru")}),
        ("Peru says Chad, Mali and Togo shelled Niger.", {("TCD", "Peru"), ("MLI", "Peru"), ("TGO", "Peru")}),
        ("Peru denied Chad and Mali had shelled Niger.", {("TCD", "Peru"), ("MLI", "Peru")}),
        ("The minister said a word and Chad shelled Niger.", {("TCD", "")}),
        ("Chad, Mali and Togo shelled Niger.", {("TCD", ""), ("MLI", ""), ("TGO", "")}),
    ],
)
def test_several_who_are_said_to_have_done_it(text, claims):
    frame = extract_relations(text, date="2024-05-15")
    found = frame[(frame.type == "ASSAULT") & (frame.recipient == "NER")]
    assert set(zip(found.actor_state, found.speaker_name, strict=True)) == claims
