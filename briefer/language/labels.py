"""What a name is by its own words: a ministry is an organisation, a bay a place, a Syrian one of a people.

Knows nothing about sentences or votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefer.language.capitals import Word
from briefer.language.gazetteer import Gazetteer, demonym
from briefer.language.name_words import (
    ORG_ENDS,
    ORG_HEADS,
    ORGANISATIONS,
    PEOPLES,
    PLACE_ENDS,
    PLACE_HEADS,
    PLACE_STARTS,
)

_LONGER: Final = frozenset(
    (
        "islamic state",
        "united nations",
        "islamic jihad",
        "al qaeda",
        "boko haram",
        "red cross",
        "red crescent",
        "white house",
        "russia today",
        "agence france-presse",
        "high court",
        "wall street journal",
        "supreme court",
        "wall street",
    )
)
_LONGER_PEOPLES: Final = frozenset(
    f"{part} american" for part in ("north", "south", "latin", "central", "african", "native", "asian")
) | frozenset(("middle eastern", "north african", "south asian", "east asian"))
_ARABIC_HEADS: Final = frozenset(
    "ahrar ain ansar asaib bab bani beit dar deir faylaq hashd harakat hayat jabal jabhat jaish jebel kafr khan kataib"
    " liwa majdal marj ras saraya shatt shabab tal tel tell umm wadi".split()
)
"""First words of places and armed groups, not of people."""
_CAPITALS_ONLY: Final = frozenset("who us ira eta fox apple meta ice is am".split())
"""Words that are an organisation's name in capitals only."""


def known_label(run: Sequence[Word], gazetteer: Gazetteer) -> str:
    """Give the label of a name that the tables know; empty where they do not."""
    key = " ".join(word.key for word in run)
    text = " ".join(word.text for word in run)
    if key in _CAPITALS_ONLY and not text.isupper():
        return ""
    if key in ORGANISATIONS or key in _LONGER:
        return "ORG"
    if key in PEOPLES or key in _LONGER_PEOPLES or demonym(text):
        return "NORP"
    return "LOC" if gazetteer.is_area(text) else ""


def shape_label(run: Sequence[Word]) -> str:
    """Give the label that the shape of a name of several words shows; empty where it shows none."""
    if len(run) < 2:
        return ""
    if any(right.start - left.end == 3 and not left.broken for left, right in pairwise(run)):  # Brandt & Moser
        return "ORG"
    keys = [word.key for word in run]
    small = next((i for i, key in enumerate(keys[1:]) if key in ("of", "for", "on")), None)
    head = keys[small] if small is not None else keys[-1]
    if small is not None and head in PLACE_HEADS and head not in ORG_HEADS:
        return "LOC"
    if head in ORG_ENDS or (small is not None and head in ORG_HEADS):
        return "ORG"
    if keys[-1] in PLACE_ENDS or (keys[0] in PLACE_STARTS and len(run) == 2):
        return "LOC"
    return ""


def looks_arabic(run: Sequence[Word]) -> bool:
    """Tell whether a name is made like an Arab person's: `Ashraf al-Kidra`, not `Deir al-Zor` or `Ansar al-Sharia`."""
    particle = any(word.text.startswith(("al-", "el-")) for word in run[1:])
    return particle and len(run) < 5 and run[0].key not in _ARABIC_HEADS
