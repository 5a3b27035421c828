"""The coder over a spaCy pipeline: the rule coder's vocabulary, with roles read from a dependency tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.gazetteer import NamedActor, name_actor
from graphkit.extract.llm_coder import passages
from graphkit.extract.records import Proposal
from graphkit.extract.rules.dates import find_dates
from graphkit.model import KINDS
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    from graphkit.extract.rules import Dictionary

__all__ = ["SpacyCoder", "load_spacy_coder"]

Token = Any  # spacy.tokens.Token: the library is an extra
_PASSAGE = 50_000

# the two label schemes side by side: ClearNLP, as in spaCy's English pipelines, then Universal Dependencies
_SUBJECT = frozenset(["nsubj", "csubj"])
_PASSIVE_SUBJECT = frozenset(["nsubjpass", "nsubj:pass"])
_OBJECT = frozenset(["dobj", "obj"])
_INDIRECT = frozenset(["dative", "iobj"])
_PARTICLE = frozenset(["prt", "compound:prt"])
_POSSESSOR = frozenset(["poss", "nmod:poss"])
_MARKED_BY = frozenset(["prep", "agent", "dative"])  # ClearNLP: the preposition governs its noun
_MARKED = frozenset(
    ["obl", "nmod", "obl:agent", "obl:arg", "nmod:agent", "iobj"]
)  # UD: the noun governs its preposition
_RELATIVE = frozenset(["relcl", "acl:relcl"])
_CONTROLLED = frozenset(["xcomp", "ccomp", "acl", "advcl"])
_IN_NAME = frozenset(["compound", "flat", "flat:name", "nn", "nummod", "amod", "nmod:poss", "poss", "fixed"])
_WHO = frozenset(["who", "which", "that", "whom"])
_PRONOUNS = frozenset(["it", "he", "she", "they", "him", "her", "them", "we", "i", "you"])
_STANCE_OF_MODAL = {"will": "expects", "would": "expects", "shall": "expects"} | dict.fromkeys(
    ("may", "might", "could", "can"), "considers"
)
_COOPERATIVE = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", ""])
_DENYING = frozenset(["deny", "dispute", "refute"])
_ENDED = {"ASSAULT": "RETREAT", "MOBILIZE": "RETREAT", "COERCE": "CONCEDE", "PROTEST": "CONCEDE", "SANCTION": "CONCEDE"}
_CONFIDENCE = 0.75


def load_spacy_coder(model: str) -> SpacyCoder:
    """Return the coder over an installed pipeline, or one in a folder.

    Parameters
    ----------
    model
        The name of a spaCy pipeline, such as ``en_core_web_sm``, or a path.

    Raises
    ------
    MissingDependency
        If spaCy is not installed.
    DataError
        If there is no such pipeline or it has no dependency parser.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingDependency("the spacy coder needs spacy: pip install 'graphkit[spacy]'") from error
    try:
        pipeline = spacy.load(Path(model) if Path(model).is_dir() else model)
    except (OSError, ValueError) as error:
        raise DataError(f"no spaCy pipeline '{model}': install it (python -m spacy download {model})") from error
    if "parser" not in pipeline.pipe_names and not _parses(pipeline):
        raise DataError(f"the spaCy pipeline '{model}' has no dependency parser; name one that has")
    return SpacyCoder(pipeline)


def _parses(pipeline: Any) -> bool:
    """Whether some other part of the pipeline makes a dependency tree."""
    return bool(pipeline("Japan met Ukraine.").has_annotation("DEP"))


