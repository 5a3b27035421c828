"""Answers told in a roundabout way: orders to go, a bare yes or no, apologies, bans lifted, rights granted or denied.

Few sentences need this file: those with a verb of `roundabout.cues` or with "must" and "should".
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause, brought_by_whom
from graphkit.extract.rules.deeds import (
    REQUESTING,
    is_named,
    kinds_of,
    points_back,
    provoker_in,
    said_by,
    sides,
    words_of,
)
from graphkit.extract.rules.dictionary import known_parties
from graphkit.extract.rules.doubt import is_awaited
from graphkit.extract.rules.match import actor_of, agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    is_one,
    is_somebody,
    joined_to,
    known_as,
    phrases_after,
    recalled,
    words_near,
)
from graphkit.extract.rules.parties import at_verb, has_recipient
from graphkit.extract.rules.responses import NEAR, RECENT, ROUNDABOUT, find_frames
from graphkit.extract.rules.senses import is_one_person
from graphkit.extract.rules.settling import OWN, is_raised, kind_of_regret
from graphkit.extract.rules.sides import CLEAR, PLAIN, likeliest
from graphkit.extract.rules.words import ANSWERS, word_class, word_table

DUTY = word_class("operators.duty")
GOING = word_class("roundabout.going")
ENVOYS = word_class("roundabout.envoys")
GIVING = word_class("roundabout.giving")
TELLING = word_class("roundabout.telling")
SENDING_OFF = GIVING | TELLING
YES_NO = word_table("roundabout.yes_no")
ASKING = word_class("roundabout.asking")
ACCORDS = word_class("patterns.accords")
KEEPING, QUITTING = word_class("roundabout.keeping"), word_class("roundabout.quitting")
ON_ACCORDS = KEEPING | QUITTING
UNDONE = word_class("roundabout.undone")
LAID_ON, MEASURES = {"SANCTION", "COERCE"}, word_class("roundabout.measures")
UNDOING = word_class("roundabout.undoing")
REGRETS = word_class("roundabout.regrets")
CHOICES = word_class("patterns.told_of")
TROUBLED_BY = word_class("verdicts.troubled_by")
SORRY = word_class("roundabout.sorry")
SORRY_WORD, CALLING_IN = "sorry", word_class("roundabout.calling_in")
CAUSING = word_class("roundabout.causing")
REGRETTED_FOR = TROUBLED_BY | {"for"}
VOICING = word_class("roundabout.voicing")
RIGHTS = word_class("roundabout.rights")
DENIED = word_class("roundabout.denied")
BEARING, BURDENS = word_class("roundabout.bearing"), word_class("roundabout.burdens")
RETORTING, GOOD = word_class("roundabout.retorting"), word_class("verdicts.good")
VOID, VOID_WITHIN, DEFINITE = word_class("roundabout.void"), 8, word_class("responses.definite")
EASED = {"ASSAULT", "MOBILIZE", "SANCTION", "COERCE"}
LAID = word_class("settling.aimed")
LETTING, LAPSING = word_class("roundabout.letting"), word_class("roundabout.lapsing")
FILING = word_class("roundabout.filing")
RECALLING, DIPLOMATS = word_class("roundabout.recalling"), word_class("patterns.diplomats")
SHUTTING = word_class("senses.shutting")
TALKED_OVER = word_class("senses.talked_over")
TOLD_NOT, TOLD_OFF = word_class("settling.told_not"), word_class("settling.told_off")
TOLD_TO_THINK = word_class("settling.told_to_think")
#: The verbs that say something only together with one of the nouns.
BY_NOUN = (VOICING | BEARING | ON_ACCORDS | {"have"}).difference(
    SENDING_OFF, YES_NO, UNDOING, SORRY, RETORTING, LETTING, FILING, RECALLING, ["meet", "do"]
)
TELLING_NOUNS = REGRETS | RIGHTS | BURDENS | ACCORDS
TERMS, UNFORCED = word_class("roundabout.terms"), word_class("roundabout.unforced")
HOURS, PEOPLE = word_class("roundabout.times"), word_class("settling.people_kinds")
AT_PLACE = word_class("roundabout.at_place")
HARM = word_class("coder.harm")
LESS_SURE = 0.05
LITTLE = 3  # words that a bare answer may have behind its verb


def reply_events(parse: Parse, events: list[Event]) -> None:
    """Add what a sentence tells in a roundabout way, and complete what names only one of its parties."""
    for clause in parse.clauses:
        if clause.modal not in DUTY and (clause.lemma not in ROUNDABOUT or _tells_nothing(parse, clause)):
            continue
        if clause.modal in DUTY:
            _demand(parse, clause, events)
        elif clause.lemma in SENDING_OFF or _has_time(parse, clause):
            _sent_away(parse, clause, events)
        elif clause.lemma in YES_NO and not any(each.clause is clause and has_recipient(each) for each in events):
            _reply_bare(parse, clause, events)
        elif clause.lemma in UNDOING or (clause.lemma == "declare" and _is_voided(parse, clause)):
            _undo(parse, clause, events)
            if "U" in parse.chunks.kinds and is_awaited(parse, clause):  # "keeps its veto UNTIL Chad LIFTS the ban"
                for each in [event for event in events if event.clause is clause]:
                    each.stance = "considers"
        elif clause.lemma in SORRY or (clause.lemma in VOICING and _noun_in(parse, clause.object, REGRETS)):
            _apologise(parse, clause, events)
        elif clause.lemma == "have" and _noun_in(parse, clause.object, RIGHTS):
            events += _entitled(parse, clause)
        elif clause.lemma in BEARING and _noun_in(parse, clause.object, BURDENS):
            events += _blamed(parse, clause)
        elif clause.lemma in RETORTING and clause.that >= 0:
            events += _retort(parse, clause, events)
        if clause.lemma in CALLING_IN:
            _call_in(parse, clause, events)
        if clause.lemma == "meet" and clause.object < 0 and parse.sentence.special & ANSWERS:
            _meet_as_asked(parse, clause, events)
        if clause.object >= 0 and clause.lemma in ON_ACCORDS and _noun_in(parse, clause.object, ACCORDS):
            _keep_accord(parse, clause, events)
        if clause.lemma in LETTING and not clause.negated:
            _let_lapse(parse, clause, events)
        if clause.lemma in FILING:
            _aim_complaint(parse, clause, events)
        if clause.lemma == "do" and _is_no_such(parse, clause):
            events += _no_such(parse, clause)
        if clause.passive and clause.lemma in RECALLING:
            _name_sender(parse, clause, events)


def _tells_nothing(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb tells something only with a noun that is not there: "HAD no right", "SIGNED the deal"."""
    if clause.lemma not in BY_NOUN or _has_time(parse, clause):
        return False
    return not _noun_in(parse, clause.object, TELLING_NOUNS)


