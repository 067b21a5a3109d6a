"""What an article says about where it is: its countries and states, and which name its own text pins down.

Knows the names of areas; which city a name stands for is decided in `places`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefer.language.facts import Name
from briefer.language.gazetteer import City, Gazetteer, demonym, fold
from briefer.language.place_names import REGIONS, STATES, UNSURE_COUNTRIES, WELL_KNOWN
from briefer.types import Article, Sentence

WORLD_CITY: Final = 400_000
"""Population from which a city is taken without any context, if no rival comes near it; a capital from a quarter."""
RIVAL: Final = 8
"""How many times larger than all its namesakes a city has to be where the article does not decide."""

_PARTS: Final = re.compile(
    r"^(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater)\s+"
)
_UNITS: Final = re.compile(r"\s(?:province|state|region|governorate|oblast|prefecture|peninsula|territory|county)$")
_NEW_YORK_STATE: Final = re.compile(r"\bNew York (?:Gov|state|State|Sen|Attorney|Rep|Democrat|Republican|legislat)")
_COMMA: Final = re.compile(r",\s{1,2}")
_SHORT_AREA: Final = re.compile(r"(?:[A-Z]\.?){2}(?![A-Za-z])|[A-Z][a-z]{1,4}\.?(?!\w)")
_OWN_STATE: Final = {"new york": "US.NY", "washington": "US.DC"}
"""Cities that are named like a state: only their own state pins them down."""
_FULLER: Final = {"new york": "new york city", "washington d.c": "washington", "washington d.c.": "washington"}


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What else the article says about where it is."""

    weights: Mapping[str, float]
    """The share of each country in the article's mentions of countries, peoples and sure cities."""
    named: frozenset[str]
    """The countries that it names, or whose people it does."""
    states: Mapping[str, frozenset[int]]
    """The states of the United States that it names, each with the sentences that name it."""
    names: frozenset[str]
    """All places' names, folded."""
    new_york_state: bool
    """Whether it speaks of the state: `New York Gov.`"""
    fixed: Mapping[str, str]
    """Names followed by their country or state: `Paris, Texas` gives `paris` the code `US.TX`."""


def read_context(
    article: Article, sentences: Sequence[Sentence], names: Sequence[Name], gazetteer: Gazetteer
) -> PlaceContext:
    """Read what an article's names, its dateline and its addresses say about where it is."""
    located = [name for name in names if name.label == "LOC"]
    fixed = _read_fixed(article.text, located, gazetteer)
    dateline = re.split(r"[,/(]", article.dateline)[:2]
    counts: Counter[str] = Counter()
    for code, count in _count(names, dateline, fixed, gazetteer):
        counts[code] += count
    states = {gazetteer.states.get(fold(name.text), ""): frozenset(name.sentences) for name in located}
    for code in (*fixed.values(), *(area_code(part, gazetteer) for part in dateline)):
        states.setdefault(code[3:], frozenset())
    del counts[""]
    total = counts.total() or 1
    return PlaceContext(
        weights={code: count / total for code, count in counts.items()},
        named=frozenset(
            demonym(name.text) if name.label == "NORP" else area(name.text, gazetteer)[1]
            for name in names
            if name.label in ("NORP", "LOC")
        ),
        states={state: numbers for state, numbers in states.items() if state},
        names=frozenset(fold(name.text) for name in located),
        new_york_state=any(_NEW_YORK_STATE.search(one.text) for one in sentences),
        fixed=fixed,
    )


def _count(
    names: Sequence[Name], dateline: Sequence[str], fixed: Mapping[str, str], gazetteer: Gazetteer
) -> Iterator[tuple[str, int]]:
    """Yield countries with how often names, addresses and the dateline speak for them."""
    for name in names:
        if name.label == "NORP":
            yield demonym(name.text), len(name.mentions)
        elif name.label == "LOC" and fold(name.text) not in UNSURE_COUNTRIES:
            kind, code = area(name.text, gazetteer)
            yield code if kind else _sure(name.text, gazetteer), len(name.mentions)
    for code in fixed.values():
        yield code[:2], 1
    for part in dateline:
        yield area(part, gazetteer)[1] or _sure(part, gazetteer), 3


