"""The questions on data small enough to answer by hand, and on any data at all."""

from __future__ import annotations

import random

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import graphkit
from graphkit import model, query
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out


def made(relations, *, evidence=(), affiliations=(), documents=(), actors=()):
    """The network of some relations; whatever has no evidence is asserted by one document."""
    named = {actor.id for actor in actors}
    ids = sorted({one for relation in relations for one in (*relation.actor, *relation.recipient)} - named)
    told = {record.relation for record in evidence}
    paper = Document("paper", "The paper", publisher="Press")
    return graphkit.build_network(
        graphkit.Dataset.from_records(
            name="made",
            actors=[*actors, *(Actor(one, one.upper(), "igo") for one in ids)],
            affiliations=affiliations,
            documents=[paper, *documents],
            relations=relations,
            evidence=[*evidence, *(Evidence(one.id, "paper") for one in relations if one.id not in told)],
        )
    )


def act(key, actor, recipient, date, *, kind="ACCUSE", **more):
    sides = (tuple(actor.split()), tuple(recipient.split()))
    return Relation(key, sides[0], kind, "", sides[1], date=date, **{"summary": f"{key} happened.", **more})


#: Each question, and how it is asked here; one that needs only a network has no place in the second part.
QUESTIONS = {name: (one.function, one.columns) for name, one in query.QUESTIONS.items()} | {
    "responses": (lambda network: query.responses(network, basis="all"), model.RESPONSES_COLUMNS),
    "search": (lambda network: query.search(network, words="happened"), model.SEARCH_COLUMNS),
    "profile": (lambda network: query.profile(network, actor="a"), model.PROFILE_COLUMNS),
    "paths": (lambda network: query.paths(network, between=("a", "b"), max_steps=3), model.PATHS_COLUMNS),
    "through others": (
        lambda network: query.paths(network, between=("a", "b"), indirect=True, directed=True),
        model.PATHS_COLUMNS,
    ),
    "changes": (lambda network: query.changes(network, since="2020-01-10", until="2020-02"), model.CHANGES_COLUMNS),
    "blocs of three": (lambda network: query.blocs(network, k=3), model.BLOCS_COLUMNS),
    "louvain": (lambda network: query.blocs(network, method="louvain"), model.BLOCS_COLUMNS),
}


# --- responses ----------------------------------------------------------------------------------


@pytest.fixture
def exchange():
    """A strikes B; B answers; C comments on B's answer; D only promises to."""
    return made(
        [
            act("strike", "a", "b", "2024-03-01/2024-03-03", kind="ASSAULT"),
            act("reply", "b", "a", "2024-03-10", responds_to=("strike",)),
            act("comment", "c", "b", "2024-03", responds_to=("reply", "strike")),
            act("promise", "d", "b", "2024-04-02", kind="AID", responds_to=("strike",)),
            act("undated", "e", "a", "", responds_to=("strike",)),
        ],
        evidence=[Evidence("promise", "paper", stance="proposes")],
    )


def test_a_stated_response_is_a_row_for_each_relation_it_answers(exchange):
    answer = query.responses(exchange)
    assert list(answer[["provocation_id", "response_id"]].itertuples(index=False, name=None)) == [
        ("strike", "comment"),
        ("strike", "reply"),
        ("strike", "promise"),
        ("strike", "undated"),
        ("reply", "comment"),
    ]
    assert set(answer["basis"]) == {"stated"}
    assert set(answer["documents"]) == {"paper"}


def test_lag_is_from_the_last_possible_day_to_the_first(exchange):
    lags = query.responses(exchange).set_index(["provocation_id", "response_id"])["lag_days"]
    assert lags["strike", "reply"] == 7  # 3 to 10 March
    assert lags["strike", "comment"] == 0  # some day of March: may have overlapped
    assert lags["strike", "promise"] == 30  # 3 March to 2 April
    assert lags["strike", "undated"] is pd.NA


def test_a_response_that_is_dated_before_what_it_answers_keeps_its_negative_lag():
    network = made([act("late", "a", "b", "2024-05-10"), act("early", "b", "a", "2024-05-02")])
    network.edges["b", "a", "early"]["responds_to"] = ("late",)
    assert query.responses(network)["lag_days"].tolist() == [-8]


def test_a_claim_is_never_shown_as_a_fact(exchange):
    answer = query.responses(exchange, by="d")
    assert answer["response"].tolist() == ["[proposed] promise happened."]
    assert answer["provocation"].tolist() == ["strike happened."]


def test_an_answer_to_an_answer_is_explained(exchange):
    answer = query.responses(exchange, to="b")
    assert answer["provocation"].tolist() == ["reply happened. (in answer to: strike happened.)"]
    assert answer["responder"].tolist() == ["c"]


def test_answers_that_go_round_in_a_circle_come_to_an_end():
    network = made([act("one", "a", "b", "2024-05", responds_to=("two",)), act("two", "b", "a", "2024-05")])
    network.edges["b", "a", "two"]["responds_to"] = ("one",)
    assert query.responses(network, by="a")["provocation"].tolist() == ["two happened. (in answer to: one happened.)"]


def test_responses_by_type_of_provocation(exchange):
    assert set(query.responses(exchange, provocation_type="ASSAULT")["provocation_id"]) == {"strike"}
    assert query.responses(exchange, provocation_type="ASSAULT", to="b").empty


def test_a_provocation_that_was_filtered_out_leaves_its_id(exchange):
    answer = query.responses(graphkit.filter_network(exchange, types=["ACCUSE"]), by="b")
    assert answer["provocation_id"].tolist() == ["strike"]
    assert answer[["provoker", "provocation_type", "provocation_date", "provocation"]].iloc[0].tolist() == [""] * 4
    assert answer["lag_days"].isna().tolist() == [True]


def inferred(network, **options):
    answer = query.responses(network, basis="inferred", **options)
    return list(answer[["provocation_id", "response_id", "lag_days"]].itertuples(index=False, name=None))


def test_inferred_responses_follow_the_rule_and_its_order():
    network = made(
        [
            act("first", "a", "b", "2024-01-01/2024-01-10"),
            act("onward", "b", "e", "2024-01-12"),
            act("third-on-provoked", "c", "b", "2024-01-12"),
            act("third-on-provoker", "d", "a", "2024-01-12"),
            act("direct", "b", "a", "2024-01-12"),
            act("bystander", "c", "d", "2024-01-12"),
            act("same-side", "a", "e", "2024-01-12"),
            act("same-day", "b", "a", "2024-01-10"),
            act("too-late", "b", "a", "2024-01-25"),
        ]
    )
    found = [row for row in inferred(network) if row[0] == "first"]
    assert found == [
        ("first", "direct", 2),
        ("first", "third-on-provoker", 2),
        ("first", "third-on-provoked", 2),
        ("first", "onward", 2),
    ]
    assert ("first", "too-late", 15) in inferred(network, within_days=15)


