"""The names and capitals of states in ten languages, taken from CLDR by the library Babel.

pip install babel
python benchmarks/state_names.py            what differs from the table; exit code 1 when anything does
python benchmarks/state_names.py --write    bring it up to date
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from pathlib import Path

from graphkit.gazetteer import load_states

TABLE = Path(__file__).parents[1] / "graphkit" / "gazetteer" / "cldr.csv"
LOCALES = {"zh": ("zh", "zh_Hant")}
LANGUAGES = ("ko", "ja", "zh", "ru", "uk", "ar", "fr", "es", "de", "fa")


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[\W_]+", " ", plain).casefold().strip()


def spellings(name: str, code: str) -> list[str]:
    """A name without what stands in brackets; both names of Burma."""
    outside, *inside = re.split(r"\s*[(（]\s*|[)）]", name)
    return [part for part in (outside, *(inside if code == "MMR" else ())) if part.strip()]


def rows() -> list[tuple[str, str, str, str]]:
    from babel import Locale
    from babel.core import get_global

    zones: dict[str, list[str]] = {}
    for zone, alpha2 in get_global("zone_territories").items():
        zones.setdefault(alpha2, []).append(zone)
    found = []
    for language in LANGUAGES:
        locales = [Locale.parse(name) for name in LOCALES.get(language, (language,))]
        for state in load_states().values():
            names: dict[str, None] = {}
            for locale in locales:
                names |= dict.fromkeys(spellings(locale.territories[state.alpha2], state.id))
            seats = [
                zone for zone in zones.get(state.alpha2, ()) if folded(zone.rsplit("/", 1)[1]) == folded(state.capital)
            ]
            cities = {
                locale.time_zones[zone]["city"]: None
                for zone in seats
                for locale in locales
                if "city" in locale.time_zones.get(zone, {})
            }
            found.append((state.id, language, ";".join(names), ";".join(cities)))
    return found


def main() -> int:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([("id", "language", "names", "capital"), *rows()])
    if "--write" in sys.argv[1:]:
        TABLE.write_text(table.getvalue(), encoding="utf-8")
        return 0
    now, then = set(table.getvalue().splitlines()), set(TABLE.read_text(encoding="utf-8").splitlines())
    print(*sorted(f"- {line}" for line in then - now), *sorted(f"+ {line}" for line in now - then), sep="\n")
    return int(now != then)


if __name__ == "__main__":
    sys.exit(main())
