"""Many records in, one file of them with their summaries out; whatever happens, a run can be continued.

This module drives: it reads shards, has an engine work on them, writes their parts, and puts these together. Engines
differ in where the work is done, never in what comes out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from briefer.errors import BrieferError, ConfigError, ResumeError
from briefer.reading.records import Records
from briefer.reading.streams import REMOTE
from briefer.resources import find_prompt, read_prompt
from briefer.running.outputs import output_kind, put_together
from briefer.running.pool import Done, Pool
from briefer.running.recipe import Counts, Recipe
from briefer.running.run_folder import RunFolder, compare
from briefer.running.shards import Selection, Shard, cut
from briefer.summarising.summarise import DEFAULT_MODEL


class Engine(Protocol):
    """Something that works on shards."""

    def signature(self) -> str:
        """Return what summaries will be signed with."""

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Work on all shards, and give each when it is done."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    records: int
    """Records that are done, those of earlier runs included."""
    new: int
    """Records that this run has worked on."""
    failed: int
    fraction: float | None
    """How much of the input is done, 0 to 1, as far as that is known."""


@dataclass(slots=True)
class Statistics:
    """What a run came to."""

    records: int = 0
    failed: int = 0
    kept: int = 0
    """Records whose parts were there already."""
    work: Counts = field(default_factory=Counts)
    """What this run worked on."""
    already: bool = False
    """Whether the run had been finished before."""


OnProgress = Callable[[Progress], None]


def run_bulk(
    records: Records,
    output: Path,
    recipe: Recipe,
    *,
    selection: Selection,
    engine: Callable[[Recipe], AbstractContextManager[Engine]],
    retry_failed: bool = False,
    on_progress: OnProgress = lambda _: None,
) -> Statistics:
    """Summarise all records of an input into one output file.

    Args:
        records: as `open_records` gives them.
        output: its name's ending says what it is: `.jsonl`, `.csv` or `.parquet`; the first two also packed.
        recipe: how summaries are made.
        selection: which records, in shards of which size.
        engine: makes the engine; `local_engine` or `ray_engine.ray_engine`.
        retry_failed: work on the records again that failed in a finished run.
        on_progress: is told after each shard.

    Raises:
        BrieferError: The output cannot be written; workers die before they are ready.
        ConfigError: The output's name asks for no known format, or there is such a file already.
        ModelError: The model cannot be loaded.
        ResumeError: The output has a run that was begun with another input, model or setting.
    """
    output_kind(output)
    run = RunFolder(output)
    if output.exists() and not run.path.exists():
        raise ConfigError("it is there already, and no run made it; remove it, or name another", str(output))
    with run.locked():
        known = run.description()
        recipe = replace(recipe, now=known.get("now", recipe.now), fields=records.fields)
        described = {"input": _digest(records), **_settings(recipe, selection)}
        compare(known, described if known else {}, run)
        return _Job(run, records, recipe, selection, on_progress).do(engine, described, retry_failed=retry_failed)


def local_engine(workers: int) -> Callable[[Recipe], Pool]:
    """Return what makes the engine of this machine.

    Args:
        workers: how many processes. The bundled checkpoint takes one core in each, so that this is how many cores are
            used; another shares out all there are, since few of its copies fit into memory.
    """

    def start(recipe: Recipe) -> Pool:
        return Pool(recipe, workers, 1 if recipe.model == DEFAULT_MODEL else max(1, cores() // workers))

    return start


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _settings(recipe: Recipe, selection: Selection) -> dict[str, Any]:
    """Return all that a part depends on besides its records and the signature."""
    fields = {f"{what}_field": name for what, name in asdict(recipe.fields).items() if name}
    names = ("model", "revision", "sentences", "words", "read_words", "instruction", "check", "pages", "template")
    told: dict[str, Any] = {name: getattr(recipe, name) for name in names}
    told |= {"where": [list(pair) for pair in selection.where], "limit": selection.limit}
    if recipe.template:
        form = hashlib.sha256(read_prompt(find_prompt("briefs", recipe.template)).encode()).hexdigest()[:12]
        told["template"] = f"{recipe.template}@{form}"
    return {"settings": {"shard_size": selection.shard_size, **told, **fields}}


def _digest(records: Records) -> str:
    """Return a hash of an input; empty where it lies afar, or is a pipe, which can be read but once."""
    if records.format == "folder":
        digest = hashlib.sha256()
        for place, folders, files in os.walk(records.name):
            folders.sort()
            for path in (Path(place, file) for file in sorted(files)):
                digest.update(f"{path.relative_to(records.name)}\0{path.lstat().st_size}\n".encode("utf-8", "replace"))
        return f"sha256:{digest.hexdigest()}"
    if records.name == "-" or REMOTE.match(records.name) or not os.path.isfile(records.name):  # noqa: PTH113 - as below
        return ""
    with open(records.name, "rb") as file:  # noqa: PTH123 - as it was opened
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


@dataclass(slots=True)
class _Job:
    """One call of `run_bulk`, once it is clear that it may go on."""

    run: RunFolder
    records: Records
    recipe: Recipe
    selection: Selection
    on_progress: OnProgress
    statistics: Statistics = field(default_factory=Statistics)
    names: dict[int, str] = field(default_factory=dict)
    """The parts that belong to the output, by number."""
    retried: dict[int, list[int]] = field(default_factory=dict)
    """Which of their records are worked on again."""
    fraction: float = 0.0

    def do(
        self,
        engine: Callable[[Recipe], AbstractContextManager[Engine]],
        described: Mapping[str, Any],
        *,
        retry_failed: bool,
    ) -> Statistics:
        known = self.run.description()
        if known.get("state") == "finished" and self.run.output.exists() and not (retry_failed and known["failed"]):
            if described["input"]:
                return Statistics(known["records"], known["failed"], known["records"], already=True)
            raise ResumeError(
                f"it is finished already; remove it and {self.run.path}, or name another", str(self.run.output)
            )
        with engine(self.recipe) as workers:
            described = {**described, "signature": workers.signature()}
            compare(known, described if known else {}, self.run)
            described = {**described, "now": self.recipe.now, "name": self.records.name}
            self.run.describe({**described, "state": "running"})
            for done in workers.run(self._open_shards(retry_failed=retry_failed)):
                self._keep(done)
        return self._finish(described)

    def _open_shards(self, *, retry_failed: bool) -> Iterator[Shard]:
        """Give the shards that have no part yet; and, of those to be tried again, what failed."""
        there = self.run.parts()
        for shard in self._timed(cut(self.records, self.selection)):
            self.names[shard.number] = shard.name
            if there.get(shard.number, shard.name) != shard.name:
                raise _changed(shard, self.run)
            if shard.number not in there:
                yield shard
                continue
            failed = self.run.failed(shard.name)
            if failed and retry_failed:
                self.retried[shard.number] = failed
                self.statistics.kept += len(shard.records) - len(failed)
                yield replace(shard, records=tuple(shard.records[place] for place in failed))
            else:
                self._count(shard, len(shard.records), len(failed), new=False)

    def _timed(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        """Count the time that reading them takes."""
        while True:
            with self.statistics.work.timed("reading"):
                shard = next(shards, None)
            if shard is None:
                return
            yield shard

    def _keep(self, done: Done) -> None:
        lines = done.lines
        if places := self.retried.get(done.shard.number):
            lines = list(self.run.part(done.shard.name))
            for place, line in zip(places, done.lines, strict=True):
                lines[place] = line
        try:
            with self.statistics.work.timed("writing"):
                self.run.write_part(done.shard.name, lines)
        except BrieferError as error:
            reason = error.message.partition(";")[0]
            raise BrieferError(f"{reason}; make room, and run the same command again to go on", error.where) from error
        self.statistics.work.add(done.counts)
        self._count(done.shard, len(lines), done.counts.failed, new=True)

    def _count(self, shard: Shard, records: int, failed: int, *, new: bool) -> None:
        statistics = self.statistics
        statistics.records += records
        statistics.failed += failed
        statistics.kept += 0 if new else records
        self.fraction = max(self.fraction, shard.fraction or 0.0)
        shown = self.fraction if shard.fraction is not None else None
        self.on_progress(Progress(statistics.records, statistics.work.records, statistics.failed, shown))

    def _finish(self, described: Mapping[str, Any]) -> Statistics:
        with self.statistics.work.timed("output"):
            put_together(self._lines, self.run.output)
        totals = {"records": self.statistics.records, "failed": self.statistics.failed}
        self.run.describe({**described, "state": "finished", **totals})
        if not self.statistics.failed:
            self.run.clear()
        return self.statistics

    def _lines(self) -> Iterator[bytes]:
        for number in sorted(self.names):
            yield from self.run.part(self.names[number])


def _changed(shard: Shard, run: RunFolder) -> ResumeError:
    return ResumeError(
        f"its run was begun with another input: the records of shard {shard.number} differ; give the same input,"
        f" name another --output, or remove {run.path} and begin anew",
        str(run.output),
    )
