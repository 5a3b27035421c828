"""What helps a reader along: blocs, sources, time, search that forgives, and what is printed or sent on."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation, date_bounds
from graphkit.render import MapOptions, write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TROOPS = "2024-10-prk-troops-to-russia"


@pytest.fixture
def bloc_page(network, tmp_path):
    """The sample with two blocs; Ann Abel and the army are in none of their own."""
    path = tmp_path / "blocs.html"
    write_map(network, path, options=MapOptions(blocs={"Alphaland": "West", "BBB": "East"}))
    return path


def colours_of(map_page):
    """The colour each sign wears, from the picture that is saved, by the order of what is drawn."""
    with map_page.page.expect_download() as download:
        map_page.page.click("#export-button")
        map_page.page.click("#save-svg")
    map_page.page.keyboard.press("Escape")
    return download.value.path().read_text("utf-8")


def test_blocs_colour_the_signs_and_filter_them(open_page, bloc_page):
    map_page = open_page(bloc_page).filters()
    counts = {key: map_page.page.locator(f'[data-count="bloc:{key}"]').inner_text() for key in ("East", "West", "")}
    # the army belongs to Betaland, Ann Abel leads Alphaland; Gammaland and the Pact are in none
    assert counts == {"East": "2", "West": "2", "": "2"}
    east, west = "#4477aa", "#ee6677"
    assert east in colours_of(map_page) and west in colours_of(map_page)
    map_page.page.uncheck('[data-filter="bloc:East"]')
    assert {"BBB", "beta-army"}.isdisjoint(map_page.shown()["actors"])
    assert "West" in map_page.page.locator("#legend").inner_text()
    map_page.page.click("#reset")
    map_page.page.uncheck("#by-bloc")
    assert map_page("graphkit.state") == "colour=kind"
    assert west not in colours_of(map_page)


def test_links_that_rest_on_one_document_can_be_dotted(open_page, write_page):
    actors = [Actor(name, name, "state") for name in ("AAA", "BBB", "CCC")]
    documents = [Document("one", "One"), Document("two", "Two")]
    relations = [Relation("both", ("AAA",), "AID", "", ("BBB",)), Relation("single", ("BBB",), "AID", "", ("CCC",))]
    evidence = [Evidence("both", "one"), Evidence("both", "two"), Evidence("single", "two")]
    map_page = open_page(write_page(actors=actors, documents=documents, relations=relations, evidence=evidence))
    dotted = {("AAA", "BBB"): False, ("BBB", "CCC"): True}
    assert {(link["from"], link["to"]): link["dashes"] for link in map_page.drawn()["links"]} == dotted
    # the legend has a line for it, which is a filter
    assert map_page.page.locator("#key-single").inner_text().split() == ["One", "source", "1"]
    map_page.page.click("#key-single")
    assert map_page.shown()["relations"] == 1
    map_page.page.click("#key-single")
    map_page.filters().page.uncheck("#single")
    assert not any(link["dashes"] for link in map_page.drawn()["links"])
    assert not any(link["dashes"] for link in map_page.visit("single=0").drawn()["links"])


def test_where_all_rests_on_one_document_nothing_is_dotted(open_page, write_page):
    actors = [Actor(name, name, "state") for name in ("AAA", "BBB")]
    relation = Relation("one", ("AAA",), "AID", "", ("BBB",))
    page = write_page(
        actors=actors, documents=[Document("t", "T")], relations=[relation], evidence=[Evidence("one", "t")]
    )
    map_page = open_page(page)
    assert not map_page.drawn()["links"][0]["dashes"] and map_page.page.locator("#key-single").count() == 0


def test_a_selected_actors_links_say_what_they_are_and_how_many_documents_speak_of_them(open_page, sample_page):
    map_page = open_page(sample_page)
    assert map_page.drawn()["badges"] == []
    map_page("graphkit.select('CCC')")
    texts = [badge["text"] for badge in map_page.drawn()["badges"]]
    assert len(texts) == 3 and all(text.endswith("1 document") for text in texts)
    # it is only alleged, of two actors
    assert texts.count("alleged: gave aid to, 1 document") == 2


@pytest.mark.parametrize("size", [(1400, 860), (390, 844)])
def test_every_dated_relation_is_in_the_timeline(open_page, bundled_page, size, affair):
    map_page = open_page(bundled_page, width=size[0], height=size[1])
    found = map_page("""({ marks: [...document.querySelectorAll('#chart .mark')].map((one) => +one.dataset.relations),
        may: [...document.querySelectorAll('#chart .may')].map((one) => +one.dataset.may),
        key: document.getElementById('time-key').textContent })""")
    dates = affair.relations["date"]
    spans = [date_bounds(one) for one in dates]
    precise = [a and b and (date.fromisoformat(b) - date.fromisoformat(a)).days <= 30 for a, b in spans]
    undated = (dates == "").sum()
    assert sum(found["marks"]) == sum(map(bool, precise))
    # whatever has a longer date is counted somewhere, and nothing more often than it can be
    assert max(found["may"]) <= len(dates) - sum(map(bool, precise)) - undated <= sum(found["may"])
    assert f"{sum(found['marks'])} are sure to a day or a month" in found["key"]
    assert f"{len(dates) - sum(found['marks']) - undated} have longer dates" in found["key"]


def test_a_few_far_off_days_have_a_fold_of_their_own(open_page, write_page):
    days = ["1950-01-01", *(f"2024-03-{day:02}" for day in range(1, 29))]
    actors = [Actor("AAA", "A", "state"), Actor("BBB", "B", "state")]
    relations = [Relation(f"r{n}", ("AAA",), "ACCUSE", "", ("BBB",), date=day) for n, day in enumerate(days)]
    page = write_page(actors=actors, relations=relations)
    for width in (1400, 390):
        map_page = open_page(page, width=width)
        assert map_page.page.locator("#chart .fold").count() == 1
        ticks = map_page.page.locator("#chart .tick-text").all_text_contents()
        assert ticks[0] == "1950\u201324" and "2024" in ticks[1]
        # handles stand where they say: that of the first day at the fold's beginning, one in 1990 within it
        map_page("graphkit.state = 'since=1990-01-01'")
        box, chart = (map_page.page.locator(one).bounding_box() for one in ("#time-since", "#chart"))
        share = (box["x"] + box["width"] / 2 - chart["x"]) / chart["width"]
        assert 0.02 < share < 0.06
        assert map_page.page.locator("#time-since").get_attribute("aria-valuetext") == "1 January 1990"
        # what is folded up is counted, and one step away
        assert map_page.page.locator("#unfold").inner_text() == "1 begins in 1950\u201324: unfold."
        map_page.page.click("#unfold")
        assert map_page.page.locator("#chart .fold").count() == 0
        ticks = map_page.page.locator("#chart .tick-text").all_text_contents()
        assert ticks[0] == "1950" and ticks[-1] > "2000"
        map_page.page.click("#unfold")
        assert map_page.page.locator("#chart .fold").count() == 1


def test_the_answers_are_pinned_to_the_axis_and_play_by_themselves(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page("(id) => graphkit.showAnswers(id)", TROOPS)
    pins = map_page.page.locator("#chart .pin text")
    assert {"●", "1", "2", "3", "–"} <= set(pins.all_text_contents())
    map_page.page.click("#answers-play")
    assert map_page.drawn()["numbers"] == ["●"]  # the first answer passed within NATO
    assert pins.count() == 2 and "●" in pins.all_text_contents()
    assert map_page.page.locator("#answers-play").inner_text() == "Pause"
    map_page.wait("graphkit.state.includes('step=2')")
    map_page.page.click("#answers-play")
    state = map_page("graphkit.state")
    map_page.page.wait_for_timeout(3000)
    assert map_page("graphkit.state") == state


@pytest.mark.parametrize(
    ("asked", "name"),
    [("zelenski", "Volodymyr Zelenskyy"), ("pyongyan", "North Korea"), ("foreign minister japan", "Takeshi Iwaya")],
)
def test_search_knows_offices_and_near_spellings(open_page, bundled_page, asked, name):
    map_page = open_page(bundled_page)
    map_page.page.fill("#search", asked)
    assert map_page.page.locator("[role=option]").first.inner_text().startswith(name)


def test_a_citation_names_the_paragraph_without_the_text(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="relation=2024-06-18-rus-prk-treaty")
    cites = map_page.page.locator("#evidence cite").all_text_contents()
    # the first words of the first document, by its table of evidence
    assert any(text.endswith("paragraph 1, no address on record") for text in cites)
    assert not any("characters" in text for text in cites)


def test_a_document_with_an_address_offers_archived_copies(open_page, sample_page):
    map_page = open_page(sample_page, fragment="relation=troops")
    link = map_page.page.get_by_role("link", name="archived copies").first
    assert link.get_attribute("href") == "https://web.archive.org/web/*/https://example.org/news"


def test_a_state_lists_what_its_ministers_do(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="actor=JPN")
    # on the sign of their state they are counted with it
    told = map_page("[...document.querySelectorAll('#evidence .card')].map((card) => card.dataset.relation)")
    assert any("iwaya" in one for one in told)
    map_page.visit("actor=JPN&roll=0")
    titles = map_page.page.locator("#evidence h3").all_text_contents()
    assert any(title.startswith("By its people and parts") for title in titles)
    ids = map_page("[...document.querySelectorAll('#evidence section .card')].map((card) => card.dataset.relation)")
    assert any("iwaya" in one for one in ids)


def test_what_is_printed_is_a_sheet_of_its_own(open_page, bundled_page, affair):
    """The whole map, light, with legend, table and sources, on A4 and Letter, both ways; then the page is as before."""
    map_page = open_page(bundled_page, color_scheme="dark")
    map_page("window.dispatchEvent(new Event('beforeprint'))")
    map_page.page.emulate_media(media="print")
    for hidden in ("#tools", "#find", "#time", "#centre", "#foot"):
        assert map_page.page.locator(hidden).first.is_hidden()
    assert map_page("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()") == "#ffffff"
    # every plate and every word of the legend is in the picture, however wide the paper is
    drawn = map_page("[...document.querySelectorAll('#paper .map text')].map((one) => one.textContent)")
    assert {"North Korea", "Russia", "South Korea", "Cooperation", "Conflict", "Standing tie"} <= set(drawn)
    rows = map_page.page.locator("#paper .relations tbody tr").count()
    assert rows == len(affair.relations)
    assert map_page("getComputedStyle(document.querySelector('#paper thead')).display") == "table-header-group"
    # the first page says how much of the map is drawn, and what cannot be done on paper is not offered
    said = map_page("[...document.querySelectorAll('#paper .members, #paper .when p')].map((one) => one.textContent)")
    assert said[0] == "The whole map as drawn. 100 of 100 relations in view."
    assert "unfold" not in " ".join(said)
    sources = map_page("[...document.querySelectorAll('#paper li')].map((one) => one.textContent)")
    assert len(sources) == affair.evidence["document"].nunique()
    for width, height in ((703, 1032), (1032, 703), (725, 966), (966, 725)):
        map_page.page.set_viewport_size({"width": width, "height": height})
        assert map_page("document.documentElement.scrollWidth") <= width
        box = map_page.page.locator("#paper .map").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] <= 0.9 * height
    map_page.page.emulate_media(media="screen")
    map_page("window.dispatchEvent(new Event('afterprint'))")
    assert map_page.page.locator("#paper").count() == 0
    assert map_page("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()") == "#111418"


def test_a_page_that_is_printed_as_soon_as_it_is_drawn_prints_all_of_it(open_page, bundled_page, affair):
    map_page = open_page(bundled_page)
    map_page.page.add_init_script(
        """addEventListener('load', () => { const wait = setInterval(() => { if (!window.graphkit?.ready) return;
            clearInterval(wait); dispatchEvent(new Event('beforeprint'));
            window.early = { complete: graphkit.complete,
                rows: document.querySelectorAll('#paper .relations tbody tr').length,
                marks: document.querySelectorAll('#paper .when .mark').length > 5 }; }, 1); });"""
    )
    map_page.page.reload()
    map_page.wait("window.early && window.graphkit.complete")
    assert map_page("window.early") == {"complete": False, "rows": len(affair.relations), "marks": True}


def test_forced_colours_keep_what_is_pressed_visible(open_page, bundled_page):
    map_page = open_page(bundled_page, forced_colors="active")
    map_page.page.click("#table-button")
    style = "getComputedStyle(document.querySelector('#table-button')).outlineStyle"
    assert map_page(style) == "solid"


def test_the_first_stop_leads_to_the_map(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.keyboard.press("Tab")
    assert map_page("document.activeElement.textContent") == "Go to the map"
    map_page.page.keyboard.press("Enter")
    assert map_page("document.activeElement.id") == "canvas"


def test_a_phone_has_the_rest_behind_one_button(open_page, bundled_page):
    map_page = open_page(bundled_page, width=390, height=844, has_touch=True)
    map_page.page.tap("#more-button")
    map_page.page.get_by_role("button", name="Share").tap()
    assert "on this computer" in map_page.page.locator("#dialog").inner_text()


def test_a_path_gives_back_the_view_it_changed(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="roll=0")
    map_page.page.click("#path-button")
    for field, name in (("#path-from", "Seoul"), ("#path-to", "Pyongyang"), ("#path-via", "Beijing")):
        map_page.page.fill(field, name)
        map_page.page.keyboard.press("Enter")
    map_page.page.click("#path-find")
    assert map_page("graphkit.paths()[0]") == ["KOR", "CHN", "PRK"]
    assert map_page.page.is_checked("#roll-up")
    map_page.page.keyboard.press("Escape")
    map_page.page.keyboard.press("Escape")
    assert not map_page.page.is_checked("#roll-up")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """5,100 actors in two rings of equal size that deal with one another once; the page and its report."""
    half = 2550
    actors = [Actor(f"a{number}", f"Actor {number}", "other") for number in range(2 * half)]
    pairs = [
        (ring * half + number, ring * half + (number * step + 1) % half)
        for ring in (0, 1)
        for number in range(half)
        for step in (0, 1)
        if number != (number * step + 1) % half
    ]
    pairs.append((0, half))
    relations = [
        Relation(f"r{k}", (f"a{a}",), "ACCUSE", "", (f"a{b}",), date="2024-01-05") for k, (a, b) in enumerate(pairs)
    ]
    path = tmp_path_factory.mktemp("crowd") / "map.html"
    dataset = graphkit.Dataset.from_records(actors=actors, relations=relations)
    return path, write_map(graphkit.build_network(dataset), path)


def test_beyond_five_thousand_actors_groups_stand_for_them(open_page, crowd):
    path, report = crowd
    map_page = open_page(path)
    shown = map_page.shown()
    groups = [one for one in shown["actors"] if one.startswith("group:")]
    assert len(groups) == report.groups_shown >= 2
    assert not any(a == b for a, b, _ in shown["links"])
    assert shown["relations"] == shown["relationTotal"] == report.relations
    assert f"5,100 actors in {report.groups_shown} groups" in map_page.page.locator("#shown").text_content()
    map_page("graphkit.select('group:1')")
    panel = map_page.page.locator("#evidence")
    assert "actors who deal with one another" in panel.inner_text()
    map_page.page.click("#group-open")
    assert map_page("graphkit.state").startswith("opened=1&camera=")
    opened = [one for one in map_page.shown()["actors"] if not one.startswith("group:")]
    assert len(opened) == 40 and "group:1" in map_page.shown()["actors"]
    map_page(f"graphkit.select({opened[0]!r})")
    map_page.page.get_by_role("button", name="Close its group").click()
    assert "opened" not in map_page("graphkit.state")


def test_an_opened_group_crowds_nobody(open_page, crowd):
    map_page = open_page(crowd[0], reduced_motion="reduce")
    before = {node["id"]: node for node in map_page.drawn()["nodes"]}
    map_page("graphkit.select('group:1')")
    map_page.page.click("#group-open")
    nodes = map_page.drawn()["nodes"]
    members = [node for node in nodes if not node["id"].startswith("group:")]
    assert len(members) == 40
    gaps = [
        max(a["left"] - b["right"], b["left"] - a["right"], a["top"] - b["bottom"], b["top"] - a["bottom"])
        for i, a in enumerate(nodes)
        for b in nodes[:i]
    ]
    assert min(gaps) > 0
    # its members are what is seen now, and nobody else stands among them
    canvas = map_page.page.locator("#canvas").bounding_box()
    seen = [map_page("(id) => graphkit.where(id)", node["id"]) for node in members]
    assert all(0 < at["x"] < canvas["width"] and 0 < at["y"] < canvas["height"] for at in seen)
    box = [f(node[axis] for node in members) for axis in ("x", "y") for f in (min, max)]
    others = [node for node in nodes if node["id"].startswith("group:") and node["id"] != "group:1"]
    assert others and not any(box[0] < one["x"] < box[1] and box[2] < one["y"] < box[3] for one in others)
    map_page(f"graphkit.select({members[0]['id']!r})")
    map_page.page.get_by_role("button", name="Close its group").click()
    after = {node["id"]: node for node in map_page.drawn()["nodes"]}
    # all is where it was
    assert {key: (one["x"], one["y"]) for key, one in before.items()} == {
        key: (after[key]["x"], after[key]["y"]) for key in before
    }


def test_search_brings_one_actor_out_of_its_group(open_page, crowd):
    map_page = open_page(crowd[0])
    map_page.page.fill("#search", "Actor 1234")
    map_page.page.keyboard.press("Enter")
    assert "a1234" in map_page.shown()["actors"]
    assert map_page.page.locator("#evidence .card").count() > 0
    assert "Actor 1234" in map_page.page.locator("#evidence .card").first.inner_text()
    assert map_page.visit("actor=a1234").page.locator("#panel-title").inner_text().strip() == "Actor 1234"


def test_the_table_names_the_actors_behind_the_groups(open_page, crowd):
    map_page = open_page(crowd[0])
    map_page.page.click("#table-button")
    assert "Actor" in map_page.page.locator("#table tbody tr").first.inner_text()
    assert "more" not in map_page.page.locator("#table tbody tr").first.inner_text()
    assert map_page.page.locator("#table .quiet").first.inner_text() == f"First 1000 of {crowd[1].relations} rows"


def test_groups_can_be_left_for_the_actors_themselves(open_page, crowd):
    map_page = open_page(crowd[0])
    map_page.page.evaluate("document.getElementById('groups').click()")
    shown = map_page.shown()
    assert (
        10 < len(shown["actors"]) <= 20
        and shown["actorTotal"] == 5100
        and not any(one.startswith("group:") for one in shown["actors"])
    )
    assert map_page("graphkit.state") == "groups=0"


def test_a_filter_filters_the_answers_too_and_says_how_many(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}")
    every = [one["id"] for one in map_page("graphkit.answers()")]
    map_page.visit(f"answers={TROOPS}&since=2024-11-10")
    left = [one["id"] for one in map_page("graphkit.answers()")]
    assert "2024-10-28-rutte-warns" in every and "2024-10-28-rutte-warns" not in left
    hidden = map_page.page.locator("#answers-hidden").inner_text()
    assert hidden == f"{len(every) - len(left)} more answers are filtered out."
    assert map_page.page.locator("#evidence .answer").count() == len(left)
    assert map_page.page.locator("#sure-line").is_visible()


def test_what_was_not_done_is_not_told_as_done(open_page, write_page):
    actors = [Actor(name, name, "state") for name in ("AAA", "BBB", "CCC")]
    stances = {"cause": "asserts", "done": "asserts", "wish": "proposes", "idea": "considers"}
    relations = [
        Relation("cause", ("AAA",), "ASSAULT", "", ("BBB",), date="2024-01-10"),
        *(
            Relation(name, ("BBB",), "SANCTION", "", ("AAA",), date=day, responds_to=("cause",))
            for name, day in (("wish", "2024-01-11"), ("idea", "2024-01-12"), ("done", "2024-01-13"))
        ),
    ]
    evidence = [Evidence(name, "text", None, None, stance) for name, stance in stances.items()]
    map_page = open_page(
        write_page(actors=actors, documents=[Document("text", "T")], relations=relations, evidence=evidence)
    )
    assert "3 answers, 2 of them only proposed or considered" in map_page.page.locator("#evidence").inner_text()
    map_page("graphkit.showAnswers('cause')")
    assert [one["id"] for one in map_page("graphkit.answers()")] == ["done", "wish", "idea"]
    headings = map_page.page.locator("#evidence .answer .doing").all_text_contents()
    assert headings[0].startswith("BBB cut")
    assert headings[1].startswith("Proposed, not done: BBB")
    assert headings[2].startswith("Considered, not done: BBB")
    map_page.page.click("#table-button")
    rows = map_page.page.locator("#table tbody tr").all_text_contents()
    assert sum("Proposed, not done: " in row for row in rows) == 1


def test_the_lag_of_a_rough_date_is_a_range(open_page, write_page):
    actors = [Actor("AAA", "A", "state"), Actor("BBB", "B", "state")]
    days = {"inside": "2024-10-28", "after": "2024-11-16", "open": "2024-11-16/.."}
    relations = [Relation("cause", ("AAA",), "ACCUSE", "", ("BBB",), date="2024-10")]
    for name, day in days.items():
        relations.append(Relation(name, ("BBB",), "ACCUSE", "", ("AAA",), date=day, responds_to=("cause",)))
    map_page = open_page(write_page(actors=actors, relations=relations))
    map_page("graphkit.showAnswers('cause')")
    ids = [one["id"] for one in map_page("graphkit.answers()")]
    lags = dict(zip(ids, map_page.page.locator("#evidence .answer .lag").all_text_contents(), strict=True))
    # October has 31 days: from the 31st to 16 November are 16 days, from the 1st 46
    assert lags == {"inside": "0 to 27 days later", "after": "16 to 46 days later", "open": "16 days later or more"}


def test_a_retelling_is_shown_and_not_counted_as_a_source(open_page, write_page):
    documents = [Document("report", "Report"), Document("summary", "Summary", retells=("report",))]
    evidence = [Evidence("r", "report"), Evidence("r", "summary")]
    actors = [Actor("AAA", "A", "state"), Actor("BBB", "B", "state")]
    relations = [Relation("r", ("AAA",), "AID", "", ("BBB",))]
    map_page = open_page(write_page(actors=actors, documents=documents, relations=relations, evidence=evidence))
    assert "1 document and 1 retelling" in map_page.page.locator("#counts").inner_text()
    map_page("graphkit.select('AAA')")
    assert [badge["text"] for badge in map_page.drawn()["badges"]] == ["gave aid to, 1 document"]
    panel = map_page.page.locator("#evidence").inner_text()
    assert "Written in 1 document and 1 retelling" in panel and "no source of its own" in panel


def test_what_is_saved_as_a_table_can_be_sorted_and_cited(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.click("#export-button")
    with map_page.page.expect_download() as download:
        map_page.page.click("#save-csv")
    assert map_page.page.locator("#dialog .saved").inner_text().startswith("Saved as")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")))}
    troops = rows[TROOPS]
    assert (troops["edtf"], troops["first_day"], troops["last_day"]) == ("2024-10", "2024-10-01", "2024-10-31")
    assert "paragraph" in troops["sources"] and troops["mutual"] == "no"
    told = troops["evidence"].split(" | ")
    assert any(one.startswith("Denied by the Kremlin") and "paragraph" in one for one in told), told
    assert sum(one.startswith("Asserted by") for one in told) > 5
    assert rows["2024-kor-summons-russian-ambassador"]["answers"] == TROOPS
    # what nobody did is told so, as on the page; the code alone sorts and counts
    assert rows["proposal-china-mediates"]["type"].startswith("Proposed, not done: ")
    assert {row["type_code"] for row in rows.values() if row["type"].endswith("gave aid to")} == {"AID"}


def test_a_disputed_relation_stands_first_behind_its_link(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="link=PRK RUS")
    first = map_page.page.locator("#evidence .list .row").first
    assert "Denied by the Kremlin" in first.inner_text()
    first.click()
    assert f"relation={TROOPS}" in map_page("graphkit.state")
