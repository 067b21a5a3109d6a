"""The places of an article: which country, region or city each name stands for, where the article makes that sure.

A name that may stand for several places, or for none that the gazetteer knows, stays a `place` without a point: a wrong
dot on a map is worse than none. Knows nothing about how names are found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefer.language.facts import Name, Place
from briefer.language.gazetteer import City, Gazetteer, fold, load_gazetteer
from briefer.language.place_context import (
    PlaceContext,
    area,
    area_code,
    fits,
    is_abbreviated_state,
    read_context,
    world_city,
)
from briefer.language.place_names import UNSURE_COUNTRIES
from briefer.types import Article, Sentence, Span

NEARBY: Final = 0.12
"""Share of an article's mentions of countries from which its country decides; by eye on 120 articles, 2026-11."""
APART: Final = 3
"""How many times larger than its namesakes in one country or state a city has to be; of several countries, how much
more likely in `_score`'s terms, tenfold the population counting one."""
AMERICAN_TOWN: Final = 60_000
"""Below it an American town needs its state in the same sentence: half the names stand in several states."""

_WITHIN: Final = re.compile(
    r"(?:'s|’s)?(?:\s(?:area|district|suburb|neighbou?rhood|town|city|village|region|quarter|province))?"
    r"(?:,|,?\s(?:of|in)(?:\sthe)?(?:\s(?:province|region|governorate|state|district)\sof)?)\s(?:the\s)?"
)


def find_places(article: Article, sentences: Sequence[Sentence], names: Sequence[Name]) -> tuple[Place, ...]:
    """Resolve the places among the names of an article.

    Args:
        article: what the offsets count in; its dateline is context.
        sentences: its sentences.
        names: what `find_names` gives; peoples are context.
    """
    gazetteer = load_gazetteer()
    context = read_context(article, sentences, names, gazetteer)
    located = [name for name in names if name.label == "LOC" and not is_abbreviated_state(name.text)]
    places = [_place(name, context, gazetteer) for name in located]
    return tuple(_set_within(article.text, places, context, gazetteer))


def _place(name: Name, context: PlaceContext, gazetteer: Gazetteer) -> Place:
    """Resolve one name."""
    key = fold(name.text)
    if key not in context.fixed and not _is_city(key, context):
        kind, code = _unsure_country(key, context) if key in UNSURE_COUNTRIES else area(name.text, gazetteer)
        if kind:
            return _made(name, kind, code, gazetteer)
    city = _city(key, name.sentences, context, gazetteer)
    if city:
        return _made(name, "city", city.country_code, gazetteer, city)
    return _made(name, "place", context.fixed.get(key, "")[:2], gazetteer)


def _is_city(key: str, context: PlaceContext) -> bool:
    """Tell whether `New York` or `Washington` means the city: not beside other states, nor beside Seattle."""
    if key == "new york":
        return len(context.states.keys() - {"NY", "WA", "DC"}) < 2 and not context.new_york_state
    return key == "washington" and not context.names & {"seattle", "spokane", "tacoma"}


def _unsure_country(key: str, context: PlaceContext) -> tuple[str, str]:
    """Tell the country from the American state: by its neighbours, or by what else of the United States is named."""
    if key == "jersey":
        return ("country", "JE") if "GB" in context.weights and "US" not in context.weights else ("place", "")
    country = bool(context.weights.keys() & {"GE", "RU", "AM", "AZ"})
    american = bool(context.states.keys() - {"GA", "DC"}) or "US.GA" in context.fixed.values()
    if country == american:
        return "place", ""
    return ("country", "GE") if country else ("region", "US")


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


def _city(key: str, sentences: Sequence[int], context: PlaceContext, gazetteer: Gazetteer) -> City | None:
    """Find the one city that a name stands for in this article."""
    own, other = gazetteer.cities.get(key, ()), gazetteer.others.get(key, ())
    if code := context.fixed.get(key):
        return _largest([city for city in (*own, *other) if fits(city, code)])
    here = [city for city in own if context.weights.get(city.country_code, 0) >= NEARBY]
    here = here or [city for city in other if context.weights.get(city.country_code, 0) >= NEARBY]
    world = world_city(key, gazetteer)
    if world and (world.country_code in context.named or not any(city.state in context.states for city in here)):
        return world
    return _most_likely([city for city in here if city != world], sentences, context)


def _largest(cities: Sequence[City]) -> City | None:
    """Give the largest city, unless another comes near it."""
    ordered = sorted(cities, key=lambda city: -city.population)
    if len(ordered) > 1 and ordered[0].population < APART * ordered[1].population:
        return None
    return ordered[0] if ordered else None


def _most_likely(here: Sequence[City], sentences: Sequence[int], context: PlaceContext) -> City | None:
    """Choose among the cities of the article's countries."""
    likely = [city for city in here if city.country_code != "US" or _is_named(city, sentences, context)]
    scored = sorted(((_score(city, context), city) for city in likely), key=lambda pair: -pair[0])
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < math.log10(APART)):
        return None
    return scored[0][1]


def _is_named(city: City, sentences: Sequence[int], context: PlaceContext) -> bool:
    """Tell whether the article names an American town's state: in the same sentence if the town is small."""
    if city.state not in context.states:
        return False
    near = [state for state, numbers in context.states.items() if not numbers.isdisjoint(sentences)]
    return near == [city.state] or city.population >= AMERICAN_TOWN


def _score(city: City, context: PlaceContext) -> float:
    """Score a city by its size, tenfold counting one, and by its country's share of the article."""
    return math.log10(city.population) + 4 * context.weights.get(city.country_code, 0.0)


def _set_within(text: str, places: Sequence[Place], context: PlaceContext, gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the places, each with the region that the text says it lies in."""
    at = {span.start: place for place in places for span in place.mentions}
    for place in places:
        regions = (_region_behind(text, span, at) for span in place.mentions if place.kind in ("city", "place"))
        for region in regions:
            state = area_code(region, gazetteer) if region else ""
            listed = len(state) > 2 and context.fixed.get(fold(place.name)) != state
            if region and region != place.name and not listed:
                yield replace(place, within=region)
                break
        else:
            yield place


def _region_behind(text: str, span: Span, at: Mapping[int, Place]) -> str:
    """Give the region that follows a mention: `the Daraya area of Rural Damascus`; empty where none does."""
    link = _WITHIN.match(text, span.end, span.end + 80)
    region = at.get(link.end()) if link else None
    return region.name if region and region.kind == "region" else ""