class SpacyCoder:
    """A coder that reads who acts on whom from the dependency trees of a spaCy pipeline.

    Both label schemes are understood: ClearNLP, of spaCy's English pipelines, and Universal
    Dependencies. Words without a lemma get the rule coder's.

    Parameters
    ----------
    pipeline
        A loaded pipeline with a dependency parser.
    dictionary
        The vocabulary; None: the rule coder's own.
    """

    def __init__(self, pipeline: Any, *, dictionary: Dictionary | None = None) -> None:
        from graphkit.extract.rules import load_dictionary

        self.pipeline = pipeline
        self.dictionary = dictionary or load_dictionary()

    def __call__(self, text: str, date: str = "") -> list[Proposal]:
        """Return the proposals for one text; ``date`` is that of its document."""
        found: list[Proposal] = []
        for start, end in passages(text, size=_PASSAGE):
            document = self.pipeline(text[start:end])
            found += [_moved(proposal, start) for proposal in self.code(document, date)]
        return found

    def code(self, document: Any, date: str = "") -> list[Proposal]:
        """Return the proposals for one parsed document, in the order of its words; dates are read as the rules do."""
        found: dict[tuple[object, ...], Proposal] = {}
        last: Token | None = None
        for sentence in document.sents:
            tree = _Tree(self.dictionary, last)
            for event in tree.events(sentence):
                for proposal in _proposals(event, sentence, tree):
                    proposal = replace(proposal, date=_date(document.text, proposal, date))
                    key = (proposal.type, proposal.actor_start, proposal.recipient_start)
                    found.setdefault(key, proposal)
            last = next((token for token in sentence if token.dep_ in _SUBJECT and _stands(token, tree)), last)
        return sorted(found.values(), key=lambda proposal: (proposal.start, proposal.cue_start or 0))


@dataclass(slots=True)
class _Event:
    """An event in a tree: its words and the nouns of its two sides."""

    type: str
    mode: str
    name: str
    actors: list[Token]
    recipients: list[Token]
    cue: Token
    mutual: bool = False
    stance: str = "asserts"
    speaker: Token | None = None
    penalty: float = 0.0


