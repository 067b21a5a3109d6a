"""The entries of one feed as rows. Knows nothing of subscriptions: the feed is read once, as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefer.errors import InputError
from briefer.reading.entry_facts import facts_told, page_told
from briefer.reading.feed_parsing import parse_feed
from briefer.reading.fragment import line_of
from briefer.reading.rows import LARGEST_ROW, Record
from briefer.reading.streams import Stream
from briefer.types import Entry

_KEPT = ("id", "url", "title", "publisher", "published", "byline", "content")
"""The fields of an entry that make a row."""


def feed(stream: Stream, name: str) -> Iterator[Record]:
    """Read the entries of a feed, in its order; what is wrong with it as a whole is its last row.

    Raises:
        InputError: It is no feed, or larger than any feed is.
    """
    body = stream.file.read(LARGEST_ROW + 1)
    if len(body) > LARGEST_ROW:
        raise InputError(f"it is larger than {LARGEST_ROW / 1e6:g} MB, which no feed is; check it", name)
    parsed = parse_feed(name, body)
    publisher = line_of(parsed.feed.title or "")
    for number, entry in enumerate(parsed.entries, 1):
        told = {"url": page_told(entry, parsed.feed.link or ""), "publisher": publisher} | facts_told(entry)
        yield Record(f"{name}, entry {number}", {key: told[key] for key in _KEPT})
    if parsed.note:
        yield Record(name, error=parsed.note)


def entry_of_row(row: dict[str, Any]) -> Entry:
    """Make an entry of a row, so that its page can be sought where the row has only a teaser."""
    return Entry(feed="", **{name: str(row.get(name) or "") for name in _KEPT})
