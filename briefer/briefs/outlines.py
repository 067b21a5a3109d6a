"""The outlines of the countries: borders and coasts, for the locator map.

Knows nothing about projections or pictures. `outlines.bin.xz` is made from Natural Earth 1:10m, which is in the public
domain (naturalearthdata.com), as world-atlas 2.0.2 gives it (ISC licence), simplified. The lines between the United
States are those of the US Census Bureau (public domain), as us-atlas 3.0.1 gives them (ISC licence).
tests/bench/make_outlines.py is the recipe. Borders are those in force on the ground, as Natural Earth draws them, but
Crimea is with Ukraine; areas that ISO 3166 does not know belong to the country that the United Nations count them to.

The file: a line of JSON (`scale` and `translate` of the grid; `lengths` of the arcs; `inner`, the number of the first
arc that is a line within a country; `countries` with their rings of arc numbers, where `~n` is arc n backwards, as in
TopoJSON), then the steps from point to point, little-endian, 32 bits: first all of longitude, then all of latitude.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    """Shape (points, 2): longitude and latitude, or x and y."""


DRAWN_WITH = {"BQ": "NL", "GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "SJ": "NO", "TK": "NZ", "YT": "FR"}
"""Territories with a code of their own that Natural Earth draws with the country that they belong to."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's outline."""

    code: str
    """ISO 3166-1 alpha-2; empty for a territory that has none."""
    name: str
    """Short, for a map: `Dem. Rep. Congo`."""
    rings: tuple[tuple[int, ...], ...]
    """Closed rings of arcs; filled even-odd."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """All countries and the arcs that they share."""

    countries: tuple[Country, ...]
    points: Points
    """Longitude and latitude in degrees of all points of all arcs."""
    ends: tuple[int, ...]
    """Arc n is the points from `ends[n]` to `ends[n + 1]`."""
    borders: frozenset[int]
    """The arcs that part two countries."""
    inner: int
    """From this number on arcs are lines within a country; all others are coast."""

    @property
    def arcs(self) -> Sequence[tuple[int, int]]:
        """Where each arc starts and ends among the points."""
        return list(pairwise(self.ends))


def outline_code(code: str) -> str:
    """Return the code under which a country or territory is drawn."""
    return DRAWN_WITH.get(code, code)


def ring_points(points: Points, arcs: Sequence[tuple[int, int]], ring: tuple[int, ...]) -> Points:
    """Put a ring together from its arcs.

    Args:
        points: All points, in degrees or projected.
        arcs: Where each arc starts and ends among them.
        ring: Numbers of arcs; `~n` is arc n backwards.
    """
    import numpy as np

    pieces = [points[slice(*arcs[n])] if n >= 0 else points[slice(*arcs[~n])][::-1] for n in ring]
    return np.concatenate(pieces)


@functools.cache
def load_outlines() -> Outlines:
    """Read the packaged outlines, once in the life of the process."""
    import json
    import lzma
    from importlib.resources import files

    import numpy as np

    packed = files(__package__).joinpath("outlines.bin.xz").read_bytes()
    header, _, body = lzma.decompress(packed).partition(b"\n")
    fields = json.loads(header)
    countries = tuple(
        Country(country["code"], country["name"], tuple(tuple(ring) for ring in country["rings"]))
        for country in fields["countries"]
    )
    steps = np.frombuffer(body, "<i4").reshape(2, -1).T
    points = np.cumsum(steps, axis=0) * fields["scale"] + fields["translate"]
    ends = (0, *np.cumsum(fields["lengths"]).tolist())
    return Outlines(countries, points, ends, _borders(countries), fields["inner"])


def _borders(countries: tuple[Country, ...]) -> frozenset[int]:
    """Find the arcs that two countries use."""
    users: dict[int, set[int]] = {}
    for number, country in enumerate(countries):
        for ring in country.rings:
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(number)
    return frozenset(arc for arc, found in users.items() if len(found) > 1)
