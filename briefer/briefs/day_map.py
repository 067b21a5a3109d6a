"""The map of a day: where its stories are, each with the number that it has in the text.

Knows nothing about how stories were placed. Where numbers would cover each other, one moves aside and a line leads back
to its place; below the map each number has its place's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from briefer.briefs import land
from briefer.briefs.brief import Brief, Location
from briefer.briefs.day_stories import stories_of
from briefer.briefs.map_frame import fit_all, has_point, point
from briefer.briefs.map_geometry import WorldFrame
from briefer.briefs.map_labels import SPACING, Box, Label, label_within
from briefer.briefs.map_parts import GREY, INK, LINES, NUMBER_DOT, RED, disc, label_text, land_shape, outline
from briefer.briefs.outlines import load_outlines, outline_code
from briefer.briefs.svg import LINE, TEXT, WIDTH, clean, node, number, text_width, wrap, write

if TYPE_CHECKING:
    from briefer.briefs.map_geometry import Frame

MERGED = 5.0
"""Units: places closer than this have one mark."""
AWAY = (24.0, 36.0, 48.0, 62.0, 78.0, 96.0)
"""Units from a place at which its mark may stand where there is no room at the place itself."""
TURNS = 16
"""Directions that are tried at each distance."""
DOT = 3.0
COLUMNS = 3
"""Of the names below the map."""
ROWS = 14

_Placed = tuple[Location, list[int]]
"""A place and the numbers of its stories."""


@dataclass(slots=True)
class _Mark:
    """A mark on the map and what it stands for."""

    at: tuple[float, float]
    """Where the place is."""
    names: list[str]
    countries: set[str]
    numbers: list[int] = field(default_factory=list)
    centre: tuple[float, float] | None = None
    """Where the mark stands; None where it found no room."""

    @property
    def text(self) -> str:
        """What is written in it: `3`, `3, 7`; of many stories the first."""
        return ", ".join(map(str, self.numbers[:3])) + (" …" if len(self.numbers) > 3 else "")

    @property
    def half(self) -> float:
        """Half its width in units."""
        return max(NUMBER_DOT, (text_width(self.text, bold=True) + 10) / 2)

    def box(self, centre: tuple[float, float]) -> Box:
        """Give the room that it takes."""
        x, y = centre
        return Box(x - self.half - 1, y - NUMBER_DOT - 1, x + self.half + 1, y + NUMBER_DOT + 1)


def day_map(brief: Brief) -> tuple[str, str] | None:
    """Draw where the stories of a day are: the picture and its text equivalent; None where no place is known."""
    placed = _placed(brief)
    if not placed:
        return None
    frame = fit_all([place for place, _ in placed])
    marks = _marks(placed, frame)
    _make_room(marks, Box(3, 3, frame.width - 3, frame.height - 3))
    text = "Map of the day: " + "; ".join(f"{_listed(found)} {_with_country(place)}" for place, found in placed) + "."
    height = frame.height + LINE * min(ROWS, -(-len(placed) // COLUMNS)) + 8
    drawn = [*_ground(marks, frame), *_drawn(marks), *_names_below(placed, frame.height)]
    return write("map", "Map of the day", text, height, drawn), text


def _placed(brief: Brief) -> list[_Placed]:
    """Give each place of a story that has a point, with the numbers of its stories; the first story's first."""
    known: dict[str, Location] = {}
    for place in filter(has_point, brief.places):
        known.setdefault(place.name.casefold(), place)
        known.setdefault(f"{place.name}, {place.country}".casefold(), place)
    numbers: dict[Location, list[int]] = {}
    for item in stories_of(brief.day):
        if item.story.place.casefold() in known:
            numbers.setdefault(known[item.story.place.casefold()], []).append(item.number)
    return list(numbers.items())


def _marks(placed: Sequence[_Placed], frame: Frame | WorldFrame) -> list[_Mark]:
    """Make the marks; places that the eye could not tell apart share one."""
    import numpy as np

    marks: list[_Mark] = []
    points = frame.place(np.array([point(place) for place, _ in placed])).tolist()
    for (place, numbers), (x, y) in zip(placed, points, strict=True):
        near = next((mark for mark in marks if hypot(mark.at[0] - x, mark.at[1] - y) < MERGED), None)
        if near is None:
            near = _Mark((x, y), [], set())
            marks.append(near)
        near.names.append(place.name)
        near.countries.add(outline_code(place.country_code))
        near.numbers = sorted({*near.numbers, *numbers})
    return marks


def _make_room(marks: Sequence[_Mark], area: Box) -> None:
    """Put each mark at its place or, where others are, as near as there is room; the first stories choose first.

    A mark may cover no other mark, and no other place's dot.
    """
    taken: list[Box] = []
    dots = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in (mark.at for mark in marks)]
    for index, mark in enumerate(marks):
        others = [*taken, *dots[:index], *dots[index + 1 :]]
        for centre in _positions(mark.at):
            box = mark.box(centre)
            if box.within(area) and not any(box.meets(other) for other in others):
                mark.centre = centre
                taken.append(box)
                break


