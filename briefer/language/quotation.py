"""Quotations: the stretches of an article between quotation marks, over as many sentences as they run.

Knows nothing about speakers. A quotation never leaves its paragraph: news prose opens each paragraph of a long one
anew and closes the last one only. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from briefer.types import Sentence, Span

_MARK = re.compile(r"[\"“”„«»‘]|''|``")
_CLOSING = {
    "“": re.compile('[”"]'),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    '"': re.compile('["”]'),
    "''": re.compile("''|\""),
    "``": re.compile("''|\""),
    "‘": re.compile("’"),
}
_SINGLE_END = re.compile(r"(?<=\S)[’'](?!\w)")
_MOST_SINGLE = 400
"""Characters; a single quotation mark that closes later than this is an apostrophe."""


def find_quotations(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Find the outermost quotations, marks included, ascending; one never closed ends with its paragraph."""
    found: list[Span] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(group)
        found += _in_paragraph(text, paragraph[0].start, paragraph[-1].end)
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while match := _MARK.search(text, at, end):
        at = match.end()
        mark = match.group()
        if mark not in _CLOSING or not _opens(text, match):
            continue
        stop = _end_of(text, mark, at, end)
        if stop:
            found.append(Span(match.start(), stop))
            at = stop
    return found


def _end_of(text: str, mark: str, at: int, end: int) -> int:
    """Give where a quotation ends, after its closing mark; 0 where what looked like one is none."""
    if mark == "‘":
        single = _SINGLE_END.search(text, at, min(end, at + _MOST_SINGLE))
        return single.end() if single else 0
    closing = _CLOSING[mark].search(text, at, end)
    return closing.end() if closing else end


def _opens(text: str, match: re.Match[str]) -> bool:
    """Tell an opening mark from a stray closing one, an inch or an apostrophe."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return not before.isalnum() and bool(after) and not after.isspace()
