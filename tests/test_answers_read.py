"""Answers as somebody reads them aloud: order, who was first, names, no ids, no verbs of the columns."""

from __future__ import annotations

import pandas as pd
import pytest

import graphkit
from graphkit import query
from graphkit.model import Actor, Document, Evidence, Relation


def made(relations, *, evidence=(), documents=(), actors=()):
    """The network of some relations; whatever has no evidence is asserted by one document."""
    named = {actor.id for actor in actors}
    ids = {one for relation in relations for one in (*relation.actor, *relation.recipient)}
    ids |= {record.speaker for record in evidence if record.speaker}
    told = {record.relation for record in evidence}
    return graphkit.build_network(
        graphkit.Dataset.from_records(
            name="made",
            actors=[*actors, *(Actor(one, one.upper(), "igo") for one in sorted(ids - named))],
            documents=[Document("paper", "The paper", publisher="Press"), *documents],
            relations=relations,
            evidence=[*evidence, *(Evidence(one.id, "paper") for one in relations if one.id not in told)],
        )
    )


def act(key, actor, recipient, date, *, kind="ACCUSE", **more):
    """One act, of which the summary is that its id happened."""
    return Relation(key, (actor,), kind, "", (recipient,), date=date, **{"summary": f"{key} happened.", **more})


def test_a_timeline_of_a_time_begins_with_what_surely_lies_in_it():
    network = made(
        [
            act("since", "a", "b", "2023/.."),
            act("rough", "a", "b", "2024-09/2024-11"),
            act("open", "a", "b", "../2024-12"),
            act("in", "a", "b", "2024-10-05"),
            act("late", "a", "b", "2024-11"),
        ]
    )
    autumn = graphkit.filter_network(network, since="2024-10", until="2024-12")
    sure, _, maybe = query.explain(autumn, query.timeline(autumn)).partition("\n\nThese may lie in that time")
    assert sure.splitlines()[0] == "2 relations surely lie in that time, 3 more may."
    assert [line.split(": ")[1][:4] for line in sure.splitlines()[2:]] == ["in h", "late"]
    assert [line.split(": ")[1][:4] for line in maybe.splitlines()[1:4]] == ["sinc", "roug", "open"]
    only = graphkit.filter_network(network, since="2024-09-15", until="2024-10-01")
    assert query.explain(only, query.timeline(only)).startswith("No relation surely lies in that time, 3 may.")
    assert "may lie" not in query.explain(network, query.timeline(network))


def test_what_has_no_known_beginning_stands_at_the_day_by_which_it_was_on_record():
    network = made(
        [act("open", "a", "b", "../2024-06"), act("early", "a", "b", "2023-01"), act("last", "a", "b", "2024-09")]
    )
    for answer in (query.timeline(network), query.unanswered(network), query.search(network, words="happened")):
        text = query.explain(network, answer)
        assert (
            text.index("early happened") < text.index("No later than June 2024: open happened") < text.index("last h")
        )


