"""Corpora: articles with reference summaries, read from JSON Lines.

One line is one record; a record that cannot be used is a `Failure` in its place, named by file and line. The article of
every pair goes through the same recognition as an article from a file, so that datelines, credits and bylines are
noise to whatever learns from it or is measured on it. This module knows nothing about models and scores.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import re
import zlib
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from briefer.errors import InputError
from briefer.language.sentences import split_text
from briefer.reading import article_from_text
from briefer.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

ARTICLE_FIELDS = ("article", "text", "document", "body")
REFERENCE_FIELDS = ("highlights", "summary", "abstract")
DATE_FIELDS = ("published", "date")
SUFFIXES = (".jsonl", ".ndjson")
"""How corpus files in a folder end, before `.gz`, `.xz` or `.bz2`; a file given by itself may have any name."""
LONG_ENOUGH = 50
"""Words that an article of a round-up needs to stand for it: shorter ones are stubs and captions."""
LONGEST_LINE = 1 << 25
"""Bytes of one record; a longer line is no news article, and must not fill the memory."""
WELL_COVERED = 0.6
"""Share of a reference's words that its article should have for training: less teaches invention."""

_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pair:
    """An article and the summary that people wrote of it."""

    id: str
    article: Article
    references: tuple[str, ...]
    """The sentences of the reference summary."""
    title: str = ""
    """The record's title; a round-up's own, not that of the article."""


def read_pairs(
    paths: Sequence[Path], *, limit: int | None = None, every: int = 1, every_article: bool = False
) -> Iterator[Pair | Failure]:
    """Read pairs from JSON Lines files, plain or compressed, and from folders of them, in order.

    A record has its article under `article`, `text`, `document` or `body`, or several under `articles`; its reference
    under `highlights`, `summary` or `abstract`, as a list of sentences or as a text, which is split; and, if it
    likes, `id`, `title`, `source`, `url`, and `published` or `date`.

    Args:
        paths: Files and folders.
        limit: Stop after so many pairs; failures do not count.
        every: Take only the first of each so many lines of a file, as a sample: corpora are often sorted.
        every_article: Make a pair of each article of a round-up, instead of the first that is long enough.

    Raises:
        InputError: A path does not exist, or a folder has no corpus in it.
    """
    files = corpus_files(paths)
    items = (item for file in files for item in _read_file(file, every, every_article=every_article))
    return items if limit is None else _until(items, limit)


def read_records(file: Path) -> Iterator[dict[str, Any] | Failure]:
    """Read the JSON objects of one file, plain or compressed, whatever is in them."""
    return (record for _, record in _records(file))


def corpus_files(paths: Sequence[Path]) -> list[Path]:
    """List the corpus files that `paths` mean: a file is itself, a folder its JSON Lines files by name.

    Raises:
        InputError: A path does not exist, or a folder has no corpus in it.
    """
    return [file for path in paths for file in _files(path)]


def corpus_hash(paths: Sequence[Path]) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of the corpus files' bytes, one file after the other.

    Raises:
        InputError: A path does not exist, a folder has no corpus in it, or a file cannot be read.
    """
    digest = hashlib.sha256()
    for file in corpus_files(paths):
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror}); check its permissions", str(file)) from error
    return digest.hexdigest()[:12]


def coverage(pair: Pair) -> float:
    """Return the share, 0 to 1, of the words of the reference that occur in the article."""
    words = _words(" ".join(pair.references))
    known = set(_words(pair.article.text))
    return sum(word in known for word in words) / len(words) if words else 0.0


def well_covered(pairs: Iterable[Pair], at_least: float = WELL_COVERED) -> Iterator[Pair]:
    """Keep the pairs whose article covers enough of its reference to learn from."""
    return (pair for pair in pairs if coverage(pair) >= at_least)


def _files(path: Path) -> list[Path]:
    """List the corpus files of one path."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError("no such file or folder; give a JSON Lines corpus", str(path))
    files = sorted(file for file in path.iterdir() if _bare_suffix(file) in SUFFIXES and file.is_file())
    if not files:
        raise InputError(f"no corpus in this folder; its files must end in {' or '.join(SUFFIXES)}", str(path))
    return files


def _bare_suffix(file: Path) -> str:
    """Return the suffix of a file's name before the one of its compression."""
    return (file.with_suffix("") if file.suffix in _OPENERS else file).suffix


def _until(items: Iterable[Pair | Failure], pairs: int) -> Iterator[Pair | Failure]:
    """Pass items on up to so many pairs."""
    left = pairs
    for item in items:
        if not left:
            return
        left -= isinstance(item, Pair)
        yield item


