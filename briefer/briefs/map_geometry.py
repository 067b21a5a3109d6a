"""The geometry of a map: from longitude and latitude to the units of a picture, and what of it lies in the frame.

Knows nothing about countries or pictures. The projection is Lambert's azimuthal equal-area one about the middle of the
frame: neither the antimeridian nor a pole is a special place, and a scale bar is true.
Source: Snyder, Map Projections: A Working Manual (1987), pages 145 (orthographic) and 182-187 (Lambert).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefer.briefs.outlines import Points

EARTH = 6371.0
"""Mean radius in kilometres."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the world a map shows."""

    centre: tuple[float, float]
    """Longitude and latitude of its middle."""
    unit: float
    """Kilometres in a unit."""
    width: float
    height: float

    def place(self, points: Points) -> Points:
        """Turn longitudes and latitudes into x and y of the picture; y grows downwards."""
        return project(points, self.centre) / (self.unit, -self.unit) + (self.width / 2, self.height / 2)

    def faces(self, ring: Points) -> bool:
        """Tell whether any of a ring, in units of the picture, is on this half of the Earth.

        Where none is, its projection is turned inside out and runs around the frame.
        """
        import numpy as np

        reach = np.hypot(*((ring - (self.width / 2, self.height / 2)) * self.unit).T)
        return bool(reach.min() < EARTH * 2**0.5)


@dataclass(frozen=True, slots=True)
class WorldFrame:
    """Which part of a map of the whole world is shown, in the Equal Earth projection.

    Source: Šavrič, Patterson and Jenny, The Equal Earth map projection, IJGIS 33 (2019), equation 6.
    """

    middle: tuple[float, float]
    """Kilometres east and north, on the projected map, of the middle of the frame."""
    unit: float
    """Kilometres in a unit."""
    width: float
    height: float

    def place(self, points: Points) -> Points:
        """Turn longitudes and latitudes into x and y of the picture; y grows downwards."""
        return (equal_earth(points) - self.middle) / (self.unit, -self.unit) + (self.width / 2, self.height / 2)

    def faces(self, _ring: Points) -> bool:
        """Say that every ring is on this map."""
        return True


def equal_earth(points: Points) -> Points:
    """Return kilometres east and north on a map of the world about the meridian of Greenwich."""
    import numpy as np

    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = np.radians(points).T
    t = np.arcsin(3**0.5 / 2 * np.sin(latitude))
    slope = 9 * d * t**8 + 7 * c * t**6 + 3 * b * t**2 + a
    east = 2 * 3**0.5 * longitude * np.cos(t) / (3 * slope)
    return EARTH * np.stack((east, t * (d * t**8 + c * t**6 + b * t**2 + a)), axis=1)


def project(points: Points, centre: tuple[float, float]) -> Points:
    """Return kilometres east and north of the centre."""
    import numpy as np

    ahead, east, north = _directions(points, centre)
    factor = EARTH * np.sqrt(2 / np.maximum(1 + ahead, 1e-9))
    return np.stack((factor * east, factor * north), axis=1)


