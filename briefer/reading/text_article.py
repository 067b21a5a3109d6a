"""Read an article from plain text.

This module knows nothing about files, HTML or Markdown.
"""

from __future__ import annotations

from briefer.reading.assemble import Facts, assemble
from briefer.reading.characters import clean
from briefer.reading.header import read_header
from briefer.types import Article


def article_from_text(raw: str, *, path: str = "", url: str = "") -> Article:
    """Read an article from plain text; any text is an article, if need be one without words."""
    text = clean(raw)
    facts, header = read_header(text, Facts(path=path, url=url))
    return assemble(text, facts, header)
