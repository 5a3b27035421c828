"""What a newcomer asks: ten questions written down first, answers read aloud, and every example of every help."""

from __future__ import annotations

import dataclasses
import datetime
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

#: A question as somebody would put it, the command that answers it, and what the answer must say.
TEN_QUESTIONS = [
    (
        "What has Japan done since October?",
        "timeline --actor Japan --since 2024-10",
        ["16 to 17 November 2024: Japan's Foreign Minister Iwaya visited Ukraine", "Zelenskyy thanked Japan"],
    ),
    (
        "Who still denies it?",
        "contested",
        [
            "; denied by Russia (by 20 January 2025).",
            "denied by North Korea (21 October 2024) and the Kremlin (by 20 January 2025), both until 28 April 2025",
        ],
    ),
    (
        "Who answered North Korea's soldiers, who first, who last, and who has not?",
        "responses --to DPRK --type ACCUSE --provocation-type AID",
        [
            "October 2024: North Korea sent",
            "First to answer",
            "Last to answer",
            "No answer from Russia, the other party to it, is on record.",
        ],
    ),
    ("What of Russia's did nobody answer?", "unanswered --by Russia", ["No answer to ", " acts is on record;"]),
    ("Who is in here, and since when?", "summary", ["North Korea: ", "The acts date from ", "contested: "]),
    ("What is told of Kursk?", "search Kursk", ["Kursk region: ", "31 October 2024: The United States told"]),
    ("Who is Kim Jong-un?", "profile Kim", ["leads North Korea as President of the State Affairs Commission since"]),
    (
        "What changed between May and December 2024?",
        "changes --since 2024-05 --until 2024-12",
        [
            "towards the Multilateral Sanctions Monitoring Team: cooperation, where nothing was on record",
            "16 October 2024: Eleven states announced a team",
        ],
    ),
    ("Who has a hold over North Korea?", "leverage --over DPRK", ["China", "North Korea"]),
    (
        "Who is in which camp, and who in none?",
        "blocs",
        ["Bloc 1: ", "Unplaced: Austria", "no act of cooperation towards or by another"],
    ),
    (
        "Who stands between China's side and Korea?",
        "brokers",
        ["South Korea stands between ", "China and the Multilateral Sanctions Monitoring Team; "],
    ),
]


def run(*arguments, code=0, **extra):
    result = CliRunner().invoke(main, [str(one) for one in arguments], **extra)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.slow
@pytest.mark.parametrize(("question", "command", "said"), TEN_QUESTIONS, ids=[one[0] for one in TEN_QUESTIONS])
def test_a_question_that_was_written_down_first_is_answered_in_words(question, command, said, monkeypatch):
    monkeypatch.delenv("GRAPHKIT_DATA")
    text = " ".join(run(*shlex.split(command), "--format", "text").stdout.split())
    assert [words for words in said if words not in text] == []


# --- answers -------------------------------------------------------------------------------------


def dataset(relations, evidence=(), documents=(), **more):
    """A dataset of four states and a minister, one paper, and an assertion of each relation that has no evidence."""
    actors = [Actor(code, name, "state") for code, name in STATES.items()]
    actors.append(Actor("min", "Minister Mo", "person"))
    spoken = {one.relation for one in evidence}
    rows = [*evidence, *(Evidence(one.id, "paper") for one in relations if one.id not in spoken)]
    return graphkit.Dataset.from_records(
        name="made",
        actors=actors,
        affiliations=[Affiliation("min", "LEADS", "AAA", "Chair", "2020-01", "")],
        documents=[Document("paper", "The paper", date="2024-12", url="https://example.org/a_b"), *documents],
        relations=relations,
        evidence=rows,
        **more,
    )


STATES = {"AAA": "Alphaland", "BBB": "Betaland", "CCC": "Gammaland", "DDD": "Deltaland"}


def act(key, actor, recipient, date, kind="ACCUSE", **more):
    summary = more.pop("summary", f"{STATES.get(actor, actor)} did {key}.")
    return Relation(key, (actor,), kind, "", (recipient,), False, date, summary=summary, **more)


@pytest.fixture
def exchange():
    """A strike on two states, answered by one of them on a day and by a third some time in a month."""
    strike = Relation("strike", ("AAA",), "ASSAULT", "", ("BBB", "CCC"), False, "2024-03-01", summary="A struck.")
    return graphkit.build_network(
        dataset(
            [
                strike,
                act("protest", "BBB", "AAA", "2024-03-04", responds_to=("strike",)),
                act("blame", "DDD", "AAA", "2024-04", responds_to=("strike",)),
            ]
        )
    )


