"""Decisions: kept, undone, joined to a dataset and taken out again, in the terminal and through a spreadsheet."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from graphkit.dataset import Dataset, load_dataset, save_dataset, text_sha256
from graphkit.errors import DataError
from graphkit.extract.documents import document_id
from graphkit.extract.joining import join_accepted, relation_id
from graphkit.extract.records import Proposal, SourceText
from graphkit.extract.review import EDITABLE, ReviewStore, default_reviewer, edited, items_of, state_notes
from graphkit.extract.spreadsheet import apply_sheet, new_names, write_sheets
from graphkit.model import Actor, Document, Relation

pytest.importorskip("rapidfuzz", reason="needs the extra graphkit[review]")

TEXT = (
    "Japan promised Ukraine generators. Russia condemned the promise. Turkish police arrested rebels. "
    "Nort Korea praised Russia."
)


def source(text=TEXT, *, title="Note"):
    digest = text_sha256(text)
    return SourceText(text, Document(document_id(title, digest), title, sha256=digest, file="note.txt"), "utf-8")


def propose(actor, cue, recipient, type_, *, ids=("", ""), text=TEXT, **more):
    """A proposal from three stretches of words, the sentence around them found by its full stops."""
    at = text.index(cue)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.index(".", at) + 1
    a, r = text.index(actor, start), text.index(recipient, at)
    names = {"actor_name": actor, "recipient_name": recipient}
    return Proposal(
        ids[0] or actor.lower().replace(" ", "-"),
        a,
        a + len(actor),
        type_,
        more.pop("mode", ""),
        ids[1] or recipient.lower().replace(" ", "-"),
        r,
        r + len(recipient),
        start,
        end,
        cue_start=at,
        cue_end=at + len(cue),
        origin="rules:test",
        **{**names, **more},
    )


PROMISE = propose("Japan", "promised", "Ukraine", "AGREE", ids=("JPN", "UKR"), date="2024-11-16")
ANSWER = propose(
    "Russia",
    "condemned",
    "promise",
    "ACCUSE",
    ids=("RUS", "JPN"),
    recipient_name="Japan",
    responds_to=0,
    date="2024-11",
)
ARREST = propose("Turkish police", "arrested", "rebels", "COERCE", actor_kind="agency", actor_state="TUR")
PRAISE = propose("Nort Korea", "praised", "Russia", "SUPPORT", ids=("", "RUS"))
PROPOSALS = (PROMISE, ANSWER, ARREST, PRAISE)


@pytest.fixture
def store(tmp_path):
    made = ReviewStore(tmp_path / "review")
    made.add_document(source(), items_of(source(), PROPOSALS), file_sha256="f1", coder="rules")
    return made


@pytest.fixture
def ids(store):
    return list(store.items)


@pytest.fixture
def dataset():
    return Dataset.from_records(
        name="mine",
        actors=[
            Actor("JPN", "Japan", "state"),
            Actor("PRK", "North Korea", "state", ("DPRK",)),
            Actor("UKR", "Ukraine", "state"),
        ],
        documents=[Document("old", "An old paper")],
        relations=[Relation("aid-1", ("JPN",), "AID", "", ("UKR",), summary="Japan gave Ukraine generators")],
    )


def accept(store, *keys, **changes):
    for key in keys:
        store.decide(key, "accept", reviewer="ann", changes=changes)


# the journal


def test_proposals_come_back_as_they_were(store, tmp_path):
    again = ReviewStore(tmp_path / "review")
    assert [item.proposal for item in again.items.values()] == list(PROPOSALS)
    first = next(iter(again.items.values()))
    assert [first.words(side) for side in ("actor", "cue", "recipient", "response")] == [
        "Japan",
        "promised",
        "Ukraine",
        "",
    ]
    assert first.document.id == source().record.id
    assert (tmp_path / "review" / "texts" / f"{first.document.id}.txt").read_text(encoding="utf-8") == TEXT
    assert again.seen() == {("f1", "rules"): "rules"}


def test_a_link_between_proposals_is_kept(store, ids):
    assert store.items[ids[1]].responds_to == ids[0]


def test_what_is_decided_is_never_asked_again(store, ids, tmp_path):
    accept(store, ids[0])
    store.decide(ids[1], "reject", reviewer="ann")
    store.decide(ids[2], "skip", reviewer="ann")
    again = ReviewStore(tmp_path / "review")
    assert [item.id for item in again.pending()] == [ids[3]]
    assert [item.id for item in again.pending(skipped=True)] == [ids[2], ids[3]]
    again.add_document(source(), items_of(source(), PROPOSALS), file_sha256="f2", coder="rules:other")
    assert [item.id for item in again.pending()] == [ids[3]]


def test_every_decision_has_its_date_and_reviewer(store, ids, tmp_path):
    store.decide(ids[0], "accept", reviewer="ann", at="2026-11-22T10:00:00+00:00")
    store.undo(reviewer="bob", at="2026-11-22T11:00:00+00:00")
    lines = [json.loads(line) for line in (tmp_path / "review" / "decisions.jsonl").read_text().splitlines()]
    assert [(line["at"][:13], line["reviewer"], line["decision"]) for line in lines] == [
        ("2026-11-22T10", "ann", "accept"),
        ("2026-11-22T11", "bob", "undo"),
    ]


def test_undo_brings_back_what_stood_before(store, ids):
    store.decide(ids[0], "reject", reviewer="ann")
    accept(store, ids[1])
    accept(store, ids[0])
    assert store.undo(reviewer="ann").target == ids[0]
    assert store.decisions()[ids[0]].decision == "reject"
    assert store.undo(reviewer="ann").target == ids[1]
    assert store.undo(reviewer="ann", target=ids[0]).decision == "reject"
    assert store.undo(reviewer="ann") is None
    assert len(store.pending()) == 4


@pytest.mark.parametrize("cut", [b'{"at":"2026', b"\xff\xfe", b"[1]"])
def test_an_interrupted_line_loses_only_itself(store, ids, tmp_path, cut):
    accept(store, ids[0])
    path = tmp_path / "review" / "decisions.jsonl"
    path.write_bytes(path.read_bytes() + cut)
    again = ReviewStore(tmp_path / "review")
    again.decide(ids[1], "reject", reviewer="ann")
    last = ReviewStore(tmp_path / "review")
    assert {key: d.decision for key, d in last.decisions().items()} == {ids[0]: "accept", ids[1]: "reject"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "KISS"}, "'KISS' is not one of AGREE"),
        ({"mode": "tickle"}, "'tickle' is not a mode of AGREE"),
        ({"date": "last week"}, "cannot be read"),
        ({"stance": "shouts"}, "is not one of asserts"),
        ({"actor": " "}, "may not be blank"),
        ({"amount": "many"}, "is not a number"),
        ({"confidence": "1"}, "cannot be changed"),
    ],
)
def test_a_change_that_no_dataset_takes_is_a_sentence(store, ids, changes, words):
    with pytest.raises(DataError, match=words):
        store.decide(ids[0], "accept", reviewer="ann", changes=changes)
    assert store.decisions() == {}


def test_unknown_proposals_and_decisions(store, ids):
    with pytest.raises(DataError, match="no proposal 'x'"):
        store.decide("x", "accept", reviewer="ann")
    with pytest.raises(ValueError, match="not one of accept, reject, skip"):
        store.decide(ids[0], "burn", reviewer="ann")


def test_the_reviewer_may_be_named_by_the_environment(monkeypatch):
    monkeypatch.setenv("GRAPHKIT_REVIEWER", "Ann")
    assert default_reviewer() == "Ann"


def test_very_long_sentences_are_shown_around_their_words(tmp_path):
    text = "x " * 4000 + "Japan promised Ukraine help " + "y " * 4000 + "."
    (item,) = items_of(source(text), [propose("Japan", "promised", "Ukraine", "AGREE", text=text)])
    assert len(item.context) <= 1200
    assert (item.words("actor"), item.words("recipient")) == ("Japan", "Ukraine")


# joining


def test_accepted_proposals_join_the_dataset(store, ids, dataset):
    accept(store, *ids[:3])
    joined = join_accepted(store, dataset)
    assert (joined.added, joined.changed, joined.removed, joined.refused) == (3, 0, 0, {})
    new = {r.id: r for r in joined.dataset.records("relations")}
    answer = new[relation_id(store.items[ids[1]])]
    assert (answer.actor, answer.type, answer.recipient, answer.date) == (("RUS",), "ACCUSE", ("JPN",), "2024-11")
    assert answer.responds_to == (relation_id(store.items[ids[0]]),)
    assert answer.summary == "Russia condemned the promise."
    evidence = joined.dataset.records("evidence")[0]
    assert TEXT[evidence.start : evidence.end] == "Japan promised Ukraine generators."
    assert (evidence.origin, evidence.document) == ("rules:test", source().record.id)
    actors = {actor.id: actor for actor in joined.dataset.records("actors")}
    assert actors["RUS"].name == "Russia"
    assert actors["turkish-police"].kind == "agency"
    (affiliation,) = joined.dataset.records("affiliations")
    assert (affiliation.actor, affiliation.role, affiliation.organisation) == ("turkish-police", "PART_OF", "TUR")


def test_an_act_without_a_date_was_by_the_day_of_its_document(tmp_path, dataset):
    text = "Japan promised Ukraine generators."
    of_a_day = source(text)
    of_a_day = replace(of_a_day, record=replace(of_a_day.record, date="2024-11-21"))
    tie = propose("Japan", "promised", "Ukraine", "ALLIED_WITH", ids=("JPN", "UKR"), text=text)
    act = propose("Japan", "promised", "Ukraine", "AGREE", ids=("JPN", "UKR"), text=text)
    store = ReviewStore(tmp_path / "dated")
    store.add_document(of_a_day, items_of(of_a_day, [act, tie]), file_sha256="f2", coder="rules")
    accept(store, *store.items)
    made = join_accepted(store, dataset).dataset.records("relations")
    dates = {relation.type: relation.date for relation in made}
    assert (dates["AGREE"], dates["ALLIED_WITH"]) == ("../2024-11-21", "")


def test_joining_twice_changes_nothing_and_keeps_a_persons_edits(store, ids, dataset, tmp_path):
    accept(store, *ids[:2])
    joined = join_accepted(store, dataset)
    store.note_joined(joined.made)
    save_dataset(joined.dataset, tmp_path / "mine")
    path = tmp_path / "mine" / "relations.csv"
    path.write_text(path.read_text().replace("Russia accused or criticised Japan", "My own words"))
    again = join_accepted(store, load_dataset(tmp_path / "mine"))
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert again.dataset == load_dataset(tmp_path / "mine")


def test_undoing_takes_everything_out_again(store, ids, dataset):
    accept(store, *ids)
    joined = join_accepted(store, dataset)
    store.note_joined(joined.made)
    for _ in ids:
        store.undo(reviewer="ann")
    back = join_accepted(store, joined.dataset)
    assert back.removed == 4
    assert back.dataset == dataset
    store.note_joined(back.made)
    assert join_accepted(store, back.dataset).made == {}


def test_an_edited_proposal_joins_as_edited(store, ids, dataset):
    accept(
        store,
        ids[2],
        recipient="the DPRK",
        type="ASSAULT",
        amount="12",
        unit="arrests",
        summary="As I say",
        date="2024",
    )
    joined = join_accepted(store, dataset)
    relation = joined.dataset.records("relations")[-1]
    assert (relation.recipient, relation.type, relation.amount, relation.date) == (("PRK",), "ASSAULT", 12, "2024")
    assert relation.summary == "As I say"


def test_changing_an_accepted_proposal_changes_its_row(store, ids, dataset):
    accept(store, ids[0], ids[2])
    joined = join_accepted(store, dataset)
    store.note_joined(joined.made)
    accept(store, ids[0], date="2025")
    again = join_accepted(store, joined.dataset)
    assert (again.added, again.changed, again.removed) == (0, 1, 0)
    assert [r.date for r in again.dataset.records("relations")] == ["", "2025", ""]


def test_more_evidence_for_a_known_relation(store, ids, dataset):
    accept(store, ids[2], relation="aid-1")
    joined = join_accepted(store, dataset)
    assert joined.dataset.records("actors") == dataset.records("actors")  # its actors stay its own
    assert [r.id for r in joined.dataset.records("relations")] == ["aid-1"]
    assert [e.relation for e in joined.dataset.records("evidence")] == ["aid-1"]


def test_evidence_that_two_proposals_share_stays_while_one_does(store, ids, dataset, tmp_path):
    text = "Japan met France and Peru."
    pair = [propose("Japan", "met", name, "CONSULT", text=text) for name in ("France", "Peru")]
    other = ReviewStore(tmp_path / "other")
    other.add_document(source(text), items_of(source(text), pair), file_sha256="f", coder="rules")
    accept(other, *other.items, relation="aid-1")
    joined = join_accepted(other, dataset)
    assert len(joined.dataset.records("evidence")) == 1
    other.note_joined(joined.made)
    other.undo(reviewer="ann")
    again = join_accepted(other, joined.dataset)
    assert len(again.dataset.records("evidence")) == 1
    other.note_joined(again.made)
    other.undo(reviewer="ann")
    assert len(join_accepted(other, again.dataset).dataset.records("evidence")) == 0


def test_a_proposal_that_breaks_a_rule_is_refused_and_the_others_join(store, ids, dataset):
    accept(store, ids[0], relation="absent-1")
    accept(store, ids[2])
    joined = join_accepted(store, dataset)
    assert joined.added == 1
    assert list(joined.refused) == [ids[0]]
    assert "no id 'absent-1'" in joined.refused[ids[0]]


def test_an_answer_that_came_first_is_not_linked(store, ids, dataset):
    accept(store, ids[0])
    accept(store, ids[1], date="2024-10")
    relations = join_accepted(store, dataset).dataset.records("relations")
    assert [r.responds_to for r in relations] == [(), (), ()]


def test_a_document_that_the_dataset_knows_keeps_its_row(store, ids, dataset):
    known = Document("my-note", "My note", sha256=text_sha256(TEXT), file="notes/my.txt")
    documents = [*dataset.records("documents"), known]
    tables = {name: dataset.records(name) for name in ("actors", "relations")}
    accept(store, ids[0])
    joined = join_accepted(store, Dataset.from_records(name="mine", documents=documents, **tables))
    assert joined.dataset.records("documents") == tuple(documents)
    assert [e.document for e in joined.dataset.records("evidence")] == ["my-note"]


# names


def test_a_near_name_is_suggested_and_not_merged(store, ids, dataset):
    rows = {row["id"]: row for row in new_names(store, dataset)}
    assert (rows["nort-korea"]["into"], rows["nort-korea"]["decision"]) == ("PRK", "")
    assert float(rows["nort-korea"]["score"]) > 90
    assert rows["turkish-police"]["reason"] == "no known actor has a name like this: a new actor"
    accept(store, ids[3])
    assert join_accepted(store, dataset).dataset.records("relations")[-1].actor == ("nort-korea",)


def test_a_merge_is_a_persons_and_can_be_undone(store, ids, dataset):
    accept(store, ids[3])
    joined = join_accepted(store, dataset)
    store.note_joined(joined.made)
    store.merge_name("nort-korea", "PRK", reviewer="ann")
    merged = join_accepted(store, joined.dataset)
    store.note_joined(merged.made)
    assert merged.dataset.records("relations")[-1].actor == ("PRK",)
    assert "nort-korea" not in {a.id for a in merged.dataset.records("actors")}
    assert "nort-korea" not in {row["id"] for row in new_names(store, dataset)}
    store.undo(reviewer="ann", target="nort-korea")
    back = join_accepted(store, merged.dataset)
    assert back.dataset.records("relations")[-1].actor == ("nort-korea",)
    assert {a.id for a in back.dataset.records("actors")} == {a.id for a in joined.dataset.records("actors")}


def test_new_names_are_held_against_each_other(tmp_path, dataset):
    text = "Anna Smith praised Japan. Smith praised Ukraine."
    both = [
        propose("Smith", "praised Ukraine", "Ukraine", "SUPPORT", ids=("smith", "UKR"), text=text, actor_kind="person"),
        propose("Anna Smith", "praised Japan", "Japan", "SUPPORT", ids=("", "JPN"), text=text, actor_kind="person"),
    ]
    store = ReviewStore(tmp_path / "names")
    store.add_document(source(text), items_of(source(text), both[::-1]), file_sha256="f", coder="rules")
    rows = {row["id"]: row for row in new_names(store, dataset)}
    assert (rows["anna-smith"]["into"], rows["smith"]["into"]) == ("", "anna-smith")
    store.merge_name("smith", "anna-smith", reviewer="ann")
    accept(store, *list(store.items)[1:])
    joined = join_accepted(store, dataset)
    assert joined.dataset.records("relations")[-1].actor == ("anna-smith",)
    accept(store, *store.items)
    names = {a.id: a.name for a in join_accepted(store, dataset).dataset.records("actors")}
    assert names["anna-smith"] == "Anna Smith"
    assert "smith" not in names


@pytest.mark.slow
def test_the_long_and_the_short_name_of_one_person_are_brought_together(tmp_path, dataset):
    text = "President Recep Tayyip Erdogan praised Japan. Tayyip Erdogan praised Ukraine."
    both = [
        propose(name, cue, recipient, "SUPPORT", text=text, actor_kind="person")
        for name, cue, recipient in (
            ("Recep Tayyip Erdogan", "praised Japan", "Japan"),
            ("Tayyip Erdogan", "praised Ukraine", "Ukraine"),
        )
    ]
    store = ReviewStore(tmp_path / "names")
    store.add_document(source(text), items_of(source(text), both), file_sha256="f", coder="rules")
    rows = {row["id"]: row for row in new_names(store, dataset)}
    assert (rows["tayyip-erdogan"]["into"], rows["tayyip-erdogan"]["decision"]) == ("recep-tayyip-erdogan", "")
    assert "the end of the name of Recep Tayyip Erdogan" in rows["tayyip-erdogan"]["reason"]
    proposal = piloted(store, dataset, "a", then=lambda app: shown(app, "proposal"))
    assert "the end of the name of Recep Tayyip Erdogan" in " ".join(proposal.split())
    piloted(store, dataset, "m", "a")
    actors = [row.actor for row in join_accepted(store, dataset).dataset.records("relations")]
    assert actors[1:] == [("recep-tayyip-erdogan",)] * 2


# the spreadsheet


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save_rows(path, rows, *, delimiter=",", encoding="utf-8-sig"):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_a_state_that_no_words_tell_is_to_be_checked_before_it_is_accepted(tmp_path, dataset):
    guess = replace(ARREST, actor="ali", actor_name="Ali", actor_kind="person", actor_state="PRK", guessed=("actor",))
    store = ReviewStore(tmp_path / "guesses")
    store.add_document(source(), items_of(source(), [guess, PRAISE]), file_sha256="f1", coder="rules")
    first, second = store.items.values()
    note = "of North Korea, by what the text speaks of and no words of it: check"
    assert state_notes(first) == {"actor": note}
    assert state_notes(second) == {}
    proposals, names = write_sheets(store, dataset)
    assert [row["check"] for row in rows_of(proposals)] == [f"Ali {note}", ""]
    assert {row["id"]: row["check"] for row in rows_of(names)}["ali"] == note
    # who is put in his place is of no guessed state
    assert edited(first, {"actor": "Wang"}).actor_state == ""
    assert edited(first, {"date": "2024"}).actor_state == "PRK"
    assert state_notes(first, edited(first, {"actor": "Wang"})) == {}
    assert state_notes(first, edited(first, {"date": "2024"})) == {"actor": note}
    accept(store, first.id)
    joined = join_accepted(store, dataset).dataset
    assert [(row.actor, row.organisation) for row in joined.records("affiliations")] == [("ali", "PRK")]


def test_a_state_that_was_chosen_for_a_target_is_to_be_checked_until_a_person_puts_another():
    guess = replace(PRAISE, recipient="CHN", recipient_name="China", recipient_state="CHN", guessed=("recipient",))
    (item,) = items_of(source(), [guess])
    assert state_notes(item) == {"recipient": "China, by what the text speaks of and no words of it: check"}
    assert state_notes(item, edited(item, {"recipient": "JPN"})) == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_goes_there_and_back(store, ids, dataset, delimiter):
    proposals, _ = write_sheets(store, dataset)
    rows = rows_of(proposals)
    assert [row["id"] for row in rows] == ids
    assert rows[0]["sentence"] == "Japan promised Ukraine generators."
    assert rows[0]["known"] == "aid-1: Japan gave Ukraine generators"
    rows[0]["decision"], rows[1]["decision"], rows[2]["decision"] = "accept", "No", "EDIT"
    rows[2]["recipient"] = "DPRK"
    save_rows(proposals, rows, delimiter=delimiter)
    applied = apply_sheet(proposals, store, dataset=dataset, reviewer="ann")
    assert (applied.decided, applied.known, applied.blank) == (3, 0, 1)
    decisions = store.decisions()
    assert [decisions[key].decision for key in ids[:3]] == ["accept", "reject", "accept"]
    assert decisions[ids[2]].changes == {"recipient": "DPRK"}
    again = apply_sheet(proposals, store, dataset=dataset, reviewer="ann")
    assert (again.decided, again.known) == (0, 3)
    write_sheets(store, dataset)
    assert [row["id"] for row in rows_of(proposals)] == [ids[3]]


def test_a_wrong_cell_applies_nothing_and_every_one_is_listed(store, ids, dataset):
    proposals, _ = write_sheets(store, dataset)
    rows = rows_of(proposals)
    rows[0]["decision"], rows[1]["decision"] = "accept", "perhaps"
    rows[2] |= {"decision": "accept", "date": "Jun-24"}
    rows[3] |= {"decision": "accept", "id": "zzz"}
    save_rows(proposals, rows)
    with pytest.raises(DataError) as caught:
        apply_sheet(proposals, store, dataset=dataset, reviewer="ann")
    assert [problem.row for problem in caught.value.problems] == [3, 4, 5]
    assert "date 'Jun-24' cannot be read" in str(caught.value)
    assert store.decisions() == {}


def sheet_with(store, dataset, changes):
    """A sheet that accepts some rows with changes, by the place of the row."""
    proposals, _ = write_sheets(store, dataset)
    rows = rows_of(proposals)
    for place, cells in changes.items():
        rows[place] |= {"decision": "accept", **cells}
    save_rows(proposals, rows)
    return proposals


def test_an_answer_written_into_the_sheet_joins(store, ids, dataset):
    sheet = sheet_with(store, dataset, {0: {}, 1: {"responds_to": ""}, 2: {"responds_to": f"aid-1; {ids[0]}"}})
    apply_sheet(sheet, store, dataset=dataset, reviewer="ann")
    assert apply_sheet(sheet, store, dataset=dataset, reviewer="ann").decided == 0
    joined = join_accepted(store, dataset)
    links = {relation.id: relation.responds_to for relation in joined.dataset.records("relations")}
    answers = [links[relation_id(store.items[key])] for key in ids[:3]]
    assert answers == [(), (), ("aid-1", relation_id(store.items[ids[0]]))]
    assert joined.refused == {}


def test_an_answer_may_name_the_relation_of_an_accepted_proposal(store, ids, dataset):
    accept(store, ids[0])
    name = relation_id(store.items[ids[0]])
    apply_sheet(sheet_with(store, dataset, {1: {"responds_to": name}}), store, dataset=dataset, reviewer="ann")
    joined = join_accepted(store, dataset)
    assert [relation.responds_to for relation in joined.dataset.records("relations")] == [(), (), (name,)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("aid-2", r"'aid-2' \(near: aid-1"),
        ("nothing-like-it", "nor an accepted proposal has the id 'nothing-like-it'$"),
    ],
)
def test_an_answer_to_what_is_not_there_is_refused(store, dataset, value, words):
    with pytest.raises(DataError, match=words):
        apply_sheet(sheet_with(store, dataset, {2: {"responds_to": value}}), store, dataset=dataset, reviewer="ann")
    assert store.decisions() == {}


def test_a_proposal_answers_neither_itself_nor_as_more_evidence(store, ids, dataset):
    with pytest.raises(DataError, match="does not answer itself"):
        apply_sheet(sheet_with(store, dataset, {2: {"responds_to": ids[2]}}), store, dataset=dataset, reviewer="ann")
    with pytest.raises(DataError, match=r"change responds_to in relations\.csv"):
        store.decide(ids[2], "accept", reviewer="ann", changes={"relation": "aid-1", "responds_to": "aid-1"})


def test_a_misspelt_actor_is_refused_with_what_is_near(store, dataset):
    sheet = sheet_with(
        store, dataset, {0: {"recipient": "Grece"}, 1: {"actor": "Nort Koreaa"}, 2: {"speaker": "Ukrane"}}
    )
    with pytest.raises(DataError) as caught:
        apply_sheet(sheet, store, dataset=dataset, reviewer="ann")
    said = [problem.message for problem in caught.value.problems]
    assert "no known actor is called 'Grece' (near: Greece (GRC)" in said[0]
    assert "for a new actor write 'new: Grece'" in said[0]
    assert "North Korea (PRK)" in said[1]
    assert "Ukraine (UKR)" in said[2]
    assert store.decisions() == {}


def test_a_new_actor_is_marked_as_new_and_listed(store, ids, dataset):
    changes = {0: {"recipient": "new: Grece"}, 1: {"actor": "Greece"}, 2: {"actor": "Japan"}}
    apply_sheet(sheet_with(store, dataset, changes), store, dataset=dataset, reviewer="ann")
    joined = join_accepted(store, dataset)
    pairs = [(row.actor, row.recipient) for row in joined.dataset.records("relations")[1:]]
    assert pairs == [(("JPN",), ("grece",)), (("GRC",), ("JPN",)), (("JPN",), ("rebels",))]
    assert [(actor.id, actor.name) for actor in joined.actors] == [("grece", "Grece"), ("rebels", "rebels")]


def test_what_is_known_is_not_made_new(store, dataset):
    with pytest.raises(DataError, match="'Greece' is known, as GRC; write GRC"):
        apply_sheet(sheet_with(store, dataset, {0: {"recipient": "new: Greece"}}), store, dataset=dataset, reviewer="a")


def test_decisions_not_yet_applied_survive_a_new_sheet(store, ids, dataset):
    proposals, _ = write_sheets(store, dataset)
    rows = rows_of(proposals)
    rows[1] |= {"decision": "accept", "date": "2023"}
    save_rows(proposals, rows)
    write_sheets(store, dataset)
    assert [(row["decision"], row["date"]) for row in rows_of(proposals)][:2] == [
        ("", "2024-11-16"),
        ("accept", "2023"),
    ]


def test_names_are_merged_through_their_sheet(store, ids, dataset):
    _, names = write_sheets(store, dataset)
    rows = {row["id"]: row for row in rows_of(names)}
    rows["nort-korea"]["decision"] = "merge"
    rows["turkish-police"]["decision"] = "new"
    save_rows(names, list(rows.values()))
    assert apply_sheet(names, store, dataset=dataset, reviewer="ann").decided == 2
    assert store.merges() == {"nort-korea": "PRK"}
    rows["turkish-police"] |= {"decision": "merge", "into": "Freedonia"}
    save_rows(names, list(rows.values()))
    with pytest.raises(DataError, match="'Freedonia' is no actor"):
        apply_sheet(names, store, dataset=dataset, reviewer="ann")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(1)", "-x", "'=x", "\tx"])
def test_no_name_becomes_a_formula(tmp_path, dataset, name):
    text = f"{name} praised Russia."
    proposal = propose(name, "praised", "Russia", "SUPPORT", ids=("hostile", "RUS"), text=text)
    store = ReviewStore(tmp_path / "review")
    store.add_document(source(text), items_of(source(text), [proposal]), file_sha256="f", coder="rules")
    proposals, names = write_sheets(store, dataset)
    for path in (proposals, names):
        cells = [cell for row in rows_of(path) for cell in row.values()]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    rows = rows_of(proposals)
    rows[0]["decision"] = "accept"
    save_rows(proposals, rows)
    apply_sheet(proposals, store, dataset=dataset, reviewer="ann")
    (decision,) = store.decisions().values()
    assert decision.changes == {}


def test_another_file_is_not_a_spreadsheet_of_ours(store, dataset, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=r"other\.csv row 1"):
        apply_sheet(path, store, dataset=dataset, reviewer="ann")
    with pytest.raises(DataError, match="cannot be opened"):
        apply_sheet(tmp_path / "absent.csv", store, dataset=dataset, reviewer="ann")


# the terminal


def piloted(store, dataset, *keys, then=None):
    """Press keys in the review and return what ``then`` says of the app at the end."""
    pytest.importorskip("textual", reason="needs the extra graphkit[review]")
    import asyncio

    from graphkit.extract.review_app import review_app

    async def run():
        app = review_app(store, dataset, reviewer="ann")
        async with app.run_test(size=(110, 40)) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            return then(app) if then else None

    return asyncio.run(run())


def shown(app, name):
    return str(app.screen.query_one(f"#{name}").render())


@pytest.mark.slow
def test_the_terminal_shows_the_sentence_the_proposal_and_what_is_known(store, dataset):
    def look(app):
        spans = {span.style: (span.start, span.end) for span in app.query_one("#sentence").render().spans}
        return shown(app, "place"), shown(app, "sentence"), shown(app, "proposal"), shown(app, "known"), spans

    place, sentence, proposal, known, _ = piloted(store, dataset, then=look)
    assert place.startswith("1 of 4 · Note")
    assert sentence == "Japan promised Ukraine generators."
    assert "Japan (JPN)" in proposal
    assert "date 2024-11-16 · asserts" in proposal
    assert known == "aid-1: Japan gave Ukraine generators"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Japan never promised Ukraine help. Peru denied it.", "look twice: the sentence has never"),
        ("Japan promised Ukraine help. Peru didn't.", ""),
    ],
)
def test_a_denial_or_negation_in_the_sentence_is_shown_in_red(tmp_path, dataset, text, line):
    store = ReviewStore(tmp_path / "review")
    said = propose("Japan", "promised", "Ukraine", "AGREE", text=text)
    store.add_document(source(text), items_of(source(text), [said]), file_sha256="f", coder="rules")

    def red(app):
        shown = app.query_one("#proposal").content
        return "".join(shown.plain[span.start : span.end] for span in shown.spans if span.style == "bold red").strip()

    assert piloted(store, dataset, then=red) == line


def test_the_words_are_coloured(store, ids):
    pytest.importorskip("textual", reason="needs the extra graphkit[review]")
    from graphkit.extract.review_app import coloured

    text = coloured(store.items[ids[0]])
    assert {text.plain[span.start : span.end]: span.style for span in text.spans} == {
        "Japan": "bold cyan",
        "Ukraine": "bold magenta",
        "promised": "bold yellow",
    }


@pytest.mark.slow
def test_keys_decide_and_every_one_is_kept_at_once(store, ids, dataset, tmp_path):
    place = piloted(store, dataset, "a", "r", "s", then=lambda app: shown(app, "place"))
    assert place.startswith("4 of 4")
    again = ReviewStore(tmp_path / "review")
    assert [again.decisions()[key].decision for key in ids[:3]] == ["accept", "reject", "skip"]
    assert again.history[0].reviewer == "ann"


@pytest.mark.slow
def test_what_cannot_be_written_is_said_and_the_proposal_stays(store, ids, dataset, monkeypatch):
    def full(*args, **kwargs):
        raise DataError("decisions.jsonl: cannot be written (No space left on device)")

    for name in ("decide", "undo"):
        monkeypatch.setattr(store, name, full)
    place, said = piloted(
        store, dataset, "a", "u", then=lambda app: (shown(app, "place"), [note.message for note in app._notifications])
    )
    assert place.startswith("1 of 4")
    assert said == ["decisions.jsonl: cannot be written (No space left on device)"] * 2


@pytest.mark.slow
def test_undo_goes_back_to_the_proposal(store, ids, dataset):
    place = piloted(store, dataset, "a", "r", "u", "u", "u", "r", then=lambda app: shown(app, "place"))
    assert place.startswith("2 of 4")
    assert {key: d.decision for key, d in store.decisions().items()} == {ids[0]: "reject"}


@pytest.mark.slow
def test_what_was_accepted_is_known_from_then_on(store, ids, dataset):
    known = piloted(store, dataset, "a", "a", "u", then=lambda app: shown(app, "known"))
    assert known == "nothing"  # Russia and Japan: the accepted proposal was taken back
    known = piloted(store, dataset, "u", then=lambda app: shown(app, "known"))
    assert known == "aid-1: Japan gave Ukraine generators"


@pytest.mark.slow
def test_the_form_edits_and_refuses_what_is_wrong(store, ids, dataset):
    keys = ["e", "tab", "end", "x", "enter"]
    fault = piloted(store, dataset, *keys, then=lambda app: shown(app, "fault"))
    assert "'AGREEx' is not one of AGREE" in fault
    assert store.decisions() == {}
    piloted(store, dataset, *keys, "end", "backspace", "tab", *"yield", "escape")
    assert store.decisions() == {}
    keys = ["e", "tab", "tab", "tab", "end", *"ain"]
    fault = piloted(store, dataset, *keys, "enter", then=lambda app: shown(app, "fault"))
    assert "recipient: no known actor is called 'UKRain' (near: Ukraine (UKR)" in fault
    assert store.decisions() == {}
    piloted(store, dataset, *keys, "e", "enter")
    assert store.decisions()[ids[0]].changes == {"recipient": "UKRaine"}


@pytest.mark.slow
def test_the_form_takes_what_is_answered(store, ids, dataset):
    keys = ["e", *["tab"] * EDITABLE.index("responds_to"), "end"]
    fault = piloted(store, dataset, *keys, *"aid", "enter", then=lambda app: shown(app, "fault"))
    assert "neither the dataset nor an accepted proposal has the id 'aid' (near: aid-1)" in fault
    piloted(store, dataset, *keys, *"aid-1", "enter")
    assert store.decisions()[ids[0]].changes == {"responds_to": "aid-1"}


@pytest.mark.slow
def test_a_near_name_is_merged_by_a_key_and_undone_by_another(store, ids, dataset):
    before, merged = piloted(store, dataset, "r", "r", "r", then=lambda app: shown(app, "proposal")), None
    assert "looks like 'north korea'" in before
    merged = piloted(store, dataset, "m", then=lambda app: shown(app, "proposal"))
    assert "decided: PRK" in merged
    assert store.merges() == {"nort-korea": "PRK"}
    piloted(store, dataset, "u", "n")
    assert (store.merges(), store.names_decided()) == ({}, {"nort-korea"})


@pytest.mark.slow
def test_the_end_is_said(store, ids, dataset):
    place = piloted(store, dataset, *"aaaa", "a", then=lambda app: (shown(app, "place"), shown(app, "sentence")))
    assert place == ("all decided", "Nothing is left to decide. q ends.")
    assert len(store.history) == 4


@pytest.mark.slow
def test_hostile_words_are_shown_as_dots(tmp_path, dataset):
    text = "Ja\x1b[2Jpan\u202e promised [bold]Ukraine help."
    proposal = propose("Ja\x1b[2Jpan", "promised", "[bold]Ukraine", "AGREE", text=text)
    store = ReviewStore(tmp_path / "hostile")
    store.add_document(source(text), items_of(source(text), [proposal]), file_sha256="f", coder="rules")
    sentence = piloted(store, dataset, "a", then=lambda app: None) or ""
    store.undo(reviewer="ann")
    sentence = piloted(store, dataset, then=lambda app: shown(app, "sentence"))
    assert sentence == "Ja·[2Jpan· promised [bold]Ukraine help."
    accept(store, *store.items)
    joined = join_accepted(store, dataset)
    assert (joined.added, joined.refused) == (1, {})


def test_a_sheet_of_another_form_is_set_aside(store, dataset):
    proposals, _ = write_sheets(store, dataset)
    proposals.write_text("my,notes\n1,2\n")
    write_sheets(store, dataset)
    assert len(rows_of(proposals)) == 4
    assert proposals.with_suffix(".old.csv").read_text() == "my,notes\n1,2\n"
