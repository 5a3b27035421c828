"""The formats that become an event table: each states its separator, quoting, columns and what they mean.

A *layout* is how one file is to be read. Its ``columns`` say for each part of an event which SQL expression over
the file's columns ``c0``, ``c1``, ... gives it. Nothing is sniffed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.errors import DataError
from graphkit.gazetteer import state_named, state_of
from graphkit.words import counted

__all__ = ["FORMATS", "Format", "Layout", "Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the files: ``columns`` and ``date_order`` of tables of one's own, time of quadruples."""

    columns: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    date_order: str = ""
    time_origin: str = "2014-01-01"
    time_unit: str = "hours"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is read: its version, width, header, names, and the expression of each part of an event.

    ``tables`` is the FROM clause, with ``{raw}`` for the file's rows; ``unused`` names columns that are not carried.
    A field that begins with ``comment`` ends its row, which then needs ``least`` fields only. ``notes`` says that the
    fields after these are notes, of which a row may have more or fewer.
    """

    version: str
    width: int
    header: bool
    columns: Mapping[str, str]
    separator: str = "\t"
    quoted: bool = False
    tables: str = "{raw}"
    unused: tuple[str, ...] = ()
    dates: str = "a date"
    pairs: bool = False
    comment: str = ""
    least: int = 0
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, which files are data, how a file is laid out, how its keys name states.

    ``layout`` takes the first line and the options. ``codes`` is the scheme of the codes: cameo, plover, or the
    format's own. ``citation`` is what the source asks for. A line that begins with ``comment`` is none of the rows.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    layout: Callable[[str, Options], Layout]
    actor_state: Callable[[str], str]
    place_state: Callable[[str], str]
    codes: str
    directed: bool
    citation: str
    comment: str = ""
    #: Whether the order of day and month must be proven by the column, or be said.
    asks_order: bool = False
    #: Whether the first row may be data with quoted line breaks, so that it is more than the first line.
    quoted_first: bool = False


# --- expressions -------------------------------------------------------------------------------


def _iso(column: str) -> str:
    """A date written 2018-06-01, with or without a time behind it."""
    return f"CASE WHEN regexp_full_match({column}, '\\d{{4}}-\\d{{2}}-\\d{{2}}([T ].*)?') " + (
        f"THEN TRY_CAST(substr({column}, 1, 10) AS DATE) END"
    )


def _compact(column: str) -> str:
    """A date written 20180601, with or without a time behind it."""
    # a pattern would cost as much as the date; the length and both ends leave no room for a sign or a blank
    whole = f"{column} >= '0' AND {column}[-1] >= '0'"
    shapes = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}
    read = " ".join(f"WHEN {length} THEN try_strptime({column}, '{shape}')" for length, shape in shapes.items())
    return f"CASE WHEN {whole} THEN CAST(CASE length({column}) {read} END AS DATE) END"


def _slashed(column: str, order: str) -> str:
    """A date written 6/1/2018 (mdy) or 1/6/2018 (dmy), also before a time; points and hyphens are read as slashes.

    None is one where the order is not known.
    """
    if not order:
        return "NULL"
    plain = f"translate(regexp_replace({column}, ' \\d{{1,2}}:\\d{{2}}(:\\d{{2}})?( ?[AP]M)?$', ''), '.-', '//')"
    shape = {"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y", "ymd": "%Y/%m/%d"}[order]
    pattern = "\\d{4}/\\d{1,2}/\\d{1,2}" if order == "ymd" else "\\d{1,2}/\\d{1,2}/\\d{4}"
    return f"CASE WHEN regexp_full_match({plain}, '{pattern}') THEN CAST(try_strptime({plain}, '{shape}') AS DATE) END"


def _short(column: str) -> str:
    """A date written yymmdd; years from 50 on are of the last century."""
    year = f"CASE WHEN substr({column}, 1, 2) >= '50' THEN '19' ELSE '20' END"
    return f"CASE WHEN regexp_full_match({column}, '\\d{{6}}') " + (
        f"THEN CAST(try_strptime({year} || {column}, '%Y%m%d') AS DATE) END"
    )


def _worded(column: str) -> str:
    """A date written 28 December 2022, 28-Dec-2022 or 28-Dec-22."""
    plain = f"translate({column}, '-', ' ')"

    def written(year: str, *shapes: str) -> str:
        tried = ", ".join(f"try_strptime({plain}, '{shape}')" for shape in shapes)
        pattern = f"\\d{{1,2}}[ -][A-Za-z]+[ -]{year}"
        return f"WHEN regexp_full_match({column}, '{pattern}') THEN CAST(coalesce({tried}) AS DATE)"

    return f"CASE {written('[0-9]{4}', '%d %B %Y', '%d %b %Y')} {written('[0-9]{2}', '%d %B %y', '%d %b %y')} END"


def _either(*expressions: str) -> str:
    """The first expression that gives something."""
    return f"coalesce({', '.join(expressions)})"


def _unquoted(column: str) -> str:
    """A field without the quotes around it, where it has both."""
    return (
        f"CASE WHEN length({column}) >= 2 AND starts_with({column}, '\"') AND ends_with({column}, '\"') "
        f"THEN replace(substr({column}, 2, length({column}) - 2), '\"\"', '\"') ELSE {column} END"
    )


def _but(column: str, *words: str) -> str:
    """A field that is blank where it holds a word that the format writes for what is missing."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"CASE WHEN {column} IN ({listed}) THEN '' ELSE {column} END"


