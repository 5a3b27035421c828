"""Camps, balance and brokers against brute force, published figures and another program."""

from __future__ import annotations

import csv
import itertools
import random
import shutil
import subprocess

import networkx as nx
import pytest

import graphkit
from graphkit import query
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.network import signed_network
from graphkit.ontology import load_ontology

FRIENDS, FOES = "ALLIED_WITH", "RIVAL_OF"


def signed(ties, *, dates=None):
    """The network of some signed ties: (a, b) to 1 or -1."""
    relations = [
        Relation(
            f"{a}-{b}-{number}", (a,), FRIENDS if sign > 0 else FOES, "", (b,), True, (dates or {}).get(number, "")
        )
        for number, (a, b, sign) in enumerate(ties)
    ]
    return from_relations(relations)


def from_relations(relations):
    actors = sorted({one for relation in relations for one in (*relation.actor, *relation.recipient)})
    return graphkit.build_network(
        graphkit.Dataset.from_records(
            name="signed",
            actors=[Actor(one, f"Actor {one}", "other") for one in actors],
            documents=[Document("paper", "The paper")],
            relations=relations,
            evidence=[Evidence(relation.id, "paper") for relation in relations],
        )
    )


def brute_force(ties, camps=2):
    """The fewest ties against any division into so many camps, by trying them all."""
    actors = sorted({one for a, b, _ in ties for one in (a, b)})
    least = len(ties)
    for camp in itertools.product(range(camps), repeat=len(actors)):
        side = dict(zip(actors, camp, strict=True))
        least = min(least, sum((side[a] == side[b]) != (sign > 0) for a, b, sign in ties))
    return least


def random_ties(chance, actors, ties, foes):
    pairs = list(itertools.combinations([f"n{number}" for number in range(actors)], 2))
    return [(*pair, -1 if chance.random() < foes else 1) for pair in chance.sample(pairs, ties)]


# --- which types count ---------------------------------------------------------------------------

#: By the codebook: cooperation in words and deeds, conflict in words and deeds, and what takes no side.
SIGNS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "ALLIED_WITH"),
    -1: ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RIVAL_OF"),
    0: ("REQUEST", "HAS_LEVERAGE_OVER", "DEPENDS_ON"),
}


@pytest.mark.parametrize(
    ("kind", "mode", "sign"),
    [
        (kind, mode, sign)
        for sign, kinds in SIGNS.items()
        for kind in kinds
        for mode in ("", *load_ontology().types[kind].modes)
    ],
)
def test_each_type_counts_for_the_side_that_the_codebook_has_it_on(kind, mode, sign):
    network = from_relations([Relation("one", ("a",), kind, mode, ("b",), date="2024")])
    found = signed_network(network)
    assert (found["a"]["b"]["sign"] if found.has_edge("a", "b") else 0) == sign


def test_all_types_are_on_a_side():
    assert sorted(kind for kinds in SIGNS.values() for kind in kinds) == sorted(load_ontology().types)


def test_a_request_sets_nobody_at_odds():
    """Fourteen states ask the Council to act: that is no conflict with it, and a talk with it is still cooperation."""
    asked = [Relation(f"asks-{one}", (one,), "REQUEST", "change", ("un",), date="2022-11") for one in "abc"]
    talk = Relation("talk", ("a",), "CONSULT", "", ("un",), True, "2022-12")
    tie = signed_network(from_relations([*asked, talk]))
    assert [(*sorted(pair), data["sign"], data["relation_ids"]) for *pair, data in tie.edges(data=True)] == [
        ("a", "un", 1, ("talk",))
    ]
    assert query.balance(from_relations(asked)).empty
    changed = query.changes(from_relations(asked), since="2022-01", until="2022-12")
    assert set(changed["after"]) == {"neutral"}