class _Tree:
    """Questions to one sentence's tree."""

    def __init__(self, dictionary: Dictionary, last: Token | None) -> None:
        self.dictionary, self.patterns, self.last = dictionary, dictionary.patterns, last

    # words

    def lemma(self, token: Token) -> str:
        """The base form: the pipeline's, or the dictionary's where it has none."""
        if token.lemma_ and token.lemma_ != token.text:
            return str(token.lemma_.lower())
        word = self.dictionary.word(token.text.lower())
        return str(word.lemma or word.noun or token.text.lower())

    def noun(self, token: Token) -> str:
        """The singular of a noun."""
        word = self.dictionary.word(token.text.lower())
        return str(word.noun or token.lemma_.lower() or token.text.lower())

    def preposition_phrases(self, token: Token) -> Iterator[tuple[str, Token]]:
        """Each preposition with its noun below a word, whichever of the two governs the other."""
        for child in token.children:
            if child.dep_ in _MARKED_BY and any(c.dep_ in ("pobj", "pcomp") for c in child.children):
                for below in child.children:
                    if below.dep_ == "pobj":
                        yield child.text.lower(), below
                    elif below.dep_ == "prep":  # "out of": the inner preposition
                        yield from ((child.text.lower(), c) for c in below.children if c.dep_ == "pobj")
            elif child.dep_ in _MARKED or child.dep_.startswith(("obl", "nmod")):
                for case in child.children:
                    if case.dep_ == "case" and case.text not in ("'s", "’s", "'"):
                        yield case.text.lower(), child

    def phrases_near(self, verb: Token, noun: Token | None) -> list[tuple[str, Token]]:
        """Prepositional phrases of a verb and of its event noun."""
        found = list(self.preposition_phrases(verb))
        return found + (list(self.preposition_phrases(noun)) if noun is not None else [])

    # roles

    def subjects(self, verb: Token) -> list[Token]:
        """Who acts: the subject, that of the verb this one is joined to or controlled by, or the head of the clause."""
        passive = self.passive(verb)
        for child in verb.children:
            if child.dep_ in (_PASSIVE_SUBJECT if passive else _SUBJECT):
                return self.antecedents(child, verb)
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            return self.subjects(verb.head)
        if verb.dep_ in _CONTROLLED and verb.head.pos_ in ("VERB", "AUX", "ADJ") and verb.dep_ != "ccomp":
            objects = self.objects(verb.head) if self.is_operator(verb.head, ("request", "force", "allow")) else []
            return objects or self.subjects(verb.head)
        return [verb.head] if verb.dep_ in ("acl", *_RELATIVE) else []

    def antecedents(self, subject: Token, verb: Token) -> list[Token]:
        """The subject, or what a relative pronoun in its place stands for."""
        if subject.text.lower() in _WHO and verb.dep_ in _RELATIVE:
            return _joined(verb.head)
        return _joined(subject)

    def passive(self, verb: Token) -> bool:
        """Whether the verb is passive."""
        marks = {child.dep_ for child in verb.children}
        if marks & {"auxpass", "aux:pass", *_PASSIVE_SUBJECT}:
            return True
        return bool(verb.dep_ == "acl" and verb.tag_ == "VBN")

    def objects(self, verb: Token) -> list[Token]:
        """Whom it is done to, without a preposition."""
        indirect = [c for c in verb.children if c.dep_ in _INDIRECT and c.pos_ != "ADP" and not _has_case(c)]
        direct = [c for c in verb.children if c.dep_ in _OBJECT]
        return [token for child in (*indirect, *direct) for token in _joined(child)]

    def agents(self, verb: Token) -> list[Token]:
        """Who does it, in a passive clause: after "by"."""
        found = [token for word, token in self.preposition_phrases(verb) if word == "by"]
        return [other for token in found for other in _joined(token)]

    def negated(self, verb: Token) -> bool:
        """Whether the verb is denied."""
        return any(c.dep_ == "neg" or c.text.lower() in ("not", "n't", "never", "n’t") for c in verb.children)

    def is_operator(self, verb: Token, names: Iterable[str]) -> str:
        """The first of some operators that the verb is one of, or blank."""
        lemma = self.lemma(verb)
        return next((name for name in names if lemma in self.patterns.operators.get(name, {})), "")

    # events

    def events(self, sentence: Any) -> Iterator[_Event]:
        """Every event of a sentence, of verbs first."""
        for token in sentence:
            if token.pos_ in ("VERB", "AUX") or (not token.pos_ and self.lemma(token) in self.patterns.verbs):
                event = self.verb_event(token) or self.light_event(token) or self.request_event(token)
                if event is not None:
                    yield self.in_context(event, token)
            elif token.pos_ in ("NOUN", "") and (event := self.noun_event(token)) is not None:
                yield event

    def verb_event(self, verb: Token) -> _Event | None:
        """The event of the most specific pattern that fits a verb."""
        patterns = self.patterns.verbs.get(self.lemma(verb))
        if patterns is None:
            return None
        for pattern in patterns.that_fit({self.noun(token) for token in self.noun_places(verb)}):
            found = self.fits(verb, pattern)
            if found is None:
                continue
            subjects, recipients = self.sides(verb, found, pattern)
            if recipients:
                return _Event(
                    pattern.type, pattern.mode, pattern.name, subjects, recipients, verb, mutual=pattern.mutual
                )
        return None

    def fits(self, verb: Token, pattern: Any) -> list[Token] | None:
        """The recipients that a pattern finds at a verb; None when its words are not there."""
        if pattern.particle and not self.has_particle(verb, pattern.particle):
            return None
        if pattern.fixed[0] and not any(
            word == pattern.fixed[0] and self.noun(noun) == pattern.fixed[1]
            for word, noun in self.preposition_phrases(verb)
        ):
            return None
        event_noun = self.event_noun(verb, pattern.nouns) if pattern.nouns else None
        if pattern.nouns and event_noun is None:
            return None
        if pattern.prepositions:
            phrases = self.phrases_near(verb, event_noun)
            return [t for word, noun in phrases if word in pattern.prepositions for t in _joined(noun)]
        if event_noun is not None:
            return self.owners(event_noun) or [t for t in self.objects(verb) if t != event_noun]
        passive_subject = [c for c in verb.children if c.dep_ in _PASSIVE_SUBJECT]
        return [t for c in passive_subject for t in self.antecedents(c, verb)] or self.objects(verb)

    def sides(self, verb: Token, found: list[Token], pattern: Any) -> tuple[list[Token], list[Token]]:
        """Actors and recipients, by voice and by which side the pattern's subject is."""
        passive = self.passive(verb)
        subjects = self.agents(verb) if passive and not pattern.reverse else self.subjects(verb)
        if passive and not found and not pattern.prepositions and verb.dep_ == "acl":
            found = [verb.head]
        return (found, subjects) if pattern.reverse else (subjects, found)

    def has_particle(self, verb: Token, particle: str) -> bool:
        """Whether a particle belongs to the verb."""
        return any(
            child.text.lower() == particle and (child.dep_ in _PARTICLE or child.dep_ in ("prep", "advmod", "case"))
            for child in verb.children
        ) or any(word == particle for word, _ in self.preposition_phrases(verb))

    def noun_places(self, verb: Token) -> list[Token]:
        """The nouns that may be part of a pattern: objects, passive subjects and those with a preposition."""
        places = [c for c in verb.children if c.dep_ in _OBJECT or c.dep_ in _PASSIVE_SUBJECT]
        return places + [noun for _, noun in self.preposition_phrases(verb)]

    def event_noun(self, verb: Token, nouns: Sequence[str]) -> Token | None:
        """The object of a verb that is the noun the pattern asks for."""
        for token in self.noun_places(verb):
            before = {self.noun(child) for child in token.children}
            if self.noun(token) == nouns[-1] and before.issuperset(nouns[:-1]):
                return token
        return None

    def owners(self, noun: Token) -> list[Token]:
        """Whose a noun is: a possessor, or what follows "of"."""
        owned = [child for child in noun.children if child.dep_ in _POSSESSOR]
        return owned or [token for word, token in self.preposition_phrases(noun) if word == "of"]

    def light_event(self, verb: Token) -> _Event | None:
        """A verb that says little with a noun that names the event: "launched an attack on"."""
        name = self.is_operator(verb, ("light",)) or self.is_operator(verb, ("cease_light",))
        if not name:
            return None
        passive = self.passive(verb)
        for noun in [c for c in verb.children if c.dep_ in (_PASSIVE_SUBJECT if passive else _OBJECT)]:
            for pattern in self.patterns.nouns.get(self.noun(noun), ()):
                found = [t for w, n in self.phrases_near(verb, noun) if w in pattern.prepositions for t in _joined(n)]
                if found:
                    actors = self.agents(verb) if passive else self.subjects(verb)
                    type_ = _ENDED.get(pattern.type, "SANCTION") if name == "cease_light" else pattern.type
                    mode = "" if type_ != pattern.type else pattern.mode
                    return _Event(
                        type_, mode, f"{self.lemma(verb)}+{pattern.name}", actors, found, verb, pattern.mutual
                    )
        return None

    def noun_event(self, noun: Token) -> _Event | None:
        """A noun that names an event, with its own actor: "Russia's invasion of Ukraine", "talks between A and B"."""
        for pattern in self.patterns.nouns.get(self.noun(noun), ()):
            phrases = list(self.preposition_phrases(noun))
            between = [_joined(token) for word, token in phrases if word == "between"]
            if between and "between" in pattern.prepositions and len(between[0]) > 1:
                return _Event(pattern.type, pattern.mode, pattern.name, between[0][:1], between[0][1:], noun, True)
            actors = [child for child in noun.children if child.dep_ in _POSSESSOR]
            actors = actors or [t for word, token in phrases if word == "by" for t in _joined(token)]
            found = [t for word, token in phrases if word in pattern.prepositions for t in _joined(token)]
            if actors and found:
                return _Event(
                    pattern.type, pattern.mode, pattern.name, actors, found, noun, pattern.mutual, penalty=0.1
                )
        return None

    def request_event(self, verb: Token) -> _Event | None:
        """An operator over a verb that no pattern knows: "urged Y to come", "refused Y's plan"."""
        inner = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX")), None)
        if inner is None or not self.is_operator(verb, ("request",)):
            return None
        asked = self.objects(verb) or [t for c in inner.children if c.dep_ in _SUBJECT for t in _joined(c)]
        asked = asked or [
            t for w, n in self.preposition_phrases(verb) if w in ("on", "upon", "to", "with") for t in _joined(n)
        ]
        return _Event("REQUEST", "", f"{self.lemma(verb)}-to", self.subjects(verb), asked, verb) if asked else None

    # what stands around an event

    def in_context(self, event: _Event, verb: Token) -> _Event:
        """The event with the negation, the modality, the control and the speech that it stands in."""
        top = verb
        while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX"):
            top = top.head
        for child in verb.children:
            if child.dep_ == "aux":
                event.stance = _STANCE_OF_MODAL.get(child.text.lower(), event.stance)
        if self.negated(verb) and event.type in _COOPERATIVE:
            event.type, event.mode, event.stance = "REJECT", "", "asserts"
        elif self.negated(verb):
            event.stance = "denies"
        governor = top.head
        if top.dep_ in ("xcomp", "ccomp") and governor != top:
            self.controlled(event, top, governor)
        return event

    def controlled(self, event: _Event, verb: Token, governor: Token) -> None:
        """Compose an event with the verb above it: agreed to, refused to, urged to, said that."""
        denied = self.lemma(governor) in _DENYING
        said = verb.dep_ == "ccomp" and (denied or self.is_operator(governor, ("report",)))
        if said and any(child.dep_ in (*_SUBJECT, *_PASSIVE_SUBJECT) for child in verb.children):
            event.speaker = next(iter(self.subjects(governor)), None)
            event.stance = "denies" if denied else event.stance
            return
        name = self.is_operator(governor, ("agree", "refuse", "threaten", "request", "cease"))
        if name == "request":
            asked = event.actors
            event.type, event.mode, event.mutual = "REQUEST", "", False
            event.actors, event.recipients = self.subjects(governor), asked or event.recipients
        elif name:
            event.type, event.mode = _composed(name, event.type), ""
            event.mutual = event.mutual and name == "agree"
        if name:
            event.name, event.cue = f"{self.lemma(governor)}+{event.name}", governor


