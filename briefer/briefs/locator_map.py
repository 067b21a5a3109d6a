"""The locator map: where the places of a brief lie, as a newspaper draws it.

Knows nothing about how the places were found. Borders, dots and names come from below; here they are put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from xml.etree.ElementTree import Element

from briefer.briefs import land
from briefer.briefs.brief import Location
from briefer.briefs.map_frame import HEIGHT, choose, fit, point
from briefer.briefs.map_geometry import Frame
from briefer.briefs.map_labels import SPACING, Box, Label, label_beside, label_within, square
from briefer.briefs.map_parts import (
    GREY,
    INK,
    LINES,
    NUMBER_DOT,
    RED,
    circle,
    digit,
    disc,
    label_text,
    land_shape,
    outline,
    shape,
    with_halo,
)
from briefer.briefs.outlines import Outlines, load_outlines, outline_code
from briefer.briefs.svg import LINE, TEXT, WIDTH, clean, node, number, wrap, write

MERGED = 14.0
"""Units: dots closer than this share one."""
MAIN_DOT, RING, DOT = 6.5, 10.0, 4.5
"""Radii in units."""
GLOBE = 40.0
"""Radius in units of the globe in the corner."""
SEEN_FROM_AFAR = 5000.0
"""Kilometres across the map from which on the globe tells nothing more."""
NAME = 34
"""Characters of a place's name on the map."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Kilometres that a scale bar may have."""


@dataclass(slots=True)
class _Spot:
    """A dot and the places that it stands for."""

    at: tuple[float, float]
    main: bool
    names: list[str]
    country: str = ""
    """Written after the name where the map has no room for the country's own."""

    @property
    def name(self) -> str:
        """What is written beside the dot."""
        names = self.names[0] if len(self.names) > 2 else " / ".join(self.names)
        return clean(f"{names}, {self.country}" if self.country not in ("", names) else names, NAME)

    @property
    def nearby(self) -> str:
        """What has no room beside the dot: `Near Kyiv: Irpin, Bucha`."""
        return f"Near {self.names[0]}: {', '.join(self.names[1:])}" if len(self.names) > 2 else ""


def locator_map(places: Sequence[Location]) -> tuple[str, str] | None:
    """Draw the places that have coordinates: the picture and its text equivalent; None where there is none."""
    shown, left_out = choose(places)
    if not shown:
        return None
    outlines = load_outlines()
    frame = fit(shown, outlines)
    drawing = _Drawing(frame, outlines, _spots(shown, frame, outlines), _codes(shown))
    below = _below(drawing.spots, drawing.numbered, left_out)
    text = _told(shown, left_out)
    height = HEIGHT + LINE * len(below) + (7 if below else 0)
    title = f"Map: {clean(shown[0].name, NAME)}"
    return write("map", title, text, height, [*drawing.elements(), *_lines_of_text(below)]), text


def _codes(shown: Sequence[Location]) -> set[str]:
    """Return the codes of the countries that the map is about: those of the main places, else of the first."""
    main = [place for place in shown if place.main] or shown[:1]
    return {outline_code(place.country_code) for place in main} - {""}


def _spots(shown: Sequence[Location], frame: Frame, outlines: Outlines) -> list[_Spot]:
    """Turn places into dots; places that the eye could not tell apart share one."""
    import numpy as np

    drawn = {country.code for country in outlines.countries}

    spots: list[_Spot] = []
    for place, (x, y) in zip(shown, frame.place(np.array([point(p) for p in shown])).tolist(), strict=True):
        name = clean(place.name, NAME)
        near = [spot for spot in spots if hypot(spot.at[0] - x, spot.at[1] - y) < MERGED]
        if not near:
            country = "" if outline_code(place.country_code) in drawn else clean(place.country, NAME)
            spots.append(_Spot((x, y), place.main, [name], country))
        elif name not in near[0].names:
            near[0].names.append(name)
    return spots


