"""Events of one sentence: a pattern matched to a clause or a noun phrase, with who acts and on whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphkit.extract.rules.chunks import Chunk, find_chunks, tag_in_context
from graphkit.extract.rules.clauses import Clause, find_clauses, fronted_subject, reduced_passive
from graphkit.extract.rules.dictionary import Dictionary
from graphkit.extract.rules.memory import Memory
from graphkit.extract.rules.mentions import AGENT, NAME, PART, Mention, mention_of, place_within, recalled
from graphkit.extract.rules.patterns import COOPERATIVE, LOOSE, Pattern
from graphkit.extract.rules.sentences import Sentence

FALLBACK = ("against", "on", "to", "with", "between", "toward", "towards", "at", "into", "from")
WEAK = ("in", "for", "over", "near", "along", "about")
FUTURE = frozenset(["will", "would", "shall", "'ll", "wo"])
DOUBTFUL = frozenset(["may", "might", "could", "can"])
DUTY = frozenset(["should", "must"])
KEEPS_TYPE = frozenset(["ACCUSE", "REJECT", "REQUEST", "AGREE", "THREATEN", "SUPPORT"])
VICTIM = frozenset(["ASSAULT", "COERCE"])
PERPETRATOR_PREPOSITIONS = ("by", "from", "of", "with", "to", "for", "in", "against", "on", "between", "about", "over", "at")


@dataclass(slots=True)
class Event:
    """One event found: its type, its two parties (mentions) and how sure the coder is."""

    type: str
    mode: str
    pattern: str
    actor: Mention | None
    recipient: Mention | None
    score: float
    clause: Clause | None
    cue: tuple[int, int]  # tokens
    mutual: bool = False
    stance: str = "asserts"
    actors: tuple[Mention, ...] = ()  # further actors joined to the first by "and"
    recipients: tuple[Mention, ...] = ()


class Parse:
    """One sentence taken apart."""

    __slots__ = ("chunks", "clauses", "dictionary", "lookup", "memory", "sentence", "used")

    def __init__(self, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
        self.sentence = sentence
        self.dictionary = dictionary
        tags = tag_in_context(sentence)
        self.chunks = find_chunks(sentence, tags)
        self.clauses = find_clauses(self.chunks, sentence.words)
        self.lookup = {clause.at: clause for clause in self.clauses}
        self.used: set[int] = set()
        self.memory = memory

    def mention(self, at: int) -> Mention:
        """Return the mention of the noun phrase at a position."""
        chunk = self.chunks[at]
        if chunk.mention is not None:
            return chunk.mention  # type: ignore[return-value]
        mention = mention_of(chunk, self.sentence, self.dictionary, self.memory)
        if not mention.state and mention.rank >= AGENT and not mention.event and at + 2 < len(self.chunks):
            self._place(mention, at)
        return mention

    def _place(self, mention: Mention, at: int) -> None:
        """Look for the state of an actor in the phrase that follows it."""
        word, after = self.chunks[at + 1].word, self.chunks[at + 2]
        if word not in ("of", "in", "from") or after.kind != "n" or self.chunks[at + 1].b != after.a:
            return
        if mention.named and word != "of":
            return
        place = self.mention(at + 2)
        if place.rank == NAME and not place.pronoun and (place.state or place.kind == "igo") and place.kind != "person":
            place_within(mention, place, self.chunks[at + 2].b)

    def noun(self, at: int) -> str:
        """Return the singular head noun of the phrase at a position."""
        return self.sentence.words[self.chunks[at].b - 1].noun


def find_events(parse: Parse) -> list[Event]:
    """Return every event of the sentence, best first."""
    events: list[Event] = []
    for clause in parse.clauses:
        if clause.via == "fronted":
            clause.subject = fronted_subject(clause, parse.clauses)
    for clause in parse.clauses:
        if clause.at not in parse.used:
            event = _clause_event(parse, clause)
            if event is not None:
                events.append(event)
    events.extend(_noun_events(parse))
    return events


# ---------------------------------------------------------------- verbs
def _clause_event(parse: Parse, clause: Clause) -> Event | None:
    lemma = clause.verb.lemma
    if lemma not in parse.dictionary.active:
        return None
    passive = clause.verb.passive or reduced_passive(clause, parse.chunks, parse.clauses)
    event = _operator_event(parse, clause, passive)
    if event is None:
        event = _pattern_event(parse, clause, passive)
        if event is not None:
            event = _purpose(parse, clause, event)
    if event is None and lemma in parse.dictionary.patterns.operators["light"]:
        event = _light_event(parse, clause, passive)
    if event is None:
        event = _cease_event(parse, clause, passive)
    return _modal(parse, clause, event) if event is not None else None


HELPING = frozenset("peacekeeping peacekeeper peacekeepers help aid assist behalf alongside relief rescue humanitarian".split())
SENDING = frozenset("send dispatch deploy offer fly rush move call phone telephone visit meet".split())


def _purpose(parse: Parse, clause: Clause, event: Event) -> Event:
    """Let the purpose name the event: "sent experts to Syria to INVESTIGATE", "called him to THANK him"."""
    if clause.verb.lemma not in SENDING:
        return event
    inner = parse.lookup.get(clause.complement)
    if inner is None or inner.verb.form != "o":
        return event
    purpose = _inner_event(parse, inner, clause.subject)
    if purpose is None:
        return event
    if event.type == "CONSULT" and purpose.type in ("SUPPORT", "ACCUSE", "REQUEST", "THREATEN"):
        parse.used.add(inner.at)
        return replace(event, type=purpose.type, mode=purpose.mode, mutual=False, pattern=f"{event.pattern}+{purpose.pattern}")
    if clause.verb.lemma in ("send", "dispatch", "deploy", "fly", "rush", "move", "offer") and purpose.type in ("AID", "ACCUSE", "CONSULT", "ASSAULT"):
        parse.used.add(inner.at)
        at = next((at for word, at in clause.phrases if word in ("to", "into", "in") and parse.mention(at).rank >= PART), -1)
        target = event.recipient if at >= 0 and purpose.type != "ASSAULT" else purpose.recipient
        if target is None:
            target = event.recipient
        return replace(event, type=purpose.type, mode=purpose.mode, recipient=target, pattern=f"{event.pattern}+{purpose.pattern}")
    return event


def _pattern_event(parse: Parse, clause: Clause, passive: bool, actor_at: int | None = None) -> Event | None:
    patterns = parse.dictionary.patterns.verbs.get(clause.verb.lemma)
    if not patterns:
        return None
    best: tuple[float, Pattern, int] | None = None
    nouns = _nouns_around(parse, clause, passive) if patterns.with_noun else set()
    objects = _objects(clause, passive)
    for pattern in patterns.that_fit(nouns):
        if best is not None and best[0] >= pattern.weight + 4:
            break
        found = _match(parse, clause, pattern, passive, objects)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], pattern, found[1])
    if best is None or not best[1].type:
        return None
    if best[1].mode == "phone" and clause.second >= 0:
        return None  # "called Japan a leader"
    return _make(parse, clause, best[1], best[2], passive, actor_at)


def _nouns_around(parse: Parse, clause: Clause, passive: bool) -> set[str]:
    """Return the head nouns of the phrases that may be a pattern's noun."""
    chunks, words = parse.chunks, parse.sentence.words
    places = [clause.object, clause.second, clause.subject if passive else -1, *clause.coordinate]
    places += [at for _, at in clause.phrases]
    nouns = {words[chunks[at].b - 1].noun for at in places if at >= 0}
    if passive:
        at = clause.subject + 2
        while 2 <= at < clause.at and chunks[at].kind == "n":
            nouns.add(words[chunks[at].b - 1].noun)
            at += 2
    return nouns


