"""Finds stories of briefs, and articles, by their words. Knows nothing about how they came into the archive."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from briefer.errors import InputError
from briefer.running.archive import Archive

START, END = "\x02", "\x03"
"""Around each word found in an excerpt: no text in the archive has these."""

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A story of a brief, or an article, that has all the words."""

    kind: str
    """story or article."""
    day: str
    """Of a story the ISO day of its brief; of an article its moment of publication, ISO 8601."""
    id: str
    title: str
    source: str
    """An article's publisher; empty for a story."""
    url: str
    """An article's address; empty for a story."""
    excerpt: str
    """The words where they stand, between `START` and `END`."""


def search(archive: Archive, words: str, *, limit: int = 20) -> list[Hit]:
    """Find stories and then articles that have all the words, the best first.

    Args:
        archive: The archive.
        words: Words, of which other endings are found, too; between quotation marks they stand together.
        limit: The most stories, and the most articles.

    Raises:
        BrieferError: The archive cannot be read.
        InputError: There is no word to find.
    """
    whole = words.encode(errors="replace").decode()  # bytes of a command line that are no text cannot be looked up
    query = " ".join(f'"{(phrase or word).replace(chr(0), "")}"' for phrase, word in _TERM.findall(whole))
    if not re.search(r"\w", query):
        raise InputError("there is no word to find; give one or more", whole or "WORDS")
    return [*_stories(archive, query, limit), *_articles(archive, query, limit)]


def _stories(archive: Archive, query: str, limit: int) -> list[Hit]:
    statement = (
        "SELECT day, id, stories.title, snippet(stories_words, 1, ?, ?, '…', 24) FROM stories_words"
        " JOIN stories ON stories.number = stories_words.rowid WHERE stories_words MATCH ? AND told"
        " ORDER BY bm25(stories_words, 4, 1), day DESC, id LIMIT ?"
    )
    rows = archive.rows(statement, START, END, query, limit)
    return [Hit("story", day, one, title, "", "", excerpt) for day, one, title, excerpt in rows]


def _articles(archive: Archive, query: str, limit: int) -> list[Hit]:
    statement = (
        "SELECT id, articles.title, rest, snippet(articles_words, 1, ?, ?, '…', 24) FROM articles_words"
        " JOIN articles ON articles.number = articles_words.rowid WHERE articles_words MATCH ?"
        " ORDER BY bm25(articles_words, 4, 1), id LIMIT ?"
    )
    rows = archive.rows(statement, START, END, query, limit)
    return [_article(one, title, json.loads(rest), excerpt) for one, title, rest, excerpt in rows]


def _article(one: str, title: str, rest: dict[str, str], excerpt: str) -> Hit:
    return Hit("article", rest["published"], one, title, rest["source"], rest["url"], excerpt)