def test_responses_have_a_heading_an_item_for_each_answer_the_first_the_last_and_the_silent(exchange):
    lines = graphkit.explain(exchange, graphkit.responses(exchange)).splitlines()
    assert lines[0] == "1 March 2024: A struck"
    assert lines[2:4] == ["- 4 March 2024: Betaland did protest. [1]", "- April 2024: Deltaland did blame. [1]"]
    assert lines[4] == "First to answer: Betaland, 4 March 2024. Last to answer: Deltaland, April 2024."
    assert lines[5] == "No answer from Gammaland, the other party to it, is on record."
    assert lines[7:] == ["Sources", "[1] The paper. December 2024. https://example.org/a_b"]


@pytest.fixture
def crowd():
    """Seven acts: one with eight answers by as many states, the others with one each."""
    answers = [act(f"a{k}", "BBB", "AAA", f"2024-01-0{k + 1}", responds_to=("r0",)) for k in range(1, 9)]
    acts = [act(f"r{k}", "AAA", "BBB", f"2024-0{k + 1}-01") for k in range(7)]
    answers += [act(f"b{k}", "CCC", "AAA", f"2024-0{k + 1}-02", responds_to=(f"r{k}",)) for k in range(1, 7)]
    return graphkit.build_network(dataset([*acts, *answers]))


def test_many_responses_begin_with_how_many_from_whom_first_and_last(crowd):
    text = " ".join(graphkit.explain(crowd, graphkit.responses(crowd)).split())
    assert text.startswith(
        "There are 14 answers to 7 acts on record. They came from Betaland and Gammaland. "
        "First to answer: Betaland, 2 January 2024. Last to answer: Gammaland, 2 July 2024. 1 January 2024: Alphaland"
    )
    assert "left out here" not in text


def test_a_short_answer_tells_the_acts_most_answered_and_how_much_is_left_out(crowd):
    text = " ".join(graphkit.explain(crowd, graphkit.responses(crowd), short=True).split())
    assert "Below are the five acts with most answers; 2 more, with 2 answers, are left out here." in text
    assert "- and 4 more, which are left out here" in text  # four of the eight answers are told
    assert text.count("Betaland did a") == 4
    bundled = graphkit.build_network(graphkit.load_dataset())
    alone = graphkit.responses(bundled, to="2024-10-prk-troops-to-russia")
    told = graphkit.explain(bundled, alone, short=True, width=1000)
    items = [line for line in told.partition("- and ")[0].splitlines() if line.startswith("- ")]
    assert len(items) == 15
    assert not [line for line in items if " and January 2025" in line]  # the sharpest dates first, in order of date
    assert not [line for line in items if line.startswith("- Between")]
    few = graphkit.responses(crowd, to="r3")
    assert graphkit.explain(crowd, few, short=True) == graphkit.explain(crowd, few)


def test_a_short_answer_cites_of_many_documents_a_denial_and_the_first_and_lists_no_others():
    told = [Evidence("strike", f"d{number}") for number in range(1, 8)]
    told += [Evidence("strike", "d9", stance="denies"), Evidence("protest", "d5"), Evidence("protest", "d9")]
    acts = [
        act("strike", "AAA", "BBB", "2024-03-01"),
        act("protest", "BBB", "AAA", "2024-03-04", responds_to=("strike",)),
    ]
    papers = [Document(key, key.upper()) for key in sorted({one.document for one in told})]
    network = graphkit.build_network(dataset(acts, told, papers))
    answer = graphkit.responses(network)
    short = graphkit.explain(network, answer, short=True, width=1000)
    assert "Told in [1, 2, 3, 4 and 4 more]" in short
    assert "- 4 March 2024: Betaland did protest. [2, 5]" in short
    listed = short.partition("\nSources\n")[2].splitlines()
    assert listed[:5] == ["[1] D1.", "[2] D9.", "[3] D2.", "[4] D3.", "[5] D5."]
    assert "3 more documents are left out here." in listed
    assert "and 4 more" not in graphkit.explain(network, answer, width=1000)


