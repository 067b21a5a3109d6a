"""Measure the support check: `python tests/bench/support.py FOLDER`, with the folder of the faithfulness corpora.

Balanced accuracy on each set of the check (head and rules), of the rules alone and of word overlap. The threshold of
each system on each set is chosen on one half and counted on the other, both ways round (the rules alone have none: a
summary with a doubt is unsupported); `fixed` is the shipped threshold on all of a set. Intervals are 95 % by bootstrap.
Numbers that a set's tokeniser took apart in the sources alone (`5, 000`) are put together first, for every system.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from briefer.language.sentences import split_text
from briefer.summarising.alignment import align, read_source
from briefer.summarising.support_features import features
from briefer.summarising.support_head import load_head
from briefer.summarising.support_rules import find_reasons
from briefer.types import Article

SETS = ("sentence_pairs", "cliff", "goyal21", "qags")


_TOKENISED = re.compile(r"\w - \w|\w -\w|`` |` ` |-lrb-|- lrb -", re.IGNORECASE)
_PARTED = re.compile(r"(?<=\d)(?: ,|,|\.) (?=\d)")


def whole(text: str) -> str:
    """Put numbers together that a set's tokeniser took apart: `5, 000`, `98. 7`; its summaries have them whole."""
    return _PARTED.sub(lambda match: match[0].strip(), text) if _TOKENISED.search(text) else text


def records(path: Path) -> Iterator[tuple[str, str, int, str]]:
    """Yield source, summary, label and what names the half."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            source, summary = row.get("article") or row["premise"], row.get("summary") or row["claim"]
            yield whole(source), whole(summary), int(row["label"]), source


def score(path: Path) -> dict[str, np.ndarray]:
    """Return labels, halves and the score of each system: a summary's is its worst sentence's."""
    found: dict[str, list[float]] = {"label": [], "half": [], "check": [], "rules": [], "overlap": []}
    sentences, started = 0, time.perf_counter()
    read = ("", None)
    for text, summary, label, half in records(path):
        if read[0] != text:
            read = (text, read_source(Article("", text)))
        source = read[1]
        aligned = [align(summary[s.start : s.end], source) for s in split_text(summary)]
        reasons = [find_reasons(one, source) for one in aligned]
        counts = [features(one, source, why) for one, why in zip(aligned, reasons, strict=True)]
        sentences += len(aligned)
        found["label"].append(label)
        found["half"].append(zlib.crc32(half.encode()) % 2)
        found["check"].append(min(load_head().score(counts)))
        found["rules"].append(-float(any(reasons)))
        found["overlap"].append(-max(one["missing any in source"] for one in counts))
    found["milliseconds"] = [1000 * (time.perf_counter() - started) / sentences]
    return {name: np.array(values) for name, values in found.items()}


def balanced(right: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean of the shares of both labels that are right; the label itself where there is but one."""
    return float(np.mean([right[labels == label].mean() for label in (0, 1) if (labels == label).any()]))


def threshold(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the threshold of the best balanced accuracy."""
    return max(np.unique(scores), key=lambda t: balanced((scores >= t) == labels, labels))


def crossed(scores: np.ndarray, found: dict[str, np.ndarray]) -> np.ndarray:
    """Return which are right, each half by the threshold of the other."""
    labels, half = found["label"], found["half"]
    right = np.zeros(len(labels), bool)
    for one in (0, 1):
        limit = threshold(scores[half != one], labels[half != one])
        right[half == one] = (scores[half == one] >= limit) == labels[half == one]
    return right


def decided(found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return which summaries each system gets right."""
    labels = found["label"]
    return {
        "overlap": crossed(found["overlap"], found),
        "rules": (found["rules"] >= 0) == labels,
        "check": crossed(found["check"], found),
        "fixed": (found["check"] >= load_head().supported) == labels,
    }


def with_one_threshold(sets: dict[str, dict[str, np.ndarray]]) -> tuple[float, float]:
    """Return the threshold, the mean of two, that does best on one half of all sets, and what it does on the other."""
    limits, held = [], []
    for half in (0, 1):
        limit = max(np.arange(0.0, 1.0, 0.01), key=lambda t, half=half: _mean(sets, t, half))
        limits.append(limit)
        held.append(_mean(sets, limit, 1 - half))
    return float(np.mean(limits)), float(np.mean(held))


def _mean(sets: dict[str, dict[str, np.ndarray]], limit: float, half: int) -> float:
    """Return the mean over the sets of the check's balanced accuracy on one half."""
    rows = [(one["check"][one["half"] == half], one["label"][one["half"] == half]) for one in sets.values()]
    return float(np.mean([balanced((scores >= limit) == labels, labels) for scores, labels in rows]))


def main() -> None:
    """Print a row a set, and the mean."""
    rng = np.random.default_rng(0)
    samples: dict[str, list[np.ndarray]] = {}
    means: dict[str, list[float]] = {}
    sets: dict[str, dict[str, np.ndarray]] = {}
    for name in SETS:
        found = sets[name] = score(Path(sys.argv[1]) / f"{name}.jsonl.xz")
        labels = found["label"]
        draws = [rng.integers(0, len(labels), len(labels)) for _ in range(500)]
        row = [f"{name:<15}{len(labels):>5}"]
        for system, right in decided(found).items():
            drawn = np.array([balanced(right[draw], labels[draw]) for draw in draws])
            samples.setdefault(system, []).append(drawn)
            means.setdefault(system, []).append(balanced(right, labels))
            low, high = np.percentile(drawn, [2.5, 97.5])
            row.append(f"{system} {means[system][-1]:.3f} ({low:.3f}-{high:.3f})")
        sys.stdout.write(" | ".join([*row, f"{found['milliseconds'][0]:.1f} ms a sentence"]) + "\n")
    for system, drawn in samples.items():
        low, high = np.percentile(np.mean(drawn, 0), [2.5, 97.5])
        sys.stdout.write(f"mean {system} {np.mean(means[system]):.3f} ({low:.3f}-{high:.3f})" + "\n")
    limit, held = with_one_threshold(sets)
    sys.stdout.write(
        f"one threshold for all sets, {limit:.2f}, chosen on the halves that it is not counted on: {held:.3f}\n"
    )


if __name__ == "__main__":
    main()
