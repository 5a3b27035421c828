"""The panel of evidence and what is drawn with it: no more than the sources say, and a way back."""

from __future__ import annotations

import pytest

from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.ontology import own_type

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATES = [Actor(name, name.title(), "state") for name in ("AAA", "BBB", "CCC")]
ANN = Actor("ann", "Ann Abel", "person")


def text_of(map_page, where="#evidence"):
    return map_page.page.locator(where).inner_text()


def test_a_relation_is_drawn_as_itself_and_not_as_its_link(open_page, write_page):
    relations = [
        Relation("fact", ("AAA",), "AID", "", ("BBB",), date="2024-01-01"),
        Relation("rumour", ("BBB",), "ASSAULT", "", ("AAA",), date="2024-02-01"),
        Relation("denied", ("AAA",), "AID", "", ("BBB",), date="2024-03-01"),
    ]
    evidence = [
        Evidence("fact", "text"),
        Evidence("rumour", "text", stance="alleges"),
        Evidence("denied", "text"),
        Evidence("denied", "text", stance="denies", speaker="AAA"),
    ]
    map_page = open_page(
        write_page(actors=STATES, documents=[Document("text", "T")], relations=relations, evidence=evidence)
    )
    (link,) = map_page.drawn()["links"]
    assert link["arrowTo"] and link["arrowFrom"] and not link["dashes"]
    map_page("graphkit.state = 'relation=rumour'")
    as_drawn = ("from", "arrowTo", "arrowFrom", "tone", "dashes")
    (link,) = map_page.drawn()["links"]
    assert [link[name] for name in as_drawn] == ["AAA", False, True, "conf", True]
    map_page("graphkit.state = 'relation=fact'")
    (link,) = map_page.drawn()["links"]
    assert [link[name] for name in as_drawn] == ["AAA", True, False, "coop", False]
    # a rung of the ladder is as sure as what it stands for, and goes the way that was done
    map_page("graphkit.selectLink('AAA', 'BBB')")
    rungs = {one: map_page.page.locator(f'[data-rung="{one}"]') for one in ("fact", "rumour", "denied")}
    ways = {one: rung.locator(".beam").get_attribute("class").split()[1] for one, rung in rungs.items()}
    assert ways == {"fact": "forth", "rumour": "back", "denied": "forth"}
    soft = {one for one, rung in rungs.items() if "soft" in rung.locator(".bar").get_attribute("class")}
    assert soft == {"rumour"} and rungs["denied"].locator(".ring").count() == 1
    assert rungs["rumour"].locator(".says").inner_text().startswith("alleged")


def test_what_was_acknowledged_and_types_of_ones_own_have_their_place(open_page, write_page):
    relations = [
        Relation("troops", ("AAA",), "AID", "", ("BBB",), date="2024-10-01", summary="AAA sent troops."),
        Relation("kin", ("BBB",), "x:kinship", "", ("CCC",), True, summary="They are cousins."),
    ]
    evidence = [
        Evidence("troops", "text", stance="denies", speaker="AAA", date="2024-10-24"),
        Evidence("troops", "text", speaker="AAA", date="2025-04-26"),
        Evidence("kin", "text"),
    ]
    page = write_page(
        actors=STATES,
        documents=[Document("text", "T")],
        relations=relations,
        evidence=evidence,
        types={"x:kinship": own_type("x:kinship", {"label": "is related to", "mutual": True})},
    )
    map_page = open_page(page, fragment="relation=troops")
    assert "Acknowledged" in text_of(map_page)
    assert len(map_page.drawn()["links"]) == 2
    map_page("graphkit.state = 'relation=kin'")
    assert "is related to" in text_of(map_page)
    assert "undefined" not in map_page.page.locator("body").inner_text()


def test_the_sentence_heads_the_card_and_the_code_stands_below(open_page, sample_page):
    map_page = open_page(sample_page, fragment="relation=treaty")
    card = map_page.page.locator("#evidence .card")
    assert card.locator("> p").all_inner_texts()[1:3] == [
        "They sign a treaty.",
        "Alphaland gave political support to Betaland (each the other)",
    ]


def test_a_disputed_card_says_at_once_who_says_so_and_who_denies_it(open_page, sample_page):
    map_page = open_page(sample_page, fragment="relation=troops")
    assert "Denied by Betaland" in text_of(map_page, "#evidence .card > .denial")
    assert "Said by Ann Abel" in text_of(map_page, "#evidence .card > .saying")


