"""Read an article from an HTML page, through trafilatura.

This module knows nothing about files or the network. trafilatura finds the article among menus, boxes and footers, and
the facts in the page's head; our part is to lay its paragraphs out and to leave out what it guessed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefer.errors import InputError
from briefer.reading.assemble import Facts, host_of
from briefer.reading.blocks import Block, article_from_blocks
from briefer.reading.characters import clean, one_line
from briefer.types import Article

if TYPE_CHECKING:
    from trafilatura.settings import Document

_PUBLISHED = re.compile(
    r"<meta\b[^>]{0,200}?(?:property|name|itemprop)\s?=\s?[\"'](?:article:published_time|datePublished)[\"'][^>]{0,200}?"
    r"content\s?=\s?[\"'](?P<time>[^\"']{10,40})[\"']",
    re.IGNORECASE,
)
_HEAD = 200_000
"""How far into a page its head may go, in characters."""


def article_from_html(html: str, *, url: str = "", path: str = "") -> Article:
    """Read the article of an HTML page.

    Raises:
        InputError: the page has no article that can be told from its menus.
    """
    document = _extract(clean(html), url)
    if document is None or not (document.text or "").strip():
        raise InputError("no article was found on this page; save its text to a file and read that", url or path)
    return article_from_blocks(_blocks(document), _facts(document, html, url, path))


def _extract(html: str, url: str) -> Document | None:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):  # they would print to standard error
        logging.getLogger(name).addHandler(logging.NullHandler())
    document = trafilatura.bare_extraction(
        html,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return None if isinstance(document, dict) else document


def _blocks(document: Document) -> Iterator[Block]:
    """Give trafilatura's lines, which are the page's blocks, and say which of them are headings."""
    body = document.body
    headings = {one_line("".join(head.itertext())) for head in body.iter("head")} if body is not None else set()
    for line in (document.text or "").split("\n"):
        text = one_line(line)
        yield Block(text, heading=text in headings)


def _facts(document: Document, html: str, url: str, path: str) -> Facts:
    source, author = one_line(document.sitename or ""), one_line(document.author or "")
    address = url or (document.url or "")
    time = _PUBLISHED.search(html, 0, _HEAD)
    return Facts(
        title=_bare_title(one_line(document.title or ""), (source, author, host_of(address))),
        source=source if source != author else "",
        url=address if urlsplit(address).scheme in ("http", "https") else "",
        path=path,
        published=time["time"] if time else (document.date or ""),
        byline=author.replace(";", ","),
    )


def _bare_title(title: str, names: tuple[str, ...]) -> str:
    """Cut the names of the publisher and the author off a title: `Ferry aground | The Coast Herald`."""
    for name in names:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " · "):
            if name and title.casefold().endswith((mark + name).casefold()):
                title = title[: -len(mark + name)].rstrip()
    return title
