"""Each claim leads to its source, and each document says what rests on it."""

from __future__ import annotations

import pytest

from graphkit.model import Actor, Document, Evidence, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TROOPS = "2024-10-prk-troops-to-russia"
SIZES = [(1440, 900), (390, 664)]


@pytest.fixture
def told_page(write_page):
    """One deed in three documents that quote one speaker, one in a document alone, one only retold."""
    documents = [
        Document(name, f"Paper {name}", url=f"https://example.org/{name}", date="2024-05-01") for name in "abc"
    ]
    documents += [
        Document("echo", "Paper echo", retells=("a",)),
        Document("cited", "Cited", url="https://example.org/x"),
    ]
    relations = [
        Relation(name, ("AAA",), "AID", "", ("BBB",), date="2024-04-30", summary=f"Deed {name}.")
        for name in ("quoted", "alone", "denied")
    ]
    evidence = [Evidence("quoted", name, speaker="AAA") for name in "abc"] + [Evidence("quoted", "echo")]
    evidence += [
        Evidence("alone", "a"),
        Evidence("denied", "a"),
        Evidence("denied", "b", stance="denies", speaker="BBB"),
    ]
    actors = [Actor("AAA", "Aaa", "state"), Actor("BBB", "Bbb", "state")]
    return write_page(actors=actors, documents=documents, relations=relations, evidence=evidence)


def test_documents_and_their_origins_are_counted(open_page, told_page):
    page = open_page(told_page, fragment="relation=quoted")
    assert "Written in 3 documents and 1 retelling: 1 origin" in page.page.locator("#evidence").inner_text()
    page("graphkit.state = 'table=relations'")
    heads = page.page.locator("#table thead th").all_inner_texts()
    column = heads.index("Sources")
    cells = {
        row.locator("td, th").nth(4).inner_text(): row.locator("td, th").nth(column).inner_text()
        for row in page.page.locator("#table tbody tr").all()
    }
    assert cells == {
        "Deed quoted.": "3 documents, 1 origin",
        "Deed alone.": "1 document",
        "Deed denied.": "1 document",  # who denies it is no source of it
    }
    page.page.get_by_role("button", name="Sources", exact=True).first.click()
    assert page.page.locator("#table thead th").nth(column).get_attribute("aria-sort")


def test_each_document_says_what_rests_on_it(open_page, told_page):
    page = open_page(told_page)
    page.page.click("#sources-all")
    rows = {row.get_attribute("data-document"): row.inner_text() for row in page.page.locator("#dialog .source").all()}
    assert "3 relations rest on it, 1 on it alone" in rows["a"]
    assert "no source of its own: retells Paper a" in rows["echo"]
    assert "cited by others; nothing here rests on it" in rows["cited"]
    page.page.fill("#sources-find", "paper b")
    assert page.page.locator("#dialog .source").count() == 1
    page.page.get_by_role("button", name="Only what it tells").click()
    panel = page.page.locator("#evidence").inner_text()
    assert "What rests on this document" in panel and "Paper b" in panel and "2 relations." in panel
    assert "Deed alone." not in panel
    page.page.click("#document-all")
    assert page.shown()["relations"] == 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "view", ["relation=alone", "link=AAA+BBB", "line=single", "table=relations", "since=2024-04-01"]
)
def test_from_each_claim_one_click_leads_to_its_source(open_page, told_page, view, size):
    page = open_page(told_page, fragment=view, width=size[0], height=size[1])
    place = "#table" if "table" in view else "#evidence"
    links = page.page.locator(f"{place} a[href='https://example.org/a']:visible")
    assert links.count() >= 1 and links.first.get_attribute("rel") == "noopener noreferrer"


def test_from_each_answer_one_click_leads_to_its_source(open_page, present_page):
    page = open_page(present_page, fragment=f"answers={TROOPS}")
    cards = page("""[...document.querySelectorAll('#evidence .answer .card')].map((card) =>
        [...card.querySelectorAll('a[href^=http]')].some((one) => one.checkVisibility()))""")
    # two documents, those the dataset began with, have no address
    assert sum(cards) > 0.5 * len(cards) > 10


@pytest.mark.parametrize(("size", "beside"), [((1440, 900), True), ((390, 664), False)])
def test_for_and_against_stand_side_by_side_on_a_wide_screen(open_page, present_page, size, beside):
    page = open_page(present_page, fragment=f"relation={TROOPS}", width=size[0], height=size[1])
    for_it, against = (page.page.get_by_role("group", name=name).bounding_box() for name in ("For it", "Against it"))
    assert (for_it["y"] == against["y"] and for_it["x"] + for_it["width"] <= against["x"]) is beside
    # where one is below the other, the shorter comes first
    assert beside or against["y"] + against["height"] <= for_it["y"]


def test_the_heading_and_the_panel_count_the_same(open_page, present_page):
    page = open_page(present_page, fragment="link=PRK+RUS")
    title, deck = page.page.locator("h1").inner_text(), page.page.locator("#subtitle").inner_text()
    panel = page.page.locator("#evidence .quiet").first.inner_text()
    coop, conf = title.split(": ")[1].split(" acts of cooperation, ")
    assert f": {coop} of cooperation, {conf.split()[0]} of conflict" in panel
    soft = deck.split(" ")[0]
    assert f"{soft} only alleged, expected, considered, proposed or denied" in panel
    numbers = [int(word) for word in panel.split(".")[0].replace(":", "").split() if word.isdigit()]
    assert numbers[0] == sum(numbers[1:])


def test_a_person_found_has_the_number_of_their_own_relations(open_page, present_page):
    page = open_page(present_page)
    page.page.fill("#search", "foreign minister of Japan")
    first = page.page.locator("#find .options li").first
    assert "Iwaya" in first.inner_text() and int(first.locator(".count").inner_text()) > 5
