"""What the first picture holds: plates, their places, the headline and the links that stand out, all made by Python."""

from __future__ import annotations

import itertools
import math
import random
import statistics

import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.render import MapOptions, Step, Story
from graphkit.render._ways import find_ways, ways_over
from graphkit.render.aggregate import strongest_links
from graphkit.render.arrange import Frame, arrangements, picture_counts
from graphkit.render.headline import number_words
from graphkit.render.page import build_page, page_script, page_style
from graphkit.render.plates import brief_names, plate_size
from graphkit.render.seats import _Plates, apart, arranged

WIDE = Frame(1000, 450, (5, 5, 2, 5, 5))


def rel(name, actor, kind, recipient, date, **more):
    """A relation of one with one."""
    return Relation(name, (actor,), kind, "", (recipient,), date=date, **more)


def made(relations, actors="abcd", evidence=(), affiliations=(), **more):
    """The page of a small network of states."""
    people = [Actor(one, f"{one.upper()}land", "igo") for one in actors]
    people += [
        Actor(one.actor, f"Ann {one.actor.title()}", "person", aliases=[one.actor.title()]) for one in affiliations
    ]
    dataset = graphkit.Dataset.from_records(
        title="Made",
        actors=people,
        relations=relations,
        affiliations=list(affiliations),
        documents=[Document("d", "A text", author="Me")],
        evidence=list(evidence),
    )
    return build_page(graphkit.build_network(dataset), options=MapOptions(**more))


def said(*pairs):
    """Evidence: who says what of which relation."""
    return [Evidence(relation, "d", stance=stance, speaker=speaker) for relation, stance, speaker in pairs]


def test_a_link_never_runs_through_a_plate_where_there_is_another_way():
    star = [(0, n) for n in range(1, 12)]
    places = arrangements([(150, 46)] * 12, star, WIDE)[0]
    assert picture_counts(places, [(150, 46)] * 12, star)["through"] == 0


@pytest.mark.slow
def test_the_same_seed_gives_the_same_places_and_another_strength_moves_nobody():
    links, boxes = [(a, b) for a, b in itertools.combinations(range(9), 2) if (a + b) % 3 == 0], [(150, 46)] * 9
    assert arrangements(boxes, links, WIDE, seed=3) == arrangements(boxes, links, WIDE, seed=3)
    one = rel("one", "a", "AID", "b", "2020")
    more = [one, rel("two", "b", "AID", "c", "2020"), rel("three", "c", "AID", "d", "2020")]
    first, second = made(more), made([*more, rel("four", "a", "AID", "b", "2021")])
    assert first.seats.sides == second.seats.sides


def test_the_pair_of_the_headline_stands_side_by_side_in_the_middle():
    places = arrangements([(150, 46)] * 6, [(0, 1), (1, 2), (3, 4), (4, 5)], WIDE, pair=(1, 0))[0]
    left, right = places[1], places[0]
    assert left[1] == right[1] == 0 and left[0] < 0 < right[0]


def test_a_link_or_an_actor_more_at_the_edge_moves_few():
    """What is drawn changes by one link, then by one plate: the core stays about where it is, the rest as well."""
    names = [f"actor {n}" for n in range(14)]
    links = [(0, n) for n in range(1, 12)] + [(1, n) for n in range(2, 9)] + [(2, 3), (3, 4), (5, 6), (12, 3), (13, 4)]
    core, size = range(10), (180, 50)

    def spots(count, ends):
        return arrangements([size] * count, ends, WIDE, names=names[:count], pair=(0, 1), core=core)[0]

    base = spots(14, links)
    for count, ends in ((14, [*links, (13, 7)]), (13, [one for one in links if 13 not in one])):
        moved = [math.dist(one, other) for one, other in zip(base, spots(count, ends), strict=False)]
        assert statistics.median(moved) < 0.75 * size[0]
        assert sum(one > size[0] for one in moved) <= 5


def test_plates_of_a_made_picture_are_apart_and_few_links_are_behind_one():
    rng = random.Random(4)
    links = rng.sample(list(itertools.combinations(range(14), 2)), 28)
    places, sizes = arrangements([(200, 50)] * 14, links, WIDE, pair=links[0])[0], [(200, 50)] * 14
    faults = picture_counts(places, sizes, links)
    # on places by chance about 60 crossings, and 25 links behind plates
    assert faults["overlaps"] == 0 and faults["through"] <= 5 and faults["crossings"] <= 28
    assert all(abs(x) <= 400 and abs(y) <= 200 for x, y in places)


