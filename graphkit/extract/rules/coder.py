"""The rule coder: a text in, proposals out, sentence by sentence, with what else a sentence says of an event."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice, pairwise, product
from operator import attrgetter
from typing import Any

from graphkit.extract.records import Proposal, make_proposal
from graphkit.extract.rules import amounts, doubt, replies, sayers, saying, voices
from graphkit.extract.rules.blamed import is_told_by, settle_blame, verb_behind
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.deeds import DEEDS, NAMED, are_told, only_said, pattern_words, sides, taken_up, types_of
from graphkit.extract.rules.dictionary import (
    LONGEST_MEMORY,
    STANDING,
    Dictionary,
    Known,
    Memory,
    known_parties,
    load_dictionary,
)
from graphkit.extract.rules.events import find_events
from graphkit.extract.rules.games import is_sport
from graphkit.extract.rules.nominal import is_unsettled, remember_sent, sent_to_friends
from graphkit.extract.rules.own import complained_of, concerns_himself
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    NOTHING,
    PART,
    Event,
    Mention,
    Parse,
    begins_told,
    begun_by,
    is_one_another,
    known_as,
    recalled,
)
from graphkit.extract.rules.parties import answer_to, link_answers
from graphkit.extract.rules.responses import ANSWER_NOUNS, NEAR, RECENT
from graphkit.extract.rules.seeming import PLANNED, SEEMING_TYPES, only_seems
from graphkit.extract.rules.sentences import read_sentence
from graphkit.extract.rules.settling import only_sounds, settle_lifting, settle_sanctions
from graphkit.extract.rules.sides import accusations, denied_charges, help_thanked_for, settle_sides
from graphkit.extract.rules.sureness import CUT, UNSAID, is_doubtful, least_sure, sureness
from graphkit.extract.rules.targets import choose_targets
from graphkit.extract.rules.text import (
    CLOCK_BEGINS,
    date_of,
    is_clock,
    is_later,
    place_of,
    read_label,
    seat_of,
    settle_author,
    split_sentences,
    unshout,
)
from graphkit.extract.rules.told_dates import date_told
from graphkit.extract.rules.whose import maker, suggested
from graphkit.extract.rules.words import (
    ANSWERS,
    NO_ONE,
    NONE,
    OPENS,
    OWNED,
    SELF_TOLD,
    TOPICAL,
    verb_family,
    word_class,
    word_table,
)

NOT_NONE = word_class("amounts.not_none")
TELLS = word_class("details.accusing") | word_class("details.admitting") | word_class("details.that_too")
CONFIRMING = word_class("details.confirming")
SAID_SO, DAYS = word_class("details.said_so"), frozenset(word_table("told_dates.days"))
REPLYING = frozenset(word_table("replies.taking")) | word_class("replies.judging")
SILENT = word_class("replies.silent")
ASKED, REFUSED = word_class("replies.asked"), frozenset(word_table("replies.taken"))


def speaker_of(parse: Parse, event: Event) -> tuple[Mention | None, str]:
    """Return who says so, when the sentence is reported speech, and the stance of the words that report it."""
    if not _may_be_said(parse, event):
        return None, ""
    return sayers.speaker_of(parse, event)


def _may_be_said(parse: Parse, event: Event) -> bool:
    """Return whether a sentence has a verb, or a place for a noun, by which somebody may say what a clause tells."""
    clause = event.clause
    if clause is None:
        return any(each.lemma in CONFIRMING for each in parse.clauses)
    if "nIv" in parse.chunks.kinds or parse.reports is not None or begins_told(parse, clause.subject):
        return True
    if event.stance == "alleges":
        return True  # "gave another VERSION: Chad had attacked"
    reports = parse.dictionary.patterns.operators["report"]
    return any(each.lemma in reports or each.lemma in TELLS for each in parse.clauses if each is not clause)


def contexts_of(parse: Parse, event: Event) -> tuple[str, ...]:
    """Return the contexts that the words from the actor to the recipient, and ten more, speak of."""
    actor, recipient, (begin, end), words = event.actor, event.recipient, event.cue, parse.sentence.words
    assert actor is not None and recipient is not None
    if not parse.sentence.special & TOPICAL:
        return ()
    first, last = min(actor.a, begin, recipient.a), max(actor.b, end, recipient.b)
    until = last + 5
    found = [word.contexts for word in words[first:until] if word.contexts]
    if not found:
        return ()
    for clause in parse.clauses:
        if last <= clause.a < until:
            until = clause.a  # what the next verb brings is its own
    if until < last + 5:
        found = [word.contexts for word in words[first:until] if word.contexts]
    return found[0][:4] if len(found) == 1 else tuple(dict.fromkeys(chain.from_iterable(found)))[:4]


# The rule coder: a document's text in, proposals out, sentence by sentence


LIKELY = 0.5  # of the rules' own score
KEPT_SENTENCES = 5  # in which whose act it is may be told before
HELD_BACK = 3  # sentences that may still say of an act that it was an answer
AHEAD = 12  # sentences taken apart together, as the same work again and again is done sooner
MASSES = word_class("coder.masses")
ACTOR_LOSS = {NAME: 0.0, AGENT: 0.03, PART: 0.1, NOTHING: 0.3}  # of confidence, by the rank of the party
RECIPIENT_LOSS = {NAME: 0.0, AGENT: 0.03, PART: 0.08, NOTHING: 0.15}
DIRECTED = word_class("coder.directed")
SENT = word_class("coder.sent")
OPEN = word_class("coder.open")
HARM = word_class("coder.harm")
JUDGING = word_class("coder.judging")
FORCEFUL = word_class("coder.forceful")
GRANTED = word_class("coder.granted")
CLAIMED = word_class("coder.claimed")
CLAIMS, PLANS = word_class("verdicts.claims"), word_class("whose.plans")
NO_ACTS = word_class("coder.no_acts")
DECIDING = word_class("coder.deciding")
BLAMING = frozenset({"ACCUSE", "PROTEST", "SUPPORT"})
STEM = 4  # letters that a verb and its noun share: "decide" and "decision"
POWER = word_class("coder.power")
POINTING = word_class("coder.pointing")
PLAYED = word_class("coder.played")
PENALTIES = word_class("coder.penalties")
OUT_OF = word_class("coder.out_of")
WON = word_class("coder.won")
ARMED = word_class("coder.armed")
SPOKEN_FOR = word_class("coder.spoken_for")
NOT_SAYING = word_class("coder.not_saying")
VOICES = word_class("coder.voices")
AUTHORS = word_class("coder.authors")
LEAST_SURE, MOST_SURE = 0.05, 0.8  # of the rules' own score
OPENING = 4  # sentences in which a statement says whose it is
LEAVING = word_class("coder.leaving")
NOUN, TEXT = attrgetter("noun"), attrgetter("text")
IS_OPEN = attrgetter("is_open")
MEDIATING = word_class("mentions.mediating")
SOUNDING, SEEMING = word_class("coder.sounding"), word_class("coder.seeming")
PROPOSING = word_class("coder.proposing")
AT_A_PLACE = word_class("coder.at_a_place")
MARCHING, TRAFFIC = word_class("coder.marching"), word_class("coder.traffic")
HOLDING, POWERS = word_class("mentions.holding"), word_class("mentions.powers")
NEIGHBOURS, OWN = word_class("mentions.neighbours"), word_class("roles.own")
HURTING = word_class("implied.hurting")
THANKING = word_class("implied.thanking")
MAY_REPLY, THANKS = verb_family(REPLYING), verb_family(THANKING)
NOT_JOINED, DEFENDING = word_class("coder.not_joined"), word_class("coder.defending")
FICTION = word_class("coder.fiction")
TOGETHER = frozenset({"CONSULT", "COOPERATE"})
PLACELESS, AT_HOME = word_class("coder.placeless"), frozenset({"state", "person", "agency"})
TWO_SIDED, BREAKING = word_class("coder.two_sided"), word_class("coder.breaking")


def code_document(
    text: str, *, date: str | None = None, dictionary: Dictionary | None = None, cut: float = CUT, things: bool = False
) -> list[Proposal]:
    """Return the relations that the rules propose for a document, in the order of the text.

    Parameters
    ----------
    text
        The document's text.
    date
        Its date, as EDTF.
    dictionary
        From `load_dictionary`; graphkit's own when not given.
    cut
        Proposals below this confidence are left out; up to the usual 0.4, those below half of it where somebody has
        no state, where it is only said, alleged or denied, or where it is part of an answer: few words tell of these.
    things
        Whether to return those with a party that can be no actor, too: "condemned the bombing".

    Examples
    --------
    >>> proposal = code_document("Japan's foreign minister visited Ukraine on Saturday.", date="2024-11-18")[0]
    >>> proposal.actor_state, proposal.type, proposal.mode, proposal.recipient, proposal.date
    ('JPN', 'CONSULT', 'visit', 'UKR', '2024-11-16')
    """
    dictionary, memory = dictionary or load_dictionary(), Memory(date or "")
    found: list[Proposal] = []
    for proposals in _read(text, memory, dictionary, cut=cut, things=things):
        found += proposals
    return _with_late(found, 0, memory)  # all is read by now


def settle_late(batches: Iterable[list[Proposal]], memory: Memory, place: int = 0) -> Iterator[Proposal]:
    """Yield the proposals of sentences, each once the next ones are read, which may say what it answers.

    The first of them is at a place among those that the memory has met.
    """
    waiting: deque[list[Proposal]] = deque()
    for found in batches:
        waiting.append(found)
        if len(waiting) > HELD_BACK:
            first = waiting.popleft()
            yield from _with_late(first, place, memory)
            place += len(first)
    for found in waiting:
        yield from _with_late(found, place, memory)
        place += len(found)


def _with_late(proposals: list[Proposal], place: int, memory: Memory) -> list[Proposal]:
    """Return the proposals of a sentence, the first of them at a place, with what was told later of them."""
    if not memory.late:
        return proposals
    settled = []
    for position, proposal in enumerate(proposals, place):
        told = memory.late.pop(position, None)
        if told is not None and proposal.responds_to is None:
            answered = memory.at(told[0])
            doubted = answered is not None and is_doubtful(proposal, answered, abs(position - told[0]) - 1, UNSAID)
            if not doubted and memory.answer(position, told[0]):
                proposal = answer_to(proposal, *told)
        settled.append(proposal)
    return settled


def _read(text: str, memory: Memory, dictionary: Dictionary, *, cut: float, things: bool) -> Iterator[list[Proposal]]:
    """Yield the proposals of each sentence that has any."""
    text = unshout(text, dictionary)
    last: Parse | None = None
    found: list[Proposal] = []
    bounds = split_sentences(text)
    more = True
    while more:
        sentences = [read_sentence(text, start, end, dictionary) for start, end in islice(bounds, AHEAD)]
        more = len(sentences) == AHEAD
        parses = [Parse(sentence, dictionary, memory) for sentence in sentences]
        if last is None and len(parses) > 1:
            settle_author(parses)
            memory.seat = memory.seat or seat_of(text, dictionary)
        for parse in parses:
            if last is not None:  # after the last sentence there is nothing left to remember it for
                remember(last, found)
            start = parse.sentence.start
            if parse.sentence.special & OPENS:
                read_label(parse, text)
            if text[start] in CLOCK_BEGINS and is_clock(text, start, parse.sentence.end):
                memory.begin_item(start)
                last, found = None, []
                continue
            events = settle(parse, find_events(parse), things=things)
            last, found = parse, propose(parse, events, text, cut=cut, things=things)
            yield found


def settle(parse: Parse, events: list[Event], *, things: bool = False) -> list[Event]:
    """Return the events with the parties that the words leave open, and what is told besides."""
    if events and parse.chunks.kinds.startswith("In") and parse.nouns[1] in FICTION:
        return []  # "In the play, a general shoots a judge"
    told: list[Event] = []  # settled in a sentence before, and in places of that sentence
    memory = parse.memory
    if memory.told:
        told = [event for event in events if event.told_in is not None]
        events = [event for event in events if event.told_in is None] if told else events
    for event in events:
        _settle_recipient(event, parse)
        if event.actors:
            _settle_pair(event)
        if event.recipients:
            _leave_out_own(event)
        if event.type == "ACCUSE" and event.recipient is not None and event.recipient.kind == "igo":
            complained_of(parse, event)
        if event.type in JUDGING:
            settle_blame(parse, event)
        if event.type in PLACELESS and _is_own_place(event, parse):
            event.recipient, event.recipients = None, ()  # "closed the mission IN SEATTLE"
    if parse.families & MAY_REPLY and _may_reply(parse, events):
        events = events + replies.settle_replies(parse, events)
    if not events:
        return told
    owned = parse.sentence.special & OWNED
    if (memory.told or memory.home or (owned and _tells_own(parse))) and any(map(is_unsettled, events)):
        settle_sides(parse, events, things=things)
    if memory.told or parse.families & THANKS:
        events = events + _implied(parse, events)
    return events + told if told else events


def _tells_own(parse: Parse) -> bool:
    """Return whether a sentence has a word that tells by itself whose what it tells is."""
    return not SELF_TOLD.isdisjoint(map(NOUN, parse.sentence.words))


def _may_reply(parse: Parse, events: list[Event]) -> bool:
    """Return whether something was asked, offered or laid on somebody before that may be granted, refused or judged."""
    if not (parse.memory.recent or parse.sentence.special & ANSWERS):
        return False
    types = [event.type for event in events] + [other.type for _, other in parse.memory.recent[-RECENT:]]
    return not (ASKED.isdisjoint(types) and REFUSED.isdisjoint(map(NOUN, parse.sentence.words)))


def propose(parse: Parse, events: list[Event], text: str, *, cut: float = CUT, things: bool = False) -> list[Proposal]:
    """Return the proposals that the events of one sentence make, once they are settled."""
    spoken = parse.memory.recent and parse.sentence.special & ANSWERS  # "THE STEP was a response to the ban"
    if not (events or spoken):
        return []
    standing = [event for event in events if not refusal(event, parse, things=things)]
    if parse.memory.spoken_of and any(map(IS_OPEN, standing)) and choose_targets(parse, standing):
        standing = [event for event in standing if not refusal(event, parse, things=things)]
    for event in standing:
        score_event(event, parse)
    chosen = _choose(standing, LIKELY if cut > 0 else 0.0)
    for event in chosen:
        if event.type in SENT:
            remember_sent(parse, event)
    return link_answers(_proposals(chosen, parse, text, cut), parse) if chosen or spoken else []


def _implied(parse: Parse, events: list[Event]) -> list[Event]:
    """Return what is told besides: who says that another harmed him accuses, who is thanked for help has helped."""
    thanked: list[Event] = []
    if parse.families & THANKS:
        thanked = [event for event in events if event.clause is not None and event.clause.lemma in THANKING]
    said: list[tuple[Event, Mention]] = []
    refused: list[Event] = []
    for event in events if parse.memory.told else ():
        if event.type == "REJECT":
            refused.append(event)
        speaker = speaker_of(parse, event)[0] if event.type in HURTING else None
        if speaker is not None and event.actor is not None and speaker.identity != event.actor.identity:
            said.append((event, speaker))
    if not (said or thanked or refused):
        return []
    return accusations(said) + help_thanked_for(parse, thanked) + denied_charges(parse, refused)


def remember(parse: Parse, proposals: list[Proposal]) -> None:
    """Remember of a sentence and its proposals what the next sentences may refer to."""
    for proposal in proposals:
        parse.memory.propose(proposal)
        if "igo" in (proposal.actor_kind, proposal.recipient_kind):
            parse.memory.igo = _organisation(proposal)
        _meet_pair(proposal, parse.dictionary, parse.memory)
    _meet_apart(parse, proposals)
    _remember_voices(parse)
    told = parse.memory.told
    told.append(parse)
    del told[:-KEPT_SENTENCES]
    parse.memory.speak_of(parse.sentence.words)
    parse.memory.end_sentence(_subjects(parse))


def _organisation(proposal: Proposal) -> Known:
    """Return the international organisation among the parties of a proposal."""
    if proposal.actor_kind == "igo":
        return proposal.actor, "igo", proposal.actor_state, proposal.actor_name
    return proposal.recipient, "igo", proposal.recipient_state, proposal.recipient_name


def _remember_voices(parse: Parse) -> None:
    """Remember who says something, to be "I" and "we" further on, and whose statement the document is."""
    memory, reports = parse.memory, parse.dictionary.patterns.operators["report"]
    told = present = None
    for clause in parse.clauses:
        mention = parse.mention(clause.subject) if clause.subject >= 0 else None
        if mention is None or mention.pronoun or mention.rank < AGENT or mention.event:
            continue
        told = mention
        if mention.rank == NAME and mention.state and not clause.passive and clause.form in "VE":
            _remember_act(clause, mention, memory, said=clause.lemma in reports)
        now = parse.sentence.words[clause.a].text.endswith("s") and not clause.subordinate
        if now and present is None and mention.kind in SPOKEN_FOR:
            present = mention
        if mention.rank == NAME:
            if clause.lemma in reports and clause.lemma not in NOT_SAYING and mention.kind in VOICES:
                memory.speaker, memory.spoken = known_as(mention), memory.sentences
                if parse.sentence.words[-1].text == ":":
                    memory.author = memory.speaker  # "The minister said:" and what follows is his
            if memory.author is None and memory.sentences < OPENING and now and mention.kind in AUTHORS:
                memory.author = known_as(mention)
    if told is not None:
        memory.present = known_as(present) if present is not None else None


def _remember_act(clause: Clause, mention: Mention, memory: Memory, *, said: bool) -> None:
    """Remember who did something, to be whose "the test" or "the move" is, and who says something."""
    if said:
        memory.claimant = known_as(mention)
    if clause.lemma not in NO_ACTS and not clause.modal and len(memory.acts) < LONGEST_MEMORY:
        memory.acts[clause.lemma[:STEM]] = known_as(mention)
        if not said or clause.lemma in DECIDING:
            memory.doer = known_as(mention)


def _date_of(event: Event, parse: Parse, text: str) -> str:
    """Return when an act was done; what somebody said that he would do on a day to come, he said before."""
    date = date_of(event, parse, text)
    said = event.type in ("THREATEN", "AGREE") and event.clause is not None and event.clause.modal == "would"
    date = "" if said and is_later(date, parse.memory.date) else date
    if date or not (
        (event.type in SAID_SO and _may_be_said(parse, event))
        or (parse.memory.recent and not DAYS.isdisjoint(map(TEXT, parse.sentence.words)))
    ):
        return date
    return date_told(event, parse, text)


def _meet_apart(parse: Parse, proposals: list[Proposal]) -> None:
    """Remember the two between whom somebody mediates as "the two" further on: not him and one of them."""
    states = parse.dictionary.states
    for one, other in pairwise(proposals):
        between = one.pattern.rpartition("+")[2] in MEDIATING and one.cue_start == other.cue_start
        pair = one.recipient_state, other.recipient_state
        if between and one.actor == other.actor and pair[0] != pair[1] and all(each in states for each in pair):
            parse.memory.meet_pair(*(parse.dictionary.known_state(each) for each in pair))


def _meet_pair(proposal: Proposal, dictionary: Dictionary, memory: Memory) -> None:
    """Remember the two states of a proposal, to be "the two countries" further on."""
    one, other = proposal.actor_state, proposal.recipient_state
    if one != other and one in dictionary.states and other in dictionary.states:
        memory.meet_pair(dictionary.known_state(one), dictionary.known_state(other))


def _subjects(parse: Parse) -> list[Mention]:
    found: list[Mention] = []
    clauses = parse.clauses
    if parse.chunks.kinds[:1] == "U":  # "When Chad let it open, MALI was quick to react.  It cut": the main verb first
        clauses = sorted(clauses, key=lambda clause: begun_by(parse, clause) != "")
    for clause in clauses:
        if clause.subject >= 0:
            mention = parse.mention(clause.subject)
            if (
                mention.owner is not None
                and not found
                and (mention.event or parse.nouns[clause.subject] in ANSWER_NOUNS)
            ):
                mention = mention.owner  # "NIGER'S response was swift.  It announced"
            if mention.rank >= AGENT and not mention.pronoun and len(found) < 3:
                found.append(mention)
    return found


def _settle_recipient(event: Event, parse: Parse) -> None:
    """Let "rejected THE ACCUSATION" be done to whoever made the one that was told before."""
    recipient, actor, clause = event.recipient, event.actor, event.clause
    if recipient is not None and clause is not None and clause.object >= 0 and _acts_next(parse, clause, recipient):
        event.recipient, event.recipients, recipient = None, (), None
    if recipient is None and clause is not None:
        if clause.object >= 0 and not clause.passive:
            recipient = parse.mention(clause.second if clause.second >= 0 else clause.object)
        elif clause.phrases and event.type in GRANTED:
            recipient = parse.mention(clause.phrases[0][1])  # "agreed TO THE REQUEST"
    if recipient is None or actor is None:
        return
    if recipient.pronoun and event.type in CLAIMED and parse.sentence.words[recipient.head].text in POINTING:
        _done_to(event, parse.memory.claimant, recipient)  # "we reject THAT"
        return
    if not recipient.thing or recipient.rank > NOTHING or event.type == "ASSAULT":
        return
    words = parse.sentence.words
    such = words[recipient.a].text == "such"  # "opposed SUCH A MEETING"
    if words[recipient.a].text not in POINTING or recipient.head - recipient.a > 1 + such:
        return
    noun = words[recipient.head].noun
    if not (noun in CLAIMS and _done_to(event, _proposer(parse, clause, actor), recipient)):
        _settle_taken_up(event, parse, recipient, noun)


def _settle_taken_up(event: Event, parse: Parse, recipient: Mention, noun: str) -> None:
    """Let what is done to an act that a noun alone takes up be done to who did it: "deplored THE TEST"."""
    actor, clause = event.actor, event.clause
    assert actor is not None
    types = types_of(parse, noun)
    judged = event.type in JUDGING
    fought = noun in FORCEFUL and any(each.type in HARM for _, each in parse.memory.recent[-RECENT:])
    found = [
        told
        for told in reversed(parse.memory.recent)
        if (told[1].type in HARM or not fought)  # "condemned THE OPERATION": what was only said before is none
        and _is_taken_up(parse, event, told[1], noun, types)
    ]
    told_by = verb_behind(parse, clause) if clause is not None else None
    if told_by is not None:  # "deplored THE DECISION TO CLOSE the port": no other that was told
        found = [told for told in found if is_told_by(parse, told_by, told[1])]
    if noun in CLAIMS:  # "rejected THE ACCUSATIONS": who only asked for something made none
        found = [told for told in found if told[1].type in types] or found
    told_as = taken_up(parse, recipient, found, event.type, actor.state) if found else None
    made = judged and (noun not in CLAIMS or noun in PLANS) and (told_as is None or told_as.type not in types)
    if made and _done_to(event, suggested(parse, noun, actor.identity) or maker(parse, noun), recipient):
        return
    if told_as is not None:
        other = told_as
        event.recipient = recalled(known_parties(other)[0], recipient)
        alike = [(at, told) for at, told in parse.memory.recent if told.cue_start == other.cue_start]
        event.answers = min([at for at, _ in alike])  # of several to whom it was done, the first
        doers = {told.actor: known_parties(told)[0] for _, told in alike if told.actor != other.actor}
        event.recipients = tuple([recalled(known, recipient) for known in doers.values()])  # of several who did it, all
        return
    if judged and noun in CLAIMS:
        _done_to(event, _claimant(parse, event, actor), recipient)
    elif judged:  # of an act that is no relation to anybody: "deplored THE TEST", "slammed THE MOVE"
        named = parse.memory.acts.get(told_by.lemma[:STEM] if told_by is not None else noun[:STEM])
        known_doer = named or (parse.memory.doer if noun in DEEDS and told_by is None else None)
        _done_to(event, known_doer, recipient)


def _acts_next(parse: Parse, clause: Clause, recipient: Mention) -> bool:
    """Return whether somebody is who does what comes next: "condemned the raid and FRANCE called on both sides"."""
    kinds, at = parse.chunks.kinds, clause.object
    if kinds.find("nv", at + 1) < 0:
        return False  # as behind most objects
    for other in parse.clauses:
        subject = other.subject
        if subject <= at or kinds[subject - 1] not in ",C" or other.form not in "VE":
            continue
        if kinds.startswith("v", subject + 1) and parse.mention(subject).head == recipient.head:
            return True
    return False


def _is_taken_up(parse: Parse, event: Event, other: Proposal, noun: str, types: set[str]) -> bool:
    """Return whether an act told before may be what somebody judges, refuses or grants by a noun alone."""
    actor = event.actor
    assert actor is not None
    against = actor.identity in (other.recipient, other.recipient_state)
    blamed = event.type in BLAMING and other.type in HARM and actor.identity != other.actor
    named = (noun in DEEDS and noun not in CLAIMS) or (noun in NAMED and against)
    deed = event.type in JUDGING and named and other.start >= parse.sentence.start - NEAR
    deed = deed and _is_another(actor, other) and not only_said(noun, other)
    return (other.type in types and (blamed or against)) or deed


def _claimant(parse: Parse, event: Event, actor: Mention) -> Known | None:
    """Return who claims what is rejected: who acts in the clause before, else who last said something."""
    before = event.clause.previous if event.clause is not None else None
    while before is not None:
        mention = parse.mention(before.subject) if before.subject >= 0 else None
        if mention is not None and mention.rank == NAME and mention.state not in ("", actor.state):
            return known_as(mention)
        before = before.previous
    return parse.memory.claimant


def _proposer(parse: Parse, clause: Clause | None, actor: Mention) -> Known | None:
    """Return who made it in the same sentence: "RUSSIA OFFERED to mediate, but Chad declined THE OFFER"."""
    before = clause.previous if clause is not None and not clause.passive else None
    while before is not None:
        mention = parse.mention(before.subject) if before.subject >= 0 and before.lemma in PROPOSING else None
        if mention is not None and mention.rank == NAME and mention.state not in ("", actor.state):
            return known_as(mention)
        before = before.previous
    return None


def _done_to(event: Event, known: Known | None, at: Mention) -> bool:
    """Let an event be done to somebody told before, unless it is who does it; return whether it is."""
    actor = event.actor
    if known is None or actor is None or (actor.state or actor.identity) == (known[2] or known[0]):
        return False
    event.recipient = recalled(known, at)
    return True


def _is_another(actor: Mention, proposal: Proposal) -> bool:
    """Return whether somebody did not do what is told."""
    return (actor.state or actor.identity) != sides(proposal)[0]


def refusal(event: Event, parse: Parse, *, things: bool = False) -> str:
    """Return why an event is no proposal, "" where it is one: it needs two parties that can be actors."""
    if event.told_as is not None:
        event, parse = event.told_as, event.told_in
    actor, recipient, kind, clause = event.actor, event.recipient, event.type, event.clause
    if actor is None or recipient is None:
        return f"no {'actor' if actor is None else 'recipient'} found"
    if actor.pronoun or recipient.pronoun:
        return "nobody was found that the pronoun stands for"
    said = clause is not None and (kind not in HARM or clause.modal) and begins_told(parse, clause.subject)
    if said and clause is not None and saying.asked_to_say(parse, clause) is not None:
        return "who is asked to say so has not said it"
    alone = clause is None and kind in TOGETHER and not event.provoked
    if alone and parse.clauses and doubt.is_only_wanted(parse, event):
        return "what is only offered or wanted has not been done"
    if _is_one(actor, recipient):
        return "actor and recipient are one and the same"
    if parse.sentence.special & NONE and "-no-" not in event.pattern and _is_undone(parse, actor, recipient, clause):
        return "nobody did it, or to nobody"
    if not things and (actor.thing or recipient.thing):
        return f"'{(actor if actor.thing else recipient).shown}' is a thing, not somebody"
    punished = kind == "SANCTION" or event.on_state == "SANCTION"
    if punished and actor.identity and actor.identity == recipient.identity:
        return "nobody punishes himself"
    untold = _untold(event, parse, recipient)
    if untold:
        return untold
    may_seem = event.mode == "visit" or kind in SEEMING_TYPES or event.pattern.startswith(PLANNED)
    if may_seem or (clause is not None and clause.lemma in SEEMING):
        seems = only_seems(parse, event)
        if seems:
            return seems
    if clause is not None and clause.lemma in SOUNDING and only_sounds(parse, clause, kind, recipient):
        return "the words only sound like it"
    if kind == "REJECT" and clause is not None and clause.complement >= 0:
        if _says_nothing(parse, clause):
            return "who declines to comment does nothing"
        if recipient.resolved and concerns_himself(parse, event):
            return "what somebody refuses for himself is refused to nobody"
    if kind == "SANCTION" and event.pattern in LEAVING and recipient.kind != "igo":
        return "only an organisation is left for good"  # not "left the house"
    if kind != "ASSAULT" or clause is None:
        return ""
    if clause.lemma in WON and ARMED.isdisjoint([recipient.kind, actor.kind]):
        return "who is defeated is not armed"  # in an election, it may be
    if clause.lemma == "cross" and _only_travels(actor):
        return "who only crosses a border attacks nobody"  # "TRUCKS were crossing into"
    if clause.via == "relative" and _is_place(actor, parse):
        return "a place attacks nobody"  # "blasts in VRBETICE, which killed two"
    if clause.lemma in PLAYED and is_sport(parse, actor, recipient):
        return "the sentence tells of a game"
    return ""


def _is_place(mention: Mention, parse: Parse) -> bool:
    """Return whether a party is a place within a state, and no seat of one."""
    written = mention.sentence.words[mention.head].written
    return mention.kind == "other" and written in parse.dictionary.places and written not in parse.dictionary.seats


def _only_travels(actor: Mention) -> bool:
    """Return whether who crosses a border is no force: "refugees", "Kenyan TRUCKS"."""
    return actor.kind not in MARCHING or actor.sentence.words[actor.head].noun in TRAFFIC


def _untold(event: Event, parse: Parse, recipient: Mention) -> str:
    """Return why nobody is told to whom an act is done, "" where somebody is."""
    clause, words = event.clause, parse.sentence.words
    if clause is not None and clause.object >= 0 and clause.lemma in HOLDING and parse.nouns[clause.object] in POWERS:
        return "who takes power does it to nobody"
    noun = words[recipient.head]
    if noun.noun in NEIGHBOURS and words[recipient.first].text in OWN and not recipient.resolved:
        last = [each for _, proposal in parse.memory.recent[-1:] for each in sides(proposal)]
        if len({*last} - {event.actor.state if event.actor is not None else ""}) > 1:
            return "which neighbour it is, is not told"
    if event.type in AT_A_PLACE and recipient.state and noun.written in parse.dictionary.places:
        doers = (event.actor, *event.actors)
        if recipient.state in [doer.state for doer in doers if doer is not None]:
            return "what is done at one's own city is aimed at nobody"  # "a joint exercise OFF BUSAN"
    if event.pattern == "call" and clause is not None and _is_named_so(parse, clause, recipient):
        return "what something is called is no telephone call"
    if event.pattern.startswith("call-") and clause is not None and _names_what(parse, clause):
        return "what something is called is no verdict"  # "hosts WHAT IT CALLS terrorists"
    if event.pattern == "join" and clause is not None and (clause.form == "G" or recipient.kind in NOT_JOINED):
        return "who joins a state does what it does"
    if clause is not None and clause.lemma in DEFENDING and clause.object >= 0 and event.type == "SUPPORT":
        defended = parse.mention(clause.object)
        if defended.rank < PART and defended.owner is None and not defended.pronoun:
            return "who defends what he did stands by nobody"
    treated = event.pattern.endswith("treat") and event.pattern.rpartition("+")[2] == "treat"
    if treated and any(each.lemma == "treat" and "as" in dict(each.phrases) for each in parse.clauses):
        return "what is treated as something is given no treatment"
    return ""


def _is_named_so(parse: Parse, clause: Clause, recipient: Mention) -> bool:
    """Return whether a verb says what something is called: "WHAT HE CALLED a raid", "called the Dutch 'remnants'"."""
    return _names_what(parse, clause) or recipient.rank <= PART


def _names_what(parse: Parse, clause: Clause) -> bool:
    begin = parse.chunks.begins[clause.subject] if clause.subject > 0 else 0
    return begin > 0 and parse.sentence.words[begin - 1].text == "what"


def _leave_out_own(event: Event) -> None:
    """Let an act between oneself and another be done to the other: Chad "suspended flights between CHAD and Mali"."""
    actor, recipient = event.actor, event.recipient
    if actor is None or recipient is None or not actor.state or event.type not in HARM:
        return
    if recipient.state == actor.state and not recipient.pronoun:
        event.recipient, event.recipients = event.recipients[0], event.recipients[1:]


def _is_own_place(event: Event, parse: Parse) -> bool:
    """Return whether an act would be done to a place in the doer's own state."""
    actor, recipient = event.actor, event.recipient
    if actor is None or recipient is None or actor.kind not in AT_HOME or recipient.kind != "other":
        return False
    return (
        actor.state == recipient.state != ""
        and recipient.sentence.words[recipient.head].written in parse.dictionary.places
    )


