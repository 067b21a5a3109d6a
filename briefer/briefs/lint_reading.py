"""Read a brief for lint: Markdown or HTML as blocks of plain text whose characters know their line in the file.

Knows nothing about the rules. A link leaves the mark `LINK` after its text, since a link can be a source. Script,
styles, drawings and navigation are no text of the brief.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

LINK = "\ue000"
"""Stands after the text of a link: a private character, which no text has."""

CELL = " | "
"""Stands between the cells of a row."""

_INDENT = re.compile(r"(?<=\n)[ \t]+")
_END_OF_LINE = re.compile("\n")
_FRONT = re.compile(r"---[ \t]*\n(?:[\w-]+:[^\n]*\n|[ \t]+[^\n]*\n)*---[ \t]*(?:\n|\Z)")
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|time|u)\b|<!|<\?", re.IGNORECASE
)
_HTML = re.compile(r"\s*<(?:!doctype html|html|head|body|main|article|section|div|h[1-6]|p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list, a row of a table, or a picture."""

    kind: str
    """heading, paragraph, item, header (a row of headings), row or picture."""
    text: str
    level: int
    """Of a heading, 1 to 6, else 0."""
    anchors: tuple[tuple[int, int], ...]
    """Offsets into the text at which a line of the file starts or goes on, ascending, the first 0, with its number."""

    def line(self, offset: int = 0) -> int:
        """Give the line of the file in which a character stands."""
        return _line_at(self.anchors, offset)


def _line_at(anchors: Sequence[tuple[int, int]], offset: int) -> int:
    return anchors[bisect_right(anchors, offset, key=itemgetter(0)) - 1][1]


def _block(kind: str, text: str, level: int, anchors: Sequence[tuple[int, int]]) -> Block:
    """Make a block, without the white space around its text; each end of line after an anchor is a line more."""
    cut = len(text) - len(text.lstrip())
    every: list[tuple[int, int]] = []
    for (at, line), (until, _) in pairwise([*anchors, (len(text), 0)]):
        every.append((at, line))
        ends = [match.end() for match in _END_OF_LINE.finditer(text, at, until)]
        every += [(end, line + number) for number, end in enumerate(ends, 1)]
    first = _line_at(every, cut)
    rest = tuple((offset - cut, line) for offset, line in every if offset > cut)
    return Block(kind, text[cut:].rstrip(), level, ((0, first), *rest))


def looks_like_html(text: str) -> bool:
    """Say whether a text opens as HTML does."""
    return _HTML.match(text) is not None


