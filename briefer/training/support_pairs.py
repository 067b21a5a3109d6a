"""Labelled pairs for the support check's head, made from summaries and compressions.

A sentence of a human summary whose words its article covers, a sentence cut by a human, and a sentence of the article
itself are supported; the same, corrupted, are not. Knows nothing about features.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefer.language.sentences import split_text
from briefer.summarising.alignment import rarity
from briefer.summarising.support_words import Word, read_words
from briefer.training.corpus import Pair, read_pairs, read_records
from briefer.training.corruptions import Context, corrupt, neighbours_among
from briefer.types import Failure

COVERED: Final = 0.75
"""Share of the weight of a human sentence's words that its article must have."""
UNCOVERED: Final = 0.5
"""Share below which a human sentence tells what its article does not."""
SHORTENED: Final = 0.4
"""Share of its tokens that a compression must keep: shorter ones often say something else."""
LOWERED: Final = 0.3
"""Share of the pairs that are given in lower case, as some generators write."""
INVENTED: Final = "uncovered"
"""Human sentences that know more than their article: unsupported as they are."""
_COMMON: Final = 12_000
"""Words from which those of like meaning are taken."""


@dataclass(frozen=True, slots=True)
class Example:
    """A source, a sentence, and whether the source bears it out."""

    source: str
    sentence: str
    supported: bool
    kind: str
    """Where a supported one comes from, or the corruption."""


def read_examples(summaries: Sequence[Path], compressions: Sequence[Path], *, limit: int, seed: int) -> list[Example]:
    """Make examples from corpora of summaries and of compressions.

    Args:
        summaries: as `read_pairs` reads them.
        compressions: JSON Lines files with `tokens` and `keep`.
        limit: the most articles and the most compressed sentences a file.
        seed: of all that is drawn.

    Raises:
        InputError: A path does not exist, or a file cannot be read.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    known = [*_from_summaries(summaries, limit, rng), *_from_compressions(compressions, limit)]
    rng.shuffle(known)
    find = neighbours_among(_common(known))
    examples: list[Example] = []
    for number, (source, sentence, kind) in enumerate(known):
        other = known[(number + 1) % len(known)][0]
        context = Context(source, [source[s.start : s.end] for s in split_text(source)] or [source], other, find)
        examples += _both(source, sentence, kind, context, rng)
    return examples


def _both(source: str, sentence: str, kind: str, context: Context, rng: random.Random) -> Iterator[Example]:
    lower = rng.random() < LOWERED
    if kind == INVENTED:
        yield Example(source.lower() if lower else source, sentence.lower() if lower else sentence, False, kind)
        return
    name, wrong = corrupt(sentence, context, rng)
    for text, supported, label in ((sentence, True, kind), (wrong, False, name)):
        if text:
            yield Example(source.lower() if lower else source, text.lower() if lower else text, supported, label)


def _from_summaries(paths: Sequence[Path], limit: int, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    for path in paths:
        for pair in read_pairs([path], limit=limit, every=_every(path, limit)):
            if not isinstance(pair, Failure):
                yield from _of_pair(pair, rng)


def _every(path: Path, limit: int) -> int:
    """Spread a sample over a file: corpora are often sorted."""
    return max(1, sum(1 for _ in read_records(path)) // limit)


def _of_pair(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    article = " ".join(pair.article.text[:6000].split())
    known = {word.stem for word in read_words(article)}
    numbers = {word.number for word in read_words(article)}
    for reference in pair.references[:3]:
        words = read_words(reference)
        if 5 <= len(words) <= 50:
            covered, stated = _covered(words, known), all(w.number in numbers for w in words if w.number)
            if covered >= COVERED and stated:
                yield article, reference, "summary"
            elif covered < UNCOVERED or not stated:
                yield article, reference, INVENTED
    own = [article[s.start : s.end] for s in split_text(article)]
    fitting = [sentence for sentence in own if 6 <= len(sentence.split()) <= 40]
    if fitting:
        yield article, rng.choice(fitting[:12]), "copy"


def _covered(words: Sequence[Word], known: set[str]) -> float:
    """Return the share of the weight of the words that are known, 0 to 1."""
    weights = [(word.stem in known, rarity(word.lower)) for word in words if word.content]
    return sum(w for found, w in weights if found) / (sum(w for _, w in weights) or 1.0)


def _from_compressions(paths: Sequence[Path], limit: int) -> Iterator[tuple[str, str, str]]:
    for path in paths:
        count = 0
        for record in read_records(path):
            if count < limit and not isinstance(record, Failure):
                tokens, keep = record.get("tokens", ()), record.get("keep", ())
                kept = [token for token, flag in zip(tokens, keep, strict=False) if flag]
                if len(kept) >= 6 and SHORTENED * len(tokens) <= len(kept) < len(tokens):
                    count += 1
                    yield " ".join(tokens), " ".join(kept), "compression"


def _common(known: Iterable[tuple[str, str, str]]) -> list[str]:
    """List the most frequent lower-case words of the sentences."""
    from collections import Counter

    counted = Counter(
        word.lower for _, sentence, _ in known for word in read_words(sentence) if word.content and not word.capital
    )
    return [word for word, _ in counted.most_common(_COMMON) if word.isalpha()]
