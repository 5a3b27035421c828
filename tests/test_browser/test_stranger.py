"""Somebody who has never seen the page finds answers by the words on it; and the faults such readers met."""

from __future__ import annotations

import json
import re

import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1440, 900), (390, 664)]


class Reader:
    """Sees words and clicks on them. Each click, line typed, key pressed and screenful scrolled is an action."""

    def __init__(self, opened):
        self.opened, self.page, self.actions = opened, opened.page, 0

    def seen(self, one):
        """Bring something into sight: a scroll, where it is not on the screen."""
        box, size = one.bounding_box(), self.page.viewport_size
        if not (box["y"] >= 0 and box["y"] + min(box["height"], 20) <= size["height"]):
            self.actions += 1
            one.scroll_into_view_if_needed()
        return one

    def click(self, words):
        self.seen(self.page.get_by_role("button", name=re.compile(words)).locator("visible=true").first).click()
        self.actions += 1

    def ask(self, words):
        field = self.page.get_by_role("combobox", name="Find an actor")
        if not field.is_visible():
            self.click("^Find$")
        field.fill(words)
        field.press("Enter")
        self.actions += 2

    def panel(self):
        return self.page.get_by_role("complementary", name="Evidence").inner_text()


@pytest.fixture(params=SIZES, ids=["laptop", "phone"])
def reader(request, open_page, bundled_page):
    one = Reader(open_page(bundled_page, width=request.param[0], height=request.param[1]))
    yield one
    assert one.actions <= 4


def test_who_denies_that_the_troops_were_sent(reader):
    reader.click("^Who denies what")
    assert re.search(r"at least 3,000 soldiers to Russia.*\s+Denied by (?:the )?Kremlin", reader.panel())


def test_the_same_as_a_whole_question(reader):
    reader.ask("who denies that troops were sent?")
    assert "at least 3,000 soldiers" in reader.panel() and "Kremlin" in reader.panel()


def test_what_south_korea_did_in_answer(reader):
    reader.click("^Who answered the|^Answers$")
    reader.click("^South Korea ")
    assert "ambassador" in reader.panel()


@pytest.mark.parametrize("size", SIZES)
def test_when_japans_foreign_minister_was_in_kyiv_and_where_it_is_written(open_page, present_page, size):
    reader = Reader(open_page(present_page, width=size[0], height=size[1]))
    reader.ask("when was Iwaya, Japan's foreign minister, in Kyiv?")
    assert "November 2024" in reader.panel() and "paragraph" in reader.panel()
    link = reader.page.locator("#evidence a[href^=http]:visible").first
    with reader.page.context.expect_page() as opened:
        reader.seen(link).click()
        reader.actions += 1
    opened.value.close()
    reader.opened.errors.clear()  # the network is off: the browser says so
    reader.opened.requests[:] = [url for url in reader.opened.requests if not url.startswith("http")]
    assert reader.actions <= 4


def test_how_seoul_reaches_pyongyang_through_beijing(reader):
    reader.ask("how does Seoul reach Pyongyang through Beijing?")
    assert re.search("South Korea.*China.*North Korea", reader.panel(), re.S)


def test_everything_between_the_three(reader):
    reader.ask("everything between the US, South Korea and Japan")
    links = {frozenset(link[:2]) for link in reader.opened.shown()["links"]}
    assert links and all(link <= {"USA", "KOR", "JPN"} for link in links)


def test_which_claims_rest_on_one_source(reader):
    reader.ask("which claims rest on one source")
    assert "What rests on one source" in reader.panel() and "relations." in reader.panel()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("data", ["bundled_page", "present_page"])
def test_what_is_answered_most_is_seen_first_on_the_ladder(request, open_page, data, size):
    page = open_page(request.getfixturevalue(data), fragment="link=PRK+RUS", width=size[0], height=size[1])
    rung = page.page.locator(".rung").first
    assert "at least 3,000 soldiers" in rung.inner_text()
    box, ladder = rung.bounding_box(), page.page.locator("#ladder").bounding_box()
    assert ladder["y"] <= box["y"] and box["y"] + box["height"] <= min(ladder["y"] + ladder["height"], size[1])
    # each stands there once
    ids = page("[...document.querySelectorAll('.rung')].map((one) => one.dataset.rung)")
    assert len(ids) == len(set(ids)) > 9


@pytest.mark.parametrize(
    "asked",
    ["who denies that troops were sent", "who disputes the dispatch of soldiers", "denial that soldiers were sent"],
)
def test_a_question_in_other_words_finds_the_denied_claim_first(open_page, present_page, asked):
    page = open_page(present_page)
    page.page.fill("#search", asked)
    first = page.page.locator("#find .options .offer").first.inner_text()
    assert "at least 3,000 soldiers" in first and "Kremlin" in first


