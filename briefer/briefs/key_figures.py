"""The key figures of a brief: the numbers that matter most, those of several sources side by side.

Knows nothing about how figures are found or drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.briefs.brief import KeyFigure, Reading
from briefer.briefs.material import Material
from briefer.language.facts import Figure
from briefer.stories.agreement import content_of, related
from briefer.stories.figure_label import GRAVE, gravity, label_of, names_the_deed
from briefer.summarising.sets import overlap

MOST = 8
"""Figures shown."""
KINDS = {"count": 1.0, "money": 0.9, "measure": 0.6, "percent": 0.7, "ratio": 0.3, "duration": 0.0, "age": 0.0}
"""What a figure of a kind is worth, between 0 and 1; the others, and those of no worth, are not shown."""
FATELESS = 0.4
"""What a number is worth, of which the sentence does not say what became of it, beside one where it does."""
EARLY = 3
"""Casualties in so many first paragraphs are those of the event itself; later ones may be an earlier event's."""
SMALL = 10
"""A count below this of which nothing is said is no key figure: `two tugs`."""
SAME = 0.5
"""The share of the words of two labels above which they count the same thing."""

_HELD = re.compile(r"\b(?:arrest|detain|detention|custody|captur)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    material: Material
    figure: Figure

    @property
    def label(self) -> str:
        """What is counted, and what became of it."""
        return label_of(self.figure)

    @property
    def held(self) -> bool:
        """Whether people were taken prisoner: `arrest` and `taken into custody` are one."""
        return bool(_HELD.search(self.figure.fate))

    @property
    def reading(self) -> Reading:
        figure = self.figure
        cited = self.material.cite(figure.start, figure.end)
        return Reading(figure.number, figure.qualifier, figure.text, (cited,))

    @property
    def context(self) -> str:
        return self.material.sentence(self.figure.sentence).text


def key_figures(materials: Sequence[Material]) -> tuple[KeyFigure, ...]:
    """Choose the figures to show: casualties first, then by the salience of their sentences."""
    told = [
        _Told(material, figure)
        for material in materials
        for figure in material.facts.figures
        if figure.counts and KINDS.get(figure.kind, 0.0) and figure.sentence in material.prose
        if (figure.fate and figure.value > 1) or figure.kind != "count" or figure.value >= SMALL or _is_grave(figure)
    ]
    groups: list[list[_Told]] = []
    for one in sorted(told, key=_rank):
        same = next((group for group in groups if _same(group[0], one)), None)
        if same is None:
            groups.append([one])
        elif not any(_clash(other, one) for other in same):
            same.append(one)
    return tuple(_key_figure(group) for group in groups[:MOST])


def _is_grave(figure: Figure) -> bool:
    return gravity(figure) < len(GRAVE)


def _rank(told: _Told) -> tuple[bool, int, float]:
    """Order figures: those of the bottom line, then casualties, then by the salience of their sentences."""
    grave = gravity(told.figure)
    salience = told.material.signals[told.figure.sentence].salience
    figure, material = told.figure, told.material
    lead = any(e.start <= figure.start < e.end for s in material.summary.sentences for e in s.evidence)
    lead = lead or (grave < len(GRAVE) and material.sentence(figure.sentence).paragraph < EARLY)
    return not lead, grave, -salience * KINDS[told.figure.kind] * (1.0 if told.figure.fate else FATELESS)


def _same(one: _Told, other: _Told) -> bool:
    """Tell whether two figures count the same thing; across sources their sentences must be related, too."""
    if one.figure.value == other.figure.value and one.held and other.held:
        return True
    if one.figure.kind != other.figure.kind or overlap(content_of(one.label), content_of(other.label)) < SAME:
        return False
    if one.material is other.material:
        return one.figure.value == other.figure.value
    return one.figure.value == other.figure.value or related(one.context, other.context)


def _clash(one: _Told, other: _Told) -> bool:
    """Tell of two values by one source: they count two things, and the second has no place beside the first."""
    return one.material is other.material and one.figure.value != other.figure.value


def _key_figure(group: Sequence[_Told]) -> KeyFigure:
    readings: dict[tuple[float, float | None], Reading] = {}
    for told in group:
        key = (told.figure.value, told.figure.high)
        new = told.reading
        old = readings.get(key)
        cited = (*old.citations, *new.citations) if old else new.citations
        readings[key] = replace(old or new, citations=tuple(dict.fromkeys(cited)))
    told = min(group, key=lambda one: names_the_deed(one.figure))  # `operatives taken into custody` reads best
    return KeyFigure(told.label, tuple(readings.values()), group[0].material.article.published[:10])
