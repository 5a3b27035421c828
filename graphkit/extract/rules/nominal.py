"""Events that a noun names, with a verb of little meaning or none, and armed forces on the move."""

from __future__ import annotations

import re
from itertools import pairwise

from graphkit.extract.rules.clauses import Clause, objects_of
from graphkit.extract.rules.deeds import is_deed
from graphkit.extract.rules.dictionary import LONG, NO_WORDS, STANDING, Pattern
from graphkit.extract.rules.match import (
    actor_of,
    agent_of,
    first_phrase,
    likely_recipient,
    make_event,
    possessor_of,
    recipient_of,
)
from graphkit.extract.rules.pairs import pair_at
from graphkit.extract.rules.parse import (
    AGENT,
    JOINS,
    NAME,
    NOTHING,
    PART,
    TEXT,
    VICTIM,
    Event,
    Mention,
    Parse,
    are_counted,
    build_mention,
    joined_to,
    known_as,
    nouns_at,
    phrases_after,
    recalled,
    words_near,
)
from graphkit.extract.rules.responses import MET, is_responding
from graphkit.extract.rules.words import ANSWERS, HELP_OF, verb_family, word_class, word_table

HELPING = word_class("forces.helping")
FORCE_SIDES = word_class("forces.sides")
SENDING = word_class("forces.sending")
TROOPS = word_class("forces.troops")
SHOWN_TO = word_class("forces.shown_to")
SIGNALS = word_class("forces.signals")
DETERRING = word_class("forces.deterring")
EXERCISES = word_class("forces.exercises")
ENTERED = word_class("forces.entered")
ARRIVING = word_class("forces.arriving")
GOODS = word_class("forces.goods")
PLACED = word_class("forces.placed")
INTO = ENTERED | PLACED
_SHOWN = Pattern("MOBILIZE", "", "show")


def settle_force(parse: Parse, clause: Clause, event: Event) -> None:
    """Let forces that are sent to help be AID, and find against whom others are shown when no state was named."""
    words = parse.sentence.words
    if not HELPING.isdisjoint(map(TEXT, words)) or _in_support(parse):
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
    if clause.lemma not in ARRIVING or clause.negated or clause.subject < 0 or parse.nouns[clause.subject] not in GOODS:
        return None
    places = [at for word, at in clause.phrases if word in INTO]
    places += [clause.object] if clause.object >= 0 else []
    phrases = [*clause.phrases, *phrases_after(parse, clause.subject)]  # "grain FROM MALI arrived in Chad"
    sender = next((at for word, at in phrases if word == "from"), -1)
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
        if at >= 0 and parse.nouns[at] in TROOPS and not parse.mention(at).state:
            parse.memory.agents[parse.nouns[at]] = actor


def side_fought_for(parse: Parse, fight: Clause) -> Mention | None:
    """Return whose war it is that troops are sent to fight: "to fight FOR X", "alongside X", "in X's war against Y"."""
    for word, at in fight.phrases:
        mention = parse.mention(at)
        if word in FORCE_SIDES and mention.rank >= PART and not mention.thing:
            return mention
        if word == "in" and parse.nouns[at] == "war" and mention.owner is not None and mention.owner.rank >= AGENT:
            return mention.owner
        if word == "on" and parse.nouns[at] in FORCE_SIDES:
            if mention.owner is not None and mention.owner.rank >= AGENT:
                return mention.owner
            return next((parse.mention(of) for after, of in phrases_after(parse, at) if after == "of"), None)
    return None


def sends_troops(parse: Parse, clause: Clause | None) -> bool:
    """Return whether a clause says that troops were sent."""
    if clause is None or clause.lemma not in SENDING or clause.negated or clause.modal:
        return False
    sent = clause.subject if clause.passive else clause.object
    return sent >= 0 and parse.nouns[sent] in TROOPS


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
        if word in ("as", "in") and parse.nouns[at] in SIGNALS:
            to = [place for after, place in clause.phrases if after in ("to", "against") and place > at]
            found = [recipient_of(parse, place, _SHOWN, actor) for place in to]
            return next((each for each in found if each is not None and _foreign(each, actor)), None)
    return None


# Events that a noun names, with a verb of little meaning or none: "launched a raid on", "talks between A and B"


