"""Makes sentences that their source does not bear out, from sentences that it does: the negatives of the support check.

Each corruption changes as little as a generator's typical mistake does. Knows nothing about features and training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from briefer.summarising.alignment import rarity, vectors
from briefer.summarising.support_lexicon import ANTONYMS
from briefer.summarising.support_words import LITTLE, stem

_NAME: Final = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'’&-]*)(?: (?:of |al-)?[A-Z][\w'’&-]*){0,3}")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
_LOWER: Final = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])")
_AUXILIARY: Final = re.compile(r"\b(?:is|was|are|were|has|have|had|will|would|can|could|should|did|does)\b(?! not)")
_NOT: Final = re.compile(r" (?:not|never|no longer)\b|n['’]t\b")
_JOINT: Final = re.compile(
    r" (?:in|on|at|for|to|after|before|of|by|with|from|and|as|that|who|which|when|while|because|was|is|has)\b"
)
_PRONOUN: Final = re.compile(r"\b(?:he|she|they|his|her|their|him)\b")
_OTHER: Final = {"he": "she", "she": "he", "they": "he", "his": "her", "her": "his", "their": "his", "him": "her"}


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Where a corruption may take its words from."""

    source: str
    sentences: Sequence[str]
    """Of the source."""
    other: str
    """Another source."""
    neighbours: Callable[[str], Sequence[str]]
    """Words of like meaning."""


Corruption = Callable[[str, Context, random.Random], str]


def _swap(text: str, pattern: re.Pattern[str], pool: str, rng: random.Random) -> str:
    """Put another match of a pattern, from a pool, in the place of one."""
    spots = list(pattern.finditer(text))
    if not spots:
        return text
    spot = rng.choice(spots)
    own = set(spot[0].lower().split())
    fitting = [found for found in pattern.findall(pool) if not set(found.lower().split()) & own]
    return _put(text, spot, rng.choice(fitting)) if fitting else text


def _put(text: str, spot: re.Match[str], new: str) -> str:
    return text[: spot.start()] + new + text[spot.end() :]


def name_inside(text: str, context: Context, rng: random.Random) -> str:
    """Name someone or something else that the source names."""
    return _swap(text, _NAME, context.source, rng)


def name_outside(text: str, context: Context, rng: random.Random) -> str:
    """Name someone or something that the source does not name."""
    return _swap(text, _NAME, context.other, rng)


def number_inside(text: str, context: Context, rng: random.Random) -> str:
    """State another number of the source."""
    return _swap(text, _NUMBER, context.source, rng)


def number_outside(text: str, _context: Context, rng: random.Random) -> str:
    """State a number that the source does not state."""
    spots = list(_NUMBER.finditer(text))
    if not spots:
        return text
    spot = rng.choice(spots)
    digits = list(spot[0])
    at = rng.choice([i for i, digit in enumerate(digits) if digit.isdigit()])
    digits[at] = rng.choice([d for d in "123456789" if d != digits[at]])
    return _put(text, spot, "".join(digits))


def word_alike(text: str, context: Context, rng: random.Random) -> str:
    """Say a word of like use that the source does not have."""
    spots = [m for m in _LOWER.finditer(text) if m[0] not in LITTLE]
    rng.shuffle(spots)
    for spot in spots[:3]:
        fitting = [w for w in context.neighbours(spot[0]) if w not in context.source and stem(w) != stem(spot[0])]
        if fitting:
            return _put(text, spot, rng.choice(fitting))
    return text


def _word_of(text: str, pool: str, rng: random.Random) -> str:
    spots = [m for m in _LOWER.finditer(text) if m[0] not in LITTLE]
    if not spots:
        return text
    spot = rng.choice(spots)
    ending = spot[0][-2:] if spot[0].endswith(("ed", "ing", "ly", "es")) else ""
    words = [w for w in _LOWER.findall(pool) if w not in LITTLE and w.endswith(ending) and stem(w) not in text]
    return _put(text, spot, rng.choice(words)) if words else text


def word_inside(text: str, context: Context, rng: random.Random) -> str:
    """Put another word of the source, of the same form, in a word's place."""
    return _word_of(text, context.source, rng)


def word_outside(text: str, context: Context, rng: random.Random) -> str:
    """Put a word of another source, of the same form, in a word's place."""
    return _word_of(text, context.other, rng)


