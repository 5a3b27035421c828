"""Whether what an infinitive or a participle tells was done, by what governs it: "a PLEA TO SEND troops"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import COOPERATIVE
from graphkit.extract.rules.match import DOUBTFUL, actor_of, agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    begun_by,
    is_one,
    known_as,
    recalled,
)
from graphkit.extract.rules.senses import called_back, ended, not_narrowed
from graphkit.extract.rules.sentences import SAME_IN_THE_PAST
from graphkit.extract.rules.words import word_class, word_table

ASKED_FOR, THOUGHT_OF = (word_class("unfulfilled.asked_for"), word_class("unfulfilled.thought_of"))
HEARD_OF, PLANNED = (word_class("unfulfilled.heard_of"), word_class("unfulfilled.planned"))
WANTING, LETTING = word_class("unfulfilled.wanting"), word_class("unfulfilled.letting")
REHEARSING, NOT_HELD_BACK = (word_class("unfulfilled.rehearsing"), word_class("unfulfilled.not_held_back"))
ABOUT = word_class("unfulfilled.about")
FIT, HOW = word_class("unfulfilled.fit"), word_class("unfulfilled.how")
AS = frozenset({"as", "like"})
DONE_FIRST = word_class("unfulfilled.done_first")
TRYING = word_class("unfulfilled.trying")
PHONED = word_class("unfulfilled.phoned")
CHANCES, TAKEN = word_class("unfulfilled.chances"), word_class("unfulfilled.taken")
PERFORMED, PAST_BY = (word_class("unfulfilled.performed"), word_class("unfulfilled.past_by"))
NOUNS = word_table("operators.nouns")
FUTURE, DUTY = word_class("operators.future"), word_class("operators.duty")
KEEPS_TYPE = word_class("operators.keeps_type")
FORESEEING = word_class("operators.foreseeing")
MOVED_BY = word_class("unfulfilled.moved_by")
DEMANDED_BY, DEMANDED_IN = (word_class("unfulfilled.demanded_by"), word_class("unfulfilled.demanded_in"))
NEEDFUL, FEARED = word_class("unfulfilled.needful"), word_class("unfulfilled.feared")
CHARGED, VERSIONS = (word_class("unfulfilled.charged"), word_class("unfulfilled.versions"))
WHENEVER, PROVIDED = (word_class("unfulfilled.whenever"), word_class("unfulfilled.provided"))
ON_CONDITION = word_class("unfulfilled.on_condition")
AS_SOON, ORDERING = (word_class("unfulfilled.as_soon"), word_class("unfulfilled.ordering"))
FIT_FOR, REGARDING = (word_class("unfulfilled.fit_for"), word_class("unfulfilled.regarding"))
MAKING, HOSTILE = word_class("unfulfilled.making"), word_class("operators.hostile")
CALLED_OFF, ONLY_THOUGHT_OF = (word_class("unfulfilled.called_off"), word_class("unfulfilled.only_thought_of"))
OFF, FROM_WHOM, ACCUSING = (
    word_class("unfulfilled.off"),
    word_class("roles.done_by"),
    word_class("details.accusing"),
)
ACCORDS, STOPPING = word_class("patterns.accords"), word_class("unfulfilled.stopping")
WHETHER_TO, BELIEVED = word_class("unfulfilled.whether_to"), word_class("unfulfilled.believed")
DRAFTS, DEBATING = word_class("unfulfilled.drafts"), word_class("unfulfilled.debating")
DEBATED_ON = word_class("unfulfilled.debated_on")
SOON = word_class("unfulfilled.soon")
CONTINUING, FOUNDING = word_class("unfulfilled.continuing"), word_class("unfulfilled.founding")
DOUBTLESS, CHARGED_ON = (word_class("unfulfilled.doubtless"), word_class("unfulfilled.charged_on"))
THOUGHT_WITH, FINITE = word_class("unfulfilled.thought_with"), word_class("unfulfilled.finite")
HELPERS = word_class("unfulfilled.helpers")
SINGLE = word_class("unfulfilled.single")
NOT_NARROWED = word_class("senses.not_narrowed")
OPERATORS = ("agree", "refuse", "threaten", "request")
CONDITIONAL = frozenset({"would", "'d"})
AHEAD = FUTURE - {"to"} | DUTY | {"would"}
WITHOUT, CLAIM = "without", "claim"
UNTOLD, MAYBE, WISHED, HEARD, FACT = ("untold", "considers", "proposes", "alleges", "asserts")
STEPS = 5  # verbs that may govern one another
LESS_SURE = 0.12


def weigh(parse: Parse, outer: Clause, event: Event | None) -> Event | None:
    """Return an event with the stance that what governs its verb gives it; None where it was not done."""
    clause = event.clause if event is not None else None
    if event is not None and clause is not None:
        event = _by_object(parse, clause, event)
    if event is None or clause is None or event.stance != "asserts":
        return event
    if event.type == "CONSULT" and clause.form == "V" and not clause.modal and _is_scheduled(parse, clause):
        event.type, event.mode, event.pattern = "AGREE", "", f"will+{event.pattern}"
    if clause is outer and clause.at < 2:
        return event
    if clause is outer and clause.form not in "oG":
        _weigh_told(parse, clause, event)
        return event
    if clause.form == "G" and clause.via == "shared" and told_behind_colon(parse, clause) is not None:
        event.stance = HEARD
        return event
    if (accuser := _accuser(parse, clause)) is not None:
        event.stance = HEARD if accuser.gerund[1] != clause.at else event.stance  # else who says so is found anyway
        return event
    if clause is not outer and clause.form == "o" and outer.lemma in TRYING:
        event.stance = MAYBE  # "SOUGHT to join the fight"
        return event
    verdict = _told_as(parse, outer, event)
    if verdict in ("", FACT, UNTOLD):
        return event if verdict != UNTOLD else None
    if verdict in FUTURE:
        _put_off(event)
        return event
    event.stance, event.score = verdict, event.score - LESS_SURE
    return event


def _by_object(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Return an act as a noun before its verb, or one after it, has it: "scrapped A PLAN to bar", "NO MORE visas"."""
    if event.type == "REJECT" and event.pattern in NOT_NARROWED:
        return not_narrowed(event)
    brought = clause.form == "o" and clause.at > 1 and parse.chunks.kinds[clause.at - 1] == "n"
    at = clause.object
    none = at >= 0 and parse.sentence.words[parse.chunks.begins[at]].text == "no" and not clause.negated
    if not (brought or none):
        return event
    return called_back(parse, clause, event) if brought else ended(parse, clause, event)


