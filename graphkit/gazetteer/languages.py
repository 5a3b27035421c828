"""The states of the world in ten languages beside English: their names, whatever endings they have in a text."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["LANGUAGES", "ToldState", "state_told", "state_words"]

#: The languages beside English: ISO 639-1.
LANGUAGES = ("ko", "ja", "zh", "ru", "uk", "ar", "fr", "es", "de", "fa")


@dataclass(frozen=True, slots=True)
class ToldState:
    """The state that some words name; ``whole`` says that they name it and nothing else, such as its police."""

    id: str
    whole: bool


@cache
def state_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return what each state is called in a language: names, its capital, its adjectives and people, by its code.

    Parameters
    ----------
    language
        One of ``LANGUAGES``.

    Raises
    ------
    ValueError
        If there is no table for the language.

    Examples
    --------
    >>> state_words("fr")["PRK"]
    ('Corée du Nord', 'nord-coréen')
    """
    if language not in LANGUAGES:
        raise ValueError(f"there are no names of states in '{language}': language is one of {', '.join(LANGUAGES)}")
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows():
        if row["language"] == language:
            words = [word for column in _COLUMNS for word in (row.get(column) or "").split(";") if word]
            found[row["id"]] = tuple(dict.fromkeys((*found.get(row["id"], ()), *words)))
    return found


_COLUMNS = ("names", "capital", "adjectives", "people")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    tables = [resources.files("graphkit.gazetteer") / name for name in ("cldr.csv", "words.csv")]
    return tuple(row for table in tables for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def state_told(words: str) -> ToldState | None:
    """Return the one state that some words in another language than English name; None for none, or for several.

    Endings, articles, particles and clitics are understood: "России", "일본은", "وروسيا", "des États-Unis". The
    language need not be told; words that mean something else in one of them ("Island") are left out.

    Parameters
    ----------
    words
        The words, as they stand in a text.

    Examples
    --------
    >>> state_told("России"), state_told("российские войска")
    (ToldState(id='RUS', whole=True), ToldState(id='RUS', whole=False))
    >>> state_told("中国外交部"), state_told("日本海") is None
    (ToldState(id='CHN', whole=False), True)
    """
    plain = _plain(words)
    for read in (_unspaced, _korean, _spaced):
        found = read(plain)
        if found is not None:
            return found
    return None


# spellings

_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "-": " ", "–": " ", "‑": " ", "ё": "е", "Ё": "Е"})
_SAME |= str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})
_UNSEEN = re.compile(r"[\u00ad\u0640\u064b-\u0652\u0654\u0670\u200b\u200d-\u200f\u2066-\u2069\ufeff]")
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


def _plain(words: str) -> str:
    """Words in one spelling: no accents on Latin letters, one kind of apostrophe, hyphens as blanks."""
    text = _UNSEEN.sub(
        "", unicodedata.normalize("NFKC", words).translate(_SAME).replace("\u200c", " ").replace(".", " ")
    )
    parts = (_ACCENTS.sub("", unicodedata.normalize("NFKD", part.casefold())) for part in text.split())
    return unicodedata.normalize("NFC", " ".join(parts)).replace("ß", "ss")


# words that are something else as well: an island, of that, given names, a city, a weapon, either of two states
_OTHER_SENSE = frozenset(
    _plain(word)
    for word in (
        *(
            "Island",
            "Того",
            "Maurice",
            "Mauricio",
            "Dominique",
            "Dominica",
            "Granada",
            "Grenade",
            "Santa Lucía",
            "Bern",
        ),
        *("Congo", "Kongo"),
    )
)


