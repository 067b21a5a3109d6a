"""Articles stay gathered by event as well as they were: floors of B-cubed on story clusters, pinned with their hash.

A floor is never lowered silently; where the corpus is absent, nothing is measured. Articles without a date are
left out, since every article of a feed has one. Measured as `tests/bench/stories.py` does.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefer.stories.gather import gather

HASH = "1cd9d7c6e8a4"
FLOORS = {"precision": 0.950, "recall": 0.885, "f1": 0.920}
"""Measured in November 2026: precision 0.961, recall 0.896, F1 0.927."""

pytestmark = pytest.mark.needs_model


@pytest.fixture(scope="module")
def bench(load_bench):
    return load_bench("stories")


@pytest.fixture(scope="module")
def corpus(data) -> Path:
    file = data / "stories" / "clusters_train.jsonl.xz"
    if not file.is_file():
        pytest.skip("no story clusters here")
    return file


def test_the_corpus_is_the_one_that_the_floors_were_set_on(corpus):
    assert hashlib.sha256(corpus.read_bytes()).hexdigest()[:12] == HASH


def test_stories_keep_their_floors(bench, corpus):
    rows = [(number, article) for number, article in bench.read_groups(corpus) if article["date"]]
    items = bench.make_items([article for _, article in rows])
    scores = bench.b_cubed(gather(items), {item.id: row[0] for item, row in zip(items, rows, strict=True)})
    assert all(scores[name] >= floor for name, floor in FLOORS.items()), scores
