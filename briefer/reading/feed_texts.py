"""Finds where the texts of a feed's entries stand in its bytes, so that words can be put at their top.

Knows RSS and Atom as XML, byte by byte: all that is not added stays as it is, to the last space. Entities that a feed
declares itself are refused, so that none can grow; nothing outside the feed is ever read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from briefer.errors import FeedError
from briefer.reading.assemble import Facts
from briefer.reading.blocks import article_from_blocks
from briefer.reading.characters import one_line
from briefer.reading.fragment import blocks_of, line_of
from briefer.types import Article

LARGEST_FEED = 50_000_000
"""Bytes; the largest feeds of podcasts have a tenth of it."""

_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s?=\s?[\"']([\w.:-]{1,40})[\"']")
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_XHTML = "http://www.w3.org/1999/xhtml"
_RSS = ("", "http://purl.org/rss/1.0/", "http://backend.userland.com/rss2")
_ENTRIES = frozenset([f"{_ATOM} entry", *(f"{space} item".strip() for space in _RSS)])
_TEXTS = frozenset(
    [f"{_ATOM} content", f"{_ATOM} summary", f"{_CONTENT} encoded", *(f"{space} description".strip() for space in _RSS)]
)
_LINKS = frozenset([f"{_ATOM} link", *(f"{space} link".strip() for space in _RSS)])
_TITLES = frozenset([f"{_ATOM} title", *(f"{space} title".strip() for space in _RSS)])


@dataclass(frozen=True, slots=True)
class EntryText:
    """The longest text of one entry."""

    article: Article
    at: int
    """Where its first byte stands in the feed."""
    kind: str
    """html (escaped in the feed), xhtml (part of the feed's own markup) or text."""
    prefix: str = ""
    """What XHTML's elements are called by there: `xhtml:`."""
    url: str = ""
    """Of the entry's page."""


@dataclass(slots=True)
class _Text:
    """A text while it is read."""

    name: str
    kind: str
    depth: int
    at: int = -1
    prefix: str = ""
    words: list[str] = field(default_factory=list)


def find_texts(feed: bytes) -> list[EntryText]:
    """Find the longest text of each entry that has one, in order.

    Raises:
        FeedError: It is no feed in sound XML, declares entities, or is very large.
    """
    if len(feed) > LARGEST_FEED:
        raise FeedError(f"it is larger than {LARGEST_FEED / 1e6:g} MB, which no feed is; check it", "standard input")
    finder = _Finder()
    try:
        finder.parser.Parse(feed, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FeedError(f"it is no sound XML ({error}); nothing of it was changed", "standard input") from error
    if not finder.is_feed:
        raise FeedError("it is neither RSS nor Atom; give a feed", "standard input")
    return finder.found


def with_texts_on_top(feed: bytes, added: Iterable[tuple[EntryText, str]]) -> bytes:
    """Put a paragraph at the top of each text; all else stays as it is.

    Args:
        feed: what the texts were found in.
        added: texts in order, and the words for each: plain, whatever characters are in them.
    """
    encoding = _encoding(feed)
    pieces: list[bytes] = []
    end = 0
    for text, words in added:
        pieces += [feed[end : text.at], _paragraph(text, words).encode(encoding, "xmlcharrefreplace")]
        end = text.at
    return b"".join([*pieces, feed[end:]])


def _paragraph(text: EntryText, words: str) -> str:
    if text.kind == "text":
        return escape(f"Summary: {words}\n\n", quote=False)
    p, strong = f"{text.prefix}p", f"{text.prefix}strong"
    paragraph = f"<{p}><{strong}>Summary:</{strong}> {escape(words, quote=False)}</{p}>"
    return paragraph if text.kind == "xhtml" else escape(paragraph, quote=False)


def _encoding(feed: bytes) -> str:
    """Return the encoding that a feed is in: that of its first bytes, or the one that it declares."""
    for marks, encoding in (((b"\xff\xfe", b"<\0"), "utf-16-le"), ((b"\xfe\xff", b"\0<"), "utf-16-be")):
        if feed.startswith(marks):
            return encoding
    declared = _DECLARED.match(feed)
    return declared[1].decode("ascii") if declared else "utf-8"


class _Finder:
    """Walks through a feed, and notes where texts stand."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.UseForeignDTD(True)  # so that an `&nbsp;` that nobody declared is passed over
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartCdataSectionHandler = self._inside
        self.parser.CommentHandler = self._inside
        self.parser.ProcessingInstructionHandler = self._inside
        self.parser.SkippedEntityHandler = self._inside
        self.found: list[EntryText] = []
        self.is_feed = False
        self._depth = 0
        self._entry = 0
        """How deep the entry at hand stands; 0 outside of entries."""
        self._texts: list[_Text] = []
        self._words_of: str = ""
        """`title` or `link` while one is read."""
        self._facts: dict[str, str] = {}
        self._text: _Text | None = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside()
        self._depth += 1
        space, _, local, prefix = _parts(name)
        plain = f"{space} {local}".strip()
        if self._text:
            self._element(space, local, prefix)
        elif self._entry and self._depth == self._entry + 1 and plain in _TEXTS:
            self._text = _Text(plain, _kind(plain, attributes), self._depth)
        elif self._entry and self._depth == self._entry + 1 and plain in _TITLES | _LINKS:
            self._words_of = local
            if local == "link" and attributes.get("rel", "alternate") == "alternate":
                self._facts.setdefault("link", attributes.get("href", ""))
        elif not self._entry and plain in _ENTRIES:
            self._entry, self._texts, self._facts = self._depth, [], {}
        self.is_feed = self.is_feed or local in ("rss", "feed", "RDF")

    def _element(self, space: str, local: str, prefix: str) -> None:
        """Note an element within a text: those of XHTML are words in paragraphs, as they are in HTML."""
        text = self._text
        if text is None:
            return
        if text.kind == "xhtml" and text.at == -1 and space == _XHTML and local == "div":
            text.at, text.prefix = -2, f"{prefix}:" if prefix else ""
        text.words.append(f"<{local}>")

    def _end(self, name: str) -> None:
        self._inside()
        text = self._text
        if text and text.depth == self._depth:
            self._texts += [text] if text.at >= 0 and "".join(text.words).strip() else []
            self._text = None
        elif text:
            text.words.append(f"</{_parts(name)[2]}>")
        elif self._words_of and self._depth == self._entry + 1:
            self._words_of = ""
        elif self._entry == self._depth:
            self._take()
            self._entry = 0
        self._depth -= 1

    def _take(self) -> None:
        """Keep the longest text of an entry."""
        if not self._texts:
            return
        text = max(self._texts, key=lambda text: sum(map(len, text.words)))
        words = "".join(text.words)
        blocks = blocks_of(escape(words, quote=False) if text.kind == "text" else words)
        article = article_from_blocks(blocks, Facts(title=line_of(self._facts.get("title", ""))))
        self.found.append(EntryText(article, text.at, text.kind, text.prefix, one_line(self._facts.get("link", ""))))

    def _words(self, words: str) -> None:
        self._inside()
        if self._text:
            self._text.words.append(escape(words, quote=False) if self._text.kind == "xhtml" else words)
        elif self._words_of:
            self._facts[self._words_of] = self._facts.get(self._words_of, "") + words

    def _inside(self, *_: object) -> None:
        """Note where a text begins: at whatever comes first after its start tag, or that of its XHTML."""
        text = self._text
        if text and (text.at == -2 or (text.at == -1 and text.kind != "xhtml")):
            text.at = self.parser.CurrentByteIndex

    def _refuse(self, name: str, *_: object) -> None:
        raise FeedError(f"it declares an entity ({name[:40]}), which no feed needs; nothing was read", "standard input")


def _parts(name: str) -> tuple[str, str, str, str]:
    """Split what expat calls an element: namespace, a space, its name, its prefix; an element may have no namespace."""
    pieces = name.split(" ")
    if len(pieces) == 1:
        return "", "", name, ""
    return pieces[0], " ", pieces[1], pieces[2] if len(pieces) > 2 else ""


def _kind(name: str, attributes: dict[str, str]) -> str:
    if not name.startswith(_ATOM):
        return "html"
    return {"html": "html", "text/html": "html", "xhtml": "xhtml"}.get(attributes.get("type", "text").strip(), "text")
