"""Doubts a number that the source states of something else: `three berths` where it has `three ships` and `two berths`.

Reads figures with what they count and what became of it, as `language.figures` finds them. Knows nothing about numbers
that a source does not state at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from briefer.language.facts import DateMention, Figure
from briefer.language.figures import find_figures
from briefer.summarising.alignment import Aligned, Source
from briefer.summarising.support_lexicon import SYNONYMS
from briefer.summarising.support_words import read_words, stem
from briefer.types import Reason, Sentence

_COUNTED: Final = frozenset(("count", "ratio"))
"""Kinds of figures that count things; money and measures carry their unit, which the rule for numbers knows."""
_TOLLS: Final = tuple(
    frozenset(stem(word) for word in line.split())
    for line in (
        "killed dead died deaths fatalities murdered slain",
        "injured hurt wounded",
        "arrested detained held imprisoned jailed",
        "missing disappeared",
        "rescued saved freed released survived",
        "evacuated displaced fled",
        "acquitted cleared",
    )
)
"""What becomes of people, in words of one meaning a line: none can stand for another's."""


def doubtful_figures(aligned: Aligned, source: Source, dates: Sequence[DateMention]) -> Iterator[Reason]:
    """Yield the figures of a sentence that its source gives to other things, or of which it tells another fate.

    Args:
        aligned: the sentence.
        source: what it should rest on.
        dates: of the sentence: what is part of one is no figure.
    """
    whole = Sentence(0, len(aligned.text), aligned.text, 0)
    for figure in find_figures([whole], dates):
        if figure.kind in _COUNTED and _head(figure):
            same = [one for one in source_figures(source) if _values(one) >= _values(figure)]
            if same and (_counts_other(figure, same, source) or _fares_otherwise(figure, same)):
                yield Reason("number", figure.text)


@lru_cache(maxsize=16)
def source_figures(source: Source) -> tuple[Figure, ...]:
    """Find the figures of a source; dates are not told apart here, and count nothing."""
    return find_figures(source.sentences, ())


def _values(figure: Figure) -> frozenset[float]:
    """Return the number, and of `two of four berths` both."""
    if figure.kind != "ratio":
        return frozenset((figure.value,))
    return frozenset(word.number for word in read_words(figure.text) if word.number is not None)


def _counts_other(figure: Figure, same: Sequence[Figure], source: Source) -> bool:
    """Tell whether the source counts these with other numbers, and other things with this one."""
    ours = _alike(_head(figure))
    others = [
        one
        for one in source_figures(source)
        if one.kind in _COUNTED and not _values(one) & _values(figure) and ours & _alike(_head(one))
    ]
    told = {one.sentence for one in others}
    for one in same:
        # Where they stand in the sentence without a number of their own, this one may be theirs: `40, all of them men`.
        near = ours & _stems(source, one.sentence) and one.sentence not in told
        if one.kind not in _COUNTED or not _head(one) or ours & _alike(_head(one)) or near:
            return False
    return bool(others)


def _fares_otherwise(figure: Figure, same: Sequence[Figure]) -> bool:
    """Tell whether the source says of this many of them that something else became of them."""
    ours = _toll(figure)
    alike = [one for one in same if not _head(one) or _alike(_head(one)) & _alike(_head(figure))]
    return ours is not None and bool(alike) and all(_toll(one) not in (None, ours) for one in alike)


def _toll(figure: Figure) -> int | None:
    """Return the line of `_TOLLS` that tells what became of those who are counted, None where none does."""
    names = {stem(word) for word in figure.fate.lower().split()}
    return next((number for number, line in enumerate(_TOLLS) if names & line), None)


def _head(figure: Figure) -> str:
    """Return the stem of the noun that is counted: the last before `of`."""
    words = read_words(figure.counts.split(" of ")[0])
    return words[-1].stem if words else ""


@lru_cache(maxsize=4096)
def _alike(name: str) -> frozenset[str]:
    """Return a stem and those of like meaning."""
    return frozenset((name, *(stem(other) for other in SYNONYMS.get(name, ())))) if name else frozenset()


def _stems(source: Source, sentence: int) -> frozenset[str]:
    return frozenset(word.stem for word in source.words[sentence])
