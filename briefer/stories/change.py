"""What changed in a story since an earlier brief told it.

Knows nothing about briefs: sentences and figures in, those that are new out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.language.facts import Facts, Figure
from briefer.types import Article

if TYPE_CHECKING:
    import numpy as np

NEW, UPDATED, UNCHANGED, QUIET = "NEW", "UPDATED", "UNCHANGED", "QUIET"


@dataclass(frozen=True, eq=False)
class Account:
    """One article's account of a story."""

    article: Article
    facts: Facts
    salience: tuple[float, ...]
    """Of each sentence, 0 to 1."""
    vectors: np.ndarray
    """(sentences, D) float32: the meaning of each sentence, of length 1."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A sentence that says what no earlier account says."""

    article: str
    """`Article.id`."""
    sentence: int
    """Index of the sentence in `Facts.sentences`."""


@dataclass(frozen=True, slots=True)
class FigureMove:
    """A figure with another value than before."""

    label: str
    """What it counts and what became of them: `people killed`."""
    before: str
    """The earlier number, as shown: `12`."""
    article: str
    """`Article.id` of the account that gives the new one."""
    after: Figure


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in a story."""

    status: str
    """NEW, UPDATED, UNCHANGED or QUIET."""
    facts: tuple[NewFact, ...] = ()
    """The most important first."""
    figures: tuple[FigureMove, ...] = ()


def change_of(earlier: Sequence[Account], later: Sequence[Account]) -> Change:
    """Tell what the later accounts say that the earlier ones do not.

    Args:
        earlier: All accounts of the story that briefs before this one knew; none for a new story.
        later: The accounts of this period, copies left out; none where the story is quiet.
    """
    if not earlier:
        return Change(NEW)
    return Change(UNCHANGED if later else QUIET)
