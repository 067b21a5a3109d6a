"""Brings a brief to its readers: files, then the archive, then delivery; in this order, so that nothing said is untrue.

Knows nothing about how a brief is made. A run that is killed on the way writes the same files again and delivers only
what was not delivered: at worst, where it was killed between a delivery and its note, something goes out twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.briefs.json_format import to_json
from briefer.briefs.render import render
from briefer.briefs.templates import Template
from briefer.running.archive import Archive
from briefer.running.daily import Daily
from briefer.running.delivery import SENT, Delivery, Target, deliver, formats_for, name_of
from briefer.running.editions import Edition, keep_delivery, keep_edition, was_delivered
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
    deliveries: tuple[Delivery, ...]
    """To whom it was sent in this run, or would be."""


def publish(
    archive: Archive,
    daily: Daily,
    form: Template,
    formats: Sequence[str],
    folder: Path,
    *,
    targets: Sequence[Target] = (),
    dry_run: bool = False,
) -> Published:
    """Write the files of a brief into its day's folder, keep the edition, and send it.

    Args:
        archive: Where the edition is kept.
        daily: As `make_daily` gives it; its brief is there.
        form: The brief's form.
        formats: Keys of `RENDERERS`.
        folder: Has a folder for each day.
        targets: To whom it is sent: to each once, as long as it stays the same.
        dry_run: Only render it, and say what would be sent.

    Raises:
        BrieferError: It cannot be rendered, written or kept.
    """
    edition = daily.edition
    if edition is None:
        return Published({}, (), ())
    brief = edition.brief
    rendered = {to: render(brief, form, to) for to in dict.fromkeys((*formats, *formats_for(targets)))}
    if dry_run:
        return Published(rendered, (), deliver(brief, rendered, targets, dry_run=True))
    names = {f"{NAME}{ENDINGS[to]}": rendered[to] for to in dict.fromkeys(formats)}
    files = write_files(folder / edition.day, names)
    keep_edition(archive, edition, daily.stories, daily.seen)
    return Published(rendered, files, _send(archive, edition, rendered, targets))


def _send(
    archive: Archive, edition: Edition, rendered: dict[str, bytes], targets: Sequence[Target]
) -> tuple[Delivery, ...]:
    """Send a brief to whom it was not sent yet, and note each delivery."""
    content = to_json(edition.brief).encode()
    done: list[Delivery] = []
    for target in targets:
        if was_delivered(archive, edition.day, name_of(target), content):
            continue
        done += deliver(edition.brief, rendered, [target])
        if done[-1].outcome == SENT:
            keep_delivery(archive, edition.day, name_of(target), content)
    return tuple(done)
