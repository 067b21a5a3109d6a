"""Drops old editions from the archive, with what only they used. Never the latest: the next builds on it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from briefer.errors import BrieferError
from briefer.running.archive import Archive


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was dropped."""

    days: tuple[str, ...]
    """Of the editions, ascending."""
    articles: int


def prune(archive: Archive, *, before: str) -> Pruned:
    """Drop the editions of days before an ISO day, their rendered files, and articles that no edition left has.

    A process killed between the two leaves files of editions that are gone; the next call removes them.

    Raises:
        BrieferError: It cannot be written.
    """
    with archive.step() as connection:
        latest = connection.execute("SELECT coalesce(max(day), '') FROM editions").fetchone()[0]
        limit = min(before, latest)
        days = connection.execute("SELECT day FROM editions WHERE day < ? ORDER BY day", (limit,)).fetchall()
        connection.execute("DELETE FROM editions WHERE day < ?", (limit,))
        connection.execute("DELETE FROM deliveries WHERE day < ?", (limit,))
        articles = connection.execute(
            "DELETE FROM articles WHERE id NOT IN (SELECT article FROM story_articles UNION SELECT article FROM seen)"
        ).rowcount
    archive.compact()
    _drop_files(archive, limit)
    return Pruned(tuple(day for (day,) in days), articles)


def _drop_files(archive: Archive, limit: str) -> None:
    folders = sorted(archive.rendered.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"))
    for folder in folders:
        if folder.name < limit and folder.is_dir() and not folder.is_symlink():
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise BrieferError(f"cannot remove: {error.strerror}; check the folder", str(folder)) from error