def _objects(clause: Clause, passive: bool) -> list[int]:
    found = [clause.subject] if passive else [clause.object, clause.second]
    if clause.second >= 0 and passive:
        found.append(clause.object)
    elif passive and clause.object >= 0:
        found.append(clause.object)
    return [at for at in found if at >= 0]


def _match(parse: Parse, clause: Clause, pattern: Pattern, passive: bool, objects: list[int]) -> tuple[float, int] | None:
    """Return how well a pattern fits the clause, and the position of its recipient's phrase (-1: none)."""
    score = float(pattern.weight)
    if pattern.particle:
        if not _has_particle(parse, clause, pattern.particle):
            return None
        if pattern.particle != "as":
            objects = objects + [at for word, at in clause.phrases if word == pattern.particle]
    noun_at = -1
    if pattern.nouns and pattern.nouns[-1] in LOOSE:
        if not objects or not _has_word(parse, clause, pattern.nouns[-1]):
            return None
        return score + 2, objects[0]
    if pattern.nouns:
        noun_at = _find_noun(parse, clause, pattern, objects)
        if noun_at < 0:
            return None
    if pattern.fixed[0] and not any(word == pattern.fixed[0] and parse.noun(at) == pattern.fixed[1] for word, at in clause.phrases):
        return None
    if pattern.nouns and "to" in pattern.prepositions and clause.second >= 0 and not passive:
        return score + 2, clause.second
    if pattern.prepositions:
        at = _first_phrase(clause.phrases, pattern, noun_at, parse)
        if at >= 0:
            return score + 2, at
        if clause.gerund[0] in pattern.prepositions and clause.object >= 0:
            return score + 1, objects[0]
        if pattern.mutual and pattern.nouns and clause.subject >= 0 and _joined(parse, clause.subject):
            return score, -1
        return (score - 1, _default(parse, clause, noun_at)) if pattern.nouns else None
    if pattern.mutual and pattern.prepositions == () and not objects and clause.subject >= 0 and _joined(parse, clause.subject):
        return score + 1, -1
    if pattern.nouns:
        others = [at for at in objects if at != noun_at]
        return score, (others[0] if others else _default(parse, clause, noun_at))
    if objects:
        if not passive and not pattern.particle and clause.second < 0 and parse.mention(objects[0]).rank >= AGENT:
            score += 2
        return score + 1, objects[-1] if not passive and clause.second >= 0 and pattern.type != "CONCEDE" else objects[0]
    if pattern.particle or pattern.fixed[0]:
        return score, _default(parse, clause, -1)
    return (score - 1, _default(parse, clause, -1)) if clause.phrases or clause.that >= 0 else None