def _words_of(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every word for a state in some languages, plain, with the state's code."""
    for language in languages:
        for code, words in state_words(language).items():
            for word in words:
                plain = _plain(word)
                if plain not in _OTHER_SENSE:
                    yield plain, code


def _only(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words that one state alone has."""
    found: dict[str, set[str]] = {}
    for word, code in pairs:
        found.setdefault(word, set()).add(code)
    return {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}


# Chinese and Japanese: no blanks between words

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_PARTICLES = re.compile(r"(?:は|が|を|に|の|と|も|へ|から|まで|的|、)+\Z")
_WATERS = re.compile(r"\A(?:海|洋|半島|半岛|海峡|海峽|湾|灣|人海)")


@cache
def _unspaced_names() -> Mapping[str, str]:
    return _only(_words_of(("ja", "zh")))


def _unspaced(plain: str) -> ToldState | None:
    """The state that words of Chinese or Japanese name, the longest name first."""
    if not _HAN.search(plain):
        return None
    text = _PARTICLES.sub("", plain.replace(" ", ""))
    names = _unspaced_names()
    at, found = 0, []
    while at < len(text):
        size = next((size for size in range(min(16, len(text) - at), 1, -1) if text[at : at + size] in names), 0)
        if size and not _WATERS.match(text[at + size :]):
            found.append(names[text[at : at + size]])
        at += size or 1
    if len(set(found)) != 1:
        return None
    return ToldState(found[0], text in names)


# Korean: particles and nouns behind a name

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_ENDINGS = re.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|에서|에게|한테|으로부터|로부터|부터|까지|만|측|측은|측이|이나|이라|이며)?\Z"
)
_PARTS = re.compile(
    r"(?:정부|군|군은|군이|대통령|총리|외교부|외무성|국방부|대사|대사관|인|산|해군|공군|외무장관|국무부)"
)


@cache
def _korean_names() -> Mapping[str, str]:
    return _only(_words_of(("ko",)))


def _korean(plain: str) -> ToldState | None:
    """The state that Korean words name."""
    if not _HANGUL.search(plain):
        return None
    names, found, whole = _korean_names(), set(), False
    for word in (plain, *plain.split()):
        for size in range(min(12, len(word)), 1, -1):
            code = names.get(word[:size])
            if code is not None and (_ENDINGS.match(word[size:]) or _PARTS.match(word[size:])):
                found.add(code)
                whole = whole or (word == plain and _ENDINGS.fullmatch(word[size:]) is not None)
                break
    return ToldState(found.pop(), whole) if len(found) == 1 else None


# languages with blanks

_ARTICLES = frozenset(
    re.findall(
        r"\w+", "le la les l d de du des el los las del al der die das den dem the en a y et und o و در از به با"
    )
)
_CYRILLIC_NOUN = frozenset(
    re.findall(
        r"\w+",
        "а я ы и і ї у ю е о ой ою ей ею єю ом ем ам ям ами ями ах ях ов ів ові еві єм в й ь ию ии ией ією ії",
    )
)
_CYRILLIC_ADJECTIVE = re.compile(
    r"(?:ий|ая|ое|ые|ие|ого|ому|им|ом|ой|ою|ую|их|ими|ый|ых|ым|ыми|ую|а|е|і|у|ої|ій|их|ього|ьому)\Z"
)
_LATIN_ENDINGS = {
    "fr": ("e", "s", "es", "ne", "nes"),
    "es": ("s", "es", "a", "as"),
    "de": ("s", "e", "er", "es", "en", "em"),
}


@cache
def _spaced_names() -> Mapping[str, str]:
    """Names and adjectives of the languages with blanks, without articles, each with the forms that it can take."""
    pairs = [(form, code) for language in ("fr", "es", "de") for form, code in _latin(language)]
    pairs += _words_of(("ru", "uk"))
    pairs += [(_bare(word), code) for word, code in _words_of(("ar", "fa"))]
    return _only((" ".join(_kept(word)), code) for word, code in pairs)


def _latin(language: str) -> Iterator[tuple[str, str]]:
    """The words of one language with their endings."""
    for word, code in _words_of((language,)):
        yield word, code
        if language == "es" and word.endswith("o"):
            yield from ((f"{word[:-1]}{ending}", code) for ending in ("a", "os", "as"))
        elif len(word) > 3:
            yield from ((f"{word}{ending}", code) for ending in _LATIN_ENDINGS[language])
        first, blank, rest = word.partition(" ")
        if language == "de" and blank and first.endswith("e"):
            yield f"{first}n {rest}", code


def _kept(plain: str) -> list[str]:
    """The words without articles and what else says nothing."""
    tokens: list[str] = re.findall(r"[\w']+", re.sub(r"\b([ld])'", r"\1 ", plain))
    return [token for token in tokens if token not in _ARTICLES] or tokens


def _bare(words: str) -> str:
    """Arabic words without the article."""
    return " ".join(re.sub(r"\Aال(?=\w{2})", "", word) for word in words.split())


def _spaced(plain: str) -> ToldState | None:
    """The state that words name in a language with blanks between words."""
    kept = _kept(plain)
    found: list[str] = []
    at = named = 0
    while at < len(kept):
        size, code = next(
            ((size, code) for size in (4, 3, 2, 1) if (code := _state_of(kept[at : at + size], size))), (1, "")
        )
        if code:
            found.append(code)
            named += size
        at += size
    if len(set(found)) != 1:
        return None
    return ToldState(found[0], named == len(kept))


def _state_of(tokens: list[str], size: int) -> str:
    """The state that some tokens name, in any of their forms; blank for none."""
    if len(tokens) < size:
        return ""
    names, words = _spaced_names(), " ".join(tokens)
    for form in _forms(words):
        if form in names:
            return names[form]
    return _cyrillic(tokens) if re.match(r"[\u0400-\u04ff]", words) else ""


def _forms(words: str) -> Iterator[str]:
    """Words as they are, and Arabic ones without what can stand before them and behind them."""
    yield words
    if re.match(r"[\u0620-\u06ff]", words):
        bare = re.sub(r"\A(?:[وف]?[بکل]?ال|[وف]?لل|[وف][بکل]?|[بکل])(?=\w{3})", "", words)
        for form in (_bare(words), bare, _bare(bare)):
            yield form
            for ending in ("ه", "ون", "ین", "ها", "ان", "یه"):
                if form.endswith(ending):
                    yield form[: -len(ending)]


@cache
def _cyrillic_stems() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The names of Russian and Ukrainian by the first three letters, word by word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word, code in _words_of(("ru", "uk")):
        found.setdefault(word[:3], []).append((tuple(word.split()), code))
    return {head: tuple(dict.fromkeys(names)) for head, names in found.items()}


def _cyrillic(tokens: list[str]) -> str:
    """The state that words in a case of Russian or Ukrainian name."""
    codes = {
        code
        for name, code in _cyrillic_stems().get(tokens[0][:3], ())
        if len(name) == len(tokens)
        and all(
            _is_form(token, word, alone=len(name) == 1, leads=place < len(name))
            for place, (token, word) in enumerate(zip(tokens, name, strict=True), start=1)
        )
    }
    return codes.pop() if len(codes) == 1 else ""


def _is_form(token: str, word: str, *, alone: bool, leads: bool) -> bool:
    """Whether a token is a word with another ending; a word that leads others may be an adjective."""
    if token == word:
        return True
    adjective = re.search(r"(?:ий|ый|ая|ое|ые|ие|і|а)\Z", word)
    if adjective:
        stem = word[: adjective.start()]
        known = leads or re.search(r"(?:ск|цк|ськ|зьк|цьк)\Z", stem) is not None
        if known and token.startswith(stem) and _CYRILLIC_ADJECTIVE.fullmatch(token[len(stem) :]):
            return True
    if alone and (len(word) < 4 or word[-1] in "иоуеі"):
        return False
    stem = word[:-1] if word[-1] in "аяйьыиі" else word
    return len(stem) >= 3 and token.startswith(stem) and token[len(stem) :] in _CYRILLIC_NOUN
