"""Which act told before is answered by one that is an answer by its kind: a refusal, a grant, thanks, an expulsion.

Who grants, refuses or denies answers what was asked, offered or laid on him; who thanks somebody answers what that one
did for him; who judges an act that a noun takes up answers it; and an expulsion answers an expulsion.  Among the acts
told so far the best is chosen, by who did it to whom, by its name and kind, and by how near it is; one that fits badly
is none.  Few sentences need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.deeds import (
    NAMED,
    deed_at,
    is_called,
    is_named,
    kinds_of,
    likeliest_told,
    meant_by,
    names_of,
    pattern_words,
    points_back,
    provoker_in,
    said_by,
    sides,
)
from graphkit.extract.rules.dictionary import Known, known_parties
from graphkit.extract.rules.match import actor_of, agent_of
from graphkit.extract.rules.nominal import is_open
from graphkit.extract.rules.parse import (
    AGENT,
    NOTHING,
    Event,
    Mention,
    Parse,
    as_state,
    begun_by,
    is_one,
    is_somebody,
    known_as,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.responses import ANSWER_NOUNS, NEAR, RECENT, find_frames, is_responding
from graphkit.extract.rules.words import word_class, word_table

TAKING = word_table("replies.taking")
TAKEN = {noun: kinds.split("/") for noun, kinds in word_table("replies.taken").items()}
JUDGING = word_class("replies.judging")
BAD = word_class("verdicts.bad") | word_class("replies.false")
FITTING = {kind: types.split("/") for kind, types in word_table("replies.fitting").items()}
POINTING = word_class("replies.pointing")
PARTICLES = word_table("replies.particles")
ASIDE = word_class("replies.aside")
BRINGING = word_class("replies.bringing")
CHARGING = word_class("sides.charges")
GRATEFUL = word_class("replies.grateful")
ALONE = word_class("replies.alone")
FEELING, FEELS = word_class("grounds.feeling"), word_class("grounds.feels")
WAITING = word_class("replies.waiting")
QUICK, REACTING = word_class("replies.quick"), word_class("answering.reacting_verbs")
WAITS, RESPONDING = "wait", word_class("responses.responding")
FROM = word_class("responses.answer_from") | {"of"}
BY_KIND = word_class("replies.by_kind")
TAKING_UP = word_class("answering.taking_up")
ABOUT = word_class("answering.about")
UNDOING = word_class("answering.undoing")
AMOUNTING = word_class("verdicts.amounting")
OFFERING = word_class("replies.offering")
THANKING = word_class("implied.thanking")
HARM = word_class("coder.harm")
PRIVATE = word_class("provocation.private")
RETURNING = word_class("replies.returning")
PROTESTS, PROTESTED = word_class("replies.protests"), word_class("replies.protested")
OCCASIONS = word_class("answering.occasions")
MOST = 12  # acts looked back at
FAR = 2 * NEAR  # characters back
BACK, KIND, MAYBE = 2.0, 1.5, 1.5  # what speaks for an act
FADING = 0.4  # with each stretch of text between
ASKED, DONE_TYPES = ("REQUEST",), ("SANCTION", "COERCE", "RETREAT", "MOBILIZE", "REJECT", "ASSAULT")
LATER = word_class("replies.later")
CONDITIONS, UNLESS = word_class("answering.conditions"), word_class("replies.unless")
GOING_ON, ENDING = word_class("replies.going_on"), word_class("replies.ending")
UNDONE = word_class("replies.undone")
UNDERTAKING = word_class("replies.undertaking")
HOSTILE = HARM | word_class("replies.hostile")
TOO, JOINED = word_class("replies.too"), word_class("replies.joined")
GUESSED = -0.1  # of confidence, where only a phrase tells what was refused
STRETCH = 250  # characters
ENOUGH = 2.9  # where words take up an act
SURE = 4.6  # where none does
VERDICT_WITHIN = 14  # words behind a verb of judging


DENYING = word_class("answering.denying")


class Reply(NamedTuple):
    """An answer by its verb: its type, who gives it, where what it takes up stands, and the types that may be that."""

    type: str
    subject: int
    at: int
    kinds: tuple[str, ...]
    refuses: bool = False  # what it judges is a charge, so that the judgement is a refusal


class Told(NamedTuple):
    """An act told before: in the sentence, or at a position of the document."""

    event: Event | None
    position: int
    type: str
    pattern: str
    doer: Known
    sufferer: Known
    far: float


def settle_replies(parse: Parse, events: list[Event]) -> list[Event]:
    """Give answers by their verb the other party and the act that they answer, and return what was missing."""
    found: list[Event] = []
    for clause in parse.clauses:
        reply = _reply(parse, clause)
        if reply is None:
            continue
        own = [event for event in events if event.clause is clause and not event.provoked]
        if reply.refuses:
            _let_refuse(own)
        if not any(event.answers >= 0 or event.answered is not None for event in own):
            found += _replied(parse, clause, reply, own, events)
    return found


def _let_refuse(events: list[Event]) -> None:
    """Let a judgement on a charge be its refusal: "CALLED the charge absurd"."""
    for event in events:
        if event.type in ("ACCUSE", "CONCEDE"):
            event.type, event.mode = "REJECT", ""


def _reply(parse: Parse, clause: Clause) -> Reply | None:
    """Return what a clause is as an answer by its verb, None where it is none."""
    if clause.negated or clause.modal not in ("", "will", "would") or clause.form not in "VEGB":
        return None
    if clause.lemma == "be":
        return _found_false(parse, clause)
    kind = TAKING.get(clause.lemma, "")
    if clause.lemma in PARTICLES:
        after = [word.text for word in parse.sentence.words[clause.head + 1 : clause.head + 8]]
        kind = kind if PARTICLES[clause.lemma].split("/")[0] in after or not ASIDE.isdisjoint(after) else ""
    if kind:
        at = _taken_at(parse, clause)
        subject = parse.mention(clause.subject) if clause.subject >= 0 and not clause.passive else None
        if subject is not None and subject.rank == NOTHING and not subject.pronoun:
            return None  # "PRICES declined"
        if at < 0 and _is_open_ended(parse, clause):
            kinds = tuple(FITTING[kind])
        elif clause.complement >= 0 and clause.lemma in UNDERTAKING:
            kinds = ASKED  # "agreed TO REOPEN the crossing"
        else:
            kinds = _kinds_at(parse, at)
        if clause.lemma in DENYING:
            kinds = tuple(each for each in kinds if each != "THREATEN")  # a charge is denied, no threat
        return Reply(kind, clause.subject, at, kinds) if kinds else None
    if clause.lemma in JUDGING and not clause.passive:
        for at in (clause.second, clause.object, *[at for word, at in clause.phrases if word == "as"]):
            if at >= 0 and parse.chunks.kinds[at] == "n" and _charge_at(parse, at):
                return (
                    Reply("REJECT", clause.subject, at, ("ACCUSE", "PROTEST"), refuses=True)
                    if _is_judged(parse, clause)
                    else None
                )
    return None


def _found_false(parse: Parse, clause: Clause) -> Reply | None:
    """Return what somebody says of a charge: "said THE CHARGE WAS BASELESS"."""
    at = clause.subject
    if at < 0 or parse.chunks.kinds[at] != "n" or not _is_judged(parse, clause):
        return None
    report = said_by(parse, clause)
    if not _charge_at(parse, at):
        blames = report is not None and points_back(parse, at) and not parse.mention(at).pronoun
        kinds = kinds_of(parse, at) or meant_by(parse, at) or DONE_TYPES
        return Reply("ACCUSE", report.subject, at, _ordered(kinds, parse.nouns[at])) if blames and report else None
    if report is None and _voice(parse) is None:
        return None
    return Reply("REJECT", report.subject if report is not None else -1, at, ("ACCUSE", "PROTEST"))


def _ordered(kinds: Iterable[str], noun: str) -> tuple[str, ...]:
    """Return types of act in one order in every run, that which a noun first of all means before the others."""
    first = NAMED.get(noun, "").partition("/")[0]
    return tuple(sorted(kinds, key=lambda kind: (kind != first, kind)))


def _is_judged(parse: Parse, clause: Clause) -> bool:
    """Return whether a word behind a verb says that something is bad: "called the charge AN INVENTION"."""
    words = parse.sentence.words[clause.b : clause.b + VERDICT_WITHIN]
    return any(word.text in BAD or word.noun in BAD for word in words)


def _charge_at(parse: Parse, at: int) -> bool:
    """Return whether a phrase names a charge, also before what it is said to be: "the CHARGE absurd"."""
    chunks = parse.chunks
    words = parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1]
    return any(word.noun in CHARGING for word in words[-2:])


def _taken_at(parse: Parse, clause: Clause) -> int:
    """Return where it stands what somebody grants or refuses, -1 where no phrase says it."""
    kinds, at = parse.chunks.kinds, clause.at
    if clause.passive:
        return clause.subject
    if kinds[max(at - 2, 0) : at] == "Wn":  # "a second proposal, ..., WHICH he declined"
        before = [i for i in range(at - 2) if kinds[i] == "n" and parse.nouns[i] in TAKEN]
        return before[-1] if before else -1
    if clause.object >= 0:
        return clause.second if clause.second >= 0 and parse.nouns[clause.second] in TAKEN else clause.object
    return next((place for word, place in clause.phrases if word in BRINGING), -1)


def _is_open_ended(parse: Parse, clause: Clause) -> bool:
    """Return whether nothing says what somebody grants or refuses: "Mali DECLINED", "rejected THAT as a pretext"."""
    kinds, at = parse.chunks.kinds, clause.at
    if not clause.passive and kinds.startswith("T", at + 1) and kinds[at + 2 : at + 3] in ("I", ",", ";", "C", ""):
        return True
    brings = max(clause.object, clause.second, clause.complement, clause.that, clause.gerund[1]) >= 0 or clause.phrases
    return clause.lemma in ALONE and not (brings or clause.passive)


def _kinds_at(parse: Parse, at: int) -> tuple[str, ...]:
    """Return the types of act that a phrase may take up as something asked, offered or charged."""
    if at < 0 or parse.chunks.kinds[at] != "n":
        return ()
    if parse.mention(at).pronoun:
        if any(each.subject == at for each in parse.clauses):
            return ()  # "denied IT WAS revenge"
        pointing = parse.sentence.words[parse.chunks.lasts[at]].text in POINTING
        return ("ACCUSE", "REQUEST", "THREATEN", "AGREE") if pointing else ()
    return tuple(TAKEN.get(parse.nouns[at], ()))


def _replied(parse: Parse, clause: Clause, reply: Reply, own: list[Event], events: list[Event]) -> list[Event]:
    """Let the answer of a clause be to the best act that it may answer; return it where no event tells it, or both."""
    who = _who(parse, clause, reply)
    event = next((each for each in own if each.type in (reply.type, "CONCEDE", "AGREE", "ACCUSE", "SUPPORT")), None)
    if own and event is None:
        return []
    told = _best(parse, clause, reply, who, event, events)
    if told is None:
        return _with_charge(parse, clause, reply, who, event, events)
    taken = parse.nouns[reply.at] if reply.at >= 0 else "bare"
    cue = (clause.a, clause.b)
    made = event or Event(reply.type, "", f"{clause.lemma}-{taken}", who, None, 0.0, clause, cue)
    place = Mention(clause.a, clause.b, parse.sentence)
    if is_open(made.actor):
        made.actor = recalled(told.sufferer, who or place)
    if made.recipient is None or _is_guessed(made.recipient, clause):
        made.recipient, made.recipients = recalled(told.doer, place), ()
    if is_one(made.actor, made.recipient):
        return []
    made.answered, made.answers, parse.answering = told.event, told.position, True
    if made.type == "CONCEDE" and reply.type == "REJECT":
        made.type, made.mode = "REJECT", ""  # "DISMISSED the charge as absurd": in no court
    return [] if event is not None else [made]


def _with_charge(
    parse: Parse, clause: Clause, reply: Reply, who: Mention | None, event: Event | None, events: list[Event]
) -> list[Event]:
    """Return an answer and what it is to, where only a phrase tells of that: "waved away AN OFFER BY CHINA"."""
    at = reply.at
    if at < 0 or parse.mention(at).pronoun or not is_somebody(who) or is_open(who):
        return []
    if any(each.cue[1] - 1 == parse.chunks.lasts[at] for each in events):
        return []  # it is told already
    doer = provoker_in(parse, at)
    if doer is None or is_open(doer) or is_one(doer, who) or doer.pronoun or doer.kind in PRIVATE:
        return []
    assert who is not None
    cue = (parse.chunks.lasts[at], parse.chunks.lasts[at] + 1)
    noun = parse.nouns[at]
    charge = Event(reply.kinds[0], "", f"{noun}-by", as_state(parse, doer), who, GUESSED, None, cue, provoked=True)
    if event is not None and event.recipient is not None and not is_one(event.recipient, doer):
        return []
    made = event or Event(reply.type, "", f"{clause.lemma}-{noun}", who, None, 0.0, clause, (clause.a, clause.b))
    if made.recipient is None or made.recipient.thing or is_open(made.recipient):
        made.recipient, made.recipients = recalled(known_as(charge.actor or doer), doer), ()
        made.recipient.resolved = False
    made.answered, parse.answering = charge, True
    return [charge] if event is not None else [made, charge]


def _who(parse: Parse, clause: Clause, reply: Reply) -> Mention | None:
    """Return who gives an answer."""
    if clause.passive:
        return actor_of(parse, clause)[0]
    if reply.subject >= 0:
        return agent_of(parse, reply.subject)
    home = _voice(parse)
    return (
        recalled(home, Mention(clause.a, clause.b, parse.sentence))
        if home is not None and clause.lemma == "be"
        else None
    )


def _voice(parse: Parse) -> Known | None:
    """Return whose statement a document is, or who answers in it: "THE CLAIM IS FALSE"."""
    memory = parse.memory
    known = memory.talker or memory.home or memory.author
    return known if known is not None and known[2] and not memory.asking else None


def _best(
    parse: Parse, clause: Clause, reply: Reply, who: Mention | None, event: Event | None, events: list[Event]
) -> Told | None:
    """Return the act that an answer by its verb most likely answers, None where none fits well."""
    target = _target(parse, clause, reply, event)
    best, most = None, ENOUGH
    for told in [*_told_here(parse, clause, events), *_told_before(parse)]:
        score = _weight(parse, reply, who, target, told)
        if score >= most:
            best, most = told, score + 0.01
    return best


def _is_guessed(recipient: Mention, clause: Clause) -> bool:
    """Return whether the words of a clause do not name to whom it is done: "turned IT down"."""
    return is_open(recipient) or recipient.resolved or recipient.thing or recipient.head < clause.a


def _target(parse: Parse, clause: Clause, reply: Reply, event: Event | None) -> str:
    """Return whose act an answer names, as a side: "rejected CHAD's demand"; blank where it names nobody."""
    named = None
    if reply.at >= 0 and not parse.mention(reply.at).pronoun:
        named = provoker_in(parse, reply.at)
    recipient = event.recipient if event is not None else None
    if named is None and recipient is not None and not _is_guessed(recipient, clause):
        named = recipient
    return _side(known_as(named)) if named is not None and not is_open(named) else ""


def _side(known: Known) -> str:
    return known[2] or known[0]


def _told_here(parse: Parse, clause: Clause, events: list[Event]) -> Iterator[Told]:
    """Yield the acts of the sentence that stand before an answer."""
    for event in events:
        actor, recipient = event.actor, event.recipient
        if event.cue[0] < clause.a and event.clause is not clause and is_somebody(actor) and is_somebody(recipient):
            assert actor is not None and recipient is not None
            if event.stance != "considers":
                yield Told(event, -1, event.type, event.pattern, known_as(actor), known_as(recipient), 0.0)


def _told_before(parse: Parse) -> Iterator[Told]:
    """Yield the acts of the sentences before, the last first."""
    start = parse.sentence.start
    for position, other in parse.memory.recent[-MOST:][::-1]:
        if other.start >= start - FAR and other.stance in ("asserts", "alleges"):
            doer, sufferer = known_parties(other)
            far = FADING * max(0, start - other.end) / STRETCH
            yield Told(None, position, other.type, other.pattern, doer, sufferer, far)


def _weight(parse: Parse, reply: Reply, who: Mention | None, target: str, told: Told) -> float:
    """Return how well an act told before fits as what an answer by its verb is to."""
    doer, sufferer = _side(told.doer), _side(told.sufferer)
    if told.type not in reply.kinds or (target and target != doer) or doer == sufferer:
        return 0.0
    if told.type == "AGREE" and OFFERING.isdisjoint(pattern_words(told.pattern)):
        return 0.0
    score = KIND - told.far + (BACK if target else 0.0)
    if who is not None and not who.pronoun and who.identity == told.sufferer[0]:
        return score + BACK
    states = _states_of(parse, reply, who)
    if states:
        homeless = not (told.sufferer[2] or told.sufferer[1] == "igo" or target) and sufferer not in states
        return score + (BACK if states == {sufferer} else MAYBE if homeless and doer not in states else -score)
    if (who is not None and not is_open(who)) or _are_several(parse, reply.subject):
        return 0.0
    return score + MAYBE


def _are_several(parse: Parse, at: int) -> bool:
    """Return whether several answer, of whom the act told before may be to one: "BOTH GOVERNMENTS accepted"."""
    return at >= 0 and parse.nouns[at] != parse.sentence.words[parse.chunks.lasts[at]].text


def _states_of(parse: Parse, reply: Reply, who: Mention | None) -> set[str]:
    """Return the sides that the words of who answers name; none where they leave it open."""
    if who is not None and not is_open(who):
        return {_side(known_as(who))}
    if reply.subject < 0:
        return set()
    places = [reply.subject, *[at for _, at in phrases_after(parse, reply.subject)]]
    chunks, found = parse.chunks, set[str]()
    for at in places:
        words = parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1]
        found.update(state for word in words if (state := parse.dictionary.state_of(word)))
    return found


# links between acts that are told with both their parties


Pair = tuple[Event, Proposal]


def link_further(pairs: list[Pair], proposals: list[Proposal], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, those linked that take up an act told before or answer one by their kind."""
    return _link_by_kind(pairs, _link_taken_up(pairs, proposals, parse), parse)


