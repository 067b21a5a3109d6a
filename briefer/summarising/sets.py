"""What a set of sentences is worth as a summary: more than the sum of its sentences' salience.

Scoring whole sets, not single sentences, is the idea of MatchSum (Zhong et al., "Extractive Summarization as Text
Matching", 2020); where it runs a second transformer on every set, this is a line of seven features, fitted on ROUGE by
`briefer/training/set_weights.py`. This module knows nothing about budgets and compression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log

from briefer.summarising.candidates import Candidate

FEATURES = ("worth", "words repeated", "pairs repeated", "coverage", "length", "length squared", "worthy length")
VERBATIM = (1.0, -0.027, -0.548, 0.579, -0.81, 0.001, 1.5)
"""Weights of `FEATURES` where sentences are printed whole: fitted on 960 articles of CNN/DailyMail's training part."""
SHORTENED = (1.0, -0.028, -0.353, 0.106, 0.0, 0.0, 0.0)
"""Weights where they are shortened to a budget, which then decides the length: fitted likewise."""


class SetScore:
    """Scores sets of one article's candidates, on the scale of a sum of saliences."""

    def __init__(self, pool: Sequence[Candidate], *, shortened: bool) -> None:
        """Args: `pool` has every candidate that a set may have; `shortened` says which weights to take."""
        self._weights = SHORTENED if shortened else VERBATIM
        counts = Counter(word for candidate in pool for word in candidate.content)
        # What several candidates speak of is what the article is about.
        self._terms = {word: log(1 + count) for word, count in counts.items() if count > 1}
        self._all_terms = sum(self._terms.values()) or 1.0
        self._repeated: dict[tuple[int, int], tuple[float, float]] = {}

    def __call__(self, members: Sequence[Candidate]) -> float:
        """Return the score of a set."""
        return sum(weight * value for weight, value in zip(self._weights, self.features(members), strict=True))

    def features(self, members: Sequence[Candidate]) -> tuple[float, ...]:
        """Return the values of `FEATURES` for a set."""
        repeated = [self._pair(a, b) for a, b in combinations(members, 2)]
        covered = frozenset[str]().union(*(member.content for member in members))
        length = sum(member.length for member in members)
        return (
            sum(member.worth for member in members),
            sum(words for words, _ in repeated),
            sum(pairs for _, pairs in repeated),
            sum(self._terms.get(word, 0.0) for word in covered) / self._all_terms,
            length,
            length * length,
            sum(member.worth * member.length for member in members),
        )

    def _pair(self, one: Candidate, other: Candidate) -> tuple[float, float]:
        """Return the shares of content words and of word pairs that the shorter of two sentences repeats."""
        key = (one.index, other.index)
        if key not in self._repeated:
            self._repeated[key] = (overlap(one.content, other.content), overlap(one.pairs, other.pairs))
        return self._repeated[key]


def overlap(one: frozenset[object], other: frozenset[object]) -> float:
    """Return the share of the smaller set that both have, 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