def area(text: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Give the kind and the country of a country's, a state's or a region's name, or of a part of one."""
    key = fold(text)
    if key in gazetteer.countries and key not in REGIONS:
        return "country", gazetteer.countries[key]
    for form in (key, _UNITS.sub("", _PARTS.sub("", key))):
        if form in gazetteer.states:
            return "region", "US"
        if form in REGIONS:
            return "region", REGIONS[form]
        if form in gazetteer.countries:
            return "region", gazetteer.countries[form]
    return "", ""


def area_code(text: str, gazetteer: Gazetteer) -> str:
    """Give the code of a country or of a region's country, or of an American state as `US.TX`."""
    key = fold(text)
    state = gazetteer.states.get(key) or STATES.get(key.replace(".", ""), "")
    return f"US.{state}" if state and key != "georgia" else gazetteer.countries.get(key) or REGIONS.get(key, "")


def is_abbreviated_state(text: str) -> bool:
    """Tell whether a name is an American state as addresses have it, such as `Calif`."""
    return fold(text).replace(".", "") in STATES


def fits(city: City, code: str) -> bool:
    """Tell whether a city lies in a country or state."""
    return city.country_code == code[:2] and (len(code) == 2 or city.state == code[3:])


def world_city(key: str, gazetteer: Gazetteer) -> City | None:
    """Give the city that a name stands for anywhere: a capital or a large one, with no namesake near its size."""
    key = _FULLER.get(key, key)
    own, others = gazetteer.cities.get(key, ()), gazetteer.others.get(key, ())
    if code := WELL_KNOWN.get(key):
        return next((city for city in (*own, *others) if city.country_code == code), None)
    if not own:
        return None
    first = own[0]
    capital = (fold(first.name), first.country_code) in gazetteer.capitals
    rivals = [city.population for city in (*own[1:], *others)]
    large = first.population >= WORLD_CITY / (4 if capital else 1)
    return first if large and RIVAL * max(rivals, default=0) <= first.population else None


def _sure(text: str, gazetteer: Gazetteer) -> str:
    """Give the country of a city that is sure without context."""
    city = world_city(fold(text), gazetteer)
    return city.country_code if city else ""


def _read_fixed(text: str, located: Sequence[Name], gazetteer: Gazetteer) -> dict[str, str]:
    """Find the names that their country or state follows."""
    ends = {span.start: span.end for name in located for span in name.mentions}
    fixed: dict[str, str] = {}
    for name in located:
        key = fold(name.text)
        if area(name.text, gazetteer)[0] and key not in _OWN_STATE:
            continue  # Ohio, Virginia and Texas
        for span in name.mentions:
            code = area_code(_behind(text, span.end, ends), gazetteer)
            if code == "GE" and any(fits(city, "US.GA") for city in gazetteer.cities.get(key, ())):
                code = "US.GA"
            if code and _OWN_STATE.get(key, code) == code and not _is_list(key, code, gazetteer):
                fixed.setdefault(key, code)
    return fixed


def _behind(text: str, end: int, ends: Mapping[int, int]) -> str:
    """Give the area that a comma parts from a name: a name of its own, or an abbreviation."""
    comma = _COMMA.match(text, end)
    if not comma:
        return ""
    start = comma.end()
    short = _SHORT_AREA.match(text, start)
    return text[start : ends[start]] if start in ends else short[0] if short else ""


def _is_list(key: str, code: str, gazetteer: Gazetteer) -> bool:
    """Tell `Copenhagen, Gibraltar and Palma` from an address: a world city, but no such city in the area behind it."""
    world = world_city(key, gazetteer)
    cities = (*gazetteer.cities.get(key, ()), *gazetteer.others.get(key, ()))
    return world is not None and not fits(world, code) and not any(fits(city, code) for city in cities)