def test_nothing_is_inferred_from_standing_ties_undated_acts_or_what_did_not_happen():
    network = made(
        [
            act("strike", "a", "b", "2024-01-01"),
            act("rivalry", "b", "a", "2024-01-02", kind="RIVAL_OF"),
            act("undated", "b", "a", ""),
            act("idea", "b", "a", "2024-01-02"),
            act("denied", "b", "a", "2024-01-02"),
            act("disputed", "b", "a", "2024-01-03"),
            act("open", "a", "b", "2024-01-01/.."),
        ],
        evidence=[
            Evidence("idea", "paper", stance="considers"),
            Evidence("denied", "paper", stance="denies"),
            Evidence("disputed", "paper", stance="alleges"),
            Evidence("disputed", "paper", stance="denies"),
        ],
    )
    assert inferred(network) == [("strike", "disputed", 2)]
    assert query.responses(network, basis="inferred")["response"].tolist() == ["[contested] disputed happened."]


def test_a_stated_pair_is_never_inferred_as_well():
    network = made(
        [
            act("strike", "a", "b", "2024-01-01"),
            act("reply", "b", "a", "2024-01-02", responds_to=("strike",)),
            act("protest", "c", "a", "2024-01-03"),
        ]
    )
    answer = query.responses(network, basis="all")
    assert list(answer[["response_id", "basis"]].itertuples(index=False, name=None)) == [
        ("reply", "stated"),
        ("protest", "inferred"),
        ("protest", "inferred"),
    ]
    assert answer["provocation_id"].tolist() == ["strike", "reply", "strike"]


def test_a_relation_of_many_parties_is_one_row():
    network = made(
        [
            act("strike", "a b", "c d", "2024-01-01"),
            act("pact", "c", "d", "2024-01-03", kind="AGREE", mutual=True),
            act("reply", "c d", "a", "2024-01-04"),
        ]
    )
    answer = query.responses(network, basis="inferred", to="a")
    assert answer[["responder", "provoker", "response_to", "response_id"]].to_numpy().tolist() == [
        ["c", "a;b", "d", "pact"],
        ["c;d", "a;b", "a", "reply"],
    ]


def test_both_sides_of_a_mutual_relation_respond():
    network = made(
        [
            act("strike", "a", "b", "2024-01-01"),
            act("pact", "c", "b", "2024-01-03", kind="AGREE", mutual=True, responds_to=("strike",)),
        ]
    )
    assert query.responses(network, by="b")["response_id"].tolist() == ["pact"]
    assert query.responses(network, by="c")["response_id"].tolist() == ["pact"]
    assert query.responses(network, by="a").empty


def test_a_minister_acts_for_the_state_unless_kept_apart():
    network = made(
        [
            act("strike", "general", "BBB", "2024-01-01"),
            act("reply", "minister", "AAA", "2024-01-02", responds_to=("strike",)),
        ],
        actors=[Actor("AAA", "Aland", "state"), Actor("BBB", "Bland", "state"), Actor("minister", "Min", "person")],
        affiliations=[Affiliation("minister", "REPRESENTS", "BBB"), Affiliation("general", "PART_OF", "AAA")],
    )
    assert query.responses(network, to="AAA")[["responder", "provoker"]].to_numpy().tolist() == [["BBB", "AAA"]]
    assert query.responses(network, to="AAA", roll_up=False).empty
    assert query.responses(network, to="general")["response_id"].tolist() == ["reply"]
    assert query.responses(network, by="Min", basis="all")["responder"].tolist() == ["BBB"]
    assert query.responses(network, by="Min", roll_up=False)["responder"].tolist() == ["minister"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"basis": "guessed"}, "basis 'guessed' is not one of stated, inferred, all"),
        ({"within_days": 0}, "within_days is 0: give 1 day or more"),
        ({"provocation_type": "SHOUT"}, "type 'SHOUT' is not one of "),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(exchange, options, words):
    with pytest.raises(ValueError, match=words):
        query.responses(exchange, **options)


def test_an_unknown_actor_is_an_error_and_no_answer_is_not(exchange):
    with pytest.raises(graphkit.UnknownActor, match="no actor 'zebra'"):
        query.responses(exchange, to="zebra")
    assert query.responses(exchange, to="e").empty


days = st.one_of(
    st.just(""),
    st.integers(1, 28).map(lambda day: f"2020-01-{day:02d}"),
    st.tuples(st.integers(1, 14), st.integers(0, 14)).map(
        lambda two: f"2020-01-{two[0]:02d}/2020-01-{two[0] + two[1]:02d}"
    ),
    st.sampled_from(["2020-01", "2020", "../2020-01-20", "2020-01-05/.."]),
)
KINDS = ["ACCUSE", "AID", "CONSULT", "ASSAULT", "ALLIED_WITH", "RIVAL_OF", "HAS_LEVERAGE_OVER", "DEPENDS_ON"]


def comes_before(date, other):
    last, first = model.date_bounds(date)[1], model.date_bounds(other)[0]
    return last is not None and first is not None and last < first


@st.composite
def records(draw):
    """Relations between up to six actors, with any dates, stances, parties and answers."""
    relations, evidence = [], []
    for number in range(draw(st.integers(0, 14))):
        sides = [tuple(draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=2, unique=True))) for _ in "12"]
        if set(sides[0]) & set(sides[1]):
            sides = [("a",), ("b",)]
        kind = draw(st.sampled_from(KINDS))
        date = draw(days)
        answers = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        answers = [one for one in answers if not comes_before(date, relations[one].date)]
        amount = draw(st.sampled_from([None, 1, 2.5])) if kind == "AID" else None
        relations.append(
            Relation(
                f"r{number}",
                sides[0],
                kind,
                "",
                sides[1],
                mutual=draw(st.booleans()),
                date=date,
                amount=amount,
                unit="tons" if amount else "",
                responds_to=tuple(f"r{one}" for one in sorted(answers)),
                summary=f"Number {number}.",
            )
        )
        stances = draw(st.lists(st.sampled_from(model.STANCES), max_size=2, unique=True))
        evidence += [Evidence(f"r{number}", "paper", stance=stance) for stance in stances]
    return relations, evidence


def drawn(relations, evidence):
    return graphkit.build_network(
        graphkit.Dataset.from_records(
            name="drawn",
            actors=[Actor(one, one.upper(), "other") for one in "abcdef"],
            documents=[Document("paper", "The paper")],
            relations=relations,
            evidence=evidence,
        )
    )


def frozen(network):
    return [dict(network.nodes(data=True)), list(network.edges(keys=True, data=True)), dict(network.graph)]


@settings(max_examples=min(40, EXAMPLES), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(), st.randoms(use_true_random=False))
def test_no_question_changes_the_network_or_depends_on_the_order_of_rows(drawn_records, chance):
    relations, evidence = drawn_records
    network = drawn(relations, evidence)
    shuffled = list(relations)
    chance.shuffle(shuffled)
    other = drawn(shuffled, evidence)
    before = repr(frozen(network))
    for name, (question, columns) in QUESTIONS.items():
        answer = question(network)
        assert tuple(answer.columns) == columns, name
        pd.testing.assert_frame_equal(answer, question(other), obj=name)
        assert query.explain(network, answer), name
    assert query.frustration(network) == query.frustration(other)
    assert repr(frozen(network)) == before


