"""Fetch a page without being led where a stranger's page should not lead: into the machine or its network.

This module knows nothing about articles. `Fetch` is the seam: readers take any callable that gives a `Page`. The one
here looks every host up once, refuses addresses that are not public, connects to the very address that it checked (so a
name cannot change its mind in between), and does all of it again for every redirect. Proxies are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from briefer.errors import InputError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

LARGEST_PAGE = 20_000_000
"""The most bytes that a page may have, after decompression: articles have under one million."""

PATIENCE = 30.0
"""The most seconds for a page with all its redirects."""

SILENCE = 10.0
"""The most seconds without an answer or a byte."""

REDIRECTS = 5

_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "briefer (+https://pypi.org/project/briefer/)",
    "Accept": "text/html, application/xhtml+xml, text/plain, text/markdown; q=0.9, */*; q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: the address after redirects, the bytes, and what the server says they are."""

    url: str
    body: bytes
    content_type: str = ""


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
    deadline = time.monotonic() + patience
    address = url
    for _ in range(REDIRECTS + 1):
        answer = _get(address, where=url, allow_private=allow_private, limit=limit, deadline=deadline)
        if isinstance(answer, Page):
            return answer
        address = answer
    raise InputError(f"it redirects more than {REDIRECTS} times; open it in a browser and save the page", url)


def _get(address: str, *, where: str, allow_private: bool, limit: int, deadline: float) -> Page | str:
    """Give the page at an address, or the address to which it redirects."""
    from urllib3.exceptions import HTTPError

    parts = _split(address, where)
    pool = _pool(parts, _address_of(parts, where, allow_private=allow_private))
    try:
        with pool, pool.urlopen(
            "GET", _target(parts), headers=_HEADERS | {"Host": _host_header(parts)},
            redirect=False, retries=False, preload_content=False, assert_same_host=False,
        ) as response:  # fmt: skip
            if response.status in _MOVED and response.headers.get("Location"):
                return urljoin(address, response.headers["Location"].strip())
            if not 200 <= response.status < 300:
                raise InputError(f"the server answered {_status(response)}; check the address", where)
            body = b"".join(_body(response, where, limit, deadline))
            return Page(address, body, response.headers.get("Content-Type", ""))
    except (HTTPError, OSError, ValueError) as error:
        raise InputError(
            f"it cannot be fetched ({_reason(error)}); check the address and the connection", where
        ) from error


def _split(address: str, where: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise InputError("this is no valid address; check it", where) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("only http and https addresses are fetched; check it", where)
    return parts


def _address_of(parts: SplitResult, where: str, *, allow_private: bool) -> str:
    """Look the host up and give the first of its addresses; none of them may be private."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host.encode("idna").decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"the host {host} is not found; check the address and the connection", where) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(is_public(address) for address in addresses):
        raise InputError("it is an address of this machine or its network, which is not fetched; save the page", where)
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


def _pool(parts: SplitResult, address: str) -> HTTPConnectionPool:
    """Make a connection to an address, with the certificate checked against the host's name."""
    import urllib3

    timeout = urllib3.Timeout(connect=SILENCE, read=SILENCE)
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=timeout, maxsize=1)
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    host = parts.hostname
    return urllib3.HTTPSConnectionPool(
        address, parts.port or 443, timeout=timeout, maxsize=1, ssl_context=context,
        assert_hostname=host, server_hostname=host,
    )  # fmt: skip


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _host_header(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{parts.port}" if parts.port else name


def _body(response: BaseHTTPResponse, where: str, limit: int, deadline: float) -> Iterator[bytes]:
    size = 0
    while chunk := response.read1(_CHUNK, decode_content=True):  # as bytes come: a slow server must meet the deadline
        size += len(chunk)
        if size > limit:
            raise InputError(f"the page is larger than {limit / 1e6:g} MB; save the article's text to a file", where)
        if time.monotonic() > deadline:
            raise InputError("the page takes too long; try again later, or save it to a file", where)
        yield chunk


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
