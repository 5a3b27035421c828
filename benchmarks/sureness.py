"""Learn how sure a proposal is: ``python benchmarks/sureness.py [--write] [--also FILE ...]``.

Takes every proposal that the rule coder makes, however unsure, of the passages in ``texts/written`` and, where they
are at hand, of the sentences and documents of ``../shared/eval``. A proposal is right where a reader who went through
them said so (``texts/judged.csv``) or, where none has judged it, the writer of the passage, who saw no code, listed
it; one that nobody judged is left out. A logistic regression that keeps few signs (L1) weighs the signs that
`graphkit.extract.rules.sureness` sees. Prints, for texts that it did not learn from (eight folds), how well it parts
right from wrong (the area under the curve: 0.5 is a guess, 1 is perfect), beside the rules' own score, what a cut
costs, and how many proposals of each sureness are right; with ``--write`` makes
``graphkit/extract/data/sureness.toml`` anew from all. ``--also`` measures passages that nothing was learnt from, by
what their writers listed.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from graphkit.extract.records import Proposal
from graphkit.extract.rules import code_document, coder, parties, sureness

HERE = Path(__file__).parent
JUDGED, ANSWERS = HERE / "texts" / "judged.csv", HERE / "texts" / "judged_answers.csv"
EVAL = HERE.parents[1] / "shared" / "eval"
WEIGHTS = HERE.parent / "graphkit" / "extract" / "data" / "sureness.toml"
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from targets import SOLVER, passages, regress  # noqa: E402
from test_extract_cases import matches  # noqa: E402

STRENGTH, FEWER = 0.2, 0.8  # of the regression, for many cases and for few: the less, the fewer signs are kept
FOLDS = 8
RAREST = 8  # passages in which a sign must be seen
SMALLEST = 0.02  # weight that is written
SCORE: sureness.Sign = ("", "score")
CUTS = (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


Case = tuple[str, Sequence[sureness.Sign], float, bool]  # the text, the signs, the rules' own score, and the truth


class Made(NamedTuple):
    """A proposal: its text, its signs, the rules' own score, whether it is right, and the relations that it is."""

    text: str
    signs: list[sureness.Sign]
    score: float
    right: bool
    hits: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The proposal as the regression takes it."""
        return self.text, self.signs, self.score, self.right


class Text(NamedTuple):
    """A text, the relations that its writer listed, and what readers said of other proposals."""

    name: str
    text: str
    date: str | None
    want: list[str]
    answers: list[list[str]]
    judged: dict[tuple[str, str, str], bool] | None  # None: what is not listed is wrong


def texts() -> Iterator[Text]:
    """Yield the texts of which right and wrong is known."""
    judged: dict[str, dict[tuple[str, str, str], bool]] = collections.defaultdict(dict)
    with JUDGED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            judged[row["text"]][row["actor"], row["type"], row["recipient"]] = row["right"] == "1"
    for path in sorted((HERE / "texts" / "written").glob("*.jsonl")):
        for number, passage in enumerate(passages(path), 1):
            name = f"written/{path.stem}:{number}"
            yield Text(name, passage["text"], passage["date"], passage["want"], passage["answers"], judged[name])
    for name, text in others():
        if name in judged:
            yield Text(name, text, None, [], [], judged[name])


def others() -> Iterator[tuple[str, str]]:
    """Yield the sentences and documents of the benchmarks, where they are at hand."""
    sentences, documents = EVAL / "plover" / "PLV_train.tsv", EVAL / "re3d" / "documents.jsonl"
    if sentences.exists():
        with sentences.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
                yield f"plover:{number}", row["sentence"]
    if documents.exists():
        for number, line in enumerate(documents.read_text("utf-8").splitlines()):
            yield f"re3d:{number}", json.loads(line)["text"]


def read(all_texts: Iterable[Text]) -> list[Made]:
    """Return all that is proposed for some texts and known to be right or wrong."""
    seen: dict[tuple[int, str, str, str], tuple[list[sureness.Sign], float]] = {}

    def note(parse: Any, event: Any, actor: Any, recipient: Any, many: int) -> float:
        key = parse.sentence.start, event.type, actor.identity, recipient.identity
        seen[key] = list(sureness.signs(parse, event, actor, recipient, many)), event.score
        return 0.5

    kept, coder.sureness = coder.sureness, note
    made: list[Made] = []
    for text in all_texts:
        seen.clear()
        for proposal in code_document(text.text, date=text.date, cut=0.0):
            key = proposal.start, proposal.type, proposal.actor, proposal.recipient
            listed = hits(proposal, text.want)
            judged = text.judged or {}
            right = judged.get((proposal.actor, proposal.type, proposal.recipient), bool(listed) or None)
            right = False if right is None and text.judged is None else right
            if key in seen and right is not None:
                made.append(Made(text.name, *seen[key], right, listed))
    coder.sureness = kept
    return made


def hits(proposal: Proposal, want: list[str]) -> tuple[str, ...]:
    """Return the relations written down that a proposal is."""
    row = asdict(proposal)
    for side in ("actor", "recipient"):
        row[f"{side}_state"] = row[f"{side}_state"] or row[side]
    return tuple(relation for relation in want if matches(row, relation))


class Model:
    """A logistic regression of the signs, as the coder will read it: in hundredths of a logit."""

    def __init__(self, cases: Sequence[Case], strength: float = STRENGTH):
        texts_of: dict[sureness.Sign, set[str]] = collections.defaultdict(set)
        for text, signs, _, _ in cases:
            for sign in signs:
                texts_of[sign].add(text)
        known = {sign for sign, where in texts_of.items() if len(where) >= RAREST}
        rows = [{SCORE: score} | {sign: 1.0 for sign in signs if sign in known} for _, signs, score, _ in cases]
        model = LogisticRegression(C=strength, l1_ratio=1, **SOLVER)
        self.plain, weights = regress(rows, [right for *_, right in cases], model)
        self.score = weights.pop(SCORE)
        self.weights = {sign: weight for sign, weight in weights.items() if abs(weight) >= SMALLEST}

    def sure(self, case: Case) -> float:
        """Return how sure a proposal or an answer is."""
        _, signs, score, _ = case
        return sureness.likelihood(signs, self.weights, self.plain + self.score * score)

    def lines(self, name: str) -> Iterator[str]:
        """Yield the weights as the coder's table has them, by sign."""
        yield from (f"\n[{name}]", f"every = {round(100 * self.plain)}", f"score = {round(100 * self.score)}")
        table: dict[str, dict[str, int]] = collections.defaultdict(dict)
        for (sign, value), weight in sorted(self.weights.items(), key=lambda one: (one[0][0], -abs(one[1]))):
            table[sign][str(int(value) if isinstance(value, bool) else value)] = round(100 * weight)
        for sign, values in table.items():
            yield f"\n[{name}.signs.{json.dumps(sign)}]"
            yield from (f"{json.dumps(value)} = {weight}" for value, weight in values.items())


