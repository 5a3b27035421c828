"""Verb patterns matched to a clause: who acts and on whom, and which pattern fires."""

from __future__ import annotations

from graphkit.extract.rules import pairs, saying, voices
from graphkit.extract.rules.clauses import (
    OBJECT_CONTROL,
    Clause,
    brings_place,
    brought_by_whom,
    doer_at,
    done_to_before,
    is_said_loosely,
    objects_of,
    particles_near,
)
from graphkit.extract.rules.dictionary import COOPERATIVE, LOOSE, Pattern
from graphkit.extract.rules.names import come_from
from graphkit.extract.rules.pairs import joined_before, other_than_several, others_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    NOTHING,
    OPPOSED,
    PART,
    SIDES,
    Event,
    Mention,
    Parse,
    are_counted,
    begins_told,
    harms,
    has_nouns,
    is_one_another,
    joined_to,
    known_as,
    phrases_after,
    recalled,
    words_near,
)
from graphkit.extract.rules.words import BEFORE_NAMES, FLOATS, GIVING, OFFICE, class_words, verb_family, word_class

TAKING_UP, ILLS = word_class("responses.deeds"), word_class("roles.ills")
IN_PLACE, TO_OWNERS, MAKING = word_class("roles.in_place"), word_class("roles.to_owners"), word_class("roles.making")
FIRST_PERSON, FOR_DOING = word_class("roles.first_person"), word_class("roles.for_doing")
OWN, DOUBTFUL = word_class("roles.own"), word_class("roles.doubtful")
CONSIDERED, CONSIDERING = word_class("roles.considered"), word_class("roles.considering")
HARMS, ANNOUNCED = word_class("roles.harms"), word_class("home.announced")
OF_A_STATE = word_class("coder.authors") | word_class("answering.bodies")
HOME_OFFICES, MOVED = word_class("home.offices"), word_class("roles.moved")
ARTICLES, HINDERING = word_class("roles.articles"), word_class("match.hindering")
PRONOUNS, PERSONAL = word_class("roles.pronouns"), word_class("roles.personal")
PERSONS, PAIRS = word_class("roles.persons"), word_class("roles.pairs")
PERSUADING = word_class("operators.persuading")
THE_TWO = SIDES | PERSONS | PAIRS
TAKES_POWER = verb_family(word_class("mentions.holding"))
MAKES = verb_family(MAKING)
GATHERING = word_class("roles.gathering")
SETTLED_BY_TYPE, SETTLED_BY_VERB = frozenset({"PROTEST", "REQUEST", "ASSAULT"}), GATHERING | {"warn"}
HINDERED = word_class("match.hindered")
AS_WITHIN = 14  # words
CRAFT = word_class("patterns.craft") | word_class("patterns.vessels")
PREVENTING, SUMS = word_class("match.preventing"), word_class("patterns.sums")
DONE_BY, DONE_TO, ALL_THAT = map(word_class, ("roles.done_by", "roles.done_to", "roles.all_that"))


def actor_of(parse: Parse, clause: Clause) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return who acts in the clause, and further actors joined to it."""
    if clause.passive:
        at = brought_by_whom(clause)
        if at < 0:
            at = _agent_behind(parse, clause)
        if at < 0:
            at = clause.subject if clause.lemma in MOVED else _passive_place(parse, clause)
        if at < 0 and _is_announced(parse, clause):
            assert parse.memory.home is not None
            return recalled(parse.memory.home, Mention(clause.a, clause.b, parse.sentence)), ()
    else:
        at = clause.subject
    if at < 0:
        return None, ()
    noun = parse.nouns[at]
    if noun in THE_TWO:
        pair = _pair_at(parse, at, doing=True)
        if not pair and (noun in PAIRS or noun in PERSONS or parse.heads[at].text != noun):
            the_two = voices.is_the_two(parse, at)
            pair = voices.two_persons(parse, at) if the_two and noun not in SIDES else ()
            if the_two and not pair:
                return None, ()  # whom "both governments" are is not told
        if pair:
            return pair[0], pair[1:]
    agent = agent_of(parse, at)
    if agent is not None and not agent.state and (pair := _pair_behind(parse, at)):
        return pair[0], pair[1:]
    if (agent is None or agent.rank < PART) and (clause.form == "G" or _is_used(parse, clause)):
        for other in reversed(parse.clauses):
            if other.at < clause.at and other.subject >= 0 and other.subject != at:
                if other.object == at and other.lemma in HINDERED:
                    return None, ()  # "blocked A STATEMENT condemning the raid"
                return agent_of(parse, other.subject), joined_to(parse, other.subject)
    if noun == "they" and agent is not None and parse.mention(at).pronoun:
        return agent, _joined_before(parse, at, agent)
    return agent, joined_to(parse, at)


def _is_used(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb is what something was used for: "USED A LAW to freeze"."""
    return clause.form == "o" and clause.matrix in parse.lookup and parse.lookup[clause.matrix].lemma == "use"