def _first_phrase(phrases: list[tuple[str, int]], pattern: Pattern, noun_at: int, parse: Parse) -> int:
    """Return the noun phrase that one of the pattern's prepositions brings; a place ("in") only for want of another."""
    place = -1
    for word, at in phrases:
        if word in pattern.prepositions and at != noun_at and (not pattern.fixed[0] or parse.noun(at) != pattern.fixed[1]):
            if word not in ("in", "at") or pattern.prepositions[0] == word:
                return at
            if place < 0:
                place = at
    return place


def _has_word(parse: Parse, clause: Clause, text: str) -> bool:
    return any(word.text == text for word in parse.sentence.words[clause.verb.b : clause.verb.b + 14])


def _has_particle(parse: Parse, clause: Clause, particle: str) -> bool:
    words = parse.sentence.words
    end = clause.verb.b
    return any(word.text == particle for word in words[max(clause.verb.head, clause.verb.a) : end + (14 if particle == "as" else 5)])


def _find_noun(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> int:
    """Return the position of the object that the pattern's noun heads."""
    for at in objects:
        if _has_nouns(parse, at, pattern.nouns):
            return at
        following = at + 2
        while following < len(parse.chunks) and parse.chunks[following - 1].word == "of" and parse.chunks[following].kind == "n":
            if _has_nouns(parse, following, pattern.nouns):
                return following
            following += 2
    for at in clause.coordinate:
        if _has_nouns(parse, at, pattern.nouns):
            return at
    return -1


def _has_nouns(parse: Parse, at: int, nouns: tuple[str, ...]) -> bool:
    chunk = parse.chunks[at]
    if chunk.kind != "n":
        return False
    words = parse.sentence.words
    if words[chunk.b - 1].noun != nouns[-1]:
        return False
    return len(nouns) == 1 or all(any(word.noun == noun for word in words[chunk.a : chunk.b]) for noun in nouns[:-1])


def _default(parse: Parse, clause: Clause, noun_at: int) -> int:
    """Return the likeliest recipient when the pattern's own preposition is not there."""
    if noun_at >= 0:
        mention = parse.mention(noun_at)
        if mention.owner is not None and mention.owner.rank >= AGENT:
            return noun_at
    at = _preposition(parse, clause, FALLBACK, noun_at)
    if at >= 0:
        return at
    if noun_at >= 0:
        if parse.mention(noun_at).modifiers:
            return noun_at
        after = _phrases_after(parse, noun_at)
        if after and after[0][0] == "of" and parse.mention(after[0][1]).rank >= PART:
            return after[0][1]
    at = _preposition(parse, clause, WEAK, noun_at)
    if at >= 0:
        return at
    inner = parse.lookup.get(clause.complement)
    if inner is not None and noun_at >= 0:
        for at in [inner.object, *(at for _, at in inner.phrases)]:
            if at >= 0 and parse.mention(at).rank >= PART:
                return at
    return -1


def _preposition(parse: Parse, clause: Clause, words: tuple[str, ...], noun_at: int) -> int:
    for word in words:
        for preposition, at in clause.phrases:
            if preposition == word and at != noun_at and parse.mention(at).rank >= PART:
                return at
    return -1


def _make(parse: Parse, clause: Clause, pattern: Pattern, recipient_at: int, passive: bool, actor_at: int | None = None) -> Event | None:
    actor, others = _actor(parse, clause, passive, actor_at)
    recipient = _recipient(parse, recipient_at, pattern, actor) if recipient_at >= 0 else None
    event = Event(pattern.type, pattern.mode, pattern.name, actor, recipient, 0.0, clause, (clause.verb.a, clause.verb.b), pattern.mutual)
    event.actors = others
    if recipient_at >= 0 and recipient is not None and recipient.head == parse.chunks[recipient_at].head:
        event.recipients = _joined(parse, recipient_at)
    if recipient is None and clause.that >= 0 and pattern.type in ("REQUEST", "THREATEN"):
        event.recipient = _that_subject(parse, clause)
    if pattern.reverse:
        event.actor, event.recipient = event.recipient, event.actor
        event.actors, event.recipients = event.recipients, event.actors
    return event


def _that_subject(parse: Parse, clause: Clause) -> Mention | None:
    for other in parse.clauses:
        if other.at > clause.at and other.subject >= clause.that >= 0:
            return parse.mention(other.subject)
    return None


def _actor(parse: Parse, clause: Clause, passive: bool, actor_at: int | None = None) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return who acts in the clause, and further actors joined to it."""
    if actor_at is not None:
        at = actor_at
    elif passive:
        at = next((at for word, at in clause.phrases if word == "by"), -1)
        if at < 0:
            at = _passive_place(parse, clause)
    else:
        at = clause.subject
    if at < 0:
        return None, ()
    agent = _agent_of(parse, at)
    if clause.verb.form == "G" and (agent is None or agent.rank < PART):
        for other in reversed(parse.clauses):
            if other.at < clause.at and other.subject >= 0 and other.subject != at:
                return _agent_of(parse, other.subject), _joined(parse, other.subject)
    return agent, _joined(parse, at)


def _passive_place(parse: Parse, clause: Clause) -> int:
    for word, at in clause.phrases:
        if word in ("in", "from") and parse.mention(at).rank == NAME and parse.mention(at).state:
            return at
    return -1


def _joined(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the noun phrases joined to the one at a position by commas and "and"."""
    chunks, i = parse.chunks, at + 1
    found: list[int] = []
    closed = False
    while i + 1 < len(chunks) and chunks[i].kind in ",C" and chunks[i].word not in ("or", "but") and not closed:
        j = i + 1
        if chunks[i].kind == "," and chunks[j].kind == "C":
            j += 1
        if j >= len(chunks) or chunks[j].kind != "n":
            break
        found.append(j)
        closed = chunks[j - 1].kind == "C"
        i = j + 1
    return tuple(parse.mention(j) for j in found) if closed else ()


def _agent_of(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a subject names: itself, whom it stands for, or its owner."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at)
    if mention.rank >= AGENT and not mention.event:
        return mention
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    for word, following in _phrases_after(parse, at):
        if word in ("by", "of", "from") and parse.mention(following).rank >= AGENT and (word != "of" or not _harms(parse, at)):
            return parse.mention(following)
    return mention


def _harms(parse: Parse, at: int) -> bool:
    """Tell whether a noun names an event whose "of" brings the victim."""
    return any(pattern.type in VICTIM for pattern in parse.dictionary.patterns.nouns.get(parse.noun(at), ()))


def _phrases_after(parse: Parse, at: int) -> list[tuple[str, int]]:
    """Return the prepositional phrases that follow a noun phrase directly, reduced participles passed over."""
    chunks, found, i = parse.chunks, [], at + 1
    while i + 1 < len(chunks) and len(found) < 5:
        if chunks[i].kind == "I" and chunks[i + 1].kind == "n":
            found.append((chunks[i].word, i + 1))
            i += 2
        elif chunks[i].kind == "v" and chunks[i].form in "Ee" and chunks[i + 1].kind == "I":
            i += 1
        elif chunks[i].kind == "C" and chunks[i + 1].kind == "n":
            i += 2
        else:
            break
    return found


def _antecedent(parse: Parse, at: int) -> Mention | None:
    """Return the actor that a pronoun stands for: the subject of an earlier clause, or one of the sentence before."""
    chunk = parse.chunks[at]
    text = parse.sentence.words[chunk.b - 1].text
    if text not in ("it", "he", "she", "they", "who", "him", "them", "himself"):
        return None
    person = text in ("he", "she", "him", "himself")
    here = [parse.mention(clause.subject) for clause in parse.clauses if 0 <= clause.subject < at]
    here = [mention for mention in here if mention.rank >= AGENT and not mention.pronoun]
    for mention in here:
        if not (text == "it" and mention.kind == "person"):
            return mention
    if here:
        return here[0]
    if person:
        for i in range(at - 1, -1, -1):
            if parse.chunks[i].kind == "n" and parse.mention(i).kind == "person" and parse.mention(i).rank == NAME:
                return parse.mention(i)
    for known in parse.memory.subjects:
        if person == (known[1] in ("person", "agency")) or (not person and known[1] != "person"):
            return recalled(known, parse.mention(at))
    return None


def _recipient(parse: Parse, at: int, pattern: Pattern, actor: Mention | None = None) -> Mention | None:
    """Return to whom it is done: the phrase itself, its owner, or an actor in the phrases after it."""
    mention = parse.mention(at)
    if mention.pronoun:
        return _antecedent(parse, at) if pattern.type != "CONSULT" else None
    if mention.rank >= AGENT and not mention.event:
        return mention
    if mention.owner is not None and mention.owner.rank >= AGENT and not _belongs(mention.owner, actor):
        return mention.owner
    if pattern.type in ("CONCEDE", "RETREAT") and mention.rank >= PART and not mention.event:
        return mention
    found = _actor_after(parse, at, mention, pattern)
    if mention.owner is not None and _belongs(mention.owner, actor):
        return found
    if found is not None and (mention.rank < PART or mention.event):
        return found
    return mention if mention.rank >= PART or found is None else found


def _belongs(owner: Mention, actor: Mention | None) -> bool:
    """Tell whether the owner of a thing is the actor's own state."""
    return actor is not None and bool(owner.state) and owner.kind == "state" and owner.state == actor.state


def _actor_after(parse: Parse, at: int, mention: Mention, pattern: Pattern) -> Mention | None:
    harm = mention.event and _harms(parse, at)
    for word, following in _phrases_after(parse, at):
        if harm and pattern.type in ("ACCUSE", "REJECT", "PROTEST") and word not in ("by", "from"):
            continue
        other = parse.mention(following)
        if other.rank >= AGENT and not other.event:
            return other
        if other.owner is not None and other.owner.rank >= AGENT:
            return other.owner
    return None


# ---------------------------------------------------------------- operators
AGREED = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])


