"""The events of one sentence: verbs and modals that change what another verb says, standing ties, and all others."""

from __future__ import annotations

from graphkit.extract.rules import aims, doubt, pairs, provoked, roundabout, settling, threats, voices
from graphkit.extract.rules.clauses import ASKED_OF, Clause, Frame, fronted_subject, reduced_passive
from graphkit.extract.rules.deeds import is_deed
from graphkit.extract.rules.dictionary import COOPERATIVE, Pattern
from graphkit.extract.rules.match import (
    CONSIDERED,
    CONSIDERING,
    DOUBTFUL,
    actor_of,
    agent_of,
    pattern_event,
    possessor_of,
    recipient_of,
)
from graphkit.extract.rules.nominal import (
    SENDING,
    any_actor,
    armed,
    arrival_event,
    cease_event,
    envoy_event,
    is_answered_by,
    light_event,
    noun_events,
    sends_troops,
    settle_force,
    shared_events,
    side_fought_for,
    stop_event,
    support_events,
)
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    TEXT,
    Event,
    Mention,
    Parse,
    are_counted,
    as_state,
    begun_by,
    is_one,
    joined_to,
    known_as,
    recalled,
    words_near,
)
from graphkit.extract.rules.parties import (
    ALIKE,
    DENIES,
    FOR_ACTS,
    STANDS_ALONE,
    has_recipient,
    lacks_recipient,
    may_answer,
)
from graphkit.extract.rules.responses import (
    ANSWERED,
    DESERVING,
    DRAWING,
    IN_A_ROUNDABOUT_WAY,
    MET,
    MOVING_TO,
    RECENT,
    find_frames,
    is_responding,
    set_aside,
    settle_answers,
    surely_frames,
)
from graphkit.extract.rules.sufferers import is_bare_passive
from graphkit.extract.rules.ties import tie_events
from graphkit.extract.rules.unfulfilled import told_by_nouns, weigh
from graphkit.extract.rules.words import (
    ANSWERS,
    AT_ONCE,
    FLOATS,
    HELPS,
    JUDGES,
    REPLIES,
    TIE,
    singular,
    verb_family,
    word_class,
    word_table,
)

ALIKE_VERBS = word_class("answering.alike_verbs")
REPAYING = word_class("answering.repaying")
SO, TOO = word_class("answering.so"), word_class("answering.too")
FRAGMENT = 8  # words of a sentence without a verb
AGREED, ONE_SIDED = word_class("operators.agreed"), word_class("operators.one_sided")
ENDS, ENDED = word_table("operators.ends"), word_table("nominal.ended")
CALLING, FUTURE = word_class("operators.calling"), word_class("operators.future")
DUTY, KEEPS_TYPE = word_class("operators.duty"), word_class("operators.keeps_type")
HOSTILE_PLANS, IMPERSONAL = word_class("operators.hostile_plans"), word_class("operators.impersonal")
NEED_OBJECT, ORDERS = word_class("operators.need_object"), word_class("operators.orders")
MINDED, HAVING_DONE = word_class("operators.minded"), word_class("operators.having_done")
AWAY, AIMED = word_class("operators.away"), word_class("operators.aimed")
FORCES = word_class("patterns.own_forces")
LEAVES, LEAVING = word_class("operators.leaves"), word_class("coder.leaving")
NOUNS = word_table("operators.nouns")
UNABLE = word_class("operators.unable")
PERSUADING, LATER = word_class("operators.persuading"), word_class("operators.later")
RENEWING = word_class("operators.renewing")
HOSTILE = word_class("operators.hostile")
HINTED_AT = HOSTILE | COOPERATIVE
TRIES, ENTERING = word_class("operators.tries"), word_class("operators.entering")
RECOVERING = word_class("operators.recovering")
REGAINING, BY_FORCE, BACK_WITHIN = word_class("operators.regaining"), word_class("operators.by_force"), 6
CRUSHING, RUEING = word_class("operators.crushing"), word_class("operators.rueing")
AIMED_BY = word_class("operators.aimed_by")
ATTRIBUTED = word_class("grounds.attributing")
HELD_OPEN = word_class("operators.held_open")
PAYING = word_class("roundabout.paying")
WRITING, LETTING_KNOW = word_class("operators.writing"), word_class("operators.letting_know")
DEEDS_NOT_DONE = word_class("operators.deeds_not_done")
OURS = frozenset({"our", "my"})
OWN, PERSONAL = word_class("operators.own"), frozenset({"his", "her"})
APPEARING = word_class("operators.appearing")
FORESEEING = word_class("operators.foreseeing")
OCCASION_IN = word_class("operators.occasion_in")
GOING_TO = word_class("operators.going_to")
DONE_BY, RETURNING = word_class("roles.done_by"), word_class("roles.returning")
OWN_PEOPLE = word_class("roles.own_people")
TELLS, FOLLOWERS = word_class("settling.tells"), word_class("settling.followers")
TO_COME = word_class("operators.to_come")
FORESEEN = word_class("settling.foreseen")
SETTLED = word_class("settling.verbs")
GOODS, JOINS = word_class("forces.goods"), verb_family(["join"])
DIPLOMATS, POLICE = word_class("patterns.diplomats"), word_class("patterns.police")
_REQUEST = Pattern("REQUEST", "", "request")


