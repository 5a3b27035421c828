"""What only sounds like a relation: "received THE NEWS OF", "TOURISTS visited Chad", "spoke TO THE BBC"."""

from __future__ import annotations

from bisect import bisect_right

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.parse import NAME, Event, Mention, Parse
from graphkit.extract.rules.words import singular, word_class

PRIVATE, OFFICIAL = word_class("seeming.private"), word_class("seeming.official")
MEDIA, BACK = word_class("seeming.media"), word_class("seeming.back")
CIVIL, PLACES, PLANNED = word_class("seeming.civil"), word_class("seeming.places"), "will+"
SEEMING_TYPES = frozenset({"DEPENDS_ON", "MOBILIZE"})


def only_seems(parse: Parse, event: Event) -> str:
    """Return why the words tell no relation, though they sound like one; "" where they tell one."""
    clause = event.clause
    if event.mode == "visit" and event.actor is not None and is_private(event.actor):
        return "who travels for himself meets nobody"
    own = event.type == "DEPENDS_ON" or event.pattern.startswith(PLANNED)
    if own and event.actor is not None and is_private(event.actor):
        return "what people do for themselves ties no state"
    if event.type == "MOBILIZE" and event.actor is not None and _noun(event.actor) in CIVIL:
        return "who flies for money moves no force"
    judge = JUDGES.get(clause.lemma) if clause is not None else None
    return judge(parse, clause, event) if judge is not None and clause is not None else ""


def _noun(mention: Mention) -> str:
    return mention.sentence.words[mention.head].noun


def is_private(mention: Mention) -> bool:
    """Return whether people act for themselves, for no state and no body: "tourists", "nationals of Chad", "Cubans"."""
    words = mention.sentence.words
    head = words[mention.head]
    if mention.kind not in ("person", "other") or mention.pronoun:
        return False
    if not OFFICIAL.isdisjoint([word.noun for word in words[mention.a : mention.head]]):
        return False
    people = bool(mention.state) and head.text.endswith("s") and mention.identity == head.text
    return head.noun in PRIVATE or (people and mention.rank == NAME)  # "CUBANS"


def _received(parse: Parse, clause: Clause, event: Event) -> str:
    """Only whom the verb itself takes is received: not "received the news of the death OF THE GENERAL"."""
    whom = event.recipient
    if event.pattern != "receive" or clause.passive or whom is None or whom.sentence is not parse.sentence:
        return ""
    at = bisect_right(parse.chunks.begins, whom.head) - 1
    within = at > 0 and parse.chunks.kinds[at - 1] == "I" and whom.head > clause.head
    return "who is only part of what is received is no visitor" if within else ""


def _spoke(parse: Parse, clause: Clause, event: Event) -> str:
    """Who speaks to a newspaper speaks to everybody: "spoke TO RADIO GOLD"."""
    whom = event.recipient
    if event.type != "CONSULT" or whom is None:
        return ""
    words = whom.sentence.words[whom.a : whom.head + 1]
    heard = whom.kind == "media" or any(singular(word.text) in MEDIA for word in words)
    return "who speaks to the press meets nobody" if heard else ""


def _wanted(parse: Parse, clause: Clause, event: Event) -> str:
    """Whom somebody wants to deal with is asked for nothing: "Chadians WHOM Niger wants to deport"."""
    whom, inner = event.recipient, parse.lookup.get(clause.complement)
    if event.pattern != "want-to" or inner is None or inner.object >= 0 or whom is None:
        return ""
    ahead = whom.sentence is parse.sentence and whom.head < clause.a and not clause.passive and not whom.resolved
    return "whom somebody wants to deal with is asked for nothing" if ahead else ""


def _turned(parse: Parse, clause: Clause, event: Event) -> str:
    """Who turns back asks nobody for help: "had to TURN BACK TO Helsinki"."""
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    back = event.type == "REQUEST" and any(word.text in BACK for word in after)
    return "who turns back asks for nothing" if back else ""


def _walked(parse: Parse, clause: Clause, event: Event) -> str:
    """Who walks out of a building refuses nothing: "walked out OF PRISON"."""
    left = [parse.nouns[at] for _, at in clause.phrases]
    return "who walks out of a building refuses nothing" if left and left[0] in PLACES else ""


JUDGES = {
    **dict.fromkeys(word_class("seeming.receiving"), _received),
    **dict.fromkeys(word_class("seeming.speaking"), _spoke),
    **dict.fromkeys(word_class("seeming.wanting"), _wanted),
    **dict.fromkeys(word_class("seeming.turning"), _turned),
    **dict.fromkeys(word_class("seeming.walking"), _walked),
}