def _operator_event(parse: Parse, clause: Clause, passive: bool) -> Event | None:
    """Compose an operator with the verb it governs: "agreed to SEND", "refused to MEET", "threatened to ATTACK"."""
    operators = parse.dictionary.patterns.operators
    if clause.complement < 0 and clause.gerund[1] < 0:
        return None
    name = _operator(parse, clause, operators)
    if not name:
        return None
    inner = parse.lookup.get(clause.complement if clause.complement >= 0 else clause.gerund[1])
    if inner is None:
        return None
    if name == "request":
        return _request_event(parse, clause, inner, passive)
    if inner.verb.form not in "oGv" or (inner.verb.form == "G" and name not in ("begin", "cease", "refuse")):
        return None
    if name == "allow":
        return None
    actor_at = _passive_agent(clause) if passive and clause.verb.lemma not in ("prepare", "commit", "set", "schedule", "expect") else clause.subject
    parse.used.add(inner.at)
    event = _inner_event(parse, inner, actor_at)
    if name == "begin":
        return event
    event = event or _bare(parse, clause, inner, actor_at)
    if event is None:
        return None
    event.cue = (clause.verb.a, event.cue[1])
    return _compose(name, event, clause)


def _passive_agent(clause: Clause) -> int:
    return next((at for word, at in clause.phrases if word == "by"), clause.subject)


