"""Records of many articles: JSON Lines, CSV, Parquet, web archives, folders; packed or not, from anywhere.

`open_records` finds the format and which field is what; `article_of` makes the article of a record. Reading is cheap
and runs ahead in one process, making articles is not and runs in many. Knows nothing of what becomes of the articles.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, islice
from typing import Any, BinaryIO

from briefer.errors import BrieferError, ConfigError, InputError
from briefer.reading.assemble import Facts
from briefer.reading.blocks import article_from_blocks
from briefer.reading.characters import one_line
from briefer.reading.decoding import decode, looks_like_html
from briefer.reading.entries import article_of as article_of_entry
from briefer.reading.feed_rows import entry_of_row, feed
from briefer.reading.fetch import Fetch, fetch_page
from briefer.reading.fragment import blocks_of
from briefer.reading.html_article import article_from_html
from briefer.reading.inputs import READERS
from briefer.reading.published import iso_date
from briefer.reading.rows import Record, Rows, comma_separated, folder, json_lines, parquet, to_the_damage, web_archive
from briefer.reading.streams import Stream, open_stream, plain_name
from briefer.reading.text_article import article_from_text
from briefer.types import Article, Failure

FORMATS: dict[str, Rows] = {
    "jsonl": json_lines,
    "csv": comma_separated,
    "parquet": parquet,
    "warc": web_archive,
    "feed": feed,
}
"""The reader of each format of records."""

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}

NAMES = {
    "text": "article text body content full_text fulltext maintext story document article_text",
    "id": "id guid uuid _id doc_id article_id",
    "title": "title headline heading",
    "date": "published date published_at publishedat publish_date published_date pub_date pubdate datetime timestamp",
    "url": "url link address uri",
    "source": "source publisher outlet site domain publication",
}
"""By which names a field is guessed, the likelier first."""

SAMPLE = 20
"""Rows that are looked at before a field is guessed."""

LONGEST_TEXT = 1_000_000
"""Characters; a novel has fewer, and an article that is longer is a mistake which would hold up all others."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a row is what; empty where none is."""

    text: str = ""
    id: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    source: str = ""


FIXED = {
    "warc": Fields(url="url"),
    "feed": Fields("content", "id", "title", "published", "url", "publisher"),
}
"""The fields of formats that leave no choice."""

