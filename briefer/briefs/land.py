"""The land, borders and coasts in the frame of a map, as path data.

Knows nothing about places and labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from briefer.briefs.map_geometry import Frame, WorldFrame, clip_line, clip_ring, on_globe
from briefer.briefs.outlines import Outlines, ring_points

if TYPE_CHECKING:
    from briefer.briefs.outlines import Points

FINE, FINE_WORLD = 1.0, 1.8
"""Units between the points of an outline, at the least; on a map of the world, whose coasts are many."""
COARSE = 25
"""On the globe, every so many-th point of an outline is drawn, and only outlines of twice as many."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies in the frame, in units."""

    rings: dict[int, list[Points]]
    """By the number of the country."""
    lines: dict[str, list[Points]]
    """`border`, `coast` and, within a country, `inner`."""


def ground(outlines: Outlines, frame: Frame | WorldFrame) -> Ground:
    """Project everything and keep what lies in the frame."""
    placed = frame.place(_one_sided(outlines) if isinstance(frame, WorldFrame) else outlines.points)
    arcs = outlines.arcs
    beyond = _beyond(placed, outlines.ends, frame)
    fine = FINE_WORLD if isinstance(frame, WorldFrame) else FINE
    rings: dict[int, list[Points]] = {}
    for index, country in enumerate(outlines.countries):
        for ring in country.rings:
            if reduce(and_, (beyond[n if n >= 0 else ~n] for n in ring)):
                continue
            whole = ring_points(placed, arcs, ring)
            clipped = clip_ring(whole, frame.width, frame.height)
            if len(clipped) > 2 and frame.faces(whole):
                rings.setdefault(index, []).append(_thinned(clipped, fine))
    return Ground(rings, _lines(outlines, placed, beyond, frame, fine))


def _one_sided(outlines: Outlines) -> Points:
    """Give the points that are on the antimeridian on the side of their neighbours."""
    import numpy as np

    points = outlines.points.copy()
    on_it = abs(points[:, 0]) > 179.9999
    for start, end in outlines.arcs:
        at, beside = np.flatnonzero(on_it[start:end]), np.flatnonzero(~on_it[start:end])
        if len(at) and len(beside):
            nearest = beside[abs(at[:, None] - beside).argmin(axis=1)]
            points[start + at, 0] = np.copysign(180.0, points[start + nearest, 0])
    return points


def _lines(
    outlines: Outlines, placed: Points, beyond: list[int], frame: Frame | WorldFrame, fine: float
) -> dict[str, list[Points]]:
    """Return the pieces of arcs in the frame, by what they are; the antimeridian is nothing."""
    import numpy as np

    lines: dict[str, list[Points]] = {"coast": [], "inner": [], "border": []}
    for arc, (start, end) in enumerate(outlines.arcs):
        if beyond[arc]:
            continue
        kind = "inner" if arc >= outlines.inner else "border" if arc in outlines.borders else "coast"
        edge = abs(outlines.points[start:end, 0]) > 179.99
        seams = np.flatnonzero(edge[:-1] & edge[1:]) + 1
        for piece in np.split(placed[start:end], seams):
            lines[kind] += (_thinned(line, fine) for line in clip_line(piece, frame.width, frame.height))
    return lines


def _beyond(placed: Points, ends: Sequence[int], frame: Frame | WorldFrame) -> list[int]:
    """Return for each arc, as bits, the sides of the frame beyond which all of it lies; 0 where it may meet it."""
    import numpy as np

    starts = list(ends[:-1])
    (left, top), (right, bottom) = np.minimum.reduceat(placed, starts).T, np.maximum.reduceat(placed, starts).T
    bits = (right < 0) * 1 | (left > frame.width) * 2 | (bottom < 0) * 4 | (top > frame.height) * 8
    return [int(side) for side in bits]


def _thinned(points: Points, fine: float = FINE) -> Points:
    """Drop points that stand where the one before does, as far as anybody can see; the last stays."""
    import numpy as np

    cells = np.round(points / fine)
    keep = np.concatenate(([True], (cells[1:] != cells[:-1]).any(axis=1)))
    keep[-1] = True
    thinned: Points = points[keep]
    return thinned


def globe(outlines: Outlines, centre: tuple[float, float], radius: float) -> str:
    """Return path data of the land on a globe about the origin."""
    arcs = outlines.arcs
    sizes = [end - start for start, end in arcs]
    rings = [
        ring_points(outlines.points, arcs, ring)[::COARSE]
        for country in outlines.countries
        for ring in country.rings
        if sum(sizes[n if n >= 0 else ~n] for n in ring) >= 4 * COARSE
    ]
    seen = (on_globe(ring, centre) * radius for ring in rings)
    return path((_thinned(ring) for ring in seen if len(ring)), closed=True, smallest=2.5)


def path(lines: Iterable[Points], *, closed: bool, smallest: float = FINE) -> str:
    """Write path data in tenths of a unit, to be drawn at a tenth of its size: whole numbers are short.

    Lines that are smaller than `smallest` units both ways are left out.
    """
    import numpy as np

    written = []
    for line in lines:
        tenths = np.rint(line * 10).astype(int)
        if max(np.ptp(tenths, axis=0).tolist()) >= 10 * smallest:
            (x, y), *steps = np.diff(tenths, axis=0, prepend=0).tolist()
            numbers = " ".join(f"{across} {down}" for across, down in steps)
            written.append(f"M{x} {y}l{numbers}{'z' if closed else ''}".replace(" -", "-"))
    return "".join(written)
