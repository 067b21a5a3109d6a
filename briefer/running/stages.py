"""How long each stage of a run takes, and how far it is. Knows nothing about what the stages do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Watch = Callable[[str, int, int], None]
"""Is told the stage, how many things of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that has ended."""

    name: str
    seconds: float
    count: int
    """How many things it dealt with."""


def unwatched(stage: str, done: int, total: int) -> None:
    """Let nobody know."""


@dataclass(slots=True)
class Stages:
    """The stages of one run, as they come."""

    watch: Watch = unwatched
    ended: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, count: int) -> Iterator[Callable[[int], None]]:
        """Time a stage; the block is given a function to call with how many things are done."""
        start = time.perf_counter()
        self.watch(name, 0, count)
        yield lambda done: self.watch(name, done, count)
        self.ended.append(Stage(name, time.perf_counter() - start, count))