def by_hand(relations, evidence, within):
    """Inferred responses by comparing all with all, straight from the definition."""
    from graphkit.model import date_bounds, status_of

    def days_of(relation):
        return [None if day is None else pd.Timestamp(day).toordinal() for day in date_bounds(relation.date)]

    def pairs(relation):
        there = {(a, b) for a in relation.actor for b in relation.recipient}
        return there | {(b, a) for a, b in there} if relation.mutual else there

    happened = [
        one
        for one in relations
        if one.type not in KINDS[4:]
        and status_of([record for record in evidence if record.relation == one.id])
        in ("asserted", "contested", "alleged", "unsourced")
    ]
    found = set()
    for p in happened:
        for r in happened:
            last, first = days_of(p)[1], days_of(r)[0]
            if p is r or p.id in r.responds_to or last is None or first is None or not 0 < first - last <= within:
                continue
            for a, b in pairs(p):
                for c, d in pairs(r):
                    if c == b or (c != a and d in (a, b)):
                        found.add((p.id, r.id, first - last))
    return found


@pytest.mark.slow
@settings(max_examples=min(80, EXAMPLES), deadline=None)
@given(records(), st.integers(1, 20))
def test_inferred_responses_are_those_of_the_definition(drawn_records, within):
    network = drawn(*drawn_records)
    answer = query.responses(network, basis="inferred", within_days=within)
    rows = list(answer[["provocation_id", "response_id", "lag_days"]].itertuples(index=False, name=None))
    assert set(rows) == by_hand(*drawn_records, within)
    assert len(rows) == len(set(rows))
    for name in "abc":
        part = query.responses(network, basis="inferred", within_days=within, to=name)
        assert set(part["provocation_id"]) <= set(answer["provocation_id"])


# --- what happened ------------------------------------------------------------------------------


def test_the_timeline_is_in_order_and_shows_the_status(network):
    answer = query.timeline(network)
    assert answer["relation_id"].tolist() == ["treaty", "troops", "protest", "aid", "ally"]
    assert answer["status"].tolist() == ["asserted", "contested", "asserted", "alleged", "asserted"]
    assert answer.iloc[1][["since", "until", "actor"]].tolist() == ["2024-04-01", "2024-04-03", "beta-army"]
    assert query.timeline(network, actor="Ann Abel")["relation_id"].tolist() == ["protest"]


def test_a_person_is_found_as_its_state_once_rolled_up(network):
    rolled = graphkit.roll_up(network)
    assert query.timeline(rolled, actor="beta-army")["relation_id"].tolist() == ["treaty", "troops", "protest"]


def test_contested_shows_both_sides(network):
    answer = query.contested(network)
    assert answer[["relation_id", "asserted_by", "denied_by"]].to_numpy().tolist() == [["troops", "ann-abel", "BBB"]]
    assert query.contested(network, actor="Betaland")["relation_id"].tolist() == ["troops"]
    assert query.contested(network, actor="pact").empty


def test_who_only_alleges_is_marked_and_a_document_speaks_for_its_author():
    network = made(
        [act("claim", "a", "b", "2024")],
        evidence=[
            Evidence("claim", "report", stance="alleges"),
            Evidence("claim", "paper", stance="denies"),
            Evidence("claim", "paper", stance="asserts", speaker="a"),
        ],
        documents=[Document("report", "Report", author="X; Y")],
    )
    row = query.contested(network).iloc[0]
    assert row[["asserted_by", "denied_by", "documents"]].tolist() == ["a;X, Y (alleges)", "Press", "paper;report"]


def test_profile_has_identity_places_acts_and_statements(network):
    answer = query.profile(network, actor="President Abel")
    assert answer["section"].tolist() == ["actor"] * 4 + ["affiliation"] * 2 + ["act", "statement"]
    assert answer["value"].tolist()[:4] == ["ann-abel", "Ann Abel", "person", "President Abel"]
    assert answer[answer["section"] == "statement"]["relation_id"].tolist() == ["troops"]
    others = query.profile(network, actor="CCC")
    assert others[others["section"] == "act by others"]["relation_id"].tolist() == ["troops", "aid"]
    assert others[others["section"] == "standing tie"]["relation_id"].tolist() == ["ally"]
    assert "[contested]" in others[others["relation_id"] == "troops"]["value"].iloc[0]


# --- paths --------------------------------------------------------------------------------------


@pytest.fixture
def roads():
    """A ring a-b-c-d-a with a chord that is only proposed, a detour by e, and f alone."""
    return made(
        [
            act("ab", "a", "b", "2024-01-01"),
            act("cb", "c", "b", "2024-02-01"),
            act("cd", "c", "d", "2024-03-01"),
            act("da", "d", "a", "2024-04-01"),
            act("ac", "a", "c", "2024-05-01"),
            act("be", "b", "e", "2024-06-01"),
            act("ec", "e", "c", "2024-06-01", kind="AGREE", mutual=True),
        ],
        evidence=[Evidence("ac", "paper", stance="proposes")],
        actors=[Actor("f", "F", "other")],
    )


def routes(answer):
    return {path: rows["relation_id"].tolist() for path, rows in answer.groupby("path")}


def test_paths_are_all_the_shortest_in_order_of_names(roads):
    answer = query.paths(roads, between=("A", "C"))
    assert routes(answer) == {1: ["ab", "cb"], 2: ["da", "cd"]}
    assert answer[["actor", "recipient"]].iloc[1].tolist() == ["c", "b"]


def test_paths_follow_the_direction_when_asked_to(roads):
    assert routes(query.paths(roads, between=("a", "c"), directed=True)) == {1: ["ab", "be", "ec"]}
    assert query.paths(roads, between=("b", "a"), directed=True, avoiding=["e"]).empty
    assert routes(query.paths(roads, between=("c", "a"), directed=True)) == {1: ["cd", "da"]}


def test_what_is_only_proposed_connects_nobody_unless_asked_for(roads):
    assert routes(query.paths(roads, between=("a", "c"), statuses=("asserted", "proposed"))) == {1: ["ac"]}
    answer = query.paths(roads, between=("a", "c"), statuses=("proposed",))
    assert answer["summary"].tolist() == ["[proposed] ac happened."]


def test_all_simple_paths_the_shortest_first(roads):
    answer = query.paths(roads, between=("a", "c"), max_steps=3)
    assert routes(answer) == {1: ["ab", "cb"], 2: ["da", "cd"], 3: ["ab", "be", "ec"]}
    assert query.paths(roads, between=("a", "c"), max_steps=1).empty


def test_paths_through_and_avoiding(roads):
    assert routes(query.paths(roads, between=("a", "c"), through=["e"])) == {1: ["ab", "be", "ec"]}
    assert routes(query.paths(roads, between=("a", "c"), avoiding=["b"])) == {1: ["da", "cd"]}
    assert query.paths(roads, between=("a", "c"), avoiding=["b", "d"]).empty
    assert query.paths(roads, between=("a", "c"), through=["f"]).empty