def negated(text: str, _context: Context, rng: random.Random) -> str:
    """Deny what is said, or say what is denied."""
    if found := _NOT.search(text):
        return _put(text, found, "")
    spots = list(_AUXILIARY.finditer(text))
    return _put(text, spot := rng.choice(spots), f"{spot[0]} not") if spots else text


def opposite(text: str, _context: Context, rng: random.Random) -> str:
    """Say the opposite of a word."""
    spots = [m for m in _LOWER.finditer(text) if m[0] in ANTONYMS]
    return _put(text, spot := rng.choice(spots), rng.choice(sorted(ANTONYMS[spot[0]]))) if spots else text


def roles(text: str, _context: Context, rng: random.Random) -> str:
    """Let two names, or two words, change places."""
    spots = list(_NAME.finditer(text))
    if len(spots) < 2:
        spots = [m for m in _LOWER.finditer(text) if m[0] not in LITTLE and rarity(m[0]) > 0.9]
    if len(spots) < 2:
        return text
    first, second = sorted(rng.sample(spots, 2), key=lambda m: m.start())
    return text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]


def spliced(text: str, context: Context, rng: random.Random) -> str:
    """Go on as another sentence of the source does."""
    return _splice(text, rng.choice(context.sentences), rng)


def invented(text: str, context: Context, rng: random.Random) -> str:
    """Go on as a sentence of another source does."""
    start = rng.randrange(max(len(context.other) - 300, 1))
    return _splice(text, context.other[start : start + 300], rng)


def _splice(text: str, other: str, rng: random.Random) -> str:
    ours, theirs = list(_JOINT.finditer(text)), list(_JOINT.finditer(other))
    fitting = [(a, b) for a in ours for b in theirs if a[0] == b[0] or rng.random() < 0.1]
    if not fitting:
        return text
    here, there = rng.choice(fitting)
    tail = " ".join(other[there.start() :].split()[: rng.randint(2, 9)])
    return f"{text[: here.start()]} {tail}".rstrip(" ,;") + "."


def broken(text: str, _context: Context, rng: random.Random) -> str:
    """Leave out words from the middle, without regard to grammar."""
    words = text.split()
    if len(words) < 7:
        return text
    size = rng.randint(1, min(5, len(words) - 5))
    start = rng.randint(1, len(words) - size - 1)
    return " ".join(words[:start] + words[start + size :])


def pronoun(text: str, _context: Context, rng: random.Random) -> str:
    """Say he for she, or a pronoun for a name."""
    if spots := list(_PRONOUN.finditer(text)):
        return _put(text, spot := rng.choice(spots), _OTHER[spot[0]])
    spots = list(_NAME.finditer(text))
    return _put(text, rng.choice(spots), rng.choice(("he", "she", "they"))) if spots else text


CORRUPTIONS: Final[dict[str, tuple[Corruption, float]]] = {
    "name inside": (name_inside, 2.0),
    "name outside": (name_outside, 2.0),
    "number inside": (number_inside, 1.0),
    "number outside": (number_outside, 1.0),
    "word alike": (word_alike, 2.0),
    "word inside": (word_inside, 1.0),
    "word outside": (word_outside, 1.0),
    "negated": (negated, 1.0),
    "opposite": (opposite, 1.0),
    "roles": (roles, 1.5),
    "spliced": (spliced, 3.0),
    "invented": (invented, 1.5),
    "broken": (broken, 1.5),
    "pronoun": (pronoun, 0.7),
}
"""Name, function, and how often it is tried: a guess at how often generators err so."""


def corrupt(text: str, context: Context, rng: random.Random) -> tuple[str, str]:
    """Corrupt a sentence once; give the corruption's name and the sentence, or two empty texts where none takes."""
    names = list(CORRUPTIONS)
    for _ in range(6):
        name = rng.choices(names, [weight for _, weight in CORRUPTIONS.values()])[0]
        changed = CORRUPTIONS[name][0](text, context, rng)
        if changed.lower().split() != text.lower().split():
            return name, changed
    return "", ""


def neighbours_among(words: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """Return a function that gives the words of a list that mean most nearly what a word means, 3rd to 20th."""
    import numpy as np

    table = vectors(words)
    known: dict[str, list[str]] = {}

    def find(word: str) -> list[str]:
        if word not in known:
            likest = np.argsort(-(table @ vectors([word])[0]))[2:20]
            known[word] = [words[i] for i in likest]
        return known[word]

    return find