def test_plates_that_overlap_are_moved_apart_and_those_held_stay():
    found = apart({0: (0, 0), 1: (10, 4), 2: (500, 0)}, dict.fromkeys(range(3), (100, 30)), held=[0])
    assert found[0] == (0, 0) and found[2] == (500, 0)
    assert abs(found[1][0]) >= 100 or abs(found[1][1]) >= 30


def test_what_stands_out_for_an_actor_comes_before_what_is_only_stronger():
    # 1 to 4 among themselves: all alike; 0-5 is nearly all that 5 has, so it stands out though 3 is few
    pairs = dict.fromkeys(itertools.combinations(range(1, 5), 2), 9) | {(0, 1): 1, (0, 5): 8, (5, 6): 1, (5, 7): 1}
    kept = strongest_links(pairs, limit=8)
    assert (0, 5) in kept and len(kept) == 8


def test_a_headline_counts_what_a_source_asserts_and_no_party_to_the_act():
    relations = [
        rel("act", "a", "AID", "b", "2020-01-02", amount=3, unit="tanks"),
        rel("one", "c", "ACCUSE", "a", "2020-01-03", responds_to="act"),
        rel("two", "d", "ACCUSE", "a", "2020-01-03", responds_to="act"),
        rel("own", "b", "AID", "a", "2020-01-04", responds_to="act"),
        rel("said", "c", "AID", "b", "2020-01-04", responds_to="act"),
    ]
    evidence = said(
        ("act", "asserts", ""),
        ("act", "denies", "a"),
        ("one", "asserts", ""),
        ("two", "asserts", ""),
        ("own", "asserts", ""),
        ("said", "alleges", ""),
    )
    page = made(relations, evidence=evidence)
    assert page.headline.title == "Aland\u2019s tanks drew 2 answers from two sides, and a denial from Aland"
    assert (
        "Two more answers are only alleged, considered or proposed, or given by a party: 4 in all."
        in page.headline.deck
    )


def test_a_headline_gives_an_actor_only_what_it_gave_or_sent():
    expelled = [
        rel("act", "a", "SANCTION", "b", "2020-01-02", amount=2, unit="diplomats", summary="Aland expelled two."),
        rel("one", "c", "ACCUSE", "a", "2020-01-03", responds_to="act"),
    ]
    title = made(expelled, evidence=said(("act", "asserts", ""), ("one", "asserts", ""))).headline.title
    assert title == "Aland expelled two: 1 answer from one side"


def test_a_headline_says_of_a_denial_whose_speaker_is_not_known_and_of_answers_that_are_denied():
    act = Relation("act", ("a", "b"), "AID", "", ("c",), date="2020-01-02", amount=3, unit="tanks")
    answers = [rel(f"r{n}", "d", "ACCUSE", "a", "2020-01-03", responds_to="act") for n in range(2)]
    evidence = said(("act", "asserts", ""), ("act", "denies", ""), ("r0", "asserts", ""), ("r0", "denies", "d"))
    first = made([act, *answers], evidence=evidence).headline
    assert first.title == "Aland and Bland\u2019s tanks drew 2 answers from one side, and a denial"
    assert first.deck.endswith(" One answer is denied.")
    assert first.notes[-1]["bold"] == "\u2260 Denied"


def test_the_notes_tell_beside_what_was_answered_what_most_documents_tell():
    """Not the earliest, and not what has no day, is only claimed or is of others."""
    relations = [
        rel("early", "a", "SUPPORT", "b", "2019-01-01", summary="A greeting."),
        rel("treaty", "a", "AGREE", "b", "[2019-05-02,2019-05-03]", summary="A treaty."),
        rel("vague", "a", "AGREE", "b", "2019", summary="Vague."),
        rel("other", "c", "AGREE", "d", "2019-05-02", summary="Of others."),
        rel("act", "a", "AID", "b", "2020-01-02", summary="The tanks."),
        rel("one", "c", "ACCUSE", "a", "2020-01-03", responds_to="act"),
    ]
    told = {"early": "d", "treaty": "de", "vague": "def", "other": "def", "act": "d", "one": "d"}
    dataset = graphkit.Dataset.from_records(
        title="Made",
        actors=[Actor(one, f"{one.upper()}land", "igo") for one in "abcd"],
        relations=relations,
        documents=[Document(one, f"Text {one}", author="Me") for one in "def"],
        evidence=[Evidence(name, document) for name, documents in told.items() for document in documents],
    )
    notes = build_page(graphkit.build_network(dataset)).headline.notes
    assert [note["text"] for note in notes] == ["A treaty", "The tanks"]


