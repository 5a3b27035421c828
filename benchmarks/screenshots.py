"""Pictures of the map page in the states that matter, for a person to look at.

``python benchmarks/screenshots.py [--output screenshots]`` fills a folder: each state at 1400x900 and
390x844, light and dark. Nothing is compared.
"""

from __future__ import annotations

import argparse
import pathlib
import shutil
import tempfile

import graphkit
from graphkit.render import write_map

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
    "10-time": "since=2024-10-28&until=2024-11-17",
    "11-story": "story=1.2",
}


def main() -> None:
    """Fill the folder."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("screenshots"))
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        path = pathlib.Path(scratch) / "map.html"
        write_map(graphkit.build_network(graphkit.load_dataset()), path)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for width, height in ((1400, 900), (390, 844)):
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
                )
                page = context.new_page()
                for name, state in STATES.items():
                    page.goto("about:blank")
                    page.goto(f"{path.as_uri()}#{state}")
                    page.wait_for_selector("html[data-complete]")
                    page.wait_for_timeout(300)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                context.close()
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
