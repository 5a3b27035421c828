"""Whose act it is where the words do not say it: offices, people and things whose state the text told before.

Few sentences need this file: those with an act of which a party has no state of its own.  What the last sentences spoke
of is looked up only then.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from heapq import nlargest
from typing import NamedTuple

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import Known
from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.nominal import is_open, is_same
from graphkit.extract.rules.own import concerns_himself, has_power, holds_some, settle_own
from graphkit.extract.rules.pairs import apposed_pair
from graphkit.extract.rules.parse import (
    COUNTS,
    HOSTED,
    NAME,
    THINGS,
    Event,
    Mention,
    Parse,
    joined_to,
    known_as,
    recalled,
)
from graphkit.extract.rules.targets import sufferers
from graphkit.extract.rules.voices import last_person, settle_home
from graphkit.extract.rules.whose import helped, target
from graphkit.extract.rules.words import Word, word_class, word_table

OWN = word_class("provocation.whose")
OFFICES = word_class("sides.offices")
INDEFINITE = word_class("sides.indefinite")
DEFINITE = word_class("sides.definite")
OURS = word_class("voices.ours")
RELATED = word_class("sides.related")
PLACING = word_class("sides.placing")
OF_PLACE = word_class("mentions.of_place")
DIRECTED = word_class("sides.directed")
HARMFUL = word_class("implied.hurting")
SPOKEN = word_class("sides.spoken")
POWER = word_class("coder.power")
GIVEN = word_class("sides.given")
ANSWERS = word_class("sides.answers")
DEMANDING = word_class("sides.demanding")
MOVEMENTS = word_class("sides.movements")
UNIONS = word_class("mentions.unions")
SETS, COUNTED = word_class("sides.sets"), word_class("sides.counted")
CALMING = word_class("sides.calming")
CHARGES = word_class("sides.charges")
SAYS_HOW = word_class("sides.says_how")
MILD = word_class("sides.mild")
AT_HOME, AT_HOME_TYPES = word_class("sides.at_home"), word_class("sides.at_home_types")
MEDIATING, TOGETHER = word_class("sides.mediating"), word_class("sides.together")
PLACED = word_class("sides.placed")
CROWDED = word_class("sides.crowded")
SCENE, ROADS = word_class("sides.scene"), word_class("sides.roads")
GOVERNING = word_class("mentions.governing")
ANOTHERS = word_class("own.others")  # "his COUNTERPART" is no countryman
DELEGATES, FORCEFUL = word_class("sides.delegates"), word_class("sides.forceful")
GOODS = word_class("forces.goods") | word_class("patterns.supplies")
REGIONAL = word_class("sides.regional")
ITSELF = word_class("sides.itself")
HELPING = word_table("implied.helping")
BODIES = word_table("sides.bodies")
MARKS = word_table("sides.marks")
ACTING = 3.0  # how much whoever acts is in mind, beside those who are only named
NAMED = 1.0
HERE = 1.5  # of the same sentence
PAIRED = 2.0  # who last acted on, or was acted on by, the other party
HOME = 2.5  # whose text it is
SEATED = 3.5  # where the report was written, for "the government"
HOME_OFFICES = word_class("home.offices")
RECENT = 6  # acts told last
FADING = 0.55  # from sentence to sentence
ENOUGH = 1.0
PLAIN = 2.0  # in mind enough to be meant where nobody is named
CLEAR = 1.25  # so much more than any other
LESS_SURE = 0.05  # of confidence
GUESSED = 0.1  # of confidence, where the state of somebody is not told


class Spoken(NamedTuple):
    """A state that a sentence speaks of: at which token, and how much it is in mind."""

    state: str
    token: int
    weight: float


def settle_sides(parse: Parse, events: list[Event], *, things: bool) -> None:
    """Give the parties of acts that have no state theirs, from the sentence and what was told before it."""
    for event in events:
        recipient = event.recipient
        if is_open(event.actor):
            _settle_actor(parse, event)
            recipient = event.recipient
        kept = things and recipient is not None and not recipient.pronoun
        if not kept and (is_open(recipient) or (is_same(event) and not _judges_at_home(event))):
            _settle_recipient(parse, event, events)


def _judges_at_home(event: Event) -> bool:
    """Return whether somebody judges what another of his own state did: "the opposition welcomed THE CLOSURE"."""
    actor, recipient = event.actor, event.recipient
    if event.answers < 0 or actor is None or recipient is None:
        return False
    return recipient.kind == "person" and recipient.identity != actor.identity


# what the text speaks of


def spoken_of(parse: Parse) -> list[Spoken]:
    """Return the states that a sentence speaks of, in order; who acts in it is more in mind."""
    if parse.spoken is None:
        subjects = {clause.subject: clause for clause in parse.clauses if clause.form in "VEe"}
        parse.spoken = []
        for at, kind in enumerate(parse.chunks.kinds):
            if kind == "n":
                weight = NAMED
                clause = subjects.get(at)
                if clause is not None:
                    weight = NAMED if clause.via == "relative" else ACTING / (1 + clause.subordinate)
                    if parse.nouns[at] in DELEGATES:
                        weight = NAMED  # who only speaks on it is not what a debate is about
                elif at and parse.chunks.word(at - 1) in PLACING:
                    weight = ACTING / 2 if at == 1 else NAMED / 2
                parse.spoken += [Spoken(state, token, weight) for state, token in _states_at(parse, at, clause)]
    return parse.spoken


def _states_at(parse: Parse, at: int, clause: Clause | None) -> Iterator[tuple[str, int]]:
    """Yield the states that a noun phrase names, or that whom it stands for has."""
    found, words = False, parse.sentence.words
    deal = words[parse.chunks.lasts[at]].noun in THINGS  # "the ROME statute" is not Italy's
    for token in range(parse.chunks.begins[at], parse.chunks.lasts[at] + 1):
        state = parse.dictionary.state_of(words[token])
        if state and not (deal and words[token].written in parse.dictionary.places):
            found = True
            yield state, token
    mention = parse.mentions[at]
    if mention is not None and mention.pronoun and clause is not None:
        mention = agent_of(parse, at)
    if not found and mention is not None and mention.state in parse.dictionary.states:
        yield mention.state, mention.head


def weigh(parse: Parse, before: int, apart: str) -> dict[str, float]:
    """Return how much each state is in mind at a token of a sentence, but for one."""
    weights: dict[str, float] = {}
    for spoken in spoken_of(parse):
        near = HERE if spoken.token < before else 0.5
        weights[spoken.state] = weights.get(spoken.state, 0.0) + near * spoken.weight
    fading = 1.0
    for past in _before(parse):
        for spoken in spoken_of(past):
            weights[spoken.state] = weights.get(spoken.state, 0.0) + fading * spoken.weight
        fading *= FADING
    home = parse.memory.home
    if home is not None:
        weights[home[2]] = weights.get(home[2], 0.0) + HOME
    if apart:
        weights.pop(apart, None)
        for step, other in enumerate(_opposite(parse, apart)):
            weights[other[0]] = weights.get(other[0], 0.0) + PAIRED / (1 + step)
    return weights


def _before(parse: Parse) -> Iterator[Parse]:
    """Yield the sentences before, the last one first, as far as they are of one item: not past a headline."""
    later = parse
    for past in parse.memory.told[::-1]:
        if later.sentence.parted_from(past.sentence):
            return
        yield past
        later = past


def _opposite(parse: Parse, state: str, far: int = 6) -> Iterator[Known]:
    """Yield the states that last acted on another, or were acted on by it, the latest first."""
    for one, other in parse.memory.pairs[-far:][::-1]:
        if state in (one[0], other[0]):
            yield other if state == one[0] else one


def likeliest(
    parse: Parse, before: int, apart: str, enough: float = ENOUGH, clear: float = 1.0, seat: str = ""
) -> Known | None:
    """Return the state that is most in mind at a token, but for one; ``clear`` times as much as any other.

    ``seat`` is the state where a report was written, if that counts.
    """
    weights = weigh(parse, before, apart)
    if seat and seat != apart:
        weights[seat] = weights.get(seat, 0.0) + SEATED
    first, *others = nlargest(2, weights, key=weights.__getitem__) or [""]
    if not first or weights[first] < enough or (others and weights[first] < clear * weights[others[0]]):
        return None
    return parse.dictionary.known_state(first)


def last_two(parse: Parse, before: int, apart: str) -> tuple[Known, ...]:
    """Return the two states that "both sides" are: those that last acted on one another, else the two most in mind."""
    foes = parse.memory.foes(apart)
    if foes:
        return foes
    for one, other in reversed(parse.memory.pairs):
        if apart not in (one[0], other[0]):
            return one, other
    first = _most(parse, before, apart, 2)
    return first if len(first) == 2 else ()


def _two_here(parse: Parse, before: int, apart: str) -> tuple[Known, ...]:
    """Return the two states that are named before in the sentence: "met Peru and Chile and brokered a deal"."""
    named = [spoken.state for spoken in spoken_of(parse) if spoken.token < before and spoken.state != apart]
    last = list(dict.fromkeys(named[::-1]))[:2]
    return tuple([parse.dictionary.known_state(state) for state in last]) if len(last) == 2 else ()


def _most(parse: Parse, before: int, apart: str, count: int) -> tuple[Known, ...]:
    """Return the states that are most in mind at a token, but for one."""
    weights = weigh(parse, before, apart)
    return tuple([parse.dictionary.known_state(state) for state in nlargest(count, weights, key=weights.__getitem__)])


# organisations and armed groups that are called by a common noun


def _called(parse: Parse, mention: Mention) -> Known | None:
    """Return the organisation or the group that "the Council", "the alliance" or "the militants" is."""
    head, first = parse.sentence.words[mention.head], parse.sentence.words[mention.first].text
    if first not in DEFINITE:
        return None
    if mention.kind == "armed-group" or head.noun in MOVEMENTS:
        return _last_named(parse, mention, "armed-group")
    if head.noun in UNIONS:
        return _last_named(parse, mention, "igo")
    if mention.kind == "company":
        return _last_firm(parse, mention)
    noun, first_part = head.noun, head
    if mention.head > 1 and parse.sentence.words[mention.head - 1].text == "-":
        first_part = parse.sentence.words[mention.head - 2]
        noun = f"{first_part.text}-{noun}"  # "the SECRETARY-GENERAL"
    identity = BODIES.get(noun, "") if first_part.written[:1].isupper() else ""
    marks = [mark.replace("_", " ") for mark in MARKS if MARKS[mark] == identity]
    if not identity or (marks and not any(map(parse.sentence.text_has, marks))):
        return None
    return identity, "igo", "", parse.dictionary.titles[identity]


def _last_firm(parse: Parse, mention: Mention) -> Known | None:
    """Return the firm that "the company" is: the last name without a state that nobody introduced as a person."""
    for past in [parse, *_before(parse)]:
        for at in range(len(past.chunks.kinds) - 1, -1, -1):
            if past.chunks.kinds[at] != "n" or (past is parse and past.chunks.begins[at] >= mention.first):
                continue
            other = past.mention(at)
            firm = other.kind == "company" and other.rank == NAME
            acts = other.named and other.kind == "other" and any(each.subject == at for each in past.clauses)
            if firm or (acts and not (other.thing or other.state or other.event)):
                return known_as(other)
    return None


def _last_named(parse: Parse, mention: Mention, kind: str) -> Known | None:
    """Return the actor of a kind that was named last."""
    here = parse.sentence.words[: mention.a]
    for words in (here, *(past.sentence.words for past in _before(parse))):
        for word in reversed(words):
            if word.name is not None and word.name[1] == kind:
                identity, _, state = word.name
                return identity, kind, state, parse.dictionary.titles.get(identity, word.written)
    return None


def _become(mention: Mention, known: Known) -> None:
    """Let a mention be somebody told before."""
    mention.be(known)
    mention.rank, mention.thing, mention.place = NAME, False, None


# who acts


def _settle_actor(parse: Parse, event: Event) -> None:
    actor, recipient = event.actor, event.recipient
    apart = recipient.state if recipient is not None and not recipient.pronoun else ""
    if actor is None:
        _settle_unnamed(parse, event, apart)
    elif actor.pronoun:
        known = likeliest(parse, actor.a, apart)
        if known is not None and parse.sentence.words[actor.head].text in ("it", "they"):
            _let_act(event, recalled(known, actor))
    elif _agree_together(parse, event, actor):
        return
    elif actor.of_state or not (actor.thing or actor.event):
        called = _called(parse, actor)
        if called is not None:
            _become(actor, called)
            return
        owner = actor.owner
        if owner is not None and owner.rank == NAME and not owner.state and owner.kind != "person":
            if parse.sentence.words[actor.head].noun in OFFICES:
                _let_act(event, owner)  # "ABKHAZIA'S AUTHORITIES expelled": nobody else's
            return
        known = _in_power(parse, event, actor) or _home_of(parse, actor, apart)
        if known is not None:
            _guess(parse, actor, _answering(parse, event) or known)
            event.score -= GUESSED
        elif apart in parse.dictionary.states and event.type in POWER and _may_rule(actor):
            _lives_in(actor, parse.dictionary.known_state(apart))  # "the president was arrested by SOLDIERS"


def _may_rule(mention: Mention) -> bool:
    return mention.kind == "agency" and mention.sentence.words[mention.head].noun not in HOSTED


def _is_police(mention: Mention) -> bool:
    return has_power(mention)


def _in_power(parse: Parse, event: Event, actor: Mention) -> Known | None:
    """Return the state of the place where the police act: "In BOMBAY, police shot dead twelve"."""
    known = event.type in POWER and not actor.named and _is_police(actor)
    return _scene(parse, event, "") if known else None


def _agree_together(parse: Parse, event: Event, actor: Mention) -> bool:
    """Let what "the neighbours" or "both sides" do together be between the two that they are."""
    if (
        event.type not in TOGETHER
        or not _stands_for(parse, actor)
        or not (event.recipient is None or event.recipient.thing)
    ):
        return False
    pair = pair_told(parse, actor, "")
    if len(pair) == 2:
        event.actor, event.recipient = recalled(pair[0], actor), recalled(pair[1], actor)
        event.actor.head = actor.first  # two parties in one phrase
        event.score -= LESS_SURE
    return len(pair) == 2


def _settle_unnamed(parse: Parse, event: Event, apart: str) -> None:
    """Let what is said by nobody named be said where it is said: "was rejected IN DOHA"."""
    clause = event.clause
    if clause is None or not clause.passive or event.type not in SPOKEN:
        return
    for word, at in clause.phrases:
        place = parse.mention(at)
        seat = parse.sentence.words[place.head].written in parse.dictionary.seats
        if word in PLACING and seat and place.kind == "state" and place.state != apart:
            _let_act(event, recalled(known_as(place), place))
            return


def _let_act(event: Event, mention: Mention) -> None:
    event.actor = mention
    event.score -= LESS_SURE


def _home_of(parse: Parse, mention: Mention, apart: str) -> Known | None:
    """Return the state of an office, a force or a titled person that is told without one."""
    words = parse.sentence.words
    first, noun = words[mention.first].text, words[mention.head].noun
    titled = mention.kind == "person" and mention.named
    if first == "your" and parse.memory.home is not None:
        return parse.memory.home if parse.memory.home[0] != apart else None
    if noun in CROWDED and not mention.named:
        return _where(parse, mention, apart)
    if not (mention.kind in ("agency", "state") or noun in OFFICES or titled):
        return None
    place = _placed(parse, mention)
    if place is not None:
        return place if place[0] != apart else None
    if words[mention.head].text != noun and any(word.text in REGIONAL for word in words[mention.a : mention.head]):
        return None  # "ARAB ministers" are of no one state
    if noun in OFFICES and not mention.named and _is_elsewhere(words[max(mention.a, 1) : mention.head + 1]):
        return None  # "the ABKHAZ defence minister"
    if parse.sentence.tags.startswith("IP", mention.b) and parse.sentence.words[mention.b].text == "in":
        return None  # "police IN WAU", a place that no table has
    if noun in HOSTED and first not in OWN and [word.text for word in words[mention.b : mention.b + 1]] == ["in"]:
        return None  # whose "the embassy IN PARIS" is nobody says
    if first in INDEFINITE:  # in a list by state "A SPOKESMAN" is of whose section it is
        homes = parse.memory.homes
        return homes[0] if len(homes) == 1 and homes[0][0] != apart else None
    if first in OWN:
        return _holder(parse, mention, apart)
    spoken_for = _spoken_for(parse, apart) if mention.first == 0 and titled else None
    office = not mention.named and ((first == "the" and noun in HOME_OFFICES) or _is_police(mention))
    known = spoken_for or likeliest(parse, mention.a, apart, seat=parse.memory.seat if office else "")
    against = known is not None and titled and any(_is_against(each, mention, known) for _, each in parse.memory.recent)
    return None if against else known


def _is_elsewhere(words: list[Word]) -> bool:
    """Return whether a name that no table has stands before an office in small letters."""
    i = next((i for i, word in enumerate(words) if word.tag == "P"), -1)
    if i < 0 or words[i].belongs or words[i].agent or words[i].name is not None:
        return False
    return all(word.written.islower() for word in words[i + 1 :])


def _is_against(proposal: Proposal, mention: Mention, known: Known) -> bool:
    """Return whether somebody has acted on a state, whose he will hardly be."""
    return proposal.actor == mention.identity and proposal.recipient_state == known[2]


def _spoken_for(parse: Parse, apart: str) -> Known | None:
    """Return the state that the sentence before begins with: "CHAD urged restraint. Foreign Ministry spokesman Ali"."""
    past = next(_before(parse), None)
    clause = past.clauses[0] if past is not None and past.clauses else None
    if past is None or clause is None or clause.subject != 0 or clause.passive or clause.form not in "VE":
        return None
    subject = past.mention(0)
    alone = subject.kind == "state" and subject.rank == NAME and not joined_to(past, 0)
    return parse.dictionary.known_state(subject.state) if alone and subject.state not in ("", apart) else None


def _where(parse: Parse, mention: Mention, apart: str) -> Known | None:
    """Return the state where a crowd is: "students marched on Peru's embassy IN QUITO", "IN QUITO, a mob"."""
    chunks = parse.chunks
    for at, kind in enumerate(chunks.kinds):
        if kind == "n" and at and chunks.word(at - 1) in PLACED and (at == 1 or chunks.begins[at] > mention.head):
            place = parse.mention(at)
            if place.rank == NAME and place.state in parse.dictionary.states and place.state != apart:
                return parse.dictionary.known_state(place.state)
    return None


def _answering(parse: Parse, event: Event) -> Known | None:
    """Return to whom was done what is refused or granted by somebody whose state is not told."""
    if event.type not in ANSWERS or not parse.memory.recent or not is_open(event.recipient):
        return None
    told = parse.memory.recent[-1][1]
    if told.type in DEMANDING and told.recipient_state in parse.dictionary.states:
        return parse.dictionary.known_state(told.recipient_state)
    return None


def _placed(parse: Parse, mention: Mention) -> Known | None:
    """Return the state in the phrase after: "jets FROM ABU DHABI", "villagers IN MALI"."""
    chunks = parse.chunks
    at = next((i for i, last in enumerate(chunks.lasts) if last == mention.b - 1), -1)
    if parse.sentence.words[mention.head].noun in HOSTED and chunks.kinds.startswith("In", at + 1):
        at += 2 * (chunks.word(at + 1) in PLACING)
    while at >= 0 and chunks.kinds.startswith("In", at + 1):
        place = parse.mention(at + 2)
        if chunks.word(at + 1) in OF_PLACE and place.rank == NAME and place.state in parse.dictionary.states:
            return parse.dictionary.known_state(place.state)
        at += 2
    return None


def _holder(parse: Parse, mention: Mention, apart: str) -> Known | None:
    """Return the state of whose "its", "his" or "their" an office is."""
    for clause in reversed(parse.clauses):
        if clause.subject >= 0 and parse.chunks.lasts[clause.subject] < mention.first:
            subject = parse.mention(clause.subject)
            if subject.state in parse.dictionary.states and subject.state != apart:
                return parse.dictionary.known_state(subject.state)
    words, lasts = parse.sentence.words, parse.chunks.lasts
    his, another = words[mention.first].text in ("his", "her"), words[mention.head].noun in ANOTHERS
    person = last_person(parse, lasts.index(mention.head)) if his and mention.head in lasts else None
    if person is not None and not (another and person.state == apart):  # "HIS luggage", of whom was told before
        told = person.state in parse.dictionary.states and person.state != apart
        return parse.dictionary.known_state(person.state) if told else None
    governs = (
        parse.sentence.words[mention.head].noun in GOVERNING
    )  # "who pay for much in Rwanda called on ITS GOVERNMENT"
    return (_named_last(parse, mention, apart) if governs else None) or likeliest(parse, mention.first, apart)


def _named_last(parse: Parse, mention: Mention, apart: str) -> Known | None:
    """Return the state that was named, or meant, last in the sentence before somebody, but for one."""
    before = [each for each in parse.mentions if each is not None and each.head < mention.first]
    states = [each.state for each in before if each.state in parse.dictionary.states and each.state != apart]
    return parse.dictionary.known_state(states[-1]) if states else None


def _guess(parse: Parse, mention: Mention, known: Known) -> None:
    """Let somebody be of a state, and keep in mind where no words say so."""
    told = _placed(parse, mention)
    _lives_in(mention, known)
    if (told is None or told[0] != known[0]) and mention.kind != "state":
        parse.memory.guessed.add((mention.identity, mention.state))


def _lives_in(mention: Mention, known: Known) -> None:
    """Let somebody without a state be of one."""
    if mention.named:
        mention.state = known[2]
    elif mention.of_state:
        _become(mention, known)
    else:
        mention.live_in(recalled(known, mention))
    mention.rank, mention.thing = NAME, False


# to whom it is done


def _settle_recipient(parse: Parse, event: Event, events: list[Event]) -> None:
    actor, recipient = event.actor, event.recipient
    if actor is None or actor.pronoun or actor.thing or not (actor.state or actor.kind == "igo"):
        return
    if recipient is not None and parse.sentence.words[recipient.head].text in ITSELF:
        return
    called = _called(parse, recipient) if recipient is not None and not recipient.pronoun else None
    if called is not None and recipient is not None and called[0] != actor.identity:
        _become(recipient, called)
        return
    mine = _mine(parse, event)
    if mine is not None and mine[2] != actor.state:
        _let_suffer(event, _at_cue(parse, event, mine))
    elif recipient is not None and (recipient.pronoun or is_same(event)):
        known = likeliest(parse, recipient.a, actor.state)
        if known is not None:
            _let_suffer(event, recalled(known, recipient))
    elif recipient is None or (recipient.thing and not _stands_for(parse, recipient)):
        _aim_at_other(parse, event, events, actor.state)
    else:
        _settle_somebody(parse, event, recipient, actor.state)


def _stands_for(parse: Parse, mention: Mention) -> bool:
    """Return whether a common noun stands for states told before: "THE TWO", "BOTH CAPITALS", "HIS HOSTS"."""
    words = parse.sentence.words
    word, first = words[mention.head], words[mention.first].text
    several = word.noun in SETS and (word.text != word.noun or word.text in COUNTED) and first in DEFINITE
    return several or (word.noun in RELATED and first in OWN)


def _mine(parse: Parse, event: Event) -> Known | None:
    """Return whose text it is where something of "ours" is what an act is done to: "came to OUR aid"."""
    clause, memory = event.clause, parse.memory
    known = memory.home or memory.author
    if clause is None or known is None or memory.asking:
        return None
    for at in (clause.object, clause.second, *[at for _, at in clause.phrases]):
        begin = parse.chunks.begins[at] if at >= 0 else -1
        if begin >= 0 and parse.sentence.words[begin].text in OURS and not parse.sentence.is_quoted(begin):
            return known
    return None


def _let_suffer(event: Event, mention: Mention) -> None:
    event.recipient, event.recipients = mention, ()
    event.score -= LESS_SURE


def _settle_somebody(parse: Parse, event: Event, recipient: Mention, apart: str) -> None:
    """Give whom something is done to a state, or let a common noun be the organisation that it means."""
    pair = pair_told(parse, recipient, apart)
    if pair:
        _let_suffer(event, recalled(pair[0], recipient))
        event.recipients = tuple(recalled(each, recipient) for each in pair[1:])
        return
    if event.type in POWER:
        settle_home(parse, event, recipient)
        if recipient.state:
            return
    elsewhere = (_placed(parse, recipient) or _scene(parse, event, apart)) if event.type in POWER else None
    if (elsewhere is None or elsewhere[0] == apart) and settle_own(parse, event, recipient):
        return
    if recipient.resolved and recipient.head < event.cue[1]:
        return  # who was told before, at the verb: its words say nothing of him
    known = _home_of(parse, recipient, apart) or _whose_people(parse, event, recipient, apart)
    known = helped(parse, event, apart, known)
    if known is not None:
        _guess(parse, recipient, known)
        event.score -= GUESSED


def pair_told(parse: Parse, mention: Mention, apart: str) -> tuple[Known, ...]:
    """Return whom "the parties", "both capitals" or "the pair" are."""
    words = parse.sentence.words
    word = words[mention.head]
    alone = word.text == word.noun and word.noun not in CALMING and word.noun not in COUNTED
    if word.noun not in SETS or alone or (words[mention.first].text in OWN and word.noun in RELATED):
        return ()
    place = parse.chunks.lasts.index(mention.head) if mention.head in parse.chunks.lasts else -1
    apposed = apposed_pair(parse, place) if place >= 0 else ()
    if apposed:
        return tuple([known_as(each) for each in apposed])
    count = int(COUNTS.get(words[mention.head - 1].text, 0))
    here = _two_here(parse, mention.a, apart) if word.noun in COUNTED else ()
    if here:
        return here
    return _most(parse, mention.a, apart, count) if count else last_two(parse, mention.a, apart)


def _aim_at_other(parse: Parse, event: Event, events: list[Event], apart: str) -> None:
    """Let an act that is done to nobody, or to a thing, be done to the other side."""
    thing, clause = event.recipient, event.clause
    lemma = clause.lemma if clause is not None else ""
    between = not MEDIATING.isdisjoint(re.split("[+-]", event.pattern))
    if (
        (event.type not in DIRECTED and not between)
        or lemma in MILD
        or (lemma in AT_HOME and event.type in AT_HOME_TYPES)
        or concerns_himself(parse, event)
        or holds_some(parse, event)
    ):
        return
    noun = ""
    if clause is not None and clause.object >= 0:
        noun = parse.nouns[clause.object]
        if noun in ITSELF:
            return
    elif clause is not None and clause.phrases:
        noun = parse.nouns[clause.phrases[0][1]]  # "called FOR RESTRAINT"
    if (event.type == "REQUEST" and noun in CALMING) or between:
        pair = (_two_here(parse, event.cue[0], apart) if between else ()) or last_two(parse, event.cue[0], apart)
        if pair:
            _let_suffer(event, _at_cue(parse, event, pair[0]))
            event.recipients = tuple(_at_cue(parse, event, each) for each in pair[1:])
        return
    if event.type == "AID" and noun not in GOODS:
        return
    known = _aggressor(parse, apart) if event.type in ("ACCUSE", "PROTEST") else None
    known = known or (_scene(parse, event, apart) if event.type == "ASSAULT" else None)
    if known is None:
        known = target(parse, event, events, apart, likeliest(parse, event.cue[1], apart, PLAIN, CLEAR))
    blamed = clause is not None and clause.object >= 0 and event.type in ("ACCUSE", "PROTEST", "REJECT")
    if known is not None and blamed and clause is not None and known[0] in sufferers(parse, clause.object):
        return  # "condemned the siege of SARAJEVO"
    if known is not None:
        named = recalled(known, thing) if thing is not None and not thing.resolved else _at_cue(parse, event, known)
        _let_suffer(event, named)


def _aggressor(parse: Parse, apart: str) -> Known | None:
    """Return the state that was last told to have done harm to another than somebody's own, whom a third one blames."""
    for _, told in parse.memory.recent[: -RECENT - 1 : -1]:
        states = parse.dictionary.states
        if told.type in FORCEFUL and told.actor_state in states and told.recipient_state in states:
            if apart not in (told.actor_state, told.recipient_state) and told.actor_state != told.recipient_state:
                return parse.dictionary.known_state(told.actor_state)
            return None
    return None


