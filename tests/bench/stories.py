"""Measure how articles become stories: `python tests/bench/stories.py FOLDER [CACHE]`, with the folder `stories`.

B-cubed of `gather` on the story clusters, all articles at once and day by day, with the dates that they have; then the
seconds and the memory of 10,000 articles in one call. Vectors are kept in CACHE (a .npy file) if it is given.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from briefer.language.sentences import split_article
from briefer.stories.gather import gather
from briefer.stories.items import item_of, story_text
from briefer.stories.story import Item, Story
from briefer.summarising.encoder import load_encoder
from briefer.summarising.signals import SentenceSignals
from briefer.training.corpus import read_records
from briefer.types import Article

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""For an article without a date."""
MANY = 10_000


def read_groups(file: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """Return every article of the groups, with the number of its group."""
    groups = [record for record in read_records(file) if isinstance(record, dict)]
    return [(number, article) for number, group in enumerate(groups) for article in group["articles"]]


def make_items(articles: Sequence[Mapping[str, Any]], cache: Path | None = None) -> list[Item]:
    """Make the items as a day's run would, except that names are left out: gathering does not look at them."""
    read = [Article(one["id"], one["article"], title=one["title"] or "", source=one["source"]) for one in articles]
    signals = [[SentenceSignals(sentence, 0.0, (), ()) for sentence in split_article(one)] for one in read]
    if cache and cache.is_file():
        vectors = np.load(cache)
    else:
        vectors = load_encoder("briefer-encoder").embed([story_text(*pair) for pair in zip(read, signals, strict=True)])
        if cache:
            np.save(cache, vectors)
    days = [datetime.fromisoformat(one["date"]).replace(tzinfo=UTC) if one["date"] else NEVER for one in articles]
    rows = zip(read, signals, vectors, days, strict=True)
    return [item_of(article, signs, vector, published=day) for article, signs, vector, day in rows]


def b_cubed(stories: Sequence[Story], groups: Mapping[str, int]) -> dict[str, float]:
    """Return precision, recall and F1 of stories against the group of each article's id."""
    found = {item.id: number for number, story in enumerate(stories) for item in story.items}
    together = Counter((found[one], group) for one, group in groups.items())
    sizes, golds = Counter(found[one] for one in groups), Counter(groups.values())
    precision = sum(n * n / sizes[story] for (story, _), n in together.items()) / len(groups)
    recall = sum(n * n / golds[group] for (_, group), n in together.items()) / len(groups)
    scores = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
    return {name: round(value, 4) for name, value in scores.items()}


def day_by_day(items: Sequence[Item]) -> list[Story]:
    """Gather each day's articles with the stories of the days before, as the daily run does."""
    stories: dict[str, Story] = {}
    for day in sorted({item.published.date() for item in items}):
        recent = [one for one in stories.values() if (day - one.items[-1].published.date()).days <= 7]
        for story in gather([item for item in items if item.published.date() == day], recent):
            stories[story.id] = story
    return list(stories.values())


def crowd(items: Sequence[Item], count: int) -> list[Item]:
    """Return `count` articles of two days, made of those there are: each with other neighbours, and no copy."""
    rng = np.random.default_rng(5)
    day = datetime(2026, 11, 21, tzinfo=UTC)
    found = []
    for number in range(count):
        item, other = items[number % len(items)], items[int(rng.integers(len(items)))]
        vector = item.vector + 0.5 * other.vector if number >= len(items) else item.vector
        found.append(
            replace(
                item,
                id=f"{number}",
                published=day + timedelta(minutes=int(rng.integers(2880))),
                words=tuple(sorted(dict([*item.words[::2], *other.words[::2]]).items())),
                shingles=frozenset(one ^ number * 2654435761 for one in item.shingles),
                vector=vector / np.linalg.norm(vector),
            )
        )
    return found


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure everything; see the module's docstring."""
    folder, *cache = map(Path, arguments)
    rows = read_groups(folder / "clusters_train.jsonl.xz")
    items = make_items([article for _, article in rows], *cache)
    dated = [item for item in items if item.published != NEVER]
    groups = {item.id: number for (number, _), item in zip(rows, items, strict=True)}
    known = {item.id: groups[item.id] for item in dated}
    report: dict[str, Any] = {
        "articles": len(items),
        "with a date": len(dated),
        "at once": b_cubed(gather(dated), known),
        "day by day": b_cubed(day_by_day(dated), known),
        "at once, with those without a date": b_cubed(gather(items), groups),
    }
    many = crowd(dated, MANY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, busy = time.perf_counter(), time.process_time()
    stories = gather(many)
    report["10,000 articles"] = {
        "seconds": round(time.perf_counter() - started, 1),
        "seconds of the processor": round(time.process_time() - busy, 1),
        "stories": len(stories),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "peak MB before": before // 1024,
    }
    return report


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:]), indent=1))  # noqa: T201 - a program of its own
