"""How quick the page of the workbench is with a long text: ready beside a bare page of its paragraphs, and scrolling.

Run: python benchmarks/edit_page.py [--characters 1000000] [--times 5]
Both pages are loaded in turn, several times, and the best of each counts: by the page's own clock, from the beginning
of its navigation to the frame that shows the text, which on a busy machine tells of others too, and by its time of the
processor.
"""

from __future__ import annotations

import argparse
import html
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WORDS = (
    "Latvia expelled two diplomats of Morocco on Tuesday",
    "after talks failed",
    "in Riga and Rabat",
    "about trade",
)
STYLE = "p{font:18px/1.65 Georgia,serif;max-width:68ch}"
DRAWN = """(mark) => new Promise((done) => {
  const isReady = () => (mark ? document.body?.dataset[mark] : document.readyState === 'complete');
  const look = () => {
    if (isReady()) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    else setTimeout(look, 2);
  };
  look();
})"""
MARKS = """async (count) => {
  const { state, set } = await import('./store.js');
  const layers = ['evidence', 'denial', 'proposal'], long = state.points.length, within = Math.min(long, 40_000);
  let seed = 7;
  const draw = (below) => { seed = (seed * 48271) % 2147483647; return seed % below; };
  const marks = Array.from({ length: count }, (_, n) => {
    const start = draw(within);
    return { mark: `x${n}`, layer: layers[n % 3], start, end: Math.min(long, start + 20 + draw(200)),
      relation: '', summary: '', words: '', proposal: '' };
  });
  const begin = performance.now();
  set({ doc: { ...state.doc, marks } });
  return performance.now() - begin;
}"""
SCROLL = """async () => {
  const text = document.getElementById('text'), frames = [];
  text.scrollTop = 0;
  await new Promise(requestAnimationFrame);
  for (let n = 0; n < 90; n += 1) {
    const begin = performance.now();
    text.scrollTop += 120;
    await new Promise((done) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();  // is told after the frame is drawn
      port1.onmessage = done;
      port2.postMessage(0);
    }));
    frames.push(performance.now() - begin);
  }
  return frames;
}"""


def text_of(characters: int) -> list[str]:
    """Return paragraphs of plain sentences, of some characters together."""
    draw, found, size = random.Random(1), [], 0
    while size < characters:
        sentences = (" ".join(draw.choice(WORDS) for _ in range(4)).capitalize() + "." for _ in range(4))
        found.append(" ".join(sentences))
        size += len(found[-1]) + 2
    return found


def loaded(browser: Any, address: str, mark: str = "") -> tuple[Any, float, float]:
    """Return a page, the seconds until it is drawn, and those of them in which it worked.

    It is ready when its body bears a mark; blank: when it is complete.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="commit")
    wall = page.evaluate(DRAWN, mark) / 1000
    page.worked = lambda: worked(client)
    return page, wall, worked(client)


def worked(client: Any) -> float:
    """Return the seconds of the processor that a page has taken."""
    metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--chromium", default="", help="The browser's program; blank: the one of Playwright.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, paragraphs = Path(name), text_of(asked.characters)
        (folder / "texts").mkdir()
        (folder / "texts" / "long.txt").write_text("\n\n".join(paragraphs), "utf-8")
        bare = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
        (folder / "bare.html").write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{bare}", "utf-8")
        code = "import sys; from graphkit.cli import main; sys.exit(main())"
        options = [str(folder / "data"), "--no-open", "--documents", str(folder / "texts")]
        server = subprocess.Popen([sys.executable, "-c", code, "edit", *options], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            measure(server.stdout.readline().strip(), (folder / "bare.html").as_uri(), asked)
        finally:
            server.terminate()
            server.wait(30)


def measure(address: str, bare: str, asked: argparse.Namespace) -> None:
    """Open both pages in turn, then scroll with marks."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium or None, args=["--no-sandbox"])
        taken: dict[str, list[tuple[float, float]]] = {"bare": [], "edit": []}
        for _ in range(asked.times):
            for name, where, mark in (("bare", bare, ""), ("edit", address, "ready")):
                page, wall, work = loaded(browser, where, mark)
                taken[name].append((wall, work))
                page.context.close()
        for place, what in enumerate(("until it is drawn", "of the processor")):
            best = {name: min(one[place] for one in times) for name, times in taken.items()}
            plain, mine = best["bare"] * 1000, best["edit"] * 1000
            pairs = [edit[place] / bare[place] for bare, edit in zip(taken["bare"], taken["edit"], strict=True)]
            said = (
                f"{statistics.median(pairs):.2f} times, the median of {len(pairs)} pairs; {mine / plain:.2f} the best"
            )
            print(f"{what:24} {mine:7.0f} ms, bare page {plain:7.0f} ms: {said}")
        page, _, _ = loaded(browser, address, "ready")
        scrolled(page, asked.times)
        browser.close()


def scrolled(page: Any, times: int) -> None:
    """Print the median frame of scrolling with marks that lie over one another, beside that without."""
    counts: Sequence[int] = (0, 2000, 10_000)
    frames: dict[int, list[float]] = {count: [] for count in counts}
    work: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(times):
        for count in counts:
            took = page.evaluate(MARKS, count)
            begin = page.worked()
            found = page.evaluate(SCROLL)
            frames[count].append(statistics.median(found))
            work[count].append((page.worked() - begin) * 1000 / len(found))
            if count and len(frames[count]) == 1:
                print(f"{count:6} marks are drawn in {took:.0f} ms")
    for count in counts:
        for what, taken in (("median frame", frames), ("processor, a frame", work)):
            pairs = [one / plain for one, plain in zip(taken[count], taken[0], strict=True)]
            best = f"{min(taken[count]):.1f} ms: {statistics.median(pairs):.2f} times that without"
            print(f"{count:6} marks: {what} {best}, the median of {len(pairs)}; {min(pairs):.2f} the best")


if __name__ == "__main__":
    main()
