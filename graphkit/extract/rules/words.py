"""Words of English for the rule coder: word classes, tags, inflection, and the memory of words seen."""

from __future__ import annotations

import calendar
import datetime
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import count
from typing import NamedTuple

FILE = "classes.toml"


def read_data(name: str) -> str:
    """Return the text of one of the coder's own data files."""
    return (files("graphkit.extract") / "data" / name).read_text(encoding="utf-8")


def word_class(name: str) -> frozenset[str]:
    """Return the words of a class, by its section and name in the file or by a name that only one section has.

    Raises
    ------
    ValueError
        If no class, or more than one, has the name.

    Examples
    --------
    >>> "brigade" in word_class("forces.troops")
    True
    """
    return frozenset(_entry(name, str))


def class_words(name: str) -> tuple[str, ...]:
    """Return the words of a class in the order of the file, where each stands for a pattern of its own."""
    return tuple(_entry(name, str))


def word_table(name: str) -> dict[str, str]:
    """Return a table from word or type to another: each key lists words, each value is what they become.

    Examples
    --------
    >>> word_table("nominal.ended")["AID"]
    'SANCTION'
    """
    return dict(pair.split(":", 1) for pair in _entry(name, list))


def _entry(name: str, kind: type) -> tuple[str, ...] | list[str]:
    classes = _classes()
    found = [name] if name in classes else _by_last_name().get(name, [])
    if len(found) != 1:
        from difflib import get_close_matches

        near = get_close_matches(name, classes, 1)
        hint = f" (did you mean {near[0]}?)" if near and not found else ""
        known = ", ".join(found) or "no class"
        raise ValueError(f"{FILE}: '{name}' names {known}; write section.name of one that the file has{hint}")
    entry = classes[found[0]]
    if isinstance(entry, list) != (kind is list):
        raise ValueError(f"{FILE}: {found[0]} is {'a table' if isinstance(entry, list) else 'a class of words'}")
    return entry


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...] | list[str]]:
    """Return the checked contents of the file: a tuple of words for a class, "word:value" pairs for a table."""
    return check_classes(tomllib.loads(read_data(FILE)))


@lru_cache(maxsize=1)
def _by_last_name() -> dict[str, list[str]]:
    """Return the names of the classes and tables by what stands behind the section."""
    found: dict[str, list[str]] = {}
    for name in _classes():
        found.setdefault(name.partition(".")[2], []).append(name)
    return found


def check_classes(data: dict[str, object]) -> dict[str, tuple[str, ...] | list[str]]:
    """Return the classes and tables of a file by "section.name".

    Raises
    ------
    ValueError
        If an entry is neither words nor a table of words, is empty, or has a word twice.

    Examples
    --------
    >>> check_classes({"forces": {"armed": "army navy", "kinds": {"AID": "help relief"}}})
    {'forces.armed': ('army', 'navy'), 'forces.kinds': ['help:AID', 'relief:AID']}
    """
    found: dict[str, tuple[str, ...] | list[str]] = {}
    for section, entries in data.items():
        if not isinstance(entries, dict):
            raise ValueError(f"{FILE}: {section} stands in no section; put it under [section]")
        for name, value in entries.items():
            found[f"{section}.{name}"] = _checked(f"{section}.{name}", value)
    return found


