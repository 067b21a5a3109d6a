"""One article's account of a story, and the values that say what changed.

Knows nothing about how a change is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from briefer.language.facts import Facts, Figure
from briefer.summarising.candidates import Candidate, candidates
from briefer.summarising.openings import connective_end, has_speaker
from briefer.summarising.segments import quotes_and_brackets, unquoted
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Entity, Sentence

if TYPE_CHECKING:
    import numpy as np

NEW, UPDATED, UNCHANGED, QUIET = "NEW", "UPDATED", "UNCHANGED", "QUIET"

LONGEST = 60
"""Words: a longer sentence is no fact, but a list, or several run into one."""
QUOTED = 0.34
"""A sentence of which a larger share is quoted is what somebody says, not what happened."""

_TURN = re.compile(r"(?:[A-Z][A-Z.'’-]+ ?){1,5}:")
"""How a transcript marks who speaks."""
_AGED = re.compile(r"the \d{1,3}-year-old\b", re.IGNORECASE)
"""Somebody whom another sentence names."""


@dataclass(frozen=True, eq=False)
class Account:
    """One article's account of a story."""

    article: Article
    facts: Facts
    salience: tuple[float, ...]
    """Of each sentence, 0 to 1."""
    vectors: np.ndarray
    """(sentences, D) float32: the meaning of each sentence, of length 1."""

    @property
    def day(self) -> str:
        """The day of publication, ISO 8601; empty where unknown."""
        try:
            return date.fromisoformat(self.article.published[:10]).isoformat()
        except ValueError:
            return ""

    @cached_property
    def candidates(self) -> dict[int, Candidate]:
        """The sentences in which the article itself tells something, by index: no headings, captions, talk or pleas."""
        talk = {sentence.paragraph for sentence in self.facts.sentences if _TURN.match(sentence.text)}
        return {
            one.index: one
            for one in candidates(self._signals, len(self._signals))
            if not one.poor and self.facts.sentences[one.index].paragraph not in talk
            if not has_speaker(unquoted(one.signals.sentence.text))
        }

    @cached_property
    def standing(self) -> dict[int, Candidate]:
        """Those that a reader understands without another sentence, and that do not quote most of what they say."""
        return {
            index: one
            for index, one in self.candidates.items()
            if one.antecedent is None and one.loose is None and not one.leans
            if not connective_end(one.signals.sentence.text) and len(one.signals.sentence.text.split()) <= LONGEST
            if not _AGED.match(one.signals.sentence.text) and _quoted(one.signals.sentence.text) <= QUOTED
        }

    @cached_property
    def _signals(self) -> tuple[SentenceSignals, ...]:
        people: dict[int, list[Entity]] = {}
        for name in self.facts.names:
            for span, at in zip(name.mentions, name.sentences, strict=True):
                people.setdefault(at, []).append(Entity(span.start, span.end, name.label))
        read = zip(self.facts.sentences, self.salience, strict=True)
        return tuple(
            SentenceSignals(sentence, salience, (), (), tuple(sorted(people.get(at, ()), key=lambda one: one.start)))
            for at, (sentence, salience) in enumerate(read)
        )

    def days(self, index: int) -> frozenset[str]:
        """Return the last day of each date that a sentence names, ISO 8601.

        Of a month, a year or several days it is one that is no day, but later than all of them: `2026-11-99`. What
        goes on `since Sunday` is not over.
        """
        sentence, text = self.facts.sentences[index], self.article.text
        dates = (one for one in self.facts.dates if sentence.start <= one.start < sentence.end and one.iso)
        return frozenset(_last_day(one.iso) for one in dates if not text.endswith("since ", 0, one.start))

    def short_names(self, index: int) -> frozenset[str]:
        """Return the people whom a sentence names by less than their name: `Hart` of `Emil Hart`."""
        found = set()
        for name in self.facts.names:
            printed = {
                self.article.text[m.start : m.end]
                for m, at in zip(name.mentions, name.sentences, strict=True)
                if at == index
            }
            if name.label == "PER" and printed and name.text not in printed:
                found.add(max(printed, key=len))
        return frozenset(found)

    def sentence(self, index: int) -> Sentence:
        """Return a sentence by its place in the article."""
        return self.facts.sentences[index]


def _last_day(iso: str) -> str:
    whole = f"{iso.rpartition('/')[2]}-99-99"[:10]
    return f"{whole[:7]}-99" if "/" in iso else whole


def _quoted(text: str) -> float:
    """Return the share of a text that stands in quotation marks."""
    return sum(zone.end - zone.start for zone in quotes_and_brackets(text) if zone.kind == "quote") / len(text)


@dataclass(frozen=True, slots=True)
class NewFact:
    """A sentence that says what no earlier account says."""

    article: str
    """`Article.id`."""
    sentence: int
    """Index of the sentence in `Facts.sentences`."""


@dataclass(frozen=True, slots=True)
class FigureMove:
    """A figure with another value than before."""

    label: str
    """What it counts and what became of them: `people killed`."""
    before: str
    """The earlier number, as shown: `12`."""
    article: str
    """`Article.id` of the account that gives the new one."""
    after: Figure


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in a story."""

    status: str
    """NEW, UPDATED, UNCHANGED or QUIET."""
    facts: tuple[NewFact, ...] = ()
    """The most important first."""
    figures: tuple[FigureMove, ...] = ()
