"""Chooses which places a locator map shows and which part of the world.

Knows nothing about drawing. The map is about the main places; what lies far from them is left out and named below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, isfinite, radians, sin
from typing import TYPE_CHECKING

from briefer.briefs.brief import Location
from briefer.briefs.map_geometry import Frame, WorldFrame, equal_earth, project, unproject
from briefer.briefs.outlines import Outlines, outline_code, ring_points
from briefer.briefs.svg import WIDTH

if TYPE_CHECKING:
    from briefer.briefs.outlines import Points

HEIGHT = 400
"""Units; with the width, three to two."""
FAR = 1200.0
"""Kilometres from the nearest main place within which another place is still shown. By eye, on news of all continents:
what is farther makes the main place's surroundings too small to recognise."""
AROUND = (650.0, 1300.0, 2600.0)
"""Kilometres around the main place within which its country's outline is part of the frame: most countries whole. In
the middle of a large country the first of these that reaches its outline on two sides."""
CLOSEST = 420.0
"""Kilometres across the map at the least: closer, the outlines have nothing more to show."""
MOST = 12
"""Places on one map."""
MARGINS = (80.0, 45.0)
"""Units between a place and the frame, so that its label finds room."""
EDGE = 14.0
"""Units between the country and the frame."""

REGION = 4500.0
"""Kilometres from the middle of the places of a day within which they are on the map of a region: a continent."""
DAY_MARGINS = (60.0, 50.0)
"""Units between the places of a day and the frame."""
WORLD_MARGINS = (110.0, 60.0)
"""The same on a map of the world, on which a continent that is cut through is hard to recognise."""
CLOSEST_DAY = 1600.0
"""Kilometres across the map of a day at the least: a reader must recognise where it is."""
LOWEST = 240.0
"""Units from top to bottom of the map of a day at the least."""


def choose(places: Sequence[Location]) -> tuple[list[Location], list[Location]]:
    """Part the places with coordinates into those shown, the main ones first, and those too far away.

    Where the main places have no coordinates, as a country has none, places in their countries stand for them; without
    such nothing is shown: a map of what is only mentioned would mislead.
    """
    known = [place for place in places if has_point(place)]
    main = [place for place in places if place.main]
    codes = {place.country_code for place in main} - {""}
    shown = [place for place in known if place.main] or [place for place in known if place.country_code in codes]
    if not shown and not main:
        shown = known[:1]
    others = [place for place in known if place not in shown]
    near = [place for place in others if shown and min(distance(place, centre) for centre in shown) <= FAR]
    kept = [*shown, *near][:MOST]
    return kept, [place for place in known if place not in kept] if kept else []


def has_point(place: Location) -> bool:
    """Tell whether a place has coordinates that are on Earth."""
    if place.latitude is None or place.longitude is None:
        return False
    if not (isfinite(place.latitude) and isfinite(place.longitude)):
        return False
    return abs(place.latitude) <= 90 and abs(place.longitude) <= 180


def point(place: Location) -> tuple[float, float]:
    """Return longitude and latitude of a place that has them."""
    return place.longitude or 0.0, place.latitude or 0.0


def distance(one: Location, other: Location) -> float:
    """Return the kilometres between two places."""
    import numpy as np

    return float(np.linalg.norm(project(np.array([point(one)]), point(other))))


def fit(shown: Sequence[Location], outlines: Outlines) -> Frame:
    """Choose the frame: all places shown, and their country as far as it lies around the first of them."""
    import numpy as np

    places = np.array([point(place) for place in shown])
    country = _surroundings(shown[0], outlines)
    centre = _middle(places)
    for _ in range(3):
        seen = np.concatenate((project(places, centre), project(country, centre)))
        x, y = ((seen.min(axis=0) + seen.max(axis=0)) / 2).tolist()
        centre = unproject(x, y, centre)
    unit = max(_unit(project(places, centre), *MARGINS), _unit(project(country, centre), EDGE, EDGE), CLOSEST / WIDTH)
    return Frame(centre, unit, WIDTH, HEIGHT)


def fit_all(places: Sequence[Location]) -> Frame | WorldFrame:
    """Choose the frame of a map of the day: around all places, on a map of the world where they lie far apart."""
    import numpy as np

    points = np.array([point(place) for place in places])
    centre = _middle(points)
    if np.hypot(*project(points, centre).T).max() <= REGION:
        x, y = ((project(points, centre).min(axis=0) + project(points, centre).max(axis=0)) / 2).tolist()
        centre = unproject(x, y, centre)
        unit = max(_unit(project(points, centre), *DAY_MARGINS), CLOSEST_DAY / WIDTH)
        return Frame(centre, unit, WIDTH, HEIGHT)
    return _world(equal_earth(points))


def _world(placed: Points) -> WorldFrame:
    """Frame points on the map of the world, never beyond its own edge to the left and the right."""
    edge = equal_earth_edge()
    (left, down), (right, up) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    across = (right - left) / (WIDTH - 2 * WORLD_MARGINS[0])
    unit = min(max(across, (up - down) / (HEIGHT - 2 * WORLD_MARGINS[1])), 2 * edge / WIDTH)
    spare = max(0.0, edge - unit * WIDTH / 2)
    height = min(HEIGHT, max(LOWEST, (up - down) / unit + 2 * WORLD_MARGINS[1]))
    return WorldFrame((max(-spare, min(spare, (left + right) / 2)), (down + up) / 2), unit, WIDTH, height)


def equal_earth_edge() -> float:
    """Return the kilometres from the middle of the map of the world to its edge, along the equator."""
    import numpy as np

    return float(equal_earth(np.array([[180.0, 0.0]]))[0, 0])


def _unit(points: Points, across: float, down: float) -> float:
    """Return how many kilometres a unit must be for the points to lie within the margins."""
    if not len(points):
        return 0.0
    x, y = abs(points).max(axis=0).tolist()
    return max(float(x) / (WIDTH / 2 - across), float(y) / (HEIGHT / 2 - down))


def _surroundings(place: Location, outlines: Outlines) -> Points:
    """Return the points of the place's country that lie around it."""
    import numpy as np

    arcs = outlines.arcs
    code = outline_code(place.country_code)
    rings = [
        ring_points(outlines.points, arcs, ring)
        for country in outlines.countries
        if country.code and country.code == code
        for ring in country.rings
    ]
    points = np.concatenate([outlines.points[:0], *rings])
    from_place = project(points, point(place))
    distances = np.hypot(from_place[:, 0], from_place[:, 1])
    reaches = (reach for reach in AROUND if len(np.unique(from_place[distances <= reach] > 0, axis=0)) > 1)
    found: Points = points[distances <= next(reaches, AROUND[-1])]
    return found


def _middle(points: Points) -> tuple[float, float]:
    """Return the mean direction of some points, as longitude and latitude."""
    turns = [(radians(longitude), radians(latitude)) for longitude, latitude in points.tolist()]
    x = sum(cos(latitude) * cos(longitude) for longitude, latitude in turns)
    y = sum(cos(latitude) * sin(longitude) for longitude, latitude in turns)
    z = sum(sin(latitude) for _, latitude in turns)
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))