def _folded(name: str) -> str:
    """A column's name in one spelling."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().strip('"').lower()).strip("_")


def _whole(column: str) -> str:
    """A whole number as text, also where a table program has added ``.0`` to it."""
    return f"regexp_replace({column}, '\\.0$', '')"


class _Named:
    """Columns by name: what is asked for is used, and the rest can be listed."""

    def __init__(self, names: Sequence[str], *, needed: Sequence[str], what: str) -> None:
        self.names = [_folded(name) for name in names]
        self.shown = list(names)
        self.used: set[int] = set()
        missing = [name for name in needed if name not in self.names]
        if missing:
            raise DataError(
                f"column {', '.join(missing)} is missing: {what} has a header with {', '.join(needed)}; "
                f"found {', '.join(names)[:300]}"
            )

    def __call__(self, *names: str) -> str:
        """Return the first of the columns that is there, or blank text."""
        for name in names:
            if name in self.names:
                position = self.names.index(name)
                self.used.add(position)
                return f"c{position}"
        return "''"

    def unused(self) -> tuple[str, ...]:
        """Return the names of the columns that nobody asked for."""
        return tuple(name for number, name in enumerate(self.shown) if number not in self.used)


def _header(first: str, needed: Sequence[str], separators: str = "\t,") -> tuple[list[str], str]:
    """The names in a header and its separator: the first that gives the names that are needed, else the first."""
    found = {}
    for separator in separators:
        names = found[separator] = _fields(first, separator)
        if {_folded(name) for name in names} >= set(needed):
            return names, separator
    return found[separators[0]], separators[0]


# --- the formats -------------------------------------------------------------------------------

#: By the number of columns: the version, and where place, day added and address stand.
_GDELT: dict[int, tuple[str, int, int, int | None]] = {
    61: ("2.0", 53, 59, 60),
    58: ("1.0", 51, 56, 57),
    57: ("1.0 without addresses", 51, 56, None),
}
_GDELT_USED = {0, 1, 5, 7, 15, 17, 26, 30, 31}


def _gdelt(first: str, options: Options) -> Layout:
    """The layout of a GDELT event file, told by its number of columns."""
    width = first.count("\t") + 1
    if first.lower().startswith("date\tsource\ttarget\tcameocode\t"):
        return _keds_by_name(_fields(first, "\t"), "\t", version="reduced")
    if width not in _GDELT:
        raise DataError(
            f"the first line has {counted(width, 'field')}: GDELT event files have 57, 58 or 61, separated by tabs"
        )
    version, place, added, address = _GDELT[width]
    return Layout(
        version=version,
        width=width,
        header=first.split("\t")[0].lower() == "globaleventid",
        columns={
            "event_id": "c0",
            "date_text": "c1",
            "date": _compact("c1"),
            "reported": _compact(f"c{added}"),
            "actor": "c5",
            "recipient": "c15",
            "actor_key": "c7",
            "recipient_key": "c17",
            "code": "c26",
            "score": "c30",
            "reports": "c31",
            "source": f"c{address}" if address else "''",
            "place": f"c{place}",
        },
        unused=(f"{width - len(_GDELT_USED) - 3} of {width} columns: names, sectors, coordinates, tone, counts",),
        dates="YYYYMMDD",
    )


def _icews(first: str, options: Options) -> Layout:
    """The layout of an ICEWS file as Dataverse has it, columns by name."""
    needed = ("event_date", "source_name", "target_name")
    names, separator = _header(first, needed)
    at = _Named(names, needed=needed, what="ICEWS")
    if at("cameo_code") == at("event_text") == "''":
        raise DataError("columns CAMEO Code and Event Text are both missing: one of them must say what happened")
    day = _unquoted(at("event_date"))
    columns = {
        "event_id": _unquoted(at("event_id")),
        "date_text": day,
        "date": _either(_iso(day), _slashed(day, "mdy")),
        "actor": _unquoted(at("source_name")),
        "recipient": _unquoted(at("target_name")),
        "actor_key": _but(_unquoted(at("source_country")), "NULL"),
        "recipient_key": _but(_unquoted(at("target_country")), "NULL"),
        "code": _unquoted(at("cameo_code")),
        "text": _unquoted(at("event_text")),
        "score": _but(_unquoted(at("intensity")), "NULL"),
        "source": _unquoted(at("publisher")),
        "place": _but(_unquoted(at("country")), "NULL"),
    }
    version = "with CAMEO codes" if at("cameo_code") != "''" else "without CAMEO codes"
    dates = "YYYY-MM-DD or month/day/year"
    return Layout(version, len(names), True, columns, separator, separator == ",", unused=at.unused(), dates=dates)


def _polecat(first: str, options: Options) -> Layout:
    """The layout of a POLECAT file, columns by name; several actors make one event per pair."""
    needed = ("event_id", "event_date", "event_type", "actor_name", "recipient_name")
    names, separator = _header(first, needed)
    at = _Named(names, needed=needed, what="POLECAT")
    kind = f"upper({_but(at('event_type'), 'None')})"
    mode = f"lower({_but(at('event_mode'), 'None')})"

    def part(side: str, column: str) -> str:
        number = {"actor": "actor_no", "recipient": "recipient_no"}[side]
        names, values = (_but(_unquoted(at(name)), "None") for name in (f"{side}_name", column))
        one = f"trim(string_split({values}, ';')[{number}])"
        same = f"len(string_split({values}, ';')) = len(string_split({names}, ';'))"
        return f"CASE WHEN {same} THEN {one} ELSE '' END"

    columns = {
        "event_id": at("event_id"),
        "date_text": at("event_date"),
        "date": _either(_iso(at("event_date")), _slashed(at("event_date"), "mdy")),
        "reported": _iso(at("publication_date")),
        "actor": part("actor", "actor_name"),
        "recipient": part("recipient", "recipient_name"),
        "actor_key": part("actor", "actor_country"),
        "recipient_key": part("recipient", "recipient_country"),
        "code": f"{kind} || CASE WHEN {mode} = '' THEN '' ELSE '/' || {mode} END",
        "score": _but(at("intensity", "event_intensity"), "None"),
        "reports": "CASE WHEN actor_no = 1 AND recipient_no = 1 THEN '1' ELSE '0' END",
        "source": _but(at("source"), "None"),
        "place": _but(at("country"), "None"),
    }
    named = (_but(_unquoted(at(f"{side}_name")), "None") for side in ("actor", "recipient"))
    sides = [f"len(string_split({names_of}, ';'))" for names_of in named]
    tables = (
        "(SELECT *, unnest(range(1, recipients + 1)) AS recipient_no FROM "
        f"(SELECT *, {sides[1]} AS recipients, unnest(range(1, {sides[0]} + 1)) AS actor_no FROM {{raw}}))"
    )
    return Layout(
        "by column names",
        len(names),
        True,
        columns,
        separator,
        separator == ",",
        tables=tables,
        unused=at.unused(),
        dates="YYYY-MM-DD",
        pairs=True,
    )


_UCDP_NAMES = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)


def _ucdp(first: str, options: Options) -> Layout:
    """The layout of a UCDP GED file, with or without a header."""
    found, separator = _header(first, ("date_start", "date_end"), ",;\t")
    header = "date_start" in [_folded(name) for name in found]
    if not header and len(found) not in (len(_UCDP_NAMES), len(_UCDP_NAMES) - 2):
        has = f"the first row is no header and has {counted(len(found), 'field')}"
        raise DataError(f"{has}: UCDP GED has {len(_UCDP_NAMES)} columns")
    names = found if header else _UCDP_NAMES[: len(found)]
    needed = ("id", "type_of_violence", "side_a", "side_b", "date_prec", "date_start", "date_end")
    at = _Named(names, needed=needed, what="UCDP GED")
    start, end = (_either(_iso(at(name)), _slashed(at(name), "mdy")) for name in ("date_start", "date_end"))
    precision = _whole(at("date_prec"))
    # a precision of a week, month or year on one day is widened to what it says
    until = (
        f"CASE WHEN {precision} IN ('3', '4', '5') AND ({start}) = ({end}) THEN CASE {precision} "
        f"WHEN '3' THEN CAST(({start}) + INTERVAL 6 DAY AS DATE) WHEN '4' THEN last_day({start}) "
        f"ELSE make_date(year({start}), 12, 31) END ELSE ({end}) END"
    )
    sides = {
        side: f"CASE WHEN {at(code)} <> '' THEN {_whole(at(code))} ELSE {at(name)} END"
        for side, code, name in (("a", "gwnoa", "side_a"), ("b", "gwnob", "side_b"))
    }
    sources = _whole(at("number_of_sources"))
    columns = {
        "event_id": at("id"),
        "date_text": f"{at('date_start')} || ' to ' || {at('date_end')}",
        "date": start,
        "until": until,
        "actor": at("side_a"),
        "recipient": at("side_b"),
        "actor_key": sides["a"],
        "recipient_key": sides["b"],
        "code": _whole(at("type_of_violence")),
        "reports": f"CASE WHEN {sources} IN ('', '-1', '0') THEN '1' ELSE {sources} END",
        "source": at("source_office"),
        "place": _whole(at("country_id", "country")),
    }
    version = f"GED, {'with' if header else 'without'} a header"
    return Layout(version, len(names), header, columns, separator, True, unused=at.unused(), dates="YYYY-MM-DD")


def _acled(first: str, options: Options) -> Layout:
    """The layout of an ACLED export, columns by name; the separator is what follows the first column's name."""
    separator = next((sign for sign in first if sign in ",;\t"), ",")
    names = _csv_fields(first, separator)
    at = _Named(names, needed=("event_date", "event_type", "actor1", "actor2"), what="ACLED")
    day = _either(_worded(at("event_date")), _iso(at("event_date")), _slashed(at("event_date"), options.date_order))
    until = (
        f"CASE {_whole(at('time_precision'))} WHEN '2' THEN CAST(({day}) + INTERVAL 6 DAY AS DATE) "
        f"WHEN '3' THEN last_day({day}) ELSE ({day}) END"
    )
    columns = {
        "event_id": at("event_id_cnty", "data_id"),
        "date_text": at("event_date"),
        "date": day,
        "until": until,
        "actor": at("actor1"),
        "recipient": at("actor2"),
        "actor_key": at("actor1"),
        "recipient_key": at("actor2"),
        "code": f"{at('event_type')} || CASE WHEN {at('sub_event_type')} IN ('', {at('event_type')}) THEN '' "
        f"ELSE '/' || {at('sub_event_type')} END",
        "source": at("source"),
        "place": _whole(at("iso", "country")),
    }
    dates = "28 December 2022 or YYYY-MM-DD (see --date-order)"
    return Layout("by column names", len(names), True, columns, separator, True, unused=at.unused(), dates=dates)


