"""The rule coder: a document's text in, proposals out, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.records import Proposal
from graphkit.extract.rules.dictionary import Dictionary, load_dictionary
from graphkit.extract.rules.events import Event, Parse, find_events
from graphkit.extract.rules.mentions import AGENT, NAME, PART, Mention
from graphkit.extract.rules.sentences import Sentence, read_sentence, split_sentences

CUT = 0.5


def code_document(text: str, *, date: str | None = None, dictionary: Dictionary | None = None, cut: float = CUT) -> list[Proposal]:
    """Return the proposals of a document."""
    return list(iter_proposals(text, date=date, dictionary=dictionary, cut=cut))


def iter_proposals(text: str, *, date: str | None = None, dictionary: Dictionary | None = None, cut: float = CUT) -> Iterator[Proposal]:
    """Yield the proposals of a document, one sentence at a time."""
    dictionary = dictionary or load_dictionary()
    previous: list[Mention] = []
    for start, end in split_sentences(text):
        sentence = read_sentence(text, start, end, dictionary)
        parse = Parse(sentence, dictionary, previous)
        events = [scored for event in find_events(parse) if (scored := _score(event)) is not None]
        for event in _choose(events, cut):
            yield _proposal(event, sentence, text)
        previous = _subjects(parse)


def _subjects(parse: Parse) -> list[Mention]:
    found = []
    for clause in parse.clauses:
        if clause.subject >= 0:
            mention = parse.mention(clause.subject)
            if mention.rank >= AGENT and not mention.pronoun:
                found.append(mention)
    return found[:3]


def _score(event: Event) -> Event | None:
    if event.recipient is None and event.actor_last is not None and event.actor is not event.actor_last and event.type in ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT", "REJECT"):
        event.recipient, event.actor_last = event.actor_last, None
        event.mutual = True
    actor, recipient = event.actor, event.recipient
    if actor is None or recipient is None or actor is recipient or (actor.a < recipient.b and recipient.a < actor.b and actor.b == recipient.b):
        return None
    score = 0.75 + event.score
    score -= {NAME: 0.0, AGENT: 0.03, PART: 0.1}.get(actor.rank, 0.3)
    score -= {NAME: 0.0, AGENT: 0.03, PART: 0.08}.get(recipient.rank, 0.15)
    if event.clause is not None and event.clause.subordinate:
        score -= 0.12
    event.score = round(max(0.05, min(0.99, score)), 3)
    return event


def _choose(events: list[Event], cut: float) -> list[Event]:
    chosen: list[Event] = []
    for event in sorted(events, key=lambda event: (-event.score + 0.006 * event.cue[0], event.cue)):
        if event.score < cut and chosen:
            break
        if event.score < cut - 0.15:
            break
        if any(_same(event, other) for other in chosen):
            continue
        chosen.append(event)
    return sorted(chosen, key=lambda event: event.cue)


def _same(a: Event, b: Event) -> bool:
    if a.type == b.type and (a.actor is b.actor or a.recipient is b.recipient):
        return True
    return a.actor is b.actor and a.recipient is b.recipient


def _proposal(event: Event, sentence: Sentence, text: str) -> Proposal:
    actor, recipient = event.actor, event.recipient
    assert actor is not None and recipient is not None
    actor_end = event.actor_last.b if event.actor_last is not None else actor.b
    recipient_end = event.recipient_last.b if event.recipient_last is not None else recipient.b
    return Proposal(
        actor=actor.identity,
        actor_start=sentence.starts[actor.a],
        actor_end=sentence.ends[actor_end - 1],
        type=event.type,
        mode=event.mode,
        recipient=recipient.identity,
        recipient_start=sentence.starts[recipient.a],
        recipient_end=sentence.ends[recipient_end - 1],
        start=sentence.start,
        end=sentence.end,
        stance=event.stance,
        confidence=event.score,
        origin=f"rules:{event.pattern}",
        actor_name=actor.shown,
        actor_kind=actor.kind,
        actor_state=actor.state,
        recipient_name=recipient.shown,
        recipient_kind=recipient.kind,
        recipient_state=recipient.state,
        mutual=event.mutual,
        cue_start=sentence.starts[event.cue[0]],
        cue_end=sentence.ends[event.cue[1] - 1],
        pattern=event.pattern,
    )
