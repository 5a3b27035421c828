"""Armed forces on the move: whom they are to help, or against whom they are shown."""

from __future__ import annotations

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.mentions import AGENT, PART, Mention
from graphkit.extract.rules.parse import Event, Parse, joined_to, phrases_after
from graphkit.extract.rules.patterns import Pattern
from graphkit.extract.rules.roles import recipient_of

HELPING = word_class("forces.helping")
SIDES = word_class("forces.sides")
SENDING = word_class("forces.sending")
TROOPS = word_class("forces.troops")
SHOWN_TO = word_class("forces.shown_to")
SIGNALS = word_class("forces.signals")
DETERRING = word_class("forces.deterring")
EXERCISES = word_class("forces.exercises")
ENTERED = word_class("forces.entered")
ARRIVING = word_class("forces.arriving")
GOODS = word_class("forces.goods")
PLACED = frozenset(["at"])
_SHOWN = Pattern("MOBILIZE", "", "show")


def settle_force(parse: Parse, clause: Clause, event: Event) -> None:
    """Let forces that are sent to help be AID, and find against whom others are shown when no state was named."""
    words = parse.sentence.words
    if any(word.text in HELPING for word in words) or _in_support(parse):
        event.type, event.mode = "AID", ""
        return
    if event.actors and not EXERCISES.isdisjoint(event.pattern.split("-")):  # held together, wherever it is
        event.type, event.mode, event.mutual = "COOPERATE", "", True
        event.recipient, event.actors = event.actors[-1], event.actors[:-1]
        return
    against = next((at for word, at in clause.phrases if word == "against"), -1)
    enemy = recipient_of(parse, against, _SHOWN, event.actor) if against >= 0 else None
    if _foreign(enemy, event.actor) or (enemy is not None and enemy.rank == AGENT and not enemy.thing):
        event.recipient = enemy
    elif not _foreign(event.recipient, event.actor):
        event.recipient = _shown_to(parse, clause, event.actor) or _unless_own(event.recipient)
    elif event.recipient is not None and event.recipient.rank < AGENT + 1:
        event.recipient = _deterred(parse, clause, event.actor) or event.recipient


def arrival_event(parse: Parse, clause: Clause) -> Event | None:
    """Return whose delivery it is that arrives: "fighter jets had ARRIVED IN Chad FROM Mali"."""
    if clause.lemma not in ARRIVING or clause.negated or clause.subject < 0 or parse.noun(clause.subject) not in GOODS:
        return None
    places = [at for word, at in clause.phrases if word in ENTERED | PLACED]
    places += [clause.object] if clause.object >= 0 else []
    sender = next((at for word, at in clause.phrases if word == "from"), -1)
    target = next((at for at in places if parse.mention(at).state), -1)
    if sender < 0 or target < 0 or not parse.mention(sender).state:
        return None
    mention, recipient = parse.mention(sender), parse.mention(target)
    event = Event("AID", "", f"{clause.lemma}-from", mention, recipient, 0.0, clause, (clause.a, clause.b))
    event.actors, event.recipients = joined_to(parse, sender), joined_to(parse, target)
    return event


def sent_to_friends(parse: Parse, event: Event) -> bool:
    """Return whether forces went to a state with which the text said that theirs works together or is allied."""
    actor, recipient = event.actor, event.recipient
    if actor is None or recipient is None or not (actor.state and recipient.state) or recipient.first < 1:
        return False
    entered = parse.sentence.words[recipient.first - 1].text in ENTERED
    return entered and parse.memory.bond(actor.state, recipient.state) > 0


def remember_sent(parse: Parse, event: Event) -> None:
    """Let "the soldiers" be, further on, those of whoever sent some."""
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or not actor.state:
        return
    for at in (clause.object, clause.second):
        if at >= 0 and parse.noun(at) in TROOPS and not parse.mention(at).state:
            parse.memory.agents[parse.noun(at)] = actor


def side_fought_for(parse: Parse, fight: Clause) -> Mention | None:
    """Return whose war it is that troops are sent to fight: "to fight FOR X", "alongside X", "in X's war against Y"."""
    for word, at in fight.phrases:
        mention = parse.mention(at)
        if word in SIDES and mention.rank >= PART and not mention.thing:
            return mention
        if word == "in" and parse.noun(at) == "war" and mention.owner is not None and mention.owner.rank >= AGENT:
            return mention.owner
        if word == "on" and parse.noun(at) in SIDES:
            if mention.owner is not None and mention.owner.rank >= AGENT:
                return mention.owner
            return next((parse.mention(of) for after, of in phrases_after(parse, at) if after == "of"), None)
    return None


def sends_troops(parse: Parse, clause: Clause | None) -> bool:
    """Return whether a clause says that troops were sent."""
    if clause is None or clause.lemma not in SENDING or clause.negated or clause.modal:
        return False
    sent = clause.subject if clause.passive else clause.object
    return sent >= 0 and parse.noun(sent) in TROOPS


def armed(parse: Parse, actor: Mention) -> bool:
    """Return whether an actor is troops, who are moved rather than move."""
    return parse.sentence.words[actor.head].noun in TROOPS


def _in_support(parse: Parse) -> bool:
    """Return whether the sentence says "in support of" or "to fight for"."""
    texts = [word.text for word in parse.sentence.words]
    for i, text in enumerate(texts):
        if text == "support" and texts[i - 1 : i] == ["in"] and texts[i + 1 : i + 2] == ["of"]:
            return True
        if text == "fight" and texts[i + 1 : i + 2] == ["for"]:
            return True
    return False


def _foreign(mention: Mention | None, actor: Mention | None) -> bool:
    """Return whether a recipient is an actor or place that is not the actor's own."""
    if mention is None or mention.pronoun or mention.rank < PART or mention.thing:
        return False
    if mention.rank == AGENT and not mention.named:
        return False  # "its forces", put on alert, are no recipient
    return actor is None or not actor.state or mention.state != actor.state


def _unless_own(mention: Mention | None) -> Mention | None:
    """Return a mention unless it is forces of nobody else: "put its NAVY on alert"."""
    own = mention is not None and mention.rank == AGENT and mention.kind == "agency" and not mention.named
    return None if own else mention


def _shown_to(parse: Parse, clause: Clause, actor: Mention | None) -> Mention | None:
    """Return against whom forces are shown: "amid tensions with X", "to the border with X", "to deter X"."""
    found = _deterred(parse, clause, actor)
    if found is not None:
        return found
    for word, at in clause.phrases:
        if word in SHOWN_TO:
            mention = recipient_of(parse, at, _SHOWN, actor)
            if mention is not None and _foreign(mention, actor):
                return mention
    return None


def _deterred(parse: Parse, clause: Clause, actor: Mention | None) -> Mention | None:
    """Return whom the purpose names: "to deter X", "as a warning to X"."""
    inner = parse.lookup.get(clause.complement)
    if inner is not None and inner.lemma in DETERRING and inner.object >= 0:
        mention = recipient_of(parse, inner.object, _SHOWN, actor)
        return mention if mention is not None and _foreign(mention, actor) else None
    for word, at in clause.phrases:
        if word in ("as", "in") and parse.noun(at) in SIGNALS:
            to = [place for after, place in clause.phrases if after in ("to", "against") and place > at]
            found = [recipient_of(parse, place, _SHOWN, actor) for place in to]
            return next((each for each in found if each is not None and _foreign(each, actor)), None)
    return None
