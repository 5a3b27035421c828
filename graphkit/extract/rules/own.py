"""Whose people and bodies are meant where no words say so: those of whoever acts on them.

Police, courts and guards have power over those at home, a leader over his parliament and his forces, and "their
commanders" are of those who give them orders. Few sentences need this file.
"""

from __future__ import annotations

from operator import attrgetter

from graphkit.extract.rules.parse import Event, Mention, Parse, recalled
from graphkit.extract.rules.words import word_class

INTERIOR, INNER, ARMED = word_class("own.interior"), word_class("own.inner"), word_class("own.armed")
UNRULY, FOREIGN = word_class("own.unruly"), word_class("roles.away_from_home")
OTHERS, OFFICES = word_class("own.others"), word_class("sides.offices")
ITS, HIS = word_class("provocation.their"), word_class("own.his")
LEGISLATURES, ADDRESSED = word_class("own.legislatures"), word_class("own.addressed")
ORDERED, COMMANDED = word_class("own.ordered"), word_class("own.commanded")
ABROAD, RULING, BLAMED = word_class("own.abroad"), word_class("own.ruling"), word_class("own.blamed")
COMPLAINING, HEARD_BY = word_class("own.complaining"), word_class("own.heard_by")
COMPLAINED_OF = word_class("own.complained_of")
SELFISH = word_class("own.selfish")
POWER, GOVERNING = word_class("coder.power"), word_class("mentions.governing")
JAILING, JAILED = word_class("own.jailing"), word_class("own.jailed")
SOME, TEXT = word_class("own.some"), attrgetter("text")
PUBLIC, TOLD = word_class("own.public"), word_class("own.told")
TRADERS, POINTED = word_class("roles.own_people"), word_class("own.pointed")
HOME_GUARDS, BODIES = word_class("own.home_guards"), word_class("own.bodies")
HARM, FORCEFUL = word_class("coder.harm"), word_class("sides.forceful")
LATELY = 6  # acts told last
GOVERNED_BY = frozenset({"person", "agency", "state"})


def settle_own(parse: Parse, event: Event, whom: Mention) -> bool:
    """Let whom an act is done to be of the doer's own state where he has power over them; return whether they are."""
    actor = event.actor
    if actor is None or actor.state not in parse.dictionary.states or whom.state or whom.pronoun or whom.thing:
        return False
    if event.type == "SANCTION" and event.mode == "expel":
        return _throws_out_own(parse, event, actor, whom)
    named = whom.named and parse.sentence.words[whom.head].noun not in JAILED  # "two Supreme Court JUDGES"
    if named or not (_by_power(parse, event, actor, whom) or _told_own(parse, event, actor, whom)):
        return False
    whom.live_in(recalled(parse.dictionary.known_state(actor.state), actor))
    return True


def has_power(mention: Mention) -> bool:
    """Return whether somebody has power over people at home, and nowhere else: "riot POLICE", "SECURITY forces"."""
    words = mention.sentence.words
    before, noun = words[mention.head - 1].text if mention.head > mention.a else "", words[mention.head].noun
    inner = before in INNER or (before in HOME_GUARDS and noun == "guard")
    return mention.kind == "agency" and (inner or noun in INTERIOR)


def _by_power(parse: Parse, event: Event, actor: Mention, whom: Mention) -> bool:
    """Return whether the police or a court acts on people at home, or soldiers on a crowd, and nothing tells where."""
    noun = parse.sentence.words[whom.head].noun
    if event.type not in POWER or noun in FOREIGN or noun in OTHERS:
        return False
    if noun in JAILED and event.clause is not None and event.clause.lemma in JAILING:
        return actor.kind in GOVERNED_BY and not _at_war(parse, actor)
    if noun in OFFICES or whom.kind != "person":
        return False
    armed = actor.kind == "agency" and actor.sentence.words[actor.head].noun in ARMED and noun in UNRULY
    return armed or has_power(actor)


def _told_own(parse: Parse, event: Event, actor: Mention, whom: Mention) -> bool:
    """Return whether "its navy" is of who acts, as nobody else is told of, or "parliament" is that of who rules."""
    words = parse.sentence.words
    first, noun = words[whom.first].text, words[whom.head].noun
    if event.actors or whom.owner is not None or event.type not in ADDRESSED or noun in OTHERS:
        return False
    if event.type in TOLD and actor.kind in GOVERNED_BY and _is_public(parse, actor, whom):
        return first not in HIS or actor.kind == "person"  # "the governor asked FARMERS"
    if first not in ITS and first not in HIS:
        return _at_home(event, actor, noun)
    if whom.kind not in ("agency", "person") or first == ("its" if actor.kind == "person" else "his"):
        return False
    if actor.kind == "state" and noun in GOVERNING:
        return False  # "Spain, which trades with Chile, called on ITS GOVERNMENT"
    places = [clause.subject for clause in parse.clauses]
    before = [parse.mention(at) for at in places if at >= 0 and parse.chunks.lasts[at] < whom.first]
    return bool(before) and all(each.state == actor.state for each in before)


