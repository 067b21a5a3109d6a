"""The strip of key figures: two to six cards, a large number on each, and what it counts below it.

Knows nothing about how figures were found. Where sources differ their numbers stand side by side, and words say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from briefer.briefs.brief import KeyFigure, Reading
from briefer.briefs.svg import LINE, TEXT, WIDTH, clean, node, number, text_width, wrap, write

MOST = 6
BIG = 38.0
"""Height of a number in units, where it fits."""
GAP, PAD = 12.0, 12.0
"""Units between cards and within them."""
DIFFER = "sources differ"
LABEL_LINES = 3
SIDE_BY_SIDE = 3
"""Readings of one figure on a card; its text equivalent has them all."""
RED, INK = "#b3261e", "#1c1c1c"


def figure_strip(figures: Sequence[KeyFigure]) -> tuple[str, str] | None:
    """Draw the figures: the picture and its text equivalent; None where there are fewer than two."""
    shown = [figure for figure in figures if figure.readings][:MOST]
    if len(shown) < 2:
        return None
    columns = 2 if len(shown) in (2, 4) or any(figure.disputed for figure in shown) else 3
    children: list[Element] = []
    top = 0.0
    for start in range(0, len(shown), columns):
        row = shown[start : start + columns]
        width = (WIDTH - GAP * (len(row) - 1)) / len(row)
        rise = LINE * any(reading.qualifier for figure in row for reading in figure.readings)
        height = max(_height(figure, width) for figure in row) + rise
        for column, figure in enumerate(row):
            children += _card(figure, column * (width + GAP), top, width, height, rise)
        top += height + GAP
    text = _told(shown)
    return write("figures", "Key figures", text, top - GAP, children), text


def _label(figure: KeyFigure, width: float) -> list[str]:
    return wrap(clean(figure.label, 80), width - 2 * PAD, LABEL_LINES)


def _height(figure: KeyFigure, width: float) -> float:
    return 2 * PAD + BIG + 2 + LINE * (len(_label(figure, width)) + figure.disputed)


def _card(figure: KeyFigure, left: float, top: float, width: float, height: float, rise: float) -> list[Element]:
    """Draw one figure; `rise` is the room for qualifiers above the numbers of its row."""
    kind, edge = ("pic-mark", RED) if figure.disputed else ("pic-line", INK)
    base = top + PAD + rise + BIG - 6
    rule = f"M{number(left)},{number(top + 1.5)}h{number(width)}"
    return [
        node("rect", class_="pic-card", x=left, y=top, width=width, height=height, fill="#f4f1ea"),
        node("path", class_=kind, d=rule, stroke=edge, stroke_width=3),
        *_numbers(figure.readings[:SIDE_BY_SIDE], left + PAD, base, width - 2 * PAD),
        *_caption(figure, left + PAD, base + 6, width),
    ]


def _numbers(readings: Sequence[Reading], left: float, base: float, width: float) -> list[Element]:
    """Write the numbers side by side, all as large as the longest may be, with a line between two."""
    room = (width - 14 * (len(readings) - 1)) / len(readings)
    size = min(BIG, *(_size(reading, room) for reading in readings))
    drawn: list[Element] = []
    for index, reading in enumerate(readings):
        x = left + index * (room + 14)
        if index:
            line = f"M{number(x - 7)},{number(base - BIG + 8)}V{number(base)}"
            drawn.append(node("path", class_="pic-rail", d=line, stroke="#8d867a"))
        drawn += _number(reading, x, base, size, room)
    return drawn


def _size(reading: Reading, room: float) -> float:
    """Return the height at which a number fits its room."""
    return max(TEXT, BIG * room / max(text_width(clean(reading.number, 16), BIG, bold=True), 1.0))


def _number(reading: Reading, x: float, base: float, size: float, room: float) -> list[Element]:
    """Write a number, and its qualifier small above it."""
    digits = wrap(clean(reading.number, 16), room, 1, size, bold=True)[0]
    looks = {"font_size": number(size), "font_weight": "700", "fill": INK}
    big = node("text", digits, class_="pic-ink pic-big", x=x, y=base, **looks)
    if not reading.qualifier:
        return [big]
    above = wrap(clean(reading.qualifier, 24), room, 1)[0]
    return [node("text", above, class_="pic-soft", x=x, y=base - BIG + 4, fill="#4d4d4d"), big]


def _caption(figure: KeyFigure, x: float, y: float, width: float) -> list[Element]:
    """Write what a number counts, and whether sources differ."""
    lines = _label(figure, width)
    drawn = [node("text", line, class_="pic-ink", x=x, y=y + LINE * row, fill=INK) for row, line in enumerate(lines, 1)]
    if figure.disputed:
        below = y + LINE * (len(lines) + 1)
        drawn.append(node("text", f"≠ {DIFFER}", class_="pic-differ", x=x, y=below, fill=RED, font_weight="700"))
    return drawn


def _told(figures: Sequence[KeyFigure]) -> str:
    """Say the figures."""
    return "Key figures: " + "; ".join(_said(figure) for figure in figures) + "."


def _said(figure: KeyFigure) -> str:
    numbers = " or ".join(f"{clean(r.qualifier, 24)} {clean(r.number, 16)}".strip() for r in figure.readings)
    return f"{clean(figure.label, 80)}: {numbers}{f' ({DIFFER})' if figure.disputed else ''}"