def operator_event(parse: Parse, clause: Clause) -> Event | None:
    """Compose an operator with the verb it governs: "agreed to SEND", "refused to MEET", "threatened to ATTACK"."""
    inner = parse.lookup.get(clause.complement if clause.complement >= 0 else clause.gerund[1])
    if inner is None or (clause.passive and clause.complement < 0 and clause.gerund[0] == "from"):
        return None  # "was KEPT FROM attacking"
    if clause.lemma in MOVING_TO and clause.object >= 0 and _moved_by_act(parse, clause.subject):
        return None  # "the raid PUSHED Chad to close its border": Chad does it
    name = _operator(parse, clause)
    if name == "request":
        return _request_event(parse, clause, inner)
    bound = inner.form == "G" and (
        clause.lemma in ("commit", "look") or _is_committed(parse, clause)
    )  # "committed to TRAINING pilots"
    if not name or not (bound or _governs(name, inner)):
        return None
    actor_at = clause.subject
    if clause.passive and clause.lemma not in IMPERSONAL:
        if name == "agree" and clause.lemma in AIMED and "by" not in dict(clause.phrases):
            return None  # "the version is INTENDED to mislead"
        actor_at = next((at for word, at in clause.phrases if word == "by"), clause.subject)
    parse.used.add(inner.at)
    if name == "agree" and clause.lemma == "be" and _was_once(parse, clause):
        parse.used.add(inner.object)
        return None  # "HAD BEEN DUE to hold talks": nobody says that it did
    event = inner_event(parse, inner, actor_at)
    if name == "begin":
        if event is not None and clause.lemma in APPEARING:
            event.stance = "alleges"
        return event
    event = event or _bare(parse, clause, inner, actor_at)
    if event is None:
        return None
    event.cue = (clause.a, event.cue[1])
    event.clause, kind = clause, event.type
    if name == "refuse" and event.actors and event.recipient is None and _talked(parse, inner):
        event.type, event.pattern, event.mutual = "CONSULT", f"{clause.lemma}+{inner.lemma}", True
        return event
    if name in ("agree", "refuse") and not clause.passive and id(event.recipient) == id(parse.mention(actor_at)):
        event.actor, event.recipient = event.recipient, event.actor  # "declined to RECEIVE the envoy"
        event.actors, event.recipients = event.recipients, event.actors
    composed = _compose(name, event, clause.lemma)
    if name == "agree" and composed is not None and composed.recipient is None:
        composed.recipient = _agreed_with(parse, clause)
    if name == "threaten" and clause.passive and composed is not None and composed.recipient is None:
        composed.recipient = agent_of(parse, clause.subject)  # "CHAD was warned by Mali to stay away"
    if composed is not None and name == "agree" and inner.negated and kind:
        composed.type, composed.mode = ("REJECT" if kind in COOPERATIVE else "AGREE"), ""  # "vowed NOT to attack"
    return composed


def _moved_by_act(parse: Parse, at: int) -> bool:
    """Return whether a subject is an act, or a pronoun for one: "THE RAID led Chad to", "THIS led Chad to"."""
    noun = at >= 0 and parse.chunks.kinds[at] == "n"
    return noun and (is_deed(parse, at) or parse.sentence.words[parse.chunks.lasts[at]].text in FOR_ACTS)


def _was_once(parse: Parse, clause: Clause) -> bool:
    """Return whether something was only planned at a time before what is told: "HAD BEEN due to"."""
    words = {word.text for word in parse.sentence.words[clause.a : clause.b + 1]}
    return "had" in words and "been" in words and words.isdisjoint(MINDED)


def _is_committed(parse: Parse, clause: Clause) -> bool:
    return clause.lemma == "be" and parse.nouns[clause.at + 1 : clause.at + 2] == ["committed"]


def _agreed_with(parse: Parse, clause: Clause) -> Mention | None:
    """Return with whom something is agreed: "agreed WITH CHAD to reopen the crossing"."""
    at = next((at for word, at in clause.phrases if word == "with"), -1)
    mention = agent_of(parse, at) if at >= 0 else None
    return mention if mention is not None and mention.rank >= AGENT else None


def _talked(parse: Parse, inner: Clause) -> bool:
    """Return whether what several failed in were talks of theirs: "failed to find a way out IN THE TALKS"."""
    nouns = parse.dictionary.patterns.nouns
    places = [at for word, at in inner.phrases if word in OCCASION_IN]
    return any(pattern.type == "CONSULT" for at in places for pattern in nouns.get(parse.nouns[at], ()))


def _operator(parse: Parse, clause: Clause) -> str:
    """Return the name of the operator that the verb is, "" when it is none."""
    for name, pattern in parse.dictionary.patterns.governing.get(clause.lemma, ()):
        if _operator_fits(parse, clause, pattern, name):
            return name
    return ""


def _operator_fits(parse: Parse, clause: Clause, pattern: Pattern, name: str) -> bool:
    if pattern.nouns or pattern.particle or pattern.prepositions:
        after = list(map(TEXT, parse.sentence.words[clause.head + 1 : clause.head + 5]))
        if pattern.nouns:
            return not set(pattern.nouns).isdisjoint([*after, *map(singular, after)])
        return bool(after) and (after[0] == pattern.particle or after[0] in pattern.prepositions)
    if clause.lemma == "be":
        return False
    return name == "request" or not 0 <= clause.object < max(clause.complement, clause.gerund[1])


def _governs(name: str, inner: Clause) -> bool:
    return inner.form in "ov" or (inner.form == "G" and name in ("begin", "cease", "refuse"))


def inner_event(parse: Parse, inner: Clause, actor_at: int) -> Event | None:
    """Return the event of a governed verb, done by who governs it."""
    if actor_at >= 0 and not inner.passive:
        inner.subject = actor_at
    if inner.complement >= 0 or inner.gerund[1] >= 0:
        event = operator_event(parse, inner)
        if event is not None:
            return event
    event = _verb_event(parse, inner)
    if event is None and inner.lemma in parse.dictionary.patterns.operators["light"]:
        event = light_event(parse, inner)
    return event or cease_event(parse, inner)