def test_no_path_and_no_such_actor_are_two_answers(roads):
    assert tuple(query.paths(roads, between=("a", "f")).columns) == model.PATHS_COLUMNS
    assert query.paths(roads, between=("a", "f")).empty
    with pytest.raises(graphkit.UnknownActor):
        query.paths(roads, between=("a", "nobody"))
    with pytest.raises(ValueError, match="both ends of the path are a"):
        query.paths(roads, between=("a", "A"))
    with pytest.raises(ValueError, match="max_steps is 0"):
        query.paths(roads, between=("a", "b"), max_steps=0)
    with pytest.raises(ValueError, match="status 'likely' is not one of"):
        query.paths(roads, between=("a", "b"), statuses=["likely"])


def test_paths_through_somebody_else_leave_out_the_direct_tie(roads):
    assert routes(query.paths(roads, between=("a", "b"))) == {1: ["ab"]}
    assert routes(query.paths(roads, between=("a", "b"), indirect=True)) == {1: ["da", "cd", "cb"]}
    longer = query.paths(roads, between=("a", "b"), indirect=True, max_steps=4)
    assert routes(longer) == {1: ["da", "cd", "cb"], 2: ["da", "cd", "ec", "be"]}
    assert query.paths(roads, between=("a", "b"), indirect=True, directed=True).empty
    assert query.paths(roads, between=("a", "b"), indirect=True, max_steps=2).empty


def test_a_direct_path_says_how_to_see_the_others(roads):
    direct = query.explain(roads, query.paths(roads, between=("a", "b")))
    assert "To see through whom else: --indirect" in direct
    others = query.explain(roads, query.paths(roads, between=("a", "c")))
    assert "--indirect" not in others
    assert "Path 1, 2 steps by way of B\nStep 1, A and B:\n- 1 January 2024: ab happened." in others
    assert "Path 2, 2 steps by way of D\n" in others


def test_a_way_round_says_that_what_is_direct_is_only_proposed(roads):
    round_about = query.paths(roads, between=("a", "c"))
    assert round_about.attrs["untaken"] == ["ac"]
    said = " ".join(query.explain(roads, round_about).split())
    assert "Directly between the two: 1 relation, only expected, considered, proposed or denied." in said
    for options in ({"indirect": True}, {"statuses": ("asserted", "proposed")}):
        assert query.paths(roads, between=("a", "c"), **options).attrs["untaken"] == []
    assert query.paths(roads, between=("a", "b")).attrs["untaken"] == []
    nowhere = query.paths(roads, between=("a", "c"), avoiding=["b", "d"])
    assert nowhere.empty and nowhere.attrs["untaken"] == ["ac"]


@pytest.mark.slow
@pytest.mark.parametrize("directed", [True, False])
def test_shortest_and_simple_paths_agree_with_networkx(directed):
    chance = random.Random(7)
    for _ in range(15):
        pairs = {tuple(chance.sample("abcdefgh", 2)) for _ in range(chance.randint(4, 16))}
        network = made([act(f"{a}{b}", a, b, "2024") for a, b in sorted(pairs)], actors=[Actor("x", "X", "other")])
        bare = (nx.DiGraph if directed else nx.Graph)(sorted(pairs))
        bare.add_nodes_from("abcdefghx")
        for a, b in (("a", "b"), ("c", "h"), ("a", "x")):
            if a not in network or b not in network:
                continue
            theirs = [*nx.all_simple_paths(bare, a, b, cutoff=4)]
            ours = query.paths(network, between=(a, b), max_steps=4, directed=directed)
            assert ours["path"].nunique() == len(theirs)
            short = query.paths(network, between=(a, b), directed=directed)
            expected = [*nx.all_shortest_paths(bare, a, b)] if nx.has_path(bare, a, b) else []
            assert short["path"].nunique() == len(expected)
            assert set(short["step"]) == set(range(1, len(expected[0]) if expected else 1))


# --- changes ------------------------------------------------------------------------------------


def test_changes_between_two_dates():
    network = made(
        [
            act("old-friends", "a", "b", "2024-01-05", kind="AID"),
            act("now-foes", "a", "b", "2024-02-05", kind="ASSAULT"),
            act("new", "c", "d", "2024-02-07", kind="CONSULT"),
            act("ended", "e", "f", "2023-01-01/2024-02-01", kind="ALLIED_WITH", mutual=True),
            act("holds", "a", "f", "2023-01-01/..", kind="ALLIED_WITH"),
            act("over", "b", "c", "2024-01-05"),
            act("idea", "b", "d", "2024-02-07"),
        ],
        evidence=[Evidence("idea", "paper", stance="expects")],
    )
    answer = query.changes(network, since="2024-01", until="2024-02")
    assert answer.to_numpy().tolist() == [
        ["a", "b", "cooperation", "conflict", "turned to conflict", "now-foes;old-friends"],
        ["c", "d", "", "cooperation", "appeared", "new"],
        ["e", "f", "cooperation", "", "ended", "ended"],
    ]


def test_an_act_that_is_over_turns_nothing():
    network = made(
        [
            act("allies", "a", "b", "", kind="ALLIED_WITH"),
            act("strike", "a", "b", "2024-01-05", kind="ASSAULT"),
            act("strike-again", "a", "b", "2024-01-06", kind="ASSAULT"),
            act("rivals", "c", "d", "", kind="RIVAL_OF"),
            act("aid", "c", "d", "2024-01-05", kind="AID"),
        ]
    )
    assert query.changes(network, since="2024-01", until="2024-02").empty


def test_leverage_is_neither_cooperation_nor_conflict():
    network = made(
        [
            act("lever", "a", "b", "", kind="HAS_LEVERAGE_OVER"),
            act("refusal", "a", "b", "2024-02-05", kind="REJECT"),
            act("new-lever", "c", "d", "2024-02-05/..", kind="HAS_LEVERAGE_OVER"),
            act("held", "e", "f", "", kind="DEPENDS_ON"),
            act("aid", "e", "f", "2024-01-05", kind="AID"),
        ]
    )
    assert query.changes(network, since="2024-01", until="2024-02").to_numpy().tolist() == [
        ["a", "b", "", "disagreement", "appeared", "refusal"],
        ["c", "d", "", "neutral", "appeared", "new-lever"],
    ]


def test_what_may_have_been_on_either_side_is_on_neither():
    network = made(
        [
            act("some-day", "a", "b", "2024"),
            act("by-then", "a", "b", "../2024-11"),
            act("pact", "a", "b", "2024-06-18", kind="AGREE"),
            act("since-june", "c", "d", "2024-06/.."),
        ]
    )
    answer = query.changes(network, since="2024-05", until="2024-10")
    assert answer.to_numpy().tolist() == [
        ["a", "b", "", "cooperation", "appeared", "pact"],
        ["c", "d", "", "disagreement", "appeared", "since-june"],
    ]
    later = query.changes(network, since="2024-12", until="2025-12")
    assert later.empty


