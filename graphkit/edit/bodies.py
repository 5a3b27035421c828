"""Institutions that a text names by what they are, officials by their office alone, offices behind names in Korean."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from graphkit.edit.words import CAPITALS, forms_of, title_pattern

__all__ = [
    "Body",
    "Holder",
    "bodies_in",
    "body_named",
    "capital",
    "holder_named",
    "is_bare_office",
    "issuer_in",
    "names_party",
    "whole_body",
    "without_article",
]

_OF = rf"(?: +(?:of|for) +(?:the +)?{CAPITALS}(?:(?: +and)? +{CAPITALS})*)*"
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her)\s+", re.IGNORECASE)


class Body(NamedTuple):
    """An institution: where its name stands, the name, and the state that the name tells; blank for none."""

    start: int
    end: int
    name: str
    state: str


class Holder(NamedTuple):
    """Somebody with an office as Korean tells it: name, office and state, each blank where it is not told."""

    name: str
    title: str
    state: str


def capital(words: str) -> str:
    """Return words as they begin a sentence.

    >>> capital("foreign Minister")
    'Foreign Minister'
    """
    return words[:1].upper() + words[1:]


def without_article(words: str) -> str:
    """Return words without the article or the like that they begin with.

    >>> without_article("The Libyan ministry"), without_article("her envoy")
    ('Libyan ministry', 'envoy')
    """
    return _ARTICLE.sub("", words)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The words of institutions and offices."""
    read = tomllib.loads(resources.files("graphkit.edit").joinpath("bodies.toml").read_text("utf-8"))
    return {name: tuple(words.replace("_", " ") for words in told.split()) for name, told in read.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An institution written as a name, and one that a state stands before: "Libya's foreign ministry"."""
    heads = sorted(_words()["heads"], key=lambda word: (-len(word), word))
    high = "|".join(re.escape(word.title()) for word in heads)
    low = "|".join(re.escape(word) for word in heads)
    named = rf"(?:{CAPITALS} +){{0,4}}?(?:{high}){_OF}(?![\w'’-])"
    told = rf"({CAPITALS})\s+(?:(?:[a-z][\w-]*\s+){{0,3}}?(?:{low})|[A-Z]{{2,6}})\b"
    return re.compile(named), re.compile(told)


def body_named(words: str) -> Body | None:
    """Return the institution that some words are the name of; None for none.

    >>> body_named("Hellenic Coast Guard")[2:], body_named("the Libyan foreign ministry")[2:]
    (('Hellenic Coast Guard', 'GRC'), ('Libyan foreign ministry', 'LBY'))
    >>> body_named("Ministry of Foreign Affairs of the Republic of Latvia").state, body_named("Ann Guard").state
    ('LVA', '')
    >>> body_named("China Coast Guard").state, body_named("South Korea Coast Guard").state
    ('CHN', 'KOR')
    """
    plain = without_article(" ".join(words.split()))
    titled = capital(plain)
    found = next((one for one in bodies_in(titled) if one.start == 0 and one.end == len(titled)), None)
    return found if found is None else found._replace(name=plain)


def whole_body(words: str, sentence: str) -> str:
    """Return the whole name of an institution of whose name some words of a sentence are the beginning.

    >>> whole_body("Ministry of Foreign Affairs", "The Ministry of Foreign Affairs of Mali summoned Chad's envoy.")
    'Ministry of Foreign Affairs of Mali'
    >>> whole_body("Mali", "Mali's Ministry of Trade spoke.")
    'Mali'
    """
    if body_named(words) is None:
        return words
    found = (body.name for body in bodies_in(sentence) if body.name.startswith(f"{words} of "))
    return max(found, key=len, default=words)


def bodies_in(text: str) -> list[Body]:
    """Return the institutions that a text names, in its order.

    >>> [one.name for one in bodies_in("The State Security Service blamed Belarusian military intelligence.")]
    ['State Security Service', 'Belarusian military intelligence']
    """
    named, told = _patterns()
    found: list[Body] = []
    for match in named.finditer(text):
        name = without_article(match[0])
        if name and name[0].isupper():
            found.append(Body(match.end() - len(name), match.end(), name, _state_in(name)))
    for match in told.finditer(text):
        state = _state_in(match[0])
        if state and not any(one.start < match.end() and one.end > match.start() for one in found):
            found.append(Body(match.start(), match.end(), match[0], state))
    return sorted(found)


def _state_in(name: str) -> str:
    """The state that the name of an institution begins or ends with."""
    from graphkit.extract.gazetteer import world_actors, world_index
    from graphkit.gazetteer import state_of_people

    head = re.sub(r"['’]s?$", "", name.split()[0])
    if state := state_of_people(head):
        return state
    behind = re.search(r"\bof\s+(?:the\s+)?(?:Republic\s+of\s+|Kingdom\s+of\s+)?((?:(?! of ).)+)$", name)
    parts = name.split()
    leading = (re.sub(r"['’]s?$", "", " ".join(parts[:size])) for size in (4, 3, 2, 1) if size < len(parts))
    for words in (behind[1] if behind else "", *leading):  # "China Coast Guard"
        known = world_index().known(words) if words else None
        if known is not None and known.actor in world_actors() and world_actors()[known.actor].kind == "state":
            return known.actor
    return ""


def issuer_in(text: str) -> str:
    """Return the state whose ministry or office issued a press release, by its head; blank where it does not say.

    >>> issuer_in("Ministry of Trade of the Republic of Latvia\\nPress release, 4 June 2026\\n")
    'LVA'
    >>> issuer_in("규탄 성명 발표\\n\\n외교부 보도자료 2026년 9월 17일\\n"), issuer_in("They met.")
    ('KOR', '')
    """
    from graphkit.gazetteer.languages import state_told

    lines = [line.strip() for line in text[:1500].split("\n") if line.strip()][:8]
    for place, line in enumerate(lines):
        if re.match(r"(?i:press|news) (?:release|statement)\b|(?i:for immediate release)", line):
            return next((body.state for one in lines[:place] if (body := body_named(one)) and body.state), "")
        if match := re.match(r"([\uac00-\ud7af ]+?) ?보도 ?자료", line):
            told = state_told(match[1])
            return told.id if told is not None else "KOR" if holder_named(match[1]) is not None else ""
    return ""


def is_bare_office(words: str) -> bool:
    """Return whether some words are an office without a name, or a pronoun for who holds one.

    >>> is_bare_office("The Minister"), is_bare_office("She"), is_bare_office("Minister Kalve")
    (True, True, False)
    """
    plain = without_article(words.strip())
    return plain.casefold() in ("he", "she") or title_pattern().fullmatch(plain) is not None


_PRONOUN = re.compile(
    r"he|she|it|they|him|her|them|who|whom|which|we|us|both|himself|herself|itself|themselves|his|its|their",
    re.IGNORECASE,
)
_DULL = re.compile(r"the|an?|this|that|these|those", re.IGNORECASE)


def names_party(words: str) -> bool:
    """Return whether some words give a party: by a name, a pronoun, an office, or what somebody is.

    >>> [names_party(words) for words in ("the National Library", "She", "the rebels", "is", "regards", "The move")]
    [True, True, True, False, False, False]
    """
    from graphkit.extract.rules import load_dictionary

    if not words.isascii():
        return True
    told = [word for word in re.findall(r"[A-Za-z][\w'-]*", words) if not _DULL.fullmatch(word)]
    known = load_dictionary()
    return any(
        word[0].isupper() or _PRONOUN.fullmatch(word) or any(known.word(form).agent for form in forms_of(word))
        for word in told
    )


def holder_named(words: str) -> Holder | None:
    """Return who some Korean words name by an office or an institution; None where they hold neither.

    >>> holder_named("조현 외교부 장관")
    Holder(name='조현', title='외교부 장관', state='')
    >>> holder_named("러시아 외무부의 마리야 자하로바 대변인")
    Holder(name='마리야 자하로바', title='외무부 대변인', state='RUS')
    >>> holder_named("마코 루비오 미국 국무장관").name, holder_named("한국 외교부")
    ('마코 루비오', Holder(name='', title='', state='KOR'))
    """
    from graphkit.gazetteer.languages import state_told

    parts = words.split()
    if not parts or not re.search(r"[\uac00-\ud7af]", words):
        return None
    posts, bodies = _words()["posts"], _words()["bodies"]
    post = parts.pop() if any(parts[-1].endswith(one) for one in posts) else ""
    state, office, name = "", "", []
    for part in parts:
        told = state_told(part)
        if told is not None and told.whole:
            state = told.id
        elif any(re.sub("의$", "", part).endswith(one) for one in bodies) and len(part) > 1:
            office = re.sub("의$", "", part)
        else:
            name.append(part)
    if not post and not office:
        return None
    if not post:
        return Holder("", "", state) if not name else None
    return Holder(" ".join(name), " ".join(filter(None, (office, post))), state)
