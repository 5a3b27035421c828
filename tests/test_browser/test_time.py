"""The axis of time on the map page: what surely lies in a stretch of it, rough dates in words, pins and files."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TROOPS = "2024-10-prk-troops-to-russia"
ACTORS = [Actor(name, name, "state") for name in ("AAA", "BBB", "CCC")]
OCTOBER = "since=2024-10-01&until=2024-10-31"
# id, type, date, whether October 2024 surely holds it; None: it is out of October altogether
DATED = [
    ("day", "ACCUSE", "2024-10-05", True),
    ("month", "ACCUSE", "2024-10", True),
    ("days", "ACCUSE", "2024-10-30/2024-10-31", True),
    ("over", "ACCUSE", "2024-10-30/2024-11-02", False),
    ("rough", "ACCUSE", "2024-10/2025-01", False),
    ("year", "ACCUSE", "2024", False),
    ("since", "ACCUSE", "2024-09/..", False),
    ("by", "ACCUSE", "../2024-11-27", False),
    ("undated", "ACCUSE", "", False),
    ("alliance", "ALLIED_WITH", "2024-06-18/..", True),
    ("rivalry", "RIVAL_OF", "../2024-11", False),
    ("old", "ACCUSE", "2024-09-30", None),
]
MAY = [name for name, _, _, sure in DATED if sure is not None]
SURE = [name for name, _, _, sure in DATED if sure]


@pytest.fixture
def dated_page(write_page):
    """The map of relations dated in every way there is."""
    relations = [Relation(name, ("AAA",), kind, "", ("BBB",), date=date) for name, kind, date, _ in DATED]
    return write_page(actors=ACTORS[:2], relations=relations)


def rows_of(map_page, button="#table-csv"):
    """The rows of the file that the table's button saves."""
    with map_page.page.expect_download() as waiting:
        map_page.page.click(button)
    return list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))


def test_a_row_that_is_chosen_keeps_its_place_and_its_height(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="table=relations")
    row = map_page.page.locator("#table tbody tr").nth(3)
    before = row.bounding_box()
    row.click(position={"x": 300, "y": 8})
    chosen = map_page.page.locator("#table tr.chosen")
    # what is above may need a line more beside the card: the table is scrolled by so much, in whole pixels
    assert chosen.count() == 1 and chosen.bounding_box() == before | {"y": pytest.approx(before["y"], abs=1)}
    assert map_page("getComputedStyle(document.querySelector('#table tr.chosen')).position") == "static"


def test_only_what_surely_lies_in_the_chosen_time_can_be_asked_for(open_page, dated_page):
    map_page = open_page(dated_page)
    line, tick = map_page.page.locator("#sure-line"), map_page.page.locator("#sure")
    assert line.is_hidden()
    whole = map_page.page.locator("#title").inner_text()
    map_page("(text) => { graphkit.state = text; }", OCTOBER)
    counted = f"{len(SURE)} surely, {len(MAY) - len(SURE)} more possibly"
    words = map_page.page.locator("#range-words")
    assert words.inner_text() == f"October 2024: {counted}"
    # the headline is of the range that is asked for, with both numbers; what is said of the whole is said to be of it
    title, deck = map_page.page.locator("#title"), map_page.page.locator("#subtitle")
    most = f"{len(SURE)} relations, and up to {len(MAY) - len(SURE)} more whose date is open"
    assert title.inner_text() == f"October 2024: {most}" and deck.inner_text() == f"The whole map: {whole}."
    assert line.is_visible() and map_page.shown()["relations"] == len(MAY) and not tick.is_checked()
    tick.focus()
    map_page.page.keyboard.press("Space")
    assert map_page.shown()["relations"] == len(SURE)
    assert map_page.live() == f"Only what surely lies in the chosen time: {len(SURE)} relations in view"
    assert line.is_visible() and words.inner_text() == f"October 2024: {counted}"
    state = map_page("graphkit.state")
    assert "sure=1" in state.split("&")
    map_page.visit(f"{state}&table=relations")
    ids = map_page.page.locator("#table tbody tr td:last-child").all_inner_texts()
    assert set(ids) == set(SURE)
    map_page.page.click("#table-close")
    assert tick.is_checked() and title.inner_text() == f"October 2024: {len(SURE)} relations"
    map_page.page.click("#all-time")
    assert map_page.shown()["relations"] == len(DATED)
    assert line.is_hidden() and "sure" not in map_page("graphkit.state")
    assert title.inner_text() == whole


