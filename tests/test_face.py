"""What a notebook shows of datasets, networks and answers."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

import graphkit
from graphkit.face import html_of
from graphkit.query import network_of


@pytest.mark.slow
def test_a_dataset_and_a_network_show_counts_dates_names_and_links(affair):
    network = graphkit.build_network(affair)
    for thing in (affair, network):
        face = html_of(thing)
        assert f"{len(affair.relations)} relations among" in face
        assert "North Korea (" in face
        assert "PRK" not in face.replace("DPRK", "")
    assert '<a href="https://' in html_of(graphkit.load_dataset())
    assert "Filtered." in html_of(graphkit.filter_network(network, since="2024-10"))
    assert "nothing is in it yet" in html_of(graphkit.Dataset.from_records(name="empty"))


def test_an_answer_shows_names_whole_sentences_and_links(affair):
    network = graphkit.build_network(affair)
    answer = graphkit.responses(network, to="North Korea")
    face = html_of(answer)
    longest = max(answer["response"], key=len)
    assert len(longest) > 50
    assert longest.replace("'", "&#x27;") in html_of(answer[:0]) or "rows" in face
    assert "South Korea" in face and "<td" in face
    assert "…" not in face and "..." not in face
    assert "There are no such responses" in html_of(graphkit.responses(network, to="Japan", by="Russia"))


def test_a_table_made_from_an_answer_is_whole_too_but_has_ids(affair):
    network = graphkit.build_network(affair)
    part = graphkit.timeline(network).head(3)
    assert network_of(part) is None
    face = html_of(part)
    assert all(text.replace("'", "&#x27;") in face for text in part["summary"])


@pytest.mark.slow
def test_nothing_is_kept_alive_for_it(affair):
    network = graphkit.build_network(affair)
    answer = graphkit.timeline(network)
    assert network_of(answer) is network
    del network
    gc.collect()
    assert network_of(answer) is None


def test_what_a_text_holds_is_no_html():
    from graphkit.model import Actor, Document, Evidence, Relation

    made = graphkit.Dataset.from_records(
        name="made",
        actors=[Actor("AAA", "<b>A</b>", "state"), Actor("BBB", "B", "state")],
        documents=[Document("d", "<script>", url='https://example.org/?a="><script>')],
        relations=[Relation("r", ("AAA",), "AID", "", ("BBB",), False, "2024", summary="<img src=x>")],
        evidence=[Evidence("r", "d")],
    )
    face = html_of(made)
    assert "<script>" not in face and "<img" not in face and "<b>A</b>" not in face


IN_A_NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import graphkit, networkx, pandas
dataset = graphkit.load_dataset()
network = graphkit.build_network(dataset)
things = [dataset, network, graphkit.timeline(network), pandas.DataFrame({"x": [1]}), networkx.MultiDiGraph()]
html = [shell.display_formatter.format(one)[0].get("text/html", "none")[:4000].replace(chr(10), " ") for one in things]
print(*html, sep=chr(10))
"""


@pytest.mark.slow
def test_ipython_shows_ours_and_leaves_the_rest():
    pytest.importorskip("IPython")
    done = subprocess.run([sys.executable, "-c", IN_A_NOTEBOOK], capture_output=True, text=True, check=True)
    dataset, network, answer, table, graph = done.stdout.splitlines()
    assert "relations among" in dataset and "relations among" in network
    assert "What happened, in order." in answer
    assert 'class="dataframe"' in table
    assert graph == "none"


def test_an_answer_that_was_laid_out_is_shown_whole(affair):
    network = graphkit.build_network(affair)
    table = graphkit.tabled(network, graphkit.timeline(network))
    longest = max(table["what"].head(5), key=len)
    assert len(longest) > 50
    face = html_of(table.head(5))
    assert longest.replace("'", "&#x27;").replace('"', "&quot;") in face
    assert "text-align:left" in face and "…" not in face