def _checked(name: str, value: object) -> tuple[str, ...] | list[str]:
    if isinstance(value, str):
        return _words(name, value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(f"{FILE}: {name} is {value!r}; write a string of words, or a table of such strings")
    pairs = [f"{word}:{key}" for key, text in value.items() for word in _words(f"{name}.{key}", text)]
    _words(name, " ".join(pair.rsplit(":", 1)[0] for pair in pairs))
    return pairs


def _words(name: str, text: str) -> tuple[str, ...]:
    words = text.split()
    once = set(words)
    double = sorted({word for word in once if words.count(word) > 1}) if len(once) < len(words) else []
    if not words or double:
        raise ValueError(f"{FILE}: {name} has {'twice ' + ', '.join(double) if double else 'no words'}")
    return tuple(words)


# Tags of words, verb inflection, and the memory of words already seen.
#
# A tag is one character, so that a sentence's tags are a string and phrases are found by one compiled pattern:
#
# ====  =====================================  ====  ==============================================
# D     determiner                             M     modal verb
# J     adjective                              B     form of "be"
# N     noun                                   A     form of "have" or "do"
# P     name (capitalised)                     X     negation
# #     number                                 V     finite verb (not "-ed")
# S     possessive mark                        v     base form of a verb
# H     hyphen between two names               E     past tense or past participle
# Q     pronoun                                e     past participle only
# W     relative pronoun                       G     "-ing" form
# T     "that"                                 O     "to" before a verb
# I     preposition                            R     adverb
# U     word that begins a clause              Z     word of time
# C     "and", "or", "but"                     ,;()" punctuation
# ====  =====================================  ====  ==============================================
#
# Before the context is looked at, ``a`` is a base form that may be a noun, ``z`` an "-s" form that may be one, ``t``
# the word "to" and ``Y`` a word such as "last" that may begin an expression of time.

#: The number of a month by its name, also where that is cut short.
MONTHS = {name: number for number, name in enumerate(class_words("dates.months"), 1)}
MONTHS.update({name[:3]: number for name, number in MONTHS.items()})
MONTHS.update({name: int(number) for name, number in word_table("dates.months_too").items()})


# the dates that a text may name

WEEK = 7  # days


def any_of(words: Iterable[str], *, small: bool = False) -> str:
    """Return an expression for any of the words; ``small`` lets a first letter be a capital or not."""
    plain = (word.replace("_", " ") for word in words)
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" if small else word for word in plain)


def _first_letters(*words: str, small: Iterable[str]) -> str:
    """Return the letters with which a date may begin."""
    capitals = {word[0].upper() for word in (*words, *small)}
    return "".join(sorted(capitals.union(word[0] for word in small)))


WEEKDAYS = {name: number for number, name in enumerate(class_words("dates.weekdays"))}
RELATIVE = {word.replace("_", " "): int(days) for word, days in word_table("dates.relative").items()}
WHICH = {word: int(step) for word, step in word_table("dates.which").items()}
ORDINALS = {word: number for number, word in enumerate(class_words("dates.ordinals"), 1)}
SEASONS = {name: number for number, name in enumerate(class_words("dates.seasons"), 21)}  # as EDTF counts them
COUNTED = {word: number for number, word in enumerate(class_words("dates.counted"), 2)}
_BEFORE_A_YEAR = class_words("dates.before_a_year")
BEGIN_NAMES, BEFORE_A_MONTH = word_class("dates.begin_names"), word_class("dates.before_a_month")
_NAME_BEHIND, _WORD_BEFORE = re.compile(r" [A-Z][a-z]"), re.compile(r"(\w+)[ -]$")
WEEKDAY = any_of(map(str.title, WEEKDAYS))
_CUT_SHORT = MONTHS.keys() - class_words("dates.months")
MONTH = "|".join(
    name.title() + r"\.?" * (name in _CUT_SHORT) for name in sorted(MONTHS, key=lambda name: (MONTHS[name], -len(name)))
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
_SMALL = (*RELATIVE, *WHICH, *_BEFORE_A_YEAR, *ORDINALS, *SEASONS, *COUNTED, "an")
_LEAP = 2024  # a year that has every day
DATE = re.compile(
    rf"\b(?=[\d{_first_letters(*MONTHS, *WEEKDAYS, small=_SMALL)}])(?:"
    r"(?P<iso>[12]\d{3}-[01]\d-[0-3]\d)\b|\b(?P<decade>(?:19|20)\d)0s\b"
    rf"|\b(?P<ago>an?|{'|'.join(COUNTED)}|\d{{1,2}}) (?P<unit>day|week|month|year)s? ago\b"
    rf"|\b(?:(?P<season>{'|'.join(SEASONS)})(?: of)?|(?P<half>first|second) half of) (?P<of>(?:19|20)\d\d)\b"
    rf"|(?:(?:{_DAY}|\b(?P<nth>{'|'.join(sorted(ORDINALS, reverse=True))})\s+of)\s+)?(?:of\s+)?\b(?P<month>{MONTH})"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<until>\d{1,2}))?(?!\d))?(?:,?\s+(?P<year>[12]\d{3}))?\b"
    rf"|\b(?P<relative>{any_of(RELATIVE, small=True)}"
    rf"|(?:{any_of(WHICH, small=True)}) (?:{any_of(class_words('dates.units'))}))\b"
    rf"|\b(?P<weekday>(?:(?:{any_of([word for word, step in WHICH.items() if step], small=True)}) )?(?:{WEEKDAY}))\b"
    rf"|\b(?:{any_of(_BEFORE_A_YEAR, small=True)})[ -](?P<alone>(?:19|20)\d\d)(?:[-–/](?P<through>\d\d))?\b"
    r")"
)


def impossible_days(text: str) -> list[str]:
    """Return the dates in some words that name a day which their month has not; without a year any year is meant.

    >>> impossible_days("On 31 February 2024 and 29 February, not on 30 June 2024 or June 31 or 2024-02-30.")
    ['31 February 2024', 'June 31', '2024-02-30']
    """
    found = []
    for match in DATE.finditer(text):
        if match["iso"]:
            year, month, days = int(match["iso"][:4]), int(match["iso"][5:7]), [match["iso"][8:]]
        elif match["month"]:
            year, month = int(match["year"] or _LEAP), MONTHS[match["month"].rstrip(".").lower()[:3]]
            days = [match[name] for name in ("day", "after", "last", "until") if match[name]]
        else:
            continue
        longest = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        if any(not 1 <= int(day) <= longest for day in days):
            found.append(match[0])
    return found


