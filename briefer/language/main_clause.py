"""The main clause of a sentence: its subject, and its predicate up to the end of the clause.

Knows nothing about which sentence matters. Indices are those of the items of one sentence; both ends are in it.
"""

from __future__ import annotations

from typing import NamedTuple

from briefer.language import clauses
from briefer.language.noun_phrases import DAYS, Phrase, Row, phrase_before, subject_before

_RELATIVE_OPENERS = frozenset("who which that whose whom where what how why whether".split())
_ENDING = (clauses.SUBORDINATORS | frozenset("which who but amid prompting".split())) - {
    "that",
    "whether",
    "how",
    "what",
}
_LONGEST = 45


class Clause(NamedTuple):
    """A main clause."""

    subject: Phrase
    predicate: Phrase
    verb: int
    """Index of its first verb: `have` in `have contained`."""


def find_clause(row: Row, first: int, last: int) -> Clause | None:
    """Find the main clause within a stretch of a sentence; None where no finite verb with a subject is found."""
    start = _after_lead(row, first, last)
    for verb in range(start + 1, last + 1):
        if not clauses.is_finite(row.items, verb) or _is_relative(row, verb, start):
            continue
        subject = _subject(row, verb, start)
        if subject:
            return Clause(subject, Phrase(verb, predicate_end(row, verb, last)), verb)
    return None


def _after_lead(row: Row, first: int, last: int) -> int:
    """Skip what stands before the subject: `In a statement released Sunday,`, `After six days,`."""
    start = first
    for at in range(first, last):
        opening = row.lower(start)
        leads = (
            opening in clauses.PREPOSITIONS | clauses.SUBORDINATORS
            or opening.endswith("ing")
            or (clauses.is_adverb(opening) or opening in DAYS or clauses.is_past(opening))
        )
        if not leads:
            break
        if row.lower(at) == "," and at > start:
            start = at + 1
    return start


def _is_relative(row: Row, verb: int, start: int) -> bool:
    """Tell the verb of a relative clause: between it and its opener stands no mark and no other finite verb."""
    at = verb - 1
    while at >= max(start, verb - _LONGEST) and not row.is_mark(at):
        if row.lower(at) in _RELATIVE_OPENERS:
            return not any(clauses.is_finite(row.items, n) for n in range(at + 1, verb))
        at -= 1
    return False


def _subject(row: Row, verb: int, start: int) -> Phrase | None:
    at = verb - 1
    while at > start and row.is_word(at) and clauses.is_adverb(row.lower(at)) and not row.capital(at):
        at -= 1
    found = subject_before(row, at) if row.is_mark(at) else phrase_before(row, at)
    if found is None or found.first < start:
        return Phrase(start, at) if found and start <= at and not row.is_mark(at) else None
    return found


def predicate_end(row: Row, verb: int, last: int) -> int:
    """Find the last item of a predicate: before a comma that opens something new, or a subordinate clause."""
    end = min(last, verb + _LONGEST)
    for at in range(verb + 1, end + 1):
        aside = row.is_mark(at) and row.items[at].end > row.items[at].start and not _joins_list(row, at, end)
        if aside or (row.lower(at) in _ENDING and at > verb + 2 and not _belongs_to_noun(row, at)):
            return _trimmed(row, verb, at - 1, cut=not aside)
    return _trimmed(row, verb, end, cut=end < last)


def _belongs_to_noun(row: Row, at: int) -> bool:
    """Tell `elected as mayor`, `a man who fled` from the start of a new clause."""
    word = row.lower(at)
    if word in ("as", "once", "before", "since"):
        return not any(clauses.is_finite(row.items, n) for n in range(at + 1, min(len(row.items), at + 12)))
    return word in ("who", "whose", "where")


def _joins_list(row: Row, at: int, end: int) -> bool:
    """Tell a comma between the members of a list, `jets, helicopters, and artillery`, from the end of a clause."""
    if row.lower(at) != "," or row.lower(at + 1) in _ENDING | clauses.PREPOSITIONS or row.lower(at + 1).endswith("ing"):
        return False
    nearby = range(at + 1, min(end, at + 8) + 1)
    stop = next((n for n in nearby if row.is_mark(n) or row.lower(n) in ("and", "or")), 0)
    if not stop or any(clauses.is_finite(row.items, n) for n in range(at + 1, stop)):
        return False
    closes = row.lower(stop) in ("and", "or") and not _has_verb_after(row, stop, end)
    return closes or row.lower(stop + 1) in ("and", "or")


def _has_verb_after(row: Row, at: int, end: int) -> bool:
    return any(clauses.is_finite(row.items, n) for n in range(at + 1, min(end, at + 4) + 1))


def _trimmed(row: Row, first: int, end: int, *, cut: bool) -> int:
    """Step back over marks, and over what dangles where the text goes on."""
    dangling = clauses.PREPOSITIONS | clauses.CONJUNCTIONS | clauses.DETERMINERS
    while end > first and (row.is_mark(end) or (row.lower(end) in (dangling if cut else clauses.CONJUNCTIONS))):
        end -= 1
    return end