def _composed(name: str, type_: str) -> str:
    """What agreeing, refusing, threatening or ceasing to do something is."""
    if name == "agree":
        return "AGREE" if type_ in _COOPERATIVE else "THREATEN"
    if name == "cease":
        return _ENDED.get(type_, "SANCTION")
    return {"refuse": "REJECT", "threaten": "THREATEN"}[name]


def _joined(token: Token) -> list[Token]:
    """A noun and those joined to it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            found += _joined(child)
    return found


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.children)


def _stands(token: Token, tree: _Tree) -> bool:
    """Whether a noun can stand for a pronoun later on."""
    return token.text.lower() not in _PRONOUNS | _WHO and _named(token, tree) is not None


# actors


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of an event: who it is, where its words are, and how sure that is."""

    who: NamedActor
    start: int
    end: int
    penalty: float = 0.0


def _side(token: Token, tree: _Tree) -> _Side | None:
    """Who a noun is; a pronoun is the last subject, a thing is its owner's."""
    if token.text.lower() in _PRONOUNS:
        if tree.last is None or token.text.lower() in ("we", "i", "you"):
            return None
        before = _named(tree.last, tree)
        span = (token.idx, token.idx + len(token.text))
        return None if before is None else _Side(before.who, *span, penalty=0.2)
    found = _named(token, tree)
    if found is not None:
        return found
    for owner in tree.owners(token):
        if owner != token and (found := _named(owner, tree)) is not None:
            return replace(found, penalty=0.1)
    return None


