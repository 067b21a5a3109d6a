"""Read an article from Markdown: front matter, headings and paragraphs, without the markup.

This module knows nothing about files or HTML: raw HTML, code, tables and pictures in a Markdown text are left out,
since none of them is prose. Offsets refer to the article's plain text, not to the Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefer.reading.assemble import Facts
from briefer.reading.blocks import Block, article_from_blocks
from briefer.reading.characters import clean
from briefer.reading.header import FIELD_OF
from briefer.reading.text_article import article_from_text
from briefer.types import Article

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\s{0,20}(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>(?:[^\n]{0,2000}\n){0,100}?)(?P=fence)[ \t]*(?:\n|\Z)"
)
_OPENS = re.compile(r"#{1,3} \S")
_LINE = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s?[:=][ \t]*(?P<value>\S.*)")
_LONGEST = 1_000_000
"""The longest Markdown that is parsed, in characters: a second's work. What is longer is read as plain text."""


def article_from_markdown(raw: str, *, path: str = "", url: str = "") -> Article:
    """Read an article from Markdown; any text is an article, if need be one without words."""
    from markdown_it import MarkdownIt

    text = clean(raw)
    if len(text) > _LONGEST:
        return article_from_text(text, path=path, url=url)
    front = _FRONT.match(text)
    fields = _front_matter(front["lines"]) if front else {}
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = list(_blocks(parser.parse(text[front.end() if front else 0 :])))
    title = next((block.text for block in blocks[:2] if block.heading and not block.text.endswith(".")), "")
    facts = Facts(**{"title": title, "url": url, "path": path} | fields)
    return article_from_blocks(blocks, facts)


def looks_like_markdown(text: str) -> bool:
    """Say whether a text opens with front matter or a Markdown heading."""
    front = _FRONT.match(text)
    return bool(front and _front_matter(front["lines"])) or bool(_OPENS.match(text.lstrip()[:10]))


def _front_matter(lines: str) -> dict[str, str]:
    """Read the plain `key: value` lines; what is nested says nothing that we need."""
    found = (_LINE.fullmatch(line) for line in lines.split("\n"))
    fields = {FIELD_OF.get(line["key"].casefold(), ""): line["value"].strip(" \t\"'[]") for line in found if line}
    return {name: value for name, value in fields.items() if name and value}


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Give the paragraphs, list items and headings: each has its text in the token after the one that opens it."""
    in_item = False
    for token, content in pairwise(tokens):
        in_item = (in_item or token.type == "list_item_open") and token.type != "paragraph_close"
        if token.type in ("paragraph_open", "heading_open") and content.children is not None:
            text = "".join(_words(content.children))
            yield Block(f"- {text}" if in_item and text else text, heading=token.type == "heading_open")


def _words(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
