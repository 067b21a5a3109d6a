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
    drop = (
        f"INSERT INTO {table}_words({table}_words, rowid, title, text)"
        " VALUES('delete', old.number, old.title, old.text)"
    )
    add = f"INSERT INTO {table}_words(rowid, title, text) VALUES(new.number, new.title, new.text)"
    words = f"fts5(title, text, content='{table}', content_rowid='number', {_WORDS})"
    return (
        f"CREATE VIRTUAL TABLE {table}_words USING {words}",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add}; END",
        f"CREATE TRIGGER {table}_dropped AFTER DELETE ON {table} BEGIN {drop}; END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {drop}; {add}; END",
    )


_ARTICLES = """
CREATE TABLE articles (  -- as it was read, once
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    rest TEXT NOT NULL  -- JSON of the other fields
)
"""
_READINGS = """
CREATE TABLE readings (  -- what the encoder and the finders made of an article: valid for one signature
    article TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    signature TEXT NOT NULL,
    item TEXT NOT NULL,
    vector BLOB NOT NULL,
    signals BLOB NOT NULL,
    meanings BLOB
)
"""
_EDITIONS = """
CREATE TABLE editions (
    day TEXT PRIMARY KEY,
    start TEXT NOT NULL,
    end TEXT NOT NULL,
    previous TEXT NOT NULL,
    brief TEXT NOT NULL  -- JSON
)
"""
_STORIES = """
CREATE TABLE stories (  -- every story that an edition knew
    number INTEGER PRIMARY KEY,
    day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE,
    id TEXT NOT NULL,
    told INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,  -- what the brief says of it
    UNIQUE (day, id)
)
"""
_STORY_ARTICLES = """
CREATE TABLE story_articles (
    day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE,
    story TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles(id),
    copy_of TEXT NOT NULL,
    PRIMARY KEY (day, story, article)
) WITHOUT ROWID
"""
_SEEN = """
CREATE TABLE seen (  -- the articles of all entries that an edition saw: no later one takes them for late
    day TEXT NOT NULL REFERENCES editions(day) ON DELETE CASCADE,
    article TEXT NOT NULL,
    PRIMARY KEY (day, article)
) WITHOUT ROWID
"""
_DELIVERIES = """
CREATE TABLE deliveries (
    day TEXT NOT NULL,
    target TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (day, target)
) WITHOUT ROWID
"""

TABLES = (
    _ARTICLES,
    _READINGS,
    _EDITIONS,
    _STORIES,
    _STORY_ARTICLES,
    "CREATE INDEX story_articles_by_article ON story_articles (article)",
    _SEEN,
    _DELIVERIES,
    *_index("articles"),
    *_index("stories"),
)
