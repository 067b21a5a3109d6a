"""`briefer daily`: feeds in, the day's brief out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.brief import TLP
from briefer.cli.daily_telling import Progress, explain, statistics
from briefer.cli.forms import FORMATS
from briefer.cli.printing import is_terminal, warn, write, write_bytes
from briefer.errors import ConfigError

if TYPE_CHECKING:
    from briefer.briefs.sections import SectionRule
    from briefer.config import Config
    from briefer.reading.opml import Subscription
    from briefer.running.archive import Archive
    from briefer.running.daily import Daily, DailySettings
    from briefer.running.publishing import Published
    from briefer.running.sources import Subscribed


@click.command(
    epilog="\b\nExamples:\n"
    "  briefer daily subscriptions.opml\n"
    "  briefer daily -o briefs --to html --to pdf\n"
    "  briefer daily https://herald.example/rss --now 2026-11-16T22:00Z --explain\n"
    "  briefer daily --section 'Energy=oil, gas, electricity' --section 'Nordic=NO, SE, DK, FI, IS' --dry-run"
)
@click.argument("feeds", nargs=-1, metavar="[FEED|OPML]...")
@click.option("-o", "--out", metavar="FOLDER", help="Write files there, a folder a day. Default: Markdown to stdout.")
@click.option("-f", "--to", "formats", type=click.Choice(FORMATS), multiple=True, help="May be repeated.")
@click.option("-t", "--template", metavar="NAME|FILE", help="The form. Default: daily.")
@click.option("--now", metavar="ISO", help="When the edition closes. Default: now, or at the configured hour.")
@click.option("--period", metavar="HOURS", type=click.IntRange(1, 24 * 31), help="Default: since the previous edition.")
@click.option(
    "--section", "sections", metavar="TITLE=WORDS", multiple=True, help="A topic: words or places, by commas."
)
@click.option("--tlp", type=click.Choice(TLP, case_sensitive=False), help="Handling. Default: CLEAR.")
@click.option("--serial", default="", help="Serial number of the brief.")
@click.option(
    "--archive", "folder", metavar="FOLDER", help="Changes are told against it. Default: in your data folder."
)
@click.option("--no-update", is_flag=True, help="Take the feeds as they were last read.")
@click.option("--allow-private", is_flag=True, default=None, help="Fetch from this machine and its network, too.")
@click.option("--dry-run", is_flag=True, help="Keep no edition, write and send nothing; say what would be sent.")
@click.option("--explain", "explained", is_flag=True, help="Say on standard error why each story stands where it does.")
@click.option("--json", "as_json", is_flag=True, help="The brief as JSON; statistics as JSON on standard error.")
@click.option("--strict", is_flag=True, help="Exit with 4 where a line is not borne out by its source.")
def daily_command(
    feeds: tuple[str, ...],
    *,
    out: str | None,
    formats: tuple[str, ...],
    template: str | None,
    now: str | None,
    serial: str,
    no_update: bool,
    dry_run: bool,
    explained: bool,
    as_json: bool,
    strict: bool,
    period: int | None,
    sections: tuple[str, ...],
    folder: str | None,
    tlp: str | None,
    allow_private: bool | None,
) -> int:
    """Make the brief of the day from feeds: what happened, what matters most, and what changed since the last one.

    A FEED is the address or file of an RSS, Atom or JSON feed, or an OPML list of them. Without any, the feeds are
    those of the settings and those subscribed to with `briefer feeds`. The brief covers what was published since the
    previous edition; made again on the same day, it is the same brief.
    """
    flags = {
        "daily.tlp": tlp,
        "daily.template": template,
        "daily.formats": formats or None,
        "archive.folder": folder,
        "output.folder": out,
        "feeds.allow_private": allow_private,
    }

    from briefer.config import load_config

    config = load_config(flags, environ=os.environ, folder=Path())
    folder_given = config.output.folder is not None
    to_files = folder_given and not dry_run
    # What a dry run would have written is shown as Markdown: a PDF is nothing to read
    shown = () if folder_given and dry_run else formats
    wanted = _formats(config, shown, as_json=as_json, to_files=to_files)
    settings = _settings(config, serial, period, sections)
    daily, published = _make(
        config, settings, wanted, feeds, _moment(now, config), update=not no_update, dry_run=dry_run
    )
    for report in daily.reports:
        if report.error:
            warn(f"{report.address}: {report.error}")
    if explained:
        explain(daily)
    if as_json:
        click.echo(statistics(daily), err=True)
    _put(daily, published, to_files=to_files)
    return _exit_code(daily, published, strict=strict)


def _make(
    config: Config,
    settings: DailySettings,
    formats: tuple[str, ...],
    feeds: tuple[str, ...],
    moment: datetime,
    *,
    update: bool,
    dry_run: bool,
) -> tuple[Daily, Published]:
    """Make the brief and bring it to its readers, alone with the archive."""
    from briefer.briefs.template_files import load_template
    from briefer.reading.fetch import fetch_page
    from briefer.running.archive import open_archive
    from briefer.running.daily import make_daily
    from briefer.running.delivery import targets_of
    from briefer.running.publishing import publish
    from briefer.running.stages import Stages

    form = load_template(config.daily.template)
    fetch = partial(fetch_page, allow_private=config.feeds.allow_private)
    subscriptions = _subscriptions(config, feeds)
    with (
        open_archive(config.archive.folder) as archive,
        archive.alone(),
        _source(archive, config, subscriptions) as source,
        Progress() as progress,
    ):
        stages = Stages(progress.watch)
        daily = make_daily(archive, source, now=moment, fetch=fetch, settings=settings, update=update, stages=stages)
        output = config.output.folder or archive.rendered
        targets = targets_of(config, os.environ)
        return daily, publish(archive, daily, form, formats, output, targets=targets, dry_run=dry_run)


def _put(daily: Daily, published: Published, *, to_files: bool) -> None:
    """Print the brief, or the names of its files; where nothing is new, say so."""
    if _nothing_read(daily):
        return  # each feed has said why: whether there is news is not known
    if daily.brief is None:
        warn(f"nothing new since {daily.period.start:%Y-%m-%d %H:%M} UTC")
    elif to_files:
        for path in published.files:
            write(str(path))
    else:
        write_bytes(next(iter(published.rendered.values())))
    for delivery in published.deliveries:
        warn(f"{delivery.target}: {delivery.outcome}: {delivery.message}")
        if delivery.preview:
            click.echo(delivery.preview, err=True)


def _exit_code(daily: Daily, published: Published, *, strict: bool) -> int:
    method = daily.brief.method if daily.brief else None
    if strict and method and method.supported < method.shown:
        warn(f"lines that their sources do not bear out: {method.shown - method.supported}")
        return 4
    if _nothing_read(daily):
        return 1
    failed = [report for report in daily.reports if report.error]
    return 3 if failed or any(delivery.outcome == "failed" for delivery in published.deliveries) else 0


def _nothing_read(daily: Daily) -> bool:
    """Tell whether there is no brief for want of any feed that could be read."""
    return daily.brief is None and bool(daily.reports) and all(report.error for report in daily.reports)


def _formats(config: Config, given: tuple[str, ...], *, as_json: bool, to_files: bool) -> tuple[str, ...]:
    """Return the formats to render; what goes to standard output comes first."""
    if to_files:
        return (*config.daily.formats, *(["json"] if as_json else []))
    first = "json" if as_json else given[0] if given else "md"
    if first == "pdf" and is_terminal(sys.stdout):
        raise click.UsageError("a PDF is nothing to read on a terminal; give --out FOLDER")
    return (first, *given[1:])


def _settings(config: Config, serial: str, period: int | None, sections: tuple[str, ...]) -> DailySettings:
    from zoneinfo import ZoneInfo

    from briefer.briefs.head import BriefOptions
    from briefer.briefs.sections import SectionRule
    from briefer.running.choosing import Wanted
    from briefer.running.daily import DailySettings

    daily = config.daily
    own = [SectionRule(one.title, one.keywords, one.places) for one in config.sections]
    set_hours = period if period is not None else daily.period_hours
    return DailySettings(
        options=BriefOptions(
            title=daily.title,
            tlp=daily.tlp,
            serial=serial,
            prepared_by=daily.prepared_by,
            reliability=dict(daily.reliability),
        ),
        length=timedelta(hours=set_hours) if set_hours else None,
        zone=ZoneInfo(daily.time_zone),
        wanted=Wanted(daily.in_full, daily.in_brief, daily.minimum_publishers),
        leave_out=daily.leave_out,
        sections=[_section(one) for one in sections] or own,
        model=daily.model,
        device=daily.device,
    )


def _section(given: str) -> SectionRule:
    from briefer.briefs.sections import SectionRule

    title, _, words = given.partition("=")
    found = tuple(word.strip() for word in words.split(",") if word.strip())
    if not title.strip() or not found:
        raise ConfigError(f"{given!r} is no section; give it as 'Energy=oil, gas, NO'", "--section")
    return SectionRule(title.strip(), found, found)


def _moment(now: str | None, config: Config) -> datetime:
    """Return when the edition closes: as given, else the last time it was the configured hour, else now."""
    if now:
        try:
            moment = datetime.fromisoformat(now)
        except ValueError as error:
            raise ConfigError(f"{now!r} is no date and time; give it as 2025-12-21T22:00Z", "--now") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    from zoneinfo import ZoneInfo

    present = datetime.now(ZoneInfo(config.daily.time_zone))
    hour = config.daily.hour
    if hour is None:
        return present
    closes = datetime.combine(present.date(), hour, present.tzinfo)
    return closes if closes <= present else closes - timedelta(days=1)


def _subscriptions(config: Config, named: tuple[str, ...]) -> list[Subscription]:
    """Return the feeds of a run: those named, else those of the settings and those subscribed to."""
    from briefer.reading.feeds import open_feeds
    from briefer.reading.fetch import fetch_page
    from briefer.running.sources import subscriptions_of

    names = named or (*config.feeds.addresses, *map(str, config.feeds.opml))
    wanted = subscriptions_of(names, partial(fetch_page, allow_private=config.feeds.allow_private))
    if not named and config.feeds.database.is_file():
        with open_feeds(config.feeds.database) as subscribed:
            wanted += subscribed.subscriptions()
    if not wanted:
        raise ConfigError("there is no feed; name some, or `briefer feeds add` them", "FEEDS")
    return wanted


@contextmanager
def _source(archive: Archive, config: Config, wanted: Sequence[Subscription]) -> Iterator[Subscribed]:
    """Open the feeds of a run; their entries lie beside the archive, for what one has seen is none of another's."""
    from briefer.reading.feeds import open_feeds
    from briefer.running.sources import Subscribed

    with open_feeds(archive.folder / "feeds.sqlite", allow_private=config.feeds.allow_private) as feeds:
        yield Subscribed(feeds, wanted)