def out_of_fold(cases: Sequence[Case], strength: float = STRENGTH) -> list[float]:
    """Return how sure each is by what the texts of other folds teach."""
    found = [0.0] * len(cases)
    for known, new in GroupKFold(FOLDS).split(cases, groups=[text for text, *_ in cases]):
        model = Model([cases[at] for at in known], strength)
        for at in new:
            found[at] = model.sure(cases[at])
    return found


class Linked(NamedTuple):
    """An answer: its text, its signs, and what it is: listed, right, wrong or absurd."""

    text: str
    signs: list[sureness.Sign]
    verdict: str

    @property
    def case(self) -> Case:
        """The answer as the regression takes it."""
        return self.text, self.signs, 0.0, self.verdict in ("listed", "right")


def linked() -> list[Linked]:
    """Return all answers that the words seem to say, of which right and wrong is known."""
    judged: dict[str, dict[tuple[str, ...], str]] = collections.defaultdict(dict)
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text, *acts, verdict = row.values()
            judged[text][tuple(acts)] = verdict
    found: list[Linked] = []
    seen: dict[tuple[int, str, str, str, int], list[sureness.Sign]] = {}

    def note(answer: Proposal, answered: Proposal, between: int, words: sureness.Said) -> bool:
        key = answer.start, answer.actor, answer.type, answer.recipient, answered.start
        seen[key] = sureness.answer_signs(answer, answered, between, words)
        return False

    kept, parties.is_doubtful, coder.is_doubtful = coder.is_doubtful, note, note
    for text in texts():
        seen.clear()
        proposals = code_document(text.text, date=text.date)
        for one in proposals:
            other = proposals[one.responds_to] if one.responds_to is not None else one
            if other.start == one.start:
                continue
            signs = seen.get((one.start, one.actor, one.type, one.recipient, other.start))
            acts = (one.actor, one.type, one.recipient, other.actor, other.type, other.recipient)
            listed = any(hits(one, [answer]) and hits(other, [answered]) for answer, answered in text.answers)
            verdict = "listed" if listed else judged[text.name].get(acts)
            if signs is not None and verdict is not None:
                found.append(Linked(text.name, signs, verdict))
    parties.is_doubtful, coder.is_doubtful = kept, kept
    return found