@pytest.mark.slow
def test_only_a_terminal_gets_the_short_answer_and_all_or_a_file_the_whole(tmp_path):
    command = f"{shlex.quote(sys.executable)} -m graphkit responses --to DPRK"
    env = {**os.environ, "PYTHONPATH": str(Path(graphkit.__file__).parents[1]), "COLUMNS": "96"}
    env.pop("GRAPHKIT_DATA", None)

    def told(extra):
        """What a terminal shows of it."""
        arguments = ["script", "-qec", f"{command} {extra}", "/dev/null"]
        return subprocess.run(arguments, capture_output=True, text=True, check=True, env=env).stdout

    if shutil.which("script") is None:
        pytest.skip("needs script, of util-linux")
    short, whole = told(""), told("--all")
    assert "left out here" in short
    assert "shortened for the screen: --all shows everything" in short
    assert "left out here" not in whole
    assert short.count("\n") < 300 < 1600 < whole.count("\n")
    told(f"--format text -o {tmp_path / 'a.txt'}")
    assert "left out here" not in (tmp_path / "a.txt").read_text("utf-8")
    piped = subprocess.run(shlex.split(f"{command} --format text"), capture_output=True, text=True, check=True, env=env)
    assert piped.stdout == (tmp_path / "a.txt").read_text("utf-8")


def test_the_answers_to_one_act_are_counted_as_the_map_counts_them():
    strike = act("strike", "AAA", "BBB", "2024-03-01")
    answers = [
        act("one", "CCC", "AAA", "2024-03-02", responds_to=("strike",)),
        act("two", "DDD", "AAA", "2024-03-03", responds_to=("strike",)),
        act("own", "BBB", "AAA", "2024-03-04", responds_to=("strike",)),
        act("said", "CCC", "AAA", "2024-03-05", responds_to=("strike",)),
        act("idea", "DDD", "AAA", "2024-03-06", responds_to=("strike",)),
    ]
    doubts = [Evidence("said", "paper", stance="alleges"), Evidence("idea", "paper", stance="proposes")]
    network = graphkit.build_network(dataset([strike, *answers], doubts))
    text = " ".join(graphkit.explain(network, graphkit.responses(network)).split())
    assert (
        "5 answers in all: 2 asserted by a source and from 2 sides that are no party to it, which are those that the "
        "map counts, one by a party to it, one only alleged and one only spoken of."
    ) in text
    brief = " ".join(graphkit.explain(network, graphkit.responses(network), brief=True).split())
    assert (
        "There are 4 answers to it on record, and one more only spoken of. Of these, 2 are asserted and from 2 sides"
    ) in brief
    assert len(graphkit.responses(network)) == 5


def test_a_timeline_tells_what_somebody_does_and_what_two_persons_do_together():
    pact = Relation("pact", ("min", "CCC"), "AGREE", "", (), True, "2024-02", summary="Mo and C agreed.")
    blame = act("blame", "min", "BBB", "2024-01")
    made = [blame, act("own", "AAA", "CCC", "2024-03"), act("back", "BBB", "AAA", "2024-04")]
    network = graphkit.build_network(dataset([*made, dataclasses.replace(pact, actor=("min",), recipient=("CCC",))]))
    assert graphkit.timeline(network, by="Alphaland")["relation_id"].tolist() == ["blame", "pact", "own"]
    assert graphkit.timeline(network, by="Minister Mo")["relation_id"].tolist() == ["blame", "pact"]
    assert graphkit.timeline(network, by="Gammaland")["relation_id"].tolist() == ["pact"]
    assert graphkit.timeline(network, together=["min", "CCC"])["relation_id"].tolist() == ["pact"]
    assert graphkit.timeline(network, by="Alphaland", together=["Gammaland"])["relation_id"].tolist() == ["pact"]


def test_changes_of_an_actor_are_of_the_pairs_that_it_is_one_of(tmp_path):
    joint = Relation("joint", ("AAA", "BBB"), "AID", "", ("CCC",), False, "2024-06-01", summary="A and B helped C.")
    graphkit.save_dataset(dataset([joint]), tmp_path / "made")
    given = ["changes", "--data", tmp_path / "made", "--since", "2024-01", "--until", "2024-12", "--format", "csv"]
    assert run(*given).stdout.count("\n") == 3
    assert [line.partition(",")[0] for line in run(*given, "--actor", "Alphaland").stdout.splitlines()[1:]] == ["AAA"]


