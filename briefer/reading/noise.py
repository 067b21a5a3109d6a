"""Find the parts of a paragraph that are not an article's prose, by the rules in `noise_rules.py`.

This module knows nothing about articles: it takes one paragraph and gives spans of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefer.reading.noise_rules import RULES, Place, Rule
from briefer.types import Span

LONGEST = 800
"""The longest paragraph, in characters, that can be noise as a whole: an editor's note."""

LONGEST_CAPTION = 500
"""The longest paragraph, in characters, that its ending can give away: a caption or a post."""

EDGE = 400
"""How many characters at a paragraph's start and end are searched for a piece of noise."""


def _standing(place: Place) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.place == place)


_WHOLE, _ENDING = _standing("whole"), _standing("ending")
_START, _END, _INSIDE = _standing("start"), _standing("end"), _standing("inside")


def noise_in(paragraph: str) -> list[Span]:
    """Find what is not prose in one paragraph, as spans of it in no particular order."""
    flat = paragraph.replace("\n", " ")
    if whole_rule(flat):
        return [Span(0, len(paragraph))]
    return [*_at_start(flat), *_at_end(flat), *_inside(flat)]


def whole_rule(paragraph: str) -> str:
    """Name the rule by which a whole paragraph, in one line, is noise; empty where none fits."""
    if len(paragraph) > LONGEST:
        return ""
    whole = (rule.name for rule in _WHOLE if rule.pattern.fullmatch(paragraph))
    return next(whole, "") or _ending_rule(paragraph)


def _ending_rule(paragraph: str) -> str:
    tail = paragraph[-EDGE:] if len(paragraph) <= LONGEST_CAPTION else ""
    return next((rule.name for rule in _ENDING if rule.pattern.search(tail)), "")


def _at_start(text: str) -> Iterator[Span]:
    for rule in _START:
        found = rule.pattern.match(text, 0, EDGE)
        if found:
            yield Span(0, found.end())


def _at_end(text: str) -> Iterator[Span]:
    """Take pieces off the end until none fits: a credit may stand before "E-mail to a friend"."""
    end = len(text)
    while piece := _last_piece(text, end):
        yield piece
        end = piece.start
        while end and text[end - 1].isspace():
            end -= 1


def _last_piece(text: str, end: int) -> Span | None:
    start = max(0, end - EDGE)
    tail = text[start:end]
    for rule in _END:
        for found in rule.pattern.finditer(tail):
            if found.end() == len(tail) and found.start() > 0:
                return Span(start + found.start(), end)
    return None


def _inside(text: str) -> Iterator[Span]:
    for rule in _INSIDE:
        for found in rule.pattern.finditer(text):
            yield Span(found.start(), found.end())
