"""Who says, or is asked to say, what a clause right behind tells: "ASKED CHAD TO ADMIT that it had shelled Mali"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.parse import Parse
from graphkit.extract.rules.words import word_class

DENYING, WHETHER = word_class("dating.denying"), word_class("operators.whether")


def sayer_at(parse: Parse, clause: Clause) -> int:
    """Return where who is named who says, or is asked, what a clause tells, -1 where that is not told right before."""
    asking, said = _asked_why(parse, clause), _said_within(parse, clause)
    if asking is not None:
        return asking.object
    return said.subject if said is not None and said.previous is not None and 0 <= said.subject < said.at else -1


def asked_to_say(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb that asks another to say what a clause tells: "ASKED Chad to admit that it HAD SHELLED"."""
    asking, said = _asked_why(parse, clause), _said_within(parse, clause)
    if asking is not None or said is None:
        return asking
    if said.form == "o" and said.via == "control":
        asking = parse.lookup.get(said.matrix)
        return asking if asking is not None and (asking.passive or asking.subject != said.subject) else None
    asking = said.previous
    if asking is None or asking.lemma not in parse.dictionary.patterns.operators["request"]:
        return None
    return asking if asking.at < said.subject <= asking.at + 2 else None  # "DEMANDED that Chad admit that it"


def is_left_open(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody is told not to say what a clause tells: "REFUSED TO SAY that it had shelled Mali"."""
    if _asked_why(parse, clause) is not None and parse.chunks.word(clause.subject - 1) in WHETHER:
        return True  # "asked Chad WHETHER it had"
    said = _said_within(parse, clause)
    if said is not None and said.lemma in DENYING:
        if asked_to_say(parse, clause) is not None:
            return True  # "asked Chad TO DENY that it had"
        said = said.previous if said.form == "o" else None  # "declined TO CONFIRM or deny"; who denies not, admits
        if said is None or said.form != "o" or said.lemma in DENYING:
            return False
    while said is not None and not said.negated and said.form == "o":
        above = said.previous if said.via == "shared" else parse.lookup.get(said.matrix)
        if above is None or above.at >= said.at:
            return False
        if above.lemma in parse.dictionary.patterns.operators["refuse"]:
            return True
        said = above
    return said is not None and said.negated


def _asked_why(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb that asks somebody why he did it: "ASKED Chad why it HAD SHELLED Mali"."""
    asking, at = clause.previous, clause.subject
    if asking is None or asking.object < 0 or asking.object != at - 2 or parse.chunks.kinds[at - 1] != "U":
        return None
    return asking if asking.lemma in parse.dictionary.patterns.operators["request"] else None


def _said_within(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb of saying, or of denying, right behind which a clause begins."""
    said = clause.previous
    if said is None or not said.at < clause.subject <= said.at + 2:
        return None
    return said if said.lemma in parse.dictionary.patterns.operators["report"] or said.lemma in DENYING else None
