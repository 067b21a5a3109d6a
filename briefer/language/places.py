"""The places of an article: which country, region or city each name stands for, where the article makes that sure.

A name that may stand for several places, or for none that the gazetteer knows, stays a `place` without a point: a wrong
dot on a map is worse than none. Knows nothing about how names are found.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefer.language.facts import Name, Place
from briefer.language.gazetteer import City, Gazetteer, demonym, fold, load_gazetteer
from briefer.language.place_names import REGIONS, UNSURE_COUNTRIES, WELL_KNOWN
from briefer.types import Article, Sentence, Span

WORLD_CITY: Final = 400_000
"""Population from which a city is taken without any context, if no rival comes near it."""
RIVAL: Final = 8
"""How many times larger than all its rivals a city has to be where the article does not decide."""
NEARBY: Final = 0.12
"""Share of an article's mentions of countries from which its country decides."""

_WITHIN: Final = re.compile(
    r"(?:'s|’s)?(?:\s+(?:area|district|suburb|neighbou?rhood|town|city|village|region|quarter|province))?"
    r"(?:,|,?\s+(?:of|in)(?:\s+the)?(?:\s+(?:province|region|governorate|state|district)\s+of)?)\s+(?:the\s+)?"
)
_PARTS: Final = re.compile(
    r"^(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater)\s+"
)
_UNITS: Final = re.compile(r"\s(?:province|state|region|governorate|oblast|prefecture|peninsula|territory|county)$")
_STATES: Final = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA", "mich": "MI",
    "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "nh": "NH", "nj": "NJ",
    "nm": "NM", "ny": "NY", "nc": "NC", "nd": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "ri": "RI", "sc": "SC",
    "sd": "SD", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wva": "WV", "wis": "WI",
    "wyo": "WY", "dc": "DC",
}  # fmt: skip


_NEW_YORK_STATE: Final = re.compile(r"\bNew York (?:Gov|state|State|Sen|Attorney|Rep|Democrat|Republican|legislat)")


@dataclass(frozen=True, slots=True)
class _Context:
    """What else the article says about where it is."""

    weights: Mapping[str, float]
    """The share of each country in the article's mentions of countries, peoples and sure cities."""
    states: Mapping[str, frozenset[int]]
    """The states of the United States that it names, each with the sentences that name it."""
    names: frozenset[str]
    """All places' names, folded."""
    new_york_state: bool
    """Whether it speaks of the state: `New York Gov.`"""
    fixed: Mapping[str, str]
    """Names followed by their country or state: `Paris, Texas` gives `paris` the code `US.TX`."""


def find_places(article: Article, sentences: Sequence[Sentence], names: Sequence[Name]) -> tuple[Place, ...]:
    """Resolve the places among the names of an article.

    Args:
        article: what the offsets count in; its dateline is context.
        sentences: its sentences.
        names: what `find_names` gives; peoples are context.
    """
    gazetteer = load_gazetteer()
    located = [name for name in names if name.label == "LOC"]
    context = _read_context(article, names, located, gazetteer)
    places = [_place(name, context, gazetteer) for name in located]
    return tuple(_set_within(article.text, places))


def _read_context(article: Article, names: Sequence[Name], located: Sequence[Name], gazetteer: Gazetteer) -> _Context:
    counts: Counter[str] = Counter()
    states: dict[str, frozenset[int]] = {}
    for name in names:
        if name.label == "NORP":
            counts[demonym(name.text)] += len(name.mentions)
        elif name.label == "LOC":
            counts[_area(name.text, gazetteer)[1]] += (
                len(name.mentions) if fold(name.text) not in UNSURE_COUNTRIES else 0
            )
            states[gazetteer.states.get(fold(name.text), "")] = frozenset(name.sentences)
    fixed = _read_fixed(article.text, located, gazetteer)
    for code in fixed.values():
        counts[code[:2]] += 1
        states.setdefault(code[3:], frozenset())
    for part in re.split(r"[,/(]", article.dateline)[:2]:
        counts[_area(part, gazetteer)[1] or _sure(part, gazetteer)] += 3
    for name in located:
        if not _area(name.text, gazetteer)[0]:
            counts[_sure(name.text, gazetteer)] += len(name.mentions)
    del counts[""]
    keys = frozenset(fold(name.text) for name in located)
    total = counts.total() or 1
    return _Context(
        {code: count / total for code, count in counts.items()},
        {state: numbers for state, numbers in states.items() if state},
        keys,
        bool(_NEW_YORK_STATE.search(article.text)),
        fixed,
    )


