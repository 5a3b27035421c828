"""What the rule coder finds, and how fast.

``python benchmarks/extraction.py predict PLV.tsv``
    predictions for raw sentences, in the scorer's JSON-lines form, on stdout (the marks are not read);
``... score [PLV.tsv]``
    F1, recall and root accuracy with the scorer of ``../shared/eval``, on all rows, the odd and the even, by type;
``... seeds``
    precision and recall on two whole documents against the curated dataset, after roll-up, by type, and every miss;
    ``--model NAME`` after any of these reads with the spaCy coder over that pipeline instead of the rules;
``... passages [FILE.jsonl]``
    of passages in ten voices (wire, ministry, United Nations, think-tank, live blog, headlines, op-ed, transcript,
    briefing, feature) the relations found, the proposals among them, the stated answers linked, and how many proposals
    of each confidence are among them; without FILE, of every ``texts/passages_*.jsonl``;
``... speed [PLV.tsv] [--compiled]``
    sentences per second beside a small spaCy pipeline (tagger and parser; the same with an entity recogniser) and
    spaCy's blank tokenizer, on one core with one thread (needs spacy; takes a minute); ``--compiled`` installs
    the rule coder compiled into a folder of its own first and measures that (needs a C compiler); ``--model NAME``
    measures beside that pipeline, as it is published, instead of one of its make.
"""

from __future__ import annotations

import argparse
import collections
import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import graphkit
from graphkit.extract.records import Proposal
from graphkit.extract.rules import code_document

SHARED = Path(__file__).resolve().parents[2] / "shared"
PLV = SHARED / "eval" / "plover" / "PLV_train.tsv"
TEXTS = Path(__file__).parent / "texts"
STANDING = {"ALLIED_WITH", "RIVAL_OF", "HAS_LEVERAGE_OVER", "DEPENDS_ON"}


# ---------------------------------------------------------------- passages with all their relations
BANDS = (0.6, 0.7)  # of confidence


def passages(paths: Iterable[Path], model: str = "") -> None:
    """Print what is found of passages whose relations and stated answers were written down by a reader."""
    sys.path.insert(0, str(TEXTS.parents[1] / "tests"))
    from test_extract_cases import matches

    choice = graphkit.extract.CoderChoice("spacy", model=model) if model else graphkit.extract.CoderChoice()
    for path in paths:
        tally: collections.Counter[str] = collections.Counter()
        print(f"{path.name}")
        for line in path.read_text(encoding="utf-8").splitlines():
            count_passage(json.loads(line), matches, tally, choice)
        print(f"  relations found       {share(tally['found'], tally['wanted'])}")
        print(f"  proposals among them  {share(tally['right'], tally['proposed'])}")
        print(f"  answers linked        {share(tally['linked'], tally['answers'])}, {tally['links']} links in all")
        for name in ("below 0.6", "0.6 to 0.7", "0.7 and more"):
            print(f"  confidence {name:12} {share(tally[f'right {name}'], tally[f'of {name}'])}")


def share(part: int, whole: int) -> str:
    return f"{part:3} of {whole:3} ({part / whole:.2f})" if whole else "none"


def count_passage(
    passage: dict[str, Any],
    matches: Callable[..., bool],
    tally: collections.Counter[str],
    choice: graphkit.extract.CoderChoice,
) -> None:
    rows = graphkit.extract_relations(passage["text"], date=passage["date"], coder=choice).to_dict("records")
    places = [(row, row["responds_to"]) for row in rows]
    links = [(row, rows[int(place)]) for row, place in places if place is not None and place == place]
    tally["wanted"] += len(passage["want"])
    tally["found"] += sum(any(matches(row, wanted) for row in rows) for wanted in passage["want"])
    for row in rows:
        right = any(matches(row, wanted) for wanted in passage["want"])
        name = "below 0.6" if row["confidence"] < BANDS[0] else "0.6 to 0.7"
        name = "0.7 and more" if row["confidence"] >= BANDS[1] else name
        tally.update(["proposed", f"of {name}", *["right", f"right {name}"] * right])
    tally["answers"] += len(passage["answers"])
    tally["links"] += len(links)
    tally["linked"] += sum(any(matches(a, x) and matches(b, y) for a, b in links) for x, y in passage["answers"])