def is_month(match: re.Match[str]) -> bool:
    """Whether the name of a month without day and year is one, and no verb or name: "in May", not "near Jan Mayen"."""
    if match["month"] in ("May", "March", "Mar"):
        return (
            match[0].startswith("of ")
            or re.search(r"\b(?:in|since|until|by|of) $", match.string[: match.start()]) is not None
        )
    if match["month"].lower() not in BEGIN_NAMES or not _NAME_BEHIND.match(match.string, match.end()):
        return True
    before = _WORD_BEFORE.search(match.string, 0, match.start())
    return before is not None and before[1].lower() in BEFORE_A_MONTH


def part_of_year(match: re.Match[str]) -> str:
    """Return a season or a half of a year: "spring 2024", "the first half of 2024"."""
    if match["season"]:
        return f"{match['of']}-{SEASONS[match['season']]}"
    return f"{match['of']}-01/{match['of']}-06" if match["half"] == "first" else f"{match['of']}-07/{match['of']}-12"


def long_ago(match: re.Match[str], base: datetime.date) -> str:
    """Return what was so long ago: a day to the day, the rest about then."""
    count = COUNTED.get(match["ago"]) or (int(match["ago"]) if match["ago"].isdigit() else 1)
    if match["unit"] in ("day", "week"):
        then = str(base - datetime.timedelta(days=count * (WEEK if match["unit"] == "week" else 1)))
        return then if match["unit"] == "day" else f"{then}~"
    month = base.month - 1 - count
    return str(base.year - count) if match["unit"] == "year" else f"{base.year + month // 12}-{month % 12 + 1:02d}~"


def relative_date(words: str, base: datetime.date) -> str:
    """Return the day, week, month or year that words tell from the day of a report.

    Examples
    --------
    >>> relative_date("yesterday", datetime.date(2024, 11, 5)), relative_date("last month", datetime.date(2024, 11, 5))
    ('2024-11-04', '2024-10')
    """
    if words in RELATIVE:
        return str(base + datetime.timedelta(days=RELATIVE[words]))
    which, unit = words.split()
    step = WHICH[which]
    if unit == "year":
        return str(base.year + step)
    if unit == "month":
        month = base.month - 1 + step
        return f"{base.year + month // 12}-{month % 12 + 1:02d}"
    monday = base - datetime.timedelta(days=base.weekday()) + datetime.timedelta(weeks=step)
    return f"{monday}/{monday + datetime.timedelta(days=6)}"


def day_of(date: str) -> datetime.date | None:
    """Return a date that is a day as one; None: it is none."""
    try:
        return datetime.date.fromisoformat(date) if date else None
    except ValueError:
        return None


#: Within so many days after the document's, a day without a year is to come unless it is told as past.
SOON = datetime.timedelta(days=14)


def is_soon(value: str, base: datetime.date | None) -> bool:
    """Return whether a day, taken for one of the year before, is one of the next days a year later.

    Examples
    --------
    >>> is_soon("2025-05-15", datetime.date(2026, 5, 14)), is_soon("2025-11-15", datetime.date(2026, 5, 14))
    (True, False)
    """
    try:
        day = datetime.date.fromisoformat(value)
        return base is not None and datetime.timedelta() < day.replace(year=day.year + 1) - base <= SOON
    except ValueError:  # no day, or 29 February
        return False


VOWELS = frozenset("aeiou")
GRADES, GRADABLE = ("est", "er"), word_class("english.gradable")  # "busiest", "busier"
ADJECTIVE_ENDINGS = class_words("english.adjective_endings")
PARTICIPLE_ENDINGS = class_words("english.participle_endings")

PARTS_OF_TIME = tuple(f"{part}-" for part in class_words("dates.partly"))
NOUNS_IN_LY = word_class("english.nouns_in_ly")

MONTHS_TOO = word_table("english.months_too")  # with a capital they are months

