"""No two colours that the map tells apart by look alike, also to eyes that see fewer colours."""

from __future__ import annotations

import itertools
import re
from importlib import resources

import numpy as np
import pytest

from graphkit.render.page import FILLS

#: How eyes without one kind of cone see linear RGB: Machado, Oliveira and Fernandes, "A Physiologically-based
#: Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, severity 1.
SIGHT = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: Linear RGB to XYZ under D65 (IEC 61966-2-1).
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour):
    """Linear RGB of a colour such as #2166ac."""
    channels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour, sight):
    """CIE L*a*b* of a colour as somebody sees it."""
    seen = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    share = XYZ @ seen / XYZ.sum(axis=1)
    root = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def nearest(colours, sight):
    """The least distance (CIE76) between any two of the colours, and which they are."""
    return min(
        (float(np.linalg.norm(lab(one, sight) - lab(other, sight))), one, other)
        for one, other in itertools.combinations(colours, 2)
    )


def contrast(one, other):
    """The contrast of two colours as WCAG 2 reckons it."""
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def part(name):
    """A file that the page is made of."""
    return (resources.files("graphkit.render") / name).read_text("utf-8")


def palette(theme):
    """The colours of one theme, by name."""
    block = re.search(rf"{theme}: \{{(.*?)\}}", part("web/canvas/look.js"), re.DOTALL).group(1)
    return dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', block))


def test_the_reckoning_agrees_with_known_values():
    """White and mid grey are without colour; pure red is at L 53.2, a 80.1, b 67.2 (Lindbloom, D65)."""
    assert lab("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=0.01)
    assert lab("#ff0000", "normal") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert nearest(["#ff0000", "#00ff00"], "deutan")[0] < nearest(["#ff0000", "#00ff00"], "normal")[0] / 2


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_links_are_told_apart(theme, sight):
    colours = palette(theme)
    tones = [colours[name] for name in ("coop", "conf", "mixed")]  # standing ties have a form of their own, rails
    assert nearest(tones, sight)[0] >= 24  # beside colour, each has a head or rails of its own
    assert min(contrast(tone, colours["paper"]) for tone in tones) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_signs_are_told_apart(sight):
    assert nearest(FILLS.values(), sight)[0] >= 15
    block = re.search(r"const FILL = \{(.*?)\}", part("web/canvas/look.js"), re.DOTALL).group(1)
    assert set(re.findall(r"#[0-9a-f]{6}", block)) == set(FILLS.values())


@pytest.mark.parametrize("sight", SIGHT)
def test_blocs_are_told_apart(sight):
    found = re.search(r"const BLOC_FILL = \[(.*?)\].*?const NO_BLOC = (\S+);", part("web/canvas/look.js"), re.DOTALL)
    assert nearest(re.findall(r"#[0-9a-f]{6}", found.group(0)), sight)[0] >= 15


def test_the_style_sheet_has_the_same_colours():
    text = part("template/first.css")
    blocks = {
        "light": re.search(r":root \{(.*?)\}", text, re.DOTALL),
        "dark": re.search(r'"dark"\] \{(.*?)\}', text, re.DOTALL),
    }
    for theme, block in blocks.items():
        named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block.group(1)))
        assert {name: named[name] for name in ("coop", "conf", "mixed", "tie", "paper")} == {
            name: palette(theme)[name] for name in ("coop", "conf", "mixed", "tie", "paper")
        }
