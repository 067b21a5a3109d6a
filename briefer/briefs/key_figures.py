"""The key figures of a brief: the numbers that matter most, those of several sources side by side.

Knows nothing about how figures are found or drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.briefs.agreement import content_of, related
from briefer.briefs.brief import KeyFigure, Reading
from briefer.briefs.material import Material
from briefer.language.facts import Figure
from briefer.language.fate_forms import as_done
from briefer.summarising import grammar
from briefer.summarising.sets import overlap

MOST = 8
"""Figures shown."""
GRAVE = tuple("kill dead death die injur wound hurt miss displac flee fled arrest detain".split())
"""What became of people comes first, in this order."""
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

_NOUN = re.compile(
    r"\b(?:arrests?|deaths?|killings?|loss(?:es)?|injur(?:y|ies)|captures?|releases?|\w+(?:tion|ment|sion)s?)$",
    re.IGNORECASE,
)
"""A fate that names the deed: `deaths or detention`."""


@dataclass(frozen=True, slots=True)
class _Told:
    material: Material
    figure: Figure

    @property
    def label(self) -> str:
        """What is counted, and what became of it: `soldiers killed`, `operatives (deaths or detention)`."""
        counts, fate = self.figure.counts, as_done(self.figure.fate).lower()
        if not fate or not counts:
            return counts or fate
        if _NOUN.search(fate):
            return f"{counts} ({fate})"
        words = fate.lower().split()
        done = any(grammar.is_past(w) or grammar.is_irregular_past(w) or w.endswith(("en", "ing")) for w in words)
        return f"{counts} {fate}" if done else counts

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
    return any(word.startswith(GRAVE) for word in f"{figure.fate} {figure.counts}".lower().split())


def _rank(told: _Told) -> tuple[bool, int, float]:
    """Order figures: those of the bottom line, then casualties, then by the salience of their sentences."""
    words = f"{told.figure.fate} {told.figure.counts}".lower().split()
    grave = next((at for at, stem in enumerate(GRAVE) if any(word.startswith(stem) for word in words)), len(GRAVE))
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
    told = min(group, key=lambda one: bool(_NOUN.search(one.figure.fate)))  # `operatives taken into custody` reads best
    return KeyFigure(told.label, tuple(readings.values()), group[0].material.article.published[:10])