#: What KEDS-like files with a header call their columns; the Cline Center's Historical Phoenix is one of them.
_KEDS_NAMES = {
    "date": ("story_date", "date", "event_date", "date8"),
    "source": ("source", "sourceactorfull", "source_actor_full"),
    "target": ("target", "targetactorfull", "target_actor_full"),
    "code": ("code", "eventcode", "event_code", "cameocode", "cameo_code"),
}
#: Where the columns of a daily file of OEDA's Phoenix stand, which has no header.
_PHOENIX = {"id": 0, "date": 1, "actor": 5, "recipient": 9, "code": 13, "score": 16, "place": 22, "ids": 23, "urls": 24}


def _keds(first: str, options: Options) -> Layout:
    """The layout of a KEDS, TABARI or Phoenix file: date, source, target, code, or columns by name or place."""
    for separator in "\t,":
        names = _fields(first, separator)
        folded = {_folded(name) for name in names}
        if all(folded & set(words) for words in _KEDS_NAMES.values()):
            return _keds_by_name(names, separator)
    fields = _fields(first, "\t")
    width = len(fields)
    if width < 4:
        raise DataError(
            f"the first line has {counted(width, 'field')}: date, source, target and code, separated by tabs"
        )
    if width > _PHOENIX["urls"] and re.fullmatch(r"\d{8}", fields[1]) and fields[2] == fields[1][:4]:
        return _phoenix(width)
    columns = _keds_columns("c0", "c1", "c2", "c3")
    return Layout(
        f"{width} columns",
        width,
        False,
        columns,
        unused=tuple(f"column {number}" for number in range(5, width + 1)),
        dates=_KEDS_DATES,
        comment=";",
        least=4,
        # PETRARCH writes an address only where there is one; where nothing follows the code, a fifth field is a fault
        notes=width > 4,
    )


