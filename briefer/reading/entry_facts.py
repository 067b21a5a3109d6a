"""What a feed says of one of its entries, in plain words: no text of it can steer a terminal or hide.

This module knows nothing about how feeds are read or kept: reader has one value for an entry just read and another for
one that it keeps, and both are told here in the same way.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from briefer.reading.characters import clean, one_line
from briefer.reading.fragment import line_of

if TYPE_CHECKING:
    from reader import Author
    from reader import Entry as KeptEntry
    from reader._types import EntryData

LONGEST_CONTENT = 500_000
"""The most characters of an entry's text: a novel has as many."""


def facts_told(entry: EntryData | KeptEntry) -> dict[str, str]:
    """Give the fields of an `Entry` that the feed itself fills, but for the address of its page."""
    texts = [entry.summary or "", *(content.value or "" for content in entry.content)]
    published = moment_told(entry)
    return {
        "id": one_line(entry.id),
        "title": line_of(entry.title or ""),
        "published": published.isoformat() if published else "",
        "byline": one_line(", ".join(filter(None, map(_name_of, entry.authors)))),
        "content": clean(max(texts, key=len))[:LONGEST_CONTENT],
    }


def moment_told(entry: EntryData | KeptEntry) -> datetime | None:
    """Give when an entry was published, as far as its feed says it."""
    return entry.published or entry.updated


def page_told(entry: EntryData | KeptEntry, home: str) -> str:
    """Give the address of an entry's page; empty where it has none on the web.

    Args:
        entry: the entry.
        home: the address of the feed's own page, which that of an entry may be relative to.
    """
    try:
        parts = urlsplit(one_line(urljoin(home, entry.link or "")))
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in ("http", "https") else ""


def _name_of(author: Author) -> str:
    """Give an author's name: RSS writes `jane@herald.example (Jane Roe)`, which reader takes the wrong way round."""
    return next((each for each in (author.name, author.email) if each and "@" not in each), "")