# what is special about a word
(
    OPENS,
    AS,
    ANSWERS,
    PARTITIVE,
    TIE,
    NONE,
    NATURAL,
    ENDS_ASIDE,
    REPLIES,
    BRINGS,
    JUDGES,
    AT_ONCE,
    TOPICAL,
    OWNED,
    HELPS,
    GIVES,
    DECLARED,
    EPITHET,
    FLAGGED,
    LEADS,  # it says something of the next word: also that it may begin a name
    GROUND,
    FLOATS,
    OFFICE,
) = (1 << n for n in range(23))
#: Nouns that say what an answer is, or on what ground it comes, and words that may bring what is answered.
REPLYING, LINKING = (
    frozenset().union(*map(word_class, word_class(f"responses.{name}"))) for name in ("replying", "linking")
)
HINTS = re.compile(
    r"\b(?:" + "|".join(sorted(word_class("responses.beginnings")))
    + r"|(?:" + "|".join(sorted(word_class("responses.beginnings_whole"))) + r")\b)"
)  # fmt: skip
SAYING = word_class("saying.verbs")
HINT_STARTS = frozenset(  # most words begin like none of them, and need not be searched
    [word[:3] for word in (*class_words("responses.beginnings"), *class_words("responses.beginnings_whole"))]
)
OPENING = frozenset([":", "--", "-", "—", "–", ")", "("])  # the next word is capitalised whatever it is
ABBREVIATED = word_class("sentences.abbreviated")  # titles that are written with a full stop
#: What somebody says of an act: "an illegal act", "a welcome step".
VERDICTS = word_class("verdicts.bad") | word_class("verdicts.good")
#: What is told of no other than who tells it.
SELF_TOLD = word_class("sides.self_told")
#: Nouns that say, before a name, what somebody is: "AMBASSADOR Ana Pardo", "his SON Ali".
BEFORE_NAMES = word_class("patterns.diplomats") | word_class("names.kin")
#: What is done "in SUPPORT of" somebody, and what verbs give him.
HELP_OF, GIVING = word_class("nominal.help_of"), word_class("chunks.giving")
#: Nouns that stand for a state or an organisation by what it is: "the KINGDOM", "the Baltic NATION", "the BLOC".
EPITHETS = word_class("epithets.countries").union(word_table("epithets.nouns"), word_table("epithets.bodies"))
RUPEES = word_class("amounts.rupees")
PAID_IN, SCALES_TOO = tuple(RUPEES), "bkmn"  # "Rs5bn"
TOKEN = re.compile(
    rf"(?:{'|'.join(sorted(ABBREVIATED))})\.(?= ?[A-Z“\"]|$)|"
    r"[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]*(?![\w-])|"  # "F-16s", "S-400"
    r"[a-z]+(?![\w'’-])|[A-Z][a-z]+(?![\w'’-])|[.,](?!\d)"  # most tokens; the rest is slower
    r"|(?:[A-Z]\.){2,}"
    r"|[$€£]?\d+(?:[.,]\d+)*(?:-[a-z]+)*(?:[a-z]+)?"
    rf"|(?:{'|'.join(sorted(RUPEES))})\d+(?:[.,]\d+)*[a-z]*(?![\w-])"  # "Sh578,000"
    r"|['’](?:s|ve|re|ll|d|m)\b"  # the verb in "they've"
    r"|[a-z][^\W_]*(?:-[^\W_]+|['’](?!(?:s|ve|re|ll|d|m)\b)[^\W_]+)*"
    r"|[^\W_]+(?:-(?=[a-z])[^\W_]+|['’](?!(?:s|ve|re|ll|d|m)\b)[^\W_]+)*(?:-(?=[a-z])[^\W_]+)*"
    r"|--+|\S"
)
Seconds = dict[str, list[tuple[str, ...]]]  # by the second word of a name, the rests that may follow
NO_SECONDS: Seconds = {}


class Word:
    """What is known of one written word; shared by all its occurrences."""

    __slots__ = (
        "agent",
        "belongs",
        "contexts",
        "event",
        "leads",
        "lemma",
        "name",
        "noun",
        "plain",
        "seconds",
        "special",
        "state",
        "tag",
        "text",
        "title",
        "written",
    )

    def __init__(self, text: str, tag: str, lemma: str = "", noun: str = "") -> None:
        self.text = text  # lower case
        self.tag = tag
        self.lemma = lemma  # of the verb reading, "" if none
        self.noun = noun or text  # singular
        self.name: tuple[str, str, str] | None = None  # id, kind and state of the actor that the word names
        self.state = ""  # id of the state or group that the word, as an adjective, belongs to
        self.belongs = False  # the word has a name or a state
        self.agent = ""  # kind of actor that the noun stands for
        self.title = False
        self.plain = False  # by itself it stands for nobody: no name, no kind of actor, nothing of a state's
        self.event = False  # the noun is in the event patterns
        self.seconds = NO_SECONDS  # of names that begin with it
        self.special = SPECIAL_TEXTS.get(text, 0)
        self.leads = bool(self.special & LEADS)
        if (text[:3] in HINT_STARTS or not text.isalpha()) and HINTS.search(text) is not None:
            self.special |= ANSWERS
        self.written = text
        self.contexts: tuple[str, ...] = ()  # what an event with this word is about


