"""Claims that other words deny, behind them, before them or in the next sentence: kept, shown and joined as such."""

from __future__ import annotations

import csv

import pytest

import graphkit
from graphkit.extract import extract_relations
from graphkit.extract.disputes import find_disputes
from graphkit.extract.joining import join_folder, start_dataset
from graphkit.extract.review import ReviewStore
from graphkit.extract.run import extract_files
from graphkit.extract.spreadsheet import apply_sheet, write_sheets

DENIED = [
    ("North Korea sent missiles to Russia, which Moscow denies.", ("PRK", "RUS"), ["RUS"]),
    ("North Korea sent troops to Russia, which Moscow has repeatedly denied.", ("PRK", "RUS"), ["RUS"]),
    ("Chad supplied arms to Sudan (which Chad's government denies).", ("TCD", "SDN"), ["TCD"]),
    ("Togo armed rebels in Benin — something Lome denies — and Ghana condemned Togo.", ("TGO", "rebels-ben"), ["TGO"]),
    ("Seoul accused Pyongyang of robbing its banks, a charge Pyongyang rejects.", ("KOR", "PRK"), ["PRK"]),
    ("Iran supplied drones to Sudan, though Seoul disputed it.", ("IRN", "SDN"), ["KOR"]),
    ("Peru attacked Ecuador, but Lima denies it.", ("PER", "ECU"), ["PER"]),
    ("Peru attacked Ecuador, but Lima has denied doing so.", ("PER", "ECU"), ["PER"]),
    ("Peru attacked Ecuador, an allegation dismissed by Lima as fiction.", ("PER", "ECU"), ["PER"]),
    ("Peru attacked Ecuador, which was denied by Chile's foreign ministry on Monday.", ("PER", "ECU"), ["CHL"]),
    ("Peru attacked Ecuador, a claim that Chile calls baseless.", ("PER", "ECU"), ["CHL"]),
    ("Peru attacked Ecuador, which both countries deny.", ("PER", "ECU"), ["PER", "ECU"]),
    ("Despite Lima's repeated denials, Peru attacked Ecuador.", ("PER", "ECU"), ["PER"]),
    ("Despite its denials, Peru attacked Ecuador.", ("PER", "ECU"), ["PER"]),
    ("Peru, which denies it, attacked Ecuador.", ("PER", "ECU"), ["PER"]),
    ("Peru attacked Ecuador, which denies it.", ("PER", "ECU"), ["ECU"]),
    ("Peru, despite denying it, attacked Ecuador.", ("PER", "ECU"), ["PER"]),
    ("Peru attacked Ecuador; Lima denies it.", ("PER", "ECU"), ["PER"]),
    ("Although Lima denies it, Peru attacked Ecuador.", ("PER", "ECU"), ["PER"]),
    ("Kyiv says Belarus attacked Ukraine. Minsk denies this.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. Minsk denied the claim.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. The claim was denied by Minsk.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. Minsk called the report a fabrication.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. Minsk said the report was untrue.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. Minsk denied attacking anybody.", ("BLR", "UKR"), ["BLR"]),
    ("Kyiv says Belarus attacked Ukraine. Both Minsk and Moscow deny the accusation.", ("BLR", "UKR"), ["BLR", "RUS"]),
    ("Kenya bombed Somalia. It has denied involvement.", ("KEN", "SOM"), ["KEN"]),
]  # fmt: skip
NOT_DENIED = [
    "Peru attacked Ecuador, which Lima did not deny.",
    "Peru attacked Ecuador, which nobody denies.",
    "Peru attacked Ecuador, which denied visas to Chile.",
    "France offered talks to Iran, which Tehran rejected.",
    "France offered aid to Mali. Bamako rejected it.",
    "Peru attacked Ecuador, which denied Chile entry.",
    "Peru attacked Ecuador. Chile denied visas to Bolivia.",
    "Peru attacked Ecuador. Chile denied attacking Bolivia.",
    "Peru attacked Ecuador. Lima rejects the claim, made by Chile, that its mines are old.",
    "Peru attacked Ecuador. Spain thanked Italy. Lima denies this.",
]


