"""The widget's front end in a real browser: its own module, mounted on a model such as a notebook has."""

from __future__ import annotations

import pytest

import graphkit
from graphkit.model import Actor, Relation
from graphkit.render import MapOptions, map_widget, write_map

pytest.importorskip("anywidget")
pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: What anywidget hands to ``render``, with what was sent to Python, and ``push`` for what comes from there.
NOTEBOOK = """async ([module, state]) => {
  const listeners = {};
  const model = {
    state, sent: [], waiting: {},
    get: (name) => state[name],
    set(name, value) { model.waiting[name] = value; model.push({ [name]: value }); },
    save_changes() { model.sent.push(model.waiting); model.waiting = {}; },
    on: (event, action) => (listeners[event] ??= []).push(action),
    off: (event, action) => { listeners[event] = (listeners[event] ?? []).filter((one) => one !== action); },
    push(values) {
      for (const [name, value] of Object.entries(values)) {
        if (state[name] === value) continue;
        state[name] = value;
        for (const action of listeners[`change:${name}`] ?? []) action();
      }
    },
    heard: () => Object.values(listeners).flat().length,
  };
  const { default: front } = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.model = model;
  window.show = () => {
    const el = document.body.appendChild(document.createElement("div"));
    const done = front.render({ model, el });
    return () => { done(); el.remove(); };
  };
  window.views = [window.show()];
}"""


class Notebook:
    """A page that shows a widget."""

    def __init__(self, page, widget):
        self.page, self.widget = page, widget
        self.saved = 0
        state = widget.get_state()
        names = ("_page", "_title", "_channel", "view_state", "height")
        page.evaluate(NOTEBOOK, [state["_esm"], {name: state[name] for name in names}])
        self.ready()

    def ready(self, position=-1):
        self.wait(lambda: self.at(position)("window.graphkit?.complete"))

    def at(self, position=-1):
        """What runs code in the page of one of the views."""
        return self.page.query_selector_all("iframe")[position].content_frame().evaluate

    def wait(self, true):
        for _ in range(200):
            if true():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("never true")

    def sent(self):
        """Hand Python what the front end has saved."""
        for values in self.page.evaluate("model.sent.splice(0)"):
            self.widget.set_state(values)
            self.saved += 1
        return self.widget.view_state

    def push(self):
        """Hand the front end what Python has set."""
        self.page.evaluate("values => model.push(values)", {"view_state": self.widget.view_state})

    def click(self, actor, position=-1):
        box = self.page.query_selector_all("iframe")[position].bounding_box()
        inside = self.at(position)(
            """id => { const a = graphkit.where(id), b = document.getElementById("canvas").getBoundingClientRect();
                       return [a.x + b.x, a.y + b.y]; }""",
            actor,
        )
        self.page.mouse.click(box["x"] + inside[0] + 1, box["y"] + inside[1] + 1)


