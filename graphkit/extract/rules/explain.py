"""How the rule coder reads one sentence, written out for whoever mends a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.rules.checking import check_built_in
from graphkit.extract.rules.clauses import Clause, objects_of
from graphkit.extract.rules.coder import LIKELY, propose, refusal, remember, settle
from graphkit.extract.rules.dictionary import Dictionary, Memory, Pattern, load_dictionary
from graphkit.extract.rules.events import find_events
from graphkit.extract.rules.match import brought_by, fit_pattern, nouns_around
from graphkit.extract.rules.parse import Event, Parse, words_near
from graphkit.extract.rules.sentences import read_sentence
from graphkit.extract.rules.sureness import CUT, least_sure, sureness
from graphkit.extract.rules.text import split_sentences

MOST = 6  # patterns of one verb that are named as not fitting


def explain_sentences(text: str, *, date: str = "", dictionary: Dictionary | None = None) -> str:
    """Return how each sentence of a text is read: tokens, phrases, clauses, events, and why others are none.

    Parameters
    ----------
    text
        One sentence, or a few.
    date
        The date of the document, as EDTF.
    dictionary
        From `load_dictionary`; graphkit's own when not given.

    Examples
    --------
    >>> print(explain_sentences("Japan praised Fiji.").splitlines()[-1])
      proposed JPN SUPPORT FJI, confidence 0.94, pattern praise
    """
    check_built_in()
    dictionary, lines = dictionary or load_dictionary(), []
    memory = Memory(date)
    for start, end in split_sentences(text):
        parse = Parse(read_sentence(text, start, end, dictionary), dictionary, memory)
        lines += [f"sentence: {text[start:end]}", *_words(parse), *_clauses(parse)]
        lines += [f"  {line}" for line in _events(parse, text)]
    return "\n".join(lines)


def _words(parse: Parse) -> Iterator[str]:
    words, tags, chunks = parse.sentence.words, parse.sentence.tags, parse.chunks
    yield "  tokens: " + " ".join(f"{word.written}/{tag}" for word, tag in zip(words, tags, strict=True))
    yield "  phrases: " + " ".join(f"{at}:{_phrase(parse, at)}" for at in range(len(chunks.kinds)))


def _phrase(parse: Parse, at: int) -> str:
    """Return a phrase as written, with its kind and, where it is somebody, who."""
    chunks = parse.chunks
    text = " ".join(word.written for word in parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1])
    if chunks.kinds[at] != "n":
        return f"{chunks.kinds[at]}[{text}]"
    mention = parse.mention(at)
    who = f"={mention.identity}({mention.rank})" if mention.rank else ""
    return f"n[{text}]{who}"


def _clauses(parse: Parse) -> Iterator[str]:
    for clause in parse.clauses:
        parts = [f"subject {clause.subject}" if clause.subject >= 0 else "no subject"]
        parts += [f"object {clause.object}"] if clause.object >= 0 else []
        parts += [f"second {clause.second}"] if clause.second >= 0 else []
        parts += [f"{word} {at}" for word, at in clause.phrases]
        parts += [f"to-verb {clause.complement}"] if clause.complement >= 0 else []
        parts += [f"{clause.gerund[0]} -ing {clause.gerund[1]}"] if clause.gerund[1] >= 0 else []
        parts += [f"that {clause.that}"] if clause.that >= 0 else []
        marks = [clause.via, clause.modal, *(n for n in ("passive", "negated", "subordinate") if getattr(clause, n))]
        yield (
            f"  clause {clause.at}: {clause.lemma} ({clause.form}{' ' if any(marks) else ''}"
            + " ".join(filter(None, marks))
            + f"): {', '.join(parts)}"
        )
        yield from _patterns(parse, clause)


def _patterns(parse: Parse, clause: Clause) -> Iterator[str]:
    """Yield the patterns of the clause's verb that fit, with their weight, and why others do not."""
    named = parse.dictionary.patterns.verbs.get(clause.lemma)
    if named is None:
        if clause.lemma not in parse.dictionary.active:
            yield f"    no pattern begins with '{clause.lemma}'"
        return
    misses = []
    for pattern in [*named.plain, *(each for group in named.with_noun.values() for each in group)]:
        reason = _misfit(parse, clause, pattern)
        if reason:
            misses.append(f"'{pattern.name}' {reason}")
        else:
            yield f"    fits: '{pattern.name}' {pattern.type} (weight {pattern.weight})"
    if misses:
        more = f", and {len(misses) - MOST} more" if len(misses) > MOST else ""
        yield f"    not: {'; '.join(misses[:MOST])}{more}"