def _pair_behind(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the two states whose people a phrase names: "COMMANDERS OF the two armies"."""
    behind = parse.chunks.kinds.startswith("In", at + 1) and parse.chunks.word(at + 1) in ("of", "from")
    return _pair_at(parse, at + 2) if behind else ()


def _pair_at(parse: Parse, at: int, *, doing: bool = False) -> tuple[Mention, ...]:
    """Return the states that a phrase stands for, or whose presidents do something; none as for nearly every phrase."""
    theirs = doing and parse.sentence.words[parse.chunks.begins[at]].text == "their"
    if not (theirs or are_counted(parse, at)):
        return ()
    return pairs.theirs(parse, at) if theirs else pairs.pair_at(parse, at)


def _joined_before(parse: Parse, at: int, one: Mention) -> tuple[Mention, ...]:
    """Return who else "they" or "them" are: those joined to the one that was found, here or in the sentence before."""
    return joined_before(parse, at, one)


def _agent_behind(parse: Parse, clause: Clause) -> int:
    """Return who does it where that stands behind what was to be done: "was urged to withdraw BY PERU"."""
    inner = parse.lookup.get(clause.complement if clause.complement >= 0 else clause.gerund[1])
    if inner is None or inner.passive or clause.lemma not in OBJECT_CONTROL:
        return -1
    at = brought_by_whom(inner)
    return at if at >= 0 and parse.mention(at).rank >= AGENT and not parse.mention(at).event else -1


def _is_announced(parse: Parse, clause: Clause) -> bool:
    """Return whether whose statement it is did what nobody is said to do: "the ambassador HAS BEEN DECLARED"."""
    return parse.memory.home is not None and clause.lemma in ANNOUNCED and clause.form == "V" and not clause.subordinate


def _passive_place(parse: Parse, clause: Clause) -> int:
    return _place(parse, clause) if clause.lemma in IN_PLACE else -1  # who was killed in Syria was not killed by Syria


def _place(parse: Parse, clause: Clause) -> int:
    """Return where the state stands in which something was done."""
    for word, at in clause.phrases:
        if word == "over":
            break  # "was arrested over an offence IN CHAD"
        if word in ("in", "from") and parse.mention(at).rank == NAME and parse.mention(at).state:
            return at
    return -1


def doer_before(parse: Parse, at: int) -> Mention | None:
    """Return who did what a noun takes up after a comma: "Chad closed its border, A STEP welcomed by Mali"."""
    chunks = parse.chunks
    if at < 3 or chunks.kinds[at - 1] != "," or parse.nouns[at] not in TAKING_UP:
        return None
    if parse.sentence.words[chunks.begins[at]].text not in ARTICLES:
        return None
    for clause in reversed(parse.clauses):
        if clause.at < at and 0 <= clause.subject < clause.at and clause.form in "VE" and clause.via != "relative":
            doer = agent_of(parse, clause.subject)
            return doer if doer is not None and doer.rank >= AGENT and not doer.pronoun else None
    return None


def agent_of(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a subject names: itself, whom it stands for, or its owner."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at)
    if mention.rank == NOTHING and at > 2 and parse.chunks.kinds[at - 1] == ",":
        doer = doer_before(parse, at)
        if doer is not None:
            return doer
    if mention.rank >= AGENT and not mention.event:
        homeless = mention.of_state and not mention.state
        if not (homeless or mention.state or mention.named or mention.place) and mention.kind in OF_A_STATE:
            settle_owner(parse, at, mention)
            if not mention.state and parse.families & TAKES_POWER:
                voices.settle_rulers(parse, at, mention)
        return (_homeland(parse, at) if homeless else None) or mention
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    if mention.rank == PART and mention.modifiers and not mention.event:
        return mention  # "A UN INQUIRY headed by a premier"
    for word, following in phrases_after(parse, at):
        if word in DONE_BY and parse.mention(following).rank >= AGENT and (word != "of" or not harms(parse, at)):
            return parse.mention(following)
    return mention


def _speaking(parse: Parse, at: int, *, alone: bool) -> Mention | None:
    """Return who says "I", or whose side "we" is."""
    return voices.speaking(parse, at, alone=alone)


def settle_owner(parse: Parse, at: int, mention: Mention) -> None:
    """Give an office that belongs to somebody named before his state: "ITS FOREIGN MINISTRY", "THEIR NAVY"."""
    first = parse.sentence.words[parse.chunks.begins[at]].text
    if at > 1 and parse.chunks.kinds[at - 1] == "W" and parse.chunks.word(at - 1) == "whose":
        state = parse.mention(at - 2 - (parse.chunks.kinds[at - 2] == ","))
        if state.rank == NAME and state.kind == "state":  # "Turkey, WHOSE PARLIAMENT sent"
            mention.live_in(recalled(known_as(state), state))
            mention.rank = NAME
        elif (
            state.rank == NAME
            and state.kind in ("armed-group", "igo")
            and mention.kind in ("armed-group", "agency", "person")
        ):
            mention.be(known_as(state))
            mention.rank = NAME  # "Hamas, WHOSE FIGHTERS killed"
        return
    if mention.owner is not None or first not in OWN or parse.sentence.words[mention.head].noun not in HOME_OFFICES:
        return
    owner = _speaking(parse, at, alone=False) if first in ("our", "my") else _holder(parse, at, first)
    if owner is None or owner.state not in parse.dictionary.states:
        return
    mention.live_in(recalled(parse.dictionary.known_state(owner.state), owner))
    mention.rank = NAME


def _holder(parse: Parse, at: int, own: str) -> Mention | None:
    """Return whose "its", "his" or "their" a phrase has: of a subject before, in the sentence or in the one before."""
    for clause in reversed(parse.clauses):
        if 0 <= clause.subject < at and clause.at < at and clause.subject != at:
            subject = parse.mention(clause.subject)
            his = own not in ("his", "her") or voices.is_he(subject)
            if his and subject.state and not subject.pronoun and subject.rank >= NAME:
                return subject
    for known in parse.memory.subjects[:1]:
        if (known.kind == "person") == (own in ("his", "her")) and known.state:
            return recalled(known_as(known), parse.mention(at))
    return None


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
            if subject is None or (own in ("his", "her") and not voices.is_he(subject)):
                continue  # "Czech tourists stay, but HIS GOVERNMENT"
            if subject.state in parse.dictionary.states:
                return recalled(parse.dictionary.known_state(subject.state), parse.mention(at))
    for known in parse.memory.subjects if own in ("his", "her") else ():
        if known.kind == "person" and known.state in parse.dictionary.states:
            return recalled(parse.dictionary.known_state(known.state), parse.mention(at))
    holder = _holder(parse, at, own) if own == "its" and parse.nouns[at] in HOME_OFFICES else None
    state = holder.state if holder is not None else ""
    return (
        recalled(parse.dictionary.known_state(state), parse.mention(at)) if state in parse.dictionary.states else None
    )


def _sayer_within(parse: Parse, at: int) -> Mention | None:
    """Return who says, or is to say, what a pronoun is the subject of: "asked CHAD to admit that IT had shelled"."""
    told = next((each for each in parse.clauses if each.subject == at and each.form in "VEB"), None)
    if told is None:
        return None
    place = saying.sayer_at(parse, told)
    sayer = agent_of(parse, place) if place >= 0 else None
    return sayer if sayer is not None and not sayer.pronoun and sayer.rank >= AGENT else None


def _antecedent(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a pronoun stands for: the subject of an earlier clause, or one of the sentence before."""
    text = parse.sentence.words[parse.chunks.lasts[at]].text
    if text in FIRST_PERSON:
        return _speaking(parse, at, alone=text in ("i", "me"))
    if text not in PRONOUNS:
        return None
    if text == "it" and parse.chunks.kinds[at - 1 : at] == "U":
        if parse.chunks.word(at - 1) == "because":
            return None  # "Peru left Chile's pact BECAUSE IT armed rebels" may mean either
        if parse.chunks.word(at - 1) in FOR_DOING and (whom := voices.addressed(parse, at)) is not None:
            return whom
    if begins_told(parse, at) and (sayer := _sayer_within(parse, at)) is not None:
        return sayer
    person = text in PERSONAL
    own = doer_at(parse.clauses, at)
    if text == "they" and parse.clauses and own < 0:
        several = voices.several_before(parse, at)
        if several is not None:
            return several
    here = [
        parse.mention(clause.subject) for clause in parse.clauses if 0 <= clause.subject < at and clause.subject != own
    ]
    here = [mention for mention in here if mention.rank >= AGENT and not mention.pronoun]
    if text == "it":
        here = [mention for mention in here if mention.named or not are_several(mention)]
    elif here and text == "they" and here[0].kind == "state" and voices.tells_of_several(parse, at, here[0]):
        return None  # "recalled its envoys from THREE STATES after THEY broke with Chad"
    if person:
        here = [mention for mention in here if mention.kind == "other" or voices.is_he(mention)]  # "Peru freed HIM"
    for mention in here:
        if text != "it" or voices.is_it(mention):
            return mention
    if here:
        return here[0]
    if own >= 0 and text == "it":
        for place in done_to_before(parse.clauses, own, at):
            other = parse.mention(place)
            other = other.owner if other.rank < AGENT and other.owner is not None else other
            if other.rank == NAME and other.kind in DONE_TO:
                return recalled(
                    known_as(other), parse.mention(at)
                )  # "praised CHAD'S courage and signed a pact with IT"
    if person:
        for i in range(at - 1, -1, -1):
            if parse.chunks.kinds[i] == "n" and parse.mention(i).kind == "person" and parse.mention(i).rank >= AGENT:
                return parse.mention(i)
    if text == "it" and parse.memory.told and "Cn" in parse.memory.told[-1].chunks.kinds:
        alone = other_than_several(parse, at)
        if alone is not None:
            return alone
    for known in parse.memory.subjects:
        somebody = known.named and known.kind == "other" and not known.thing  # a name that nobody introduced
        if (voices.is_he(known) or somebody) if person else voices.is_it(known):
            return recalled(known_as(known), parse.mention(at))
    return voices.last_person(parse, at) if person else None


def are_several(mention: Mention) -> bool:
    """Return whether a phrase is in the plural: "COMMANDOS stormed the ship as it sailed"."""
    head = mention.sentence.words[mention.head]
    return mention.kind in ("person", "armed-group", "agency") and head.text != head.noun


def possessor_of(parse: Parse, at: int) -> Mention | None:
    """Return for whom "its" or "their" stands in a phrase: what it is joined to, or the subject before."""
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own in ("our", "my"):
        return _speaking(parse, at, alone=own == "my")
    if parse.sentence.words[parse.chunks.begins[at]].text not in ("its", "their"):
        return None
    before = parse.chunks.kinds[at - 2 : at] if at > 1 else ""
    thanked = before == "nI" and parse.chunks.word(at - 1) == "for"  # "punished Chad for ITS purchase of"
    if (before == "nC" or thanked) and parse.mention(at - 2).rank >= AGENT:
        return parse.mention(at - 2)
    for clause in reversed(parse.clauses):
        if 0 <= clause.subject < at and clause.at < at:
            subject = agent_of(parse, clause.subject)
            done_to = parse.mention(clause.object) if own == "its" and clause.object >= 0 else None
            if subject is not None and subject.kind == "person" and done_to is not None and done_to.kind == "state":
                return done_to  # "Ana Ruiz criticised CHAD but found that ITS blockade"
            if subject is not None and subject.rank >= AGENT and not subject.pronoun:
                return subject
    for known in parse.memory.subjects[:1]:
        if known.kind != "person":
            return recalled(known_as(known), parse.mention(at))
    return None


def _apart(parse: Parse, at: int, pattern: Pattern, actor: Mention | None) -> tuple[Mention, ...]:
    """Return whom "the two countries" are as those to whom something is done."""
    if pattern.mode != "third-party" and not are_counted(parse, at):
        return ()
    return others_of(parse, at, actor, between=pattern.mode == "third-party")


def earlier_owner(parse: Parse, at: int, actor: Mention | None) -> Mention | None:
    """Return whose it is when "its" cannot be the actor's: "Iraq said Turkey had violated ITS airspace"."""
    chunks, words = parse.chunks, parse.sentence.words
    if actor is None or not actor.state or len(parse.clauses) < 2:
        return None
    if not any(word.text in ("its", "their") for word in words[chunks.begins[at] : chunks.lasts[at]]):
        return None
    for clause in reversed(parse.clauses):
        if 0 <= clause.subject < at and clause.at < at:
            subject = agent_of(parse, clause.subject)
            if subject is None or subject.pronoun or subject.rank < NAME or not subject.state:
                continue
            if subject.state != actor.state:
                return subject
    return None


def recipient_of(parse: Parse, at: int, pattern: Pattern, actor: Mention | None = None) -> Mention | None:
    """Return to whom it is done: the phrase itself, its owner, or an actor in the phrases after it."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at) if pattern.type != "CONSULT" else None
    if parse.nouns[at] in ALL_THAT and parse.chunks.kinds.startswith(("Wv", "Tv"), at + 1):
        goods_of: Mention | None = come_from(parse, at)
        return goods_of
    if parse.sentence.special & FLOATS and is_one_another(mention):
        return mention
    if pattern.type in HARMS and mention.rank == AGENT and mention.owner is None and not mention.state:
        mine = earlier_owner(parse, at, actor)  # "shot down one of ITS WARPLANES"
        if mine is not None:
            return mine
    if (mention.rank >= AGENT and not mention.event) or (pattern.type == "ASSAULT" and parse.nouns[at] in ILLS):
        return mention
    if mention.owner is not None and mention.owner.rank >= AGENT and not _belongs(mention.owner, actor):
        return mention.owner
    if mention.rank == NOTHING and at > 2 and parse.chunks.kinds[at - 1] == ",":
        doer = doer_before(parse, at)
        if doer is not None:
            return doer
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
    hit = pattern.type in HARMS and mention.rank == PART and mention.state  # "fired at Israeli POSITIONS"
    if found is not None and (mention.rank < PART or (mention.event and not hit)):
        return found
    return mention if mention.rank >= PART or found is None else found


def _belongs(owner: Mention, actor: Mention | None) -> bool:
    """Return whether the owner of a thing is the actor's own state."""
    return actor is not None and bool(owner.state) and owner.kind == "state" and owner.state == actor.state


def maker_of(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return who made or called what stands at a position: "the plan TABLED BY GHANA", "the offer IT HAD MADE"."""
    for clause in parse.clauses if parse.families & MAKES else ():
        if clause.lemma not in MAKING or clause.negated:
            continue
        apart = (clause.passive or clause.form in "Ee") and parse.chunks.kinds[at + 1 : clause.at] == ","
        if clause.object < 0 and (apart or (clause.subject == at and clause.at == at + 1)):
            place = dict(reversed(clause.phrases)).get("to" if clause.lemma == "belong" else "by", -1)
        elif clause.object == at < clause.at and clause.via == "relative":
            place = clause.subject
        else:
            continue
        maker = agent_of(parse, place) if place >= 0 else None
        if maker is not None and maker.rank >= AGENT:
            return maker, *joined_to(parse, place)
    return ()


def _actor_after(parse: Parse, at: int, mention: Mention, pattern: Pattern) -> Mention | None:
    harm = harms(parse, at) and (mention.event or mention.rank == NOTHING)
    after = phrases_after(parse, at)
    for word, following in after:
        other = parse.mention(following) if word == "by" else None
        if other is not None and (other.rank >= AGENT or (other.rank == PART and other.state)):
            return other  # "moves BY UGANDAN SHIPS against Chad"
    for word, following in after:
        other = parse.mention(following)
        if harm and pattern.type in ("ACCUSE", "REJECT", "PROTEST") and word not in ("by", "from"):
            if parse.nouns[following] in OPPOSED and other.place is not None:
                return other.place  # "condemned the arrest of protesters IN BELARUS"
            continue
        if other.rank >= AGENT and not other.event:
            return other
        if other.owner is not None and other.owner.rank >= AGENT:
            return other.owner
        if word == "of" and other.state and mention.rank == NOTHING and pattern.type in HINDERING:
            return other  # "duties on $3 billion OF CHILEAN WINE"
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
            return actor_of(parse, other) if other.lemma not in HINDERED else (None, ())
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


def _recipients_joined(parse: Parse, at: int, recipient: Mention) -> tuple[Mention, ...]:
    """Return to whom it is done, too: those joined to the recipient itself, or to whom a phrase is told to be of."""
    if recipient.head == parse.chunks.lasts[at]:
        return joined_to(parse, at)
    makers = maker_of(parse, at)  # "the plan tabled by EGYPTIAN AND QATARI ENVOYS"
    return _owners_joined(parse, at, recipient) or (makers[1:] if makers and makers[0] is recipient else ())


def _owners_joined(parse: Parse, at: int, owner: Mention) -> tuple[Mention, ...]:
    """Return whose it is, too: "the security of Spain, PORTUGAL AND MALTA"."""
    for word, following in phrases_after(parse, at):
        if word in ("of", "by") and parse.chunks.lasts[following] == owner.head:
            return joined_to(parse, following)  # "the call BY FRANCE AND ITALY"
    return ()


def make_event(parse: Parse, clause: Clause, pattern: Pattern, recipient_at: int) -> Event | None:
    """Return the event of a pattern, with its parties."""
    actor, others = actor_of(parse, clause)
    if actor is None and clause.passive and pattern.mode == "arrest" and (at := _place(parse, clause)) >= 0:
        actor, others = agent_of(parse, at), ()  # "was taken into custody IN CHAD"
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
    if clause.form == "G" and recipient_at >= 0 and ("between", recipient_at) in clause.phrases[:1]:
        sides = joined_to(parse, recipient_at)
        if recipient is not None and sides:  # "the FIGHTING BETWEEN Chad and Mali"
            event.actor, event.recipient, event.actors, event.mutual = recipient, sides[-1], sides[:-1], True
            return event
    if recipient_at < 0:
        if pattern.type in HARMS and clause.object >= 0:
            event.recipient = earlier_owner(parse, clause.object, actor)
    elif parse.nouns[recipient_at] in SIDES and (apart := _apart(parse, recipient_at, pattern, actor)):
        event.recipient, event.recipients = apart[0], apart[1:]
    elif recipient is not None and parse.nouns[recipient_at] == "them":
        event.recipients = _joined_before(parse, recipient_at, recipient)
    elif recipient is not None:
        event.recipients = _recipients_joined(parse, recipient_at, recipient)
    if recipient is None and clause.that >= 0 and (pattern.type in ("REQUEST", "THREATEN") or clause.lemma in CHARGING):
        event.recipient = voices.that_subject(parse, clause)
    if pattern.type in SETTLED_BY_TYPE or clause.lemma in SETTLED_BY_VERB:
        _settle_made(parse, clause, pattern, event, recipient_at)
    if pattern.reverse:
        event.actor, event.recipient = event.recipient, event.actor
        event.actors, event.recipients = event.recipients, event.actors
    return event


def _settle_made(parse: Parse, clause: Clause, pattern: Pattern, event: Event, recipient_at: int) -> None:
    """Settle an event whose type or verb tells more of its parties, or may be meant of words alone."""
    actor = event.actor
    if (pattern.type == "PROTEST" or clause.lemma in GATHERING) and actor is not None and not actor.state:
        voices.settle_crowd(parse, clause, actor)
    if pattern.type == "REQUEST":
        voices.settle_asked(parse, clause, event, recipient_at)
    if clause.lemma == "warn" and voices.fears(parse, clause, event.recipient):
        event.type, event.mode = "ACCUSE", "disapprove"
    wordy = pattern.type == "ASSAULT" and (clause.lemma in WORDY or pattern.fixed[1] == "fire")
    if wordy and voices.is_with_words(parse, clause, pattern):
        event.type, event.mode = "ACCUSE", "disapprove"


# Verb patterns matched to a clause


NOT_GIVEN, WORDY = word_class("match.not_given"), word_class("match.wordy")
CHARGING, INSISTING = word_class("match.charging"), word_class("match.insisting")
DUTY = word_class("operators.duty")
PROTECTING = word_class("match.protecting")
WISHES = verb_family(word_class("match.wished"))
FALLBACK = class_words("match.fallback")
NOUN_FALLBACK = class_words("match.noun_fallback")
PLACED, COURT_SEATS = word_class("match.placed"), word_class("match.court_seats")
HEDGED = INSISTING | PREVENTING
WITHIN = word_class("match.within")  # "fired rockets AT positions on the heights"
PASSED = PLACED | word_class("match.passed")  # "marched THROUGH Rome against the law"
WEAK = class_words("match.weak")


def pattern_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the event of the pattern that fits the clause best."""
    patterns = parse.dictionary.patterns.verbs.get(clause.lemma)
    if patterns is None:
        return None
    best: tuple[float, Pattern, int] | None = None
    nouns = nouns_around(parse, clause) if patterns.nouns else []
    near = particles_near(parse.chunks, clause) if patterns.particles else []
    brought = brought_by(parse, clause) if patterns.prepositions else []
    objects = objects_of(clause)
    if clause.lemma == "be" and parse.chunks.kinds.startswith("jI", clause.at + 1):
        objects = [clause.at + 1]  # "is CRITICAL of"
        nouns.append(parse.nouns[clause.at + 1])
    for pattern in patterns.that_fit(nouns, brought, near):
        if best is not None and best[0] >= pattern.weight + 4:
            break
        found = fit_pattern(parse, clause, pattern, objects)
        if found is None or (best is not None and found[0] < best[0]):
            continue
        if best is None or found[0] > best[0] or _nearer(parse, found[1], best[2]):
            best = (found[0], pattern, found[1])
    if best is None or not best[1].type:
        return None
    if clause.lemma in HEDGED and _is_no_deed(parse, clause, best[1]):
        return None
    given = best[1].type == "AID" and clause.object >= 0
    if given and not best[1].nouns and _is_no_gift(parse, clause):
        return None  # "gave a cool RESPONSE to the plan"
    event = make_event(parse, clause, best[1], best[2])
    if given and event is not None and _gives_what(parse, clause):
        if not parse.families & WISHES:
            return None  # "gave Peru WHAT it called proof"
        event.type, event.mode = "CONCEDE", ""
    return event


def _is_no_deed(parse: Parse, clause: Clause, pattern: Pattern) -> bool:
    """Return whether a verb only claims, or is what something is to keep others from: "insisted that Chad LIED"."""
    if clause.lemma in INSISTING and not (pattern.prepositions or pattern.nouns) and not _wishes(parse, clause):
        return True
    # "a raid TO PREVENT rebels from getting arms"
    return clause.form == "o" and clause.lemma in PREVENTING and "from" in pattern.prepositions


def _wishes(parse: Parse, clause: Clause) -> bool:
    """Return whether what somebody insists on is wished: "insisted that Chad LEAVE", "that Chad SHOULD leave"."""
    inner = next((other for other in parse.clauses if other.at > clause.at and other.subject >= clause.that), None)
    if clause.that < 0 or inner is None:
        return False
    base = inner.form == "V" and inner.a == inner.head and parse.sentence.words[inner.head].text == inner.lemma
    alone = parse.nouns[inner.subject] == parse.heads[inner.subject].text
    return inner.modal in DUTY or (base and alone and not joined_to(parse, inner.subject))


def _gives_what(parse: Parse, clause: Clause) -> bool:
    """Return whether what is given is only told by a clause: "gave Peru part of WHAT IT WANTED"."""
    return "what" in (parse.heads[clause.object].text, parse.heads[clause.second].text)


def _is_no_gift(parse: Parse, clause: Clause) -> bool:
    """Return whether what is given, sent or offered is nothing to have: a response, a rebuff, a warning."""
    if clause.lemma in ("lend", "loan") and clause.second < 0 and parse.mention(clause.object).rank == AGENT:
        return True  # "is lending ENGINEERS to help Poland"
    return any(parse.nouns[at] in NOT_GIVEN for at in (clause.object, clause.second) if at >= 0)


def brought_by(parse: Parse, clause: Clause) -> list[str]:
    """Return the prepositions that stand with the verb, "to" as well where it is left out."""
    brought = [clause.gerund[0]]
    for word, _ in clause.phrases:
        brought.append(word)
        if word == "out":
            brought.append("of")  # "pulled OUT OF talks with"
    if clause.second >= 0 and _gives(parse, clause):
        brought.append("to")
    return brought


def _gives(parse: Parse, clause: Clause) -> bool:
    """Return whether the first of two objects is to whom something is given: "gave UKRAINE tanks"."""
    given = clause.second >= 0 and not clause.passive and clause.lemma in GIVING
    return given and parse.mention(clause.second).rank >= AGENT


def _nearer(parse: Parse, found: int, best: int) -> bool:
    """Return whether of two patterns that fit alike only the second leads to an actor: "appealed TO X for help"."""
    leads = found >= 0 and parse.mention(found).rank != NOTHING
    return leads and (best < 0 or parse.mention(best).rank == NOTHING)


def nouns_around(parse: Parse, clause: Clause) -> list[str]:
    """Return the head nouns of the phrases that may be a pattern's noun."""
    heads = parse.nouns
    if parse.sentence.special & OFFICE:
        for at in (clause.object, clause.subject if clause.passive else -1):
            if at >= 0 and parse.sentence.tags[parse.chunks.lasts[at]] == "P":
                _read_office(parse, at)
    nouns: list[str] = []
    for _, at in clause.phrases:
        nouns.append(heads[at])
    if clause.coordinate:
        nouns += [heads[at] for at in clause.coordinate]
    if clause.object >= 0:
        nouns.append(heads[clause.object])
    if clause.second >= 0:
        nouns.append(heads[clause.second])
    if clause.passive and clause.subject >= 0:
        nouns.append(heads[clause.subject])
        at = clause.subject + 2
        while at < clause.at and parse.chunks.kinds[at] == "n":
            nouns.append(heads[at])
            at += 2
    return nouns


def _read_office(parse: Parse, at: int) -> None:
    """Let a name be read as what stands before it: "expelled AMBASSADOR Ana Pardo", "held his SON Ali"."""
    for word in parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at]]:
        if word.noun in BEFORE_NAMES:
            parse.nouns[at] = word.noun


