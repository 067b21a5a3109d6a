"""What is told of a story: sentences of all its sources, those that most publishers report first, nothing twice.

Knows nothing about the other stories of the day. The sentences of all sources compete, each worth its salience times
what the other publishers report of it, so that no odd article speaks for the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefer.briefs.agreement import RELATED, agrees, content_of
from briefer.briefs.brief import KeyFigure, Line, Reading
from briefer.briefs.key_figures import key_figures
from briefer.briefs.lines import dated, version_of
from briefer.briefs.material import Material, speaks
from briefer.briefs.narrative import CLOSE, Passage, Teller, kind_of
from briefer.language.facts import Name
from briefer.language.numerals import numbers_in
from briefer.summarising.compress import Version
from briefer.summarising.sets import overlap
from briefer.types import Span

if TYPE_CHECKING:
    import numpy as np

FIRST_WORDS, SUMMARY_WORDS, LINE_WORDS = 42, 50, 38
"""The most words of the first sentence of a summary, of the whole of it, and of a further line."""
REACH = 12
"""Sentences of each source that compete: its most valuable ones."""
LEAST, FULL = 0.4, 0.75
"""Cosine to the nearest sentence of another source below which that source says nothing of it, and above which all."""
LEAD, INNER = 5, 0.6
"""Sentences with which an article says what it is about, and what a sentence counts that stands further in."""
DETAILS = range(2, 5)
"""How many further facts a story told in full has: one for every four sentences of its longest source."""
CITED = 4
"""The most sources cited for one line."""
NEWER = 0.15
"""How much more the latest article's sentences are worth than the earliest's: tolls rise, plans become facts."""
OTHER_NUMBERS = 0.5
"""What a report of the same counts, that has none of the sentence's numbers."""
FIRST, EARLY = 2.0, 1.4
"""How much more an article's first sentence is worth to open a story, and one of its first `LEAD`."""
NAMELESS, PARTLY_NAMED = 0.5, 0.75
"""What a sentence keeps of its worth to open a story, where it names nobody and nothing; and of its worth anywhere,
where it has a person by the surname alone and the full name was not told."""
BARE = 0.6
"""What a sentence keeps of its worth that has neither name nor figure: a general remark."""
ARGUED = 0.5
"""What one keeps of it that says what should be, and not who says so."""
OF_KIND = {"outlook": 0.8, "background": 0.6}
"""What one keeps of it that tells what is to come, or what was before."""
LEANING = 0.5
"""What a sentence keeps of its worth that speaks of `the claim` or the like, which another sentence made."""
SAME, NEAR, SHARED, TOLD, MOST, COUNTED = 0.66, 0.6, 0.25, 0.55, 0.5, 0.4
"""Cosine to a told sentence from which on nothing is new; from which on it is so if `SHARED` of the words are in that
sentence; from which on it is so if `MOST` of them were told somewhere; and from which on it is so if that share of them
was told, and all numbers. Set by reading 30 pairs of the invented days and of three days of June 2020 (2026-11)."""
OUTDATED = 0.4
"""What a sentence keeps of its worth that has a figure which the other publishers contradict."""
LENGTH = range(8, 61)
"""Words of a sentence that can be told: a shorter one says little by itself, a longer one is several run into one."""
LOSS = 0.35
"""What the second sentence of a summary may lose to fit: shortened further it says less than another."""
QUOTED = 4
"""At most one part in so many of a sentence is quoted."""

