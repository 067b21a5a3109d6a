"""What a template may write: citations, dates, coordinates, lists of names, links and pictures as Markdown.

Knows nothing about Jinja. What comes back as `Marked` is Markdown of our own making; anything else is escaped where it
is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from briefer.briefs.brief import Actor, Citation, KeyFigure, Line, Reading, Statement
from briefer.briefs.day_stories import figures_by_story, numbered, untold
from briefer.briefs.markdown_escape import Marked, escape
from briefer.language.date_time_group import human_date

_ADDRESS = re.compile(r"https?://[\w.-]{1,255}(?::\d{1,5})?(?:[/?#][\w~!$&'()*+,;=:@%./?#-]{0,2000})?", re.ASCII)


class Cited(Protocol):
    """What has citations: a line, a figure's reading, an actor, a place."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where it stands in the sources."""
        ...


class Located(Protocol):
    """What has a point on the map: the head, a place."""

    @property
    def latitude(self) -> float | None:
        """Degrees north."""
        ...

    @property
    def longitude(self) -> float | None:
        """Degrees east."""
        ...


def cited(line: Line, *, links: bool) -> Marked:
    """Write a line and its citations: `Two ships left port. [1 ¶3]`."""
    return Marked(f"{escape(line.text, before_blank=bool(line.citations))} {citations(line, links=links)}".strip())


def citations(value: Cited, *, links: bool) -> Marked:
    """Write the citations of a line, a reading, an actor or a place, each paragraph once: `[1 ¶3] [2 ¶1]`."""
    places = dict.fromkeys((citation.source, citation.paragraph, citation.label) for citation in value.citations)
    marks = (f"[[{label}](#s{source}-p{paragraph})]" if links else f"[{label}]" for source, paragraph, label in places)
    return Marked(" ".join(marks))


def values(figure: KeyFigure | Reading, *, links: bool) -> Marked:
    """Write what sources give for a figure: `**2** [1 ¶1] or **at most 9** [2 ¶1] (sources differ)`."""
    readings = figure.readings if isinstance(figure, KeyFigure) else (figure,)
    given = (f"**{escape(join([one.qualifier, one.number], ' '))}** {citations(one, links=links)}" for one in readings)
    return Marked(" or ".join(given).rstrip() + (" (sources differ)" if len(readings) > 1 else ""))


def date(iso: str) -> str:
    """Write an ISO date for a person: `21 December 2025`; what is no date stays as it is."""
    try:
        return human_date(iso)
    except ValueError:
        return iso


def coordinates(value: Located) -> str:
    """Write a point: `33.46 N, 36.23 E`; nothing where there is none."""
    if value.latitude is None or value.longitude is None:
        return ""
    north, east = value.latitude, value.longitude
    return f"{abs(north):.2f} {'N' if north >= 0 else 'S'}, {abs(east):.2f} {'E' if east >= 0 else 'W'}"


def join(texts: Iterable[str], separator: str = ", ") -> str:
    """Join texts, without those that are empty."""
    return separator.join(text for text in texts if text)


def join_names(names: Iterable[str], most: int = 1_000_000) -> str:
    """List names as a sentence does: `Ann, Bob and Eve`; each once, without those that are empty.

    Args:
        names: The names.
        most: Of more names than these, the last are counted: `Ann, Bob and 2 others`.
    """
    listed = [*dict.fromkeys(name for name in names if name)] or [""]
    if len(listed) > most + 1:
        listed = [*listed[:most], f"{len(listed) - most} others"]
    *first, last = listed
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number of things: `1 publisher`, `1,204 entries`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def other_names(actor: Actor) -> tuple[str, ...]:
    """Choose the aliases that tell a reader more than a part of the name does: `CENTCOM`, not `Al-Dalati`."""
    words = set(_words(actor.name))
    return tuple(alias for alias in actor.aliases if not set(_words(alias)) <= words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def besides(lines: Iterable[Line], *shown: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out the lines that stand among the others, word for word."""
    texts = {line.text for group in shown for line in group}
    return tuple(line for line in lines if line.text not in texts)


def attributed(statement: Statement) -> Line:
    """Give a statement as a sentence that stands alone: the speaker is put before what begins with its verb."""
    line = statement.line
    return replace(line, text=f"{statement.speaker} {line.text}") if line.text[:1].islower() else line


def iso(date: str) -> str:
    """Write an ISO date as it is, but an interval in words: `2025-12-08 to 2025-12-14`."""
    return date.replace("/", " to ")


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def url(address: str) -> Marked:
    """Write a web address as a link: `<https://news.example/story>`; anything else is just text."""
    return Marked(f"<{address}>") if _ADDRESS.fullmatch(address) else escape(address)


def link(text: str, address: str) -> Marked:
    """Write a text that leads to a web address; where that is none, it is just the text."""
    if not text:
        return url(address)
    return Marked(f"[{escape(text)}](<{address}>)") if _ADDRESS.fullmatch(address) else escape(text)


def picture(name: str, *, pictures: Mapping[str, str]) -> Marked:
    """Write the place of a picture with its text equivalent; nothing where there is no such picture."""
    if name not in pictures:
        return Marked("")
    return Marked(f"![{escape(pictures[name].translate({91: '(', 93: ')'}))}](picture:{name})")


FILTERS = {
    "attributed": attributed,
    "besides": besides,
    "by_story": figures_by_story,
    "capital": capital,
    "coordinates": coordinates,
    "counted": counted,
    "date": date,
    "iso": iso,
    "join": join,
    "join_names": join_names,
    "link": link,
    "numbered": numbered,
    "other_names": other_names,
    "untold": untold,
    "url": url,
}
"""By the name that a template uses.

`cited`, `citations` and `values` depend on the format and are added where it is filled.
"""
