"""The told part of a brief: highlights, developments, background and outlook.

Each sentence is told once. What a sentence is for is read from its words and dates: a plan or a fear is outlook, what
lies days before the news is background, what says why the news counts is what matters, the rest is what happened.
Knows nothing about statements, figures and the other tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefer.briefs.material import Material
from briefer.stories.agreement import RELATED, agrees, content_of
from briefer.summarising.candidates import Candidate
from briefer.summarising.openings import connective_end, needs
from briefer.summarising.segments import quotes_and_brackets
from briefer.summarising.sets import overlap

HIGHLIGHTS = range(3, 6)
"""How many highlights a brief has: one for every four sentences, between these."""
FIGURED = 1.4
"""How much more a sentence with a figure is worth as a highlight: readers come for numbers."""
AHEAD = 0.5
"""The part of its worth that a sentence on the future keeps as a highlight: it has a section of its own."""
AGREED = 0.5
"""How much more it is worth for each further source that says the same."""
REPEATED = 0.6
"""A sentence that shares this much of its content with one already told is not told again."""
CLOSE = 0.58
"""Cosine of the vectors of two sentences above which two sources tell the same, if they also share `RELATED` of their
words: set by reading the 45 closest pairs of four events of the story clusters (2026-11)."""
TOLD = {"happened": 6, "matters": 3, "background": 5, "outlook": 5}
"""The most lines of each kind."""
BEFORE = timedelta(days=3)
"""What lies longer before the publication than this is background."""

_FUTURE = re.compile(
    r"\b(?:will|(?:is|are|was|were) (?:also )?(?:expected|due|scheduled|set|likely|planned|to) (?!be (?:seen|found) )"
    r"|plan(?:s|ned|ning)? to|intend(?:s|ed|ing)? to|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|promis(?:e|es|ed|ing)"
    r"|fear(?:s|ed|ing)? (?:that|a|the|of)|warn(?:s|ed|ing)? (?:that|of)|aim(?:s|ed|ing)? to|hop(?:e|es|ed|ing) to"
    r"|next (?:week|month|year|spring|summer|autumn|fall|winter)|in the coming|forecast|predict(?:s|ed))\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"\b(?:underscor|highlight|signal|mark(?:s|ed) (?:the|a|an)\b|against the backdrop|turning point|blow to\b"
    r"|rais(?:es|ed|ing) (?:questions|concerns?|fears|the prospect)|amid\b|for the first time|reflect(?:s|ed)\b"
    r"|(?:first|worst|deadliest|largest|biggest|highest|lowest|most \w+) [\w' -]{0,40}?(?:since|in|ever|for)\b"
    r"|threat(?:s|en|ens|ened)?\b|impact|affect(?:s|ed)\b|comes? (?:as|after|amid|days|weeks|against)|consequence"
    r"|could\b|risk(?:s|ed)?\b|pushed\b|handles?\b|accounts? for)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:has long|previously|in recent (?:weeks|months|years)|founded|histor(?:y|ic|ically)|for (?:years|decades)"
    r"|(?:weeks|months|years|decades) ago|last (?:month|year)|since (?:19|20)\d\d|continues? to|had (?:been|already)"
    r"|in (?:19|20)\d\d|despite|so far this year|follow(?:s|ed) (?:a|an|the|two|three|months|weeks|years))\b",
    re.IGNORECASE,
)

_LEANING = re.compile(r"the \w+, ", re.IGNORECASE)
"""`The statement, published ...`: it reads on its own, but points back."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source."""

    material: Material
    index: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.material.sentence(self.index).text

    @property
    def candidate(self) -> Candidate | None:
        """The sentence as a candidate; None where it cannot stand anywhere."""
        return self.material.candidates.get(self.index)


