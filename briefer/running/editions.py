"""Editions in the archive: each day's brief with the stories that it knew, told or not.

Knows nothing about how an edition is made. One edition a day: made again, it takes the place of the first. What an
edition builds on are those of earlier days only, so that making it again gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.briefs.json_format import from_json, to_json
from briefer.running.archive import FILE, Archive
from briefer.stories.story import Item, Story

if TYPE_CHECKING:
    from briefer.briefs.brief import Brief, StoryItem


@dataclass(frozen=True, slots=True)
class Edition:
    """A day's brief, and the period that it covers, ISO 8601 in UTC."""

    day: str
    start: str
    end: str
    previous: str
    brief: Brief


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in a list of them."""

    day: str
    start: str
    end: str
    previous: str
    stories: int
    """How many it tells."""
    articles: int
    """How many articles its stories have."""


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as an edition told it."""

    day: str
    story: StoryItem
    articles: frozenset[str]
    """Ids of all its articles that the edition knew."""


def keep_edition(archive: Archive, edition: Edition, stories: Sequence[Story], seen: Sequence[str]) -> None:
    """Keep an edition, in one step; one of the same day gives way to it.

    Args:
        archive: The archive.
        edition: The edition.
        stories: All stories that it knew, told or not; their articles are in the archive.
        seen: Ids of the articles of all entries that it saw.

    Raises:
        BrieferError: It cannot be written.
    """
    told = {story.id: story for story in stories_told(edition.brief)}
    rows = [(edition.day, story.id, story.id in told, *_words(story, told.get(story.id))) for story in stories]
    members = [
        (edition.day, story.id, item.id, dict(story.copies).get(item.id, ""))
        for story in stories
        for item in story.items
    ]
    with archive.step() as connection:
        connection.execute("DELETE FROM editions WHERE day = ?", (edition.day,))
        connection.execute(
            "INSERT INTO editions (day, start, end, previous, brief) VALUES (?, ?, ?, ?, ?)",
            (edition.day, edition.start, edition.end, edition.previous, to_json(edition.brief)),
        )
        connection.executemany("INSERT INTO stories (day, id, told, title, text) VALUES (?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO story_articles VALUES (?, ?, ?, ?)", members)
        connection.executemany("INSERT INTO seen VALUES (?, ?)", [(edition.day, one) for one in sorted(set(seen))])


def edition_of(archive: Archive, day: str) -> Edition | None:
    """Return the edition of a day, ISO, or of the latest where that is empty; None where there is none.

    Raises:
        BrieferError: It cannot be read.
    """
    query = "SELECT day, start, end, previous, brief FROM editions WHERE day = ? OR ? = '' ORDER BY day DESC LIMIT 1"
    return next((_edition(archive, row) for row in archive.rows(query, day, day)), None)


def edition_before(archive: Archive, day: str) -> Edition | None:
    """Return the latest edition of an earlier day.

    Raises:
        BrieferError: It cannot be read.
    """
    query = "SELECT day, start, end, previous, brief FROM editions WHERE day < ? ORDER BY day DESC LIMIT 1"
    return next((_edition(archive, row) for row in archive.rows(query, day)), None)


def list_editions(archive: Archive) -> list[EditionLine]:
    """List all editions, the latest first.

    Raises:
        BrieferError: They cannot be read.
    """
    query = (
        "SELECT day, start, end, previous, (SELECT count(*) FROM stories WHERE stories.day = editions.day AND told),"
        " (SELECT count(DISTINCT article) FROM story_articles WHERE story_articles.day = editions.day)"
        " FROM editions ORDER BY day DESC"
    )
    return [EditionLine(*row) for row in archive.rows(query)]


def stories_of(archive: Archive, day: str, items: Mapping[str, Item]) -> list[Story]:
    """Return the stories of an edition, by id.

    Args:
        archive: The archive.
        day: Of the edition.
        items: By article; an article that has none is left out.

    Raises:
        BrieferError: They cannot be read.
    """
    members: dict[str, list[tuple[str, str]]] = {}
    query = "SELECT story, article, copy_of FROM story_articles WHERE day = ? ORDER BY story, article"
    for story, article, copy_of in archive.rows(query, day):
        if article in items:
            members.setdefault(story, []).append((article, copy_of))
    return [_story(one, found, items) for one, found in members.items()]


def articles_of_stories(archive: Archive, day: str) -> list[str]:
    """Return the ids of all articles that an edition's stories have, ascending.

    Raises:
        BrieferError: They cannot be read.
    """
    query = "SELECT DISTINCT article FROM story_articles WHERE day = ? ORDER BY article"
    return [article for (article,) in archive.rows(query, day)]


def stories_told_before(archive: Archive, day: str, editions: int) -> list[ToldStory]:
    """Return what the latest editions before a day told, the latest first; in each as the brief tells them.

    Raises:
        BrieferError: It cannot be read.
    """
    query = "SELECT day, start, end, previous, brief FROM editions WHERE day < ? ORDER BY day DESC LIMIT ?"
    found = []
    for edition in [_edition(archive, row) for row in archive.rows(query, day, editions)]:
        members: dict[str, set[str]] = {}
        for story, article in archive.rows("SELECT story, article FROM story_articles WHERE day = ?", edition.day):
            members.setdefault(story, set()).add(article)
        told = stories_told(edition.brief)
        found += [ToldStory(edition.day, story, frozenset(members.get(story.id, ()))) for story in told]
    return found


def seen_before(archive: Archive, day: str) -> frozenset[str]:
    """Return the ids of all articles whose entries an edition of an earlier day saw.

    Raises:
        BrieferError: They cannot be read.
    """
    return frozenset(one for (one,) in archive.rows("SELECT DISTINCT article FROM seen WHERE day < ?", day))


def was_delivered(archive: Archive, day: str, target: str, content: bytes) -> bool:
    """Tell whether this very content went to this target as the edition of the day.

    Raises:
        BrieferError: It cannot be read.
    """
    query = "SELECT 1 FROM deliveries WHERE day = ? AND target = ? AND digest = ?"
    return bool(archive.rows(query, day, target, _digest(content)))


def keep_delivery(archive: Archive, day: str, target: str, content: bytes) -> None:
    """Keep that a content went to a target, in one step.

    Raises:
        BrieferError: It cannot be written.
    """
    with archive.step() as connection:
        connection.execute("INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)", (day, target, _digest(content)))


def stories_told(brief: Brief) -> tuple[StoryItem, ...]:
    """Return the stories that a daily brief tells, also those told before in which nothing is new."""
    if brief.day is None:
        return ()
    return (*(story for section in brief.day.sections for story in section.stories), *brief.day.unchanged)


def _words(story: Story, told: StoryItem | None) -> tuple[str, str]:
    """Give title and text by which a story is found."""
    if told is None:
        return story.items[0].title if story.items else "", ""
    return told.title, " ".join(line.text for line in (*told.summary, *told.details, *told.changes))


def _edition(archive: Archive, row: tuple[str, str, str, str, str]) -> Edition:
    day, start, end, previous, brief = row
    return Edition(day, start, end, previous, from_json(brief, where=f"{archive.folder / FILE}: {day}"))


def _story(one: str, members: Sequence[tuple[str, str]], items: Mapping[str, Item]) -> Story:
    ordered = sorted((items[article] for article, _ in members), key=lambda item: (item.published, item.id))
    copies = tuple((article, copy_of) for article, copy_of in members if copy_of)
    return Story(one, tuple(ordered), copies)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