def read_blocks(text: str, *, html: bool) -> list[Block]:
    """Read a brief's blocks, in order."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ").replace(LINK, " ")
    return _from_html(text) if html else list(_from_markdown(text))


def _from_markdown(text: str) -> Iterator[Block]:
    """Walk over the tokens: a block's text is in the inline token after the one that opens it."""
    from markdown_it import MarkdownIt

    if front := _FRONT.match(text):
        text = "\n" * front.group().count("\n") + text[front.end() :]
    level = items = 0
    tokens = iter(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    for token in tokens:
        line = (token.map or [0])[0] + 1
        items += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "table_open":
            yield from _table(takewhile(lambda inner: inner.type != "table_close", tokens))
        elif token.type == "inline":
            yield from _inline(token, "heading" if level else "item" if items else "paragraph", level)
        elif token.type in ("heading_open", "paragraph_open"):
            level = int(token.tag[1]) if token.type == "heading_open" else 0
        elif token.type == "code_block":
            yield _block("paragraph", token.content, 0, ((0, line),))
        elif token.type == "html_block":
            yield from _shifted(_from_html(token.content), line - 1)


def _table(tokens: Iterable[Token]) -> Iterator[Block]:
    kind, line = "row", 0
    cells: list[str] = []
    for token in tokens:
        if token.type in ("thead_open", "tbody_open"):
            kind = "header" if token.type == "thead_open" else "row"
        elif token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type == "inline":
            cells.append("".join(_words(token.children or [])).replace("\n", " "))
        elif token.type == "tr_close":
            yield Block(kind, CELL.join(cells), 0, ((0, line),))


def _inline(token: Token, kind: str, level: int) -> Iterator[Block]:
    words = "".join(_words(token.children or []))
    line = (token.map or [0])[0] + 1
    if words.strip(f" \n{LINK}"):
        yield _block(kind, words, level, ((0, line),))
    elif any(child.type == "image" for child in token.children or []):
        yield Block("picture", "", 0, ((0, line),))


def _words(children: Sequence[Token]) -> Iterator[str]:
    """Give the text of inline tokens, line by line; a picture's text equivalent is none of it."""
    target = ""
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content.replace("\n", " ")
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif child.type == "html_inline" and not _TAG.match(child.content):
            yield child.content
        elif child.type == "link_open":
            target = str(child.attrGet("href") or "")
        elif child.type == "link_close" and _is_source(target):
            yield LINK


def _is_source(target: str) -> bool:
    """Tell a link to a page or a note from one to a person."""
    return bool(target) and not target.lower().startswith(("mailto:", "tel:"))


def _shifted(blocks: list[Block], lines: int) -> Iterator[Block]:
    for block in blocks:
        anchors = tuple((offset, line + lines) for offset, line in block.anchors)
        yield Block(block.kind, block.text, block.level, anchors)


_UNREAD = frozenset("head script style svg template nav noscript title math iframe object".split())
_BLOCKS = frozenset(
    """address article aside blockquote body caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr html li main ol p pre section summary details table tbody tfoot thead tr ul""".split()
)
_ROWS = {"tr": "row", "dt": "row"}
_CELLS = frozenset({"td", "th", "dd"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURES = frozenset({"svg", "img"})


def _from_html(text: str) -> list[Block]:
    """Walk over the tree. lxml, since the standard library's parser takes quadratic time on torn tags."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    walker = _Walker()
    if root is not None:
        walker.walk(root)
        walker.flush()
    return walker.blocks


@dataclass
class _Walker:
    """Collects blocks from a tree: what lies between the edges of two block elements is one."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    anchors: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    lists: int = 0
    level: int = 0
    """Of the heading that is open."""
    row: str = ""
    """The kind of row that is open: row or header."""

    def walk(self, root: Any) -> None:  # noqa: ANN401 - lxml has no types
        """Take the elements in document order, without recursion: a hostile page nests deeply."""
        todo: list[tuple[Any, bool]] = [(root, True)]
        while todo:
            element, opening = todo.pop()
            if opening:
                self.start(element)
                todo.append((element, False))
                if element.tag not in _UNREAD:
                    self.add(element.text or "", element.sourceline)
                    todo += [(child, True) for child in reversed(element)]
            else:
                self.end(element)
                self.add(element.tail or "")

    def start(self, element: Any) -> None:  # noqa: ANN401
        """Open what an element opens."""
        tag = element.tag
        if tag in _PICTURES:
            self.blocks.append(Block("picture", "", 0, ((0, element.sourceline),)))
        if tag in _ROWS or (tag in _BLOCKS and not self.row):
            self.flush()
            self.row = _ROWS.get(tag, "")
        self.lists += tag in ("ul", "ol")
        self.level = int(tag[1]) if tag in _HEADINGS else self.level
        if tag in _CELLS and self.row:
            self.row = "header" if tag == "th" and not self.length else self.row if tag == "th" else "row"
            self.add(CELL if self.length else "", element.sourceline)

    def end(self, element: Any) -> None:  # noqa: ANN401
        """Close what an element opened."""
        tag = element.tag
        if tag == "a" and _is_source(element.get("href") or ""):
            self.add(LINK)
        if tag in ("tr", "dl") or (tag in _BLOCKS and not self.row):
            self.flush()
            self.row = ""
        elif tag == "br" or tag in _BLOCKS:
            self.add(" ")
        self.lists -= tag in ("ul", "ol")
        self.level = 0 if tag in _HEADINGS else self.level

    def add(self, text: str, line: int | None = None) -> None:
        """Add to the open block; `line` is where this piece starts, if that is known."""
        if line is not None:
            self.anchors.append((self.length, line))
        self.parts.append(_INDENT.sub("", text))
        self.length += len(self.parts[-1])

    def flush(self) -> None:
        """Put what was collected among the blocks; what follows goes on at the line reached."""
        text = "".join(self.parts)
        anchors = self.anchors or [(0, 1)]
        if text.strip(f" \t\n|{LINK}"):
            kind = self.row or ("heading" if self.level else "item" if self.lists else "paragraph")
            self.blocks.append(_block(kind, text, self.level if kind == "heading" else 0, anchors))
        at, line = anchors[-1]
        self.parts, self.length = [], 0
        self.anchors = [(0, line + text.count("\n", at))]
