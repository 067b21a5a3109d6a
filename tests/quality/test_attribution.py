"""Statements keep their quality: floors on a public corpus of attributions, pinned with the corpus's hash.

A floor is never lowered silently; where the corpus is absent, nothing is measured. A statement counts as right where
its content shares a word with a gold content, its source as right where it shares a word with that row's source. The
rows are split by document: a sample of both halves was read before the rules were written, which were then mended by
the errors of the first half alone.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from briefer.language.facts import Statement
from briefer.language.sentences import split_article
from briefer.language.statements import find_statements
from briefer.types import Article

CORPUS = "attribution/dev.jsonl.xz"
HASH = "101804e4e9a2cdd4beb96097c37e0fae0919be1491da7031dc3a65b0d19ef4b7"
FLOORS = {
    0: {"content precision": 0.91, "content recall": 0.535, "source precision": 0.83, "source recall": 0.515},
    1: {"content precision": 0.91, "content recall": 0.60, "source precision": 0.85, "source recall": 0.59},
}
"""Measured in November 2026: content F1 0.686 and 0.737, source F1 0.648 and 0.707. What is missed is mostly what the
corpus counts as attribution and a brief does not: `attacked`, `wants`, `seems`, headlines with a colon."""

Spans = dict[str, list[tuple[int, int]]]


@pytest.fixture(scope="module")
def corpus(data):
    path = data / CORPUS
    if not path.is_file():
        pytest.skip(f"no {CORPUS} here")
    return path


def test_the_corpus_is_the_one_that_the_floors_were_set_on(corpus):
    assert hashlib.sha256(corpus.read_bytes()).hexdigest() == HASH


@dataclass
class Counts:
    """What was found, and how much of it is right."""

    predicted: int = 0
    gold: int = 0
    contents: int = 0
    sources: int = 0
    predicted_sources: int = 0
    gold_sources: int = 0

    def scores(self) -> dict[str, float]:
        return {
            "content precision": self.contents / self.predicted,
            "content recall": self.contents / self.gold,
            "source precision": self.sources / self.predicted_sources,
            "source recall": self.sources / self.gold_sources,
        }


def passages(path) -> Iterator[tuple[str, str, list[Spans]]]:
    """Give document, text and gold rows of each passage; one inside a longer one of its document is joined to it."""
    rows: dict[str, dict[str, list[Spans]]] = defaultdict(lambda: defaultdict(list))
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["doc"]][row["text"]].append(row["spans"])
    for document, texts in rows.items():
        joined: dict[str, list[Spans]] = {}
        for text in sorted(texts, key=len, reverse=True):
            host = next((other for other in joined if text in other), text)
            shift = host.index(text)
            moved = [{key: [(a + shift, b + shift) for a, b in v] for key, v in s.items()} for s in texts[text]]
            known = joined.setdefault(host, [])
            known += [spans for spans in moved if spans not in known]
        yield from ((document, text, gold) for text, gold in joined.items())


def words(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end]))


def count(counts: Counts, text: str, found: Iterable[Statement], gold: list[Spans]) -> None:
    """Pair statements with gold rows, best overlap of content first, a shared cue before all."""
    ours = [
        (
            words(text, [(span.start, span.end) for span in one.content]),
            words(text, [(one.source.start, one.source.end)] if one.source else []),
            words(text, [(one.cue.start, one.cue.end)]),
        )
        for one in found
    ]
    theirs = [tuple(words(text, row[key]) for key in ("content", "source", "cue")) for row in gold]
    pairs = sorted(
        ((bool(a[2] & b[2]), len(a[0] & b[0]), n, m) for n, a in enumerate(ours) for m, b in enumerate(theirs)),
        key=lambda pair: (-pair[0], -pair[1], pair[2:]),
    )
    free_ours, free_theirs = set(range(len(ours))), set(range(len(theirs)))
    for _, overlap, n, m in pairs:
        if overlap and n in free_ours and m in free_theirs:
            free_ours.remove(n)
            free_theirs.remove(m)
            counts.contents += 1
            counts.sources += bool(ours[n][1] & theirs[m][1])
    counts.predicted += len(ours)
    counts.gold += len(theirs)
    counts.predicted_sources += sum(bool(one[1]) for one in ours)
    counts.gold_sources += sum(bool(one[1]) for one in theirs)


@pytest.fixture(scope="module")
def halves(corpus):
    found = {0: Counts(), 1: Counts()}
    for document, text, gold in passages(corpus):
        article = Article(document, text)
        count(
            found[zlib.crc32(document.encode()) % 2], text, find_statements(article, split_article(article), ()), gold
        )
    return {half: counts.scores() for half, counts in found.items()}


@pytest.mark.parametrize("half", FLOORS)
def test_sources_and_contents(halves, half):
    assert all(halves[half][name] >= floor for name, floor in FLOORS[half].items()), halves[half]
