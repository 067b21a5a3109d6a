"""Shows how far a long run is: a bar on a terminal, a line a minute elsewhere. Knows nothing about the run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from briefer.cli.printing import is_terminal, warn

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from briefer.running.bulk import OnProgress, Progress

LINE_EVERY = 60.0
"""Seconds between two lines where there is no terminal."""


@dataclass(slots=True)
class Pace:
    """How fast a run is."""

    began: float = field(default_factory=monotonic)
    kept: float = 0.0
    """How much of the input was done before this run, 0 to 1."""

    def text(self, progress: Progress) -> str:
        """Return `1,024 records, 3 failed, 15.2/s`."""
        if not progress.new:
            self.began, self.kept = monotonic(), progress.fraction or 0.0
            return f"{progress.records:,} records done before"
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        return f"{progress.records:,} records{failed}, {progress.new / max(1e-3, monotonic() - self.began):.1f}/s"

    def remaining(self, progress: Progress) -> str:
        """Return `, 12 %, about 31 min to go`; empty where nobody knows."""
        done = progress.fraction or 0.0
        if done <= self.kept:
            return ""
        seconds = (monotonic() - self.began) * (1 - done) / (done - self.kept)
        return f", {done:.0%}, about {_duration(seconds)} to go"


def _duration(seconds: float) -> str:
    """Write a duration as a person would say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def shown_progress() -> Iterator[OnProgress]:
    """Give what shows the progress it is told of, on standard error."""
    if not is_terminal(sys.stderr):
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn(compact=True)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _OnBar(bar)


class _OnBar:
    """Shows progress on a bar."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("loading the model", total=None)
        self._pace = Pace()

    def __call__(self, progress: Progress) -> None:
        text = self._pace.text(progress)
        total = None if progress.fraction is None else 1.0
        self._bar.update(self._task, description=text, total=total, completed=progress.fraction or 0.0)


class _Lines:
    """Shows progress as a line now and then."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._last = monotonic()

    def __call__(self, progress: Progress) -> None:
        text = self._pace.text(progress)
        if monotonic() - self._last >= LINE_EVERY:
            self._last = monotonic()
            warn(text + self._pace.remaining(progress))
