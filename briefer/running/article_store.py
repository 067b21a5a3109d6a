"""Articles in the archive, and what was read from them: so that nothing is fetched or encoded twice.

Knows nothing about editions. A reading holds for one signature: another checkpoint, or another version of briefer,
reads the article anew. What comes out is what went in, to the last bit of every number: a run that takes up another's
work gives the same brief.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefer.running.archive import Archive
from briefer.stories.story import Item
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Entity, Sentence, Span

if TYPE_CHECKING:
    import numpy as np

_AT_ONCE = 500
"""Most ids in one query; SQLite takes 32,766."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder and the finders made of an article."""

    item: Item
    signals: tuple[SentenceSignals, ...]


def keep_articles(archive: Archive, articles: Iterable[Article]) -> None:
    """Keep articles, in one step. One that is there already stays as it was first read.

    Raises:
        BrieferError: They cannot be written.
    """
    rows = [(article.id, article.title, article.text, _rest(article)) for article in articles]
    with archive.step() as connection:
        connection.executemany("INSERT OR IGNORE INTO articles (id, title, text, rest) VALUES (?, ?, ?, ?)", rows)


def articles_kept(archive: Archive, ids: Iterable[str]) -> dict[str, Article]:
    """Return those of the articles that are there, by id.

    Raises:
        BrieferError: They cannot be read.
    """
    rows = _rows(archive, "SELECT id, title, text, rest FROM articles WHERE id IN ({})", ids)
    return {one: _article(one, title, text, json.loads(rest)) for one, title, text, rest in rows}


def keep_readings(archive: Archive, readings: Sequence[Reading], signature: str) -> None:
    """Keep what was read from articles, in one step.

    Raises:
        BrieferError: They cannot be written.
    """
    rows = [
        (one.item.id, signature, _item_text(one.item), one.item.vector.tobytes(), _pack(one.signals))
        for one in readings
    ]
    with archive.step() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO readings (article, signature, item, vector, signals) VALUES (?, ?, ?, ?, ?)", rows
        )


def items_kept(archive: Archive, ids: Iterable[str], signature: str) -> dict[str, Item]:
    """Return the items of those articles that were read with this signature, by id.

    Raises:
        BrieferError: They cannot be read.
    """
    query = "SELECT article, item, vector FROM readings WHERE signature = ? AND article IN ({})"
    return {one: _item(one, text, vector) for one, text, vector in _rows(archive, query, ids, signature)}


def signals_kept(
    archive: Archive, articles: Mapping[str, Article], signature: str
) -> dict[str, tuple[SentenceSignals, ...]]:
    """Return the sentences' signals of those articles that were read with this signature, by id.

    Raises:
        BrieferError: They cannot be read.
    """
    query = "SELECT article, signals FROM readings WHERE signature = ? AND article IN ({})"
    return {one: _unpack(packed, articles[one].text) for one, packed in _rows(archive, query, articles, signature)}


def keep_meanings(archive: Archive, meanings: Mapping[str, np.ndarray], signature: str) -> None:
    """Keep the sentence vectors of articles that were read, in one step.

    Args:
        archive: The archive.
        meanings: (sentences, D) float32, by article.
        signature: As the articles were read with.

    Raises:
        BrieferError: They cannot be written.
    """
    rows = [(vectors.tobytes(), one, signature) for one, vectors in meanings.items()]
    with archive.step() as connection:
        connection.executemany("UPDATE readings SET meanings = ? WHERE article = ? AND signature = ?", rows)


def meanings_kept(archive: Archive, ids: Iterable[str], signature: str) -> dict[str, np.ndarray]:
    """Return the sentence vectors, (sentences, D), of those articles of which they were kept, by id.

    Raises:
        BrieferError: They cannot be read.
    """
    query = (
        "SELECT article, meanings, length(vector) / 4 FROM readings"
        " WHERE signature = ? AND meanings IS NOT NULL AND article IN ({})"
    )
    return {one: _numbers(raw).reshape(-1, width) for one, raw, width in _rows(archive, query, ids, signature)}


def _rows(archive: Archive, query: str, ids: Iterable[str], *values: object) -> Iterator[Any]:
    """Run a query for many ids, some at a time."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from archive.rows(query.format(", ".join("?" * len(some))), *values, *some)


def _rest(article: Article) -> str:
    fields = asdict(article)
    return json.dumps({name: value for name, value in fields.items() if name not in ("id", "title", "text")})


def _article(one: str, title: str, text: str, rest: dict[str, Any]) -> Article:
    noise = tuple(Span(**span) for span in rest.pop("noise"))
    return Article(id=one, title=title, text=text, noise=noise, **rest)


def _item_text(item: Item) -> str:
    fields = {
        "title": item.title,
        "publisher": item.publisher,
        "published": item.published.isoformat(),
        "kind": item.kind,
        "names": sorted(item.names),
        "shingles": sorted(item.shingles),
        "words": item.words,
        "prominence": item.prominence,
    }
    return json.dumps(fields)


def _item(one: str, text: str, vector: bytes) -> Item:
    fields = json.loads(text)
    fields |= {name: frozenset(fields[name]) for name in ("names", "shingles")}
    fields["words"] = tuple((word, count) for word, count in fields["words"])
    fields["published"] = datetime.fromisoformat(fields["published"])
    return Item(id=one, vector=_numbers(vector), **fields)


def _numbers(raw: bytes) -> np.ndarray:
    import numpy as np

    return np.frombuffer(raw, dtype=np.float32)


def _pack(signals: Sequence[SentenceSignals]) -> bytes:
    """Write signals as compressed JSON: Python writes a float so that it reads back the same."""
    rows = [
        (
            (one.sentence.start, one.sentence.end, one.sentence.paragraph),
            one.salience,
            [offset for span in one.tokens for offset in (span.start, span.end)],
            one.keep,
            [(entity.start, entity.end, entity.label) for entity in one.entities],
        )
        for one in signals
    ]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode())


def _unpack(packed: bytes, text: str) -> tuple[SentenceSignals, ...]:
    return tuple(
        SentenceSignals(
            sentence=Sentence(start, end, text[start:end], paragraph),
            salience=salience,
            tokens=tuple(map(Span, offsets[::2], offsets[1::2])),
            keep=tuple(keep),
            entities=tuple(Entity(*entity) for entity in entities),
        )
        for (start, end, paragraph), salience, offsets, keep, entities in json.loads(zlib.decompress(packed))
    )