OWNED_SCORE = 0.1  # "RUSSIA'S bombardment of Ukrainian cities"
PAIR_SCORE, SUBJECT_SCORE, NOUN_SCORE = -0.25, 0.12, -0.25  # how much less sure than a verb
MEETING = word_class("nominal.meeting")
MOVEMENTS = word_class("nominal.movements")
HAVING = word_class("nominal.having")
AGREED = word_class("nominal.agreed")
LEAGUES = word_class("nominal.leagues")
CONTAINING = word_class("nominal.containing")
FIGHTS = word_class("patterns.fights")
UNIONS = word_class("mentions.unions")
GOING_ON, CALLED_OFF = word_class("nominal.going_on"), word_class("nominal.called_off")
ENDING_TIES, RAISING = word_class("nominal.ending_ties"), word_class("nominal.raising")
CALLING_FOR, TO_COME = word_class("nominal.calling_for"), word_class("nominal.to_come")
COMPLAINTS, LODGING = word_class("patterns.complaints"), word_class("patterns.lodging")
CALLS_OFF, CALLS_FOR = verb_family(CALLED_OFF), verb_family(CALLING_FOR)
TO_BEGIN = word_class("nominal.to_begin")
HELPING_OF = re.compile("(?=InIn)")  # "IN SUPPORT OF Chad"
_SUPPORT = Pattern("SUPPORT", "", "support")
ABOUT = word_class("nominal.about")
WHOSE = word_class("nominal.whose")
STOPS = word_class("nominal.stops")
TOURS = word_class("nominal.tours")
BEGINNING = word_class("nominal.beginning")
CONVEYING = word_class("nominal.conveying")
MESSAGES = word_class("nominal.messages")
BY = word_class("nominal.by")
DONE_BY = word_class("roles.done_by")
SHORT = "short"
HELD_WITH = frozenset({"of", "with"})
FUNDS, BACKING = word_class("settling.funds"), word_class("settling.backing")
MET_IN, ONE_WAY = word_class("nominal.met_in"), word_class("nominal.one_way")
PARTICLES, AMONG = word_class("nominal.particles"), frozenset(["between", "among"])
FROM_WHOM, TRAVELLING = word_class("nominal.from_whom"), word_class("nominal.travelling")
WITHOUT_DOER = word_class("nominal.without_doer")
PARTICLE_PHRASES = word_class("nominal.particle_phrases")
_ENDED = word_table("nominal.ended")


def light_event(parse: Parse, clause: Clause) -> Event | None:
    """A verb of little meaning of its own with a noun that names the event: "launched a raid on"."""
    light = parse.dictionary.patterns.operators["light"].get(clause.lemma)
    if clause.lemma in RAISING and "up" in words_near(parse, clause, 1):
        return None  # "TOOK UP the measure" and took none
    if light and light[-1].particle and {each.particle for each in light}.isdisjoint(words_near(parse, clause, 5)):
        return None  # "kept out of the fight" is not "KEPT UP the fight"
    for at in _noun_places(parse, clause):
        found = _noun_pattern(parse, at)
        if found is None:
            continue
        pattern, noun_at = found
        if pattern.type in STANDING and clause.lemma not in HAVING:
            continue  # "escalated the conflict between": what stands is told by the noun alone
        recipient_at = _noun_recipient(parse, clause, noun_at, pattern)
        event = _among_others(parse, clause, noun_at, pattern) or make_event(parse, clause, pattern, recipient_at)
        if event is not None and event.type == "ASSAULT" and event.recipient is parse.mention(noun_at).owner:
            event.recipient = None  # "scaled back MALI'S OPERATIONS": they are not against Mali
        if event is not None:
            if recipient_at < 0 and not event.together:
                event.recipient = None
            event.pattern = f"{clause.lemma}+{pattern.name}"
            event.cue = (clause.a, max(parse.chunks.lasts[noun_at] + 1, clause.b)) if not clause.passive else event.cue
            parse.used.add(noun_at)
            if clause.lemma in CONVEYING and event.type in MESSAGES:
                _settle_conveyed(parse, clause, noun_at, event)
            return event
    return None


def _among_others(parse: Parse, clause: Clause, noun_at: int, pattern: Pattern) -> Event | None:
    """Return what a noun says to be between two, whoever speaks of it: "urged more TRADE BETWEEN Chad and Mali"."""
    if pattern.type != "COOPERATE":
        return None
    group = _between(parse, noun_at, pattern)
    speaker = parse.mention(clause.subject) if clause.subject >= 0 else None
    if len(group) < 2 or clause.passive or any(speaker is each for each in group):
        return None
    event = _named_event(parse, noun_at, pattern, group, PAIR_SCORE)
    event.clause, event.together = clause, True
    return event


def _settle_conveyed(parse: Parse, clause: Clause, noun_at: int, event: Event) -> None:
    """Let whose message is handed over be its author: "conveyed to the envoy the CONDEMNATION OF CHAD"."""
    to = clause.second if clause.second >= 0 else next((at for word, at in clause.phrases if word == "to"), -1)
    of = next((at for word, at in phrases_after(parse, noun_at) if word in DONE_BY), -1)
    if to >= 0 and of >= 0 and parse.mention(of).rank >= AGENT and parse.mention(to).rank >= AGENT:
        event.actor, event.recipient = parse.mention(of), parse.mention(to)
        if event.type == "PROTEST":
            event.type, event.mode = "ACCUSE", "disapprove"  # a note of protest
        event.actors, event.recipients = joined_to(parse, of), joined_to(parse, to)


def shared_events(parse: Parse, clause: Clause, event: Event) -> list[Event]:
    """Return what a verb does besides with the other nouns it has: "voiced support for Chad and CONCERN over Mali"."""
    if not clause.coordinate or clause.passive or clause.object < 0 or event.actor is None or clause.modal:
        return []  # what is to come is told once: "will levy tariffs on oil, cakes and peas"
    places = [clause.object, *[at for at in clause.coordinate if at > clause.object]]
    found: list[Event] = []
    for at, until in pairwise([*places, len(parse.chunks.kinds)]):
        pattern = _with_noun(parse, clause, at)
        if pattern is None or pattern.type in (event.type, ""):
            continue
        after = [
            mention
            for word, place in phrases_after(parse, at)
            if place < until and word in pattern.prepositions
            for mention in [parse.mention(place)]
        ]
        target = next((mention for mention in after if mention.rank >= PART), None)
        if target is not None:
            cue = (parse.chunks.lasts[at], parse.chunks.lasts[at] + 1)
            other = Event(
                pattern.type, pattern.mode, pattern.name, event.actor, target, 0.0, clause, cue, pattern.mutual
            )
            other.actors, other.stance = event.actors, event.stance
            found.append(other)
    return found