def test_who_was_first_is_who_surely_was_and_others_may_have_been():
    """B's answer began some day of a time that is older than the act: nobody can say that b was first."""
    network = made(
        [
            act("r0", "a", "b", "2024-10-10"),
            act("r1", "b", "a", "2024-06/2025-01", responds_to=("r0",)),
            act("r2", "c", "a", "2024-10-12", responds_to=("r0",)),
            act("r3", "d", "a", "2024-12-01", responds_to=("r0",)),
            act("r4", "e", "a", "../2024-10-11", responds_to=("r0",)),
        ]
    )
    found = query.responses(network)
    for text in (query.explain(network, found, width=1000), query.explain(network, found, width=1000, brief=True)):
        assert "First to answer: E, no later than 11 October 2024; B may have been earlier." in text
        assert "Last to answer: D, 1 December 2024; B may have been later." in text


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        # the bound of an open date counts: b is surely earlier than c, d surely later than c
        (
            {"b": "../2023-08-26", "c": "2025-03-04", "d": "2025-05/.."},
            "First to answer: B, no later than 26 August 2023. Last to answer: D, since May 2025.",
        ),
        # open dates that overlap all others: nobody is first
        (
            {"b": "../2025-06", "c": "2025-03-04", "d": "2025-05-02"},
            "First to answer: C, 4 March 2025; B may have been earlier. "
            "Last to answer: D, 2 May 2025; B may have been later.",
        ),
        (
            {"b": "../2025-06", "c": "../2025-07"},
            "Who answered first and who last, the dates do not say.",
        ),
        (
            {"b": "2025-03/..", "c": "2025-02-01", "d": "2025-04/.."},
            "First to answer: C, 1 February 2025. Last to answer: D, since April 2025; B may have been later.",
        ),
        (
            {"b": "../2025-03", "c": "../2025-02", "d": "2025-04-01"},
            "First to answer: C, no later than February 2025; B may have been earlier. "
            "Last to answer: D, 1 April 2025.",
        ),
        (
            {"b": "2025-03-01", "c": "2025-02-01", "d": ""},
            "First to answer: C, 1 February 2025. Last to answer: B, 1 March 2025. "
            "One more answer has no date and may be earlier or later: by D.",
        ),
    ],
)
def test_first_and_last_follow_from_the_bounds_of_open_dates_and_undated_answers_are_named(dates, told):
    answers = [act(f"r-{who}", who, "a", date, responds_to=("r0",)) for who, date in dates.items()]
    network = made([act("r0", "a", "b", "2023"), *answers])
    for brief in (False, True):
        text = query.explain(network, query.responses(network), width=1000, brief=brief)
        assert told in text


def test_answers_of_a_time_are_the_first_of_that_time():
    network = made(
        [
            act("r0", "a", "b", "2024-10-10"),
            act("r1", "b", "a", "2024-11-01", responds_to=("r0",)),
            act("r2", "c", "a", "2025-02-01", responds_to=("r0",)),
            act("r3", "d", "a", "2025-03-01", responds_to=("r0",)),
        ]
    )
    view = graphkit.filter_network(network, since="2025")
    found = query.responses(network)
    found = found[found["response_id"] != "r1"]
    network.graph["span"] = view.graph["span"]
    for brief in (False, True):
        text = query.explain(network, found, width=1000, brief=brief)
        assert "First to answer from 2025 on: C, 1 February 2025. Last to answer from 2025 on: D, 1 March 2025" in text


def test_changes_name_events_and_months_and_never_ids():
    told = [act(f"old-{number}", "a", "b", f"2022-0{number}-01", kind="CONSULT") for number in range(1, 7)]
    network = made([*told, act("new", "a", "b", "2024-05-02", kind="ASSAULT")])
    text = query.explain(network, query.changes(network, since="2023", until="2024"))
    assert "A towards B: from cooperation to conflict." in text
    assert "new happened. [1]" in text
    assert "- and 6 more, from January 2022 to June 2022" in text
    assert "old-" not in text


def test_a_document_that_nobody_signed_holds_a_claim_by_its_title_and_last():
    network = made(
        [act("x", "a", "b", "2024")],
        evidence=[
            Evidence("x", "note", stance="alleges"),
            Evidence("x", "paper", stance="asserts", speaker="c"),
            Evidence("x", "paper", stance="denies", speaker="b"),
        ],
        documents=[Document("note", "[untitled] A note on arms")],
    )
    text = query.explain(network, query.contested(network), width=1000)
    assert "Held by C; alleged by an unsigned text, “A note on arms”; denied by B." in text
    assert "(alleges)" not in text