_KEDS_DATES = "yymmdd, yyyymmdd, YYYY-MM-DD or month/day/year"


def _keds_columns(date: str, source: str, target: str, code: str) -> dict[str, str]:
    """The parts that every KEDS-like file has."""
    actor, recipient = (_but(f"trim({column})", "---", "***") for column in (source, target))
    day = f"trim({date})"
    return {
        "date_text": date,
        "date": _either(_short(day), _compact(day), _iso(day), _slashed(day, "mdy")),
        "actor": actor,
        "recipient": recipient,
        "actor_key": actor,
        "recipient_key": recipient,
        "code": f"trim({code})",
    }


def _keds_by_name(names: Sequence[str], separator: str, *, version: str = "by column names") -> Layout:
    """The layout of a KEDS-like file with a header."""
    at = _Named(names, needed=(), what="")
    columns = _keds_columns(*(at(*words) for words in _KEDS_NAMES.values()))
    columns |= {
        "event_id": at("eid", "eventid", "event_id"),
        "score": _but(at("goldstein", "goldsteinscore", "goldstein_score"), "NA"),
        "place": at("countryname", "countrycode", "country_code"),
        "reports": at("numevents") if "numevents" in at.names else "'1'",
    }
    return Layout(
        version, len(names), True, columns, separator, separator == ",", unused=at.unused(), dates=_KEDS_DATES
    )


