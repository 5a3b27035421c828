"""How many ways of saying that an act answers another the rule coder ties: every wording with every act and answer.

    python benchmarks/wordings.py            # one line for each wording that is not always tied, and the whole
    python benchmarks/wordings.py --all      # one line for each wording

The texts are made of ``wordings.toml``; they were written to mend the coder by, so that the figures are of tuned text.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.extract.rules import code_document

WORDS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
WHO, WHOM = "PER", "CHL"


def texts(wording: str) -> Iterator[str]:
    """Yield a wording filled with every act and every answer."""
    for act, acting, noun, the in WORDS["acts"]:
        for did, do, doing, done in WORDS["answers"]:
            parts = {"act": act, "acting": acting, "noun": noun, "Noun": noun[0].upper() + noun[1:], "the": the}
            yield wording.format(**parts, did=did, do=do, doing=doing, done=done)


def tied(text: str) -> tuple[bool, bool]:
    """Return whether both acts are proposed, and whether the answer is tied to what it answers."""
    found: list[Any] = code_document(text, date="2024-03-09")
    sides = [(one.actor_state, one.recipient_state) for one in found]
    answers = [one for one, side in zip(found, sides, strict=True) if side == (WHO, WHOM)]
    acts = {at for at, side in enumerate(sides) if side == (WHOM, WHO)}
    return bool(answers and acts), any(one.responds_to in acts for one in answers)


def main(arguments: list[str]) -> None:
    """Print what is tied of each wording, and of all."""
    whole = dict.fromkeys(("texts", "both acts", "tied"), 0)
    for wording in WORDS["wordings"]:
        results = list(map(tied, texts(wording)))
        both, links = sum(both for both, _ in results), sum(link for _, link in results)
        if links < len(results) or "--all" in arguments:
            print(f"{links:3} of {len(results)} tied, both acts found in {both:3}  {wording}")
        whole = {
            "texts": whole["texts"] + len(results),
            "both acts": whole["both acts"] + both,
            "tied": whole["tied"] + links,
        }
    wrong = [wording for wording in WORDS["sequences"] for text in texts(wording) if tied(text)[1]]
    count, found = len(WORDS["wordings"]), f"both acts found in {whole['both acts']}, tied {whole['tied']}"
    print(f"\n{count} wordings, {whole['texts']} texts: {found}")
    print(f"{len(WORDS['sequences'])} wordings of mere sequence: {len(wrong)} texts tied (asked: none)")


if __name__ == "__main__":
    main(sys.argv[1:])
