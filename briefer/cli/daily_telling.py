"""What `briefer daily` says on standard error: how far it is, why each story stands where it does, and what it took."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from briefer.cli.printing import is_terminal, one_line

if TYPE_CHECKING:
    from briefer.running.daily import Daily

SHOWN = 5
"""A bar for fewer things would flash by."""


class Progress:
    """A bar for each stage, on a terminal only."""

    def __init__(self) -> None:
        self._hidden = not is_terminal(sys.stderr)
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def watch(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if self._hidden:
            return
        if done == 0:
            self._end()
            if total >= SHOWN:
                self._bar = click.progressbar(length=total, label=f"{stage:10}", file=sys.stderr).__enter__()
        elif self._bar:
            self._bar.update(done - self._done)
            self._done = done
            if done >= total:
                self._end()

    def _end(self) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)
        self._bar, self._done = None, 0


def explain(daily: Daily) -> None:
    """Say what the run found, how long each stage took, and why each story stands where it does."""
    for stage in [stage for stage in daily.stages if stage.count]:
        click.echo(
            f"{stage.name:10} {stage.seconds:8.2f} s {stage.count:7,}{_rate(stage.seconds, stage.count)}", err=True
        )
    told = {one.ranked.story.id for one in daily.chosen.told}
    for place, ranked in enumerate(daily.chosen.ranked, 1):
        title = one_line(ranked.story.items[0].title)
        mark = "told" if ranked.story.id in told else "not told"
        click.echo(f"{place:3}. {ranked.score:.3f} {daily.chosen.statuses[ranked.story.id]}, {mark}: {title}", err=True)
        for score in ranked.scores:
            reason = one_line(score.reason)
            click.echo(f"       {score.name} {score.value:.2f} x {score.weight:.2f}: {reason}", err=True)


def statistics(daily: Daily) -> str:
    """Write what a run found and took as one JSON object: part of the interface, fields are added but never renamed."""
    failed = [{"address": one.address, "error": one.error} for one in daily.reports if one.error]
    record = {
        "edition": daily.period.day,
        "start": daily.period.start.isoformat(),
        "end": daily.period.end.isoformat(),
        "previous": daily.period.previous,
        "new": daily.brief is not None,
        "entries": len(daily.intake.entries),
        "articles": len(daily.intake.articles),
        "left_out": len(daily.intake.left_out),
        "stories": len(daily.chosen.ranked),
        "told": len(daily.chosen.told),
        "stages": [{"name": one.name, "seconds": round(one.seconds, 3), "count": one.count} for one in daily.stages],
        "failed": failed,
    }
    return json.dumps(record, ensure_ascii=False)


def _rate(seconds: float, count: int) -> str:
    return f" {count / seconds:9.1f}/s" if count and seconds else ""
