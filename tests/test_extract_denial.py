"""Denials: what is denied is proposed as denied, by whom; what only looks like a denial is left as it was."""

from __future__ import annotations

import time

import pytest

from graphkit.extract import extract_relations
from graphkit.extract.denial import find_denials, mark_denials
from graphkit.extract.review import ReviewStore
from graphkit.extract.run import extract_files

DENIED = [
    ("Russia denied that it had supplied Turkey with surveillance drones.", "RUS", "AID", "TUR", "Russia"),
    ("The Kremlin denies that North Korea sent troops to Russia.", "PRK", "MOBILIZE", "RUS", "Russia"),
    ("Iran denied supplying missiles to Russia.", "IRN", "AID", "RUS", "Iran"),
    ("China denied having attacked Japan.", "CHN", "ASSAULT", "JPN", "China"),
    ("China rejected claims that it had attacked Japan.", "CHN", "ASSAULT", "JPN", "China"),
    ("Seoul dismissed reports that it had sent weapons to Ukraine.", "KOR", "AID", "UKR", "South Korea"),
    ("Chad denied Libya had attacked Sudan.", "LBY", "ASSAULT", "SDN", "Chad"),
    ("South Korea denied North Korea sent troops to Russia.", "PRK", "MOBILIZE", "RUS", "South Korea"),
    ("Peru has repeatedly denied attacking Ecuador.", "PER", "ASSAULT", "ECU", "Peru"),
    ("Spokeswoman Ana Silva denied reports that Brazil attacked Peru.", "BRA", "ASSAULT", "PER", "Ana Silva"),
    ("Iran's foreign ministry strongly denied supplying missiles to Russia.", "IRN", "AID", "RUS", "Iran"),
    ("Kenya dismissed Uganda's allegations of attacking Rwanda.", "KEN", "ASSAULT", "RWA", "Kenya"),
    ("Chile denied that it attacked Peru, while Spain condemned Chile.", "CHL", "ASSAULT", "PER", "Chile"),
    ("Mali met Niger in Bamako and Chad denied that Libya attacked Sudan.", "LBY", "ASSAULT", "SDN", "Chad"),
    ("Chile denied on Friday that it had attacked Peru.", "CHL", "ASSAULT", "PER", "Chile"),
    ("Chile denied in a letter to the court that it had attacked Peru.", "CHL", "ASSAULT", "PER", "Chile"),
    ("Chile denied repeatedly that it had attacked Peru.", "CHL", "ASSAULT", "PER", "Chile"),
    ("Chile dismissed as absurd on Friday claims that it had attacked Peru.", "CHL", "ASSAULT", "PER", "Chile"),
    ("Moscow brushed aside reports that Russia had attacked Poland.", "RUS", "ASSAULT", "POL", "Russia"),
]
NOT_DENIED = [
    ("Turkish officials denied visas to Syria.", "REJECT"),
    ("Iran denied access to IAEA inspectors and attacked Israel.", "ASSAULT"),
    ("Russia was denied entry after it attacked Ukraine.", "ASSAULT"),
    ("Russia did not deny that it attacked Ukraine.", "ASSAULT"),
    ("Neither Russia nor North Korea denied that they had attacked Ukraine.", "ASSAULT"),
    ("Israel declined to deny that it attacked Syria.", "ASSAULT"),
    ("Ghana refused to attack Togo.", "REJECT"),
    ("China denied Turkey a loan it had promised and attacked Japan.", "ASSAULT"),
    ("Chile denied that it attacked Peru, but Spain condemned Chile.", "ACCUSE"),
    ("Iran denied supplying missiles to Russia; Russia attacked Ukraine.", "ASSAULT"),
    ("Iran denied attacking Israel while Israel attacked Syria.", "ASSAULT"),
    ("Iran denied attacking Israel. Israel attacked Syria.", "ASSAULT"),
    ("Iran denied attacking Israel and condemned the United States.", "ACCUSE"),
    ("Turkey denied housing to Syrian refugees after attacking Syria.", "ASSAULT"),
    ("China rejected a request from Japan to attack North Korea.", "REJECT"),
    ("Chile denied on Friday visas to Peru and attacked Ecuador.", "ASSAULT"),
    ("Chile denied in March visas to Peru and attacked Ecuador.", "ASSAULT"),
    ("Russia rejected calls to withdraw and attacked Ukraine.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "actor", "kind", "recipient", "denier"), DENIED, ids=[row[0][:45] for row in DENIED])
def test_what_is_denied_has_its_denier(text, actor, kind, recipient, denier):
    frame = extract_relations(text)
    found = frame[(frame.actor == actor) & (frame.type == kind) & (frame.recipient == recipient)]
    told = [(row.stance, row.speaker_name) for row in found.itertuples() if row.stance != "alleges"]
    assert told == [("denies", denier)]


@pytest.mark.parametrize(("text", "kind"), NOT_DENIED, ids=[row[0][:45] for row in NOT_DENIED])
def test_what_is_no_denial_is_asserted(text, kind):
    frame = extract_relations(text)
    found = frame[frame.type == kind].tail(1)
    assert [(row.stance, row.speaker_name) for row in found.itertuples()] == [("asserts", "")]


def test_a_pronoun_denies_for_whom_it_stands():
    text = "President Putin visited China. He denied that Russia attacked Ukraine."
    last = extract_relations(text).iloc[-1]
    assert (last.stance, last.speaker, last.speaker_name) == ("denies", "vladimir-putin", "Vladimir Putin")


def test_each_of_two_deniers_speaks_for_itself():
    frame = extract_relations("Greece and Cyprus denied having attacked Turkey.")
    assert list(zip(frame.actor, frame.stance, frame.speaker, strict=True)) == [
        ("GRC", "denies", "GRC"),
        ("CYP", "denies", "CYP"),
    ]


def test_the_reach_ends_with_its_clause():
    text = "Iran denied supplying Russia, but France condemned Iran."
    assert [text[each.reach_start : each.reach_end] for each in find_denials(text)] == [" supplying Russia"]


def test_a_text_without_denials_is_not_read_again():
    def never(text):
        raise AssertionError(text)

    assert mark_denials([], "Iran denied attacking Israel.", never) == []


def test_the_review_shows_the_denial(tmp_path):
    (tmp_path / "note.txt").write_text("The Kremlin denies that North Korea sent troops to Russia.", encoding="utf-8")
    store = ReviewStore(tmp_path / "review")
    assert [outcome.status for outcome in extract_files([tmp_path / "note.txt"], store)] == ["read"]
    assert [(item.proposal.stance, item.proposal.speaker_name) for item in store.pending()] == [("denies", "Russia")]


DENSE = {
    "denied that": "Moscow denied that it sent troops to Kyiv",
    "which denies": "Chad attacked Mali, which Chad denies",
    "who denies": "Chad, which denies it, attacked Mali",
    "negated": "Nobody refused to deny that Chad attacked Mali",
    "heard": "Reportedly Chad attacked Mali",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", DENSE.values(), ids=DENSE)
def test_one_line_dense_with_denials_costs_little_more_than_as_many_sentences(piece):
    def seconds(text):
        start = time.process_time()
        assert len(extract_relations(text)) > 0
        return time.process_time() - start

    count = 50_000 // len(piece)
    seconds(f"{piece}.")
    line = min(seconds(f"{piece}, " * count) for _ in range(2))
    sentences = min(seconds(f"{piece}. " * count) for _ in range(2))
    assert line < 7 * sentences  # looking back over the whole of a long sentence for every word takes ten times as long


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad called the report that it had shelled Mali a fabrication.", "denies"),
        ("Chad dismissed the claim that it had shelled Mali as baseless.", "denies"),
        ("Chad pleaded not guilty to shelling Mali.", "denies"),
        ("Mali wrongly said that Chad had shelled it.", "denies"),
        ("Mali mistakenly reported that Chad had shelled it.", "denies"),
        ("Niger said Peru had lied when it said that Chad had shelled Mali.", "denies"),
        ("Niger said that Peru's claim that Chad had shelled Mali was a lie.", "denies"),
        ("Unconfirmed reports say Chad shelled Mali.", "alleges"),
        ("Media reports suggested that Chad had shelled Mali.", "alleges"),
        ("Mali retracted its claim that Chad had shelled it.", "considers"),
        ("Mali withdrew its accusation that Chad had shelled it.", "considers"),
        ("Mali withdrew its troops after Chad had shelled it.", "asserts"),
        ("Peru called the reports alarming. Chad shelled Mali.", "asserts"),
    ],
)
def test_what_is_called_false_or_taken_back_is_no_fact(text, stance):
    frame = extract_relations(text)
    found = frame[(frame.actor == "TCD") & (frame.type == "ASSAULT") & (frame.recipient == "MLI")]
    assert [each for each in found.stance if each != "alleges" or stance == each] == [stance]  # who claims it stays


def test_a_claim_that_is_called_a_lie_is_refused_to_who_made_it():
    frame = extract_relations("The Malian minister said that Chad's claim that Mali had shelled Niger was a lie.")
    refused = frame[frame.type.isin(["REJECT", "ACCUSE"])]
    assert list(zip(refused.actor, refused.recipient, strict=True)) == [("malian-minister", "TCD")]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # who is asked why did it, and who asks says so
        ("Niger asked Chad why it had shelled Mali.", ("alleges", "Niger")),
        ("Niger asked Chad whether it had shelled Mali.", ("considers", "")),
        ("Niger pretended that Chad had shelled Mali.", ("considers", "")),
        ("Niger ruled out that Chad had shelled Mali.", ("considers", "")),
        ("Chad joked that it had shelled Mali.", ("considers", "")),
        ("Chad faces charges of shelling Mali.", ("alleges", "")),
    ],
)
def test_what_is_asked_joked_or_charged_is_no_fact(text, claim):
    frame = extract_relations(text)
    found = frame[frame.type == "ASSAULT"]
    assert list(zip(found.actor, found.recipient, strict=True)) == [("TCD", "MLI")]
    assert list(zip(found.stance, found.speaker_name, strict=True)) == [claim]
