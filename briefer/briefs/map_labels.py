"""Finds room for the names on a map: none covers another, a dot or the frame.

Knows nothing about countries' data or how a name is drawn. Places come first, greedily, at eight positions around the
dot (Source: Imhof, Positioning Names on Maps, 1975, for their order); the name of a country then goes where most room
is left within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.briefs.map_geometry import inside
from briefer.briefs.svg import LINE, TEXT, text_width

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefer.briefs.outlines import Points

RISE, DROP = 12.0, 4.0
"""How far a text reaches above and below its base line."""
GAP = 4.0
"""Units between a dot and its label."""
CELL = 5.0
"""Units between two points of the grid on which room for a country's name is sought."""
SPACING = 1.5
"""Letter spacing of a country's name."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Tell whether it lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its place: x and y of the base line's start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str
    """start, middle or end."""
    box: Box


def square(x: float, y: float, reach: float) -> Box:
    """Return the rectangle around a point."""
    return Box(x - reach, y - reach, x + reach, y + reach)


def label_beside(
    text: str, at: tuple[float, float], reach: float, taken: Sequence[Box], frame: Box, *, bold: bool = False
) -> Label | None:
    """Find the first of eight positions around a dot where a label covers nothing; None where there is none.

    Args:
        text: The label.
        at: The dot's middle.
        reach: The dot's radius.
        taken: What may not be covered.
        frame: What the label must stay in.
        bold: Whether it is set in bold.
    """
    x, y = at
    width, away, aslant = text_width(text, bold=bold), reach + GAP, reach * 0.7 + GAP / 2
    middle = (RISE - DROP) / 2 + 1
    for dx, base, anchor in (
        (away, middle, "start"),
        (-away, middle, "end"),
        (aslant, -aslant, "start"),
        (aslant, aslant + RISE - 2, "start"),
        (-aslant, -aslant, "end"),
        (-aslant, aslant + RISE - 2, "end"),
        (0.0, -away - 2, "middle"),
        (0.0, away + RISE, "middle"),
    ):
        left = x + dx - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = Box(left, y + base - RISE, left + width, y + base + DROP)
        if box.within(frame) and not any(box.meets(other) for other in taken):
            return Label(text, x + dx, y + base, anchor, box)
    return None


def label_within(name: str, rings: list[Points], taken: Sequence[Box], frame: Box) -> list[Label]:
    """Find room for a country's name within its rings, on one line or two; empty where there is none."""
    import numpy as np

    xs = np.arange(frame.left, frame.right, CELL)
    ys = np.arange(frame.top, frame.bottom, CELL)
    free = inside(rings, xs, ys)
    for box in taken:
        free[np.ix_((ys > box.top - 3) & (ys < box.bottom + 3), (xs > box.left - 3) & (xs < box.right + 3))] = False
    for lines in _settings(name.upper()):
        widest = max(text_width(line) + SPACING * len(line) for line in lines)
        found = _roomiest(free, widest, LINE * len(lines))
        if found:
            x, y = frame.left + found[0] * CELL, frame.top + found[1] * CELL
            return _stack(lines, x, y, widest)
    return []


def _settings(name: str) -> list[list[str]]:
    """Give the ways to set a name: on one line; on two, broken at the space nearest to the middle."""
    spaces = [index for index, character in enumerate(name) if character == " "]
    if not spaces:
        return [[name]]
    space = min(spaces, key=lambda index: abs(index - len(name) / 2))
    return [[name], [name[:space], name[space + 1 :]]]


def _stack(lines: list[str], x: float, y: float, width: float) -> list[Label]:
    """Centre lines of text about a point."""
    top = y - LINE * len(lines) / 2
    return [
        Label(line, x, top + LINE * row + TEXT * 0.93, "middle", Box(x - width / 2, top, x + width / 2, top + LINE))
        for row, line in enumerate(lines)
    ]


def _roomiest(free: NDArray[np.bool_], width: float, height: float) -> tuple[float, float] | None:
    """Return column and row of the middle of a free rectangle of this size that has most free room around it."""
    import numpy as np

    sums = np.pad(np.cumsum(np.cumsum(free, axis=0), axis=1), ((1, 0), (1, 0)))
    best: tuple[float, float] | None = None
    for extra in range(0, 24, 2):
        columns, rows = int(width / CELL) + 2 + extra, int(height / CELL) + 1 + extra
        if rows > free.shape[0] or columns > free.shape[1]:
            break
        covered = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
        at = np.argwhere(covered == rows * columns)
        if not len(at):
            break
        row, column = at[((at - at.mean(axis=0)) ** 2).sum(axis=1).argmin()].tolist()
        best = (column + (columns - 1) / 2, row + (rows - 1) / 2)
    return best
