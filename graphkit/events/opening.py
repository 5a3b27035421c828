"""What every question does first: open the table, name its actors, choose its kinds of act."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from graphkit.dataset import file_bytes
from graphkit.errors import DataError, UnknownActor
from graphkit.events.backend import Backend, duckdb_backend
from graphkit.gazetteer import load_states, state_named
from graphkit.model import date_bounds, fold_name
from graphkit.ontology import QUADS, load_ontology

__all__ = ["Filters", "Opened", "day_text", "day_texts", "find_actors", "opened", "read_sidecar"]

_EPOCH_FAR = 4_000_000  # further than any day of a table
#: GDELT dates "a year ago" by the day before a year; such rows say nothing of order.
LATENESS_DAYS = 30
QUAD_NAMES = (*QUADS, "")
#: The table that an engine shows, by name, size and time: its actors and kinds are kept there.
_SHOWN: WeakKeyDictionary[Backend, tuple[str, int, int] | None] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a table is asked for: days (EDTF), PLOVER types, quad classes, actors, and how actors are named."""

    since: str | None = None
    until: str | None = None
    types: Sequence[str] = ()
    quads: Sequence[str] = ()
    actors: Sequence[str] = ()
    roll_up: bool = False
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Opened:
    """An open table: its engine, its actors by number, the kinds of act, and who is meant by a name."""

    backend: Backend
    filters: Filters
    format: str
    labels: list[str]
    label_of: list[int]
    parties: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    settings: dict[str, int]
    notes: list[str]

    def who(self, name: str) -> set[int]:
        """Return the numbers of the actors that a name means: a label, a name, or a state and who acts for it."""
        wanted, folded = _state(name), fold_name(name)
        found = {
            number
            for (party, state), number in zip(self.parties, self.label_of, strict=True)
            if number >= 0
            and (
                (wanted and wanted in (state, self.labels[number]))
                or folded in (fold_name(party), fold_name(self.labels[number]))
            )
        }
        if not found:
            raise UnknownActor(f"no actor '{name}' among {len(self.labels):,}{self._near(name)}")
        return found

    def _near(self, name: str) -> str:
        """The names nearest to one that nobody has, as the end of a sentence."""
        spellings = {fold_name(label): label for label in self.labels}
        spellings |= {
            fold_name(state.name): state.name for key, state in load_states().items() if key in spellings.values()
        }
        near = difflib.get_close_matches(fold_name(name), spellings, n=3, cutoff=0.6)
        return f"; did you mean {' or '.join(spellings[key] for key in near)}?" if near else ""

    def name_actors(self, **columns: Mapping[int, int]) -> None:
        """Give the engine the table ``actors``: each party's number, and more columns by number (0 where missing)."""
        import numpy as np

        number = np.array(self.label_of or [-1])
        chosen = np.flatnonzero(number >= 0)
        if not len(chosen):
            number, chosen = np.array([-1]), np.array([0])
        parties = self.parties or [("", "")]
        table: dict[str, Any] = {
            "party": [parties[one][0] for one in chosen],
            "state": [parties[one][1] for one in chosen],
            "id": number[chosen],
        }
        for name, values in columns.items():
            every = np.zeros(len(self.labels) + 1, np.int64)
            every[list(values)] = list(values.values())
            table[name] = every[table["id"]]
        self.backend.materialise("actors", table)

    def choose_kinds(self, *, provocation: Sequence[str] = (), response: Sequence[str] = ()) -> None:
        """Give the engine the table ``kinds``: which types and quad classes count, and as what."""
        types, quads = (set(values) for values in (self.filters.types, self.filters.quads))
        chosen = [
            (kind, quad) for kind, quad in self.kinds if (not types or kind in types) and (not quads or quad in quads)
        ] or [("-", "-")]
        self.backend.materialise(
            "kinds",
            {
                "type_name": [kind for kind, _ in chosen],
                "quad_name": [quad for _, quad in chosen],
                "quad_id": [QUAD_NAMES.index(quad) if quad in QUAD_NAMES else len(QUADS) for _, quad in chosen],
                "provokes": [int(kind in provocation or quad in provocation) for kind, quad in chosen],
                "responds": [int(kind in response or quad in response) for kind, quad in chosen],
            },
        )

    def set(self, **settings: int) -> None:
        """Give the engine the one-row table ``settings``, with more in it."""
        self.settings |= settings
        self.backend.materialise("settings", {name: [value] for name, value in self.settings.items()})

    def coverage(self) -> dict[str, int]:
        """Return how many rows there are in the chosen time, and how many a question must leave out."""
        self.backend.run("coverage")
        return {name: int(values[0]) for name, values in self.backend.collect("coverage").items()}