def _verb_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the event that the patterns make of a verb, as what stands with it has it."""
    event = pattern_event(parse, clause)
    if event is None or clause.lemma not in SETTLED:
        return event
    settled: Event | None = settling.settle(parse, clause, event)
    return settled


def _bare(parse: Parse, clause: Clause, inner: Clause, actor_at: int) -> Event | None:
    """An operator over a verb that no pattern knows: "agreed to set up a centre in Mumbai"."""
    if actor_at < 0 or (clause.lemma == "be" and MINDED.isdisjoint(words_near(parse, clause, 5))):
        return None
    cue = (clause.a, inner.b)
    actor, others = agent_of(parse, actor_at), joined_to(parse, actor_at)
    if actor_at == clause.subject and are_counted(parse, actor_at):
        actor, others = actor_of(parse, clause)  # "BOTH PRESIDENTS agreed to"
    target = any_actor(parse, inner)
    if others and target is not None and target in [parse.mention(at) for word, at in inner.phrases if word == "in"]:
        target = None  # "Chad and Mali agreed to sit down IN PERU"
    event = Event("ASSAULT" if _crushes(parse, inner) else "", "", clause.lemma, actor, target, -0.1, inner, cue)
    event.actors = others
    return event


def _crushes(parse: Parse, inner: Clause) -> bool:
    """Return whether a verb that no pattern knows does harm: "vowed to CRUSH Chad", "to MAKE it PAY"."""
    made = parse.lookup.get(inner.complement) if inner.lemma == "make" else None
    return inner.lemma in CRUSHING or (made is not None and made.lemma in RUEING) or _regains(parse, inner)


def _regains(parse: Parse, inner: Clause) -> bool:
    """Return whether land is to be taken back, not people: "vowed to TAKE Crimea BACK", "to take it back BY FORCE"."""
    back = inner.lemma in REGAINING and "back" in words_near(parse, inner, BACK_WITHIN)
    if inner.object < 0 or not (back or inner.lemma in RECOVERING):
        return False
    if any(word.text in BY_FORCE for word in parse.sentence.words[inner.b :]):
        return True
    land = parse.mention(inner.object)
    return (land.named or land.rank > AGENT) and land.kind in ("other", "state") and not land.thing


def noun_operator_event(parse: Parse, clause: Clause) -> tuple[bool, Event | None]:
    """Compose a noun with the verb it brings, "Hungary's refusal to ARM Ukraine"; tell whether there is such a noun.

    Whose refusal it is, is who does it; the subject of the sentence has no part in it.
    """
    at = clause.at - 1
    if clause.form != "o" or at < 0 or parse.chunks.kinds[at] != "n":
        return False, None
    of_whom = at > 1 and parse.chunks.word(at - 1) in DONE_BY and parse.chunks.kinds[at - 2] == "n"
    noun_at = at - 2 if of_whom and parse.nouns[at] not in NOUNS else at
    noun = parse.nouns[noun_at]
    name = "apply" if noun in TRIES and clause.lemma in ENTERING else NOUNS.get(noun)  # "its BID TO JOIN the bloc"
    if name is None:
        return False, None
    if name == "idle" or (name == "apply" and noun_at != at):
        return True, None  # "has the CAPACITY to attack Chad", "ruled out an APPLICATION BY Chad to join"
    mention = parse.mention(noun_at)
    actor = mention.owner if noun_at == at else parse.mention(at)  # "a plot BY IRAN to attack"
    if actor is None and mention.rank == PART and mention.modifiers and noun not in TRIES:
        body = mention.kind == "igo"
        actor = mention = recalled(known_as(mention), mention) if body else as_state(parse, mention)
        actor.resolved = False  # "the PERUVIAN decision to", "the ECOWAS decision to"
    if actor is None and parse.sentence.words[mention.a].text in OWN:
        matrix = parse.lookup.get(clause.matrix) or clause.previous
        if parse.sentence.words[mention.a].text in OURS and noun not in TRIES:  # "was told of OUR decision to expel"
            actor = possessor_of(parse, noun_at)
        else:
            actor = agent_of(parse, matrix.subject) if matrix is not None and matrix.subject >= 0 else None
        if actor is not None and actor.kind in ("state", "igo") and parse.sentence.words[mention.a].text in PERSONAL:
            return True, None  # "Chad spoke of HIS decision to"
    if actor is None or (actor.rank < AGENT and actor is not mention):
        return actor is not None or bool(mention.modifiers), None
    subject, clause.subject = clause.subject, -1
    event = inner_event(parse, clause, -1)
    if event is None:
        return True, None
    if subject >= 0 and event.type in HOSTILE and not has_recipient(event):
        _let_speaker_suffer(parse, event, agent_of(parse, subject), actor)
    event.actor, event.actors = actor, ()
    event.cue = (parse.chunks.lasts[noun_at], event.cue[1])
    event.score -= 0.05
    if noun in TRIES and name != "apply":
        event.stance = "considers"
    return True, event if name == "begin" else _compose(name, event, noun)


def _let_speaker_suffer(parse: Parse, event: Event, speaker: Mention | None, actor: Mention) -> None:
    """Let an act be done to who speaks of it, that is done to nobody else: "CHAD regrets Mali's choice to leave"."""
    if speaker is not None and speaker.state in parse.dictionary.states and not is_one(speaker, actor):
        event.recipient, event.recipients = recalled(known_as(speaker), speaker), ()
        event.recipient.resolved = speaker.resolved


def _compose(name: str, event: Event, lemma: str) -> Event | None:
    """Change the type of an event as the operator over it says."""
    kind = event.type
    if name == "agree":
        if (lemma in FORESEEING and not kind) or (lemma == "be" and _is_on_its_way(event)):
            return None
        new = kind if kind in ("ACCUSE", "REJECT", "REQUEST") else "THREATEN"
        if kind in AGREED or not kind or (kind == "MOBILIZE" and lemma not in HOSTILE_PLANS):
            new = "AGREE"
        new = TO_COME_AS.get(
            f"{lemma}+{event.pattern}", TO_COME_AS.get(event.pattern, new)
        )  # "promised to STAND BY Chad", "to HOLD it TO ACCOUNT"
    elif name == "refuse":
        if lemma in UNABLE and kind in HOSTILE and event.pattern.split("-")[0] not in RENEWING:
            return None  # "failed to kill the president" is no refusal
        if kind == "ACCUSE":
            return None  # "refused to condemn the invasion", "failed to denounce Chad"
        asked = (
            lemma in UNABLE and (lemma != "be" or kind != "CONSULT") and event.pattern.split("-")[0] in PERSUADING
        )  # "FAILED TO PERSUADE Chad"
        new = "CONCEDE" if kind in ("COERCE", "SANCTION") else "REQUEST" if asked else "REJECT"
    elif name == "apply":
        if kind not in COOPERATIVE:
            return None
        new = "REQUEST"  # "APPLIED to join the bloc"
    else:
        new = "THREATEN" if name == "threaten" else ENDS.get(kind, "SANCTION")
    event.mode = event.mode if new == kind else ""
    event.type = new
    event.pattern = f"{lemma}+{event.pattern}"
    event.mutual = event.mutual and name == "agree" and lemma not in ONE_SIDED
    return event


def _is_on_its_way(event: Event) -> bool:
    """Return whether troops go somewhere, which promises nothing: "a force that IS ABOUT TO GO to Chad"."""
    return event.mode == "visit" and event.actor is not None and event.actor.kind not in ("person", "state", "igo")


def _request_event(parse: Parse, clause: Clause, inner: Clause) -> Event | None:
    """Return the request in "X urged Y to do Z": of X to Y."""
    lemma = clause.lemma
    at = _asked(clause)
    ordered = clause.passive and lemma in ORDERS
    if inner.form != "o" or at < 0 or (lemma in NEED_OBJECT and clause.object < 0 and not ordered):
        return None
    if (lemma in ORDERS and parse.mention(at).event) or (lemma == "expect" and inner.lemma in FORESEEN):
        return None  # "ordered the EXERCISE to stop", "expects half of the people to NEED food"
    actor, others = actor_of(parse, clause)
    if inner.lemma in RETURNING and not clause.passive and clause.object >= 0:
        recalled: Event | None = roundabout.told_to_return(parse, clause, inner, actor)
        if recalled is not None:
            return recalled
    recipient = recipient_of(parse, at, _REQUEST)
    parse.used.add(inner.at)
    if parse.nouns[at] in OWN_PEOPLE and not clause.passive:
        asked = Event("REQUEST", "", lemma, actor, recipient, 0.0, clause, (clause.a, inner.b), actors=others)
        told, measure = voices.told_own(parse, inner, asked)
        if told:
            return measure  # what else somebody tells HIS OWN is told to no other
    police = lemma in ORDERS and not clause.passive and parse.nouns[at] in POLICE and recipient is not None
    if police and recipient is not None and _is_own(parse, recipient, actor):
        return inner_event(parse, inner, clause.subject)  # "ordered POLICE to arrest two Chadians"
    leaves = inner.lemma in LEAVES or (inner.lemma == "be" and "out" in words_near(parse, inner, 1))
    told_off = lemma in TELLS | ORDERS and leaves and roundabout.is_foreigner(parse, at, recipient, actor)
    if lemma in ORDERS and not (clause.passive or told_off):
        done = _done_by_order(inner_event(parse, inner, clause.subject), actor, recipient)
        if done is not None:
            done.actor, done.actors = actor, others
            return done
    own = recipient is not None and parse.sentence.words[recipient.first].text in OWN
    if own and recipient is not None and inner.lemma in RETURNING and parse.nouns[at] in DIPLOMATS and recipient.state:
        return Event("SANCTION", "discontinue", f"{lemma}+return", actor, recipient, 0.0, clause, (clause.a, inner.b))
    if (lemma in ORDERS and leaves) or told_off:
        expelled: Event | None = roundabout.expelled(parse, clause, inner, recipient)
        return expelled
    if own and lemma in HAVING_DONE and not clause.passive:
        done = inner_event(parse, inner, clause.subject)
        if done is not None and done.type in HOSTILE and _is_foreign(done.recipient, actor):
            done.actor, done.actors = actor, others
            return done  # "told HIS MINISTER to raise duties on Chadian goods"
    if lemma in TELLS and recipient is not None and parse.nouns[at] in FOLLOWERS and not recipient.state:
        parse.used.add(clause.at)
        return None  # "told MINISTERS to stay away"
    if not clause.passive and recipient is not None and _is_own(parse, recipient, actor):
        if not AWAY.isdisjoint(words_near(parse, clause, 8)):
            return None  # "ordered its envoy HOME to show its displeasure"
        if lemma in HAVING_DONE or (own and recipient.kind == "person"):
            parse.used.add(clause.at)
        return inner_event(parse, inner, clause.subject) if lemma in HAVING_DONE else None
    kind = roundabout.kind_of_telling(lemma, inner, recipient) if lemma in ("tell", "call") else "REQUEST"
    cue = (clause.a, clause.b)
    event = Event(kind, "", f"{lemma}-to", actor, recipient, 0.05, clause, cue)
    event.actors, event.recipients = others, joined_to(parse, at)
    if parse.nouns[at] == "them" or are_counted(parse, at):
        pairs.ask_several(parse, event, at)
    return event


def _done_by_order(done: Event | None, actor: Mention | None, ordered: Mention | None) -> Event | None:
    """Return the force or the measure that somebody orders, which is his own: "ordered BANKS to stop payments to"."""
    if done is None or done.type not in ("COERCE", "SANCTION"):
        return None
    if not (_is_foreign(done.recipient, actor) and ordered is not None and not ordered.state):
        done.recipient = ordered  # who is ordered has it done to him, unless banks are to stop payments to Chad
    return done


def _is_foreign(mention: Mention | None, actor: Mention | None) -> bool:
    """Return whether somebody is of another state than who acts."""
    return mention is not None and bool(mention.state) and actor is not None and mention.state != actor.state


def _is_own(parse: Parse, asked: Mention, actor: Mention | None) -> bool:
    """Return whether somebody orders about his own: "ordered ITS TROOPS to withdraw", "told HIS MINISTERS to"."""
    if actor is None or actor.rank < AGENT or asked.kind not in ("agency", "person") or asked.named:
        return False
    if actor.state and asked.state == actor.state and not asked.resolved:
        return actor.kind != "person" or asked.kind == "agency"
    words = parse.sentence.words
    if words[asked.head].noun in DIPLOMATS and words[asked.first].text in OWN:
        return True  # "instructed ITS AMBASSADOR in Chad to protest"
    home = actor.kind in ("state", "person") and bool(actor.state)  # "the minister ordered THE ARMY to"
    troops = words[asked.head].noun in FORCES and (home or words[asked.first].text != "the")  # "5,600 SOLDIERS"
    troops = troops or words[asked.head].noun in POLICE
    return not asked.state and bool(troops or words[asked.first].text in OWN)


def _asked(clause: Clause) -> int:
    """Return the position of who is asked."""
    if clause.passive:
        return clause.subject
    at = clause.second if clause.second >= 0 else clause.object
    return at if at >= 0 else next((at for word, at in clause.phrases if word in ASKED_OF), -1)


def apply_purpose(parse: Parse, clause: Clause, event: Event | None) -> Event | None:
    """Let the purpose name the event: "sent experts to Syria to INVESTIGATE", "called him to THANK him"."""
    lemma = clause.lemma
    inner = parse.lookup.get(clause.complement)
    gathering = event if event is not None and event.type == "PROTEST" else None
    if inner is None or inner.form != "o" or not (lemma in SENDING or lemma in CALLING or gathering):
        return event
    if gathering is not None:
        return voices.gathered(parse, gathering, inner, inner_event(parse, inner, clause.subject))
    purpose = inner_event(parse, inner, clause.subject)
    if purpose is None:
        return event
    if lemma in SENDING and purpose.type == "ASSAULT" and event is not None:
        helped = side_fought_for(parse, inner) or _other_destination(parse, clause, purpose)
        if helped is not None:  # the fight is an event of its own
            event.type, event.mode, event.mutual, event.recipient = "AID", "", False, helped
            event.pattern = f"{event.pattern}+{purpose.pattern}"
            return event
    if event is None:
        return _sent(parse, clause, purpose)
    if lemma in SENDING and purpose.type == "SUPPORT" and (clause.object >= 0 or clause.passive):
        purpose.type, purpose.mode = "AID", ""  # "sent ships TO SUPPORT Chad"
    if lemma in SENDING and purpose.type in ("AID", "ACCUSE", "CONSULT", "ASSAULT"):
        if purpose.recipient is not None and (purpose.type == "ASSAULT" or _is_weaker(parse, clause, purpose)):
            event.recipient = purpose.recipient
    elif event.type != "CONSULT" or purpose.type not in ("SUPPORT", "ACCUSE", "REQUEST", "THREATEN"):
        return event
    elif lemma in WRITING - SENDING and _is_another(purpose.recipient, event):
        return event  # "wrote to the union to accuse Chad"
    parse.used.add(inner.at)
    event.type, event.mode, event.mutual = purpose.type, purpose.mode, False
    event.pattern = f"{event.pattern}+{purpose.pattern}"
    return event


def _is_another(one: Mention | None, event: Event) -> bool:
    """Return whether somebody is known, and is neither party of an act."""
    if one is None or event.recipient is None or one.pronoun or one.rank < PART or not (one.state or one.named):
        return False
    parties = [other for other in (event.actor, event.recipient) if other is not None]
    return (one.state or one.identity) not in [other.state or other.identity for other in parties]


def _apply_message(parse: Parse, clause: Clause, event: Event) -> Event:
    """Let what somebody writes or says by telephone be the act: "wrote to Chad DEMANDING an apology"."""
    at = parse.clauses.index(clause) + 1
    inner = parse.clauses[at] if at < len(parse.clauses) else None
    if inner is None or inner.form != "G" or inner.lemma not in LETTING_KNOW or inner.via not in ("reduced", "shared"):
        return event
    if parse.chunks.kinds[clause.at + 1 : inner.at].strip("nI,"):
        return event  # another clause stands between them
    inner.subject = clause.subject
    purpose = inner_event(parse, inner, clause.subject)
    if purpose is None or _is_another(purpose.recipient, event):
        return event
    parse.used.add(inner.at)
    event.type, event.mode, event.mutual = purpose.type, purpose.mode, False
    event.pattern = f"{event.pattern}+{purpose.pattern}"
    return event


def _is_weaker(parse: Parse, clause: Clause, purpose: Event) -> bool:
    """Return whether no state is sent to, only a place: "deployed in Pemba to help THE MOZAMBICAN ARMY"."""
    at = _destination(parse, clause)
    if at < 0:
        return True
    assert purpose.recipient is not None
    return parse.mention(at).kind != "state" and bool(purpose.recipient.state) and not purpose.recipient.pronoun


def _destination(parse: Parse, clause: Clause) -> int:
    places = [at for word, at in clause.phrases if word in GOING_TO]
    return next((at for at in places if parse.mention(at).rank >= PART), -1)


def _other_destination(parse: Parse, clause: Clause, purpose: Event) -> Mention | None:
    """Return where fighters are sent when they are to fight somebody else: "sent troops TO X to fight Y"."""
    at = _destination(parse, clause)
    if at < 0 or purpose.recipient is None or purpose.recipient.state not in parse.dictionary.states:
        return None
    if not parse.mention(at).state or purpose.recipient.kind == "armed-group":
        return None
    return parse.mention(at) if parse.mention(at).state != purpose.recipient.state else None


def _sent(parse: Parse, clause: Clause, purpose: Event) -> Event | None:
    """Return the event of sending anybody somewhere for a purpose: the place sent to is the recipient."""
    at = _destination(parse, clause)
    if clause.lemma not in SENDING or purpose.type not in ("AID", "ACCUSE", "CONSULT") or at < 0:
        return None
    if purpose.recipient is None or not _is_weaker(parse, clause, purpose):
        purpose.recipient = parse.mention(at)
    purpose.pattern, purpose.clause = f"{clause.lemma}+{purpose.pattern}", clause
    if clause.complement >= 0:
        parse.used.add(clause.complement)
    return purpose


def _is_purpose(parse: Parse, clause: Clause) -> bool:
    """Return whether an infinitive is only what somebody was sent for: "sent soldiers to Peru TO FIGHT Chile"."""
    return clause.via == "control" and sends_troops(parse, parse.lookup.get(clause.matrix))


def _is_planned(parse: Parse, subject: int) -> bool:
    """Return whether it is an actor who "is TO VISIT" somebody."""
    before = parse.chunks.kinds[max(subject - 1, 0) : max(subject, 0)]
    return subject >= 0 and parse.mention(subject).rank >= AGENT and before not in ("U", "I")


def _is_never(parse: Parse, clause: Clause) -> bool:
    return any(word.text == "never" for word in parse.sentence.words[clause.a : clause.b])


def _has_yet(parse: Parse, clause: Clause) -> bool:
    return any(word.lemma == "have" for word in parse.sentence.words[clause.a : clause.head])


def apply_modal(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Apply negation and modal verbs of the clause to the event."""
    if event.mode == "visit" or event.pattern in LEAVING:
        _settle_move(parse, clause, event)
    if event.type == "MOBILIZE":
        settle_force(parse, clause, event)
    if event.type == "ASSAULT" and clause.form == "o" and _is_purpose(parse, clause):
        event.type, event.mode, event.mutual = "MOBILIZE", "troops", False
    if clause.lemma == "welcome" and clause.object < 0 and parse.sentence.words[clause.head].text == "welcome":
        event.actor, event.recipient = event.recipient, event.actor  # "the envoy IS not WELCOME in Peru"
        event.actors, event.recipients = event.recipients, event.actors
    kind = event.type
    if clause.form == "G" and kind in HINTED_AT and doubt.is_prospect(parse, clause):
        if kind in COOPERATIVE and clause.previous is not None and clause.previous.lemma in SPEAKING_OF:
            return None  # "talked of JOINING the union" is no promise
        event.type, event.mode = ("AGREE" if kind in COOPERATIVE else "THREATEN"), ""
        return event
    if clause.modal == "to" and not _is_planned(parse, clause.subject):
        return None  # "one option is TO SEND aid"
    if not (clause.negated or clause.modal):
        if kind in CONSIDERED and clause.lemma in CONSIDERING:
            event.stance, event.score = "considers", event.score - 0.12
    elif clause.negated:
        if not clause.modal and doubt.be_denied(parse, clause, event):
            return event
        if not clause.modal and "longer" in map(TEXT, parse.sentence.words[clause.a : clause.head]):
            return _end(event)
        if kind in DEEDS_NOT_DONE and not clause.modal and (_has_yet(parse, clause) or _is_never(parse, clause)):
            return None  # "have not MET since May", "NEVER sent" is no refusal
        if not clause.modal and not LATER.isdisjoint(words_near(parse, clause, 14)):
            return None  # "did not return UNTIL April"
        held_open = kind == "REJECT" and clause.lemma == "rule"
        if held_open and _holds_open(parse, clause):
            event.type, event.mode, event.pattern = "THREATEN", "", f"not+{event.pattern}"
            against = next((at for word, at in clause.phrases if word in AIMED_BY), -1)
            event.recipient = agent_of(parse, against) if against >= 0 else event.recipient
            return event  # "did NOT RULE OUT strikes on Chad"
        kept = kind == "MOBILIZE" and clause.modal and clause.lemma in SENDING  # "will not SEND troops"
        if kind not in COOPERATIVE and kind != "REQUEST" and not kept:
            return None
        if event.mode == "visit" and not clause.passive and event.actor is not None and event.actor.a >= clause.b:
            return voices.turned_away(parse, clause, event)
        event.type, event.mode, event.mutual, event.pattern = "REJECT", "", False, f"not+{event.pattern}"
        event.score -= 0.0 if clause.modal else 0.1
    elif clause.modal in FUTURE and event.pattern in TO_COME_AS:
        event.type, event.mode = TO_COME_AS[event.pattern], ""
    elif clause.modal in FUTURE and kind not in KEEPS_TYPE:
        event.type = "AGREE" if kind in COOPERATIVE else "THREATEN"
        event.mode, event.pattern = "", f"will+{event.pattern}"
    elif clause.modal in DOUBTFUL and doubt.is_hinted(parse, clause, event):
        event.type, event.mode = ("AGREE" if kind in COOPERATIVE else "THREATEN"), ""
    elif clause.modal in DOUBTFUL or (clause.lemma in CONSIDERING and kind in CONSIDERED):
        event.stance, event.score = "considers", event.score - 0.12
    elif clause.modal in DUTY:
        if kind == "AGREE" or _has_yet(parse, clause):
            return None  # "the two SHOULD AGREE on a date" promises nothing, "should HAVE asked" says it did not
        event.stance, event.score = "proposes", event.score - 0.15
    return event


