"""A brief as a news item in ninjs, the JSON format of news agencies, for newsroom systems.

Knows nothing about templates: the body is plain text, one paragraph a sentence shown, each with its citations.

Source: IPTC, ninjs 3.2 (2025), https://iptc.org/std/ninjs/.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefer.briefs.day_stories import stories_of
from briefer.briefs.json_format import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefer.briefs.brief import Brief, Line, Location, Source, StoryItem

STANDARD = {
    "name": "ninjs",
    "version": "3.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
}
COUNTRY = "http://cvx.iptc.org/iso3166-1a2/"
"""IPTC's scheme of country codes, as its own examples use it."""


def to_ninjs(brief: Brief) -> str:
    """Write a brief as one ninjs item; the same brief gives the same item, and the same identifier."""
    return json.dumps(_item(brief), ensure_ascii=False, indent=2) + "\n"


def _item(brief: Brief) -> dict[str, Any]:
    """Make the item; what the brief does not tell is left out."""
    head = brief.head
    body = _body(brief)
    item = {
        "standard": STANDARD,
        "uri": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, to_json(brief))}",
        "type": "text",
        "representationType": "full",
        "profile": "daily-brief" if brief.day else "situation-brief",
        "versionCreated": head.as_of,
        "contentCreated": head.as_of,
        "language": "en",
        "title": head.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": head.title}],
        "descriptions": _texts("summary", " ".join(map(_cited, brief.bluf))),
        "bodies": [text | {"wordCount": len(body.split()), "charCount": len(body)} for text in _texts("main", body)],
        "by": head.prepared_by,
        "located": head.place,
        "people": [{"name": actor.name, "rel": "mentions"} for actor in brief.actors if actor.kind == "person"],
        "organisations": [{"name": actor.name, "rel": "mentions"} for actor in brief.actors if actor.kind != "person"],
        "places": [_place(location) for location in brief.places],
        "infoSources": [_source(source) for source in brief.sources],
        "altIds": [{"role": "serial", "value": head.serial}] if head.serial else [],
        "usageTerms": head.tlp,
        "edNote": f"{head.tlp}. A machine chose these sentences from the sources: {brief.method.signature}",
    }
    return {key: value for key, value in item.items() if value}


def _body(brief: Brief) -> str:
    """Put each sentence shown in a paragraph, once, in the order of a brief."""
    told = brief.developments
    lines = (*brief.bluf, *brief.highlights, *told.happened, *told.matters, *told.changed)
    lines += (*(statement.line for statement in brief.statements), *brief.background, *brief.outlook)
    paragraphs = [
        *map(_cited, _distinct(lines)),
        *(text for item in stories_of(brief.day) for text in _story(item.story)),
    ]
    return "\n\n".join(paragraphs)


def _story(story: StoryItem) -> list[str]:
    """Put a story into paragraphs: title and status, then each sentence."""
    lines = _distinct((*story.summary, *story.changes, *story.details))
    return [f"{story.title} ({story.status.lower()})", *map(_cited, lines)]


def _distinct(lines: Iterable[Line]) -> Iterable[Line]:
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.text, line)
    return first.values()


def _cited(line: Line) -> str:
    return " ".join([line.text, *(f"[{citation.label}]" for citation in line.citations)])


def _texts(role: str, value: str) -> list[dict[str, Any]]:
    return [{"role": role, "contentType": "text/plain", "value": value}] if value else []


def _place(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"name": location.name, "rel": "about" if location.main else "mentions"}
    if location.kind == "country" and location.country_code:
        place["uri"] = COUNTRY + location.country_code.lower()
    if location.latitude is not None and location.longitude is not None:
        place["geoJSON"] = {"type": "Point", "coordinates": [location.longitude, location.latitude]}
    return place


def _source(source: Source) -> dict[str, Any]:
    """Name a source by its publisher; its address is given where it is one that can be followed."""
    entry = {"name": source.publisher, "role": "source", "literal": source.title}
    if source.url.lower().startswith(("https://", "http://")):
        entry["uri"] = quote(source.url, safe="/:?#[]@!$&'()*+,;=%~")
    return {key: value for key, value in entry.items() if value}
