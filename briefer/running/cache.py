"""Keeps summaries by the text they were made of and the signature, so that what was summarised before costs nothing.

Knows nothing of how summaries are made. A cache is a convenience: where its file is locked, damaged or on a full disk,
it holds nothing, and the work is done anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefer.types import Article, Evidence, Reason, Summary, SummarySentence, Support

LARGEST = 200_000
"""Summaries kept; some 200 MB. Those longest unused go first."""

_TABLE = """
CREATE TABLE IF NOT EXISTS summaries (
    key BLOB PRIMARY KEY,   -- of the text and the signature
    summary TEXT NOT NULL,
    used INTEGER NOT NULL   -- by which of all uses of the cache, counted from 1
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON summaries (used);
"""


def default_cache() -> Path:
    """Return the cache's file in the user's cache folder."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "briefer" / "summaries.sqlite"


def text_key(article: Article) -> bytes:
    """Return a hash of all of an article that a summary can depend on: its text, what of it is noise, its title."""
    spans = [(span.start, span.end) for span in article.noise]
    return hashlib.sha256(json.dumps([article.text, spans, article.title]).encode()).digest()


class SummaryCache:
    """An open cache."""

    def __init__(self, connection: sqlite3.Connection | None, largest: int = LARGEST) -> None:
        """Args: `connection` is None for a cache that holds nothing."""
        self._connection = connection
        self._largest = largest

    @classmethod
    def open(cls, path: str, largest: int = LARGEST) -> SummaryCache:
        """Open a cache, making it where it is not there."""
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=20, isolation_level=None)
        except (OSError, sqlite3.Error):
            return cls(None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(_TABLE)
        except sqlite3.Error:
            connection.close()
            return cls(None)
        return cls(connection, largest)

    def close(self) -> None:
        """Close the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def get(self, keys: Iterable[bytes], signature: str) -> dict[bytes, Summary]:
        """Return what is known of these texts under this signature."""
        if not self._connection:
            return {}
        found: dict[bytes, Summary] = {}
        try:
            for key in keys:
                full = _full(key, signature)
                row = self._connection.execute("SELECT summary FROM summaries WHERE key = ?", (full,)).fetchone()
                if row and (summary := _read(row[0], signature)):
                    found[key] = summary
            now = _next_use(self._connection)
            used = [(now, _full(key, signature)) for key in found]
            _write(self._connection, "UPDATE summaries SET used = ? WHERE key = ?", used)
        except sqlite3.Error:
            self.close()
        return found

    def put(self, summaries: Mapping[bytes, Summary], signature: str) -> None:
        """Keep summaries by the hash of their text; what was longest unused makes room."""
        if not self._connection or not summaries:
            return
        try:
            now = _next_use(self._connection)
            rows = [(_full(key, signature), _printed(one), now) for key, one in summaries.items()]
            _write(self._connection, "INSERT OR REPLACE INTO summaries VALUES (?, ?, ?)", rows)
            self._shrink(self._connection)
        except sqlite3.Error:
            self.close()

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Drop a tenth more than is needed, so that it happens seldom."""
        (count,) = connection.execute("SELECT count(*) FROM summaries").fetchone()
        if count > self._largest:
            surplus = count - self._largest + self._largest // 10
            connection.execute(
                "DELETE FROM summaries WHERE key IN (SELECT key FROM summaries ORDER BY used, key LIMIT ?)", (surplus,)
            )


def _next_use(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(used), 0) + 1 FROM summaries").fetchone()[0])


def _write(connection: sqlite3.Connection, statement: str, rows: list[Any]) -> None:
    if not rows:
        return
    with closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            cursor.executemany(statement, rows)
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


def _full(key: bytes, signature: str) -> bytes:
    return hashlib.sha256(key + signature.encode()).digest()


def _printed(summary: Summary) -> str:
    return json.dumps({"sentences": [asdict(one) for one in summary.sentences], "read": summary.read})


def _read(printed: str, signature: str) -> Summary | None:
    try:
        known = json.loads(printed)
        return Summary("", tuple(map(_sentence, known["sentences"])), signature, known["read"])
    except (ValueError, KeyError, TypeError):
        return None


def _sentence(known: dict[str, Any]) -> SummarySentence:
    support = known["support"]
    return SummarySentence(known["text"], _evidence(known), support and _support(support), known["replaced"])


def _support(known: dict[str, Any]) -> Support:
    reasons = tuple(Reason(**reason) for reason in known["reasons"])
    return Support(known["verdict"], known["score"], reasons, _evidence(known))


def _evidence(known: dict[str, Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**one) for one in known["evidence"])