def test_a_document_without_an_address_is_told_by_what_it_is_whose_and_of_when():
    documents = [
        Document("note", "[Untitled] A note on arms", kind="article", date="2024-11/2025-01"),
        Document("book", "A book", author="Ann", publisher="Press", date="2023"),
        Document("page", "A page", publisher="Press", url="https://a.org/x"),
    ]
    evidence = [Evidence("x", one.id, stance="asserts") for one in documents]
    text = query.explain(*asked(made([act("x", "a", "b", "2024")], evidence=evidence, documents=documents)), width=1000)
    told = "An article without a title, here called “A note on arms”. Author and publisher not named, "
    assert f"{told}between November 2024 and January 2025. No address on record." in text
    assert "A book. Ann, Press, 2023. No address on record." in text
    assert "A page. Press. https://a.org/x" in text
    text = query.explain(
        *asked(made([act("x", "a", "b", "2024")], evidence=evidence[:2], documents=documents[:2])), width=1000
    )
    assert "A book. Ann, Press, 2023." in text and "address" not in text  # where none has one it is not said of each


def asked(network):
    """A network and its timeline."""
    return network, query.timeline(network)


def test_names_take_the_article_that_one_speaks_them_with():
    actors = [
        Actor("USA", "United States", "state", aliases=("US",)),
        Actor("kremlin", "Kremlin", "agency", aliases=("the Kremlin",)),
        Actor("mod", "Ministry of Defence of Norway", "agency"),
        Actor("rest", "Norway's other trade partners", "other"),
        Actor("union", "Ann Union", "person"),
    ]
    ties = [act(f"x-{one.id}", "a", one.id, "2024", kind="AGREE") for one in actors]
    network = made(ties, actors=actors)
    text = query.explain(network, query.changes(network, since="2023", until="2025"), width=1000)
    for name in ("the United States", "the Kremlin", "the Ministry of Defence of Norway"):
        assert name in text
    assert "the Norway" not in text
    assert "the Ann" not in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a heading", r"\# a heading"),
        ("1. a list", r"1\. a list"),
        ("- a list", r"\- a list"),
        ("+ a list", r"\+ a list"),
        ("--- a rule", r"\--- a rule"),
        ("an {#id}", r"an \{\#id\}"),
        ("-5 degrees in 3.5 hours", "-5 degrees in 3.5 hours"),
    ],
)
def test_no_words_of_a_summary_become_markup(written, shown):
    network = made([act("x", "a", "b", "", summary=written), act("y", "b", "a", "2024", responds_to=("x",))])
    text = query.explain(network, query.responses(network), markdown=True)
    assert text.splitlines()[0] == f"### {shown}"


def test_a_list_of_ties_that_says_of_no_answers_is_not_a_list_of_unanswered_acts():
    frame = pd.DataFrame({"source": ["Alpha"], "target": ["Beta"], "type": ["AID"], "date": ["2024"]})
    network = graphkit.build_network(graphkit.from_pandas(frame))
    with pytest.raises(graphkit.DataError, match="fill responds_to, or ask 'graphkit responses --basis inferred'"):
        query.unanswered(network)


def test_a_profile_says_nothing_twice_and_no_verb_of_the_columns():
    network = made(
        [act("x", "ann", "b", "2024-01-02"), act("y", "c", "b", "2024-02-03")],
        evidence=[
            Evidence("x", "paper", stance="asserts", speaker="ann"),
            Evidence("y", "paper", stance="denies", speaker="ann"),
            Evidence("y", "paper", stance="asserts", speaker="c"),
        ],
        actors=[Actor("ann", "Ann", "person")],
    )
    text = query.explain(network, query.profile(network, actor="ann"), width=1000)
    assert text.count("x happened") == 1
    assert "What Ann said of other things\n3 February 2024: denied: y happened." in text
    assert "Asserts" not in text


def test_of_many_who_hold_a_claim_five_are_named_states_first_and_unsigned_texts_last():
    voices = [Evidence("x", "paper", speaker=f"p{number}") for number in range(6)]
    network = made(
        [act("x", "a", "b", "2024")],
        evidence=[*voices, Evidence("x", "paper", speaker="ZZZ"), Evidence("x", "paper", stance="denies", speaker="b")],
        actors=[
            Actor("ZZZ", "Zembla", "state"),
            *(Actor(f"p{number}", f"Person {number}", "person") for number in range(6)),
        ],
    )
    text = query.explain(network, query.contested(network), width=1000)
    assert "Held by Zembla, Person 0, Person 1, Person 2, Person 3 and 2 more; denied by B." in text


