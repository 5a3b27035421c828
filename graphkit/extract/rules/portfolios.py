"""Names of ministries and offices with an "and" in them: "the FOREIGN AFFAIRS AND TRADE Ministry"."""

from __future__ import annotations

from typing import Any

from graphkit.extract.rules.words import word_class

PORTFOLIOS, HELD_BY = word_class("portfolios.portfolios"), word_class("portfolios.held_by")


def join_portfolios(chunks: Any, tokens: Any) -> None:
    """Make one phrase of an office with two fields: "the ECONOMIC AND COMMERCIAL Office"."""
    at = chunks.kinds.find("nCn")
    while at >= 0:
        field, begin = tokens[chunks.lasts[at]], chunks.begins[at + 2]
        if field.text in PORTFOLIOS and field.written[:1].isupper() and chunks.word(at + 1) == "and":
            office = tokens[begin + 1 : chunks.lasts[at + 2] + 1]
            if tokens[begin].text in PORTFOLIOS and any(word.text in HELD_BY for word in office):
                chunks.kinds = f"{chunks.kinds[:at]}n{chunks.kinds[at + 3 :]}"
                del chunks.begins[at + 1 : at + 3], chunks.lasts[at : at + 2]
        at = chunks.kinds.find("nCn", at + 1)
