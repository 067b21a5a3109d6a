"""Read the bytes of a feed (RSS, Atom, JSON Feed) into reader's values, however broken they are.

This module knows nothing about where feeds come from or are kept. reader's own parsers refuse a feed for its first
fault; here a fault costs no more than the entry that has it. Servers often name a wrong content type, so the text tells
what it is. Markup in texts is left as it is: cleaning it, as feedparser can, takes time that grows with the square of
its length, and whoever reads an `Entry` takes the words out of the markup in any case.
"""

from __future__ import annotations

import calendar
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from briefer.errors import FeedError, InputError
from briefer.reading.characters import clean, one_line
from briefer.reading.decoding import decode, looks_like_html

if TYPE_CHECKING:
    from reader._types import EntryData, FeedData

MOST_ENTRIES = 2_000
"""Of a feed with more, the first are read: feeds list their newest first, and those of news hold 10 to 200."""

MOST_TAGS = 100_000
"""A feed with more markup is refused: feedparser takes 0.1 ms for each tag within another (measured 2026-11-22 on feeds
made of nothing else). The 2,000 entries of the largest feed have 30,000."""

_START = re.compile(r"<(?P<name>(?:\w{1,20}:)?(?:item|entry))[\s>]")
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)[\s>]")
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_NESTED = re.compile(
    r"<!ENTITY\s{1,9}[^\s<>\"'&]{1,100}\s{1,9}[\"'][^<>\"']{0,200}?&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]"
)
_ZONELESS = re.compile(
    r"(?:[a-z]{3,9}, ?)?[0-3]?\d [a-z]{3} (?:19|20)\d\d (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?",
    re.IGNORECASE | re.ASCII,
)
"""A date as RSS prints it, but for its time zone."""
_HALF = re.compile(
    r"&#(?:0{0,9}(?:55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3[0-3]\d|34[0-3]))|x0{0,9}d[89a-f][0-9a-f]{2});",
    re.IGNORECASE | re.ASCII,
)
"""Half a character, by its number: some feeds write an emoji so; no file can hold it."""
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z]{2,10})\s?=\s?(?:\"([^\"]{1,1000})\"|'([^']{1,1000})'|([^\s\"'>]{1,1000}))", re.IGNORECASE
)
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json"}
)
_HEAD = 200_000
"""How far into a page its links to feeds may stand, in characters."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed holds."""

    feed: FeedData
    entries: tuple[EntryData, ...]
    left_out: int = 0
    """How many entries are too many."""
    nested: bool = False
    """Whether it defines entities by entities, to unfold without end; they are not."""

    @property
    def note(self) -> str:
        """What is wrong with it though it can be read; empty where nothing is."""
        if self.nested:
            return "it defines entities by entities, which are not unfolded; check the address"
        count = self.left_out + len(self.entries)
        return (
            f"it holds {count:,} entries, of which the first {len(self.entries):,} were read" if self.left_out else ""
        )


def parse_feed(address: str, body: bytes, *, location: str = "", content_type: str = "") -> ParsedFeed:
    """Read a feed.

    Args:
        address: as subscribed to.
        body: the bytes.
        location: where it was found after redirects, against which its links are resolved.
        content_type: the HTTP header, which may name the encoding.

    Raises:
        FeedError: it is no feed.
    """
    text = clean(_decoded(body, address, content_type)).lstrip()
    if not text:
        raise FeedError("it is empty; check the address", address)
    base = location or address
    if text.startswith("{"):
        return _from_json(text, address, base)
    if looks_like_html(text) and not _FEED.search(text, 0, _HEAD):
        raise FeedError(_no_feed(text, base), address)
    return _from_xml(_HALF.sub("&#xFFFD;", text), address, base)


def _decoded(body: bytes, address: str, content_type: str) -> str:
    try:
        return decode(body, address, content_type=content_type)
    except InputError as error:
        raise FeedError(f"{error.message.partition(';')[0]}; check the address", address) from error


def _no_feed(text: str, base: str) -> str:
    declared = next(_declared(text, base), "")
    if declared:
        return f"this is a web page, not a feed; the feed that it names is {declared}"
    if _OPML.search(text, 0, 2_000):
        return "this is a list of feeds (OPML), not a feed; import it with `briefer feeds import`"
    if looks_like_html(text):
        return "this is a web page, not a feed; find the address of its feed"
    return "this is no feed (RSS, Atom or JSON Feed); check the address"


def _declared(text: str, base: str) -> Iterator[str]:
    """Give the addresses of the feeds that a page names in its head."""
    for link in _LINK.findall(text[:_HEAD]):
        facts = {name.casefold(): "".join(values) for name, *values in _ATTRIBUTE.findall(link)}
        kind, rel = facts.get("type", "").casefold(), facts.get("rel", "").casefold().split()
        if "alternate" in rel and kind in _FEED_TYPES and facts.get("href"):
            target = _resolved(base, html.unescape(facts["href"]))
            if urlsplit(target).scheme in ("http", "https"):
                yield target


def _resolved(base: str, address: str) -> str:
    try:
        target = one_line(urljoin(base, address))
        urlsplit(target)
    except ValueError:
        return ""
    return target