def test_what_is_not_found_is_said_and_nothing_unrelated_offered(open_page, present_page):
    page = open_page(present_page)
    page.page.fill("#search", "who sold bananas to Peru")
    words = page.page.locator("#find .options").inner_text()
    assert words.startswith("Nothing found. Try: ") and words.count(";") == 2
    assert page.page.locator("#find .options li").count() == 1
    page.page.fill("#search", "Putin visited Pyongyang bananas")
    options = page.page.locator("#find .options li")
    assert "without \u201cbananas\u201d" in options.first.inner_text()
    assert "Putin" in options.nth(1).inner_text() and "Pyongyang" in options.nth(1).inner_text()


def test_names_have_their_article_in_sentences(open_page, bundled_page):
    page = open_page(bundled_page)
    texts = [page.page.locator("#evidence").inner_text(), page.page.locator("#search").get_attribute("placeholder")]
    texts.append(page.visit("link=PRK+USA").page.locator("h1").inner_text())
    texts.append(page.visit("answers=2024-10-prk-troops-to-russia").page.locator("h1").inner_text())
    text = " ".join(texts)
    assert "the United States" in text
    assert re.search(r"\b(?:and|from|between|through|what) United States", text) is None


def test_each_count_of_answers_says_what_it_counts(open_page, bundled_page):
    page = open_page(bundled_page, fragment="answers=2024-10-prk-troops-to-russia")
    title, deck = page.page.locator("h1").inner_text(), page.page.locator("#subtitle").inner_text()
    counted = int(re.search(r"of the (\d+) answers", title)[1])
    more = int(re.search(r"(\d+) more (?:is|are) only", deck)[1])
    listed = len(page("graphkit.answers()"))
    assert counted + more == listed
    said = page.page.locator("#answers-counted").inner_text()
    assert said.startswith(f"{listed} listed: {counted} answers, ")
    assert page.page.locator("#answers-pick option").first.inner_text().startswith(f"{counted} answers: North Korea")


@pytest.mark.parametrize("size", SIZES)
def test_with_a_sign_for_everybody_all_names_are_on_their_plates(open_page, present_page, size):
    page = open_page(present_page, fragment="roll=0", width=size[0], height=size[1])
    on_their_plates(page)
    assert {"person"} <= {node["kind"] for node in page.drawn()["nodes"]}
    pair = [page(f"graphkit.where('{name}')") for name in ("PRK", "RUS")]
    assert abs(pair[0]["y"] - pair[1]["y"]) < 2 and abs(pair[0]["x"] - pair[1]["x"]) > 0.3 * min(size[0], 1000)


def on_their_plates(page):
    """Every sign bears its name, and none lies on another."""
    drawn = page.drawn()
    labels = {one["text"]: one for one in drawn["labels"]}
    for node in drawn["nodes"]:
        label = labels[node["name"]]
        assert node["left"] <= label["left"] and label["left"] + label["width"] <= node["right"] + 1, node["name"]
        assert node["top"] - 1 <= label["top"] <= node["bottom"], node["name"]
    for k, one in enumerate(drawn["nodes"]):
        for other in drawn["nodes"][:k]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one["id"], other["id"])


