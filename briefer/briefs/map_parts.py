"""What maps are drawn of: land, lines, dots and labels.

Knows nothing about places or frames. Colours are presentation attributes; a page's style sheet changes them by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from briefer.briefs import land
from briefer.briefs.map_labels import Label, square
from briefer.briefs.svg import node

if TYPE_CHECKING:
    from briefer.briefs.outlines import Points

NUMBER_DOT = 10.0
"""Radius in units of a dot with a number in it."""
RED, INK, GREY = "#b3261e", "#2b2b2b", "#8d867a"
LINES = {"coast": ("#7f9fb0", 0.8), "inner": ("#cfc8b8", 1.0), "border": (GREY, 1.1)}
"""Colour and width of the lines of a map, from back to front."""


def land_shape(rings: list[Points], kind: str, colour: str) -> Element:
    """Fill land; the outline in its own colour closes the hairline between two countries."""
    return shape(land.path(rings, closed=True), kind, fill=colour, stroke=colour, stroke_width=6, fill_rule="evenodd")


def outline(lines: list[Points], kind: str, colour: str, width: float) -> Element:
    """Draw lines; `width` is in units."""
    data = land.path(lines, closed=False)
    return shape(data, f"pic-{kind}", fill="none", stroke=colour, stroke_width=10 * width, stroke_linejoin="round")


def shape(data: str, kind: str, **looks: str | float) -> Element:
    """Draw path data that is in tenths of a unit."""
    return node("path", class_=kind, d=data, transform="scale(.1)", **looks)


def label_text(label: Label, kind: str, **looks: str | float) -> Element:
    """Write a label."""
    return node("text", label.text, class_=kind, x=label.x, y=label.y, text_anchor=label.anchor, **looks)


def with_halo(label: Label, **looks: str) -> list[Element]:
    """Write a label twice: first its halo, as WeasyPrint knows no `paint-order`."""
    halo = {"fill": "#ffffff", "stroke": "#ffffff", "stroke_width": "3.5", "stroke_linejoin": "round"}
    return [
        label_text(label, "pic-halo", **halo, stroke_opacity="0.85", **looks),
        label_text(label, "pic-label", fill="#1c1c1c", **looks),
    ]


def circle(at: tuple[float, float], radius: float, **looks: str) -> Element:
    """Draw a circle."""
    return node("circle", cx=at[0], cy=at[1], r=radius, stroke_width=1.5, **looks)


def disc(at: tuple[float, float], radius: float, kind: str, colour: str) -> Element:
    """Draw a dot with a white rim."""
    return circle(at, radius, class_=kind, fill=colour, stroke="#ffffff")


def digit(value: int | str, at: tuple[float, float]) -> Element:
    """Write a number into a dot."""
    label = Label(str(value), at[0], at[1] + 5.2, "middle", square(*at, NUMBER_DOT))
    return label_text(label, "pic-digit", fill="#ffffff", font_weight="700")