def statements(text, *parties):
    """The stance and the speaker of every proposal of the two parties."""
    frame = extract_relations(text)
    found = frame[(frame.actor == parties[0]) & (frame.recipient == parties[1])]
    return list(zip(found.stance, found.speaker, strict=True))


@pytest.mark.parametrize(("text", "parties", "deniers"), DENIED, ids=[row[0][:70] for row in DENIED])
def test_a_claim_that_is_denied_stands_beside_its_denial(text, parties, deniers):
    found = statements(text, *parties)
    assert [speaker for stance, speaker in found if stance == "denies"] == deniers
    assert [stance for stance, _ in found if stance != "denies"] == ["asserts"]


@pytest.mark.parametrize("text", NOT_DENIED, ids=[text[:70] for text in NOT_DENIED])
def test_what_is_not_denied_has_no_denial(text):
    frame = extract_relations(text)
    first = frame[frame.actor.isin(["PER", "FRA"]) & frame.recipient.isin(["ECU", "IRN", "MLI"])]
    assert first.stance.tolist() == ["asserts"]


def test_the_denial_points_to_the_claim_and_bounds_its_own_words():
    text = "Spain met Italy. Kyiv says Belarus attacked Ukraine. Minsk denied the claim."
    frame = extract_relations(text)
    claim, denial = frame.iloc[1], frame.iloc[2]
    assert (claim.type, claim.stance, claim.speaker) == ("ASSAULT", "asserts", "UKR")
    assert (denial.denies, denial.origin) == (1, "rules:denied")
    assert text[denial.start : denial.end] == "Minsk denied the claim."
    assert text[denial.cue_start : denial.cue_end] == "Minsk denied the claim"


def test_what_is_denied_is_what_somebody_is_accused_of():
    frame = extract_relations("Israel accused Iran of arming Hezbollah. Iran rejected the accusation.")
    rows = [(row.type, row.stance, row.speaker) for row in frame.itertuples()]
    assert rows[:3] == [("ACCUSE", "asserts", ""), ("AID", "alleges", "ISR"), ("AID", "denies", "IRN")]


def test_links_to_answers_move_with_the_denials_between():
    text = "Kyiv says Belarus attacked Ukraine. Minsk denies this. Poland condemned Belarus for the attack."
    frame = extract_relations(text)
    assert frame.stance.tolist() == ["asserts", "denies", "asserts"]
    assert (frame.type.iloc[2], frame.responds_to.iloc[2]) == ("ACCUSE", 0)


def test_a_bound_on_the_work_for_a_long_sentence():
    text = "Peru attacked Ecuador, which " + "a claim that which " * 5000 + "Lima denies."
    assert len(list(find_disputes(text))) <= 1


@pytest.fixture
def mine(tmp_path):
    """A folder with one disputed claim to decide on."""
    (tmp_path / "note.txt").write_text("Kyiv says Belarus attacked Ukraine. Minsk denies this.", encoding="utf-8")
    folder = start_dataset(tmp_path / "mine")
    store = ReviewStore(folder / "review")
    assert [outcome.proposals for outcome in extract_files([tmp_path / "note.txt"], store)] == [1]
    return folder


def decided(folder, **cells):
    """Accept the one proposal in the spreadsheet, with some of its cells changed, and join it."""
    store = ReviewStore(folder / "review")
    path = write_sheets(store, graphkit.load_dataset(folder))[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row | {"decision": "accept"} | cells)
    apply_sheet(path, store, dataset=graphkit.load_dataset(folder), reviewer="ann")
    join_folder(store, folder)
    return row, graphkit.load_dataset(folder).records("evidence")


def test_a_claim_and_its_denial_are_one_decision_and_two_rows_of_evidence(mine):
    row, evidence = decided(mine)
    assert row["denied_by"] == "BLR"
    assert [(each.stance, each.speaker, each.start, each.end) for each in evidence] == [
        ("asserts", "UKR", 0, 35),
        ("denies", "BLR", 36, 54),
    ]
    [status] = graphkit.contested(graphkit.build_network(graphkit.load_dataset(mine))).relation_id
    assert status == evidence[0].relation
    store = ReviewStore(mine / "review")
    store.undo(reviewer="ann")
    assert join_folder(store, mine).removed == 1
    assert graphkit.load_dataset(mine).records("evidence") == ()


