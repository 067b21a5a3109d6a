"""A folder of briefs to put on a web server as it is: a page a day, an index of days, the latest, a feed.

Knows nothing about how a brief is made. Each file is written whole or not at all, pages before what links to them, and
only where it differs from what is there: a copy program then has only the new to copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from briefer.briefs.brief import Brief
from briefer.briefs.json_format import from_json, to_json
from briefer.briefs.rss import edition, to_rss
from briefer.briefs.site import SiteDay, site_day, site_index, site_page
from briefer.errors import InputError
from briefer.running.files import write_files

DAYS = "days.json"
"""What the index says of each day, so that no run has to read all briefs again."""
IN_FEED = 14
"""Briefs in the feed: what a reader who was away for two weeks has missed."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write_site(
    folder: Path, brief: Brief, page: bytes, *, title: str, address: str, dry_run: bool = False
) -> list[str]:
    """Add a brief to a site, or put it in the place of the one of its day.

    Args:
        folder: The site's; made where it is not there.
        brief: The brief.
        page: Its HTML page.
        title: The site's name.
        address: Where the site is published, for the feed's links; may be empty.
        dry_run: Write nothing.

    Returns:
        The names of the files that are new or changed, in the order of writing.

    Raises:
        BrieferError: A file cannot be written, or one that is there not be read.
    """
    changed: list[str] = []
    for name, content in _files(folder, brief, page, title, address):
        if _content(folder / name) != content:
            changed.append(name)
            if not dry_run:
                write_files(folder, {name: content})
    return changed


def _files(folder: Path, brief: Brief, page: bytes, title: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Give each file of the site that this brief can change, pages first."""
    day = edition(brief)
    if not _DAY.fullmatch(day):
        raise InputError(f"the brief is of no day ({day[:20]!r}); give one with a date", str(folder))
    days = {one.day: one for one in _days(folder)} | {day: site_day(brief)}
    shown = site_page(page.decode()).encode()
    yield f"{day}.json", to_json(brief).encode()
    yield f"{day}.html", shown
    newest = max(days)
    yield "latest.html", shown if newest == day else _content(folder / f"{newest}.html")
    others = [_brief(folder, one) for one in sorted(days, reverse=True)[:IN_FEED] if one != day]
    within = day in sorted(days, reverse=True)[:IN_FEED]
    yield "feed.xml", to_rss([*([brief] if within else []), *filter(None, others)], title=title, link=address)
    kept = [asdict(days[one]) for one in sorted(days)]
    yield DAYS, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()
    yield "index.html", site_index(list(days.values()), title=title).encode()


def _days(folder: Path) -> list[SiteDay]:
    """Read what the index says of the days that are there.

    Raises:
        InputError: The file is not as it was written.
    """
    content = _content(folder / DAYS)
    try:
        return [SiteDay(**one) for one in json.loads(content)] if content else []
    except (ValueError, TypeError) as error:
        message = "this is no list of days as briefer writes it; give another folder, or remove it to begin anew"
        raise InputError(message, str(folder / DAYS)) from error


def _brief(folder: Path, day: str) -> Brief | None:
    """Read the brief of a day; None where it has been taken away."""
    content = _content(folder / f"{day}.json")
    return from_json(content.decode(errors="replace"), where=str(folder / f"{day}.json")) if content else None


def _content(path: Path) -> bytes:
    """Read a file; nothing where there is none.

    Raises:
        InputError: It is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}; give a folder that you may read", str(path)) from error