def _noun_in(parse: Parse, at: int, nouns: frozenset[str]) -> bool:
    return at >= 0 and parse.chunks.kinds[at] == "n" and parse.nouns[at] in nouns


def _is_side(mention: Mention | None) -> bool:
    """Return whether somebody stands for a state or an organisation."""
    return is_somebody(mention) and mention is not None and bool(mention.state or mention.kind == "igo")


def _replace(events: list[Event], event: Event, clause: Clause, inner: Clause | None = None) -> None:
    """Let an act take the place of what a clause, or a further one in it, told by itself."""
    events[:] = [each for each in events if each.clause is not clause and (inner is None or each.clause is not inner)]
    events.append(event)


# what somebody says that another must do


def _demand(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let who says that another must do something demand it: "said CHAD MUST WITHDRAW", "it SHOULD reduce"."""
    said = said_by(parse, clause)
    if said is None or clause.subject < 0 or said.at > clause.at or said.negated or clause.negated:
        return
    speaker, others = actor_of(parse, said)
    told = said.object if 0 <= said.object < clause.subject else -1
    asked = parse.mention(clause.subject)
    if asked.pronoun:
        asked = parse.mention(told) if told >= 0 else asked
    elif asked.state and (clause.passive or asked.rank < AGENT or asked.event):
        asked = as_state(parse, asked)
    elif told >= 0 and not asked.state:
        asked = parse.mention(told)  # "informed THE CHADIAN EMBASSY that its attaché must leave"
    if not _is_side(speaker) or not _is_side(asked) or is_one(speaker, asked) or asked.event:
        return
    kind, mode = "REQUEST", ""
    if clause.lemma in GOING and _is_envoy(parse, clause.subject) and not clause.passive:
        kind, mode = "SANCTION", "expel"
    name = f"{said.lemma}-{clause.modal}-{clause.lemma}"
    event = Event(kind, mode, name, speaker, asked, -LESS_SURE, said, (clause.a, clause.b))
    event.actors = others
    events[:] = [each for each in events if each.clause is not said or each.type != "CONSULT"]  # "informed" is no talk
    _replace(events, event, clause)


def _is_envoy(parse: Parse, at: int) -> bool:
    """Return whether somebody sits in another's country for his state: an envoy, staff of an embassy."""
    last = parse.chunks.lasts[at]
    if parse.sentence.words[last].noun == "head" and parse.chunks.kinds.startswith("In", at + 1):
        last = parse.chunks.lasts[at + 2]  # "its HEAD OF MISSION"
    words = parse.sentence.words[parse.chunks.begins[at] : last + 1]
    return any(word.noun in ENVOYS or word.text in ENVOYS for word in words)


# who is told to go


def _sent_away(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let who is given days to leave, or told to, be expelled: "GAVE him 48 hours TO LEAVE", "HAS two days TO"."""
    has_time = clause.lemma not in SENDING_OFF
    inner, undergoes = clause if has_time else _going_after(parse, clause), clause.passive or has_time
    at = clause.subject if undergoes else clause.second if clause.second >= 0 else clause.object
    if inner is None and clause.lemma == "give" and _is_timed(parse, clause):
        inner = clause  # "gave the envoy 24 HOURS"
    if inner is None and clause.lemma == "give" and at >= 0:
        _set_term(parse, clause, at, events)
    if inner is None or at < 0 or clause.negated:
        return
    target = _envoy_at(parse, clause, at)
    if target is None and _has_days(parse, clause, inner):  # "gave two Chadian OFFICERS a week to leave"
        target = parse.mention(at) if parse.mention(at).kind in PEOPLE else None
    if target is None or not is_somebody(target) or target.kind == "igo" or not target.state:
        return
    actor, others = (_sender(parse, [clause, inner], target), ()) if undergoes else actor_of(parse, clause)
    if actor is None or actor.pronoun or actor.rank < AGENT or is_one(actor, target):
        return
    event = Event("SANCTION", "expel", f"{clause.lemma}+{inner.lemma}", actor, target, 0.0, clause, (clause.a, inner.b))
    event.actors, event.recipients = others, tuple([mention for mention in joined_to(parse, at) if mention.state])
    parse.used.add(inner.at)
    _replace(events, event, clause, inner)


def _set_term(parse: Parse, clause: Clause, at: int, events: list[Event]) -> None:
    """Let who is given a term to do something be threatened: "GAVE Chad A WEEK TO withdraw", "UNTIL Friday TO"."""
    inner = next((each for each in parse.clauses if each.at > clause.at), None)
    if inner is None or inner.form != "o" or clause.negated or clause.modal or inner.lemma in UNFORCED:
        return
    between = parse.sentence.words[clause.b : inner.a]
    if not any(word.text in TERMS for word in between) or parse.chunks.kinds[clause.at + 1 : inner.at].strip("nUI"):
        return
    target = agent_of(parse, at)
    if target is None:
        return
    actor, others = (_sender(parse, [clause, inner], target), ()) if clause.passive else actor_of(parse, clause)
    if actor is None or not (_is_side(actor) and _is_side(target)) or is_one(actor, target):
        return
    name = f"{clause.lemma}-term+{inner.lemma}"
    event = Event("THREATEN", "", name, actor, target, 0.0, clause, (clause.a, inner.b))
    event.actors, event.recipients = others, joined_to(parse, at)
    parse.used.add(inner.at)
    _replace(events, event, clause, inner)


def _has_days(parse: Parse, clause: Clause, inner: Clause) -> bool:
    """Return whether a word of time stands between two verbs, or in the first: "were given TWO DAYS to pack"."""
    return any(word.text in HOURS for word in parse.sentence.words[clause.a : inner.head])


def _has_time(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody has so long to go: "HAS 48 HOURS TO LEAVE"."""
    if clause.modal != "to" or clause.lemma not in GOING or clause.negated:
        return False
    words = parse.sentence.words[clause.a : clause.head]
    return words[0].lemma == "have" and any(word.text in HOURS for word in words)


def _envoy_at(parse: Parse, clause: Clause, at: int) -> Mention | None:
    """Return the envoy that a phrase names, or that a pronoun means: "summoned THE ENVOY and told HIM to leave"."""
    mention = parse.mention(at)
    if not mention.pronoun:
        if not _is_envoy(parse, at):
            return None
        if mention.rank < AGENT and mention.owner is not None:
            return mention.owner
        if mention.state or _first_word(parse, at) not in DEFINITE:
            return mention
    here = [each for each in parse.clauses if each.at < clause.at]
    for past, told in [(parse, here), *[(before, before.clauses) for before in parse.memory.told[-1:]]]:
        for each in reversed(told):
            for place in (each.second, each.object, each.subject, *[place for _, place in each.phrases]):
                found = past.mention(place) if place >= 0 and past.chunks.kinds[place] == "n" else None
                if found is not None and found.state and _is_envoy(past, place):
                    return recalled(known_as(found), mention)
    return None


def _is_timed(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb gives time and nothing to do in it: "24 HOURS", and not "three days OF TALKS"."""
    words = parse.sentence.words
    end = next((each.a for each in parse.clauses if each.at > clause.at), len(words))
    hours = next((i for i in range(clause.b, end) if words[i].text in HOURS), -1)
    of = hours >= 0 and [word.text for word in words[hours + 1 : hours + 2]] == ["of"]
    return hours >= 0 and not of and not any(each.form == "o" and each.at > clause.at for each in parse.clauses)


def _going_after(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb of leaving that somebody is told, or given time for."""
    after = [each for each in parse.clauses if each.at > clause.at][:1]
    inner = after[0] if after and after[0].form == "o" else None
    if inner is None or inner.lemma not in GOING:
        return None
    if inner.lemma in ("get", "clear") and "out" not in words_near(parse, inner, 1):
        return None
    return inner


def _sender(parse: Parse, clauses: list[Clause], target: Mention) -> Mention | None:
    """Return who sends somebody away where no doer is named: the state he leaves, or is in, or the other side."""
    for clause in clauses:
        by = brought_by_whom(clause)
        places = [by] if by >= 0 else []
        if (clause.passive or clause is clauses[-1]) and clause.subject >= 0:  # "the consul IN LIMA was told"
            places += [at for word, at in phrases_after(parse, clause.subject) if word in AT_PLACE or word == "to"]
        places += [clause.object] if clause.lemma in GOING and clause.object >= 0 else []  # "to leave TONGA"
        places += [at for word, at in clause.phrases if word in AT_PLACE]
        for at in places:
            mention = parse.mention(at)
            if mention.rank == NAME and mention.state in parse.dictionary.states and mention.state != target.state:
                return mention
    return _other_side(parse, clauses[0], target)


def _other_side(parse: Parse, clause: Clause, mention: Mention) -> Mention | None:
    """Return the state that the text is about besides somebody's, where one clearly is."""
    known = likeliest(parse, clause.a, mention.state, PLAIN, CLEAR)
    return recalled(known, Mention(clause.a, clause.b, parse.sentence)) if known is not None else None


def _name_sender(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let whose envoy he is recall him, and his hosts expel or summon him, where the passive names nobody."""
    for event in events:
        summoned = event.type == "ACCUSE" and _is_envoy(parse, clause.subject)
        if event.clause is not clause or not (event.type == "SANCTION" or summoned):
            continue
        envoy = parse.mention(clause.subject) if clause.subject >= 0 else None
        owner = envoy.owner or envoy if envoy is not None else None
        named = event.actor is not None and event.actor.rank >= AGENT
        himself = event.mode == "expel" and event.actor is not None and owner is not None and is_one(event.actor, owner)
        if owner is None or not owner.state or (named and not himself):
            continue
        if event.mode == "expel" or summoned:
            event.actor, event.recipient = _sender(parse, [clause], owner), envoy
        elif _is_envoy(parse, clause.subject):
            event.actor = as_state(parse, owner) if owner is envoy else owner
            if not _is_side(event.recipient) or is_one(event.recipient, event.actor):
                event.recipient = _posted_to(parse, clause, owner) or _other_side(parse, clause, owner)


def _posted_to(parse: Parse, clause: Clause, owner: Mention) -> Mention | None:
    """Return where an envoy sits: "Chad's ambassador TO MALI was recalled"."""
    for word, at in [*phrases_after(parse, clause.subject), *clause.phrases]:
        mention = parse.mention(at)
        if word in ("to", "in", "from") and mention.rank == NAME and mention.state not in ("", owner.state):
            return mention
    return None


def kind_of_telling(lemma: str, inner: Clause, whom: Mention | None) -> str:
    """Return what telling somebody to do something is: "told Chad NOT TO COME", "TO MIND its own business".

    Who calls on somebody to discuss something meets him.
    """
    if lemma == "call":
        return "CONSULT" if inner.lemma in TALKED_OVER and whom is not None and is_one_person(whom) else "REQUEST"
    if inner.lemma in TOLD_OFF or (inner.negated and inner.lemma in TOLD_NOT):
        return "REJECT"
    return "THREATEN" if inner.lemma in TOLD_TO_THINK else "REQUEST"


def is_foreigner(parse: Parse, at: int, asked: Mention | None, actor: Mention | None) -> bool:
    """Return whether people of another state are told to leave: "told the Chadian ENVOY to leave"."""
    people = asked is not None and asked.kind == "other" and asked.rank == NAME and not asked.named  # "two DANES"
    if asked is None or not (people or asked.kind in ("person", "agency")):
        return False
    state = actor.state if actor is not None else ""
    return (bool(asked.state) and asked.state != state) or parse.nouns[at] in DIPLOMATS


def expelled(parse: Parse, clause: Clause, inner: Clause, recipient: Mention | None) -> Event:
    """Return the expulsion in "ordered the envoys to LEAVE"; ordered by nobody named, it is the state they leave."""
    actor, others = actor_of(parse, clause)
    left = parse.mention(inner.object) if inner.object >= 0 else None
    if clause.passive and left is not None and left.kind == "state" and (actor is None or actor.rank < AGENT):
        actor, others = left, ()
    event = Event("SANCTION", "expel", f"{clause.lemma}+leave", actor, recipient, 0.0, clause, (clause.a, inner.b))
    event.actors = others
    return event


def told_to_return(parse: Parse, clause: Clause, inner: Clause, actor: Mention | None) -> Event | None:
    """Return the recall of an envoy who is told to come home: "told the Russian AMBASSADOR TO WASHINGTON to RETURN"."""
    at, envoy, side = clause.object, parse.mention(clause.object), actor.state if actor is not None else ""
    own = _first_word(parse, at) in OWN
    if not _is_envoy(parse, at) or not (own or (envoy.state and envoy.state == side)):
        return None
    for word, place in phrases_after(parse, at):
        host = parse.mention(place)
        if word in ("to", "in", "from") and host.rank == NAME and host.state not in ("", side):
            parse.used.add(inner.at)
            cue = (clause.a, inner.b)
            return Event("SANCTION", "discontinue", f"{clause.lemma}+return", actor, host, 0.0, clause, cue)
    return None


def _let_lapse(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let what somebody lets run out be ended: "LET its recognition of the Chadian court LAPSE"."""
    inner = next((each for each in parse.clauses if each.at > clause.at), None)
    actor, others = actor_of(parse, clause)
    if inner is None or inner.lemma not in LAPSING or inner.form in "Ee" or actor is None or not _is_side(actor):
        return
    for at in range(clause.at + 1, inner.at):
        mention = parse.mention(at) if parse.chunks.kinds[at] == "n" else None
        parse.used.add(at)
        if mention is not None and mention.rank >= PART and mention.state not in ("", actor.state):
            name, cue = f"{clause.lemma}+{inner.lemma}", (clause.a, inner.b)
            event = Event("SANCTION", "", name, actor, as_state(parse, mention), -LESS_SURE, clause, cue)
            event.actors = others
            _replace(events, event, clause, inner)
            return


def _aim_complaint(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let a complaint be against the other side where only the forum is named: "filed a complaint AT THE WTO"."""
    for event in events:
        forum, actor = event.recipient, event.actor
        filed = event.clause is clause and event.type == "ACCUSE" and forum is not None and forum.kind == "igo"
        other = _other_side(parse, clause, actor) if filed and actor is not None and actor.state else None
        if other is not None:
            event.recipient, event.recipients = other, ()


# a bare yes or no


def _is_no_such(parse: Parse, clause: Clause) -> bool:
    """Return whether words behind a verb deny it all: "had done NOTHING OF THE KIND", "would do NO SUCH thing"."""
    texts = [word.text for word in parse.sentence.words[clause.a : clause.b + LITTLE + 2]]
    said = " ".join(texts)
    return "nothing of the kind" in said or "nothing of the sort" in said or "no such thing" in said


def _no_such(parse: Parse, clause: Clause) -> list[Event]:
    """Return the refusal of who says that he did, or will do, no such thing."""
    said = said_by(parse, clause)
    speaker, others = actor_of(parse, said) if said is not None else (None, ())
    if speaker is None or not _is_side(speaker):
        return []
    side = speaker.state or speaker.identity
    for position, told in reversed(parse.memory.recent[-RECENT // 2 :]):
        if sides(told)[1] == side and told.type in ("ACCUSE", "REQUEST", "THREATEN") and sides(told)[0] != side:
            target = recalled(known_parties(told)[0], Mention(clause.a, clause.b, parse.sentence))
            event = Event("REJECT", "", "do-no-such", speaker, target, 0.0, said, (clause.a, clause.b))
            event.actors, event.answers, parse.answering = others, position, True
            return [event]
    return []


def _reply_bare(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let a yes or no without more answer what was asked: "IT REFUSED", "Chad AGREED", "he DECLINED", "Chad DID SO"."""
    if clause.form not in "VEA" or clause.negated or clause.modal or clause.passive or clause.subject < 0:
        return
    if max(clause.complement, clause.that, clause.gerund[1], clause.second) >= 0 or not _is_short(parse, clause):
        return
    subject = parse.mention(clause.subject)
    if not subject.pronoun and not is_somebody(subject):
        return
    for told, asker, asked in asked_before(parse, clause, events):
        if not subject.pronoun and not is_one(subject, asked):
            continue
        if is_one(asker, asked) or not _is_side(asked):
            continue
        actor = recalled(known_as(asked), subject) if subject.pronoun else subject
        target, cue = at_verb(parse, clause, asker), (clause.a, clause.b)
        event = Event(YES_NO[clause.lemma], "", f"{clause.lemma}-bare", actor, target, 0.0, clause, cue)
        if isinstance(told, Event):
            event.answered, parse.answering = told, True
        else:
            event.answers, parse.answering = told, True
        _replace(events, event, clause)
        return


def _is_short(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb has no object but "it" or what was asked: "declined THE INVITATION"."""
    if clause.lemma == "do":
        return "so" in words_near(parse, clause, 1)
    at = clause.object
    if at < 0:
        return all(word != "to" and word != "with" for word, _ in clause.phrases)
    return parse.mention(at).pronoun or (parse.nouns[at] in ASKING and points_back(parse, at))


def asked_before(parse: Parse, clause: Clause, events: list[Event]) -> Iterator[tuple[Event | int, Mention, Mention]]:
    """Yield what was asked or offered before, the last first: the act or its position, by whom and of whom."""
    for event in reversed(events):
        one, other = event.actor, event.recipient
        if event.cue[0] < clause.a and _may_be_granted(event) and is_somebody(one) and is_somebody(other):
            assert one is not None and other is not None
            yield event, one, other
    at = Mention(clause.a, clause.b, parse.sentence)
    for position, told in reversed(parse.memory.recent[-RECENT // 2 :]):
        if told.start >= parse.sentence.start - NEAR and _may_be_granted(told):
            one, other = (recalled(known, at) for known in known_parties(told))
            yield position, one, other


def _may_be_granted(told: Event | Proposal) -> bool:
    """Return whether something can be granted or declined: a request, an offer, an invitation."""
    invited = told.type == "SUPPORT" and "invit" in told.pattern
    offered = told.type == "AGREE" and not told.pattern.endswith("-bare")
    return told.type == "REQUEST" or invited or offered


def _meet_as_asked(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let those who meet at somebody's request meet with him: "envoys MET at Chad's request"."""
    actor, others = actor_of(parse, clause)
    if (
        actor is None
        or not _is_side(actor)
        or others
        or any(_is_side(e.recipient) for e in events if e.clause is clause)
    ):
        return
    for frame in find_frames(parse):
        at = frame.provoked
        asks = at >= 0 and frame.strong and parse.chunks.kinds[at] == "n" and parse.nouns[at] in REQUESTING
        asker = provoker_in(parse, at) if asks else None
        if asker is not None and _is_side(asker) and not is_one(asker, actor):
            cue = (clause.a, clause.b)
            event = Event("CONSULT", "", "meet-asked", actor, as_state(parse, asker), 0.0, clause, cue, mutual=True)
            _replace(events, event, clause)
            return


# what is undone


def _undo(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let what is lifted be lifted from whom it was laid on: "THE BAN was lifted", "Chad REOPENED the crossings"."""
    at = clause.subject if clause.passive else clause.object
    if at < 0 or parse.chunks.kinds[at] != "n" or clause.negated or clause.modal:
        return
    if parse.sentence.words[clause.a].text == "be":
        return  # "demanded that the ban BE LIFTED"
    own = next((each for each in events if each.clause is clause), None)
    aimed = (
        own is not None and _is_side(own.recipient) and own.actor is not None and not is_one(own.actor, own.recipient)
    )
    if aimed and clause.lemma != "declare":
        return
    noun = parse.nouns[at]
    if noun in VOID:  # "declared THE LIST void"
        noun = parse.sentence.words[parse.chunks.lasts[at] - 1].noun
    if noun in MEASURES and (is_raised(parse, clause) or _lift(parse, clause, at, events)):
        return
    if not parse.memory.recent or not (
        points_back(parse, at) or (noun in MEASURES and _first_word(parse, at) in DEFINITE)
    ):
        return
    kinds, by = kinds_of(parse, at) if noun == parse.nouns[at] else set(), brought_by_whom(clause)
    kinds = kinds or (LAID_ON if noun in MEASURES else parse.dictionary.patterns.types_of(noun))
    kinds |= LAID_ON if "COERCE" in kinds else set()
    if not kinds:
        return
    acting = clause.subject >= 0 and not clause.passive
    doer = parse.mention(by) if by >= 0 else agent_of(parse, clause.subject) if acting else None
    for _, told in reversed(parse.memory.recent[-RECENT:]):
        side, against = sides(told)
        if told.type not in UNDONE or not is_named(parse, at, kinds, told) or side == against:
            continue
        if doer is not None and side != (doer.state or doer.identity):
            continue
        one, other = (recalled(known, Mention(clause.a, clause.b, parse.sentence)) for known in known_parties(told))
        kind = "RETREAT" if told.type in EASED else "CONCEDE"
        actor = as_state(parse, doer) if doer is not None and doer.rank >= PART else one
        name, cue = f"{clause.lemma}+{noun}", (clause.a, clause.b)
        _replace(events, Event(kind, "", name, actor, other, -LESS_SURE, clause, cue), clause)
        return


def _first_word(parse: Parse, at: int) -> str:
    return parse.sentence.words[parse.chunks.begins[at]].text


def _is_voided(parse: Parse, clause: Clause) -> bool:
    """Return whether something is declared to hold no more: "declared the list VOID"."""
    return not VOID.isdisjoint(word.text for word in parse.sentence.words[clause.b : clause.b + VOID_WITHIN])


def _lift(parse: Parse, clause: Clause, at: int, events: list[Event]) -> bool:
    """Add whose measure is lifted from whom, as its phrase or its relative clause tells: "the duties THAT HIT Chad"."""
    governed = clause.form not in "VEBe"  # "refused TO LIFT the ban"
    acting = clause.subject >= 0 and not clause.passive
    by, owner = brought_by_whom(clause), parse.mention(at)
    actor = parse.mention(by) if by >= 0 else agent_of(parse, clause.subject) if acting else owner.owner
    if actor is None and owner.modifiers and owner.state:
        actor = as_state(parse, owner)  # "BRITISH sanctions on Chad were eased"
    inner = _telling_of(parse, at)
    told = next((each for each in events if inner is not None and each.clause is inner), None)
    if actor is None or not _is_side(actor) or actor.pronoun:
        return False
    target = told.recipient if told is not None else None
    target = target or next((parse.mention(to) for word, to in phrases_after(parse, at) if word in LAID), None)
    if target is None and inner is not None:
        target = _victim(parse, inner, actor)
    if target is None or not target.state or target.pronoun or is_one(target, actor) or target.state == actor.state:
        return False
    if told is not None:
        told.type, told.mode, told.on_state = "SANCTION", "discontinue", ""
        told.actor = told.actor if _is_side(told.actor) else actor
    lifted = recalled(known_as(target), target)
    lifted.resolved = False
    if governed:
        for event in events:
            if event.clause is not None and event.clause.at == clause.matrix and event.type == "AGREE":
                event.recipient = (
                    event.recipient if has_recipient(event) else lifted
                )  # "agreed TO LIFT the ban that hit"
        return True
    name, cue = f"{clause.lemma}+{parse.nouns[at]}", (clause.a, clause.b)
    _replace(events, Event("RETREAT", "", name, actor, lifted, -LESS_SURE, clause, cue), clause)
    return True


def _telling_of(parse: Parse, at: int) -> Clause | None:
    """Return the clause that says of a phrase what it is: "the duties IT PUT on Chad", "an order BARRING Chadians"."""
    inner = next((each for each in parse.clauses if each.at > at), None)
    if inner is None or parse.chunks.kinds[at + 1 : inner.at].strip("TWIn"):
        return None
    near = parse.chunks.kinds[at + 1 : at + 2] in ("T", "W") or parse.chunks.kinds.startswith("IW", at + 1)
    return inner if near or inner.via in ("relative", "reduced") else None


def _keep_accord(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let an accord be kept or ended with whom its subject names: "will not RENEW A PACT ON TRADING WITH"."""
    inner = parse.lookup.get(clause.gerund[1]) or next((e for e in parse.clauses if e.at > clause.at), None)
    if inner is None or inner.form != "G" or any(each.clause is clause and _is_side(each.recipient) for each in events):
        return
    within = next((each for each in events if each.clause is inner and _is_side(each.recipient)), None)
    actor, others = actor_of(parse, clause)
    if within is None or actor is None or actor.rank < AGENT or is_one(actor, within.recipient):
        return
    if clause.lemma in QUITTING:
        if clause.negated:
            return
        kind = "THREATEN" if clause.modal else "SANCTION"
    else:
        kind = "REJECT" if clause.negated else "AGREE" if clause.modal else "SUPPORT"
    name = f"{'not-' * clause.negated}{clause.lemma}+{parse.nouns[clause.object]}"
    event = Event(kind, "", name, actor, within.recipient, -LESS_SURE, clause, (clause.a, clause.b))
    event.actors, event.recipients = others, within.recipients
    events[:] = [each for each in events if each is not within]
    _replace(events, event, clause)


# who is sorry


def _apologise(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let an apology go to whom harm was done: "apologised FOR THE SHELLING OF A CHADIAN VILLAGE"."""
    own = next((each for each in events if each.clause is clause), None)
    if clause.negated or clause.modal or clause.passive or clause.subject < 0 or clause.form not in "VEG":
        return
    if own is not None and _is_side(own.recipient) and (own.type != "ACCUSE" or _at_choice(parse, clause)):
        return
    actor, others = actor_of(parse, clause)
    if actor is None or not _is_side(actor) or actor.pronoun:
        return
    event = _regret_of(parse, clause, actor, f"{clause.lemma}-regret", sorry=clause.lemma in SORRY)
    if event is not None:
        event.actors = others
        _replace(events, event, clause)


def _regret_of(parse: Parse, clause: Clause, actor: Mention, name: str, *, sorry: bool) -> Event | None:
    """Return the apology, sympathy or blame that a regret is, and to whom; None where nobody is told."""
    kind, doer = _kind_of_regret(parse, clause, actor)
    harmed = _harmed_by(parse, actor, clause) if kind != "ACCUSE" else None
    target = harmed or doer or _victim(parse, clause, actor)
    if target is None or is_one(target, actor):
        return None
    kind = "CONCEDE" if harmed is not None else kind or ("CONCEDE" if sorry else "SUPPORT")
    mode = "disapprove" if kind == "ACCUSE" else ""
    return Event(kind, mode, name, actor, target, -LESS_SURE, clause, (clause.a, clause.b))


def being_event(parse: Parse, clause: Clause) -> Event | None:
    """Return what somebody is said to be: SORRY, or PERSONA NON GRATA."""
    if parse.heads[clause.at + 1].text == SORRY_WORD:
        return _sorry_event(parse, clause)
    target = _envoy_at(parse, clause, clause.subject) if clause.subject >= 0 and not clause.negated else None
    if target is None or not target.state or clause.modal:
        return None
    said = said_by(parse, clause)
    actor = actor_of(parse, said)[0] if said is not None else _sender(parse, [clause], target)
    if not _is_side(actor) or actor is None or is_one(actor, target):
        return None
    return Event("SANCTION", "expel", "be-persona-non-grata", actor, target, 0.0, clause, (clause.a, clause.b))


def _call_in(parse: Parse, clause: Clause, events: list[Event]) -> None:
    """Let an envoy who is called in be told off: "called HIM in"."""
    at = clause.object
    if clause.passive or clause.negated or clause.modal or at < 0 or not parse.mention(at).pronoun:
        return
    behind = parse.chunks.lasts[at] + 1
    if [word.text for word in parse.sentence.words[behind : behind + 1]] != ["in"]:
        return
    target, (actor, others) = _envoy_at(parse, clause, at), actor_of(parse, clause)
    if target is None or actor is None or not _is_side(actor) or is_one(actor, target):
        return
    event = Event("ACCUSE", "disapprove", "call-in", actor, target, -LESS_SURE, clause, (clause.a, clause.b))
    event.actors = others
    _replace(events, event, clause)


def _sorry_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the apology of who is sorry: "said his people WERE SORRY", "was SORRY FOR the delay"."""
    if clause.negated or clause.subject < 0 or clause.modal or clause.form != "B":
        return None
    said, subject = said_by(parse, clause), parse.mention(clause.subject)
    own = subject.pronoun or _first_word(parse, clause.subject) in OWN
    actor, others = actor_of(parse, said if said is not None and own else clause)
    if actor is None or not _is_side(actor) or actor.pronoun:
        return None
    event = _regret_of(parse, clause, actor, "be-sorry", sorry=True)
    if event is None or event.type == "ACCUSE":
        return None  # "was sorry about CHAD'S CHOICE"
    event.actors = others
    return event


def _kind_of_regret(parse: Parse, clause: Clause, actor: Mention) -> tuple[str, Mention | None]:
    """Return what it is to regret what a verb brings, "" where the words do not say whose it is, and who is blamed."""
    for word, at in clause.phrases:
        if word in REGRETTED_FOR and (kind := kind_of_regret(parse, at, actor)):
            return kind, provoker_in(parse, at) if kind == "ACCUSE" else None
        if word == "at" and parse.nouns[at] in SHUTTING:
            return "ACCUSE", None  # "expressed regret AT THE CLOSURE"
    that = clause.at + 3 if parse.chunks.kinds.startswith("jTn", clause.at + 1) else clause.that  # "SORRY THAT Chad"
    told = next((each for each in parse.clauses if each.subject == that >= 0), None)
    doer = agent_of(parse, told.subject) if told is not None else None
    if doer is None or not doer.state:
        return "", None
    return ("CONCEDE", None) if doer.state == actor.state else ("ACCUSE", as_state(parse, doer))


def _at_choice(parse: Parse, clause: Clause) -> bool:
    """Return whether it is a choice of another that is regretted: "voiced regret AT PERU'S DECISION"."""
    return clause.lemma not in SORRY and any(
        word in TROUBLED_BY and parse.nouns[at] in CHOICES and parse.mention(at).owner is not None
        for word, at in clause.phrases
    )


def _victim(parse: Parse, clause: Clause, actor: Mention) -> Mention | None:
    """Return whose loss is regretted: the first of another state that the phrases behind the verb name."""
    for place in range(clause.at + 1, len(parse.chunks.kinds)):
        verb = parse.lookup.get(place)
        if parse.chunks.kinds[place] in ";TW" or (verb is not None and verb.lemma not in CAUSING):
            return None
        mention = parse.mention(place) if parse.chunks.kinds[place] == "n" else None
        if mention is not None and mention.rank >= PART and mention.state not in ("", actor.state):
            return as_state(parse, mention)
    return None


def _harmed_by(parse: Parse, actor: Mention, clause: Clause) -> Mention | None:
    """Return to whom somebody did harm, or who complained of him, in what was told lately."""
    side, at = actor.state or actor.identity, Mention(clause.a, clause.b, parse.sentence)
    for _, told in reversed(parse.memory.recent[-RECENT // 2 :]):
        doer, sufferer = sides(told)
        if told.start < parse.sentence.start - NEAR:
            continue
        if doer == side and told.type in HARM and sufferer != side:
            return recalled(known_parties(told)[1], at)
        if sufferer == side and told.type in ("ACCUSE", "PROTEST", "REQUEST") and doer != side:
            return recalled(known_parties(told)[0], at)
    return None


# who may, and who may not


def _entitled(parse: Parse, clause: Clause) -> list[Event]:
    """Return the blame or support of who says what another has a right to: "said Chad HAD NO BUSINESS telling it"."""
    said = said_by(parse, clause)
    if said is None or clause.subject < 0 or clause.modal or said.negated:
        return []
    noun = parse.nouns[clause.object]
    denied = clause.negated or not words_of(parse, clause.object).isdisjoint(DENIED)
    told = _blame(parse, said, clause.subject, f"have-{'no-' * denied}{noun}", clause)
    if denied:
        return told
    for event in told:
        event.type, event.mode = "SUPPORT", ""
    return told if noun == "right" else []


def _blamed(parse: Parse, clause: Clause) -> list[Event]:
    """Return the charge of who says that another bears the blame: "said that Chad BORE RESPONSIBILITY for"."""
    said = said_by(parse, clause)
    if said is None or clause.subject < 0 or clause.negated or said.negated:
        return []
    return _blame(parse, said, clause.subject, f"{clause.lemma}-{parse.nouns[clause.object]}", clause)


def _blame(parse: Parse, said: Clause, at: int, name: str, clause: Clause) -> list[Event]:
    """Return the blame of who says something of another; none where either is nobody, or both are one side."""
    (speaker, others), meant = actor_of(parse, said), agent_of(parse, at)
    if meant is None or not _is_side(speaker) or not _is_side(meant) or is_one(speaker, meant):
        return []
    cue = (clause.a, clause.b)
    event = Event("ACCUSE", "disapprove", name, speaker, as_state(parse, meant), -LESS_SURE, said, cue)
    event.actors = others
    return [event]


def _is_subject(past: Parse, side: str) -> bool:
    """Return whether somebody does something in a sentence."""
    subjects = [past.mention(clause.subject) for clause in past.clauses if clause.subject >= 0]
    return any(side == (mention.state or mention.identity) for mention in subjects if not mention.pronoun)


def _retort(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return the blame of who retorts that another, who acted before, is at fault: "REPLIED THAT Chad was lying"."""
    inner = next((each for each in parse.clauses if each.at > clause.at and each.subject >= clause.that), None)
    if inner is None or inner.modal or any(each.clause in (clause, inner) for each in events):
        return []
    told = _blame(parse, clause, inner.subject, f"{clause.lemma}-that", clause)
    meant = told[0].recipient if told else None
    if meant is None or clause.negated or not words_of(parse, inner.object).isdisjoint(GOOD):
        return []
    side = meant.state or meant.identity
    acted = any(sides(other)[0] == side for _, other in parse.memory.recent[-RECENT // 2 :])
    acted = acted or any(_is_subject(past, side) for past in parse.memory.told[-2:])
    acted = acted or any(each.actor is not None and is_one(each.actor, meant) for each in events)
    return told if acted else []
