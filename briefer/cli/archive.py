"""`briefer archive`: what earlier daily briefs told, listed, shown, searched, exported and pruned."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefer.cli.forms import FORMATS, form_options, format_of, put_brief
from briefer.cli.printing import is_terminal, one_line, warn, write, write_bytes, write_json
from briefer.errors import ConfigError, InputError

if TYPE_CHECKING:
    from briefer.running.archive import Archive
    from briefer.running.archive_search import Hit
    from briefer.running.editions import Edition

_FOLDER = click.option("--archive", "folder", metavar="FOLDER", help="Default: as configured, in your data folder.")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")


@click.group()
def archive_command() -> None:
    """Look into the archive of daily briefs."""


@archive_command.command("list")
@_FOLDER
@_JSON
def _list(folder: str | None, *, as_json: bool) -> None:
    """List the briefs, the latest first."""
    from briefer.running.editions import list_editions

    with _open(folder) as archive:
        lines = list_editions(archive)
    for line in lines:
        if as_json:
            write_json(asdict(line))
        else:
            write(
                f"{line.day}  {line.start} to {line.end}  {_count(line.stories, 'story', 'stories')} told, "
                f"{_count(line.articles, 'article', 'articles')} known"
            )


@archive_command.command(
    "show", epilog="\b\nExamples:\n  briefer archive show\n  briefer archive show 2026-11-16 -o brief.pdf"
)
@click.argument("day", default="")
@form_options
@_FOLDER
def _show(day: str, folder: str | None, *, template: str, to: str | None, out: str, as_json: bool) -> None:
    """Show the brief of a DAY, like 2026-11-16, in any form. Without it: the latest."""
    from briefer.briefs.template_files import load_template

    to = format_of(to, out, as_json=as_json)
    form = load_template(template or "daily")
    with _open(folder) as archive:
        edition = _edition(archive, day)
    put_brief(edition.brief, form, to, out)


@archive_command.command(
    "search",
    epilog="\b\nExamples:\n  briefer archive search landslide\n  briefer archive search '\"prime minister\" vote'",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most stories and articles.")
@_FOLDER
@_JSON
def _search(words: tuple[str, ...], folder: str | None, *, limit: int, as_json: bool) -> int:
    """Find stories of briefs, and articles, that have all the WORDS; within quotation marks they stand together."""
    from briefer.running.archive_search import search

    with _open(folder) as archive:
        hits = search(archive, " ".join(words), limit=limit)
    for hit in hits:
        if as_json:
            write_json(asdict(hit) | {"excerpt": _marked(hit, str)})
        else:
            write(_hit(hit))
    if not hits:
        warn("nothing in the archive has these words")
    return 0


@archive_command.command(
    "export",
    epilog="\b\nExamples:\n  briefer archive export -o briefs.json\n  briefer archive export -o briefs/ -f html",
)
@click.option(
    "-o", "--out", metavar="FILE|FOLDER", default="-", help="A file NAME.json or a folder. Default: to stdout."
)
@click.option("-f", "--format", "to", type=click.Choice(FORMATS), default="json", help="Of the files in a folder.")
@click.option("-t", "--template", metavar="NAME|FILE", default="daily", show_default=True, help="Their form.")
@_FOLDER
def _export(out: str, to: str, template: str, folder: str | None) -> None:
    """Export all briefs: as one JSON array, or as a folder with a file a day."""
    from briefer.briefs.render import render
    from briefer.briefs.template_files import load_template
    from briefer.running.exporting import export_folder, export_json
    from briefer.running.files import write_file
    from briefer.running.publishing import ENDINGS

    with _open(folder) as archive:
        if out == "-" and to == "json":
            write_bytes(export_json(archive).encode())
        elif out.endswith(".json"):
            write_file(Path(out), export_json(archive).encode())
        elif out == "-":
            raise click.UsageError("give --out FOLDER to export other formats than JSON")
        else:
            form = load_template(template)
            files = export_folder(archive, Path(out), lambda brief: render(brief, form, to), ENDINGS[to])
            warn(f"{_count(len(files), 'brief', 'briefs')} written to {out}")


@archive_command.command("prune")
@click.option("--keep", metavar="DAYS", type=click.IntRange(1), help="Keep so many days, up to the latest brief.")
@click.option("--before", metavar="DAY", default="", help="Drop the briefs of earlier days, like 2026-11-16.")
@_FOLDER
@_JSON
def _prune(keep: int | None, before: str, folder: str | None, *, as_json: bool) -> None:
    """Drop old briefs, and the articles that no brief left has; never the latest brief."""
    from briefer.running.editions import list_editions
    from briefer.running.pruning import prune

    if (keep is None) == (not before):
        raise click.UsageError("give either --keep DAYS or --before DAY")
    with _open(folder) as archive, archive.alone():
        editions = list_editions(archive)
        if keep is not None and editions:
            before = (date.fromisoformat(editions[0].day) - timedelta(days=keep - 1)).isoformat()
        dropped = prune(archive, before=_day(before, "--before") if before else "")
    if as_json:
        write_json(asdict(dropped))
    else:
        briefs, articles = _count(len(dropped.days), "brief", "briefs"), _count(dropped.articles, "article", "articles")
        write(f"{briefs} and {articles} dropped")


def archive_folder(folder: str | None) -> Path:
    """Return the folder of the archive, by flag or as configured.

    Raises:
        ConfigError: A setting is wrong.
    """
    from briefer.config import load_config

    return load_config({"archive.folder": folder}, environ=os.environ, folder=Path()).archive.folder


def _open(folder: str | None) -> Archive:
    from briefer.running.archive import open_archive

    return open_archive(archive_folder(folder), make=False)


def _edition(archive: Archive, day: str) -> Edition:
    from briefer.running.editions import edition_of

    found = edition_of(archive, _day(day, "DAY") if day else "")
    if found is None:
        message = f"there is no brief of {day}" if day else "there is no brief yet"
        raise InputError(f"{message}; `briefer archive list` lists them", str(archive.folder))
    return found


def _day(text: str, where: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ConfigError(f"{text!r} is no day; give it as 2026-11-16", where) from error


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _hit(hit: Hit) -> str:
    """Write what was found in two lines."""
    place = ", ".join(one_line(part) for part in (hit.day[:10], hit.source) if part)
    bold = click.style(one_line(hit.title), bold=True)
    shown = _marked(hit, (lambda word: click.style(word, underline=True)) if is_terminal(sys.stdout) else str)
    return f"{bold} ({hit.kind}, {place})\n  {shown}"


def _marked(hit: Hit, mark: Callable[[str], Any]) -> str:
    from briefer.running.archive_search import END, START

    parts = re.split(f"{START}(.*?){END}", hit.excerpt, flags=re.DOTALL)
    spoken = [re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", part)) for part in parts]
    return "".join(mark(part) if at % 2 else part for at, part in enumerate(spoken)).strip()
