"""Shorten a sentence by striking out whole units: every version of it that reads as a sentence, and what each costs.

This module knows nothing about budgets over several sentences, or which sentence is worth choosing.

Policy:
    * Words are never changed, moved or added; only the first letter's case and the end stop are.
    * Units come from `units.find_units`; the network's keep probabilities, averaged over a whole unit and compared
      with the rest of the sentence, say which goes first.
    * Never struck out: negations, hedges, conditions, `but` clauses, quotations in part, names in part, the
      attribution of a claim that needs its source.
    * A figure is never struck out, except together with the whole clause, appositive or bracket around it, where no
      choice of sentences without that meets the budget (`Version.resort`). The core's figures always stay.
    * A connective at the very start (`However,`, `But`) always goes: the sentence it answers may not be there.

Source: after the sentence trimming of Dorr et al. 2003 (Hedge Trimmer) and Clarke & Lapata 2008 (constraints on
deletion); departs from both in needing no parser, and in a knapsack over whole units in the place of an ILP over words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefer.summarising import grammar, lexicon, openings
from briefer.summarising.segments import Outline, outline, quotes_and_brackets, words_of
from briefer.summarising.signals import SentenceSignals
from briefer.summarising.units import PENALTIES, Plan, Unit, find_units
from briefer.types import Sentence, Span

MAX_UNITS = 12
"""Units considered in one sentence; the sentences of 60 news articles had at most 9 (2026-11)."""
_TRAILING = re.compile(r"[\s,;:–—-]+([\"”’']?)[.!?]?$")
_STOPPED = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Version:
    """A sentence as it may be printed."""

    text: str
    pieces: tuple[Span, ...]
    """What is kept, as spans of the article's text, ascending."""
    loss: float = 0.0
    """0 for the whole sentence; about 1 for all of it."""
    resort: bool = False
    """A figure went together with the clause around it."""

    @property
    def words(self) -> int:
        """How many white-space separated words it has."""
        return len(self.text.split())


def verbatim(sentence: Sentence) -> Version:
    """Give the sentence as it stands, blanks collapsed."""
    return Version(" ".join(sentence.text.split()), (Span(sentence.start, sentence.end),))


def versions(signals: SentenceSignals) -> tuple[Version, ...]:
    """Give the whole sentence and every shorter version that no other beats in both words and loss, longest first."""
    text = signals.sentence.text
    skip = openings.connective_end(text)
    shift = signals.sentence.start + skip
    names = tuple(Span(e.start - shift, e.end - shift) for e in signals.entities if e.start >= shift)
    outlined = outline(text[skip:], names)
    plan = find_units(outlined, names)
    weigh = _Mass(signals, shift)
    choices = _choices(outlined, plan.units, weigh)
    found = [_render(outlined, plan, chosen, loss, shift) for loss, chosen in choices]
    whole = [v for v in found if not v.loss and v.text] or [verbatim(signals.sentence)]
    sound = [v for v in found if v.loss and is_sound(v.text, text)]
    return (*whole[:1], *sorted(sound, key=lambda version: -version.words))


def cut(signals: SentenceSignals, words: int) -> Version | None:
    """Cut a sentence that has no version short enough at the last boundary that leaves a complete main clause.

    The cut never falls in a name, figure, quotation or bracket, never before a condition, and never takes away an
    attribution at the end; `None` where no such boundary leaves `words` words or fewer.
    """
    text = signals.sentence.text
    shift = signals.sentence.start
    names = tuple(Span(e.start - shift, e.end - shift) for e in signals.entities)
    outlined = outline(text, names)
    if grammar.is_attribution(outlined.segments[-1].lowers):
        return None
    best: Version | None = None
    heard: list[str] = []
    for at, segment in enumerate(outlined.segments[:-1]):
        heard += segment.lowers
        if len(heard) > words:
            break
        following = outlined.segments[at + 1]
        if grammar.opener(following, text) == "condition" or not grammar.has_clause(heard):
            continue
        version = _version(text, [Span(0, segment.end)], shift, loss=1.0)
        if version.words <= words and is_sound(version.text, text) and not grammar.starts_finite(following.lowers):
            best = replace(version, resort=True)
    return best


def is_sound(text: str, source: str) -> bool:
    """Tell whether a shortened text still reads as one sentence: the source's verb, balanced marks, no loose end."""
    words = words_of(text)
    if len(words) < 4 or words[-1] in lexicon.DANGLING_END:
        return False
    if not grammar.finite_verbs(words) and grammar.finite_verbs(words_of(source)):
        return False
    return all(zone.closed for zone in quotes_and_brackets(text)) and not re.search(r",\s*[,.;]|\s,", text)


class _Mass:
    """Sums of keep probabilities over stretches of one sentence, as shares of the whole sentence's."""

    def __init__(self, signals: SentenceSignals, shift: int) -> None:
        self._starts = [token.start - shift for token in signals.tokens]
        self._sums = [0.0, *accumulate(signals.keep)]
        self._length = max(1, len(signals.sentence.text))

    def loss(self, start: int, end: int) -> float:
        """Give the share of the sentence that goes, times how well its mean keep compares with the mean of the rest."""
        first, last, count = bisect_left(self._starts, start), bisect_left(self._starts, end), len(self._starts)
        inside = self._sums[last] - self._sums[first]
        outside = self._sums[-1] - inside
        if not count or last - first in (0, count) or not outside:
            return (end - start) / self._length
        ratio = inside / (last - first) * (count - last + first) / outside
        return (last - first) / count * min(2.0, ratio)