@pytest.mark.parametrize(("cell", "deniers"), [("", []), ("Moscow;BLR", ["BLR", "RUS"]), ("new: Ivan", ["ivan"])])
def test_a_reviewer_changes_who_denies(mine, cell, deniers):
    evidence = decided(mine, denied_by=cell)[1]
    assert sorted(each.speaker for each in evidence if each.stance == "denies") == deniers


def test_an_unknown_denier_is_refused(mine):
    with pytest.raises(graphkit.DataError, match="denied_by: no known actor is called 'Belarsu'"):
        decided(mine, denied_by="Belarsu")


def test_a_denial_is_told_once_and_by_name(mine):
    decided(mine, denied_by="new: Khawaja Asif")
    network = graphkit.build_network(graphkit.load_dataset(mine))
    told = graphkit.explain(network, graphkit.timeline(network), width=1000).partition("\n\nSources")[0]
    assert told.count("denied") == 1
    assert "denied by Khawaja Asif" in told
    assert "khawaja-asif" not in told


def test_two_recipients_in_a_cell_are_told_what_to_do(mine):
    with pytest.raises(graphkit.DataError, match="names 2, and a proposal has one recipient: write LTU, and once it"):
        decided(mine, recipient="LTU; BLR")


def test_the_listing_has_a_row_for_the_denial(mine):
    frame = ReviewStore(mine / "review").frame()
    assert list(zip(frame.stance, frame.speaker, strict=True)) == [("asserts", "Ukraine"), ("denies", "Belarus")]
    assert frame.proposal_id.nunique() == 1


@pytest.mark.slow
def test_the_terminal_shows_who_denies_it(mine):
    review_app = pytest.importorskip("graphkit.extract.review_app", reason="needs textual")
    import asyncio

    app = review_app.review_app(ReviewStore(mine / "review"), graphkit.load_dataset(mine), reviewer="ann")

    async def look():
        async with app.run_test(size=(110, 40)) as pilot:
            await pilot.pause()
            return [str(app.screen.query_one(f"#{name}").render()) for name in ("sentence", "proposal")]

    sentence, proposal = asyncio.run(look())
    assert sentence == "Kyiv says Belarus attacked Ukraine. Minsk denies this."
    assert "denied by Belarus" in proposal


CLAIM = "Kyiv said Belarus attacked Ukraine."
FURTHER_BACK = [
    ("The claim drew wide attention. Minsk denied it.", ("BLR", "UKR"), "BLR", 0.1),
    ("The claim drew wide attention. Minsk called the reports false.", ("BLR", "UKR"), "BLR", 0.1),
    ("The claims went round the world. They were denied by Minsk.", ("BLR", "UKR"), "BLR", 0.1),
    ("That was a grave charge. Minsk called the accusation absurd.", ("BLR", "UKR"), "BLR", 0.1),
    ("That was a grave charge. Minsk told reporters the claims were false.", ("BLR", "UKR"), "BLR", 0.1),
    ("The news spread. It rained. Minsk rejected the accusation.", ("BLR", "UKR"), "BLR", 0.2),
    ("France thanked Italy for its help. Minsk denied the allegation.", ("BLR", "UKR"), "BLR", 0.1),
    ("No more was said. Minsk denied the claim, saying Ukraine attacked Belarus.", ("BLR", "UKR"), "BLR", 0.1),
    # of two claims about the denier the nearest is denied
    ("Warsaw said Belarus jailed Poland's consul. Nobody spoke. Minsk denied the claim.", ("BLR", "POL"), "BLR", 0.1),
    ("Chile bombed Peru. Lima denied the claim.", ("CHL", "PER"), "PER", 0.0),
]
NOT_FURTHER_BACK = [
    "France thanked Italy for its help. Minsk denied it.",  # what was told last is not Minsk's to deny
    "The claim drew wide attention. Rome denied it.",  # nor this Rome's
    "One day went by. Another did. A third did. Minsk denied the claim.",  # four sentences away
    "The claim drew wide attention. Minsk denied arming anybody.",  # another matter
    "The claim drew wide attention. Minsk did not deny it.",
]


