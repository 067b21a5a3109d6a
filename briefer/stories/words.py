"""How much each word tells about what an article is on: its stem, and how rare it is in the news.

Knows nothing about stories. The counts, in how many articles of a corpus a stem stands, ship with briefer
(`models/story-words`); no text does.
"""

from __future__ import annotations

import lzma
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from briefer.resources import bundled, read_shipped

FOLDER: Final = "story-words"
FILE: Final = "words.txt.xz"
LEAST: Final = 5
"""Articles from which a stem is in the table; all others are taken for as rare as that."""
COMMON: Final = 1.0
"""What is taken off each word's weight, so that a word of every third article tells nothing."""

TALK: Final = 2.0
"""A word of so large a share of the articles at hand that the product is 1 tells nothing ..."""
FEW: Final = 50
"""... as if so many other articles were there: with a handful, what all of them share is what they are on."""

_WORD = re.compile(r"[^\W_]{1,40}")
_ENDINGS: Final = (("ies", "y", 5), ("ing", "", 7), ("ed", "", 6), ("es", "", 6), ("s", "", 5), ("e", "", 5))
"""An ending, what stands for it, and the least length of a word that loses it."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many articles of how many each stem stands."""

    articles: int
    counts: Mapping[str, int]

    def weight(self, stem: str, here: int = 0, articles: int = 0) -> float:
        """Return how much a stem tells: the logarithm of its rarity, less `COMMON`, never below 0.

        What many of the articles at hand share, because it is the talk of the day, tells less.

        Args:
            stem: of a word.
            here: in how many of the articles at hand it stands.
            articles: how many there are at hand.
        """
        known = self.counts.get(stem, LEAST) + here
        rarity = max(math.log((self.articles + articles + 1) / known) - COMMON, 0.0)
        return rarity * max(1 - TALK * here / (articles + FEW), 0.0)


@cache
def load_word_counts() -> WordCounts:
    """Load the bundled counts, once.

    Raises:
        ModelError: They are not there, or are damaged.
    """
    return read_shipped(bundled("models") / FOLDER / FILE, "the counts of words are", read_word_counts)


def read_word_counts(path: Path) -> WordCounts:
    """Read counts: a line of how many articles, then for each count a line of it and its stems.

    Raises:
        OSError: There is no such file.
        ValueError: It is damaged; also `lzma.LZMAError` and `EOFError`.
    """
    first, *lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    rows = [line.split() for line in lines]
    return WordCounts(int(first), {stem: int(count) for count, *stems in rows for stem in stems})


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, in order: lower case, common endings off, digits kept."""
    return [stem(word) for word in _WORD.findall(text.lower())]


def stem(word: str) -> str:
    """Take off the common English ending of a word in lower case: `attacks`, `attacked`, `attacking`, `attack`."""
    for ending, instead, length in _ENDINGS:
        if len(word) >= length and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count stems of two characters or more, in ascending order."""
    return tuple(sorted(Counter(word for word in words if len(word) > 1).items()))
