"""Fetch a page or a feed without being led where a stranger should not lead: into the machine or its network.

This module knows nothing about articles. `Fetch` is the seam: readers take any callable that gives a `Page`. The one
here looks every host up once, refuses addresses that are not public, connects to the very address that it checked (so a
name cannot change its mind in between), and does all of it again for every redirect. Proxies are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from briefer.errors import InputError
from briefer.reading.connections import connect, cut_off

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

LARGEST_PAGE = 20_000_000
"""The most bytes that a page may have, after decompression: articles have under one million."""

PATIENCE = 30.0
"""The most seconds for a page with all its redirects."""

SILENCE = 10.0
"""The most seconds without an answer or a byte."""

REDIRECTS = 5

LARGEST_FEED = 10_000_000
"""The most bytes that a feed may have, after decompression: those of news have 10 kB to 1 MB."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "briefer (+https://pypi.org/project/briefer/)",
    "Accept": "text/html, application/xhtml+xml, text/plain, text/markdown; q=0.9, */*; q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}
_FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml; q=0.9, "
    "application/xml; q=0.8, text/xml; q=0.8, application/json; q=0.7, */*; q=0.1"
)
_UNANSWERED = frozenset({"no connection", "no answer"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: the address after redirects, the bytes, and what the server says they are."""

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    """What the server wants to be asked with the next time; empty where it does not say."""


class NoAnswerError(InputError):
    """The host does not answer, or not in time: so it will not for its other pages."""


class StatusError(InputError):
    """The host answers that it does not do what it was asked for."""

    def __init__(self, message: str, where: str, status: int) -> None:
        """Args: `status` is HTTP's."""
        super().__init__(message, where)
        self.status = status


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a fetch keeps to, through all its redirects."""

    where: str
    allow_private: bool
    limit: int
    deadline: float
    headers: dict[str, str] = field(default_factory=dict)
    advice: dict[str, str] = field(default_factory=lambda: _PAGE_ADVICE)
    body: bytes | None = None
    """What is sent; None where nothing is, but a page asked for."""

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.001, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    def error(self, reason: str, kind: str) -> InputError:
        """Give the error for a reason, with what to do about its kind."""
        return InputError(f"{reason}; {self.advice[kind]}", self.where)

    def too_late(self) -> NoAnswerError:
        """Give the error for a deadline that has passed."""
        return NoAnswerError(f"the {self.advice['what']} takes too long; {self.advice['late']}", self.where)


_PAGE_ADVICE: dict[str, str] = {
    "what": "page",
    "large": "save the article's text to a file",
    "late": "try again later, or save it to a file",
    "moved": "open it in a browser and save the page",
    "private": "allow private addresses if it is your own",
}
_FEED_ADVICE: dict[str, str] = {
    "what": "feed",
    "large": "check the address",
    "late": "try again later",
    "moved": "check the address in a browser",
    "private": "allow private addresses if it is your own",
}
_POST_ADVICE: dict[str, str] = _FEED_ADVICE | {"what": "answer"}


class Fetch(Protocol):
    """Anything that fetches a page."""

    def __call__(self, url: str, /) -> Page:
        """Fetch a page.

        Raises:
            InputError: the page cannot be had.
        """


def fetch_page(
    url: str, /, *, allow_private: bool = False, limit: int = LARGEST_PAGE, patience: float = PATIENCE
) -> Page:
    """Fetch a page from the public web.

    Args:
        allow_private: also fetch from this machine and its network, as for a test or an intranet.
        limit: the most bytes.
        patience: the most seconds.

    Raises:
        InputError: the address is not allowed, or the page cannot be had within the limits.
    """
    page = _follow(url, _Terms(url, allow_private, limit, time.monotonic() + patience))
    if page is None:
        raise InputError("the server answered 304 Not Modified, which was not asked for; try again later", url)
    return page


def fetch_feed(
    url: str,
    /,
    *,
    etag: str = "",
    modified: str = "",
    allow_private: bool = False,
    limit: int = LARGEST_FEED,
    patience: float = PATIENCE,
) -> Page | None:
    """Fetch a feed, if it has changed since the time that `etag` and `modified` are from; None says it has not.

    Args:
        etag: `Page.etag` of that time.
        modified: `Page.modified` of that time.
        allow_private: also fetch from this machine and its network.
        limit: the most bytes.
        patience: the most seconds.

    Raises:
        InputError: the address is not allowed, or the feed cannot be had within the limits.
    """
    conditions = {"If-None-Match": _printable(etag), "If-Modified-Since": _printable(modified)}
    headers = {"Accept": _FEEDS} | {name: value for name, value in conditions.items() if value}
    return _follow(url, _Terms(url, allow_private, limit, time.monotonic() + patience, headers, _FEED_ADVICE))


def post(
    url: str, body: bytes, /, *, headers: dict[str, str], allow_private: bool = False, patience: float = PATIENCE
) -> None:
    """Send something to an address of the public web; it must not redirect, and its answer is thrown away.

    Args:
        url: where to; as it may be a secret, only its host is named in an error.
        body: what is sent.
        headers: with its `Content-Type`.
        allow_private: also send to this machine and its network.
        patience: the most seconds.

    Raises:
        InputError: the address is not allowed, or it could not be sent.
    """
    where = _split(url, "webhook").hostname or "webhook"
    answer = _get(
        url, _Terms(where, allow_private, LARGEST_PAGE, time.monotonic() + patience, headers, _POST_ADVICE, body)
    )
    if isinstance(answer, str):
        raise InputError("it redirects; give the address that it leads to", where)


def _printable(value: str) -> str:
    """Keep of what a server said what can stand in a header."""
    return "".join(character for character in value[:500] if " " <= character <= "~")


def _follow(url: str, terms: _Terms) -> Page | None:
    address = url
    for _ in range(REDIRECTS + 1):
        answer = _get(address, terms)
        if not isinstance(answer, str):
            return answer
        address = answer
    raise terms.error(f"it redirects more than {REDIRECTS} times", "moved")


def _get(address: str, terms: _Terms) -> Page | str | None:
    """Give the page at an address, or the address to which it redirects, or None for one that has not changed."""
    from urllib3.exceptions import HTTPError

    parts = _split(address, terms.where)
    host = _address_of(parts, terms)
    headers = _HEADERS | terms.headers | {"Host": _host_header(parts)}
    try:
        with cut_off(terms.left) as watch, connect(parts, host, min(SILENCE, terms.left), watch) as pool, pool.urlopen(
            "GET" if terms.body is None else "POST", _target(parts), body=terms.body, headers=headers,
            redirect=False, retries=False, preload_content=False, assert_same_host=False,
        ) as response:  # fmt: skip
            return _answer(response, address, terms)
    except (HTTPError, OSError, ValueError) as error:
        if terms.over:
            raise terms.too_late() from error
        kind = NoAnswerError if _reason(error) in _UNANSWERED else InputError
        raise kind(
            f"it cannot be fetched ({_reason(error)}); check the address and the connection", terms.where
        ) from error


def _answer(response: BaseHTTPResponse, address: str, terms: _Terms) -> Page | str | None:
    if response.status == 304 and ("If-None-Match" in terms.headers or "If-Modified-Since" in terms.headers):
        return None
    if response.status in _MOVED and response.headers.get("Location"):
        return urljoin(address, response.headers["Location"].strip())
    if not 200 <= response.status < 300:
        raise StatusError(f"the server answered {_status(response)}; check the address", terms.where, response.status)
    body = b"".join(_body(response, terms))
    kind, etag, modified = (response.headers.get(name, "") for name in ("Content-Type", "ETag", "Last-Modified"))
    return Page(address, body, kind, etag, modified)


def _split(address: str, where: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise InputError("this is no valid address; check it", where) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("only http and https addresses are fetched; check it", where)
    return parts


def _address_of(parts: SplitResult, terms: _Terms) -> str:
    """Look the host up and give the first of its addresses; none of them may be private."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host.encode("idna").decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswerError(
            f"the host {host} is not found; check the address and the connection", terms.where
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not terms.allow_private and not all(is_public(address) for address in addresses):
        raise terms.error("it is an address of this machine or its network, which is not fetched", "private")
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet, seeing through IPv6 wrappings of IPv4 ones."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _host_header(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{parts.port}" if parts.port else name


def _body(response: BaseHTTPResponse, terms: _Terms) -> Iterator[bytes]:
    size = 0
    while chunk := response.read1(_CHUNK, decode_content=True):  # as bytes come: a slow server must meet the deadline
        size += len(chunk)
        if size > terms.limit:
            raise terms.error(f"the {terms.advice['what']} is larger than {terms.limit / 1e6:g} MB", "large")
        if terms.over:
            raise terms.too_late()
        yield chunk
    if terms.over:  # a connection that was cut off looks like one that came to its end
        raise terms.too_late()


def _status(response: BaseHTTPResponse) -> str:
    return f"{response.status} {response.reason or ''}".strip()


def _reason(error: Exception) -> str:
    """Name the cause in a few words; urllib3's own texts hold objects and addresses of memory."""
    from urllib3 import exceptions

    known = (
        (exceptions.NewConnectionError, "no connection"),
        (exceptions.ConnectTimeoutError, "no answer"),
        (exceptions.ReadTimeoutError, "no answer"),
        (exceptions.SSLError, "its certificate is not valid"),
        (exceptions.DecodeError, "its compression is broken"),
        (exceptions.ProtocolError, "the connection broke off"),
    )
    return next((reason for kind, reason in known if isinstance(error, kind)), type(error).__name__)
