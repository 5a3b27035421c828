"""How many tokens a text is for a language model, reckoned from its scripts."""

from __future__ import annotations

import re

__all__ = ["estimate_tokens"]

#: Tokens a character of each script, fitted by ``benchmarks/tokens.py`` to counts of the vocabulary o200k_base.
_RATES = {
    r"A-Za-z": 0.2,
    r"0-9": 0.4,
    r"\u00aa-\u024f": 1.5,  # letters with accents: they break a word up
    r"\u0370-\u052f": 0.35,  # Greek and Cyrillic
    r"\u0590-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff": 0.35,  # Hebrew and Arabic
    r"\u0900-\u109f\u1780-\u17ff": 0.6,  # India, Thailand, Burma, Cambodia
    r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af": 0.8,  # Hangul
    r"\u3040-\u30ff\u31f0-\u31ff": 0.86,  # kana
    r"\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff": 0.84,  # Han
}
_SCRIPTS = [(re.compile(f"[{letters}]"), rate) for letters, rate in _RATES.items()]
_OTHER = re.compile(r"\S")
_OTHER_RATE = 0.9


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text is, by the scripts of its letters.

    Within 20% of the vocabulary o200k_base on news in Latin, Cyrillic, Arabic, Hangul and Han script. Other models
    differ from one another by more than that: older ones take up to twice as many for scripts that are not Latin.

    Examples
    --------
    >>> estimate_tokens("Japan met Ukraine."), estimate_tokens("日本会见乌克兰。")
    (4, 7)
    """
    tokens, rest = 0.0, text
    for letters, rate in _SCRIPTS:
        rest, count = letters.subn("", rest)
        tokens += rate * count
    return round(tokens + _OTHER_RATE * len(_OTHER.findall(rest)))
