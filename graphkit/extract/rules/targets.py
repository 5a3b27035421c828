"""Whom an act is done to that its own words leave open: weighed among those whom the sentence and the text speak of.

What a clause says plainly is settled elsewhere. Where the target is somebody without a state ("told tour operators"),
a thing, the doer's own side ("arrested Chad's men in Chad") or only what a pronoun stands for, each state or
organisation that is spoken of is weighed by where it is named and how often. The weights were learnt (logistic
regression) from passages whose relations readers had written down: they stand in ``data/targets.toml``, one for each
thing that speaks for or against, and ``benchmarks/targets.py`` makes them anew and says what they gain.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from graphkit.extract.records import Proposal
from graphkit.extract.rules import sureness
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import Known
from graphkit.extract.rules.parse import NAMED_KINDS, OPPOSED, Event, Mention, Parse, harms, phrases_after, recalled
from graphkit.extract.rules.words import read_data, word_class, word_table

BACK = 8  # proposals looked back at
LEAST_MORE = 0.08  # by how much another target must be likelier than the one that the rules found
MOST_TIMES, MOST_OPTIONS = 5, 4  # what is more than that weighs no more
ACTS = word_table("targets.acts")
PLAIN = word_class("targets.plain")
DONE_ON, BY_POWER = word_class("parse.done_on"), word_class("parse.by_power")
TRIALS = word_class("targets.trials")
POSSESSIVES, BLAMING = word_class("targets.possessives"), word_class("targets.blaming")


class Option(NamedTuple):
    """A party that an act may be done to, ``known`` is None for a stranger, and what speaks for or against it."""

    key: str
    known: Known | None
    kept: bool  # it is the target that the rules found
    signs: list[str]


def choose_targets(parse: Parse, events: list[Event]) -> list[Event]:
    """Let acts whose target their words leave open be done to who is likeliest; return those that have another now."""
    weights, changed = load_weights(), list[Event]()
    for event in events:
        found = options(parse, event, events) if may_choose(event) else []
        scores = [likelihood(option.signs, weights) for option in found]
        least = max((score for option, score in zip(found, scores, strict=True) if option.kept), default=0.0)
        best = max(range(len(found)), key=scores.__getitem__, default=-1)
        if best >= 0 and not found[best].kept and scores[best] > least + LEAST_MORE:
            known = found[best].known
            assert known is not None  # only the target that is kept may be a stranger
            _aim(parse, event, known)
            changed.append(event)
    return changed


def may_choose(event: Event) -> bool:
    """Return whether an act has a target to be chosen: one that is known by what it answers, or is plain, has not."""
    return event.is_open and event.answers < 0 and event.type not in PLAIN


def likelihood(signs: list[str], weights: dict[str, float]) -> float:
    """Return the likelihood of a target of which signs speak, between 0 and 1.

    Examples
    --------
    >>> likelihood(["kept", "unheard of"], {"": -1.0, "kept": 1.0})
    0.5
    """
    return sureness.likelihood(signs, weights, weights.get("", 0.0))


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each sign; the blank one is that of every target."""
    weights: dict[str, int] = tomllib.loads(read_data("targets.toml"))["weights"]
    return {sign: weight / 100 for sign, weight in weights.items()}


def options(parse: Parse, event: Event, events: list[Event]) -> list[Option]:
    """Return whom an act may be done to: those of the sentence, those who acted last, and the target that it has.

    Who does alike in the sentence is no target: "Chad deplored the step, and MALI CRITICISED it".
    """
    actor, recipient, clause = event.actor, event.recipient, event.clause
    assert actor is not None and recipient is not None and clause is not None
    own, kept = _key(actor), _key(recipient)
    here, names = _named_here(parse)
    for _, told in reversed(parse.memory.recent[-BACK:]):
        for key, known in _parties(told):
            names.setdefault(key, known)
    suffering = sufferers(parse, clause.object) if clause.object >= 0 and event.type in BLAMING else ()
    for key in {"", own, *_doing_alike(event, events), *suffering} - {kept}:
        names.pop(key, None)
    if event.type == "ASSAULT":  # force is used on somebody, and on no court or bloc that the text speaks of
        names = {key: known for key, known in names.items() if known[1] != "igo" or key == kept}
    if clause.lemma in TRIALS and event.type == "ACCUSE":  # who is tried is whom the words name, and no other
        tried = _tried(parse, clause)
        names = {key: known for key, known in names.items() if key in tried or key == kept}
    if not names:
        return []
    why, group = _openness(event), ACTS.get(event.type, "other")
    times = {key: parse.memory.spoken_of.get(key, 0) for key in names}
    most = max(times.values())
    found = []
    for key, known in names.items():
        signs = [f"spoken of {min(times[key], MOST_TIMES)} times"]
        if times[key] == most:
            signs.append("spoken of most")
        if key == kept:
            signs += ["kept", f"kept, {why}", f"kept, {why}, {group}"]
        if key not in here:
            signs += ["before", f"before, {group}", f"before, others here: {bool(here.keys() - {own})}"]
        elif clause.object >= 0:
            begin, last = parse.chunks.begins[clause.object], parse.chunks.lasts[clause.object]
            signs += [f"in the object, {role}" for token, role in here[key] if begin <= token <= last]
        found.append(Option(key, known, key == kept, signs))
    if kept not in names:
        signs = ["stranger", f"stranger, {group}", f"stranger, {recipient.kind}", f"stranger, rank {recipient.rank}"]
        signs += [f"stranger, {why}", f"stranger among {min(len(names), MOST_OPTIONS)}"]
        found.append(Option(kept, None, True, signs))
    return found


