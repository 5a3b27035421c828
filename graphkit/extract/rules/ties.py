"""Standing ties that a noun states: "Russia's ally Belarus", "Belarus, an ally of Russia", "its foes, such as Iran"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.match import agent_of, possessor_of
from graphkit.extract.rules.parse import NAME, Event, Mention, Parse, build_mention, joined_to
from graphkit.extract.rules.words import TIE, word_class

BEING = word_class("ties.being")
LISTING = word_class("ties.listing")
NOT_NOW = word_class("ties.not_now")
MUTUAL = word_class("ties.mutual")
NO_PARTY = word_class("ties.no_party")


def tie_events(parse: Parse) -> list[Event]:
    """Return the standing ties that nouns such as "ally" state between two named actors."""
    sentence, chunks = parse.sentence, parse.chunks
    found: list[Event] = []
    ties = parse.dictionary.patterns.ties
    for at, kind in enumerate(chunks.kinds):
        if kind == "n":
            for token in range(chunks.begins[at], chunks.lasts[at] + 1):
                name = ties.get(sentence.words[token].noun)
                if name is not None and sentence.words[token].special & TIE:
                    found += _ties_at(parse, at, token, name)
    return found


def _ties_at(parse: Parse, at: int, token: int, name: str) -> list[Event]:
    """Return the tie that a noun at a token of a phrase states, or none."""
    words, begin = parse.sentence.words, parse.chunks.begins[at]
    if any(word.text in NOT_NOW for word in words[begin:token]):
        return []
    whose, others = _whose(parse, at, token), _who(parse, at, token)
    if not others:
        return []
    if whose is None:
        whose, others = others[0], others[1:]
    if not others or any(each.identity == whose.identity for each in others):
        return []
    cue = (token, token + 1)
    event = Event(name, "", words[token].noun, whose, others[0], 0.0, None, cue, mutual=name in MUTUAL)
    event.recipients = tuple(others[1:])
    return [event]


def _is_party(parse: Parse, mention: Mention | None) -> bool:
    """Return whether a mention is a state, or another actor known by its name."""
    if mention is None or mention.pronoun or mention.thing or mention.rank != NAME or mention.kind in NO_PARTY:
        return False
    return mention.kind in ("state", "igo", "armed-group") or parse.sentence.words[mention.head].name is not None


def _whose(parse: Parse, at: int, token: int) -> Mention | None:
    """Return whose ally it is: "RUSSIA's ally", "a US ally", "an ally of RUSSIA", "its ally"."""
    chunks, begin = parse.chunks, parse.chunks.begins[at]
    mention = _span(parse, begin, token + 1)
    candidates: list[Mention | None] = [mention.owner]
    if mention.owner is None and mention.modifiers:
        candidates.append(_span(parse, mention.modifiers[0], mention.modifiers[0] + 1))
    if token == chunks.lasts[at] and chunks.kinds.startswith("In", at + 1) and chunks.word(at + 1) in ("of", "to"):
        candidates.append(parse.mention(at + 2))
    candidates.append(possessor_of(parse, at))
    return next((each for each in candidates if _is_party(parse, each)), None)


def _who(parse: Parse, at: int, token: int) -> list[Mention]:
    """Return who the ally is, or the allies are: behind the noun, in apposition or as the subject of "is"."""
    chunks, words = parse.chunks, parse.sentence.words
    kinds, last = chunks.kinds, chunks.lasts[at]
    many = words[token].text != words[token].noun
    if token < last:  # "its ally IRAN"
        return _parties(parse, _span(parse, token + 1, last + 1), joined_to(parse, at) if many else ())
    if kinds.startswith("n", at + 1) and words[chunks.begins[at + 1]].text != "such":  # "its ally THE NETHERLANDS"
        return _parties(parse, parse.mention(at + 1), joined_to(parse, at + 1) if many else ())
    clause = _being(parse, at)
    if clause is not None:
        subject = agent_of(parse, clause.subject)
        return _parties(parse, subject, joined_to(parse, clause.subject) if many else ())
    if kinds.startswith("In", at + 1) and chunks.word(at + 1) == "in" and _is_home(parse, at + 2, words[token].noun):
        return _parties(parse, parse.mention(at + 2), joined_to(parse, at + 2))
    after = at + 1
    while kinds.startswith("In", after) and chunks.word(after) in ("of", "to"):
        after += 2
    if many:
        return _listed(parse, after) or _joined_before(parse, at)
    if at > 1 and kinds[at - 2 : at] == "n,":
        return _parties(parse, parse.mention(at - 2), ())
    if kinds.startswith(",n", after) and kinds[after + 2 : after + 3] in (",", ";", "v"):
        return _parties(parse, parse.mention(after + 1), ())
    return []


def _joined_before(parse: Parse, at: int) -> list[Mention]:
    """Return two that are named before: "CUBA AND NICARAGUA, allies of Venezuela"."""
    if at < 4 or parse.chunks.kinds[at - 4 : at] != "nCn,":
        return []
    return _parties(parse, parse.mention(at - 4), (parse.mention(at - 2),))


def _listed(parse: Parse, after: int) -> list[Mention]:
    """Return what a list names: "its allies, INCLUDING X and Y", "rivals SUCH AS X"."""
    chunks = parse.chunks
    i = after + chunks.kinds.startswith(",", after)
    if chunks.kinds.startswith("n", i) and parse.sentence.words[chunks.begins[i]].text == "such":
        i += 1
    if not chunks.kinds.startswith("In", i) or chunks.word(i) not in LISTING:
        return []
    return _parties(parse, parse.mention(i + 1), joined_to(parse, i + 1))


def _being(parse: Parse, at: int) -> Clause | None:
    """Return the clause that says that its subject is what stands at a position."""
    for clause in parse.clauses:
        if clause.object == at and clause.lemma in BEING and clause.subject >= 0:
            return None if clause.negated or clause.modal else clause
    return None


def _is_home(parse: Parse, at: int, noun: str) -> bool:
    """Return whether allies in a place are its government: those in a capital, and partners in a state."""
    return noun == "partner" or parse.sentence.words[parse.chunks.lasts[at]].written in parse.dictionary.seats


def _parties(parse: Parse, first: Mention | None, others: tuple[Mention, ...]) -> list[Mention]:
    return [each for each in (first, *others) if each is not None and _is_party(parse, each)] if first else []


def _span(parse: Parse, begin: int, end: int) -> Mention:
    """Return the mention that some tokens of a phrase make."""
    return build_mention(begin, end, parse.sentence, parse.dictionary, parse.memory)