def test_who_chooses_something_while_it_plays_goes_on_alone(open_page, bundled_page):
    map_page = open_page(bundled_page)
    play = map_page.page.locator("#play")
    play.click()
    assert play.inner_text() == "Pause"
    map_page("(text) => { graphkit.state = text; }", OCTOBER)
    map_page.page.wait_for_timeout(2500)
    assert map_page("graphkit.state") == OCTOBER and play.inner_text().startswith("Play the")
    # an actor that is chosen meanwhile has days of its own
    play.click()
    map_page("graphkit.select('JPN')")
    here = map_page("graphkit.state")
    map_page.page.wait_for_timeout(2500)
    assert map_page("graphkit.state") == here and not play.inner_text().startswith("Pause")
    # answers are walked through as long as they are those that were played
    map_page.visit(f"answers={TROOPS}")
    map_page.page.click("#answers-play")
    map_page("graphkit.showAnswers('2024-06-18-rus-prk-treaty')")
    map_page.page.wait_for_timeout(3000)
    assert map_page("graphkit.state") == "answers=2024-06-18-rus-prk-treaty"
    assert map_page.page.locator("#answers-play").inner_text() == "Play"


def test_the_filters_count_what_is_sure_apart_from_what_is_open(open_page, dated_page):
    map_page = open_page(dated_page, fragment=OCTOBER).filters()
    kinds = {kind for _, kind, *_ in DATED}
    surely = {kind: sum(one == kind and name in SURE for name, one, *_ in DATED) for kind in kinds}
    most = {kind: sum(one == kind and name in MAY for name, one, *_ in DATED) for kind in kinds}
    for kind in kinds:
        told = f"{surely[kind]}\u2013{most[kind]}" if surely[kind] < most[kind] else str(most[kind])
        assert map_page.page.locator(f'[data-count="type:{kind}"]').inner_text() == told
    note = map_page.page.locator("#span-note")
    assert note.is_visible() and "surely lies in the chosen time" in note.inner_text()
    map_page.page.click("#all-time", force=True)
    assert note.is_hidden()
    assert map_page.page.locator('[data-count="type:ACCUSE"]').inner_text() == str(
        sum(kind == "ACCUSE" for _, kind, *_ in DATED)
    )


def test_a_range_where_all_is_sure_offers_no_choice(open_page, dated_page):
    hidden = '["type:ACCUSE","type:RIVAL_OF"]'
    map_page = open_page(dated_page, fragment=f"{OCTOBER}&hide={hidden}")
    assert map_page.shown()["relations"] == 1
    assert map_page.page.locator("#sure-line").is_hidden()
    # without a range the key changes nothing
    map_page.visit("sure=1")
    assert map_page.shown()["relations"] == len(DATED)


def test_the_table_and_the_file_say_what_may_lie_outside(open_page, dated_page):
    map_page = open_page(dated_page, fragment=f"{OCTOBER}&table=relations", accept_downloads=True)
    rows = [
        (row.locator("th").inner_text(), row.locator("td").last.inner_text())
        for row in map_page.page.locator("#table tbody tr").all()
    ]
    outside = ", may lie outside the chosen time"
    assert {name for words, name in rows if words.endswith(outside)} == set(MAY) - set(SURE)
    assert (f"between October 2024 and January 2025{outside}", "rough") in rows
    assert ("30 to 31 October 2024", "days") in rows
    assert {row["id"]: row["surely_in_range"] for row in rows_of(map_page)} == {
        name: "yes" if sure else "no" for name, _, _, sure in DATED if sure is not None
    }
    map_page("graphkit.state = 'table=relations'")
    assert {row["surely_in_range"] for row in rows_of(map_page)} == {""}


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_the_words_under_the_axis_are_not_cut_off(open_page, bundled_page, width, height):
    map_page = open_page(bundled_page, fragment=OCTOBER, width=width, height=height)
    for one in ("#sure-line", "#range-words", "#time-key"):
        box = map_page.page.locator(one).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        line = f"document.querySelector('{one}').parentNode"
        assert map_page(f"{line}.scrollWidth <= {line}.clientWidth + 1")
    # each sentence begins after a gap, also where they stand on one line
    words = map_page.page.locator("#time-key").inner_text()
    assert len(re.findall(r"\.(?=\s|$)", words)) == words.count(".") >= 2
    # one look at the page is enough to see where the map ends: choosing does not move it on a wide screen
    if width > 1000:
        top = map_page.page.locator("#time").bounding_box()["y"]
        map_page.page.click("#all-time")
        assert map_page.page.locator("#time").bounding_box()["y"] == top