def test_changes_between_two_networks():
    older = made([act("x", "a", "b", "2024", kind="ASSAULT"), act("gone", "c", "a", "2024")])
    newer = made([act("y", "a", "b", "2024", kind="AID"), act("came", "b", "c", "2024")])
    answer = query.changes(newer, earlier=older)
    assert answer["change"].tolist() == ["turned to cooperation", "appeared", "ended"]
    assert answer["relation_ids"].tolist() == ["x;y", "came", "gone"]
    assert query.changes(newer, earlier=newer).empty
    more = made(
        [act("y", "a", "b", "2024", kind="AID"), act("z", "a", "b", "2025", kind="AID"), act("came", "b", "c", "2024")]
    )
    assert query.changes(more, earlier=newer).to_numpy().tolist() == [
        ["a", "b", "cooperation", "cooperation", "relations added", "z"]
    ]
    assert query.changes(newer, earlier=more)["change"].tolist() == ["relations withdrawn"]
    doubted = made(
        [act("y", "a", "b", "2024", kind="AID"), act("came", "b", "c", "2024")],
        evidence=[Evidence("y", "paper"), Evidence("y", "paper", stance="denies", speaker="b")],
    )
    assert query.changes(doubted, earlier=newer).to_numpy().tolist() == [
        ["a", "b", "asserted", "contested", "status changed", "y"]
    ]
    both = made(
        [
            act("y", "a", "b", "2024-05", kind="AID"),
            act("z", "a", "b", "2025", kind="AID"),
            act("came", "b", "c", "2024"),
        ],
        evidence=[Evidence("y", "paper"), Evidence("y", "paper", stance="denies", speaker="b")],
    )
    assert query.changes(both, earlier=newer).to_numpy().tolist() == [
        ["a", "b", "cooperation", "cooperation", "relations added and edited; asserted is now contested", "z;y"]
    ]
    mended = made([act("y", "a", "b", "2024", kind="ASSAULT"), act("came", "b", "c", "2024")])
    assert query.changes(mended, earlier=newer)[["change", "relation_ids"]].to_numpy().tolist() == [
        ["turned to conflict", "y"]
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "need two dates"),
        ({"since": "2024"}, "need two dates"),
        ({"since": "2024", "until": "2023"}, "until '2023' is not after since '2024'"),
        ({"since": "2024", "until": "soon"}, "cannot be read"),
        ({"since": "2024/..", "until": "2025"}, "has no end"),
    ],
)
def test_changes_want_two_dates_in_order(network, options, words):
    with pytest.raises(ValueError, match=words):
        query.changes(network, **options)


def test_changes_want_dates_or_a_network_and_not_both(network):
    with pytest.raises(ValueError, match="not both"):
        query.changes(network, since="2024", until="2025", earlier=network)


# --- leverage -----------------------------------------------------------------------------------


def test_stated_leverage_and_its_chains():
    network = made(
        [
            act("ab", "a", "b", "", kind="HAS_LEVERAGE_OVER"),
            act("cb", "c", "b", "", kind="DEPENDS_ON"),
            act("idea", "d", "a", "", kind="HAS_LEVERAGE_OVER"),
            act("said", "c", "d", "", kind="HAS_LEVERAGE_OVER"),
            act("busy", "d", "b", "2024", kind="AID"),
        ],
        evidence=[Evidence("idea", "paper", stance="proposes"), Evidence("said", "paper", stance="alleges")],
    )
    answer = query.leverage(network)
    assert answer[["holder", "over", "basis", "relation_ids"]].to_numpy().tolist() == [
        ["a", "b", "stated", "ab"],
        ["a", "c", "chain via b (dependence)", "ab;cb"],
        ["a", "d", "chain via b;c (dependence;alleged)", "ab;cb;said"],
        ["b", "c", "stated dependence", "cb"],
        ["b", "d", "chain via c (dependence;alleged)", "cb;said"],
        ["c", "d", "stated (alleged)", "said"],
    ]
    assert query.leverage(network, max_steps=1)["over"].tolist() == ["b", "c", "d"]
    assert query.leverage(network, holder="a", over="c")["relation_ids"].tolist() == ["ab;cb"]
    assert answer["share"].isna().all()


def test_a_chain_is_left_out_where_a_tie_makes_it_shorter():
    network = made([act(key, *key, "", kind="HAS_LEVERAGE_OVER") for key in ("ab", "bc", "ac", "cd", "da")])
    found = query.leverage(network)[["holder", "over", "basis"]].to_numpy().tolist()
    assert found == [
        ["a", "b", "stated"],
        ["a", "c", "stated"],
        ["a", "d", "chain via c"],
        ["b", "a", "chain via c;d"],
        ["b", "c", "stated"],
        ["b", "d", "chain via c"],
        ["c", "a", "chain via d"],
        ["c", "b", "chain via d;a"],
        ["c", "d", "stated"],
        ["d", "a", "stated"],
        ["d", "b", "chain via a"],
        ["d", "c", "chain via a"],
    ]


def test_one_giver_on_record_is_said_to_be_no_measure():
    network = made(
        [
            act("one", "a", "b", "2024", kind="AID", amount=5, unit="tons (metric)"),
            act("two", "a", "c", "2024", kind="AID", amount=5, unit="USD"),
            act("three", "a", "c", "2024", kind="AID", amount=5, unit="USD"),
            act("four", "b", "d", "2024", kind="AID", amount=1, unit="lots (of, asymmetry)"),
            act("five", "c", "d", "2024", kind="AID", amount=3, unit="lots (of, asymmetry)"),
        ]
    )
    answer = query.leverage(network)
    assert answer[answer["alternative"] == ""]["basis"].tolist() == [
        "amount in tons (metric), asymmetry +1.00 (one record)",
        "amount in USD, asymmetry +1.00 (one source)",
    ]
    text = " ".join(query.explain(network, answer).split())
    assert "100%" not in text
    assert "one giver on record, so they are no measure of dependence: one happened. [1] two happened." not in text
    assert "one giver on record, so they are no measure of dependence: one happened. [1]" in text
    assert "B accounts for 25% of what is on record for D: 1 lots (of, asymmetry). Next, with 75%: C." in text
    assert "symmetry +" not in text  # a measure is for the columns


def test_shares_of_recorded_amounts_by_hand():
    """Of 100 tons that i gets, 60 come from j and 40 from k; of 20 that j gets, 5 from i and 15 from k."""
    network = made(
        [
            act("ji", "j", "i", "2024", kind="AID", amount=60, unit="tons"),
            act("ki", "k", "i", "2024", kind="AID", amount=40, unit="tons"),
            act("ij", "i", "j", "2024", kind="AID", amount=5, unit="tons"),
            act("kj", "k", "j", "2024", kind="AID", amount=15, unit="tons"),
            act("other-unit", "k", "i", "2024", kind="AID", amount=1000, unit="USD"),
            act("promised", "j", "i", "2024", kind="AGREE", amount=900, unit="tons"),
            act("joint", "j k", "i", "2024", kind="AID", amount=900, unit="tons"),
        ]
    )
    answer = query.leverage(network).set_index(["holder", "over", "basis"])
    assert len(answer) == 5
    row = answer.loc["j", "i", "amount in tons, asymmetry +0.35"]  # 0.60 - 0.25
    assert row["share"] == pytest.approx(0.60)
    assert row["alternative"] == "k 0.40"
    assert answer.loc["i", "j", "amount in tons, asymmetry -0.35"]["share"] == pytest.approx(0.25)
    assert answer.loc["k", "i", "amount in USD, asymmetry +1.00 (one record)"][["share", "alternative"]].tolist() == [
        1.0,
        "",
    ]


