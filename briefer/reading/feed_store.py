"""Open reader's store, made fit for several processes at once.

This module knows nothing about feeds but that reader keeps them in SQLite.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

WAIT = 60.0
"""How many seconds one process waits for another that is writing."""

PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""How many seconds it waits for another that is making the file, which reader does in several steps."""


def open_store(path: Path) -> Any:  # noqa: ANN401 - as below
    """Open the store; where another process is just making it, a moment later.

    Raises:
        StorageError: the file cannot be used.
    """
    from reader import StorageError

    for pause in PAUSES:
        try:
            return _storage(path)
        except StorageError as error:
            if "locked" not in str(error) and "already has tables" not in str(error):
                raise
            time.sleep(pause)
    return _storage(path)


def _storage(path: Path) -> Any:  # noqa: ANN401 - a class of reader's that is made here
    """Make reader's store: one that waits for other processes, and that can be asked for some feeds only."""
    from reader._storage import Storage

    class Selected(Storage):
        only: set[str] | None = None

        def get_feeds_for_update(self, filter: Any = None) -> Iterable[Any]:  # noqa: A002, ANN401 - reader's signature
            found = super().get_feeds_for_update(filter)
            return (feed for feed in found if self.only is None or feed.url in self.only)

        def _add_or_update_entry_dicts(self, intents: Iterable[Any]) -> None:
            self.get_db().execute("BEGIN IMMEDIATE")  # reader looks an entry up before: another process may be as far
            super()._add_or_update_entry_dicts(intents)

    return Selected(str(path), timeout=WAIT)
