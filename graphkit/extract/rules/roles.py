"""Who acts and on whom: the parties of an event, found by position, voice, preposition and reference."""

from __future__ import annotations

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.memory import Known
from graphkit.extract.rules.mentions import AGENT, NAME, PART, Mention, known_as, recalled
from graphkit.extract.rules.parse import Event, Parse, harms, joined_to, phrases_after
from graphkit.extract.rules.patterns import Pattern

SIDES = word_class("roles.sides")
SUBJECTS = word_class("roles.subjects")
BACK = word_class("roles.back")
ILLS = word_class("roles.ills")
IN_PLACE = word_class("roles.in_place")
LATELY = 3  # sentences after which who spoke before is no longer taken to go on
TO_OWNERS = word_class("roles.to_owners")
MAKING = word_class("roles.making")
FIRST_PERSON = word_class("roles.first_person")
SUMMONING = word_class("roles.summoning")
OWN = word_class("roles.own")
DOUBTFUL = word_class("roles.doubtful")
HARMS = word_class("roles.harms")
MOVED = word_class("roles.moved")


def actor_of(parse: Parse, clause: Clause) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return who acts in the clause, and further actors joined to it."""
    if clause.passive:
        at = next((at for word, at in clause.phrases if word == "by"), -1)
        if at < 0:
            at = clause.subject if clause.lemma in MOVED else _passive_place(parse, clause)
    else:
        at = clause.subject
    if at < 0:
        return None, ()
    pair = pair_at(parse, at) if parse.noun(at) in SIDES else ()
    if pair:
        return pair[0], pair[1:]
    agent = agent_of(parse, at)
    if clause.form == "G" and (agent is None or agent.rank < PART):
        for other in reversed(parse.clauses):
            if other.at < clause.at and other.subject >= 0 and other.subject != at:
                return agent_of(parse, other.subject), joined_to(parse, other.subject)
    return agent, joined_to(parse, at)


def _passive_place(parse: Parse, clause: Clause) -> int:
    if clause.lemma not in IN_PLACE:
        return -1  # who was killed in Syria was not killed by Syria
    for word, at in clause.phrases:
        if word in ("in", "from") and parse.mention(at).rank == NAME and parse.mention(at).state:
            return at
    return -1


def agent_of(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a subject names: itself, whom it stands for, or its owner."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at)
    if mention.rank >= AGENT and not mention.event:
        homeless = mention.of_state and not mention.state
        return (_homeland(parse, at) if homeless else None) or mention
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    for word, following in phrases_after(parse, at):
        if (
            word in ("by", "of", "from")
            and parse.mention(following).rank >= AGENT
            and (word != "of" or not harms(parse, at))
        ):
            return parse.mention(following)
    return mention


def _homeland(parse: Parse, at: int) -> Mention | None:
    """Return whose state "his country" or "her government" is: that of a subject before."""
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own not in OWN:
        return None
    if own in ("our", "my"):
        return _speaking(parse, at, alone=False)
    for clause in reversed(parse.clauses):
        if 0 <= clause.subject < at and clause.at < at:
            subject = agent_of(parse, clause.subject)
            title = parse.dictionary.titles.get(subject.state) if subject is not None else None
            if subject is not None and title is not None and subject.state in parse.dictionary.states:
                return recalled((subject.state, "state", subject.state, title), parse.mention(at))
    return None


def _antecedent(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a pronoun stands for: the subject of an earlier clause, or one of the sentence before."""
    text = parse.sentence.words[parse.chunks.lasts[at]].text
    if text in FIRST_PERSON:
        return _speaking(parse, at, alone=text in ("i", "me"))
    if text not in ("it", "he", "she", "they", "who", "him", "them", "himself"):
        return None
    if text == "it" and parse.chunks.kinds[at - 1 : at] == "U" and parse.chunks.word(at - 1) == "because":
        return None  # "Peru left Chile's pact BECAUSE IT armed rebels" may mean either
    person = text in ("he", "she", "him", "himself")
    here = [parse.mention(clause.subject) for clause in parse.clauses if 0 <= clause.subject < at]
    here = [mention for mention in here if mention.rank >= AGENT and not mention.pronoun]
    if person:
        here = [mention for mention in here if mention.kind not in ("state", "igo")]  # "Peru freed HIM"
    for mention in here:
        if not (text == "it" and mention.kind == "person"):
            return mention
    if here:
        return here[0]
    if person:
        for i in range(at - 1, -1, -1):
            if parse.chunks.kinds[i] == "n" and parse.mention(i).kind == "person" and parse.mention(i).rank >= AGENT:
                return parse.mention(i)
    for known in parse.memory.subjects:
        somebody = known.named and known.kind == "other" and not known.thing  # a name that nobody introduced
        if person == (known.kind in ("person", "agency") or (person and somebody)) or (
            not person and known.kind != "person"
        ):
            return recalled(known_as(known), parse.mention(at))
    return None


