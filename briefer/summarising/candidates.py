"""The sentences of an article as candidates for its summary: what each is worth, what it needs, how short it can be.

This module knows nothing about sets of sentences or budgets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefer.summarising import compress, grammar, openings
from briefer.summarising.compress import Version
from briefer.summarising.segments import quotes_and_brackets, unquoted, words_of
from briefer.summarising.signals import SentenceSignals

REACH = 3
"""A pronoun's antecedent is looked for in this many sentences before it."""
NOWHERE = -1
"""The antecedent of an opening whose antecedent is not to be found: the sentence cannot be chosen."""

_CAPTION = re.compile(
    r"(?:(?:image|media|video) (?:caption|playback)|read (?:more|also|the full)|click here|sign up|follow us|©"
    r"|copyright|you can unsubscribe|add .{3,60} as an interest"
    r"|download (?:the|our)|all rights|this (?:article|story|post|page)|editor['’]s note|https?:|www\."
    r"|(?:get|subscribe|join|read|watch|click|download)\b.{0,90}\b(?:inbox|newsletter|app|here|below|podcast)\b"
    r"|(?:photo|picture|video|image|credit|source|file|watch|related|more|updated|published|click|follow|share|subscribe"
    r"|listen|advertisement|getty|contact)\b[:\s]*(?=(?-i:[A-Z/|])|$))",
    re.IGNORECASE,
)
"""What a page says about itself. Most of it is listed as noise by the reader; this catches what comes as a sentence."""
_LIST_MARK = re.compile(r"(?:[•·▪*\-–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be chosen."""

    index: int
    """Its place in the article's signals."""
    signals: SentenceSignals
    worth: float
    """Its salience, less what it loses by not standing alone."""
    poor: bool
    """A question, bare quotation, heading, list item or caption: chosen only where there is no prose."""
    antecedent: int | None
    """The sentence that must be chosen with it, `NOWHERE`, or None."""
    person: bool
    """What it needs is a person, whom the antecedent's version must still name."""
    loose: int | None
    """The sentence that says who a later `he` is; without it the candidate is worth less."""
    leans: bool
    """It opens on `The move` or the like, and makes a weak first sentence."""

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every way to print it, longest first."""
        return compress.versions(self.signals)

    @cached_property
    def content(self) -> frozenset[str]:
        """Its content words, cut to six letters in the place of a stemmer."""
        words = words_of(self.signals.sentence.text)
        return frozenset(word[:6] for word in words if len(word) > 3 or word[0].isdigit())

    @cached_property
    def length(self) -> float:
        """Its words, in fifties."""
        return len(self.signals.sentence.text.split()) / 50

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Its word pairs."""
        words = words_of(self.signals.sentence.text)
        return frozenset(pairwise(words))


def candidates(signals: Sequence[SentenceSignals], limit: int) -> list[Candidate]:
    """Judge the most salient sentences that can be chosen at all.

    Args:
        signals: Every sentence of the article, in document order.
        limit: How many sound candidates are looked for; poor ones come on top of these, up to as many.
    """
    manner = _manner(signals)
    quoted = _within_quotations(signals)
    found: list[Candidate] = []
    room = {True: limit, False: limit}
    for index in sorted(range(len(signals)), key=lambda at: (-signals[at].salience, at)):
        candidate = _judge(signals, index, manner, quoted=index in quoted)
        if candidate.antecedent != NOWHERE and room[candidate.poor]:
            room[candidate.poor] -= 1
            found.append(candidate)
        if not room[False]:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Manner:
    """How an article is printed: in capitals, or without stops, where neither makes a heading."""

    shouts: bool
    unstopped: bool


def _manner(signals: Sequence[SentenceSignals]) -> _Manner:
    shouted = sum(item.sentence.text.isupper() for item in signals)
    stopped = sum(_is_stopped(item.sentence.text) for item in signals)
    return _Manner(shouted * 2 > len(signals), stopped * 2 < len(signals))


def _is_stopped(text: str) -> bool:
    return text.rstrip("\"”’')] ").endswith((".", "!", "?", "…"))


def _judge(signals: Sequence[SentenceSignals], index: int, manner: _Manner, *, quoted: bool) -> Candidate:
    item = signals[index]
    text = item.sentence.text
    plain = unquoted(text)
    start = openings.connective_end(text)
    kind = openings.needs(text[start:], first=not index)
    antecedent = _antecedent(signals, index, kind) if kind else None
    worth = item.salience
    if openings.has_speaker(plain):
        worth *= 0.3
    if start:
        worth *= 0.85  # it answers a sentence that may not be there
    if len(text.split()) < 6:
        worth *= 0.6
    return Candidate(
        index=index,
        signals=item,
        worth=worth,
        poor=quoted or _is_poor(text, plain, manner),
        antecedent=antecedent,
        person=kind == "person",
        loose=None if kind else _loose(signals, index, plain),
        leans=bool(index) and openings.leans(text[start:]),
    )


def _within_quotations(signals: Sequence[SentenceSignals]) -> frozenset[int]:
    """Find the sentences inside a quotation that an earlier sentence of the paragraph opens and a later one closes."""
    found = []
    opened = False
    for at, item in enumerate(signals):
        if at and item.sentence.paragraph != signals[at - 1].sentence.paragraph:
            opened = False
        if opened:
            found.append(at)
        loose = [zone for zone in quotes_and_brackets(item.sentence.text) if zone.kind == "quote" and not zone.closed]
        if loose:
            opened = loose[-1].end - loose[-1].start > 1
    return frozenset(found)


def _is_poor(text: str, plain: str, manner: _Manner) -> bool:
    words = words_of(text)
    if len(words) < 5 or _CAPTION.match(text) or _LIST_MARK.match(text):
        return True
    if text.rstrip("\"”’')] ").endswith(("?", ":", "...", "…")) or (text.isupper() and not manner.shouts):
        return True
    if any(not zone.closed for zone in quotes_and_brackets(text)) or len(plain.split()) * 5 < len(text.split()) * 2:
        return True
    if not _is_stopped(text) and not manner.unstopped:
        return True
    return not manner.unstopped and not grammar.finite_verbs(words) and len(words) < 8


def _antecedent(signals: Sequence[SentenceSignals], index: int, kind: str) -> int:
    """Find the sentence that an opening leans on: the nearest before it that names a person, else the one before it."""
    if kind != "person":
        return index - 1
    return next((at for at in range(index - 1, max(-1, index - 1 - REACH), -1) if _people(signals[at])), NOWHERE)


def _people(item: SentenceSignals) -> bool:
    return any(entity.label == "PER" for entity in item.entities)


def _loose(signals: Sequence[SentenceSignals], index: int, plain: str) -> int | None:
    """Find who an inner `he` may be, where the sentence names nobody before it; `NOWHERE` if nobody near is named."""
    at = openings.he_or_she(plain)
    item = signals[index]
    if at < 0 or any(e.label == "PER" and e.start < item.sentence.start + at for e in item.entities):
        return None
    return _antecedent(signals, index, "person")