# --- by hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "balanced", "index"),
    [((1, 1, 1), True, 0), ((1, -1, -1), True, 0), ((1, 1, -1), False, 1), ((-1, -1, -1), False, 1)],
)
def test_a_triangle(signs, balanced, index):
    network = signed([("a", "b", signs[0]), ("b", "c", signs[1]), ("a", "c", signs[2])])
    row = query.balance(network).iloc[0]
    assert row[["a", "b", "c", "sign_ab", "sign_bc", "sign_ca"]].tolist() == [
        "a",
        "b",
        "c",
        signs[0],
        signs[1],
        signs[2],
    ]
    assert row["balanced"] == balanced
    assert row["relation_ids"] == "a-b-0;a-c-2;b-c-1"
    found = query.frustration(network)
    assert found.index == index == len(found.frustrated)
    assert len(found.pivotal) == (3 if index else 0)  # any of the three would mend it
    assert found.optimal
    assert found.pivotal_complete


def test_strained_triangles_come_first():
    ties = [("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("b", "d", 1), ("c", "d", -1)]
    assert query.balance(signed(ties))[["a", "b", "c", "balanced"]].to_numpy().tolist() == [
        ["b", "c", "d", False],
        ["a", "b", "c", True],
    ]


def test_a_weak_score_has_no_sign_under_a_threshold():
    ties = [("a", "b", 1), ("b", "c", -1), ("a", "c", 1), ("a", "b", 1)]
    network = signed(ties)
    score = network.edges["a", "c", "a-c-2"]["score"]
    assert len(query.balance(network)) == 1
    assert query.balance(network, threshold=score).empty
    assert query.frustration(network, threshold=score).ties == 1
    assert query.blocs(network, threshold=score)["actor"].tolist() == ["a", "b"]


@pytest.mark.parametrize("actors", range(3, 9))
def test_everybody_against_everybody(actors):
    """Two camps as equal as can be leave n(n-1)/2 - floor(n*n/4) ties of conflict inside."""
    names = [f"n{number}" for number in range(actors)]
    found = query.frustration(signed([(a, b, -1) for a, b in itertools.combinations(names, 2)]))
    assert found.index == actors * (actors - 1) // 2 - actors**2 // 4
    assert abs(len(found.camps[0]) - len(found.camps[1])) <= 1
    assert len(found.pivotal) == actors * (actors - 1) // 2


def test_the_petersen_graph_of_foes():
    """Its largest cut has 12 of its 15 edges."""
    ties = [(f"n{a}", f"n{b}", -1) for a, b in nx.petersen_graph().edges]
    assert query.frustration(signed(ties)).index == 3


def test_without_conflict_there_is_one_camp():
    found = query.frustration(signed([("a", "b", 1), ("b", "c", 1), ("x", "y", 1)]))
    assert found.camps == (("a", "b", "c", "x", "y"), ())
    assert (found.index, found.bound, found.optimal, found.pivotal) == (0, 0, True, ())


def test_parts_with_no_tie_between_them_are_divided_each_by_itself():
    ties = [("a", "b", -1), ("p", "q", 1), ("q", "r", 1), ("p", "r", -1)]
    found = query.frustration(signed(ties))
    assert found.index == 1
    assert found.camps[0][0] == "a"
    assert "b" in found.camps[1]
    assert "p" in found.camps[0]
    assert {(tie.a, tie.b) for tie in found.pivotal} == {("p", "q"), ("q", "r"), ("p", "r")}


def test_each_frustrated_tie_names_its_relations():
    found = query.frustration(signed([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]))
    (tie,) = found.frustrated
    assert tie.relation_ids == ({"ab": "a-b-0", "bc": "b-c-1", "ac": "a-c-2"}[tie.a + tie.b],)
    assert tie in found.pivotal


# --- by brute force -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_the_index_and_the_pivotal_ties_are_those_of_brute_force(seed):
    chance = random.Random(seed)
    ties = random_ties(chance, 7, chance.randint(8, 16), 0.5)
    found = query.frustration(signed(ties))
    assert found.index == brute_force(ties)
    turned = {
        (a, b)
        for number, (a, b, sign) in enumerate(ties)
        if brute_force([*ties[:number], (a, b, -sign), *ties[number + 1 :]]) < found.index
    }
    assert {(tie.a, tie.b) for tie in found.pivotal} == turned


@pytest.mark.parametrize("camps", [1, 3, 4])
@pytest.mark.parametrize("seed", range(4))
def test_blocs_fit_as_well_as_brute_force(camps, seed):
    ties = random_ties(random.Random(seed), 6, 12, 0.6)
    answer = query.blocs(signed(ties), k=camps)
    assert (answer["with_bloc"] > 0).tolist() == answer["bloc"].notna().tolist()  # without a friend there: in none
    answer = answer.dropna(subset=["bloc"])
    side = dict(zip(answer["actor"], map(int, answer["bloc"]), strict=True))
    known = [(a, b, sign) for a, b, sign in ties if a in side and b in side]
    against = sum((side[a] == side[b]) != (sign > 0) for a, b, sign in known)
    everybody = {actor for a, b, _ in ties for actor in (a, b)}
    best = brute_force(ties, camps)
    assert against == best if set(side) == everybody else against <= best
    assert answer.attrs["optimal"]
    assert set(answer["bloc"]) == set(range(1, len(set(answer["bloc"])) + 1))
    assert answer["bloc"].max() <= camps
    inside = [(a, b, sign) for a, b, sign in known if side[a] == side[b]]
    assert answer["with_bloc"].sum() == 2 * sum(sign > 0 for *_, sign in inside)
    assert answer["against_bloc"].sum() == 2 * sum(sign < 0 for *_, sign in inside)


@pytest.mark.slow
def test_camps_of_many_actors_are_found_but_not_called_proven():
    chance = random.Random(1)
    answer = query.blocs(signed(random_ties(chance, 40, 200, 0.5)), k=3)
    assert not answer.attrs["optimal"]
    assert answer["bloc"].max() <= 3


def test_camps_that_are_not_proven_are_said_not_to_be():
    pair = signed([("a", "b", 1)])
    assert "not proven" in query.explain(pair, query.blocs(pair, method="louvain"))
    assert "not proven" not in query.explain(pair, query.blocs(pair))


@pytest.mark.slow
def test_a_time_limit_gives_an_honest_bound():
    network = signed(random_ties(random.Random(3), 60, 600, 0.5))
    found = query.frustration(network, time_limit=0.05)
    assert len(found.frustrated) == found.index
    assert 0 <= found.bound <= found.index
    assert not found.optimal
    assert not found.pivotal_complete


def test_louvain_finds_the_two_cliques_and_leaves_out_foes():
    ties = [(a, b, 1) for group in ("abcd", "pqrs") for a, b in itertools.combinations(group, 2)]
    answer = query.blocs(signed([*ties, ("a", "p", 1), ("a", "z", -1)]), method="louvain")
    camps = answer.groupby("bloc")["actor"].agg("".join).tolist()
    assert camps == ["abcd", "pqrs"]
    assert answer[answer["bloc"].isna()][["actor", "why"]].values.tolist() == [["z", "no cooperation with anybody"]]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda network: query.blocs(network, k=0), "k is 0: give 1 camp or more"),
        (lambda network: query.blocs(network, method="magic"), "method 'magic' is not one of balance, louvain"),
        (lambda network: query.balance(network, threshold=-1), "threshold is -1"),
        (lambda network: query.frustration(network, time_limit=0), "time_limit is 0"),
        (lambda network: query.brokers(network, groups="colour"), "groups 'colour' is not one of kind, state, blocs"),
        (lambda network: query.brokers(network, groups={"a": 1}), "no group for b"),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(question, words):
    with pytest.raises(ValueError, match=words):
        question(signed([("a", "b", 1)]))


# --- published data -----------------------------------------------------------------------------


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tribes_of_the_gahuku_gama(shared_path):
    """59 of 68 triangles balanced and 1 - 7/29 for two camps: printed in the README of signnet (Read 1954)."""
    rows = rows_of(shared_path / "samples/signed/tribes.csv")
    network = signed([(row["u"].lower(), row["v"].lower(), int(row["sign"])) for row in rows])
    assert (len(query.balance(network)), int(query.balance(network)["balanced"].sum())) == (68, 59)
    found = query.frustration(network)
    assert (found.index, found.ties, found.optimal) == (7, 58, True)
    assert 1 - found.index / (found.ties / 2) == pytest.approx(1 - 7 / 29)
    assert found.pivotal == found.frustrated  # the best division is the only one


WWI = [  # year, ties, of conflict, balanced, strained, index: Antal, Krapivsky, Redner 2006, as manynet has it
    (1872, 9, 6, 5, 2, 1),
    (1882, 11, 6, 6, 2, 1),
    (1890, 10, 7, 3, 2, 1),
    (1891, 11, 7, 6, 2, 1),
    (1904, 11, 6, 6, 2, 1),
    (1907, 15, 9, 20, 0, 0),
]


@pytest.mark.parametrize(("year", "ties", "foes", "balanced", "strained", "index"), WWI)
def test_the_ties_before_the_first_world_war(shared_path, year, ties, foes, balanced, strained, index):
    rows = rows_of(shared_path / "samples/signed/wwi.csv")
    spells = {number: f"{row['begin']}/{int(row['end']) - 1}" for number, row in enumerate(rows)}  # half-open
    whole = signed([(row["u"].lower(), row["v"].lower(), int(row["sign"])) for row in rows], dates=spells)
    network = graphkit.filter_network(whole, since=str(year), until=str(year))
    found, triangles = query.frustration(network), query.balance(network)
    assert (found.ties, found.index) == (ties, index)
    assert len(network.graph["relations"]) == ties
    assert sum(data["type"] == FOES for *_, data in graphkit.iter_relations(network)) == foes
    assert (int(triangles["balanced"].sum()), int((~triangles["balanced"]).sum())) == (balanced, strained)
    if year == 1872:
        assert triangles[~triangles["balanced"]][["a", "b", "c"]].to_numpy().tolist() == [
            ["auh", "fra", "gbr"],
            ["fra", "gbr", "rus"],
        ]
    if year == 1907:
        assert set(found.camps) == {("auh", "deu", "ita"), ("fra", "gbr", "rus")}
        blocs = query.blocs(network).groupby("bloc")["actor"].agg(";".join).tolist()
        assert blocs == ["auh;deu;ita", "fra;gbr;rus"]


# --- brokers ------------------------------------------------------------------------------------

ROLES = ["coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total"]


def dealing(pairs, *, mutual=False):
    return from_relations(
        [Relation(f"r{number}", (a,), "CONSULT", "", (b,), mutual, "2024") for number, (a, b) in enumerate(pairs)]
    )


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("xxx", "coordinator"),
        ("xyx", "itinerant"),
        ("xyy", "gatekeeper"),
        ("xxy", "representative"),
        ("xyz", "liaison"),
    ],
)
def test_each_role_of_gould_and_fernandez(groups, role):
    """One broker b between a and c; the letters are the groups of a, b and c."""
    network = dealing([("a", "b"), ("b", "c")])
    answer = query.brokers(network, groups=dict(zip("abc", groups, strict=True))).set_index("actor")
    assert answer.loc["b", role] == answer.loc["b", "total"] == 1
    assert answer.loc[["a", "c"], "total"].tolist() == [0, 0]
    direct = dealing([("a", "b"), ("b", "c"), ("a", "c")])
    assert query.brokers(direct, groups=dict(zip("abc", groups, strict=True)))["total"].sum() == 0


