"""What is lost when writing is interrupted: ``python benchmarks/losses.py [--trials 100] [--only WORD ...]``.

Every trial runs a command on a copy of a dataset made from the briefings of graphkit, with one summary edited by hand,
disturbs it, runs it again undisturbed and compares the folder with one that nobody disturbed. A loss is a row or a
decision that is missing, a table or journal that cannot be read, a traceback, or a file left behind. The exit code is
the number of losses, at most 100.

Processes are forked from this one, which has everything loaded, so that a kill falls into the work and not into
imports. It needs POSIX; Windows is not measured.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import functools
import os
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from graphkit.cli import main
from graphkit.dataset import load_dataset
from graphkit.dataset.storage import settle
from graphkit.errors import DataError
from graphkit.extract.review import ReviewStore

BRIEFINGS = Path(__file__).parents[1] / "data" / "examples" / "briefings" / "texts"
JOURNALS = ("extracted.jsonl", "decisions.jsonl", "joined.jsonl")
EDITED = "In my own words."
#: Of each kill of the kind that is measured: whether the process was still at work.
HIT: list[bool] = []
#: How many decisions each terminal screen had written down.
DECIDED: list[int] = []


class Loss(Exception):
    """Something that should be there is not, or the other way round."""


# --- processes ---------------------------------------------------------------------------------


def begin(*words: object, prepare: Callable[[], object] = lambda: None, said: Path | None = None) -> int:
    """Start a command in a process of its own; its messages go into a file."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        handle = os.open(said or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        for stream in (1, 2):
            os.dup2(handle, stream)
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        prepare()
        main([str(word) for word in words], prog_name="graphkit")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def end(process: int) -> int:
    """The exit code of a process, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kill(process: int, after: float, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process, and to those it started, after some seconds."""
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, number)
    if number == signal.SIGKILL:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


def run(folder: Path, *words: object) -> str:
    """Run a command to its end; what it said. Not answering is a loss."""
    said = folder.parent / "said.txt"
    code = end(begin(*words, said=said))
    text = said.read_text("utf-8", "replace")
    if code:
        raise Loss(f"exit code {code}: {text.strip()[-300:]}")
    return text


# --- the dataset -------------------------------------------------------------------------------