NO_ONE = word_class("english.no_one")
DECLARED_TO_BE = word_class("english.declared_to_be")
ASIDES = tuple(phrase.split("_") for phrase in sorted(word_class("chunks.asides")))
#: What says that the reason was told before: "that IS WHY".
REASONED = tuple(phrase.split("_") for phrase in sorted(word_class("responses.reasoned")))
NATURE = word_class("english.nature")
#: What stands for the subject between an auxiliary and the verb: "have BOTH condemned", "will EACH send".
FLOATING = word_class("english.floating")
#: What stands for each of several as to whom the others do something: "EACH OTHER", "one ANOTHER", "the OTHER".
OTHERS = word_table("english.others")
#: What makes a passive without "be": "FOUND ITSELF accused", "was LEFT stranded".
FINDING, LEFT = word_class("english.finding"), word_class("english.left")


def _specials(*classes: tuple[int, Iterable[str]]) -> dict[str, int]:
    """Return for every word of some classes what is special about it, taken together."""
    found: dict[str, int] = {}
    for special, words in classes:
        for word in words:
            found[word] = found.get(word, 0) | special
    return found


#: What is special about a word in small letters, so that one look-up tells it when the word is first met.
SPECIAL_TEXTS = _specials(
    (OPENS | LEADS, OPENING),
    (AS, ["as"]),
    (ENDS_ASIDE, [phrase[-1] for phrase in ASIDES]),
    (BRINGS, LINKING),
    (AT_ONCE, word_class("responses.at_once")),
    (GROUND, [phrase[-1] for phrase in REASONED]),
    (GROUND, word_class("grounds.words") | word_class("grounds.feeling")),
    (PARTITIVE, word_class("english.of_many")),
    (NONE, NO_ONE),
    (DECLARED, DECLARED_TO_BE),
    (JUDGES, VERDICTS),
    (GIVES, GIVING),
    (FLOATS, FLOATING.union(OTHERS.values(), LEFT, word_class("english.reflexive"))),
)
#: And about a singular noun.
SPECIAL_NOUNS = _specials(
    (JUDGES, VERDICTS),
    (OWNED, SELF_TOLD),
    (HELPS, HELP_OF),
    (NATURAL, NATURE),
    (REPLIES, REPLYING),
    (EPITHET, EPITHETS),
    (FLAGGED, ["flag"]),
    (OFFICE, BEFORE_NAMES),
)


def regular_forms(verb: str, *, doubles: bool) -> tuple[str, str, str]:
    """Return the "-s", "-ed" and "-ing" forms that the spelling rules of English give.

    Examples
    --------
    >>> regular_forms("carry", doubles=False)
    ('carries', 'carried', 'carrying')
    >>> regular_forms("ban", doubles=True)
    ('bans', 'banned', 'banning')
    """
    stem = verb + verb[-1] if doubles else verb
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("ie"):
        return verb + "s", verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb + "s", verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    third = verb + "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else verb + "s"
    return third, stem + "ed", stem + "ing"


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """Return the singular of a noun, by its spelling.

    Examples
    --------
    >>> [singular(word) for word in ("attacks", "treaties", "crises", "press", "clashes", "news")]
    ['attack', 'treaty', 'crisis', 'press', 'clash', 'news']
    """
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is", "news")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2]
    return noun[:-2] + "is" if noun.endswith("crises") else noun[:-1]


#: The families of each verb, taken together, so that one look-up for each verb of a sentence tells which rules apply.
VERB_FAMILIES: dict[str, int] = {}
_family = count()


def verb_family(verbs: Iterable[str]) -> int:
    """Return the sign of a new family of verbs, which a sentence with one of them has in `Parse.families`."""
    sign = 1 << next(_family)
    for verb in verbs:
        VERB_FAMILIES[verb] = VERB_FAMILIES.get(verb, 0) | sign
    return sign


#: What is known of a piece of text without blanks: its words, quotation marks left out, and the steps to the end of
#: each from that of the one before, across the blank before the piece, and what is special about the words, taken
#: together. A plain tuple, as that is read soonest.
Piece = tuple[tuple[Word, ...], bytes, int]