def _phoenix(width: int) -> Layout:
    """The layout of a daily file of Phoenix: an event has the ids of all sentences that report it."""
    at = {name: f"c{position}" for name, position in _PHOENIX.items()}
    columns = _keds_columns(at["date"], at["actor"], at["recipient"], at["code"])
    columns |= {
        "event_id": at["id"],
        "score": at["score"],
        "place": at["place"],
        "reports": f"CAST(len(string_split({at['ids']}, ';')) AS VARCHAR)",
        "source": f"string_split({at['urls']}, ';')[1]",
    }
    unused = (f"{width - len(_PHOENIX)} of {width} columns: parts of the date and of actors, issues, places, sources",)
    return Layout("Phoenix", width, False, columns, unused=unused, dates=_KEDS_DATES)


def _quadruples(first: str, options: Options) -> Layout:
    """The layout of subject, relation, object, time as whole numbers; the names come from two id files."""
    width = first.count("\t") + 1
    if width not in (4, 5):
        raise DataError(
            f"the first line has {counted(width, 'field')}: subject, relation, object and time, separated by tabs"
        )
    step = {"hours": 24, "days": 1}[options.time_unit]
    columns = {
        "date_text": "c3",
        "date": f"CASE WHEN regexp_full_match(c3, '\\d{{1,9}}') THEN CAST(CAST('{options.time_origin}' AS DATE) "
        f"+ CAST(CAST(c3 AS INTEGER) // {step} AS INTEGER) AS DATE) END",
        "actor": "actors.name",
        "recipient": "recipients.name",
        "actor_key": "actors.name",
        "recipient_key": "recipients.name",
        "text": "relations.name",
        "problem": "CASE WHEN actors.name IS NULL THEN 'no entity has the id ' || c0 "
        "WHEN relations.name IS NULL THEN 'no relation has the id ' || c1 "
        "WHEN recipients.name IS NULL THEN 'no entity has the id ' || c2 END",
    }
    tables = (
        "{raw} LEFT JOIN entities actors ON actors.id = c0 LEFT JOIN relations ON relations.id = c1 "
        "LEFT JOIN entities recipients ON recipients.id = c2"
    )
    version = f"{options.time_unit} since {options.time_origin}"
    return Layout(version, width, False, columns, tables=tables, dates=f"a whole number of {options.time_unit}")


