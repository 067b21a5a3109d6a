"""From the entries of a period to items for the stories, each article fetched once and encoded once in its life.

Knows nothing about editions. It goes in steps that the archive keeps: a run that is killed goes on where it was, with
the same batches in the same order, so that its numbers are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from briefer.briefs.material import within_reach
from briefer.reading.entries import articles_of, entry_id
from briefer.reading.fetch import Fetch
from briefer.reading.hosts import Hosts
from briefer.running.archive import Archive
from briefer.running.article_store import Reading, articles_kept, items_kept, keep_articles, keep_readings
from briefer.running.period import Period, moment_of
from briefer.running.stages import Stages
from briefer.stories.items import item_of, story_text
from briefer.stories.kinds import kind_of
from briefer.stories.story import Item
from briefer.types import Article, Entry, Failure

if TYPE_CHECKING:
    from briefer.summarising.encoder import Encoder

FETCHED, READ = 32, 16
"""Articles in one step."""
STALE, UNREADABLE = "stale", "unreadable"

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a period's entries."""

    entries: dict[str, Entry]
    """By the id of their article; of several entries for one article the first."""
    articles: dict[str, Article]
    """Those that could be read, by id, also those left out."""
    left_out: dict[str, str]
    """Why an article stands in no story, by its id: opinion, sport, live, stale or unreadable."""
    failures: dict[str, Failure]
    """What could not be read, by the id of its article."""


def take_in(
    archive: Archive, entries: Sequence[Entry], period: Period, fetch: Fetch, leave_out: Iterable[str], stages: Stages
) -> Intake:
    """Read the articles of entries, and say which of them are left out.

    Args:
        archive: Keeps what is read.
        entries: The period's, ascending.
        period: The period.
        fetch: Fetches the page of an entry that carries only a teaser.
        leave_out: Kinds of articles that stand in no story.
        stages: Are told how far it is.
    """
    by_id: dict[str, Entry] = {}
    for entry in entries:
        by_id.setdefault(entry_id(entry), entry)
    articles = articles_kept(archive, by_id)
    missing = [entry for one, entry in by_id.items() if one not in articles]
    failures: dict[str, Failure] = {}
    hosts = Hosts()
    with stages.stage("articles", len(missing)) as done:
        for batch in batches(missing, FETCHED, done):
            found = articles_of(batch, fetch, hosts=hosts)
            keep_articles(archive, [within_reach(one) for one in found if isinstance(one, Article)])
            failures |= {entry_id(e): one for e, one in zip(batch, found, strict=True) if isinstance(one, Failure)}
    articles = articles_kept(archive, by_id)
    unwanted = {one: _reason(article, period, frozenset(leave_out)) for one, article in articles.items()}
    left_out = {one: reason for one, reason in unwanted.items() if reason} | dict.fromkeys(failures, UNREADABLE)
    ordered = {one: articles[one] for one in by_id if one in articles}
    return Intake(by_id, ordered, left_out, failures)


def items_of(
    archive: Archive,
    articles: Mapping[str, Article],
    published: Mapping[str, Entry],
    period: Period,
    encoder: Encoder,
    signature: str,
    stages: Stages,
) -> dict[str, Item]:
    """Return the items of articles, by id, in their order; those without prose are left out.

    Args:
        archive: Keeps what is read.
        articles: By id.
        published: Entries by the id of their article: what dates it before all else.
        period: Its end dates what nothing else does.
        encoder: Reads them.
        signature: What a reading holds for.
        stages: Are told how far it is.
    """
    known = items_kept(archive, articles, signature)
    missing = [article for one, article in articles.items() if one not in known]
    with stages.stage("reading", len(missing)) as done:
        for batch in batches(missing, READ, done):
            readings = read_batch(batch, published, period, encoder)
            keep_readings(archive, readings, signature)
            known |= {reading.item.id: reading.item for reading in readings}
    return {one: known[one] for one in articles if one in known}


def read_batch(
    articles: Sequence[Article], published: Mapping[str, Entry], period: Period, encoder: Encoder
) -> list[Reading]:
    """Read articles with the encoder: one pass over their sentences, one over what each story is told by."""
    read = [(article, tuple(signals)) for article, signals in zip(articles, encoder.read(articles), strict=True)]
    told = [(article, signals) for article, signals in read if signals]
    vectors = encoder.embed([story_text(article, signals) for article, signals in told])
    return [
        Reading(item_of(article, signals, vector, published=_moment(article, published, period)), signals)
        for (article, signals), vector in zip(told, vectors, strict=True)
    ]


def batches(things: Sequence[_Thing], size: int, done: Callable[[int], None]) -> Iterable[Sequence[_Thing]]:
    """Yield things in batches, and tell after each how many are done."""
    for start in range(0, len(things), size):
        batch = things[start : start + size]
        yield batch
        done(start + len(batch))


def _reason(article: Article, period: Period, leave_out: frozenset[str]) -> str:
    """Say why an article is left out; empty where it is not."""
    if moment_of(article.published, period.end) < period.reach:
        return STALE
    kind = kind_of(article)
    return kind if kind in leave_out else ""


def _moment(article: Article, published: Mapping[str, Entry], period: Period) -> datetime:
    entry = published.get(article.id)
    return moment_of(entry.published if entry else "", moment_of(article.published, period.end))