def _area(text: str, gazetteer: Gazetteer) -> tuple[str, str]:
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


def _sure(text: str, gazetteer: Gazetteer) -> str:
    """Give the country of a city that is sure without context."""
    city = _world_city(fold(text), gazetteer)
    return city.country_code if city else ""


def _read_fixed(text: str, located: Sequence[Name], gazetteer: Gazetteer) -> dict[str, str]:
    """Find the names that their country or state follows."""
    fixed: dict[str, str] = {}
    starts = {span.start: span.end for name in located for span in name.mentions}
    for name in located:
        if _area(name.text, gazetteer)[0] and fold(name.text) not in ("new york", "washington"):
            continue  # Ohio, Virginia and Texas
        for span in name.mentions:
            behind = re.compile(r",\s+").match(text, span.end)
            if not behind:
                continue
            word = re.compile(r"(?:[A-Z]\.?){2}(?![A-Za-z])|[A-Z][a-z]{1,4}\.?").match(text, behind.end())
            area = text[behind.end() : starts[behind.end()]] if behind.end() in starts else word[0] if word else ""
            if code := _region_code(area, gazetteer):
                fixed.setdefault(fold(name.text), code)
    return fixed


def _region_code(text: str, gazetteer: Gazetteer) -> str:
    """Give the code of a country, or of a state as `US.TX`."""
    key = fold(text)
    state = gazetteer.states.get(key) or _STATES.get(key.replace(".", ""), "")
    return f"US.{state}" if state and key != "georgia" else gazetteer.countries.get(key, "")


def _place(name: Name, context: _Context, gazetteer: Gazetteer) -> Place:
    """Resolve one name."""
    key = fold(name.text)
    if key not in context.fixed and not _is_city_state(key, context):
        kind, code = _area(name.text, gazetteer)
        if key in UNSURE_COUNTRIES:
            kind, code = _unsure_country(key, context)
        if kind:
            return _made(name, kind, code, gazetteer)
    city = _city(key, name.sentences, context, gazetteer)
    if city:
        return _made(name, "city", city.country_code, gazetteer, city)
    return _made(name, "place", context.fixed.get(key, "")[:2], gazetteer)


def _unsure_country(key: str, context: _Context) -> tuple[str, str]:
    """Tell the country from the American state: by its neighbours, or by what else of the United States is named."""
    if key == "jersey":
        return ("country", "JE") if "GB" in context.weights and "US" not in context.weights else ("place", "")
    country = bool(context.weights.keys() & {"GE", "RU", "AM", "AZ"})
    if country == bool(context.states):
        return "place", ""
    return ("country", "GE") if country else ("region", "US")


def _is_city_state(key: str, context: _Context) -> bool:
    """Tell whether `New York` or `Washington` means the city: not beside other states, nor beside Seattle."""
    if key == "new york":
        return len(context.states.keys() - {"NY", "WA"}) < 2 and not context.new_york_state
    return key == "washington" and not context.names & {"seattle", "spokane", "tacoma", "oregon", "idaho"}


def _made(name: Name, kind: str, code: str, gazetteer: Gazetteer, city: City | None = None) -> Place:
    return Place(
        name=name.text,
        kind=kind,
        country=gazetteer.names.get(code, ""),
        country_code=code,
        latitude=city.latitude if city else None,
        longitude=city.longitude if city else None,
        within="",
        mentions=name.mentions,
        sentences=name.sentences,
    )