_OWN = ("event_id", "date", "until", "reported", "actor", "recipient", "code", "score", "reports", "source")


def _events(first: str, options: Options) -> Layout:
    """The layout of a table of one's own; ``options.columns`` says which column is what."""
    separator = options.separator or _guess(first)
    names = _csv_fields(first, separator)
    position = {name: number for number, name in enumerate(names)}
    known = (*_OWN, "actor_state", "recipient_state", "place_country")
    chosen = {name: name for name in known if name in position} | dict(options.columns)
    for part, name in chosen.items():
        if name not in position:
            raise DataError(f"there is no column '{name}' for {part}: the header has {', '.join(names)[:300]}")
    missing = [part for part in ("date", "actor", "recipient") if part not in chosen]
    if missing:
        raise DataError(
            f"no column is {', '.join(missing)}: say which with --columns, such as "
            f"{','.join(f'{part}=NAME' for part in missing)}; the header has {', '.join(names)[:300]}"
        )
    at = {part: f"c{position[name]}" for part, name in chosen.items()}

    def day(part: str) -> str:
        written = (_iso(at[part]), _compact(at[part]), _worded(at[part]))
        return _either(*written, _slashed(at[part], options.date_order))

    columns = {part: at.get(part, "''") for part in ("event_id", "actor", "recipient", "code", "score", "source")}
    columns |= {
        "date_text": at["date"],
        "date": day("date"),
        "actor_key": at.get("actor_state", at["actor"]),
        "recipient_key": at.get("recipient_state", at["recipient"]),
        "place": at.get("place_country", "''"),
    }
    columns |= {part: day(part) for part in ("until", "reported") if part in at}
    columns |= {"reports": at["reports"]} if "reports" in at else {}
    unused = tuple(name for name in names if name not in chosen.values())
    said = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(separator, separator)
    version = f"separated by {said}{'' if options.separator else ' (guessed from the header)'}"
    return Layout(
        version, len(names), True, columns, separator, True, unused=unused, dates="YYYY-MM-DD (see --date-order)"
    )


def _guess(header: str) -> str:
    """The separator that the header has most of."""
    return max(",;\t|", key=header.count)


def _fields(line: str, separator: str) -> list[str]:
    """The fields of one line: between tabs as they stand, else those of CSV."""
    return line.removesuffix("\r").split("\t") if separator == "\t" else _csv_fields(line, separator)


def _csv_fields(line: str, separator: str) -> list[str]:
    """The fields of one row of CSV; all of it as one where it is none with this separator."""
    import csv

    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return [line]


# --- who is of which state ---------------------------------------------------------------------


def _by_fips(key: str) -> str:
    return state_of(key, scheme="fips") if key else ""