def _link_taken_up(pairs: list[Pair], proposals: list[Proposal], parse: Parse) -> list[Proposal]:
    """Return proposals, those linked that judge, refuse or grant what was told before: "regretted THE DECISION"."""
    linked = list(proposals)
    for i, (event, _) in enumerate(pairs):
        clause = event.clause
        if linked[i].responds_to is not None or clause is None or clause.negated or event.provoked:
            continue
        if event.type not in TAKING_UP and event.type != "REQUEST":
            continue
        for at in _places_taken_up(parse, clause) if event.type != "REQUEST" else _places_undone(parse, clause):
            position = _told_act(parse, pairs, i, at)
            if position >= 0:
                start, end = parse.sentence.span_of(parse.chunks.begins[at], parse.chunks.lasts[at])
                linked[i] = replace(linked[i], responds_to=position, response_start=start, response_end=end)
                break
    return linked


def _places_taken_up(parse: Parse, clause: Clause) -> Iterator[int]:
    """Yield where what a verb is done to takes up an act: "called THE SANCTIONS absurd", "was shocked by THE RAID"."""
    subject = clause.subject if clause.lemma in AMOUNTING else -1
    for at in (subject, clause.second, clause.object, *[at for word, at in clause.phrases if word in ABOUT]):
        if at >= 0 and parse.chunks.kinds[at] == "n" and points_back(parse, at) and not parse.mention(at).pronoun:
            yield at