def _at_home(event: Event, actor: Mention, noun: str) -> bool:
    """Return whether a body is the one at home: "the president asked PARLIAMENT", "farmers blamed THE GOVERNMENT"."""
    word = actor.sentence.words[actor.head]
    known = actor.named or word.name is not None or word.noun in OFFICES  # one who may govern
    if actor.kind not in ("person", "agency") or word.noun in ABROAD:
        return False
    if noun in LEGISLATURES:
        return event.type in ORDERED
    if noun in ARMED:
        return event.type in COMMANDED and actor.kind == "person" and known
    if noun in BODIES and word.noun in LEGISLATURES:
        return event.type in ORDERED  # "CONGRESS praised THE TREASURY"
    return noun in RULING and event.type in BLAMED and actor.kind == "person" and not known


def _is_public(parse: Parse, actor: Mention, whom: Mention) -> bool:
    """Return whether people are those at home: "appealed to RESIDENTS", "told COMPANIES"; not those of an enemy."""
    word, begin = parse.sentence.words[whom.head], parse.sentence.words[whom.first]
    public = whom.kind == "person" and word.noun in PUBLIC
    trading = word.noun in TRADERS and word.text != word.noun and begin.text not in POINTED
    if not (public or (trading and whom.kind in ("person", "company"))):
        return False
    armed = actor.kind == "agency" and actor.sentence.words[actor.head].noun in ARMED
    return not (armed or _at_war(parse, actor))


def _at_war(parse: Parse, actor: Mention) -> bool:
    """Return whether a state has just used force on another, whose people it may be that it speaks to, or holds."""
    told = [other for _, other in parse.memory.recent[-LATELY:] if other.type in FORCEFUL]
    return any(other.actor_state == actor.state and other.recipient_state != actor.state for other in told)


def _throws_out_own(parse: Parse, event: Event, actor: Mention, whom: Mention) -> bool:
    """Let a state that drives out its own people use power over them: "drove out thousands of ITS BLACK CITIZENS"."""
    words = parse.sentence.words[whom.first : whom.head + 1]
    told = list(map(TEXT, words))
    if whom.kind != "person" or whom.named or words[-1].noun not in PUBLIC or not ("its" in told or "own" in told):
        return False
    places = [clause.subject for clause in parse.clauses if clause.subject >= 0]
    before = [parse.mention(at) for at in places if parse.chunks.lasts[at] < whom.first]
    if any(each.state not in ("", actor.state) for each in before):
        return False
    event.type, event.mode = "COERCE", ""
    whom.live_in(recalled(parse.dictionary.known_state(actor.state), actor))
    return True


def holds_some(parse: Parse, event: Event) -> bool:
    """Return whether somebody is held of whom no more is told than how many: "arrested THREE more", "jailed OTHERS"."""
    clause, whom = event.clause, event.recipient
    if clause is None or whom is None or clause.lemma not in JAILING:
        return False
    word = parse.sentence.words[whom.head]
    return word.tag == "#" or word.noun in SOME


def complained_of(parse: Parse, event: Event) -> None:
    """Let who complains to an organisation accuse whom he complains of: "complained to NATO ABOUT BRITAIN"."""
    clause, heard = event.clause, event.recipient
    complains = clause is not None and (clause.lemma in COMPLAINING or event.pattern.endswith("-complaint"))
    if clause is None or not complains or heard is None or heard.kind != "igo" or clause.passive:
        return
    if not any(word in HEARD_BY and parse.mention(at) is heard for word, at in clause.phrases):
        return
    places = [at for word, at in clause.phrases if word in COMPLAINED_OF]
    told = [each.subject for each in parse.clauses if each.at > clause.at and each.subject > clause.at]
    places += [at for at in told[:1] if parse.sentence.words[parse.chunks.begins[at] - 1].text == "that"]
    own = event.actor.state if event.actor is not None else ""
    for at in places:
        blamed = parse.mention(at)
        if not (blamed.pronoun or blamed.state in ("", own)):
            event.recipient, event.recipients = blamed, ()
            return
    last = None if places else _blamed_last(parse, event, own)
    if last is not None:  # "blamed Chad and LODGED A COMPLAINT with the union"
        event.recipient, event.recipients = last, ()


def _blamed_last(parse: Parse, event: Event, own: str) -> Mention | None:
    """Return whom somebody was told last to blame or to suffer from, as what he complains of to others is that."""
    states = parse.dictionary.states
    for _, told in parse.memory.recent[: -LATELY - 1 : -1] if own in states else ():
        if told.type == "ACCUSE" and told.actor_state == own != told.recipient_state in states:
            return recalled(parse.dictionary.known_state(told.recipient_state), Mention(*event.cue, parse.sentence))
        if told.type in HARM and told.recipient_state == own != told.actor_state in states:
            return recalled(parse.dictionary.known_state(told.actor_state), Mention(*event.cue, parse.sentence))
    return None


def concerns_himself(parse: Parse, event: Event) -> bool:
    """Return whether what somebody refuses is his own affair: "refuses TO RESIGN", "declined TO TAKE SIDES"."""
    clause = event.clause
    if event.type != "REJECT" or clause is None:
        return False
    inner = parse.lookup.get(clause.complement)
    if inner is None:
        return clause.lemma in SELFISH
    return inner.lemma in SELFISH or (inner.object >= 0 and parse.nouns[inner.object] == "side")
