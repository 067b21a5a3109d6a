"""`briefer feeds`: what is read for the daily brief, to subscribe to, to list, to exchange as OPML and to check."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefer.cli.printing import one_line, warn, write, write_bytes, write_json
from briefer.errors import FeedError
from briefer.running.files import write_file
from briefer.types import FeedReport

if TYPE_CHECKING:
    from briefer.config.values import FeedsConfig
    from briefer.reading.opml import Subscription

TITLE = "Feeds of briefer"

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a feed.")
database_option = click.option("--database", metavar="FILE", default="", help="Where feeds are kept, if not as set.")


@click.group(
    epilog="\b\nExamples:\n"
    "  briefer feeds add https://herald.example/rss --title 'The Coast Herald'\n"
    "  briefer feeds import subscriptions.opml\n"
    "  briefer feeds check\n"
    "  briefer feeds export - > subscriptions.opml"
)
def feeds_command() -> None:
    """Subscribe to feeds, list, exchange and check them.

    A feed is RSS, Atom or a JSON Feed, at an http or https address or in a file. Feeds and what they held are kept in
    one file, feeds.sqlite in your data folder unless the settings name another.
    """


@feeds_command.command("add")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS|FILE...")
@click.option("--title", metavar="NAME", default="", help="The publisher's name, instead of the feed's own title.")
@database_option
@as_json_option
def add_feeds(addresses: tuple[str, ...], *, title: str, database: str, as_json: bool) -> int:
    """Subscribe to feeds; nothing is fetched yet."""
    from briefer.reading.opml import Subscription

    return _subscribe([Subscription(address, title) for address in addresses], database, as_json=as_json)


@feeds_command.command("remove")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS|FILE...")
@database_option
@as_json_option
def remove_feeds(addresses: tuple[str, ...], *, database: str, as_json: bool) -> int:
    """Unsubscribe from feeds; what they held goes with them, briefs stay."""
    from briefer.reading.feeds import open_feeds

    failed = 0
    with open_feeds(_database(database)) as feeds:
        for address in addresses:
            try:
                feeds.remove(address)
            except FeedError as error:
                failed += _failed(error, as_json=as_json)
            else:
                _tell({"address": address}, f"removed {address}", as_json=as_json)
    return _exit_code(failed, len(addresses))


@feeds_command.command("list")
@database_option
@as_json_option
def list_feeds(*, database: str, as_json: bool) -> None:
    """Name them, by folder: title and address."""
    from briefer.reading.feeds import open_feeds

    with open_feeds(_database(database)) as feeds:
        subscriptions = feeds.subscriptions()
    width = min(40, max((len(each.title) for each in subscriptions), default=0))
    for each in subscriptions:
        path = "".join(f"{name} / " for name in each.folders)
        if as_json:
            write_json(_record(each))
        else:
            write(f"{one_line(each.title):{width}}  {one_line(path + each.address)}")


@feeds_command.command("import")
@click.argument("file", metavar="FILE|-")
@database_option
@as_json_option
def import_feeds(file: str, *, database: str, as_json: bool) -> int:
    """Subscribe to the feeds of an OPML file, or of standard input; its folders are kept."""
    from briefer.reading.opml import read_opml

    where = "standard input" if file == "-" else file
    return _subscribe(read_opml(_content(file), where), database, as_json=as_json)


@feeds_command.command("export")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--title", metavar="TITLE", default=TITLE, show_default=True, help="The title of the list.")
@database_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a feed, once a file is written.")
def export_feeds(file: str, *, title: str, database: str, as_json: bool) -> None:
    """Write the feeds as OPML, to a file or to standard output."""
    from briefer.reading.feeds import open_feeds
    from briefer.reading.opml import write_opml

    with open_feeds(_database(database)) as feeds:
        subscriptions = feeds.subscriptions()
    content = write_opml(subscriptions, title).encode("utf-8")
    if file == "-" and not as_json:
        write_bytes(content)
        return
    if file != "-":
        write_file(Path(file), content)
    for each in subscriptions if as_json else ():
        write_json(_record(each))


@feeds_command.command("check")
@click.argument("addresses", nargs=-1, metavar="[ADDRESS|FILE]...")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--workers", type=click.IntRange(1, 64), default=8, show_default=True, help="So many at once.")
@database_option
@as_json_option
def check_feeds(addresses: tuple[str, ...], *, allow_private: bool, workers: int, database: str, as_json: bool) -> int:
    """Read feeds now, by default all, and say what each holds or what is wrong with it.

    What is named need not be subscribed to; nothing of it is kept.
    """
    allowed = allow_private or _settings().allow_private
    if addresses:
        with tempfile.TemporaryDirectory(prefix="briefer-") as folder:
            reports = _checked(Path(folder, "feeds.sqlite"), addresses, workers, allow_private=allowed)
    else:
        reports = _checked(_database(database), (), workers, allow_private=allowed)
    for report in reports:
        if report.error:
            warn(f"{report.address}: {report.error}")
        text = f"{report.address}: good, {report.entries:,} {'entry' if report.entries == 1 else 'entries'}"
        if as_json or not report.error:
            _tell(_checked_record(report), text, as_json=as_json)
    return _exit_code(sum(bool(report.error) for report in reports), len(reports))


def _checked(path: Path, addresses: Sequence[str], workers: int, *, allow_private: bool) -> list[FeedReport]:
    from briefer.reading.feeds import open_feeds

    wrong: list[FeedReport] = []
    with open_feeds(path, allow_private=allow_private) as feeds:
        for address in addresses:
            try:
                feeds.add(address)
            except FeedError as error:
                wrong.append(FeedReport(address, "", 0, error.message))
        return [*feeds.update(workers=workers), *wrong]


def _subscribe(subscriptions: Sequence[Subscription], database: str, *, as_json: bool) -> int:
    """Subscribe to each, and say which are new."""
    from briefer.reading.feeds import open_feeds

    failed = 0
    with open_feeds(_database(database)) as feeds:
        for each in subscriptions:
            try:
                new = feeds.add(each.address, each.title, folders=each.folders)
            except FeedError as error:
                failed += _failed(error, as_json=as_json)
            else:
                word = "added" if new else "there already:"
                _tell(_record(each) | {"new": new}, f"{word} {each.address}", as_json=as_json)
    return _exit_code(failed, len(subscriptions))


def _content(file: str) -> bytes:
    """Read a file, or standard input."""
    from briefer.reading.opml import LARGEST_LIST
    from briefer.reading.whole import read_whole

    return read_whole(file, getattr(sys.stdin, "buffer", None), largest=LARGEST_LIST, advice="give a list of feeds")


def _database(named: str) -> Path:
    return Path(named) if named else _settings().database


def _settings() -> FeedsConfig:
    from briefer.config.load import load_config

    return load_config(environ=os.environ, folder=Path.cwd()).feeds


def _record(subscription: Subscription) -> dict[str, object]:
    """Make the JSON object of a feed: part of the interface, so fields are added but never renamed."""
    return {
        "address": subscription.address,
        "title": subscription.title,
        "folders": list(subscription.folders),
    }


def _checked_record(report: FeedReport) -> dict[str, object]:
    return {"address": report.address, "title": report.title, "entries": report.entries, "error": report.error}


def _tell(record: dict[str, object], text: str, *, as_json: bool) -> None:
    if as_json:
        write_json(record)
    else:
        write(one_line(text))


def _failed(error: FeedError, *, as_json: bool) -> int:
    """Say what went wrong with one feed, and count it."""
    warn(str(error))
    if as_json:
        write_json({"address": error.where, "error": error.message})
    return 1


def _exit_code(failed: int, of: int) -> int:
    return 0 if not failed else 1 if failed == of else 3
