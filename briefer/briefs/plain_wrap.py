"""Break a text into lines by the columns that its characters take. Knows nothing about Markdown."""

from __future__ import annotations

import re
import unicodedata

GLUE = "\u00a0"
"""A blank that no line is broken at."""
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)")


def cells(text: str) -> int:
    """Count the columns that a text takes on a terminal: wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of at most `width` columns; a longer word is broken, a web address is not."""
    return [line for part in text.split("\n") for line in _wrap(part, width)]


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    room = 0
    for word in (piece for long in text.split(" ") if long for piece in _pieces(long, width)):
        need = cells(word)
        if lines and need < room:
            lines[-1] += f" {word}"
            room -= need + 1
        else:
            lines.append(word)
            room = width - need
    return lines or [""]


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word into pieces that fit on a line."""
    if cells(word) <= width or _ADDRESS.match(word):
        return [word]
    pieces, room = [""], width
    for character in word:
        need = _cells(character)
        if need > room:
            pieces.append("")
            room = width
        pieces[-1] += character
        room -= need
    return pieces