def _at_cue(parse: Parse, event: Event, known: Known) -> Mention:
    """Return somebody told before as a mention at the words that name the act."""
    return recalled(known, Mention(event.cue[0], event.cue[1], parse.sentence))


def _whose_people(parse: Parse, event: Event, recipient: Mention, apart: str) -> Known | None:
    """Return the state of people, or of a place, to whom something is done."""
    if recipient.kind not in ("person", "other") and not recipient.named:
        return None
    place = _placed(parse, recipient) or (_scene(parse, event, "") if event.type in FORCEFUL else None)
    if place is not None:
        return place
    words = parse.sentence.words
    related = words[recipient.head].noun in RELATED and words[recipient.first].text in OWN
    if not related and event.type not in HARMFUL and event.type not in GIVEN:
        return None
    known = _named_last(parse, recipient, apart) if related else None
    foes = (each for each in _opposite(parse, apart, 4) if each[1] != "igo")  # "drug suspects" are no court's
    known = known or next(foes, None)
    return known or likeliest(parse, recipient.a, apart)


def _scene(parse: Parse, event: Event, apart: str) -> Known | None:
    """Return the state of the place where harm is done: "killed people on a bus near EILAT", "In BUCHA, they shot"."""
    chunks = parse.chunks
    kinds, first = chunks.kinds, bisect_left(chunks.lasts, event.cue[1] - 1)
    later = [each for each in parse.clauses if each.at > first and each.form in "VE" and each.via != "reduced"]
    until = next((each.at for each in later if each.subject != first), len(kinds))
    for at in [*range(first + 1, until), 1]:
        if kinds[at - 1 : at + 1] != "In":
            continue
        word, place = chunks.word(at - 1), parse.mention(at)
        if word not in SCENE and not (word in ("to", "for") and at > 1 and parse.nouns[at - 2] in ROADS):
            continue
        seat = place.kind == "state" or parse.sentence.words[place.head].written in parse.dictionary.places
        if seat and place.rank == NAME and place.state in parse.dictionary.states and place.state != apart:
            return parse.dictionary.known_state(place.state)
    return None