def _says_nothing(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody only declines to speak: "declined TO COMMENT"."""
    inner = parse.lookup.get(clause.complement)
    return inner is not None and (
        inner.lemma in SILENT or any(f"{inner.lemma}-{word}" in SILENT for word, _ in inner.phrases)
    )


def _settle_pair(event: Event) -> None:
    """Let what several do together be between them: "Chad and Mali MET"."""
    alone = event.recipient is None or event.recipient.rank < PART or _exchanged(event) or _are_their_own(event)
    alone = alone and not (len(event.actors) > 1 and event.type in BREAKING)  # of three, none with another
    if (alone and _two_sided(event)) or is_one_another(event.recipient):
        event.recipient, event.actors = event.actors[-1], event.actors[:-1]
        event.mutual = event.together = True


def _is_one(actor: Mention, recipient: Mention) -> bool:
    """Return whether the two parties of an event are the same."""
    if actor is recipient:
        return True
    if actor.head == recipient.head and not (actor.resolved and recipient.resolved):
        return True  # "the two countries" are two parties in one phrase
    resolved = actor.resolved or recipient.resolved  # "HE thanked HIM": one of the two is somebody else
    if not (resolved or actor.rank == recipient.rank == NAME) or actor.identity != recipient.identity:
        return False
    if actor.rank == recipient.rank == NAME and _are_names(actor, recipient):
        return True  # "China gave BEIJING influence"
    if actor.kind == recipient.kind == "state" and recipient.sentence.words[recipient.first].text in OWN:
        return True  # "asked Chad to work with ITS OFFICE IN CHAD"
    return resolved and bool(actor.identity)


def score_event(event: Event, parse: Parse) -> None:
    """Give an event that has both parties its confidence, and settle its type by who they are."""
    if event.told_as is not None:
        score_event(event.told_as, event.told_in)
        event.type, event.score = event.told_as.type, event.told_as.score
        return
    actor, recipient, kind, clause = event.actor, event.recipient, event.type, event.clause
    assert actor is not None and recipient is not None
    score = 0.75 + event.score - ACTOR_LOSS[actor.rank] - RECIPIENT_LOSS[recipient.rank]
    if kind == "CONSULT" and (recipient.rank < PART or actor.identity in MASSES):
        score -= 0.25
    if clause is not None and clause.via == "reduced" and kind not in ("ACCUSE", "REQUEST", "CONCEDE"):
        score -= 0.1
    if recipient.rank < PART and kind in DIRECTED:
        score -= 0.15
    if actor.resolved or recipient.resolved:
        score -= 0.1 * (actor.resolved + recipient.resolved)
    if clause is not None and clause.subordinate:
        score -= 0.12
    if kind in OPEN:
        _settle_type(event, parse)
    event.score = round(LEAST_SURE if score < LEAST_SURE else MOST_SURE if score > MOST_SURE else score, 3)


def _are_names(*mentions: Mention) -> bool:
    """Return whether mentions are no more than the names of their actors."""
    return all(mention.sentence.words[mention.head].name is not None for mention in mentions)


def _is_undone(parse: Parse, actor: Mention, recipient: Mention, clause: Clause | None) -> bool:
    """Return whether nobody did it, or to nobody."""
    if clause is None:
        return _is_none(actor) or _is_none(recipient)
    taking_part = [parse.mention(at) for at in (clause.subject, clause.object, clause.second) if at >= 0]
    return any(map(_is_none, [recipient, *taking_part]))


def _is_none(mention: Mention) -> bool:
    """Return whether a phrase says that there is nobody: "no soldiers", "none of the rebels"; not "no fewer than"."""
    words = mention.sentence.words[mention.first : mention.first + 2]
    if mention.b - mention.first == 1 and words[0].text == "no":
        return False  # "said NO to"
    return words[0].text in NO_ONE and not (len(words) > 1 and words[1].text in NOT_NONE)


def _exchanged(event: Event) -> bool:
    """Return whether the recipient is only what was exchanged: "X and Y swapped PRISONERS"."""
    recipient = event.recipient
    if recipient is None or recipient.rank != AGENT or not event.mutual:
        return False
    return recipient.sentence.words[recipient.head].noun in event.pattern.split("-")


def _are_their_own(event: Event) -> bool:
    """Return whether the recipient is only a part of each: "Chad and Mali held talks between THE TWO COAST GUARDS"."""
    recipient = event.recipient
    if recipient is None or recipient.state or recipient.named:
        return False
    words = [word.text for word in recipient.sentence.words[recipient.a : recipient.head]]
    return words[:1] == ["both"] or words[:2] in (["the", "two"], ["their", "two"])


def _two_sided(event: Event) -> bool:
    """Return whether what two do without a third they do to one another: "agreed to talk", not "promised aid"."""
    mutual = event.mutual or event.type in ("CONSULT", "COOPERATE") or event.mode == "ceasefire"
    return mutual or not TWO_SIDED.isdisjoint(pattern_words(event.pattern))


def _is_penalty(event: Event, parse: Parse) -> bool:
    """Return whether what strikes is no weapon but a rule: "tariffs HIT", "measures TARGETED"."""
    clause = event.clause
    return (
        clause is not None and clause.subject >= 0 and not clause.passive and parse.nouns[clause.subject] in PENALTIES
    )


def _settle_type(event: Event, parse: Parse) -> None:
    """Let who does it, to whom and among whom decide the type where the words leave it open."""
    if event.type == "COERCE":
        _settle_sanctions(event, parse)
    elif event.type == "CONCEDE":
        settle_lifting(event)
    elif event.type == "RETREAT" and event.recipient is not None and event.recipient.kind == "igo":
        if not OUT_OF.isdisjoint(pattern_words(event.pattern)):
            event.type, event.mode = "SANCTION", "withdraw"  # "withdrew from the Arab League"
    elif event.type == "MOBILIZE" and event.clause is not None and _rings_up(parse, event.clause):
        event.type, event.mode = "CONSULT", "phone"
    elif event.type == "MOBILIZE" and sent_to_friends(parse, event):
        event.type, event.mode = "AID", ""
    elif event.type == "ASSAULT" and event.actor is not None and _is_hacker(event.actor):
        event.type, event.mode = "COERCE", "cyber"
    elif event.type == "ASSAULT" and _is_penalty(event, parse):
        event.type, event.mode = "COERCE", "restrict"  # "Chad's SANCTIONS HIT Mali"
        _settle_sanctions(event, parse)


def _settle_sanctions(event: Event, parse: Parse) -> None:
    """Let what is one thing to a state and another to persons be what it is to this recipient."""
    if event.on_state or event.mode == "restrict":
        settle_sanctions(event, parse)


def _rings_up(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody was rung by phone, not ringed by troops."""
    return clause.lemma == "ring" and parse.sentence.words[clause.head].text in ("rang", "rung")


def _is_hacker(actor: Mention) -> bool:
    return actor.sentence.words[actor.head].noun == "hacker"


def _choose(events: list[Event], least: float) -> list[Event]:
    """Return the events that are sure enough, the best of a sentence a little less, without those that say the same."""
    if len(events) < 2:
        return events if events and events[0].score >= least - 0.15 else []
    chosen: list[Event] = []
    best = None  # the first that is not only told as what another answers
    for event in sorted(events, key=_by_score):
        first = best is None and not event.provoked
        if event.score < (least - 0.15 if first else least + _want(event)):
            continue
        if not any(_same(event, other) for other in chosen):
            chosen.append(event)
            best = event if first else best
    if best is None:
        return []  # what is answered is only as sure as the answer
    return sorted(chosen, key=lambda event: (event.told_in is None, event.cue)) if len(chosen) > 1 else chosen


def _by_score(event: Event) -> tuple[float, tuple[int, int]]:
    """The surest first, of those that are as sure the first that is told."""
    return -event.score + 0.006 * event.cue[0], event.cue


def _want(event: Event) -> float:
    """How much surer a sentence's second event must be when its parties are not actors known by name or state."""
    assert event.actor is not None and event.recipient is not None
    actor, recipient = event.actor, event.recipient
    if event.type in STANDING and actor.rank == NAME and recipient.kind == "state":
        return 0.0
    if event.answered is not None or event.answers >= 0:
        return 0.0  # "responded by expelling the envoy AND CLOSING the border"
    known = (recipient.rank == NAME or (recipient.rank == PART and bool(recipient.state))) and (
        actor.rank == NAME or (actor.rank == PART and actor.kind == "igo")
    )
    return 0.0 if known else 0.12


def _apart(a: Event, b: Event) -> bool:
    """Return whether two verbs say the same of two: "bought drones from X and held drills with Y"."""
    if a.clause is b.clause or a.clause is None or b.clause is None or a.recipient is None or b.recipient is None:
        return False
    if a.actor is not b.actor or min(a.recipient.rank, b.recipient.rank) < AGENT:
        return False
    one, other = (each.state or each.identity for each in (a.recipient, b.recipient))
    return one != other


def _on_others(a: Event, b: Event) -> bool:
    """Return whether a verb and a noun tell of what was done to two: "the STRIKES on Chad KILLED twenty militants"."""
    if (a.clause is None) == (b.clause is None) or a.actor is not b.actor or a.recipient is None or b.recipient is None:
        return False
    return min(a.recipient.rank, b.recipient.rank) >= AGENT and a.recipient is not b.recipient


def _are_two_acts(a: Event, b: Event) -> bool:
    """Return whether two verbs that stand side by side tell of two acts."""
    one, other = a.clause, b.clause
    if one is None or other is None or one is other:
        return False
    first, second = (one, other) if one.at < other.at else (other, one)
    if second.via == "" and 0 <= second.object < second.subject == second.at - 1 and first.form in "VE":
        return True  # "broke with Chad, WHICH IT ACCUSED of"
    if second.form == first.form == "G" and second.previous is first and b.answered is a.answered is not None:
        return True  # "responded by EXPELLING the envoy and CLOSING the border"
    return second.via == "shared" and second.form in "VE" and first.form in "VE" and not second.subordinate


def _same(a: Event, b: Event) -> bool:
    if (a.type in STANDING) != (b.type in STANDING):
        return False
    if a.type == b.type and (a.actor is b.actor or a.recipient is b.recipient):
        return not (_apart(a, b) or _on_others(a, b))
    if a.actor is not b.actor or a.recipient is not b.recipient:
        return False
    if a.type != b.type and _are_two_acts(a, b):
        return False  # "TELEPHONED the general and ASKED him", "MET and SIGNED a pact"
    return a.type == b.type or a.clause is not None or b.clause is not None  # two nouns may tell of two things


# ---------------------------------------------------------------- records
#: The fields of a proposal, blank: a copy that is filled in is made in half the time of a dictionary that grows.
BLANK = vars(Proposal("", 0, 0, "", "", "", 0, 0, 0, 0))


def _proposals(events: list[Event], parse: Parse, text: str, cut: float) -> list[tuple[Event, Proposal]]:
    """Return one proposal for every pair of parties of each event that is as sure as the cut, with the event."""
    found: list[tuple[Event, Proposal]] = []
    for event in events:
        assert event.actor is not None and event.recipient is not None
        where = event.told_in or parse
        said = _said(event.told_as or event, where, text)
        recipients = [event.recipient]
        if event.recipients:
            recipients += [mention for mention in event.recipients if mention.rank >= PART and not mention.thing]
        if event.type in POWER:
            for recipient in recipients:
                voices.settle_home(parse, event, recipient)
        pairs, alone = [(event.actor, event.recipient)], True  # as nearly every event has
        if event.actors or len(recipients) > 1:
            actors = [event.actor, *[each for each in event.actors if each.rank >= PART and not each.thing]]
            alone = len(actors) == len(recipients) == 1
            pairs = [*combinations([*actors, *recipients], 2)] if event.together else [*product(actors, recipients)]
        for actor, recipient in pairs:
            one, other = actor.identity, recipient.identity
            if not (one and other and (one != other or (alone and are_told(where, actor, recipient)))):
                continue
            sure = round(sureness(where, event.told_as or event, actor, recipient, len(events)), 3)
            if sure >= least_sure(event, actor, recipient, cut):
                found.append((event, make_proposal(_fields(event, actor, recipient, where, said, sure))))
    return found


def _said(event: Event, parse: Parse, text: str) -> dict[str, Any]:
    """Return the fields of what the sentence says of an event besides its parties."""
    speaker, stance = speaker_of(parse, event)
    amount: int | float | None = None
    unit = ""
    if "#" in parse.sentence.tags:
        amount, unit = amounts.amount_of(parse, event)
    said = BLANK.copy()
    said["stance"] = stance if stance and event.stance == "asserts" else event.stance
    if speaker is not None:
        said["speaker"], said["speaker_name"] = speaker.identity, speaker.shown or speaker.identity
    said["date"], said["place"] = _date_of(event, parse, text), place_of(parse, event, text)
    said["contexts"], said["amount"], said["unit"] = contexts_of(parse, event), amount, unit
    said["cue_start"], said["cue_end"] = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
    return said


def _guessed(guesses: set[tuple[str, str]], actor: Mention, recipient: Mention) -> tuple[str, ...]:
    """Return which of two parties have a state that no words tell."""
    parties = ("actor", actor), ("recipient", recipient)
    return tuple([side for side, one in parties if one.guessed or (one.identity, one.state) in guesses])


def _fields(
    event: Event, actor: Mention, recipient: Mention, parse: Parse, said: dict[str, Any], sure: float
) -> dict[str, Any]:
    """Return the fields of the proposal that an event is between two of its parties."""
    sentence, guesses = parse.sentence, parse.memory.guessed
    fields = said.copy()
    if guesses or actor.guessed or recipient.guessed:
        fields["guessed"] = _guessed(guesses, actor, recipient)
    fields["actor"], fields["recipient"] = actor_id, recipient_id = actor.identity, recipient.identity
    fields["actor_start"], fields["actor_end"] = sentence.span_of(actor.first, actor.b - 1)
    fields["recipient_start"], fields["recipient_end"] = sentence.span_of(recipient.first, recipient.b - 1)
    fields["start"], fields["end"] = sentence.start, sentence.end
    fields["type"], fields["mode"], fields["pattern"] = event.type, event.mode, event.pattern
    fields["confidence"] = sure
    fields["origin"] = f"rules:{event.pattern}"
    fields["actor_name"], fields["recipient_name"] = actor.shown or actor_id, recipient.shown or recipient_id
    fields["actor_kind"], fields["recipient_kind"] = actor.kind, recipient.kind
    fields["actor_state"], fields["recipient_state"] = actor.state, recipient.state
    fields["mutual"] = event.mutual or event.mode == "phone"  # who telephones and who is telephoned both speak
    return fields
