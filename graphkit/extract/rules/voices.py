"""Who "we" are in a text that names its author nowhere: the state most spoken of, told as no other; and who "he" is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import pairwise

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import Acting, Known, Pattern, known_parties
from graphkit.extract.rules.names import POSTS
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    known_as,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.words import word_class

GROUPS = word_class("roles.groups")
BODIES = word_class("roles.no_he")
OURS = word_class("voices.ours")
ADDRESSED = word_class("voices.addressed")
PAIRS = word_class("roles.pairs")
ASKED = word_class("home.asking") | word_class("home.nobodys")
OFTEN = 1.5  # how much a state must be spoken of
LABEL = 5  # words that a label of who speaks may have
LED = 1.0  # more for a leader, who is named without his state at home
AGAINST = 3.0  # less for each time that it is told as another


def settle_voice(parses: Sequence[Parse]) -> None:
    """Let who writes "we" be of the state that the text speaks of most and hardly sets against "us"."""
    first, memory = parses[0], parses[0].memory
    if any(map(_names_speaker, parses)):
        return  # "MR. MILLER: We ..." and "here in Washington" tell it
    transcript = any(word.text in ASKED for parse in parses for word in parse.sentence.words[:1])
    ours = OURS | ADDRESSED if transcript else OURS
    weights: dict[str, float] = {}
    for parse in parses:
        for state, weight in _named(parse):
            weights[state] = weights.get(state, 0.0) + weight
        for state in _set_against(parse, ours):
            weights[state] -= AGAINST
    best, *others = nlargest(2, weights, key=weights.__getitem__) or [""]
    if best and weights[best] >= OFTEN and not (others and weights[others[0]] == weights[best]):
        memory.home = memory.author = first.dictionary.known_state(best)


def _names_speaker(parse: Parse) -> bool:
    """Return whether a sentence is labelled with who speaks, or says where it is spoken."""
    words = parse.sentence.words
    labelled = bool(words) and words[0].title and any(word.text == ":" for word in words[1:LABEL])
    return labelled or any(one.text == "here" and two.text == "in" for one, two in pairwise(words))


def _named(parse: Parse) -> Iterator[tuple[str, float]]:
    """Yield the states that a sentence names, and how much that speaks for one."""
    for word in parse.sentence.words:
        state = parse.dictionary.state_of(word)
        if state:
            yield state, 1.0 + LED * (word.name is not None and word.name[1] == "person")


def _set_against(parse: Parse, ours: frozenset[str]) -> Iterator[str]:
    """Yield the states that a sentence tells as others: "CHINA bans OUR wine", "OUR FRENCH friends"."""
    chunks, words = parse.chunks, parse.sentence.words
    for at, kind in enumerate(chunks.kinds):
        if kind == "n" and words[chunks.begins[at]].text in ours:
            yield from _states_in(parse, at)  # "our FRENCH friends"
    for clause in parse.clauses:
        others = [at for at in (clause.object, clause.second, *[at for _, at in clause.phrases]) if at >= 0]
        subject = clause.subject
        if subject >= 0 and _is_ours(parse, subject, ours):
            for at in others:
                yield from _states_in(parse, at)
        elif subject >= 0 and any(_is_ours(parse, at, ours) for at in others):
            yield from _states_in(parse, subject)


def _is_ours(parse: Parse, at: int, ours: frozenset[str]) -> bool:
    """Return whether a phrase is "we", or something of ours, outside quotation marks."""
    begin = parse.chunks.begins[at]
    word = parse.sentence.words[begin]
    return word.text in ours and word.name is None and not parse.sentence.is_quoted(begin)


def _states_in(parse: Parse, at: int) -> Iterator[str]:
    for token in range(parse.chunks.begins[at], parse.chunks.lasts[at] + 1):
        state = parse.dictionary.state_of(parse.sentence.words[token])
        if state:
            yield state


# who "he" is


def is_he(known: Acting) -> bool:
    """Return whether somebody may be "he": one person, or who holds one office."""
    if not isinstance(known, Mention):
        return known.kind in ("person", "agency")
    word = known.sentence.words[known.head]
    if known.kind == "igo":
        return word.name is None and (word.agent == "person" or word.text in POSTS)
    if known.kind == "agency" and word.noun in BODIES:
        return False  # "the ARMY began drills after SHE met"
    one = known.named or known.resolved or word.name is not None or word.text == word.noun
    return known.kind in ("person", "agency") and one


def is_it(known: Acting) -> bool:
    """Return whether somebody may be "it": no person, and nobody by an office that one alone holds, "an ENVOY"."""
    if known.kind != "agency" or not isinstance(known, Mention):
        return known.kind != "person"
    word = known.sentence.words[known.head]
    return word.text not in POSTS


def last_person(parse: Parse, at: int) -> Mention | None:
    """Return the person who was last a subject in the sentences before."""
    for past in parse.memory.told[::-1]:
        for clause in past.clauses:
            mention = past.mention(clause.subject) if clause.subject >= 0 else None
            if mention is not None and mention.rank == NAME and mention.kind == "person" and is_he(mention):
                return recalled(known_as(mention), parse.mention(at))
    return None


def several_before(parse: Parse, at: int) -> Mention | None:
    """Return whom "they" are, where only one state acts before: "Peru shot down Chilean DRONES after THEY crossed"."""
    subject = next((clause.subject for clause in parse.clauses if 0 <= clause.subject < at and clause.at < at), -1)
    if subject < 0 or parse.mention(subject).kind != "state" or _act_together(parse, subject, at):
        return None
    for place in range(at - 1, subject, -1):
        word = parse.sentence.words[parse.chunks.lasts[place]]
        if parse.chunks.kinds[place] == "n" and word.text != word.noun and word.name is None:
            mention = parse.mention(place)
            if mention.state in parse.dictionary.states and mention.state != parse.mention(subject).state:
                return mention
    return None


def _act_together(parse: Parse, one: int, other: int) -> bool:
    """Return whether several act together: "Peru and Chile said THEY"."""
    return "C" in parse.chunks.kinds[one:other] and parse.chunks.kinds.startswith("Cn", one + 1)


def read_capitals(parse: Parse, at: int, state: Known | None) -> None:
    """Remember whose an item of a digest is: a state in capitals, or its seat where the item names the state."""
    words = parse.sentence.words
    if state is None or at != 1 or not words[0].written.isupper():
        return
    seat = words[0].written.title() in parse.dictionary.seats
    if not seat or any(parse.dictionary.state_of(each) == state[2] for each in words[at:]):
        parse.memory.begin_section(parse.sentence.start, (state,), [])


# whose people are meant, and who is asked


SUBJECTS, BACK = word_class("roles.subjects"), word_class("roles.back")
SUMMONING, OWN, AT_HOME = word_class("roles.summoning"), word_class("roles.own"), word_class("roles.at_home")
KEEPING_AWAY, KEEPING = word_class("roles.keeping_away"), word_class("roles.keeping")
KEPT_OFF = word_class("roles.kept_off")
HOLDING, POWERS = word_class("mentions.holding"), word_class("mentions.powers")
TAKEN_TO_TASK, BLAMED_BY = word_class("roles.taken_to_task"), word_class("roles.blamed_by")
DONE_TO, DOUBTFUL = word_class("roles.done_to"), word_class("roles.doubtful")
LATELY = 3  # sentences after which who spoke before no longer goes on
DIPLOMATS, CHOICES = word_class("patterns.diplomats"), word_class("patterns.told_of")
CENSURED_FOR, WORDY = word_class("match.censured_for"), word_class("match.wordy")
AWAY_FROM_HOME = word_class("roles.away_from_home")
CROWDS, GATHERED_IN = word_class("roles.crowds"), word_class("roles.gathered_in")
STREETS, PLACE_KINDS = word_class("roles.streets"), word_class("roles.place_kinds")


def settle_home(parse: Parse, event: Event, people: Mention) -> None:
    """Give people without a state that of whoever has power over them: "ITS CITIZENS", "DISSIDENTS"."""
    actor = event.actor
    if people.state or people.named or people.kind != "person" or actor is None:
        return
    words, known = parse.sentence.words, actor.state in parse.dictionary.states
    told = [word.text for word in words[people.a : people.head]]  # "thousands of ITS citizens"
    own = ("its" in told or "their" in told) and (actor.kind == "state" or actor.kind == "agency")
    subject = words[people.head].noun in SUBJECTS or words[people.head - 1].text in BACK
    if not known or not (own or (actor.kind == "state" and subject)):
        return
    for clause in parse.clauses:
        other = parse.mention(clause.subject) if own and clause.subject >= 0 else actor
        if other.state and other.state != actor.state:
            return  # "Iraq said Turkey had bombed ITS CITIZENS"
    people.live_in(recalled(parse.dictionary.known_state(actor.state), actor))


def settle_crowd(parse: Parse, clause: Clause, crowd: Mention) -> None:
    """Let a crowd be of where it gathers: "thousands marched IN LIMA", "took to the streets OF LIMA"."""
    noun = crowd.sentence.words[crowd.head].noun
    if crowd.kind not in CROWDS or crowd.rank != AGENT or crowd.named or crowd.pronoun or noun in AWAY_FROM_HOME:
        return
    places = [at for word, at in clause.phrases if word in GATHERED_IN]
    streets = [at for word, at in clause.phrases if word == "to" and parse.nouns[at] in STREETS]
    for at in (*places, *streets):
        after = [place for word, place in phrases_after(parse, at) if word == "of"]
        for where in (at, *after):
            place = parse.mention(where)
            if place.rank == NAME and place.state in parse.dictionary.states and place.kind in PLACE_KINDS:
                crowd.live_in(recalled(parse.dictionary.known_state(place.state), place))
                crowd.rank = NAME
                return


def settle_asked(parse: Parse, clause: Clause, event: Event, at: int) -> None:
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


def told_own(parse: Parse, inner: Clause, asked: Event) -> tuple[bool, Event | None]:
    """Return whether somebody tells his own people something, and what measure that is: "told ITS AIRLINES to"."""
    actor, people, clause = asked.actor, asked.recipient, asked.clause
    if clause is None or people is None or actor is None or not (actor.state or actor.kind == "igo"):
        return False, None
    words = [word.text for word in parse.sentence.words[people.first : people.head]]
    own = bool(words) and words[0] in OWN and people.owner is None
    if not own and AT_HOME.isdisjoint(words) and not (people.state and people.state == actor.state):
        return False, None
    measure = _keeping_away(parse, clause, inner, actor)
    if measure is not None:
        measure.actors = asked.actors
    if measure is not None or own:
        parse.used.add(clause.at)
    return measure is not None or own, measure


def _keeping_away(parse: Parse, clause: Clause, inner: Clause, actor: Mention) -> Event | None:
    """Return the measure that telling one's own people to keep away is: "told its airlines TO AVOID IRAN"."""
    near = [word.text for word in parse.sentence.words[inner.b : inner.b + 3]]
    keeps = inner.lemma in KEEPING and not KEPT_OFF.isdisjoint(near)
    if not (inner.negated or keeps or inner.lemma in KEEPING_AWAY):
        return None
    for at in range(inner.at + 1, len(parse.chunks.kinds)):
        if parse.chunks.kinds[at] in ";TUW" or parse.chunks.kinds.startswith(",v", at):
            break
        target = parse.mention(at) if parse.chunks.kinds[at] == "n" else None
        home = parse.memory.home or parse.memory.author
        if target is not None and home is not None and parse.sentence.words[target.first].text in OURS:
            target = recalled(home, target)  # "to leave OUR TERRITORY"
        if target is not None and target.state in parse.dictionary.states and target.state != actor.state:
            target = as_state(parse, target)
            name = f"{clause.lemma}+{inner.lemma}"
            return Event("SANCTION", "discontinue", name, actor, target, 0.0, clause, (clause.a, inner.b))
    return None


