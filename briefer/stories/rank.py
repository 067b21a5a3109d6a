"""Which stories matter most, and why: a weighted sum of four parts, each of which says in words what it rests on.

Knows nothing about texts: who tells a story, when, how loudly, and whether there is anything new in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from briefer.stories.change import NEW, QUIET, UNCHANGED, UPDATED
from briefer.stories.story import Ranked, Score, Story

PUBLISHERS_WEIGHT: Final = 0.45
RECENCY_WEIGHT: Final = 0.1
PROMINENCE_WEIGHT: Final = 0.3
CHANGE_WEIGHT: Final = 0.15
"""Chosen by reading three days of June 2020: that many tell of an event weighs most, all else together a little more.
With more weight on recency, late features stood above the day's news."""
MANY: Final = 8
"""So many publishers are as good as any number more."""
KIN: Final = 0.45
"""Cosine from which an article of another story is on the same matter: one in ten pairs of those days have more."""
TALK: Final = 10
"""So many articles on the same matter are as good as any number more."""
BLOCK: Final = 1024
"""So many articles of whole stories are compared with all at once: bounds the memory."""
HALF_LIFE: Final = 12.0
"""Hours in which recency falls to a half."""
CHANGES: Final = {
    NEW: (1.0, "new"),
    UPDATED: (0.8, "something new since the brief before"),
    UNCHANGED: (0.2, "told again, nothing new"),
    QUIET: (0.0, "nobody tells it any more"),
}
"""What each status is worth, and in words."""

_AFFIXES = re.compile(r"^the |[ .](?:com|co\.uk|org|net|news|online|online news)$")
_SPACES = re.compile(r"\s+")


def publishers(story: Story) -> tuple[str, ...]:
    """Return who tells a story by themselves, in the order in which they came to it.

    Who only prints another's text does not count, nor, where anyone reports, who only gives an opinion. One without a
    name might be any of the others, and counts only where all are.
    """
    copies = {copy for copy, _ in story.copies}
    own = [item for item in story.items if item.id not in copies]
    reports = [item for item in own if item.kind != "opinion"] or own
    named: dict[str, str] = {}
    for item in reports:
        named.setdefault(_key(item.publisher), item.publisher)
    return tuple(name for name in named.values() if name) or tuple(named.values())


def _key(publisher: str) -> str:
    """Spell a publisher in one way: `The Daily Post` and `daily post` are one."""
    return _AFFIXES.sub("", _SPACES.sub(" ", publisher.casefold()).strip())


def rank(stories: Sequence[Story], *, now: datetime, changes: Mapping[str, str] | None = None) -> list[Ranked]:
    """Rank stories, the most important first; of equals the one with the smaller id.

    Args:
        stories: in any order.
        now: the end of the period; what is published after it counts as of then.
        changes: the status of each story by its id; a story that is not there is new.
    """
    ranked = [
        _ranked(story, now, kin, (changes or {}).get(story.id, NEW))
        for story, kin in zip(stories, _kin(stories), strict=True)
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.story.id))


def _kin(stories: Sequence[Story]) -> list[int]:
    """Count for each story the articles of other stories that are on the same matter as its nearest one."""
    import numpy as np

    if not stories:
        return []
    vectors = np.array([item.vector for story in stories for item in story.items])
    starts = np.cumsum([0, *(len(story.items) for story in stories)])
    counts: list[int] = []
    while (first := len(counts)) < len(stories):
        last = max(int(np.searchsorted(starts, starts[first] + BLOCK, side="right")) - 1, first + 1)
        alike = vectors[starts[first] : starts[last]] @ vectors.T
        nearest = np.maximum.reduceat(alike, starts[first:last] - starts[first], axis=0) >= KIN
        for row, at in enumerate(range(first, last)):
            counts.append(int(nearest[row].sum() - nearest[row, starts[at] : starts[at + 1]].sum()))
    return counts


def _ranked(story: Story, now: datetime, kin: int, status: str) -> Ranked:
    scores = (_breadth(story), _recency(story, now), _prominence(story, kin), _change(status))
    return Ranked(story, round(math.fsum(score.value * score.weight for score in scores), 6), scores)


def _breadth(story: Story) -> Score:
    count = len(publishers(story))
    reason = f"{count} independent {_plural('publisher', count)}"
    if copies := len(story.copies):
        reason += f", {copies} {_plural('copy', copies)} left out"
    value = min(math.log(count) / math.log(MANY), 1.0) if count else 0.0
    return Score("publishers", round(value, 4), PUBLISHERS_WEIGHT, reason)


def _recency(story: Story, now: datetime) -> Score:
    hours = max((now - story.items[-1].published).total_seconds() / 3600, 0.0)
    when = f"{hours:.0f} {_plural('hour', round(hours))}" if hours < 48 else f"{hours / 24:.0f} days"
    return Score(
        "recency", round(0.5 ** (hours / HALF_LIFE), 4), RECENCY_WEIGHT, f"last told {when} before the cut-off"
    )


def _prominence(story: Story, kin: int) -> Score:
    best = max(story.items, key=lambda item: item.prominence)  # of equals the first
    talk = min(math.log1p(kin) / math.log1p(TALK), 1.0)
    reason = f"given {_grade(best.prominence)} room by {best.publisher or 'its publisher'}"
    if kin:
        reason += f", {kin} other {_plural('article', kin)} on the same matter"
    return Score("prominence", round((talk + best.prominence) / 2, 4), PROMINENCE_WEIGHT, reason)


def _grade(prominence: float) -> str:
    return "much" if prominence >= 0.75 else "some" if prominence >= 0.4 else "little"


def _change(status: str) -> Score:
    value, reason = CHANGES[status]
    return Score("change", value, CHANGE_WEIGHT, reason)


def _plural(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
