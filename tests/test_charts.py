"""Charts of time: what stands on them, that files keep their text and their bytes, and what is said of the rest."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET

import pytest

import graphkit
from graphkit.errors import MissingDependency

pytest.importorskip("matplotlib")


def words(figure):
    """What is written on a figure, in the order in which it is drawn."""
    return [text.get_text() for text in figure.axes[0].texts]


def svg_words(path):
    """The text elements of an SVG file."""
    return [one.text for one in ET.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")]


def test_a_few_relations_have_a_line_each(network, tmp_path):
    figure = graphkit.plot_timeline(graphkit.timeline(network))
    said = words(figure)
    assert said[0] == "4 dated relations"
    assert "1 without a date is not drawn." in said
    # by first possible day: treaty in March, troops on 1 to 3 April, protest on 5 April, aid in August
    dates = ["March 2024", "1 to 3 April 2024", "5 April 2024", "August 2024"]
    assert [one for one in said if one in dates] == dates
    assert {"Cooperation", "Conflict", "Alleged, expected or proposed", "Denied, now or once"} <= set(said)
    figure.savefig(tmp_path / "a.svg")
    assert svg_words(tmp_path / "a.svg") == said


@pytest.mark.slow
def test_many_relations_are_stacked_and_longer_dates_counted(affair):
    answer = graphkit.timeline(graphkit.build_network(affair))
    said = words(graphkit.plot_timeline(answer, title="The affair"))
    assert said[0] == "The affair"
    note = " ".join(said)
    sure, longer = (int(re.search(rf"(\d+) {what}", note)[1]) for what in ("are sure to a month", "have longer dates"))
    undated = ((answer["since"] == "") & (answer["until"] == "")).sum()
    outside = int((re.search(r"(\d+) lie outside", note) or ["", "0"])[1])
    assert sure + longer + outside + undated == len(answer)
    assert "may fall here" in said


def test_counts_say_what_is_sure_and_what_may_be(network):
    figure = graphkit.plot_counts(network, by="month")
    assert words(figure)[0] == "Relations per month"
    assert "Not drawn: 1 standing tie or other." in " ".join(words(figure))
    assert "Light too: 2 still denied by somebody, or alleged, expected or proposed." in " ".join(words(figure))
    # the treaty in March is above and the protest in April below; the troops of April are denied, the aid of August is
    # only alleged: both are light
    full, light = ([one for one in figure.axes[0].patches if one.get_alpha() == alpha] for alpha in (1.0, 0.3))
    assert [round(one.get_height() / full[0].get_height()) for one in full] == [1, 1]
    assert [round(one.get_height() / full[0].get_height()) for one in light] == [1, 2, 1]
    year = graphkit.plot_counts(network, by="year").axes[0].patches
    full, light = ([one for one in year if one.get_alpha() == alpha] for alpha in (1.0, 0.3))
    assert [round(one.get_height() / full[0].get_height()) for one in full] == [1, 1]
    assert [round(one.get_height() / full[0].get_height()) for one in light] == [2, 2]


def test_what_is_denied_has_its_sign_also_where_marks_are_stacked(network):
    from matplotlib.patches import Circle

    answer = graphkit.timeline(network)
    several = answer.loc[answer.index.repeat(11)]  # of the four with a date, the troops are denied
    figure = graphkit.plot_timeline(several)
    assert "44 dated relations" in words(figure)
    assert "Denied, now or once" in words(figure)
    assert sum(isinstance(one, Circle) for one in figure.axes[0].patches) == 11 + 1  # and one in the key


@pytest.mark.slow
def test_a_chart_is_the_same_bytes_every_time_whatever_style_is_set(network, tmp_path):
    import matplotlib

    answer = graphkit.timeline(network)
    for suffix in ("svg", "pdf", "png"):
        graphkit.plot_timeline(answer).savefig(tmp_path / f"a.{suffix}")
        with matplotlib.rc_context({"axes.facecolor": "black", "svg.fonttype": "path", "lines.linewidth": 9}):
            graphkit.plot_timeline(answer).savefig(tmp_path / f"b.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_a_notebook_shows_a_chart(network):
    assert graphkit.plot_counts(network)._repr_png_().startswith(b"\x89PNG")


def test_the_first_years_there_are_have_an_axis(network):
    answer = graphkit.timeline(network).head(1).assign(since="0005-01-01", until="0700-12-31")
    assert "1 dated relation" in words(graphkit.plot_timeline(answer))


def test_charts_of_nothing_and_of_any_graph():
    import networkx as nx

    graph = nx.Graph([("a", "b")])
    assert words(graphkit.plot_counts(graph, by="quarter"))[0] == "Relations per quarter"
    answer = graphkit.timeline(graphkit.build_network(graphkit.from_networkx(graph)))
    assert words(graphkit.plot_timeline(answer))[0] == "0 dated relations"


def test_what_cannot_be_drawn_is_refused(network, monkeypatch):
    with pytest.raises(ValueError, match="by is 'week': write month, quarter or year"):
        graphkit.plot_counts(network, by="week")
    with pytest.raises(ValueError, match="no column 'since'"):
        graphkit.plot_timeline(graphkit.contested(network))
    monkeypatch.delitem(sys.modules, "graphkit.render._picture", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingDependency, match="a figure needs matplotlib: pip install"):
        graphkit.plot_timeline(graphkit.timeline(network))