def sheet(folder: Path, name: str, part: int, parts: int, word: str = "accept") -> Path:
    """A spreadsheet that decides on one part of the proposals."""
    with (folder / "review" / "proposals.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "decision": word if n % parts == part else ""} for n, row in enumerate(rows))
    return path


def made(folder: Path, *, accepted: bool) -> Path:
    """A dataset with the briefings read, all proposals accepted or none, and one row that a person wrote."""
    run(folder, "extract", BRIEFINGS, "--into", folder, "--workers", "1")
    with (folder / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("one,One,other\ntwo,Two,other\n".replace("other\n", "other" + more(folder, "actors", 3)))
    with (folder / "relations.csv").open("a", encoding="utf-8") as file:
        file.write("mine,one,CONSULT,,two" + more(folder, "relations", 5))
    sheet(folder, "all.csv", 0, 1)
    if accepted:
        run(folder, "review", folder, "--apply", folder / "all.csv")
        path = folder / "relations.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        summary = load_dataset(folder).records("relations")[1].summary
        lines[2] = lines[2].replace(summary, EDITED)
        path.write_text("".join(lines), "utf-8")
    return folder


def more(folder: Path, table: str, cells: int) -> str:
    """The blank cells that end a row."""
    header = (folder / f"{table}.csv").read_text("utf-8").splitlines()[0]
    return "," * (header.count(",") + 1 - cells) + "\n"


def relations(folder: Path) -> dict[str, object]:
    return {row.id: row for row in load_dataset(folder).records("relations")}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check(folder: Path, want: Path) -> None:
    """Hold a folder against one that nobody disturbed."""
    for name in ("actors", "affiliations", "documents", "relations", "evidence"):
        now, then = ({*load_dataset(each).records(name)} for each in (folder, want))
        if now != then:
            raise Loss(f"{name}: {len(then - now)} rows missing, {len(now - then)} too many: {(then ^ now)}"[:400])
    stores = [ReviewStore(each / "review") for each in (folder, want)]
    items, decided = ([{**store.items} for store in stores], [set(store.decisions()) for store in stores])
    if items[0].keys() != items[1].keys() or decided[0] != decided[1]:
        raise Loss(f"journals: {len(items[0])} proposals and {len(decided[0])} decisions")
    left = [name for name in contents(folder) if Path(name).name[0] == "." and Path(name).name != ".gitignore"]
    if left:
        raise Loss(f"left behind: {', '.join(left)}")


# --- kills -------------------------------------------------------------------------------------


@functools.cache
def base(accepted: bool) -> Path:
    """The dataset that trials copy."""
    return made(Path(tempfile.mkdtemp(prefix="graphkit-losses-")) / "mine", accepted=accepted)


@contextlib.contextmanager
def copied(accepted: bool | None) -> Iterator[Path]:
    """A copy to disturb; None: a folder that is not there yet."""
    with tempfile.TemporaryDirectory(prefix="graphkit-losses-") as place:
        folder = Path(place) / "mine"
        if accepted is not None:
            shutil.copytree(base(accepted), folder)
        yield folder


@functools.cache
def ties() -> Path:
    """A list of ties to import."""
    path = Path(tempfile.mkdtemp(prefix="graphkit-losses-")) / "ties.csv"
    rows = (f"Person {number},Person {number // 3},knows,20{number % 20 + 10}" for number in range(1, 400))
    path.write_text("\n".join(["source,target,type,date", *rows]) + "\n", "utf-8")
    return path


VERBS: dict[str, tuple[bool | None, Callable[[Path], tuple[object, ...]]]] = {
    "init": (None, lambda folder: ("init", folder)),
    "extract --into": (None, lambda folder: ("extract", BRIEFINGS, "--into", folder, "--workers", "1")),
    "review --export": (True, lambda folder: ("review", folder, "--export")),
    "review --apply": (False, lambda folder: ("review", folder, "--apply", folder / "all.csv")),
    "review --undo": (True, lambda folder: ("review", folder, "--undo")),
    "import --into": (True, lambda folder: ("import", "csv", ties(), "--into", folder)),
}


def killed(verb: str, number: int = signal.SIGKILL) -> Callable[[random.Random], None]:
    """A trial that sends a signal to one verb at a random moment."""
    accepted, words = VERBS[verb]

    @functools.cache
    def undisturbed() -> tuple[Path, float]:
        folder = Path(tempfile.mkdtemp(prefix="graphkit-losses-")) / "mine"
        if accepted is not None:
            shutil.copytree(base(accepted), folder)
        began = time.monotonic()
        run(folder, *words(folder))
        return folder, time.monotonic() - began

    def trial(chance: random.Random) -> None:
        want, seconds = undisturbed()
        with copied(accepted) as folder:
            process = begin(*words(folder))
            kill(process, chance.uniform(0, seconds * 1.1), number)
            HIT.append(end(process) != 0)
            settle(folder)
            if accepted:
                mine_is_there(folder)
            if verb == "review --undo":
                again_undo(folder, want)
            elif verb != "init" or not all((folder / f"{name}.csv").exists() for name in ("actors", "evidence")):
                run(folder, *words(folder))
            if verb == "init":
                load_dataset(folder)
                run(folder, "relations", "--data", folder)
            check(folder, want)

    return trial


def again_undo(folder: Path, want: Path) -> None:
    """Undo once more unless it was written down; then the tables follow with the next command."""
    store = ReviewStore(folder / "review")
    done = len(store.history) > len(ReviewStore(base(True) / "review").history)
    run(folder, "review", folder, "--export" if done else "--undo")


def mine_is_there(folder: Path) -> None:
    """What a person wrote is there before anything mends the folder."""
    rows = relations(folder)
    if "mine" not in rows or not any(row.summary == EDITED for row in rows.values()):  # type: ignore[attr-defined]
        raise Loss("what a person wrote is not there")


def screen(chance: random.Random) -> None:
    """The terminal screen, with a key every moment, killed."""
    with copied(False) as folder:
        process, terminal = pty.fork()
        if not process:
            code = 70
            os.environ["TERM"] = "xterm-256color"
            sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, "w" if n else "r") for n in range(3))
            sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
            with contextlib.suppress(BaseException):
                main(["review", str(folder)], prog_name="graphkit")
                code = 0
            os._exit(code)
        until = time.monotonic() + chance.uniform(0.5, 4.0)
        keys = 0
        while time.monotonic() < until:
            keys += press(terminal, chance.choice("aaaru"))
        kill(process, 0)
        HIT.append(end(process) < 0)
        DECIDED.append(len(ReviewStore(folder / "review").history))
        os.close(terminal)
        store = ReviewStore(folder / "review")
        if len(store.history) > keys:
            raise Loss(f"{len(store.history)} decisions of {keys} keys")
        run(folder, "review", folder, "--export")
        accepted = sum(decision.decision == "accept" for decision in store.decisions().values())
        if len(relations(folder)) != accepted + 1:
            raise Loss(f"{len(relations(folder))} relations of {accepted} accepted and one by hand")
        run(folder, "review", folder, "--apply", folder / "all.csv")
        check(folder, everything())


