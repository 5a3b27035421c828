"""Pictures of the map page in the states that matter, for a person to look at.

``python benchmarks/screenshots.py [--output screenshots]`` fills a folder: each state of the bundled
map at 1400x900 and 390x844, light and dark; then blocs, groups, hostile and nearly empty networks,
paper and forced colours. Nothing is compared.

``python benchmarks/screenshots.py --notebooks`` runs the notebooks and stores a picture of each map in its place: what
is read on GitHub is small and shows the map, and running the cell draws the map itself.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import pathlib
import re
import shutil
import tempfile
from typing import Any

import graphkit
from graphkit.model import Actor, Relation
from graphkit.render import MapOptions, write_map

STATES = {
    "1-opens": "",
    "2-states-only": "roll=1",
    "3-actor": "actor=JPN&focus=1",
    "4-link": "link=RUS+PRK",
    "5-disputed": "relation=2024-10-prk-troops-to-russia",
    "6-answers": "answers=2024-10-prk-troops-to-russia",
    "7-answer-step": "answers=2024-10-prk-troops-to-russia&step=3",
    "8-path": "path=KOR+PRK+CHN+shortest+0&roll=1",
    "9-table": "table=relations",
    "10-time": "since=2024-10-28&until=2024-11-17&actor=PRK",
    "11-story": "story=1.2",
}
SIZES = ((1400, 900), (390, 844))
#: Of the page whose map a notebook is stored with.
NOTEBOOK_SIZE = (1240, 640)
HOSTILE = ("</script><img src=x onerror=alert(1)>", "\u200fright to left", "a" * 10_000, "zero\u200bwidth", "=1+1")


def main() -> None:
    """Fill the folder."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("screenshots"))
    parser.add_argument("--notebooks", action="store_true")
    options = parser.parse_args()
    if options.notebooks:
        keep_pictures()
        return
    folder = options.output
    folder.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        pages = write_pages(pathlib.Path(scratch))
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for size in SIZES:
            for scheme in ("light", "dark"):
                for name, state in STATES.items():
                    take(
                        browser,
                        f"{pages['map']}#{state}",
                        folder / f"{name}-{size[0]}-{scheme}.png",
                        size,
                        color_scheme=scheme,
                    )
            for name in pages.keys() - {"map"}:
                take(browser, pages[name], folder / f"page-{name}-{size[0]}.png", size)
        link = f"{pages['map']}#{STATES['4-link']}"
        take(browser, link, folder / "forced-colours.png", SIZES[0], forced_colors="active")
        take(browser, link, folder / "paper.png", SIZES[0], media="print")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def keep_pictures() -> None:
    """Run each notebook and store it with a picture where a map is drawn."""
    import nbformat
    from nbclient import NotebookClient
    from playwright.sync_api import sync_playwright

    paths = sorted((pathlib.Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
    notebooks = {path: nbformat.read(path, as_version=4) for path in paths}
    for notebook in notebooks.values():
        NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for path, notebook in notebooks.items():
            for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
                picture_for(output, browser, pathlib.Path(scratch))
                if "image/png" in output.get("data", {}):
                    output["data"]["image/png"] = in_few_colours(output["data"]["image/png"])
            for cell in notebook.cells:
                cell.metadata.pop("execution", None)
            path.write_text(nbformat.writes(notebook) + "\n", "utf-8")
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
        browser.close()


def picture_for(output: Any, browser: Any, scratch: pathlib.Path) -> None:
    """Put a picture in the place of a map that a cell shows."""
    frame = re.search(r'<iframe [^>]*srcdoc="([^"]*)"', "".join(output.get("data", {}).get("text/html", "")))
    if not frame:
        return
    page, picture = scratch / "map.html", scratch / "map.png"
    page.write_text(html.unescape(frame[1]), "utf-8")
    take(browser, page.as_uri(), picture, NOTEBOOK_SIZE, part="#centre")
    output["data"] = {
        "image/png": base64.b64encode(picture.read_bytes()).decode("ascii"),
        "text/plain": output["data"]["text/plain"],
    }


def in_few_colours(picture: str) -> str:
    """A PNG, in base64, with 128 colours: a third of the bytes, and the eye sees no difference."""
    from PIL import Image

    small = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")


def take(
    browser: Any,
    address: str,
    path: pathlib.Path,
    size: tuple[int, int],
    *,
    media: str | None = None,
    part: str = "",
    **look: str,
) -> None:
    """Open a page as a reader would have it, and keep what is seen of it, or of a part."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **look)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-complete]")
    if media:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media=media)
    page.wait_for_timeout(300)
    if part:
        page.locator(part).screenshot(path=path)
    else:
        page.screenshot(path=path, full_page=media is not None)
    context.close()


def write_pages(folder: pathlib.Path) -> dict[str, str]:
    """Write a map of each kind of network and return their addresses."""
    bundled = graphkit.build_network(graphkit.load_dataset())
    blocs = graphkit.blocs(graphkit.build_network(graphkit.load_dataset(), roll_up=True))
    one = Actor("one", "One actor", "other")
    crowd = [Actor(f"a{n}", f"Actor {n}", "other") for n in range(6_000)]
    ties = [(n, (n - n % 60 + (n * 7 + 1) % 60) if n % 5 else (n * 13 + 1) % 6_000) for n in range(6_000)]
    networks = {
        "map": bundled,
        "blocs": bundled,
        "groups": made(crowd, [(f"a{a}", f"a{b}") for a, b in ties if a != b]),
        "middling": made(crowd[:2_400], [(f"a{a}", f"a{b}") for a, b in ties[:2_400] if a != b and b < 2_400]),
        "hostile": made(
            [Actor(f"a{n}", name, "other") for n, name in enumerate(HOSTILE)],
            [("a0", "a1"), ("a2", "a3"), ("a0", "a4")],
        ),
        "one": made([one], []),
        "self": made([one], [("one", "one")]),
        "empty": made([], []),
    }
    for name, network in networks.items():
        options = (
            MapOptions(blocs=dict(zip(blocs["actor"], map(str, blocs["bloc"]), strict=True)))
            if name == "blocs"
            else None
        )
        write_map(network, folder / f"{name}.html", options=options)
    return {name: (folder / f"{name}.html").as_uri() for name in networks}


def made(actors: list[Actor], pairs: list[tuple[str, str]]) -> Any:
    """A network of accusations without dates."""
    relations = [Relation(f"r{n}", (a,), "ACCUSE", "", (b,)) for n, (a, b) in enumerate(pairs)]
    return graphkit.build_network(graphkit.Dataset.from_records(title="Made", actors=actors, relations=relations))


if __name__ == "__main__":
    main()