def _operator(parse: Parse, clause: Clause, operators: dict[str, dict[str, list[Pattern]]]) -> str:
    lemma = clause.verb.lemma
    for name in ("agree", "refuse", "threaten", "request", "begin", "cease"):
        for pattern in operators[name].get(lemma, ()):
            if _operator_fits(parse, clause, pattern, name):
                return name
    return ""


def _operator_fits(parse: Parse, clause: Clause, pattern: Pattern, name: str) -> bool:
    words = parse.sentence.words
    after = [word.text for word in words[clause.verb.head + 1 : clause.verb.head + 5]]
    if pattern.nouns:
        return any(word in after for word in pattern.nouns)
    if pattern.particle or pattern.prepositions:
        return bool(after) and (after[0] == pattern.particle or after[0] in pattern.prepositions)
    if clause.verb.lemma == "be":
        return False
    if name != "request" and 0 <= clause.object < clause.complement:
        return False
    return True


def _inner_event(parse: Parse, inner: Clause, actor_at: int) -> Event | None:
    event = None
    if inner.complement >= 0 or inner.gerund[1] >= 0:
        event = _operator_event(parse, inner, inner.verb.passive)
        if event is not None:
            return event
    if actor_at < 0:
        actor_at = inner.subject
    event = _pattern_event(parse, inner, inner.verb.passive, actor_at if not inner.verb.passive else None)
    if event is None and inner.verb.lemma in parse.dictionary.patterns.operators["light"]:
        event = _light_event(parse, inner, inner.verb.passive, actor_at)
    return event or _cease_event(parse, inner, inner.verb.passive, actor_at)