def _voice(parse: Parse, *, quoted: bool, alone: bool) -> Known | None:
    """Return who speaks where the sentence does not say it: in a quotation who spoke last, else the author."""
    memory = parse.memory
    if quoted:
        return memory.speaker or memory.author
    lately = memory.speaker if memory.sentences - memory.spoken <= LATELY else None
    return memory.author or (None if alone else memory.present) or lately


def _speaking(parse: Parse, at: int, *, alone: bool) -> Mention | None:
    """Return who says "I", or whose side "we" is: who is said to say it, in this sentence or before, or the author."""
    reports = parse.dictionary.patterns.operators["report"]
    known: Known | None = None
    for clause in parse.clauses:
        said = (clause.form in "VE" and not clause.via and clause.lemma in reports) or clause.via == "inverted"
        if said and 0 <= clause.subject != at and known is None:
            mention = parse.mention(clause.subject)
            known = known_as(mention) if mention.rank >= AGENT and not mention.pronoun else None
    known = known or _voice(parse, quoted=parse.sentence.is_quoted(parse.chunks.begins[at]), alone=alone)
    if known is None:
        return None
    state = known[2] if known[2] in parse.dictionary.states and known[1] in ("person", "agency", "state") else ""
    if state and not alone:
        known = (state, "state", state, parse.dictionary.titles[state])
    return recalled(known, parse.mention(at))


def possessor_of(parse: Parse, at: int) -> Mention | None:
    """Return for whom "its" or "their" stands in a phrase: what it is joined to, or the subject before."""
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own in ("our", "my"):
        return _speaking(parse, at, alone=own == "my")
    if parse.sentence.words[parse.chunks.begins[at]].text not in ("its", "their"):
        return None
    if at > 1 and parse.chunks.kinds[at - 2 : at] == "nC" and parse.mention(at - 2).rank >= AGENT:
        return parse.mention(at - 2)
    for clause in reversed(parse.clauses):
        if 0 <= clause.subject < at and clause.at < at:
            subject = agent_of(parse, clause.subject)
            if subject is not None and subject.rank >= AGENT and not subject.pronoun:
                return subject
    for known in parse.memory.subjects[:1]:
        if known.kind != "person":
            return recalled(known_as(known), parse.mention(at))
    return None


def pair_at(parse: Parse, at: int, *, of: str = "", friendly: bool = False) -> tuple[Mention, ...]:
    """Return the two states that "the two countries" or "both sides" stand for: named before, or last acting.

    ``of`` is a state that must be one of them; ``friendly`` passes over those of whom more hostile acts were told.
    """
    chunks, words = parse.chunks, parse.sentence.words
    last = chunks.lasts[at]
    if words[last].noun not in SIDES or not any(
        word.text in ("two", "both") for word in words[chunks.begins[at] : last]
    ):
        return ()
    here: dict[str, Known] = {}
    for before in range(at):
        if chunks.kinds[before] == "n":
            mention = parse.mention(before)
            if mention.rank == NAME and mention.state in parse.dictionary.states:
                title = parse.dictionary.titles[mention.state]
                here.setdefault(mention.state, (mention.state, "state", mention.state, title))
    named = len(here) == 2 and (not of or of in here)
    known = tuple(here.values()) if named else parse.memory.pair_of(of, friendly=friendly)
    return tuple([recalled(each, parse.mention(at)) for each in known])


