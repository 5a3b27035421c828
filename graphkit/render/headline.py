"""What the map says first: a finding made from the data by rule, a line under it, and notes beside its link."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit.model import PLAIN, STATUSES, date_words, denial_words, spoken_name
from graphkit.render.data import PageData, each, sides_of

if TYPE_CHECKING:
    from graphkit.render.options import Story

__all__ = ["Headline", "headline", "number_words"]

#: What a source asserts, also where another denies it.
_PLAIN = frozenset(STATUSES.index(one) for one in PLAIN)
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
#: Acts in which the actor gives or sends what the amount counts, so that it is the actor's.
_GIVING = ("AID", "MOBILIZE")
#: So many letters of what a relation says stand beside its link, on two lines.
GIST = 80
#: What is dated to fewer days than a week is told with them.
_FEW_DAYS = 7
#: Where a thought may end, in a sentence that is too long.
_THOUGHT_END = re.compile(r"[,;:] | [(\u2013\u2014]| (?=(?:on|in|at|after|before|while|and|which|who|to) )")


@dataclass(frozen=True, slots=True)
class Headline:
    """A finding, the line under it, the two it is about, and up to three notes beside their link.

    ``relation`` is the position of the relation most answered, None where none was; ``object`` is what it was about
    in a word or two.
    """

    title: str
    deck: str
    pair: tuple[int, int] | None = None
    relation: int | None = None
    object: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)


def number_words(number: int) -> str:
    """Return a small number in words, a larger one in figures.

    >>> number_words(5), number_words(17)
    ('five', '17')
    """
    return WORDS[number] if 0 < number < len(WORDS) else f"{number:,}"


def headline(data: PageData, home: Sequence[int], *, stories: Iterable[Story] = (), folded: bool = True) -> Headline:
    """Return what a map says first.

    The relation with most answers that a source asserts; a party to the act is no answerer. Where nothing was
    answered: the pair with most relations, and its share of all. ``folded`` says whether persons and agencies stand
    on the signs of their sides: whose signs the two are that it is about.
    """
    told = _Told(data, home, folded=folded)
    answered = told.most_answered()
    if answered is not None:
        return told.about_answers(
            answered, {step.view.get("relation", ""): step.title for story in stories for step in story.steps}
        )
    return told.about_strongest()


class _Told:
    """The columns of the record that a headline is made from."""

    def __init__(self, data: PageData, home: Sequence[int], *, folded: bool) -> None:
        self.data, self.home = data, home
        relations = data.record["relations"]
        self.denied = frozenset(data.record["denied"])
        self.columns: dict[str, Sequence[Any]] = {name: each(relations[name]) for name in relations}
        self.sides = sides_of(data.record["rolled"] or relations)
        #: Who has a sign of their own in the first picture, of each relation.
        self.drawn = self.sides if folded else sides_of(relations)
        self.answers: dict[int, list[int]] = {}
        for one, targets in enumerate(self.columns["responds_to"]):
            for target in targets:
                self.answers.setdefault(target, []).append(one)

    def plain_answers(self, relation: int) -> list[int]:
        """The answers to a relation that a source asserts, given by somebody who was no party to it."""
        parties = {*self.sides[relation][0], *self.sides[relation][1]}
        return [
            one
            for one in self.answers.get(relation, ())
            if self.columns["status"][one] in _PLAIN and set(self.sides[one][0]) - parties
        ]

    def most_answered(self) -> int | None:
        """The relation with most such answers; None: there is none."""
        counted = [(-len(self.plain_answers(one)), one) for one in self.answers]
        least = min(counted, default=(0, 0))
        return least[1] if least[0] else None

    def about_answers(self, relation: int, titles: Mapping[str, str]) -> Headline:
        """The headline of the relation most answered."""
        given = self.plain_answers(relation)
        actors, recipients = self.sides[relation]
        sides = {side for one in given for side in self.sides[one][0]} - {*actors, *recipients}
        thing = self._object(relation)
        count = f"{_counted(len(given), 'answer')} from {_counted(len(sides), 'side', words=True)}"
        who = self._names(actors)
        title = f"{_possessive(who)} {thing} drew {count}" if thing else f"{self._gist(relation)}: {count}"
        deniers = self._deniers(relation)
        until = self.data.denied_until.get(relation)
        if until is not None:  # everyone who denied it has said since that it is so
            title += f", and a denial that held until {date_words(until[:7])}" if until else ", and a denial at first"
        elif deniers:
            title += f", and {'a denial' if len(deniers) == 1 else 'denials'} from {_together(deniers)}"
        elif self._contested(relation):  # a document denies it and names nobody
            title += ", and a denial"
        rest = [one for one in self.answers[relation] if one not in given]
        open_, own = len(rest), any(self.columns["status"][one] in _PLAIN for one in rest)
        by = ", or given by a party" if own else ""
        verb = "is" if open_ == 1 else "are"
        many, whole = _counted(open_, "more answer", words=True).capitalize(), len(given) + open_
        more = f" {many} {verb} only alleged, considered or proposed{by}: {whole:,} in all." if open_ else ""
        more = f"{self._denied_among(given)}{more}"
        acting, acted = self.drawn[relation]
        pair = (acting[0], acted[0]) if acting[0] != acted[0] else None
        notes = self._notes(pair, relation, titles) if pair else []
        return Headline(
            _sentence(title),
            f"{self.data.asked or f'Who acted on whom, who says so and who denies it. {self.data.span}.'}{more}",
            pair,
            relation,
            thing,
            notes,
        )

    def about_strongest(self) -> Headline:
        """The headline where nothing was answered: the strongest link and its share, or that none stands out.

        Where relations sum up the events of a table, these are counted.
        """
        pairs: Counter[tuple[int, int]] = Counter()
        between, events = 0, self.data.events
        weights = [events.get(one, 0) for one in self.columns["id"]] if events else [1] * len(self.drawn)
        for (actors, recipients), weight in zip(self.drawn, weights, strict=True):
            found = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
            pairs.update(dict.fromkeys(found, weight))
            between += weight * bool(found)
        total, span = len(self.sides), f"{self.data.span}. " if self.data.span else ""
        span = f"{self.data.asked} " if self.data.asked else span
        many = len(self.data.tally.actors) or len(self.data.actors)
        deck = f"{span}{_counted(total, 'relation')} among {_counted(many, 'actor')}."
        if not pairs:
            return Headline("", deck)
        (a, b), count = max(pairs.items(), key=lambda one: (one[1], -one[0][0], -one[0][1]))
        names = f"{self._name(a)} and {self._name(b)}"
        things = "events drawn" if events else "relations"
        equal = sum(one == count for one in pairs.values())
        if between > 3 and (equal > 1 or (events and not _stands_out(count, between, len(pairs)))):
            most = _most(count, equal, len(pairs))
            return Headline(f"{between:,} {things} among {_counted(many, 'actor')}: {most}", deck, (a, b))
        noun = "event" if events else "relation"
        title = (
            f"{_share(count, between, things)} {'ran' if count > 1 else 'runs'} between {names}"
            if between > 3
            else f"{names}: {_counted(count, noun)}"
        )
        return Headline(_sentence(title), deck, (a, b))

    def _object(self, relation: int) -> str:
        """What an actor gave or sent, which is what the amount counts: of other acts it may count what is another's."""
        given = self.data.record["types"][self.columns["type"][relation]]["name"] in _GIVING
        return str(self.columns["unit"][relation]).strip() if given else ""

    def _name(self, one: int) -> str:
        """An actor's name as it stands in a sentence."""
        return spoken_name(self.data.actors[one])

    def _names(self, actors: Sequence[int]) -> str:
        """The names of those who act together."""
        return _together([self._name(one) for one in actors])

    def _contested(self, relation: int) -> bool:
        """Whether one asserts a relation and another denies it."""
        return bool(STATUSES[self.columns["status"][relation]] == "contested")

    def _denied_among(self, answers: Iterable[int]) -> str:
        """How many answers somebody denies or has denied, and how many of them were acknowledged since."""
        denied = [one for one in answers if one in self.denied]
        if not denied:
            return ""
        since = sum(STATUSES[self.columns["status"][one]] == "acknowledged" for one in denied)
        many = _counted(len(denied), "answer", words=True).capitalize()
        return f" {many} {denial_words(len(denied), since, number=number_words)}."

    def _gist(self, relation: int) -> str:
        """A relation in a few words."""
        return str(self.columns["gist"][relation] or self.columns["summary"][relation]).removesuffix(".")

    def _told(self, relation: int) -> str:
        """A relation in a few words; where these break off, what its summary says up to the end of a thought."""
        gist = self._gist(relation)
        whole = str(self.columns["summary"][relation]).removesuffix(".")
        if not gist.endswith("\u2026") or not whole:
            return gist
        ends = [one.start() for one in _THOUGHT_END.finditer(whole) if len(gist) <= one.start() <= GIST]
        return whole[: ends[0]] if ends and len(whole) > GIST else whole

    def _deniers(self, relation: int) -> list[str]:
        """Who denies a relation."""
        evidence = self.data.record["evidence"]
        columns = zip(*(each(evidence[name]) for name in ("relation", "stance", "speaker")), strict=True)
        denies = self.data.record["stances"].index("denies")
        found = [speaker for of, stance, speaker in columns if of == relation and stance == denies and speaker != ""]
        return [self._name(one) if isinstance(one, int) else str(one) for one in dict.fromkeys(found)]

    def _notes(self, pair: tuple[int, int], relation: int, titles: Mapping[str, str]) -> list[dict[str, Any]]:
        """What stands beside the link: what most documents tell, with its day or days, the answered, its denial."""
        days, ends = self.columns["since"], self.columns["until"]
        dated = [
            one
            for one, sides in enumerate(self.drawn)
            if _between(sides, pair) and _is_dated(days[one], ends[one]) and self.columns["status"][one] in _PLAIN
        ]
        evidence = self.data.record["evidence"]
        told = Counter(one for one, _ in set(zip(each(evidence["relation"]), each(evidence["document"]), strict=True)))
        most = min(dated, key=lambda one: (-told[one], days[one], one), default=None)
        notes = []
        for one in dict.fromkeys(x for x in (most, relation) if x is not None):
            title = self._mid_sentence(titles.get(str(self.columns["id"][one]), ""))
            bold = ": ".join(filter(None, (date_words(str(self.columns["date"][one])), title)))
            text = _cut(self._told(one))
            bold, text = (bold, text) if bold else (text, "")  # without day and title its own words are all there is
            if bold:
                notes.append({"relation": one, "bold": bold[0].upper() + bold[1:], "text": text})
        deniers = self._deniers(relation)
        until = self.data.denied_until.get(relation)
        if until is not None:
            words = f"\u2260 Denied until {date_words(until)}" if until else "\u2260 Denied at first"
            notes.append({"relation": relation, "bold": words, "text": ""})
        elif deniers:
            verb = "denies" if len(deniers) == 1 else "deny"
            notes.append(
                {"relation": relation, "bold": f"\u2260 {_sentence(_together(deniers))} {verb} it", "text": ""}
            )
        elif self._contested(relation):
            notes.append({"relation": relation, "bold": "\u2260 Denied", "text": ""})
        return notes

    def _mid_sentence(self, title: str) -> str:
        """A title as it stands after a colon: a small letter, unless it begins with a name or letters like UN or G7."""
        names = {name for actor in self.data.actors for name in (actor.name, *actor.aliases)}
        word = title.partition(" ")[0]
        plain = word == "A" or word[1:].islower()
        named = any(title.startswith(name) for name in names)
        return f"{title[:1].lower()}{title[1:]}" if plain and not named else title