def press(terminal: int, key: str) -> int:
    """Press a key and read what the screen shows; how many keys that were."""
    import select

    while select.select([terminal], [], [], 0.02)[0]:
        try:
            if not os.read(terminal, 65536):
                return 0
        except OSError:
            return 0
    with contextlib.suppress(OSError):
        return os.write(terminal, key.encode())
    return 0


@functools.cache
def everything() -> Path:
    """The dataset with everything accepted by nobody but the sheet."""
    folder = Path(tempfile.mkdtemp(prefix="graphkit-losses-")) / "mine"
    shutil.copytree(base(False), folder)
    run(folder, "review", folder, "--apply", folder / "all.csv")
    return folder


# --- at once -----------------------------------------------------------------------------------


def writers(count: int) -> Callable[[random.Random], None]:
    """A trial with several that apply different decisions at once."""

    def trial(chance: random.Random) -> None:
        with copied(False) as folder:
            sheets = [sheet(folder, f"part{n}.csv", n, count) for n in range(count)]
            running = []
            for path in sheets:
                running.append(begin("review", folder, "--apply", path, said=folder.parent / f"{path.name}.txt"))
                time.sleep(chance.uniform(0, 0.1))
            codes = [end(process) for process in running]
            if any(codes):
                raise Loss(f"exit codes {codes}")
            check(folder, everything())

    return trial


def contrary(chance: random.Random) -> None:
    """One accepts everything while another rejects everything: the tables follow the decisions that stand."""
    with copied(False) as folder:
        sheet(folder, "none.csv", 0, 1, "reject")
        running = []
        for name in chance.sample(["all.csv", "none.csv"], 2):
            running.append(begin("review", folder, "--apply", folder / name))
            time.sleep(chance.uniform(0, 0.1))
        codes = [end(process) for process in running]
        if any(codes):
            raise Loss(f"exit codes {codes}")
        decisions = ReviewStore(folder / "review").decisions().values()
        accepted = sum(decision.decision == "accept" for decision in decisions)
        if len(decisions) != len(relations(everything())) - 1 or len(relations(folder)) != accepted + 1:
            raise Loss(f"{len(relations(folder))} relations of {accepted} accepted of {len(decisions)} and one by hand")


def editor(chance: random.Random) -> None:
    """An editor that saves a row while a sheet is applied; half of them write in place."""
    with copied(False) as folder:
        process = begin("review", folder, "--apply", folder / "all.csv")
        time.sleep(chance.uniform(0, 0.6))
        path = folder / "relations.csv"
        text = path.read_text("utf-8") + "theirs,one,CONSULT,,two" + more(folder, "relations", 5)
        if chance.random() < 0.5:
            path.write_text(text, "utf-8")
        else:
            (folder / "save").write_text(text, "utf-8")
            (folder / "save").replace(path)
        if end(process) not in (0, 1):
            raise Loss("a traceback")
        run(folder, "review", folder, "--apply", folder / "all.csv")
        rows = relations(folder)
        if rows.pop("theirs", None) is None:
            raise Loss("the editor's row is not there")
        if missing := relations(everything()).keys() - rows.keys():
            raise Loss(f"{len(missing)} relations missing")