def is_the_two(parse: Parse, at: int) -> bool:
    """Return whether a phrase of two who were named before says nothing else of them: "THE TWO MEN"."""
    words = [word.text for word in parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at]]]
    if parse.nouns[at] in PAIRS:
        return words == ["the"]
    return words in (["both"], ["the", "two"], ["both", "the"], ["these", "two"])


def two_persons(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the persons that "the two men" or "the pair" are: named before in the sentence, or of the last act."""
    before = [parse.mention(one) for one in range(at) if parse.chunks.kinds[one] == "n"]
    here = {one.identity: known_as(one) for one in before if one.rank == NAME and one.kind == "person"}
    last = parse.memory.recent[-1:] if not here else []
    told = {known[0]: known for _, proposal in last for known in known_parties(proposal) if known[1] == "person"}
    found = here or told
    return tuple([recalled(each, parse.mention(at)) for each in found.values()]) if len(found) == 2 else ()


def settle_rulers(parse: Parse, at: int, mention: Mention) -> None:
    """Let those who took power be of where they did: "The soldiers WHO SEIZED POWER IN NIGER expelled"."""
    for clause in parse.clauses:
        if clause.subject == at and clause.via == "relative" and clause.lemma in HOLDING and clause.object >= 0:
            places = [place for word, place in clause.phrases if word == "in"]
            place = parse.mention(places[0]) if places and parse.nouns[clause.object] in POWERS else None
            if place is not None and place.rank == NAME and place.state in parse.dictionary.states:
                state = recalled(parse.dictionary.known_state(place.state), mention)
                mention.live_in(state)
                mention.rank = NAME
                parse.memory.agents["junta"] = state


def addressed(parse: Parse, at: int) -> Mention | None:
    """Return whom somebody warns or blames, where "it" did or may do what for: "protested to Chad after IT fired"."""
    doing = next((clause for clause in parse.clauses if clause.subject == at), None)
    blaming = next((clause for clause in parse.clauses if clause.at < at and clause.lemma in TAKEN_TO_TASK), None)
    if doing is None or doing.passive or blaming is None or blaming.passive or blaming.subject < 0:
        return None
    whom = [blaming.object, *[place for word, place in blaming.phrases if word in BLAMED_BY]]
    for place in whom:
        other = parse.mention(place) if 0 <= place < at else None
        if other is not None and other.rank == NAME and other.kind in DONE_TO and not other.pronoun:
            return recalled(known_as(other), parse.mention(at))
    return None


def gathered(parse: Parse, event: Event, inner: Clause, purpose: Event | None) -> Event:
    """Let what people gather for say against whom, or for whom: "rallied in Lagos to DENOUNCE the governor"."""
    if purpose is None or purpose.recipient is None or purpose.recipient.rank < AGENT or purpose.recipient.pronoun:
        return event
    if purpose.type in ("ACCUSE", "PROTEST", "REJECT", "REQUEST", "SUPPORT"):
        parse.used.add(inner.at)
        event.recipient, event.recipients = purpose.recipient, purpose.recipients
        event.pattern = f"{event.pattern}+{purpose.pattern}"
    if purpose.type == "SUPPORT":
        event.type, event.mode = "SUPPORT", ""
    return event


def fears(parse: Parse, clause: Clause, doing: Mention | None) -> bool:
    """Return whether who warns only fears what another's doing may bring: "warned Peru's tests COULD start a race"."""
    for other in parse.clauses:
        if other.at > clause.at and other.subject >= 0 and other.modal in DOUBTFUL and not other.via:
            mention = parse.mention(other.subject)
            return mention.event and mention.rank == PART and doing is not None and doing.state == mention.state
    return False


def that_subject(parse: Parse, clause: Clause) -> Mention | None:
    """Return who is asked or threatened where a clause tells it: "asked THAT CHAD withdraw"."""
    for other in parse.clauses:
        if other.at > clause.at and other.subject >= clause.that >= 0:
            return None if other.passive else parse.mention(other.subject)  # "asked that experts BE LET in"
    return None


def turned_away(parse: Parse, clause: Clause, event: Event) -> Event:
    """Let who will not have a guest refuse him, and an envoy whom he has no more be expelled: "will not HOST him"."""
    guest = event.actor
    event.actor, event.recipient = event.recipient, guest
    event.actors, event.recipients = event.recipients, event.actors
    envoy = guest is not None and guest.sentence.words[guest.head].noun in DIPLOMATS
    no_more = envoy and "longer" in [word.text for word in parse.sentence.words[clause.a : clause.head]]
    event.type, event.mode = ("SANCTION", "expel") if no_more else ("REJECT", "")
    event.mutual, event.pattern = False, f"not+{event.pattern}"
    return event


def tells_of_several(parse: Parse, at: int, one: Mention) -> bool:
    """Return whether states that no name tells stand nearer to "they" than the one state that acts before."""
    return any(
        parse.chunks.kinds[i] == "n" and parse.nouns[i] in GROUPS and parse.heads[i].text != parse.nouns[i]
        for i in range(at - 1, -1, -1)
        if parse.chunks.begins[i] > one.head
    )


def is_with_words(parse: Parse, clause: Clause, pattern: Pattern) -> bool:
    """Return whether words are the weapon: "attacked Chad OVER ITS POLICY", "came under fire FOR its jails"."""
    over = [at for word, at in clause.phrases if word in CENSURED_FOR]
    if pattern.fixed == ("under", "fire"):
        return bool(over)
    return clause.lemma in WORDY and any(parse.nouns[at] in CHOICES for at in over)


def _voice(parse: Parse, *, quoted: bool, alone: bool) -> Known | None:
    """Return who speaks where the sentence does not say it: in a quotation who spoke last, else the author."""
    memory = parse.memory
    if quoted:
        return memory.speaker or memory.author
    lately = memory.speaker if memory.sentences - memory.spoken <= LATELY else None
    return memory.author or (None if alone else memory.present) or lately


def speaking(parse: Parse, at: int, *, alone: bool) -> Mention | None:
    """Return who says "I", or whose side "we" is: who is said to say it, in this sentence or before, or the author."""
    reports = parse.dictionary.patterns.operators["report"]
    known: Known | None = None
    for clause in parse.clauses:
        said = (clause.form in "VE" and not clause.via and clause.lemma in reports) or clause.via == "inverted"
        if said and 0 <= clause.subject != at and known is None:
            mention = parse.mention(clause.subject)
            known = known_as(mention) if mention.rank >= AGENT and not mention.pronoun else None
    if known is None and parse.memory.asking:
        return None  # "we" of who asks is nobody that the text tells of
    known = (
        known
        or parse.memory.talker
        or _voice(parse, quoted=parse.sentence.is_quoted(parse.chunks.begins[at]), alone=alone)
    )
    if known is None:
        return None
    state = known[2] if known[2] in parse.dictionary.states and known[1] in ("person", "agency", "state") else ""
    if state and not alone:
        known = parse.dictionary.known_state(state)
    return recalled(known, parse.mention(at))