def unproject(x: float, y: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Return longitude and latitude of a point so many kilometres east and north of the centre."""
    from math import asin, atan2, cos, degrees, hypot, radians, sin

    distance = hypot(x, y)
    if distance < 1e-6:
        return centre
    longitude, latitude = map(radians, centre)
    angle = 2 * asin(min(1.0, distance / (2 * EARTH)))
    up = cos(angle) * sin(latitude) + y * sin(angle) * cos(latitude) / distance
    turn = atan2(x * sin(angle), distance * cos(latitude) * cos(angle) - y * sin(latitude) * sin(angle))
    return (degrees(longitude + turn) + 540) % 360 - 180, degrees(asin(max(-1.0, min(1.0, up))))


def on_globe(points: Points, centre: tuple[float, float]) -> Points:
    """Return x and y on a globe of radius 1 seen from afar; nothing where all lies behind it.

    A part that lies behind is drawn to the rim.
    """
    import numpy as np

    ahead, east, north = _directions(points, centre)
    if ahead.max() < 0:
        return points[:0]
    seen = np.stack((east, -north), axis=1)
    length = np.maximum(np.hypot(east, north), 1e-9)[:, None]
    return np.where(ahead[:, None] >= 0, seen, seen / length)


def _directions(points: Points, centre: tuple[float, float]) -> tuple[NDArray[np.float64], ...]:
    """Return each point as a unit vector: towards the centre's zenith, east and north."""
    import numpy as np

    turn = np.radians(points[:, 0] - centre[0])
    latitude, middle = np.radians(points[:, 1]), np.radians(centre[1])
    level = np.cos(latitude) * np.cos(turn)
    ahead = np.sin(middle) * np.sin(latitude) + np.cos(middle) * level
    return ahead, np.cos(latitude) * np.sin(turn), np.cos(middle) * np.sin(latitude) - np.sin(middle) * level


def _sides(points: Points, width: float, height: float) -> NDArray[np.int64]:
    """Return for each point, as bits, on which sides of the frame it lies outside."""
    x, y = points[:, 0], points[:, 1]
    return (x < 0) * 1 | (x > width) * 2 | (y < 0) * 4 | (y > height) * 8


def clip_ring(points: Points, width: float, height: float) -> Points:
    """Return the part of a closed ring that lies in the frame; empty where none does.

    Source: Sutherland and Hodgman, Reentrant Polygon Clipping (1974); before it, points outside whose neighbours
    lie in the same of the eight regions around the frame are dropped, which changes nothing within.
    """
    import numpy as np

    sides = _sides(points, width, height)
    if np.bitwise_and.reduce(sides):
        return points[:0]
    if not sides.any():
        return points
    points = points[(sides == 0) | (np.roll(sides, 1) != sides) | (np.roll(sides, -1) != sides)]
    ring = [(float(x), float(y)) for x, y in points]
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        ring = _clip_side(ring, axis, limit, sign)
    return np.array(ring).reshape(-1, 2)


def _clip_side(ring: list[tuple[float, float]], axis: int, limit: float, sign: int) -> list[tuple[float, float]]:
    """Keep what lies on one side of a line parallel to an axis."""
    kept = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            kept.append(point)
    return kept


def clip_line(points: Points, width: float, height: float) -> list[Points]:
    """Return the pieces of a line that lie in the frame."""
    import numpy as np

    sides = _sides(points, width, height)
    if not sides.any():
        return [points]
    pieces: list[list[tuple[float, float]]] = []
    for index in ((sides[:-1] & sides[1:]) == 0).nonzero()[0]:
        segment = _clip_segment(points[index].tolist(), points[index + 1].tolist(), width, height)
        if segment and pieces and pieces[-1][-1] == segment[0]:
            pieces[-1].append(segment[1])
        elif segment:
            pieces.append(list(segment))
    return [np.array(piece) for piece in pieces]


def _clip_segment(
    start: list[float], end: list[float], width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the part of a segment that lies in the frame.

    Source: Liang and Barsky, A New Concept and Method for Line Clipping (1984).
    """
    first, last = 0.0, 1.0
    steps = (end[0] - start[0], end[1] - start[1])
    for step, room in (
        (-steps[0], start[0]),
        (steps[0], width - start[0]),
        (-steps[1], start[1]),
        (steps[1], height - start[1]),
    ):
        if step < 0:
            first = max(first, room / step)
        elif step > 0:
            last = min(last, room / step)
        elif room < 0:
            return None
    if first > last:
        return None
    x, y = start
    return (x + first * steps[0], y + first * steps[1]), (x + last * steps[0], y + last * steps[1])


def inside(rings: list[Points], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell for each point of a grid whether it lies within the rings, even-odd; shape (len(ys), len(xs))."""
    import numpy as np

    starts = np.concatenate(rings)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    found = np.zeros((len(ys), len(xs)), dtype=bool)
    for row, y in enumerate(ys):
        crossing = (starts[:, 1] > y) != (ends[:, 1] > y)
        (x1, y1), (x2, y2) = starts[crossing].T, ends[crossing].T
        found[row] = np.searchsorted(np.sort(x1 + (y - y1) / (y2 - y1) * (x2 - x1)), xs) % 2 == 1
    return found