def _with_noun(parse: Parse, clause: Clause, at: int) -> Pattern | None:
    """Return the pattern that a verb makes with the noun at a position."""
    named = parse.dictionary.patterns.verbs.get(clause.lemma)
    for pattern in named.with_noun.get(parse.nouns[at], ()) if named is not None else ():
        if pattern.prepositions and nouns_at(parse, at).issuperset(pattern.nouns):
            return pattern
    return _pattern_at(parse, at) if clause.lemma in parse.dictionary.patterns.operators["light"] else None


def stop_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the visit that a stop on a tour is: "her next STOP was Chad", "Modi's TOUR began in Chad"."""
    if clause.subject < 0 or clause.negated or clause.passive:
        return None
    noun = parse.nouns[clause.subject]
    if clause.lemma == "be" and noun in STOPS:
        at = clause.object
    elif clause.lemma in BEGINNING and noun in TOURS:
        at = next((place for word, place in clause.phrases if word in MET_IN), -1)
    else:
        return None
    mention = parse.mention(clause.subject)
    actor = mention.owner if mention.owner is not None and mention.owner.rank >= AGENT else None
    if actor is None and parse.memory.visitor is not None:
        actor = recalled(parse.memory.visitor, mention)
    if at < 0 or actor is None or parse.mention(at).kind != "state":
        return None
    parse.memory.visitor = known_as(actor)
    return Event(
        "CONSULT", "visit", f"{noun}-{clause.lemma}", actor, parse.mention(at), 0.0, clause, (clause.a, clause.b)
    )


def _noun_places(parse: Parse, clause: Clause) -> list[int]:
    places = objects_of(clause)
    spoken = parse.sentence.special & ANSWERS
    if (spoken and is_responding(parse, clause)) or (clause.lemma in MEETING and not clause.passive):
        means = [at for word, at in clause.phrases if word in ("with", "by")]
        if means or not places:
            return means
    if not places or not PARTICLES.isdisjoint(words_near(parse, clause, 5)):
        places = places + [at for word, at in clause.phrases if word in PARTICLE_PHRASES][:1]
    return places


def _noun_pattern(parse: Parse, at: int) -> tuple[Pattern, int] | None:
    """Return the pattern of the event noun at a position, or of the noun that "a series of" and the like bring."""
    pattern = _pattern_at(parse, at)
    if pattern is None and parse.chunks.kinds.startswith("n", at + 2) and _brings(parse, at):
        at += 2
        pattern = _pattern_at(parse, at)
    return None if pattern is None else (pattern, at)


def _brings(parse: Parse, at: int) -> bool:
    """Return whether what a phrase is a number of follows it: "a series OF strikes", "20 million dollars IN aid"."""
    word = parse.chunks.word(at + 1)
    return word == "of" or (
        word == "in" and "#" in parse.sentence.tags[parse.chunks.begins[at] : parse.chunks.lasts[at] + 1]
    )


def _pattern_at(parse: Parse, at: int, *, standing: bool = False) -> Pattern | None:
    """Return the pattern of the event noun at a position.

    Of several the one counts whose preposition is there, then a standing tie or, with a verb, anything but one.
    """
    patterns, noun = parse.dictionary.patterns, parse.nouns[at]
    found = patterns.nouns.get(noun)
    if not found:
        return None
    if found[0].weight >= LONG:  # the most specific is the first
        nouns = nouns_at(parse, at)
        if patterns.longer[noun].isdisjoint(nouns):
            found = patterns.short[noun]
        else:
            found = _that_are_there(parse, at, found, nouns)
    if len(found) < 2:
        return found[0] if found else None
    there = [word for word, _ in phrases_after(parse, at) if word not in BY]
    best, least = found[0], (True, True, 0, 0)
    for number, pattern in enumerate(found):
        place = _place_of(there, pattern)
        rank = (place >= 2 * len(there), (pattern.type in STANDING) != standing, -pattern.weight, place)
        if number == 0 or rank < least:
            best, least = pattern, rank
    return best


def _that_are_there(parse: Parse, at: int, found: list[Pattern], nouns: frozenset[str]) -> list[Pattern]:
    """Return the patterns of one word, and of several those of which all are there."""
    return [each for each in found if each.weight < LONG or _has_all(parse, at, each, nouns)]


def _place_of(there: list[str], pattern: Pattern) -> int:
    """Return how soon one of a pattern's prepositions follows; "in", which mostly brings a place, comes last."""
    soonest = count = len(there)
    soonest *= 2
    for i, word in enumerate(there):
        if word in pattern.prepositions:
            soonest = min(soonest, i + count * (word == "in"))
    return soonest


