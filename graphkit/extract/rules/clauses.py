"""Clauses: for each verb group its subject, its objects, its prepositional phrases and the verb it depends on."""

from __future__ import annotations

from graphkit.extract.rules.chunks import Chunk, VerbGroup
from graphkit.extract.rules.english import Word, word_set

STOP = frozenset("UWT;")
REACH = 26  # chunks looked at to the right of a verb
OBJECT_CONTROL = word_set(
    "urge ask request call press pressure want order tell require instruct direct command implore beg "
    "exhort appeal encourage invite allow permit authorize authorise enable let force compel coerce help "
    "assist persuade convince lead cause accuse warn expect summon push lobby petition advise get send "
    "use aid deploy train"
)
SAYING = word_set(
    "say claim announce report believe think allege insist confirm state declare suggest argue note add warn know "
    "admit deny"
)


class Clause:
    """A verb group with what stands around it; values are positions in the list of chunks, -1 for none."""

    __slots__ = (
        "at",
        "complement",
        "coordinate",
        "gerund",
        "matrix",
        "object",
        "passive",
        "phrases",
        "previous",
        "second",
        "subject",
        "subordinate",
        "that",
        "verb",
        "via",
    )

    def __init__(self, at: int, verb: VerbGroup, previous: Clause | None) -> None:
        self.at = at
        self.previous = previous  # the clause of the verb group before
        self.verb = verb
        self.subject = -1
        self.object = -1
        self.second = -1  # the first of two objects: "gave UKRAINE weapons"
        self.phrases: list[tuple[str, int]] = []  # (preposition, noun phrase) in order
        self.complement = -1  # verb group that follows with "to" or "-ing"
        self.gerund = ("", -1)  # preposition and "-ing" group: "accused of KILLING"
        self.that = -1  # where the clause after "that" begins
        self.matrix = -1  # verb group that governs this one
        self.via = ""  # how the subject was found
        self.coordinate: list[int] = []  # further noun phrases joined to the object or phrase before
        self.subordinate = False
        self.passive = verb.passive


def find_clauses(chunks: list[Chunk], words: list[Word]) -> list[Clause]:
    """Return a clause for every verb group, in order."""
    clauses: list[Clause] = []
    by_position: dict[int, Clause] = {}
    previous = None
    for k, chunk in enumerate(chunks):
        if chunk.kind == "v":
            clause = by_position[k] = Clause(k, chunk, previous)  # type: ignore[arg-type]  # only verb groups are "v"
            _look_right(clause, chunks)
            clauses.append(clause)
            previous = clause
    for clause in clauses:
        _find_subject(clause, chunks, by_position)
    return clauses


def _look_right(clause: Clause, chunks: list[Chunk]) -> None:
    """Collect objects and prepositional phrases to the right of the verb."""
    pending = ""
    last_noun = -1
    count = len(chunks)
    i = clause.at + 1
    limit = min(count, i + REACH)
    while i < limit:
        chunk = chunks[i]
        kind = chunk.kind
        if kind == "n":
            if pending:
                clause.phrases.append((pending, i))
                pending = ""
            elif clause.object < 0:
                clause.object = i
            elif clause.object == last_noun and clause.second < 0 and i == last_noun + 1:
                clause.second, clause.object = clause.object, i
            else:
                clause.coordinate.append(i)
            last_noun = i
        elif kind == "I":
            if not pending or pending in ("of", "from", "to") or chunk.word not in ("of",):
                pending = chunk.word
        elif kind == "v":
            if not _pass_verb(clause, chunk, i, pending, last_noun):
                return
            pending = ""
            if clause.complement == i:
                return
        elif kind == "," and i + 1 < count and chunks[i + 1].word == "including":
            i = _after_including(chunks, i + 2, count)
            continue
        elif kind == "," or kind == "C":
            if not _continues(chunks, i, count):
                return
            if chunks[i + 1].kind == "n":
                clause.coordinate.append(i + 1)
                if kind == "C" and last_noun >= 0:
                    last_noun = i + 1
                    i += 2
                    continue
        elif kind == "T":
            clause.that = i + 1
            return
        elif kind in STOP:
            return
        i += 1


def _after_including(chunks: list[Chunk], i: int, count: int) -> int:
    """Return the position after ", including 19 officers,"."""
    while i < count and chunks[i].kind in "nCIj":
        i += 1
    return i + 1 if i < count and chunks[i].kind == "," else i


def _pass_verb(clause: Clause, chunk: Chunk, i: int, pending: str, last_noun: int) -> bool:
    """Handle a verb group met to the right; return whether to look further."""
    form = chunk.form
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
    return form in "Ee" and last_noun >= 0