_PARAGRAPHS = re.compile(r"</?(?:p|div|br|ul|ol|h[1-6]|blockquote)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Records:
    """An open input."""

    name: str
    format: str
    """A key of `FORMATS`, or `folder`."""
    fields: Fields
    rows: Iterator[Record]
    """They can be read once."""
    stream: Stream | None = None

    def close(self) -> None:
        """Close what was opened."""
        if self.stream:
            self.stream.close()

    def fraction(self) -> float | None:
        """Return how much has been read, 0 to 1, as far as that is known."""
        return self.stream.fraction() if self.stream else None


def open_records(
    name: str,
    *,
    fields: Fields | None = None,
    to_read: str = "",
    stdin: BinaryIO | None = None,
    fetch: Fetch = fetch_page,
) -> Records:
    """Open an input of many articles.

    Args:
        name: a file, a folder, a remote path, or `-` for standard input.
        fields: what is known of them; the others are guessed.
        to_read: a key of `FORMATS`; by default told by the name, else by how the input begins.
        stdin: what `-` reads.
        fetch: fetches a feed by its address.

    Raises:
        ConfigError: No field can be the text, or one that was named is not there.
        InputError: It is not there, cannot be read, or is of no known format.
    """
    if os.path.isdir(name):  # noqa: PTH112 - Path raises for a name with a NUL
        return Records(name, "folder", Fields(), folder(name))
    stream = _feed_at(name, fetch) if _is_feed_address(name, to_read) else open_stream(name, stdin)
    shown = "standard input" if name == "-" else name
    try:
        kind = to_read or _format(name, stream, shown)
        rows = to_the_damage(FORMATS[kind](stream, shown), shown, stream)
        if kind in FIXED:
            return Records(name, kind, FIXED[kind], rows, stream)
        sample = list(islice(rows, SAMPLE))
        guessed = guess_fields([record.row for record in sample if record.row], fields or Fields(), shown)
        return Records(name, kind, guessed, chain(sample, rows), stream)
    except BrieferError:
        stream.close()
        raise


def _is_feed_address(name: str, to_read: str) -> bool:
    """Tell a feed on the web, which is fetched as pages are, from a remote file."""
    if not name.casefold().startswith(("http://", "https://")):
        return False
    return to_read == "feed" or name.partition("?")[0].casefold().endswith((".rss", ".atom", ".xml"))


def _feed_at(address: str, fetch: Fetch) -> Stream:
    body = fetch(address).body
    return Stream(BytesIO(body), BytesIO(body), 0, body[:4096])


def _format(name: str, stream: Stream, shown: str) -> str:
    """Tell the format by the name's ending or, where that says nothing, by how the input begins."""
    for ending, kind in SUFFIXES.items():
        if plain_name(name).endswith(ending):
            return kind
    start = stream.start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, kind in ((b"PAR1", "parquet"), (b"WARC/", "warc"), (b"{", "jsonl")):
        if start.startswith(opening):
            return kind
    if any(tag in start for tag in (b"<rss", b"<feed", b"<rdf:RDF")):
        return "feed"
    first = start.partition(b"\n")[0]
    if any(mark in first for mark in (b",", b";", b"\t", b"|")) and b"<" not in first:
        return "csv"
    raise InputError(f"its format cannot be told; say which with --from: {', '.join(FORMATS)}", shown)


def guess_fields(rows: Sequence[Mapping[str, Any]], known: Fields, where: str) -> Fields:
    """Say which field is what: those known as given, the others by their names, the text else by its length.

    Raises:
        ConfigError: No field can be the text, or one that was named is not there.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return known
    for what, name in asdict(known).items():
        if name and name not in names:
            there = ", ".join(names[:20])
            raise ConfigError(f"no field {name!r} in {where}; there are: {there}", f"--{what}-field")
    found = {what: name or _by_name(names, what) for what, name in asdict(known).items()}
    text = known.text or _text_by_name(rows, found["text"]) or _longest(rows, names)
    if not text:
        raise ConfigError(f"none holds running text; name it with --text-field: {', '.join(names[:20])}", where)
    return Fields(**found | {"text": text})


def _by_name(names: Sequence[str], what: str) -> str:
    folded = {name.strip().casefold(): name for name in reversed(names)}
    return next((folded[likely] for likely in NAMES[what].split() if likely in folded), "")


def _text_by_name(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    """Give the name back if that field holds running text somewhere: an `article` may be a number."""
    return name if any(isinstance(row.get(name), str) and " " in row[name] for row in rows) else ""


def _longest(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    """Find the field with the most running text."""
    words = {name: sum(len(str(row[name]).split()) for row in rows if isinstance(row.get(name), str)) for name in names}
    best = max(words, key=lambda name: words[name])
    return best if words[best] >= 20 * max(1, len(rows)) else ""


def article_of(record: Record, fields: Fields, *, fetch: Fetch | None = None) -> Article | Failure:
    """Make the article of a record; a `Failure` where that cannot be done.

    Args:
        fetch: fetches the page of a feed's entry that is only a teaser; without it, the teaser is the article.
    """
    if record.error:
        return Failure(record.where, record.error)
    try:
        if fetch and fields == FIXED["feed"]:
            return article_of_entry(entry_of_row(record.row), fetch)
        return _article_of_body(record) if record.suffix else _article_of_row(record, fields)
    except InputError as error:
        return Failure(record.where, error.message)


def facts_of(article: Article) -> dict[str, str]:
    """Return what an article's page told about it: it joins the output where the input row has no such field."""
    return {"title": article.title, "source": article.source, "published": article.published}


def _article_of_body(record: Record) -> Article:
    text = decode(record.body, record.where, content_type=record.content_type)
    url = str(record.row.get("url", ""))
    _check(text)
    return READERS[".html" if looks_like_html(text) else record.suffix](text, str(record.row.get("path", "")), url)


def _check(text: str) -> None:
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("it is empty; there is no article to read")
    if len(text) > LONGEST_TEXT:
        raise InputError(f"its text has {len(text):,} characters; an article has at most {LONGEST_TEXT:,}, cut it up")


def _article_of_row(record: Record, fields: Fields) -> Article:
    row = record.row
    text = row.get(fields.text)
    if not isinstance(text, str):
        raise InputError(f"no text in the field {fields.text!r}; leave the row out, or name another --text-field")
    _check(text)
    article = _article_of_text(text)
    return replace(
        article,
        id=_printed(row, fields.id) or article.id,
        title=_printed(row, fields.title) or article.title,
        source=_printed(row, fields.source) or article.source,
        url=_printed(row, fields.url) or article.url,
        published=_date(row.get(fields.date)) or article.published,
    )


def _article_of_text(text: str) -> Article:
    """Read a cell: a whole page, a piece of one, or plain text."""
    if looks_like_html(text):
        return article_from_html(text)
    if _PARAGRAPHS.search(text):
        return article_from_blocks(blocks_of(text), Facts())
    return article_from_text(text)


def _printed(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name) if name else None
    return one_line(str(value)) if isinstance(value, str | int) else ""


def _date(value: object) -> str:
    """Read a date as printed, or as seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return iso_date(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1e8 < value < 1e13:
        return ""
    return datetime.fromtimestamp(value / (1000 if value > 1e11 else 1), UTC).isoformat(timespec="seconds")