def test_no_link_is_drawn_over_the_one_of_which_the_headline_speaks_where_it_can_go_around():
    names, sizes = tuple("abcdef"), ((150.0, 46.0),) * 6
    plates = _Plates(sizes=sizes, names=names, core=tuple(range(6)), held=(0, 1), notes=(("2 May 2019", "A treaty"),))
    ends = ((0, 1), (0, 2), (1, 2), (1, 3), (0, 4), (1, 5), (2, 4), (3, 5))
    places = arranged(plates, ends, WIDE)
    boxes = {one: (x - 75, y - 23, x + 75, y + 23) for one, (x, y) in enumerate(places)}
    assert ways_over(find_ways(ends, boxes, pair=frozenset((0, 1))), frozenset((0, 1))) == 0


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("The tanks", "the tanks"),
        ("A deal", "a deal"),
        ("Aland sends tanks", "Aland sends tanks"),
        ("UN members object", "UN members object"),
        ("", ""),
    ],
)
def test_the_title_of_a_step_keeps_its_capital_where_it_begins_with_a_name(title, wanted):
    relations = [
        rel("act", "a", "AID", "b", "2020-01-02", amount=3, unit="tanks"),
        rel("one", "c", "ACCUSE", "a", "2020-01-03", responds_to="act"),
    ]
    story = Story("Told", (Step(title, "A text.", {"relation": "act"}),))
    bold = made(relations, stories=(story,)).headline.notes[0]["bold"]
    assert bold == f"2 January 2020{': ' * bool(wanted)}{wanted}"


def test_without_answers_the_strongest_link_and_its_share_is_the_headline():
    relations = [rel(f"r{n}", "a", "AID", "b", "2020") for n in range(2)]
    relations += [rel(f"s{n}", "c", "AID", "bcda"[n], "2020") for n in (0, 2)]
    page = made([*relations, *[rel(f"t{n}", "d", "AID", "a", "2020") for n in range(4)]])
    # four of eight relations between different states: one in two
    assert page.headline.title == "One in two of 8 relations ran between Aland and Dland"


def test_no_pair_is_named_where_several_have_as_many():
    pairs = ["ab", "ac", "ad", "bc"]
    page = made([rel(f"r{one}{n}", one[0], "AID", one[1], "2020") for one in pairs for n in range(2)])
    assert page.headline.title == "8 relations among 4 actors: no pair stands out, all 4 have 2"
    more = [rel(f"s{one}", one[0], "AID", one[1], "2020") for one in pairs[:2]]
    page = made([*[rel(f"r{one}{n}", one[0], "AID", one[1], "2020") for one in pairs for n in range(2)], *more])
    assert page.headline.title == "10 relations among 4 actors: two pairs have most, 3 each"


@pytest.mark.slow
def test_title_and_subtitle_stand_in_place_of_the_finding():
    network = graphkit.build_network(graphkit.load_dataset())
    page = build_page(network, MapOptions(title="My own words", subtitle="And more"))
    assert page.first_words == "My own words" and "And more" in page.html()


@pytest.mark.slow
def test_the_first_view_of_the_bundled_data_is_no_hairball():
    page = build_page(graphkit.build_network(graphkit.load_dataset()))
    assert len(page.view.actors) <= 20 and len(page.view.links) <= 45 and page.rolled
    kinds = {page.data.actors[one].kind for one in page.view.actors}
    assert not kinds & {"person", "agency"}


@pytest.mark.slow
def test_members_stand_nearer_to_their_own_side_than_to_any_other():
    page = build_page(graphkit.build_network(graphkit.load_dataset()))
    own, sides = page.seats.own, page.seats.sides
    for one, at in enumerate(page.home):
        if at == one or one not in own or not page.data.tally.actors.get(one):
            continue
        # who acted before joining is a sign of its own for that time
        tops = [side for side in sides if page.home[side] == side]
        far = {side: (own[side][0] - own[one][0]) ** 2 + (own[side][1] - own[one][1]) ** 2 for side in tops}
        assert min(far, key=far.get) == at, page.data.actors[one].name


