"""Paragraphs of a text: where running text is broken by blank lines, ends of lines, list items and noise.

This module knows lines and list marks. It knows nothing about sentences, languages or models.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from briefer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROWEST, WIDEST = 40, 110
"""How wide hard-wrapped text is, in characters. Feeds and pages have one paragraph a line, far wider or far shorter."""
WRAPPED: Final = 0.6
"""The share of a block's line ends at which the next word did not fit any more, from which on its lines are wrapped."""

LINE: Final = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
ITEM: Final = re.compile(r"(?:[-*•‣◦▪●■◆⁃·–—]|\(?(?:\d{1,2}|[a-z])[.)]{1,2})[^\S\n]")
WORD: Final = re.compile(r"[\"'“‘(\[]*(?P<word>[^\W\d_]\w*)(?![:/.@=])")
STOPPED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
HANGING: Final = ",’'%$-–—"
CLOSING: Final = ",;:!?)]}”’»"
"""What no line begins with, unless a tag stood before it on the page: `the Gazette` `, which`."""

BULLET: Final = re.compile(r"(?<=\s)[•‣◦▪●■◆⁃]\s*(?=[\w\"'“‘(\[])")
FIRST_NUMBER: Final = re.compile(r"(?P<mark>1|a)(?P<style>\.\)|[.)])\s(?=\s*[\"“'(]?[^\W_])")
NEXT_NUMBER: Final = re.compile(r"\s[a-z]\S*\s(?P<mark>\d{1,3}|[a-z])(?P<style>\.\)|[.)])(?=\s)")
"""After a word in lower case: "Feb. 2. He" and "No. 2. He" are no items."""


def paragraphs(text: str, noise: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the paragraphs between the noise spans, without white space around them."""
    start = 0
    for span in (*noise, Span(len(text), len(text))):
        for block in _blocks(text, start, span.start):
            yield from _joined(text, block)
        start = max(start, span.end)


def list_items(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the items of a list that stands in one line, `1. So. 2. Thus.` or `• So • Thus`; else the paragraph."""
    starts = [paragraph.start, *_bullets(text, paragraph), paragraph.end]
    if len(starts) == 2:
        starts[1:1] = _numbers(text, paragraph)
    for start, end in pairwise(starts):
        yield _stripped(text, start, end)


def _blocks(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Yield the runs of lines between blank ones; each line without white space around it."""
    block: list[Span] = []
    last = start
    for line in LINE.finditer(text, start, end):
        gap = text[last : line.start()]
        if block and len(gap.replace("\r\n", "\n")) > 1:
            yield block
            block = []
        span = _stripped(text, line.start(), line.end())
        if span.start < span.end:  # a line of white space counts as part of the gap
            block.append(span)
            last = line.end()
    if block:
        yield block


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield the paragraphs of a block: lines are joined where the line end was no more than a space."""
    full = _full(text, lines)
    continued = _continued(text, lines, wrapped=any(full))
    start = lines[0].start
    for number, (line, following) in enumerate(pairwise(lines)):
        if not ((full[number] and not _opens_item(text, line, following)) or continued[number]):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, lines[-1].end)


def _full(text: str, lines: list[Span]) -> list[bool]:
    """Tell of each line end but the last whether the text was wrapped there.

    A wrapper breaks where the next word does not fit, so in wrapped text most lines leave no room for the next word.
    A line end that leaves room for it was meant.
    """
    width = max(line.end - line.start for line in lines)
    if len(lines) < 3 or not NARROWEST <= width <= WIDEST:
        return [False] * (len(lines) - 1)
    full = [
        line.end - line.start + 1 + len(text[then.start : then.end].split(maxsplit=1)[0]) > width
        for line, then in pairwise(lines)
    ]
    meant = [ITEM.match(text, line.start, line.end) is not None for line in lines[1:]]
    share = sum(is_full and not is_meant for is_full, is_meant in zip(full, meant, strict=True))
    return full if share >= max(1, WRAPPED * (len(full) - sum(meant))) else [False] * len(full)


def _opens_item(text: str, line: Span, following: Span) -> bool:
    """Tell whether a line opens a list item, not just with a dash or a year that the wrapping brought there."""
    if not ITEM.match(text, following.start, following.end):
        return False
    return ITEM.match(text, line.start, line.end) is not None or _stopped(text, line)


def _continued(text: str, lines: list[Span], *, wrapped: bool) -> list[bool]:
    """Tell of each line end but the last whether its sentence goes on in the next line.

    It does before a comma, and before a word in lower case, which must come to a stop, unless the text is wrapped:
    lists have lines in lower case too.
    """
    continued = [False] * (len(lines) - 1)
    for number in range(len(lines) - 2, -1, -1):
        line, following = lines[number], lines[number + 1]
        stops = wrapped or (number + 1 < len(continued) and continued[number + 1]) or _stopped(text, following)
        word = WORD.match(text, following.start, following.end)
        hangs = text[line.end - 1].isalnum() or text[line.end - 1] in HANGING
        lower = word is not None and word["word"][0].islower() and not ITEM.match(text, following.start, following.end)
        continued[number] = (hangs and lower and stops) or text[following.start] in CLOSING
    return continued


def _stopped(text: str, line: Span) -> bool:
    return STOPPED.search(text, max(line.start, line.end - 8), line.end) is not None


def _bullets(text: str, paragraph: Span) -> list[int]:
    return [match.start() for match in BULLET.finditer(text, paragraph.start + 1, paragraph.end)]


def _numbers(text: str, paragraph: Span) -> list[int]:
    """List where the items after the first one start, in a paragraph that begins with `1.`, `1)`, `1.)` or `a.`."""
    first = FIRST_NUMBER.match(text, paragraph.start, paragraph.end)
    if not first:
        return []
    found: list[int] = []
    wanted = 2
    for item in NEXT_NUMBER.finditer(text, first.end() - 1, paragraph.end):
        mark = chr(ord("a") + wanted - 1) if first["mark"] == "a" else str(wanted)
        if (item["mark"], item["style"]) == (mark, first["style"]):
            found.append(item.start("mark"))
            wanted += 1
    return found


def _stripped(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at both its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