@pytest.mark.slow
def test_a_sign_of_a_strained_triangle_that_rests_on_one_act_is_told():
    acts = [
        act("ab", "a", "b", "2024", kind="AID"),
        act("bc", "b", "c", "2024", kind="AID"),
        act("ca", "c", "a", "2024"),
    ]
    network = made(acts)
    text = query.explain(network, query.balance(network), width=1000)
    assert "Signs that rest on one act alone" in text and "C and A (-3): ca happened. [1]" in text


def test_who_is_in_no_camp_for_acting_only_with_others_is_told_so():
    acts = [act("ab", "a", "b", "2024", kind="AID"), Relation("joint", ("y", "z"), "ACCUSE", "", ("a",), date="2024")]
    network = made(acts)
    answer = query.blocs(network).set_index("actor")
    assert answer.loc["y", "why"] == "acts together with others, but no act of cooperation towards or by another"


@pytest.mark.parametrize(
    ("date", "answered", "head"),
    [
        ("../2024-11-27", "2023-01-29", "No later than 29 January 2023, when it was first answered: act happened"),
        ("../2024-11-27", "2024-11-27", "No later than 27 November 2024: act happened"),
        ("../2024-11-27", "2024-12", "No later than 27 November 2024: act happened"),
        ("../2024-11-27", "", "No later than 27 November 2024: act happened"),
        ("2024-11", "2024-11-05", "November 2024: act happened"),
        ("", "2024-10", "act happened"),
    ],
)
def test_an_act_without_a_known_beginning_is_no_later_than_its_first_answer(date, answered, head):
    """A document of 27 November tells of it: that is no day on which it came on record, if it was answered before."""
    network = made([act("act", "a", "b", date), act("reply", "b", "a", answered, responds_to=("act",))])
    found = query.responses(network)
    assert query.explain(network, found, width=1000).splitlines()[0] == head
    told = query.explain(network, found, width=1000, brief=True)
    when = head.removesuffix("act happened").removesuffix(": ").replace("No later", "no later") or "without a date"
    assert told.startswith(f"Act happened ({when}).")


def test_paths_are_numbered_as_they_are_shown():
    """Of seven ways a short answer shows five: by hand, those by way of c1 and c3 have one relation a step only."""
    relations = []
    for number in range(1, 8):
        for again in range(1 if number in (1, 3) else 2):
            relations += [
                act(f"x{number}-{again}", "a", f"c{number}", "2024-01-02"),
                act(f"y{number}-{again}", f"c{number}", "b", "2024-01-03"),
            ]
    network = made(relations)
    found = query.paths(network, between=("a", "b"), indirect=True)
    lines = query.explain(network, found, width=1000, short=True).splitlines()
    heads = [line for line in lines if line.startswith("Path ")]
    assert [head.partition(",")[0] for head in heads] == [f"Path {number}" for number in range(1, 6)]
    assert heads[0].endswith("by way of C2")


def test_a_summary_says_how_many_documents_retell_others_and_how_many_nothing_rests_on():
    base = made([act("one", "a", "b", "2024-01")])
    dataset = graphkit.to_dataset(base)
    (paper, *_) = dataset.records("documents")
    network = graphkit.build_network(
        graphkit.Dataset.from_records(
            name="counted",
            actors=dataset.records("actors"),
            documents=[paper, Document("copy", "A copy", retells=(paper.id,)), Document("idle", "Listed")],
            relations=dataset.records("relations"),
            evidence=[*dataset.records("evidence"), Evidence("one", "copy")],
        )
    )
    answer = query.summary(network)
    told = answer[answer["section"] == "dataset"].set_index("item")["value"]
    assert (told["documents"], told["documents that retell others"], told["documents without relations"]) == (
        "2",
        "1",
        "1",
    )
    words = " ".join(query.explain(network, answer).split())
    assert (
        "from 2 documents (1 of which only retells others; 1 more document is listed on which no relation rests)"
        in words
    )