def test_a_path_says_how_many_of_all_relations_between_two_it_tells():
    made = [act(f"r{k}", "AAA", "BBB", f"2024-0{k}-01") for k in (1, 2, 3)]
    network = graphkit.build_network(dataset(made, [Evidence("r3", "paper", stance="proposes")]))
    text = " ".join(graphkit.explain(network, graphkit.paths(network, between=("AAA", "BBB"))).split())
    assert "Alphaland and Betaland, 2 of the 3 relations between the two; the other is only expected, " in text


@pytest.mark.slow
def test_names_in_sentences_have_their_article(monkeypatch):
    monkeypatch.delenv("GRAPHKIT_DATA")
    before = r"\b(?:from|(?<!goes )by|of|and|with|towards|between|through) "
    bare = re.compile(before + r"(?:United (?:States|Kingdom|Nations)|European Union|Kremlin)\b")
    for command in (
        "responses --to Russia --basis all --since 2024-10 --until 2024-12",
        "unanswered --to USA",
        "contested",
        "paths USA China --indirect",
        "profile USA",
        "leverage",
        "brokers",
        "blocs",
        "balance",
        "changes --since 2024-05 --until 2024-12",
    ):
        told = " ".join(run(*shlex.split(command), "--format", "text").stdout.partition("\nSources\n")[0].split())
        assert not bare.findall(told), command


@pytest.mark.slow
def test_in_markdown_days_are_bold_rough_dates_are_not_and_addresses_are_links(exchange):
    text = graphkit.explain(exchange, graphkit.responses(exchange), markdown=True)
    assert "### **1 March 2024**: A struck\n" in text
    assert "- **4 March 2024**: Betaland did protest." in text
    assert "- April 2024: Deltaland" in text
    assert "<https://example.org/a_b>" in text
    assert (
        "\n### **21 November 2023**: " in run("responses", "--format", "markdown", env={"GRAPHKIT_DATA": None}).stdout
    )


def test_dates_that_overlap_do_not_say_who_was_first(exchange):
    doubtful = graphkit.build_network(
        dataset(
            [
                act("strike", "AAA", "BBB", "2024-03-01"),
                act("one", "BBB", "AAA", "2024-03-04", responds_to=("strike",)),
                act("two", "DDD", "AAA", "2024-03", responds_to=("strike",)),
            ]
        )
    )
    text = " ".join(graphkit.explain(doubtful, graphkit.responses(doubtful)).split())
    assert "Who answered first and who last, the dates do not say." in text


def test_what_is_only_proposed_is_no_answer(exchange):
    plan = act("plan", "BBB", "AAA", "2024-03-04", responds_to=("strike",))
    network = graphkit.build_network(
        dataset([act("strike", "AAA", "BBB", "2024-03-01"), plan], [Evidence("plan", "paper", stance="proposes")])
    )
    text = " ".join(graphkit.explain(network, graphkit.responses(network)).split())
    assert "First to answer" not in text
    assert "No answer from Betaland, the other party to it, is on record." in text
    assert graphkit.unanswered(network)["relation_id"].tolist() == ["strike"]


@pytest.mark.slow
def test_a_brief_answer_is_one_paragraph_of_at_most_120_words(monkeypatch, tmp_path):
    monkeypatch.delenv("GRAPHKIT_DATA")
    for arguments in (["--to", "DPRK"], [], ["--by", "Seoul", "--basis", "all"], ["--basis", "inferred"]):
        text = run("responses", *arguments, "--brief").stdout
        assert 9 < len(text.split()) <= 120
        assert "\n\n" not in text
    assert "leave out one of them" in run("responses", "--brief", "--format", "csv", code=2).stderr
    assert "leave out one of them" in run("responses", "--brief", "-o", tmp_path / "a.csv", code=2).stderr
    run("responses", "--to", "DPRK", "--brief", "-o", tmp_path / "a.md")
    assert "**21 October 2024**" in (tmp_path / "a.md").read_text("utf-8")
    network = graphkit.build_network(graphkit.load_dataset())
    with pytest.raises(ValueError, match="timeline has no brief answer"):
        graphkit.explain(network, graphkit.timeline(network), brief=True)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["responses", "contested", "timeline", "brokers", "blocs", "balance", "unanswered"])
