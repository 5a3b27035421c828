"""Run the notebooks in a real JupyterLab, steered through a headless Chromium, and take pictures of them.

``python benchmarks/notebooks.py PICTURES [NAME ...]`` needs ``pip install jupyterlab playwright ipykernel`` and a
Chromium. It starts JupyterLab on a copy of ``notebooks/``, runs all cells of each (or of those whose names begin with
NAME), tells which cells failed, and writes a picture of each screenful to PICTURES. Then it tries the map that Python
can speak with: its height, a selection made in the map and read in Python, and ``widget.filter`` followed by the map.
For that JupyterLab must serve its extensions: ``pip install anywidget`` in the environment that runs this.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PORT = 8931
#: What the live map is tried with: a cell each.
WIDGET = (
    "import graphkit\n"
    "network = graphkit.build_network(graphkit.load_dataset(), since='2024-10', roll_up=True)\n"
    "widget = graphkit.map_widget(network, height=420)\n"
    "widget",
    "print('SELECTED', widget.selection)",
    "chosen = {'since': '2024-12', 'actors': ['Japan']}\n"
    "widget.filter(**chosen)\n"
    "kept = graphkit.filter_network(network, **chosen).graph['relations']\n"
    "print('FILTERED', len(kept), widget.view_state)",
)
#: What JupyterLab needs to show a widget that Python hears, each an extension that ``pip install anywidget`` brings.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
#: Where JupyterLab keeps whether to ask about its news, which would cover the pictures.
NEWS = Path("@jupyterlab", "apputils-extension", "notification.jupyterlab-settings")


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Start JupyterLab on a folder and wait until it answers."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={PORT}", "--ip=127.0.0.1", "--allow-root"]
    quiet = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    settings = folder / ".settings"
    (settings / NEWS).parent.mkdir(parents=True)
    (settings / NEWS).write_text('{"fetchNews": "false"}', encoding="utf-8")
    quiet.append(f"--LabApp.user_settings_dir={settings}")
    options = [*quiet, "--IdentityProvider.token=", "--ServerApp.password=", f"--notebook-dir={folder}"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/status", timeout=2)
        except OSError:
            time.sleep(0.5)
        else:
            return process
    process.terminate()
    raise SystemExit("JupyterLab did not start within a minute")


def open_notebook(page: Any, name: str) -> None:
    """Open a notebook and wait until its kernel is idle."""
    page.goto(f"http://127.0.0.1:{PORT}/lab/tree/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_timeout(2000)
    if page.locator(".jp-Dialog button.jp-mod-accept").count():  # which kernel: the one that is offered
        page.locator(".jp-Dialog button.jp-mod-accept").first.click()
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=60_000)


def run_all(page: Any, name: str) -> list[str]:
    """Open a notebook, run all cells and wait for the last; return what failed."""
    open_notebook(page, name)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(2000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=180_000)
    page.wait_for_timeout(2500)
    return failures(page)


def failures(page: Any) -> list[str]:
    """What the cells wrote as errors and warnings."""
    return page.evaluate(
        '[...document.querySelectorAll(\'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"],'
        ' .jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]\')].map(one => one.innerText.slice(0, 400))'
    )


def pictures(page: Any, folder: Path, name: str) -> int:
    """Take a picture of each screenful of the notebook that is shown."""
    count = 0
    panel = page.locator(".jp-WindowedPanel-outer").first
    height = panel.evaluate("one => one.clientHeight")
    total = panel.evaluate("one => one.scrollHeight")
    for top in range(0, max(total, 1), max(height - 60, 200)):
        panel.evaluate("(one, top) => { one.scrollTop = top }", top)
        page.wait_for_timeout(700)
        page.screenshot(path=str(folder / f"{name}-{count:02d}.png"))
        count += 1
    return count


def notebook_of(cells: tuple[str, ...]) -> str:
    """A notebook with these cells of code."""
    made = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
        for n, cell in enumerate(cells)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def becomes(page: Any, true: Callable[[], Any], seconds: int = 30) -> bool:
    """Wait until something is true; whether it became so."""
    for _ in range(seconds * 5):
        if true():
            return True
        page.wait_for_timeout(200)
    return False


def run_cell(page: Any, number: int, said: str = "") -> str:
    """Run one cell; wait until it has written a line that begins with a word, and return the rest of the line."""
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    texts = cell.locator(".jp-OutputArea-output pre")
    if not said or not becomes(page, lambda: said in " ".join(texts.all_inner_texts())):
        return ""
    return " ".join(texts.all_inner_texts()).partition(said)[2].strip()


def missing_extensions(page: Any) -> list[str]:
    """The extensions for widgets that this JupyterLab does not serve."""
    served = page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').textContent).federated_extensions"
    )
    return [name for name in EXTENSIONS if name not in {one["name"] for one in served}]


def choose_japan(page: Any, inner: Any) -> None:
    """Choose an actor in the map, as a reader does."""
    if inner.locator("#find-button").is_visible():  # a low frame has the search behind a tab
        inner.click("#find-button")
    inner.fill("#search", "Japan")
    page.wait_for_timeout(800)
    inner.press("#search", "Enter")
    becomes(page, lambda: inner.evaluate("graphkit.state") == "actor=JPN")


def spoken_with(page: Any, inner: Any, folder: Path) -> list[str]:
    """What fails when the map and Python speak with each other."""
    faults = []
    choose_japan(page, inner)
    page.screenshot(path=str(folder / "widget-selected.png"))
    selected = run_cell(page, 1, "SELECTED")
    if selected != "{'actor': 'JPN'}":
        faults.append(f"the map is at {inner.evaluate('graphkit.state')!r}, its selection in Python is {selected!r}")
    count, _, view = run_cell(page, 2, "FILTERED").partition(" ")
    if not view:
        faults.append("widget.filter did not run")
    elif not becomes(page, lambda: inner.evaluate("graphkit.state") == view):
        faults.append(f"Python filtered for {view!r}, the map is at {inner.evaluate('graphkit.state')!r}")
    elif str(inner.evaluate("graphkit.shown().relations")) != count:
        faults.append(f"Python keeps {count} relations, the map shows {inner.evaluate('graphkit.shown().relations')}")
    return faults


def try_widget(page: Any, folder: Path) -> list[str]:
    """Show the live map, choose an actor in it, read the selection in Python and filter from there."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    open_notebook(page, "widget.ipynb")
    missing = missing_extensions(page)
    if missing:
        needed = "Python cannot hear a map in this JupyterLab: it does not have"
        return [f"{needed} {' and '.join(missing)}. Run pip install anywidget in the environment that starts it"]
    run_cell(page, 0)
    frames = page.locator(".jp-OutputArea-output iframe")
    if not becomes(page, frames.count):
        page.screenshot(path=str(folder / "widget-failed.png"))
        return [*failures(page), "there is no map"]
    faults, frame = [], frames.first
    height = frame.evaluate("one => one.getBoundingClientRect().height")
    if not 400 <= height <= 470:
        faults.append(f"height=420 is {height} pixels on the page")
    inner = frame.element_handle().content_frame()
    if not becomes(page, lambda: inner.evaluate("window.graphkit?.complete")):
        return [*faults, "the map was never complete"]
    faults += spoken_with(page, inner, folder)
    frame.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    page.screenshot(path=str(folder / "widget-filtered.png"))
    return [*faults, *failures(page), *(one for one in errors if "comm" in one)]


def main() -> int:
    """Run them all; say what failed."""
    from playwright.sync_api import sync_playwright

    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder, names = Path(sys.argv[1]), tuple(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("widget-*.png"):
        old.unlink()
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            shutil.copy(path, place)
        Path(place, "widget.ipynb").write_text(notebook_of(WIDGET), encoding="utf-8")
        server = started(Path(place))
        try:
            with sync_playwright() as play:
                chromium = (
                    os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
                )
                browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 1000})
                for path in sorted(Path(place).glob("*.ipynb")):
                    if names and not path.name.startswith(names):
                        continue
                    live = path.name == "widget.ipynb"
                    faults = try_widget(page, folder) if live else run_all(page, path.name)
                    count = len([*folder.glob("widget-*.png")]) if live else pictures(page, folder, path.stem)
                    print(f"{path.name}: {'; '.join(faults) or 'no fault'}, {count} pictures", flush=True)
                    failed += bool(faults)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
