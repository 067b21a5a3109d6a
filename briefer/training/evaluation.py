"""Evaluation: what a system's summaries are worth beside human ones and beside the baselines, and how fast they come.

A system that fails on a pair scores 0 there: no pair is left out for one system only. The clock and the random numbers
are arguments. This module knows nothing about how a system works, nor how a report is shown.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.summarising.support import check_sentences
from briefer.training import rouge
from briefer.training.corpus import Pair, corpus_hash, read_pairs
from briefer.training.evaluation_report import Evaluation, Fidelity, Report, Score
from briefer.training.evaluation_systems import Limits, System, find_system
from briefer.types import Failure, Summary

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

BASELINE = "lead"
BATCH = 512
"""Articles that a system is given at once: enough to sort by length, few enough to hold in memory."""

_METRICS = ("rouge1", "rouge2", "rouge_lsum")
_WORD = re.compile(r"\w+")


def run_evaluation(
    paths: Sequence[Path],
    *,
    systems: Sequence[str],
    limits: Limits,
    limit: int | None = None,
    every: int = 1,
    clock: Callable[[], float],
    rng: random.Random,
) -> Evaluation:
    """Evaluate systems on a corpus.

    Args:
        paths: JSON Lines files and folders of them, as `read_pairs` takes them.
        systems: Keys of `SYSTEMS`, and names or folders of checkpoints; the baseline is added where it is missing.
        limits: Of the summaries.
        limit: How many pairs to take; None for all.
        every: Take only the first of each so many lines of a file, as a sample: corpora are often sorted.
        clock: Gives seconds, like `time.perf_counter`.
        rng: Draws the resamples.

    Raises:
        InputError: A path does not exist, or there is no pair in the corpus.
        ModelError: There is no such checkpoint, or it cannot be loaded.
        BrieferError: An extra that a system or the scores need is not installed.
    """
    names = list(dict.fromkeys([BASELINE, *systems]))
    chosen = {name: find_system(name) for name in names}
    items = list(read_pairs(paths, limit=limit, every=every))
    pairs = [item for item in items if isinstance(item, Pair)]
    refused = tuple(item for item in items if isinstance(item, Failure))
    if not pairs:
        reason = f"; first refused: {refused[0].where}: {refused[0].message}" if refused else ""
        raise InputError(f"no article with a reference summary in this corpus{reason}", " ".join(map(str, paths)))
    digest = corpus_hash(paths)
    sample = f"corpus={digest} pairs={len(pairs)} every={every}"
    reports = evaluate(pairs, chosen, limits, clock=clock, rng=rng, sample=sample)
    corpus = tuple(str(path) for path in paths)
    return Evaluation(corpus, digest, len(pairs), limits.sentences, limits.words, BASELINE, reports, refused)


def evaluate(
    pairs: Sequence[Pair],
    systems: dict[str, System],
    limits: Limits,
    *,
    clock: Callable[[], float],
    rng: random.Random,
    sample: str,
) -> tuple[Report, ...]:
    """Report on each system, in their order; the first is the baseline of the differences.

    Args:
        pairs: Articles with their references; at least one.
        systems: Each system under its name.
        limits: How long summaries may be.
        clock: Gives seconds.
        rng: Draws the resamples.
        sample: What says in the signatures which pairs these are.

    Raises:
        ModelError: A checkpoint cannot be loaded.
        BrieferError: An extra that a system or the scores need is not installed.
    """
    # 1. Summaries and times.
    runs = [_run(system, pairs, limits, clock) for system in systems.values()]
    # 2. One score a system, metric and pair; the same less the baseline's.
    scores = [_columns(results, pairs) for results, _ in runs]
    gains = [[_less(own, base) for own, base in zip(columns, scores[0], strict=True)] for columns in scores]
    # 3. Intervals, of all systems on the same resamples.
    flat = [column for columns in (*scores, *gains) for column in columns]
    ranges = iter(rouge.intervals(flat, rng))
    points = [[next(ranges) for _ in _METRICS] for _ in systems]
    differences = [[next(ranges) for _ in _METRICS] for _ in systems]
    # 4. Reports.
    settings = f"{sample} rouge-score={version('rouge-score')}"
    return tuple(
        _report(name, pairs, run, list(map(Score, own, gain)), limits, settings)
        for name, run, own, gain in zip(systems, runs, points, differences, strict=True)
    )


def _run(
    system: System, pairs: Sequence[Pair], limits: Limits, clock: Callable[[], float]
) -> tuple[list[Summary | Failure], float]:
    """Return what a system makes of the pairs, and the seconds that took, apart from loading what it needs."""
    system(pairs[:1], limits)
    start = clock()
    results = [result for i in range(0, len(pairs), BATCH) for result in system(pairs[i : i + BATCH], limits)]
    return results, clock() - start


def _columns(results: Sequence[Summary | Failure], pairs: Sequence[Pair]) -> list[list[float]]:
    """Return the scores, a list for each of `_METRICS`."""
    candidates = [_sentences(result) for result in results]
    scores = rouge.score(candidates, [pair.references for pair in pairs])
    return [[getattr(score, metric) for score in scores] for metric in _METRICS]


def _sentences(result: Summary | Failure) -> list[str]:
    return [sentence.text for sentence in result.sentences] if isinstance(result, Summary) else []


def _less(own: Sequence[float], base: Sequence[float]) -> list[float]:
    return [a - b for a, b in zip(own, base, strict=True)]


def _report(
    name: str,
    pairs: Sequence[Pair],
    run: tuple[list[Summary | Failure], float],
    scores: Sequence[Score],
    limits: Limits,
    settings: str,
) -> Report:
    """Put together what is known about one system."""
    results, seconds = run
    rouge1, rouge2, rouge_lsum = scores
    made = [(pair, result) for pair, result in zip(pairs, results, strict=True) if isinstance(result, Summary)]
    after = _fidelity([(pair, [s.text for s in summary.sentences]) for pair, summary in made])
    written = [(pair, [s.replaced or s.text for s in summary.sentences]) for pair, summary in made]
    before = _fidelity(written) if any(s.replaced for _, summary in made for s in summary.sentences) else after
    obeyed = sum(limits.allow(len(summary.sentences), summary.words) for _, summary in made)
    return Report(
        name,
        rouge1,
        rouge2,
        rouge_lsum,
        obeyed=obeyed / len(pairs),
        novelty=fmean(_novelty(pair, summary) for pair, summary in made) if made else 0.0,
        before=before,
        after=after,
        words=fmean(summary.words for _, summary in made) if made else 0.0,
        articles_per_second=len(pairs) / max(seconds, 1e-9),
        failures=len(pairs) - len(made),
        signature=f"{made[0][1].signature if made else name} {settings}",
    )


def _fidelity(made: Sequence[tuple[Pair, list[str]]]) -> Fidelity:
    """Hold the sentences of each summary against its article."""
    found = [support for pair, texts in made for support in check_sentences(pair.article, texts)]
    kinds = [reason.kind for support in found for reason in support.reasons]
    supported = fmean(support.verdict == "supported" for support in found) if found else 0.0
    each = 100 / max(1, len(made))
    return Fidelity(supported, kinds.count("number") * each, (kinds.count("name") + kinds.count("place")) * each)


def _novelty(pair: Pair, summary: Summary) -> float:
    """Return the share of a summary's bigrams, within its sentences, that the article does not have.

    Source: See et al., "Get To The Point" (2017), section 6.2.
    """
    known = set(_bigrams(pair.article.text))
    bigrams = [bigram for sentence in summary.sentences for bigram in _bigrams(sentence.text)]
    return sum(bigram not in known for bigram in bigrams) / len(bigrams) if bigrams else 0.0


def _bigrams(text: str) -> list[tuple[str, str]]:
    return list(pairwise(_WORD.findall(text.casefold())))
