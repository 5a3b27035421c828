"""Characters that act on a terminal or on the direction of writing instead of being read: finding and showing them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["CONTROLS", "FORMATTING", "markdown", "visible"]

#: What no cell of a dataset may hold, and what is never written raw to a terminal: the control characters of ASCII
#: and Latin-1, line and paragraph separators, overrides and isolates of the direction of writing, the deprecated
#: format characters, marks of annotation, and halves of characters (as in file names that are not UTF-8).
FORMATTING = "\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
CONTROLS = re.compile(f"[\x00-\x1f\x7f-\x9f{FORMATTING}\ud800-\udfff]")
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def visible(text: str, *, lines: bool = True) -> str:
    r"""Return text that only shows itself: what would act on a terminal is written as its code.

    Parameters
    ----------
    text
        Any text: of a dataset, a file's name, an argument.
    lines
        Whether line breaks and tabs stay what they are.

    Examples
    --------
    >>> print(visible("Group\u202egnp.exe \x1b[2J"))
    Group\u202egnp.exe \x1b[2J
    >>> print(visible("two\nlines", lines=False))
    two\nlines
    """
    if all(map(str.isprintable, text.split("\n") if lines else (text,))):
        return text
    return (_but_lines() if lines else CONTROLS).sub(_code, text)


@cache
def _but_lines() -> re.Pattern[str]:
    """The same characters without line breaks and tabs; made when it is needed, for it takes milliseconds to make."""
    return re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{FORMATTING}\ud800-\udfff]")


def _code(found: re.Match[str]) -> str:
    """The code of one character, as Python writes it; of half a character, of the byte that it stands for."""
    sign, number = found[0], ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    return _SHORT.get(sign) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


#: What Markdown, or a site that shows it, makes something else of: emphasis, code, links, images, HTML, formulas.
_MARKDOWN = re.compile(r"[\\`*_~\[\]<>|&$@#{}]|(?<=[A-Za-z]):(?=\S)|(?<=www)\.", re.IGNORECASE)
#: What is a list, a rule or an underline where a line begins with it.
_LINE = re.compile(r"\A(\s*\d{0,9})([-+=.)])(?=\s|\Z|[-+=])")


def markdown(text: str) -> str:
    r"""Return text that Markdown shows as the text it is, on one line.

    >>> print(markdown("*so* [1]"))
    \*so\* \[1\]
    >>> print(markdown("# one"), markdown("1. two"), markdown("- three"))
    \# one 1\. two \- three
    """
    line = _MARKDOWN.sub(r"\\\g<0>", visible(" ".join(text.splitlines()), lines=False))
    return _LINE.sub(r"\1\\\2", line)
