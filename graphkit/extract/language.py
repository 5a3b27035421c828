"""In which language a text is written: by its script or its commonest words, else by a library that knows many."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["LANGUAGES", "detect_language", "language_name"]

#: The languages of the field, and some neighbours, by their ISO 639-1 codes.
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
_SAMPLE, _FEW = 4_000, 12
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|a|that|for|is|on|was|by|with|said|has|from|its|as|at|it|be|were|are|an|have|he|they)\b"
)
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HEBREW": "he",
    "CJK": "zh",
    "GREEK": "el",
    "THAI": "th",
}
_SAME = {"wuu": "zh", "yue": "zh", "zxx": "", "und": "", "no": "nb", "sh": "hr"}


def detect_language(text: str) -> str:
    """Return the language of a text as its ISO 639-1 code; blank where it is too short to tell.

    The same text always gives the same answer. What is neither English nor in a script of one language is told by
    ``py3langid`` (Lui and Baldwin 2012, "langid.py"), where it is installed.

    Examples
    --------
    >>> detect_language("The minister said that it was for the good of the country.")
    'en'
    >>> detect_language("한국은 러시아 대사를 초치했다고 밝혔다.")
    'ko'
    """
    sample = text[:_SAMPLE]
    letters = Counter(_script(letter) for letter in sample if letter.isalpha())
    total = sum(letters.values())
    if total < _FEW:
        return ""
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0.1 * total:
        return "ja"
    script, count = letters.most_common(1)[0]
    if count > 0.6 * total and script in _SCRIPTS:
        return _SCRIPTS[script]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if script == "LATIN" and 5 * len(_ENGLISH.findall(sample.lower())) >= len(words):
        return "en"
    return _by_library(sample)


def language_name(code: str) -> str:
    """Return the English name of a language with its code.

    >>> language_name("fr"), language_name("xx")
    ('French (fr)', 'xx')
    """
    return f"{LANGUAGES[code]} ({code})" if code in LANGUAGES else code


def _by_library(sample: str) -> str:
    try:
        import py3langid
    except ImportError:
        return ""
    code = str(py3langid.classify(sample)[0])
    return _SAME.get(code, code)


def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
