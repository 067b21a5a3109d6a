"""Ask each host for one thing at a time, and no more of one that does not answer.

This module knows nothing about what is asked for. Many feeds and many articles of a day come from one host: asking it
for all of them at once is impolite, and waiting for each of them in turn until its time is up takes for ever.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefer.errors import InputError
from briefer.reading.fetch import NoAnswerError, StatusError

CHANCES = 2
"""After how many requests in a row without an answer a host is asked no more."""

SHARE = 180.0
"""The most seconds that one host may take of a run: enough for hundreds of pages, and too few for one that answers each
request just in time to hold up the day."""


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    silent: int = 0
    taken: float = 0.0


class Hosts:
    """The hosts of one run, shared by its threads."""

    def __init__(self, share: float = SHARE) -> None:
        """Args: `share` is how many seconds each may take."""
        self._share = share
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait until nobody else asks the host of an address.

        Raises:
            InputError: The host has not answered lately, or has taken all the time that it may.
        """
        with self._lock:
            host = self._hosts.setdefault(place_of(url), _Host())
        with host.turn:
            if host.silent >= CHANCES:
                raise InputError(f"its host did not answer {CHANCES} times before it; try again later", url)
            if host.taken >= self._share:
                raise InputError(f"its host has taken {self._share:g} seconds of this run; try again later", url)
            began = time.monotonic()
            try:
                yield
            except NoAnswerError:
                host.silent += 1
                raise
            except StatusError:  # a refusal is an answer
                host.silent = 0
                raise
            finally:
                host.taken += time.monotonic() - began
            host.silent = 0


def place_of(url: str) -> str:
    """Give the host and port of an address, by which turns are taken; empty where it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].casefold()
    except ValueError:
        return ""
