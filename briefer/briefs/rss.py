"""A feed of briefs, as RSS 2.0: an item a brief, with the whole brief in it.

Knows nothing about where briefs are kept. The standard library writes the XML, which escapes every text; the library
for the purpose (feedgen) has had no release since 2023, and twenty lines do.

Source: RSS Advisory Board, RSS 2.0.11 and RSS Best Practices Profile (`content:encoded`, `atom:link`).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from briefer.briefs.day_stories import dated_title
from briefer.briefs.markup import seen, to_markup
from briefer.briefs.template_files import default_template, load_template
from briefer.briefs.templates import fill

if TYPE_CHECKING:
    from briefer.briefs.brief import Brief
    from briefer.briefs.templates import Template

_ATOM, _CONTENT = "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/modules/content/"
_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 cannot hold besides the control characters, which no reader sees either."""
_NOWHERE = "https://briefer.invalid/"
"""A feed must have an address; this is a name that no one can own (RFC 2606)."""
_LONGEST = 1000
"""Characters of a description."""


def to_rss(briefs: Sequence[Brief], *, title: str, link: str, template: Template | None = None) -> bytes:
    """Write a feed of briefs, the newest first; the same briefs give the same bytes.

    Args:
        briefs: In any order.
        title: The feed's name.
        link: Where the site is published: `https://example.org/briefs/`, beside which the page of a day is
            `2025-12-21.html` and the feed `feed.xml`; empty where it is not.
        template: The form of the briefs; by default each one's own.

    Raises:
        TemplateError: The template cannot be filled.
    """
    ET.register_namespace("atom", _ATOM)
    ET.register_namespace("content", _CONTENT)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    site = f"{link.rstrip('/')}/" if link else ""
    ordered = sorted(briefs, key=lambda brief: (edition(brief), brief.head.as_of, brief.head.title), reverse=True)
    _add(channel, "title", title)
    _add(channel, "link", site or _NOWHERE)
    _add(channel, "description", f"{title}: the briefs, newest first.")
    _add(channel, "language", "en")
    _add(channel, "generator", "briefer")
    if ordered:
        _add(channel, "lastBuildDate", _moment(ordered[0].head.as_of))
    if site:
        itself = {"href": f"{site}feed.xml", "rel": "self", "type": "application/rss+xml"}
        ET.SubElement(channel, f"{{{_ATOM}}}link", itself)
    for brief in ordered:
        _item(channel, brief, site, template)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def edition(brief: Brief) -> str:
    """Return the ISO day that a brief belongs to."""
    return brief.day.edition if brief.day else brief.head.as_of[:10]


def _item(channel: ET.Element, brief: Brief, site: str, template: Template | None) -> None:
    """Add a brief; its id holds for its day and title, so that a brief made anew is the same item."""
    item = ET.SubElement(channel, "item")
    markdown = fill(template or load_template(default_template(brief)), brief, pictures={}, links=False)
    _add(item, "title", dated_title(brief))
    if site:
        _add(item, "link", f"{site}{edition(brief)}.html")
    identity = f"briefer/{edition(brief)}/{brief.head.title}"
    guid = _add(item, "guid", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity.encode(errors='replace').decode())}")
    guid.set("isPermaLink", "false")
    _add(item, "pubDate", _moment(brief.head.as_of))
    _add(item, "description", " ".join(line.text for line in brief.bluf)[:_LONGEST])
    _add(item, f"{{{_CONTENT}}}encoded", to_markup(markdown, _without_title))


def _without_title(root: ET.Element) -> None:
    """Leave out the heading that every reader of feeds shows by itself."""
    for heading in root.findall("h1")[:1]:
        root.remove(heading)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = _NO_XML.sub("", seen(text))
    return child


def _moment(iso: str) -> str:
    """Write a moment as RSS does (RFC 822); what is none, as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