def _has_all(parse: Parse, at: int, pattern: Pattern, there: frozenset[str]) -> bool:
    """Return whether all words of a noun pattern are there; those of one word weigh less than `LONG`."""
    if not there.issuperset(pattern.nouns):
        return False
    return not pattern.fixed[0] or _is_followed(parse, at, pattern)


def _is_followed(parse: Parse, at: int, pattern: Pattern) -> bool:
    """Return whether the pattern's own phrase follows its noun."""
    return pattern.fixed[1] in [parse.nouns[following] for word, following in phrases_after(parse, at) if word == "of"]


def _noun_recipient(parse: Parse, clause: Clause, noun_at: int, pattern: Pattern) -> int:
    phrases = phrases_after(parse, noun_at) + clause.phrases
    if pattern.mutual and clause.subject >= 0 and joined_to(parse, clause.subject):
        phrases = [(word, at) for word, at in phrases if word not in MET_IN or word in pattern.prepositions]
        if not any(word in pattern.prepositions for word, _ in phrases):
            return -1  # "Chad and Mali concluded AT ALGIERS an accord"
    for other in parse.clauses:
        if other.subject == noun_at and other.via == "reduced":
            phrases += other.phrases  # "strikes USING jets AGAINST"
    at = first_phrase([phrase for phrase in phrases if phrase[1] > noun_at], pattern, noun_at, parse)
    if at < 0 and pattern.type == "CONSULT" and any(word in ABOUT for word, _ in phrases):
        return -1  # "discussions ON rebels" are not with them
    return at if at >= 0 else likely_recipient(parse, clause, noun_at, pattern.type)


def cease_event(parse: Parse, clause: Clause) -> Event | None:
    """A verb that ends something, with a noun that names what ended: "lifted the embargo on"."""
    ends = parse.dictionary.patterns.operators["cease_light"].get(clause.lemma, ())
    if not any(not each.particle or each.particle in words_near(parse, clause, 5) for each in ends):
        return None  # "called" ends nothing without "off"
    if SHORT in words_near(parse, clause, 1):
        return None  # "cut SHORT a visit to Chad", called away
    event = light_event(parse, clause)
    if event is None:
        return None
    paid = event.type == "SUPPORT" and clause.object >= 0 and _is_paid(parse, clause)
    paid = paid or (event.type == "MOBILIZE" and _is_held_with(parse, clause))
    event.type, event.mode = ("SANCTION", "discontinue") if paid else (_ENDED.get(event.type, "REJECT"), "")
    return None if event.type == "RETREAT" and _ends_anothers(parse, clause, event) else event


def _is_held_with(parse: Parse, clause: Clause) -> bool:
    """Return whether an exercise that ends is another's as well: "cancelled an exercise OF THE ALLIANCE"."""
    at = clause.object
    return (
        at >= 0
        and not EXERCISES.isdisjoint((parse.nouns[at], parse.heads[at].text))
        and any(word in HELD_WITH for word, _ in phrases_after(parse, at))
    )


def _is_paid(parse: Parse, clause: Clause) -> bool:
    """Return whether support that ends is money: "withheld 21 million IN BUDGET SUPPORT", "cut MILITARY support"."""
    at = clause.object
    behind = at + 2 * parse.chunks.kinds.startswith("In", at + 1)
    if BACKING.isdisjoint((parse.nouns[at], parse.nouns[behind])):
        return False
    first, until = parse.chunks.begins[at], parse.chunks.lasts[behind] + 1
    return "#" in parse.sentence.tags[first:until] or any(
        word.text in FUNDS for word in parse.sentence.words[first:until]
    )


def _ends_anothers(parse: Parse, clause: Clause, event: Event) -> bool:
    """Return whether who ends it did not do it: "launched a raid to stop PERUVIAN shelling"."""
    at = clause.object
    deed = parse.mention(at) if at >= 0 and not clause.passive else None
    state = deed.state if deed is not None and deed.event else ""
    return bool(state) and event.actor is not None and event.actor.state not in ("", state)


def noun_events(parse: Parse) -> list[Event]:
    """Events that only a noun names: "Russia's war against Ukraine", "talks between A and B"."""
    events: list[Event] = []
    kinds = parse.chunks.kinds
    places = [at for at, head in enumerate(parse.heads) if head.event]
    if not places:
        return events
    # what does not take place: "cancelled A MEETING between", "ruled out TALKS with"
    off: list[int] = []
    if parse.families & CALLS_OFF:
        stopping = [clause for clause in parse.clauses if clause.lemma in CALLED_OFF and not clause.negated]
        off = [clause.subject if clause.passive else clause.object for clause in stopping]
    called_for: list[int] = []
    if parse.families & CALLS_FOR:
        calls = [phrase for each in parse.clauses if each.lemma in CALLING_FOR for phrase in each.phrases]
        called_for = [at for word, at in calls if word == "for"]
    for at in places:
        if kinds[at] != "n" or at in parse.used or at in off:
            continue
        event = _noun_event(parse, at)
        if event is not None and event.type in STANDING and _is_ended(parse, at):
            continue
        if event is not None and not (at in called_for and event.type in TO_COME):
            events.append(event)
            events += _contents(parse, at, event) if event.mutual else _listed(parse, at, event)
    return events