def test_only_the_undated_in_view_are_counted(open_page, bundled_page, affair):
    map_page = open_page(bundled_page)
    words = map_page.page.locator("#undated")
    dates = affair.relations["date"]
    assert words.inner_text() == f"{(dates == '').sum()} have no date."
    map_page("graphkit.state = 'hide=' + encodeURIComponent(JSON.stringify(['type:ALLIED_WITH']))")
    undated_left = affair.relations.query("date == '' and type != 'ALLIED_WITH'")
    assert words.inner_text() == f"{len(undated_left)} have no date."
    map_page("graphkit.state = 'hide=' + encodeURIComponent(JSON.stringify(['status:asserted', 'status:contested']))")
    assert words.count() == 0


@pytest.mark.parametrize(
    ("kind", "date", "words"),
    [
        ("ACCUSE", "2024-10/2025-01", "between October 2024 and January 2025"),
        ("ACCUSE", "2024-10/2024-11", "between October and November 2024"),
        ("ACCUSE", "2023/2024", "between 2023 and 2024"),
        ("ACCUSE", "2024-10/2024-11-03", "between October 2024 and 3 November 2024"),
        ("ACCUSE", "2024-11-16/2024-11-17", "16 to 17 November 2024"),
        ("ACCUSE", "2024-10/..", "since October 2024"),
        ("ACCUSE", "../2024-10", "by October 2024"),
        ("ACCUSE", "2024-10", "October 2024"),
        ("ALLIED_WITH", "2024-10/2025-01", "October 2024 to January 2025"),
    ],
)
def test_a_rough_period_is_no_date(open_page, write_page, kind, date, words):
    relation = Relation("one", ("AAA",), kind, "", ("BBB",), date=date)
    map_page = open_page(write_page(actors=ACTORS[:2], relations=[relation]), fragment="relation=one&table=relations")
    assert map_page.page.locator("#evidence time").inner_text() == words
    assert map_page.page.locator("#table tbody th").inner_text() == words


def test_a_roughly_dated_answer_is_pinned_to_a_bar(open_page, write_page):
    answers = {"exact": "2024-03-10", "rough": "2024-03/2024-06", "alike": "2024-03/2024-06", "open": "2024-02/.."}
    relations = [
        Relation("cause", ("AAA",), "ASSAULT", "", ("BBB",), date="2024-01-10"),
        *(Relation(n, ("BBB",), "ACCUSE", "", ("AAA",), date=d, responds_to=("cause",)) for n, d in answers.items()),
        Relation("last", ("BBB",), "ACCUSE", "", ("AAA",), date="2024-12-31"),
    ]
    map_page = open_page(write_page(actors=ACTORS[:2], relations=relations), fragment="answers=cause")
    found = map_page("""[...document.querySelectorAll('#chart .pin')].map((pin) => ({
        text: pin.querySelector('text').textContent, title: pin.querySelector('title').textContent,
        bar: pin.querySelector('.known')?.width.baseVal.value ?? 0, open: pin.classList.contains('open'),
        box: pin.getBoundingClientRect().toJSON() }))""")
    by_title = {line.partition(": ")[0].removeprefix("~ "): pin for pin in found for line in pin["title"].split("\n")}
    wide = map_page("document.getElementById('chart').clientWidth")
    # only that of 10 March has a sure place in the order
    assert by_title["●"]["bar"] == 0 and by_title["1"]["bar"] == 0
    assert by_title["1"]["title"] == "1: 10 March 2024"
    (rough,) = [pin for pin in found if "between March and June 2024" in pin["title"]]
    # dated alike, so on one bar, a third of the year long
    assert rough["title"].split("\n") == ["~ –: between March and June 2024"] * 2 and rough["text"] == "–"
    assert 0.25 * wide < rough["bar"] < 0.42 * wide
    (open_,) = [pin for pin in found if pin["open"]]
    assert open_["text"] == "–" and open_["bar"] > rough["bar"]
    # none over another
    for k, one in enumerate(found):
        for other in found[k + 1 :]:
            a, b = one["box"], other["box"]
            beside = a["right"] <= b["left"] or b["right"] <= a["left"]
            assert beside or a["bottom"] <= b["top"] or b["bottom"] <= a["top"], (one["text"], other["text"])


