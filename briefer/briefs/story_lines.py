"""What is told of a story: sentences of all its sources, those that most publishers report first, nothing twice.

Knows nothing about the other stories of the day, nor about what makes a sentence worth telling: see `story_weights`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from briefer.briefs.brief import Line
from briefer.briefs.lines import dated, version_of
from briefer.briefs.material import Material
from briefer.briefs.narrative import CLOSE, Passage, Teller
from briefer.briefs.story_weights import Weighed, following, in_order, named, opening, weigh, without_inset
from briefer.language.numerals import numbers_in
from briefer.stories.agreement import RELATED, agrees, content_of
from briefer.summarising.compress import Version
from briefer.summarising.sets import overlap
from briefer.types import Span

if TYPE_CHECKING:
    import numpy as np

FIRST_WORDS, SUMMARY_WORDS, LINE_WORDS = 42, 50, 38
"""The most words of the first sentence of a summary, of the whole of it, and of a further line."""
DETAILS = range(2, 5)
"""How many further facts a story told in full has: one for every four sentences of its longest source."""
CITED = 4
"""The most sources cited for one line."""
SAME, NEAR, SHARED, TOLD, MOST, COUNTED = 0.66, 0.6, 0.25, 0.55, 0.5, 0.4
"""Cosine to a told sentence from which on nothing is new; from which on it is so if `SHARED` of the words are in that
sentence; from which on it is so if `MOST` of them were told somewhere; and from which on it is so if that share of them
was told, and all numbers. Set by reading 30 pairs of the invented days and of three days of June 2020 (2026-11)."""
LOSS = 0.35
"""What the second sentence of a summary may lose to fit: shortened further it says less than another."""
NEARLY = 0.5
"""The share of the best further sentence's worth that another must have, where that is too long."""
QUOTED = 4
"""At most one part in so many of a sentence is quoted."""