def _holds_open(parse: Parse, clause: Clause) -> bool:
    return any(parse.nouns[at] in HELD_OPEN for _, at in clause.phrases)


def _settle_move(parse: Parse, clause: Clause, event: Event) -> None:
    """Let troops that go somewhere be no visit, nor goods, and those that leave retreat."""
    armed_actor = event.actor is not None and armed(parse, event.actor)
    if event.mode == "visit" and armed_actor:
        event.type, event.mode, event.mutual = "MOBILIZE", "", False  # troops do not come for a visit
    if event.mode == "visit" and clause.subject >= 0 and parse.nouns[clause.subject] in GOODS:
        event.type, event.mode = "AID", ""  # "Chilean RIFLES WENT to Peru"
    if event.pattern in LEAVING and armed_actor:
        event.type, event.mode = "RETREAT", "withdraw"  # "the last French SOLDIERS LEFT Chad"


def _end(event: Event) -> Event | None:
    """Let what somebody no longer does be ended: "NO LONGER buys coal from"; what was only said has no end."""
    if event.type in KEEPS_TYPE or event.type == "REJECT":
        return None
    ended = "SANCTION" if event.type == "CONCEDE" else ENDED.get(event.type, "REJECT")
    event.type, event.mode, event.mutual = ended, "", False
    event.pattern = f"no-longer+{event.pattern}"
    return event


