"""Paragraphs of a text: where running text is broken by blank lines, ends of lines, list items and noise.

This module knows lines. It knows nothing about sentences or languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE: Final = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")


def paragraphs(text: str, noise: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the paragraphs between the noise spans, without white space around them."""
    start = 0
    for span in (*noise, Span(len(text), len(text))):
        for line in LINE.finditer(text, start, span.start):
            left = line.end() - len(line[0].lstrip())
            right = line.start() + len(line[0].rstrip())
            if left < right:
                yield Span(left, right)
        start = span.end
