"""The tag set, and how tags of word pieces become entities. Standard library and arrays only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefer.types import Entity, Span

if TYPE_CHECKING:
    import numpy as np

LABELS = ("PER", "ORG", "LOC", "TIME", "NORP")
TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))


def to_entities(text: str, tokens: Sequence[Span], logits: np.ndarray) -> tuple[Entity, ...]:
    """Read the entities of one sentence.

    A word takes the tag of its first piece, so that no entity is half a word; an I- that nothing opens opens one.

    Args:
        text: the article's.
        tokens: the sentence's word pieces, as offsets into `text`.
        logits: (T, 11) in the order of `TAGS`.
    """
    best = logits.argmax(-1).tolist()
    entities: list[Entity] = []
    previous = "O"
    for i, token in enumerate(tokens):
        if i and _same_word(text, tokens[i - 1], token):
            if previous != "O":
                entities[-1] = Entity(entities[-1].start, token.end, entities[-1].label)
            continue
        tag = TAGS[best[i]]
        if tag[0] == "I" and previous[2:] == tag[2:]:
            entities[-1] = Entity(entities[-1].start, token.end, tag[2:])
        elif tag != "O":
            entities.append(Entity(token.start, token.end, tag[2:]))
        previous = tag
    return tuple(entities)


def _same_word(text: str, before: Span, token: Span) -> bool:
    return before.end == token.start and text[before.end - 1].isalnum() and text[token.start].isalnum()