@pytest.fixture
def blank(browser):
    """A page with nothing on it; at the end nothing may have been asked for and nothing gone wrong."""
    context = browser.new_context(viewport={"width": 1200, "height": 1500}, offline=True)
    page = context.new_page()
    errors, requests = [], []
    page.on("console", lambda message: message.type in ("error", "warning") and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    yield page
    asked = [url for url in requests if not url.startswith(("about:", "blob:", "data:"))]
    assert (asked, errors) == ([], [])
    context.close()


@pytest.fixture
def notebook(blank, network):
    """The widget of the sample, shown once."""
    return Notebook(blank, map_widget(network))


def test_a_click_on_the_map_is_the_selection_in_python(notebook):
    selections = []
    notebook.widget.on_select(selections.append)
    notebook.click("AAA")
    notebook.wait(lambda: notebook.sent() and selections)
    assert selections == [{"actor": "AAA"}]
    notebook.page.frames[-1].focus("#canvas")
    notebook.page.keyboard.press("Escape")
    notebook.wait(lambda: notebook.sent() is not None and len(selections) == 2)
    assert selections[1] == notebook.widget.selection == {}


def test_a_link_and_a_relation_chosen_in_the_page_are_selections_too(notebook):
    frame = notebook.page.frames[-1]
    frame.click("#table-button")
    frame.click("#table tbody tr button")
    notebook.wait(lambda: notebook.sent() and "relation" in notebook.widget.selection)
    assert notebook.widget.selection["relation"] in {"treaty", "troops", "protest", "aid", "ally"}
    assert notebook.at()("graphkit.state") == notebook.widget.view_state


def test_setting_the_view_moves_the_page(notebook):
    notebook.widget.selection = {"link": ("Alphaland", "Gammaland")}
    notebook.push()
    notebook.wait(lambda: notebook.at()("graphkit.state") == "link=AAA+CCC")
    assert "Alphaland" in notebook.page.frames[-1].inner_text("#evidence")
    notebook.widget.view_state = "table=relations"
    notebook.push()
    notebook.wait(lambda: notebook.page.frames[-1].is_visible("#table"))
    assert notebook.at()("graphkit.state") == "table=relations"


@pytest.mark.parametrize(
    ("filtered", "kept"),
    [
        ({"since": "2024-05"}, ["aid", "ally"]),
        ({"until": "2024-03"}, ["ally", "treaty"]),
        ({"types": ["AID", "ACCUSE"]}, ["aid", "protest"]),
        ({"statuses": ["contested"]}, ["troops"]),
        ({"actors": ["Betaland"]}, ["protest", "treaty"]),
        ({"actors": ["The Pact", "Ann Abel"], "types": ["AID"]}, ["aid"]),
        ({"actors": []}, []),
        ({}, ["aid", "ally", "protest", "treaty", "troops"]),
    ],
)
def test_a_filter_shows_what_filter_network_keeps(notebook, network, filtered, kept):
    assert sorted(graphkit.filter_network(network, **filtered).graph["relations"]) == kept
    notebook.widget.filter(**filtered)
    notebook.push()
    notebook.wait(lambda: notebook.at()("graphkit.shown().relations") == len(kept))
    notebook.widget.view_state += "&table=relations"
    notebook.push()
    frame = notebook.page.frames[-1]
    notebook.wait(lambda: frame.is_visible("#table"))
    summaries = frame.inner_text("#table")
    for relation in ("aid", "ally", "protest", "treaty", "troops"):
        assert (relation in summaries.split()) == (relation in kept), summaries


def test_only_some_actors_is_said_and_can_be_undone_in_the_page(notebook):
    notebook.widget.filter(actors=["CCC"])
    notebook.push()
    frame = notebook.page.frames[-1]
    notebook.wait(lambda: notebook.at()("graphkit.shown().relations") == 3)
    assert "Only what these take part in: Gammaland." in frame.text_content("#shown")
    frame.click("#filtered button")
    notebook.wait(lambda: notebook.at()("graphkit.shown().relations") == 5 and notebook.sent() == "")


def test_persons_filtered_for_are_found_when_they_stand_for_their_states(notebook):
    for state, count in (("only=beta-army", 1), ("only=beta-army&roll=1", 1), ("only=BBB", 2), ("only=BBB&roll=1", 3)):
        notebook.widget.view_state = state
        notebook.push()
        notebook.wait(lambda count=count: notebook.at()("graphkit.shown().relations") == count)


def test_two_views_of_one_widget_agree_and_do_not_argue(notebook):
    notebook.page.evaluate("views.push(show())")
    notebook.ready()
    notebook.click("CCC", 0)
    notebook.wait(lambda: notebook.at(1)("graphkit.state").startswith("actor=CCC"))
    notebook.page.wait_for_timeout(600)
    assert notebook.at(0)("graphkit.state") == notebook.at(1)("graphkit.state") == notebook.sent()
    assert notebook.saved == 1


def test_a_view_shown_later_or_moved_opens_as_the_widget_is(notebook):
    notebook.widget.view_state = "relation=troops"
    notebook.push()
    notebook.page.evaluate("views.push(show())")
    notebook.ready()
    notebook.wait(lambda: notebook.at()("graphkit.state") == "relation=troops")
    notebook.page.evaluate("document.body.prepend(document.body.lastChild)")
    notebook.ready(0)
    notebook.wait(lambda: notebook.at(0)("graphkit.state") == "relation=troops")
    notebook.at(0)("document.getElementById('whole-map').click()")  # out of the ladder
    notebook.wait(lambda: notebook.sent() == "")
    notebook.click("AAA", 0)
    notebook.wait(lambda: notebook.sent() and notebook.widget.selection == {"actor": "AAA"})


@pytest.mark.parametrize("closed", ["a tab", "an accordion"])
def test_a_view_in_a_closed_tab_or_accordion_starts_when_it_is_opened(notebook, closed):
    """ipywidgets hides what is not open with ``display: none``; a fold of the notebook is a closed ``details``."""
    make = "const box = document.createElement('div'); box.style.display = 'none'; const inside = box;"
    if closed == "an accordion":
        make = """const box = document.createElement('details'), inside = document.createElement('div');
            box.append(document.createElement('summary'), inside);"""
    notebook.page.evaluate(f"""() => {{ {make} document.body.prepend(box); window.box = box; views.push(show());
        inside.append(document.body.lastChild); }}""")
    notebook.widget.view_state = "relation=troops"
    notebook.push()
    notebook.page.wait_for_timeout(1500)
    assert not notebook.at(0)("Boolean(window.graphkit?.complete)")
    notebook.page.evaluate("() => { box.style.display = 'block'; box.open = true; }")
    notebook.ready(0)
    notebook.wait(lambda: notebook.at(0)("graphkit.state") == "relation=troops")
    wide = "document.querySelector('#canvas canvas').clientWidth"
    assert notebook.at(0)(wide) > 300 and notebook.at(0)("graphkit.drawn().labels.length") > 1
    # closed and opened again, it is as it was
    notebook.page.evaluate("() => { box.style.display = 'none'; box.open = false; }")
    notebook.page.wait_for_timeout(300)
    notebook.page.evaluate("() => { box.style.display = 'block'; box.open = true; }")
    notebook.wait(lambda: notebook.at(0)(wide) > 300)
    assert notebook.at(0)("graphkit.state") == "relation=troops"


def test_what_is_closed_listens_no_more(notebook):
    assert notebook.page.evaluate("model.heard()") > 0
    notebook.page.evaluate("views[0]()")
    assert notebook.page.evaluate("model.heard()") == 0
    assert not notebook.page.query_selector_all("iframe")


def test_height_and_theme_follow_the_notebook(blank, network):
    blank.evaluate("document.body.dataset.jpThemeLight = 'false'")
    notebook = Notebook(blank, map_widget(network))
    notebook.wait(lambda: notebook.at()("document.documentElement.dataset.theme") == "dark")
    notebook.page.evaluate("model.push({ height: 321 })")
    assert blank.query_selector("iframe").bounding_box()["height"] == 321
    chosen = Notebook(blank, map_widget(network, options=MapOptions(theme="light")))
    chosen.page.wait_for_timeout(300)
    assert chosen.at()("document.documentElement.dataset.theme") == "light"


def test_whoever_is_filtered_for_is_drawn_however_little_they_do(open_page, write_page):
    actors = [Actor(f"a{n}", f"Actor {n}", "person") for n in range(600)]
    relations = [
        Relation(f"r{n}", (f"a{n}",), "AID", "", (f"a{n // 30 * 30}",), False, "2024") for n in range(600) if n % 30
    ]
    path = write_page(MapOptions(max_actors=30), actors=actors, relations=relations)
    for state in ("only=a0+a67", "only=a0+a67&groups=1"):
        map_page = open_page(path, fragment=state)
        assert "a67" in {node["id"] for node in map_page.drawn()["nodes"]}
        assert map_page.shown()["relations"] == 30
    assert map_page("graphkit.state") == "only=a0+a67&groups=1"


SAY = """([token, state]) => {
  const map = parent.frames[0], channel = new MessageChannel();
  map.postMessage({ graphkit: token }, "*", [channel.port2]);
  channel.port1.postMessage({ state });
  map.postMessage({ graphkit: token, state }, "*");
  map.postMessage({ state }, "*");
  parent.postMessage({ graphkit: token, state }, "*");
}"""


def add_frame(page, text):
    """A sandboxed frame as the pages of a notebook's outputs are."""
    before = len(page.frames)
    page.evaluate(
        """text => { const frame = document.createElement("iframe");
                     frame.setAttribute("sandbox", "allow-scripts");
                     frame.srcdoc = text; document.body.append(frame); }""",
        text,
    )
    while len(page.frames) == before:
        page.wait_for_timeout(20)
    return page.frames[-1]


def test_a_stranger_says_nothing_to_a_widget_even_with_its_token(notebook):
    token = notebook.widget.get_state()["_channel"]
    stranger = add_frame(notebook.page, "<p>stranger</p>")
    stranger.evaluate(SAY, [token, "actor=BBB"])
    notebook.page.wait_for_timeout(500)
    assert notebook.at(0)("graphkit.state") == ""
    assert notebook.page.evaluate("[model.sent, model.state.view_state]") == [[], ""]
    notebook.click("AAA", 0)
    notebook.wait(lambda: notebook.sent() and notebook.widget.selection == {"actor": "AAA"})


AROUND = SAY.replace("parent.frames[0]", "frames[0]").replace("parent.postMessage", "void")


def becomes(frame, code, value):
    """Wait until a frame says so; whether it did."""
    for _ in range(200):
        if frame.evaluate(code) == value:
            return True
        frame.page.wait_for_timeout(50)
    return False


def test_a_page_heeds_only_the_window_around_it_that_knows_its_token(blank, network):
    state = map_widget(network).get_state()
    frame = add_frame(blank, state["_page"])
    assert becomes(frame, "window.graphkit?.complete", True)
    stranger = add_frame(blank, "<p>stranger</p>")
    stranger.evaluate(SAY, [state["_channel"], "actor=BBB"])
    blank.evaluate(AROUND, ["guessed", "actor=BBB"])
    blank.evaluate(AROUND, [None, "actor=BBB"])
    blank.wait_for_timeout(500)
    assert frame.evaluate("graphkit.state") == ""
    blank.evaluate(AROUND, [state["_channel"], "actor=CCC"])
    assert becomes(frame, "graphkit.state", "actor=CCC")
    blank.evaluate(AROUND, [state["_channel"], "actor=BBB"])
    blank.wait_for_timeout(500)
    assert frame.evaluate("graphkit.state") == "actor=CCC", "a second channel was taken"


def test_only_views_and_themes_are_heeded_on_the_channel(notebook):
    notebook.page.evaluate("model.push({ view_state: 'actor=AAA' })")
    notebook.wait(lambda: notebook.at()("graphkit.state") == "actor=AAA")
    for odd in ("null", "7", "['actor=BBB']", "{ toString: 1 }", "'x'.repeat(300000)"):
        notebook.page.evaluate(f"model.push({{ view_state: {odd} }})")
    notebook.page.wait_for_timeout(300)
    assert notebook.at()("graphkit.state") == "actor=AAA"


def test_an_ordinary_map_neither_speaks_nor_listens(blank, network, tmp_path):
    write_map(network, tmp_path / "map.html")
    blank.evaluate("window.said = []; addEventListener('message', (event) => said.push(event.data));")
    frame = add_frame(blank, (tmp_path / "map.html").read_text("utf-8"))
    assert becomes(frame, "window.graphkit?.complete", True)
    for token in (None, "", "undefined", "guessed"):
        blank.evaluate(AROUND, [token, "actor=BBB"])
    frame.evaluate("graphkit.select('AAA')")
    blank.wait_for_timeout(500)
    assert frame.evaluate("graphkit.state") == "actor=AAA"
    assert blank.evaluate("said") == []
