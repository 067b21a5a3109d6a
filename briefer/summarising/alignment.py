"""Where in a source a sentence's words stand: its evidence sentences, and how each word is borne out.

Word overlap with rare words weighted; for a word that the source lacks, the likest of its words by the encoder's word
embeddings. Knows nothing about verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from briefer.language.sentences import split_article
from briefer.resources import find_model
from briefer.summarising.support_words import Word, read_words
from briefer.types import Article, Sentence

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

ENCODER: Final = "briefer-encoder"
EVIDENCE: Final = 3
"""Sentences that one summary sentence is held against, at most."""
_WORTH: Final = 0.08
"""Share of the sentence's weight that a further evidence sentence must add."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """An article, read for the check."""

    article: Article
    sentences: tuple[Sentence, ...]
    words: tuple[tuple[Word, ...], ...]
    """The words of each sentence, with offsets into it."""
    stems: tuple[str, ...]
    """Of all words, in order."""
    places: dict[str, tuple[int, ...]]
    """Where each stem stands in `stems`."""
    sentence_of: tuple[int, ...]
    """The sentence of each word."""


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """A summary sentence beside its evidence."""

    text: str
    words: tuple[Word, ...]
    weights: tuple[float, ...]
    """How rare each word is: 0 for one that needs no support."""
    evidence: tuple[int, ...]
    """Indices of sentences of the source, the best first."""


def read_source(article: Article) -> Source:
    """Read an article for the check; where no sentence is found, nothing supports anything."""
    sentences = split_article(article)
    words = tuple(read_words(sentence.text) for sentence in sentences)
    stems = tuple(word.stem for one in words for word in one)
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(stems):
        places.setdefault(stem, []).append(at)
    sentence_of = tuple(number for number, one in enumerate(words) for _ in one)
    return Source(article, sentences, words, stems, {k: tuple(v) for k, v in places.items()}, sentence_of)


def align(text: str, source: Source) -> Aligned:
    """Find the sentences of a source that a summary sentence rests on: each adds most of what is not yet covered."""
    words = read_words(text)
    weights = tuple(rarity(word.lower) if word.content else 0.0 for word in words)
    wanted: dict[str, float] = {}
    for word, weight in zip(words, weights, strict=True):
        wanted[word.stem] = max(wanted.get(word.stem, 0.0), weight or 0.05)
    holds: dict[int, set[str]] = {}
    for stem in wanted:
        for at in source.places.get(stem, ()):
            holds.setdefault(source.sentence_of[at], set()).add(stem)
    return Aligned(text, words, weights, _evidence(wanted, holds, source))


def _evidence(wanted: dict[str, float], holds: dict[int, set[str]], source: Source) -> tuple[int, ...]:
    total = sum(wanted.values()) or 1.0
    chosen: list[int] = []
    left = dict(wanted)
    while holds and len(chosen) < EVIDENCE:
        # A long sentence holds many words by chance: of two with the same words, the shorter.
        best = max(holds, key=lambda n: (sum(left.get(s, 0.0) for s in holds[n]) - 0.002 * len(source.words[n]), -n))
        gain = sum(left.get(stem, 0.0) for stem in holds[best])
        if chosen and gain < _WORTH * total:
            break
        chosen.append(best)
        for stem in holds.pop(best):
            left.pop(stem, None)
    return tuple(chosen)


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """Return how much a word tells, 0.3 to 1.6: the vocabulary of the encoder is sorted by frequency."""
    import math

    ids = _pieces(word)
    rank = max(ids, default=1996) - 1995
    return 0.2 + math.log10(max(rank, 10)) / 3.3 + (0.15 if len(ids) > 1 else 0.0)


@lru_cache(maxsize=1 << 15)
def vector(word: str) -> np.ndarray:
    """Return what a word means by itself, (D,) of length 1: the mean of its pieces' embeddings."""
    import numpy as np

    ids = _pieces(word)
    mean = _embeddings()[ids].astype(np.float32).mean(0) if ids else np.zeros(_embeddings().shape[1], np.float32)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean)


def vectors(words: Sequence[str]) -> np.ndarray:
    """Return (words, D)."""
    import numpy as np

    return np.stack([vector(word) for word in words]) if words else np.zeros((0, _embeddings().shape[1]), np.float32)


@lru_cache(maxsize=16)
def meanings(source: Source) -> np.ndarray:
    """Return the vectors of a source's content words, each once, (words, D)."""
    return vectors(sorted({word.lower for words in source.words for word in words if word.content}))


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> list[int]:
    return _tokenizer().encode(word[:60], add_special_tokens=False).ids


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from briefer.summarising.encoder import load_tokenizer

    return load_tokenizer(find_model(ENCODER))


@lru_cache(maxsize=1)
def _embeddings() -> np.ndarray:
    """Return the word embeddings of the encoder, (V, D) of length 1, without what all words share."""
    import numpy as np
    from safetensors import safe_open

    with safe_open(find_model(ENCODER) / "model.safetensors", "np") as tensors:
        table = tensors.get_tensor("bert.embeddings.word_embeddings.weight")
    mean = table[2000:12000].astype(np.float32).mean(0)
    return np.asarray(table - mean.astype(np.float16))
