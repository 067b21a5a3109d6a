"""Small invented inputs for the tests of bulk runs, and what runs them without other processes."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

from briefer.reading.rows import Record
from briefer.running.pool import Done
from briefer.running.recipe import Recipe, Summariser

PLACES = ("Calder Bay", "Port Ellery", "Norwick", "Halden", "Stroma Point")


def text(number: int) -> str:
    """Write a short article that differs from all others."""
    place = PLACES[number % len(PLACES)]
    return (
        f"The council of {place} approved a plan on Monday to build {number + 3} flats beside the old harbour.\n"
        f"Work will begin in spring and cost {number + 10} million crowns, mayor Ines Okafor told reporters.\n"
        "Residents had asked for a park."
    )


def rows(count: int) -> list[dict[str, object]]:
    """Make rows as a newspaper's archive would have them."""
    return [
        {"id": f"n{number}", "headline": f"Flats {number}", "body": text(number), "pages": number % 3}
        for number in range(count)
    ]


def write_json_lines(path: Path, lines: list[object]) -> Path:
    """Write an input; a line that is text already is written as it is, be it JSON or not."""
    printed = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in printed), encoding="utf-8")
    return path


def start(source: Path, output: Path, workers: int, *options: str, **more) -> subprocess.Popen:
    """Start a run in a process group of its own."""
    command = [sys.executable, "-m", "briefer", "bulk", str(source), "-o", str(output), "--workers", str(workers)]
    command += ["--shard-size", "4", "--no-cache", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, **more)


def kill(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


@cache
def summariser(recipe: Recipe) -> Summariser:
    """Load the model once for all tests."""
    return Summariser(recipe)


class Here:
    """An engine that works in this process; it stops after so many shards if it is told to."""

    def __init__(self, recipe: Recipe, stop_after: int = -1) -> None:
        self.summariser = summariser(recipe)
        self.stop_after = stop_after

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def signature(self) -> str:
        return self.summariser.signature

    def run(self, shards):
        for count, shard in enumerate(shards):
            if count == self.stop_after:
                raise KeyboardInterrupt
            yield Done(shard, *self.summariser.lines(shard.records))


class Deadly(Record):
    """A record that ends the worker process that touches it, as a fault in a library would."""

    def __getattribute__(self, name: str):
        if name == "error" and multiprocessing.parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__getattribute__(name)


class Raising(Record):
    """A record that a library cannot stand."""

    def __getattribute__(self, name: str):
        if name == "suffix" and multiprocessing.parent_process():
            raise OverflowError("too many pieces")
        return super().__getattribute__(name)


class Unloadable(Recipe):
    """A recipe that ends each process that it is sent to."""

    def __reduce__(self):
        return os._exit, (7,)
