"""What the bundled encoder says about one sentence: the seam between the network and the rules.

This module knows nothing about networks; every choice made downstream rests on these values alone, so the rules can
be tested without a checkpoint. Offsets count Unicode code points of `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.types import Entity, Sentence, Span


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """One sentence with what a single forward pass says about it."""

    sentence: Sentence
    salience: float
    """Probability, 0 to 1, that the sentence belongs in the summary."""
    tokens: tuple[Span, ...]
    """The word pieces, ascending, as offsets into the article's text."""
    keep: tuple[float, ...]
    """Probability, 0 to 1, for each token that it survives compression."""
    entities: tuple[Entity, ...] = ()
