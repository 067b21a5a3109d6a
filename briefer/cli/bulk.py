"""`briefer bulk`: a file, folder or archive of many articles in, one file of them with their summaries out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

import click

from briefer.cli.bulk_progress import shown_progress
from briefer.cli.printing import warn, write_json
from briefer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import FrameType

    from briefer.reading.records import Records
    from briefer.running.bulk import Engine, Statistics
    from briefer.running.recipe import Recipe

INPUT_FORMATS = ("jsonl", "csv", "parquet", "warc", "feed")
"""The keys of `reading.records.FORMATS`, without importing what reads: a test holds the two together."""

ENGINES = ("local", "ray")

_FIELDS = ("text", "id", "title", "date")


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer bulk news.jsonl.xz -o summaries.jsonl\n"
    "  briefer bulk news.csv --text-field body --where language=en -o summaries.csv.gz\n"
    "  briefer bulk archive/ -o summaries.parquet --workers 4\n"
    "  briefer bulk crawl.warc.gz --limit 1000 --template flash -o briefs.jsonl\n"
    "  briefer bulk https://news.example/feed.xml --pages -o today.jsonl\n"
    "  briefer bulk s3://bucket/news.parquet -o summaries.parquet --engine ray --address auto"
)
@click.argument("source", metavar="INPUT")
@click.option("-o", "--output", metavar="FILE", required=True, help=".jsonl, .csv or .parquet; also .gz, .xz, .zst.")
@click.option("--from", "to_read", type=click.Choice(INPUT_FORMATS), help="Default: by INPUT's name, or its start.")
@click.option("--text-field", metavar="NAME", default="", help="Which field is the article. Default: guessed.")
@click.option("--id-field", metavar="NAME", default="", help="Which field names it. Default: guessed.")
@click.option("--title-field", metavar="NAME", default="", help="Which field is its title. Default: guessed.")
@click.option("--date-field", metavar="NAME", default="", help="Which field is its date. Default: guessed.")
@click.option(
    "--where", metavar="FIELD=VALUE", multiple=True, help="Only rows with this value; all of them, if several."
)
@click.option("--limit", type=click.IntRange(min=0), default=0, help="At most so many records; 0: all.")
@click.option("-t", "--template", metavar="NAME|FILE", default="", help="Make a brief of each record, too.")
@click.option("--now", metavar="ISO", default="", help="Dates a brief whose record has no date. Default: this moment.")
@click.option(
    "--sentences", type=click.IntRange(min=1), default=2, show_default=True, help="At most so many a summary."
)
@click.option(
    "--words", type=click.IntRange(min=0), default=45, show_default=True, help="At most so many; 0: any number."
)
@click.option(
    "--read-words", type=click.IntRange(min=0), default=0, help="Read so many words of each article; 0: all of it."
)
@click.option(
    "--model", metavar="NAME|FOLDER|HUB-ID", default="briefer-encoder", show_default=True, help="The checkpoint."
)
@click.option("--revision", metavar="COMMIT", default="", help="Of a checkpoint on the Hub: a branch, tag or commit.")
@click.option("--instruction", metavar="NAME|FILE", default="", help="What a chat checkpoint is told.")
@click.option(
    "--device", metavar="auto|cpu|cpu-fp32|cuda|mps", default="auto", show_default=True, help="Where to compute."
)
@click.option("--no-check", is_flag=True, help="Leave what a checkpoint writes unchecked.")
@click.option("--pages", is_flag=True, help="Of a feed: fetch the pages of entries that are only teasers.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes. Default: one a core, or one for a GPU.")
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=128, show_default=True, help="Records written at a time."
)
@click.option("--retry-failed", is_flag=True, help="Try the records of a finished run again that failed.")
@click.option("--cache/--no-cache", default=True, show_default=True, help="Keep summaries, and use those kept.")
@click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True, help="Who does the work.")
@click.option("--address", default="", help="Of a Ray cluster. Default: one is started for the run.")
@click.option("--json", "as_json", is_flag=True, help="Print statistics of the run.")
def bulk_command(
    source: str,
    *,
    output: str,
    to_read: str | None,
    where: tuple[str, ...],
    limit: int,
    shard_size: int,
    retry_failed: bool,
    workers: int | None,
    engine: str,
    address: str,
    as_json: bool,
    **settings: str | int | bool,
) -> int:
    """Summarise many articles: a row out for each row in, in order, with its summary, or why there is none.

    INPUT is JSON Lines, CSV, Parquet, a web archive (WARC) or a feed, plain or packed (.gz, .xz, .zst, .bz2); a folder
    of texts and pages; a remote path (s3://, gs://, https://), or a feed's address; or - for standard input.

    A run that was stopped, however it was, goes on where it was when the same command is given again.
    """
    from briefer.reading.fetch import fetch_page
    from briefer.reading.records import Fields, open_records
    from briefer.running.bulk import run_bulk
    from briefer.running.shards import Selection

    began = monotonic()
    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    fetch = partial(fetch_page, allow_private=bool(settings["allow_private"]))
    fields = Fields(**{what: str(settings.pop(f"{what}_field")) for what in _FIELDS})
    records = open_records(source, fields=fields, to_read=to_read or "", stdin=stdin, fetch=fetch)
    _show_fields(records)
    selection = Selection(tuple(_pair(one) for one in where), limit, shard_size)
    recipe = _recipe(records, settings)
    chosen = _engine(engine, recipe, workers, address)
    try:
        with _ended_politely(), shown_progress() as on_progress:
            statistics = run_bulk(
                records,
                Path(output),
                recipe,
                selection=selection,
                engine=chosen,
                retry_failed=retry_failed,
                on_progress=on_progress,
            )
    except KeyboardInterrupt:
        warn(f"stopped; what is done is kept in {output}.run: run the same command again to go on")
        return 130
    _tell(statistics, output, monotonic() - began, as_json=as_json)
    return 3 if statistics.failed else 0


def _show_fields(records: Records) -> None:
    found = [f"{what} from {name!r}" for what, name in asdict(records.fields).items() if name]
    warn(f"{records.name}: {records.format}{', ' if found else ''}{', '.join(found)}")


def _pair(one: str) -> tuple[str, str]:
    name, equals, value = one.partition("=")
    if not equals or not name:
        raise ConfigError(f"{one!r} is no condition; give it as FIELD=VALUE", "--where")
    return name, value


def _recipe(records: Records, settings: dict[str, str | int | bool]) -> Recipe:
    from briefer.running.cache import default_cache
    from briefer.running.recipe import Recipe

    cache = str(default_cache()) if settings.pop("cache") else ""
    check = not settings.pop("no_check")
    now = _moment(str(settings.pop("now")))
    return Recipe(records.fields, check=check, now=now, cache=cache, **settings)  # type: ignore[arg-type]


def _moment(now: str) -> str:
    try:
        moment = datetime.fromisoformat(now) if now else datetime.now(UTC).replace(microsecond=0)
    except ValueError as error:
        raise ConfigError(f"{now!r} is no date and time; give it as 2025-12-21T15:45Z", "--now") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _engine(
    name: str, recipe: Recipe, workers: int | None, address: str
) -> Callable[[Recipe], AbstractContextManager[Engine]]:
    from briefer.running.bulk import cores, local_engine
    from briefer.summarising.summarise import DEFAULT_MODEL

    if address and name != "ray":
        raise ConfigError("only --engine ray has a cluster", "--address")
    if name == "ray":
        from briefer.running.ray_engine import ray_engine

        return ray_engine(workers, address)
    on_gpu = recipe.device in ("cuda", "mps") or (recipe.device == "auto" and Path("/dev/nvidiactl").exists())
    processes = workers or (1 if on_gpu or recipe.model != DEFAULT_MODEL else cores())
    return local_engine(processes)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Take a request to end, as a scheduler sends it, for Ctrl-C."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(statistics: Statistics, output: str, seconds: float, *, as_json: bool) -> None:
    done, new = statistics.records, statistics.work.records
    if as_json:
        rate = round(new / seconds, 2) if new else 0.0
        stages = {stage: round(spent, 3) for stage, spent in statistics.work.seconds.items()}
        counts = {"records": done, "failed": statistics.failed, "kept": statistics.kept, "new": new}
        known = {"cached": statistics.work.cached, "seconds": round(seconds, 3), "records_per_second": rate}
        write_json({**counts, **known, "stages": stages, "output": output})
    failed = f", {statistics.failed:,} of them failed" if statistics.failed else ""
    if statistics.already:
        warn(f"{output}: {done:,} records{failed}, done before; nothing was left to do")
    else:
        warn(f"{output}: {done:,} records{failed}, {new:,} of them in this run in {seconds:.1f} s")
    if statistics.failed:
        warn(f"each failed record says why in its field 'error'; --retry-failed tries them again, from {output}.run")