def _misfit(parse: Parse, clause: Clause, pattern: Pattern) -> str:
    """Return what a pattern of the clause's verb misses, "" where it fits."""
    if pattern.particle not in ("", "as") and pattern.particle not in words_near(parse, clause, 5):
        return f"wants '{pattern.particle}'"
    if pattern.wanted and pattern.wanted.isdisjoint(brought_by(parse, clause)):
        return f"wants {'/'.join(sorted(pattern.wanted))}"
    if pattern.nouns and pattern.nouns[-1] not in nouns_around(parse, clause) and pattern in _with_noun(parse, clause):
        return f"wants '{' '.join(pattern.nouns)}'"
    return "" if fit_pattern(parse, clause, pattern, objects_of(clause)) is not None else "finds no recipient"


def _with_noun(parse: Parse, clause: Clause) -> list[Pattern]:
    named = parse.dictionary.patterns.verbs[clause.lemma]
    return [each for group in named.with_noun.values() for each in group]


def _events(parse: Parse, text: str) -> Iterator[str]:
    events = settle(parse, find_events(parse))
    standing = []
    for event in events:
        reason = refusal(event, parse)
        if reason:
            yield f"dropped {_told(event)}: {reason}"
        else:
            standing.append(event)
    found = propose(parse, events, text)
    proposed = {(proposal.pattern, proposal.type) for proposal in found}
    for event in standing:
        if (event.pattern, event.type) not in proposed:
            yield f"dropped {_told(event)}: {_unsure(parse, event, len(standing))}"
    remember(parse, found)
    turning = {(event.pattern, event.on_state) for event in events if event.on_state}
    for proposal in found:
        pattern = f"pattern {proposal.pattern}"
        if (proposal.pattern, proposal.type) in turning:
            pattern += f" ({proposal.type} by its on_state: it is done to a state)"
        extra = "".join(f", {name} {value}" for name, value in _also(proposal) if value)
        yield (
            f"proposed {proposal.actor} {proposal.type} {proposal.recipient}, confidence {proposal.confidence}, "
            f"{pattern}{extra}"
        )
    if not found:
        yield "proposed nothing"


def _unsure(parse: Parse, event: Event, many: int) -> str:
    """Return why nothing is proposed of an event that the rules do not refuse."""
    assert event.actor is not None and event.recipient is not None
    if event.score < LIKELY:
        return f"the rules are not sure enough of it: {event.score} is below {LIKELY}"
    sure = sureness(parse, event, event.actor, event.recipient, many)
    least = least_sure(event, event.actor, event.recipient, CUT)
    return f"confidence {sure:.2f} is below {least}" if sure < least else "a surer one says the same"


def _also(proposal: object) -> list[tuple[str, object]]:
    names = ("mode", "date", "speaker", "place", "responds_to")
    stance = getattr(proposal, "stance", "")
    return [*((name, getattr(proposal, name)) for name in names), ("stance", "" if stance == "asserts" else stance)]


def _told(event: Event) -> str:
    actor = event.actor.identity if event.actor is not None else "?"
    recipient = event.recipient.identity if event.recipient is not None else "?"
    return f"{actor or '?'} {event.type} {recipient or '?'} (pattern {event.pattern})"
