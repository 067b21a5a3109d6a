"""In which other sources a sentence stands, too.

Knows nothing about sections or citations; whether two sentences say the same is judged a layer below.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.briefs.material import Material
from briefer.stories.agreement import agrees


def agreeing(text: str, of: Material, materials: Sequence[Material]) -> list[tuple[Material, int]]:
    """Find in the other sources the first sentence each that says the same as `text`."""
    found = []
    for other in materials:
        if other.number == of.number:
            continue
        at = next((i for i, sentence in enumerate(other.facts.sentences) if agrees(text, sentence.text)), None)
        if at is not None:
            found.append((other, at))
    return found