def _continues(chunks: list[Chunk], i: int, count: int) -> bool:
    """Tell whether a comma or conjunction at ``i`` continues the list of nouns or phrases before it."""
    j = i + 1
    if j < count and chunks[i].kind == "," and chunks[j].kind == "C":
        return False if j + 1 >= count or chunks[j + 1].kind != "n" else _noun_in_list(chunks, j + 1, count)
    if j >= count:
        return False
    if chunks[j].kind == "I":
        return chunks[i].kind == "C"
    return chunks[j].kind == "n" and _noun_in_list(chunks, j, count)


def _noun_in_list(chunks: list[Chunk], j: int, count: int) -> bool:
    """Tell whether the noun phrase at ``j`` is not the subject of a verb that follows."""
    k = j + 1
    while k < count and chunks[k].kind == "I" and k + 1 < count and chunks[k + 1].kind == "n":
        k += 2
    return k >= count or chunks[k].kind != "v" or chunks[k].form in "oGe"


def _find_subject(clause: Clause, chunks: list[Chunk], by_position: dict[int, Clause]) -> None:
    verb, k = clause.verb, clause.at
    previous = clause.previous
    if verb.form == "o" or (verb.form == "v" and previous):
        _control(clause, chunks, previous)
        return
    if verb.form == "G" and previous and (k == previous.complement or previous.gerund[1] == k):
        _control(clause, chunks, previous)
        return
    i = k - 1
    while i >= 0:
        kind = chunks[i].kind
        if kind == "n" and verb.form == "G" and i == k - 1:
            clause.subject, clause.via, clause.subordinate = i, "reduced", True
            return
        if kind == "n":
            found = _subject_noun(clause, chunks, by_position, i)
            if found != -2:
                clause.subject = found
                return
            i = _before_phrase(chunks, i)
            continue
        if kind == ",":
            j = _matching_comma(chunks, i)
            if verb.form != "G" and (j > 0 or (previous is None and chunks[i - 1].kind in "n,")):
                i = j - 1 if j > 0 else i - 1
                continue
            _inherit(clause, chunks, i)
            return
        if kind == "W":
            _relative(clause, chunks, i)
            return
        if kind in "CU;Tv":
            _inherit(clause, chunks, i)
            return
        if kind == "I":
            clause.subordinate = True
            _inherit(clause, chunks, i)
            return
        i -= 1


def _control(clause: Clause, chunks: list[Chunk], matrix: Clause | None) -> None:
    """Give an infinitive the subject, or the object, of the verb before it."""
    clause.subordinate = True
    if matrix is None:
        return
    clause.matrix = matrix.at
    clause.via = "control"
    between = matrix.second if matrix.second >= 0 else matrix.object
    if matrix.verb.passive:
        clause.subject = matrix.subject
    elif 0 <= between < clause.at and (matrix.verb.lemma in OBJECT_CONTROL or _for_doing(clause, matrix)):
        clause.subject = between
    elif (
        matrix.verb.lemma in OBJECT_CONTROL
        and matrix.phrases
        and matrix.phrases[0][0] in ("on", "upon", "to", "for", "with")
        and matrix.phrases[0][1] < clause.at
    ):
        clause.subject = matrix.phrases[0][1]
    else:
        clause.subject = matrix.subject


def _for_doing(clause: Clause, matrix: Clause) -> bool:
    """Tell whether the object did it: "condemned X for ATTACKING Y", "kept X from ATTACKING Y"."""
    return matrix.gerund[1] == clause.at and matrix.gerund[0] in ("for", "from", "over")


def _subject_noun(clause: Clause, chunks: list[Chunk], by_position: dict[int, Clause], i: int) -> int:
    """Return the subject when the noun phrase at ``i`` is or decides it, -2 to look further left."""
    before = chunks[i - 1].kind if i else ";"
    if before == "I":
        j = i - 2
        while j >= 0 and chunks[j].kind == "I":
            j -= 1
        if j < 0 or chunks[j].kind in ",;UT":
            return i if j < 0 or not _noun_left(chunks, j) else -2
        return -2
    if before == "C" and i >= 2 and chunks[i - 2].kind == "n" and not _is_object(chunks, by_position, i - 2):
        return _first_of_list(chunks, by_position, i - 2)
    if before == "v":
        governor = by_position[i - 1]
        said = clause.verb.form == "E" and clause.object >= 0 and governor.verb.lemma in SAYING  # "says X ATTACKED Y"
        if clause.verb.form in "Ee" and not clause.verb.passive and governor.verb.form in "VEe" and not said:
            clause.via = "reduced"  # "a man ARRESTED by police", after another verb
        clause.matrix = governor.at
        clause.subordinate = True
    return i


