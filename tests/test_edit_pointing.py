"""Lines that open as an article of ministries means them: whose an institution is, what is answered, what is denied."""

from __future__ import annotations

import pytest

ARTICLE = """Tokyo protests over ships

TOKYO, 27 November 2025 - Two vessels of the China Coast Guard entered Japan's territorial waters on Monday.

1. The Ministry of Foreign Affairs of China summoned Japan's ambassador on Tuesday.

2. Japan demanded on 25 November that China withdraw its export ban.

Japan lodged a protest with China on Monday over the entry of the ships. Japan regards this measure as regrettable.

In response to the protest, China accused Japan of hostility. Foreign Minister Toshimitsu Motegi telephoned China on
Wednesday. Following the call, China criticised Japan. Prompted by this move, China warned Japan.

Japan will sign a defence agreement with the Philippines next week. China banned exports of fish to Japan on Monday.
Japan said the ban was connected with remarks on Taiwan.

China denies that the measure is connected with remarks on Taiwan. China denies that it banned anything.
"""


@pytest.fixture
def ministries(tmp_path, open_page):
    """An article of two ministries that is open for editing in a new dataset."""
    return article(tmp_path, open_page, ARTICLE)


def article(tmp_path, open_page, text):
    """A new dataset beside one article."""
    from graphkit.extract.joining import start_dataset

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(text, encoding="utf-8")
    return open_page(start_dataset(tmp_path / "ours"), tmp_path / "own")


def line_on(page, lead):
    """The line that opens on the sentence that begins so."""
    return page.post("draft", **page.sentence(lead))["line"]


def enter(page, lead, key, *, actor, kind, recipient, date, mode=""):
    """Keep a relation on a sentence."""
    act = {"actor": [actor], "type": kind, "mode": mode, "recipient": [recipient], "date": date}
    return page.command("relation", **page.sentence(lead), **act, id=key)


def offered(page, lead, purpose, **more):
    """The relations that a sentence is offered, best first."""
    span = page.sentence(lead)
    where = {name: span[name] for name in ("document", "start", "end")}
    return [one["relation"] for one in page.get("find/relation", **{"for": purpose}, **where, **more)["found"]]


def test_an_institution_is_of_the_state_that_its_name_tells_not_of_the_dateline(ministries):
    line = line_on(ministries, "TOKYO, 27 November")
    (actor,) = line["actor"]
    assert actor["new"]["name"] == "China Coast Guard"
    assert actor["new"]["affiliation"]["organisation"] == "CHN"
    assert [party["id"] for party in line["recipient"]] == ["JPN"]


def test_a_ministry_is_its_state_by_its_full_style_not_that_of_the_dateline(ministries):
    line = line_on(ministries, "The Ministry of Foreign Affairs")
    assert [party["id"] for party in line["actor"]] == ["CHN"]
    assert [party["id"] for party in line["recipient"]] == ["JPN"]


def test_the_numbers_of_paragraphs_are_no_sentences(ministries):
    key = ministries.get("state")["documents"][0]["id"]
    told = ministries.get(f"document/{key}")
    words = [told["text"][start:end] for start, end in told["sentences"]]
    assert not [one for one in words if not one.strip("0123456789. ")]
    assert "Japan demanded on 25 November that China withdraw its export ban." in words


@pytest.mark.parametrize(
    "words", ["Japan regards this measure as regrettable.", "일본 Japan regards China and its measure as regrettable."]
)
def test_who_regards_something_as_regrettable_is_no_rival(tmp_path, open_page, words):
    page = article(tmp_path, open_page, f"A title of it\n\n{words}\n")
    assert page.post("draft", **page.span(words))["line"]["type"] in ("", "ACCUSE")


def test_what_is_to_come_is_expected_and_a_call_has_two_sides(ministries):
    sign = line_on(ministries, "Japan will sign")
    assert (sign["date"], sign["stance"]) == ("2025-12-01/2025-12-07", "expects")
    call = line_on(ministries, "Foreign Minister Toshimitsu")
    assert (call["type"], call["mode"], call["mutual"]) == ("CONSULT", "phone", True)
    made = ministries.command("relation", **ministries.sentence("Foreign Minister Toshimitsu"), **call)["relation"]
    assert ministries.get(f"relation/{made}")["relation"]["mutual"] == "true"


def test_a_proposal_of_what_is_to_come_is_accepted_as_expected(ministries):
    key = ministries.get("state")["documents"][0]["id"]
    ministries.post("propose", document=key)
    told = ministries.get(f"document/{key}")["proposals"]
    sign = next(one for one in told if "PHL" in [party.get("id") for party in one["line"]["recipient"]])
    assert sign["line"]["stance"] == "expects"
    made = ministries.command("accept", proposal=sign["proposal"])["relation"]
    assert ministries.get(f"relation/{made}")["status"] == "expected"


