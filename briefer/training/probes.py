"""Measures what a checkpoint knows besides salience: entities by label, and whether its vectors tell stories apart.

`python -m briefer.training.probes entities FILE` and `... stories FILE` print JSON. The first reads rows of `tokens`,
BIO `tags`, the labels `annotated` and a source `src`; the second groups of `articles` with title, text and date.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.summarising.encoder import Encoder, load_encoder
from briefer.summarising.tags import LABELS
from briefer.training.corpus import read_records

if TYPE_CHECKING:
    import numpy as np

LEAD_WORDS = 90
"""The title and so many words stand for an article."""
WINDOW_DAYS = 4
"""Articles further apart are not on one event."""

Found = set[tuple[int, int, str]]


def entity_scores(rows: Sequence[Mapping[str, Any]], encoder: Encoder) -> dict[str, dict[str, float]]:
    """Score entities as CoNLL 2003 does: exact spans and labels, micro-averaged.

    A label counts only in rows whose source annotates it; what overlaps a token tagged X does not count.

    Returns:
        For each label with a gold entity, and for "all": precision, recall, f1 (0 to 1) and how many gold ones.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts = [" ".join(row["tokens"]) for row in rows]
    for row, entities in zip(rows, encoder.entities(texts), strict=True):
        gold, ignored = _gold(row)
        labels = row.get("annotated", LABELS)
        found = {(e.start, e.end, e.label) for e in entities if e.label in labels}
        found = {f for f in found if not any(f[0] < end and start < f[1] for start, end in ignored)}
        for name, part in (("gold", gold), ("found", found), ("right", gold & found)):
            for _, _, label in part:
                counts[label][name] += 1
                counts["all"][name] += 1
    return {label: _f1(c) for label, c in sorted(counts.items()) if c["gold"]}


def _gold(row: Mapping[str, Any]) -> tuple[Found, list[tuple[int, int]]]:
    """Return the entities of a row as offsets into its tokens joined by spaces, and the spans to ignore."""
    gold: list[tuple[int, int, str]] = []
    ignored: list[tuple[int, int]] = []
    at, previous = 0, "O"
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        end = at + len(token)
        if tag == "X":
            ignored.append((at, end))
        elif tag[0] == "I" and previous[2:] == tag[2:]:
            gold[-1] = (gold[-1][0], end, tag[2:])
        elif tag != "O":
            gold.append((at, end, tag[2:]))
        at, previous = end + 1, tag
    return set(gold), ignored


def _f1(counts: Counter[str]) -> dict[str, float]:
    precision = counts["right"] / max(counts["found"], 1)
    recall = counts["right"] / max(counts["gold"], 1)
    f1 = 2 * counts["right"] / max(counts["found"] + counts["gold"], 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "gold": counts["gold"]}


def story_scores(groups: Sequence[Mapping[str, Any]], encoder: Encoder) -> dict[str, float]:
    """Score how well average-link clusters of the articles' vectors match the groups: the best B-cubed over thresholds.

    Raises:
        ImportError: scipy is not installed (it comes with the extra `train`).

    Source: Bagga and Baldwin, "Algorithms for Scoring Coreference Chains" (1998), on clusters of texts.
    """
    import numpy as np
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform

    items = [(number, article) for number, group in enumerate(groups) for article in group["articles"]]
    vectors = encoder.embed([_opening(article) for _, article in items])
    days = np.array([_day(article.get("date")) for _, article in items])
    distance = np.clip(1 - vectors @ vectors.T, 0, None)
    distance[np.abs(days[:, None] - days[None]) > WINDOW_DAYS] = 2.0
    np.fill_diagonal(distance, 0)
    tree = average(squareform(distance, checks=False))
    gold = np.array([number for number, _ in items])
    scores = [
        _b_cubed(fcluster(tree, t, "distance"), gold) | {"threshold": float(t)}
        for t in np.arange(0.3, 0.75, 0.05).round(2)
    ]
    return max(scores, key=lambda score: score["f1"])


def _day(published: str | None) -> float:
    """Return the day's number; nan, which is far from no other day, where there is no date."""
    return date.fromisoformat(published[:10]).toordinal() if published else float("nan")


def _opening(article: Mapping[str, Any]) -> str:
    return f"{article['title'].rstrip('.')}. {' '.join(article['article'].split()[:LEAD_WORDS])}"


def _b_cubed(found: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    together = Counter(zip(found.tolist(), gold.tolist(), strict=True))
    sizes, golds = Counter(found.tolist()), Counter(gold.tolist())
    precision = sum(n * n / sizes[cluster] for (cluster, _), n in together.items()) / len(gold)
    recall = sum(n * n / golds[group] for (_, group), n in together.items()) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure what the first argument says on the file of the second; a third names the checkpoint."""
    what, file, *model = arguments
    encoder = load_encoder(*model or ["briefer-encoder"])
    rows = [record for record in read_records(Path(file)) if isinstance(record, dict)]
    if what == "stories":
        return story_scores(rows, encoder)
    sources = sorted({row.get("src", "") for row in rows})
    return {source: entity_scores([row for row in rows if row.get("src", "") == source], encoder) for source in sources}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:]), indent=1))  # noqa: T201 - a program of its own