def _places_undone(parse: Parse, clause: Clause) -> Iterator[int]:
    """Yield what somebody is asked to undo: "told Pristina to LIFT THE BAN", "demanded that THE BAN be LIFTED"."""
    for inner in parse.clauses:
        asked = inner.at == clause.complement or (inner.at > clause.at and clause.that == inner.subject >= 0)
        at = inner.subject if inner.passive else inner.object
        if asked and inner.lemma in UNDOING and at >= 0 and points_back(parse, at) and not parse.mention(at).pronoun:
            yield at


def _told_act(parse: Parse, pairs: list[Pair], i: int, at: int) -> int:
    """Return the position of what the other party did, told before, that a phrase names, -1 where there is none."""
    answer, kinds, noun = pairs[i][1], kinds_of(parse, at), deed_at(parse, at).noun
    here = [(parse.memory.count + j, other) for j, (event, other) in enumerate(pairs[:i]) if event is not pairs[i][0]]
    near = [told for told in parse.memory.recent[-RECENT:] if told[1].start >= answer.start - NEAR]
    found = [
        told
        for told in (near + here)[::-1]
        if sides(told[1])[0] == sides(answer)[1] != sides(answer)[0]
        and told[1].stance != "considers"
        and is_named(parse, at, kinds, told[1])
    ]
    called = [told for told in found if is_called(parse, at, kinds, told[1])]
    return likeliest_told(called or found, noun, answer.type) if found else -1