def _is_ended(parse: Parse, at: int) -> bool:
    """Return whether a clause says that a tie is no more: "ENDED its partnership with Chad"."""
    ending = [clause for clause in parse.clauses if clause.lemma in ENDING_TIES and not clause.negated]
    return any(at == (clause.subject if clause.passive else clause.object) for clause in ending)


def _contents(parse: Parse, at: int, event: Event) -> list[Event]:
    """Return what two do together by what they agreed: "the pact between A and B provides for JOINT PATROLS"."""
    if event.type not in AGREED:
        return []
    clause = next((each for each in parse.clauses if each.subject == at and each.lemma in CONTAINING), None)
    if clause is None or clause.negated or clause.modal:
        return []
    places = [clause.object, *[place for _, place in clause.phrases], *clause.coordinate]
    return _together(parse, [place for place in places if place > at], event)


def _listed(parse: Parse, at: int, event: Event) -> list[Event]:
    """Return what two do together besides the first of a list: "A's aid to B, JOINT PATROLS and talks"."""
    kinds, i = parse.chunks.kinds, at + 1
    while kinds.startswith("In", i):
        i += 2
    found: list[int] = []
    closed = False
    while not closed and kinds[i : i + 1] in JOINS:
        i += kinds.startswith(",C", i)
        closed = kinds[i] == "C"
        if not kinds.startswith("n", i + 1) or parse.chunks.word(i) in ("or", "but"):
            break
        found.append(i + 1)
        i += 2
    return _together(parse, found, event) if closed else []


def _together(parse: Parse, places: list[int], event: Event) -> list[Event]:
    """Return the events of nouns that have no party of their own and name what two do together."""
    assert event.actor is not None and event.recipient is not None
    events = []
    for at in places:
        pattern = _pattern_at(parse, at)
        mention = parse.mention(at)
        if pattern is None or pattern.type != "COOPERATE" or at in parse.used or mention.modifiers or mention.owner:
            continue
        if any(parse.mention(after).rank > NOTHING for _, after in phrases_after(parse, at)):
            continue
        pair = (event.actor, *event.actors, event.recipient)
        events.append(_named_event(parse, at, pattern, pair, PAIR_SCORE))
    return events


def _noun_event(parse: Parse, at: int) -> Event | None:
    if not _may_have_target(parse, at) and _is_bare(parse, at):
        return None
    if parse.nouns[at] in COMPLAINTS and at in [each.object for each in parse.clauses if each.lemma in LODGING]:
        return None  # "lodged A PROTEST over a raid by Chad"
    pattern = _pattern_at(parse, at, standing=True)
    if pattern is None:
        return None
    stands = 0.25 if pattern.type in STANDING else 0.0  # to be named is to be stated
    pair = _between(parse, at, pattern) or _hyphenated(parse, parse.mention(at))
    if pair:
        event = _named_event(parse, at, pattern, pair, PAIR_SCORE + stands)
        if parse.nouns[at] in LEAGUES and _is_of(parse, at) and event.type not in STANDING:
            event.type, event.mode = "ALLIED_WITH", ""  # "the pact OF Chad, Mali and Niger"
        return event
    targets = _noun_targets(parse, at, pattern)
    actor = _noun_agent(parse, at, standing=pattern.type in STANDING) if targets else None
    if actor is None and targets and pattern.mode in WITHOUT_DOER:
        place = {"arrest": "in", "deport": "from"}.get(pattern.mode, "")
        actor = _where(parse, at, place) if place else _traveller(parse, at)
    if not targets or (actor is None and pattern.type not in VICTIM):
        return None
    subject = at == 0 or at in [clause.subject for clause in parse.clauses if not clause.subordinate]
    target = _chosen(parse, targets) or _own_of_another(parse, at, actor)
    if target is None and pattern.type in VICTIM:
        target = _where(parse, at)
    target = target or (targets[0] if subject else None)  # of the sentence's subject, anything will do
    if target is None:
        return None
    if actor is None or actor.pronoun:
        actor = _of_own(parse, at)
        if actor is None:
            return _sent_to(parse, at, pattern, target) if pattern.type == "ASSAULT" else None
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own in ("its", "their") and actor.state and actor.state == target.state:
        actor = _other_side(parse, at, actor)  # "ITS ban on Chinese goods" is not China's
        if actor is None:
            return None
    owned = OWNED_SCORE if actor is parse.mention(at).owner and actor.state and target.state and not stands else 0.0
    score = SUBJECT_SCORE if subject else NOUN_SCORE + stands + owned
    event = _named_event(parse, at, pattern, (actor, target), score)
    event.actors, event.recipients = _doers_joined(parse, at, actor), _targets_joined(parse, at, target)
    return event


def _traveller(parse: Parse, at: int) -> Mention | None:
    """Return who is on a visit: "the MINISTER said ON a visit to Chad"."""
    if at < 1 or parse.chunks.word(at - 1) not in TRAVELLING:
        return None
    clause = _clause_of(parse, at)
    actor = actor_of(parse, clause)[0] if clause is not None else None
    sent = actor is not None and actor.kind == "person" and actor.rank >= AGENT and not actor.pronoun
    return actor if sent else None


