"""Writes results to standard output and everything else to standard error.

Knows nothing about what it prints. Colour goes to a terminal only, and not where `NO_COLOR` is set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

import click

from briefer.errors import BrieferError

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def write(text: str) -> None:
    """Write a result and an end of line to standard output.

    Raises:
        BrieferError: The result cannot be written, for instance because the disk is full.
    """
    with _told():
        click.echo(text)


def write_bytes(content: bytes) -> None:
    """Write a result to standard output as it is.

    Raises:
        BrieferError: The result cannot be written, for instance because the disk is full.
    """
    with _told():
        click.echo(content, nl=False)


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of standard output into one that is shown; a reader that has gone away is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise BrieferError(f"cannot write: {error.strerror}", "standard output") from error


def write_json(record: Mapping[str, object]) -> None:
    """Write one record of JSON Lines to standard output."""
    write(json.dumps(record, ensure_ascii=False))


def warn(message: str) -> None:
    """Say what went wrong, in one line on standard error."""
    click.echo(f"briefer: {one_line(message)}", err=True)


def one_line(text: str) -> str:
    """Put a text on one line; nothing in it, be it part of a file's name, can steer a terminal."""
    return _UNPRINTABLE.sub(" ", text).strip()


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sits there; a standard stream that was closed before the start is `None`."""
    return stream is not None and stream.isatty()
