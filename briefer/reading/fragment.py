"""Take the words out of a piece of HTML, such as a feed carries: every paragraph counts, for there are no menus in it.

This module knows nothing about feeds or pages. A text without tags is read as plain text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefer.reading.blocks import Block
from briefer.reading.characters import clean, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--")
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt footer header hr html li main nav ol p pre section "
    "ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SKIPPED = frozenset(
    "audio button canvas figure form iframe math noscript object script select style svg table template textarea title "
    "video".split()
)


def line_of(text: str) -> str:
    """Give a short text, such as a title, without markup and on one line."""
    return one_line(html.unescape(_TAG.sub("", clean(text))))


def blocks_of(text: str) -> list[Block]:
    """Give the paragraphs and headings of a piece of HTML or of plain text; captions, tables and forms are left out."""
    text = clean(text)
    if not _TAG.search(text):
        return [Block(one_line(html.unescape(line))) for line in text.split("\n") if line.strip()]
    return [block for block in _walked(text) if block.text]


def _walked(text: str) -> Iterator[Block]:
    from lxml import etree
    from lxml.html import HTMLParser

    root = etree.fromstring(f"<html><body>{text}</body></html>", HTMLParser(encoding=None, no_network=True))
    words: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = _name(element)
        if event == "start" and name in _SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            if name in _BLOCKS or name in _HEADINGS:
                yield _block(words)
            words.append(element.text or "")
        else:
            if name in _BLOCKS or name in _HEADINGS:
                yield _block(words, heading=name in _HEADINGS)
            words.append(element.tail or "")
    yield _block(words)


def _name(element: _Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _block(words: list[str], *, heading: bool = False) -> Block:
    """Make a block of the words that have come together, and begin anew."""
    block = Block(one_line("".join(words)), heading=heading)
    words.clear()
    return block
