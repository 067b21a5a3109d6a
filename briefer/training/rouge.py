"""ROUGE scores and what can be said about their means: the only home of `rouge-score`.

Scores are points, 0 to 100. This module knows nothing about articles, systems and files: texts in, numbers out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefer.errors import BrieferError

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

RESAMPLES = 1000
"""How often a bootstrap draws the pairs anew."""


@dataclass(frozen=True, slots=True)
class Rouge:
    """The F1 scores of one candidate against its reference."""

    rouge1: float
    rouge2: float
    rouge_lsum: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and the range that holds it in 95 % of resamples."""

    mean: float
    low: float
    high: float


def score(candidates: Sequence[Sequence[str]], references: Sequence[Sequence[str]]) -> list[Rouge]:
    """Score candidates against references, each a list of sentences, in their order.

    Stemmed, stop words left in, as the literature since 2017 reports it; Lsum compares sentence by sentence.

    Raises:
        BrieferError: rouge-score is not installed.

    Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), as implemented by rouge-score.
    """
    scorer = _scorer()
    return [
        _rouge(scorer.score("\n".join(reference), "\n".join(candidate)))
        for candidate, reference in zip(candidates, references, strict=True)
    ]


def intervals(columns: Sequence[Sequence[float]], rng: random.Random, resamples: int = RESAMPLES) -> list[Interval]:
    """Return the mean of each column with its bootstrap interval: percentiles 2.5 and 97.5 of the resampled means.

    A column has one number a pair, and all columns are resampled alike. So a column of differences between two
    systems, pair by pair, gives the paired bootstrap of their difference.

    Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 16.
    """
    import numpy as np

    scores = np.array(columns, dtype=float).T  # (pairs, columns)
    pairs = range(len(scores))
    draws = (np.bincount(rng.choices(pairs, k=len(pairs)), minlength=len(pairs)) for _ in range(resamples))
    means = np.array([draw @ scores for draw in draws]) / len(pairs)  # (resamples, columns)
    lows, highs = np.percentile(means, (2.5, 97.5), axis=0)  # (columns,) each
    return [Interval(*map(float, triple)) for triple in zip(scores.mean(axis=0), lows, highs, strict=True)]


def _rouge(scores: dict[str, Any]) -> Rouge:
    return Rouge(*(100.0 * scores[name].fmeasure for name in ("rouge1", "rouge2", "rougeLsum")))


@cache
def _scorer() -> Any:  # noqa: ANN401 - rouge-score has no types
    """Make the scorer once: its stemmer remembers words."""
    try:
        scorer = import_module("rouge_score.rouge_scorer")
    except ImportError as error:
        raise _missing() from error
    return scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)


def _missing() -> BrieferError:
    return BrieferError("rouge-score is not installed; run: pip install 'briefer[evaluate]'", "ROUGE")