class Lexicon:
    """Closed classes and verbs, with every inflected form, read once from ``words.toml``."""

    def __init__(self, extra_verbs: Iterable[str] = (), extra_nouns: Iterable[str] = ()) -> None:
        data = tomllib.loads(read_data("words.toml"))
        closed = {key: text.split() for key, text in data["closed"].items()}
        self.doubling = frozenset(data["irregular"]["doubling"].split())
        self.irregular = dict(_irregular(data["irregular"]["forms"]))
        self.noun_like = frozenset(data["verbs"]["noun_like"].split()).union(extra_nouns)
        self.titles = frozenset(closed["titles"])
        self.tags: dict[str, str] = {}
        self.lemmas: dict[str, str] = {}
        self.verbs: set[str] = set()
        for verb in (
            *data["verbs"]["regular"].split(),
            *data["verbs"]["noun_like"].split(),
            *self.irregular,
            *extra_verbs,
        ):
            self._add_verb(verb)
        for verb in data["irregular"]["base_first"].split():
            self._add_forms(verb)
        adjectives = data["adjectives"]["common"].split()
        self.tags.update({word: "J" for word in adjectives if word not in self.lemmas or self.tags[word] == "G"})
        self._add_auxiliaries(closed)
        for key, tag in data["tags"].items():
            self.tags.update(dict.fromkeys(closed[key], tag))
        for tag, marks in data["marks"].items():
            self.tags.update(dict.fromkeys(marks.split(), tag))

    def _add_verb(self, verb: str) -> None:
        if verb in self.verbs:
            return
        self.verbs.add(verb)
        self._add_forms(verb)

    def _add_forms(self, verb: str) -> None:
        noun_too = verb in self.noun_like
        third, past, going = regular_forms(verb, doubles=verb in self.doubling)
        participle = past
        if verb in self.irregular:
            past, participle = self.irregular[verb]
        forms = [(going, "G"), (third, "z" if noun_too else "V"), (participle, "e"), (past, "V")]
        if past == participle:
            forms = [*forms[:2], (past, "E")]
        for form, tag in [*forms, (verb, "a" if noun_too else "v")]:
            self.tags[form] = tag
            self.lemmas[form] = verb

    def _add_auxiliaries(self, closed: dict[str, list[str]]) -> None:
        for key, lemma, tag in (("be", "be", "B"), ("have", "have", "A"), ("do", "do", "A")):
            for form in closed[key]:
                self.tags[form], self.lemmas[form] = tag, lemma

    def bases_of(self, word: str) -> tuple[str, ...]:
        """Return what a word may be a form of: the verb, then the singular of the noun, then the word itself.

        Examples
        --------
        >>> Lexicon().bases_of("Shipped"), Lexicon().bases_of("treaties")
        (('ship', 'shipped'), ('treaty', 'treaties'))
        """
        low = word.lower().replace("’", "'")
        verb = self.lemmas.get(low) or self._lemma(low)
        return tuple(dict.fromkeys([singular(low) if verb == low else verb, singular(low), low]))

    def says(self, word: str) -> bool:
        """Return whether a word is a finite form of a verb of saying, and no noun: "says", "stated"; not "state".

        Examples
        --------
        >>> [word for word in ("said", "claims", "told", "state") if Lexicon().says(word)]
        ['said', 'told']
        """
        low = word.lower()
        return self.lemmas.get(low) in SAYING and self.tags.get(low) in ("V", "E", "e")

    def offices_in(self, text: str) -> list[tuple[int, int]]:
        """Return where the names of offices stand in a text, as half-open offsets.

        Examples
        --------
        >>> text = "the Greek foreign minister met the acting president"
        >>> [text[start:end] for start, end in Lexicon().offices_in(text)]
        ['foreign minister', 'acting president']
        """
        return [match.span() for match in _offices().finditer(text)]

    def describe(self, text: str) -> Word:
        """Return what the lexicon says of one word as written, guessing by its ending when it is unknown."""
        lower = sys.intern(text.lower() if text.isalpha() else text.lower().replace("’", "'"))
        if lower.endswith("n't"):
            return Word(lower, "M", "not")
        tag, lemma = self._tag(text, lower), self.lemmas.get(lower, "")
        if tag in "EG" and not lemma:
            lemma = self._lemma(lower)
        elif tag == "z" or (tag == "V" and lower.endswith("s")):
            lemma = self.lemmas[lower]
        word = Word(lower, tag, lemma, singular(lower) if tag in "aNzGEVJ" or text[:1].isupper() else lower)
        word.title = lower in self.titles
        if lemma in GIVING:
            word.special |= GIVES
        return word

    def _tag(self, text: str, lower: str) -> str:
        tag = self.tags.get(lower)
        if lower in MONTHS_TOO:
            return "Z" if text[0].isupper() else MONTHS_TOO[lower]
        if tag:
            return "P" if tag in "avzVeEGJNh" and text[0].isupper() else tag
        first = text[0]
        if first.isdigit() or first in "$€£" or (text.startswith(PAID_IN) and text.rstrip(SCALES_TOO)[-1].isdigit()):
            return "#"
        if not first.isalnum():
            return "N"
        if "-" in lower and lower.endswith(PARTICIPLE_ENDINGS):
            return "J"  # "Union-sponsored"
        if "-" in lower and lower.startswith(PARTS_OF_TIME) and self._is_time(lower.split("-", 1)[1]):
            return "Z"  # "mid-December"
        return "P" if first.isupper() else self._guess(lower)

    def _is_time(self, lower: str) -> bool:
        return self.tags.get(lower) == "Z" or lower in MONTHS_TOO

    def _guess(self, lower: str) -> str:
        if "-" in lower and lower[-4:].isdigit():
            return "#"  # "mid-2015"
        if lower.endswith("ly"):
            return "N" if lower in NOUNS_IN_LY else "R"
        if lower.endswith(PARTICIPLE_ENDINGS):
            return "J"
        if "-" in lower:
            tail = lower.rsplit("-", 1)[1]
            lower = tail or lower
        if lower.endswith("ed") and len(lower) > 4:
            return "E"
        if lower.endswith("ing") and len(lower) > 5:
            return "N" if lower.endswith("thing") else "G"  # "wanted NOTHING"
        if lower.endswith(GRADES) and self._is_grade(lower):
            return "J"
        return "J" if lower.endswith(ADJECTIVE_ENDINGS) else "N"

    def _is_grade(self, lower: str) -> bool:
        """Return whether a word is a known adjective in the comparative or superlative: "BUSIEST", "larger"."""
        stem = lower.removesuffix("st").removesuffix("r").removesuffix("e")
        bases = (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else "", stem[:-1])
        return any(base in GRADABLE or self.tags.get(base) == "J" for base in bases)

    def _lemma(self, lower: str) -> str:
        """Return the verb of an "-ed" or "-ing" form spelt in another way than usual ("cancelled")."""
        for ending in ("ed", "ing"):
            if lower.endswith(ending):
                stem = lower[: -len(ending)]
                for verb in (stem, stem + "e", stem[:-1]):
                    if verb in self.verbs:
                        return verb
        return lower


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    """Return the expression for the name of an office: "deputy prime minister", "secretary of state for defence"."""
    before, heads, after = (
        "|".join(sorted((name.replace("_", " ") for name in word_class(f"offices.{part}")), key=len, reverse=True))
        for part in ("before", "heads", "after")
    )
    return re.compile(rf"\b(?:(?:{before})[ -]+)*(?:{heads})(?: (?:{after}))?\b", re.IGNORECASE)