def _apart(parse: Parse, at: int, pattern: Pattern, actor: Mention | None) -> tuple[Mention, ...]:
    """Return whom "the two countries" are as those to whom something is done."""
    state = actor.state if actor is not None else ""
    between = pattern.mode == "third-party"
    if between:  # "offered to mediate between THE TWO NEIGHBOURS"
        known = next((each for each in reversed(parse.memory.pairs) if state not in (each[0][0], each[1][0])), ())
        return tuple([recalled(each, parse.mention(at)) for each in known])
    pair = pair_at(parse, at, of=state)
    others = tuple([each for each in pair or pair_at(parse, at) if each.state != state])
    return others if len(others) == (1 if pair else 2) else ()


def earlier_owner(parse: Parse, at: int, actor: Mention | None) -> Mention | None:
    """Return whose it is when "its" cannot be the actor's: "Iraq said Turkey had violated ITS airspace"."""
    chunks, words = parse.chunks, parse.sentence.words
    if actor is None or not actor.state or len(parse.clauses) < 2:
        return None
    if not any(word.text in ("its", "their") for word in words[chunks.begins[at] : chunks.lasts[at]]):
        return None
    for clause in parse.clauses:
        if 0 <= clause.subject < at and clause.at < at:
            subject = agent_of(parse, clause.subject)
            if subject is None or subject.pronoun or subject.rank < NAME or not subject.state:
                continue
            if subject.state != actor.state:
                return subject
    return None


def settle_home(parse: Parse, event: Event, people: Mention) -> None:
    """Give people without a state that of whoever has power over them: "ITS CITIZENS", "DISSIDENTS"."""
    actor = event.actor
    if people.state or people.named or people.kind != "person" or actor is None:
        return
    words, known = parse.sentence.words, actor.state in parse.dictionary.states
    own = words[people.a].text in ("its", "their") and (actor.kind == "state" or actor.kind == "agency")
    subject = words[people.head].noun in SUBJECTS or words[people.head - 1].text in BACK
    if not known or not (own or (actor.kind == "state" and subject)):
        return
    for clause in parse.clauses:
        other = parse.mention(clause.subject) if own and clause.subject >= 0 else actor
        if other.state and other.state != actor.state:
            return  # "Iraq said Turkey had bombed ITS CITIZENS"
    title = parse.dictionary.titles[actor.state]
    people.live_in(recalled((actor.state, "state", actor.state, title), actor))


def recipient_of(parse: Parse, at: int, pattern: Pattern, actor: Mention | None = None) -> Mention | None:
    """Return to whom it is done: the phrase itself, its owner, or an actor in the phrases after it."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at) if pattern.type != "CONSULT" else None
    if (mention.rank >= AGENT and not mention.event) or (pattern.type == "ASSAULT" and parse.noun(at) in ILLS):
        return mention
    if mention.owner is not None and mention.owner.rank >= AGENT and not _belongs(mention.owner, actor):
        return mention.owner
    if pattern.type in HARMS and mention.owner is None:
        owner = earlier_owner(parse, at, actor)
        if owner is not None:
            return owner
    if pattern.type in ("CONCEDE", "RETREAT") and mention.rank >= PART and not mention.event:
        return mention
    if mention.rank < PART and pattern.type in TO_OWNERS:
        whose = possessor_of(parse, at)
        if whose is not None and whose.rank >= AGENT and (actor is None or whose.identity != actor.identity):
            return recalled(known_as(whose), mention)  # "condemned ITS invasion", "support THEIR efforts"
    found = _actor_after(parse, at, mention, pattern) or next(iter(maker_of(parse, at)), None)
    if mention.owner is not None and _belongs(mention.owner, actor):
        return found
    hit = (
        pattern.type in HARMS and mention.rank == PART and mention.state
    )  # "fired at Israeli POSITIONS on the heights"
    if found is not None and (mention.rank < PART or (mention.event and not hit)):
        return found
    return mention if mention.rank >= PART or found is None else found


def _belongs(owner: Mention, actor: Mention | None) -> bool:
    """Return whether the owner of a thing is the actor's own state."""
    return actor is not None and bool(owner.state) and owner.kind == "state" and owner.state == actor.state


