"""Whether two sentences say the same, by their words and numbers.

Knows nothing about articles. Words are compared as the candidates do, by their first six letters. Each sentence is
compared with many others, so what was read of it is kept.
"""

from __future__ import annotations

from functools import lru_cache

from briefer.language.numerals import numbers_in
from briefer.summarising.segments import words_of
from briefer.summarising.sets import overlap

AGREEING = 0.55
"""The share of its content words that the shorter of two sentences must have in common with the other."""
ENOUGH = 4
"""Content words in common below which nothing is said to agree: short sentences overlap by chance."""
RELATED = 0.3
"""The share above which two sentences speak of the same thing, though they may differ on it."""


@lru_cache(maxsize=4096)
def content_of(text: str) -> frozenset[str]:
    """Return the content words of a text, cut to six letters in the place of a stemmer, and its numbers as values."""
    words = (word[:6] for word in words_of(text) if len(word) > 3 and not word[0].isdigit())
    return frozenset((*words, *(f"#{number:g}" for number in numbers_of(text))))


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> frozenset[float]:
    """Return the numbers of a text as values."""
    return frozenset(numbers_in(text))


def agrees(one: str, other: str) -> bool:
    """Tell whether two sentences say the same: most content words shared, and no number of the shorter one missing."""
    first, second = content_of(one), content_of(other)
    if len(first & second) < ENOUGH or overlap(first, second) < AGREEING:
        return False
    short, long = (one, other) if len(first) <= len(second) else (other, one)
    return numbers_of(short) <= numbers_of(long)


def related(one: str, other: str) -> bool:
    """Tell whether two sentences speak of the same thing."""
    first, second = content_of(one), content_of(other)
    return len(first & second) >= ENOUGH - 1 and overlap(first, second) >= RELATED