def test_all_answers_are_somewhere_on_the_axis(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}")
    titles = map_page.page.locator("#chart .pin title").all_text_contents()
    told = [line.removeprefix("~ ").partition(": ")[0] for title in titles for line in title.split("\n")]
    assert len(told) == len(map_page("graphkit.answers()")) + 1
    assert set(told) == {"●", "1", "2", "3", "–"} and sorted(told).count("2") == 3
    chart = map_page.page.locator("#chart").bounding_box()
    for pin in map_page.page.locator("#chart .pin").all():
        assert pin.bounding_box()["y"] + pin.bounding_box()["height"] <= chart["y"] + chart["height"] - 10


def test_a_file_says_first_that_a_thing_was_not_done(open_page, write_page):
    stances = {"done": "asserts", "idea": "considers", "wish": "proposes", "no": "denies"}
    relations = [Relation(name, ("AAA",), "AID", "", ("BBB",), mutual=name == "idea") for name in stances]
    evidence = [Evidence(name, "paper", None, None, stance) for name, stance in stances.items()]
    page = write_page(
        actors=ACTORS[:2], documents=[Document("paper", "The paper")], relations=relations, evidence=evidence
    )
    map_page = open_page(page, fragment="table=relations", accept_downloads=True)
    told = {
        "done": "gave aid to",
        "idea": "Considered, not done: gave aid to (each the other)",
        "wish": "Proposed, not done: gave aid to",
        "no": "Denied: gave aid to",
    }
    rows = {row["id"]: row for row in rows_of(map_page)}
    assert {name: row["type"] for name, row in rows.items()} == told
    assert {row["type_code"] for row in rows.values()} == {"AID"}
    assert rows["done"]["sources"] == "The paper" and "places" not in rows["done"]
    on_page = map_page.page.locator("#table tbody tr").all()
    assert {row.locator("td").last.inner_text(): row.locator("td").nth(1).inner_text() for row in on_page} == told
    map_page.page.click("#export-button")
    with map_page.page.expect_download() as waiting:
        map_page.page.click("#save-json")
    saved = json.loads(waiting.value.path().read_text("utf-8"))["relations"]
    assert {row["id"]: row["type"] for row in saved} == told and all("sources" in row for row in saved)


def test_the_filter_marks_documents_that_only_retell(open_page, bundled_page, affair):
    map_page = open_page(bundled_page)
    documents = affair.documents
    retelling = set(documents[documents["retells"] != ""]["id"])
    entries = map_page.page.locator('#legend [data-entry^="document:"]').all()
    marked = {
        entry.get_attribute("data-entry").removeprefix("document:")
        for entry in entries
        if entry.locator(".name").text_content().endswith("(retelling)")
    }
    assert marked and marked == retelling & {e.get_attribute("data-entry").removeprefix("document:") for e in entries}
    assert len(marked) < len(entries)