#: Rscript -e 'library(sna); m <- matrix(0,6,6); m[cbind(c(1,2,3,4,2,5,6,1,3,4), c(2,3,4,2,5,6,1,5,1,6))] <- 1;
#:             brokerage(m, c("x","x","y","y","z","x"))$raw.nli'          (sna 2.7-1; w_I w_O b_IO b_OI b_O t)
SNA_TIES = [(1, 2), (2, 3), (3, 4), (4, 2), (2, 5), (5, 6), (6, 1), (1, 5), (3, 1), (4, 6)]
SNA_ROWS = [
    [1, 0, 1, 1, 1, 4],
    [0, 1, 1, 0, 1, 3],
    [0, 1, 0, 1, 0, 2],
    [0, 0, 2, 0, 0, 2],
    [0, 2, 0, 0, 0, 2],
    [0, 0, 0, 2, 0, 2],
]


def test_brokerage_as_recorded_from_sna():
    network = dealing([(f"n{a}", f"n{b}") for a, b in SNA_TIES])
    groups = dict(zip([f"n{number}" for number in range(1, 7)], "xxyyzx", strict=True))
    answer = query.brokers(network, groups=groups)
    assert answer.sort_values("actor")[ROLES].to_numpy().tolist() == SNA_ROWS
    assert answer["total"].tolist() == [4, 3, 2, 2, 2, 2]