def _choices(outlined: Outline, units: Sequence[Unit], mass: _Mass) -> list[tuple[float, tuple[Unit, ...]]]:
    """Choose among disjoint units: for each number of words struck out the cheapest set, dominated ones left out.

    A weighted interval schedule over units sorted by their ends, with the number of words as a second dimension;
    the few units that hold figures get a second table, so that a choice without them is never crowded out.
    """
    priced = sorted(((PENALTIES[u.kind] + mass.loss(u.start, u.end), u) for u in units), key=lambda pair: pair[0])
    ordered = sorted(priced[:MAX_UNITS], key=lambda pair: (pair[1].end, pair[1].start))
    plain = _schedule(outlined.text, [pair for pair in ordered if not pair[1].resort])
    if not any(unit.resort for _, unit in ordered):
        return plain
    return plain + [choice for choice in _schedule(outlined.text, ordered) if any(unit.resort for unit in choice[1])]


def _schedule(text: str, priced: list[tuple[float, Unit]]) -> list[tuple[float, tuple[Unit, ...]]]:
    ends = [unit.end for _, unit in priced]
    tables: list[dict[int, tuple[float, tuple[Unit, ...]]]] = [{0: (0.0, ())}]
    for at, (cost, unit) in enumerate(priced):
        table = dict(tables[at])
        gone = len(text[unit.start : unit.end].split())
        for words, (loss, chosen) in tables[min(at, bisect_left(ends, unit.start))].items():
            if words + gone not in table or loss + cost < table[words + gone][0]:
                table[words + gone] = (loss + cost, (*chosen, unit))
        tables.append(table)
    return _undominated(tables[-1])


def _undominated(table: dict[int, tuple[float, tuple[Unit, ...]]]) -> list[tuple[float, tuple[Unit, ...]]]:
    kept: list[tuple[float, tuple[Unit, ...]]] = []
    for _, choice in sorted(table.items(), reverse=True):
        if not kept or choice[0] < kept[-1][0]:
            kept.append(choice)
    return kept


def _render(outlined: Outline, plan: Plan, chosen: Sequence[Unit], loss: float, shift: int) -> Version:
    gone = _gone(outlined, plan, chosen)
    kept: list[Span] = []
    at = 0
    for span in sorted(gone, key=lambda span: (span.start, span.end)):
        if span.start > at:
            kept.append(Span(at, span.start))
        at = max(at, span.end)
    kept.append(Span(at, len(outlined.text)))
    version = _version(outlined.text, kept, shift, loss=loss)
    return replace(version, resort=any(unit.resort for unit in chosen))


def _gone(outlined: Outline, plan: Plan, chosen: Sequence[Unit]) -> list[Span]:
    """Give what is struck out, with the commas that go along.

    Of the two commas around a struck segment one stays where a neighbour needs it: an aside (lead, appositive,
    clause, attribution) keeps its comma, two parts of the core that come together have none between them.
    """
    text, segments, separators = outlined.text, outlined.segments, outlined.separators
    parts = [unit for unit in chosen if unit.start not in _starts(outlined, unit)]
    spans = [Span(_blank_before(text, unit.start), unit.end) for unit in parts]
    struck = sorted({at for unit in chosen for at in range(unit.first, unit.last + 1)})
    for first, last in _runs(struck):
        if not first:
            spans.append(Span(0, segments[last + 1].start))
            continue
        before = separators[first - 1]
        spans.append(Span(_blank_before(text, before.start), segments[last].end))
        if last + 1 < len(segments):
            after = separators[last]
            bare = before.start == before.end or "aside" not in (plan.roles[first - 1], plan.roles[last + 1])
            if bare and text[after.start : after.end] != ";":
                spans.append(Span(segments[last].end, after.end))
    return spans


def _starts(outlined: Outline, unit: Unit) -> tuple[int, ...]:
    """Give the start of the unit's first whole segment, if the unit begins with a whole segment."""
    return (outlined.segments[unit.first].start,) if unit.first <= unit.last else ()


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _blank_before(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _version(text: str, kept: Sequence[Span], shift: int, *, loss: float) -> Version:
    pieces = []
    for span in kept:
        body = text[span.start : span.end]
        if any(char.isalnum() for char in body):
            start = span.start + len(body) - len(body.lstrip())
            pieces.append(Span(shift + start, shift + start + len(body.strip())))
    return Version(finished("".join(text[span.start : span.end] for span in kept)), tuple(pieces), loss)


def finished(text: str) -> str:
    """Collapse blanks, capitalise the first letter and set the end stop."""
    text = _TRAILING.sub(lambda end: end[1] and "." + end[1], " ".join(text.split()))
    first = next((at for at, char in enumerate(text) if char.isalnum()), -1)
    if first < 0:
        return ""
    capital = text[first].upper()
    reversible = capital.lower() == text[first].lower()  # not `ß` or the micro sign: another word would come of it
    if reversible and len(capital) == 1 and not text[first + 1 : first + 2].isupper():  # not `eBay`
        text = text[:first] + capital + text[first + 1 :]
    return re.sub(r"\s+([.!?])$", r"\1", text) if _STOPPED.search(text) else text + "."