def apply_and_undo(chance: random.Random) -> None:
    """A sheet applied while others undo: as many relations as accepted decisions."""
    with copied(False) as folder:
        words = [("--apply", folder / "all.csv"), ("--undo",), ("--export",)]
        chance.shuffle(words)
        running = [begin("review", folder, *each) for each in words]
        codes = [end(process) for process in running]
        if any(codes):
            raise Loss("one of them says no")
        decisions = ReviewStore(folder / "review").decisions().values()
        accepted = sum(decision.decision == "accept" for decision in decisions)
        if len(relations(folder)) != accepted + 1:
            raise Loss(f"{len(relations(folder))} relations of {accepted} accepted and one by hand")


# --- the disk ----------------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """A disk of 2 MB, where we may mount one."""
    place = tempfile.mkdtemp(prefix="graphkit-disk-")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield Path(place)
    finally:
        subprocess.run(["umount", place], check=True)
        Path(place).rmdir()


def full(chance: random.Random) -> None:
    """A disk that is full after a few more bytes (a small one, or a limit on the size of files)."""
    verb = chance.choice(["review --apply", "review --undo", "review --export", "extract --into"])
    accepted, words = VERBS[verb]
    with small_disk() as disk, copied(accepted) as elsewhere:
        folder = disk / "mine" if disk else elsewhere
        if disk and accepted is not None:
            shutil.copytree(base(accepted), folder)
        before = relations(folder) if accepted else {}
        said = elsewhere.parent / "said.txt"
        if disk:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "filler").write_bytes(bytes(max(0, free - chance.randrange(0, 100_000, 4096))))
            code = end(begin(*words(folder), said=said))
            (disk / "filler").unlink()
        else:
            limit = chance.randrange(1, 20_000)
            few = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
            code = end(begin(*words(folder), said=None, prepare=few))
        text = said.read_text("utf-8") if said.exists() else ""
        if code not in (0, 1) or "Traceback" in text:
            raise Loss(f"{verb}: exit code {code}: {text[-300:]}")
        if accepted and verb == "review --export" and relations(folder) != before:
            raise Loss(f"{verb}: the tables have changed")
        run(elsewhere, *words(folder))
        load_dataset(folder)
        ReviewStore(folder / "review").verify()
        if verb == "review --apply":
            check(folder, everything())


def read_only(chance: random.Random) -> None:
    """A folder that may only be read, half of them with a save that was interrupted."""
    verb = chance.choice(["review --apply", "review --undo", "review --export", "extract --into", "init"])
    with copied(True) as folder:
        if chance.random() < 0.5:
            interrupted(folder, chance)
        before = contents(folder)
        words = VERBS[verb][1](folder)
        said = folder.parent / "said.txt"
        with protected(folder):
            code = end(begin(*words, said=said))
            text = said.read_text("utf-8")
            shown = end(begin("relations", "--data", folder, said=said))
            count = len(said.read_text("utf-8").splitlines())
        if code != 1 or "Traceback" in text:
            raise Loss(f"{verb}: exit code {code}: {text[-300:]}")
        if shown or count not in (30, 31):
            raise Loss(f"relations: exit code {shown}, {count} lines: {said.read_text('utf-8')[-300:]}")
        if contents(folder) != before:
            raise Loss(f"{verb}: the folder has changed")


