"""The sentences of later accounts that say what no earlier account says, the most important first.

A sentence is new where no earlier one says the same in other words and where some of its words, names or numbers were
in no earlier account. What lies before the first of these is background. Knows nothing about figures that moved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from briefer.stories.account import Account, NewFact
from briefer.stories.agreement import ENOUGH, agrees, content_of
from briefer.summarising.candidates import Candidate

if TYPE_CHECKING:
    import numpy as np

MOST = 5
"""Facts shown of a story."""
REWORDED = 0.6
"""A sentence of whose content one other sentence has this share says nothing more."""
CLOSE, RELATED = 0.58, 0.3
"""Cosine of two sentences above which they tell the same, if one has also this share of the other's content."""
ALIKE, SOME = 0.8, 0.2
"""The same for sentences that are closer still."""
NEAREST = 3
"""How many earlier sentences may together have said what a sentence says."""
BEYOND = 0.4
"""The share of a sentence's content that those must not have."""
UNSEEN, UNSEEN_FRESH = 0.2, 0.1
"""The share of its content that stands in no earlier account; of a sentence dated since, less is asked."""
WORTH, WORTH_FRESH = 0.23, 0.18
"""The salience that a sentence needs, weighted as below, to be worth telling; of one dated since, less is asked."""
SOON = timedelta(days=60)
"""What lies further ahead is no news."""
FRESH = 1.4
"""How much more it is worth if it is dated since the latest earlier account."""
STALE = 0.4
"""The part of its worth that is left if its words or dates point back: `previously`, `last month`."""
AGREED = 0.5
"""How much more it is worth for each further account that says the same."""

_BACK = re.compile(
    r"\b(?:previously|has long|in recent (?:weeks|months|years)|founded|histor(?:y|ic|ically)|for (?:years|decades)"
    r"|(?:weeks|months|years|decades) (?:ago|earlier)|last (?:month|year)|since (?:19|20)\d\d|in (?:19|20)\d\d"
    r"|had (?:been|already)|earlier this (?:week|month|year)|once (?:said|called|told|wrote|was|had))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class _Passage:
    account: Account
    candidate: Candidate

    @property
    def index(self) -> int:
        return self.candidate.index

    @property
    def text(self) -> str:
        return self.candidate.signals.sentence.text

    @property
    def vector(self) -> np.ndarray:
        """Its meaning: (D,)."""
        vector: np.ndarray = self.account.vectors[self.index]
        return vector

    @cached_property
    def content(self) -> frozenset[str]:
        return content_of(self.text)

    @cached_property
    def days(self) -> frozenset[str]:
        return self.account.days(self.index)

    def is_said_by(self, text: str, cosine: float, *, meant: bool = True) -> bool:
        """Tell whether another sentence says as much.

        Args:
            text: The other sentence.
            cosine: How close the two are in meaning.
            meant: Whether it may say so in other words.
        """
        common = self.content & content_of(text)
        share = len(common) / max(1, len(self.content))
        if agrees(self.text, text) or (share >= REWORDED and len(common) >= ENOUGH):
            return True
        return meant and ((cosine >= CLOSE and share >= RELATED) or (cosine >= ALIKE and share >= SOME))


class _Known:
    """What the earlier accounts say."""

    def __init__(self, earlier: Sequence[Account]) -> None:
        import numpy as np

        self._texts = [sentence.text for account in earlier for sentence in account.facts.sentences]
        self._vectors = np.concatenate([account.vectors for account in earlier if len(account.vectors)])  # (texts, D)
        headings = [account.article.title for account in earlier]
        self._content = frozenset[str]().union(*map(content_of, (*self._texts, *headings)))
        days = sorted(account.day for account in earlier if account.day)
        self._first, self._last = (days[0], days[-1]) if days else ("", "")

    def is_background(self, passage: _Passage) -> bool:
        """Tell whether all that a sentence dates lies before the first account."""
        return bool(passage.days) and max(passage.days) < self._first

    def is_fresh(self, passage: _Passage) -> bool:
        """Tell whether a sentence names a day since the last account, or soon to come."""
        exact = (day for day in passage.days if not day.endswith("-99"))
        return bool(self._last) and any(self._last < day <= _soon(passage.account.day) for day in exact)

    def is_stale(self, passage: _Passage) -> bool:
        """Tell whether a sentence points back, or far ahead."""
        far = any(day > _soon(passage.account.day) for day in passage.days)
        return far or bool(_BACK.search(passage.text))

    def says(self, passage: _Passage) -> bool:
        """Tell whether an earlier account says the same, or several sentences together most of it."""
        near = self._vectors @ passage.vector  # (texts,)
        fresh = self.is_fresh(passage)  # what is dated since cannot have been said, however close the meaning
        pairs = zip(self._texts, near.tolist(), strict=True)
        if any(passage.is_said_by(text, cosine, meant=not fresh) for text, cosine in pairs):
            return True
        nearest = [self._texts[at] for at in near.argsort()[::-1][:NEAREST].tolist()]
        beyond = passage.content - frozenset[str]().union(*map(content_of, nearest))
        unseen = passage.content - self._content
        least = UNSEEN_FRESH if fresh else UNSEEN
        size = max(1, len(passage.content))
        return len(beyond) / size < BEYOND or len(unseen) / size < least

    def names(self, passage: _Passage) -> bool:
        """Tell whether a reader knows all people of a sentence: by their whole name, or from an earlier account."""
        return all(content_of(name) <= self._content for name in passage.account.short_names(passage.index))

    def worth(self, passage: _Passage) -> float:
        """Return what a sentence is worth beside others; 0 where it is not worth telling."""
        worth, fresh = passage.candidate.worth, self.is_fresh(passage)
        if fresh:
            worth *= FRESH
        elif self.is_stale(passage):
            worth *= STALE
        return worth if worth >= (WORTH_FRESH if fresh else WORTH) else 0.0


def new_facts(earlier: Sequence[Account], later: Sequence[Account]) -> tuple[NewFact, ...]:
    """Choose what is new in the later accounts.

    Args:
        earlier: At least one.
        later: Those of this period.
    """
    known = _Known(earlier)
    passages = [_Passage(account, one) for account in later for one in account.standing.values()]
    chosen: list[_Passage] = []
    for worth, passage in sorted(
        ((known.worth(one), one) for one in passages),
        key=lambda pair: (-pair[0], pair[1].account.article.id, pair[1].index),
    ):
        if not worth or len(chosen) == MOST:
            break
        if known.is_background(passage) or not known.names(passage) or known.says(passage):
            continue
        if not any(_is_same(passage, other) for other in chosen):
            chosen.append(passage)
    return tuple(NewFact(one.account.article.id, one.index) for one in chosen)


def _soon(day: str) -> str:
    """Return the last day that is soon after another; where that is not known, so is every day."""
    return (date.fromisoformat(day) + SOON).isoformat() if day else "9999-99-99"


def _is_same(one: _Passage, other: _Passage) -> bool:
    cosine = float(one.vector @ other.vector)
    return one.is_said_by(other.text, cosine) or other.is_said_by(one.text, cosine)
