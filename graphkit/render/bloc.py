"""Which bloc each actor of a map is drawn in: given by the caller, or taken from what an actor belongs to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.dataset import file_bytes
from graphkit.errors import DataError
from graphkit.network import find_actor

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.model import Actor, Affiliation

__all__ = ["numbered_blocs", "read_blocs"]

NEEDED = ("actor", "bloc")
#: The largest file that is read.
LARGEST = 50_000_000


def read_blocs(path: Path) -> dict[str, str]:
    """Return the bloc of each actor from a CSV file, such as ``graphkit blocs --output FILE`` writes.

    Parameters
    ----------
    path
        A CSV file in UTF-8 with at least the columns ``actor`` (an id, name or alias) and ``bloc``
        (a name or a number).

    Raises
    ------
    DataError
        If the file cannot be read, lacks a column, leaves a cell blank or gives an actor two blocs.
    """
    path = Path(path)
    try:
        text = file_bytes(path, most=LARGEST).decode("utf-8-sig")
        header = text.partition("\n")[0]
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count)))
        columns = tuple(rows[0]) if rows else NEEDED
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: not a table that can be read ({error}); write a CSV file in UTF-8") from error
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise DataError(
            f"{path}: no column {missing[0]!r} among {', '.join(map(str, columns))}; "
            "it needs 'actor' and 'bloc', as graphkit blocs --format csv writes them"
        )
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        actor, bloc = ((row[name] or "").strip() for name in NEEDED)
        if actor and not bloc and (row.get("why") or "").strip():
            continue  # graphkit blocs says there why an actor is in none
        if not actor or not bloc:
            raise DataError(f"{path} row {number}: blank {'bloc' if actor else 'actor'}; every row names both")
        if found.setdefault(actor, bloc) != bloc:
            raise DataError(
                f"{path} row {number}: {actor} is in bloc {found[actor]} above and in {bloc} here; keep one"
            )
    return found


def numbered_blocs(
    network: nx.MultiDiGraph, blocs: Mapping[str, str], *, actors: Iterable[Actor], affiliations: Sequence[Affiliation]
) -> tuple[list[str], list[int]]:
    """Return the names of the blocs, in order, and the position there of each actor's bloc; -1: none.

    Whoever is not listed takes the bloc of the nearest that it belongs to and that is.

    Raises
    ------
    UnknownActor
        If ``blocs`` names an actor that is not in the network.
    """
    own = {find_actor(network, one): str(name) for one, name in blocs.items()}
    names = sorted(set(own.values()), key=_by_number)
    position = {name: number for number, name in enumerate(names)}
    above: dict[str, list[str]] = {}
    for one in affiliations:
        above.setdefault(one.actor, []).append(one.organisation)
    return names, [position.get(_bloc_of(actor.id, own, above), -1) for actor in actors]


def _bloc_of(actor: str, own: Mapping[str, str], above: Mapping[str, Sequence[str]]) -> str:
    """The actor's own bloc, else that of what it belongs to, nearest first; blank: none."""
    seen, near = {actor}, [actor]
    while near:
        for one in near:
            if one in own:
                return own[one]
        near = list(dict.fromkeys(up for one in near for up in above.get(one, ()) if up not in seen))
        seen.update(near)
    return ""


def _by_number(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts 2 before 10 and words in order; numbers are compared as digits, however many there are."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    digits = (part.lstrip("0") for part in parts)
    return tuple(
        (0, len(short), short) if part[0] in "0123456789" else (1, 0, part)
        for part, short in zip(parts, digits, strict=True)
    )
