"""Words of the coder's own data by which the workbench reads a sentence: forms of verbs, who speaks, and offices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

__all__ = [
    "CAPITALS",
    "acts_told",
    "content_words",
    "denial_in",
    "denying_verbs",
    "forms_of",
    "named_beside",
    "named_speaker",
    "organisation_words",
    "says_something",
    "teller_in",
    "title_pattern",
    "verb_forms",
    "without_common",
]

#: A pattern for a word with a capital.
CAPITALS = r"[A-ZÀ-Þ][\w'’-]+"
_NAMED = rf"({CAPITALS}(?:\s+{CAPITALS}){{0,3}})"
_FUNCTION = "DMBAXQWTIOURCZYt"  # the coder's tags of words of grammar and of time
#: What is called by a common noun: "the alliance", "its neighbour".
_COMMON = re.compile(r"\s*(?i:the|its|their|his|her|this|that|an?)(?:\s+[^\W\d_A-ZÀ-Þ][^\WA-ZÀ-Þ]*(?:-\w+)*){1,4}\s*")
#: A name between commas, behind which no list goes on: ", NATO, warned".
_BESIDE = re.compile(
    rf",\s+(?:the\s+)?({CAPITALS}(?:\s+(?:of\s+(?:the\s+)?)?{CAPITALS}){{0,4}})(?=,\s+(?!(?:and|or)\b)[^\W\d_A-ZÀ-Þ]|[.;:])"
)
_SHORTEST = 4  # letters of a word that says what a sentence is about


@cache
def _verb_forms() -> dict[str, tuple[str, ...]]:
    """Every form of every verb of the coder's, by the verb."""
    from graphkit.extract.rules import load_dictionary

    found: dict[str, list[str]] = {}
    for form, verb in load_dictionary().lexicon.lemmas.items():
        found.setdefault(verb, []).append(form)
    return {verb: tuple(forms) for verb, forms in found.items()}


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every form of a verb that the coder knows.

    >>> "denied" in verb_forms("deny")
    True
    """
    return _verb_forms().get(verb, (verb,))


def forms_of(word: str) -> tuple[str, ...]:
    """Return a word, the verb and the noun of which it may be a form, as the coder's lexicon has them.

    >>> forms_of("shipped"), forms_of("supplies")
    (('shipped', 'ship'), ('supplies', 'supply'))
    """
    from graphkit.extract.rules import load_dictionary

    low = word.casefold()
    known = load_dictionary().word(low)
    return tuple(dict.fromkeys(one for one in (low, known.lemma, known.noun) if one))


def content_words(text: str) -> set[str]:
    """Return the longer words of a text that are no words of grammar or time, each as the verb or noun of which it is.

    >>> sorted(content_words("that Morocco had shipped rifles on Tuesday"))
    ['morocco', 'rifle', 'ship']
    """
    from graphkit.extract.rules import load_dictionary

    words = {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= _SHORTEST or not word.isascii()}
    tags = load_dictionary()
    return {forms_of(word)[-1] for word in words if tags.word(word).tag not in _FUNCTION}


def named_beside(words: str, after: str) -> str:
    """Return the name that stands beside a common noun and says who it is; blank where none does.

    Parameters
    ----------
    words
        The words that somebody is called by.
    after
        What stands after them.

    Examples
    --------
    >>> named_beside("The alliance", ", NATO, warned Russia."), named_beside("the bloc", ", the European Union, met")
    ('NATO', 'European Union')
    >>> named_beside("the police", ", Hamas, and others"), named_beside("Latvia", ", Estonia, said")
    ('', '')
    """
    beside = _BESIDE.match(after) if _COMMON.fullmatch(words) else None
    return beside[1] if beside else ""


def without_common(words: str) -> str:
    """Return names without the common nouns that stand beside them between commas.

    >>> without_common("The alliance, NATO"), without_common("NATO, the alliance"), without_common("the alliance")
    ('NATO', 'NATO', 'the alliance')
    """
    parts = words.split(",")
    named = [part for part in parts if not _COMMON.fullmatch(part)]
    return ",".join(named).strip() if len(named) < len(parts) and any(map(str.strip, named)) else words


@cache
def _languages() -> dict[str, dict[str, tuple[str, ...]]]:
    """The words of other languages than English, by what they stand for."""
    read = tomllib.loads(resources.files("graphkit.edit").joinpath("languages.toml").read_text("utf-8"))
    return {
        part: {key: tuple(word.replace("_", " ") for word in words.split()) for key, words in table.items()}
        for part, table in read.items()
    }


def organisation_words() -> dict[str, tuple[str, ...]]:
    """Return the names of organisations in other languages than English, by their ids.

    >>> organisation_words()["nato"][0]
    '나토'
    """
    return _languages()["organisations"]


def acts_told(text: str) -> list[tuple[str, str, str]]:
    """Return the types and modes that words of other languages than English stand for, with the words.

    Of a language whose verb ends the sentence the last one comes first.

    >>> acts_told("러시아는 외교관 2명을 추방했다"), acts_told("Latvia expelled them")
    ([('SANCTION', 'expel', '추방')], [])
    """
    if text.isascii():
        return []
    low = text.casefold()
    found: dict[int, tuple[str, str, str]] = {}
    for act, words in _languages()["acts"].items():
        for word in words:
            at = low.rfind(word)
            if at >= 0 and len(word) > len(found.get(at, ("", "", ""))[2]):
                name, _, mode = act.partition("/")
                found[at] = (name, mode, word)
    last_first = re.search(r"[\u3040-\u30ff\uac00-\ud7af]", text) is not None
    return [found[at] for at in sorted(found, reverse=last_first)]


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _saying() -> tuple[frozenset[str], str]:
    """Every form of the verbs of saying, and a pattern for those that say that something was said."""
    from graphkit.extract.rules.words import word_class

    forms = frozenset(form for verb in word_class("editing.reporting") for form in _verb_forms().get(verb, (verb,)))
    return forms, _any_of(form for form in forms if not form.endswith("ing"))


@cache
def _reporting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells that somebody says something, and who is named as that."""
    from graphkit.extract.rules.words import word_class

    forms, past = _saying()
    plain, too = _any_of(forms), _any_of(word_class("editing.reported_too"))
    told = re.compile(rf"\b(?:{plain}|according to)\b|{too}", re.IGNORECASE)
    office = re.sub(r"\((?!\?)", "(?:", title_pattern().pattern)
    behind = rf"[,.?!][\"”’»]+\s+(?:{past})\s+(?:the\s+)?(?:(?i:{office})\s+)?{_NAMED}"
    named = re.compile(rf"[Aa]ccording\s+to\s+(?:the\s+)?{_NAMED}|{_NAMED}\s+(?:{past})\b|{behind}")
    return told, named


