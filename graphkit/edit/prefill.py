"""A new line as far as it is known: from the words chosen, their sentence and their document."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.edit.bodies import bodies_in, holder_named
from graphkit.edit.commands import summary_of, without_dateline
from graphkit.edit.days import is_ahead
from graphkit.edit.find import act_by_noun, dates_told, types_by_word
from graphkit.edit.proposals import is_given, line_of, party_told
from graphkit.edit.refusal import Refused
from graphkit.edit.related import find_relations, same_relations, title_of
from graphkit.edit.texts import place_of
from graphkit.edit.who import known_party, seat_of
from graphkit.edit.words import acts_told, denial_in, denying_verbs, forms_of, named_speaker, says_something, teller_in

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk
    from graphkit.edit.rows import Row
    from graphkit.edit.texts import Around, Span, Text
    from graphkit.edit.who import Names
    from graphkit.extract.records import Proposal

__all__ = ["Prefill"]

_KEPT = 8
_LONGEST = 200_000  # characters: a longer text is read around the sentence only
_AROUND = 4_000
_WORDS = re.compile(r"[^\W\d_]{3,}")


class Prefill:
    """What the rule coder and the names make of a selection.

    Parameters
    ----------
    bench
        The workbench.
    names
        Who is known.
    """

    def __init__(self, bench: Desk, names: Names) -> None:
        self.bench, self.names = bench, names
        self._read: OrderedDict[tuple[str, str, int], list[Proposal]] = OrderedDict()

    def line(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new line for a span, filled as far as known, with why, and what is there already.

        Raises
        ------
        Refused
            If the text does not hold the span.
        """
        span = self.bench.documents.span(fields)
        text = self.bench.documents.get(span.document)
        start, end = text.sentence_at(span.start, span.end)
        sentence = text.text[start:end]
        told = self._told(text, span, denial=fields.get("for") == "denial")
        around = text.around(sentence)
        line: dict[str, Any]
        why: dict[str, str] = {}
        if told is not None and not all(is_given(told, side, text.text) for side in ("actor", "recipient")):
            plain = self._plain(text, span, around)  # what the coder takes from another sentence may be here by name
            told = None if plain[0]["actor"] and plain[0]["recipient"] and not self._attributed(told, text) else told
        if told is not None:
            line = line_of(told, summary=summary_of(span.words))
            why = dict.fromkeys(
                [name for name, value in line.items() if value not in ("", None, [])], "as the coder reads it"
            )
            self._sides(told, line, text, around)
            if line["speaker"] and "new" not in line["speaker"]:
                line["speaker"] = self.names.party(line["speaker"], around)
            elif speaker := self.names.speaker_in(sentence, line):
                line["speaker"], why["speaker"] = speaker, "the words before say so"
            self._told_by(line, why, around)
        else:
            line, why = self._plain(text, span, around)
        if line["stance"] == "asserts" and is_ahead(line["date"], text.cells.get("date", "")) and line["date"]:
            line["stance"], why["stance"] = "expects", "still to come"
        before = self._speaker_before(text, span)
        _place_by_country(line, sentence)
        silent = not line["speaker"] and not [*named_speaker(sentence)]
        if before is not None and silent and before not in line["actor"] and _goes_on(sentence):
            line["speaker"], why["speaker"] = before, "as in the line before"
        if fields.get("for") == "answer":
            found = find_relations(self.bench, {**_asked(line), **_words(span, sentence), "for": "answer"})
            line["responds_to"] = [one["relation"] for one in found[:1] if not one["refused"]]
            why["responds_to"] = found[0]["why"] if found else ""
        line["summary"] = summary_of(span.words)
        denier, said_on = self._said(sentence, text, around, denial=fields.get("for") == "denial")
        return {
            "line": line,
            "denier": denier,
            "denied": self._denied(span, sentence, line) if not fields.get("for") else [],
            "said_on": said_on,
            "from": why,
            "same": same_relations(self.bench, line),
            "here": self._here(span.document, start, end),
            "answered": self._titled(line["responds_to"]),
            "speaker_before": before,
        }

    def _denied(self, span: Span, sentence: str, line: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What was told before that a sentence denies which tells of no act towards anybody: "denied the charge"."""
        if line["recipient"] or denial_in(sentence) is None:
            return []
        asked = self.parties(span.document, span.start, span.end, denial=True)
        return find_relations(self.bench, {**asked, "for": "denial"})

    def _sides(self, told: Proposal, line: dict[str, Any], text: Text, around: Around) -> None:
        """Put the parties of the coder's reading into a line: those that the sentence gives, nobody for others."""
        for side in ("actor", "recipient"):
            line[side] = self._parties(told, side, text, around) if is_given(told, side, text.text) else []
        blamed = self._attributed(told, text) if not line["actor"] else None
        if blamed is not None:
            line["actor"] = [self.names.party(party_told(blamed, "recipient", text.text), around)]
            line["speaker"] = self.names.party(party_told(blamed, "actor", text.text), around)

    def _attributed(self, told: Proposal, text: Text) -> Proposal | None:
        """The charge in the sentence of an act that says whose the act was: "the attack, which A attributes to B"."""
        for one in self._proposals(text, told.start) if told.type != "ACCUSE" else ():
            cue = text.text[one.cue_start or 0 : one.cue_end or 0].lower()
            if one.start == told.start and one.type == "ACCUSE" and _ATTRIBUTED.search(cue):
                return one
        return None

    def _told_by(self, line: dict[str, Any], why: dict[str, str], around: Around) -> None:
        """Let who the sentence says tells it be the speaker, where the coder names nobody or only the state of it."""
        place = teller_in(around.sentence)
        teller = self.names.teller(around.sentence[slice(*place)], around) if place else None
        before = (line["speaker"] or {}).get("id", "")
        if teller is None or (line["speaker"] and before != seat_of(teller)):
            return
        if any(_same_party(teller, party) for party in line["actor"]):
            return
        line["speaker"], why["speaker"] = teller, "the sentence says that they say so"

    def _said(self, sentence: str, text: Text, around: Around, *, denial: bool) -> tuple[dict[str, Any] | None, str]:
        """Who a sentence says denies something, and the day on which it was said or denied; None and blank for none."""
        told = denial_in(sentence) if denial else None
        denier = self.names.teller(told[0], around) if told is not None else None
        dates = dates_told(sentence, text.cells.get("date", ""))
        at = told[1] if told is not None else None
        if at is None and (said := says_something(sentence)) is not None:
            at, dates = said.start(), [one for one in dates if abs(one[0] - said.start()) < _BESIDE_SAID]
        near = min(dates, key=lambda one: (abs(one[0] - at), one[0]), default=(0, "")) if at is not None else (0, "")
        return denier, near[1]

    def _parties(self, told: Proposal, side: str, text: Text, around: Around) -> list[dict[str, Any]]:
        """The parties of a side: those of the same act that stand beside the coder's, too ("Latvia and Estonia")."""
        other = "recipient" if side == "actor" else "actor"
        found = [
            self.names.party(party_told(one, side, text.text), around)
            for one in [told, *self._proposals(text, told.start)]
            if _act_of(one) == _act_of(told) and getattr(one, other) == getattr(told, other)
        ]
        return [one for place, one in enumerate(found) if one not in found[:place]]

    def _here(self, document: str, start: int, end: int) -> list[dict[str, str]]:
        """The relations that have evidence in a stretch of a document, the last entered first."""
        rows = [row for _, row in self._evidence_in(document, start, end) if row.cells.get("stance") != "denies"]
        return self._titled(dict.fromkeys(row.cells.get("relation", "") for row in reversed(rows)))

    def _titled(self, ids: Iterable[str]) -> list[dict[str, str]]:
        """Relations by what they say."""
        rows = [row for key in ids for row in self.bench.sheets["relations"].of(key)]
        return [{"relation": row.cells["id"], "title": title_of(self.bench, row)} for row in rows]

    def _evidence_in(self, document: str, start: int, end: int) -> list[tuple[int, Row]]:
        """The evidence in a stretch of a document, each row with where its words end."""
        here = (row for row in self.bench.rows("evidence") if row.cells.get("document") == document)
        placed = ((place, row) for row in here if (place := place_of(row.cells)) is not None)
        return [(last, row) for (first, last), row in placed if first < end and last > start]

    def _speaker_before(self, text: Text, span: Span) -> dict[str, Any] | None:
        """Who says what was marked last before a span, in the same paragraph or the one before."""
        near = text.text.rfind("\n\n", 0, max(0, text.text.rfind("\n\n", 0, span.start)))
        told = [one for one in self._evidence_in(span.document, max(0, near), span.start) if one[0] <= span.start]
        last = max(told, key=lambda one: one[0], default=None)
        actor = self.names.get(last[1].cells.get("speaker", "")) if last is not None else None
        return known_party(actor) if actor is not None else None

    def parties(self, document: str, start: int, end: int, *, denial: bool = False) -> dict[str, str]:
        """Return the parties and date of the sentence around a span, as ``find_relations`` asks for them."""
        text = self.bench.documents.get(document)
        a, b = text.sentence_at(start, end)
        around = text.around(text.text[a:b])
        span = _span(document, start, end, text.text[start:end])
        told = self._told(text, span, denial=denial)
        line = line_of(told) if told is not None else self._plain(text, span, around)[0]
        for side in ("actor", "recipient"):
            several = [party_told(told, side, text.text)] if told is not None else line[side]
            line[side] = [self.names.party(party, around) if "new" not in party else party for party in several]
        if line["speaker"] and "new" not in line["speaker"]:
            line["speaker"] = self.names.party(line["speaker"], around)
        denier, said_on = self._said(around.sentence, text, around, denial=denial)
        if denier is not None:  # what somebody denies is mostly what they are said to have done
            line["actor"], line["speaker"] = [*line["actor"], denier], denier
        speaker = next(iter(_ids_of([line["speaker"]] if line["speaker"] else line["actor"])), "")
        asked = {**_asked(line), **_words(span, around.sentence), "speaker": speaker}
        asked |= {side: ";".join(_ids_of(line[side])) for side in ("actor", "recipient")}
        if denial:  # what is denied may be of any day before
            asked["date"] = said_on or text.cells.get("date", "")
        return asked

    def directed(self, fields: Mapping[str, Any]) -> dict[str, bool]:
        """Return whether the coder reads an act of a span as mutual, where it has read the text: "she CALLED them"."""
        text = self.bench.documents.get(fields.get("document"))
        start, end = fields.get("start"), fields.get("end")
        if type(start) is not int or type(end) is not int:
            return {}
        known = self._read.get(self._key(text, start), [])
        here = (one for one in known if one.start < end and one.end > start)
        wanted = (fields.get("type"), fields.get("mode") or "")
        return next(({"mutual": one.mutual} for one in here if (one.type, one.mode) == wanted), {})

    @staticmethod
    def _key(text: Text, at: int) -> tuple[str, str, int]:
        """What a reading is kept by: the text, its date, and of a very long one the part."""
        part = 0 if len(text.text) <= _LONGEST else at // _AROUND + 1
        return text.sha256, text.cells.get("date", ""), part

    def _told(self, text: Text, span: Span, *, denial: bool = False) -> Proposal | None:
        """The coder's proposal whose words are nearest to a span; of a denial, what is denied there."""
        start, end = text.sentence_at(span.start, span.end)
        found = [one for one in self._proposals(text, start) if one.start < end and one.end > start]
        denials = [one for one in found if one.stance == "denies"] if denial else []
        found = denials or [one for one in found if one.denies is None] or found
        if not found:
            return None
        inside = [one for one in found if _overlap(span, _extent(one)) > 0] or found
        entered = self._entered(span.document, start, end)
        fresh = [one for one in inside if one.type not in entered] or inside
        return max(fresh, key=lambda one: (_is_inside(_extent(one), span), -one.start, -_extent(one)[0]))

    def _entered(self, document: str, start: int, end: int) -> set[str]:
        """The types of the relations that have evidence in a stretch of a document."""
        ids = {row.cells.get("relation", "") for _, row in self._evidence_in(document, start, end)}
        rows = (row for key in ids for row in self.bench.sheets["relations"].of(key))
        return {row.cells.get("type", "") for row in rows}

    def _proposals(self, text: Text, at: int) -> list[Proposal]:
        """What the rule coder proposes for a text, read once; of a very long one, around a place."""
        key = self._key(text, at)
        if key not in self._read:
            self._read[key] = self._coded(text, key[2])
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        self._read.move_to_end(key)
        return self._read[key]

    def _coded(self, text: Text, part: int) -> list[Proposal]:
        from dataclasses import replace

        from graphkit.extract import CoderChoice
        from graphkit.extract.records import keep_grounded

        begin = max(0, (part - 2) * _AROUND) if part else 0
        words = text.text[begin : begin + 3 * _AROUND] if part else text.text
        found = keep_grounded(list(CoderChoice().load()(words, text.cells.get("date", ""))), words).proposals
        if not begin:
            return list(found)
        moved = []
        for one in found:
            names = [f"{side}{edge}" for side in _SIDES for edge in ("start", "end")]
            places = {name: value + begin for name in names if (value := getattr(one, name)) is not None}
            moved.append(replace(one, **places))
        return moved

    def _plain(self, text: Text, span: Span, around: Around) -> tuple[dict[str, Any], dict[str, str]]:
        """A line by names, verbs and dates alone, in any language."""
        sentence = around.sentence
        words = without_dateline(span.words if len(span.words) > 12 else sentence)
        met = self._met(words, around) or self._met(without_dateline(sentence), around)
        line: dict[str, Any] = dict.fromkeys(("type", "mode", "date", "place", "unit", "summary"), "")
        line |= {"actor": [], "recipient": [], "stance": "asserts", "speaker": None, "amount": None}
        line |= {"contexts": [], "responds_to": []}
        why: dict[str, str] = {}
        place = teller_in(words)
        teller = self.names.teller(words[slice(*place)], around) if place else None
        speaker = _speaker(words, met) if teller is None else None
        if place is not None and teller is not None:
            met = [one for one in met if one[1] not in words[slice(*place)]]
            line["speaker"], why["speaker"] = teller, f"'{words[slice(*place)]}' says so"
        elif speaker is not None:
            met = [one for one in met if one is not speaker]
            line["speaker"], why["speaker"] = speaker[0], f"'{speaker[1]}' says so"
        if _HANGUL.search(words):
            self._korean(line, why, words, (met, around))
            met = []
        for side, group in zip(("actor", "recipient"), _together(met, words), strict=False):
            line[side], why[side] = [one[0] for one in group], f"'{group[0][1]}' stands here"
        denied = _denies(words)
        name, mode, said = ("", "", "") if denied else act_by_noun(words)
        if name in self.bench.sheets.types:
            line["type"], line["mode"], why["type"] = name, mode, f"'{said}' are words for it"
        for word in () if denied or line["type"] or not line["actor"] else _WORDS.findall(words):
            acts = _plain_acts(word, self.bench.sheets.types)
            if acts:
                line["type"], line["mode"] = acts[0]
                why["type"] = f"'{word}' is a word for it"
                break
        for name, mode, word in acts_told(words):
            if not line["type"] and name in self.bench.sheets.types:
                line["type"], line["mode"] = name, mode
                why["type"] = f"'{word}' is a word for it"
        day = text.cells.get("date", "")
        dates = dates_told(words, day) or dates_told(sentence, day)
        if dates:
            line["date"], why["date"] = dates[0][1], "the date that stands here"
        return line, why

    def _korean(
        self, line: dict[str, Any], why: dict[str, str], words: str, named: tuple[Sequence[_Met], Around]
    ) -> None:
        """Fill the sides of a line in Korean, by the particles that mark who acts, says so, or is concerned."""
        met, around = named
        topic = _TOPIC.search(words)
        about, lead = (topic[1], topic[0]) if topic is not None else ("", "")
        groups = _together(met, words)
        first = [one for one in groups if one[0][1] in lead and words.find(one[0][1]) < len(lead)]
        actors = [one[0] for one in first[0]] if first else []
        if about and (party := self._topic(about, around)) is not None:
            actors = [party]
        others = [one for one in groups if one not in first]
        marked = [one for one in others if re.match(r"(?:이|가)\s", words[words.find(one[-1][1]) + len(one[-1][1]) :])]
        inner = [one for one in others if re.search(r"(?:이|가)$", one[-1][1])] or marked
        if actors and inner and _SAYS_SO.search(words):
            line["speaker"], why["speaker"] = actors[0], "the sentence says that they say so"
            actors = [one[0] for one in inner[0]]
            others = [one for one in others if one is not inner[0]]
        if actors:
            line["actor"], why["actor"] = actors, "the particle marks who acts"
        to = [one for one in others if re.search(r"(?:에|에게|을|를|과|와|께)$", one[-1][1])] or others
        if to:
            line["recipient"], why["recipient"] = [one[0] for one in to[0]], f"'{to[0][0][1]}' stands here"

    def _topic(self, about: str, around: Around) -> dict[str, Any] | None:
        """Who acts by an office or institution in Korean; "the government" is that of the text's state."""
        if about == "정부":
            return self.names.party_of(around.home) if around.home else None
        if holder_named(about) is not None:
            return self.names.teller(about, around)
        return None

    def _met(self, words: str, around: Around) -> list[tuple[dict[str, Any], str]]:
        """Whom some words name, each with the words for it, in the order of the text; officials who are new, too."""
        new = self.names.officials_in(around._replace(sentence=words))
        found = [(words.find(name), self.names.party_of(key), name) for key, name in self.names.parties_in(words)]
        found = [one for one in found if not any(start <= one[0] < end for start, end, _ in new)]
        for body in bodies_in(words):
            if not any(start < body.end and end > body.start for start, end, _ in new):
                found = [one for one in found if not body.start <= one[0] < body.end]
                party = self.names.teller(body.name, around)
                found += [(body.start, party, body.name)] if party is not None else []
        found += [(start, party, words[start:end]) for start, end, party in new]
        return [(party, name) for _, party, name in sorted(found, key=lambda one: one[0])]


_OWN_COUNTRY = re.compile(r"\b(?:his|her|their)\s+(?:own\s+)?(?:country|nation|government)\b")


def _place_by_country(line: Mapping[str, Any], sentence: str) -> None:
    """Let who speaks of "his country" be of the state that acts, where nothing else has told whose he is."""
    fresh = (line["speaker"] or {}).get("new") or {}
    place = fresh.get("affiliation", {})
    states = [one["id"] for one in line["actor"] if one.get("kind") == "state" and one.get("id")]
    if place.get("organisation", "-") == "" and len(states) == 1 and _OWN_COUNTRY.search(sentence):
        fresh["affiliation"] = {**place, "organisation": states[0]}


def _plain_acts(word: str, types: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The acts that a verb or noun of a text stands for, unless it may stand for many."""
    found = types_by_word(word) if word.islower() and not says_something(word) else ()
    acts = [act for act in found if act[0] in types and not types[act[0]].standing]  # "regards" makes nobody a rival
    return acts if len({name for name, _ in acts}) <= _SURE else []


_SURE = 2  # types that a word may stand for and still say what was done
_Met = tuple[dict[str, Any], str]
_HANGUL = re.compile(r"[\uac00-\ud7af]")
#: What Korean marks as what a sentence is about, behind a word that begins it.
_TOPIC = re.compile(r"^(?:(?:앞서|한편|또한|이어|이에|그러나|다만|특히),? )?([^,.]{1,40}?)(?:은|는|이|가)(?=\s)")
_SAYS_SO = re.compile(r"(?:고|라며|다며)\s+(?:주장|밝혔|밝히|말했|말하|전했|발표|비판|강조)")

_SIDES = ("actor_", "recipient_", "cue_", "response_", "")


def _speaker(words: str, met: Sequence[tuple[dict[str, Any], str]]) -> tuple[dict[str, Any], str] | None:
    """Who of those named says it: the one next to a verb of saying, if two others are left."""
    said = says_something(words)
    if said is None or len(met) < 3:
        return None
    return min(met, key=lambda one: abs(words.find(one[1]) - said.start()))


_ATTRIBUTED = re.compile(r"\b(?:attribut|blam|pin)")
_BESIDE_SAID = 40  # characters from a verb of saying within which a date is that of what is said


def _same_party(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two parties of a line are one: by id, or by name where they are new."""
    return bool((one.get("id") or one["name"]) == (other.get("id") or other["name"]))


def _act_of(one: Proposal) -> tuple[object, ...]:
    """What two proposals share that tell of one act of several parties."""
    return one.type, one.mode, one.stance, one.date, one.start, one.cue_start, one.speaker


_JOINS = re.compile(r"\s*(?:,|,? ?\band\b|&|및|、|和|と)\s*(?:the\s+)?")


def _together(met: Sequence[tuple[dict[str, Any], str]], words: str) -> list[list[tuple[dict[str, Any], str]]]:
    """Those named, in groups of whom is named together: "Latvia and Estonia", "미국과 일본은"."""
    groups: list[list[tuple[dict[str, Any], str]]] = []
    end = 0
    for one in met:
        start = words.find(one[1], end)
        between = words[end:start] if start >= 0 else " . "
        joined = _JOINS.fullmatch(between) or (between.isspace() and groups and groups[-1][-1][1][-1:] in ("과", "와"))
        if groups and joined:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(start, 0) + len(one[1])
    return groups


_QUOTED = re.compile(r"[“”«»「」『』]|(?<![\w])\"|\"(?![\w])")


def _denies(words: str) -> bool:
    """Whether a word of a sentence says that somebody denies something: what it denies was not done by its words."""
    return any(denying_verbs().intersection(forms_of(word)) for word in _WORDS.findall(words))


def _goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with what somebody says: it quotes, or says that it is said."""
    return bool(_QUOTED.search(sentence) or says_something(sentence))


def _words(span: Span, sentence: str) -> dict[str, str]:
    """The words of a sentence as ``find_relations`` asks for them."""
    return {"words": sentence, "document": span.document, "start": str(span.start)}


def _ids_of(parties: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ids of parties, of those who are new that of the state or organisation in which they have a place."""
    places = (party.get("id") or seat_of(party) for party in parties)
    return [key for key in dict.fromkeys(places) if key]


def _asked(line: Mapping[str, Any]) -> dict[str, str]:
    sides = {side: ";".join(party["id"] for party in line[side] if party.get("id")) for side in ("actor", "recipient")}
    return {**sides, "date": str(line["date"] or ""), "type": str(line["type"] or "")}


def _extent(one: Proposal) -> tuple[int, int]:
    """The stretch of text in which a proposal has its words."""
    places = [(one.actor_start, one.actor_end), (one.recipient_start, one.recipient_end)]
    if one.cue_start is not None and one.cue_end is not None:
        places.append((one.cue_start, one.cue_end))
    places = [(a, b) for a, b in places if one.start <= a < one.end] or [(one.start, one.end)]
    return min(a for a, _ in places), max(b for _, b in places)


def _is_inside(extent: tuple[int, int], span: Span) -> bool:
    return span.start <= extent[0] and extent[1] <= span.end


def _overlap(span: Span, extent: tuple[int, int]) -> int:
    return min(span.end, extent[1]) - max(span.start, extent[0])


def _span(document: str, start: int, end: int, words: str) -> Span:
    from graphkit.edit.texts import Span

    if not words:
        raise Refused("nothing is chosen there", code="text", field="words")
    return Span(document, start, end, words)