# The events of one sentence


SPECIAL = frozenset().union(*map(word_class, word_class("events.special")))
FELT = word_class("verdicts.thankful") | word_class("verdicts.angry")
TROUBLED = word_class("verdicts.troubled")
BEING = word_class("roundabout.being")
SPEAKING_OF = word_class("operators.speaking_of")
TO_COME_AS = word_table("operators.to_come_as")
WISHED_LESS_SURE = 0.13
SURE, LIKELIER = 0.35, 0.2  # of confidence
TELLING, SAYS = word_class("responses.telling"), word_class("clauses.saying")
MET_WITH = word_class("answering.met_with")
JUDGING = word_class("verdicts.judging") | word_class("verdicts.amounting")
NAMING_SO = word_class("verdicts.naming_so")
TOLD_SPECIALLY = JUDGING | NAMING_SO | TROUBLED | DRAWING | MET_WITH | SPECIAL | {"be"}
ANSWERS_WITH = word_class("responses.responding") | word_class("responses.responding_back")
ANSWERED_BY = ANSWERS_WITH | MET
TELLS_SPECIALLY, ANSWERS_BY, DESERVES = verb_family(TOLD_SPECIALLY), verb_family(ANSWERED_BY), verb_family(DESERVING)
SEEMS_ALIKE = verb_family(ALIKE_VERBS | REPAYING)