def fit_pattern(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> tuple[float, int] | None:
    """Return how well a pattern fits the clause, and the position of its recipient's phrase (-1: none)."""
    particle = pattern.particle
    if particle == "as":
        if "as" not in words_near(parse, clause, AS_WITHIN) or _begins_clause(parse, clause, particle):
            return None
    elif particle:
        if brings_place(clause, particle) and words_near(parse, clause, 1)[-1] != particle:
            return None
        objects = [*objects, *_brought(clause, particle)]
    if pattern.fixed[0] and not _has_fixed(parse, clause, pattern):
        return None
    if not pattern.nouns:
        return _fit_plain(parse, clause, pattern, objects)
    if pattern.nouns[-1] in LOOSE:
        found = bool(objects) and is_said_loosely(parse.chunks, clause, pattern.nouns[-1])
        return (pattern.weight + 2, objects[0]) if found else None
    noun_at = _find_noun(parse, clause, pattern, objects)
    return _fit_noun(parse, clause, pattern, objects, noun_at) if noun_at >= 0 else None


def _brought(clause: Clause, preposition: str) -> list[int]:
    """Return the noun phrases that a preposition brings."""
    return [at for word, at in clause.phrases if word == preposition]


def _begins_clause(parse: Parse, clause: Clause, word: str) -> bool:
    """Return whether a word behind a verb begins a clause of its own: "attacked them AS they came down"."""
    chunks = parse.chunks
    kinds = [
        chunks.kinds[i] for i in range(clause.at + 1, len(chunks.kinds)) if chunks.tokens[chunks.begins[i]].text == word
    ]
    return kinds[:1] == ["U"]


def _has_fixed(parse: Parse, clause: Clause, pattern: Pattern) -> bool:
    """Return whether the pattern's own phrase is there: "bring TO JUSTICE"."""
    (preposition, noun), particle = pattern.fixed, pattern.particle
    for word, at in clause.phrases:
        if word in (preposition, particle) and parse.nouns[at] == noun:
            return not pattern.of or any(parse.nouns[place] == pattern.of for _, place in phrases_after(parse, at))
    return False


def _fit_noun(
    parse: Parse, clause: Clause, pattern: Pattern, objects: list[int], noun_at: int
) -> tuple[float, int] | None:
    """Fit a pattern whose noun was found: "launch an ATTACK on"."""
    if "to" in pattern.prepositions and clause.second >= 0 and not clause.passive:
        return pattern.weight + 2, clause.second
    phrases = clause.phrases
    if clause.passive:
        if noun_at == clause.object and clause.subject >= 0 and _stands_for(parse, clause.subject):
            return pattern.weight + 2, clause.subject  # "CHILE was promised help", "was denied entry"
        phrases = [phrase for phrase in phrases if phrase[0] != "by"]  # who did it
    if pattern.prepositions:
        at = first_phrase(phrases, pattern, noun_at, parse)
        if at >= 0:
            return pattern.weight + 2, noun_at if _owned_elsewhere(parse, clause, noun_at, at, pattern) else at
        at = first_phrase(_phrases_of_means(parse, noun_at), pattern, noun_at, parse)
        if at < 0 and clause.passive and noun_at == clause.subject:
            at = first_phrase(phrases_after(parse, noun_at), pattern, noun_at, parse)  # "a ban ON CHAD was imposed"
        if at >= 0:
            return pattern.weight + 1, at
        if clause.gerund[0] in pattern.prepositions and clause.object >= 0:
            return pattern.weight + 1, objects[0]
        if pattern.mutual and _several_subjects(parse, clause):
            return pattern.weight, -1
        if pattern.strict or parse.nouns[noun_at] in SUMS:
            return None  # "put 40 PERCENT of its money into"
        return pattern.weight - 1, likely_recipient(parse, clause, noun_at, pattern.type)
    noun = parse.mention(noun_at)
    its = parse.sentence.words[parse.chunks.begins[noun_at]].text in OWN  # "sent back ITS AMBASSADOR" is against nobody
    if noun.rank >= AGENT and not noun.event and noun_at in objects and not its:
        return pattern.weight + 4, noun_at  # "accepted REFUGEES"
    others = [at for at in objects if at != noun_at]
    return pattern.weight, others[0] if others else likely_recipient(parse, clause, noun_at, pattern.type)


def _stands_for(parse: Parse, at: int) -> bool:
    """Return whether a phrase is somebody, or something of somebody: "CHILE'S OFFER was given short shrift"."""
    mention = parse.mention(at)
    return mention.rank >= AGENT or (mention.owner is not None and mention.owner.rank >= AGENT)


def _phrases_of_means(parse: Parse, noun_at: int) -> list[tuple[str, int]]:
    """Return the phrases that follow with what it was done: "conducted strikes USING jets AGAINST targets"."""
    found: list[tuple[str, int]] = []
    for other in parse.clauses:
        if other.subject == noun_at and other.via == "reduced":
            found += other.phrases
    return found


def _fit_plain(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> tuple[float, int] | None:
    """Fit a pattern of a verb alone, or with a preposition."""
    if pattern.prepositions:
        return _fit_preposition(parse, clause, pattern, objects)
    if not objects:
        return _fit_alone(parse, clause, pattern)
    second = clause.second >= 0 and not clause.passive
    plain = not clause.passive and not second and pattern.type != "MOBILIZE"
    if plain and pattern.particle:  # "ordered OUT migrants"
        plain = words_near(parse, clause, 1)[-1] == pattern.particle
    bonus = 0
    if plain and parse.mention(objects[0]).rank >= AGENT:
        bonus = 2 if "to" in dict(clause.phrases) else 3
    return pattern.weight + 1 + bonus, objects[-1] if second and pattern.type != "CONCEDE" else objects[0]


def _fit_preposition(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> tuple[float, int] | None:
    """Fit a pattern of a verb with a preposition."""
    if clause.object >= 0 and clause.lemma == "call" and pattern.type == "REQUEST" and "on" in pattern.prepositions:
        return None  # "called it payback for the raid ON Peru"
    if pattern.type == "REQUEST" and clause.lemma in PERSUADING and objects:
        there = any(word in pattern.prepositions for word, _ in clause.phrases)
        return (pattern.weight + 2, objects[0]) if there else None  # "talked CHAD into it"
    given = "to" in pattern.prepositions and not pattern.particle and _gives(parse, clause)
    at = clause.second if given else first_phrase(clause.phrases, pattern, -1, parse)
    if at >= 0:
        return pattern.weight + 2, at
    if clause.gerund[0] in pattern.prepositions and clause.object >= 0:
        return pattern.weight + 1, objects[0]
    if pattern.fixed[0] and (pattern.reverse or ("of" in pattern.prepositions and pattern.type not in HARMS)):
        at = next((at for word, at in clause.phrases if word == pattern.fixed[0]), -1)
        if at >= 0 and parse.nouns[at] == pattern.fixed[1]:
            owned = parse.mention(at).owner or possessor_of(parse, at) or (pattern.reverse and parse.mention(at).state)
            return (pattern.weight + 2, at) if owned else None  # "came to CHAD'S aid", "came under CHADIAN fire"
    each_other = pattern.mutual and bool(pattern.fixed[0]) and _several_subjects(parse, clause)
    return (pattern.weight, -1) if each_other else None


def _fit_alone(parse: Parse, clause: Clause, pattern: Pattern) -> tuple[float, int] | None:
    """Fit a pattern of a verb alone that has no object."""
    if pattern.mutual and _several_subjects(parse, clause):
        return pattern.weight + 1, -1
    if pattern.fixed[0]:
        fixed = next((at for _, at in clause.phrases if parse.nouns[at] == pattern.fixed[1]), -1)
        return pattern.weight, likely_recipient(parse, clause, fixed)
    if pattern.particle:
        return pattern.weight, likely_recipient(parse, clause, -1)
    if not (clause.phrases or clause.that >= 0):
        return (pattern.weight - 1, -1) if pattern.mode == "third-party" else None  # "offered to MEDIATE"
    at = likely_recipient(parse, clause, -1)
    met_in = pattern.type == "CONSULT" and any(word in PLACED and place == at for word, place in clause.phrases)
    return pattern.weight - 1, -1 if met_in else at  # "met IN GENEVA"


def _owned_elsewhere(parse: Parse, clause: Clause, noun_at: int, at: int, pattern: Pattern) -> bool:
    """Return whether a noun has an owner while a place follows: "violated CHAD's truce in Gao", "vetoed CHAD's bid"."""
    noun = parse.mention(noun_at)
    if noun.rank == PART and noun.state and parse.mention(at).rank == NOTHING and pattern.type in HINDERING:
        return True  # "barred CHILEAN SHIPS from its ports"
    aside = ("in", at) in clause.phrases or (pattern.prepositions[0] == "of" and ("of", at) not in clause.phrases)
    return aside and noun.owner is not None and noun.owner.rank >= AGENT


def _several_subjects(parse: Parse, clause: Clause) -> bool:
    at = clause.subject
    return at >= 0 and bool(joined_to(parse, at) or _pair_at(parse, at) or _pair_behind(parse, at))


def first_phrase(phrases: list[tuple[str, int]], pattern: Pattern, noun_at: int, parse: Parse) -> int:
    """Return the noun phrase that one of the pattern's prepositions brings; a place ("in") only for want of another."""
    place = -1
    if "against" in pattern.prepositions:
        for word, at in phrases:
            if word == "against" and at != noun_at:
                return at  # "filed a complaint with the union AGAINST Chad"
    for word, at in phrases:
        if (
            word in pattern.prepositions
            and at != noun_at
            and (not pattern.fixed[0] or parse.nouns[at] != pattern.fixed[1])
        ):
            aside = PASSED if pattern.type == "PROTEST" else WITHIN if pattern.type == "ASSAULT" else PLACED
            if word not in aside or pattern.prepositions[0] == word:
                return at
            if place < 0:
                place = at
    return place


def _find_noun(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> int:
    """Return the position of the object that the pattern's noun heads."""
    kinds = parse.chunks.kinds
    for at in objects:
        if has_nouns(parse, at, pattern.nouns):
            return at
        following = at + 2
        while kinds.startswith("In", following - 1) and parse.chunks.word(following - 1) == "of":
            if has_nouns(parse, following, pattern.nouns):
                return following
            following += 2
    for at in clause.coordinate:
        if has_nouns(parse, at, pattern.nouns):
            return at
    return -1


def likely_recipient(parse: Parse, clause: Clause, noun_at: int, kind: str = "") -> int:
    """Return the likeliest recipient when the pattern's own preposition is not there."""
    noun = parse.mention(noun_at) if noun_at >= 0 else None
    if noun is not None and noun.owner is not None and noun.owner.rank >= AGENT:
        return noun_at
    if noun is not None and maker_of(parse, noun_at):
        return noun_at  # "boycotted TALKS called by Mali"
    if noun is not None and parse.chunks.kinds.startswith("In", noun_at + 1) and parse.chunks.word(noun_at + 1) == "by":
        return noun_at + 2 if parse.mention(noun_at + 2).rank >= AGENT else noun_at  # "welcomed the move BY MALI to"
    if noun is not None and noun.rank == PART and noun.state and parse.nouns[noun_at] in CRAFT and kind in HINDERING:
        return noun_at  # "took a CHILEAN TANKER to Ilo"
    at = _preposition(parse, clause, FALLBACK, noun_at)
    if at >= 0:
        return at
    if noun is not None:
        if noun.modifiers:
            return noun_at
        after = phrases_after(parse, noun_at)
        if after and after[0][0] == "of" and parse.mention(after[0][1]).rank >= PART:
            return after[0][1]
    at = _preposition(parse, clause, WEAK, noun_at)
    if at >= 0 or noun is None:
        return at
    at = _in_complement(parse, clause, kind)
    return at if at >= 0 else _in_examples(parse, noun_at)


def _in_examples(parse: Parse, noun_at: int) -> int:
    """Return the recipient that stands with an example: "issued penalties, including prison terms FOR CRITICS"."""
    kinds = parse.chunks.kinds
    if not kinds.startswith(",In", noun_at + 1) or parse.chunks.word(noun_at + 2) != "including":
        return -1
    found: dict[str, int] = {}
    for i in range(noun_at + 4, len(kinds)):
        if kinds[i] not in "nIC":
            break
        if kinds[i] == "n" and kinds[i - 1] == "I" and parse.mention(i).rank >= AGENT:
            found.setdefault(parse.chunks.word(i - 1), i)
    return next((found[word] for word in NOUN_FALLBACK if word in found), -1)


def _in_complement(parse: Parse, clause: Clause, kind: str) -> int:
    """Return an actor in the infinitive that follows: "launched an effort to help X"."""
    inner = parse.lookup.get(clause.complement)
    if any(at == clause.complement - 1 and parse.mention(at).owner is not None for _, at in clause.phrases):
        return -1  # "announced the ban in response to Kenya's REFUSAL TO LET it in"
    if inner is None or (inner.lemma in PROTECTING and kind not in COOPERATIVE):
        return -1  # "took steps to DEFEND its farmers"
    places = [inner.object, *(at for _, at in inner.phrases)]
    return next((at for at in places if at >= 0 and parse.mention(at).rank >= PART), -1)


def _preposition(parse: Parse, clause: Clause, words: tuple[str, ...], noun_at: int) -> int:
    if not clause.phrases:
        return -1
    there = dict(clause.phrases)
    for word in words:
        if word in there:
            for preposition, at in clause.phrases:
                if preposition == word and at != noun_at and parse.mention(at).rank >= PART:
                    mention = parse.mention(at)
                    nowhere = mention.named and mention.kind == "other" and not mention.state
                    if word == "in" and (nowhere or parse.heads[at].text in COURT_SEATS):
                        continue  # "filed a complaint IN GENEVA"
                    if mention.thing and mention.rank == NAME:
                        continue  # "blocked Chadian vessels AT SCARBOROUGH SHOAL"
                    return at
    return -1