def test_on_a_terminal_the_answer_is_text_and_in_a_pipe_csv(command, monkeypatch):
    from graphkit.cli import options

    piped = run(command).stdout
    assert piped.partition("\n")[0].count(",") >= 3
    monkeypatch.setattr(options.click, "echo", lambda text, **_: seen.append(text))
    seen: list[str] = []

    class Terminal:
        """A stdout that says it is a terminal."""

        isatty = staticmethod(lambda: True)
        fileno = staticmethod(lambda: 1)

    monkeypatch.setattr(options.sys, "stdout", Terminal())
    network = graphkit.build_network(graphkit.load_dataset())
    frame = graphkit.timeline(network).head(1)
    readable = options.Readable(text=lambda: "words")
    options.emit(frame, readable=readable)
    assert seen == ["words\n"]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("command", ["responses", "contested", "timeline", "brokers", "leverage", "actors", "changes"])
def test_tables_fit_the_terminal_with_names_in_at_most_six_columns(command, width):
    more = ["--since", "2024-05", "--until", "2024-12"] if command == "changes" else []
    text = run(command, *more, "--format", "table", env={"COLUMNS": str(width)}).stdout
    assert max(map(len, text.splitlines())) <= width
    assert not re.search(r"\bPRK\b", text)
    assert "1 of " not in text


def test_nobody_who_only_considers_a_claim_holds_it():
    evidence = [
        Evidence("claim", "paper", stance="considers", speaker="BBB"),
        Evidence("claim", "paper", stance="alleges", speaker="CCC"),
        Evidence("claim", "paper", stance="denies", speaker="AAA"),
    ]
    network = graphkit.build_network(dataset([act("claim", "AAA", "BBB", "2024-05")], evidence))
    found = graphkit.contested(network)
    assert found["asserted_by"].tolist() == ["CCC (alleges)"]
    text = " ".join(graphkit.explain(network, found).split())
    assert "Alleged by Gammaland; only considered by Betaland; denied by Alphaland (by December 2024)." in text


def test_who_denies_still_and_who_did_until_when():
    evidence = [
        Evidence("claim", "paper", stance="denies", speaker="AAA", date="2024-01"),
        Evidence("claim", "paper", stance="asserts", speaker="AAA", date="2024-06-02"),
        Evidence("claim", "paper", stance="denies", speaker="BBB", date="2024-01"),
    ]
    network = graphkit.build_network(dataset([act("claim", "AAA", "BBB", "2024-05")], evidence))
    text = " ".join(graphkit.explain(network, graphkit.contested(network)).split())
    still, since = "; denied by Betaland (January 2024)", "; denied by Alphaland (January 2024) until 2 June 2024"
    assert f"{still}{since}, and acknowledged since." in text


def test_a_profile_speaks_in_words_and_a_states_lists_what_its_leader_did():
    network = graphkit.build_network(dataset([act("blame", "min", "BBB", "2024-05-02", summary="Mo blamed B.")]))
    assert "Minister Mo leads Alphaland as Chair since January 2020." in graphkit.explain(
        network, graphkit.profile(network, actor="min")
    )
    text = graphkit.explain(network, graphkit.profile(network, actor="Alphaland"))
    assert text.startswith("Alphaland is a state. Id: here AAA.")
    assert "What its people did\n2 May 2024: Mo blamed B. [1]" in text


def test_a_place_that_is_over_is_told_in_the_past():
    made = dataset([]).records
    gone = [Affiliation("min", "REPRESENTS", "AAA", "Envoy", "2020", "2021-05")]
    network = graphkit.build_network(
        graphkit.Dataset.from_records(name="gone", actors=made("actors"), affiliations=gone, documents=[], relations=[])
    )
    values = graphkit.profile(network, actor="min")["value"].tolist()
    assert "Minister Mo represented Alphaland as Envoy from 2020 to May 2021" in values


# --- camps, brokers, changes ---------------------------------------------------------------------


def test_parts_that_do_not_touch_are_never_one_camp_and_who_has_no_friend_is_in_none():
    apart = [
        act("pact", "AAA", "BBB", "2024", kind="AGREE"),
        act("other-pact", "CCC", "DDD", "2024", kind="AGREE"),
        act("blame", "min", "AAA", "2024"),
    ]
    network = graphkit.build_network(dataset(apart))
    found = graphkit.blocs(network)
    assert found[["bloc", "actor"]].dropna().values.tolist() == [[1, "AAA"], [1, "BBB"], [2, "CCC"], [2, "DDD"]]
    assert found[found["bloc"].isna()][["actor", "why"]].values.tolist() == [["min", "no cooperation with anybody"]]
    text = " ".join(graphkit.explain(network, found).split())
    assert "Unplaced: Minister Mo (no cooperation with anybody)." in text
    assert "falls into 2 parts that do not touch" in text