@cache
def _tellers() -> tuple[re.Pattern[str], ...]:
    """Who says what a sentence says: behind "according to", before a verb of saying at its end, or at its beginning."""
    _, past = _saying()
    to_whom = r"(?: (?:reporters|journalists|parliament|lawmakers|[A-Z]\w+))?"
    return (
        re.compile(r"[Aa]ccording to (?:the )?([^,.;\"”]{2,80})"),
        re.compile(
            r"(?:,[\"”’»]?|[?!][\"”’»]) ([^,.;\"”]{2,80}(?:, [^,.;\"”]{2,60},)?)"
            rf" (?:{past})\b(?:[^,;.]{{0,40}}\.?$|, )"
        ),
        re.compile(rf"^(?:[^,]{{2,30}}, )?([^,;\"”]{{2,80}}?) (?:{past}){to_whom}(?: on \w+day)? that\b"),
    )


def teller_in(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence names who says what it says, whatever they are called by; None where it does not.

    >>> told = "Ships came on Sunday, according to the Greek coast guard."
    >>> told[slice(*teller_in(told))]
    'Greek coast guard'
    >>> told = "Foreign Minister Ona Balyte told reporters that Mali had agreed."
    >>> told[slice(*teller_in(told))], teller_in("Mali agreed.")
    ('Foreign Minister Ona Balyte', None)
    """
    for pattern in _tellers():
        if match := pattern.search(sentence):
            return match.span(1)
    return None


@cache
def denying_verbs() -> frozenset[str]:
    """Return the verbs by which somebody denies something.

    >>> sorted(denying_verbs())
    ['deny', 'dispute', 'refute']
    """
    from graphkit.extract.rules.words import word_table

    return frozenset(verb for verb, stance in word_table("details.stances").items() if stance == "denies")


@cache
def _denying() -> re.Pattern[str]:
    """Who denies something: before the verb, or as Korean marks who does."""
    verbs = (*denying_verbs(), "reject", "dismiss")
    past = _any_of(form for verb in verbs for form in _verb_forms().get(verb, (verb,)))
    return re.compile(
        rf"([^,;\"”]{{2,90}}?)(?:은|는|이|가)?,? (?:(?:has|have|had|also) )?(?P<verb>(?:{past})\b)|(?P<last>부인|일축)"
    )


def denial_in(sentence: str) -> tuple[str, int] | None:
    """Return who a sentence says denies something, and where the word for it stands; None where it tells no denial.

    >>> denial_in("On 1 June the Belarusian service denied any involvement."), denial_in("Mali agreed.")
    (('Belarusian service', 33), None)
    >>> denial_in("러시아 외무부의 마리야 자하로바 대변인은 15일 이를 부인하였다.")[0]
    '러시아 외무부의 마리야 자하로바 대변인'
    """
    match = _denying().search(sentence)
    if match is None:
        return None
    if match["last"]:
        marked = re.match(r"(.{2,60}?)(?:은|는|이|가)\s", sentence)
        return (marked[1] if marked else "", match.start("last"))
    who = re.sub(r"^(?:(?:On|In|But|And|Earlier|Later) (?:\w+ ){0,3}?)?(?:the|The) |^On \d+ \w+ |^But ", "", match[1])
    return who.strip(), match.start("verb")


def says_something(text: str) -> re.Match[str] | None:
    """Return where a text tells that somebody says something; None where it does not.

    >>> says_something("The envoy told reporters so.")[0]
    'told'
    """
    return _reporting()[0].search(text)


def named_speaker(text: str) -> Iterable[str]:
    """Yield the names beside a verb of saying: "according to Kalve", "Kalve said", '"No," said Minister Kalve'.

    >>> list(named_speaker("According to Kalve, ships came. Marta Oller announced it."))
    ['Kalve', 'Marta Oller']
    >>> list(named_speaker('"No," said Foreign Minister Ilze Kalve.'))
    ['Ilze Kalve']
    """
    for match in _reporting()[1].finditer(text):
        yield next(filter(None, match.groups()))


@cache
def title_pattern() -> re.Pattern[str]:
    """Return a pattern for the title of an office, from the coder's titles and posts.

    >>> [title_pattern().search(text)[0] for text in ("Foreign Minister Kalve", "the Secretary of State for Defence")]
    ['Foreign Minister', 'Secretary of State for Defence']
    """
    from graphkit.extract.rules import load_dictionary
    from graphkit.extract.rules.words import class_words, word_class

    titles = {word for word in load_dictionary().lexicon.titles if "." not in word}
    heads = _any_of((titles | word_class("editing.posts_too")) - word_class("editing.addresses"))
    ranks = _any_of(word_class("editing.ranks"))
    posts = [post.replace("_", " ") for post in class_words("dictionary.posts")]
    tails = _any_of(
        {"foreign affairs", "the interior", *(re.split(r" of | for ", post, maxsplit=1)[1] for post in posts)}
    )
    whole = _any_of(posts)
    return re.compile(
        rf"\b({whole}|(?:(?:{ranks})[ -]+)*(?:{heads})(?:[ -](?:{heads}))?(?: (?:of|for) (?:{tails}))?)\b",
        re.IGNORECASE,
    )
