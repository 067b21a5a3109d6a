"""One setting: its default, what it is for, what it may be. A check returns the value as briefer uses it.

Knows nothing about which settings there are. A check that refuses raises a `ValueError` that says what it wants.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

TLP = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
"""Handling lines of the Traffic Light Protocol 2.0 (FIRST, 2022), strictest first."""

_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the relative paths of one source of settings start, and where the user's data lie."""

    base: Path
    data: Path


Check = Callable[[Any, Folders], Any]


def as_is(value: Any, _: Folders) -> Any:  # noqa: ANN401 - any setting's value
    """Take any value of the right type."""
    return value


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    default: str | bool | int | tuple[str, ...]
    """As a file writes it; its type is the type that a file must give."""
    about: str
    check: Check = as_is


def between(low: int, high: int) -> Check:
    """Make a check for a number, both ends included."""

    def check(value: int, _: Folders) -> int:
        if not low <= value <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return value

    return check


def one_of(*choices: str) -> Check:
    """Make a check for one of some words."""

    def check(value: str, _: Folders) -> str:
        if value not in choices:
            raise ValueError(f"one of {', '.join(choice for choice in choices if choice)}")
        return value

    return check


def each_of(*choices: str) -> Check:
    """Make a check for a list of some words."""

    def check(value: tuple[str, ...], _: Folders) -> tuple[str, ...]:
        if not set(value) <= set(choices):
            raise ValueError(f"a list of any of {', '.join(choices)}")
        return value

    return check


def handling(value: str, _: Folders) -> str:
    """Read a handling line, with or without its `TLP:`, as a brief has it: `TLP:GREEN`.

    Raises:
        ValueError: It is none.
    """
    name = value.upper().removeprefix("TLP:")
    if name not in TLP:
        raise ValueError(f"a handling line: {', '.join(TLP)}")
    return f"TLP:{name}"


def time_of_day(value: str, _: Folders) -> time | None:
    """Read `06:00`; where it is empty there is none.

    Raises:
        ValueError: It is no time of day.
    """
    match = _HOUR.fullmatch(value)
    if value and not match:
        raise ValueError("a time of day, like 06:00")
    return time(int(match[1]), int(match[2])) if match else None


def time_zone(value: str, _: Folders) -> str:
    """Check that this machine knows the time zone.

    Raises:
        ValueError: It does not.
    """
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("the name of a time zone, like UTC or Europe/Oslo") from error
    return value


def variable(value: str, _: Folders) -> str:
    """Check that it names a variable: whoever writes the secret itself is told so.

    Raises:
        ValueError: It cannot be a variable's name.
    """
    if not _VARIABLE.fullmatch(value):
        raise ValueError("the name of an environment variable, not the secret itself")
    return value


def grades(value: tuple[str, ...], _: Folders) -> tuple[tuple[str, str], ...]:
    """Read grades, `Northern Wire=B`, as publisher and letter.

    Raises:
        ValueError: One of them is none.
    """
    pairs = [one.rpartition("=") for one in value]
    if not all(publisher and letter.upper() in tuple("ABCDEF") for publisher, _, letter in pairs):
        raise ValueError('a list of grades, like ["Northern Wire=B"]')
    return tuple((publisher, letter.upper()) for publisher, _, letter in pairs)


def path(value: str, folders: Folders) -> Path:
    """Read a path; `~` is the user's home.

    Raises:
        ValueError: It is none.
    """
    if not value or "\0" in value:
        raise ValueError("a path")
    try:
        return folders.base / Path(value).expanduser()
    except RuntimeError as error:
        raise ValueError("a path whose user is known") from error


def paths(value: tuple[str, ...], folders: Folders) -> tuple[Path, ...]:
    """Read a list of paths."""
    return tuple(path(one, folders) for one in value)


def optional_path(value: str, folders: Folders) -> Path | None:
    """Read a path; where it is empty there is none."""
    return path(value, folders) if value else None


def data_path(name: str) -> Check:
    """Make a check for a path which, where it is empty, lies in the folder of the user's data."""

    def check(value: str, folders: Folders) -> Path:
        return path(value, folders) if value else folders.data / name

    return check
