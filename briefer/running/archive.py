"""The archive's file: opened, checked, locked, and written one step at a time.

Knows nothing about what is in its tables. One SQLite file in write-ahead mode: a step is a transaction that is on the
disk when it ends, so a process killed at any moment leaves all steps that ended and nothing of the one that did not.
Any number of processes may read; one run at a time works on it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefer.errors import BrieferError, InputError
from briefer.running.archive_schema import APPLICATION, TABLES, VERSION

FILE, LOCK, RENDERED = "archive.sqlite", "lock.sqlite", "briefs"
PATIENCE = 30.0
"""Seconds to wait for another process's step, which takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. Close it, or use it as a context manager."""

    folder: Path
    connection: sqlite3.Connection

    @property
    def rendered(self) -> Path:
        """The folder of rendered briefs: one folder a day in it."""
        return self.folder / RENDERED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def rows(self, query: str, *values: object) -> list[Any]:
        """Read all rows of a query.

        Raises:
            BrieferError: The file cannot be read.
        """
        with _told(self.folder / FILE):
            return self.connection.execute(query, values).fetchall()

    @contextmanager
    def step(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction: all of it is kept when the block ends, nothing where it fails or the process dies.

        Raises:
            BrieferError: It cannot be written, for instance because the disk is full.
        """
        with _told(self.folder / FILE):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk has ended it already
                    self.connection.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Give the space of what was dropped back to the disk.

        Raises:
            BrieferError: It cannot be written.
        """
        with _told(self.folder / FILE):
            self.connection.execute("VACUUM")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other run away from this archive for a while. The lock goes with the process, however it ends.

        Raises:
            BrieferError: Another run is at work.
        """
        path = self.folder / LOCK
        with _told(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                message = "another run is at work on this archive; wait until it has ended, or give another --archive"
                raise BrieferError(message, str(self.folder)) from error
            yield


def open_archive(folder: Path, *, make: bool = True) -> Archive:
    """Open the archive in a folder.

    Args:
        folder: The archive's folder.
        make: Whether to make one where there is none.

    Raises:
        BrieferError: The file cannot be made or read.
        InputError: There is none, it is no archive, or another version of briefer made it.
    """
    path = folder / FILE
    if not make and not path.is_file():
        raise InputError("there is no archive here; `briefer daily` makes one, or give another --archive", str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrieferError(f"cannot make this folder: {error.strerror}; give another --archive", str(folder)) from error
    with _told(path):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        archive = Archive(folder, connection)
        try:
            _prepare(archive)
        except BaseException:
            connection.close()
            raise
    return archive


def _prepare(archive: Archive) -> None:
    """Set the connection up, make the tables where the file is new, and check whose file it is."""
    connection = archive.connection
    connection.execute("BEGIN")  # both halves of the mark from one moment: another process may be making the tables
    mark = _mark(connection)
    connection.execute("COMMIT")
    if mark not in ((0, 0), (APPLICATION, VERSION)):
        _refuse(archive)
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")  # a step that ended survives a power cut, too
    connection.execute("PRAGMA foreign_keys = ON")
    if _mark(connection) == (0, 0):
        with archive.step():
            if _mark(connection) == (0, 0):  # another process may have been quicker
                _make(archive)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set the mode of writing, which holds for the file; SQLite does not wait by itself where another is setting it."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _make(archive: Archive) -> None:
    connection = archive.connection
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        _refuse(archive)
    for statement in TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _mark(connection: sqlite3.Connection) -> tuple[int, int]:
    return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))


def _refuse(archive: Archive) -> None:
    application, version = _mark(archive.connection)
    where = str(archive.folder / FILE)
    if application != APPLICATION:
        raise InputError("this is no archive of briefer's; give another folder as --archive", where)
    message = f"its schema is version {version}, and this briefer reads version {VERSION}; use the briefer that made it"
    raise InputError(f"{message}, or give another --archive", where)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the database's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise InputError(f"this is no archive of briefer's, or it is damaged ({error})", str(path)) from error
        if code == sqlite3.SQLITE_FULL:
            raise BrieferError("the disk is full; make room, then run again: nothing is lost", str(path)) from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY):
            raise BrieferError(f"cannot read or write ({error}); check the folder", str(path)) from error
        raise