def test_who_only_considers_a_claim_is_not_among_those_who_say_it(open_page, write_page):
    deed = Relation("deed", ("AAA",), "AID", "", ("BBB",), date="2024-10")
    stances = {"AAA": "denies", "BBB": "considers", "CCC": "asserts", "ann": "alleges"}
    evidence = [Evidence("deed", "text", stance=stance, speaker=one) for one, stance in stances.items()]
    page = write_page(actors=[*STATES, ANN], documents=[Document("text", "T")], relations=[deed], evidence=evidence)
    map_page = open_page(page, fragment="relation=deed")
    said = map_page.page.locator("#evidence .card > .saying").all_inner_texts()
    assert said == ["Said by Ccc", "Alleged by Ann Abel", "Only considered by Bbb"]
    rung = map_page.page.locator(".rung .says").inner_text()
    assert rung == "Ccc; alleged by Ann Abel; only considered by Bbb. Denied by Aaa"
    map_page("graphkit.state = 'table=relations'")
    assert "Ccc; Ann Abel (alleges); Bbb (considers)" in map_page.page.locator("body").inner_text()


def test_each_denier_has_an_end_of_their_own(open_page, write_page):
    deed = Relation("deed", ("AAA",), "AID", "", ("BBB",), date="2024-10")
    days = {"AAA": "2025-04-28", "ann": "2025-04-29"}
    evidence = [Evidence("deed", "text", stance="denies", speaker=one, date="2024-10-24") for one in days]
    evidence += [Evidence("deed", "text", speaker=one, date=day) for one, day in days.items()]
    page = write_page(actors=[*STATES, ANN], documents=[Document("text", "T")], relations=[deed], evidence=evidence)
    map_page = open_page(page, fragment="relation=deed")
    ends = ["Denied by Aaa (24 October 2024) until 28 April 2025", "by Ann Abel (24 October 2024) until 29 April 2025"]
    told = "; ".join(f"{one}, acknowledged since" for one in ends)
    assert text_of(map_page, "#evidence .card > .denial") == told
    map_page("graphkit.state = 'relation=deed&asof=2025-04-28'")
    told = "Denied by Ann Abel (24 October 2024); by Aaa (24 October 2024) until 28 April 2025, acknowledged since"
    assert text_of(map_page, "#evidence .card > .denial") == told


def test_a_disputed_card_tells_who_said_it_when_and_until_when_each_denied_it(open_page, write_page):
    """A day of one's own is told as it is, else the last day of the document; the earliest stands first."""
    deed = Relation("deed", ("AAA",), "AID", "", ("BBB",), date="2024-10")
    texts = [
        Document("text", "T", date="2024-11-17/2025-01-20"),
        Document("bare", "B"),
        Document("day", "D", date="2024-12-03"),
    ]
    said = [
        ("text", "ann", ""),
        ("bare", "CCC", ""),
        ("day", "DDD", ""),
        ("day", "EEE", "2024-10~"),
        ("day", "DDD", "2025-02-01"),
    ]
    evidence = [Evidence("deed", text, speaker=one, date=day) for text, one, day in said]
    for one in ("BBB", "AAA"):
        evidence += [
            Evidence("deed", "text", stance="denies", speaker=one, date="2024-10-21" if one == "BBB" else ""),
            Evidence("deed", "text", speaker=one, date="2025-04-28"),
        ]
    path = write_page(
        actors=[*STATES, ANN, Actor("DDD", "Ddd", "state"), Actor("EEE", "Eee", "state")],
        documents=texts,
        relations=[deed],
        evidence=evidence,
    )
    map_page = open_page(path, fragment="relation=deed")
    denied = (
        "Denied by Bbb (21 October 2024) and Aaa (by 20 January 2025), both until 28 April 2025, acknowledged since"
    )
    assert text_of(map_page, "#evidence .card > .denial") == denied
    names = ["Eee (about October 2024)", "Ddd (by 3 December 2024)", "Ann Abel (by 20 January 2025)"]
    told = f"Said by {', '.join([*names, 'Bbb (28 April 2025)', 'Aaa (28 April 2025)', 'Ccc'])}"
    assert text_of(map_page, "#evidence .card > .saying") == told


def test_retellings_are_folded_apart_and_not_counted(open_page, write_page):
    documents = [Document("own", "Own"), Document("again", "Again", retells=("own",))]
    relations = [Relation("deed", ("AAA",), "AID", "", ("BBB",)), Relation("echo", ("BBB",), "AID", "", ("CCC",))]
    evidence = [Evidence("deed", "own"), Evidence("deed", "again"), Evidence("echo", "again")]
    map_page = open_page(write_page(actors=STATES, documents=documents, relations=relations, evidence=evidence))
    map_page("graphkit.state = 'relation=deed'")
    assert map_page.page.locator("#evidence .sources > .evidence li").count() == 1
    folded = map_page.page.locator("#evidence .retold")
    assert folded.locator("summary").inner_text() == "1 retelling, no source of its own"
    assert not folded.locator("li").is_visible()
    folded.locator("summary").click()
    assert "Again" in folded.locator("li").inner_text()
    # where there is nothing else, they are what there is to see
    map_page("graphkit.state = 'relation=echo'")
    assert map_page.page.locator("#evidence .sources > .evidence li").is_visible()


