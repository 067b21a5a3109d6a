"""Rows of JSON Lines, CSV, Parquet, WARC and folders, one at a time; a row that cannot be read is one with an error.

Knows the formats and nothing about articles. Whatever the size of an input, or of one row in it, no more than
`LARGEST_ROW` bytes of a row are held.
"""

from __future__ import annotations

import base64
import csv
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

from briefer.errors import InputError
from briefer.reading.streams import Stream, damage_told, spooled

LARGEST_ROW = 20_000_000
"""Bytes; as for a file that is one article."""

PAGES = (".txt", ".md", ".markdown", ".html", ".htm")
"""The files of a folder that are read."""

PAGE_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
"""The content types of a web archive that are read, and which reader fits."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the input: an article in a field of it, or beside it in `body`."""

    where: str
    """Names it in messages: `news.jsonl, line 12`."""
    row: dict[str, Any] = field(default_factory=dict)
    """What is handed through to the output; values that JSON can hold."""
    body: bytes = b""
    """A page or a text file, where the article is no field."""
    suffix: str = ""
    """Which reader fits `body`; empty where the article is a field."""
    content_type: str = ""
    error: str = ""
    """Why it cannot be read; empty where it can."""


Rows = Callable[[Stream, str], Iterator[Record]]
"""Reads the rows of an open input, whose name stands in messages."""


def _too_large(where: str) -> Record:
    return Record(where, error=f"it is larger than {LARGEST_ROW / 1e6:g} MB; an article is text, cut it down")


def json_lines(stream: Stream, name: str) -> Iterator[Record]:
    """Read JSON Lines; empty lines are no rows.

    Raises:
        InputError: It is one JSON array, which could only be read whole.
    """
    if stream.start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        raise InputError("it is one JSON array; make a line of each of its objects (JSON Lines): jq -c '.[]'", name)
    for number, (line, whole) in enumerate(_lines(stream.file), 1):
        where = f"{name}, line {number}"
        if not whole:
            yield _too_large(where)
        elif line.strip():
            yield _json_row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, where)


def _json_row(line: bytes, where: str) -> Record:
    try:
        row = json.loads(line.decode(), parse_constant=lambda _: None, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        what = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not a line of JSON"
        return Record(where, error=f"{what}; mend it, or leave it out")
    if not isinstance(row, dict):
        return Record(where, error="no JSON object; each line must be one, with the article in a field")
    return Record(where, row)


def _finite(printed: str) -> float | None:
    """Read a number; one that no float can hold is none, since JSON has no word for infinity."""
    number = float(printed)
    return number if math.isfinite(number) else None


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Give each line and whether it is whole: of one that is too long, the beginning."""
    while line := file.readline(LARGEST_ROW + 1):
        whole = len(line) <= LARGEST_ROW
        yield line, whole
        while not whole and not line.endswith(b"\n") and (line := file.readline(1 << 20)):
            pass


def comma_separated(stream: Stream, name: str) -> Iterator[Record]:
    """Read CSV whose first line names the columns; the separator is the commonest of `, ; tab |` in that line.

    Raises:
        InputError: It is in UTF-16, or its first line names no columns.
    """
    if stream.start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("it is in UTF-16; save it as UTF-8", name)
    csv.field_size_limit(2**31 - 1)  # the lines below are what keeps a row small
    first = stream.start.partition(b"\n")[0].decode("utf-8", "replace")
    separator = max(",;\t|", key=first.count)
    lines = _CsvLines(stream.file)
    reader = csv.reader(lines, delimiter=separator)
    header = _header(reader, name)
    while True:
        where = f"{name}, line {lines.number + 1}"
        lines.characters = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(where, error=f"no row of CSV ({error}); mend it, or leave it out")
            continue
        if lines.characters > LARGEST_ROW:
            yield _too_large(where)
        elif len(cells) > len(header):
            yield Record(where, error=f"{len(cells)} cells where the header has {len(header)}; quote what has commas")
        elif cells:
            yield Record(where, dict(zip(header, cells, strict=False)))


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"its first line names no columns ({error}); give CSV with a header", name) from error
    if not any(header) or len(set(header)) < len(header):
        raise InputError("its first line must name each column, each name once; give CSV with a header", name)
    return header


class _CsvLines:
    """The lines of a CSV file for the `csv` module.

    Once a row has outgrown `LARGEST_ROW`, only what its structure needs is passed on: quotation marks, separators and
    one letter for all between them. So the row ends where it would have ended, and memory stays small.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.characters = 0
        """Of the row at hand, so far."""

    def __iter__(self) -> _CsvLines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LARGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.characters += len(line)
        if self.characters <= LARGEST_ROW:
            return _decoded(line.removeprefix(b"\xef\xbb\xbf") if self.number == 1 else line)
        structure = _structure(line)
        while not line.endswith(b"\n") and (line := self._file.readline(1 << 20)):
            self.characters += len(line)
            structure = _structure(structure + _structure(line))
        return structure.decode("ascii", "replace")


_BETWEEN = re.compile(rb'[^",;\t|\r\n]+')
_CELLS = re.compile(rb"(?:x?[,;\t|])+")
_DOUBLED = re.compile(rb'(?:"")+')


def _structure(line: bytes) -> bytes:
    """Leave of a piece of CSV what says whether it ends within quotation marks."""
    return _DOUBLED.sub(b'""', _CELLS.sub(b",", _BETWEEN.sub(b"x", line)))


def _decoded(line: bytes) -> str:
    """Decode a line that is UTF-8 or, as office programs write it, Windows' own encoding."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def parquet(stream: Stream, name: str) -> Iterator[Record]:
    """Read Parquet, a few rows at a time; what JSON has no word for (moments, bytes) becomes text.

    Raises:
        InputError: It is damaged, or `pyarrow` is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("reading Parquet needs pyarrow; install 'briefer[bulk]'", name) from error
    number = 0
    try:
        with stream.raw if stream.size and stream.file is stream.raw else spooled(stream) as file:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=64):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(f"{name}, row {number}", {key: _plain(value) for key, value in row.items()})
    except (pa.ArrowException, OSError) as error:
        raise InputError("it is damaged or no Parquet; what follows is not read; fetch it again", name) from error


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds, case by case
    """Put a cell's value into what JSON can hold."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case bytes():
            return _text_or_base64(value)
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case None | bool() | int() | str():
            return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _text_or_base64(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return base64.b64encode(value).decode()


def web_archive(stream: Stream, name: str) -> Iterator[Record]:
    """Read the pages of a web archive (WARC) that were fetched well; pictures and the like are no rows.

    Raises:
        InputError: It is damaged, or `warcio` is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError("reading WARC needs warcio; install 'briefer[bulk]'", name) from error
    try:
        for number, entry in enumerate(ArchiveIterator(stream.file), 1):
            if suffix := _page_suffix(entry):
                yield _page(entry, suffix, f"{name}, record {number}")
    except ArchiveLoadFailed as error:
        raise InputError("it is damaged or no WARC; what follows is not read; fetch it again", name) from error