def _other_side(parse: Parse, at: int, actor: Mention) -> Mention | None:
    """Return the other of the two states that last acted on one another, where "its" cannot be the first one's."""
    pair = parse.memory.pair_of(actor.state)
    other = next((known for known in pair if known[0] != actor.state), None)
    return recalled(other, parse.mention(at)) if other is not None else None


def _may_have_target(parse: Parse, at: int) -> bool:
    """Return whether a phrase follows that may say to whom, or between whom, what a noun names was done."""
    after = phrases_after(parse, at)
    if not after:
        return False
    brought = parse.dictionary.patterns.brought.get(parse.nouns[at], NO_WORDS)
    if "against" in brought:
        return True
    words = [word for word, _ in after]
    return not (AMONG.isdisjoint(words) and brought.isdisjoint(words))


def _doers_joined(parse: Parse, at: int, actor: Mention) -> tuple[Mention, ...]:
    """Return who did it, too: "strikes by Chad AND MALI"."""
    for word, following in phrases_after(parse, at):
        if word in ("by", "of") and parse.mention(following) is actor:
            return joined_to(parse, following)
    in_fight = parse.chunks.kinds[max(at - 4, 0) : at] == "nCnI" and parse.mention(at - 2) is actor
    return (parse.mention(at - 4),) if in_fight else ()  # "Chad AND MALI in their fight"


def _targets_joined(parse: Parse, at: int, target: Mention) -> tuple[Mention, ...]:
    """Return to whom it was done, too: "aid to Peru AND CHILE"."""
    place = next((following for _, following in phrases_after(parse, at) if parse.mention(following) is target), -1)
    return joined_to(parse, place) if place >= 0 else ()


def _is_bare(parse: Parse, at: int) -> bool:
    """Return whether a phrase plainly has no owner in it, no pair of names and no name to remember."""
    sentence, a, last = parse.sentence, parse.chunks.begins[at], parse.chunks.lasts[at]
    tags, head = sentence.tags, sentence.words[last]
    if tags[last] == "P" or head.agent or sentence.words[a].text in WHOSE:
        return False
    if a == last:
        return True
    return not sentence.words[last - 1].agent and tags.find("S", a, last) < 0 and tags.find("H", a, last) < 0


def _sent_to(parse: Parse, at: int, pattern: Pattern, target: Mention) -> Event | None:
    """Return against whom troops are sent to a fight: "sent soldiers to Peru to join the WAR AGAINST CHILE"."""
    inner = next((clause for clause in parse.clauses if clause.object == at and clause.form == "o"), None)
    sending = parse.lookup.get(inner.matrix) if inner is not None else None
    actor = actor_of(parse, sending)[0] if sending is not None and sends_troops(parse, sending) else None
    if actor is None:
        return None
    event = _named_event(parse, at, pattern, (actor, target), 0.0)
    event.type, event.mode, event.mutual = "MOBILIZE", "troops", False
    return event


def _named_event(parse: Parse, at: int, pattern: Pattern, pair: tuple[Mention, ...], score: float) -> Event:
    last = parse.chunks.lasts[at]
    cue = (last, last + 1)
    mutual = pattern.mutual or score == PAIR_SCORE  # of two named together
    event = Event(pattern.type, pattern.mode, pattern.name, pair[0], pair[-1], score, None, cue, mutual)
    event.actors, event.together = pair[1:-1], len(pair) > 2
    event.on_state = pattern.on_state
    return event


def _is_of(parse: Parse, at: int) -> bool:
    return any(word == "of" for word, _ in phrases_after(parse, at))


def _noun_agent(parse: Parse, at: int, *, standing: bool) -> Mention | None:
    """Return who does what a noun names: "RUSSIA's war", "a raid by IRAQI TROOPS", "a TALIBAN attack"."""
    mention = parse.mention(at)
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    moving = parse.nouns[at] in MOVEMENTS
    for word, following in phrases_after(parse, at):
        if parse.mention(following).event and parse.mention(following).rank == NOTHING:
            break  # "aid to Chad over the HARASSMENT of nurses by rebels"
        if word == "from" and parse.nouns[at] in FROM_WHOM and parse.mention(following).rank >= AGENT:
            return parse.mention(following)  # "a call FROM CHAD to Mali"
        if word not in ("by", "of") or (word == "of" and not (moving and parse.mention(following).state)):
            continue
        if parse.mention(following).rank >= AGENT:
            return parse.mention(following)  # "the deployment OF RUSSIAN TROOPS"
    if mention.modifiers or (mention.rank == PART and _is_of_group(parse, at)):
        return mention
    return (
        _side_in(parse, at)
        or _does_it(parse, at)
        or (possessor_of(parse, at) if standing or not _is_of_verb(parse, at) else None)
    )


def _is_of_group(parse: Parse, at: int) -> bool:
    """Return whether a kind of actor stands before a noun: "the COALITION campaign", "a REBEL attack"."""
    begin, last = parse.chunks.begins[at], parse.chunks.lasts[at]
    return begin < last and bool(parse.sentence.words[last - 1].agent)


def _is_of_verb(parse: Parse, at: int) -> bool:
    """Return whether a noun makes one pattern with its verb, which tells all: "raised its CONCERNS with Chad over"."""
    verbs = parse.dictionary.patterns.verbs
    for clause in parse.clauses:
        if clause.object == at and clause.lemma in verbs:
            return parse.nouns[at] in verbs[clause.lemma].with_noun
    return False