def _noun_left(chunks: list[Chunk], j: int) -> bool:
    """Tell whether a noun phrase stands before the comma at ``j``: "Trump, in Ohio, said"."""
    return chunks[j].kind == "," and j > 0 and chunks[j - 1].kind == "n" and j > 1


def _before_phrase(chunks: list[Chunk], i: int) -> int:
    j = i - 1
    while j >= 0 and chunks[j].kind in "Ij":
        j -= 1
    return j


def _is_object(chunks: list[Chunk], by_position: dict[int, Clause], i: int) -> bool:
    """Tell whether the noun phrase at ``i`` belongs to a verb on its left."""
    for j in range(i - 1, -1, -1):
        kind = chunks[j].kind
        if kind == "v":
            return chunks[j].form not in "Ee" or True
        if kind in ";UT,W":
            return False
    return False


def _first_of_list(chunks: list[Chunk], by_position: dict[int, Clause], i: int) -> int:
    while (
        i >= 2
        and chunks[i - 1].kind in ",C"
        and chunks[i - 2].kind == "n"
        and not _is_object(chunks, by_position, i - 2)
    ):
        if i >= 3 and chunks[i - 3].kind in "IU":
            break
        i -= 2
    if i >= 2 and chunks[i - 1].kind == "I":
        j = i
        while j >= 2 and chunks[j - 1].kind == "I" and chunks[j - 2].kind == "n":
            j -= 2
        return j
    return i


def _matching_comma(chunks: list[Chunk], i: int) -> int:
    """Return the comma that opens the parenthesis which the comma at ``i`` closes, 0 when there is none."""
    for j in range(i - 1, max(0, i - 14), -1):
        if chunks[j].kind == "," and j and chunks[j - 1].kind == "n":
            inner = "n" if chunks[j + 1].word == "but" else chunks[j + 1].kind  # "Chad, BUT not Mali, condemned"
            return j if inner in "nIWjv," and not (inner == "n" and _has_finite(chunks, j + 1, i)) else 0
        if chunks[j].kind == ";":
            return 0
    return 0


def _has_finite(chunks: list[Chunk], a: int, b: int) -> bool:
    return any(chunk.kind == "v" and chunk.form in "VE" for chunk in chunks[a:b])


def _relative(clause: Clause, chunks: list[Chunk], i: int) -> None:
    """Give a relative clause the noun phrase before its pronoun as subject."""
    clause.subordinate = True
    clause.via = "relative"
    j = i - 1
    while j >= 0 and chunks[j].kind in ",C":
        j -= 1
    if j >= 0 and chunks[j].kind == "n":
        clause.subject = j


def _inherit(clause: Clause, chunks: list[Chunk], i: int) -> None:
    """Give a verb without a subject the subject of the verb before it, or after it for "After meeting X, Y"."""
    previous = clause.previous
    while previous is not None and previous.via == "relative" and chunks[i].kind == ",":
        previous = previous.previous
    if previous is not None:
        clause.subject = previous.subject
        clause.via = "shared"
        if clause.verb.form == "G":
            clause.subordinate = True
            clause.matrix = previous.at
        return
    if clause.verb.form == "G" or (clause.verb.form in "Ee" and i < 0):
        clause.via = "fronted"
        clause.subordinate = True


def fronted_subject(clause: Clause, clauses: list[Clause]) -> int:
    """Return the subject of the next finite verb, for a verb at the start of the sentence."""
    for other in clauses:
        if other.at > clause.at and other.subject >= 0 and other.via in ("", "shared"):
            return other.subject
    return -1


def reduced_passive(clause: Clause, chunks: list[Chunk], clauses: list[Clause]) -> bool:
    """Tell whether an "-ed" form after a noun is a participle ("the man arrested by police"), not the main verb."""
    if clause.verb.form == "e":
        return True
    if clause.verb.form != "E":
        return False
    following = chunks[clause.at + 1] if clause.at + 1 < len(chunks) else None
    if following is not None and following.kind == "I" and following.word == "by":
        return True
    if clause.via == "reduced":
        return True
    if clause.object >= 0:
        return False
    for other in clauses:
        if other.at < clause.at and (
            clause.subject == other.object or any(at == clause.subject for _, at in other.phrases)
        ):
            return clause.at == clause.subject + 1 and clause.via == ""
        if other.at > clause.at and other.verb.form in "VE" and other.subject == clause.subject and other.via == "":
            return True
    return False