def test_leverage_reads_as_sentences():
    network = made(
        [
            act("ab", "a", "b", "", kind="HAS_LEVERAGE_OVER"),
            act("cb", "c", "b", "", kind="DEPENDS_ON"),
            act("ji", "j", "i", "2024", kind="AID", amount=60, unit="tons"),
            act("ki", "k", "i", "2024", kind="AID", amount=40, unit="tons"),
        ],
        evidence=[Evidence("cb", "paper", stance="alleges")],
    )
    text = " ".join(query.explain(network, query.leverage(network)).split())
    assert text.startswith("A has leverage over B. [1] A has leverage over C only through B, by a chain")
    assert "no document states (alleged). Part of it is derived from a dependence. [1]" in text
    assert "C depends on B (alleged); that this gives B leverage is derived, not stated. [1]" in text
    assert "J accounts for 60% of what is on record for I: 60 tons. Next, with 40%: K. [1]" in text


def test_each_pair_of_shares_is_told_once_and_a_remainder_presses_nobody():
    """Of 1,000 that p gets, 967 come from q; of 1,000,000 that q gets, 2,500 come from p."""
    network = made(
        [
            act("qp", "q", "p", "2024", kind="COOPERATE", amount=967, unit="USD", mutual=False),
            act("rest-p", "rest", "p", "2024", kind="COOPERATE", amount=33, unit="USD"),
            act("pq", "p", "q", "2024", kind="COOPERATE", amount=2500, unit="USD"),
            act("rest-q", "rest", "q", "2024", kind="COOPERATE", amount=997500, unit="USD"),
        ],
        actors=[Actor("rest", "Rest", "other")],
    )
    text = " ".join(query.explain(network, query.leverage(network)).split())
    assert "Q accounts for 97% of what is on record for P: 967 US dollars; all others together 3%." in text
    assert "The other way round it is under 1%." in text
    assert "P accounts for" not in text  # the weaker side of a pair that is told
    assert "Rest accounts for" not in text
    assert "0%" not in text


def test_responses_to_one_relation():
    network = made(
        [
            act("first", "a", "b", "2024-01"),
            act("second", "a", "b", "2024-02"),
            act("answer", "b", "a", "2024-03", responds_to=("second",)),
            act("other", "c", "a", "2024-03", responds_to=("first",)),
        ]
    )
    assert query.responses(network, to="second")["response_id"].tolist() == ["answer"]
    assert query.responses(network, to="first", by="b").empty
    assert query.responses(network, to="a")["response_id"].tolist() == ["other", "answer"]


def test_what_several_did_together():
    """Joint acts, and mutual ones of all; not what one did to the others, nor what two of three did."""
    network = made(
        [
            act("joint", "a b c", "d", "2024-03", kind="ACCUSE"),
            act("mutual", "a", "b c", "2024-01", kind="CONSULT", mutual=True),
            act("one-way", "a", "b c", "2024-02", kind="ACCUSE"),
            act("two", "a b", "d", "2024-02", kind="ACCUSE"),
            act("more", "a b c e", "d", "2024-02", kind="ACCUSE"),
        ]
    )
    assert query.timeline(network, together=["a", "b", "c"])["relation_id"].tolist() == ["mutual", "more", "joint"]
    assert query.timeline(network, together=["a", "b"], actor="c")["relation_id"].tolist() == [
        "mutual",
        "more",
        "joint",
    ]
    with pytest.raises(graphkit.UnknownActor):
        query.timeline(network, together=["a", "nobody"])


def test_leverage_wants_a_step():
    with pytest.raises(ValueError, match="max_steps is 0"):
        query.leverage(nx.MultiDiGraph(relations={}, actors={}), max_steps=0)


# --- little or nothing --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ("profile", "paths", "through others")])
def test_an_empty_network_gives_an_empty_table_with_its_columns(name):
    question, columns = QUESTIONS[name]
    answer = question(made([]))
    assert tuple(answer.columns) == columns
    assert answer.empty
    full = question(made([act("x", "a", "b", "2020-01-05", kind="AID"), act("y", "b", "a", "2020-01-15", kind="AID")]))
    assert dict(answer.dtypes) == dict(full.dtypes)


def test_one_actor_alone_has_a_profile_and_no_camps():
    network = made([], actors=[Actor("a", "Aland", "other")])
    assert query.profile(network, actor="Aland")["value"].tolist() == ["a", "Aland", "other"]
    assert query.frustration(network).index == 0
    with pytest.raises(graphkit.UnknownActor):
        query.paths(network, between=("a", "b"))


def by_hand_edges():
    """The edges that somebody adds with networkx alone."""
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", type="AID", date="2020-01-12")
    network.add_edge("a", "b", type="HAS_LEVERAGE_OVER")
    network.add_edge("b", "a", type="ACCUSE", date="2020-01-15")
    return network


@pytest.mark.parametrize("name", QUESTIONS)
def test_edges_that_were_added_by_hand_are_asked_like_the_others(name):
    question, columns = QUESTIONS[name]
    network = by_hand_edges()
    answer = question(network)
    assert tuple(answer.columns) == columns
    assert query.explain(network, answer)
    assert [len(data) for *_, data in network.edges(data=True)] == [2, 1, 2]


def test_edges_that_were_added_by_hand_answer(affair):
    network = by_hand_edges()
    assert inferred(network) == [("a-b-0", "b-a-0", 3)]
    assert inferred(network, to="a", by="b") == [("a-b-0", "b-a-0", 3)]
    assert query.paths(network, between=("a", "b"))["relation_id"].tolist() == ["a-b-0", "b-a-0", "a-b-1"]
    assert query.leverage(network)[["holder", "over", "basis"]].to_numpy().tolist() == [
        ["a", "b", "stated (unsourced)"]
    ]
    assert query.brokers(network)["actor"].tolist() == ["a", "b"]
    reply = graphkit.build_network(affair)
    reply.add_edge("CHN", "PRK", key="plea", type="REQUEST", responds_to=("2024-10-prk-troops-to-russia",))
    assert query.responses(reply, by="China")["response_id"].tolist() == ["plea"]
    assert "plea" not in set(query.responses(reply, by="PRK")["response_id"])


# --- in sentences -------------------------------------------------------------------------------


def test_responses_read_as_a_paragraph_with_dates_and_citations(exchange):
    text = " ".join(query.explain(exchange, query.responses(exchange, to="a")).split())
    assert text.startswith("1 to 3 March 2024: strike happened Told in [1].")
    assert "- 10 March 2024: B: reply happened. [1] - in turn, " in text
    assert "Who answered first and who last, the dates do not say." in text  # some day of March, and 10 March
    done, ideas = text.split("Not known to have been done, but spoken of as responses: ")
    assert "D:" not in done
    assert ideas.startswith("- 2 April 2024: D: promise happened. (This is only proposed.) [1]")
    assert "Sources [1] The paper. Press." in text


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-11-16/2024-11-17", "16 to 17 November 2024: "),
        ("2024-10/2024-11", "Between October and November 2024: "),
        ("2024-10-30/2024-11-27", "30 October to 27 November 2024: "),
        ("2024-10/2025-01", "Between October 2024 and January 2025: "),
        ("2023/2024", "Between 2023 and 2024: "),
        ("2024-10~", "About October 2024: "),
        ("2024-06/..", "Since June 2024: "),
        ("../2024-06-18", "No later than 18 June 2024: "),
        ("2024-11/2024-11-05", "Between 1 and 5 November 2024: "),
        ("2024-11-25/2024-11", "Between 25 and 30 November 2024: "),
        ("2024-24", "Winter 2024-25: "),  # from December on
        ("../..", "At an unknown time: "),
        ("198X?", "Perhaps the 1980s: "),
        ("", "No date: "),
    ],
)
def test_dates_are_put_in_words(date, words):
    network = made([act("x", "a", "b", date)])
    assert query.explain(network, query.timeline(network)).startswith(words)