def _does_it(parse: Parse, at: int) -> Mention | None:
    """Return who is to stop, or goes on with, what a noun names: "pressed Chad to CEASE RAIDS on Mali"."""
    for clause in parse.clauses:
        if clause.object == at and clause.lemma in GOING_ON and clause.subject >= 0 and not clause.passive:
            if clause.lemma in TO_BEGIN and _is_asked(parse, clause):
                return None  # "called on Chad to RESUME TALKS with Mali"
            actor = agent_of(parse, clause.subject)
            return actor if actor is not None and actor.rank >= AGENT and not actor.pronoun else None
    return None


def _is_asked(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody else wants that somebody does it."""
    matrix = parse.lookup.get(clause.matrix) if clause.form == "o" else None
    return matrix is not None and matrix.subject != clause.subject


def support_events(parse: Parse) -> list[Event]:
    """Return whom somebody does a thing for: "IN SUPPORT OF Chad's army, jets struck"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    found: list[Event] = []
    places = [match.start() for match in HELPING_OF.finditer(kinds)]
    for at in [place for place in places if parse.nouns[place + 1] in HELP_OF]:
        helps = chunks.word(at) == "in" and chunks.word(at + 2) == "of"
        clause = _clause_of(parse, at) if helps and chunks.lasts[at + 1] == chunks.begins[at + 1] else None
        target = recipient_of(parse, at + 3, _SUPPORT) if clause is not None else None
        actor = agent_of(parse, clause.subject) if clause is not None else None
        if clause is not None and actor is not None and target is not None and target.rank >= PART:
            cue = (chunks.begins[at], chunks.lasts[at + 2] + 1)
            event = Event("SUPPORT", "", "in-support-of", actor, target, -0.1, None, cue)
            event.actors, event.recipients = joined_to(parse, clause.subject), joined_to(parse, at + 3)
            found.append(event)
    return found


def _clause_of(parse: Parse, at: int) -> Clause | None:
    """Return the verb that an adverbial at a position belongs to: the one before it, or the first."""
    before = [each for each in parse.clauses if each.at < at and each.subject >= 0 and each.via not in ("reduced",)]
    return before[-1] if before else next((each for each in parse.clauses if each.subject >= 0), None)


def _side_in(parse: Parse, at: int) -> Mention | None:
    """Return who is in a fight: "support for CHAD IN its fight against rebels"."""
    kinds = parse.chunks.kinds
    if at < 2 or kinds[at - 2 : at] != "nI" or parse.chunks.word(at - 1) != "in" or parse.nouns[at] not in FIGHTS:
        return None
    mention = parse.mention(at - 2)
    return mention if mention.rank >= AGENT and not mention.event and not mention.pronoun else None


def _of_own(parse: Parse, at: int) -> Mention | None:
    """Return who does it to "their OWN people": whose people they are."""
    words, chunks = parse.sentence.words, parse.chunks
    for _, following in phrases_after(parse, at):
        begin, last = chunks.begins[following], chunks.lasts[following]
        if begin < last and (words[begin + 1].text == "own" or words[last - 1].text == "own"):
            owner = parse.mention(following).owner
            return owner if owner is not None and owner.rank >= AGENT else possessor_of(parse, following)
    return None


def _noun_targets(parse: Parse, at: int, pattern: Pattern) -> list[Mention]:
    """Return to whom it may be done."""
    found = [parse.mention(f) for word, f in phrases_after(parse, at) if word in pattern.prepositions]
    if not found and "against" in pattern.prepositions:  # "its STRIKES delivered bombs AGAINST targets"
        clause = next((each for each in parse.clauses if each.subject == at and not each.via), None)
        if clause is not None and clause.object >= 0 and _with_noun(parse, clause, clause.object) is not None:
            return found  # "the campaign FILED A LAWSUIT against"
        found = [parse.mention(f) for word, f in (clause.phrases if clause is not None else ()) if word == "against"]
    return found


def _where(parse: Parse, at: int, place: str = "in") -> Mention | None:
    """Return the state in which the thing is that is attacked, or from which: "an attack on a hospital IN CHAD"."""
    for word, following in phrases_after(parse, at):
        mention = parse.mention(following)
        if word == place and mention.rank == NAME and mention.kind == "state":
            return mention
    return None


def _own_of_another(parse: Parse, at: int, actor: Mention | None) -> Mention | None:
    """Return whose thing it is done to: "Latvia reacted to the Belarusian deployment on ITS border"."""
    if actor is None:
        return None
    for _, following in phrases_after(parse, at):
        owner = possessor_of(parse, following)
        if owner is not None and owner.rank >= AGENT and owner.state != actor.state:
            return owner
    return None


def _chosen(parse: Parse, targets: list[Mention]) -> Mention | None:
    """Return the first target with an actor in it; a kind of actor rather than one's own."""
    for target in targets:
        if target.rank >= PART:
            own = target.rank == PART and parse.sentence.words[target.head - 1].text == "own"
            return next((other for other in targets if other.rank == AGENT), target) if own else target
    return None


def _between(parse: Parse, at: int, pattern: Pattern) -> tuple[Mention, ...]:
    """Return the parties of "talks between A, B and C"; "the two countries" include that of the subject."""
    for word, following in phrases_after(parse, at):
        if word not in AMONG and not (word == "of" and pattern.mutual):
            continue
        if pattern.type in ONE_WAY and not pattern.mutual and word not in pattern.prepositions:
            return ()  # "a peacekeeping operation BETWEEN Chad and Mali" is another's
        others = joined_to(parse, following)
        pair = () if others or word == "of" else _two_countries(parse, following, pattern)
        if len(pair) == 2:
            return pair
        group = (parse.mention(following), *others)
        if others and (word != "of" or all(mention.rank == NAME and mention.state for mention in group)):
            return group
    return ()


def _two_countries(parse: Parse, at: int, pattern: Pattern) -> tuple[Mention, ...]:
    """Return the pair that "the two countries" stand for, of friends where the noun names a friendship."""
    if not are_counted(parse, at):
        return ()
    friendly = pattern.type in ("ALLIED_WITH", "COOPERATE")
    clause = next((each for each in parse.clauses if 0 <= each.subject < at), None)
    subject = agent_of(parse, clause.subject) if clause is not None else None
    of = subject.state if subject is not None and subject.state in parse.dictionary.states else ""
    return pair_at(parse, at, of=of, friendly=friendly) or pair_at(parse, at)


def _hyphenated(parse: Parse, mention: Mention) -> tuple[Mention, ...]:
    """Return the two parties of a phrase such as "the Russia-North Korea treaty"."""
    if len(mention.modifiers) < 2:
        return ()
    tags = parse.sentence.tags
    for i, j in pairwise(mention.modifiers):
        if j == i + 2 and tags[i + 1] == "H":
            return _part(parse, i), _part(parse, j)
    return ()


def _part(parse: Parse, i: int) -> Mention:
    """Return a mention of one word."""
    return build_mention(i, i + 1, parse.sentence, parse.dictionary, parse.memory)


# which parties the words leave open


SETTLED = word_class("sides.settled")


def is_unsettled(event: Event) -> bool:
    """Return whether a party of an act has no state and is no organisation, or is taken for the other one."""
    return is_open(event.actor) or is_open(event.recipient) or is_same(event)


def is_same(event: Event) -> bool:
    """Return whether somebody found by reference was taken for whoever does it."""
    one, other = event.actor, event.recipient
    if one is None or other is None or not other.resolved or not one.state:
        return False
    return one.state == other.state


def is_open(mention: Mention | None) -> bool:
    """Return whether a party is known neither by state nor as an organisation."""
    if mention is None or mention.pronoun:
        return True
    if mention.state or mention.kind == "igo":
        return False
    if mention.kind == "other" and mention.rank == NAME and not mention.named and not mention.resolved:
        return False  # a region or a people of no one state
    union = mention.kind == "ngo" and mention.sentence.words[mention.head].noun in UNIONS  # "THE UNION"
    return union or not (mention.kind in SETTLED and mention.rank == NAME)


def is_answered_by(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb only says that an act is answered by another: "COUNTERED it by expelling"."""
    if clause.gerund[0] in ("by", "with") and is_responding(parse, clause):
        return True
    met = clause.lemma in MET and not clause.passive and clause.object >= 0 and is_deed(parse, clause.object)
    return met and any(word == "with" and is_deed(parse, at) for word, at in clause.phrases)


# whom a state sends, and whoever takes part besides


ENVOYS_SENT = word_class("company.sending")
VISITORS = word_class("patterns.visitors")


def envoy_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the visit of somebody who is sent to a state: "Peru SENT its security chief TO Chile"."""
    if clause.lemma not in ENVOYS_SENT or clause.object < 0 or clause.passive or clause.negated or clause.subject < 0:
        return None
    sent, to = parse.mention(clause.object), next((at for word, at in clause.phrases if word == "to"), -1)
    if sent.kind not in ("person", "agency") or sent.rank < AGENT or to < 0:
        return None
    known = sent.kind == "person" and parse.sentence.words[sent.head].name is not None
    if not (sent.named or known or parse.nouns[clause.object] in VISITORS):
        return None
    actor, others = actor_of(parse, clause)
    target = parse.mention(to)
    if actor is None or not actor.state or target.kind != "state" or target.state == actor.state:
        return None
    event = Event("CONSULT", "visit", f"{clause.lemma}-envoy-to", actor, target, 0.0, clause, (clause.a, clause.b))
    event.actors, event.recipients = others, joined_to(parse, to)
    return event


def any_actor(parse: Parse, clause: Clause) -> Mention | None:
    """Return the first actor among the objects and phrases of a clause."""
    part = None
    for word, at in [("", clause.object), *clause.phrases]:
        if word == "by" or (word == "in" and part is not None):
            continue  # "look after FRENCH interests IN PERU"
        mention = parse.mention(at) if at >= 0 else None
        if mention is None or mention.pronoun:
            continue
        if mention.rank >= AGENT:
            return mention
        if mention.owner is not None and mention.owner.rank >= AGENT:
            return mention.owner
        part = part or (mention if mention.rank >= PART else None)
    return part