def test_short_names_are_those_that_people_use():
    korea = Actor("PRK", "North Korea", "state", aliases=["DPRK", "N. Korea"])
    actors = [
        korea,
        Actor("UN", "United Nations", "igo", aliases=["UN", "U.N."]),
        Actor("sc", "United Nations Security Council", "igo", aliases=["UNSC"]),
        Actor("kim", "Kim Jong-un", "person", aliases=["Kim"]),
        Actor("sik", "Kim Jong-sik", "person", aliases=["Kim"]),
    ]
    assert brief_names(actors, [0, 1, 1, 0, 0]) == ["N. Korea", "UN", "Security Council", "Kim Jong-un", "Kim Jong-sik"]


@pytest.mark.parametrize(("number", "words"), [(1, "one"), (12, "twelve"), (13, "13"), (1297, "1,297")])
def test_small_numbers_are_words(number, words):
    assert number_words(number) == words


def test_a_plate_has_room_for_its_name_and_for_who_stands_on_it():
    assert plate_size("Ukraine", ["Zelenskyy", "Kharkiv"], share=1)[1] == 51
    assert plate_size("Ukraine", ["Zelenskyy", "Kharkiv", "Armed Forces of Ukraine"], share=1)[0] < 240


def test_nobody_or_one_or_two_without_a_link_have_places_too():
    assert arrangements([], [], WIDE) == [[]]
    assert len(arrangements([(90, 40)], [(0, 0)], WIDE)[0]) == 1
    assert picture_counts(arrangements([(90, 40)] * 2, [], WIDE)[0], [(90, 40)] * 2, [])["overlaps"] == 0


def test_a_frame_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="7 plates do not fit into 6 places"):
        arrangements([(40, 20)] * 7, [], Frame(348, 330, (2, 2, 2)))


@pytest.mark.slow
def test_persons_count_for_their_state_until_it_is_asked_otherwise():
    tie = Affiliation("ann", "LEADS", "a")
    relations = [rel("r", "ann", "AID", "b", "2020"), rel("s", "a", "AID", "b", "2020")]

    def drawn(others=0, **more):
        page = made([*relations, *(rel(f"x{n}", "a", "AID", f"x{n}", "2020") for n in range(others))],
                    ["a", "b", *(f"x{n}" for n in range(others))], affiliations=[tie], **more)  # fmt: skip
        return {page.data.actors[one].id for one in page.view.actors}

    # a few have a sign each; of more than twenty, persons stand on that of their state
    assert drawn() == {"a", "b", "ann"}
    assert drawn(roll_up=True) == {"a", "b"} == drawn(30) & {"a", "b", "ann"}
    assert "ann" in drawn(30, roll_up=False) or len(drawn(30, roll_up=False)) == 14


def test_the_script_is_plain_ascii():
    """A notebook around it may be read in another encoding: the policy's hash must hold there too."""
    assert page_script().isascii() and page_style().isascii()


@pytest.mark.slow
def test_the_header_says_the_dates_and_the_day_that_were_asked_for(affair):
    whole = graphkit.build_network(affair, as_of="2024-12")
    october = graphkit.filter_network(whole, since="2024-10", until="2024-10")
    page = build_page(october)
    assert page.headline.deck.startswith(
        "Only October 2024. As it was told by December 2024: what was told later does not count."
    )
    assert build_page(graphkit.filter_network(whole, since="2024-10")).headline.deck.startswith(
        "Only from October 2024 on."
    )
    assert build_page(graphkit.build_network(affair)).headline.deck.startswith("Who acted on whom")


def test_what_has_neither_day_nor_title_is_told_beside_the_link_in_its_own_words():
    raid = rel("raid", "a", "ASSAULT", "b", "", summary="A raided B.")
    ban = rel("ban", "c", "SANCTION", "a", "", summary="C banned A.", responds_to=("raid",))
    page = made([raid, ban], "abc", said(("raid", "asserts", ""), ("ban", "asserts", "")))
    assert [(note["bold"], note["text"]) for note in page.headline.notes] == [("A raided B", "")]
