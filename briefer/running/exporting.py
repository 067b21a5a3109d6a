"""Takes briefs out of the archive: as one JSON document, or as a folder with a file a day. Knows no template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.briefs.json_format import to_json
from briefer.running.archive import Archive
from briefer.running.editions import edition_of, list_editions
from briefer.running.files import write_files

if TYPE_CHECKING:
    from briefer.briefs.brief import Brief


def export_json(archive: Archive) -> str:
    """Write all briefs as one JSON array, the earliest first.

    Raises:
        BrieferError: The archive cannot be read.
    """
    days = sorted(line.day for line in list_editions(archive))
    found = [edition for day in days if (edition := edition_of(archive, day))]
    return "[\n" + ",\n".join(to_json(edition.brief).rstrip() for edition in found) + "\n]\n"


def export_folder(archive: Archive, folder: Path, render: Callable[[Brief], bytes], suffix: str) -> tuple[Path, ...]:
    """Write all briefs into a folder, one file a day, each whole or not at all.

    Args:
        archive: The archive.
        folder: Is made where it is not there.
        render: Makes the file of a brief.
        suffix: Of the files' names, with its dot.

    Raises:
        BrieferError: The archive cannot be read, or a file not be written.
    """
    written: list[Path] = []
    for line in reversed(list_editions(archive)):
        if edition := edition_of(archive, line.day):
            written += write_files(folder, {f"{line.day}{suffix}": render(edition.brief)})
    return tuple(written)