def find_actors(
    table: str | Path, name: str, *, filters: Filters | None = None, backend: Backend | None = None
) -> list[str]:
    """Return the actors of a table that a name means, as the answers call them.

    Parameters
    ----------
    table
        An event table.
    name
        Any name or code; a state stands for everybody who acts for it.
    filters, backend
        As :func:`dyads` takes them.

    Raises
    ------
    DataError
        If there is no such table.
    UnknownActor
        If nobody in it goes by that name.
    MissingDependency
        If duckdb is not installed.
    """
    with opened(table, filters or Filters(), backend) as source:
        return sorted(source.labels[number] for number in source.who(name))


@contextmanager
def opened(table: str | Path, filters: Filters, backend: Backend | None = None) -> Iterator[Opened]:
    """Open an event table for a question."""
    path = Path(table)
    if not (backend is not None and backend.remote and ("://" in str(table) or path.is_dir())):
        if not path.is_file():
            raise DataError(f"there is no event table '{path}': graphkit import makes one")
        if path.suffix.lower() not in (".parquet", ".csv"):
            raise DataError(f"'{path}' ends in neither .parquet nor .csv: an event table is one of them")
    _check(filters)
    if backend is not None:
        yield _open(table, filters, backend)
        return
    with duckdb_backend() as own:
        yield _open(table, filters, own)


def _open(table: str | Path, filters: Filters, backend: Backend) -> Opened:
    """Open a table on an engine."""
    stamp = _stamp(Path(table))
    if stamp is None or _SHOWN.get(backend) != stamp:  # else a question before this one has looked
        _SHOWN.pop(backend, None)
        backend.open(table)
        backend.run("parties")
        backend.run("kinds_found")
        _SHOWN[backend] = stamp
    found = backend.collect("parties")
    parties = sorted(zip(found["party"].tolist(), found["state"].tolist(), strict=True))
    kinds_found = backend.collect("kinds_found")
    kinds = sorted(zip(kinds_found["type_name"].tolist(), kinds_found["quad_name"].tolist(), strict=True))
    form = str(read_sidecar(Path(table)).get("format", ""))
    named = [_label(party, state, filters, cameo=form in ("gdelt", "keds")) for party, state in parties]
    labels = sorted(set(named) - {""})
    number = {label: position for position, label in enumerate(labels)}
    first, last = date_bounds(filters.since or "")[0], date_bounds(filters.until or "")[1]
    since, until = _day(first) if first else -_EPOCH_FAR, _day(last) if last else _EPOCH_FAR
    if since > until:
        raise ValueError(f"since {filters.since} is after until {filters.until}: swap them")
    found_table = Opened(
        backend, filters, form, labels, [number.get(name, -1) for name in named], parties, kinds, {}, []
    )
    found_table.set(since_day=since, until_day=until, lateness=LATENESS_DAYS)
    return found_table


def _stamp(table: Path) -> tuple[str, int, int] | None:
    """A file's name, size and time; None where it is no file of this machine."""
    if not table.is_file():
        return None
    found = table.stat()
    return str(table.resolve()), found.st_size, found.st_mtime_ns


def _label(party: str, state: str, filters: Filters, *, cameo: bool) -> str:
    """What an actor is called: as in the source, or rolled up: its state, or the first part of a CAMEO code of none."""
    name = filters.same.get(party, party)
    if filters.roll_up and name:
        name = state or (name[:3] if cameo else name)
    return filters.same.get(name, name)


def _state(name: str) -> str:
    """The ISO code of the state that a name, code or capital means, or blank."""
    states = load_states()
    if name.upper() in states:
        return name.upper()
    named = state_named(name)
    if named:
        return named
    folded = fold_name(name)
    seats = {key for key, one in states.items() if folded in map(fold_name, (one.capital, *one.metonyms)) and folded}
    return seats.pop() if len(seats) == 1 else ""


def _check(filters: Filters) -> None:
    """Refuse types and quad classes that there are not."""
    for name in filters.types:
        if name not in load_ontology().types:
            raise ValueError(f"there is no type '{name}': it is one of {', '.join(load_ontology().types)}")
    for name in filters.quads:
        if name not in QUADS:
            raise ValueError(f"there is no quad class '{name}': it is one of {', '.join(QUADS)}")


def read_sidecar(table: Path) -> dict[str, Any]:
    """Return what the import wrote beside the table; nothing where it is not there."""
    path = table.with_name(table.name + ".json")
    try:
        found = json.loads(file_bytes(path, most=50_000_000))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _day(date: str) -> int:
    """A date's text as whole days since 1970-01-01."""
    import numpy as np

    return int(np.datetime64(date, "D").astype(int))


def day_text(day: int) -> str:
    """Return a day since 1970-01-01 as text.

    >>> day_text(0)
    '1970-01-01'
    """
    return day_texts([day])[0]


def day_texts(days: Any) -> list[str]:
    """Return days since 1970-01-01 as texts.

    >>> day_texts([0, 365])
    ['1970-01-01', '1971-01-01']
    """
    import numpy as np

    return list(np.asarray(days).astype(np.int64).astype("datetime64[D]").astype(str).tolist())
