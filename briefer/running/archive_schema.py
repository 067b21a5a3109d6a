"""The tables of the archive. Knows nothing about who fills them.

Texts that are searched lie in ordinary tables; the full-text indexes beside them hold words only and follow by trigger,
so that a text and its index change in one transaction.
"""

from __future__ import annotations

VERSION = 1
"""Raised with every change of the tables; the file holds it as its `user_version`."""

APPLICATION = 0x42524652
"""`BRFR`: by this the file is known as ours, before anything is read from it."""

_WORDS = "tokenize='porter unicode61 remove_diacritics 2'"


def _index(table: str) -> tuple[str, ...]:
    """Give the statements that index title and text of a table, and keep the index in step with it."""
    drop = f"INSERT INTO {table}_words({table}_words, rowid, title, text) VALUES('delete', old.number, old.title, old.text)"
    add = f"INSERT INTO {table}_words(rowid, title, text) VALUES(new.number, new.title, new.text)"
    return (
        f"CREATE VIRTUAL TABLE {table}_words"
        f" USING fts5(title, text, content='{table}', content_rowid='number', {_WORDS})",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add}; END",
        f"CREATE TRIGGER {table}_dropped AFTER DELETE ON {table} BEGIN {drop}; END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {drop}; {add}; END",
    )


TABLES = (
    # An article as it was read, once; `rest` is JSON of what is neither title nor text.
    "CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,"
    " text TEXT NOT NULL, rest TEXT NOT NULL)",
    # What the encoder and the finders made of it: valid for one signature.
    "CREATE TABLE readings (article TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,"
    " signature TEXT NOT NULL, item TEXT NOT NULL, vector BLOB NOT NULL, signals BLOB NOT NULL, meanings BLOB)",
    "CREATE TABLE editions (day TEXT PRIMARY KEY, start TEXT NOT NULL, end TEXT NOT NULL, previous TEXT NOT NULL,"
    " brief TEXT NOT NULL)",
    # Every story that an edition knew, told or not; `text` is what the brief says of it.
    "CREATE TABLE stories (number INTEGER PRIMARY KEY, day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE,"
    " id TEXT NOT NULL, told INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (day, id))",
    "CREATE TABLE story_articles (day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE, story TEXT NOT NULL,"
    " article TEXT NOT NULL REFERENCES articles(id), copy_of TEXT NOT NULL, PRIMARY KEY (day, story, article))"
    " WITHOUT ROWID",
    "CREATE INDEX story_articles_by_article ON story_articles (article)",
    # Every article whose entry an edition saw, also those that it left out: no later edition takes it for a late one.
    "CREATE TABLE seen (day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE, article TEXT NOT NULL,"
    " PRIMARY KEY (day, article)) WITHOUT ROWID",
    "CREATE TABLE deliveries (day TEXT NOT NULL, target TEXT NOT NULL, digest TEXT NOT NULL,"
    " PRIMARY KEY (day, target)) WITHOUT ROWID",
    *_index("articles"),
    *_index("stories"),
)
