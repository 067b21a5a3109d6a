"""The sections of a daily brief: the user's own topics, else the regions of the world.

Knows nothing about how stories are told. Of the user's rules the first that a story meets takes it, and what meets none
stands under `OTHER`. Without rules a story stands under the region of its main country; a country that most of the
day's news is about has a heading of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefer.briefs.brief import StoryItem, StorySection

OTHER = "Other news"
"""The heading of what meets no rule, or has no country."""
OWN, SHARE = 4, 3
"""A country has a heading of its own where so many stories are about it, and one of so many parts of all."""

REGIONS: Mapping[str, str] = {
    code: region
    for region, codes in {
        "Africa": "DZ EH LY MA SD TN IO BI KM DJ ER ET TF KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW AO CM CF TD CG"
        " CD GQ GA ST BW SZ LS NA ZA BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
        "North America": "BM CA GL PM US",
        "Latin America and the Caribbean": "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX"
        " TT TC VI BZ CR SV GT HN MX NI PA AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE",
        "Asia": "KZ KG TJ TM UZ CN HK MO KP JP MN KR TW BN KH ID LA MY MM PH SG TH TL VN AF BD BT IN MV NP PK LK"
        " AM AZ GE",
        "Middle East": "BH EG IQ IR IL JO KW LB OM PS QA SA SY TR AE YE",
        "Europe": "BY BG CZ HU PL MD RO RU SK UA AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB AL AD BA HR GI GR VA"
        " IT MT ME MK PT SM RS SI ES AT BE FR DE LI LU MC NL CH CY XK",
        "Oceania": "AU CX CC HM NZ NF FJ NC PG SB VU GU KI MH FM NR MP PW UM AS CK PF NU PN WS TK TO TV WF",
    }.items()
    for code in codes.split()
}
"""Country, ISO 3166-1 alpha-2, to region.

Source: the geographic regions of the United Nations' standard country codes (M49), with what newsrooms call the Middle
East (Western Asia with Egypt and Iran, without the Caucasus and Cyprus) under one heading, and Cyprus in Europe.
"""


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A topic that the user named: a story belongs to it that has one of the words, or lies in one of the places."""

    title: str
    keywords: tuple[str, ...] = ()
    """Words or phrases, matched whole and in any case; `strike*` matches `strikes`, too."""
    places: tuple[str, ...] = ()
    """Countries by name or two-letter code, regions of the world, or towns, as the brief names them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A story told, with what decides its section."""

    item: StoryItem
    text: str
    """The words that the rules' keywords are looked for in."""
    country: str
    """English name of its main country; may be empty."""
    country_code: str


def in_sections(stories: Sequence[Placed], rules: Sequence[SectionRule] = ()) -> tuple[StorySection, ...]:
    """Put stories into sections, both in the order of the best story.

    Args:
        stories: Best first.
        rules: The user's topics; none for the regions of the world.
    """
    own = {} if rules else _countries_apart(stories)
    found: dict[str, list[StoryItem]] = {}
    for story in stories:
        title = _by_rule(story, rules) if rules else own.get(story.country_code) or _region(story)
        found.setdefault(title, []).append(story.item)
    others = found.pop(OTHER, [])
    sections = [StorySection(title, tuple(items)) for title, items in found.items()]
    return (*sections, *([StorySection(OTHER, tuple(others))] if others else []))


def _region(story: Placed) -> str:
    return REGIONS.get(story.country_code, OTHER)


def _countries_apart(stories: Sequence[Placed]) -> dict[str, str]:
    """Find the countries with a heading of their own: code to title."""
    counts = Counter(story.country_code for story in stories if story.country_code)
    names = {story.country_code: story.country for story in stories}
    return {
        code: names[code] or code for code, count in counts.items() if count >= OWN and count * SHARE >= len(stories)
    }


def _by_rule(story: Placed, rules: Sequence[SectionRule]) -> str:
    where = {part.casefold() for part in (story.country, story.country_code, _region(story)) if part}
    where |= {part.strip().casefold() for part in story.item.place.split(",") if part.strip()}
    for rule in rules:
        if any(place.strip().casefold() in where for place in rule.places):
            return rule.title
        if any(_pattern(keyword).search(story.text) for keyword in rule.keywords if keyword.strip()):
            return rule.title
    return OTHER


@lru_cache(maxsize=1024)
def _pattern(keyword: str) -> re.Pattern[str]:
    """Match a keyword as whole words in any case; blanks are any white space, and a star any ending."""
    parts = (re.escape(part).replace(r"\*", r"\w*") for part in keyword.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
