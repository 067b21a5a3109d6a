"""Read what stands above an article in its own text: the title line, the byline and fields such as `Source:`.

This module knows nothing about files, HTML or Markdown. The header is what people and tools write above an article:

    Title: Ferry runs aground          date 2025-12-21 The abstract, on the same line ...
    Source: The Coast Herald
    By Jane Roe                        LONDON (Reuters) - The first sentence ...
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.reading.assemble import Facts
from briefer.reading.dateline import dateline_at, dateline_within
from briefer.reading.noise import whole_rule
from briefer.reading.paragraphs import paragraphs
from briefer.reading.published import iso_date
from briefer.types import Span

LINES = 12
"""How many paragraphs at the top may be header lines: each field once, and the abstract."""

REACH = 20_000
"""How far into the text a header may go, in characters."""

TITLE_WORDS = 30
"""The longest first line that can be a title; in 14,000 articles the longest title has 29 words."""

_FIELDS = {
    "title": "title headline",
    "source": "source publisher outlet",
    "published": "published date published_on publication_date",
    "byline": "author authors byline by written_by",
    "url": "url link",
    "abstract": "abstract summary description",
}
FIELD_OF = {key.replace("_", " "): field for field, keys in _FIELDS.items() for key in keys.split()}
"""The field of `Facts` that a line's key, case-folded, sets."""

_FIELD = re.compile(r"(?P<key>[A-Za-z]+(?: [a-z]+)?)\s?:[ \t]+(?P<value>\S.*)")
_BYLINE = re.compile(
    r"(?:By|BY)[:.]? (?P<names>[A-ZÀ-Þ].{2,120}?)(?P<stamp>,? [|•·–—-]? ?(?:\d{1,2} |[A-Z][a-z]{2,8}\.? \d).{4,60})?"
)
_OUTLET = re.compile(
    r", (?P<outlet>The .{3,60}|[^,]{2,50} (?:News|Post|Times|Herald|Press|Courier|Tribune|Journal|Gazette|Wire))$"
)
_DATED = re.compile(r"(?i:date)[ \t]+(?P<date>\d{4}-\d{2}-\d{2})(?=[ \t]|$)[ \t]*(?P<abstract>.*)")


def read_header(text: str, facts: Facts) -> tuple[Facts, tuple[Span, ...]]:
    """Add what the first lines tell to what is known, and give the spans of those lines."""
    found: list[Span] = []
    spans = paragraphs(text[:REACH])[: LINES + 1]
    for number, span in enumerate(spans):
        more = _line(text[span.start : span.end], facts) or _title(text, facts, spans[number : number + 2])
        if not more:
            break
        facts = replace(facts, **{name: value.strip() for name, value in more.items() if not getattr(facts, name)})
        found.append(span)
    return facts, tuple(found)


def _line(raw: str, facts: Facts) -> dict[str, str]:
    """Read a line that is a byline, a date or a field not set before; empty where it is none of these."""
    line = raw.replace("\n", " ")
    dated = _DATED.fullmatch(line)
    if dated:
        return {"published": dated["date"], "abstract": dated["abstract"]}
    kind = whole_rule(line)
    if kind == "byline":
        return _byline(line)
    if kind in ("update-stamp", "date-stamp") and iso_date(line):
        return {"published": iso_date(line)}
    field = _FIELD.fullmatch(line)
    name = FIELD_OF.get(field["key"].casefold(), "") if field else ""
    return {name: field["value"]} if field and name and not getattr(facts, name) else {}


def _byline(line: str) -> dict[str, str]:
    """Read `By Jane Roe, The Coast Herald, 3 December 2025`."""
    found = _BYLINE.fullmatch(line)
    if not found:
        return {"byline": line}
    names = found["names"]
    outlet = _OUTLET.search(names)
    source = outlet["outlet"] if outlet else ""
    return {
        "byline": names[: outlet.start()] if outlet else names,
        "source": source,
        "published": iso_date(found["stamp"] or ""),
    }


def _title(text: str, facts: Facts, spans: list[Span]) -> dict[str, str]:
    """Take a short line without a full stop for the title, where a body follows it after a blank line or a dateline."""
    line, *rest = (text[span.start : span.end] for span in spans)
    if facts.title or not rest:
        return {"title": line} if line == facts.title else {}
    short = len(line.split()) <= TITLE_WORDS and "\n" not in line and any(map(str.isalpha, line))
    plain = not line.endswith((".", ",", ";", ":", "”", '"')) and not dateline_at(line) and not whole_rule(line)
    apart = re.search(r"\n[ \t]*\n", text[spans[0].end : spans[1].start])
    return {"title": line} if short and plain and (apart or _opens_body(rest[0])) else {}


def _opens_body(line: str) -> bool:
    """Say whether a line can only be what comes under a title: a dateline, a byline or another header line."""
    return bool(dateline_at(line) or dateline_within(line[:200]) or _line(line, Facts()))
