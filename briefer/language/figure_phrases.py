"""The words of a sentence and its noun phrases, without a tagger: `US soldiers`, `hectares of pine forest and pasture`.

Knows nothing about amounts, nor about what a verb means. The head is the first plural, the words before it are its
adjectives, and function words, verbs and punctuation end the phrase. Relative clauses and most prepositional phrases
stay out; `of` with a bare noun stays in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from briefer.language import figure_words as lists
from briefer.language.numerals import read_number

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:[-‑][^\W_]+)*|[^\W_]+(?:[-‑’'.&][^\W_]+)*|[^\w\s]|_")
_SCALES = frozenset("hundred thousand million billion trillion dozen".split())
_LONGEST = 7
"""Words from the number to the head: longer phrases were never right."""
_ENDS = (
    lists.AUXILIARIES
    | lists.DETERMINERS
    | lists.PRONOUNS
    | lists.PREPOSITIONS
    | lists.SUBORDINATORS
    | lists.CONJUNCTIONS
    | lists.ADVERBS
    | lists.WEEKDAYS
    | lists.SAYING
    | lists.FINITE
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign of a sentence; offsets into the sentence."""

    start: int
    end: int
    text: str
    lower: str
    """With a straight apostrophe; `US`, `WHO` and `IT` stay as they are, being names."""


class Words:
    """The words of a sentence, by index; an index outside gives an empty word."""

    def __init__(self, text: str) -> None:
        """Split a sentence into words and signs."""
        self.text = text
        self._words = [Word(match.start(), match.end(), match[0], _lower(match[0])) for match in _WORD.finditer(text)]
        self._starts = [word.start for word in self._words]
        self._none = Word(len(text), len(text), "", "")

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> Word:
        return self._words[at] if 0 <= at < len(self._words) else self._none

    def lower(self, at: int) -> str:
        """Give a word in lower case, the empty text outside the sentence."""
        return self[at].lower

    def at_offset(self, offset: int) -> int:
        """Give the index of the first word that starts at or after an offset."""
        return bisect_left(self._starts, offset)

    def slice(self, start: int, end: int) -> str:
        """Give the text from word `start` to before word `end`, as printed."""
        return self.text[self[start].start : self[end - 1].end] if end > start else ""


def _lower(text: str) -> str:
    return text if text in ("US", "WHO", "IT") else text.lower().replace("’", "'")


def is_plural(word: Word) -> bool:
    """Tell a noun in the plural."""
    low = word.lower
    if low in lists.IRREGULAR_PLURALS:
        return True
    if len(word.text) > 2 and word.text[:-1].isupper() and word.text.endswith("s"):
        return True  # MPs, NGOs
    regular = len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "'s", "is"))
    return regular and low not in lists.NO_PLURAL and not word.text.isupper()


def ends_phrase(word: Word) -> bool:
    """Tell a word that no noun phrase goes on with."""
    return word.lower in _ENDS or not word.lower[:1].isalnum()


def noun_phrase(words: Words, at: int, *, singular: bool) -> int:
    """Find the end of the noun phrase that starts at a word: the index after its last word, `at` where there is none.

    Args:
        words: The words of the sentence.
        at: Index of the first word after the number.
        singular: Whether the head may be a singular (`one soldier`, `a 74-metre structure`).
    """
    head = _plural_head(words, at)
    if head > at:
        return with_of(words, _with_twin(words, head))
    if singular:
        end = bare_phrase(words, at)
        return with_of(words, end) if end > at else at
    return at


def _plural_head(words: Words, at: int) -> int:
    """Find the index after the first plural, and after those that follow it (`arms dealers`); `at` where none is."""
    for place in range(at, at + _LONGEST):
        word = words[place]
        if not word.lower[:1].isalpha() or (ends_phrase(word) and not _is_noun_here(words, place)):
            return at
        if is_plural(word):
            if (
                word.lower in lists.NOUN_BEFORE_NOUN
                and not ends_phrase(words[place + 1])
                and _plural_next(words, place)
            ):
                continue
            while word.lower not in lists.HEADS and _goes_on(words[place + 1]):
                place += 1  # noqa: PLW2901 - the head is the last of a row of plurals
            return place + 1
    return at


