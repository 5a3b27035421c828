"""What somebody calls another's act: "called the arrests unjustified", "said that Chad's raid was a crime"."""

from __future__ import annotations

from graphkit.extract.rules.answers import said_by
from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.mentions import AGENT, PART, Mention, recalled
from graphkit.extract.rules.parse import Event, Parse, joined_to, phrases_after
from graphkit.extract.rules.roles import actor_of, agent_of, maker_of

JUDGING = word_class("verdicts.judging")
AMOUNTING = word_class("verdicts.amounting")
BAD = word_class("verdicts.bad")
GOOD = word_class("verdicts.good")
CLAIMS = word_class("verdicts.claims")
POINTING = word_class("coder.pointing")
NEAR = 5  # proposals looked back at


def verdict_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the praise or blame that a clause gives to what another did, or said."""
    if clause.negated or clause.passive:
        return None
    if clause.lemma in JUDGING:
        return _judged(parse, clause)
    return _said_to_be(parse, clause) if clause.lemma in AMOUNTING and clause.subject >= 0 else None


def _judged(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of "called the arrests unjustified", "described Chad's move as a provocation"."""
    at = clause.second if clause.second >= 0 else clause.object
    if at < 0:
        return None
    kinds, after = parse.chunks.kinds, at + 1
    while kinds.startswith("In", after) and parse.chunks.word(after) != "as":
        after += 2
    after += kinds.startswith("I", after)  # "as"
    actor, others = actor_of(parse, clause)
    return _verdict(parse, clause, at, _words(parse, after), actor, others)


def _said_to_be(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of who says that an act was wrong: "said that Chad's raid was a crime"."""
    said = said_by(parse, clause)
    if said is None:
        return None
    actor, others = actor_of(parse, said)
    after = clause.at + 1
    after += parse.chunks.kinds.startswith("I", after)  # "amounted TO"
    return _verdict(parse, clause, clause.subject, _words(parse, after), actor, others)


def _words(parse: Parse, at: int) -> frozenset[str]:
    """Return the words of the phrase at a position."""
    chunks = parse.chunks
    if not 0 <= at < len(chunks.kinds) or chunks.kinds[at] not in "njv":
        return frozenset()
    words = parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1]
    return frozenset([word.noun for word in words] + [word.text for word in words])


def _verdict(
    parse: Parse, clause: Clause, at: int, said: frozenset[str], actor: Mention | None, others: tuple[Mention, ...]
) -> Event | None:
    bad, good = bool(said & BAD), bool(said & GOOD)
    if actor is None or actor.rank < AGENT or bad == good:
        return None
    blamed, more = _doer(parse, at, actor)
    if blamed is None:
        return None
    kind, mode = ("SUPPORT", "") if good else ("ACCUSE", "disapprove")
    if bad and parse.noun(at) in CLAIMS:
        kind, mode = "REJECT", ""
    event = Event(
        kind, mode, f"{clause.lemma}-{min(said & (BAD | GOOD))}", actor, blamed, 0.0, clause, (clause.a, clause.b)
    )
    event.actors, event.recipients = others, more
    return event


def _doer(parse: Parse, at: int, actor: Mention) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return whose act or claim stands at a position; only deeds and claims are judged, not their doers."""
    mention = parse.mention(at)
    if mention.pronoun:
        return None, ()
    for word, following in phrases_after(parse, at):
        other = parse.mention(following)
        if word == "by" and (other.rank >= AGENT or other.state):
            return other, joined_to(parse, following)
    made = maker_of(parse, at)
    if made:
        return made[0], made[1:]
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner, ()
    if mention.rank >= AGENT and not mention.event:
        return mention, joined_to(parse, at)
    if mention.rank == PART and mention.state:
        return mention, ()
    agent = agent_of(parse, at)
    if agent is not None and agent.rank >= AGENT:
        return agent, ()
    return _told_before(parse, at, actor), ()


def _told_before(parse: Parse, at: int, actor: Mention) -> Mention | None:
    """Return who did what a phrase points back to: "Chad called THE CLOSURE unjustified"."""
    mention = parse.mention(at)
    if parse.sentence.words[mention.a].text not in POINTING:
        return None
    for _, other in reversed(parse.memory.recent[-NEAR:]):
        if actor.identity in (other.recipient, other.recipient_state) or (
            actor.state and actor.state == other.recipient_state
        ):
            return recalled((other.actor, other.actor_kind, other.actor_state, other.actor_name), mention)
    return None
