"""Read whatever a user names: files, folders, addresses of pages, standard input.

This module knows where articles come from and which reader fits; what is in them is the readers' business. What cannot
be read is a `Failure` in its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from briefer.errors import InputError
from briefer.reading.decoding import decode, looks_like_html
from briefer.reading.fetch import Fetch, fetch_page
from briefer.reading.html_article import article_from_html
from briefer.reading.markdown_article import article_from_markdown, looks_like_markdown
from briefer.reading.text_article import article_from_text
from briefer.types import Article, Failure

LARGEST_FILE = 20_000_000
"""The most bytes that a file may have: 30 times the longest novel."""

Reader = Callable[[str, str, str], Article]
"""Reads a text that came from a path and a URL, of which one is empty."""

READERS: dict[str, Reader] = {
    ".txt": lambda text, path, url: article_from_text(text, path=path, url=url),
    ".md": lambda text, path, url: article_from_markdown(text, path=path, url=url),
    ".markdown": lambda text, path, url: article_from_markdown(text, path=path, url=url),
    ".html": lambda text, path, url: article_from_html(text, path=path, url=url),
    ".htm": lambda text, path, url: article_from_html(text, path=path, url=url),
}
"""The reader for each ending of a file's name; a folder's other files are passed over."""

TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""Which of them reads a page of each content type."""

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{1,20})://")


def read_articles(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, fetch: Fetch | None = None
) -> list[Article | Failure]:
    """Read articles, in order; what cannot be read is a `Failure` in its place.

    Args:
        inputs: files, folders (their article files, sorted), `http` or `https` addresses, `-` for standard input.
        stdin: what `-` reads.
        fetch: fetches pages; without it, public addresses only are fetched.
    """
    return [item for name in inputs for item in _read(name, stdin, fetch or fetch_page)]


def _read(name: str, stdin: BinaryIO | None, fetch: Fetch) -> Iterator[Article | Failure]:
    if name == "-":
        yield _or_failure(lambda: _from_stdin(stdin), "standard input")
    elif _ADDRESS.match(name):
        yield _or_failure(lambda: _from_address(name, fetch), name)
    elif os.path.isdir(name):  # noqa: PTH112 - Path raises for a name with a NUL
        yield from _from_folder(name)
    else:
        yield _or_failure(lambda: _from_file(name), name)


def _or_failure(read: Callable[[], Article], where: str) -> Article | Failure:
    try:
        return read()
    except InputError as error:
        return Failure(error.where or where, error.message)


def _from_stdin(stdin: BinaryIO | None) -> Article:
    where = "standard input"
    if stdin is None:
        raise InputError("there is none; name a file or an address", where)
    return _article(_limited(stdin, where), where, path="")


def _from_file(name: str) -> Article:
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - as above
            body = _limited(file, name)
    except FileNotFoundError as error:
        raise InputError("there is no such file; check the path", name) from error
    except PermissionError as error:
        raise InputError("it may not be read; check its permissions", name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise InputError(f"it cannot be read ({reason}); check the path", name) from error
    return _article(body, name, path=name)


def _limited(file: BinaryIO, where: str) -> bytes:
    body = file.read(LARGEST_FILE + 1)
    if len(body) > LARGEST_FILE:
        raise InputError(f"it is larger than {LARGEST_FILE / 1e6:g} MB; an article is text, cut it down", where)
    return body


def _article(
    body: bytes, where: str, *, path: str = "", url: str = "", suffix: str = "", content_type: str = ""
) -> Article:
    """Decode and read, by the ending of the name or, where that says nothing, by how the text opens."""
    text = decode(body, where, content_type=content_type)
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("it is empty; there is no article to read", where)
    suffix = suffix or Path(path).suffix.casefold()
    return READERS.get(suffix, READERS[_sniffed(text)])(text, path, url)


def _sniffed(text: str) -> str:
    if looks_like_html(text):
        return ".html"
    return ".md" if looks_like_markdown(text) else ".txt"


def _from_address(name: str, fetch: Fetch) -> Article:
    page = fetch(name)
    kind = page.content_type.partition(";")[0].strip().casefold()
    suffix = TYPES.get(kind, "")
    if kind and not suffix:
        raise InputError(f"this is {kind}, not a web page; name the page of an article", name)
    if suffix == ".txt":
        suffix = Path(page.url.partition("?")[0]).suffix.casefold()
        suffix = suffix if suffix in READERS else ".txt"
    return _article(page.body, name, url=page.url, suffix=suffix, content_type=page.content_type)


def _from_folder(name: str) -> Iterator[Article | Failure]:
    """Read a folder's article files and those of its folders, sorted by path; hidden ones are passed over."""
    refused: list[OSError] = []
    files = sorted(_article_files(name, refused))
    for error in refused:
        yield Failure(str(error.filename or name), "this folder may not be read; check its permissions")
    if not files and not refused:
        yield Failure(name, f"there are no articles in this folder; it needs {', '.join(READERS)} files")
    for file in files:
        yield _or_failure(lambda file=file: _from_file(str(file)), str(file))  # type: ignore[misc]


def _article_files(name: str, refused: list[OSError]) -> Iterator[Path]:
    for folder, folders, files in os.walk(name, onerror=refused.append):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        yield from (
            Path(folder, file) for file in files if not file.startswith(".") and Path(file).suffix.casefold() in READERS
        )
