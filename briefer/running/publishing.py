"""Brings a brief to its readers: files, then the archive, then delivery; in this order, so that nothing said is untrue.

Knows nothing about how a brief is made. A run that is killed on the way writes the same files again and delivers only
what was not delivered: at worst, where it was killed between a delivery and its note, something goes out twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.briefs.render import render
from briefer.briefs.templates import Template
from briefer.running.archive import Archive
from briefer.running.daily import Daily
from briefer.running.editions import keep_edition
from briefer.running.files import write_files

ENDINGS = {
    "md": ".md",
    "html": ".html",
    "pdf": ".pdf",
    "text": ".txt",
    "json": ".json",
    "ninjs": ".ninjs.json",
    "eml": ".eml",
    "rss": ".rss",
}
"""Of the files' names, by format."""
NAME = "brief"


@dataclass(frozen=True, slots=True)
class Published:
    """What readers can have."""

    rendered: dict[str, bytes]
    """By format."""
    files: tuple[Path, ...]
    """None in a dry run."""


def publish(
    archive: Archive, daily: Daily, form: Template, formats: Sequence[str], folder: Path, *, dry_run: bool = False
) -> Published:
    """Write the files of a brief into its day's folder, and keep the edition.

    Args:
        archive: Where the edition is kept.
        daily: As `make_daily` gives it; its brief is there.
        form: The brief's form.
        formats: Keys of `RENDERERS`.
        folder: Has a folder for each day.
        dry_run: Only render it.

    Raises:
        BrieferError: It cannot be rendered, written or kept.
    """
    edition = daily.edition
    if edition is None:
        return Published({}, ())
    rendered = {to: render(edition.brief, form, to) for to in dict.fromkeys(formats)}
    if dry_run:
        return Published(rendered, ())
    names = {f"{NAME}{ENDINGS[to]}": content for to, content in rendered.items()}
    files = write_files(folder / edition.day, names)
    keep_edition(archive, edition, daily.stories, daily.seen)
    return Published(rendered, files)