def _does_alike(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb may only say that somebody does as another did: "DID THE SAME", "so DID Chad"."""
    if clause.form in "AMB" and clause.at and parse.chunks.word(clause.at - 1) in SO:
        return True
    if clause.lemma == "do" and clause.form in "AE":
        near = [word.text for word in parse.sentence.words[max(clause.a - 1, 0) : clause.b + 3]]
        if not TOO.isdisjoint(near) or "as well" in " ".join(near):
            return True
    if clause.lemma in REPAYING:
        return True
    return clause.lemma in ALIKE_VERBS and not ALIKE.isdisjoint(words_near(parse, clause, 4))


def find_events(parse: Parse) -> list[Event]:
    """Return every event of the sentence, best first."""
    events: list[Event] = []
    parse.events = events  # a verdict may be on what the sentence told before
    clauses, kinds, special = parse.clauses, parse.chunks.kinds, parse.sentence.special
    for clause in clauses:
        if clause.via == "fronted":
            clause.subject = fronted_subject(clause, clauses)
        elif clause.via == "relative" and clause.lemma in ATTRIBUTED:
            clause.object = _deed_meant(parse, clause.object)
    if special & ANSWERS:
        if special & (REPLIES | AT_ONCE):
            set_aside(parse)
        settle_answers(parse)
    begun, wished, duty = "U" in kinds and doubt.opens_doubt(parse.chunks), "T" in kinds, False
    for clause in clauses:
        duty = duty or clause.modal in DUTY
        if clause.at in parse.used or ((begun or clause.form in "oG") and doubt.is_open(parse, clause)):
            continue
        event = weigh(parse, clause, _clause_event(parse, clause))
        if event is None or (begun and doubt.is_unsaid(parse, clause)):
            continue
        wish = (wished or clause.matrix >= 0) and event.stance == "asserts" and doubt.is_wished(parse, clause)
        if wish or (begun and begun_by(parse, clause) in doubt.IF_EVER):
            event.score -= WISHED_LESS_SURE
        events.append(event)
        if clause.coordinate:
            events += shared_events(parse, clause, event)
    families = parse.families  # most sentences have no verb of those that are looked for
    for clause in clauses if "Uvn" in kinds or "Ivn" in kinds or families & SEEMS_ALIKE else ():
        if _does_alike(parse, clause):
            _add_alike(events, clause, threats.alike_event(parse, clause, events))
    if not clauses and parse.memory.recent and kinds.startswith("n") and len(parse.sentence.words) < FRAGMENT:
        events += threats.fragment_events(parse)
    unaimed = bool(events) and any(map(lacks_recipient, events))
    if unaimed or families & STANDS_ALONE:
        aims.complete_answers(parse, events)
        unaimed = bool(events) and any(map(lacks_recipient, events))
    if unaimed or (families & DENIES and _denies_charge(parse, events)):
        aims.aim(parse, events)
    if duty or families & IN_A_ROUNDABOUT_WAY:
        roundabout.reply_events(parse, events)
    if events and families & JOINS:
        aims.add_joined(parse, events)
    if events and ("n,v" in kinds or "n,In" in kinds):  # ", joined by Peru", ", alongside Peru"
        aims.add_companions(parse, events)
    events += _named_events(parse, events)
    if special & TIE:
        events.extend(tie_events(parse))
    return events


def _add_alike(events: list[Event], clause: Clause, alike: list[Event]) -> None:
    """Add what somebody does as another did, in place of what its verb alone tells."""
    events[:] = [each for each in events if not alike or each.clause is not clause] + alike


def _deed_meant(parse: Parse, at: int) -> int:
    """Return the act that "which" means, also where another noun stands between: "the ATTACK on a hall, WHICH"."""
    while at > 1 and parse.chunks.kinds[at - 2 : at + 1] == "nIn" and not is_deed(parse, at):
        at -= 2
    return at


def _denies_charge(parse: Parse, events: list[Event]) -> bool:
    """Return whether somebody denies something, and somebody was accused of something."""
    return any(event.type == "ACCUSE" for event in events) or any(
        other.type == "ACCUSE" for _, other in parse.memory.recent[-RECENT:]
    )


def _named_events(parse: Parse, told: list[Event]) -> list[Event]:
    """Return the events that nouns name; what is said to have been answered was surely done."""
    events = noun_events(parse)
    events = told_by_nouns(parse, events) if events else events
    kinds = parse.chunks.kinds
    if parse.sentence.special & HELPS and "InIn" in kinds:
        events += support_events(parse)
    if kinds.startswith(("v", "InI")):
        events += aims.backing_events(parse)
    if not parse.sentence.special & ANSWERS:
        return events
    if not (events or may_answer(told) or surely_frames(parse)):
        return events
    frames = find_frames(parse)
    for event in events:
        stated = _stated_by(parse, frames, event.cue[0])
        event.score += stated
        if stated and event.actor is not None:
            event.actor = as_state(parse, event.actor)
    if frames:
        events += provoked.provoked_events(parse, frames, [*told, *events])
    return events


def _stated_by(parse: Parse, frames: list[Frame], token: int) -> float:
    """Return how much surer an act that a noun names is by what the sentence says of it.

    Sure is what is said to have been answered, or to be an answer ("in response to the ATTACK", "triggering TARIFFS");
    likelier what somebody complains of ("over the ARREST of", "condemned the RAID").
    """
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    most = 0.0
    for frame in frames:
        for at in (frame.provoked, frame.answer):
            if at >= 0 and begins[at] <= token <= lasts[at]:
                most = max(most, SURE if frame.strong else LIKELIER)
    told = [clause.object for clause in parse.clauses if clause.lemma in TELLING and clause.object >= 0]
    return max(most, LIKELIER) if any(begins[at] <= token <= lasts[at] for at in told) else most


def _threat(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat or vow of an answer that a clause tells."""
    lemma, future = clause.lemma, clause.modal in FUTURE
    deserved = lemma in DESERVING or (lemma in ANSWERED and future)
    paid = future and lemma in PAYING and clause.object >= 0
    vowed = parse.sentence.special & ANSWERS and (future or lemma in parse.dictionary.patterns.vowing)
    if not (deserved or paid or vowed):
        return None
    threat = threats.threatened_answer(parse, clause) if deserved else None
    if threat is None and paid:
        return threats.threatened_cost(parse, clause)
    return threat or (threats.vowed_response(parse, clause) if vowed else None)


def _again(parse: Parse, matrix: Clause, clause: Clause) -> Event | None:
    """Return what is agreed, refused or threatened besides: "vowed to leave Chad AND BAR its beef"; asked is asked."""
    first, matrix.complement = matrix.complement, clause.at
    event = operator_event(parse, matrix)
    matrix.complement = first
    if event is None or (event.clause is matrix and event.type == "REQUEST"):
        return None
    return apply_modal(parse, matrix, event)


def _clause_event(parse: Parse, clause: Clause) -> Event | None:
    lemma, families = clause.lemma, parse.families
    several = parse.sentence.special & FLOATS and lemma in SAYS and clause.subject >= 0
    if several and are_counted(parse, clause.subject) and (charge := pairs.charge_by_each(parse, clause)) is not None:
        return charge
    answers = parse.sentence.special & ANSWERS
    if clause.modal or families & DESERVES or (answers and lemma in parse.dictionary.patterns.vowing):
        threat = _threat(parse, clause)
        if threat is not None:
            return threat
    if families & TELLS_SPECIALLY and lemma in TOLD_SPECIALLY:
        found, event = _special_event(parse, clause)
        if found:
            return event
    return _plain_event(parse, clause) if lemma in parse.dictionary.active else None


def _special_event(parse: Parse, clause: Clause) -> tuple[bool, Event | None]:
    """Return the event of a verb that is not read by patterns alone, and whether it needs no other reading."""
    lemma, special = clause.lemma, parse.sentence.special
    said = special & JUDGES and lemma in JUDGING and any(word.special & JUDGES for word in parse.sentence.words)
    named = said or (lemma in NAMING_SO and clause.object >= 0)
    if named and (verdict := threats.verdict_event(parse, clause)) is not None:
        return True, verdict
    thankful = lemma == "be" and parse.chunks.kinds.startswith("jI", clause.at + 1)
    if (lemma in TROUBLED and clause.passive) or (thankful and parse.heads[clause.at + 1].text in FELT):
        felt = threats.feeling_event(parse, clause)
        who = parse.mention(clause.subject) if clause.subject >= 0 else None
        if felt is not None or lemma != "be" or who is None or (who.rank < AGENT and not who.pronoun):
            return True, felt  # whom somebody is ANGRY AT the patterns tell
    if lemma == "be" and not BEING.isdisjoint([head.text for head in parse.heads[clause.at + 1 : clause.at + 2]]):
        return True, roundabout.being_event(parse, clause)
    draws = (lemma in DRAWING and clause.object >= 0) or (lemma in MET_WITH and clause.phrases)
    if draws and (drawn := threats.drawn_event(parse, clause)) is not None:
        return True, drawn
    if lemma in SPECIAL:
        for told in (stop_event, arrival_event, envoy_event):
            event = told(parse, clause)
            if event is not None:
                return True, event
    return False, None


def _put_off(parse: Parse, clause: Clause) -> None:
    """Let what is to come be no deed yet: "is GOING TO attack", "is SET TO meet", "is EXPECTED TO free"."""
    inner = parse.lookup.get(clause.complement)
    passive = clause.passive and "up" not in words_near(parse, clause, 1)  # not "was SET UP to monitor"
    going = passive or (clause.lemma == "go" and parse.sentence.words[clause.head].text == "going")
    if going and inner is not None and inner.form == "o" and not inner.modal:
        inner.modal, inner.negated = clause.modal or "will", inner.negated or clause.negated


def _names_what_is_done(parse: Parse, clause: Clause) -> bool:
    """Return whether what a participle is said of stands right before it; not "is grateful for the help GIVEN by"."""
    grateful = clause.previous is not None and clause.previous.lemma == "be"
    return parse.chunks.kinds[clause.at - 1] == "n" and not grateful


def _plain_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the event that the patterns and operators make of a verb."""
    lemma, form = clause.lemma, clause.form
    if not clause.passive and form in "VEe":
        clause.passive = is_bare_passive(clause, parse.chunks) or reduced_passive(clause, parse.chunks, parse.clauses)
        if clause.passive and clause.via == "shared" and _names_what_is_done(parse, clause):
            clause.subject = clause.at - 1  # "spoke of a DEFEAT inflicted on Chad by Mali"
    elif form == "o":
        matrix = parse.lookup.get(clause.matrix)
        if matrix is not None and matrix.complement in parse.used and matrix.complement != clause.at:
            return _again(parse, matrix, clause)
        named, event = noun_operator_event(parse, clause)
        if named:
            return apply_modal(parse, clause, event) if event is not None else None
    governing = clause.complement >= 0
    if governing and lemma in TO_COME:
        _put_off(parse, clause)
    answers = parse.families & ANSWERS_BY and lemma in ANSWERED_BY
    if answers and parse.sentence.special & ANSWERS and is_answered_by(parse, clause):
        return None  # "COUNTERED the raid by expelling", "MET the raid with a ban"
    event = operator_event(parse, clause) if governing or clause.gerund[1] >= 0 else None
    if event is None and parse.used and clause.at in parse.used:
        return None  # "advised ITS CITIZENS to leave"
    if answers and event is None and lemma in ANSWERS_WITH and is_responding(parse, clause):
        event = light_event(parse, clause)  # "hit back WITH A BAN on"
    if event is None:
        event = _verb_event(parse, clause)
        if governing:
            event = apply_purpose(parse, clause, event)
        elif event is not None and event.type == "CONSULT" and lemma in WRITING:
            event = _apply_message(parse, clause, event)
    if event is None:
        operators = parse.dictionary.patterns.operators
        if lemma in operators["light"]:
            event = light_event(parse, clause)
        if event is None and lemma in operators["cease_light"]:
            event = cease_event(parse, clause)
    return apply_modal(parse, clause, event) if event is not None else None