def maker_of(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return who made or called what stands at a position: "the plan TABLED BY GHANA", "the offer IT HAD MADE"."""
    for clause in parse.clauses:
        if clause.lemma not in MAKING or clause.negated:
            continue
        if clause.subject == at and clause.at == at + 1 and clause.object < 0:
            place = next((place for word, place in clause.phrases if word == "by"), -1)
        elif clause.object == at < clause.at and clause.via == "relative":
            place = clause.subject
        else:
            continue
        maker = agent_of(parse, place) if place >= 0 else None
        if maker is not None and maker.rank >= AGENT:
            return maker, *joined_to(parse, place)
    return ()


def _actor_after(parse: Parse, at: int, mention: Mention, pattern: Pattern) -> Mention | None:
    harm = mention.event and harms(parse, at)
    after = phrases_after(parse, at)
    for word, following in after:
        other = parse.mention(following)
        if word == "by" and (other.rank >= AGENT or (other.rank == PART and other.state)):
            return other  # "moves BY UGANDAN SHIPS against Chad"
    for word, following in after:
        if harm and pattern.type in ("ACCUSE", "REJECT", "PROTEST") and word not in ("by", "from"):
            continue
        other = parse.mention(following)
        if other.rank >= AGENT and not other.event:
            return other
        if other.owner is not None and other.owner.rank >= AGENT:
            return other.owner
    return None


def _that_subject(parse: Parse, clause: Clause) -> Mention | None:
    for other in parse.clauses:
        if other.at > clause.at and other.subject >= clause.that >= 0:
            return parse.mention(other.subject)
    return None


def _maker(parse: Parse, clause: Clause, *, by_deed: bool = False) -> tuple[Mention | None, tuple[Mention, ...]] | None:
    """Return who makes, has or gives the thing that does something: "built MISSILES THAT threaten".

    ``by_deed`` asks for whoever did what a noun names: "conducted STRIKES THAT destroyed", "a RAID BY gunmen that".
    """
    at = clause.subject
    if by_deed:
        head = at if parse.mention(at).event else _deed_before(parse, at)
        doer = agent_of(parse, head) if head >= 0 else None
        if doer is not None and doer.rank >= AGENT and not doer.event:
            return doer, ()
        own = possessor_of(parse, head) if head >= 0 else None
        if own is not None:
            return own, ()
        if head != at or at < 0:
            return None
    for other in parse.clauses:
        if other.object == clause.subject and other.at < clause.at and not other.passive and not other.negated:
            return actor_of(parse, other)
    return None


def _deed_before(parse: Parse, at: int) -> int:
    """Return the noun of a deed that "of" ties to a thing: "its BOMBARDMENT of the coast, which killed"."""
    kinds = parse.chunks.kinds
    if (
        at > 1
        and kinds[at - 2 : at] == "nI"
        and parse.chunks.word(at - 1) in ("of", "on")
        and parse.mention(at - 2).event
    ):
        return at - 2
    return -1


def _makers_joined(parse: Parse, at: int, recipient: Mention) -> tuple[Mention, ...]:
    """Return who made it, too: "the plan tabled by EGYPTIAN AND QATARI ENVOYS"."""
    makers = maker_of(parse, at)
    return makers[1:] if makers and makers[0] is recipient else ()


def _owners_joined(parse: Parse, at: int, owner: Mention) -> tuple[Mention, ...]:
    """Return whose it is, too: "the security of Spain, PORTUGAL AND MALTA"."""
    for word, following in phrases_after(parse, at):
        if word == "of" and parse.chunks.lasts[following] == owner.head:
            return joined_to(parse, following)
    return ()


def _fears(parse: Parse, clause: Clause, doing: Mention | None) -> bool:
    """Return whether who warns only fears what another's doing may bring: "warned Peru's tests COULD start a race"."""
    for other in parse.clauses:
        if other.at > clause.at and other.subject >= 0 and other.modal in DOUBTFUL and not other.via:
            mention = parse.mention(other.subject)
            return mention.event and mention.rank == PART and doing is not None and doing.state == mention.state
    return False


def _settle_asked(parse: Parse, clause: Clause, event: Event, at: int) -> None:
    """Ask whoever was summoned: "summoned THE ENVOY and demanded the release of"; nobody by "seeks a strong ally"."""
    asked, summons = event.recipient, clause.previous
    if clause.lemma == "seek" and asked is not None and asked.rank == AGENT:
        if parse.sentence.words[asked.a].text in ("a", "an"):
            event.recipient = None
    elif summons is not None and summons.lemma in SUMMONING and clause.via == "shared" and not summons.passive:
        envoy = parse.mention(summons.object) if summons.object >= 0 else None
        freed = asked is not None and asked.kind == "person" and not asked.state  # whose release is demanded
        if envoy is not None and envoy.rank >= AGENT and at >= 0 and (freed or parse.mention(at).rank < AGENT):
            event.recipient = recalled(known_as(envoy), envoy)


def make_event(parse: Parse, clause: Clause, pattern: Pattern, recipient_at: int) -> Event | None:
    """Return the event of a pattern, with its parties."""
    actor, others = actor_of(parse, clause)
    if clause.via == "relative" and actor is not None and (actor.thing or actor.event) and not clause.passive:
        actor, others = _maker(parse, clause, by_deed=pattern.type != "THREATEN") or (actor, others)
    recipient = recipient_of(parse, recipient_at, pattern, actor) if recipient_at >= 0 else None
    event = Event(
        pattern.type,
        pattern.mode,
        pattern.name,
        actor,
        recipient,
        0.0,
        clause,
        (clause.a, clause.b),
        pattern.mutual,
    )
    event.actors, event.on_state = others, pattern.on_state
    two = recipient_at >= 0 and parse.noun(recipient_at) in SIDES
    apart = _apart(parse, recipient_at, pattern, actor) if two else ()
    if apart:
        event.recipient, event.recipients = apart[0], apart[1:]
    elif recipient_at < 0 and pattern.type in HARMS and clause.object >= 0:
        event.recipient = earlier_owner(parse, clause.object, actor)
    elif recipient_at >= 0 and recipient is not None and recipient.head == parse.chunks.lasts[recipient_at]:
        event.recipients = joined_to(parse, recipient_at)
    elif recipient_at >= 0 and recipient is not None:
        event.recipients = _owners_joined(parse, recipient_at, recipient) or _makers_joined(
            parse, recipient_at, recipient
        )
    if recipient is None and clause.that >= 0 and pattern.type in ("REQUEST", "THREATEN"):
        event.recipient = _that_subject(parse, clause)
    if pattern.type == "REQUEST":
        _settle_asked(parse, clause, event, recipient_at)
    if clause.lemma == "warn" and _fears(parse, clause, event.recipient):
        event.type, event.mode = "ACCUSE", "disapprove"
    if pattern.reverse:
        event.actor, event.recipient = event.recipient, event.actor
        event.actors, event.recipients = event.recipients, event.actors
    return event