_LEANING = re.compile(
    r"\bsuch an? |\bth(?:e|is|at|ese|ose) (?:claims?|allegations?|accusations?|charges?|decision|move|plans?|proposals?"
    r"|statement|remarks?|comments?|requests?|reports?|offer|deal|incident|interview|poll|survey|video|image|chart)\b"
    r"(?! (?:of|that|to|by|in|on|for|from|against|with|which|over|about|at|showing)\b)",
    re.IGNORECASE,
)
_SPOILT = re.compile(
    r"MORE\b|^\d{1,2}[:.]\d\d\b"
    r"|, (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2}, \d{4}\W*$"
)
"""The titles of other articles in the middle of a sentence, as one publisher's pages have them before `MORE`; an entry
of a live page, which starts with its time; and a caption, which ends with its day."""
_CAPITAL = re.compile(r"[a-z,] [A-Z]")
_NORM = re.compile(r"\b(?:should|must|ought to)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Weighed:
    """A sentence with what it is worth to the story."""

    passage: Passage
    reported: float
    """What the other publishers report of it: the sum over them of 0 to 1."""
    worth: float


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
        opening = max(
            self._weighed, key=lambda one: one.worth * _opening(one.passage) * _named(one.passage, ""), default=None
        )
        if opening is None:
            return self._own_summary(self.materials[0])
        first = opening.passage
        version = version_of(first.material, first.index, FIRST_WORDS)
        lines = [self._note(first, version)]
        room = SUMMARY_WORDS - version.words
        for passage in self._next():
            version = version_of(passage.material, passage.index, room)
            if version.words <= room and version.loss <= LOSS:
                return (*lines, self._note(passage, version))
        return tuple(lines)

    def _next(self) -> Iterator[Passage]:
        """Yield the sentences that say something new, the most valuable first after what was told."""
        told = " ".join(line.text for _, line in self._told)
        ranked = sorted(self._weighed, key=lambda one: -one.worth * _named(one.passage, told))
        return (one.passage for one in ranked if self.is_new(one.passage))

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
        return self._note(passage, version_of(passage.material, passage.index, LINE_WORDS))

    def _note(self, passage: Passage, version: Version) -> Line:
        line = self._line(version, passage.material)
        self._told.append((passage, line))
        self._teller.tell(passage)
        return line

    @cached_property
    def _weighed(self) -> list[Weighed]:
        """The sentences that stand alone, the most valuable first."""
        standing: dict[int, list[Passage]] = {}
        for passage in self._teller.standing(QUOTED):
            if not _SPOILT.search(passage.text) and len(passage.text.split()) in LENGTH:
                standing.setdefault(passage.material.number, []).append(passage)
        best = (sorted(some, key=lambda p: -_salience(p))[:REACH] for some in standing.values())
        newness = _newness(self.materials)
        central = {material.number: _centrality(material, self.materials) for material in self.materials}
        most = max(central.values(), default=0.0) or 1.0
        weighed = []
        for passage in (passage for some in best for passage in some):
            reported = sum(_said_by(passage, self.materials).values())
            worth = _salience(passage) * (1 + reported) * (1 + NEWER * newness[passage.material.number])
            worth *= central[passage.material.number] / most
            worth *= _weight(passage) * (OUTDATED if self._is_outdated(passage) else 1.0)
            weighed.append(Weighed(passage, reported, worth))
        return sorted(weighed, key=lambda one: (-one.worth, one.passage.material.number, one.passage.index))

    def _is_outdated(self, passage: Passage) -> bool:
        """Tell whether a sentence gives a figure that the others contradict."""
        sentence = passage.material.sentence(passage.index)
        number = passage.material.number
        return any(source == number and sentence.start <= at < sentence.end for source, at in self._outdated)

    @cached_property
    def _outdated(self) -> frozenset[tuple[int, int]]:
        """Where figures stand, by source and offset, that differ from what most publishers give, or a later toll."""
        cited = (
            reading.citations
            for figure in key_figures(self.materials)
            if figure.disputed
            for reading in outdated(figure, self.materials)
        )
        return frozenset((citation.source, citation.start) for citations in cited for citation in citations)

    def _line(self, version: Version, material: Material) -> Line:
        """Make a line, cited with every source that says the same: the line's numbers stand there, too."""
        citations = list(material.cite_pieces(version.pieces))
        vector = _vector(version, material)
        for other in self.materials:
            if other.number != material.number and len(citations) < CITED:
                at = _saying(version.text, vector, other)
                citations += [] if at is None else [other.cite(other.sentence(at).start, other.sentence(at).end)]
        return Line(dated(version.text, version.pieces, material), tuple(citations))


def outdated(figure: KeyFigure, materials: Sequence[Material]) -> list[Reading]:
    """Return the readings of a disputed figure that do not stand.

    What most publishers give stands; a higher number stands instead where all of its reports came later.
    """
    by_number = {material.number: material for material in materials}

    def publishers(reading: Reading) -> int:
        return len({by_number[citation.source].article.source for citation in reading.citations})

    def times(reading: Reading) -> list[str]:
        return [by_number[citation.source].article.published for citation in reading.citations]

    def value(reading: Reading) -> float:
        return max(numbers_in(reading.number), default=0.0)

    stands = max(figure.readings, key=publishers)
    for reading in figure.readings:
        if value(reading) > value(stands) and min(times(reading)) > max(times(stands)):
            stands = reading
    return [reading for reading in figure.readings if reading is not stands]


def in_order(materials: Sequence[Material]) -> tuple[Material, ...]:
    """Put the article first whose summary most of the others bear out, and which does not argue; the rest stays."""
    if len(materials) < 2:
        return tuple(materials)
    scores = [_centrality(one, materials) for one in materials]
    at = scores.index(max(scores))
    return (materials[at], *materials[:at], *materials[at + 1 :])


def _centrality(one: Material, materials: Sequence[Material]) -> float:
    led = [Passage(one, index) for index in one.led] or [Passage(one, 0)]
    borne_out = sum(sum(_said_by(passage, materials).values()) for passage in led) / len(led)
    sentences = one.facts.sentences
    arguing = sum(speaks(sentence.text) for sentence in sentences) / max(1, len(sentences))
    return (0.5 + borne_out) * (1 - arguing)


def _said_by(passage: Passage, materials: Sequence[Material]) -> dict[str, float]:
    """Say of each other publisher how much of a sentence it reports, 0 to 1."""
    found: dict[str, float] = {}
    own = passage.material.article.source
    vectors = passage.material.vectors
    for other in materials:
        name = other.article.source
        if other is passage.material or (name and name == own):
            continue
        if vectors is not None and other.vectors is not None and len(other.vectors):
            near = other.vectors @ vectors[passage.index]
            nearest = max(float(near[:LEAD].max()), LEAST + INNER * (float(near.max()) - LEAST))
            said = min(1.0, max(0.0, (nearest - LEAST) / (FULL - LEAST)))
        else:
            said = float(any(agrees(passage.text, sentence.text) for sentence in other.facts.sentences))
        said *= OTHER_NUMBERS + (1 - OTHER_NUMBERS) * _share_of_numbers(passage.text, other)
        key = name or str(other.number)
        found[key] = max(found.get(key, 0.0), said)
    return found


def _share_of_numbers(text: str, other: Material) -> float:
    """Say how many of a sentence's numbers another source has anywhere, 0 to 1; 1 where it has none."""
    numbers = {word for word in content_of(text) if word.startswith("#")}
    if not numbers:
        return 1.0
    stated = frozenset[str]().union(*(content_of(sentence.text) for sentence in other.facts.sentences))
    return len(numbers & stated) / len(numbers)


def _cosine(one: Passage, other: Passage) -> float:
    mine, theirs = one.material.vectors, other.material.vectors
    return 0.0 if mine is None or theirs is None else float(mine[one.index] @ theirs[other.index])


def _likeness(one: Passage, other: Passage) -> float:
    return _cosine(one, other) + overlap(content_of(one.text), content_of(other.text))


def _salience(passage: Passage) -> float:
    return passage.candidate.worth if passage.candidate else 0.0


def _newness(materials: Sequence[Material]) -> dict[int, float]:
    """Say of each article how late it is among the story's, 0 to 1."""
    ordered = sorted({material.article.published for material in materials})
    last = max(1, len(ordered) - 1)
    return {material.number: ordered.index(material.article.published) / last for material in materials}


def _opening(passage: Passage) -> float:
    """Say what a sentence keeps of its worth where it opens a story."""
    part = OF_KIND.get(kind_of(passage), 1.0)
    part *= EARLY if passage.index < LEAD else 1.0
    part *= FIRST / EARLY if not passage.index else 1.0
    return part * (1.0 if _is_specific(passage) else NAMELESS)


def _is_specific(passage: Passage) -> bool:
    """Tell whether a sentence names anybody or anything."""
    return bool(_names(passage) or _CAPITAL.search(passage.text))


def _names(passage: Passage) -> list[Name]:
    return [name for name in passage.material.facts.names if passage.index in name.sentences]


def _named(passage: Passage, told: str) -> float:
    """Say what a sentence keeps of its worth where neither it nor what was told has a person's full name."""
    people = (name.text for name in _names(passage) if name.label == "PER" and " " in name.text)
    return 1.0 if all(name in passage.text or name in told for name in people) else PARTLY_NAMED


def _weight(passage: Passage) -> float:
    """Say what a sentence keeps of its worth for what it says: a general remark and an opinion are no facts."""
    facts = passage.material.facts
    part = LEANING if _LEANING.search(passage.text) else 1.0
    if not _is_specific(passage) and not any(figure.sentence == passage.index for figure in facts.figures):
        part *= BARE
    said = any(statement.sentence == passage.index for statement in facts.statements)
    return part * (ARGUED if _NORM.search(passage.text) and not said else 1.0)


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