def _counted(number: int, noun: str, *, words: bool = False) -> str:
    """A number of things."""
    return f"{number_words(number) if words else f'{number:,}'} {noun}{'s' * (number != 1)}"


def _together(names: Sequence[str]) -> str:
    """Some names as they stand in a sentence: of more than two the first, and how many others."""
    if len(names) > 2:
        return f"{names[0]} and {_counted(len(names) - 1, 'other', words=True)}"
    return " and ".join(names)


def _between(sides: tuple[list[int], list[int]], pair: tuple[int, int]) -> bool:
    """Whether a relation is one between the two of a pair."""
    return any(pair in ((a, b), (b, a)) for a in sides[0] for b in sides[1])


def _is_dated(since: int | None, until: int | None) -> bool:
    """Whether the first and last possible day of a relation leave a day, or one of a few: sources may differ by one."""
    return since is not None and until is not None and until - since < _FEW_DAYS


def _possessive(name: str) -> str:
    """Whose."""
    return f"{name}\u2019" if name.endswith("s") else f"{name}\u2019s"


def _sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    """No longer than there is room for, cut between words."""
    if len(text) <= GIST:
        return text
    return text[: GIST - 1].rpartition(" ")[0].rstrip(",;:") + "\u2026"


def _stands_out(count: int, total: int, pairs: int) -> bool:
    """Whether a pair has more events than the strongest of so many pairs has where each event falls on any of them."""
    mean = total / pairs
    return pairs < 3 or count > mean + (math.sqrt(2 * math.log(pairs)) + 2) * math.sqrt(mean)


def _most(count: int, equal: int, pairs: int) -> str:
    """That no pair stands out, or which number several have."""
    if equal == 1:
        return f"no pair stands out, none has more than {count:,}"
    if equal == pairs:
        return f"no pair stands out, {'both' if pairs == 2 else f'all {pairs:,}'} have {count:,}"
    return f"{_counted(equal, 'pair', words=True)} have most, {count:,} each"


def _share(count: int, total: int, things: str) -> str:
    """A part of all relations or events between different sides, in words."""
    if count == total:
        return f"All {total:,} {things}"
    share = count / total
    if share > 0.52:
        return f"More than half of {total:,} {things}"
    part = max(round(1 / share), 2)
    if part > 12:
        return f"{count:,} of {total:,} {things}, more than between any others,"
    exact = abs(share * part - 1) < 0.03
    about = "One" if exact else "Nearly one" if share * part < 1 else "More than one"
    return f"{about} in {number_words(part)} of {total:,} {things}"
