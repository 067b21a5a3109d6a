"""A worker process: takes shards from a pipe, gives their lines back, until the pipe closes.

Knows the recipe and the messages; knows nothing of files. It loads the model once. The process that started it may be
killed at any time: then the pipe closes, and the worker ends.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from briefer.errors import BrieferError
from briefer.reading.rows import Record
from briefer.running.recipe import Counts, Recipe, Summariser
from briefer.summarising import engine

THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
"""Where numpy, torch and the tokenizer look up how many threads they may start."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shard's records, to be worked on."""

    records: tuple[Record, ...]
    condemned: Mapping[int, str]
    """Records by their place that ended a process twice, and what is said of them."""
    careful: bool
    """Whether each record is to be announced before it is touched."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""

    signature: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The model cannot be loaded."""

    kind: type[BrieferError]
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class At:
    """A record is about to be touched."""

    place: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard is done."""

    lines: list[bytes]
    counts: Counts


def work(connection: Connection, recipe: Recipe, threads: int) -> None:
    """Do what comes through the pipe until it closes.

    Args:
        threads: how many this worker may start.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the first one decides
    limit_threads(threads)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            summariser = Summariser(recipe)
        except BrieferError as error:
            connection.send(Refused(type(error), error.message, error.where))
            return
        connection.send(Ready(summariser.signature))
        while True:
            _do(connection.recv(), summariser, connection)


def _do(task: Task, summariser: Summariser, connection: Connection) -> None:
    lines, counts = summariser.lines(
        task.records,
        condemned=task.condemned,
        on_record=(lambda place: connection.send(At(place))) if task.careful else None,
    )
    connection.send(Finished(lines, counts))


def limit_threads(threads: int) -> None:
    """Let the libraries of this process start so many threads; they look when they are imported."""
    for name in THREADS:
        os.environ[name] = str(threads)
    os.environ["TOKENIZERS_PARALLELISM"] = "true" if threads > 1 else "false"
    engine.MOST_WORKERS = min(engine.MOST_WORKERS, threads)