# what is told besides


def accusations(said: list[tuple[Event, Mention]]) -> list[Event]:
    """Return the charges of who says that another harmed him: "Iraq said that TURKISH JETS HAD BOMBED its villages"."""
    found = []
    for event, speaker in said:
        actor, recipient = event.actor, event.recipient
        if actor is None or actor.pronoun or not actor.state or event.stance != "asserts":
            continue
        victim = recipient.state if recipient is not None else ""
        if speaker.state not in ("", actor.state) and victim in ("", speaker.state):
            charge = replace(event, type="ACCUSE", mode="allege", pattern=f"say+{event.pattern}", actor=speaker)
            charge.recipient, charge.actors, charge.recipients = actor, (), event.actors
            charge.mutual, charge.score = False, event.score - LESS_SURE
            found.append(charge)
    return found


def help_thanked_for(parse: Parse, thanked: list[Event]) -> list[Event]:
    """Return the help that somebody is thanked for: "thanked Spain FOR ITS AID"."""
    found = []
    for event in thanked:
        clause, recipient = event.clause, event.recipient
        if event.type != "SUPPORT" or clause is None or recipient is None or is_open(recipient):
            continue
        nouns = [parse.nouns[at] for word, at in clause.phrases if word == "for"]
        kinds = [HELPING[noun] for noun in nouns if noun in HELPING]
        if kinds:
            helped = replace(event, type=kinds[0], mode="", pattern=f"{clause.lemma}+for", actor=recipient)
            helped.recipient, helped.actors, helped.recipients = event.actor, event.recipients, event.actors
            helped.provoked, event.answered, parse.answering = True, helped, True  # thanks answer the help
            found.append(helped)
    return found