def test_inferred_responses_are_said_to_be_inferred(exchange):
    network = made([act("strike", "a", "b", "2024-01-01"), act("reply", "b", "a", "2024-01-02")])
    text = " ".join(query.explain(network, query.responses(network, basis="all")).split())
    assert (
        "Not stated by any document, but inferred from dates and parties alone: - B, 2 January 2024, 1 day later"
        in text
    )
    assert "(the provoked side on the provoker)" in text
    vague = made(
        [act("strike", "a", "b", "2024-01"), act("reply", "b", "a", "2024-02"), act("home", "b", "b", "2024-02")]
    )
    told = " ".join(query.explain(vague, query.responses(vague, basis="inferred")).split())
    assert "B, February 2024, at least 1 day later (the provoked side on the provoker): reply happened." in told
    assert "B, February 2024, at least 1 day later (the provoked side on itself): home happened." in told


def test_lines_are_as_long_as_asked_for(exchange):
    answer = query.responses(exchange)
    narrow = query.explain(exchange, answer, width=50)
    assert max(map(len, narrow.splitlines())) <= 50
    assert narrow.split() == query.explain(exchange, answer).split()


def test_what_is_contested_names_who_denies_it(network):
    text = " ".join(query.explain(network, query.timeline(network)).split())
    assert "(Contested: denied by Betaland.)" in text
    assert "August 2024: " in text
    assert "(This is alleged.)" in text


def test_no_question_has_these_columns(network):
    with pytest.raises(ValueError, match="no question has the columns x"):
        query.explain(network, pd.DataFrame({"x": [1]}))


def test_two_different_questions_in_a_row_get_two_answers(network):
    first = query.responses(network)
    second = query.responses(network, by="pact")
    assert len(first) == 2
    assert second["response_id"].tolist() == ["aid"]
    assert query.timeline(network)["relation_id"].nunique() == 5


def test_a_states_profile_tells_what_its_people_did():
    dataset = graphkit.Dataset.from_records(
        actors=[Actor("AAA", "A", "state"), Actor("BBB", "B", "state"), Actor("p", "P", "person")],
        affiliations=[Affiliation("p", "LEADS", "AAA", "", "2024", "2024")],
        relations=[
            Relation("own", ("AAA",), "AID", "", ("BBB",), date="2024"),
            Relation("by", ("p",), "AID", "", ("BBB",), date="2024"),
            Relation("on", ("BBB",), "ACCUSE", "", ("p",), date="2024"),
        ],
    )
    answer = graphkit.profile(graphkit.build_network(dataset), actor="AAA")
    found = answer[answer["relation_id"] != ""]
    assert list(zip(found["section"], found["relation_id"], strict=True)) == [
        ("act", "own"),
        ("act by its people", "by"),
        ("act on its people", "on"),
    ]


# --- the register -------------------------------------------------------------------------------


def test_every_question_is_registered_once_with_its_columns_and_its_words():
    assert list(query.QUESTIONS) != []
    assert set(query.QUESTIONS) == set(query.asked())
    for name, one in query.QUESTIONS.items():
        assert getattr(graphkit, name, None) is one.function, f"{name} is not public: add it to graphkit/__init__.pyi"
        assert name in QUESTIONS, f"add {name} to QUESTIONS in this file, so that it is tried on random networks"
        assert one.asks.endswith((".", "?"))
        assert one.nothing.endswith(".")
    columns = [one.columns for one in query.QUESTIONS.values()]
    assert len(set(columns)) == len(columns)


@pytest.mark.slow
def test_every_question_words_an_answer_with_rows(affair):
    network = graphkit.build_network(affair, roll_up=True)
    needed = {
        "profile": {"actor": "PRK"},
        "paths": {"between": ("PRK", "KOR")},
        "changes": {"since": "2024-05", "until": "2024-12"},
        "search": {"words": "troops"},
    }
    for name, one in query.QUESTIONS.items():
        answer = one.function(network, **needed.get(name, {}))
        assert tuple(answer.columns) == one.columns, name
        assert len(answer), f"{name} has no answer on the bundled data: give it parameters here"
        assert query.explain(network, answer), name
        assert query.explain(network, answer.iloc[:0]) == one.nothing
        table = query.tabled(network, answer)
        assert len(table) == len(answer) and len(table.columns) <= 6, name
        assert query.explain(network, answer, markdown=True), name


def test_a_question_that_is_not_in_the_list_or_has_the_columns_of_another_is_refused():
    def strange(network):
        return pd.DataFrame()

    with pytest.raises(ValueError, match="not in questions"):
        query.question(("a",), text=lambda desk, answer: [], nothing="Nothing.", shown={})(strange)


def test_an_inferred_answer_says_how_often_it_is_chance():
    rng = random.Random(3)
    first = pd.Timestamp("2020-01-01")
    relations = []
    for day in range(1200):
        if rng.random() < 0.06:
            relations.append(act(f"p{day}", "a", "b", str((first + pd.Timedelta(days=day)).date())))
            if rng.random() < 0.7:
                relations.append(act(f"r{day}", "b", "a", str((first + pd.Timedelta(days=day + 1)).date())))
    after = pd.Timestamp(relations[0].date) + pd.Timedelta(days=2)
    relations.append(act("lone", "c", "a", str(after.date())))
    found = query.responses(made(relations), basis="inferred", within_days=7)
    pair = found[(found["responder"] == "b") & (found["provoker"] == "a") & (found["response_to"] == "a")]
    days = sorted({relation.date for relation in relations if relation.actor == ("a",)})
    replies = sorted({relation.date for relation in relations if relation.actor == ("b",)})
    last = pd.Timestamp(max(*days, *replies)) - pd.Timedelta(days=7)
    chances = [pd.Timestamp(day) for day in days if pd.Timestamp(day) <= last]
    met = [any(0 < (pd.Timestamp(reply) - day).days <= 7 for reply in replies) for day in chances]
    assert set(pair["pair_verdict"]) == {"answers"}
    assert set(pair["pair_rate"].round(9)) == {round(sum(met) / len(met), 9)}
    assert (pair["pair_expected_rate"] < pair["pair_rate"]).all()
    lone = found[found["responder"] == "c"]
    assert len(lone)
    assert set(lone["pair_verdict"]) == {"too few"}
    assert lone["pair_rate"].isna().all()
    text = query.explain(made(relations), found.head(3))
    assert "timing alone would give" in text or "too seldom to say" in text