def _read_file(file: Path, every: int, *, every_article: bool) -> Iterator[Pair | Failure]:
    """Read the pairs of one file."""
    for number, record in _records(file, every):
        if isinstance(record, Failure):
            yield record
        else:
            yield from _pairs(record, file, number, every_article=every_article)


def _records(file: Path, every: int = 1) -> Iterator[tuple[int, dict[str, Any] | Failure]]:
    """Yield the records of each so many lines of a file, with the line's number; blank lines are none."""
    for number, line in _lines(file):
        if isinstance(line, Failure):
            yield number, line
        elif (number - 1) % every == 0 and line.strip():
            yield number, _record(line, f"{file}:{number}")


def _record(line: bytes, where: str) -> dict[str, Any] | Failure:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return Failure(where, "not JSON; a corpus has one JSON object a line")
    if not isinstance(record, dict):
        return Failure(where, "not a JSON object; a corpus has one JSON object a line")
    return record


def _lines(file: Path) -> Iterator[tuple[int, bytes | Failure]]:
    """Yield the numbered lines of a file, unpacked; what is broken or too long as a failure."""
    number = 1
    try:
        with _OPENERS.get(file.suffix, open)(file, "rb") as stream:
            while line := stream.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    _skip_line(stream)
                    yield number, Failure(f"{file}:{number}", f"longer than {LONGEST_LINE} bytes; left out")
                else:
                    yield number, line
                number += 1
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        yield number, Failure(f"{file}:{number}", f"cannot be read from here on ({error}); the rest is left out")


def _skip_line(stream: IO[bytes]) -> None:
    """Read on to the end of the line, keeping nothing."""
    while (part := stream.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


def _pairs(record: dict[str, Any], file: Path, number: int, *, every_article: bool) -> Iterator[Pair | Failure]:
    """Make the pairs of one record, or say what it lacks."""
    where = f"{file}:{number}"
    rows = _article_rows(record)
    references = _references(record)
    if not rows:
        yield Failure(where, f"no article text; give it under one of: {', '.join((*ARTICLE_FIELDS, 'articles'))}")
        return
    if not references:
        yield Failure(where, f"no reference summary; give it under one of: {', '.join(REFERENCE_FIELDS)}")
        return
    name = _field(record, "id") or f"{file.name}:{number}"
    chosen = rows if every_article else [_first_long_enough(rows)]
    for place, row in enumerate(chosen, 1):
        pair_id = f"{name}/{place}" if len(chosen) > 1 else name
        yield Pair(pair_id, _article(row, pair_id, str(file)), references, _field(record, "title"))


def _article_rows(record: dict[str, Any]) -> list[dict[str, Any]]:
    """List the parts of a record that hold one article each: itself, or the items of its `articles`."""
    if _body(record):
        return [record]
    items = record.get("articles")
    rows = [item if isinstance(item, dict) else {"article": item} for item in items] if isinstance(items, list) else []
    return [row for row in rows if _body(row)]


def _first_long_enough(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the article that stands for a round-up: the first that is no stub, else the longest."""
    long_enough = (row for row in rows if len(_body(row).split()) >= LONG_ENOUGH)
    return next(long_enough, None) or max(rows, key=lambda row: len(_body(row)))


def _article(row: dict[str, Any], article_id: str, path: str) -> Article:
    """Recognise an article's parts in its text; what the record states about it goes before what the text shows."""
    read = article_from_text(_body(row), path=path)
    return replace(
        read,
        id=article_id,
        title=_field(row, "title") or read.title,
        source=_field(row, "source") or read.source,
        url=_field(row, "url") or read.url,
        published=_field(row, *DATE_FIELDS) or read.published,
    )


def _references(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the sentences of the reference: a list as it is, a text split."""
    for name in REFERENCE_FIELDS:
        value = record.get(name)
        items = value if isinstance(value, list) else _split(value) if isinstance(value, str) else []
        sentences = tuple(" ".join(item.split()) for item in items if isinstance(item, str) and item.strip())
        if sentences:
            return sentences
    return ()


def _split(text: str) -> list[str]:
    """Split a text into sentences; a line break always ends one, as between highlights."""
    return [line[span.start : span.end] for line in text.splitlines() for span in split_text(line)]


def _body(row: dict[str, Any]) -> str:
    """Return the text of an article as it stands."""
    texts = (row.get(name) for name in ARTICLE_FIELDS)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _field(row: dict[str, Any], *names: str) -> str:
    """Return the first of these fields that says something, on one line."""
    texts = (" ".join(str(row[name]).split()) for name in names if isinstance(row.get(name), (str, int)))
    return next(filter(None, texts), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
