"""The page on phones and in enlarged windows: what is named can be seen and touched, nothing lies over it."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONES = [(390, 664), (375, 553), (360, 560)]
ENLARGED = [(720, 450), (320, 256)]
TROOPS = "2024-10-prk-troops-to-russia"
ON_TOP = """(name) => { const one = document.querySelector(name), box = one.getBoundingClientRect();
    const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return one === found || one.contains(found); }"""


@pytest.mark.parametrize("size", [*PHONES, *ENLARGED])
@pytest.mark.parametrize("scrolled", [0, 400])
def test_nothing_lies_over_the_steps_of_a_story(open_page, bundled_page, size, scrolled):
    page = open_page(bundled_page, fragment="story=1.2", width=size[0], height=size[1])
    page(f"scrollTo(0, {scrolled})")
    page.page.wait_for_timeout(100)
    assert page(ON_TOP, "#story-back") and page(ON_TOP, "#story-next")
    page.page.click("#story-next")
    assert "story=1.3" in page("graphkit.state")


@pytest.mark.parametrize("size", [*PHONES, *ENLARGED])
@pytest.mark.parametrize("name", ["#key-conf", "#zoom button", "#play", "#time-since", "#time-until", "#foot button"])
def test_everything_can_be_scrolled_to_and_touched(open_page, bundled_page, size, name):
    """WCAG 1.4.4 and 1.4.10: at some place of the page, each thing is on the screen with nothing over it."""
    page = open_page(bundled_page, width=size[0], height=size[1])
    most = page("document.documentElement.scrollHeight")
    for top in range(0, most, 20):
        page(f"scrollTo(0, {top})")
        if page(ON_TOP, name):
            break
    else:
        raise AssertionError(f"{name} is never on top")


@pytest.mark.parametrize("fragment", ["", "actor=JPN"])
def test_the_slider_is_above_the_bar_as_the_page_opens(open_page, present_page, fragment):
    page = open_page(present_page, fragment=fragment, width=390, height=664)
    bar = page("document.getElementById('tools').getBoundingClientRect().top")
    assert page("document.querySelector('#range').getBoundingClientRect().bottom") <= bar
    assert page("scrollY") == 0


@pytest.mark.parametrize("size", PHONES)
def test_a_rung_of_the_ladder_says_on_a_phone_who_says_so(open_page, present_page, size):
    page = open_page(present_page, fragment="link=PRK+RUS", width=size[0], height=size[1])
    says = page.page.locator(f'[data-rung="{TROOPS}"] .says')
    assert says.is_visible() and "speakers" in says.inner_text() and "Denied by" in says.inner_text()
    before = "(one) => getComputedStyle(document.querySelector(one), '::before').content"
    assert page(before, f'[data-rung="{TROOPS}"] .says') == '"Who says so: "'
    box, pole = says.bounding_box(), page.page.locator(f'[data-rung="{TROOPS}"]').bounding_box()
    assert pole["x"] <= box["x"] and box["x"] + box["width"] <= pole["x"] + pole["width"] + 1


@pytest.mark.parametrize("size", PHONES)
@pytest.mark.parametrize(("table", "columns"), [("relations", 4), ("links", 5)])
def test_the_table_shows_both_sides_of_a_relation_without_moving_it(open_page, present_page, size, table, columns):
    page = open_page(present_page, fragment=f"table={table}", width=size[0], height=size[1])
    heads = page.page.locator("#table thead th")
    assert heads.nth(3).inner_text() == ("To whom" if table == "relations" else "Cooperation")
    for k in range(columns):
        box = heads.nth(k).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 1, k


@pytest.mark.parametrize("size", PHONES)
def test_the_answers_on_a_phone_can_be_read(open_page, present_page, size):
    """The plates of the foremost givers are drawn large enough to be read; the others are in the list."""
    page = open_page(present_page, fragment=f"answers={TROOPS}", width=size[0], height=size[1])
    drawn = page.drawn()
    assert min(one["height"] for one in drawn["labels"]) >= 9
    assert {"PRK", "RUS", "KOR", "USA"} <= {one["id"] for one in drawn["nodes"]}
    assert len(page("graphkit.answers()")) > 80


@pytest.mark.parametrize("size", [*PHONES, (1440, 900)])
def test_what_is_written_on_the_links_of_an_actor_is_on_the_screen(open_page, present_page, size):
    page = open_page(present_page, fragment="actor=KOR", width=size[0], height=size[1])
    page.page.wait_for_timeout(500)
    drawn, wide = page.drawn(), page("document.getElementById('canvas').clientWidth")
    one, other = drawn["nodes"][0], next(node for node in drawn["nodes"] if node["x"] != drawn["nodes"][0]["x"])
    middle = lambda node: (node["left"] + node["right"]) / 2  # noqa: E731
    scale = (middle(other) - middle(one)) / (other["x"] - one["x"])
    assert drawn["badges"]
    for badge in drawn["badges"]:
        at = middle(one) + (badge["x"] - one["x"]) * scale
        half = page(
            "(text) => { const c = document.createElement('canvas').getContext('2d'); c.font = '600 11.5px Arial';"
            " return c.measureText(text).width / 2; }",
            badge["text"],
        )
        assert at - half > -4 and at + half < wide + 4, badge["text"]


@pytest.mark.parametrize("size", [(390, 664), (1440, 900)])
def test_nothing_of_the_map_stands_beside_a_ladder_or_a_table(open_page, bundled_page, size):
    for view in ("link=PRK+RUS", "table=relations"):
        page = open_page(bundled_page, fragment=view, width=size[0], height=size[1])
        assert not page.page.locator("#zoom").is_visible() and not page.page.locator("#left-out").is_visible()


@pytest.mark.parametrize("size", [(390, 664), (1440, 900)])
def test_that_not_all_is_in_view_is_said_beside_the_map_not_on_it(open_page, bundled_page, size):
    page = open_page(bundled_page, fragment="since=2024-10-01", width=size[0], height=size[1])
    note, canvas = (page.page.locator(one).bounding_box() for one in ("#filtered", "#canvas"))
    assert note["y"] >= canvas["y"] + canvas["height"] - 1


def test_a_story_has_its_own_title_over_the_map(open_page, bundled_page):
    page = open_page(bundled_page, fragment="story=1.2")
    assert page.page.locator("h1").inner_text() == page.page.locator(".story-top strong").inner_text()
    assert page.page.locator("#subtitle").inner_text() == page.page.locator("#story h2").inner_text()
    page.page.click("#story .close")
    assert "answers from" in page.page.locator("h1").inner_text()


@pytest.mark.parametrize("size", [(390, 664), (720, 450), (1440, 900)])
def test_a_rung_of_the_ladder_says_all_of_it(open_page, present_page, size):
    page = open_page(present_page, fragment="link=PRK+RUS", width=size[0], height=size[1])
    assert (
        page.page.locator(".rung .gist")
        .first.inner_text()
        .startswith("North Korea sent at least 3,000 soldiers to Russia")
    )
    assert (
        page("[...document.querySelectorAll('.rung .gist')].some((one) => one.textContent.includes('\\u2026'))")
        is False
    )
    # it was denied once, and is marked so
    assert page.page.locator(".rung").first.locator(".ring").count() == 1


@pytest.mark.parametrize("size", [*PHONES, (1024, 768), (1440, 900)])
def test_no_line_of_the_legend_is_cut(open_page, bundled_page, size):
    """Each line of the legend is on the screen as a whole, without scrolling it sideways."""
    page = open_page(bundled_page, width=size[0], height=size[1])
    cut = page(
        "[...document.querySelectorAll('.key-entry')].filter((one) => { const { left, right } = "
        "one.getBoundingClientRect(), box = document.getElementById('keyline').getBoundingClientRect(); "
        "return left < box.left || right > box.right + 0.5 || one.scrollWidth > one.clientWidth + 1; }).length"
    )
    assert cut == 0


def test_a_note_ends_where_its_thought_does(open_page, present_page):
    notes = open_page(present_page, width=1440, height=900).drawn()["notes"]
    assert len(notes) >= 4 and not [one for one in notes if one.endswith("\u2026")]


@pytest.mark.parametrize("size", PHONES)
def test_what_is_written_on_the_links_of_a_story_can_be_told_apart(open_page, present_page, size):
    """On a phone many answers of one side are counted on each link, not listed on it: no tag lies on another."""
    page = open_page(present_page, fragment=f"answers={TROOPS}&by=JPN", width=size[0], height=size[1])
    assert len(page("graphkit.answers()")) > 8
    assert all(len(one) <= 6 for one in page.drawn()["numbers"])


def test_the_example_in_the_search_field_fits_in(open_page, present_page):
    for view in ("", "since=2024-10-01&until=2024-12-31"):
        page = open_page(present_page, fragment=view, width=1440, height=900)
        field = page.page.locator("#search")
        code = """(one) => { const c = document.createElement('canvas').getContext('2d');
            c.font = getComputedStyle(one).font; return c.measureText(one.placeholder).width + 20; }"""
        assert field.evaluate(code) <= field.bounding_box()["width"]
        assert page("""[...document.getElementById('search').placeholder].length""") > len("Find: South Korea")
        # where nothing is found three examples are offered, each of which finds something
        page.page.fill("#search", "bananas")
        tries = page.page.locator("#find .options").inner_text().partition("Try: ")[2].split("; ")
        assert len(tries) == 3
        for one in tries:
            page.page.fill("#search", one)
            first = page.page.locator("#find .options li").first.inner_text()
            assert "Nothing found" not in first and "without" not in first, one


def test_a_small_map_beside_the_ladder_leads_back(open_page, bundled_page):
    page = open_page(bundled_page, fragment="link=PRK+RUS", width=1440, height=900)
    drawn = page.shown()
    assert page.page.locator(".small-map rect").count() == len(drawn["actors"])
    assert page.page.locator(".small-map rect.own").count() == 2
    page.page.click(".small-map")
    assert page("graphkit.state") == "" and not page.page.locator("#ladder").is_visible()
    # on a phone the words alone lead back
    phone = open_page(bundled_page, fragment="link=PRK+RUS", width=390, height=664)
    assert not phone.page.locator(".small-map").is_visible()
    phone.page.click("#whole-map")
    assert phone("graphkit.state") == ""


PHONE = {"width": 390, "height": 664, "has_touch": True, "is_mobile": True}
SHEET = "document.getElementById('side').getBoundingClientRect().top / document.documentElement.clientHeight"


def sheet_up(page):
    """Whether the sheet begins where it is pulled up to."""
    return page(f"Math.abs({SHEET} - 0.42) < 0.02")


def test_on_a_phone_what_is_opened_is_seen_from_its_beginning(open_page, bundled_page):
    page = open_page(bundled_page, **PHONE)
    page("window.widest = 0; document.addEventListener('scroll', () => { widest = Math.max(widest, innerWidth); })")
    page.page.tap("#key-denied")
    assert sheet_up(page) and page.page.locator("#evidence h2").inner_text() == "Who denies what"
    page.page.evaluate("scrollBy(0, 600)")
    page.page.locator("#evidence .row").nth(3).tap()
    assert sheet_up(page) and page.page.locator("#evidence h2").inner_text() == "Evidence"
    page.page.go_back()
    page.wait("graphkit.state === 'line=denied'")
    assert sheet_up(page)
    # nothing was wider than the screen for a moment, which would have made all of it smaller
    assert page("widest") in (0, 390) and page("innerWidth") == 390
    page.page.go_back()
    page.wait("graphkit.state === ''")
    assert page("scrollY") == 0
    current = "document.querySelector('#tools .tab[aria-current=true]').id"
    assert page(current) == "map-button"


def test_on_a_phone_what_happened_in_a_time_and_a_table_are_seen_from_their_beginning(open_page, bundled_page):
    page = open_page(bundled_page, **PHONE)
    page.page.tap("#find-button")
    page.page.fill("#search", "October 2024")
    page.page.locator("#find li").first.tap()
    assert sheet_up(page) and "OCTOBER 2024" in page.page.locator("#in-time h3").inner_text().upper()
    page.page.locator(".tab", has_text="Answers").tap()
    page.page.evaluate("scrollBy(0, 600)")
    page.page.locator(".tab", has_text="Table").tap()
    assert page("scrollY") == 0 and page(ON_TOP, "#table-close")


def test_on_a_phone_the_map_is_as_large_as_what_is_seen_of_it(open_page, bundled_page):
    page = open_page(bundled_page, fragment="", **PHONE)
    high = "(() => { const all = graphkit.drawn().nodes; return Math.max(...all.map((one) => one.bottom)); })()"
    whole = page(high)
    page.page.locator(".tab", has_text="Answers").tap()
    page.page.wait_for_timeout(600)
    less = page(high)
    assert less < 0.8 * whole
    page("scrollTo(0, 0)")
    page.page.wait_for_timeout(600)
    top = page("Math.min(...graphkit.drawn().nodes.map((one) => one.top))")
    assert page(high) > 0.9 * whole and top >= 0


def test_on_a_phone_each_step_of_a_story_is_seen_from_its_beginning(open_page, bundled_page):
    page = open_page(bundled_page, fragment=f"relation={TROOPS}", **PHONE)
    page("scrollTo(0, 1200)")
    page.page.locator(".tab", has_text="Story").tap()
    assert page.page.locator("#dialog .row .count").first.inner_text().endswith(" steps")
    page.page.locator("#dialog .row").first.tap()
    assert sheet_up(page) and page("document.getElementById('story').getBoundingClientRect().top") > 250
    page("scrollBy(0, 300)")
    page.page.tap("#story-next")
    assert sheet_up(page)
    page.page.locator("#story .close").tap()
    assert page("scrollY") == 0


@pytest.mark.parametrize("opened", ["link=PRK+RUS", "relation=2024-06-18-rus-prk-treaty", "line=denied", "actor=KOR"])
def test_on_a_phone_the_whole_map_is_in_its_place_after_what_was_opened(open_page, present_page, opened):
    page = open_page(present_page, width=390, height=664)
    place = "graphkit.drawn().nodes.map(({ id, left, top }) => `${id} ${Math.round(left)} ${Math.round(top)}`).join()"
    whole = page(place)
    page.visit(opened)
    page.page.keyboard.press("Escape")
    page.wait(f"{place} === {whole!r}")


def test_what_the_reader_has_moved_stays_where_it_was_moved_to(open_page, present_page):
    page = open_page(present_page, width=1440, height=900)
    page.page.click("#zoom button")
    page.page.wait_for_timeout(500)
    moved = page("location.hash")
    page("graphkit.selectLink('PRK', 'RUS')")
    page.page.keyboard.press("Escape")
    page.page.wait_for_timeout(500)
    assert "camera=" in moved and page("location.hash") == moved


def test_each_view_that_has_a_tab_on_a_laptop_is_reached_on_a_phone(open_page, bundled_page):
    page = open_page(bundled_page)
    tabs = page("[...document.querySelectorAll('#tools .tab')].filter((one) => one.offsetWidth).map((one) => one.id)")
    assert {"map-button", "answers-button", "denied-button", "path-button", "table-button"} <= set(tabs)
    phone = open_page(bundled_page, **PHONE)
    seen = phone("[...document.querySelectorAll('#tools .tab')].filter((one) => one.offsetWidth).map((one) => one.id)")
    phone.page.tap("#more-button")
    more = phone.page.locator("#dialog .choices button").all_inner_texts()
    assert set(tabs) - set(seen) == {"denied-button", "path-button"} and more[:2] == ["Who denies what", "Path"]
    phone.page.locator("#dialog").get_by_role("button", name="Who denies what").tap()
    phone.wait("graphkit.state === 'line=denied'")
    phone.page.wait_for_timeout(500)
    assert phone(ON_TOP, "#line-all") and "Denied by" in phone.page.locator("#evidence").inner_text()


@pytest.mark.parametrize("size", [*PHONES, (1440, 900)])
def test_what_a_field_has_no_room_for_ends_in_dots_and_says_first_what_counts(open_page, present_page, size):
    page = open_page(present_page, fragment=f"answers={TROOPS}", width=size[0], height=size[1])
    assert page(
        "[...document.querySelectorAll('select')].every((one) => getComputedStyle(one).textOverflow === 'ellipsis')"
    )
    options = page.page.locator("#answers-pick option").all_inner_texts()
    counts = [int(one.split(" answer")[0]) for one in options]
    assert counts[0] == max(counts) > 50 and "Russia and North Korea signed their treaty" in options[2]


@pytest.mark.parametrize("size", PHONES[:2])
def test_the_table_of_actors_fits_on_a_phone_whole(open_page, present_page, size):
    page = open_page(present_page, fragment="table=actors", width=size[0], height=size[1])
    cells = "[...document.querySelectorAll('#table th, #table td')]"
    assert page(f"{cells}.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length") == 0
    assert page.page.locator("#table thead th").last.inner_text() == "Id"
    # no word is broken in its middle
    assert page("[...document.querySelectorAll('#table tbody th')].every((one) => one.clientHeight < 70)")
    page("graphkit.state = 'table=links'")
    page.page.wait_for_timeout(200)
    assert page("[...document.querySelectorAll('#table tbody th')].every((one) => one.clientHeight < 70)")
