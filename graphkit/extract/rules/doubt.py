"""Whether what a verb tells has yet to be, or may never be: "until", "if", "ready to", "demanded that"."""

from __future__ import annotations

from bisect import bisect_right

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import COOPERATIVE
from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.parse import AGENT, Event, Parse, begun_by
from graphkit.extract.rules.sayers import told_by_verb
from graphkit.extract.rules.sentences import Chunks
from graphkit.extract.rules.unfulfilled import is_present
from graphkit.extract.rules.words import word_class, word_table

HOSTILE, PROSPECTS = word_class("operators.hostile"), word_class("operators.prospects")
HINTING, PROMISING = word_class("operators.hinting"), word_class("operators.promising")
SPEAKING_OF, ABOUT_IT = word_class("operators.speaking_of"), frozenset({"of", "about"})
IF_EVER, READY = word_class("events.if_ever"), word_class("events.ready")
WHETHER, UNSURE = word_class("operators.whether"), word_class("operators.unsure")
ASKING_WHETHER = word_class("operators.asking_whether")
AWAITING = word_class("events.awaiting")
HINDERING = word_class("events.hindering")
WISHING, WISHES = word_class("events.wishing"), word_class("events.wishes")
OFFERING, HOLDING = word_class("doubt.offering"), word_class("doubt.holding")
WANTING, OFFERS = word_class("doubt.wanting"), frozenset(word_table("operators.nouns"))
DEEDS, NOT_YET = word_class("dating.deeds"), word_class("doubt.not_yet")
PUTTING_OFF = frozenset({"agree", "refuse", "threaten", "request", "apply"})
KEPT_FROM = word_class("settling.kept_from")
DOUBT = AWAITING | IF_EVER


def opens_doubt(chunks: Chunks) -> bool:
    """Return whether a word stands in the sentence that begins what has yet to be, or may never be: "until", "if"."""
    at = chunks.kinds.find("U")
    while at >= 0:
        if chunks.tokens[chunks.begins[at]].text in DOUBT:
            return True
        at = chunks.kinds.find("U", at + 1)
    return False


def is_open(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb tells what has yet to be, or is kept from it: "UNTIL Chad withdraws", "READY to fight"."""
    kinds, at = parse.chunks.kinds, clause.at
    if clause.form == "o":
        return at > 0 and kinds[at - 1] == "j" and text_at(parse, at - 1) in READY
    if clause.form == "G" and clause.matrix in parse.lookup:
        matrix = parse.lookup[clause.matrix]
        if matrix.gerund == ("from", clause.at) and matrix.lemma in KEPT_FROM:
            return True
    if clause.form == "G" and clause.via == "reduced":
        i = clause.subject
        return i > 1 and kinds[i - 2 : i] == "nI" and parse.nouns[i - 2] in HINDERING
    return "U" in kinds and begun_by(parse, clause) in AWAITING


def is_awaited(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb in the present tells what is waited for: "UNTIL Chad LIFTS the ban"."""
    return begun_by(parse, clause) in AWAITING and is_present(parse, clause)


def is_unsaid(parse: Parse, clause: Clause) -> bool:
    """Return whether it is left open whether it is done: "has NOT SAID WHETHER it will", "is unclear IF it will"."""
    said, kinds = clause.previous, parse.chunks.kinds
    if said is None or begun_by(parse, clause) not in WHETHER:
        return False
    at = said.at + 1 + kinds.startswith("j", said.at + 1)
    if not kinds.startswith("U", at):
        return False
    unsure = at > said.at + 1 and text_at(parse, said.at + 1) in UNSURE
    matrix = parse.lookup.get(said.matrix)
    declined = matrix is not None and matrix.lemma in parse.dictionary.patterns.operators["refuse"]
    asking = said.lemma in ASKING_WHETHER and bool(clause.modal)  # not "asked whether Chad HAD SHELLED it"
    return unsure or said.negated or declined or asking


def is_wished(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb tells what is only demanded or feared: "demanded that Chad LIFT", "fear that Chad ARMS"."""
    if clause.form not in "Vv" or clause.via not in ("", "shared"):
        return False
    chunks = parse.chunks
    that = chunks.kinds.rfind("T", 0, clause.at)
    if that > 0 and not any(that < other.at < clause.at for other in parse.clauses):
        if chunks.kinds[that - 1] == "n":
            return parse.nouns[that - 1] in WISHES
        above = parse.lookup.get(that - 1)
        return above is not None and above.lemma in WISHING
    matrix = parse.lookup.get(clause.matrix)
    return matrix is not None and matrix.lemma in WISHING and matrix.at == clause.subject - 1


def is_only_wanted(parse: Parse, event: Event) -> bool:
    """Return whether what a noun names is no more than offered, wanted or to come: "offered to host TALKS between"."""
    chunks, token = parse.chunks, event.cue[0]
    before = [clause for clause in parse.clauses if clause.a <= token]
    clause = before[-1] if before else None
    if clause is None:
        return False
    between = chunks.kinds[clause.at : bisect_right(chunks.begins, token) - 1]
    if not frozenset(between).isdisjoint(",;UWT"):
        return False
    if clause.lemma in OFFERING:
        return True
    return clause.lemma in HOLDING and not clause.negated and (bool(clause.modal) or _is_to_come(parse, clause))


def _is_to_come(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb stands under a verb or a noun that offers, wants, asks for or refuses what it tells."""
    if clause.form not in "oG":
        return False
    if parse.chunks.kinds[clause.at - 1 : clause.at] == "n" and parse.nouns[clause.at - 1] in OFFERS:
        return True
    above = parse.lookup.get(clause.matrix)
    if above is None:
        return False
    names = {name for name, _ in parse.dictionary.patterns.governing.get(above.lemma, ())}
    return not names.isdisjoint(PUTTING_OFF) or above.lemma in OFFERING or above.lemma in WANTING


def be_denied(parse: Parse, clause: Clause, event: Event) -> bool:
    """Let a deed be denied that somebody says was not done, "said that it HAD NOT SHELLED"; return whether it is."""
    if event.type not in DEEDS or clause.modal or clause.form not in "VEBM":
        return False
    if not NOT_YET.isdisjoint([word.text for word in parse.sentence.words[clause.a : clause.b + 12]]):
        return False
    sayer, stance, saying = told_by_verb(parse, event, clause)
    if sayer is None or saying is None or saying.negated or stance == "denies":
        return False
    event.stance = "denies"
    return True


def text_at(parse: Parse, at: int) -> str:
    """Return the last word of a phrase."""
    return parse.sentence.words[parse.chunks.lasts[at]].text


def is_hinted(parse: Parse, clause: Clause, event: Event) -> bool:
    """Return whether who may do it says so: "HINTED that it might cut off the gas"; to warn promises nothing."""
    said = clause.previous
    if said is None or said.lemma not in HINTING or said.subject < 0 or event.actor is None or said.negated:
        return False
    who = agent_of(parse, said.subject)
    if who is None or who.rank < AGENT or not (who.identity == event.actor.identity or who.state == event.actor.state):
        return False
    harsh = event.type in HOSTILE or event.type == "ACCUSE"
    return harsh or (event.type in COOPERATIVE and said.lemma in PROMISING)


def is_prospect(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody says that he may do it: "raised the PROSPECT of closing its border"."""
    above = clause.previous
    if above is None or above.gerund[1] != clause.at:
        return False
    if above.lemma in SPEAKING_OF and above.gerund[0] in ABOUT_IT:
        return True  # "SPOKE OF destroying Chad"
    return above.object >= 0 and parse.nouns[above.object] in PROSPECTS