@pytest.fixture
def acts(ministries):
    """The same with what both sides did."""
    page = ministries
    enter(page, "TOKYO, 27 November", "entry", actor="CHN", kind="MOBILIZE", recipient="JPN", date="2025-11-24")
    enter(page, "Japan demanded", "demand", actor="JPN", kind="REQUEST", recipient="CHN", date="2025-11-25")
    protest = {"actor": "JPN", "kind": "ACCUSE", "mode": "disapprove", "recipient": "CHN", "date": "2025-11-24"}
    enter(page, "Japan lodged", "protest", **protest)
    call = {"actor": "JPN", "kind": "CONSULT", "mode": "phone", "recipient": "CHN", "date": "2025-11-26"}
    enter(page, "Foreign Minister Toshimitsu", "call", **call)
    ban = {"actor": "CHN", "kind": "COERCE", "mode": "restrict", "recipient": "JPN", "date": "2025-11-24"}
    enter(page, "China banned exports", "ban", **ban)
    enter(page, "Japan said the ban", "claim", actor="JPN", kind="ACCUSE", recipient="CHN", date="2025-11-26")
    return page


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        ("In response to the protest", "protest"),
        ("Following the call", "call"),
        ("Prompted by this move", "call"),  # the nearest of the other side
    ],
)
def test_an_answer_is_to_the_act_that_its_noun_names_or_the_nearest_before(acts, lead, first):
    own = {"actor": "CHN", "recipient": "JPN", "date": "2025-11-27", "type": "ACCUSE"}
    assert offered(acts, lead, "answer", **own)[0] == first


def test_a_denial_is_of_the_claim_or_of_an_act_of_ones_own_and_not_of_a_request(acts):
    found = offered(acts, "China denies that the measure", "denial")
    assert found[:2] == ["claim", "ban"]
    assert "demand" not in found
    assert offered(acts, "China denies that it banned", "denial")[0] == "ban"


@pytest.mark.parametrize(
    "query", ["China's coast guard", "Coast Guard of China", "the Chinese Coast Guard", "CHINA COAST GUARD"]
)
def test_other_forms_of_a_name_are_offered_as_the_same(ministries, query):
    guard = {"name": "China Coast Guard", "kind": "agency", "affiliation": {"organisation": "CHN"}}
    ministries.command("actor", new=guard)
    first = ministries.get("find/who", q=query)["found"][0]
    assert (first["id"], first["new"]) == ("china-coast-guard", False)
    assert ministries.get("find/who", q="Japan Coast Guard")["found"][0]["new"]


def test_the_office_of_somebody_without_a_state_is_a_note(page):
    new = {"name": "Ona Balyte", "kind": "person", "affiliation": {"organisation": "", "title": "Head of mission"}}
    page.command("actor", new=new)
    assert page.get("table/actors")["rows"][0]["cells"]["note"] == "Head of mission"
    known = {"id": "ona-balyte", "affiliation": {"organisation": "", "title": "Envoy"}}
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    page.command("relation", **span, actor=[known], type="AID", recipient=["MAR"])
    notes = {row["cells"]["id"]: row["cells"].get("note", "") for row in page.get("table/actors")["rows"]}
    assert notes["ona-balyte"] == "Head of mission; Envoy"


def test_the_tables_ask_before_they_take_a_day_to_come(page):
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    page.command("relation", **span, actor=["LVA"], type="AID", recipient=["MAR"], date="2026-05-12")
    (row,) = page.get("table/relations")["rows"]
    cell = {"table": "relations", "row": row["row"], "column": "date", "value": "2062-05-12"}
    assert page.command("cell", status=422, **cell)["code"] == "ahead"
    page.command("cell", **cell, ahead=["2062-05-12"])
    new = {"actor": "LVA", "type": "AID", "recipient": "MAR", "date": "2098", "mutual": "false"}
    assert page.command("add", status=422, table="relations", cells=new)["code"] == "ahead"
    page.command("add", table="relations", cells=new, ahead="2098")


@pytest.mark.parametrize(
    ("sentence", "typed", "date"),
    [
        ("The minister arrives in Riga on 15 June.", "15 June", "2026-06-15"),
        ("", "arrives on 15 June", "2026-06-15"),
        ("The minister arrives in Riga on 10 May.", "10 May", "2026-05-10"),
        ("The minister arrived in Riga on 15 June.", "15 June", "2025-06-15"),
    ],
)
def test_a_day_without_a_year_of_what_is_planned_is_the_nearest(tmp_path, open_page, sentence, typed, date):
    words = sentence or "Nothing is told here."
    page = article(tmp_path, open_page, f"A title of it\n\nRIGA, 14 May 2026 - {words}\n")
    span = page.span(words)
    where = {name: span[name] for name in ("document", "start", "end")}
    assert page.get("find/when", q=typed, **where)["date"] == date


def test_a_late_change_of_an_unfinished_line_does_not_undo_a_later_one(page):
    page.post("unfinished", id="one", line={"type": "AID"}, turn=2)
    page.post("unfinished", id="one", line={"type": "ACCUSE"}, turn=1)
    assert page.get("state")["drafts"]["one"] == {"type": "AID"}
    page.post("unfinished", id="one", line=None, turn=3)
    assert page.get("state")["drafts"] == {}