# ---------------------------------------------------------------- sentences with one marked pair
def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the row number and the raw sentence of each row."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
            yield number, row["sentence"]


def events(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield one proposal for each event; several parties joined by "and" become one span."""
    found: dict[tuple[Any, ...], Proposal] = {}
    for proposal in proposals:
        key = (proposal.cue_start, proposal.cue_end, proposal.type, proposal.pattern)
        known = found.get(key)
        found[key] = proposal if known is None else joined(known, proposal)
    yield from found.values()


def joined(a: Proposal, b: Proposal) -> Proposal:
    """Return the first proposal with spans that also cover the parties of the second."""
    from dataclasses import replace

    return replace(
        a,
        actor_start=min(a.actor_start, b.actor_start),
        actor_end=max(a.actor_end, b.actor_end),
        recipient_start=min(a.recipient_start, b.recipient_start),
        recipient_end=max(a.recipient_end, b.recipient_end),
    )


Coder = Callable[[str], Iterable[Proposal]]


def chosen(model: str) -> Coder:
    """Return the rule coder or, where a pipeline is named, the spaCy coder over it."""
    if not model:
        return lambda sentence: code_document(sentence, things=True)
    from graphkit.extract.spacy_coder import load_spacy_coder

    return load_spacy_coder(model, things=True)


def prediction(number: int, sentence: str, coder: Coder) -> dict[str, Any]:
    """Return the relations found in a sentence, as the scorer wants them."""
    relations = [
        {
            "source": sentence[event.actor_start : event.actor_end],
            "source_start": event.actor_start,
            "source_end": event.actor_end,
            "target": sentence[event.recipient_start : event.recipient_end],
            "target_start": event.recipient_start,
            "target_end": event.recipient_end,
            "type": event.type,
        }
        for event in events(coder(sentence))
    ]
    return {"uid": number, "relations": relations}


def predict(path: Path, model: str = "") -> None:
    coder = chosen(model)
    for number, sentence in sentences(path):
        print(json.dumps(prediction(number, sentence, coder), ensure_ascii=False))


def scorer() -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(path: Path, model: str = "") -> None:
    module, coder = scorer(), chosen(model)
    rows = module.read_gold(path)
    predicted = collections.defaultdict(list)
    for number, sentence in sentences(path):
        for relation in prediction(number, sentence, coder)["relations"]:
            root = module.fold(relation["type"])
            spans = {
                "s": (relation["source_start"], relation["source_end"]),
                "t": (relation["target_start"], relation["target_end"]),
            }
            predicted[number].append({**spans, "root": root, "penta": module.PENTA.get(root, 0)})
    halves = {"all": rows, "odd": [r for r in rows if r["uid"] % 2], "even": [r for r in rows if not r["uid"] % 2]}
    print("rows   match    F1     recall precision pair-recall root-accuracy")
    for how in ("overlap", "iou50"):
        for name, half in halves.items():
            out = module.score(half, predicted, how)[0]
            keys = ("f1_strict", "recall", "precision_strict", "pair_recall", "root_acc_pair")
            print(f"{name:6} {how:8}" + "  ".join(f"{out[key]:.3f}" for key in keys))
    by_type(module.score(rows, predicted)[0]["per_root"])


def by_type(table: dict[str, dict[str, float]]) -> None:
    print("\ntype        rows recall precision predictions")
    for name, row in table.items():
        print(f"{name:10} {row['rows']:5} {row['recall']:6.3f} {row['precision_strict']:9.3f} {row['predictions']:6}")


# ---------------------------------------------------------------- whole documents
Triple = tuple[str, str, str]


def folding(dataset: Any) -> dict[str, str]:
    """Return to which actor each actor of the dataset is folded by the roll-up."""
    plain, folded = graphkit.build_network(dataset), graphkit.build_network(dataset, roll_up=True)
    table: dict[str, str] = {}
    for identity, (actors, recipients) in plain.graph["relations"].items():
        for before, after in zip((actors, recipients), folded.graph["relations"][identity], strict=True):
            if len(before) == len(after):
                table.update(zip(before, after, strict=True))
    return table


def side(identity: str, state: str, known: dict[str, str]) -> str:
    """Return the actor after roll-up: as the dataset folds it, else the state that the words give it."""
    return known.get(identity) or known.get(state, state)


def seeds(model: str = "") -> None:
    dataset = graphkit.load_dataset()
    network = graphkit.build_network(dataset, roll_up=True)
    known = folding(dataset)
    totals: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for document in dataset.records("documents"):
        path = SHARED / "seeds" / document.file if document.file else None
        if path is None or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        found, weak = read(text, document.date, model)
        evaluate(document.id, text, network, known, (found, weak), totals)
    show_totals(totals)


def read(text: str, date: str, model: str) -> tuple[list[Proposal], list[Proposal]]:
    """Return what the coder proposes for a document, and what it would with no cut."""
    if not model:
        return code_document(text, date=date), code_document(text, date=date, cut=0.0)
    from graphkit.extract.spacy_coder import load_spacy_coder

    return load_spacy_coder(model)(text, date), load_spacy_coder(model, cut=0.0)(text, date)


def gold(network: Any, document: str) -> dict[str, dict[str, Any]]:
    """Return the curated relations that the document speaks of, with their pairs after roll-up."""
    relations: dict[str, dict[str, Any]] = {}
    for identity, actors, recipients, data in graphkit.iter_relations(network):
        spans = [(e.start, e.end) for e in data["evidence"] if e.document == document and e.start is not None]
        if not spans:
            continue
        pairs = {(a, b) for a in actors for b in recipients}
        if data["mutual"]:
            pairs |= {(b, a) for a, b in pairs}
        relations[identity] = {"type": data["type"], "pairs": pairs, "spans": spans}
    return relations


def evaluate(
    name: str,
    text: str,
    network: Any,
    known: dict[str, str],
    coded: tuple[list[Proposal], list[Proposal]],
    totals: dict[str, collections.Counter[str]],
) -> None:
    """Count hits and misses of one document and print the misses."""
    relations = gold(network, name)
    found, weak = coded
    triples = {rolled(p, known) for p in found}
    below = {rolled(p, known) for p in weak}
    print(f"\n{name}: {len(relations)} curated relations, {len(triples)} proposed")
    right = set()
    for identity, relation in relations.items():
        hits = {t for t in triples if t[1] == relation["type"] and (t[0], t[2]) in relation["pairs"]}
        right |= hits
        totals[relation["type"]]["gold"] += 1
        totals[relation["type"]]["hit"] += bool(hits)
        if not hits:
            why = cause(relation, found, below, known)
            totals[""][why] += 1
            print(f"  missed {identity} ({relation['type']}): {why}")
    for triple in sorted(triples):
        totals[triple[1]]["proposed"] += 1
        totals[triple[1]]["right"] += triple in right
        if triple not in right:
            where = next(p for p in found if rolled(p, known) == triple)
            said = " ".join(part or "?" for part in triple)
            print(f"  not curated: {said} [{where.pattern}] {where.actor} -> {where.recipient}")


def rolled(proposal: Proposal, known: dict[str, str]) -> Triple:
    actor = side(proposal.actor, proposal.actor_state, known)
    return actor, proposal.type, side(proposal.recipient, proposal.recipient_state, known)


def cause(relation: dict[str, Any], found: list[Proposal], below: set[Triple], known: dict[str, str]) -> str:
    """Say why a relation was missed."""
    if any(t[1] == relation["type"] and (t[0], t[2]) in relation["pairs"] for t in below):
        return "proposed, but below the cut"
    near = [p for p in found if any(p.start < end and start < p.end for start, end in relation["spans"])]
    pairs = {(t[0], t[2]) for t in (rolled(p, known) for p in near)}
    if pairs & relation["pairs"]:
        return "right pair, another type"
    if any(p.type == relation["type"] for p in near):
        return "right type, another pair"
    return "sentence read otherwise" if near else "nothing proposed in the sentence"


def show_totals(totals: dict[str, collections.Counter[str]]) -> None:
    causes = totals.pop("", collections.Counter())
    print("\ntype               curated recall proposed precision")
    for name in [*sorted(totals), "all"]:
        row = totals[name] if name != "all" else sum(totals.values(), collections.Counter())
        print_row(name, row)
    print_row("all but ties", sum((row for name, row in totals.items() if name not in STANDING), collections.Counter()))
    print("\nmisses by cause")
    for why, number in causes.most_common():
        print(f"{number:4}  {why}")


def print_row(name: str, row: collections.Counter[str]) -> None:
    recall = row["hit"] / row["gold"] if row["gold"] else float("nan")
    precision = row["right"] / row["proposed"] if row["proposed"] else float("nan")
    print(f"{name:18} {row['gold']:7} {recall:6.2f} {row['proposed']:8} {precision:9.2f}")


# ---------------------------------------------------------------- speed
ROUNDS = 5
TURN = 0.5  # seconds, at least
BLOCK = 105  # sentences timed together; of each block the least time counts
LABELS = 45  # of dependencies and of parts of speech, as in the small English pipeline


def small_pipeline(*, entities: bool = False) -> Any:
    """Return a spaCy pipeline of the make of the small English one; its speed does not depend on what it learnt.

    Tagger and parser share one embedding; the entity recogniser, if wanted, has its own, as in the published pipeline.
    """
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    pipeline.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "tok2vec": listener}
    sizes = {"extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True}
    pipeline.add_pipe("parser", config={"model": parser | sizes})
    for number in range(LABELS):
        pipeline.get_pipe("tagger").add_label(f"T{number}")
        pipeline.get_pipe("parser").add_label(f"d{number}")
    if entities:
        pipeline.add_pipe("ner").add_label("PERSON")
    pipeline.initialize()
    return pipeline


def speed(path: Path, model: str) -> None:
    """Print sentences per second beside spaCy's, on one core with one thread, on text met before and on new text."""
    if "--compiled" in sys.argv and not is_compiled():
        folder = compiled_copy()
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONPATH": folder})
    alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    if any(os.environ.get(name) != "1" for name in alone):  # they are read when the libraries are loaded
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | alone)
    use_one_core()
    texts = [sentence for _, sentence in sentences(path)]
    again, new = speed_again(texts, model), speed_new(path)
    ours = again["graphkit rules"]
    made = "compiled" if is_compiled() else "in plain Python"
    print(f"the rule coder {made}, beside spaCy, which is compiled")
    print(f"sentences per second of processor time: {len(texts)} sentences, one core, one thread, best of {ROUNDS}")
    print("\ntext met before")
    for name, found in again.items():
        print(f"  {name:42} {found:8.0f}  {beside(ours, found)}")
    print("new text")
    for name, found in new.items():
        print(f"  {name:42} {found:8.0f}  {beside(new['graphkit rules'], found)}")
    print("\nwanted: at least 20 times the tagger and parser; the tokenizer at most 6 times ours")