class _Drawing:
    """The map itself: what is placed first may not be covered by what follows."""

    def __init__(self, frame: Frame, outlines: Outlines, spots: list[_Spot], codes: set[str]) -> None:
        self.frame, self.outlines, self.spots = frame, outlines, spots
        self.ground = land.ground(outlines, frame)
        self.focus = {n for n in self.ground.rings if outlines.countries[n].code in codes}
        self.area = Box(4, 4, frame.width - 4, frame.height - 4)
        self.taken = [square(*spot.at, RING if spot.main else DOT + 2) for spot in spots]
        self.globe = self._corner(2 * GLOBE + 8, 2 * GLOBE + 8, (1, 0, 3, 2)) if self._far_view() else None
        self.scale = self._corner(170, 30, (2, 3, 0, 1)) or Box(8, frame.height - 38, 178, frame.height - 8)
        self._name_small_countries()
        self.labels = [self._label(spot) for spot in spots]

    def _name_small_countries(self) -> None:
        """Write the name of a country in focus after the place's where it has no room of its own."""
        for index in self.focus:
            country = self.outlines.countries[index]
            if not label_within(country.name, self.ground.rings[index], self.taken, self.area):
                for spot in self.spots:
                    spot.country = country.name if spot.main and len(self.focus) == 1 else spot.country

    def _label(self, spot: _Spot) -> Label | None:
        """Place the label of a dot, or take room for its number."""
        reach = RING if spot.main else DOT
        own = square(*spot.at, RING if spot.main else DOT + 2)
        others = [box for box in self.taken if box != own]
        label = label_beside(spot.name, spot.at, reach, others, self.area, bold=spot.main)
        self.taken.append(label.box if label else square(*spot.at, NUMBER_DOT))
        return label

    def _far_view(self) -> bool:
        return self.frame.unit * self.frame.width < SEEN_FROM_AFAR

    def _corner(self, width: float, height: float, order: Sequence[int]) -> Box | None:
        """Take the first free corner: 0 and 1 at the top, left and right, 2 and 3 at the bottom."""
        for corner in order:
            left = self.frame.width - width - 6 if corner % 2 else 6.0
            top = self.frame.height - height - 6 if corner > 1 else 6.0
            box = Box(left, top, left + width, top + height)
            if not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return box
        return None

    @property
    def numbered(self) -> list[_Spot]:
        """The dots whose label found no room."""
        return [spot for spot, label in zip(self.spots, self.labels, strict=True) if not label]

    def elements(self) -> list[Element]:
        """Draw it, from back to front."""
        rings = self.ground.rings
        labelled = [(spot, label) for spot, label in zip(self.spots, self.labels, strict=True) if label]
        return [
            node("rect", class_="pic-water", width=WIDTH, height=HEIGHT, fill="#dbe7ee"),
            land_shape([ring for n in rings if n not in self.focus for ring in rings[n]], "pic-land", "#ebe7db"),
            land_shape([ring for n in sorted(self.focus) for ring in rings[n]], "pic-focus", "#fffdf5"),
            *(outline(self.ground.lines[kind], kind, *looks) for kind, looks in LINES.items()),
            *self._countries(),
            *self._dots(),
            *(part for spot, label in labelled for part in with_halo(label, font_weight="700" if spot.main else "400")),
            *self._scale_bar(),
            *self._globe(),
            node(
                "rect", class_="pic-frame", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, fill="none", stroke=GREY
            ),
        ]

    def _countries(self) -> list[Element]:
        """Name the countries, those in focus first."""
        drawn: list[Element] = []
        for index in sorted(self.ground.rings, key=lambda n: (n not in self.focus, n)):
            country = self.outlines.countries[index]
            if country.code:
                lines = label_within(country.name, self.ground.rings[index], self.taken, self.area)
                self.taken += [line.box for line in lines]
                drawn += [label_text(line, "pic-country", fill="#6d675c", letter_spacing=SPACING) for line in lines]
        return drawn

    def _dots(self) -> list[Element]:
        """Draw the dots, the main ones on top; one without a label has the number that stands below the map."""
        drawn: list[Element] = []
        for spot in sorted(self.spots, key=lambda spot: spot.main):
            kind, colour = ("pic-main", RED) if spot.main else ("pic-dot", INK)
            if spot in self.numbered:
                drawn.append(disc(spot.at, NUMBER_DOT, kind, colour))
                drawn.append(digit(self.numbered.index(spot) + 1, spot.at))
            elif spot.main:
                drawn.append(circle(spot.at, RING, class_="pic-ring", fill="none", stroke=RED))
                drawn.append(disc(spot.at, MAIN_DOT, kind, colour))
            else:
                drawn.append(disc(spot.at, DOT, kind, colour))
        return drawn

    def _scale_bar(self) -> list[Element]:
        """Draw the longest bar of a round length that fits its corner."""
        most = 100 * self.frame.unit
        length = max(step for step in STEPS if step <= max(most, 1))
        units, x, y = length / self.frame.unit, self.scale.left + 8, self.scale.bottom - 9
        bar = f"M{number(x)},{number(y - 5)}v5h{number(units)}v-5"
        label = Label(f"{length:,} km", x + units + 6, y + 1, "start", self.scale)
        return [
            node("path", class_="pic-halo", d=bar, fill="none", stroke="#ffffff", stroke_width=4, stroke_opacity="0.7"),
            node("path", class_="pic-line", d=bar, fill="none", stroke=INK, stroke_width=1.5),
            *with_halo(label),
        ]

    def _globe(self) -> list[Element]:
        """Draw in a corner where on Earth this is."""
        if not self.globe:
            return []
        x, y = self.globe.left + GLOBE + 4, self.globe.top + GLOBE + 4
        seen = land.globe(self.outlines, self.frame.centre, GLOBE)
        return [
            node(
                "g",
                node("circle", class_="pic-sea", r=GLOBE + 1, fill="#ffffff", stroke=GREY),
                shape(seen, "pic-globe", fill="#b9b3a6", fill_rule="evenodd"),
                node("circle", class_="pic-main", r=4, fill=RED, stroke="#ffffff", stroke_width=1.2),
                transform=f"translate({number(x)} {number(y)})",
            )
        ]


