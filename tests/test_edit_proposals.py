"""Proposals in the workbench: read, shown, decided, undone; the review sees the same decisions and rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.dataset import check_dataset, load_dataset
from graphkit.extract.joining import join_folder, start_dataset
from graphkit.extract.review import ReviewStore

CURATED = Path(__file__).parent / "datasets" / "curated"


@pytest.fixture
def read(tmp_path, open_page):
    """A dataset with the invented article, which the rule coder has read."""
    page = open_page(start_dataset(tmp_path / "mine"), CURATED)
    reply = page.post("propose", document=page.get("state")["documents"][0]["id"])
    assert reply["proposals"] >= 7
    return page


def proposals(page):
    """The proposals of the article, in the order of the text."""
    return page.get(f"document/{page.get('state')['documents'][0]['id']}")["proposals"]


def of(page, lead):
    """The first proposal of the sentence that begins so."""
    text = page.get(f"document/{page.get('state')['documents'][0]['id']}")["text"]
    return next(one for one in proposals(page) if text[one["start"] : one["end"]].startswith(lead))


def test_proposals_stand_in_the_text_and_are_counted(read):
    shown = of(read, "Estonia backed")
    assert shown["decision"] == "pending"
    line = shown["line"]
    assert (line["actor"][0]["id"], line["type"], line["recipient"][0]["id"]) == ("EST", "SUPPORT", "LVA")
    assert line["date"] == "2026-05-13"
    marks = read.get(f"document/{read.get('state')['documents'][0]['id']}")["marks"]
    assert {mark["layer"] for mark in marks} == {"proposal"}
    assert read.get("state")["proposals"]["pending"] == len(proposals(read))
    assert of(read, "According to Kalve")["denied_by"] in ([], ["Morocco"])


def test_a_proposal_is_accepted_with_further_parties(read):
    """One relation of all whom a person names, known and new; one undo takes all of it back."""
    shown = of(read, "Estonia backed")
    new = {"new": {"name": "Oxfam", "kind": "ngo"}}
    line = {**shown["line"], "actor": [*shown["line"]["actor"], {"id": "LTU"}], "recipient": [{"id": "LVA"}, new]}
    reply = read.command("accept", proposal=shown["proposal"], line=line)
    assert reply["relation"] == "2026-05-est-supports-lva"
    read.save()
    (relation,) = load_dataset(read.folder).records("relations")
    assert (relation.actor, relation.recipient) == (("EST", "LTU"), ("LVA", "oxfam"))
    read.again()
    assert of(read, "Estonia backed")["decision"] == "accept"
    read.post("undo")
    read.save()
    assert load_dataset(read.folder).records("relations") == load_dataset(read.folder).records("actors") == ()
    read.post("redo")
    read.save()
    assert load_dataset(read.folder).records("relations") == (relation,)
    assert check_dataset(read.folder).problems == ()


def test_accepting_gives_rows_of_the_workbenchs_own_making(read):
    reply = read.command("accept", proposal=of(read, "Estonia backed")["proposal"])
    assert reply["relation"] == "2026-05-est-supports-lva"
    card = read.get("relation/2026-05-est-supports-lva")
    assert card["relation"]["summary"].startswith("Estonia backed Latvia on Wednesday and said that")
    assert card["evidence"][0]["words"].startswith("Estonia backed Latvia")
    assert of(read, "Estonia backed")["decision"] == "accept"
    read.save()
    (relation,), (evidence,) = (load_dataset(read.folder).records(name) for name in ("relations", "evidence"))
    assert (relation.id, relation.date) == ("2026-05-est-supports-lva", "2026-05-13")
    assert evidence.origin.startswith("rules:")
    assert check_dataset(read.folder).problems == ()


@pytest.mark.slow
def test_the_review_shows_the_same_decisions_and_changes_nothing(read):
    read.command("accept", proposal=of(read, "Estonia backed")["proposal"])
    read.command("reject", proposal=of(read, "RIGA")["proposal"])
    read.command("skip", proposal=of(read, "The European Union asked")["proposal"])
    read.save()
    before = read.tables()
    read.leave()
    store = ReviewStore(read.folder / "review")
    assert sorted(one.decision for one in store.decisions().values()) == ["accept", "reject", "skip"]
    assert {one.reviewer for one in store.history} == {"ann"}
    joined = join_folder(store, read.folder)
    assert (joined.added, joined.changed, joined.removed, dict(joined.refused)) == (0, 0, 0, {})
    assert read.tables() == before
    taken = store.undo(reviewer="bob", target=next(k for k, d in store.decisions().items() if d.decision == "accept"))
    assert taken is not None
    assert join_folder(store, read.folder).removed == 1
    assert load_dataset(read.folder).records("relations") == ()
    read.open()
    assert of(read, "Estonia backed")["decision"] == "pending"


@pytest.mark.slow
def test_what_the_review_decided_is_shown_and_its_answers_find_the_workbenchs_ids(read):
    first = of(read, "RIGA")
    second = of(read, "On Wednesday Morocco expelled")
    assert second["answers"]
    read.command("accept", proposal=first["proposal"])
    read.save()
    read.leave()
    store = ReviewStore(read.folder / "review")
    store.decide(second["proposal"], "accept", reviewer="bob")
    join_folder(store, read.folder)
    answer = next(row for row in load_dataset(read.folder).records("relations") if row.responds_to)
    assert answer.responds_to == (load_dataset(read.folder).records("relations")[0].id,)
    read.open()
    assert of(read, "On Wednesday Morocco expelled")["decision"] == "accept"
    assert "accepted" in read.command("reject", status=422, proposal=second["proposal"])["error"]


def test_an_answer_accepted_at_once_names_what_was_accepted_a_moment_ago(read):
    first, second = of(read, "RIGA"), of(read, "On Wednesday Morocco expelled")
    relation = read.command("accept", proposal=first["proposal"])["relation"]
    assert of(read, "On Wednesday Morocco expelled")["line"]["responds_to"] == [relation]
    answer = read.command("accept", proposal=second["proposal"])["relation"]
    assert [one["relation"] for one in read.get(f"relation/{answer}")["answers"]] == [relation]


@pytest.mark.slow
def test_undo_takes_the_rows_and_the_decision_back_over_a_restart(read):
    read.save()
    before = read.tables()
    key = of(read, "Estonia backed")["proposal"]
    read.command("accept", proposal=key)
    read.save()
    read.again()
    read.post("undo")
    assert of(read, "Estonia backed")["decision"] == "pending"
    read.save()
    assert read.tables() == before
    read.post("redo")
    assert of(read, "Estonia backed")["decision"] == "accept"
    read.save()
    read.leave()
    store = ReviewStore(read.folder / "review")
    joined = join_folder(store, read.folder)
    assert (joined.added, joined.changed, joined.removed) == (0, 0, 0)


def test_a_rejection_is_taken_back(read):
    key = of(read, "RIGA")["proposal"]
    read.command("reject", proposal=key)
    read.command("pend", proposal=key)
    assert of(read, "RIGA")["decision"] == "pending"
    read.post("undo")
    assert read.command("pend", status=404, proposal="none")["code"] == "unknown"


def test_a_proposal_is_accepted_with_a_persons_changes(read):
    one = of(read, "The European Union asked")
    line = {
        **one["line"],
        "date": "2026-05-12",
        "mode": "change",
        "recipient": [{"id": "LVA"}],
        "summary": "The EU asked.",
    }
    reply = read.command("accept", proposal=one["proposal"], line=line)
    relation = read.get(f"relation/{reply['relation']}")["relation"]
    assert (relation["date"], relation["mode"], relation["recipient"]) == ("2026-05-12", "change", "LVA")
    assert relation["summary"] == "The EU asked."
    wrong = of(read, "Estonia backed")
    refused = read.command("accept", status=422, proposal=wrong["proposal"], line={**wrong["line"], "date": "soon"})
    assert refused["field"] == "date"
    new = {"new": {"name": "Kaja Tamm", "kind": "person", "affiliation": {"organisation": "EST", "title": "Envoy"}}}
    reply = read.command("accept", proposal=wrong["proposal"], line={**wrong["line"], "actor": [new]})
    assert read.get(f"relation/{reply['relation']}")["actors"] == [{"id": "kaja-tamm", "name": "Kaja Tamm"}]


def test_a_proposal_is_accepted_as_evidence_for_what_is_there(read):
    span = read.sentence("Latvia expels two")
    key = read.command("relation", **span, **read.post("draft", **span)["line"])["relation"]
    one = of(read, "RIGA")
    assert one["known"]["relation"] == key
    reply = read.command("accept", proposal=one["proposal"], relation=key)
    assert reply["relation"] == key
    assert len(read.get(f"relation/{key}")["evidence"]) == 2
    assert len(read.get("table/relations")["rows"]) == 1


def test_decisions_survive_an_interruption_between_the_two_journals(read):
    key = of(read, "Estonia backed")["proposal"]
    read.command("accept", proposal=key)
    read.leave()
    path = read.folder / "review" / "decisions.jsonl"
    path.write_bytes(b"")
    read.open()
    assert of(read, "Estonia backed")["decision"] == "accept"
    assert path.read_text("utf-8").count("accept") == 1
    read.save()
    assert [row.id for row in load_dataset(read.folder).records("relations")] == ["2026-05-est-supports-lva"]
