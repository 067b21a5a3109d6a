"""The entries of one feed as rows. Knows nothing of subscriptions: the feed is read once, as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefer.errors import InputError
from briefer.reading.characters import clean, one_line
from briefer.reading.feed_parsing import parse_feed
from briefer.reading.fragment import line_of
from briefer.reading.rows import LARGEST_ROW, Record
from briefer.reading.streams import Stream
from briefer.types import Entry

if TYPE_CHECKING:
    from reader._types import EntryData

_KEPT = ("id", "url", "title", "publisher", "published", "byline", "content")
"""The fields of an entry that make a row."""


def feed(stream: Stream, name: str) -> Iterator[Record]:
    """Read the entries of a feed, in its order.

    Raises:
        InputError: It is no feed, or larger than any feed is.
    """
    body = stream.file.read(LARGEST_ROW + 1)
    if len(body) > LARGEST_ROW:
        raise InputError(f"it is larger than {LARGEST_ROW / 1e6:g} MB, which no feed is; check it", name)
    parsed = parse_feed(name, body)
    publisher = line_of(parsed.feed.title or "")
    for number, entry in enumerate(parsed.entries, 1):
        yield Record(f"{name}, entry {number}", _row(entry, publisher))


def _row(entry: EntryData, publisher: str) -> dict[str, Any]:
    texts = [entry.summary or "", *(content.value or "" for content in entry.content)]
    published = entry.published or entry.updated
    names = (author.name or author.email or "" for author in entry.authors)
    return {
        "id": one_line(entry.id),
        "url": one_line(entry.link or ""),
        "title": line_of(entry.title or ""),
        "publisher": publisher,
        "published": published.isoformat() if published else "",
        "byline": one_line(", ".join(filter(None, names))),
        "content": clean(max(texts, key=len)),
    }


def entry_of_row(row: dict[str, Any]) -> Entry:
    """Make an entry of a row, so that its page can be sought where the row has only a teaser."""
    return Entry(feed="", **{name: str(row.get(name) or "") for name in _KEPT})
