"""Markdown as plain text of 72 columns, for terminals, e-mail and chat.

Knows nothing about briefs, but that a paragraph which is only a handling line stands in the middle, and that a citation
is not broken. Titles are underlined, headings are in capitals, tables keep their columns where these fit, pictures are
left out: what a template shows in a picture it tells in words, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from briefer.briefs.plain_table import layout, particulars
from briefer.briefs.plain_wrap import GLUE, cells, wrap

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

WIDTH = 72
"""Columns: what e-mail and terminals show without breaking it."""
INDENT = 4
"""Columns that a quotation and code stand in from the left."""

_HANDLING = re.compile(r"TLP:[A-Z]+(?:\+[A-Z]+)?")
_CITATION = re.compile(r"\[(\d+) ¶(\d+)\]")


def to_text(markdown: str) -> str:
    """Set Markdown as plain text."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    blocks = _blocks(SyntaxTreeNode(parser.parse(markdown)), WIDTH)
    return "\n\n".join("\n".join(block) for block in blocks).replace(GLUE, " ") + "\n"


def _blocks(parent: SyntaxTreeNode, width: int) -> Iterator[list[str]]:
    """Yield each block inside a node as its lines, without those that say nothing."""
    for node in parent.children:
        lines = [line.rstrip() for line in _block(node, width)]
        if any(lines):
            yield lines


def _block(node: SyntaxTreeNode, width: int) -> list[str]:
    if node.type in _SETTERS:
        return _SETTERS[node.type](node, width)
    text = _inline(node)
    return [text.center(width)] if _HANDLING.fullmatch(text) else wrap(text, width)


def _heading(node: SyntaxTreeNode, width: int) -> list[str]:
    """Underline the title, write a section's heading in capitals, end a smaller one with a colon."""
    text = _inline(node)
    if node.tag == "h1":
        lines = wrap(text, width)
        return [*lines, "=" * max(map(cells, lines), default=0)]
    return wrap(text.upper() if node.tag == "h2" else f"{text.removesuffix(':')}:", width)


def _list(node: SyntaxTreeNode, width: int) -> list[str]:
    """Set a list with hanging indents."""
    lines: list[str] = []
    for item in node.children:
        mark = f"{item.info}{item.markup} " if node.type == "ordered_list" else "- "
        inside = [line for block in _blocks(item, width - len(mark)) for line in block]
        lines += [(" " * len(mark) if at else mark) + line for at, line in enumerate(inside)]
    return lines


def _table(node: SyntaxTreeNode, width: int) -> list[str]:
    rows = _rows(node)
    return layout(rows, width, right=_right(node)) if _has_heading(node) else particulars(rows, width)


def _quotation(node: SyntaxTreeNode, width: int) -> list[str]:
    text = "\n\n".join("\n".join(block) for block in _blocks(node, width - INDENT))
    return [" " * INDENT + line for line in text.split("\n")]


def _code(node: SyntaxTreeNode, width: int) -> list[str]:  # noqa: ARG001 - set like the others, but never broken
    return [" " * INDENT + line for line in node.content.splitlines()]


def _rule(node: SyntaxTreeNode, width: int) -> list[str]:  # noqa: ARG001 - set like the others
    return ["-" * width]


def _rows(table: SyntaxTreeNode) -> list[list[str]]:
    """Give the cells of a table, the head's first."""
    return [[_inline(cell) for cell in row.children] for part in table.children for row in part.children]


def _has_heading(table: SyntaxTreeNode) -> bool:
    """Tell whether a section has begun: a table above the first one lists particulars, its head is one of them."""
    before = table.siblings[: table.siblings.index(table)]
    return any(block.tag == "h2" for block in before)


def _right(table: SyntaxTreeNode) -> list[bool]:
    """Tell of each column whether it is set to the right."""
    return ["right" in str(cell.attrs.get("style", "")) for cell in table.children[0].children[0].children]


def _inline(node: SyntaxTreeNode) -> str:
    """Give the words of a block on one line; only a hard break ends one."""
    text = "".join(_words(child) for child in node.children)
    return _CITATION.sub(rf"[\1{GLUE}¶\2]", text).strip(" ")


def _words(node: SyntaxTreeNode) -> str:
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.type == "image":
        return ""
    inside = "".join(_words(child) for child in node.children) if node.children else node.content
    if node.type == "link" and (address := str(node.attrs.get("href", ""))) and not address.startswith("#"):
        return f"<{address}>" if inside == address else f"{inside} <{address}>"
    return inside


_SETTERS: dict[str, Callable[[SyntaxTreeNode, int], list[str]]] = {
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "table": _table,
    "blockquote": _quotation,
    "code_block": _code,
    "fence": _code,
    "hr": _rule,
}
"""How each kind of block is set; any other is a paragraph."""