def test_brokerage_as_sna_counts_it_now():
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    if subprocess.run(["Rscript", "-e", "library(sna)"], capture_output=True, check=False).returncode:
        pytest.skip("the R package sna is not installed")
    chance = random.Random(5)
    pairs = [(a, b) for a in range(1, 13) for b in range(1, 13) if a != b and chance.random() < 0.3]
    letters = [chance.choice("xyz") for _ in range(12)]
    froms, tos, groups = ([str(a) for a, _ in pairs], [str(b) for _, b in pairs], [f'"{one}"' for one in letters])
    script = (
        "suppressMessages(library(sna)); m <- matrix(0, 12, 12);"
        f"m[cbind(c({','.join(froms)}), c({','.join(tos)}))] <- 1;"
        f"write.table(brokerage(m, c({','.join(groups)}))$raw.nli, row.names=FALSE, col.names=FALSE)"
    )
    told = subprocess.run(["Rscript", "-e", script], capture_output=True, check=True, text=True).stdout
    theirs = [[int(cell) for cell in line.split()] for line in told.strip().splitlines()]
    network = dealing([(f"n{a:02d}", f"n{b:02d}") for a, b in pairs])
    mapping = {f"n{number:02d}": letter for number, letter in enumerate(letters, start=1)}
    ours = query.brokers(network, groups=mapping).sort_values("actor")
    assert ours[ROLES].to_numpy().tolist() == theirs