def _tried(parse: Parse, clause: Clause) -> set[str]:
    """Return the states of whom a court or the police try: "questioned the skipper OF A PERUVIAN TRAWLER"."""
    at = clause.subject if clause.passive else clause.object
    if at < 0 or parse.chunks.kinds[at] != "n":
        return set()
    return {parse.mention(place).state for _, place in phrases_after(parse, at) if not parse.mention(place).pronoun}


def sufferers(parse: Parse, at: int) -> set[str]:
    """Return the states to whose people or land is done what a noun names: "the killing OF CIVILIANS IN BUCHA".

    Where the powerful do it to their own, the place is theirs: not "the arrest of protesters IN MINSK".
    """
    after = phrases_after(parse, at) if parse.chunks.kinds[at] == "n" and harms(parse, at) else []
    if not after or after[0][0] not in DONE_ON:
        return set()
    if parse.nouns[after[0][1]] in OPPOSED:
        return set()
    told = after[:1] if parse.nouns[at] in BY_POWER else [each for each in after if each[0] not in ("by", "from")]
    found = {parse.mention(place).state for _, place in told}
    return found & parse.dictionary.states


def _aim(parse: Parse, event: Event, known: Known) -> None:
    """Let an act be done to somebody, as a guess for a person to look at."""
    clause = event.clause
    assert clause is not None
    name = known[3] or parse.dictionary.titles.get(known[0], known[0])
    target = recalled((*known[:3], name), Mention(clause.a, clause.b, parse.sentence))
    target.guessed = True
    event.recipient = target


def _key(mention: Mention) -> str:
    return "" if mention.pronoun else mention.state or mention.identity


def _doing_alike(event: Event, events: list[Event]) -> set[str]:
    """Return who does in the sentence what an act does too."""
    same = [other for other in events if other.type == event.type and other is not event and other.actor is not None]
    return {_key(doer) for other in same for doer in (other.actor, *other.actors) if doer is not None}


def _openness(event: Event) -> str:
    """Return why it is open whom an act is done to."""
    recipient = event.recipient
    assert recipient is not None
    if recipient.resolved:
        return "recalled"
    if recipient.state:
        return "own side"
    return "thing" if recipient.thing else "nobody known"


def _parties(told: Proposal) -> tuple[tuple[str, Known], tuple[str, Known]]:
    """Return the two sides of an act told before, each as the state or organisation that it stands for."""
    return (
        _standing(told.actor, told.actor_kind, told.actor_state, told.actor_name),
        _standing(told.recipient, told.recipient_kind, told.recipient_state, told.recipient_name),
    )


def _standing(identity: str, kind: str, state: str, name: str) -> tuple[str, Known]:
    if kind in NAMED_KINDS and not (kind == "armed-group" and state):
        return state or identity, (identity, kind, state, name)
    return state, (state, "state", state, "")


def _named_here(parse: Parse) -> tuple[dict[str, list[tuple[int, str]]], dict[str, Known]]:
    """Return where and how a sentence names states and organisations, and what to remember of them."""
    here: dict[str, list[tuple[int, str]]] = {}
    names: dict[str, Known] = {}
    words = parse.sentence.words
    for token, word in enumerate(words):
        if not word.belongs:
            continue
        if word.name is None:
            key, known = _standing("", "", word.state, "")
        else:
            identity, kind, state = word.name
            key, known = _standing(identity, kind, state, "")
        after = words[token + 1] if token + 1 < len(words) else None
        role = "itself" if after is None or after.tag not in "NP" else "before a noun"
        if after is not None and after.text in POSSESSIVES:
            role = "owner"
        here.setdefault(key, []).append((token, role))
        names.setdefault(key, known)
    return here, names