def _city(key: str, sentences: Sequence[int], context: _Context, gazetteer: Gazetteer) -> City | None:
    """Find the one city that a name stands for in this article."""
    own, other = gazetteer.cities.get(key, ()), gazetteer.others.get(key, ())
    if code := context.fixed.get(key):
        fitting = [city for city in (*own, *other) if _fits(city, code)]
        return _largest(fitting)
    here = [city for city in own if context.weights.get(city.country_code, 0) >= NEARBY]
    here = here or [city for city in other if context.weights.get(city.country_code, 0) >= NEARBY]
    world = _world_city(key, gazetteer)
    if world and (not here or world in here or world.population > 50 * here[0].population):
        return world
    return _most_likely(here, sentences, context)


def _fits(city: City, code: str) -> bool:
    return city.country_code == code[:2] and (len(code) == 2 or city.state == code[3:])


def _largest(cities: Sequence[City]) -> City | None:
    """Give the largest city, unless another comes near it."""
    ordered = sorted(cities, key=lambda city: -city.population)
    if len(ordered) > 1 and ordered[0].population < 3 * ordered[1].population:
        return None
    return ordered[0] if ordered else None


def _world_city(key: str, gazetteer: Gazetteer) -> City | None:
    """Give the city that a name stands for anywhere: a capital or a large one, with no rival near its size."""
    key = _FULLER.get(key, key)
    own = gazetteer.cities.get(key, ())
    if code := WELL_KNOWN.get(key):
        return next((city for city in (*own, *gazetteer.others.get(key, ())) if city.country_code == code), None)
    if not own:
        return None
    first = own[0]
    large = first.population >= WORLD_CITY or (
        (fold(first.name), first.country_code) in gazetteer.capitals and first.population >= WORLD_CITY / 4
    )
    rivals = [city.population for city in (*own[1:], *gazetteer.others.get(key, ())) if city.name != first.name]
    rivals += [city.population for city in own[1:]]
    return first if large and RIVAL * max(rivals, default=0) <= first.population else None


_FULLER: Final = {"new york": "new york city", "washington d.c": "washington", "washington d.c.": "washington"}


def _most_likely(here: Sequence[City], sentences: Sequence[int], context: _Context) -> City | None:
    """Choose among cities of the article's countries: in the United States a named state or size has to tell."""
    scored = sorted(((_score(city, context), city) for city in here), key=lambda pair: -pair[0])
    scored = [
        (score, city) for score, city in scored if city.country_code != "US" or _sure_american(city, sentences, context)
    ]
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.5):
        return None
    return scored[0][1]


def _sure_american(city: City, sentences: Sequence[int], context: _Context) -> bool:
    """Tell whether an American city is sure: by its size, or by its state, in the same sentence if it is small."""
    named = context.states.get(city.state)
    if city.population >= 200_000 or named is None:
        return city.population >= 200_000
    near = [state for state, numbers in context.states.items() if not numbers.isdisjoint(sentences)]
    return near == [city.state] or city.population >= 60_000


def _score(city: City, context: _Context) -> float:
    share = context.weights.get(city.country_code, 0.0)
    return math.log10(city.population) + 4 * share + (1.0 if city.state in context.states else 0.0)


def _set_within(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Yield the places, each with the region that the text says it lies in."""
    from dataclasses import replace

    at = {span.start: place for place in places for span in place.mentions}
    for place in places:
        regions = (_region_behind(text, span, at) for span in place.mentions if place.kind in ("city", "place"))
        yield replace(place, within=next((one for one in regions if one and one != place.name), ""))


def _region_behind(text: str, span: Span, at: Mapping[int, Place]) -> str:
    """Give the region that follows a mention: `the Daraya area of Rural Damascus`; empty where none does."""
    link = _WITHIN.match(text, span.end, span.end + 80)
    region = at.get(link.end()) if link else None
    return region.name if region and region.kind == "region" else ""