def _below(spots: Sequence[_Spot], numbered: Sequence[_Spot], left_out: Sequence[Location]) -> list[str]:
    """Write what stands below the map: the names behind numbers, those near a dot, and what is not on the map."""
    legend = "   ".join(f"{n} {spot.name}" for n, spot in enumerate(numbered, 1))
    rows = [legend, *(spot.nearby for spot in spots), f"Not shown: {_listed(left_out)}" if left_out else ""]
    return [line for row in rows if row for line in wrap(row, WIDTH - 8, 4)]


def _listed(places: Sequence[Location]) -> str:
    return "; ".join(_with_country(place) for place in places[:6]) + ("; …" if len(places) > 6 else "")


def _with_country(place: Location) -> str:
    name, country = clean(place.name, 60), clean(place.country, 60)
    return f"{name}, {country}" if country and country != name else name


def _lines_of_text(lines: Sequence[str]) -> list[Element]:
    return [
        node("text", line, class_="pic-note", x=4, y=HEIGHT + 5 + LINE * row + TEXT, fill="#4d4d4d")
        for row, line in enumerate(lines)
    ]


def _told(shown: Sequence[Location], left_out: Sequence[Location]) -> str:
    """Say what the map shows."""
    parts = [f"{_with_country(place)} ({_degrees(place)}{', the main place' if place.main else ''})" for place in shown]
    rest = f" Not shown, too far away: {_listed(left_out)}." if left_out else ""
    return f"Map of {'; '.join(parts)}.{rest}"


def _degrees(place: Location) -> str:
    longitude, latitude = point(place)
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
