"""The main clause of a sentence: its subject, and its predicate up to the end of the clause.

Knows nothing about which sentence matters. Indices are those of the items of one sentence; both ends are in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefer.language import clauses
from briefer.language.subjects import DAYS, Phrase, Row, phrase_before, subject_before, without_lead, without_time

_RELATIVE_OPENERS = frozenset("who which that whose whom where what how why whether".split())
_ENDING = (clauses.SUBORDINATORS | frozenset("which who but amid prompting".split())) - {
    "that",
    "whether",
    "how",
    "what",
}
_LONGEST = 45
_SPANS = frozenset("minutes hours hour day days week weeks month months year years decade decades".split())
_BREAKING = frozenset("because while although though when whenever if unless until but whether".split())
"""A subject does not reach back over these."""
_COUNTING = frozenset("least most than to one two three four five six seven eight nine ten dozens".split())
"""After `at`, `more` or `about` these open a subject: `At least 33 people`."""
_AFTER_SPAN = frozenset("after before ago later since earlier".split())


class Clause(NamedTuple):
    """A main clause."""

    subject: Phrase
    predicate: Phrase
    verb: int
    """Index of its first verb: `have` in `have contained`."""


def find_clause(row: Row, first: int, last: int) -> Clause | None:
    """Find the main clause within a stretch of a sentence; None where no finite verb with a subject is found."""
    start = _after_lead(row, _after_agency(row, first, last), last)
    for verb in range(start + 1, last + 1):
        if not clauses.is_finite(row.items, verb) or _is_relative(row, verb, start) or _is_reduced(row, verb, last):
            continue
        subject = _subject(row, verb, start)
        if subject:
            return Clause(subject, Phrase(verb, predicate_end(row, verb, last)), verb)
    return None


def _after_agency(row: Row, first: int, last: int) -> int:
    """Skip a dateline that was left in the text: `West Palm Beach, Florida (CNN) |`."""
    for at in range(first, min(first + 6, last)):
        item = row.items[at]
        if item.kind == "aside" and row.text[item.start + 1 : item.end - 1].isalpha() and row.capital(at + 1):
            return at + 1
    return first


def _after_lead(row: Row, first: int, last: int) -> int:
    """Skip what stands before the subject: `In a statement released Sunday,`, `Three days after the vote,`."""
    start = first
    for at in range(first, last):
        if not _leads(row, start):
            break
        if row.lower(at) == "," and at > start:
            if _tells(row, start, at):
                break
            start = at + 1
    return start


def _leads(row: Row, start: int) -> bool:
    """Tell whether a stretch opens as one that stands before the subject."""
    word = row.lower(start)
    if word in clauses.PREPOSITIONS | clauses.SUBORDINATORS or word in DAYS or clauses.is_adverb(word):
        return word != "one"
    if clauses.is_past(word):
        return row.lower(start + 1) in clauses.PREPOSITIONS
    ing = word.endswith("ing") and word not in clauses.NOT_ING
    return ing or any(row.lower(n) in _SPANS and row.lower(n + 1) in _AFTER_SPAN for n in range(start, start + 6))


def _tells(row: Row, start: int, end: int) -> bool:
    """Tell a clause that only begins with a preposition, `At least 33 people were killed`, from a lead."""
    if row.lower(start) not in clauses.PREPOSITIONS or row.lower(start + 1) in _RELATIVE_OPENERS:
        return False
    return any(
        row.lower(at) in clauses.AUXILIARIES and not _is_relative(row, at, start) and clauses.is_finite(row.items, at)
        for at in range(start + 1, end)
    )


def _is_relative(row: Row, verb: int, start: int) -> bool:
    """Tell the verb of a relative clause: between it and its opener stands no mark and no other finite verb."""
    at = verb - 1
    while at >= max(start, verb - _LONGEST) and not row.is_mark(at):
        if row.lower(at) in _RELATIVE_OPENERS:
            return not any(clauses.is_finite(row.items, n) for n in range(at + 1, verb))
        at -= 1
    return False


def _is_reduced(row: Row, verb: int, last: int) -> bool:
    """Tell a participle from the main verb, where that follows: `an audit released Friday | confirmed`.

    Behind a mark only an auxiliary is taken for it: `Orsk, arrested in May, | was freed`.
    """
    if row.lower(verb) in clauses.AUXILIARIES or row.lower(verb + 1) not in clauses.PREPOSITIONS | DAYS:
        return False
    for at in range(verb + 1, min(last, verb + _LONGEST) + 1):
        if row.is_mark(at) and row.lower(at + 1) in clauses.AUXILIARIES:
            return True
        if row.is_mark(at):
            continue
        if row.lower(at) in clauses.CONJUNCTIONS | clauses.SUBORDINATORS | _RELATIVE_OPENERS:
            return False
        if clauses.is_finite(row.items, at):
            return not any(row.is_mark(n) for n in range(verb, at))
    return False


def _subject(row: Row, verb: int, start: int) -> Phrase | None:
    """Give the subject: all that stands before the verb, or before the insertion that stands before the verb."""
    at = verb - 1
    while at > start and row.is_word(at) and clauses.is_adverb(row.lower(at)) and not row.capital(at):
        at -= 1
    marks = [n for n in range(start, at + 1) if row.is_mark(n)]
    if row.is_mark(at):
        found = Phrase(start, marks[0] - 1) if len(marks) > 1 and marks[0] > start else subject_before(row, at)
        return found if found and found.first >= start else None
    if marks and _is_list(row, start, marks, at):
        return Phrase(start, at)
    if marks or any(row.lower(n) in _BREAKING for n in range(start, at)):
        found = phrase_before(row, at)
        return found if found and found.first >= start else None
    end = without_time(row, at)
    end = at if clauses.is_past(row.lower(end)) else end
    counted = row.lower(start + 1) in _COUNTING or row.lower(start + 1)[:1].isdigit()
    found = Phrase(start, end) if counted else without_lead(row, start, end)
    return found if found and found.last - found.first < _LONGEST // 2 else None


def _is_list(row: Row, start: int, marks: Sequence[int], at: int) -> bool:
    """Tell the members of a list, `Teachers, nurses and drivers`, from appositions."""
    joined = any(row.lower(n) in ("and", "or") for n in range(marks[-1] + 1, min(at, marks[-1] + 5)))
    return joined and marks[0] - start <= 4 and at - start < _LONGEST // 2 and row.lower(marks[0]) == ","


def predicate_end(row: Row, verb: int, last: int) -> int:
    """Find the last item of a predicate: before a comma that opens something new, or a subordinate clause."""
    end = min(last, verb + _LONGEST)
    for at in range(verb + 1, end + 1):
        aside = row.is_mark(at) and row.items[at].end > row.items[at].start and not _goes_on(row, at, end)
        if aside or (row.lower(at) in _ENDING and at > verb + 1 and not _belongs_to_noun(row, at)):
            return _trimmed(row, verb, at - 1, cut=not aside)
    return _trimmed(row, verb, end, cut=end < last)


def _belongs_to_noun(row: Row, at: int) -> bool:
    """Tell `elected as mayor`, `a man who fled` from the start of a new clause."""
    word = row.lower(at)
    before = row.lower(at - 1)
    if word == "following" and (before in clauses.AUXILIARIES or clauses.is_adverb(before)):
        return True
    if word in _AFTER_SPAN and row.lower(at - 1) in _SPANS:
        return True
    if word in ("as", "once", "before", "since"):
        return not any(clauses.is_finite(row.items, n) for n in range(at + 1, min(len(row.items), at + 12)))
    return word in ("who", "whose", "where")


def _goes_on(row: Row, at: int, end: int) -> bool:
    """Tell a comma inside a list or a place, `in Sardan, Tarsin,`, from the end of a clause."""
    pair = row.lower(at) == "," and row.capital(at - 1) and row.capital(at + 1)
    return _joins_list(row, at, end) or (pair and (row.is_mark(at + 2) or at + 2 >= len(row.items)))


def _joins_list(row: Row, at: int, end: int) -> bool:
    """Tell a comma between the members of a list, `jets, helicopters, and artillery`, from the end of a clause."""
    if (
        row.lower(at) != ","
        or row.lower(at + 1) in _ENDING | clauses.PREPOSITIONS | clauses.DETERMINERS
        or row.lower(at + 1).endswith("ing")
    ):
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
