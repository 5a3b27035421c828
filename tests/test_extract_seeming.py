"""What only sounds like a relation tells none, and what stands beside it is read as before."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

NOTHING = [
    # who travels for himself meets nobody
    "Thousands of tourists visited Kenya last year.",
    "Pilgrims from Chad travelled to Saudi Arabia.",
    "Chadian nationals travelling by road to Mali must carry a passport.",
    "Cubans visited Chile last week.",
    "Relatives of the sailors flew to Peru.",
    # what is received is news of somebody, not he himself
    "Chad received the news of the death of the president of Mali with sorrow.",
    "The ministry received with regret a report on the general's health.",
    # who speaks to the press speaks to everybody
    "The prime minister of Chad spoke to the BBC.",
    "Kenya's foreign minister talked to a radio station in Peru.",
    # "peppers", "barricades" and "tracking station" are things
    "The ship carried tomatoes, peppers, melons and wheat from Kazakhstan.",
    "A crane has taken down barricades in Masaya.",
    "China's satellite tracking station in Chile is white.",
    "The United Nations monitoring mission in Chad has a new home.",
    "After two of its planes had to turn back to Chad, the airline was silent.",
    # what people do for themselves ties no state
    "Many traders in Chad depend on Mali.",
    "Families from Chad will take part in a ceremony organised by the embassy of Mali.",
    "European airlines flying over Russia save fuel.",
    "The former president of Chad walked out of prison in Mali.",
    # money is nobody
    "The birds, worth Sh578,000, had been bought by a trader.",
    "Chad lost exports worth US$3 million.",
    # what is only taken up, or gone into, is not done
    "The Senate of Chad, which takes up a measure against Mali in September, is divided.",
    "The spokesman declined to go into details about Mali.",
    "Ukraine submitted an application to join NATO.",
    "Chad has to withdraw its troops from Mali.",
    # what something is for is not done by that
    "The mission was set up in 1991 to protect Chad.",
    "The court was created to try leaders of Chad.",
]
TOLD = {
    "Kenya's foreign minister visited Peru.": "KEN CONSULT PER",
    "Members of parliament from Chad travelled to Mali.": "TCD CONSULT MLI",
    "Experts from Chad visited Mali.": "TCD CONSULT MLI",
    "Chad received the president of Mali with honours.": "TCD CONSULT MLI",
    "The president of Mali was received by Chad's prime minister.": "TCD CONSULT MLI",
    "Kenya's foreign minister spoke to his counterpart from Peru.": "KEN CONSULT PER",
    "Chad, which wants Mali to lift the ban, was silent.": "TCD REQUEST MLI",
    "Rebels turned to Libya for arms.": "rebels REQUEST LBY",
    "Mali is set to meet Chad.": "MLI AGREE TCD",
    "Chad persuaded Mali to lift its ban on Chadian cattle.": "MLI RETREAT TCD",
    "Soldiers barricaded the embassy of Peru.": "soldiers PROTEST PER",
    "Chad is monitoring Mali.": "TCD ACCUSE MLI",
    "Chad's economy depends on Mali.": "TCD DEPENDS_ON MLI",
    "Russian bombers flew over Estonia.": "RUS MOBILIZE EST",
    "Chad walked out of the talks with Mali.": "TCD REJECT MLI",
    "Chad took measures against Mali.": "TCD COERCE MLI",
    "Sweden gave Chad US$5 million.": "SWE AID TCD",
    "Kenya gave Uganda Sh90 million.": "KEN AID UGA",
    "Turkey's bid to join the European Union was discussed.": "TUR REQUEST european-union",
    "Chad's president meets his counterpart from Mali next week.": "TCD AGREE MLI",
    "Chad's president meets his counterpart from Mali.": "TCD CONSULT MLI",
    "Chad had to release the sailors from Mali.": "TCD RETREAT MLI",
    "Kenya retreated when armed men killed nine policemen from Mali.": "armed-men ASSAULT MLI",
    "Police and masked men have attacked a village in Mali.": "masked-men ASSAULT MLI",
    "Mali said Chad has to release its sailors.": "MLI REQUEST TCD",
}


def found(text: str) -> list[str]:
    rows = extract_relations(text).to_dict("records")
    sides = [(row["actor_state"] or row["actor"], row["recipient_state"] or row["recipient"]) for row in rows]
    return [f"{one} {row['type']} {other}" for row, (one, other) in zip(rows, sides, strict=True)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_a_relation_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", TOLD)
def test_what_stands_beside_it_is_told(text):
    assert TOLD[text] in found(text)


@pytest.mark.parametrize("text", ["Prague ends partnership with Beijing", "Chad severed its alliance with Mali."])
def test_a_tie_that_is_ended_does_not_stand(text):
    assert not [each for each in found(text) if "ALLIED_WITH" in each]


def test_whom_somebody_wants_to_deport_is_asked_for_nothing():
    told = found("Chad stopped issuing papers for Malian citizens whom it wants to deport.")
    assert "TCD REQUEST MLI" not in told


def test_whom_somebody_tried_to_persuade_has_not_done_it_yet():
    told = found("Officials had spent a week trying to persuade Mali to lift its ban on Chadian cattle.")
    assert not [each for each in told if "RETREAT" in each]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Poland keeps its veto until Russia lifts its ban on Polish meat.", "considers"),
        ("Poland kept its veto until Russia lifted its ban on Polish meat.", "asserts"),
        ("Russia lifts its ban on Polish meat.", "asserts"),
        ("The ministers are expected to talk when they meet with the president of Mali.", "considers"),
        ("The general was arrested for plotting to kill the president of Mali.", "considers"),
        ("Rebels marched on the embassy of Mali to show that they would not yield.", "asserts"),
        ("The army handed him the power that Chad had surrendered to Mali when he assumed office.", "asserts"),
    ],
)
def test_what_is_waited_for_or_plotted_has_yet_to_be(text, stance):
    told = extract_relations(text)
    assert list(told.stance[-1:]) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad sold arms to Mali, according to media reports.", "alleges"),
        ("Chad, reports say, has attacked Mali.", "alleges"),
        ("The paper said Chad had paid Mali.", "alleges"),
        ("Chad sold arms to Mali, according to a UN report.", "asserts"),
        ("Chad sold arms to Mali, the ministry said.", "asserts"),
        ("The Senate of Peru will vote on a motion condemning Chile.", "considers"),
        ("Peru's Senate passed a motion condemning Chile.", "asserts"),
        (
            "Peru has complained to Chile about a hut that Chile has put up in waters claimed by both countries.",
            "asserts",
        ),
        ("Chad must apologise before Mali reopens the border with it.", "considers"),
    ],
)
def test_what_nobody_is_named_for_is_alleged_and_what_is_debated_considered(text, stance):
    assert extract_relations(text).stance.iloc[-1] == stance


def test_what_is_awaited_is_told_behind_a_relative_clause_too():
    text = "Peru has put off the vote until experts from Mali, whose advice it has sought, have condemned Chile."
    assert found(text) == []


def test_a_dateline_begins_a_sentence_of_its_own():
    text = "UN experts call for an end to the war in a region\nGENEVA - Experts from Peru urged Chad to free a Pole.\n"
    told = extract_relations(text).to_dict("records")
    assert [(row["recipient"], row["stance"]) for row in told if row["actor_state"] == "PER"] == [("TCD", "asserts")]