def _bare(parse: Parse, clause: Clause, inner: Clause, actor_at: int) -> Event | None:
    """An operator over a verb that no pattern knows: "agreed to set up a centre in Mumbai"."""
    if actor_at < 0:
        return None
    target = None
    for at in [inner.object, *(at for _, at in inner.phrases)]:
        if at >= 0:
            mention = parse.mention(at)
            if mention.pronoun:
                continue
            if mention.rank >= AGENT:
                target = mention
                break
            if mention.owner is not None and mention.owner.rank >= AGENT:
                target = mention.owner
                break
            target = target or (mention if mention.rank >= PART else None)
    event = Event("", "", clause.verb.lemma, _agent_of(parse, actor_at), target, -0.1, inner, (clause.verb.a, inner.verb.b))
    event.actors = _joined(parse, actor_at)
    return event


def _compose(name: str, event: Event, clause: Clause) -> Event | None:
    kind = event.type
    if name == "agree":
        if clause.verb.lemma in ("expect", "schedule", "due", "be") and not kind:
            return None
        new = "AGREE" if kind in AGREED or not kind else kind if kind in ("ACCUSE", "REJECT", "REQUEST") else "THREATEN"
        if kind == "MOBILIZE" and clause.verb.lemma not in ("vow", "plan", "intend", "prepare", "swear"):
            new = "AGREE"
    elif name == "refuse":
        new = "CONCEDE" if kind in ("COERCE", "SANCTION") else "REJECT"
    elif name == "threaten":
        new = "THREATEN"
    else:
        new = {"ASSAULT": "RETREAT", "COERCE": "CONCEDE", "PROTEST": "CONCEDE", "SANCTION": "CONCEDE", "MOBILIZE": "RETREAT"}.get(kind, "SANCTION")
    if new != kind:
        event.mode = ""
    event.type = new
    event.pattern = f"{clause.verb.lemma}+{event.pattern}"
    event.mutual = event.mutual and name == "agree"
    event.clause = clause
    return event