def _from_xml(text: str, address: str, base: str) -> ParsedFeed:
    from reader._parser.feedparser import _process_feed
    from reader._vendor import feedparser
    from reader.exceptions import ParseError

    nested = _NESTED.search(text, 0, _HEAD) is not None
    text, left_out = _first_entries(text)
    if _count_tags(text) > MOST_TAGS:
        raise FeedError("it has more markup than any feed; check the address", address)
    found: Any = feedparser.parse(
        BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        raise FeedError(_no_feed(text, base), address)
    found["bozo"], found["version"] = False, found.get("version") or "rss"
    for thing in (found.feed, *found.entries):
        _mend_dates(thing)
    _name_entries(found.entries)
    try:
        feed, entries = _process_feed(address, found)
    except ParseError as error:
        raise FeedError("none of its entries can be read; check the address", address) from error
    return ParsedFeed(feed, _distinct(entries), left_out, nested)


def _first_entries(text: str) -> tuple[str, int]:
    """Cut all but the first entries out of the text, and say how many: reading them all would take minutes."""
    starts = [(found.start(), found["name"]) for found in _START.finditer(text)]
    if len(starts) <= MOST_ENTRIES:
        return text, 0
    start, name = starts[MOST_ENTRIES]
    end = text.rfind(f"</{name}>")
    rest = text[end + len(name) + 3 :] if end > start else ""
    return text[:start] + rest, len(starts) - MOST_ENTRIES


def _count_tags(text: str) -> int:
    """Count what opens like a tag outside CDATA sections, where it is only text."""
    first, *others = text.split("<![CDATA[")
    return first.count("<") + sum(other.partition("]]>")[2].count("<") for other in others)


def _mend_dates(thing: dict[str, Any]) -> None:
    """Read dates without a time zone, which feedparser does not, as UTC's, and drop those that no calendar has.

    `dict` itself is asked, for a feedparser's dictionary makes dates up.
    """
    for name in ("published", "updated"):
        key = f"{name}_parsed"
        printed = one_line(str(dict.get(thing, name) or ""))
        if not dict.get(thing, key) and _ZONELESS.fullmatch(printed):
            thing[key] = parsedate(printed)
        try:
            moment = dict.get(thing, key)
            if moment:
                datetime.fromtimestamp(calendar.timegm(moment), UTC)
        except (ValueError, TypeError, OverflowError, OSError):
            dict.pop(thing, key)


def _name_entries(entries: list[Any]) -> None:
    """Give an identity to each entry that has none: its link, else a hash of its words."""
    for entry in entries:
        if not entry.get("id"):
            words = f"{entry.get('title', '')}\n{entry.get('summary', '')}"
            entry["id"] = entry.get("link") or _hash(words)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]


def _distinct(entries: list[EntryData]) -> tuple[EntryData, ...]:
    """Keep the first of each identity that tells anything; links tell those apart that share one."""
    links: dict[str, set[str]] = {}
    for entry in entries:
        links.setdefault(entry.id, set()).add(entry.link or "")
    told = [entry for entry in entries if entry.title or entry.summary or entry.content or _is_page(entry.link)]
    named = (replace(each, id=each.link) if each.link and len(links[each.id]) > 1 else each for each in told)
    first: dict[str, EntryData] = {}
    for entry in named:
        first.setdefault(entry.id, entry)
    return tuple(first.values())


def _is_page(link: str | None) -> bool:
    """Say whether a link leads to a page; feedparser takes an identity for one."""
    return bool(link) and str(link).startswith(("http:", "https:", "/"))


def _from_json(text: str, address: str, base: str) -> ParsedFeed:
    from reader._parser.jsonfeed import JSONFeedParser
    from reader.exceptions import ParseError

    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError("it is broken JSON; check the address", address) from error
    items = read.get("items")
    kept = [dict(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for item in kept[:MOST_ENTRIES]:
        _mend(item, base)
    read["items"] = kept[:MOST_ENTRIES]
    try:
        whole = json.dumps(read, ensure_ascii=False).encode(errors="replace")  # half a character can be kept nowhere
        feed, entries = JSONFeedParser()(address, BytesIO(whole))
    except ParseError as error:
        raise FeedError("this is JSON, but no JSON Feed; check the address", address) from error
    return ParsedFeed(feed, _distinct(list(entries)), max(0, len(kept) - MOST_ENTRIES))


def _mend(item: dict[str, Any], base: str) -> None:
    """Give an item of a JSON Feed what reader insists on: an identity, dates that exist, a full address."""
    words = "".join(str(item.get(key) or "") for key in ("title", "content_html", "content_text", "summary"))
    if not str(item.get("id") or "").strip() or not isinstance(item["id"], str | int | float):
        item["id"] = str(item.get("url") or _hash(words))
    if isinstance(item.get("url"), str):
        item["url"] = _resolved(base, item["url"])
    for key in ("date_published", "date_modified"):
        try:
            datetime.fromisoformat(str(item.get(key))).astimezone(UTC)
        except (ValueError, OverflowError):
            item.pop(key, None)


class FeedParser:
    """What reader calls for every feed, in place of its own parsers; it keeps what was learned besides the entries."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        """How many entries each feed holds."""
        self.notes: dict[str, str] = {}
        """What is wrong with each feed though it can be read."""

    def __call__(
        self,
        url: str,
        resource: Any,  # noqa: ANN401 - reader's name for a binary file
        headers: Mapping[str, str] | None = None,
    ) -> tuple[FeedData, tuple[EntryData, ...]]:
        """Read a feed.

        Raises:
            ParseError: it is no feed; the message is ours.
        """
        from reader.exceptions import ParseError

        facts = headers or {}
        try:
            parsed = parse_feed(
                url,
                resource.read(),
                location=facts.get("content-location", ""),
                content_type=facts.get("content-type", ""),
            )
        except FeedError as error:
            raise ParseError(url, message=error.message) from error
        self.counts[url], self.notes[url] = len(parsed.entries), parsed.note
        return parsed.feed, parsed.entries
