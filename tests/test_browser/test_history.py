"""The browser's Back, and what a reader does before all of the page stands or after a question."""

from __future__ import annotations

import pytest

from graphkit.model import Actor, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 664, "has_touch": True, "is_mobile": True}


def choose(map_page, code):
    """Do something and wait until it stands in the history."""
    before = map_page("history.length")
    map_page(code)
    map_page.wait(f"history.length > {before}")


def back(map_page, state):
    map_page.page.go_back()
    map_page.wait(f"graphkit.state === {state!r}")


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE], ids=["laptop", "phone"])
def test_back_leads_to_what_was_open_before(open_page, bundled_page, size):
    map_page = open_page(bundled_page, **size)
    choose(map_page, "graphkit.select('PRK')")
    choose(map_page, "graphkit.selectLink('PRK', 'RUS')")
    choose(map_page, "document.getElementById('table-button').click()")
    back(map_page, "link=PRK+RUS")
    assert not map_page.page.locator("#table").is_visible()
    back(map_page, "actor=PRK")
    back(map_page, "")
    assert map_page("[document.body.className, scrollY, location.protocol]") == ["", 0, "file:"]
    map_page.page.go_forward()
    map_page.wait("graphkit.state === 'actor=PRK'")


def test_moving_zooming_and_sliding_are_no_entries(open_page, bundled_page):
    map_page = open_page(bundled_page)
    length = map_page("history.length")
    map_page.page.mouse.move(600, 400)
    map_page.page.mouse.wheel(0, -300)
    map_page.wait("location.hash.includes('camera')")
    map_page.page.fill("#search", "Japan")
    assert map_page("history.length") == length
    map_page.page.keyboard.press("Escape")
    # a stretch of time is one entry, however long its end is moved
    map_page.page.focus("#time-since")
    for _ in range(5):
        map_page.page.keyboard.press("PageUp")
        map_page.page.wait_for_timeout(200)
    assert map_page("history.length") == length + 1


def test_back_closes_a_dialog_and_the_drawer(open_page, bundled_page):
    map_page = open_page(bundled_page, **PHONE)

    def opens(name):
        map_page(f"document.getElementById('{name}').click()")
        map_page.wait("history.state.layer === true")

    opens("more-button")
    map_page.page.go_back()
    map_page.wait("!document.getElementById('dialog').open")
    opens("legend-button")
    map_page.page.go_back()
    map_page.wait("!document.body.classList.contains('legend-open')")
    # closed otherwise, its entry is that of the next choice
    opens("more-button")
    length = map_page("history.length")
    map_page.page.keyboard.press("Escape")
    map_page("graphkit.select('JPN')")
    map_page.wait("location.hash === '#actor=JPN'")
    assert map_page("history.length") == length
    back(map_page, "")


def first(map_page, words):
    map_page.page.fill("#search", words)
    map_page.page.wait_for_timeout(100)
    return map_page.page.locator("#find li").first.inner_text()


def test_what_is_asked_comes_first(open_page, bundled_page):
    map_page = open_page(bundled_page)
    assert "What was answered to North Korea" in first(map_page, "who answered North Korea")
    assert "What Japan answered" in first(map_page, "what Japan answered")
    assert first(map_page, "Nort Korea").startswith("North Korea")
    assert "What happened: 18 October 2024" in first(map_page, "18 October 2024")
    assert "Everything between North Korea, Russia, October 2024" in first(
        map_page, "everything between North Korea and Russia in October 2024"
    )


def offers(map_page, words):
    first(map_page, words)
    words_of = "(one) => (one.querySelector('span:not([class])') ?? one).textContent"
    return map_page(f"[...document.querySelectorAll('#find li')].map({words_of})")


def test_a_day_without_a_year_is_offered_for_each_year_that_has_it(open_page, write_page):
    def accuse(name, date):
        return Relation(name, ("AAA",), "ACCUSE", "", ("BBB",), date=date, summary=f"Aaa accused it: {name}")

    dates = {"a": "2022-10-18", "b": "2024-10-18", "c": "2024-10-18", "d": "2023-10", "e": "2023-05-02", "f": "2022-04"}
    map_page = open_page(
        write_page(
            actors=[Actor(name, name.title(), "state") for name in ("AAA", "BBB")],
            relations=[accuse(name, date) for name, date in dates.items()],
        )
    )
    # of the year in which it may have been nothing is offered where it surely was in others
    assert offers(map_page, "18 October")[:2] == ["What happened: 18 October 2024", "What happened: 18 October 2022"]
    assert offers(map_page, "October 17") == ["What happened: 17 October 2023"]
    assert offers(map_page, "Bbb, 18 October")[0] == "Bbb, 18 October 2024"
    assert offers(map_page, "who was accused in May") == ["Aaa accused it: e"]
    assert offers(map_page, "1 January")[0] == "Nothing here is dated to 1 January of any year."
    assert offers(map_page, "May to October 2023")[0] == "What happened: May 2023 to October 2023"
    assert offers(map_page, "in 2022 and 2024")[:2] == ["What happened: 2022", "What happened: 2024"]
    first(map_page, "18 October")
    map_page.page.keyboard.press("ArrowDown")
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state") == "since=2022-10-18&until=2022-10-18"
    # a question after that is one of all years again
    assert offers(map_page, "between October and November 2024")[0] == "What happened: October 2024 to November 2024"
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state") == "since=2024-10-01&until=2024-11-30"