def _request_event(parse: Parse, clause: Clause, inner: Clause, passive: bool) -> Event | None:
    """"X urged Y to do Z": a request of X to Y."""
    if clause.verb.lemma in ("want", "expect", "require", "push", "order", "advise", "invite", "direct", "command", "encourage", "press") and clause.object < 0:
        return None
    if inner.verb.form != "o":
        return None
    at = clause.second if clause.second >= 0 else clause.object
    if passive:
        at = clause.subject
    if at < 0:
        at = next((at for word, at in clause.phrases if word in ("on", "upon", "to", "for", "with")), -1)
    if at < 0 and clause.verb.lemma in ("demand", "ask", "push", "lobby", "press", "petition"):
        return None
    if at < 0:
        return None
    if clause.verb.lemma in ("order", "command", "force", "direct") and not passive:
        done = _inner_event(parse, inner, clause.subject)
        if done is not None and done.type in ("COERCE", "SANCTION"):
            done.actor, done.actors = _actor(parse, clause, passive)
            done.recipient = _recipient(parse, at, _REQUEST)
            parse.used.add(inner.at)
            return done
    actor, last = _actor(parse, clause, passive)
    recipient = _recipient(parse, at, _REQUEST)
    parse.used.add(inner.at)
    event = Event("REQUEST", "", f"{clause.verb.lemma}-to", actor, recipient, 0.05, clause, (clause.verb.a, clause.verb.b))
    event.actors, event.recipients = last, _joined(parse, at)
    return event


_REQUEST = Pattern("REQUEST", "", "request")


# ---------------------------------------------------------------- light verbs and event nouns
def _light_event(parse: Parse, clause: Clause, passive: bool, actor_at: int | None = None) -> Event | None:
    """A verb of little meaning of its own with a noun that names the event: "launched a raid on"."""
    for at in _noun_places(parse, clause, passive):
        found = _noun_pattern(parse, at)
        if found is None:
            continue
        pattern, noun_at = found
        recipient_at = _noun_recipient(parse, clause, noun_at, pattern)
        event = _make(parse, clause, pattern, recipient_at, passive, actor_at)
        if event is not None:
            if recipient_at < 0:
                event.recipient = None
            event.pattern = f"{clause.verb.lemma}+{pattern.name}"
            event.cue = (clause.verb.a, max(parse.chunks[noun_at].b, clause.verb.b)) if not passive else event.cue
            parse.used.add(noun_at)
            return event
    return None


def _noun_places(parse: Parse, clause: Clause, passive: bool) -> list[int]:
    places = _objects(clause, passive)
    if not places or _has_particle(parse, clause, "out") or _has_particle(parse, clause, "off") or _has_particle(parse, clause, "up"):
        places = places + [at for word, at in clause.phrases if word in PARTICLE_PHRASES][:1]
    return places


PARTICLE_PHRASES = frozenset(["out", "off", "up", "in", "into", "on"])


def _noun_pattern(parse: Parse, at: int) -> tuple[Pattern, int] | None:
    """Return the pattern of the event noun at a position, or of the noun that "a series of" and the like bring."""
    nouns = parse.dictionary.patterns.nouns
    places = [at]
    if at + 2 < len(parse.chunks) and parse.chunks[at + 1].word == "of" and parse.chunks[at + 2].kind == "n":
        places.append(at + 2)
    for place in places:
        for pattern in nouns.get(parse.noun(place), ()):
            if len(pattern.nouns) > 1 and not _has_nouns(parse, place, pattern.nouns):
                continue
            if pattern.fixed[0] and not any(word == "of" and parse.noun(following) == pattern.fixed[1] for word, following in _phrases_after(parse, place)):
                continue
            return pattern, place
    return None


def _noun_recipient(parse: Parse, clause: Clause, noun_at: int, pattern: Pattern) -> int:
    phrases = _phrases_after(parse, noun_at) + clause.phrases
    at = _first_phrase([phrase for phrase in phrases if phrase[1] > noun_at], pattern, noun_at, parse)
    return at if at >= 0 else _default(parse, clause, noun_at)


