"""What an amount counts: the noun phrase after it, or the whole that it is a part of (`two of the berths`).

Knows nothing about what became of it, nor how a noun phrase is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefer.language import figure_words as lists
from briefer.language.amounts import Amount
from briefer.language.figure_phrases import (
    Words,
    bare_phrase,
    breaks_phrase,
    ends_phrase,
    is_number,
    is_past,
    noun_phrase,
    with_of,
)

_EACH = frozenset("per a an each every".split())
_UNITS = frozenset(
    "hour day week month year person head barrel litre liter gallon kilo share ton tonne ounce night".split()
)
_NO_PURPOSE = frozenset("part full total recent return advance exchange addition order all just less more".split())
_HELD = frozenset("a an the its this that his their another our".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """What an amount counts."""

    text: str
    """As printed; empty where the text does not tell."""
    end: int
    """Offset into the sentence after it; 0 where there is nothing."""
    last: int
    """Index of the word after the whole phrase."""


def counted(words: Words, amount: Amount) -> Counted:
    """Find what an amount counts."""
    at = words.at_offset(amount.end)
    if amount.kind in ("money", "percent") and words.lower(at) in _EACH and words.lower(at + 1) in _UNITS:
        return _cut(words, at, at + 2)
    if amount.unit_end:
        return _cut(words, at, with_of(words, words.at_offset(amount.unit_end)))
    if amount.kind in ("percent", "money", "ratio", "measure") and not amount.attributive:
        return _share(words, amount, at)
    if amount.attributive:
        at += words.lower(at) in "-‑"
        return _cut(words, at, bare_phrase(words, at))
    if amount.kind == "age":
        return Counted("", 0, at)
    return _part(words, at + 1) if words.lower(at) == "of" else _plain(words, amount, at)


def _plain(words: Words, amount: Amount, at: int) -> Counted:
    """Read the noun phrase right after a number: `nineteen more ships` counts ships."""
    while words.lower(at) in lists.EXTRA:
        at += 1
    end = noun_phrase(words, at, singular=amount.value == 1)
    rate = end > at and words.lower(end) in _EACH and words.lower(end + 1) in _UNITS
    return _cut(words, at, end + 2 if rate else end)


def _is_purpose(words: Words, at: int) -> bool:
    """Tell `in aid` after a sum from `in 2020`, `in part`, `in the north`, `in June`."""
    inner = words[at + 1]
    bare = inner.text.islower() and inner.lower not in lists.DETERMINERS and not is_number(inner)
    return words.lower(at) == "in" and bare and inner.lower not in _NO_PURPOSE


def _is_held(words: Words, at: int) -> bool:
    """Tell whether a determiner stands before an amount, so that its noun follows: `a $5m plan`."""
    at -= is_past(words.lower(at - 1))  # `a proposed $5m plan`
    return (
        words.lower(at - 1) in _HELD
        or words.lower(at - 1).endswith("'s")
        or (words.lower(at - 1) == "," and "-" in words.lower(at - 2))
    )


def _cut(words: Words, start: int, end: int) -> Counted:
    text = words.slice(start, end)
    return Counted(text, words[end - 1].end if text else 0, max(start, end))


def _part(words: Words, at: int) -> Counted:
    """Read on after `two of`: `the harbour's five berths` counts berths, `them` counts nothing."""
    if words.lower(at) in lists.PRONOUNS:
        return Counted("", words[at].end, at + 1)
    while words.lower(at) in lists.DETERMINERS or words.lower(at).endswith(("'s", "s'")) or is_number(words[at]):
        at += 1
    if words.lower(at) in lists.POSTPOSED and ends_phrase(words[at + 1]):
        return _cut(words, at, at + 1)
    return _cut(words, at, noun_phrase(words, at, singular=False))


def _share(words: Words, amount: Amount, at: int) -> Counted:
    """Read what a percentage, a sum or a fraction is of: `of the voters`, `in aid`, `a $5m plan`."""
    if words.lower(at) == "of" or (amount.kind == "money" and _is_purpose(words, at)):
        inner = at + 1
        while words.lower(inner) in lists.DETERMINERS or is_number(words[inner]):
            inner += 1
        end = noun_phrase(words, inner, singular=not breaks_phrase(words.lower(inner)))
        return _cut(words, inner, end)
    if amount.kind == "ratio":
        inner = at + (words.lower(at) in lists.DETERMINERS)
        return _cut(words, inner, noun_phrase(words, inner, singular=inner > at))
    if _is_held(words, words.at_offset(amount.start)):
        return _cut(words, at, bare_phrase(words, at))
    return Counted("", 0, at)
