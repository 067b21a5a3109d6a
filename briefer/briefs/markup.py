"""Markdown to inert HTML: Python-Markdown for the text, nh3 for the guard.

Knows nothing about pages or e-mails: a shape, a function that rearranges the tree, is handed in. Raw HTML is text here
(but for `<br>`), for a template has no need of it and an article no right to it; what remains is checked, last, against
a tight allow-list.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Looks = dict[str, dict[str, set[str]]]

_TAGS = set(
    "a blockquote br code dd div dl dt em figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section span strong "
    "table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "title"},
    "div": {"aria-label", "role", "tabindex"},
    "main": {"tabindex"},
    "ol": {"start"},
    "section": {"aria-labelledby"},
    "td": {"colspan"},
    "th": {"scope"},
}
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+|#[\w.:-]+", re.IGNORECASE)
_NAMES = re.compile(r"[\w .:-]+")

_ESCAPED = re.compile(rf"\\([{re.escape(string.punctuation)}])")
_STAND_IN = re.compile("\x02(\\d+)\x03")

# What no reader sees and what changes that which is seen: controls, the marks that reorder the text around them, and
# halves of characters, which no file can hold.
_UNSEEN: dict[int, str | None] = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_UNSEEN |= dict.fromkeys(range(0xD800, 0xE000))
_UNSEEN |= {0x2028: " ", 0x2029: " "}


def seen(text: str) -> str:
    """Drop the control characters and the marks that reorder what stands around them."""
    return text.translate(_UNSEEN)


def to_markup(markdown: str, shape: Callable[[Element], None], looks: Looks | None = None) -> str:
    """Turn Markdown into an HTML fragment in which nothing can act.

    Args:
        markdown: A filled template.
        shape: Rearranges the tree of the whole text in place, before the guard.
        looks: For each tag the further attributes that the shape may give it, with their values word for word.
    """
    from nh3 import clean

    return clean(
        _convert(seen(markdown), shape),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        tag_attribute_values=looks or {},
    )


def _convert(markdown: str, shape: Callable[[Element], None]) -> str:
    from markdown import Markdown
    from markdown.inlinepatterns import SubstituteTagInlineProcessor
    from markdown.preprocessors import Preprocessor
    from markdown.treeprocessors import Treeprocessor

    class Escapes(Preprocessor):
        """Put the library's stand-ins for escaped characters in one pass: its own way takes quadratic time."""

        def run(self, lines: list[str]) -> list[str]:
            return [_ESCAPED.sub(_stand_in, line) for line in lines]

    class Shaping(Treeprocessor):
        def run(self, root: Element) -> None:
            for code in root.iter("code"):  # no escapes here, and the library restores none
                code.text = _STAND_IN.sub(lambda found: "\\" + chr(int(found[1])), code.text or "")
            shape(root)

    writer = Markdown(extensions=["tables", "sane_lists", "def_list"])
    writer.preprocessors.deregister("html_block")
    writer.preprocessors.register(Escapes(writer), "escapes", 10)
    writer.inlinePatterns.deregister("html")
    writer.inlinePatterns.deregister("entity")  # an entity stays as it is, so that the tree holds text, no stand-ins
    writer.inlinePatterns.register(SubstituteTagInlineProcessor(r"<br ?/?>", "br"), "break", 90)
    writer.treeprocessors.register(Shaping(writer), "shape", -1)  # after all others
    return writer.convert(markdown if markdown.strip() else "&nbsp;")  # of an empty text the library makes no tree


def _stand_in(found: re.Match[str]) -> str:
    """Write an escaped character as the library does; an ampersand must not become the start of an entity again."""
    return "&amp;" if found[1] == "&" else f"\x02{ord(found[1])}\x03"


def _allowed(_tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value where it is of the form that we write, else drop the attribute."""
    if name == "href":
        return value if _LINK.fullmatch(value) else None
    if name in {"id", "class", "aria-labelledby"}:
        return value if _NAMES.fullmatch(value) else None
    return value