class Teller:
    """Hands out the sentences of the sources, each at most once, and nothing that was told before."""

    def __init__(self, materials: Sequence[Material]) -> None:
        """Args: `materials` are all sources."""
        self._materials = materials
        self._told: list[Passage] = []

    def tell(self, passage: Passage) -> None:
        """Note that a sentence stands in the brief."""
        self._told.append(passage)

    def is_new(self, passage: Passage) -> bool:
        """Tell whether a sentence says something that the brief does not have yet."""
        return not any(
            (told.material is passage.material and told.index == passage.index)
            or overlap(content_of(told.text), content_of(passage.text)) >= REPEATED
            or agrees(told.text, passage.text)
            or same_news(told, passage)
            for told in self._told
        )

    def highlights(self) -> list[Passage]:
        """Choose the facts that a reader needs after the bottom line, the most valuable first."""
        length = sum(len(material.facts.sentences) for material in self._materials)
        room = min(max(HIGHLIGHTS.start, length // 4), HIGHLIGHTS.stop - 1)
        chosen: list[Passage] = []
        for passage in sorted(self.standing(), key=lambda passage: -self._value(passage)):
            if len(chosen) == room:
                break
            if self.is_new(passage):
                chosen.append(passage)
                self.tell(passage)
        return sorted(chosen, key=_place)

    def rest(self) -> dict[str, list[Passage]]:
        """Sort what is left into what happened, what matters, background and outlook, each in document order."""
        found: dict[str, list[Passage]] = {kind: [] for kind in TOLD}
        for passage in self._in_order():
            kind = kind_of(passage)
            if len(found[kind]) < TOLD[kind] and self._may_follow(passage, found[kind]) and self.is_new(passage):
                found[kind].append(passage)
                self.tell(passage)
        return found

    def _in_order(self) -> Iterator[Passage]:
        """Yield the sentences of prose that open on their own, quotations aside, source by source."""
        for material in self._materials:
            passages = (Passage(material, index) for index in sorted(material.prose))
            yield from (passage for passage in passages if not _quotes(passage, 3) and not _points_back(passage.text))

    def standing(self, quoted: int = 12) -> Iterator[Passage]:
        """Yield those that a reader understands without another sentence, quotations to one part in `quoted`."""
        for passage in self._in_order():
            candidate = passage.candidate
            if candidate is None or candidate.leans or candidate.loose is not None:
                continue
            if not _LEANING.match(passage.text) and not _quotes(passage, quoted):
                yield passage

    def _may_follow(self, passage: Passage, before: Sequence[Passage]) -> bool:
        """Tell whether an inner `he` of a sentence, if it has one, is named in the line just before it."""
        named = passage.candidate and passage.candidate.loose
        last = before[-1] if before else None
        return named is None or (last is not None and last.material is passage.material and last.index == named)

    def _value(self, passage: Passage) -> float:
        candidate = passage.candidate
        worth = candidate.worth if candidate else 0.0
        figured = any(figure.sentence == passage.index for figure in passage.material.facts.figures)
        others = (m for m in self._materials if m is not passage.material)
        agreed = sum(any(agrees(passage.text, s.text) for s in other.facts.sentences) for other in others)
        ahead = kind_of(passage) == "outlook"
        return worth * (FIGURED if figured else 1.0) * (AHEAD if ahead else 1.0) * (1 + AGREED * agreed)


def _points_back(text: str) -> bool:
    """Tell whether a sentence opens on a pronoun, even if it is the article's first: `It was a quiet night`."""
    return bool(needs(text[connective_end(text) :]))


def same_news(one: Passage, other: Passage) -> bool:
    """Tell whether two sources tell the same in other words: close in meaning, and with some words in common."""
    mine, theirs = one.material.vectors, other.material.vectors
    if one.material is other.material or mine is None or theirs is None:
        return False
    close = float(mine[one.index] @ theirs[other.index]) >= CLOSE
    return close and overlap(content_of(one.text), content_of(other.text)) >= RELATED


def kind_of(passage: Passage) -> str:
    """Say what a sentence is for: happened, matters, background or outlook."""
    text = passage.text
    if _FUTURE.search(text) or _latest(passage, later=True):
        return "outlook"
    if _WEIGHT.search(text):
        return "matters"
    if _latest(passage, later=False) or _PAST.search(text):
        return "background"
    return "happened"


def _latest(passage: Passage, *, later: bool) -> bool:
    """Tell whether the days that a sentence names lie all after the publication, or all well before it."""
    sentence, published = passage.material.sentence(passage.index), passage.material.published
    if published is None:
        return False
    days = [
        _first_day(mention.iso)
        for mention in passage.material.facts.dates
        if sentence.start <= mention.start < sentence.end and mention.iso
    ]
    known = [day for day in days if day]
    if later:
        return bool(known) and min(known) > published
    return bool(known) and max(known) < published - BEFORE


def _first_day(iso: str) -> date | None:
    parts = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso)
    return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)) if parts else None


def _quotes(passage: Passage, part: int) -> bool:
    """Tell whether a sentence is a quotation by one part in `part`: it belongs among the statements."""
    quoted = sum(zone.end - zone.start for zone in quotes_and_brackets(passage.text) if zone.kind == "quote")
    return quoted * part > len(passage.text)


def _place(passage: Passage) -> tuple[int, int]:
    return passage.material.number, passage.index
