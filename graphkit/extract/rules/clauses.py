"""Clauses: for each verb group its subject, its objects, its prepositional phrases and the verb it depends on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, itemgetter

from graphkit.extract.rules.asides import goes_on_with
from graphkit.extract.rules.sentences import ASIDE, SAME_IN_THE_PAST, Chunks, VerbGroup
from graphkit.extract.rules.words import DECLARED_TO_BE, Word, word_class, word_table

DASHES = frozenset(["-", "--", "—", "–"])
APPOSED = (",n,I", ",n,nI")
HOMEWARD = frozenset(["home", "back"])
STOP = frozenset("UWT;")
NAME_BEHIND = re.compile("NP[VEA]")  # a noun and a name before a finite verb
NO_GERUND = ("", -1)
PLACE = itemgetter(1)  # of a prepositional phrase
TEXT = attrgetter("text")
REACH = 26  # chunks looked at to the right of a verb
ASKED_OF = word_class("clauses.asked_of")
ACTED_OVER = word_class("clauses.acted_over")
BEFORE_OF = word_class("clauses.before_of")
PARTED = word_class("clauses.parted")
JUDGING = word_class("verdicts.judging")
OBJECT_CONTROL, SENDING_AWAY = word_class("clauses.object_control"), word_class("clauses.sending_away")
GOING = word_class("clauses.going")
NO_PLACE = word_class("patterns.no_place")
GOING_ON, OWN_OF = word_class("patterns.going_on"), word_class("roles.own") | {"'s", "’s", "'"}
SHARING = word_class("clauses.sharing")
SAYING = word_class("clauses.saying")
ADDRESSING = word_class("clauses.addressing")
SEQUENCE = word_class("responses.sequence")
ARTICLES = word_class("roles.articles")
WHOSE = word_class("provocation.whose")
JUDGES = word_class("clauses.judges")
RANKING = word_class("clauses.ranking")
SPEAKING = SAYING | word_class("clauses.speaking")
TALKING = SPEAKING | JUDGES | word_class("clauses.talking")
IN_RETURN = word_class("clauses.in_return")
OPENING = word_class("clauses.opening")
WHICH, TOLD_THAT, AMID = word_class("clauses.which"), word_class("clauses.told_that"), word_class("clauses.amid")
KILLED, OBLIGED = word_class("mentions.killed"), word_table("clauses.obliged") | {"had": ""}
TAKEN_UP = word_class("verdicts.claims") | word_class("responses.deeds")


@dataclass(slots=True)
class Frame:
    """Words that say that something is an answer, and what stands where in them."""

    first: int  # tokens of the words themselves
    last: int
    provoked: int  # where what is answered is named, -1 where it is not: "in response,"
    end: int  # the last phrase of what is answered
    answer: int  # the verb, or the noun, of the answer; -1 where it is to be looked for
    strong: bool  # the words can mean nothing else
    reverse: bool = False  # what is answered comes first: "prompting Mali to"
    judged: bool = False  # the answer is what somebody says of an act, or does with an offer: "condemned the raid"
    inside: range | None = None  # the tokens of what is answered, once they are asked for


class Clause:
    """A verb group with what stands around it; values are positions in the list of chunks, -1 for none."""

    __slots__ = (
        "a",
        "at",
        "b",
        "complement",
        "coordinate",
        "form",
        "gerund",
        "head",
        "lemma",
        "matrix",
        "modal",
        "negated",
        "object",
        "passive",
        "phrases",
        "previous",
        "second",
        "subject",
        "subordinate",
        "that",
        "via",
    )

    def __init__(self, chunks: Chunks, at: int, verb: VerbGroup, previous: Clause | None):
        self.form, self.passive, self.negated = verb.form, verb.passive, verb.negated
        self.at = at
        self.a = a = chunks.begins[at]  # tokens of the verb group
        self.b = chunks.lasts[at] + 1
        self.head = head = a + verb.head  # the verb itself
        word = chunks.tokens[head]
        self.lemma = word.lemma or word.text
        self.modal = ""
        if verb.head > 1 and verb.form == "V" and any(word.text == "to" for word in chunks.tokens[a:head]):
            self.modal = OBLIGED.get(chunks.tokens[a].text, "to")  # "is TO VISIT", "HAS TO leave"
        if verb.modals:
            self._add_modals(chunks.tokens[a : self.b], verb.modals)
        self.previous = previous  # the clause of the verb group before
        self.subject = -1
        self.object = -1
        self.second = -1  # the first of two objects: "gave UKRAINE weapons"
        self.phrases: list[tuple[str, int]] = []  # (preposition, noun phrase) in order
        self.complement = -1  # verb group that follows with "to" or "-ing"
        self.gerund = NO_GERUND  # preposition and "-ing" group: "accused of KILLING"
        self.that = -1  # where the clause after "that" begins
        self.matrix = -1  # verb group that governs this one
        self.via = ""  # how the subject was found
        self.coordinate: list[int] = []  # further noun phrases joined to the object or phrase before
        self.subordinate = False

    def _add_modals(self, group: list[Word], modals: tuple[int, ...]) -> None:
        """Keep the last modal verb; "cannot" and "won't" negate."""
        words = [group[i] for i in modals]
        self.modal = words[-1].text
        self.negated = self.negated or any(word.lemma == "not" or word.text == "cannot" for word in words)


def is_past(clause: Clause, words: Sequence[Word]) -> bool:
    """Return whether a verb tells what has happened: "recalled", "has recalled", "were held"."""
    first = words[clause.a]
    past = clause.form in "Ee" or (first.lemma or first.text) == "have" or first.text in ("was", "were")
    return past and not clause.modal


def part_taken_up(chunks: Chunks, tags: str) -> None:
    """Make two phrases of what is taken up and who speaks of it: ", A CHARGE CHAD denied"."""
    at = chunks.kinds.find(",nv")
    while at >= 0:
        a, last = chunks.begins[at + 1], chunks.lasts[at + 1]
        if last > a + 1 and tags[a] == "D" and tags[a + 2] == "P" and chunks.tokens[a + 1].noun in TAKEN_UP:
            chunks.part(at + 1, a + 2)
        at = chunks.kinds.find(",nv", at + 2)


def part_in_return(chunks: Chunks, tags: str) -> None:
    """Make two phrases of words of answering and who answers, where no comma parts them: "in RETURN CHAD lifted"."""
    at = chunks.kinds.find("In")
    while at >= 0:
        a, last = chunks.begins[at + 1], chunks.lasts[at + 1]
        two = last > a and tags[a] == "N" and tags[a + 1] == "P"
        if two and chunks.tokens[a].text in IN_RETURN and chunks.word(at) == "in":
            chunks.part(at + 1, a + 1)
        at = chunks.kinds.find("In", at + 2)


def part_counted(chunks: Chunks, tags: str) -> None:
    """Make two phrases of a name and of others that are counted behind it: "to THE OSCE | FOUR OFFICERS"."""
    place = tags.find("P#")
    while place >= 0:
        at = next((i for i, last in enumerate(chunks.lasts) if last > place + 1), -1)
        name = chunks.tokens[place].name
        inside = at > 0 and chunks.begins[at] <= place and chunks.kinds[at] == "n" and chunks.kinds[at - 1] == "I"
        if inside and name is not None and name[1] in ("state", "igo"):
            chunks.part(at, place + 1)
        place = tags.find("P#", place + 1)


def part_declared(chunks: Chunks) -> None:
    """Make two phrases of somebody and of what he is declared: "declared THE HEAD OF THE UN | PERSONA NON GRATA"."""
    for at in range(len(chunks.kinds) - 1, 0, -1):
        if chunks.kinds[at] == "n":
            a, last = chunks.begins[at], chunks.lasts[at]
            place = next((i for i in range(a + 1, last + 1) if chunks.tokens[i].text in DECLARED_TO_BE), -1)
            if place > a and chunks.tokens[place].text in (chunks.tokens[last].text, "persona"):
                chunks.part(at, place)


def part_made(chunks: Chunks, tags: str) -> None:
    """Make two phrases of what was done and of who did it: "the DUTIES CHILE put on wool"."""
    for match in NAME_BEHIND.finditer(tags):
        last = match.start() + 1
        if _is_made(chunks, last):
            at = bisect_left(chunks.lasts, last)
            if chunks.kinds.startswith("nv", at) and chunks.begins[at] < last == chunks.lasts[at]:
                chunks.part(at, last)


def _is_made(chunks: Chunks, last: int) -> bool:
    """Return whether a state stands behind something in the plural, or behind an act: "THE WEAPONS Peru"."""
    thing, name = chunks.tokens[last - 1], chunks.tokens[last].name
    if name is None or name[1] != "state" or thing.agent or thing.name is not None:
        return False
    return thing.text.islower() and thing.written == thing.text and (thing.event or thing.text != thing.noun)


def find_clauses(chunks: Chunks) -> dict[int, Clause]:
    """Return a clause for every verb group, by its position, in order."""
    clauses: dict[int, Clause] = {}
    previous = None
    at = -1
    for verb in chunks.verbs:
        at = chunks.kinds.index("v", at + 1)
        previous = clauses[at] = Clause(chunks, at, verb, previous)
        if previous.form == "V" and chunks.tokens[previous.a].text == "having":
            previous.form = "G"  # "accused Chad of HAVING SHELLED it"
    found = list(clauses.values())
    for clause in found:
        _look_right(clause, chunks, clauses)
    for clause in found:
        _find_subject(clause, chunks, clauses)
    for clause in found:
        if clause.object >= 0 or not 0 < clause.subject < clause.at:
            continue
        if clause.form in "VE" and not clause.passive and clause.lemma not in SAYING:
            _take_up(clause, chunks, clauses)
    if found and found[0].form == "o" and found[0].at > 0 and found[0].via == "fronted":
        _plan(found, chunks.kinds)
    if "vCv" in chunks.kinds:
        _share_objects(found, chunks.kinds)
    return clauses


def _share_objects(found: list[Clause], kinds: str) -> None:
    """Let a verb have what the next has: "SUMMONED AND expelled the envoy", "were DETAINED and sent home by Chad"."""
    for one, other in pairwise(found):
        joined = kinds[one.at + 1 : other.at] == "C" and other.via == "shared" and other.complement < 0
        if not joined or one.object >= 0 or one.phrases or one.complement >= 0 or one.lemma not in SHARING:
            continue
        if not one.passive and one.form in "VE" and other.form in "VE" and other.object >= 0:
            one.object = other.object
        elif one.passive and other.form in "eE" and other.object < 0:
            one.phrases += [phrase for phrase in other.phrases if phrase[0] == "by"]


def _plan(found: list[Clause], kinds: str) -> None:
    """Let a headline that has no other verb tell what is to come: "India TO OPEN consulate in Fiji"."""
    first = found[0]
    if not kinds.startswith("n") or kinds[first.at - 1] != "n" or any(each.form in "VEBA" for each in found):
        return
    first.subject, first.form, first.modal, first.via, first.subordinate = 0, "V", "to", "", False


def _look_right(clause: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> None:
    """Collect objects and prepositional phrases to the right of the verb."""
    kinds, tokens, begins = chunks.kinds, chunks.tokens, chunks.begins
    phrases = clause.phrases
    pending = ""
    last_noun = -1
    begin = clause.at + 1
    rest = enumerate(kinds[begin : begin + REACH], begin)
    for i, kind in rest:
        if kind == "n":
            if pending:
                if pending != "by" or i - 2 == clause.at or kinds[i - 2] != "v":
                    phrases.append((pending, i))  # not "a mission led BY HIM"
                pending = ""
            elif phrases and i == phrases[-1][1] + 1 and kinds.startswith("v", i + 1):
                return  # "at duties OTTAWA placed on"
            elif clause.object < 0 and not (phrases and kinds[i - 1] in ",C"):  # "on Chad, MALI and Togo"
                clause.object = i
            elif 0 <= clause.object == last_noun and clause.second < 0 and i == last_noun + 1:
                clause.second, clause.object = clause.object, i
            else:
                clause.coordinate.append(i)
            last_noun = i
        elif kind == "I":
            word = tokens[begins[i]].text
            if not pending or word != "of" or pending in BEFORE_OF:
                pending = word
        elif kind == "v":
            if not _pass_verb(clause, clauses[i].form, i, pending, last_noun):
                return
            pending = ""
            if clause.complement == i or (clause.object < 0 and clause.form == "E" and kinds.startswith("n", i + 1)):
                return  # "Rebels ARMED with rockets SHELLED Chad"
        elif kind == "," and kinds.startswith("I", i + 1) and tokens[begins[i + 1]].text == "including":
            for _ in range(i + 1, _after_including(kinds, i + 2, len(kinds))):
                next(rest, None)
        elif kind == "," and i == clause.object + 1 and kinds.startswith(APPOSED, i) and _is_named(chunks, i - 1):
            for _ in range(2 + (kinds[i + 3] == "n")):
                next(rest, None)
        elif kind == "," or kind == "C":
            if not _continues(kinds, i, clauses) or (kind == "," and _is_apposed(chunks, i + 1)):
                return
            if kinds[i + 1] == "n":
                clause.coordinate.append(i + 1)
                if kind == "C" and last_noun >= 0:
                    last_noun = i + 1
                    next(rest, None)
        elif kind == "T":
            clause.that = i + 1
            return
        elif kind in STOP:
            return


def _is_named(chunks: Chunks, at: int) -> bool:
    """Return whether a name stands between commas behind an office: "its ambassador, ALI ISSA, (home) from"."""
    name, last = chunks.tokens[chunks.lasts[at + 2]], chunks.lasts[at + 3]
    if name.tag != "P" or name.name is not None or not chunks.tokens[chunks.lasts[at]].agent:
        return False
    return chunks.kinds[at + 4] == "I" or chunks.tokens[last + 1].text in HOMEWARD


def _after_including(kinds: str, i: int, count: int) -> int:
    """Return the position after ", including 19 officers,"."""
    while i < count and kinds[i] in "nCIj":
        i += 1
    return i + 1 if i < count and kinds[i] == "," else i


def _pass_verb(clause: Clause, form: str, i: int, pending: str, last_noun: int) -> bool:
    """Handle a verb group met to the right; return whether to look further."""
    if form in "oG" and (form == "o" or last_noun < 0):
        if pending and form == "G":
            clause.gerund = (pending, i)
            return False
        if clause.complement < 0:
            clause.complement = i
        return False
    if form == "G" and pending:
        clause.gerund = (pending, i)
        return False
    if form == "v" and clause.complement < 0:
        clause.complement = i
        return False
    return last_noun >= 0 and (form in "Ee" or (form == "G" and clause.lemma in SENDING_AWAY))


def _continues(kinds: str, i: int, clauses: dict[int, Clause]) -> bool:
    """Return whether a comma or conjunction at ``i`` continues the list of nouns or phrases before it."""
    after = kinds[i + 1 : i + 2]
    if after == "C" and kinds[i] == ",":
        return kinds[i + 2 : i + 3] == "n" and _noun_in_list(kinds, i + 2, clauses)
    if after == "I":
        return kinds[i] == "C"
    return after == "n" and _noun_in_list(kinds, i + 1, clauses)


def _noun_in_list(kinds: str, j: int, clauses: dict[int, Clause]) -> bool:
    """Return whether the noun phrase at ``j`` is not the subject of a verb that follows."""
    k = j + 1
    while kinds.startswith("In", k):
        k += 2
    if kinds.startswith(",n", k):  # "asked for a meeting, and Michel, THE PRESIDENT OF the council, called"
        k += 2
        while kinds.startswith("In", k):
            k += 2
        k += kinds.startswith(",v", k) and clauses[k + 1].form in "VE"
    return kinds[k : k + 1] != "v" or clauses[k].form in "oGe"


def _find_subject(clause: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> None:
    kinds, form, k, previous = chunks.kinds, clause.form, clause.at, clause.previous
    if form == "o" or (form == "v" and previous):
        _control(clause, previous, kinds)
        _control_again(clause, kinds)
        return
    if form == "G" and previous and (k == previous.complement or previous.gerund[1] == k):
        _control(clause, previous, kinds)
        return
    if k == 0 and (form == "G" or (form in "Ee" and kinds.startswith("I", 1))):
        _inherit(clause, "", -1, chunks)  # "BLAMED by X, Y denied"
        return
    i = k - 1
    if previous and previous.form == "o" and form in "VEeABM" and _is_complement(previous, clause, kinds):
        i = previous.at - 1
    while i >= 0:
        kind = kinds[i]
        if kind == "n":
            if kinds[i - 1 : i] == "U" and i > 1 and chunks.word(i - 1) == "than":
                i -= 2  # "France rather THAN ITALY armed"
                continue
            if i == k - 1 and (form == "G" or (form == "E" and _is_shot_dead(clause, chunks))):
                clause.subject, clause.via, clause.subordinate = i, "reduced", True
                return
            if i == k - 1 and previous and previous.second >= 0 and _takes_up_object(clause, chunks, clauses, i):
                clause.subject = i
                return
            found = _subject_noun(clause, chunks, clauses, i)
            if found != -2:
                clause.subject = found
                return
            i = _before_phrase(kinds, i)
            continue
        if kind == "," and previous and previous.at == i - 1 and (before := said_aside(previous, kinds)) >= 0:
            i = before  # "The army, CHAD SAYS, bombed"
            continue
        if kind == "," and i == k - 1 and _settle_at_comma(clause, chunks):
            return
        if kind == "," or (kind == ";" and i == k - 1 and chunks.word(i) in DASHES):
            j = _matching_comma(chunks, i, clauses)
            if form != "G" and (j > 0 or (previous is None and kinds[i - 1] in "n,")):
                i = j - 1 if j > 0 else i - 1
                continue
            _inherit(clause, kind, i, chunks)
            return
        if kind == "W":
            _relative(clause, kinds, i)
            return
        if kind == "v" and previous and previous.at == i and _is_embedded(clause, previous, kinds, i):
            return
        if kind == "C" and i == k - 1 and previous and _goes_on(clause, previous, chunks, clauses):
            clause.form, clause.subject, clause.matrix = "o", previous.subject, previous.matrix
            clause.via, clause.subordinate = "control", True
            return
        if kind in "CU;TvI":
            clause.subordinate = clause.subordinate or kind == "I"
            _inherit(clause, kind, i, chunks)
            return
        i -= 1


def _settle_at_comma(clause: Clause, chunks: Chunks) -> bool:
    """Give a verb right behind a comma its subject, where who said it stands behind or who did it in the clause."""
    if _is_inverted(clause, chunks.kinds):
        clause.subject, clause.via = clause.at + 1, "inverted"
        clause.object = clause.second = -1
        return True
    if clause.form in "Ee" and _is_done_by(clause, chunks):
        clause.subject, clause.via, clause.subordinate = clause.at - 2, "reduced", True
        return True
    return False


def _is_shot_dead(clause: Clause, chunks: Chunks) -> bool:
    """Return whether somebody is told to have been shot or found dead: "a leader SHOT DEAD in Lima"."""
    behind = chunks.tokens[clause.b : clause.b + 1]
    return clause.object < 0 and not clause.passive and bool(behind) and behind[0].text in KILLED


def _is_done_by(clause: Clause, chunks: Chunks) -> bool:
    """Return whether a participle between commas tells who did what stands before it: "the raid, ORDERED BY Chad,"."""
    kinds, at = chunks.kinds, clause.at
    if clause.object >= 0 or clause.passive or not kinds.startswith("In", at + 1) or kinds[at - 2] != "n":
        return False
    end = kinds.find(",", at)
    return chunks.word(at + 1) == "by" and end > 0 and kinds.startswith("v", end + 1)


def _goes_on(clause: Clause, before: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> bool:
    """Return whether a verb is a second infinitive, by its form: "asks Chad to stop AND LEAVE", not "and leaves"."""
    matrix = clauses.get(before.matrix)
    if matrix is None or before.form != "o" or before.via != "control" or clause.form != "V" or clause.head > clause.a:
        return False
    same, other = chunks.tokens[clause.head].text, chunks.tokens[matrix.head].text
    return same == clause.lemma and same not in SAME_IN_THE_PAST and other != matrix.lemma and matrix.form in "VE"


def said_aside(clause: Clause, kinds: str) -> int:
    """Return what a clause stands behind that only says, between commas, whose words they are; -1: it does more.

    "The army, CHAD SAYS, bombed", "rebels who, RESIDENTS OF LIMA SAID, fired"
    """
    at = clause.at
    if clause.lemma not in ASIDE or kinds[at + 1 : at + 2] != ",":
        return -1
    comma = at - 1
    while comma > 0 and kinds[comma] in "nI":
        comma -= 1
    return comma - 1 if 0 < comma < at - 1 and kinds[comma] == "," and kinds[comma - 1] in "nW" else -1


def _is_embedded(clause: Clause, previous: Clause, kinds: str, i: int) -> bool:
    """Give a verb right behind another its subject, where what the other says or does stands before the first."""
    if _is_told(previous, kinds):
        _relative(clause, kinds, i - 2)  # "Togo, WHICH Mali says ARMED"
        clause.matrix = previous.at
        return True
    if i > 1 and kinds[i - 2 : i] == "nn" and clause.form in "VE":
        clause.subject = previous.object = i - 2  # "The rebels CHAD HAD ARMED attacked"
        previous.via, previous.subordinate = "relative", True
        return True
    return False


def _is_inverted(clause: Clause, kinds: str) -> bool:
    """Return whether the verb of saying stands before who says it: "We will pay," SAID THE MINISTER."""
    at = clause.object
    first = clause.second if clause.second >= 0 else at
    if clause.lemma not in SAYING or first != clause.at + 1 or clause.that >= 0 or clause.previous is None:
        return False
    if kinds[first + 1 : first + 2] == "v":
        return False  # "The king, in a speech, said NOBODY HAD BEEN hurt"
    return clause.form in "VE" and not clause.passive and clause.at > 1


def _is_told(clause: Clause, kinds: str) -> bool:
    """Return whether somebody says what a relative clause tells: "which MALI SAYS armed", "that MALI SAYS armed"."""
    at = clause.at
    relative = kinds[max(at - 2, 0) : at] == "Wn" or kinds[max(at - 3, 0) : at] == "nTn"
    return relative and clause.lemma in SAYING


def _is_complement(inner: Clause, clause: Clause, kinds: str) -> bool:
    """Return whether an infinitive belongs to the noun that is the subject: "X's plan TO LEAVE Y was praised"."""
    if not inner.at or kinds[inner.at - 1] != "n":
        return False
    before = inner.previous.at if inner.previous is not None else -1
    opens = before < 0 or any(kind in ";TU" for kind in kinds[before + 1 : inner.at])
    return opens and not any(kind in ";TUWC," for kind in kinds[inner.at : clause.at])


def _control(clause: Clause, matrix: Clause | None, kinds: str) -> None:
    """Give an infinitive the subject, or the object, of the verb before it."""
    clause.subordinate = True
    if matrix is None:
        clause.via = "fronted"  # "In the campaign TO DEFEAT rebels, Chad"
        return
    clause.matrix = matrix.at
    clause.via = "control"
    if matrix.object < 0 and not matrix.passive and matrix.lemma in OBJECT_CONTROL:
        matrix.object = _antecedent(matrix, kinds)  # "Togo, WHICH Mali accused of bombing Chad"
        if matrix.object >= 0:
            clause.subject = matrix.object
            return
    between = matrix.second if matrix.second >= 0 else matrix.object
    if matrix.passive:
        clause.subject = matrix.subject
    elif 0 <= between < clause.at and (matrix.lemma in OBJECT_CONTROL or _for_doing(clause, matrix)):
        clause.subject = between
    elif (
        matrix.lemma in OBJECT_CONTROL
        and matrix.phrases
        and matrix.phrases[0][0] in ASKED_OF
        and matrix.phrases[0][1] < clause.at
    ):
        clause.subject = matrix.phrases[0][1]
    else:
        clause.subject = matrix.subject


def _control_again(clause: Clause, kinds: str) -> None:
    """Let a second infinitive go with the first: "asked Chad to say that it erred AND TO PAY"."""
    told = clause.previous if clause.form == "o" and kinds[clause.at - 1] == "C" else None
    asked = told.previous if told is not None and told.complement < 0 else None
    if asked is not None and asked.form == "o" and asked.via == "control":
        clause.subject, clause.matrix = asked.subject, asked.matrix


def _antecedent(clause: Clause, kinds: str) -> int:
    """Return the noun that "which" or "that" before the subject takes up, -1 where there is none."""
    subject = clause.subject
    if subject > 0 and subject == clause.at - 1 and kinds[subject - 1] == "n" and clause.lemma == "accuse":
        return subject - 1  # "the rebels CHAD ACCUSED of"
    if subject < 2 or subject != clause.at - 1 or kinds[subject - 1] not in "WT":
        return -1
    at = subject - 2 - (kinds[subject - 2] == "," and kinds[subject - 1] == "W")
    return at if at >= 0 and kinds[at] == "n" else -1


def _take_up(clause: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> None:
    """Give a verb what a relative clause tells of: "the duties THAT PERU put on wine", "Ana Ruiz, TO WHOM IT gave"."""
    kinds, before = chunks.kinds, clause.subject - 1
    relative = kinds[before]
    if relative == "n":
        beside = kinds[before - 1 : before]
        brought = beside == "I" and before > 1 and chunks.word(before - 1) not in AMID
        if chunks.tokens[chunks.lasts[before]].tag == "#" or (beside == "," and takes_up_clause(chunks, before)):
            return  # "bringing to 300 the inmates freed"
        counted = kinds[max(before - 2, 0) : before] == "In"  # "to the OSCE | FOUR OFFICERS IT ARRESTED"
        may = clause.subject == clause.at - 1 and (brought or counted or beside in ("", "v", "U", ","))
        if may and not _follows_fronted(clause, chunks, clauses, before):
            clause.object, clause.via = before, "relative"  # "at DUTIES CANADA placed on"
        return
    if relative not in "WT" or (relative == "W" and chunks.word(before) not in WHICH):
        return
    brought = relative == "W" and kinds[before - 1 : before] == "I"
    at = before - 2 if brought else before - 1
    at -= relative == "W" and at > 0 and kinds[at] == ","
    if at < 0 or kinds[at] != "n" or takes_up_clause(chunks, at):
        return
    if relative == "T" and at - 1 in clauses and clauses[at - 1].lemma in ADDRESSING:
        return  # "told REPORTERS that Chad had offered"
    if brought:
        clause.phrases.insert(0, (chunks.word(before - 1), at))
    elif relative == "W" or chunks.tokens[chunks.lasts[at]].noun not in TOLD_THAT:
        clause.object, clause.via = at, "relative"


def _for_doing(clause: Clause, matrix: Clause) -> bool:
    """Return whether the object did it: "condemned X for ATTACKING Y", "kept X from ATTACKING Y"."""
    return matrix.gerund[1] == clause.at and matrix.gerund[0] in ACTED_OVER


def _subject_noun(clause: Clause, chunks: Chunks, clauses: dict[int, Clause], i: int) -> int:
    """Return the subject when the noun phrase at ``i`` is or decides it, -2 to look further left."""
    kinds = chunks.kinds
    before = kinds[i - 1] if i else ";"
    if before == "I":
        j = i - 2
        while j >= 0 and kinds[j] == "I":
            j -= 1
        if j < 0 or kinds[j] in ",;UT":
            return i if j < 0 or not _noun_left(kinds, j) else -2
        return -2
    if before == "C" and i >= 2 and kinds[i - 2] == "n":
        first = _first_of_list(chunks, i - 2)
        begin = first
        while kinds.startswith("n,", max(begin - 2, 0)) and begin > 1:
            begin -= 2
        if _are_said(clause, chunks, clauses, begin):
            return begin
        if not _is_object(kinds, i - 2):
            return first
    if before == "v":
        governor = clauses[i - 1]
        if governor.form == "G" and kinds[max(i - 3, 0) : i - 1] == "nI" and clause.form in "VEB":
            return i - 3  # "its INSISTENCE on filling the dam was"
        if _is_main(clause, governor, chunks, clauses):
            return governor.subject
        if clause.form in "BM" and (claim := _claim_before(governor, chunks, clauses)) >= 0:
            return claim
        said = clause.form == "E" and clause.object >= 0 and governor.lemma in SAYING  # "says X ATTACKED Y"
        if clause.form in "Ee" and not clause.passive and governor.form in "VEeG" and not said:
            clause.via = "reduced"  # "a man ARRESTED by police", after another verb
        clause.matrix = governor.at
        clause.subordinate = True
    elif i == clause.at - 1 and before in "WTn" and i:
        _take_deed(clause, chunks, clauses, i)
    return i


def _claim_before(told: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> int:
    """Return the claim that a clause behind "that" tells: "its CLAIM THAT CHAD ARMED Mali was a lie", -1 for none."""
    at, kinds = told.subject - 2, chunks.kinds
    if at < 0 or kinds[at : at + 2] != "nT" or chunks.tokens[chunks.lasts[at]].noun not in TOLD_THAT:
        return -1
    saying = clauses.get(at - 1)
    alone = at == 0 or kinds[at - 1] in "T,;" or (saying is not None and saying.lemma in SAYING)
    return at if alone else -1


def _are_said(clause: Clause, chunks: Chunks, clauses: dict[int, Clause], first: int) -> bool:
    """Return whether a list right behind a verb of saying is what a verb behind it has: "said CHAD AND MALI HAD"."""
    saying, word = clauses.get(first - 1), chunks.tokens[chunks.lasts[first]]
    known = word.name is not None or word.agent  # not "said a word and Mali closed its border"
    if saying is None or saying.lemma not in SAYING or clause.form not in "VEBMA" or not known:
        return False
    saying.object, clause.matrix, clause.subordinate = -1, saying.at, True
    return True


def _follows_fronted(clause: Clause, chunks: Chunks, clauses: dict[int, Clause], at: int) -> bool:
    """Return whether a noun only ends what begins the sentence: "In reply to THE APPEAL the CSTO decided to"."""
    if clause.previous is not None or chunks.kinds[:1] != "I" or chunks.kinds[: at + 1].strip("nI"):
        return False
    later = [each for each in clauses.values() if each.at > clause.at and each.form in "VEBMA"]
    return all(each.form == "E" and chunks.kinds.startswith("I", each.at + 1) for each in later)


def _take_deed(clause: Clause, chunks: Chunks, clauses: dict[int, Clause], i: int) -> None:
    """Let the act that a relative clause is of be its object: "the tariffs WHICH PERU PLACED on"."""
    at = i - 1 if chunks.kinds[i - 1] == "n" else i - 2
    if at < 0 or chunks.kinds[at] != "n" or clause.passive or clause.form not in "VE":
        return
    if max(clause.object, clause.complement, clause.that, clause.gerund[1]) >= 0:
        return
    noun = chunks.tokens[chunks.lasts[at]]
    if chunks.kinds[i - 1] == "n" and _follows_fronted(clause, chunks, clauses, at):
        return
    if noun.event or (noun.noun in TAKEN_UP and chunks.kinds[i - 1] == "W"):
        clause.object, clause.via, clause.subordinate = at, "relative", True
        if clause.previous is not None and clause.previous.object == i:
            clause.previous.object, clause.previous.second = clause.previous.second, -1


def _is_main(clause: Clause, governor: Clause, chunks: Chunks, clauses: dict[int, Clause]) -> bool:
    """Return whether a verb goes on after a relative clause: "The soldiers WHO seized power in Niger ORDERED"."""
    kinds, who = chunks.kinds, governor.at - 1
    if clause.form != "E" or clause.object < 0 or clause.passive or governor.subject != who - 1:
        return False
    if governor.via != "relative" or kinds[who] != "W":
        return False
    later = next((at for at in range(clause.at + 1, len(kinds)) if at in clauses and clauses[at].form in "VEABM"), -1)
    return later < 0 or any(kind in ",CTUW;" for kind in kinds[clause.at : later])


def _takes_up_object(clause: Clause, chunks: Chunks, clauses: dict[int, Clause], i: int) -> bool:
    """Return whether a verb tells who did what the verb before is done to: "rejected the plan IT HAD MADE"."""
    previous = clause.previous
    if previous is None or previous.object != i or previous.second != i - 1 or clause.object >= 0:
        return False
    if clause.form != "V" or clause.passive or clause.at != i + 1:
        return False
    previous.object, previous.second = i - 1, -1
    clause.object, clause.via, clause.subordinate = i - 1, "relative", True
    return True


def _noun_left(kinds: str, j: int) -> bool:
    """Return whether a noun phrase stands before the comma at ``j``: "Trump, in Ohio, said"."""
    return j > 1 and kinds[j] == "," and kinds[j - 1] == "n"


def _before_phrase(kinds: str, i: int) -> int:
    j = i - 1
    while j >= 0 and kinds[j] in "Ij":
        j -= 1
    return j


def _is_object(kinds: str, i: int) -> bool:
    """Return whether the noun phrase at ``i`` belongs to a verb on its left."""
    for kind in reversed(kinds[:i]):
        if kind == "v":
            return True
        if kind in ";UT,W":
            return False
    return False


def _first_of_list(chunks: Chunks, i: int) -> int:
    kinds = chunks.kinds
    while i >= 2 and kinds[i - 1] in ",C" and kinds[i - 2] == "n" and not _is_object(kinds, i - 2):
        aside = i >= 3 and kinds[i - 3] in "IU" and not _belongs_to_people(chunks, i - 3)
        if aside and chunks.word(i - 3) not in OPENING:
            break
        i -= 2
    while i >= 2 and kinds.startswith("nI", i - 2):
        i -= 2
    return i


def _belongs_to_people(chunks: Chunks, i: int) -> bool:
    """Return whether a list is whose people, or doing, the subject is: "the ministers OF Egypt, Sudan and Chad"."""
    if i < 1 or chunks.kinds[i - 1] != "n" or chunks.word(i) not in PARTED:
        return False
    head = chunks.tokens[chunks.lasts[i - 1]]
    return bool(head.agent) or head.event


def _matching_comma(chunks: Chunks, i: int, clauses: dict[int, Clause]) -> int:
    """Return the comma, or the dash, that opens the parenthesis which that at ``i`` closes, 0 when there is none."""
    kinds, mark = chunks.kinds, chunks.word(i)
    for j in range(i - 1, max(0, i - 14), -1):
        if kinds[j] == kinds[i] and j and kinds[j - 1] == "n" and chunks.word(j) == mark:
            inner = "n" if chunks.word(j + 1) == "but" else kinds[j + 1]  # "Chad, BUT not Mali, condemned"
            if inner == "U":
                return j if _waits(kinds, j - 1, clauses) else 0  # "Chad, WHERE Arabs live, broke"
            return j if inner in "nIWjv," and not (inner == "n" and _has_finite(kinds, j + 1, i, clauses)) else 0
        if kinds[j] == ";":
            return 0
    return 0


def _waits(kinds: str, at: int, clauses: dict[int, Clause]) -> bool:
    """Return whether the noun phrase at a position is no object, so that its verb is still to come."""
    verb = next((i for i in range(at, -1, -1) if kinds[i] in "v;UTWC"), -1)
    return verb < 0 or kinds[verb] != "v" or clauses[verb].lemma in SAYING


def _has_finite(kinds: str, a: int, b: int, clauses: dict[int, Clause]) -> bool:
    return any(kinds[i] == "v" and clauses[i].form in "VE" for i in range(a, b))


def _relative(clause: Clause, kinds: str, i: int) -> None:
    """Give a relative clause the noun phrase before its pronoun as subject."""
    clause.subordinate = True
    clause.via = "relative"
    j = i - 1
    while j >= 0 and kinds[j] in ",C":
        j -= 1
    if j >= 0 and kinds[j] == "n":
        clause.subject = j


def _over(clause: Clause, *, speaking: bool) -> Clause:
    """Return the verb that a comma and a participle go back to: "BARRED envoys from leaving, REPAYING Peru"."""
    previous: Clause | None = clause
    while clause.via == "control" and (clause.form == "G" or speaking):
        while previous is not None and previous.at != clause.matrix:
            previous = previous.previous
        if previous is None:
            break
        clause = previous
    return clause


def _in_same_tense(previous: Clause, chunks: Chunks) -> Clause:
    """Return the verb that "and has" goes on from: "HAS ASKED that the union impose sanctions and HAS closed"."""
    each: Clause | None = previous
    while each is not None:
        if chunks.tokens[each.a].lemma == "have" and each.form in "VE":
            return each
        each = each.previous
    return previous


def _inherit(clause: Clause, kind: str, i: int, chunks: Chunks) -> None:
    """Give a verb without a subject the subject of the verb before it, or after it for "After meeting X, Y"."""
    previous, kinds = goes_on_with(clause, kind, i, chunks), chunks.kinds
    while kind == "C" and clause.form == "G" and previous is not None and previous.via == "reduced":
        previous = previous.previous  # "calling the step exaggerated AND ACCUSING"
    if kind == "C" and previous is not None and chunks.tokens[clause.a].lemma == "have" and clause.a < clause.head:
        previous = _in_same_tense(previous, chunks)
    if kind == "," and clause.form == "G" and previous is not None and previous.via == "control":
        previous = _over(previous, speaking=clause.lemma in SPEAKING)
    if kind == "C" and clause.form in "VE":  # "urged Peru to halt the tests and SAID"
        while previous is not None and _depends(previous) and previous.previous is not None:
            previous = previous.previous
        if previous is not None and clause.lemma in JUDGES and _is_reported_thing(previous, chunks):
            previous = previous.previous  # "Mali said the step was illegal and CONDEMNED it"
    if kind == "C" and previous is not None and clause.lemma in SPEAKING and clause.form in "VE":
        previous = _who_goes_on(previous, clause, chunks, apart=kinds[i - 1 : i] == ",")
    if previous is not None:
        clause.subject = previous.subject
        clause.via = "shared"
        if clause.form == "G":
            clause.subordinate = True
            clause.matrix = previous.at
        return
    if clause.form == "G" or (clause.form in "Ee" and i < 0):
        clause.via = "fronted"
        clause.subordinate = True


def _is_reported_thing(clause: Clause, chunks: Chunks) -> bool:
    """Return whether a clause is what somebody says of a thing, which itself can say nothing."""
    saying, at = clause.previous, clause.subject
    if saying is None or saying.lemma not in SAYING or at < 0 or at != saying.at + 1:
        return False
    head = chunks.tokens[chunks.lasts[at]]
    return head.name is None and not head.agent and not head.written[:1].isupper() and head.tag != "Q"


def _depends(clause: Clause) -> bool:
    """Return whether a verb hangs on another, so that what follows "and" goes on with that one."""
    if clause.via in ("control", "reduced"):
        return True
    before = clause.previous
    if before is None or clause.form not in "Ee" or clause.object >= 0 or before.lemma in SAYING:
        return False
    return clause.via == "shared" or before.object == clause.at - 1  # "breaking a pact REACHED in May"


def _who_goes_on(clause: Clause, verb: Clause, chunks: Chunks, *, apart: bool) -> Clause:
    """Return the verb of whose subject something is said after "and": "said that Chad armed rebels, AND ASKED".

    Without a comma it is that of the main clause only where that says "that", or the other one's subject is nobody.
    """
    above = clause
    while above.previous is not None and (above.matrix >= 0 or 0 < above.subject - above.previous.at < 3 or above.via):
        above = above.previous
    says = above.lemma in SAYING or above.that >= 0
    told = above is not clause and above.form in "VE" and says and 0 <= above.subject < above.at
    if not told or clause.subject < 0:
        return clause
    subject = chunks.tokens[chunks.lasts[clause.subject]]
    nobody = subject.name is None and not subject.agent and subject.tag not in ("P", "Q")
    goes_on = clause.lemma in TALKING or (bool(clause.modal) and chunks.tokens[verb.head].text == verb.lemma)
    that = (
        above.that >= 0 or clause.subject == above.at + 1
    ) and not goes_on  # not "said that Chad MET Mali and", "WOULD stop it and ASK"
    return above if apart or nobody or that else clause


def fronted_subject(clause: Clause, clauses: list[Clause]) -> int:
    """Return the subject of the next finite verb, for a verb at the start of the sentence."""
    for other in clauses:
        if other.at > clause.at and other.subject >= 0 and other.via in ("", "shared"):
            return other.subject
    return -1


def reduced_passive(clause: Clause, chunks: Chunks, clauses: list[Clause]) -> bool:
    """Return whether an "-ed" form after a noun is a participle ("the man arrested by police"), not the main verb."""
    if clause.form == "e":
        return True
    if clause.via == "relative" and chunks.kinds[clause.at - 1 : clause.at] == "W":
        return False  # "Chad, WHICH MEDIATED between them, said"
    if clause.form == "V":
        if clause.a < clause.head or chunks.tokens[clause.head].text not in SAME_IN_THE_PAST:
            return False
        beside = chunks.kinds[clause.at - 1 : clause.at] == "," and chunks.kinds.startswith("In", clause.at + 1)
        return beside and chunks.word(clause.at + 1) == "by"  # "Mexico, HIT BY the same duties, said"
    if clause.form != "E":
        return False
    if chunks.kinds.startswith("In", clause.at + 1) and chunks.word(clause.at + 1) == "by":
        return clause.lemma not in GOING
    if clause.via == "reduced":
        return True
    if clause.object >= 0:
        return False
    by = any(word == "by" for word, _ in clause.phrases) and clause.lemma not in GOING
    before = clause.previous
    grateful = before is not None and before.lemma == "be"  # "we are grateful for the help GIVEN by Mali"
    if by and not grateful and clause.subject < clause.at - 1 and chunks.kinds[clause.at - 1] == "n":
        return True  # "spoke of a defeat INFLICTED on Chad by Mali"
    if (
        before is not None
        and before.passive
        and clause.via == "shared"
        and chunks.kinds[before.at + 1 : clause.at] == "C"
    ):
        return True  # "was targeted AND KILLED in"
    for other in clauses:
        if other.at < clause.at and (clause.subject == other.object or clause.subject in map(PLACE, other.phrases)):
            return clause.at == clause.subject + 1 and clause.via == ""
        if other.at > clause.at and other.form in "VE" and other.subject == clause.subject and other.via == "":
            return True
        bare = clause.subject == clause.at - 1 and clause.via == "" and bool(clause.phrases)
        main = other.passive or (other.form in "VE" and other.object >= 0 and bare)
        if main and other.previous is clause and other.subject == clause.subject and other.via == "shared":
            return not any(
                kind in "C,;TUW" for kind in chunks.kinds[clause.at : other.at]
            )  # "men LINKED to X are said", "rebels ARMED with rockets shelled"
    return False


def objects_of(clause: Clause) -> list[int]:
    """Return what the verb is done to: its objects, or its subject in the passive voice."""
    first, second = (clause.subject, clause.object) if clause.passive else (clause.object, clause.second)
    if first >= 0:
        return [first, second] if second >= 0 else [first]
    if second >= 0:
        return [second]
    if clause.phrases and clause.phrases[0][0] == "of":
        return [clause.phrases[0][1]]  # "held TWO DAYS of drills": a time is no object
    return []


def doer_at(clauses: list[Clause], at: int) -> int:
    """Return who does what is done to a phrase, who cannot be meant by it; -1 where nothing is done to it."""
    if any(clause.subject == at and clause.via != "control" for clause in clauses):
        return -1  # "Chad said IT had"
    for clause in clauses:
        if at in (clause.object, clause.second) or any(at == place for _, place in clause.phrases):
            return clause.subject
    return -1


def done_to_before(clauses: list[Clause], doer: int, at: int) -> list[int]:
    """Return the phrases that the same subject did something to before: "cut its ties with CHAD, accusing it of".

    What somebody is said to be is said of an act: "opened fire on Chad, calling IT a reply".
    """
    found: list[int] = []
    for clause in reversed(clauses):
        if clause.object == at and clause.lemma in JUDGING:
            return []
        if clause.subject == doer and clause.at < at and clause.at != at - 1:
            found += [place for place in (clause.object, clause.second) if 0 <= place < at]
            found += [place for _, place in clause.phrases if place < at]
    return found


def _is_apposed(chunks: Chunks, at: int) -> bool:
    """Return whether a phrase after a comma says what was done, and is no more of it: "ITS FIRST attack on Chad"."""
    begin = chunks.begins[at]
    pair = chunks.tokens[begin : begin + 2]
    return len(pair) == 2 and pair[0].text in WHOSE and pair[1].text in RANKING


def main_before(clauses: list[Clause], at: int) -> Clause | None:
    """Return the last verb before a position that tells what was done, no aside; None where there is none."""
    mains = [each for each in clauses if each.at < at and each.form in "VE" and each.via != "relative"]
    return mains[-1] if mains else None


def brought_by_whom(clause: Clause) -> int:
    """Return where the phrase stands that "by" brings, -1 where there is none."""
    return next((at for word, at in clause.phrases if word == "by"), -1)


def noun_end(kinds: str, lookup: dict[int, Clause], at: int) -> int:
    """Return the last phrase of a noun phrase with those after it: "the raid ON A PORT IN CHAD"."""
    while True:
        after = kinds[at + 1 : at + 3]
        if after in ("In", "Cn"):
            at += 2
        elif after[:1] == "v" and lookup[at + 1].form == "o":
            at += 1 + (after == "vn")  # "its decision TO CUT AID"
        elif after[:1] == "T":
            return clause_end(kinds, at + 1)  # "the accusation THAT Chad arms rebels"
        else:
            return at


def clause_end(kinds: str, at: int) -> int:
    """Return the last phrase of a clause: what stands before a comma or the like."""
    stops = [place for place in range(at, len(kinds)) if kinds[place] in ",;"]
    return stops[0] if stops else len(kinds) - 1


def takes_up_clause(chunks: Chunks, at: int) -> bool:
    """Return whether a noun takes up what a clause has told: ", A MOVE that Chad condemned", ", a charge it denied"."""
    first, last = chunks.tokens[chunks.begins[at]], chunks.tokens[chunks.lasts[at]]
    return chunks.kinds[at - 1] == "," and first.text in ARTICLES and last.noun in TAKEN_UP


def come_after(chunks: Chunks, clause: Clause) -> int:
    """Return where it stands what an act came after: "the move came AFTER the arrest", "it FOLLOWED the arrest"."""
    kinds, at = chunks.kinds, clause.object
    if clause.lemma != "follow":
        after = kinds[clause.at + 1 : clause.at + 2] in ("I", "U") and chunks.word(clause.at + 1) in SEQUENCE
        at = clause.at + 2 if after else -1
    return at if 0 <= at < len(kinds) and kinds[at] in "nv" else -1


def particles_near(chunks: Chunks, clause: Clause) -> list[str]:
    """Return the words that may be a verb's particle; in "its BACK" that is "own-back"."""
    near = _near(chunks, clause, _reach(chunks, clause))
    if "back" in near and near[near.index("back") - 1] in OWN_OF:
        near[near.index("back")] = "own-back"
    if "in" in near and not NO_PLACE.isdisjoint(near):
        return [word for word, after in pairwise([*near, ""]) if word != "in" or after not in NO_PLACE]
    return near