@pytest.mark.parametrize(("behind", "parties", "denier", "less"), FURTHER_BACK, ids=[row[0] for row in FURTHER_BACK])
def test_a_denial_two_or_three_sentences_behind_finds_its_claim(behind, parties, denier, less):
    frame = extract_relations(f"{CLAIM} {behind}")
    denied = frame[frame.stance == "denies"]
    assert [(row.actor_state, row.recipient_state, row.speaker) for row in denied.itertuples()] == [(*parties, denier)]
    said = frame[(frame.actor_state == parties[0]) & (frame.stance == "asserts")]
    said = said[said.recipient_state == parties[1]].iloc[0]
    assert denied.iloc[0].confidence == pytest.approx(said.confidence - less)


@pytest.mark.parametrize("behind", NOT_FURTHER_BACK)
def test_a_denial_of_something_else_finds_no_claim_further_back(behind):
    frame = extract_relations(f"{CLAIM} {behind}")
    assert "denies" not in set(frame.stance)
    assert ("BLR", "UKR") in set(zip(frame.actor, frame.recipient, strict=True))


def test_of_two_claims_in_one_sentence_further_back_none_is_denied():
    text = "Kyiv said Belarus attacked Ukraine and that Belarus armed Chad. Nobody spoke. Minsk denied the claim."
    frame = extract_relations(text)
    assert set(frame.recipient) >= {"UKR", "TCD"}
    assert set(frame.stance) == {"asserts"}


def test_a_spokesman_denies_what_his_state_took_part_in():
    frame = extract_relations("Seoul said Pyongyang sent troops to Russia. It rained. A Kremlin spokesman denied it.")
    assert [(row.stance, row.recipient) for row in frame.itertuples()] == [("asserts", "RUS"), ("denies", "RUS")]


OF_ANOTHER_CLAIM = [
    "The Lima Times claimed that Chile had secretly sold fishing rights to nobody knows whom. Chile denied the report.",
    "A newspaper reported that Chile had bribed dockers. Chile dismissed the claim.",
    "Chile had planned it for years, newspapers alleged. Chile denied it.",
    "Critics accused Chile of greed. Chile denied having sold anything.",
]


@pytest.mark.parametrize("behind", OF_ANOTHER_CLAIM)
def test_a_claim_between_that_is_not_understood_is_what_is_denied(behind):
    frame = extract_relations(f"Peru closed its ports to Chilean ships. {behind}")
    assert ("PER", "COERCE", "CHL") in set(zip(frame.actor, frame.type, frame.recipient, strict=True))
    assert "denies" not in set(frame[frame.actor == "PER"].stance)


def test_a_claim_in_the_same_sentence_that_is_not_understood_is_what_is_denied():
    text = (
        "Peru closed its ports to Chilean ships, and a paper claimed that Chile was to blame. Chile denied the claim."
    )
    assert set(extract_relations(text).stance) == {"asserts"}


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("The Times reported that Iran had supplied drones to Chad.", "Iran denied that it had supplied any drones."),
        ("The Times reported that Iran had supplied drones to Chad.", "Iran denied having supplied drones to Chad."),
        ("Kenya said Iran had supplied drones to Chad.", "Tehran denied supplying drones."),
    ],
)
def test_what_is_denied_in_words_of_its_own_is_the_claim_before_with_its_recipient(claim, denial):
    said, denied = extract_relations(f"{claim} {denial}").itertuples()
    assert (said.actor, said.recipient, said.stance) == ("IRN", "TCD", "asserts")
    assert (denied.actor, denied.recipient, denied.stance, denied.speaker) == ("IRN", "TCD", "denies", "IRN")
    assert denied.denies == 0


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("The Times reported that Iran had supplied drones to Chad.", "Iran denied having supplied drones to Niger."),
        ("The Times reported that Iran supplied drones to Chad in 2021.", "Iran denied supplying drones in 2024."),
        ("The Times reported that Iran had supplied drones to Chad.", "Iran denied having shelled Chad."),
    ],
)
def test_what_is_denied_of_another_matter_is_not_tied_to_a_claim(claim, denial):
    frame = extract_relations(f"{claim} {denial}")
    assert frame.denies.isna().all()
