"""A sentence as a wire editor sees it: stretches between commas, with quotations, brackets and dash pairs opaque.

This module knows nothing about deletion, salience or articles. Offsets count characters of the sentence's own text.
All of it is linear in the length of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from briefer.types import Span

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
_MARK = re.compile(r"[\"“”'‘’()\[\]]")
_DASH = re.compile(r"(?<=\s)(?:--+|[-–—])(?=\s)|--+|—")
_SEPARATOR = re.compile(r"[,;]")
_IN_FIGURE = re.compile(r"[,;](?:\d| (?:19|20)\d\d\b)")
_CLOSING = {"“": "”", "‘": "’", "(": ")", "[": "]", '"': '"', "'": "'"}


class Word(NamedTuple):
    """A word, its lower-case form with straight apostrophes, and where it stands."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that is never entered: `quote`, `bracket`, or `dash` for a pair of dashes and what they enclose."""

    start: int
    end: int
    kind: str
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two separators; `words` are those outside every zone."""

    start: int
    end: int
    words: tuple[Word, ...]
    lowers: tuple[str, ...]
    """The lower-case forms of the words."""


@dataclass(frozen=True, slots=True)
class Separator:
    """What stands between two segments: `,`, `;`, a dash, or nothing where the comma is inside a closing quote."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A sentence cut up: `segments[i]`, `separators[i]`, `segments[i + 1]` and so on."""

    text: str
    segments: tuple[Segment, ...]
    separators: tuple[Separator, ...]
    zones: tuple[Zone, ...]


def outline(text: str, names: tuple[Span, ...] = ()) -> Outline:
    """Cut a sentence at its own commas, semicolons and single dashes.

    Args:
        text: One sentence.
        names: Spans that no separator may cut, relative to the sentence.
    """
    marked = quotes_and_brackets(text)
    zones, dashes = _dashes(text, marked)
    separators = sorted((*_separators(text, zones, names), *dashes), key=lambda s: s.start)
    straight = lower(text) if len(lower(text)) == len(text) else text  # a few capitals grow when lower-cased
    words = _outside([Word(*m.span(), straight[m.start() : m.end()]) for m in _WORD.finditer(text)], zones)
    end = len(text.rstrip(" \t\n.!?…"))
    bounds = [0, *(x for s in separators for x in (s.start, s.end)), max(end, separators[-1].end if separators else 0)]
    return Outline(text, tuple(_segments(text, bounds, words)), tuple(separators), tuple(zones))


def lower(word: str) -> str:
    """Lower-case a word and straighten its apostrophes, as the lexicon spells words."""
    return word.lower().replace("’", "'")


def words_of(text: str) -> tuple[str, ...]:
    """Give the lower-case words of a text."""
    return tuple(_WORD.findall(lower(text)))


def quotes_and_brackets(text: str) -> list[Zone]:
    """Find the outermost quotations and brackets; one that is never closed runs to the end of the text."""
    zones: list[Zone] = []
    opened = -1
    closing = ""
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if opened >= 0:
            if mark == closing and (mark not in "'’" or _closes(text, at)):
                zones.append(Zone(opened, at + 1, "bracket" if closing in ")]" else "quote"))
                opened = -1
        elif mark in _CLOSING and (mark not in "'‘\"" or _opens(text, at)):
            opened, closing = at, _CLOSING[mark]
        elif mark in '”)]"':
            zones.append(Zone(at, at + 1, "bracket" if mark in ")]" else "quote", closed=False))
    if opened >= 0:
        zones.append(Zone(opened, len(text), "bracket" if closing in ")]" else "quote", closed=False))
    return zones


def unquoted(text: str) -> str:
    """Blank out the quotations of a text; offsets stay."""
    for zone in quotes_and_brackets(text):
        if zone.kind == "quote":
            text = text[: zone.start] + " " * (zone.end - zone.start) + text[zone.end :]
    return text


def _opens(text: str, at: int) -> bool:
    """Tell an opening straight quote from an apostrophe: a space or bracket before, a letter after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] != '"' and (after.isdigit() or text.find("’" if text[at] == "‘" else "'", at + 2) < 0):
        return False
    return (not before or before.isspace() or before in '([—–-"“') and bool(after) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    """Tell a closing single quote from an apostrophe inside a word."""
    return not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace()


def _inside(at: int, zones: list[Zone], cursor: int) -> tuple[bool, int]:
    """Say whether `at` lies in a zone; `cursor` walks the ascending zones along with ascending positions."""
    while cursor < len(zones) and zones[cursor].end <= at:
        cursor += 1
    return cursor < len(zones) and zones[cursor].start <= at, cursor


def _outside(words: list[Word], zones: list[Zone]) -> list[Word]:
    cursor = 0
    kept = []
    for word in words:
        inside, cursor = _inside(word.start, zones, cursor)
        if not inside:
            kept.append(word)
    return kept


def _dashes(text: str, zones: list[Zone]) -> tuple[list[Zone], list[Separator]]:
    """Read two dashes as a pair around an insertion, one as a separator; more than two cannot be told apart."""
    cursor = 0
    dashes: list[re.Match[str]] = []
    for match in _DASH.finditer(text):
        inside, cursor = _inside(match.start(), zones, cursor)
        if not inside:
            dashes.append(match)
    if len(dashes) != 2:
        return zones, [Separator(m.start(), m.end()) for m in dashes]
    pair = Zone(dashes[0].start(), dashes[1].end(), "dash")
    outer = [zone for zone in zones if zone.end <= pair.start or zone.start >= pair.end]
    return sorted([*outer, pair], key=lambda zone: zone.start), []


def _separators(text: str, zones: list[Zone], names: tuple[Span, ...]) -> list[Separator]:
    """Find the commas and semicolons that stand outside zones, numbers, dates and names."""
    blocked = sorted(names, key=lambda name: name.start)
    cursor = held = 0
    found: list[Separator] = []
    for match in _SEPARATOR.finditer(text):
        at = match.start()
        inside, cursor = _inside(at, zones, cursor)
        while held < len(blocked) and blocked[held].end <= at:
            held += 1
        named = held < len(blocked) and blocked[held].start < at
        if not (inside or named or _IN_FIGURE.match(text, at)):
            found.append(Separator(at, at + 1))
    closed = [zone.end for zone in zones if zone.kind == "quote" and zone.closed and text[zone.end - 2] == ","]
    return [*found, *(Separator(end, end) for end in closed if re.match(r"\s+\w", text[end : end + 2]))]


def _segments(text: str, bounds: list[int], words: list[Word]) -> list[Segment]:
    """Make the segments from the flat list of their starts and ends, without the blanks at either side."""
    segments: list[Segment] = []
    cursor = 0
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        first = cursor
        while cursor < len(words) and words[cursor].start < end:
            cursor += 1
        body = text[start:end]
        begin = min(end, start + len(body) - len(body.lstrip()))
        inside = tuple(words[first:cursor])
        lowers = tuple(word.lower for word in inside)
        segments.append(Segment(begin, max(begin, start + len(body.rstrip())), inside, lowers))
    return segments