def _positions(at: tuple[float, float]) -> list[tuple[float, float]]:
    """Give the positions that a mark may take, the best first."""
    x, y = at
    turns = [2 * pi * turn / TURNS for turn in range(TURNS)]
    return [at, *((x + away * cos(turn), y - away * sin(turn)) for away in AWAY for turn in turns)]


def _ground(marks: Sequence[_Mark], frame: Frame | WorldFrame) -> list[Element]:
    """Draw land and borders, the countries of the stories lighter and with their names where there is room."""
    outlines = load_outlines()
    ground = land.ground(outlines, frame)
    codes = set().union(*(mark.countries for mark in marks)) - {""}
    focus = sorted(n for n in ground.rings if outlines.countries[n].code in codes)
    taken = [mark.box(mark.centre or mark.at) for mark in marks]
    area = Box(4, 4, frame.width - 4, frame.height - 4)
    names: list[Element] = []
    for index in focus:
        lines = label_within(outlines.countries[index].name, ground.rings[index], taken, area)
        taken += [line.box for line in lines]
        names += [label_text(line, "pic-country", fill="#6d675c", letter_spacing=SPACING) for line in lines]
    kinds = {"coast", "border"} if isinstance(frame, WorldFrame) else LINES.keys()
    rest = [ring for n, rings in ground.rings.items() if n not in focus for ring in rings]
    return [
        node("rect", class_="pic-water", width=WIDTH, height=frame.height, fill="#dbe7ee"),
        land_shape(rest, "pic-land", "#ebe7db"),
        land_shape([ring for n in focus for ring in ground.rings[n]], "pic-focus", "#fffdf5"),
        *(outline(ground.lines[kind], kind, *looks) for kind, looks in LINES.items() if kind in kinds),
        *names,
        _box("pic-frame", Box(0.5, 0.5, WIDTH - 0.5, frame.height - 0.5), fill="none", stroke=GREY),
    ]


def _drawn(marks: Sequence[_Mark]) -> list[Element]:
    """Draw lines first, then dots, then marks, so that nothing covers a number; the first story's is on top."""
    placed = [(mark, mark.centre) for mark in reversed(marks) if mark.centre]
    aside = [(mark, centre) for mark, centre in placed if centre != mark.at]
    leaders = [
        node("path", class_="pic-leader", d=_line(mark.at, centre), fill="none", stroke=INK, stroke_width=1)
        for mark, centre in aside
    ]
    dots = [disc(mark.at, DOT, "pic-dot", INK) for mark in marks if mark.centre != mark.at]
    return [*leaders, *dots, *(part for mark, centre in placed for part in _mark(mark, centre))]


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"M{number(start[0])},{number(start[1])}L{number(end[0])},{number(end[1])}"


def _mark(mark: _Mark, centre: tuple[float, float]) -> list[Element]:
    """Draw a mark: a disc that is as wide as its numbers need."""
    x, y = centre
    box = Box(x - mark.half, y - NUMBER_DOT, x + mark.half, y + NUMBER_DOT)
    return [
        _box("pic-main", box, rx=NUMBER_DOT, fill=RED, stroke="#ffffff", stroke_width=1.5),
        label_text(Label(mark.text, x, y + 5.2, "middle", box), "pic-digit", fill="#ffffff", font_weight="700"),
    ]


def _box(kind: str, box: Box, **looks: str | float) -> Element:
    width, height = box.right - box.left, box.bottom - box.top
    return node("rect", class_=kind, x=box.left, y=box.top, width=width, height=height, **looks)


def _with_country(place: Location, width: float = 0.0) -> str:
    """Name a place and its country; where both are too wide, the place alone."""
    name, country = clean(place.name, 60), clean(place.country, 60)
    whole = f"{name}, {country}" if country and country != name else name
    return name if width and text_width(whole) > width else whole


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _names_below(placed: Sequence[_Placed], top: float) -> list[Element]:
    """Write the names in columns, down each before the next."""
    shown = placed[: COLUMNS * ROWS]
    rows, width = -(-len(shown) // COLUMNS), WIDTH / COLUMNS
    indent = 6 + max(text_width(_listed(numbers), bold=True) for _, numbers in shown)
    drawn: list[Element] = []
    for index, (place, numbers) in enumerate(shown):
        x, y = 4 + width * (index // rows), top + 5 + TEXT + LINE * (index % rows)
        drawn.append(node("text", _listed(numbers), class_="pic-ink", x=x, y=y, fill=INK, font_weight="700"))
        room = width - indent - 8
        named = wrap(_with_country(place, room), room, 1)[0]
        drawn.append(node("text", named, class_="pic-note", x=x + indent, y=y, fill="#4d4d4d"))
    return drawn
