"""What a sentence points back to: the act that its noun names, "the protest", and the claim that it denies."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from graphkit.edit.find import types_by_word
from graphkit.edit.words import content_words, denying_verbs, forms_of, verb_forms

__all__ = ["Pointed", "act_pointed_at", "claim_denied"]

Act = tuple[str, str]
_SURELY = (
    r"(?:in|by way of|as a) (?:response|reply|answer|reaction|retaliation|return|consequence|result)(?: (?:to|for|of))?"
    r"|following|prompted by|responding to|reacting to|in protest (?:at|against)"
)
_PERHAPS = r"after|over|because of|due to|citing|answering|since"
_WHOSE = r"(?:the|this|that|these|those|such|its|his|her|their|an?|(?:[A-Z][\w-]+ )?[A-Z][\w-]*['’]s?)"
_ENDS = (
    r"of|by|on|in|at|to|for|from|with|over|against|and|or|but|who|whom|that|which|it|they|he|she|its|as|when|while|was|were|is"
    r"|had|has|have"
)
_POINTS = re.compile(
    rf"\b(?:(?P<sure>{_SURELY})|{_PERHAPS})\s+(?:{_WHOSE}\s+)?(?P<nouns>(?:(?!(?:{_ENDS})\b)[\w-]+\s*){{1,4}})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:in (?:response|reply|answer|retaliation|return)|as a (?:result|consequence))(?=\s*,)", re.IGNORECASE
)


class Pointed(NamedTuple):
    """A noun that points back to an act, the acts that it may mean, the likeliest first; blank where none is named."""

    noun: str
    acts: tuple[Act, ...]

    def rank(self, act: Act, summary: str) -> int:
        """Return how ill an act fits: 0 is one of its kind in the noun's own words, 3 is none of its kind."""
        fits = any(kind == act[0] and mode in ("", act[1]) for kind, mode in self.acts)
        named = bool(self.noun) and not content_words(summary).isdisjoint(forms_of(self.noun))
        return 0 if fits and named else 1 if fits else 2 if named else 3


@cache
def _families() -> dict[str, tuple[Act, ...]]:
    """The acts that nouns point back to."""
    read = tomllib.loads(resources.files("graphkit.edit").joinpath("nouns.toml").read_text("utf-8"))
    return {
        noun: tuple((kind, mode) for kind, _, mode in (act.partition("/") for act in acts.split()))
        for noun, acts in read.items()
    }


def _acts_of(noun: str) -> tuple[Act, ...]:
    """The acts that a noun may mean: by its own entry, else by the coder's."""
    low = noun.casefold()
    for form in (low, low.removesuffix("s"), *forms_of(low)):
        if form in _families():
            return _families()[form]
    return tuple(act for act in types_by_word(low) if act[0])


def act_pointed_at(sentence: str) -> Pointed | None:
    """Return which act a sentence says it answers, by the noun for it; None where it points to none.

    >>> act_pointed_at("In response to the protest, Mali said no.")
    Pointed(noun='protest', acts=(('ACCUSE', 'disapprove'), ('PROTEST', '')))
    >>> act_pointed_at("Following the phone call with Mali, Chad left.").acts[0], act_pointed_at("Chad left in 2020.")
    (('CONSULT', 'phone'), None)
    >>> act_pointed_at("In response to this move, Chad left."), act_pointed_at("In response, Chad left.").noun
    (Pointed(noun='move', acts=()), '')
    """
    for match in _POINTS.finditer(sentence):
        words = match["nouns"].split()
        noun = next((word for word in words if word.islower() and _is_noun_of_act(word)), "")
        if noun:
            return Pointed(noun, _acts_of(noun))
        if match["sure"] and words and words[-1].islower():
            return Pointed(words[-1], ())
    return Pointed("", ()) if _BARE.search(sentence) else None


def _is_noun_of_act(word: str) -> bool:
    """Whether a word names an act of a kind, and not any whatever: "the move"."""
    return word.casefold().removesuffix("s") not in _ANY and bool(_acts_of(word))


_ANY = frozenset(["move", "measure", "step", "action", "decision", "act", "event", "incident", "development"])


@cache
def _denied() -> re.Pattern[str]:
    """A verb of denying with its that-clause."""
    forms = {form for verb in (*denying_verbs(), "reject", "dismiss") for form in verb_forms(verb)}
    past = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    what = "suggestion|claim|allegation|charge|accusation|report|idea|notion"
    lead = rf"(?: (?:the|any|all|this|an?|such|as \w+))*(?: (?:{what})s?)?"
    return re.compile(rf"\b(?:{past})\b{lead},? that (.+)", re.IGNORECASE | re.DOTALL)


def claim_denied(sentence: str) -> str:
    """Return the clause of which a sentence says that somebody denies it; blank where it has none.

    >>> claim_denied("Mali denies that the ban is linked to the remarks."), claim_denied("Mali denied the charge.")
    ('the ban is linked to the remarks.', '')
    """
    match = _denied().search(sentence)
    return match[1] if match else ""