def _irregular(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for entry in text.split(";"):
        parts = entry.split()
        if len(parts) >= 2:
            yield parts[0], (parts[1], parts[-1])


# The tags of numbers, times and what stands in brackets, settled by the words around


def tag_quantities(alone: str, tags: list[str], words: list[Word]) -> None:
    """Give "more than", "at least", "about" and the like the tag of an adverb before a number."""
    i = alone.find("#", 1)
    while i > 0:
        before = words[i - 1].text
        if words[i].text[0] == "$" and words[i - 1].written in _DOLLARS:
            tags[i - 1] = "D"  # "C$20 million"
        if words[i + 1 : i + 3] and "worth" in (words[i + 1].text, words[min(i + 2, len(words) - 1)].text):
            tags[i + 1 + (words[i + 1].text != "worth")] = "R"  # "$3 billion WORTH of Chilean wine"
        if before in _ABOUT and tags[i - 1] in "IRU":
            tags[i - 1] = "R"
        if before in _THAN and i > 1 and (before != "to" or words[i - 2].text in _UP_TO):
            tags[i - 1] = tags[i - 2] = "R"
        i = alone.find("#", i + 1)


def tag_floating(words: list[Word], tags: list[str]) -> None:
    """Give "both", "each" and "all" the tag of an adverb before the verb of whom they count, "each other" a noun's."""
    for i, word in enumerate(words[1:], 1):
        if tags[i] == "D" and word.special & FLOATS:
            if word.text not in FLOATING:
                if OTHERS.get(words[i - 1].text) == word.text and tags[i + 1] not in "NJPza#GD":
                    tags[i - 1 : i + 1] = "DN"  # "fought ONE ANOTHER", "blamed THE OTHER"
            elif i < len(words) - 1 and _floats(words, tags, i):
                tags[i] = "R"
        elif word.special & FLOATS and (tags[i + 1] in "Ee" or (tags[i + 1] == "R" and tags[i + 2] in "Ee")):
            if word.text in LEFT and tags[i - 1] == "B":
                tags[i] = "R"  # "was LEFT stranded by"
            elif tags[i] == "Q" and words[i - 1].lemma in FINDING:
                tags[i - 1 : i + 1] = "BR"  # "FOUND ITSELF accused by"


def _floats(words: list[Word], tags: list[str], i: int) -> bool:
    previous, following, after = tags[i - 1], tags[i + 1], tags[i + 2]
    if following == "R" and tags[i + 2] in "Ee":
        following, after = tags[i + 2], tags[i + 3]
    if previous in "BA" and words[i - 1].lemma != "do":
        doing = following in "EeB" or (following == "a" and words[i + 1].text in _SAME_IN_THE_PAST)
        return doing or (following == "G" and previous == "B")
    if previous in "MA":
        return following in "vaBA"
    joined = i > 1 and tags[i - 2] == "C" and words[i].text != "all"
    if previous not in "NPQ#zW" or following not in "AMBVEa" or (following in "Ea" and after in "NzI;," and not joined):
        return False
    for tag, before in zip(tags[i - 1 :: -1], words[i - 1 :: -1], strict=True):
        if tag in ",;TUW":
            break
        if tag in "VEBMA" and before.lemma not in SAYING:
            return False  # "gave Chad ALL captured weapons"
    return True


def tag_years(alone: str, tags: list[str], words: list[Word]) -> None:
    """Give "in 1998" before a name or a noun phrase of its own the tag of a time: "In 1998 CHAD invaded"."""
    i = alone.find("#", 1)
    while i > 0:
        text = words[i].text
        year = len(text) == 4 and text.isdigit() and text[:2] in ("18", "19", "20")
        if year and words[i - 1].text in _WITH_YEARS and tags[i + 1] in "PDQJ" and not _counts(words, tags, i):
            tags[i - 1] = tags[i] = "Z"
        i = alone.find("#", i + 1)


def _counts(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether the number counts what follows it: "from 2000 JAPANESE SOLDIERS"."""
    return tags[i + 1] == "J" and words[i - 1].text in ("from", "by") and tags[i + 2 : i + 3] == ["N"]


_SAME_IN_THE_PAST = word_class("chunks.same_in_the_past")
_WITH_YEARS = word_class("chunks.with_years")
_DOLLARS = word_class("amounts.dollars")
_ABOUT = word_class("chunks.about")
_THAN = word_class("chunks.than")
_UP_TO = word_class("chunks.up_to")  # not "sentenced two Chileans TO five years"


def tag_brackets(tags: list[str]) -> None:
    """Hide short brackets after a noun, as in "the Movement for Change (MDC)"."""
    for i, tag in enumerate(tags):
        if tag == "(" and i and tags[i - 1] in "NP":
            for j in range(i + 1, min(i + 5, len(tags))):
                if tags[j] == ")":
                    tags[i : j + 1] = "K" * (j + 1 - i)
                    break


def tag_as_well_as(words: list[Word], tags: list[str]) -> None:
    """Take "as well as" for an "and"."""
    for i, word in enumerate(words[2:], 2):
        if word.text == "as" and words[i - 1].text == "well" and words[i - 2].text == "as":
            tags[i - 2], tags[i - 1], tags[i] = "C", "R", "R"


def tag_times(alone: str, tags: list[str], words: list[Word]) -> None:
    """Give the words of a time ("on March 28", "last week", "Friday's") the tag Z, or J before a noun."""
    at = alone.rfind("Z")
    while at >= 0:
        if tags[at] == "Z" and words[at].tag not in "It":  # "gave Chile $5 million ON Monday": the amount is no time
            _time(tags, at, words)
            at -= 1  # that may be one by now
        else:
            at = alone.rfind("Z", 0, at)


def tag_names_like_months(alone: str, tags: list[str], words: list[Word]) -> None:
    """Give a word that looks like a month the tag of a name where it begins one: "near JAN Mayen"."""
    for at in range(len(words) - 1):
        if alone[at : at + 2] != "ZP" or words[at].text not in BEGIN_NAMES or words[at + 1].name is not None:
            continue
        if at == 0 or (words[at - 1].text not in BEFORE_A_MONTH and alone[at - 1] not in "#Z"):
            tags[at] = "P"


def _time(tags: list[str], i: int, words: list[Word]) -> None:
    """Give the words around a word of time the tag Z, or that word J."""
    following = tags[i + 1]
    if following == "S":
        tags[i] = tags[i + 1] = "J"
        return
    if following == "#":
        tags[i + 1] = "Z"
        if i + 3 < len(tags) and tags[i + 2] == "," and tags[i + 3] == "#":
            tags[i + 2] = tags[i + 3] = "Z"
    elif following in "NP" and i and tags[i - 1] in "DJ#" and not _is_day(tags, i, words):
        tags[i] = "J"
        return
    j = i - 1
    while j >= 0 and tags[j] in "Y#DJR" and i - j < 5:
        tags[j] = "Z"
        j -= 1
    if j >= 0 and (tags[j] == "I" or (tags[j] == "T" and j == i - 1 and following in ",;R" and tags[j - 1] in "NPRVE")):
        tags[j] = "Z"  # "hit back THAT evening"
        if tags[j - 1] == "D":
            tags[j - 1] = "Z"  # "THE following week"


def _is_day(tags: list[str], i: int, words: list[Word]) -> bool:
    """Return whether a month with its day stands before a name: "On 8 MAY Britain expelled"."""
    return tags[i - 1] == "#" and tags[i + 1] == "P" and words[i].text in MONTHS


class Waiting(NamedTuple):
    """An act said to answer what somebody did that is not told yet: by its position, and what may be told."""

    position: int
    sides: tuple[str, str]
    doer: str
    types: frozenset[str]
    names: frozenset[str]
    start: int
    end: int