def test_a_mark_is_as_long_as_its_date_is_unsure_and_opens_its_relations(open_page, dated_page):
    """Days are thin, months long; what is dated more roughly is only counted in the strip, where it may fall."""
    map_page = open_page(dated_page)
    marks = map_page("""[...document.querySelectorAll('#chart .mark')].map((one) => ({
        n: +one.dataset.relations, title: one.querySelector('title').textContent,
        wide: one.querySelector('rect').width.baseVal.value }))""")
    assert sum(one["n"] for one in marks) == 5  # three days, one span of two days, one month
    (month,) = [one for one in marks if one["title"].startswith("October 2024: ")]
    assert all(one["wide"] < month["wide"] / 3 for one in marks if one is not month)
    may = map_page("[...document.querySelectorAll('#chart .may')].map((one) => one.textContent)")
    assert any(one.startswith("October 2024: ") for one in may)
    # faded what only may lie in the chosen range; links of the like too
    map_page(f"graphkit.state = '{OCTOBER}'")
    states = map_page("[...document.querySelectorAll('#chart .mark')].map((one) => one.getAttribute('class'))")
    assert sum("maybe" in one for one in states) == 1 and sum("out" in one for one in states) == 1
    assert map_page.drawn()["links"][0]["opacity"] == 1
    map_page("graphkit.state = 'since=2024-12-01&until=2024-12-31&hide=[\"type:ALLIED_WITH\"]'")
    assert map_page.drawn()["links"][0]["opacity"] == 0.4
    map_page("graphkit.state = ''")
    map_page.page.locator("#chart .mark", has_text="October 2024: ").first.click()
    assert map_page("graphkit.state") == "relation=month"


def test_the_status_as_of_a_day_is_a_second_handle_on_the_axis(open_page, write_page):
    """Contested then, acknowledged now; what nobody had told is not there: as build_network(as_of=) says."""
    documents = [Document("early", "Early", date="2024-03"), Document("late", "Late", date="2024-09-10")]
    relations = [
        Relation("troops", ("AAA",), "MOBILIZE", "", ("BBB",), date="2024-01-10"),
        Relation("later", ("BBB",), "ACCUSE", "", ("AAA",), date="2024-12-31"),
    ]
    evidence = [
        Evidence("troops", "early", None, None, "asserts", "CCC"),
        Evidence("troops", "early", None, None, "denies", "AAA", date="2024-04-02"),
        Evidence("troops", "late", None, None, "asserts", "AAA"),
        Evidence("later", "late", None, None, "asserts", "CCC", date="2025-01-02"),
    ]
    tables = {"actors": ACTORS, "documents": documents, "relations": relations, "evidence": evidence}
    map_page = open_page(write_page(**tables))
    dataset = graphkit.Dataset.from_records(name="made", title="Made", version="1", affiliations=[], **tables)
    for day in ("2024-03-15", "2024-04-02", "2024-09-09", "2024-09-10", "2024-12-30"):
        then = graphkit.build_network(dataset, as_of=day)
        wanted = {key: data["status"].capitalize() for _, _, key, data in then.edges(keys=True, data=True)}
        map_page(f"graphkit.state = 'asof={day}&table=relations'")
        rows = map_page("""[...document.querySelectorAll('#table tbody tr')].map((row) =>
            [row.lastElementChild.textContent, row.children[5].textContent])""")
        assert {key: status.replace("Disputed", "Contested") for key, status in rows} == wanted
    map_page.visit()
    handle = map_page.page.locator("#time-asof")
    assert handle.get_attribute("aria-valuetext") == "all that was ever told"
    handle.focus()
    for _ in range(5):
        map_page.page.keyboard.press("PageDown")
    assert map_page("graphkit.state") == "asof=2024-08-03"
    assert map_page.page.locator("#asof-words").inner_text() == "As told by 3 August 2024"
    assert "As it was told by 3 August 2024" in map_page.page.locator("#subtitle").inner_text()
    assert map_page.drawn()["links"][0]["denied"]
    map_page("graphkit.select('CCC')")
    map_page.page.keyboard.press("Escape")
    map_page.page.click("#all-time")
    # who denied it has said since that it is so: the ring, like the legend, is of what is or was denied
    assert map_page("graphkit.state") == "" and map_page.drawn()["links"][0]["denied"]
    map_page("graphkit.state = 'asof=2024-04-01'")
    assert not map_page.drawn()["links"][0]["denied"]


def test_a_map_of_a_narrowed_network_opens_with_the_range_that_was_asked_for(open_page, affair, tmp_path):
    whole = graphkit.build_network(affair, as_of="2024-12")
    october = graphkit.filter_network(whole, since="2024-10", until="2024-10")
    write_map(october, tmp_path / "map.html")
    map_page = open_page(tmp_path / "map.html")
    assert map_page("graphkit.state") == "since=2024-10-01&until=2024-10-31"
    title, deck = (map_page.page.locator(one).inner_text() for one in ("#title", "#subtitle"))
    assert title.startswith("October 2024: ") and " more whose date is open" in title
    assert deck.startswith("The whole map: ")
    assert "As it was told by December 2024" in deck


