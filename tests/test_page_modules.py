"""The page's modules: imports point one way, what is built is what is described, the core needs no browser."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import graphkit
from graphkit.render._ways import find_ways
from graphkit.render.data import each
from graphkit.render.packing import packed_documents
from graphkit.render.page import _split, build_page

WEB = Path(__file__).parents[1] / "graphkit" / "render" / "web"
FOLDERS = ("core", "canvas", "panels")  # each may import from those before it, and from its own
MODULES = sorted(
    [WEB / "first.js", WEB / "later.js", *(path for name in FOLDERS for path in (WEB / name).glob("*.js"))]
)
IMPORT = re.compile(r'^(?:import\s*|(?:import|export)\b[^"\';]*?\bfrom\s*)["\']([^"\']+)["\']', re.M)
# what only a browser has; `document` is also what a piece of evidence stands in
BROWSER = re.compile(
    r"(?<![\w.$])(?:document\.(?:getElement|querySelector|createElement|documentElement|body|head|addEvent)|window\.|location\."
    r"|history\.|navigator\.|matchMedia\(|requestAnimationFrame\(|ResizeObserver\()"
)


def code_of(path):
    """A module without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", path.read_text("utf-8"), flags=re.S)


def imports_of(path):
    """The modules that one names, and the packages."""
    names = IMPORT.findall(code_of(path))
    return [(path.parent / name).resolve() for name in names if name[0] == "."], [
        name for name in names if name[0] != "."
    ]


def level(path):
    """How far out a module is: core, canvas, panels, then the two that start everything."""
    return FOLDERS.index(path.parent.name) if path.parent.name in FOLDERS else len(FOLDERS)


def test_every_import_is_a_file_and_none_is_unread():
    read = set()
    for path in MODULES:
        local, _ = imports_of(path)
        assert [one for one in local if not one.is_file()] == []
        read.update(local)
    # one starts everything, the other holds types that comments name
    assert {path.name for path in MODULES if path not in read} == {"first.js", "types.js"}


def test_imports_point_one_way():
    wrong = [(p.name, q.name) for p in MODULES for q in imports_of(p)[0] if level(q) > level(p)]
    assert wrong == []


def test_no_module_is_in_a_circle():
    left = {path: set(imports_of(path)[0]) for path in MODULES}
    while free := [path for path, needs in left.items() if not needs & left.keys()]:
        for path in free:
            del left[path]
    assert sorted(path.name for path in left) == []


def test_the_core_knows_no_browser():
    found = [(path.name, match[0]) for path in (WEB / "core").glob("*.js") for match in BROWSER.finditer(code_of(path))]
    assert found == []


def test_one_file_touches_the_inside_of_vis_network():
    packages = {path.name: imports_of(path)[1] for path in MODULES if imports_of(path)[1]}
    assert packages == {"vis.js": ["vis-data/esnext", "vis-network/esnext"]}
    inside = re.compile(r"\bnetwork\.(?:body|renderer|canvas|view|selectionHandler|interactionHandler)\b")
    assert {path.name for path in MODULES if inside.search(code_of(path))} == {"vis.js"}


def test_no_file_is_long_and_each_says_what_it_holds():
    for path in MODULES:
        text = path.read_text("utf-8")
        assert text.startswith("// "), path.name
        assert text.count("\n") <= 800, path.name


def test_the_keys_of_the_view_are_those_described():
    described = tomllib.loads((WEB / "view_state.toml").read_text("utf-8"))["key"]
    built = [
        json.loads(line.rstrip(","))
        for line in (WEB / "core/keys.js").read_text("utf-8").splitlines()
        if line[:3] == "  {"
    ]
    for key in described:
        key.setdefault("sets", [key["name"]])
        assert key.pop("sentence").strip()
    assert built == described, "run npm run build in graphkit/render/web"


def test_every_part_of_the_page_that_a_key_changes_is_drawn_anew():
    changed = {
        part for key in tomllib.loads((WEB / "view_state.toml").read_text("utf-8"))["key"] for part in key["changes"]
    }
    assert set(re.findall(r'changing\("(\w+)"\)', (WEB / "later.js").read_text("utf-8"))) == changed


def test_the_built_page_names_the_licence_of_each_package_in_it():
    text = (WEB / "dist/LICENSES.txt").read_text("utf-8")
    for name in ("vis-network", "vis-data", "vis-util", "@egjs/hammerjs", "component-emitter", "keycharm", "uuid"):
        assert f"==== {name} " in text