def _page_suffix(entry: Any) -> str:  # noqa: ANN401 - warcio has no types
    """Return which reader fits a record of an archive; empty where it is no page."""
    if entry.rec_type == "response" and entry.http_headers:
        if entry.http_headers.get_statuscode() != "200":
            return ""
        kind = entry.http_headers.get_header("Content-Type") or ""
    elif entry.rec_type in ("conversion", "resource"):
        kind = entry.rec_headers.get_header("Content-Type") or ""
    else:
        return ""
    return PAGE_TYPES.get(kind.partition(";")[0].strip().casefold(), "")


def _page(entry: Any, suffix: str, where: str) -> Record:  # noqa: ANN401
    headers = entry.rec_headers
    row = {"url": headers.get_header("WARC-Target-URI") or "", "date": headers.get_header("WARC-Date") or ""}
    body = entry.content_stream().read(LARGEST_ROW + 1)
    if len(body) > LARGEST_ROW:
        return Record(where, row, error=_too_large(where).error)
    kind = entry.http_headers.get_header("Content-Type") if entry.http_headers else ""
    return Record(where, row, body, suffix, kind or "")


def folder(name: str) -> Iterator[Record]:
    """Read the text files and pages of a folder and of the folders in it, by name; hidden ones are passed over."""
    for place, folders, files in os.walk(name):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for file in sorted(files):
            if not file.startswith(".") and Path(file).suffix.casefold() in PAGES:
                yield _file(Path(place, file), Path(name))


def _file(path: Path, root: Path) -> Record:
    row = {"path": path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()}
    try:
        if path.exists() and not path.is_file():
            return Record(str(path), row, error="it is no file but a pipe or the like; leave it out")
        with path.open("rb") as file:
            body = file.read(LARGEST_ROW + 1)
    except OSError as error:
        return Record(str(path), row, error=f"it cannot be read ({error.strerror}); check the file")
    if len(body) > LARGEST_ROW:
        return Record(str(path), row, error=_too_large("").error)
    return Record(str(path), row, body, path.suffix.casefold())


def to_the_damage(rows: Iterable[Record], name: str, stream: Stream) -> Iterator[Record]:
    """Give rows up to where the input is damaged, and there one that says so; then close it.

    Raises:
        InputError: It is damaged before its first row.
    """
    read = 0
    try:
        with damage_told(name):
            for record in rows:
                read += 1
                yield record
    except InputError as error:
        if not read:
            raise
        yield Record(error.where or name, error=error.message)
    finally:
        stream.close()