def test_there_is_a_way_back_through_what_was_open(open_page, sample_page):
    map_page = open_page(sample_page)
    assert map_page.page.locator("#panel-back").count() == 0
    map_page.page.click("#path-button")
    map_page.page.fill("#path-from", "Ann Abel")
    map_page.page.keyboard.press("Enter")
    map_page.page.fill("#path-to", "Gammaland")
    map_page.page.keyboard.press("Enter")
    map_page.wait("document.querySelector('#path-chain') !== null")
    chain, before = text_of(map_page, "#path-chain"), map_page("graphkit.state")
    map_page.page.locator("#path-result .line-text").first.click()
    map_page.wait("document.querySelector('#evidence .card') !== null && graphkit.state.includes('relation=')")
    map_page.page.click("#panel-back")
    map_page.wait("document.querySelector('#path-chain') !== null")
    assert (text_of(map_page, "#path-chain"), map_page("graphkit.state")) == (chain, before)
    map_page.page.click("#evidence .close")
    assert map_page.page.locator("#panel-back").count() == 0


def test_a_panel_opens_at_its_top(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page("graphkit.select('PRK')")
    map_page("document.getElementById('evidence').scrollTop = 900")
    map_page("graphkit.selectLink('RUS', 'PRK')")
    assert map_page("document.getElementById('evidence').scrollTop") == 0


def test_a_link_between_states_tells_what_their_people_did(open_page, write_page):
    actors = [*STATES, Actor("minister", "The Minister", "person")]
    relations = [
        Relation("own", ("AAA",), "AID", "", ("BBB",), date="2024-01-01"),
        Relation("visit", ("minister",), "CONSULT", "visit", ("BBB",), date="2024-11-16"),
    ]
    map_page = open_page(
        write_page(actors=actors, affiliations=[Affiliation("minister", "REPRESENTS", "AAA")], relations=relations)
    )
    map_page("graphkit.selectLink('AAA', 'BBB')")
    assert "By its people and parts (1)".upper() in text_of(map_page).upper()
    assert map_page.page.locator("#evidence .card").count() == 2


def test_what_is_filtered_out_is_said_on_the_map_where_the_legend_is_away(open_page, sample_page):
    map_page = open_page(sample_page, width=390, height=844)
    assert map_page.page.locator("#filtered").count() == 0
    map_page("graphkit.state = 'hide=' + encodeURIComponent(JSON.stringify(['type:AID']))")
    note = map_page.page.locator("#filtered")
    assert note.is_visible() and "4 of 5 relations in view" in note.inner_text()
    note.locator("button").click()
    assert map_page.page.locator("#filtered").count() == 0 and map_page.shown()["relations"] == 5
    # on a wide screen the drawer is closed at first too; while it is open it says so itself
    wide = open_page(sample_page, fragment="hide=%5B%22type%3AAID%22%5D")
    assert wide.page.locator("#filtered").is_visible()
    wide.filters()
    assert not wide.page.locator("#filtered").is_visible()
    assert "4 of 5 relations in view" in wide.page.locator("#shown").inner_text()


def test_a_phone_on_its_side_and_a_tablet_have_room_for_the_map(open_page, bundled_page):
    for width, height in ((844, 390), (932, 430), (820, 1180)):
        map_page = open_page(bundled_page, width=width, height=height)
        box = map_page.page.locator("#canvas").bounding_box()
        assert box["width"] * box["height"] > 0.35 * width * height
        drawn = map_page.drawn()
        assert len(drawn["labels"]) == len(drawn["nodes"]) >= 9
        assert map_page("document.documentElement.scrollWidth") <= width


def test_a_copied_citation_says_that_it_was_copied_and_what_is_not_known(open_page, sample_page):
    map_page = open_page(sample_page, fragment="relation=ally")
    copy = map_page.page.locator("#evidence .evidence button.small").first
    copy.click()
    map_page.wait("document.querySelector('#evidence .evidence button.small').textContent === 'Copied'")
    map_page.wait("document.querySelector('#evidence .evidence button.small').textContent === 'Copy citation'")