def measure_answers(answers: list[Linked], sure: list[float]) -> None:
    """Print what the sureness of answers is worth."""
    right = [each.case[3] for each in answers]
    print(f"answers: {len(answers)}, {sum(right)} right; right from wrong: {roc_auc_score(right, sure):.3f}")
    for cut in CUTS:
        kept = collections.Counter(each.verdict for each, value in zip(answers, sure, strict=True) if value >= cut)
        print(f"  cut {cut:.2f}: {dict(kept)}, {share(kept['listed'] + kept['right'], kept.total())} right")


def measure(name: str, made: list[Made], sure: list[float]) -> None:
    """Print what some proposals' sureness is worth."""
    right = [each.right for each in made]
    by_rules = roc_auc_score(right, [each.score for each in made])
    print(f"{name}: {len(right)} proposals, {sum(right)} right")
    print(f"  right from wrong: rules' own score {by_rules:.3f}, learnt {roc_auc_score(right, sure):.3f}")
    found = len({(each.text, hit) for each in made for hit in each.hits})
    for cut in CUTS:
        kept = [each for each, value in zip(made, sure, strict=True) if value >= cut]
        good = sum(each.right for each in kept)
        still = len({(each.text, hit) for each in kept for hit in each.hits})
        lost = f", {share(good, sum(right))} of the right kept, {share(still, found)} of the listed relations"
        print(f"  cut {cut:.2f}: {share(good, len(kept))} right{lost}")
    for least, most in pairwise(BANDS):
        band = [is_right for is_right, value in zip(right, sure, strict=True) if least <= value < most]
        if band:
            print(f"  sureness {least:.1f} to {most:.1f}: {share(sum(band), len(band))} right")


def share(part: int, of: int) -> str:
    return f"{part:4} of {of:4} ({part / of if of else 0:.2f})"


def write(proposals: Model, answers: Model) -> None:
    """Write what was learnt where the coder reads it."""
    head = [
        "# What speaks for (above nought) or against a proposal, and its being an answer to another, in hundredths of",
        "# a logit: 'every' is of each, 'score' times the rules' own score. Learnt by benchmarks/sureness.py --write.",
    ]
    lines = [*head, *proposals.lines("proposals"), *answers.lines("answers")]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    given = parser.parse_args()
    made = read(texts())
    sure = out_of_fold([each.case for each in made])
    for kind in ("written", "plover", "re3d"):
        part = [(each, value) for each, value in zip(made, sure, strict=True) if each.text.startswith(kind)]
        if part:
            measure(kind, [each for each, _ in part], [value for _, value in part])
    model = Model([each.case for each in made])
    for path in given.also:
        new = enumerate(passages(path))
        found = read(Text(str(number), each["text"], each["date"], each["want"], [], None) for number, each in new)
        measure(f"{path.name} (listed)", found, [model.sure(each.case) for each in found])
    answers = linked()
    measure_answers(answers, out_of_fold([each.case for each in answers], FEWER))
    if given.write:
        write(model, Model([each.case for each in answers], FEWER))


if __name__ == "__main__":
    main()