def test_brokers_say_between_whom():
    network = graphkit.build_network(
        dataset([act("one", "AAA", "BBB", "2024", kind="AID"), act("two", "BBB", "CCC", "2024", kind="AID")])
    )
    found = graphkit.brokers(network)
    assert found[found["actor"] == "BBB"]["between"].tolist() == ["AAA > CCC"]
    assert "Betaland stands between Alphaland and Gammaland. Roles: coordinator 1;" in graphkit.explain(network, found)


def test_changes_name_the_events_and_hesitation_is_no_conflict():
    network = graphkit.build_network(
        dataset(
            [
                act("no-arms", "AAA", "BBB", "2024-06-03", kind="REJECT", summary="A hesitates to send arms."),
                act("raid", "CCC", "DDD", "2024-06-04", kind="ASSAULT", summary="C raided D."),
            ]
        )
    )
    found = graphkit.changes(network, since="2024-01", until="2024-12")
    assert found[["actor", "after"]].values.tolist() == [["AAA", "disagreement"], ["CCC", "conflict"]]
    text = graphkit.explain(network, found)
    assert "- Alphaland towards Betaland: disagreement, where nothing was on record before." in text
    assert "  - 3 June 2024: A hesitates to send arms. [1]" in text


# --- the new questions ---------------------------------------------------------------------------


def test_unanswered_counts_answers_that_the_filters_leave_out(exchange):
    assert graphkit.unanswered(exchange)["relation_id"].tolist() == ["protest", "blame"]
    assert graphkit.unanswered(exchange, by="Betaland")["relation_id"].tolist() == ["protest"]
    assert graphkit.unanswered(exchange, to="Betaland").empty


def test_a_state_has_the_unanswered_acts_of_its_leader():
    network = graphkit.build_network(dataset([act("blame", "min", "BBB", "2024-05-02")]))
    assert graphkit.unanswered(network, by="Alphaland")["relation_id"].tolist() == ["blame"]


def test_the_command_sees_answers_outside_of_its_filters(tmp_path):
    graphkit.save_dataset(
        dataset(
            [act("strike", "AAA", "BBB", "2024-03-01"), act("late", "BBB", "AAA", "2025", responds_to=("strike",))]
        ),
        tmp_path / "made",
    )
    result = run("unanswered", "--data", tmp_path / "made", "--until", "2024", "--format", "csv")
    assert result.stdout.count("\n") == 1  # only the head: the answer of 2025 counts


def test_a_summary_counts_by_hand(exchange):
    found = graphkit.summary(exchange)
    cells = {(section, item): value for section, item, value in found.values.tolist()}
    assert cells["dataset", "relations"] == "3"
    assert cells["dataset", "answers"] == "2"
    assert (cells["dataset", "since"], cells["dataset", "until"]) == ("March 2024", "April 2024")
    assert (cells["month", "2024-03"], cells["month", "2024-04"]) == ("2", "1")
    assert (cells["who", "Alphaland"], cells["who", "Deltaland"]) == ("3", "1")


def test_search_finds_every_word_in_claims_names_and_places():
    network = graphkit.build_network(
        dataset(
            [
                act("talks", "AAA", "BBB", "2024-02", kind="CONSULT", summary="They met.", place="Élan Harbour"),
                act("arms", "CCC", "DDD", "2024-01", kind="AID", summary="Missiles were sent."),
            ]
        )
    )
    kinds = graphkit.search(network, words="elan harbour")[["kind", "id"]].values.tolist()
    assert kinds == [["place", ""], ["claim", "talks"]]
    assert graphkit.search(network, words="gammaland missile")["id"].tolist() == ["arms"]
    assert graphkit.search(network, words="Mo")["id"].tolist() == ["min"]
    assert graphkit.search(network, words="gammaland harbour").empty
    with pytest.raises(ValueError, match="no word in"):
        graphkit.search(network, words=" ?")


# --- who could be meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Berlin", "that is Germany, who is not in this dataset"),
        ("German", "that is Germany, who is not in this dataset"),
        ("Nort Korea", "did you mean North Korea (PRK)"),
        ("Yoonn", "did you mean Yoon Suk-yeol (yoon-suk-yeol)"),
        ("Quxville", ": graphkit actors lists them all"),
    ],
)
def test_who_could_be_meant_by_a_name_that_nobody_has(name, said, affair):
    with pytest.raises(graphkit.UnknownActor) as caught:
        graphkit.find_actor(affair, name)
    assert said in str(caught.value)
    assert "kremlin" not in str(caught.value).lower()


