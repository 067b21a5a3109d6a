"""Make a text of the blocks of a page or document: one paragraph each, and the headings among them as furniture.

This module knows nothing about HTML or Markdown: both readers hand it their blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefer.reading.assemble import Facts, assemble
from briefer.reading.characters import one_line
from briefer.reading.header import read_header
from briefer.types import Article, Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a heading, without its markup."""

    text: str
    heading: bool = False


def article_from_blocks(blocks: Iterable[Block], facts: Facts) -> Article:
    """Join blocks with blank lines between them, and make the article; a heading that is a sentence stays prose."""
    pieces: list[str] = []
    headings: list[Span] = []
    length = 0
    for block in blocks:
        piece = one_line(block.text)
        if not piece:
            continue
        if block.heading and not piece.endswith("."):
            headings.append(Span(length, length + len(piece)))
        pieces.append(piece)
        length += len(piece) + 2
    text = "\n\n".join(pieces)
    facts, header = read_header(text, facts)
    return assemble(text, facts, (*headings, *header))