def _named(token: Token, tree: _Tree) -> _Side | None:
    """The actor that a noun phrase names, or None when it names a thing."""
    start, end = _span(token)
    text = token.doc.text[start:end]
    words = re.sub(r"(?:'s|’s|'|’)$", "", text)
    words = re.sub(r"^(?:the|a|an|its|his|her|their|this|these|those|some|both)\s+", "", words, flags=re.IGNORECASE)
    if not words:
        return None
    known = tree.dictionary.names.get(words)
    if known is not None:
        actor = NamedActor(known[0], tree.dictionary.titles.get(known[0], words), known[1], known[2])
        return _Side(actor, start, start + len(text.rstrip()))
    kind = tree.dictionary.agents.get(token.text.lower()) or tree.dictionary.agents.get(tree.noun(token), "")
    who = name_actor(words, kind=kind if kind in KINDS else "")
    if kind == "of_state" and who.state:
        who = name_actor(who.state)
    proper = token.pos_ == "PROPN" or bool(token.ent_type_)
    if kind or proper or who.kind == "state":
        return _Side(who, start, end)
    return _Side(who, start, end, penalty=0.1) if who.state else None


def _span(token: Token) -> tuple[int, int]:
    """The letters of a noun phrase: its head with the words of its name before and after."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in _IN_NAME or (child.dep_ == "det" and child.i < token.i):
            first, last = min(first, child.left_edge.i), max(last, child.i)
    words = token.doc[first : last + 1]
    return words.start_char, words.end_char


# records


def _proposals(event: _Event, sentence: Any, tree: _Tree) -> Iterator[Proposal]:
    """A proposal for each actor with each recipient."""
    actors = [side for token in event.actors if (side := _side(token, tree)) is not None]
    recipients = [side for token in event.recipients if (side := _side(token, tree)) is not None]
    if not recipients and event.mutual and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
    for actor in actors:
        for recipient in recipients:
            if actor.start != recipient.start and actor.who.id != recipient.who.id:
                yield _proposal(event, sentence, (actor, recipient), tree)


def _proposal(event: _Event, sentence: Any, sides: tuple[_Side, _Side], tree: _Tree) -> Proposal:
    actor, recipient = sides
    speaker = _side(event.speaker, tree) if event.speaker is not None else None
    modes: Mapping[str, object] = load_ontology().types[event.type].modes
    return Proposal(
        actor=actor.who.id,
        actor_start=actor.start,
        actor_end=actor.end,
        type=event.type,
        mode=event.mode if event.mode in modes else "",
        recipient=recipient.who.id,
        recipient_start=recipient.start,
        recipient_end=recipient.end,
        start=sentence.start_char,
        end=sentence.end_char,
        stance=event.stance,
        speaker=speaker.who.id if speaker else "",
        speaker_name=speaker.who.name if speaker else "",
        confidence=round(max(0.05, _CONFIDENCE - event.penalty - actor.penalty - recipient.penalty), 3),
        origin=f"spacy:{event.name}",
        pattern=event.name,
        actor_name=actor.who.name,
        actor_kind=actor.who.kind,
        actor_state=actor.who.state,
        recipient_name=recipient.who.name,
        recipient_kind=recipient.who.kind,
        recipient_state=recipient.who.state,
        mutual=event.mutual,
        cue_start=event.cue.idx,
        cue_end=event.cue.idx + len(event.cue.text),
    )


def _date(text: str, said: Proposal, document: str) -> str:
    """The date that a sentence names nearest to the event's words."""
    found = find_dates(text, said.start, said.end, document, future=said.stance == "expects")
    return min(found, key=lambda item: abs(item[0] - (said.cue_start or said.start)))[1] if found else ""


def _moved(proposal: Proposal, by: int) -> Proposal:
    """The proposal with its places counted from the start of the whole text."""
    if not by:
        return proposal
    names = ("actor_start", "actor_end", "recipient_start", "recipient_end", "start", "end", "cue_start", "cue_end")
    return replace(proposal, **{name: getattr(proposal, name) + by for name in names})
