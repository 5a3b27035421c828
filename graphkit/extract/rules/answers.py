"""Threats of an answer: "further tests by Peru will be met with a response, Chile warned"."""

from __future__ import annotations

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.mentions import AGENT, PART, Mention, known_as, recalled
from graphkit.extract.rules.operators import FUTURE
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.roles import agent_of

ANSWERED = word_class("answers.answered")
DESERVING = word_class("answers.deserving")
ANSWERS = word_class("answers.answers")
DOINGS = word_class("answers.doings")


def threatened_answer(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever says that something done will be answered, to whoever does it."""
    deserved = clause.lemma in DESERVING and not clause.modal
    coming = clause.lemma in ANSWERED and clause.modal in FUTURE
    if not (deserved or coming) or clause.negated or clause.subject < 0:
        return None
    places = [clause.object, *[at for _, at in clause.phrases]]
    inner = parse.lookup.get(clause.gerund[1])
    if inner is not None:  # "lead to IMPOSING consequences"
        places += [inner.object, *[at for _, at in inner.phrases]]
    if not any(parse.noun(at) in ANSWERS for at in places if at >= 0) or not _is_doing(parse, clause.subject):
        return None
    said = said_by(parse, clause)
    speaker = agent_of(parse, said.subject) if said is not None else None
    if said is None or speaker is None or speaker.rank < AGENT:
        return None
    doer = agent_of(parse, clause.subject)
    if doer is None or doer.rank < PART or doer.thing:
        doer = _addressed(parse, said)
    name = f"{clause.lemma}-answer" if deserved else f"will+{clause.lemma}-answer"
    return Event("THREATEN", "", name, speaker, doer, -0.05, said, (clause.a, clause.b))


def _is_doing(parse: Parse, at: int) -> bool:
    """Return whether what is answered is something done: "further TESTS", not "inflation"."""
    word = parse.sentence.words[parse.chunks.lasts[at]]
    return word.event or word.noun in DOINGS


def said_by(parse: Parse, clause: Clause) -> Clause | None:
    """Return the clause that tells who says it, before it or after it at the end of the sentence."""
    if parse.reports is not None:
        return parse.reports.get(clause.at)
    reports = parse.dictionary.patterns.operators["report"]
    for other in reversed(parse.clauses):
        if other.lemma not in reports or other.subject < 0 or other is clause:
            continue
        if other.at < clause.at and (other.that >= 0 or clause.subject == other.at + 1):
            return other
        if other is parse.clauses[-1] and other.object < 0 and other.subject > clause.at:
            return other
    return None


def _addressed(parse: Parse, said: Clause) -> Mention | None:
    """Return whom the speaker spoke to before: "urged PERU to stop the tests and said that more would ..."."""
    requests = parse.dictionary.patterns.operators["request"]
    for other in parse.clauses:
        if other.at < said.at and other.subject == said.subject and (other.lemma in requests or other.lemma == "warn"):
            mention = parse.mention(other.object) if other.object >= 0 else None
            return recalled(known_as(mention), mention) if mention is not None and mention.rank >= AGENT else None
    return None
