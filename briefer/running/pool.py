"""Worker processes on this machine: shards in, their lines out as they are finished, in any order.

Knows processes and nothing of files. A worker that dies is replaced, and its shard tried again, record by record; a
record that ends a worker twice is given up, and nothing else is. A shard is read only when a worker is free for it.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Self, cast

from briefer.errors import BrieferError
from briefer.running.recipe import Counts, Recipe
from briefer.running.shards import Shard
from briefer.running.worker import At, Finished, Ready, Refused, Task, work

MOST_FALSE_STARTS = 3
"""Workers that may die one after the other before one is ready: then something is wrong with the machine."""

MOST_DEATHS = 2
"""Deaths of workers at the same record before it is given up: the first may have been another's fault."""


@dataclass(slots=True)
class _Job:
    """A shard and what has happened to it."""

    shard: Shard
    careful: bool = False
    deaths: dict[int, int] = field(default_factory=dict)
    condemned: dict[int, str] = field(default_factory=dict)
    at: int | None = None
    """The record that was announced last."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    job: _Job | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A shard and the lines of its part."""

    shard: Shard
    lines: list[bytes]
    counts: Counts


class Pool:
    """Worker processes, which end with the context."""

    def __init__(self, recipe: Recipe, workers: int, threads: int) -> None:
        """Args: `threads` is how many each of the workers may start."""
        self._recipe = recipe
        self._threads = threads
        self._false_starts = 0
        self._again: deque[_Job] = deque()
        self._workers: list[_Worker] = []
        self._wanted = workers

    def __enter__(self) -> Self:
        """Start the workers."""
        self._workers = [self._start() for _ in range(self._wanted)]
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers at once; what they were at is not finished."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def signature(self) -> str:
        """Return what the first worker that is ready says it will sign summaries with.

        Raises:
            BrieferError: The model cannot be loaded, or workers die.
        """
        while True:
            for worker, message in self._messages():
                match message:
                    case Ready(signature):
                        worker.ready = True
                        return signature
                    case None:
                        self._replace(worker)
                    case Refused(kind, said, where):
                        raise kind(said, where)

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Work on all shards.

        Raises:
            BrieferError: The model cannot be loaded, or workers die before they are ready.
        """
        more = True
        while True:
            for worker in self._workers:
                if more and worker.ready and not worker.job:
                    more = self._hand_out(worker, shards)
            if not more and not self._again and not any(worker.job for worker in self._workers):
                return
            for worker, message in self._messages():
                if done := self._take(worker, message):
                    yield done
                more = more or bool(self._again)

    def _hand_out(self, worker: _Worker, shards: Iterator[Shard]) -> bool:
        """Give a worker something to do; say whether there was something."""
        if self._again:
            job = self._again.popleft()
        elif shard := next(shards, None):
            job = _Job(shard)
        else:
            return False
        worker.job = job
        job.at = None
        try:
            worker.connection.send(Task(job.shard.records, job.condemned, job.careful))
        except (BrokenPipeError, ConnectionResetError):
            self._replace(worker)
        return True

    def _take(self, worker: _Worker, message: object) -> Done | None:
        match message:
            case None:
                self._replace(worker)
            case Ready():
                worker.ready = True
                self._false_starts = 0
            case Refused(kind, said, where):
                raise kind(said, where)
            case At(place) if worker.job:
                worker.job.at = place
            case Finished(lines, counts) if worker.job:
                shard, worker.job = worker.job.shard, None
                return Done(shard, lines, counts)
        return None

    def _messages(self) -> Iterator[tuple[_Worker, object]]:
        """Wait for workers to say something; None for one that died."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection)):
            worker = by_connection[cast("Connection", connection)]
            try:
                yield worker, worker.connection.recv()
            except (EOFError, OSError):
                yield worker, None

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self._recipe, self._threads), daemon=True)
        with _ctrl_c_ignored():
            process.start()
        theirs.close()  # so that the pipe closes when the worker ends
        return _Worker(process, ours)

    def _replace(self, worker: _Worker) -> None:
        """Start a worker for one that died, and see to what it was at.

        Raises:
            BrieferError: Workers die before they are ready.
        """
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        how = _ending(worker.process.exitcode)
        if not worker.ready:
            self._false_starts += 1
        if self._false_starts >= MOST_FALSE_STARTS:
            raise BrieferError(f"{how} before it was ready; see that there is memory, or lower --workers", "worker")
        if worker.job:
            self._blame(worker.job, how)
            self._again.append(worker.job)
        self._workers[self._workers.index(worker)] = self._start()

    def _blame(self, job: _Job, how: str) -> None:
        """Remember at which record a worker died, and give it up if it was not the first time."""
        if job.careful and job.at is not None:
            job.deaths[job.at] = job.deaths.get(job.at, 0) + 1
            if job.deaths[job.at] >= MOST_DEATHS:
                job.condemned[job.at] = f"{how} at this record, {MOST_DEATHS} times; it was left out"
        job.careful = True


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Have processes that start here ignore Ctrl-C from their first moment: the first process decides what it means."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"a worker process was ended by signal {-code}"
    return f"a worker process ended with exit code {code}"
