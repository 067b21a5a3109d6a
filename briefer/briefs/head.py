"""The head of a brief: title, times, handling line and place. Knows nothing about the sections below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from briefer.briefs.brief import Head, Line, Location
from briefer.briefs.material import Material
from briefer.errors import ConfigError
from briefer.language.date_time_group import date_time_group, human_date

TLP = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""Handling lines of the Traffic Light Protocol 2.0 (FIRST, 2022), strictest first."""
TITLE_WORDS = 20
"""A title made from a sentence is cut at its last comma within so many words."""


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What the user says of a brief. An empty text leaves its field to the sources, or empty."""

    title: str = ""
    tlp: str = "TLP:CLEAR"
    serial: str = ""
    period: str = ""
    next_report: str = ""
    prepared_by: str = ""
    cleared_by: str = ""
    now: datetime | None = None
    """The moment of the brief, with its offset to UTC; None: the end of the day of the latest source."""
    reliability: Mapping[str, str] = field(default_factory=dict)
    """Publisher's name to Admiralty reliability, A to F; a publisher that is not in it has F."""

    def __post_init__(self) -> None:
        """Refuse what is no handling line, and a moment whose zone is not known.

        Raises:
            ConfigError: One of these.
        """
        if self.tlp not in TLP:
            raise ConfigError(f"{self.tlp!r} is no handling line; choose {', '.join(TLP)}", "tlp")
        if self.now is not None and self.now.tzinfo is None:
            raise ConfigError("a moment without its zone; give it as 2025-12-21T15:45Z", "now")


def head_of(
    materials: Sequence[Material], bluf: Sequence[Line], places: Sequence[Location], options: BriefOptions
) -> Head:
    """Make the head.

    Raises:
        ConfigError: No source has a date of publication, and the options give no moment.
    """
    published = sorted((m.article.published for m in materials if m.published), key=moment_of)
    moment = options.now or (moment_of(published[-1]) if published else None)
    if moment is None:
        raise ConfigError("no source has a date of publication; give the moment of the brief", "now")
    main = next((place for place in places if place.main), None)
    return Head(
        title=options.title or _title(materials[0], bluf),
        tlp=options.tlp,
        serial=options.serial,
        dtg=date_time_group(moment),
        as_of=moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z"),
        cutoff=published[-1] if published else "",
        period=options.period or _period(published),
        next_report=options.next_report,
        prepared_by=options.prepared_by,
        cleared_by=options.cleared_by,
        place=place_in_words(main) if main else "",
        latitude=main.latitude if main else None,
        longitude=main.longitude if main else None,
    )


def moment_of(iso: str) -> datetime:
    """Return the moment of a publication: of a day without a time its last minute, of a time without a zone in UTC."""
    if len(iso) == 10:
        return datetime.combine(datetime.fromisoformat(iso), time(23, 59), tzinfo=UTC)
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _period(published: Sequence[str]) -> str:
    days = sorted({iso[:10] for iso in published})
    if not days:
        return ""
    return human_date(days[0]) if len(days) == 1 else human_date(f"{days[0]}/{days[-1]}")


def _title(material: Material, bluf: Sequence[Line]) -> str:
    """Return the article's own title, else the first clause of its abstract or of the bottom line."""
    if material.article.title:
        return material.article.title
    text = material.article.abstract or (bluf[0].text if bluf else "")
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", re.sub(r"^\s*date \S+\s*", "", text), maxsplit=1)[0]
    words = sentence.split()
    commas = [at for at, word in enumerate(words[:TITLE_WORDS], 1) if word.endswith(",") and at > 4]
    if len(words) > TITLE_WORDS and commas:
        words = words[: commas[-1]]
    return " ".join(words).rstrip(".,;:") or "Situation brief"


def place_in_words(place: Location) -> str:
    """Write a place with what it lies in: `Daraya, Rural Damascus, Syria`."""
    if place.kind == "country":
        return place.country or place.name
    return ", ".join(dict.fromkeys(part for part in (place.name, place.within, place.country) if part))
