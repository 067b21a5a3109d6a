"""What a figure counts and what became of it, as a short label: `soldiers killed`.

Knows nothing about which figures matter, nor where they are shown.
"""

from __future__ import annotations

import re

from briefer.language.facts import Figure
from briefer.language.fate_forms import as_done
from briefer.summarising import grammar

GRAVE = tuple("kill dead death die injur wound hurt miss displac flee fled arrest detain".split())
"""What became of people comes first, in this order."""

_NOUN = re.compile(
    r"\b(?:arrests?|deaths?|killings?|loss(?:es)?|injur(?:y|ies)|captures?|releases?|\w+(?:tion|ment|sion)s?)$",
    re.IGNORECASE,
)
"""A fate that names the deed: `deaths or detention`."""


def label_of(figure: Figure) -> str:
    """Make the label: `soldiers killed`, `operatives (deaths or detention)`; what became of them alone, if need be."""
    counts, fate = figure.counts, as_done(figure.fate).lower()
    if not fate or not counts:
        return counts or fate
    if fate.endswith(" to"):  # `the death toll had risen to 241`
        return counts
    if names_the_deed(figure):
        return f"{counts} ({fate})"
    done = any(grammar.is_past(w) or grammar.is_irregular_past(w) or w.endswith(("en", "ing")) for w in fate.split())
    return f"{counts} {fate}" if done else counts


def names_the_deed(figure: Figure) -> bool:
    """Tell whether a fate is a noun: `deaths or detention`."""
    return bool(_NOUN.search(as_done(figure.fate).lower()))


def gravity(figure: Figure) -> int:
    """Say how grave a figure is: 0 for the killed, more for what is less grave, `len(GRAVE)` for all other things."""
    words = f"{figure.fate} {figure.counts}".lower().split()
    return next((at for at, stem in enumerate(GRAVE) if any(word.startswith(stem) for word in words)), len(GRAVE))