def test_constraint_as_in_networkx_own_tests():
    """Borgatti's example: G 0.400, A 0.595, C 1 (networkx, tests of structuralholes)."""
    pairs = ["ab", "af", "ag", "ae", "eg", "fg", "bg", "bd", "dg", "gc"]
    network = dealing([tuple(pair) for pair in pairs], mutual=True)
    constraint = query.brokers(network).set_index("actor")["constraint"]
    assert round(constraint["g"], 3) == 0.400
    assert round(constraint["a"], 3) == 0.595
    assert round(constraint["c"], 3) == 1.0


def test_betweenness_of_the_middle_of_a_line():
    """Of the 12 ordered pairs of the other actors on a line of five, 8 go through the middle one."""
    line = query.brokers(dealing(itertools.pairwise("abcde"), mutual=True)).set_index("actor")["betweenness"]
    assert line["c"] == pytest.approx(8 / 12)
    assert line["a"] == 0


def test_ties_of_conflict_broker_only_when_asked_for():
    relations = [
        Relation("aid", ("a",), "AID", "", ("b",), date="2024"),
        Relation("war", ("b",), "ASSAULT", "", ("c",), date="2024"),
    ]
    network = from_relations(relations)
    assert query.brokers(network)["actor"].tolist() == ["a", "b"]
    assert query.brokers(network, include_conflict=True).iloc[0][["actor", "total"]].tolist() == ["b", 1]


def test_brokers_between_blocs():
    network = signed([("a", "b", 1), ("b", "c", 1), ("c", "d", 1), ("a", "d", -1), ("b", "d", -1)])
    answer = query.brokers(network, groups="blocs").set_index("actor")
    camps = query.frustration(network).camps
    assert ("d" in camps[1]) and ("a" in camps[0])
    assert answer.loc["c", "total"] == 2  # b to d and back