@pytest.mark.slow
def test_the_core_answers_as_its_own_tests_say():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the tests in graphkit/render/web/test are run by npm test")
    run = subprocess.run(
        [node, "--test", *sorted(map(str, WEB.glob("test/*.test.js")))],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout[-3000:]


def test_every_filter_is_described_and_every_description_of_one_filters():
    """A key that only leaves relations out stands in FILTERS under its own name, and the other way round."""
    web = Path(__file__).parents[1] / "graphkit" / "render" / "web"
    keys = tomllib.loads((web / "view_state.toml").read_text("utf-8"))["key"]
    described = {one["name"] for one in keys if "filters" in one["changes"]}
    code = (web / "core" / "filters.js").read_text("utf-8").partition("const FILTERS = {")[2].partition("\n};")[0]
    made = set(re.findall(r"^  (\w+)[:(]", code, re.M))
    read_by_several = {"since", "until", "sure", "hide", "roll", "groups"}
    parts_of_hide_and_time = {"time", "type", "status", "speaker", "document", "kind"}
    lacking = sorted(described - read_by_several - made), sorted(made - parts_of_hide_and_time - described)
    assert lacking[0] == [], "core/filters.js: FILTERS has no entry for these keys of view_state.toml"
    assert lacking[1] == [], "view_state.toml describes no key for these entries of FILTERS in core/filters.js"


def by_the_page(names, module, code, given):
    """What code that uses names of one of the page's modules makes of ``given``, both as JSON."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    code = (
        f"import {{ {names} }} from {json.dumps((WEB / module).as_uri())};"
        "import { readFileSync } from 'node:fs';"
        f"const given = JSON.parse(readFileSync(0, 'utf-8')); {code}"
    )
    run = subprocess.run(
        [node, "--input-type=module", "-e", code], input=json.dumps(given), capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.mark.slow
def test_the_page_reads_back_all_that_was_written_shorter(bundled):
    page = build_page(graphkit.build_network(bundled))
    split = _split(page._record(), roll_up=page.rolled)
    record = json.loads(json.dumps(page._record()))
    code = (
        "loadCore(given[0]); loadRest(given[1]);"
        "console.log(JSON.stringify([D.actors, D.relations, D.evidence, D.documents, D.types, D.affiliations]));"
    )
    read = by_the_page("D, loadCore, loadRest", "core/record.js", code, split)
    actors, relations, evidence, documents, types, affiliations = read
    for table, found in (("actors", actors), ("relations", relations), ("evidence", evidence)):
        for name, column in record[table].items():
            assert found[name] == list(each(column)), (table, name)
    assert documents == record["documents"]
    assert [one["definition"] for one in types] == [one["definition"] for one in record["types"]]
    assert [list(one.values()) for one in affiliations] == record["affiliations"]


def test_an_address_that_looks_like_a_shortened_one_is_read_back_as_it_was():
    urls = {"https://a.org/{0-2}": "One two", "https://a.org/kims-army-at-war": "Kim’s army at war", "{}": "", "{": "x"}
    urls |= {"https://a.org/{1-2}/one-two-three{": "One, two: three {1-3}", "https://a.org/a-b": "a b"}
    documents = [{"id": f"d{n}", "url": url, "title": title} for n, (url, title) in enumerate(urls.items())]
    packed = packed_documents(documents)
    read = by_the_page("documentsOf", "core/unpack.js", "console.log(JSON.stringify(documentsOf(given)));", packed)
    assert [one["url"] for one in read] == list(urls)
    assert packed["url"][1] == "https://a.org/{0-4}"


def scenes(count):
    """Random pictures: plates apart from one another, links between them, notes between the first two, a pair."""
    rng = random.Random(7)
    for _ in range(count):
        plates = rng.randint(3, 14)
        spots = [(-330.0, 0.0), (330.0, 0.0)]
        while len(spots) < plates:
            spot = round(rng.uniform(-480, 480), 1), round(rng.uniform(-230, 230), 1)
            if all(abs(spot[0] - x) > 150 or abs(spot[1] - y) > 60 for x, y in spots):
                spots.append(spot)
        boxes = [[x - 60, y - 20, x + 60, y + 20] for x, y in spots]
        pairs = [(a, b) for a in range(plates) for b in range(a)]
        links = [
            [0, 1],
            *(list(one) for one in rng.sample(pairs, min(len(pairs), rng.randint(2, 26))) if one != (1, 0)),
        ]
        yield {"boxes": boxes, "links": links, "notes": [[-230, -60, 60, -12], [-230, 14, 60, 66]], "pair": [0, 1]}


@pytest.mark.slow
def test_the_page_and_the_still_picture_find_the_same_ways():
    made = list(scenes(24))
    code = (
        "const ways = ({ boxes, links, notes, pair }) => findWays(links.map(([a, b]) => ({ a, b })),"
        " new Map(boxes.entries()), { notes, pair }).map(({ start, control, end }) => [...start, ...control, ...end]);"
        "console.log(JSON.stringify(given.map(ways)));"
    )
    found = by_the_page("findWays", "core/bending.js", code, made)
    bent = 0
    for scene, theirs in zip(made, found, strict=True):
        boxes = {k: tuple(box) for k, box in enumerate(scene["boxes"])}
        notes, pair = [tuple(box) for box in scene["notes"]], frozenset(scene["pair"])
        ours = find_ways([tuple(one) for one in scene["links"]], boxes, notes=notes, pair=pair)
        for one, other in zip(ours, theirs, strict=True):
            assert [*one.start, *one.control, *one.end] == pytest.approx(other, abs=1e-6)
        bent += sum(one.bend != 0 for one in ours)
        # the pair's own link runs level, whatever meets beside it
        assert ours[0].start[1] == ours[0].end[1] == 0.0
    assert bent > 20
