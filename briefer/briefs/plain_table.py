"""Set a table in plain text: in columns where these fit, else row by row. Knows nothing about Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from briefer.briefs.plain_wrap import cells, wrap

GAP = 2
"""Blanks between columns."""
NARROWEST = 14
"""A column that would be narrower than this, with texts that are wider, is not worth reading."""


def layout(rows: Sequence[Sequence[str]], width: int, *, right: Sequence[bool]) -> list[str]:
    """Set a table.

    Args:
        rows: The cells, the head's first.
        width: Of the page, in columns.
        right: Of each column whether it is set to the right.
    """
    shown = [at for at in range(len(right)) if any(row[at] for row in rows[1:])]
    head, *body = [[row[at] for at in shown] for row in rows]
    widths = _widths([head, *body], width)
    if any(given < NARROWEST and given < natural for given, natural in zip(widths, _natural(body), strict=True)):
        return _records(head, body, width)
    sides = [right[at] for at in shown]
    rule = ["-" * min(given, natural) for given, natural in zip(widths, _natural([head, *body]), strict=True)]
    return [line for row in (head, rule, *body) for line in _row(row, widths, sides)]


def particulars(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Set a table without a head, whose first column says what the others are."""
    widths = _widths(rows, width)
    return [line for row in rows for line in _row(row, widths, [False] * len(widths))]


def _natural(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide the widest cell of each column is."""
    return [max(map(cells, column), default=0) for column in zip(*rows, strict=True)]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Share the page: narrow columns get what they need, the others the same part of what is left."""
    natural = _natural(rows)
    room = width - GAP * (len(natural) - 1)
    widths = [0] * len(natural)
    for left, at in zip(range(len(natural), 0, -1), sorted(range(len(natural)), key=natural.__getitem__), strict=True):
        widths[at] = min(natural[at], max(room // left, 1))
        room -= widths[at]
    return widths


def _row(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    columns = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = zip_longest(*columns, fillvalue="")
    return [(" " * GAP).join(_pad(*cell) for cell in zip(line, widths, right, strict=True)).rstrip() for line in lines]


def _pad(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def _records(head: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """Set each row as lines of `Head: cell`, with an empty line between rows."""
    lines: list[str] = []
    for row in body:
        lines += [""] if lines else []
        for name, cell in zip(head, row, strict=True):
            lines += wrap(f"{name}: {cell}" if name else cell, width) if cell else []
    return lines