# --- every example of every help -----------------------------------------------------------------


def examples():
    """Each line of a help that begins with graphkit, with its command."""

    def found(command, words):
        for line in (command.help or "").splitlines():
            if line.strip().startswith("graphkit "):
                yield words, line.strip()

    for name in main.list_commands(click.Context(main)):
        command = main.get_command(click.Context(main), name)
        yield from found(command, name)
        for verb, one in getattr(command, "commands", {}).items():
            yield from found(one, f"{name} {verb}")


def test_every_command_has_an_example():
    known = {words for words, _ in examples()}
    for name in main.list_commands(click.Context(main)):
        command = main.get_command(click.Context(main), name)
        verbs = [f"{name} {verb}" for verb in getattr(command, "commands", {})]
        assert (set(verbs) or {name}) <= known, f"graphkit {name} --help shows no example"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the files that the examples name."""
    folder = tmp_path_factory.mktemp("desk")
    article = "On 3 May 2024 Turkey sent troops to the border with Syria. Syria condemned Turkey on 4 May 2024."
    (folder / "article.txt").write_text(article, "utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "second.txt").write_text(article, "utf-8")
    (folder / "report.pdf").write_bytes(pdf(article))
    (folder / "ties.csv").write_text("source,target,date\nAnn,Ben,2024-05-01\nBen,Cem,2024-06\n", "utf-8")
    for name in ("mine", "colleague", "last-week", "this-week"):
        shutil.copytree(Path(__file__).parent / "datasets" / "affair", folder / name)
    rows = ["SRC,TGT,DAY,CAMEO"]
    for number in range(300):
        one, other = [("Israel", "Hamas"), ("North Korea", "South Korea"), ("Russia", "Ukraine")][number % 3]
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number)
        rows += [f"{one},{other},{day},190", f"{other},{one},{day},036"]
    rows += [
        f"Israel,{other},2024-04-0{day},190"
        for other in ["Iran", "Syria", "Lebanon", "Iraq", "Yemen"]
        for day in range(1, 6)
    ]
    rows += [
        f"North Korea,{other},2024-04-0{day},190"
        for other in ["Iran", "Syria", "Cuba", "Laos", "Mali"]
        for day in range(1, 6)
    ]
    (folder / "acts.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "downloads").mkdir()
    cells = [""] * 61
    for place, value in {
        0: "1",
        1: "20240503",
        5: "TUR",
        15: "SYR",
        25: "1",
        26: "190",
        27: "190",
        28: "19",
        29: "4",
    }.items():
        cells[place] = value
    cells[30], cells[31], cells[32], cells[33], cells[34] = "-10", "3", "1", "3", "-2"
    cells[59], cells[60] = "20240503000000", "https://example.org/a"
    (folder / "downloads" / "20240503.export.CSV").write_text("\t".join(cells) + "\n", "utf-8")
    return folder


def pdf(text):
    """A page with one line of text."""
    stream = f"BT /F1 8 Tf 10 700 Td ({text}) Tj ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return (
        out
        + head
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))
    )


#: Examples that need a person at a terminal or in a browser, or an assistant.
ASKING = {
    "graphkit review my-dataset",
    "graphkit mcp --data my-dataset",
    "graphkit edit my-dataset",
    "graphkit edit my-dataset --documents articles/",
}


def order(line):
    """What makes a file comes before what reads it."""
    steps = ["init my-dataset", "import csv", "export gexf", "import gdelt", "import events", "import", "--into", ""]
    return next(number for number, words in enumerate(steps) if words in line)


@pytest.mark.slow
def test_every_example_of_every_help_runs(desk, monkeypatch):
    for library in ("duckdb", "trafilatura", "pypdf", "openpyxl"):
        pytest.importorskip(library)
    monkeypatch.delenv("GRAPHKIT_DATA")
    monkeypatch.chdir(desk)
    failed = []
    for _, line in sorted(examples(), key=lambda one: order(one[1])):
        line = line.partition(" >")[0]  # where the shell sends it
        if line in ASKING:
            continue
        result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
        if result.exit_code or result.exception:
            failed.append((line, result.exit_code, result.output[-300:]))
    assert failed == []


# --- the command itself --------------------------------------------------------------------------


def test_the_version_is_of_graphkit_and_of_its_data():
    package = graphkit.load_dataset()
    assert run("--version").stdout == f"graphkit {graphkit.__version__}, dataset {package.name} {package.version}\n"


@pytest.mark.parametrize(("shell", "said"), [("bash", "complete -o"), ("zsh", "compdef"), ("fish", "complete --")])
def test_each_shell_gets_its_completion(shell, said):
    text = run("completion", shell).stdout
    assert said in text
    assert "_GRAPHKIT_COMPLETE" in text


def test_completion_names_the_commands_and_their_options():
    def completed(*words):
        env = {"_GRAPHKIT_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
        return CliRunner().invoke(main, prog_name="graphkit", env=env).stdout

    assert "plain,responses" in completed("graphkit", "respon")
    assert "plain,--brief" in completed("graphkit", "responses", "--br")


def test_the_manual_page_has_every_command():
    text = run("man").stdout
    assert text.startswith(".TH GRAPHKIT 1")
    for name in main.list_commands(click.Context(main)):
        assert f".SS graphkit {name} " in text
    assert "\\fB\\-\\-brief\\fR" in text


def test_start_installs_the_extras_that_are_named(monkeypatch):
    from graphkit import start

    installed, ran = [], []
    monkeypatch.setattr(start, "_environment", lambda: "python")
    monkeypatch.setattr(start, "_install", lambda _, extra: installed.append(extra) is None)
    monkeypatch.setattr(start.subprocess, "run", lambda command, **_: ran.append(command) or Done())

    class Done:
        """A process that ended well."""

        returncode = 0

    assert start.main(["map", "--with", "documents,review", "--title", "T"]) == 0
    assert (installed, ran[0][2:]) == (["[documents,review]"], ["graphkit", "map", "--title", "T"])
    assert start.main(["map"]) == 0
    assert installed[1] == ""
    assert start.main(["map", "--with=nonsense"]) == 2


def test_start_says_how_long_the_tests_take_and_shares_the_fast_ones_among_the_cores(monkeypatch, capfd):
    from graphkit import start

    ran = []
    monkeypatch.setattr(start, "_environment", lambda: "python")
    monkeypatch.setattr(start, "_install", lambda *_: True)
    monkeypatch.setattr(start.subprocess, "run", lambda command, **_: ran.append(command) or Done())

    class Done:
        """A process that ended well."""

        returncode = 0

    assert start.main(["test", "-m", "not slow", "-q"]) == 0
    assert ran[0][1:] == ["-m", "pytest", "-n", "auto", "--dist", "worksteal", "-m", "not slow", "-q"]
    assert "two to four minutes" in capfd.readouterr().err
    assert start.main(["test", "-n1", "-m", "not slow"]) == start.main(["test"]) == 0
    shared = ["-n", "auto", "--dist", "loadfile", "-m", "not browser"]
    assert [command[3:] for command in ran[1:]] == [["-n1", "-m", "not slow"], shared, ["-m", "browser"]]
    assert "a quarter of an hour" in capfd.readouterr().err


def test_the_tables_of_the_walk_make_a_dataset_and_a_map(tmp_path):
    import csv

    walk = (Path(__file__).parents[1] / "docs" / "curating.md").read_text(encoding="utf-8")
    mine = tmp_path / "mine"
    assert CliRunner().invoke(main, ["init", str(mine)]).exit_code == 0
    for name in ("actors", "documents", "relations", "evidence"):
        shown = re.search(rf"`{name}\.csv`.*?```\n(.*?)```", walk, re.DOTALL)[1]
        columns = (mine / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        with (mine / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, columns)  # a column that there is not is an error
            rows.writeheader()
            rows.writerows(csv.DictReader(shown.splitlines()))
    checked = CliRunner().invoke(main, ["check", str(mine)])
    assert checked.exit_code == 0, checked.output
    answered = CliRunner().invoke(main, ["responses", "--data", str(mine), "--format", "text"])
    assert "4 May 2024: Sweden criticised the loan of the ferries." in answered.stdout
    denied = CliRunner().invoke(main, ["contested", "--data", str(mine), "--format", "text"])
    assert "Norway" in denied.stdout
    drawn = CliRunner().invoke(main, ["map", "--data", str(mine), "-o", str(tmp_path / "map.html")])
    assert drawn.exit_code == 0, drawn.output