def _with_twin(words: Words, end: int) -> int:
    """Take in a second bare plural: `loans and grants`."""
    twin = words[end + 1]
    joined = words.lower(end) in ("and", "or") and is_plural(twin) and twin.text[:1].islower()
    acts = ends_phrase(twin) or words.lower(end + 2) in lists.DETERMINERS | lists.PRONOUNS
    return end + 2 if joined and not acts and ends_phrase(words[end + 2]) else end


def _goes_on(word: Word) -> bool:
    """Tell a plural that follows a plural and is the head in its stead."""
    return is_plural(word) and not ends_phrase(word) and word.lower not in lists.POSTPOSED


def _plural_next(words: Words, at: int) -> bool:
    """Tell whether a plural follows within three words that may all stand before a noun."""
    for place in range(at + 1, at + 4):
        if ends_phrase(words[place]) or words.lower(place).endswith("ed"):
            return False
        if is_plural(words[place]):
            return True
    return False


def _is_noun_here(words: Words, at: int) -> bool:
    """Tell a plural noun that is also a verb: `12 reports`."""
    word = words[at]
    return word.lower in lists.FINITE and word.lower.endswith("s") and is_plural(word)


def bare_phrase(words: Words, at: int) -> int:
    """Find the end of a run of at most four words that none of them ends; a past tense ends it too."""
    end = at
    while end < at + 4 and words.lower(end)[:1].isalpha() and (not ends_phrase(words[end]) or _is_cut(words, end)):
        if end > at and breaks_phrase(words.lower(end)) and not _is_cut(words, end):
            break
        end += 1
        last = words[end - 1]
        if is_plural(last) and not is_plural(words[end]) and last.lower not in lists.NOUN_BEFORE_NOUN:
            break
    while end > at and words.lower(end - 1).endswith("ly"):
        end -= 1
    lone = end == at + 1 and breaks_phrase(words.lower(at)) and words.lower(at) not in lists.NOUNS_TOO
    return at if lone else end


def breaks_phrase(word: str) -> bool:
    """Tell a verb form that stands after a noun: `one doctor working there`."""
    gerund = word.endswith("ing") and len(word) > 5 and word not in lists.NO_ACTIVE | lists.ING_NOUNS
    return gerund or is_past(word)


def _is_cut(words: Words, at: int) -> bool:
    """Tell a word that may be a verb but stands as a noun, as neither its object nor a name follows: `a tax cut`."""
    follows = words[at + 1]
    object_follows = follows.lower in ("the", "a", "an", "to") or follows.lower in lists.PRONOUNS
    return words.lower(at) in lists.NOUNS_TOO and not object_follows and ends_phrase(follows)


def is_past(word: str) -> bool:
    """Tell a past tense or a past participle."""
    regular = word.endswith("ed") and len(word) > 4 and word not in lists.NO_PAST
    return regular or word in lists.IRREGULAR_PAST or word in lists.INTRANSITIVE_PAST


def with_of(words: Words, end: int) -> int:
    """Take in `of` and a bare noun, with a second one after `and` where the pair is all that follows it."""
    if words.lower(end) != "of":
        return end
    inner = bare_phrase(words, end + 1)
    if inner == end + 1 or (words.lower(end + 1).endswith("ing") and inner > end + 2):
        return end
    if words.lower(inner) == "and":
        second = bare_phrase(words, inner + 1)
        if second == inner + 2 and ends_phrase(words[second]) and not is_plural(words[second - 1]):
            return second
    return inner


def is_number(word: Word) -> bool:
    """Tell a word that is a number."""
    return word.lower[:1].isdigit() or word.lower in _SCALES or read_number(word.lower) is not None