def test_the_axis_begins_where_nearly_all_relations_are(open_page, present_page):
    """The bundled data has a few relations from 2013 on and nearly all from 2022 on."""
    page = open_page(present_page)
    since = page(
        "[...document.querySelectorAll('#chart .may')].slice(0, 2).map((one) => one.querySelector('title').textContent)"
    )
    assert since[0].startswith("2013 to 2021: ") and since[1].startswith("January 2022")
    folded = int(page.page.locator("#unfold").inner_text().split()[0])
    assert 0 < folded < 0.03 * page.shown()["relationTotal"]


def test_unlike_spans_of_answers_are_never_one_mark(open_page, present_page):
    """However many answers there are: each mark of the axis has answers of the same days only, and all are on it."""
    page = open_page(present_page, fragment=f"answers={TROOPS}")
    titles = page.page.locator("#chart .pin title").all_text_contents()
    assert all(len({line.partition(": ")[2] for line in title.split("\n")}) == 1 for title in titles)
    assert sum(title.count("\n") + 1 for title in titles) == len(page("graphkit.answers()")) + 1
    spans = [title.split("\n")[0].partition(": ")[2] for title in titles if "\u25cf" not in title]
    assert len(spans) == len(set(spans)) > 20
    # what is only about a day has no place in the order
    assert all(title.startswith("\u2013") for title in titles if ": about" in title) and ": about" in " ".join(titles)
    # nothing else stands on the axis meanwhile
    assert page.page.locator("#chart .mark").count() == 0


def test_what_only_may_fall_outside_the_chosen_time_is_faded(open_page, present_page):
    page = open_page(present_page, fragment="since=2024-10-01&until=2024-11-30")
    lit = page("""[...document.querySelectorAll('#chart .may')].filter((one) => !one.classList.contains('out'))
        .map((one) => one.querySelector('title').textContent)""")
    assert len(lit) == 1 and lit[0].startswith("October 2024 to December 2024")


def test_the_numbers_below_the_axis_are_those_of_the_time_they_stand_at(open_page, present_page):
    """How many surely fall into a part, and how many more may: the same as when that part is chosen."""
    page = open_page(present_page, width=1440)
    undated = int(page.page.locator("#undated").inner_text().split()[0])
    parts = page("""[...document.querySelectorAll('#chart .may')].map((one) => ({ sure: +one.dataset.sure,
        may: +one.dataset.may, text: one.querySelector('text')?.textContent ?? '' }))""")
    assert len(parts) > 10
    for part in parts[:-1]:
        assert part["text"] in (f"{part['sure']}+{part['may']}", str(part["sure"]))
    most = max(range(len(parts)), key=lambda k: parts[k]["sure"])
    page.page.locator("#chart .may").nth(most).click()
    page.page.wait_for_timeout(100)
    sure, more = re.search(
        r": ([\d,]+) surely, ([\d,]+) more possibly", page.page.locator("#range-words").inner_text()
    ).groups()
    # what has no date at all may lie anywhere: it is told apart
    assert (int(sure), int(more)) == (parts[most]["sure"], parts[most]["may"] + undated)


def test_what_is_folded_up_is_counted_of_what_is_shown(open_page, present_page):
    page = open_page(present_page)
    whole = page.page.locator("#unfold").inner_text()
    page.page.click("#key-denied")
    assert page.page.locator("#unfold").inner_text() == "Unfold 2013\u201321." != whole
    page.page.click("#key-denied")
    assert page.page.locator("#unfold").inner_text() == whole


def test_the_highest_heap_says_how_high_it_is(open_page, present_page):
    page = open_page(present_page)
    heaps = page("""(() => {
        const heights = new Map();
        for (const one of document.querySelectorAll('#chart .mark')) {
          const { x, width } = one.getBBox(), n = Number(one.dataset.relations);
          for (let at = Math.round(x); at < x + width; at += 5) heights.set(at, (heights.get(at) ?? 0) + n);
        }
        return Math.max(...heights.values());
    })()""")
    assert page.page.locator("#chart .heap").text_content() == str(heaps)