def _by_cameo(key: str) -> str:
    return state_of(key, scheme="cameo") if key else ""


def _by_name(key: str) -> str:
    """A state's name, or the name in brackets at the end, as in ``Citizen (Nigeria)`` and ``Citizen_(Nigeria)``."""
    bracketed = re.search(r"\(([^()]+)\)$", key)
    return state_named(key) or (state_named(bracketed[1]) if bracketed else "")


def _by_code_or_name(key: str) -> str:
    return (state_of(key) if len(key) == 3 and key.isupper() else "") or _by_name(key)


def _by_gw(key: str) -> str:
    """A code of Gleditsch and Ward, or ``Government of X``, of which a part in brackets may be an old name."""
    if key.isdecimal():
        return state_of(key, scheme="gw")
    government = re.fullmatch(r"Government of ([^()]+?)(?: \(([^()]+)\))?", key)
    return state_named(government[1]) if government else ""


def _by_acled(key: str) -> str:
    """The state in ``Military Forces of Ukraine (2019-)``, ``Police Forces of ...``, ``Protesters (Ukraine)``."""
    forces = re.match(r"(?:Military|Police) Forces of (.+?)(?: \(\d{4}-.*)?$", key)
    return state_named(forces[1]) if forces else _by_name(key)


def _by_numeric(key: str) -> str:
    return state_of(key, scheme="numeric") if key.isdecimal() else state_named(key)


_TEXT = (".tab", ".tsv", ".txt", ".csv")
#: The formats by name. A format that becomes an event table is one more entry here.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            "gdelt",
            "GDELT 1.0 and 2.0 event files",
            (".csv", ".txt"),
            _gdelt,
            _by_cameo,
            _by_fips,
            "cameo",
            True,
            "The GDELT Project, https://www.gdeltproject.org",
        ),
        Format(
            "icews",
            "ICEWS event data as the Harvard Dataverse has it",
            _TEXT,
            _icews,
            _by_name,
            _by_name,
            "cameo",
            True,
            "Boschee, Elizabeth, et al. (2015). ICEWS Coded Event Data. Harvard Dataverse. doi:10.7910/DVN/28075",
        ),
        Format(
            "polecat",
            "POLECAT event data",
            _TEXT,
            _polecat,
            _by_code_or_name,
            _by_code_or_name,
            "plover",
            True,
            "Halterman, Andrew, et al. (2023). POLECAT. Harvard Dataverse. doi:10.7910/DVN/AJGVIT",
        ),
        Format(
            "ucdp",
            "UCDP Georeferenced Event Dataset",
            (".csv",),
            _ucdp,
            _by_gw,
            lambda key: _by_gw(key) if key.isdecimal() else state_named(key),
            "ucdp",
            False,
            "Sundberg, Ralph, and Erik Melander (2013). Introducing the UCDP Georeferenced Event Dataset. "
            "Journal of Peace Research 50 (4)",
            quoted_first=True,
        ),
        Format(
            "acled",
            "ACLED exports",
            (".csv",),
            _acled,
            _by_acled,
            _by_numeric,
            "acled",
            False,
            "Armed Conflict Location & Event Data (ACLED), https://acleddata.com; its terms forbid passing it on",
            asks_order=True,
        ),
        Format(
            "keds",
            "KEDS, TABARI and Phoenix files: date, source, target, code",
            _TEXT,
            _keds,
            _by_cameo,
            _by_cameo,
            "cameo",
            True,
            "The Kansas Event Data System, or whoever made the file",
            comment=";",
        ),
        Format(
            "quadruples",
            "Subject, relation, object and time as numbers, with id files",
            (".txt", ".tsv"),
            _quadruples,
            _by_name,
            _by_name,
            "cameo",
            True,
            "Whoever made the quadruples; those of ICEWS ask for doi:10.7910/DVN/28075",
        ),
        Format(
            "events",
            "Any CSV or Parquet table, its columns named by --columns",
            (".csv", ".tsv", ".txt", ".tab", ".parquet"),
            _events,
            _by_code_or_name,
            _by_code_or_name,
            "any",
            True,
            "Whoever made the table",
            asks_order=True,
        ),
    )
}