@pytest.mark.parametrize("count", range(2, 11))
def test_small_maps_have_their_names_on_their_plates_on_a_phone(open_page, write_page, count):
    states = [Actor(f"s{k}", f"{k + 1} United Republics of the North", "igo") for k in range(count)]
    persons = [Actor(f"p{k}", f"Anna {'ABCDE'[k]}smith", "person") for k in range(count // 2)]
    relations = [
        Relation(f"r{k}", (f"s{k}",), "AID", "", (f"s{(k + 1) % count}",), date="2024-05-01", summary="Gave aid.")
        for k in range(count)
    ]
    relations += [
        Relation(f"q{k}", (f"p{k}",), "ACCUSE", "", (f"s{(k + 1) % count}",), date="2024-06-01", summary="Accused.")
        for k in range(count // 2)
    ]
    ties = [Affiliation(f"p{k}", "REPRESENTS", f"s{k}") for k in range(count // 2)]
    path = write_page(actors=states + persons, affiliations=ties, relations=relations)
    on_their_plates(open_page(path, width=390, height=664))


def test_pointing_at_a_sign_says_who_it_is_within_the_map(open_page, bundled_page):
    page = open_page(bundled_page)
    spot, box = page("graphkit.where('PRK')"), page.page.locator("#canvas").bounding_box()
    page.page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.wait("!document.getElementById('tip').hidden")
    tip = page.page.locator("#tip").bounding_box()
    assert "North Korea" in page.page.locator("#tip").inner_text()
    assert box["x"] <= tip["x"] and tip["x"] + tip["width"] <= box["x"] + box["width"]
    assert abs(tip["x"] - box["x"] - spot["x"]) < 120 and abs(tip["y"] - box["y"] - spot["y"]) < 60


def test_the_strongest_link_is_no_wider_than_lets_others_be_told_from_it(open_page, present_page):
    widths = {frozenset((one["from"], one["to"])): one["width"] for one in open_page(present_page).drawn()["links"]}
    counts = {frozenset(one[:2]): one[2] for one in open_page(present_page).shown()["links"]}
    assert max(widths.values()) <= 5.01
    order = sorted(widths, key=counts.__getitem__)
    assert [widths[one] for one in order] == sorted(widths.values())


def test_a_network_without_answers_has_no_such_words(open_page, write_page):
    actors = [Actor("DEU", "Germany", "state"), Actor("FRA", "France", "state")]
    relations = [Relation("r", ("DEU",), "AID", "", ("FRA",), date="2024-05-01", summary="Germany gave aid.")]
    page = open_page(write_page(actors=actors, relations=relations))
    assert "nswer" not in page.page.locator("body").inner_text()
    assert graphkit.__name__ in page.page.locator("#foot").inner_text()


def saved(page, choice, path):
    """What the page saves under a choice of its menu, and the name it gives it."""
    page.page.get_by_role("button", name="Save as").first.click()
    with page.page.expect_download() as download:
        page.page.get_by_text(choice).locator("visible=true").first.click()
    download.value.save_as(path)
    return download.value.suggested_filename


@pytest.mark.parametrize(("fragment", "name"), [("link=PRK+RUS", "north-korea-russia"), ("actor=JPN", "japan")])
def test_a_file_of_relations_has_those_that_its_name_says(open_page, bundled_page, tmp_path, fragment, name):
    page = open_page(bundled_page, fragment=fragment)
    told = saved(page, "Relations shown (JSON)", tmp_path / "a.json")
    rows = json.loads((tmp_path / "a.json").read_text("utf-8"))["relations"]
    assert told.endswith(f"-{name}.json")
    assert 1 < len(rows) < page.shown()["relationTotal"]
    if name == "north-korea-russia":
        assert {row["id"] for row in rows} == set(
            page("[...document.querySelectorAll('.rung')].map((one) => one.dataset.rung)")
        )


def test_a_picture_of_much_data_names_the_foremost_sources_and_counts_the_rest(open_page, present_page, tmp_path):
    page = open_page(present_page)
    saved(page, "Drawing (SVG)", tmp_path / "a.svg")
    text = " ".join(re.sub("<[^>]+>", " ", (tmp_path / "a.svg").read_text("utf-8")).split())
    count = int(re.search(r"Sources \(([\d,]+)\)", text)[1].replace(",", ""))
    rest = int(re.search(r"and ([\d,]+) more, named in the file", text)[1].replace(",", ""))
    assert count - rest == 60


@pytest.mark.parametrize(
    ("fragment", "name"),
    [
        ("since=2024-10-01&until=2024-11-30", "-from-2024-10-01-to-2024-11-30.csv"),
        ("asof=2024-12-31", "-told-by-2024-12-31.csv"),
        ("answers=2024-10-prk-troops-to-russia&since=2024-10-01", "-answers-from-2024-10-01.csv"),
    ],
)
def test_the_name_of_a_file_says_of_which_days_it_is(open_page, bundled_page, tmp_path, fragment, name):
    page = open_page(bundled_page, fragment=fragment)
    assert saved(page, "Relations shown (CSV)", tmp_path / "a.csv").endswith(name)


def test_a_picture_has_the_title_the_dates_and_the_sources_of_what_it_shows(open_page, present_page, tmp_path):
    answers = open_page(present_page, fragment="answers=2024-10-prk-troops-to-russia")
    saved(answers, "Drawing (SVG)", tmp_path / "a.svg")
    text = " ".join(re.sub("<[^>]+>", " ", (tmp_path / "a.svg").read_text("utf-8")).split())
    assert " ".join(answers.page.locator("h1").inner_text().split())[:40] in text
    assert "\u25cf October 2024: North Korea sent at least 3,000 soldiers to Russia" in text
    assert re.search(r" 1 \d+ October 2024: ", text)
    count = int(re.search(r"Sources \(([\d,]+)\)", text)[1].replace(",", ""))
    assert 60 < count < 400  # not the thousand of the whole dataset
    shown = answers.shown()
    assert f"{len(shown['actors'])} of {shown['actorTotal']} signs" in text
    link = open_page(present_page, fragment="link=PRK+RUS")
    saved(link, "Drawing (SVG)", tmp_path / "b.svg")
    text = " ".join(re.sub("<[^>]+>", " ", (tmp_path / "b.svg").read_text("utf-8")).split())
    assert "18 June 2024: " in text and "more are in the file of relations" in text


def test_the_printed_table_gives_the_summary_most_room(open_page, bundled_page):
    page = open_page(bundled_page)
    page("window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    code = "[...document.querySelectorAll('#paper .relations th')].map((one) => [one.textContent, one.offsetWidth])"
    widths = dict(page(code))
    assert widths["Summary"] == max(widths.values()) and min(widths.values()) > 0.08 * sum(widths.values())
