"""What else an ordinary verb does by its object: "sent MIGRANTS BACK", "let in ONLY Afghans", "came close TO WAR"."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import COOPERATIVE
from graphkit.extract.rules.parse import AGENT, NAME, NOTHING, Event, Mention, Parse, phrases_after, words_near
from graphkit.extract.rules.words import Word, word_class

DIPLOMATS, POLICE = word_class("patterns.diplomats"), word_class("patterns.police")
SEARCHED_AT, OUT_OF = word_class("senses.searched_at"), word_class("senses.out_of")
OWN, OFFICES = word_class("roles.own"), word_class("senses.offices")
AT_A_TABLE = word_class("senses.at_a_table") | word_class("patterns.motions") | word_class("patterns.accords")
ORDINARY, MANY = word_class("senses.ordinary"), word_class("senses.many")
RELIEVING = word_class("senses.relieving")
HELD = word_class("senses.held")
LOADS = word_class("patterns.inspected")
RECEIVED = word_class("senses.received")
LETTERS = word_class("settling.messages")
IN_EXCHANGE = word_class("senses.in_exchange")
EXCHANGED_FOR = word_class("patterns.wares") | word_class("patterns.needs") | word_class("senses.exchanged_for")
WANTED_MEN = word_class("senses.wanted_men")
SETTLING, SETTLED = word_class("senses.settling"), word_class("senses.settled")
PREMISES = word_class("patterns.premises") | word_class("senses.premises")
CLOSE, HOMEWARD = word_class("senses.close"), word_class("senses.homeward")
REVERSING, HOSTILE = word_class("senses.reversing"), word_class("operators.hostile")
KEPT, GIVEN, MORE = frozenset({"THREATEN", "REJECT"}), COOPERATIVE | {"AGREE"}, word_class("senses.more")
EXERCISES, LEAVES = word_class("patterns.exercises"), word_class("operators.leaves") | {"go"}
FORCES, SHOWN = word_class("patterns.own_forces"), word_class("senses.shown")
OWN_PEOPLE = word_class("roles.own_people")
LARGE = 100  # as many people are no embassy's


def told_by_object(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Return the event of a verb as its object, or what stands with that, makes it; None where it is no act."""
    return SENSES[clause.lemma](parse, clause, event)


def _done_to(clause: Clause) -> int:
    """Return where what the verb is done to stands."""
    return clause.subject if clause.passive else clause.object


def _texts(parse: Parse, at: int) -> list[str]:
    """Return the words of a phrase."""
    words = parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at] + 1]
    return [word.text for word in words]


def _next_word(parse: Parse, at: int) -> str:
    after = parse.chunks.lasts[at] + 1
    return parse.sentence.words[after].text if after < len(parse.sentence.words) else ""


def _be(event: Event, kind: str, mode: str = "") -> Event:
    event.type, event.mode, event.mutual = kind, mode, False
    return event


