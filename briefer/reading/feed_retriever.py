"""Fetch feeds for reader, in place of its own retriever, which would go wherever an address leads.

This module knows nothing about what is in a feed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefer.errors import FeedError, InputError
from briefer.reading.fetch import LARGEST_FEED, fetch_feed
from briefer.reading.hosts import Hosts

if TYPE_CHECKING:
    from reader._parser import RetrievedFeed

WEB = ("http://", "https://")


class Retriever:
    """What reader calls to fetch a feed, in place of its own; it is called from several threads."""

    def __init__(self, *, allow_private: bool, patience: float) -> None:
        self.hosts = Hosts()
        self._allow_private = allow_private
        self._patience = patience

    @contextmanager
    def __call__(
        self,
        url: str,
        caching_info: Any = None,  # noqa: ANN401 - reader's signature
        accept: str | None = None,  # noqa: ARG002
    ) -> Iterator[RetrievedFeed[Any]]:
        """Fetch a feed.

        Raises:
            ParseError: it cannot be had; the message is ours.
            NotModified: it has not changed.
        """
        from reader.exceptions import ParseError

        try:
            retrieved = self._web(url, caching_info) if url.startswith(WEB) else _file(url)
        except InputError as error:
            raise ParseError(url, message=error.message) from error
        yield retrieved

    def _web(self, url: str, caching_info: Mapping[str, str] | None) -> RetrievedFeed[Any]:
        from reader._parser import HTTPInfo, NotModified, RetrievedFeed

        known = caching_info or {}
        with self.hosts.turn(url):
            page = fetch_feed(
                url,
                etag=known.get("etag", ""),
                modified=known.get("modified", ""),
                allow_private=self._allow_private,
                patience=self._patience,
            )
        if page is None:
            raise NotModified(url)
        headers = {"content-type": page.content_type, "content-location": page.url}
        caching: dict[str, Any] = {"etag": page.etag, "modified": page.modified}
        return RetrievedFeed(BytesIO(page.body), None, caching, HTTPInfo(200, headers), slow_to_read=True)

    def validate_url(self, url: str) -> None:
        """Accept every address: `feed_address` has looked at it."""


def _file(path: str) -> RetrievedFeed[Any]:
    from reader._parser import RetrievedFeed

    try:
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - Path raises for a name with a NUL
            raise FeedError("this is no file; name the file of a feed", path)
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            body = file.read(LARGEST_FEED + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise FeedError(f"it cannot be read ({reason}); check the path", path) from error
    if len(body) > LARGEST_FEED:
        raise FeedError(f"the feed is larger than {LARGEST_FEED / 1e6:g} MB; check the file", path)
    return RetrievedFeed(BytesIO(body))