def _cease_event(parse: Parse, clause: Clause, passive: bool, actor_at: int | None = None) -> Event | None:
    """A verb that ends something, with a noun that names what ended: "lifted the embargo on"."""
    if clause.verb.lemma not in parse.dictionary.patterns.operators["cease_light"]:
        return None
    event = _light_event(parse, clause, passive, actor_at)
    if event is None:
        return None
    event.type, event.mode = _ENDED.get(event.type, "REJECT"), ""
    return event


_ENDED = {"ASSAULT": "RETREAT", "COERCE": "CONCEDE", "PROTEST": "CONCEDE", "SANCTION": "CONCEDE", "MOBILIZE": "RETREAT", "AID": "SANCTION", "COOPERATE": "SANCTION", "ACCUSE": "CONCEDE"}


def _noun_events(parse: Parse) -> list[Event]:
    """Events that only a noun names: "Russia's war against Ukraine", "talks between A and B"."""
    events = []
    for at, chunk in enumerate(parse.chunks):
        if chunk.kind != "n" or at in parse.used or not parse.sentence.words[chunk.b - 1].event:
            continue
        event = _noun_event(parse, at)
        if event is not None:
            events.append(event)
    return events


def _noun_event(parse: Parse, at: int) -> Event | None:
    found = _noun_pattern(parse, at)
    if found is None or found[1] != at:
        return None
    pattern = found[0]
    mention = parse.mention(at)
    phrases = _phrases_after(parse, at)
    cue = (parse.chunks[at].b - 1, parse.chunks[at].b)
    for word, following in phrases:
        if word == "between":
            others = _joined(parse, following)
            if others:
                return Event(pattern.type, pattern.mode, pattern.name, parse.mention(following), others[-1], -0.25, None, cue, True)
    pair = _hyphenated(parse, mention)
    if pair is not None:
        return Event(pattern.type, pattern.mode, pattern.name, pair[0], pair[1], -0.25, None, cue, True)
    actor = mention.owner if mention.owner is not None and mention.owner.rank >= AGENT else None
    if actor is None:
        actor = next((parse.mention(f) for word, f in phrases if word == "by" and parse.mention(f).rank >= AGENT), None)
    if actor is None and mention.modifiers:
        actor = mention
    target = next((parse.mention(f) for word, f in phrases if word in pattern.prepositions and parse.mention(f).rank >= PART), None)
    subject = any(clause.subject == at and not clause.subordinate for clause in parse.clauses)
    if target is None and subject:
        target = next((parse.mention(f) for word, f in phrases if word in pattern.prepositions), None)
    if actor is None or target is None:
        return None
    return Event(pattern.type, pattern.mode, pattern.name, actor, target, -0.05 if subject else -0.3, None, cue, pattern.mutual)


def _hyphenated(parse: Parse, mention: Mention) -> tuple[Mention, Mention] | None:
    """Return the two parties of a phrase such as "the Russia-North Korea treaty"."""
    tags = parse.sentence.tags
    for i, j in zip(mention.modifiers, mention.modifiers[1:], strict=False):
        if j == i + 2 and tags[i + 1] == "H":
            return _part(parse, i), _part(parse, j)
    return None


def _part(parse: Parse, i: int) -> Mention:
    """Return a mention of one word."""
    return mention_of(Chunk("n", i, i + 1), parse.sentence, parse.dictionary, parse.memory)


# ---------------------------------------------------------------- modality
def _modal(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Apply negation and modal verbs of the clause to the event."""
    if event.type == "MOBILIZE" and any(word.text in HELPING for word in parse.sentence.words):
        event.type, event.mode = "AID", ""
    verb = clause.verb
    kind = event.type
    if verb.negated:
        if kind not in COOPERATIVE and kind != "REQUEST":
            return None
        event.type, event.mode, event.mutual, event.pattern = "REJECT", "", False, f"not+{event.pattern}"
        event.score -= 0.0 if verb.modal else 0.1
    elif verb.modal in FUTURE and (kind not in KEEPS_TYPE or kind == "SUPPORT"):
        event.type = "AGREE" if kind in COOPERATIVE else "THREATEN"
        event.mode, event.pattern = "", f"will+{event.pattern}"
    elif verb.modal in DOUBTFUL:
        event.stance, event.score = "considers", event.score - 0.2
    elif verb.modal in DUTY:
        event.stance, event.score = "proposes", event.score - 0.25
    return event
