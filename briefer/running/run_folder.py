"""The folder beside an output where its run lives: what the run is, and the parts that are finished.

Knows names and files; knows nothing of what is in a part. A part that exists is complete, and its name says what it was
made of; so a run that was killed at any moment is continued by looking at what is there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from briefer.errors import BrieferError, ResumeError
from briefer.running.files import write_file
from briefer.running.recipe import FAILED

RUN_FILE = "run.json"
FORMAT = 1
"""Of the run file and the names of the parts."""

_PART = re.compile(r"part-(\d{7,})-[0-9a-f]{12}\.jsonl")


class RunFolder:
    """The folder of one run."""

    def __init__(self, output: Path) -> None:
        """Args: `output` is the file that the run makes; `OUTPUT.run` is the folder."""
        self.output = output
        self.path = output.with_name(f"{output.name}.run")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from this run while the context lasts.

        Raises:
            BrieferError: The folder cannot be made.
            ResumeError: Another process is at it.
        """
        try:
            self.path.mkdir(exist_ok=True)
            lock = (self.path / "lock").open("a")
        except OSError as error:
            raise BrieferError(f"cannot write: {error.strerror}; name another --output", str(self.path)) from error
        with lock:
            if not _lock(lock.fileno()):
                raise ResumeError("another process is at this run; wait for it, or end it", str(self.output))
            yield

    def description(self) -> dict[str, Any]:
        """Return what the run file says; empty where there is no run yet.

        Raises:
            ResumeError: It cannot be read.
        """
        path = self.path / RUN_FILE
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise ResumeError(f"it cannot be read; remove {self.path} to begin anew", str(path)) from error
        if not isinstance(known, dict) or known.get("format") != FORMAT:
            raise ResumeError(f"another version wrote it; remove {self.path} to begin anew", str(path))
        return known

    def describe(self, description: Mapping[str, Any]) -> None:
        """Write the run file."""
        known = {"format": FORMAT, **description}
        write_file(self.path / RUN_FILE, (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode())

    def parts(self) -> dict[int, str]:
        """Return the names of the finished parts by number, and sweep up what was left unfinished."""
        found: dict[int, str] = {}
        for path in self.path.iterdir():
            if part := _PART.fullmatch(path.name):
                found[int(part[1])] = path.name
            elif path.name.startswith("."):
                path.unlink(missing_ok=True)
        return found

    def write_part(self, name: str, lines: list[bytes]) -> None:
        """Write a part, whole or not at all.

        Raises:
            BrieferError: The disk is full, or the folder not writable.
        """
        write_file(self.path / name, b"".join(lines))

    def part(self, name: str) -> Iterator[bytes]:
        """Give the lines of a part."""
        with (self.path / name).open("rb") as file:
            yield from file

    def failed(self, name: str) -> list[int]:
        """Return which lines of a part have an error, by place from 0."""
        return [place for place, line in enumerate(self.part(name)) if not line.endswith(FAILED)]

    def clear(self) -> None:
        """Remove the parts; the run file stays, and tells that the run is done."""
        for name in self.parts().values():
            (self.path / name).unlink(missing_ok=True)


def _lock(number: int) -> bool:
    """Lock an open file until it is closed; a lock never outlives its process. Say whether it was free."""
    try:
        import fcntl
    except ImportError:  # Windows, where two runs at a time write the same parts, and the same bytes
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network file system without locks
        return True
    return True


def compare(known: Mapping[str, Any], now: Mapping[str, Any], run: RunFolder) -> None:
    """Make sure that a run is continued with what it was begun with.

    Raises:
        ResumeError: It is not; the message names the first difference.
    """
    for name, value in now.items():
        before = known.get(name)
        if name == "settings" and isinstance(before, dict):
            before, value, name = _first_difference(before, value)  # noqa: PLW2901 - the pair that differs
        if before != value:
            raise ResumeError(
                f"its run was begun with {name} {_shown(before)}, not {_shown(value)}; give the same, name another"
                f" --output, or remove {run.path} and begin anew",
                str(run.output),
            )


def _first_difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Any, Any, str]:
    name = next((name for name in now if now[name] != before.get(name)), "")
    return before.get(name), now.get(name), f"--{name.replace('_', '-')}"


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def remove_leftovers(output: Path) -> None:
    """Sweep up what a killed process left of the output beside it."""
    with suppress(OSError):
        for path in output.parent.glob(f".{_escaped(output.name)}.*.unfinished"):
            path.unlink(missing_ok=True)


def _escaped(name: str) -> str:
    import glob

    return glob.escape(name)


def unfinished(output: Path) -> Path:
    """Name the file that becomes the output once it is complete."""
    return output.with_name(f".{output.name}.{os.getpid()}.unfinished")
