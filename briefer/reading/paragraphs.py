"""Cut a text into paragraphs, whichever way its lines are broken.

This module knows nothing about articles. A blank line always ends a paragraph. A line break does too, unless the lines
around it are wrapped at one width, as in a text that was typed for a terminal or an e-mail.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefer.types import Span

_WRAPPED_WIDTH = range(45, 101)
"""The lengths of a wrapped paragraph's lines, but the last: typing widths from 60 to 100, less one long word."""

_FINAL = (".", "!", "?", ":", '"', "”", "’")


def paragraphs(text: str) -> list[Span]:
    """Give the spans of the paragraphs, without the white space around them."""
    return [span for block in _blocks(text) for span in ([_join(block)] if _is_wrapped(text, block) else block)]


def _blocks(text: str) -> Iterator[list[Span]]:
    """Give the lines of each run of lines that are not blank."""
    block: list[Span] = []
    for line in _lines(text):
        if line.start < line.end:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for raw in text.split("\n"):
        inner = raw.strip()
        left = start + len(raw) - len(raw.lstrip()) if inner else start
        yield Span(left, left + len(inner))
        start += len(raw) + 1


def _join(block: list[Span]) -> Span:
    return Span(block[0].start, block[-1].end)


def _is_wrapped(text: str, block: list[Span]) -> bool:
    full = block[:-1]
    if not full or any(line.end - line.start not in _WRAPPED_WIDTH for line in full):
        return False
    broken = sum(not text[line.start : line.end].endswith(_FINAL) for line in full)
    return broken * 2 >= len(full)