def denied_charges(parse: Parse, refused: list[Event]) -> list[Event]:
    """Return the charge that is refused where only its noun tells it: "Mali rejected THE ACCUSATION"."""
    found = []
    for event in refused:
        clause, accuser, noun_at = event.clause, event.recipient, -1
        if clause is not None:
            noun_at = clause.object if clause.object >= 0 else clause.phrases[0][1] if clause.phrases else -1
        if noun_at < 0 or accuser is None or is_open(accuser) or event.answers >= 0 or event.answered is not None:
            continue
        if not accuser.resolved or parse.nouns[noun_at] not in CHARGES or any(_accuses(parse, event)):
            continue
        claimant = parse.memory.claimant
        one = (accuser.state or accuser.identity) == (claimant[2] or claimant[0]) if claimant is not None else False
        if not one or not _says_no_more(parse, noun_at):
            continue
        chunks = parse.chunks
        charge = replace(event, type="ACCUSE", mode="allege", pattern=f"{parse.nouns[noun_at]}-of", actor=accuser)
        charge.recipient, charge.actors, charge.recipients = event.actor, (), ()
        charge.clause, charge.cue, charge.provoked = None, (chunks.lasts[noun_at], chunks.lasts[noun_at] + 1), True
        event.answered, parse.answering = charge, True
        found.append(charge)
    return found


def _says_no_more(parse: Parse, at: int) -> bool:
    """Return whether nothing behind a charge tells which it is: not "the claim, made by Chad," or "the claim that"."""
    after = parse.chunks.kinds[at + 1 : at + 2]
    if parse.chunks.kinds.startswith(",v", at + 1):
        return parse.lookup[at + 2].form == "G"  # "rejected the charge, SAYING"
    return after in ("", "C", ";", "U") or (after == "I" and parse.chunks.word(at + 1) in SAYS_HOW)


def _accuses(parse: Parse, event: Event) -> Iterator[bool]:
    """Yield whether each act told lately is a charge against who refuses one."""
    for _, other in parse.memory.recent[-8:]:
        yield other.type == "ACCUSE" and event.actor is not None and other.recipient_state == event.actor.state