def test_that_nobody_answered_is_said_only_where_it_is_asked(open_page, sample_page):
    map_page = open_page(sample_page)
    assert first(map_page, "betaland").startswith("Betaland")
    assert first(map_page, "what Betaland answered") == "No document here says that Betaland answered anything."


def test_escape_leads_back_to_the_whole_and_a_new_question_begins_there(open_page, bundled_page):
    map_page = open_page(bundled_page)
    whole = map_page.shown()["relations"]
    first(map_page, "everything between North Korea and Russia in October 2024")
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state") == "since=2024-10-01&until=2024-10-31&among=PRK+RUS"
    first(map_page, "what Japan answered")
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state").endswith("by=JPN") and map_page.shown()["relations"] == whole
    first(map_page, "everything between North Korea and Russia")
    map_page.page.keyboard.press("Enter")
    assert map_page.shown()["relations"] < whole
    map_page.page.keyboard.press("Escape")
    assert (map_page("graphkit.state"), map_page.shown()["relations"]) == ("", whole)


def test_who_comes_back_to_the_search_at_once_keeps_the_list(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.fill("#search", "japan")
    map_page.page.evaluate("document.getElementById('search').blur()")
    map_page.page.fill("#search", "what Japan answered")
    map_page.page.wait_for_timeout(300)
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state").endswith("by=JPN")


def test_what_is_typed_before_the_page_stands_is_searched_for(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.add_init_script(
        """addEventListener('load', () => { for (const key of ['/', 'j', 'a', 'p', 'f'])
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); });"""
    )
    map_page.page.reload()
    map_page.wait("window.graphkit && graphkit.complete")
    assert map_page("[graphkit.state, document.getElementById('search').value]") == ["", "japf"]


def test_a_click_as_soon_as_the_map_is_drawn_counts_and_leaves_it_fitted(open_page, bundled_page):
    map_page = open_page(bundled_page, width=1440)
    map_page.page.add_init_script(
        """addEventListener('load', () => { const wait = setInterval(() => { if (!window.graphkit?.ready) return;
            clearInterval(wait); const { x, y } = graphkit.where('JPN'), canvas = document.querySelector('canvas');
            const box = canvas.getBoundingClientRect();
            const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true, pointerId: 1, isPrimary: true,
                pointerType: 'mouse', button: 0 };
            canvas.dispatchEvent(new PointerEvent('pointerdown', { ...at, buttons: 1 }));
            canvas.dispatchEvent(new PointerEvent('pointerup', at)); window.early = graphkit.complete; }, 1); });"""
    )
    map_page.page.reload()
    map_page.wait("window.graphkit && graphkit.complete")
    map_page.wait("graphkit.state === 'actor=JPN'")
    assert map_page("window.early") is False
    wide, high = map_page(
        "[document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]"
    )
    for node in map_page.drawn()["nodes"]:
        assert node["left"] >= 0 and node["top"] >= 0 and node["right"] <= wide and node["bottom"] <= high


def test_a_tab_counts_as_of_the_day_that_is_shown(open_page, bundled_page):
    map_page = open_page(bundled_page)
    count = "document.querySelector('#denied-button .count').textContent"
    now = int(map_page(count))
    map_page("graphkit.state = 'asof=2024-10-20'")
    then = int(map_page(count))
    assert then < now
    map_page.page.click("#denied-button")
    assert map_page.shown()["relations"] == then


def test_what_is_open_is_printed_alone(open_page, bundled_page, affair):
    map_page = open_page(bundled_page, fragment="link=PRK RUS")
    among = map_page("graphkit.shown().links.find(([a, b]) => a + b === 'PRKRUS' || a + b === 'RUSPRK')[2]")
    map_page("window.dispatchEvent(new Event('beforeprint'))")
    map_page.page.emulate_media(media="print")
    said = map_page.page.locator("#paper .left-off").inner_text()
    assert f"the {among} relations" in said and f"{len(affair.relations) - among} other relations in view" in said
    assert map_page.page.locator("#paper .map").count() == 0
    cards = map_page.page.locator("#evidence .card").count() if map_page.page.locator("#evidence").is_visible() else 0
    assert map_page.page.locator("#paper .relations tbody tr").count() + cards >= among
    map_page("window.dispatchEvent(new Event('afterprint'))")
    map_page("graphkit.state = ''")
    map_page("window.dispatchEvent(new Event('beforeprint'))")
    assert map_page.page.locator("#paper .relations tbody tr").count() == len(affair.relations)
    assert map_page.page.locator("#paper .left-off").count() == 0