class StoryTeller:
    """Chooses the sentences of a story, each told at most once."""

    def __init__(self, materials: Sequence[Material]) -> None:
        """Args: `materials` are the story's sources, numbered."""
        self.materials = in_order(materials)
        self._teller = Teller(self.materials)
        self._told: list[tuple[Passage, Line]] = []

    @property
    def leading(self) -> Material:
        """The source of the first sentence told."""
        return self._told[0][0].material if self._told else self.materials[0]

    @property
    def first(self) -> Passage | None:
        """The sentence told first."""
        return self._told[0][0] if self._told else None

    def summary(self) -> tuple[Line, ...]:
        """Tell the story in one or two sentences that stand alone; as its leading article does, where none does."""
        best = max(
            self._weighed, key=lambda one: one.worth * opening(one.passage) * named(one.passage, ""), default=None
        )
        if best is None:
            return self._own_summary(self.materials[0])
        first = best.passage
        version = _version(first, FIRST_WORDS)
        lines = [self._note(first, version)]
        room = SUMMARY_WORDS - version.words
        for passage in self._next(first):
            version = _version(passage, room)
            if version.words <= room and version.loss <= LOSS:
                return (*lines, self._note(passage, version))
        return tuple(lines)

    def _next(self, first: Passage | None = None) -> Iterator[Passage]:
        """Yield the sentences that say something new, the most valuable first after what was told.

        Args:
            first: Only those that go on from this sentence.
        """
        told = " ".join(line.text for _, line in self._told)
        worths = [
            (one.worth * named(one.passage, told) * (following(one.passage, first) if first else 1.0), one.passage)
            for one in self._weighed
        ]
        ranked = sorted(worths, key=lambda pair: -pair[0])
        least = NEARLY * next((worth for worth, passage in ranked if self.is_new(passage)), 0.0) if first else 0.0
        return (passage for worth, passage in ranked if worth > 0 and worth >= least and self.is_new(passage))

    def _own_summary(self, material: Material) -> tuple[Line, ...]:
        """Tell what an article's own headline summary says."""
        spans = (tuple(Span(one.start, one.end) for one in s.evidence) for s in material.summary.sentences)
        versions = (Version(s.text, pieces) for s, pieces in zip(material.summary.sentences, spans, strict=True))
        return tuple(
            self._note(Passage(material, index), version) for index, version in zip(material.led, versions, strict=True)
        )

    def details(self) -> tuple[Line, ...]:
        """Tell further facts, those that most publishers report first."""
        length = max(len(material.facts.sentences) for material in self.materials)
        room = min(max(DETAILS.start, length // 4), DETAILS.stop - 1)
        found: list[Line] = []
        while len(found) < room and (passage := next(self._next(), None)):
            found.append(self.tell(passage))
        return tuple(found)

    def is_new(self, passage: Passage) -> bool:
        """Tell whether a sentence says something that was not told yet."""
        return self._teller.is_new(passage) and not self._is_covered(passage)

    def _is_covered(self, passage: Passage) -> bool:
        """Tell whether what was told says the same in other words."""
        words = content_of(passage.text)
        told = frozenset[str]().union(*(content_of(one.text) for one, _ in self._told))
        numbers = {word for word in words if word.startswith("#")}
        covered = len(words & told) / max(1, len(words))
        limit = TOLD if covered >= MOST else SAME
        if numbers and numbers <= told and covered >= COUNTED:
            limit = COUNTED
        return any(
            (close := _cosine(passage, one)) >= limit
            or (close >= NEAR and overlap(words, content_of(one.text)) >= SHARED)
            for one, _ in self._told
        )

    def line_for(self, passage: Passage) -> Line | None:
        """Tell a sentence; where it is told already, give the line that does so."""
        if self.is_new(passage):
            return self.tell(passage)
        nearest = max(self._told, key=lambda pair: _likeness(passage, pair[0]), default=None)
        return nearest[1] if nearest else None

    def tell(self, passage: Passage) -> Line:
        """Make the line of a sentence, and note that it was told."""
        return self._note(passage, _version(passage, LINE_WORDS))

    def _note(self, passage: Passage, version: Version) -> Line:
        line = self._line(version, passage.material)
        self._told.append((passage, line))
        self._teller.tell(passage)
        return line

    @cached_property
    def _weighed(self) -> list[Weighed]:
        return weigh((*self._leads(), *self._teller.standing(QUOTED)), self.materials)

    def _leads(self) -> Iterator[Passage]:
        """Yield the first sentences whose inner `his` is taken for somebody else's: nobody was named before them."""
        for material in self.materials:
            candidate = material.candidates.get(0)
            if candidate and 0 in material.prose and candidate.loose is not None and not candidate.leans:
                yield Passage(material, 0)

    def _line(self, version: Version, material: Material) -> Line:
        """Make a line, cited with every source that says the same: the line's numbers stand there, too."""
        citations = list(material.cite_pieces(version.pieces))
        vector = _vector(version, material)
        for other in self.materials:
            if other.number != material.number and len(citations) < CITED:
                at = _saying(version.text, vector, other)
                citations += [] if at is None else [other.cite(other.sentence(at).start, other.sentence(at).end)]
        return Line(dated(version.text, version.pieces, material), tuple(citations))


def _version(passage: Passage, words: int) -> Version:
    """Choose the longest version of a sentence with no more than so many words; without what is set into it."""
    sentence = passage.material.sentence(passage.index)
    pieces = [Span(sentence.start + start, sentence.start + end) for start, end in without_inset(sentence.text)]
    if len(pieces) == 1:
        return version_of(passage.material, passage.index, words)
    text = "".join(passage.material.article.text[piece.start : piece.end] for piece in pieces)
    return Version(" ".join(text.split()), tuple(pieces))


def _cosine(one: Passage, other: Passage) -> float:
    mine, theirs = one.material.vectors, other.material.vectors
    return 0.0 if mine is None or theirs is None else float(mine[one.index] @ theirs[other.index])


def _likeness(one: Passage, other: Passage) -> float:
    return _cosine(one, other) + overlap(content_of(one.text), content_of(other.text))


def _vector(version: Version, material: Material) -> np.ndarray | None:
    if material.vectors is None or not version.pieces:
        return None
    vector: np.ndarray = material.vectors[material.index_at(version.pieces[0].start)]
    return vector


def _saying(text: str, vector: np.ndarray | None, other: Material) -> int | None:
    """Find the first sentence of another source that says the same, with all its numbers."""
    numbers = set(numbers_in(text))
    near = other.vectors @ vector if vector is not None and other.vectors is not None else None
    for at, sentence in enumerate(other.facts.sentences):
        if agrees(text, sentence.text):
            return at
        close = near is not None and float(near[at]) >= CLOSE
        close = close and overlap(content_of(text), content_of(sentence.text)) >= RELATED
        if close and numbers <= set(numbers_in(sentence.text)):
            return at
    return None