def _link_by_kind(pairs: list[Pair], proposals: list[Proposal], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, those linked that answer an act by their kind."""
    linked = list(proposals)
    for i, (event, _) in enumerate(pairs):
        answer = linked[i]
        clause = event.clause
        if answer.responds_to is not None or event.provoked or clause is None or clause.negated or clause.form == "o":
            continue
        if _is_before(parse, event) and answer.type in HOSTILE:
            continue  # "expelled an envoy hours AFTER Chad had thrown one out"
        if answer.stance not in ("asserts", "alleges"):
            continue
        position = _answered_besides(pairs, linked, i, parse)
        if position < 0 and answer.type == "THREATEN":
            position = _told_to_end(pairs, i, parse)
        by_kind = answer.type in BY_KIND or answer.mode == "expel" or answer.type in HOSTILE
        by_kind = by_kind or (_protests(answer) and not any(frame.provoked >= 0 for frame in find_frames(parse)))
        if position < 0 and by_kind:
            position = _answered_by_kind(pairs, linked, i, parse)
        if position >= 0:
            start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
            linked[i] = replace(answer, responds_to=position, response_start=start, response_end=end)
    return linked


def _protests(answer: Proposal) -> bool:
    """Return whether an act is done because of another by its kind: an envoy summoned, or called home."""
    return answer.type in PROTESTED and not PROTESTS.isdisjoint(answer.pattern.split("-"))


def _told_to_end(pairs: list[Pair], i: int, parse: Parse) -> int:
    """Return the position of what a threat is to end: "warned of a response IF THE DRILLS WENT ON"."""
    chunks = parse.chunks
    for clause in parse.clauses:
        before = clause.subject - 1
        if before < 0 or chunks.kinds[before] != "U" or chunks.kinds[before + 1] != "n":
            continue
        word = chunks.word(before)
        ends = ENDING if word in UNLESS else GOING_ON if word in CONDITIONS else frozenset()
        if clause.lemma in ends and points_back(parse, clause.subject):
            return _told_act(parse, pairs, i, clause.subject)
    return -1


def _answered_besides(pairs: list[Pair], linked: list[Proposal], i: int, parse: Parse) -> int:
    """Return the position of what an act answers as another does: "called the ban absurd AND SUMMONED", "ALSO"."""
    clause, answer = pairs[i][0].clause, linked[i]
    assert clause is not None
    for j, (event, other) in enumerate(pairs):
        done = event.clause is not None and event.clause.at == clause.gerund[1] and clause.lemma in THANKING
        if done and sides(other)[0] == sides(answer)[1]:
            return parse.memory.count + j  # "thanked Chad FOR SENDING jets"
    told = [one for one in linked[:i] if one.responds_to is not None]
    if clause.via == "shared" and clause.form in "VE" and (answer.type in HOSTILE or answer.type == "REQUEST"):
        same = [one for one in told if sides(one) == sides(answer) and one.type in JOINED]
        return same[-1].responds_to or 0 if same else -1
    if TOO.isdisjoint(word.text for word in parse.sentence.words[max(clause.a - 2, 0) : clause.b]):
        return -1
    recent = [one for _, one in parse.memory.recent[-RECENT // 2 :] if one.responds_to is not None]
    alike = [one for one in recent + told if one.type == answer.type and sides(one)[1] == sides(answer)[1]]
    alike = [one for one in alike if sides(one)[0] != sides(answer)[0] and one.start >= answer.start - NEAR]
    return alike[-1].responds_to or 0 if alike else -1


def _answered_by_kind(pairs: list[Pair], linked: list[Proposal], i: int, parse: Parse) -> int:
    """Return the position of the act that an answer by its kind most likely answers, -1 where none fits well."""
    event, answer = pairs[i][0], linked[i]
    own, count = parse.memory.count + i, parse.memory.count
    here = [(count + j, other) for j, other in enumerate(linked[:i]) if pairs[j][0] is not event]
    here = [(at, other) for at, other in here if other.responds_to != own and not _is_before(parse, event)]
    near = [told for told in parse.memory.recent[-MOST:] if told[1].start >= answer.start - FAR]
    best, most = -1, SURE
    for position, other in (near + here)[::-1]:
        score = _fit(parse, event, answer, other) - FADING * max(0, answer.start - other.end) / STRETCH
        if score >= most:
            best, most = position, score + 0.01
    return best


def _is_returned(parse: Parse) -> bool:
    """Return whether an act is like one before: "on the basis of RECIPROCITY", "a complaint OF ITS OWN"."""
    words, tags = parse.sentence.words, parse.sentence.tags
    for i, word in enumerate(words):
        if word.text == "own" and i > 1 and words[i - 2].text == "of" and tags[i + 1 : i + 2] not in ("N", "J", "P"):
            return True  # and not "of its own PARLIAMENT"
    return not RETURNING.isdisjoint(word.noun for word in words)


def _is_for_more(parse: Parse, clause: Clause, other: Proposal) -> bool:
    """Return whether somebody is thanked for something else: "thanked Chad FOR HOSTING refugees"."""
    if clause.gerund[0] == "for":
        return True
    for at in [at for word, at in clause.phrases if word == "for"]:
        words = names_of(parse, at)
        return other.type not in kinds_of(parse, at) and words.isdisjoint(pattern_words(other.pattern))
    return False


def _is_before(parse: Parse, event: Event) -> bool:
    """Return whether an act is told to have come before the others of its sentence: "AFTER Chad had refused"."""
    return event.clause is not None and begun_by(parse, event.clause) in OCCASIONS


def _fit(parse: Parse, event: Event, answer: Proposal, other: Proposal) -> float:
    """Return how well an act goes with what answers it by its kind."""
    if sides(answer) != sides(other)[::-1] or other.stance not in ("asserts", "alleges") or len(set(sides(answer))) < 2:
        return 0.0
    clause = event.clause
    assert clause is not None
    at = clause.object
    named = at >= 0 and parse.chunks.kinds[at] == "n" and not parse.mention(at).pronoun
    kinds = kinds_of(parse, at) if named and answer.type != "REQUEST" else set()
    if not is_named(parse, at, kinds, other):
        return 0.0  # "rejected THE RULING" is no answer to a demand
    if clause.lemma in THANKING:
        return 2 * BACK + KIND if other.type in GRATEFUL and not _is_for_more(parse, clause, other) else 0.0
    if other.type in HOSTILE and answer.type in HOSTILE and _is_returned(parse):
        return 2 * BACK + KIND
    if other.type == "AGREE" and OFFERING.isdisjoint(pattern_words(other.pattern)):
        return 0.0
    if answer.type == "REQUEST" and other.type in HARM:
        return 2 * BACK + KIND if named and parse.nouns[at] in UNDONE else 0.0
    if other.type in FITTING.get(answer.type, ()):
        return 2 * BACK + KIND
    if _protests(answer) and (other.type in HARM or other.type == "ACCUSE") and not _protests(other):
        return 2 * BACK + KIND
    alike = answer.type == other.type == "SANCTION" and answer.mode == other.mode == "expel"
    later = not LATER.isdisjoint(word.text for word in parse.sentence.words)  # a report tells first what came last
    return 2 * BACK + KIND if alike and later else 0.0


# answers that a sentence announces and the next one tells: "China's response was swift.  Beijing announced duties"


def announced(parse: Parse) -> tuple[str, int, int] | None:
    """Return whose answer a short sentence only announces, "" for anybody's, and where its words stand."""
    for clause in parse.clauses:
        if clause.form not in "VEB" or (clause.negated and clause.lemma not in WAITING) or clause.subject < 0:
            continue
        side = _announces(parse, clause)
        if side is not None:
            return (side, *parse.sentence.span_of(clause.a, clause.b - 1))
    return None


def _announces(parse: Parse, clause: Clause) -> str | None:
    """Return the side whose answer a clause announces, "" for anybody's, None where it announces none."""
    subject, words = clause.subject, parse.sentence.words
    if parse.nouns[subject] in ANSWER_NOUNS and clause.object < 0:
        mention = parse.mention(subject)  # "THE REACTION FROM BEIJING was immediate", "RETALIATION followed"
        after = next((parse.mention(at) for word, at in phrases_after(parse, subject) if word in FROM), None)
        whose = mention.owner or after
        return _side_of(whose) if whose is not None else ""
    later = words[clause.b : clause.b + 8]
    if is_responding(parse, clause):
        tells = clause.gerund[1] >= 0 or clause.complement >= 0 or clause.that >= 0 or clause.modal
        if tells or any(word in ("with", "by") and parse.heads[at].event for word, at in clause.phrases):
            return None  # it tells the answer itself
    elif clause.lemma == "be" and clause.complement >= 0:
        said = parse.lookup.get(clause.complement)
        swift = any(word.text in QUICK for word in later[:2])
        if (
            said is None
            or not swift
            or not (is_responding(parse, said) or said.lemma in REACTING)
            or said.gerund[1] >= 0
        ):
            return None  # "was QUICK TO REACT"
    elif clause.lemma in WAITING and (clause.negated or clause.lemma != WAITS):
        if not any(word.lemma in RESPONDING or word.noun in ANSWER_NOUNS for word in later):
            return None  # "did not WAIT long TO RESPOND", "lost no time in answering"
    elif clause.lemma not in FEELS or not any(word.text in FEELING for word in later[:3]):
        return None
    actor = agent_of(parse, subject)
    return _side_of(actor) if actor is not None and actor.rank >= AGENT and not actor.pronoun else None


def _side_of(mention: Mention) -> str | None:
    return mention.state or mention.identity or None