def _reach(chunks: Chunks, clause: Clause) -> int:
    """Return in how many words a particle may stand behind a verb, more behind a name: "its envoy, X, HOME"."""
    at = clause.object
    if at < 0:
        return 5
    if chunks.kinds.startswith(",n,n", at + 1):
        return max(5, chunks.lasts[at + 4] + 1 - clause.b)
    if chunks.kinds.startswith("InI", at + 1) and chunks.word(at + 1) == "from":
        at += 2  # "its envoys from Chad OUT"
    return max(5, chunks.lasts[at] + 2 - clause.b)


def is_said_loosely(chunks: Chunks, clause: Clause, word: str) -> bool:
    """Return whether a word of a pattern follows anywhere: "held him CAPTIVE", "let her GO", and not "GO ON"."""
    after = [word.text for word in chunks.tokens[clause.b : clause.b + 14]]
    if word not in after:
        return False
    following = after[after.index(word) + 1 :]
    return not (word == "go" and following and following[0] in GOING_ON)


def _near(chunks: Chunks, clause: Clause, after: int) -> list[str]:
    """Return the verb itself and the words that follow, up to so many after the verb group."""
    return [word.text for word in chunks.tokens[clause.head : clause.b + after]]


def brings_place(clause: Clause, particle: str) -> bool:
    """Return whether what may be a particle only brings a place further on: "TOOK Chad to a court IN Paris"."""
    return particle == "in" and any(word != "in" for word, _ in clause.phrases[:1])
