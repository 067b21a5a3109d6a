"""Keep the feeds that the user reads, and their entries, in one SQLite file, through the library reader.

This module knows nothing about articles. reader keeps feeds and entries, asks servers only for what is new and survives
a kill; what fetches and what parses are ours: `fetch_feed`, which refuses addresses of this machine and its network,
and `parse_feed`, which reads broken feeds. A feed that cannot be read is one line in its report; the others go on.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from briefer.errors import FeedError, InputError
from briefer.reading.assemble import host_of
from briefer.reading.characters import one_line
from briefer.reading.entry_facts import facts_told, moment_told, page_told
from briefer.reading.feed_parsing import FeedParser
from briefer.reading.feed_retriever import WEB, Retriever
from briefer.reading.feed_store import open_store
from briefer.reading.fetch import PATIENCE
from briefer.reading.fragment import line_of
from briefer.reading.hosts import Hosts
from briefer.reading.opml import Subscription
from briefer.types import Entry, FeedReport

if TYPE_CHECKING:
    from reader import Entry as KeptEntry
    from reader import Feed, Reader, UpdateResult

_FOLDERS, _NOTE = "briefer.folders", "briefer.note"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:")


def open_feeds(path: Path, *, allow_private: bool = False, patience: float = PATIENCE) -> Feeds:
    """Open the user's feeds, or begin with none.

    Args:
        path: the SQLite file; it and its folder are made where they are not there.
        allow_private: also fetch from this machine and its network.
        patience: the most seconds for one feed.

    Raises:
        FeedError: the file cannot be used.
    """
    from reader import make_reader

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FeedError(f"the folder cannot be made ({error.strerror}); check the path", str(path.parent)) from error
    with _told(path):
        storage = open_store(path)
        reader = make_reader(str(path), plugins=(), search_enabled=None, _storage=storage)
    return Feeds(path, reader, storage, allow_private=allow_private, patience=patience)


class Feeds:
    """The user's feeds and their entries; two processes may use the same file at once."""

    def __init__(self, path: Path, reader: Reader, storage: Any, *, allow_private: bool, patience: float) -> None:  # noqa: ANN401
        self._path = path
        self._reader = reader
        self._storage = storage
        self._parser = FeedParser()
        self._retriever = Retriever(allow_private=allow_private, patience=patience)
        inner = reader._parser  # noqa: SLF001 - reader has no public way to replace what fetches and parses
        inner.lazy_init_funcs.clear()  # it would mount reader's own
        inner.mount_retriever("", self._retriever)
        inner.mount_parser_by_mime_type(self._parser, "*/*")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with _told(self._path):
            self._reader.close()

    def add(self, address: str, title: str = "", *, folders: Sequence[str] = ()) -> bool:
        """Subscribe to a feed, or rename one and put it elsewhere, and say whether it is new; nothing is fetched.

        Args:
            address: an `http` or `https` address, or the path of a file.
            title: its publisher's name, which goes before its own title.
            folders: the folders that it stands in.

        Raises:
            FeedError: it is no address and no file.
        """
        url = feed_address(address)
        with _told(self._path):
            new = self._reader.get_feed(url, None) is None
            self._reader.add_feed(url, exist_ok=True)
            if title:
                self._reader.set_feed_user_title(url, one_line(title))
            if folders:
                self._reader.set_tag(url, _FOLDERS, [one_line(name) for name in folders])
        return new

    def remove(self, address: str) -> None:
        """Unsubscribe from a feed; its entries go with it.

        Raises:
            FeedError: there is no such subscription.
        """
        from reader import FeedNotFoundError

        with _told(self._path):
            for url in dict.fromkeys((address, _spelt(address))):
                try:
                    self._reader.delete_feed(url)
                except FeedNotFoundError:
                    continue
                return
        raise FeedError("it is not subscribed to; `briefer feeds list` names those that are", address)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Give what is subscribed to, by folder, title and address."""
        with _told(self._path):
            found = [
                Subscription(feed.url, _title(feed), self._list(feed.url, _FOLDERS))
                for feed in self._reader.get_feeds()
            ]
        return tuple(sorted(found, key=lambda each: (each.folders, each.title.casefold(), each.address)))

    def update(
        self, *, workers: int = 8, only: Sequence[str] | None = None, now: datetime | None = None
    ) -> tuple[FeedReport, ...]:
        """Ask every feed for what is new, and report on each in the order of `subscriptions`.

        Args:
            workers: how many feeds are fetched at once; of one host, one.
            only: the addresses to ask; without it, all.
            now: the moment at which entries without a date are first seen; without it, the clock's.
        """
        if now is not None:
            self._reader._now = lambda: now  # type: ignore[method-assign]  # noqa: SLF001 - as above
        wanted = None if only is None else {_spelt(address) for address in only}
        self._storage.only, self._retriever.hosts = wanted, Hosts()
        with _told(self._path):
            results = {each.url: each for each in self._reader.update_feeds_iter(scheduled=False, workers=workers)}
        asked = [each for each in self.subscriptions() if each.address in results]
        known = {each.address for each in asked}
        missing = sorted((wanted or set()) - known)
        with _told(self._path):
            reports = [self._report(each, results[each.address]) for each in asked]
        return (*reports, *(FeedReport(each, "", 0, "it is not subscribed to; add it first") for each in missing))

    def entries(self, *, since: datetime, until: datetime, only: Sequence[str] | None = None) -> list[Entry]:
        """Give the entries published after `since` and not after `until`, oldest first.

        One without a date counts as published when it was first seen.

        Args:
            since: with its offset to UTC.
            until: with its offset to UTC.
            only: the addresses of feeds; without it, all.
        """
        wanted = None if only is None else {_spelt(address) for address in only}
        with _told(self._path):
            found = [
                (moment, entry_of(kept))
                for kept in self._reader.get_entries()
                if (wanted is None or kept.feed_url in wanted) and since < (moment := _moment(kept)) <= until
            ]
        return [entry for _, entry in sorted(found, key=lambda each: (each[0], each[1].feed, each[1].id))]

    def _list(self, url: str, tag: str) -> tuple[str, ...]:
        """Give the words that are kept of a feed under a tag."""
        words = self._reader.get_tag(url, tag, [])
        return tuple(map(str, words)) if isinstance(words, list) else ()

    def _report(self, subscription: Subscription, result: UpdateResult) -> FeedReport:
        address = subscription.address
        failed = isinstance(result.value, Exception)
        error = _one_line_of(result.value) if isinstance(result.value, Exception) else self._note(address)
        if address in self._parser.counts and not failed:
            count = self._parser.counts[address]
        else:
            count = self._reader.get_entry_counts(feed=address).total or 0
        return FeedReport(address, subscription.title, count, error)

    def _note(self, address: str) -> str:
        """Give what is wrong with a feed that can be read, kept for when its server says that nothing has changed."""
        kept = self._list(address, _NOTE)
        said = self._parser.notes
        notes = tuple(filter(None, [said[address]])) if address in said else kept
        if notes != kept:
            self._reader.set_tag(address, _NOTE, list(notes))
        return "".join(notes)


def feed_address(address: str) -> str:
    """Give the address under which a feed is kept: one of the web as it is, a file's path in full.

    Raises:
        FeedError: it is no address and no file.
    """
    url = _spelt(address)
    if url.startswith(WEB):
        if not host_of(url):
            raise FeedError("this is no valid address; check it", address)
        return url
    if os.path.isfile(url):  # noqa: PTH113 - Path raises for a name with a NUL
        return url
    if _SCHEME.match(address.strip()) and not address.strip().startswith("file:"):
        raise FeedError("only http and https addresses and files are read; check it", address)
    if address.strip() and os.path.isdir(url):  # noqa: PTH112 - as above
        raise FeedError("this is a folder; name the files of feeds in it", address)
    raise FeedError("there is no such file; an address begins with https://", address)


def _spelt(address: str) -> str:
    """Spell an address in the one way in which it is kept: `feed:` is a browser's word for `http:`."""
    url = one_line(address)
    if url[:5].casefold() == "feed:":
        rest = url[5:].lstrip("/")
        url = rest if rest.startswith(WEB) else f"http://{rest}"
    if url[:8].casefold().startswith(WEB):
        scheme, _, rest = url.partition("://")
        return f"{scheme.casefold()}://{rest.partition('#')[0]}"
    if url.startswith("file://"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        url = url2pathname(urlsplit(url).path)
    return url if _SCHEME.match(url) and os.name != "nt" else os.path.abspath(url)  # noqa: PTH100 - as above


def entry_of(kept: KeptEntry) -> Entry:
    """Make an entry of what reader keeps of it."""
    return Entry(
        feed=kept.feed_url,
        url=page_told(kept, kept.feed.link or ""),
        publisher=_title(kept.feed) or host_of(kept.link or "") or host_of(kept.feed_url) or Path(kept.feed_url).stem,
        seen=kept.added.isoformat(),
        **facts_told(kept),
    )


def _moment(kept: KeptEntry) -> datetime:
    return moment_told(kept) or kept.added


def _title(feed: Feed) -> str:
    return line_of(feed.user_title or feed.title or "")


def _one_line_of(error: Exception) -> str:
    """Give what is wrong with a feed: our own message, or for what we did not foresee, its kind."""
    cause = error.__cause__
    if isinstance(cause, InputError):
        return one_line(cause.message)
    return f"it cannot be read as a feed ({type(cause or error).__name__}); check the address"


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of the store into one that is shown."""
    from reader import StorageError

    try:
        yield
    except (StorageError, sqlite3.Error) as error:
        reason = one_line(str(error.__cause__ or error))
        raise FeedError(
            f"the feeds cannot be kept here ({reason}); try again, or move the file away to begin anew", str(path)
        ) from error