def is_compiled() -> bool:
    """Whether the rule coder runs as C."""
    return not str(sys.modules["graphkit.extract.rules.coder"].__file__).endswith(".py")


def compiled_copy() -> str:
    """Install the project, its rule coder compiled, into a folder of its own, and return that."""
    root, folder = Path(__file__).resolve().parents[1], tempfile.mkdtemp(prefix="graphkit-compiled-")
    source = Path(folder) / "source"
    shutil.copytree(root, source, ignore=shutil.ignore_patterns(".*", "venv", "build", "*.egg-info", "__pycache__"))
    print("compiling, which takes a minute or two", file=sys.stderr)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        f"{folder}/installed",
        str(source),
    ]
    subprocess.run(command, check=True, env=os.environ | {"GRAPHKIT_COMPILE": "1"})
    return f"{folder}/installed"


def beside(ours: float, other: float) -> str:
    """Return in words how another's speed compares with ours."""
    if ours == other:
        return ""
    return f"ours is {ours / other:.1f} times as fast" if other < ours else f"{other / ours:.1f} times ours"


def use_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def speed_again(texts: list[str], model: str) -> dict[str, float]:
    """Return the rates on text that each has met before; they take turns, so that a noisy machine is noisy for all."""
    import spacy

    blank = spacy.blank("en")
    runs: dict[str, Callable[[list[str]], object]] = {
        "graphkit rules": lambda block: [code_document(text) for text in block],
        **{name: lambda block, pipeline=pipeline: list(pipeline.pipe(block)) for name, pipeline in rivals(model)},
        "spaCy blank tokenizer": lambda block: [blank(text) for text in block],
    }
    blocks = [texts[begin : begin + BLOCK] for begin in range(0, len(texts), BLOCK)]
    for run in runs.values():
        run(texts)
    least = {name: [float("inf")] * len(blocks) for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            begin = time.process_time()
            while time.process_time() < begin + TURN:
                least[name] = [min(known, spent(run, block)) for known, block in zip(least[name], blocks, strict=True)]
    return {name: len(texts) / sum(times) for name, times in least.items()}


def rivals(model: str) -> Iterator[tuple[str, Any]]:
    """Yield pipelines that parse, with their names: the installed one that is named, else two of the usual make."""
    if not model:
        yield "spaCy tagger + parser", small_pipeline()
        yield "spaCy tagger + parser + entity recogniser", small_pipeline(entities=True)
        return
    import spacy

    pipeline = spacy.load(model)
    made = f"{pipeline.meta['lang']}_{pipeline.meta['name']} {pipeline.meta['version']}"
    yield f"{made} as published", pipeline
    extra = [name for name in pipeline.pipe_names if name not in ("tok2vec", "tagger", "parser")]
    yield f"{made}, tagger + parser", spacy.load(model, disable=extra)


def spent(run: Callable[[list[str]], object], block: list[str]) -> float:
    """Return the processor time that a block of text takes."""
    start = time.process_time()
    run(block)
    return time.process_time() - start


def speed_new(path: Path) -> dict[str, float]:
    """Return the rates on text not met before, each time in a new process that has only met other text."""
    lines = [
        subprocess.run([sys.executable, __file__, "speed-new", path], check=True, capture_output=True, text=True).stdout
        for _ in range(ROUNDS)
    ]
    rates = [json.loads(line) for line in lines]
    return {name: max(found[name] for found in rates) for name in rates[0]}


def print_new(path: Path) -> None:
    """Print the rates on every other sentence, having met the rest."""
    import spacy

    use_one_core()
    texts = [sentence for _, sentence in sentences(path)]
    known, new = texts[::2], texts[1::2]
    functions: dict[str, Callable[[str], object]] = {
        "graphkit rules": code_document,
        "spaCy blank tokenizer": spacy.blank("en"),
    }
    rates = {}
    for name, function in functions.items():
        for text in known:
            function(text)
        start = time.process_time()
        for text in new:
            function(text)
        rates[name] = len(new) / (time.process_time() - start)
    print(json.dumps(rates))


def main(arguments: list[str]) -> None:
    commands: dict[str, Callable[[argparse.Namespace], None]] = {
        "predict": lambda given: predict(given.path, given.model),
        "score": lambda given: score(given.path, given.model),
        "seeds": lambda given: seeds(given.model),
        "passages": lambda given: passages(
            [given.path] if given.path != PLV else sorted(TEXTS.glob("passages_*.jsonl")), given.model
        ),
        "speed": lambda given: speed(given.path, given.model),
        "speed-new": lambda given: print_new(given.path),
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands)
    parser.add_argument("path", nargs="?", type=Path, default=PLV, metavar="PLV.tsv")
    parser.add_argument("--model", default="", help="a spaCy pipeline to read with, or to compare with")
    parser.add_argument("--compiled", action="store_true", help="measure the rule coder compiled")
    given = parser.parse_args(arguments)
    commands[given.command](given)


if __name__ == "__main__":
    main(sys.argv[1:])
