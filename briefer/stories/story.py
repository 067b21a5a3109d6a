"""The values of this room: an article as the stories see it, and a story.

Knows nothing about how articles are read, gathered or told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Item:
    """An article as the stories see it."""

    id: str
    """`Article.id`: the same for the same article on every day."""
    title: str
    publisher: str
    published: datetime
    """In UTC."""
    kind: str
    """news, opinion, sport or live."""
    names: frozenset[str]
    """Names and places that it is about, case folded."""
    shingles: frozenset[int]
    """Hashes of some of its word sequences, by which copies are known."""
    words: tuple[tuple[str, int], ...]
    """Stems of the words of its title and opening, each with how often it stands there; ascending."""
    prominence: float
    """0 to 1: how much its own publisher makes of it (its place in the feed, its length)."""
    vector: np.ndarray = field(compare=False, repr=False)
    """(D,) float32, of length 1: what it is about."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event."""

    id: str
    """Given when the story begins, and kept: tomorrow's articles join it."""
    items: tuple[Item, ...]
    """Ascending by publication, then by id."""
    copies: tuple[tuple[str, str], ...] = ()
    """Of each item that copies another's text: its id and the id of the first to print it."""


@dataclass(frozen=True, slots=True)
class Score:
    """One part of why a story stands where it does."""

    name: str
    """publishers, recency, prominence or change."""
    value: float
    """0 to 1."""
    weight: float
    """Its share in the whole; the shares of one story sum to 1."""
    reason: str
    """`5 independent publishers`."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its place in the day."""

    story: Story
    score: float
    """0 to 1: the weighted sum of its scores."""
    scores: tuple[Score, ...]
