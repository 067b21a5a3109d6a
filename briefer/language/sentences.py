"""Sentences of a text: exact offsets, paragraphs, and a few rules around NLTK's Punkt.

This module knows text. It knows nothing about files (its one model is loaded by `punkt`), networks or summaries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefer.language.paragraphs import paragraphs
from briefer.language.punkt import load_punkt
from briefer.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.types import Article

OPENERS: Final = "\"'“‘«([{"
CLOSERS: Final = "\"'”’»)]}"

STOP: Final = re.compile(rf"(?P<stop>[.!?…]+)(?P<close>[{re.escape(CLOSERS)}]*)(?P<space>\s+)(?P<next>\S+)")
SPEAKS: Final = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|al|bin|de|van|von|der) ){1,4}(?:said|says|asked|asks|told|wrote|added|tweeted|replied|shouted)\b"
)


def split_article(article: Article) -> tuple[Sentence, ...]:
    """Split the prose of an article: what is in its noise spans is in no sentence, and ends one."""
    return tuple(
        Sentence(start, end, article.text[start:end], number)
        for number, paragraph in enumerate(paragraphs(article.text, article.noise))
        for start, end in _sentences(article.text, paragraph)
    )


def split_text(text: str) -> list[Span]:
    """Split a text into sentences: ascending, disjoint, without white space around them."""
    return [Span(start, end) for paragraph in paragraphs(text) for start, end in _sentences(text, paragraph)]


def _sentences(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """Yield the bounds of a paragraph's sentences."""
    start, position = paragraph.start, paragraph.start
    while match := STOP.search(text, position, paragraph.end):
        position = match.start("next")
        if _ends(text, start, match):
            yield start, match.end("close")
            start = position
    yield start, paragraph.end


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide whether a sentence ends at a stop."""
    following = match["next"].lstrip(OPENERS)
    quoted = match["close"] != ""
    if following[:1].islower() and (quoted or match["stop"] != "."):
        return False  # "Stop!" she said
    if quoted and SPEAKS.match(text, match.start("next")):
        return False  # "Is it?" Mr Smith asked
    if match["stop"] != ".":
        return True
    word = text[max(start, match.start() - 40) : match.start()].rpartition(" ")[2].lstrip(OPENERS)
    return load_punkt().breaks(word + ".", following or match["next"])
