"""The timeline: dated events along a line that is true to scale, each with its words beside it.

Knows nothing about how dates were found. The line runs downwards, as a phone has room there; a thin leader goes from a
date's true place to its words, which are moved apart so that none covers another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from briefer.briefs.brief import Event
from briefer.briefs.event_time import covered, in_words, ticks
from briefer.briefs.svg import LINE, WIDTH, clean, cut, node, number, wrap, write

MOST = 12
"""Events on one timeline; the first of them."""
RAIL = 96.0
"""Units from the left to the line."""
WORDS = 140.0
"""Units from the left to the words."""
GAP = 12.0
"""Units between the words of two events."""
LONGEST = 150
"""Characters of an event's words: the table has them all."""
TICK = 32.0
"""Units between two ticks at the least."""

RED = "#b3261e"


@dataclass(frozen=True, slots=True)
class _Mark:
    """An event with the time that it covers and what is written beside it."""

    start: datetime
    end: datetime
    approximate: bool
    when: str
    lines: list[str]

    @property
    def height(self) -> float:
        return LINE * (1 + len(self.lines))

    @property
    def long(self) -> bool:
        """Whether it covers more than a day."""
        return self.end - self.start > timedelta(days=1)


def timeline_picture(events: Sequence[Event]) -> tuple[str, str] | None:
    """Draw the events: the picture and its text equivalent; None where there are not two different dates."""
    marks = sorted((mark for mark in map(_mark, events[:MOST]) if mark), key=lambda mark: (mark.start, mark.end))
    if len({mark.start for mark in marks}) < 2:
        return None
    tall = sum(mark.height + GAP for mark in marks) - GAP
    top, bottom = 14.0, max(tall, 150.0) + 6
    first, last = marks[0].start, max(mark.end if mark.long else mark.start for mark in marks)
    scale = (bottom - top) / max((last - first).total_seconds(), 1.0)

    def place(moment: datetime) -> float:
        return top + (moment - first).total_seconds() * scale

    tops = _apart([place(mark.start) - 12 for mark in marks], [mark.height for mark in marks], bottom + 6)
    children = [
        node("line", class_="pic-rail", x1=RAIL, y1=top, x2=RAIL, y2=bottom, stroke="#8d867a", stroke_width=2),
        *_ticks(first, last, place),
        *(e for mark, y in zip(marks, tops, strict=True) for e in _leader(place(mark.start), y)),
        *(e for mark in marks for e in _dot(mark, place)),
        *(e for mark, y in zip(marks, tops, strict=True) for e in _words(mark, y)),
    ]
    text = _told(marks)
    height = max(bottom + 14, tops[-1] + marks[-1].height + 4)
    return write("timeline", "Timeline", text, height, children), text


def _mark(event: Event) -> _Mark | None:
    """Prepare an event; None where its date is none."""
    span = covered(event.date)
    if not span:
        return None
    when = f"about {in_words(event.date)}" if event.approximate else in_words(event.date)
    words = cut(clean(event.line.text, 4 * LONGEST), LONGEST)
    return _Mark(*span, event.approximate, when, wrap(words, WIDTH - WORDS - 4, 3))


def _apart(wanted: Sequence[float], heights: Sequence[float], bottom: float) -> list[float]:
    """Move blocks apart, each as little as need be: first downwards, then up from the bottom."""
    tops: list[float] = []
    for top, before in zip(wanted, [0.0, *heights], strict=False):
        tops.append(max(top, tops[-1] + before + GAP) if tops else max(top, 0.0))
    limit = bottom
    for index in reversed(range(len(tops))):
        tops[index] = max(0.0, min(tops[index], limit - heights[index]))
        limit = tops[index] - GAP
    return tops


Place = Callable[[datetime], float]


def _ticks(first: datetime, last: datetime, place: Place) -> list[Element]:
    """Mark round dates on the left of the line."""
    closest = (last - first) * (TICK / max(place(last) - place(first), 1.0))
    drawn: list[Element] = []
    for moment, words in ticks(first, last, max(closest, timedelta(hours=1))):
        y = place(moment)
        drawn.append(node("line", class_="pic-rail", x1=RAIL - 6, y1=y, x2=RAIL, y2=y, stroke="#8d867a"))
        drawn.append(node("text", words, class_="pic-soft", x=RAIL - 12, y=y + 5, text_anchor="end", fill="#5d5d5d"))
    return drawn


def _leader(dot: float, top: float) -> list[Element]:
    """Lead from a date's place on the line to its words."""
    path = f"M{number(RAIL)},{number(dot)}h14L{number(WORDS - 12)},{number(top + 12)}h6"
    return [node("path", class_="pic-leader", d=path, fill="none", stroke="#8d867a")]


def _dot(mark: _Mark, place: Place) -> list[Element]:
    """Mark an event on the line: its whole time where that is long enough to see; hollow where approximate."""
    top, bottom = place(mark.start), place(mark.end)
    drawn: list[Element] = []
    if mark.long and bottom - top > 14:
        path = f"M{number(RAIL)},{number(top)}V{number(bottom)}"
        drawn.append(node("path", class_="pic-mark", d=path, stroke=RED, stroke_width=4, stroke_opacity="0.45"))
    if mark.approximate:
        looks = {"class_": "pic-open", "fill": "#ffffff", "stroke": RED, "stroke_dasharray": "3 2"}
    else:
        looks = {"class_": "pic-main", "fill": RED, "stroke": "#ffffff"}
    return [*drawn, node("circle", cx=RAIL, cy=top, r=6, stroke_width=1.5, **looks)]


def _words(mark: _Mark, top: float) -> list[Element]:
    """Write the date, and the event below it."""
    when = node("text", mark.when, class_="pic-ink", x=WORDS, y=top + 16, fill="#1c1c1c", font_weight="700")
    lines = [
        node("text", line, class_="pic-ink", x=WORDS, y=top + 16 + LINE * row, fill="#1c1c1c")
        for row, line in enumerate(mark.lines, 1)
    ]
    return [when, *lines]


def _told(marks: Sequence[_Mark]) -> str:
    """Say the events."""
    return "Timeline: " + "; ".join(f"{mark.when}: {' '.join(mark.lines)}" for mark in marks) + "."