@contextlib.contextmanager
def protected(folder: Path) -> Iterator[None]:
    """Make a folder read-only: a mount where we are root, whom permissions do not stop, else permissions."""
    if os.geteuid():
        paths = [folder, *folder.rglob("*")]
        modes = [path.stat().st_mode for path in paths]
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode & 0o555)
        yield
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
        return
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def interrupted(folder: Path, chance: random.Random) -> None:
    """Leave a folder as a kill between two renames does."""

    def dying() -> None:
        replace, count = Path.replace, chance.randrange(2, 6)

        def counted(self: Path, target: Path) -> Path:
            nonlocal count
            count -= 1
            if not count:
                os._exit(9)
            return replace(self, target)

        Path.replace = counted  # type: ignore[method-assign]

    end(begin("review", folder, "--undo", prepare=dying))


def tampered(chance: random.Random) -> None:
    """A journal with one thing wrong: nothing leaves the tables, and no traceback."""
    with copied(True) as folder:
        before = relations(folder)
        path = folder / "review" / chance.choice(JOURNALS)
        path.write_bytes(damaged(path.read_bytes(), chance))
        changed = contents(folder)
        said = folder.parent / "said.txt"
        code = end(begin("review", folder, "--export", said=said))
        text = said.read_text("utf-8", "replace")
        if code not in (0, 1) or "Traceback" in text:
            raise Loss(f"exit code {code}: {text[-300:]}")
        if code and (contents(folder) != changed or f"{path.name} line " not in text):
            raise Loss(f"said no, and changed something: {text[-300:]}")
        if before.items() - relations(folder).items():
            raise Loss("rows have left or changed")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A journal with one thing wrong."""
    at, kind = chance.randrange(len(data)), chance.randrange(7)
    if kind == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at + chance.randrange(1, 400) :]
    if kind == 3:
        return data[:at] + data[chance.randrange(len(data)) :][:50] + data[at:]
    if kind == 4:
        return b""
    lines = data.splitlines(keepends=True)
    if kind == 5:
        del lines[chance.randrange(len(lines))]
    else:
        chance.shuffle(lines)
    return b"".join(lines)


TRIALS: dict[str, Callable[[random.Random], None]] = {
    **{f"kill -9: {verb}": killed(verb) for verb in VERBS},
    "kill -9: the terminal screen": screen,
    "SIGTERM: review --apply": killed("review --apply", signal.SIGTERM),
    "ctrl-C: review --apply": killed("review --apply", signal.SIGINT),
    "ctrl-C: review --undo": killed("review --undo", signal.SIGINT),
    "two that apply at once": writers(2),
    "two that contradict each other at once": contrary,
    "three that apply at once": writers(3),
    "apply, undo and export at once": apply_and_undo,
    "an editor saves while a sheet is applied": editor,
    "a full disk": full,
    "a read-only folder": read_only,
    "a damaged journal": tampered,
}
#: How many trials of a kind there are for each 100 of the others.
MORE = {"a damaged journal": 2.4}


def measure(name: str, trials: int, seed: int) -> int:
    """Run the trials of one kind and print a line; how many lost something."""
    losses = 0
    HIT.clear()
    began = time.monotonic()
    for number in range(trials):
        try:
            TRIALS[name](random.Random(f"{seed} {name} {number}"))
        except (Loss, DataError) as loss:
            losses += 1
            print(f"  {name}, trial {number}: {loss}", file=sys.stderr)
    at_work = f"{sum(HIT)} stopped at work" if HIT else ""
    at_work += f", after {sum(DECIDED)} decisions" if name.endswith("screen") else ""
    print(f"{name:<42} {trials:>6} {losses:>6} {time.monotonic() - began:>8.0f} s  {at_work}", flush=True)
    return losses


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--trials", type=int, default=100, help="how many of each kind (default: 100)")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="kinds whose name has one of the words")
    return parser.parse_args()


if __name__ == "__main__":
    asked = parsed()
    wanted = [name for name in TRIALS if not asked.only or any(word in name for word in asked.only)]
    for module in ("joining", "review_app", "spreadsheet", "run"):  # loaded before the forks
        import_module(f"graphkit.extract.{module}")
    print(f"{'what happens':<42} {'trials':>6} {'losses':>6} {'time':>10}", flush=True)
    total = sum(measure(name, round(asked.trials * MORE.get(name, 1)), asked.seed) for name in wanted)
    sys.exit(min(total, 100))
