"""Where a run's entries come from: the seam that a test can take the place of.

Knows nothing about what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from briefer.errors import FeedError
from briefer.reading.feeds import feed_address
from briefer.reading.fetch import Fetch
from briefer.reading.opml import LARGEST_LIST, Subscription, read_opml
from briefer.types import Entry, FeedReport

if TYPE_CHECKING:
    from briefer.reading.feeds import Feeds


class Entries(Protocol):
    """Anything that gives entries."""

    def update(self, now: datetime) -> Sequence[FeedReport]:
        """Read all feeds anew and report on each; one that fails is reported, too."""

    def feeds(self) -> Sequence[FeedReport]:
        """Report on each feed without reading it anew."""

    def entries(self, *, since: datetime, until: datetime) -> Sequence[Entry]:
        """Return the entries published within a period, ascending."""


class Subscribed:
    """Some feeds of a store of feeds."""

    def __init__(self, feeds: Feeds, subscriptions: Iterable[Subscription]) -> None:
        """Args: `subscriptions` are added to the store where it has them not; no others are read."""
        self._feeds = feeds
        self._reports: dict[str, FeedReport] = {}
        for one in subscriptions:
            try:
                feeds.add(one.address, one.title)
                address, error = feed_address(one.address), ""
            except FeedError as failed:
                address, error = one.address, failed.message
            self._reports[address] = FeedReport(address, one.title, 0, error)
        self._good = [report.address for report in self._reports.values() if not report.error]

    def update(self, now: datetime) -> Sequence[FeedReport]:
        """Read all feeds anew and report on each; one that fails is reported, too."""
        self._reports |= {report.address: report for report in self._feeds.update(only=self._good, now=now)}
        return self.feeds()

    def feeds(self) -> Sequence[FeedReport]:
        """Report on each feed without reading it anew."""
        return list(self._reports.values())

    def entries(self, *, since: datetime, until: datetime) -> Sequence[Entry]:
        """Return the entries published within a period, ascending."""
        return self._feeds.entries(since=since, until=until, only=self._good)


def subscriptions_of(names: Iterable[str], fetch: Fetch) -> list[Subscription]:
    """Read what the user names as feeds: addresses and files of feeds, and addresses and files of OPML lists.

    An address is taken for a list where its path ends in `.opml`; a file, where it is one.

    Raises:
        InputError: A list cannot be had or read.
    """
    found: list[Subscription] = []
    for name in names:
        body = _list_body(name, fetch)
        found += [Subscription(name)] if body is None else read_opml(body, name)
    return found


def _list_body(name: str, fetch: Fetch) -> bytes | None:
    """Return the bytes of a list of feeds; None where it is a feed."""
    if name.startswith(("http://", "https://")):
        return fetch(name).body if urlsplit(name).path.casefold().endswith(".opml") else None
    try:
        with Path(name).open("rb") as file:
            body = file.read(LARGEST_LIST + 1)
    except (OSError, ValueError):
        return None  # whoever subscribes to it says what is wrong
    return body if b"<opml" in body[:4096].lower() else None