def test_a_stated_answer_has_no_odds():
    relations = [act("x", "a", "b", "2020-01-01"), act("y", "b", "a", "2020-01-02", responds_to=("x",))]
    found = query.responses(made(relations))
    assert found["pair_verdict"].tolist() == [""]
    assert found["pair_rate"].isna().all()


TIES = [("Ann", "Bo"), ("Bo", "Cy"), ("Cy", "Ann"), ("Cy", "Dee")]


@pytest.mark.parametrize(
    ("asked", "options", "why"),
    [
        ("responses", {}, "none of the 4 relations says what it answers"),
        ("responses", {"basis": "inferred"}, "none of the 4 relations has a date"),
        ("contested", {}, "none of the 4 relations says who holds or denies it"),
        ("leverage", {}, "none of the 4 relations is a tie of leverage or dependence"),
        ("balance", {}, "none of the 4 relations is cooperation or conflict"),
        ("blocs", {}, "none of the 4 relations is cooperation or conflict"),
        ("changes", {"since": "2020", "until": "2021"}, "none of the 4 relations has a date"),
    ],
)
def test_a_question_that_a_list_of_ties_cannot_answer_says_so(asked, options, why):
    network = graphkit.build_network(graphkit.from_networkx(nx.DiGraph(TIES)))
    with pytest.raises(graphkit.DataError, match=why):
        query.QUESTIONS[asked].function(network, **options)


@pytest.mark.parametrize(
    ("asked", "options"),
    [("timeline", {}), ("profile", {"actor": "Ann"}), ("paths", {"between": ("Ann", "Dee")}), ("brokers", {})],
)
def test_the_other_questions_answer_from_any_list_of_ties(asked, options):
    network = graphkit.build_network(graphkit.from_networkx(nx.DiGraph(TIES)))
    assert len(query.QUESTIONS[asked].function(network, **options))


def test_an_answer_without_rows_stays_one_where_it_could_have_had_some():
    graph = nx.DiGraph()
    graph.add_edge("Ann", "Bo", type="AID", date="2020")
    graph.add_edge("Bo", "Cy", type="ASSAULT", date="2020")
    network = graphkit.build_network(graphkit.from_networkx(graph))
    assert graphkit.balance(network).empty  # signs there are, and no triangle
    assert graphkit.changes(network, since="2021", until="2022").empty
    alone = graphkit.build_network(graphkit.from_networkx(nx.empty_graph(2)))
    assert graphkit.balance(alone).empty


# --- doubt is told in every form of an answer --------------------------------------------------


def test_a_table_tells_what_is_disputed():
    network = made(
        [act("r1", "a", "b", "2024-01-01")],
        evidence=[Evidence("r1", "paper"), Evidence("r1", "paper", stance="denies", speaker="b")],
    )
    found = query.search(network, words="happened")
    assert found["text"].tolist() == ["[contested] r1 happened."]
    assert query.tabled(network, found)["what"].tolist() == ["[contested] r1 happened."]
    way = query.paths(network, between=("a", "b"))
    assert query.tabled(network, way)["what"].tolist() == ["[contested] r1 happened."]
    changed = query.changes(network, since="2023", until="2024")
    assert query.tabled(network, changed)["what"].tolist() == ["[contested] r1 happened."]


def test_a_table_of_changes_shows_an_event_of_the_time_after():
    network = made(
        [
            act("war", "a", "b", "2023-01-01", kind="ASSAULT"),
            act("raid", "a", "b", "2023-01-02", kind="ASSAULT"),
            act("relief", "a", "b", "2023-01-03", kind="AID"),
            act("talk", "a", "b", "2024-06-01", kind="AGREE"),
        ]
    )
    found = query.changes(network, since="2023", until="2024")
    assert found[["change", "relation_ids"]].to_numpy().tolist() == [
        ["turned to cooperation", "raid;relief;talk;war"],
    ]
    assert query.tabled(network, found)["what"].tolist() == ["talk happened."]


def test_a_brief_answer_tells_what_is_alleged_and_what_was_only_proposed():
    network = made(
        [
            act("r0", "a", "b", "2024-01-01"),
            act("r1", "b", "a", "2024-01-02", responds_to=("r0",)),
            act("r2", "c", "a", "2024-01-03", responds_to=("r0",)),
            act("r3", "d", "a", "2024-01-04", responds_to=("r0",)),
        ],
        evidence=[Evidence("r2", "paper", stance="alleges"), Evidence("r3", "paper", stance="proposes")],
    )
    said = query.explain(network, query.responses(network), brief=True, width=1000)
    assert said.startswith(
        "R0 happened (1 January 2024). There are 2 answers to it on record, and one more only spoken of. They came "
        "from B and C. Of the answers, one is alleged. "
    )
    idea = query.responses(network, by="d")
    assert query.explain(network, idea, brief=True, width=1000).startswith("No answer is on record. One was")


def test_answers_without_a_date_are_not_said_to_be_of_one_date():
    network = made(
        [
            act("r0", "a", "b", "2024-01-01"),
            act("r1", "b", "a", "2024-01-02", responds_to=("r0",)),
            act("r2", "c", "a", "", responds_to=("r0",)),
        ]
    )
    said = query.explain(network, query.responses(network))
    assert "all of" not in said
    assert "First to answer" not in said


def test_shares_of_imported_actors_whose_kind_is_not_known_are_told():
    frame = pd.DataFrame({"source": ["Alpha", "Gamma"], "target": ["Beta", "Beta"], "amount": [100, 300]})
    frame["unit"], frame["type"] = "USD", "AID"
    network = graphkit.build_network(graphkit.from_pandas(frame))
    said = query.explain(network, query.leverage(network))
    assert "Gamma accounts for 75% of what is on record for Beta: 300 US dollars." in said
    assert "Alpha accounts for 25% of what is on record for Beta: 100 US dollars." in said


def test_brokers_of_imported_ties_that_are_all_conflict_are_refused():
    ties = [act("r1", "a", "b", "2024", kind="ASSAULT"), act("r2", "b", "c", "2024", kind="ASSAULT")]
    network = made(ties, evidence=[Evidence(one.id, "paper", origin="import:csv") for one in ties])
    with pytest.raises(graphkit.DataError, match="none of the 2 relations is a tie that is not conflict"):
        query.brokers(network)
    assert query.brokers(network, include_conflict=True)["total"].sum() == 1


def test_what_is_most_answered_is_so_by_what_is_stated_not_guessed():
    guessed = [act(f"g{number}", "d", "c", f"2024-03-0{number}") for number in range(2, 6)]
    network = made(
        [
            act("r0", "a", "b", "2024-01-01"),
            act("r1", "b", "a", "2024-01-02", responds_to=("r0",)),
            act("other", "c", "d", "2024-03-01"),
            *guessed,
        ]
    )
    found = query.responses(network, basis="all")
    assert found["provocation_id"].value_counts().idxmax() == "other"
    assert "The act most answered: r0 happened (1 January 2024)." in query.explain(
        network, found, brief=True, width=1000
    )
