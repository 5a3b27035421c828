"""Learn whom acts are done to that their words leave open: ``python benchmarks/targets.py [--write] [FOLDER]``.

Reads passages whose relations writers who saw no code wrote down (``texts/written``: a JSON line each with text, date,
``want`` and ``answers``), lets the rule coder read them, and takes of each act with an open target all whom it may be
done to, with the signs that `graphkit.extract.rules.targets` sees. Those that make it a relation of the passage are
right. A logistic regression weighs the signs. Prints what it gains on passages that it did not learn from (eight folds
of the passages), and with ``--write`` makes ``graphkit/extract/data/targets.toml`` anew from all of them.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from graphkit.extract.rules import code_document, coder, targets

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "graphkit" / "extract" / "data" / "targets.toml"
sys.path.insert(0, str(HERE.parent / "tests"))

from test_extract_cases import matches  # noqa: E402

STRENGTH = 0.05  # of the regression: the less, the smaller the weights
SOLVER: dict[str, Any] = {"solver": "liblinear", "max_iter": 3000, "random_state": 0}
FOLDS = 8
RAREST = 8  # passages in which a sign must be seen
SMALLEST = 0.04  # weight that is written


class Choice(NamedTuple):
    """One act with an open target: its passage, whether it is right as it is, and the options with their truth."""

    passage: int
    right: bool
    options: list[tuple[targets.Option, bool]]


def passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the passages of a folder, or of one file."""
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder]:
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)


def choices(folder: Path) -> list[Choice]:
    """Return the open acts of all passages."""
    found: list[Choice] = []
    reading: list[tuple[int, list[str]]] = []  # the passage that is read: its number and relations

    def note(parse: Any, events: list[Any]) -> list[Any]:
        for event in filter(targets.may_choose, events):
            options = targets.options(parse, event, events)
            if options:
                found.append(judged(*reading[-1], event, options))
        return []

    choose, coder.choose_targets = coder.choose_targets, note
    for number, passage in enumerate(passages(folder)):
        reading.append((number, passage["want"]))
        code_document(passage["text"], date=passage["date"])
    coder.choose_targets = choose
    return found


def judged(number: int, want: list[str], event: Any, options: list[targets.Option]) -> Choice:
    """Return an act with what of its options a reader wrote down."""
    actor, recipient = event.actor, event.recipient
    act = {"actor": actor.identity, "actor_state": actor.state, "actor_name": actor.shown or ""}
    act |= {"type": event.type, "mutual": event.mutual}
    right = is_told(want, act, (recipient.identity, "", recipient.state, recipient.shown or ""))
    return Choice(
        number,
        right,
        [(option, right if option.known is None else is_told(want, act, option.known)) for option in options],
    )


def is_told(want: list[str], act: dict[str, Any], target: tuple[str, str, str, str]) -> bool:
    """Return whether an act with a target is among the relations written down."""
    identity, _, state, name = target
    row = act | {"recipient": identity, "recipient_state": state or identity, "recipient_name": name}
    return any(matches(row, relation) for relation in want)


def learn(chosen: list[Choice]) -> dict[str, float]:
    """Return the weights of the signs in some choices; the blank one is of all."""
    seen = collections.Counter[str]()
    by_passage: dict[int, set[str]] = collections.defaultdict(set)
    for choice in chosen:
        by_passage[choice.passage].update(sign for option, _ in choice.options for sign in option.signs)
    for signs in by_passage.values():
        seen.update(signs)
    options = [(option.signs, right) for choice in chosen for option, right in choice.options]
    rows = [{sign: 1.0 for sign in signs if seen[sign] >= RAREST} for signs, _ in options]
    plain, weights = regress(rows, [right for _, right in options], LogisticRegression(C=STRENGTH, **SOLVER))
    return {"": plain} | {sign: weight for sign, weight in weights.items() if abs(weight) >= SMALLEST}


def regress(rows: list[dict[Any, float]], right: list[bool], model: Any) -> tuple[float, dict[Any, float]]:
    """Return the weight of every row and those of its signs, as a logistic regression weighs them."""
    vectors = DictVectorizer(sort=False)
    table = vectors.fit_transform(rows)
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")  # as the solver asks
    model.fit(table, right)
    return float(model.intercept_[0]), dict(zip(vectors.feature_names_, map(float, model.coef_[0]), strict=True))


def measure(chosen: list[Choice]) -> None:
    """Print what is gained on passages that were not learnt from."""
    groups = [choice.passage for choice in chosen]
    tally = collections.Counter[str]()
    for known, new in GroupKFold(FOLDS).split(chosen, groups=groups):
        weights = learn([chosen[at] for at in known])
        for at in new:
            count(chosen[at], weights, tally)
    passages = len(set(groups))
    print(f"{passages} passages with {len(chosen)} acts whose target is open, read with what the others teach")
    print(f"  right by the rules  {tally['right']:4}")
    print(f"  right as chosen     {tally['right now']:4}")
    print(f"  another target      {tally['changed']:4}: {tally['mended']} mended, {tally['spoilt']} spoilt")


def count(choice: Choice, weights: dict[str, float], tally: collections.Counter[str]) -> None:
    """Count what becomes of an act."""
    scored = [(targets.likelihood(option.signs, weights), right, option.kept) for option, right in choice.options]
    score, right, kept = max(scored, key=lambda one: one[0])
    own = max((likely for likely, _, is_kept in scored if is_kept), default=0.0)
    changed = not kept and score > own + targets.LEAST_MORE
    tally.update({"right": choice.right, "right now": right if changed else choice.right})
    tally.update(
        {"changed": changed, "mended": changed and right > choice.right, "spoilt": changed and right < choice.right}
    )


def write(weights: dict[str, float], count: int) -> None:
    """Write the weights in hundredths, the strongest first."""
    lines = [
        "# What speaks for (above nought) or against a target that an act leaves open, in hundredths of a logit.",
        f"# Learnt from {count} passages by benchmarks/targets.py --write. The blank sign is that of every target.",
        "[weights]",
    ]
    for sign, weight in sorted(weights.items(), key=lambda one: (-abs(one[1]), one[0])):
        lines.append(f"{json.dumps(sign)} = {round(100 * weight)}")
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "texts" / "written")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    chosen = choices(given.folder)
    measure(chosen)
    if given.write:
        write(learn(chosen), len({choice.passage for choice in chosen}))


if __name__ == "__main__":
    main()