def _come(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who comes close to war threatens and is threatened."""
    if event.mode != "visit":
        return event
    brought = [at for word, at in clause.phrases if word == "to"]
    if not brought or parse.nouns[brought[0]] not in CLOSE:
        return event
    with_whom = next((parse.mention(at) for word, at in clause.phrases if word == "with"), None)
    event.recipient = with_whom or event.recipient
    _be(event, "THREATEN", "violence").mutual = True
    return event


def _expelled(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Many people, or migrants, are deported; an envoy is expelled: "expelled 240 HAITIANS"."""
    at = _done_to(clause)
    if event.mode == "expel" and at >= 0 and _are_ordinary(parse, at):
        _be(event, "COERCE", "deport")
    return event


def _are_ordinary(parse: Parse, at: int) -> bool:
    """Return whether a phrase names people of no office, or very many."""
    noun, mention = parse.nouns[at], parse.mention(at)
    if noun in DIPLOMATS or mention.named or mention.kind not in ("person", "other", ""):
        return False
    words = _texts(parse, at)
    if not RELIEVING.isdisjoint(words):
        return False  # "expelled 20 HUMANITARIAN workers"
    if noun in ORDINARY:
        return True
    digits = [word.replace(",", "") for word in words]
    return not MANY.isdisjoint(words) or any(word.isdigit() and int(word) >= LARGE for word in digits)


def _received(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is received is what was done: "received A REBUKE from Chad", and no gift."""
    at = clause.object
    if event.type != "AID" or not event.pattern.endswith("-from") or at < 0:
        return event
    kind = _kind_named(parse, [word.noun for word in _words_of(parse, at)])
    return event if kind in ("", "AID") else _be(event, kind, "disapprove" if kind == "ACCUSE" else "")


def _words_of(parse: Parse, at: int) -> list[Word]:
    return parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at] + 1]


def _kind_named(parse: Parse, nouns: list[str]) -> str:
    """Return the type of act that the last of some nouns names that names one, "" for none, or for several."""
    for noun in reversed(nouns):
        kinds = parse.dictionary.patterns.types_of(noun) & RECEIVED
        if kinds:
            return kinds.pop() if len(kinds) == 1 else ""
    return ""


def _sent(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A letter does what it is one of, and migrants sent back are not let go: "a letter OF DEMAND", "sent MEN BACK"."""
    at = _done_to(clause)
    if at < 0:
        return event
    if event.type == "CONSULT" and parse.nouns[at] in LETTERS:
        said = [parse.nouns[place] for word, place in phrases_after(parse, at) if word == "of"]
        kind = _kind_named(parse, said[:1])
        return event if not kind else _be(event, kind, "disapprove" if kind == "ACCUSE" else "")
    if event.type in ("RETREAT", "AID", "CONSULT") and "back" in (_next_word(parse, clause.at), _next_word(parse, at)):
        return _sent_back(parse, at, event)
    return _in_exchange(parse, clause, event)


def _sent_back(parse: Parse, at: int, event: Event) -> Event:
    """Let people who are sent back be deported, and loads be kept out; whoever was held is let go."""
    sent = parse.mention(at)
    nouns = {word.noun for word in _words_of(parse, at)}
    actor = event.actor
    if not nouns.isdisjoint(HELD | DIPLOMATS) or parse.sentence.words[parse.chunks.begins[at]].text in OWN:
        return event
    if sent.state and actor is not None and sent.state == actor.state:
        return event
    if parse.nouns[at] in LOADS and RELIEVING.isdisjoint(_texts(parse, at)):
        _be(event, "COERCE", "restrict")
    elif not sent.named and (parse.nouns[at] in ORDINARY or (sent.state and sent.kind in ("person", "other"))):
        _be(event, "COERCE", "deport")
    else:
        return event
    if sent.state:
        event.recipient, event.recipients = sent, ()
    return event


def _in_exchange(parse: Parse, clause: Clause, event: Event) -> Event:
    """Who gives something IN EXCHANGE FOR OIL trades."""
    if event.type != "AID":
        return event
    for place, (word, at) in enumerate(clause.phrases):
        if word == "in" and parse.nouns[at] in IN_EXCHANGE:
            got = [*clause.phrases[place + 1 :], *phrases_after(parse, at)]
            if any(brings == "for" and parse.nouns[given] in EXCHANGED_FOR for brings, given in got):
                return _be(event, "COOPERATE")
    return event


def _given(parse: Parse, clause: Clause, event: Event) -> Event | None:
    return _in_exchange(parse, clause, event)


def _handed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A wanted man who is handed over is no captive let go: "handed over two SUSPECTED smugglers to Chad"."""
    at = _done_to(clause)
    if event.type == "RETREAT" and at >= 0 and not WANTED_MEN.isdisjoint(word.text for word in _words_of(parse, at)):
        return _be(event, "COOPERATE")
    return _in_exchange(parse, clause, event)


def _called(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """An envoy called home is recalled, and who calls on a president, not on him TO do something, meets him."""
    at = clause.subject
    alone = event.mode == "phone" and clause.object < 0 and at >= 0 and parse.nouns[at] in DIPLOMATS
    if alone and _next_word(parse, clause.at) in HOMEWARD:
        event.pattern = "call-ambassador-home"
        return _be(event, "SANCTION", "discontinue")
    if event.type == "REQUEST" and event.pattern == "call-on" and clause.complement < 0:
        told = {word for word, _ in clause.phrases}
        if "for" not in told and event.recipient is not None and _is_host(event.recipient, event.actor):
            return _be(event, "CONSULT", "visit")
    return event


def _is_host(whom: Mention, actor: Mention | None) -> bool:
    """Return whether a person is called on by a person: "THE ENVOY called on THE PRESIDENT"."""
    return actor is not None and is_one_person(whom) and is_one_person(actor)


def is_one_person(mention: Mention) -> bool:
    """Return whether somebody is one person: a name, or an office that one person holds."""
    word = mention.sentence.words[mention.head]
    if mention.kind == "person" and mention.named:
        return True
    return mention.kind in ("person", "agency") and word.noun in OFFICES | DIPLOMATS and not word.text.endswith("s")


def _blocked(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is blocked at a table is refused: "blocked THE OPENING of talks", "blocked AN AGREEMENT"."""
    at = _done_to(clause)
    if clause.passive and clause.via == "shared" and parse.chunks.kinds[: clause.at].endswith("n,"):
        at = clause.at - 2  # "talks on A TREATY, BLOCKED by Chad"
    if event.type == "COERCE" and event.pattern == "block" and at >= 0 and parse.nouns[at] in AT_A_TABLE:
        return _be(event, "REJECT")
    return event


def _let_in(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who lets in ONLY some keeps the others out."""
    if event.type != "RETREAT" or event.recipient is None or event.mode == "release":
        return event
    words = parse.sentence.words[clause.a : event.recipient.head]
    return _be(event, "COERCE", "restrict") if any(word.text == "only" for word in words) else event


def _helped(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who helps several to settle a quarrel mediates: "help Chad and Mali FIND A WAY"."""
    if event.type != "AID" or clause.object < 0:
        return event
    inner = next((each for each in parse.clauses if each.at > clause.at), None)
    if inner is None or inner.lemma not in SETTLING or inner.object < 0 or parse.nouns[inner.object] not in SETTLED:
        return event
    return _be(event, "CONSULT", "third-party")


def _searched(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A raid of the police on an office is a search, and lorries that are looked through are held up."""
    actor = event.actor
    if event.mode == "investigate" and event.recipient is not None and "inspection" in event.pattern:
        looked_at = event.recipient.sentence.words[event.recipient.head].noun
        return _be(event, "COERCE", "restrict") if looked_at in LOADS else event
    if event.type != "ASSAULT" or "raid" not in event.pattern or actor is None:
        return event
    if actor.rank >= AGENT and actor.sentence.words[actor.head].noun in POLICE:
        brought = {parse.nouns[at] for word, at in clause.phrases if word in SEARCHED_AT}
        return _be(event, "COERCE", "seize") if not brought.isdisjoint(PREMISES) else event
    return event


def _gone(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is gone back on is told by the act itself: "went back on its decision TO EXPEL the envoy"."""
    brought = next((at for word, at in clause.phrases if word == "on"), -1)
    inner = parse.lookup.get(brought + 1)
    return None if event.pattern == "go-back-on" and inner is not None and inner.form == "o" else event


def _held(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Exercises are held, not those who are named before them: "its workers over the EXERCISES HELD by Chad"."""
    before = parse.nouns[clause.at - 1] if clause.passive and clause.via == "reduced" else ""
    if event.type != "COERCE" or before not in EXERCISES:
        return event
    return _be(event, "MOBILIZE")


def _lobbied(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who lobbies for a thing asks for it: "lobbied for A BAN"."""
    at = next((at for word, at in clause.phrases if word == "for"), -1)
    if event.type != "SUPPORT" or at < 0 or parse.mention(at).rank != NOTHING:
        return event
    return _be(event, "REQUEST")


def _turned(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who turns back himself turns back nobody."""
    if event.type == "COERCE" and event.pattern == "turn-back" and clause.object < 0 and not clause.passive:
        return None
    return _handed(parse, clause, event)


def _applied(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A rule that applies to somebody asks nothing: "THE SAME APPLIES TO his staff"."""
    bare = clause.subject >= 0 and parse.mention(clause.subject).rank == NOTHING
    return None if event.type == "REQUEST" and bare and not parse.mention(clause.subject).pronoun else event


def _set(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Staff who are set a deadline to leave are expelled: "set a deadline for the MONITORS TO GO"."""
    inner = next((each for each in parse.clauses if each.at > clause.at), None)
    if event.pattern != "set-deadline" or inner is None or inner.form != "o" or inner.lemma not in LEAVES:
        return event
    whom = event.recipient
    armed = whom is None or whom.sentence.words[whom.head].noun in FORCES or whom.kind in ("state", "armed-group")
    return event if armed else _be(event, "SANCTION", "expel")


def _flown(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Jets that fly at a show threaten nobody."""
    if event.type != "MOBILIZE" or clause.subject < 0 or SHOWN.isdisjoint(_texts(parse, clause.subject)):
        return event
    return _be(event, "COOPERATE")


def _lifted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """People who are lifted out are saved: "LIFTED 200 Nepalese OUT OF Kabul"."""
    out = any(word in OUT_OF for word, _ in clause.phrases)
    mention = parse.mention(clause.object) if clause.object >= 0 else None
    people = mention is not None and mention.state and mention.rank == NAME
    return _be(event, "AID") if event.pattern == "lift" and people and out else event


def _returned(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who returns gives nothing back, and migrants who are returned are deported."""
    if event.type != "RETREAT":
        return event
    at = _done_to(clause)
    if clause.object < 0 and not clause.passive:
        return None if event.pattern == "return" else event
    if at >= 0 and parse.nouns[at] in ORDINARY and HELD.isdisjoint(word.noun for word in _words_of(parse, at)):
        return _sent_back(parse, at, event)
    return event


def _crossed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """People who cross a border attack nobody: "TWO THOUSAND SUDANESE crossed into Chad"."""
    at = clause.subject
    if event.type != "ASSAULT" or at < 0 or parse.nouns[at] in FORCES:
        return event
    return None if not MANY.isdisjoint(_texts(parse, at)) or parse.nouns[at] in ORDINARY else event


def _cleared(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is cleared FROM somewhere is driven out."""
    at = _done_to(clause)
    if event.type != "CONCEDE" or at < 0 or parse.nouns[at] not in ORDINARY:
        return event
    return _be(event, "COERCE", "deport") if any(word == "from" for word, _ in clause.phrases) else event


def _warned(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who warns his own citizens threatens nobody."""
    at = _done_to(clause)
    own = at >= 0 and not clause.passive and parse.sentence.words[parse.chunks.begins[at]].text in OWN
    return None if event.type == "THREATEN" and own and parse.nouns[at] in OWN_PEOPLE else event


def called_back(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Return what it is to go back on an act that a noun brings: "SCRAPPED A PLAN to bar Chad's ships"."""
    at = clause.at - 1
    above = parse.lookup.get(clause.matrix) or clause.previous
    if above is None or above.negated:
        return event
    gone_back = above.lemma == "go" and ("on", at) in above.phrases and "back" in words_near(parse, above, 2)
    if not gone_back and (above.lemma not in REVERSING or above.object != at):
        return event
    if event.type not in HOSTILE | COOPERATIVE | KEPT:
        return None
    yielding = "CONCEDE" if event.type in KEPT else "RETREAT"
    _be(event, "REJECT" if event.type in COOPERATIVE else yielding)
    event.stance, event.pattern = "asserts", f"{above.lemma}+{event.pattern}"
    return event


def not_narrowed(event: Event) -> Event:
    """Let those who failed to narrow their differences have met."""
    event.type, event.mode, event.mutual = "CONSULT", "", True
    return event


def ended(parse: Parse, clause: Clause, event: Event) -> Event:
    """Let what there will be no more of be ended: "will issue NO MORE VISAS to"."""
    if event.type in GIVEN and _texts(parse, clause.object)[1:2] != [] and _texts(parse, clause.object)[1] in MORE:
        _be(event, "SANCTION", "discontinue")
        event.pattern = f"no-more+{event.pattern}"
    return event


SENSES: dict[str, Callable[[Parse, Clause, Event], Event | None]] = {
    "come": _come,
    "expel": _expelled,
    "receive": _received,
    "get": _received,
    "send": _sent,
    "supply": _given,
    "deliver": _given,
    "give": _given,
    "provide": _given,
    "ship": _given,
    "hand": _handed,
    "turn": _turned,
    "return": _returned,
    "cross": _crossed,
    "clear": _cleared,
    "warn": _warned,
    "go": _gone,
    "hold": _held,
    "lobby": _lobbied,
    "campaign": _lobbied,
    "plead": _lobbied,
    "apply": _applied,
    "set": _set,
    "fly": _flown,
    "lift": _lifted,
    "call": _called,
    "block": _blocked,
    "let": _let_in,
    "admit": _let_in,
    "allow": _let_in,
    "permit": _let_in,
    "help": _helped,
    "carry": _searched,
    "conduct": _searched,
    "stage": _searched,
    "launch": _searched,
}
