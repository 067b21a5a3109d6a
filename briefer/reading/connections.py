"""Connect to an address that has been checked, and break the connection off when its time is up.

This module knows nothing about what is fetched. A limit on silence alone does not bound a fetch: a server can send its
header a byte at a time, for ever.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult

if TYPE_CHECKING:
    from urllib3 import HTTPConnectionPool


@contextmanager
def cut_off(seconds: float) -> Iterator[Callable[[socket.socket], None]]:
    """Break a connection off when the time is up: a server can send its header a byte at a time, for ever."""
    watched: list[socket.socket] = []
    over = threading.Event()

    def watch(connection: socket.socket) -> None:
        watched.append(connection.dup())  # the original is taken over where it becomes encrypted
        if over.is_set():
            cut()

    def cut() -> None:
        over.set()
        for connection in watched:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        for connection in watched:
            connection.close()


def connect(
    parts: SplitResult, address: str, silence: float, watch: Callable[[socket.socket], None]
) -> HTTPConnectionPool:
    """Make a watched connection to an address, with the certificate checked against the host's name.

    Args:
        parts: the address of a page, with the host's name.
        address: the host's IP address.
        silence: the most seconds without an answer or a byte.
        watch: is told of the connection.
    """
    pool = _unwatched(parts, address, silence)
    kind: Any = pool.ConnectionCls

    class Watched(kind):  # type: ignore[misc]
        """A connection that is watched from its first byte on."""

        def _new_conn(self) -> socket.socket:
            connection: socket.socket = super()._new_conn()
            watch(connection)
            return connection

    pool.ConnectionCls = Watched
    return pool


def _unwatched(parts: SplitResult, address: str, silence: float) -> HTTPConnectionPool:
    import urllib3

    timeout = urllib3.Timeout(connect=silence, read=silence)
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