def _put_off(event: Event) -> None:
    """Let what will be done be promised or threatened."""
    if event.type not in KEEPS_TYPE:
        event.type, event.mode = "AGREE" if event.type in COOPERATIVE else "THREATEN", ""


def _by_modal(modal: str) -> str:
    """Return the stance of what a modal verb governs."""
    return MAYBE if modal in DOUBTFUL else WISHED if modal in DUTY else ""


def _accuser(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb that accuses somebody of what a participle tells: "ACCUSED Chad of spying and SHELLING"."""
    while clause.form == "G" and clause.via == "shared" and clause.previous is not None:
        if parse.chunks.kinds[clause.at - 1] != "C" or clause.previous.form != "G":
            return None
        clause = clause.previous
    above = parse.lookup.get(clause.matrix) if clause.form == "G" else None
    if above is not None and above.form == "G" and parse.chunks.kinds[clause.at - 2 : clause.at] == "CI":
        clause, above = (above, parse.lookup.get(above.matrix))  # "accused Chad of spying AND OF SHELLING"
    accuses = above is not None and above.lemma in ACCUSING and above.gerund[1] == clause.at
    return above if accuses else None


def _told_as(parse: Parse, clause: Clause, event: Event) -> str:
    """Return how what a verb tells is told, going up from one governing verb to the next; "" where it is a fact."""
    if clause.form == "o" and clause.modal:
        return ""  # "is not GOING TO help" is read as that
    for _ in range(STEPS):
        if clause.form not in "oG":
            return ""
        if clause.form == "G" and clause.via == "shared" and parse.chunks.kinds[clause.at - 1] == "C":
            if clause.previous is None or clause.previous.form != "G":
                return ""
            clause = clause.previous  # "thought about leaving AND ATTACKING"
        verdict = _by_noun(parse, clause, event) or _by_word(parse, clause)
        above = parse.lookup.get(clause.matrix) if clause.via == "control" else None
        if verdict or above is None:
            return verdict
        verdict = _by_verb(parse, above, clause, event)
        if verdict:
            return verdict
        clause = above
    return ""


def _by_word(parse: Parse, clause: Clause) -> str:
    """Return what the word before a verb makes of it: "HOW to attack", "FREE to attack", "AS a state attacking"."""
    kinds, at = parse.chunks.kinds, clause.at
    if at == 0:
        return ""
    if clause.form == "o":
        if kinds[at - 1] == "U" and parse.chunks.word(at - 1) in HOW | WHETHER_TO:
            return MAYBE if parse.chunks.word(at - 1) in WHETHER_TO else UNTOLD
        if at > 2 and kinds[at - 2 : at] == "In" and parse.chunks.word(at - 2) == "for" and kinds[at - 3] in "jvn":
            return UNTOLD  # "imperative FOR all parties TO coordinate"
        last = parse.sentence.words[parse.chunks.lasts[at - 1]].text
        return UNTOLD if kinds[at - 1] in "nj" and last in FIT else ""
    if clause.via == "reduced" and clause.subject == at - 1:
        if parse.nouns[at - 1] in DRAFTS and _is_debated(parse, at - 1):
            return MAYBE
        return _by_preposition(parse, at - 2)
    fit = at > 1 and kinds[at - 1] == "I" and kinds[at - 2] in "nj"
    return MAYBE if fit and parse.sentence.words[parse.chunks.lasts[at - 2]].text in FIT_FOR else ""


def _is_debated(parse: Parse, at: int) -> bool:
    """Return whether a text is yet to be adopted: "DEBATED a motion condemning Chad"."""
    for clause in parse.clauses:
        spoken_of = any(place == at and word in DEBATED_ON for word, place in clause.phrases)
        if clause.lemma in DEBATING and (at == clause.object or spoken_of):
            return True
    return False


def _by_preposition(parse: Parse, at: int) -> str:
    """Return what the words before who is to do it make of it: "the RISK OF Chad attacking", "OPPOSES it attacking"."""
    kinds, above = parse.chunks.kinds, parse.lookup.get(at)
    if above is not None:
        return MAYBE if above.lemma in REGARDING else ""
    if at < 1 or kinds[at] != "I":
        return ""
    word, above, noun = (parse.chunks.word(at), parse.lookup.get(at - 1), parse.nouns[at - 1])
    if word in AS or (above is not None and f"{above.lemma}-{word}" in ABOUT):
        return MAYBE
    if kinds[at - 1] != "n" or word != "of":
        return ""
    return MAYBE if noun in THOUGHT_OF else HEARD if noun in HEARD_OF else ""


def _by_noun(parse: Parse, clause: Clause, event: Event) -> str:
    """Return what the noun that a verb belongs to makes of it: "a CALL by Chad to attack", "the RISK of attacking"."""
    kinds, at = parse.chunks.kinds, clause.at
    if clause.form == "G":
        if at < 2 or kinds[at - 2 : at] != "nI":
            return ""
        noun, word = parse.nouns[at - 2], parse.chunks.word(at - 1)
        if noun in ACCORDS:
            return FACT  # "renewed a PACT ON SHARING data"
        if noun in HEARD_OF and word in ("of", "about"):
            return HEARD
        return MAYBE if noun in THOUGHT_OF and word in THOUGHT_WITH else ""
    place = _before_aside(kinds, at - 1)
    while place >= 0 and kinds[place] == "n":
        noun = parse.nouns[place]
        if _is_made(parse, noun, event):
            return FACT
        if noun in ASKED_FOR and not _is_phoned(parse, place) and not parse.heads[place].agent:
            above = parse.lookup.get(clause.matrix)
            taken = noun in CHANCES and above is not None and above.lemma in TAKEN
            return "" if taken else UNTOLD
        if noun in PLANNED:
            return MAYBE
        if place < 2 or kinds[place - 1] != "I":
            return ""
        place -= 2
    return ""


def _before_aside(kinds: str, at: int) -> int:
    """Return the phrase before what stands between commas: "the THREAT, issued in Abuja, to use"."""
    if at > 1 and kinds[at] == ",":
        opened = kinds.rfind(",", 0, at)
        return opened - 1 if opened > 0 and ";" not in kinds[opened:at] else -1
    return at


def _is_phoned(parse: Parse, at: int) -> bool:
    """Return whether a call is a telephone call: "in a PHONE CALL to congratulate him"."""
    a, last = parse.chunks.begins[at], parse.chunks.lasts[at]
    return any(word.text in PHONED for word in parse.sentence.words[a:last])


def _is_made(parse: Parse, noun: str, event: Event) -> bool:
    """Return whether the noun has changed what the verb tells: "Chad's REFUSAL to arm"."""
    return noun in NOUNS and (event.pattern.startswith(f"{noun}+") or NOUNS[noun] == "begin")


def _by_verb(parse: Parse, above: Clause, clause: Clause, event: Event) -> str:
    """Return what a governing verb makes of what it governs."""
    lemma, own = above.lemma, clause.at in (above.complement, above.gerund[1])
    if clause.at == above.gerund[1]:
        pair = f"{lemma}-{above.gerund[0]}"
        if above.gerund[0] == WITHOUT:
            return UNTOLD
        if pair in ABOUT or above.gerund[0] in PAST_BY:
            return MAYBE if pair in ABOUT else FACT
    if above.negated and (lemma in NOT_HELD_BACK or (above.passive and lemma in BELIEVED)):
        return ""
    if lemma in TRYING and clause.lemma in MOVED_BY and clause is not event.clause:
        return UNTOLD  # "TRIED TO PERSUADE Chad to leave"
    if clause.at == above.complement:
        if above.passive and lemma in FOUNDING:
            return UNTOLD
        if clause.form == "G" and lemma in STOPPING:
            return FACT
        if clause.form == "o" and lemma == CLAIM and above.object < 0:
            return HEARD  # "CLAIMED to have attacked"
        wanted = lemma in WANTING and not (above.passive and lemma in FORESEEING)
        if clause.form == "o" and (wanted or lemma in LETTING or _is_operator(parse, above)):
            if wanted and clause.lemma in PERFORMED and above.object < 0:
                return FACT
            return MAYBE if wanted and (above.object < 0 or above.passive) else UNTOLD
        if clause.form == "G" and (lemma in REHEARSING or lemma in WANTING):
            return MAYBE
    if own and clause.form == "o" and above.object >= 0 and lemma in MAKING and event.type in HOSTILE:
        return MAYBE
    if above.form in "oG":
        return ""
    if above.negated:
        return "" if lemma in DONE_FIRST else UNTOLD
    if above.modal in FUTURE and lemma not in CONTINUING:
        straight = own and above.object < 0 and above.modal != "to" and above.gerund[0] in ("", "in")
        return above.modal if straight else UNTOLD
    return _by_modal(above.modal)


def _is_operator(parse: Parse, above: Clause) -> bool:
    """Return whether a verb says of what it governs that it is agreed, refused, threatened or asked."""
    if above.lemma in MOVED_BY or above.lemma == "be" or (above.passive and above.lemma in FORESEEING):
        return False
    governing = parse.dictionary.patterns.governing.get(above.lemma, ())
    return any(name in OPERATORS and not (pattern.nouns or pattern.particle) for name, pattern in governing)


# clauses with a verb of their own


def _weigh_told(parse: Parse, clause: Clause, event: Event) -> None:
    """Give an event the stance of what brings its clause: "the CHARGE that it arms", "INSISTED that it pay"."""
    if clause.via == "relative" and clause.form in "Ee":
        _goes_on_from(parse, clause, event)
    if clause.via not in ("", "shared"):
        return
    verdict = _brought_by(parse, clause) or _goes_on_from(parse, clause, event)
    if not verdict and _is_yet_to_come(parse, clause):
        verdict = MAYBE
    if not verdict and told_behind_colon(parse, clause) is not None:
        event.stance = HEARD  # who says so is told
        return
    if verdict:
        event.stance, event.score = verdict, event.score - LESS_SURE
    if verdict == HEARD:
        _charge_the_other(parse, clause, event)


def _goes_on_from(parse: Parse, clause: Clause, event: Event) -> str:
    """Return the stance that a verb has of the modal of the one before: "said it WOULD leave Chad AND ATTACK Mali"."""
    before, words = clause.previous, parse.sentence.words
    if (
        before is None
        or clause.via not in ("shared", "relative")
        or parse.chunks.kinds[clause.at - 1] != "C"
        or before.modal in ("", "to")
    ):
        return ""
    word = words[clause.head]
    if clause.form in "Ee" and before.passive and clause.a == clause.head and before.modal in FUTURE | CONDITIONAL:
        if not before.negated:
            _put_off(event)  # "WOULD BE admitted and PROTECTED"
        return ""
    if clause.form != "V" or clause.a < clause.head or word.text != word.lemma or word.text in SAME_IN_THE_PAST:
        return ""
    if before.modal in FUTURE | CONDITIONAL:
        if not before.negated:
            _put_off(event)
        return ""
    return _by_modal(before.modal)


def _charge_the_other(parse: Parse, clause: Clause, event: Event) -> None:
    """Let a charge be of who is acted against: "Chad cut ties with MALI on the charge that IT arms rebels"."""
    accuser = _owner_of_charge(parse, clause)
    pronoun = parse.mention(clause.subject) if clause.subject >= 0 else None
    main = clause.previous
    if accuser is None or main is None or pronoun is None or not pronoun.pronoun or not is_one(event.actor, accuser):
        return
    for at in (main.second, main.object, *[at for _, at in main.phrases]):
        other = agent_of(parse, at) if 0 <= at < clause.subject else None
        if other is not None and other.rank >= AGENT and not other.thing and not is_one(other, accuser):
            event.actor, event.actors = recalled(known_as(other), pronoun), ()
            return


def _brought_by(parse: Parse, clause: Clause) -> str:
    """Return the stance of what stands before a clause, with "that" or without."""
    kinds, that = parse.chunks.kinds, parse.chunks.kinds.rfind("T", 0, clause.at)
    if that >= 0 and any(that < other.at < clause.at for other in parse.clauses):
        that = -1
    bare = that < 0
    before = (clause.subject if bare else that) - 1
    if before < 0:
        return ""
    above = parse.lookup.get(before)
    if above is None and not bare:  # "DEMANDED through its envoy that"
        above = next((each for each in parse.clauses if each.that == that + 1 and each.lemma in DEMANDED_BY), None)
    noun = parse.nouns[before] if kinds[before] == "n" else ""
    if noun and before > 1 and kinds[before - 2 : before] == "nI" and parse.chunks.word(before - 1) in FROM_WHOM:
        noun = parse.nouns[before - 2] if parse.nouns[before - 2] in CHARGED else noun  # "a CHARGE FROM Chad that"
    if noun in CHARGED or noun in FEARED:
        sure = parse.sentence.words[parse.chunks.begins[before]].text in DOUBTLESS
        return HEARD if noun in CHARGED else "" if sure else MAYBE
    if above is not None and above.lemma in FEARED and (not bare or above.at == clause.matrix):
        return MAYBE
    if not bare and (noun in ON_CONDITION or (above is not None and above.lemma in PROVIDED and above.form in "Ee")):
        return MAYBE if is_present(parse, clause) else ""
    governs = above is not None and above.lemma in DEMANDED_BY
    needful = not bare and kinds[before] == "j" and parse.heads[before].text in NEEDFUL
    if governs or noun in DEMANDED_IN or needful:
        own = governs and above is not None and above.lemma in ORDERING and _is_own(parse, above, clause)
        return WISHED if _is_subjunctive(parse, clause) and not own else ""
    return WISHED if _is_subjunctive(parse, clause) and _stands_alone(parse, clause, bare=bare) else ""


def _is_own(parse: Parse, above: Clause, clause: Clause) -> bool:
    """Return whether somebody orders what his own are to do: "the PRESIDENT ordered that RUSSIA withdraw"."""
    orderer, doer = actor_of(parse, above)[0], actor_of(parse, clause)[0]
    return orderer is not None and doer is not None and orderer.state == doer.state != ""


def _is_subjunctive(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb stands in its base form: "that Chad LEAVE", "that he BE HELD"."""
    words = parse.sentence.words
    if clause.modal or clause.form not in "Vv" or clause.subject < 0:
        return False
    first = words[clause.a].text
    if first == "be":
        return True
    alone = not any(word.lemma in HELPERS or word.text in HELPERS for word in words[clause.a : clause.head])
    return alone and words[clause.head].text == words[clause.head].lemma  # "that Chad IMMEDIATELY LEAVE"


def _stands_alone(parse: Parse, clause: Clause, *, bare: bool) -> bool:
    """Return whether a base form cannot be the present: "that IT CLOSE", "that CHAD WITHDRAW"."""
    words, at = parse.sentence.words, clause.subject
    if words[clause.head].text in SAME_IN_THE_PAST or words[clause.a].text == "be":
        return False
    head = words[parse.chunks.lasts[at]]
    if head.text in SINGLE and not clause.via:
        return parse.chunks.begins[at] == parse.chunks.lasts[at]
    if clause.via == "shared":
        return False
    single = not bare and parse.mention(at).kind == "state" and head.name is not None
    return single and parse.chunks.kinds[at - 1] == "T" and not head.text.endswith("s")


def is_present(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb stands in the present, which may mean what is to come."""
    word = parse.sentence.words[clause.a]
    lemma = word.lemma or word.text
    if clause.form not in "Vv" or clause.modal or word.text in SAME_IN_THE_PAST:
        return False
    return word.text in FINITE or (clause.a == clause.head and (word.text == lemma or word.text.endswith("s")))


def _is_yet_to_come(parse: Parse, clause: Clause) -> bool:
    """Return whether it is told when something will be: "will open the valves WHEN the last soldier LEAVES"."""
    begun = begun_by(parse, clause) if "U" in parse.chunks.kinds else ""
    soon = begun in AS_SOON and "IU" in parse.chunks.kinds
    if not (begun in WHENEVER or soon) or not is_present(parse, clause):
        return False
    place = parse.clauses.index(clause)
    near = [each for each in (clause.previous, *parse.clauses[place + 1 : place + 2]) if each is not None]
    if any(each.modal in AHEAD for each in near):
        return True
    above = parse.lookup.get(clause.previous.matrix) if clause.previous is not None else None
    return above is not None and above.passive and above.lemma in FORESEEING  # "are EXPECTED TO talk when they meet"


def _is_scheduled(parse: Parse, clause: Clause) -> bool:
    """Return whether the present tells what is to come: "MEETS his counterpart NEXT week"."""
    if not is_present(parse, clause) or begun_by(parse, clause):
        return False
    after = next((each.a for each in parse.clauses if each.at > clause.at), len(parse.sentence.words))
    return any(word.text in SOON for word in parse.sentence.words[clause.b : after])


def told_behind_colon(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb of who tells what stands behind a colon as his own: "gave another VERSION: Chad had attacked"."""
    kinds, chunks = parse.chunks.kinds, parse.chunks
    at = kinds.rfind(";", 0, clause.at)
    if at < 1 or chunks.word(at) != ":" or kinds[at - 1] != "n":
        return None
    telling = next((each for each in reversed(parse.clauses) if each.at < at), None)
    if telling is None or telling.object < 0 or telling.negated:
        return None
    return telling if parse.nouns[telling.object] in VERSIONS else None


def accuser_of(parse: Parse, event: Event) -> Mention | None:
    """Return whose words they are, by a noun: "on the CHARGE that it arms", "gave another VERSION: it had"."""
    clause = event.clause
    if clause is None:
        return None
    telling = told_behind_colon(parse, clause) or _accuser(parse, clause)
    who = actor_of(parse, telling)[0] if telling is not None else _owner_of_charge(parse, clause)
    return who if who is not None and who.rank >= AGENT and who is not event.actor and not who.pronoun else None


def _owner_of_charge(parse: Parse, clause: Clause) -> Mention | None:
    """Return whose charge brings a clause, or who acts on it: "CHAD cut ties ON THE CHARGE that it arms rebels"."""
    kinds = parse.chunks.kinds
    at = (clause.at if clause.form == "G" else clause.subject) - 2
    at += at + 1 >= 0 and parse.nouns[at + 1] in CHARGED  # without "that"
    if at > 1 and kinds[at - 2 : at + 1] == "nIn" and parse.nouns[at - 2] in CHARGED:
        return parse.mention(at) if parse.chunks.word(at - 1) in FROM_WHOM else None  # "a retort FROM CHAD that"
    if at < 0 or kinds[at] != "n" or parse.nouns[at] not in CHARGED | HEARD_OF:
        return None
    mention = parse.mention(at)
    if mention.owner is not None:
        return mention.owner
    if mention.rank == PART and mention.modifiers:
        return as_state(parse, mention)
    if at == 0 or kinds[at - 1] != "I" or parse.chunks.word(at - 1) not in CHARGED_ON:
        return None
    main = next((each for each in reversed(parse.clauses) if each.at < at), None)
    return actor_of(parse, main)[0] if main is not None and main.form in "VE" and not main.passive else None


# what nouns tell


def told_by_nouns(parse: Parse, events: list[Event]) -> list[Event]:
    """Return the events that nouns name without those that were called off, or only thought of."""
    return [event for event in events if event.clause is not None or _took_place(parse, event)]


def _took_place(parse: Parse, event: Event) -> bool:
    """Return whether an act that a noun names is not told to be called off; what is only discussed is told as that."""
    lasts = parse.chunks.lasts
    at = next((place for place, last in enumerate(lasts) if last >= event.cue[0]), -1)
    for clause in parse.clauses:
        brought = next((word for word, place in clause.phrases if place == at), "")
        done_to = at == (clause.subject if clause.passive else clause.object) or brought in OFF
        if not done_to or at < 0:
            if clause.subject == at and _is_off(parse, clause):
                return False
            continue
        near = parse.sentence.words[clause.head + 1 : clause.head + 2]
        pair = f"{clause.lemma}-{near[0].text}" if near else ""
        if pair in CALLED_OFF or (clause.lemma in CALLED_OFF and not clause.negated):
            return False
        if clause.lemma in ONLY_THOUGHT_OF and event.stance == "asserts":
            event.stance, event.score = MAYBE, event.score - LESS_SURE
    return True


def _is_off(parse: Parse, clause: Clause) -> bool:
    """Return whether a clause says that something is no longer to be: "the talks ARE OFF"."""
    after = parse.chunks.kinds[clause.at + 1 : clause.at + 2]
    return clause.lemma == "be" and after in ("I", "n", "j") and parse.chunks.word(clause.at + 1) in OFF
