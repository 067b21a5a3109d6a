"""Cuts a text that is longer than a checkpoint's window into windows of nearly equal length that end at sentence ends.

Knows lengths in tokens and nothing about tokenizers, checkpoints or articles: counting is an argument. Every character
of every sentence is in exactly one window, up to `MOST_WINDOWS`; what lies behind is not read, and the share says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Count = Callable[[Sequence[str]], list[int]]
"""Gives the length of each text in tokens, without special ones."""

MOST_WINDOWS = 64
"""Windows of one text: 65,000 tokens for BART, a book's chapter; a text without end shall not hold up a run."""


@dataclass(frozen=True, slots=True)
class Windows:
    """A text as it is given to a checkpoint."""

    texts: tuple[str, ...]
    read: float
    """The share of the text's characters that the windows have, 0 to 1."""


def to_reading_windows(sentences: Sequence[str], room: int, count: Count) -> Windows:
    """Pack sentences into windows of at most `room` tokens each.

    A sentence that is longer than a window by itself is halved at a blank until its parts fit.
    """
    pieces = [(piece, size) for text in sentences if text.strip() for piece, size in _fitting(text, room, count)]
    total = sum(size for _, size in pieces)
    windows = _pack(pieces, room)
    if len(windows) > 1:  # even windows: a last one of a few words makes a poor summary
        longest = max(size for _, size in pieces)
        windows = _pack(pieces, min(room, -(-total // len(windows)) + longest))
    kept = windows[:MOST_WINDOWS]
    characters = sum(len(piece) for piece, _ in pieces)
    read = sum(len(piece) for window in kept for piece in window) / characters if characters else 1.0
    return Windows(tuple(" ".join(window) for window in kept), read)


def _fitting(text: str, room: int, count: Count) -> list[tuple[str, int]]:
    """Give a text, or its parts, each with its length and one token to spare for the blank before the next."""
    [size] = count([text])
    if size < room or len(text) < 2:
        return [(text, size + 1)]
    middle = len(text) // 2
    blank = text.rfind(" ", 0, middle)
    at = blank if blank > 0 else middle
    return [pair for part in (text[:at], text[at:].lstrip()) for pair in _fitting(part, room, count)]


def _pack(pieces: Sequence[tuple[str, int]], room: int) -> list[list[str]]:
    windows: list[list[str]] = []
    free = 0
    for piece, size in pieces:
        if not windows or size > free:
            windows.append([])
            free = room
        windows[-1].append(piece)
        free -= size
    return windows
