"""Who is meant: the noun phrase that ends or begins at a word, appositions and relative clauses around it skipped.

Knows nothing about verbs of attribution or about names. Indices are those of the items of one sentence; both ends of
a phrase are in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefer.language import clauses
from briefer.language.clauses import Item

DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march april
    june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec morning
    afternoon evening night week month year weekend late early earlier later last next this""".split()
)
_TITLES = frozenset(
    """mr mrs ms dr gen col maj capt lt sgt brig adm gov sen rep prof president minister judge mayor governor sir lord
    king queen prince pope rev chancellor premier sheriff ambassador justice chairman chief""".split()
)
_OBJECTS = frozenset("me us him them whom myself himself herself itself themselves".split())
_BEFORE_DETERMINER = frozenset("all both half many most some none one two three several of such".split())
_IN_NAMES = frozenset("al de van von bin of the and el la du".split())
_PARTY = re.compile(r"[rdi]-[a-z.]+")
_MOST_APPOSITIONS = 5
_LONGEST = 30
_REPORTING = frozenset(
    """said says told tells added believes thinks announced reported claimed argued insisted
    found showed shown suggested indicated revealed estimated noted warned insists suggests shows finds""".split()
)
_AFTER_SUBJECT = (
    clauses.SUBORDINATORS
    | clauses.RELATIVES
    | (clauses.SUBJECT_PRONOUNS - {"one"})
    | frozenset("on after during to this last next".split())
)
_ROLE = re.compile(
    r"minister|president|director|professor|secretary|chief|head|chair|officer|spokes|manager|analyst|editor|leader"
    r"|governor|mayor|senator|commander|executive|lawyer|attorney|economist|founder|owner|member|author"
)


class Phrase(NamedTuple):
    """A stretch of items, `first` to `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's items with the article's text, for the case of letters."""

    text: str
    items: Sequence[Item]

    def capital(self, at: int) -> bool:
        """Tell whether an item is a word with a capital letter."""
        return 0 <= at < len(self.items) and self.items[at].capital

    def is_mark(self, at: int) -> bool:
        """Tell a mark, or a place outside the sentence, from a word."""
        return not 0 <= at < len(self.items) or self.items[at].kind == "mark"

    def is_quote(self, at: int) -> bool:
        """Tell whether a quotation stands at an index."""
        return 0 <= at < len(self.items) and self.items[at].kind == "quote"

    def is_word(self, at: int) -> bool:
        """Tell whether a word stands at an index."""
        return 0 <= at < len(self.items) and self.items[at].kind == "word"

    def lower(self, at: int) -> str:
        """Give the word at an index; empty outside the sentence."""
        return self.items[at].lower if 0 <= at < len(self.items) else ""


def phrase_before(row: Row, last: int) -> Phrase | None:
    """Find the noun phrase that ends at an item."""
    items = row.items
    last = without_time(row, last)
    while last > 0 and clauses.is_adverb(items[last].lower) and not row.capital(last):
        last -= 1
    if not row.is_word(last) and not (last >= 0 and items[last].kind == "aside"):
        return None
    if items[last].lower in clauses.CONJUNCTIONS or _is_object(row, last):
        return None
    if items[last].lower in clauses.SUBJECT_PRONOUNS | {"that"}:
        return Phrase(last, last)
    first = last + 1
    while first and last - first < _LONGEST and _belongs(row, first - 1, last):
        first -= 1
        if items[first].lower in clauses.DETERMINERS and not _goes_on(row, first - 1):
            break
    return without_lead(row, first, last)


def _goes_on(row: Row, at: int) -> bool:
    """Tell whether a noun phrase reaches back beyond its determiner: `the head of | the agency`."""
    word = row.lower(at)
    return word in _BEFORE_DETERMINER or (word in clauses.PREPOSITIONS and not row.capital(at))


def _belongs(row: Row, at: int, last: int) -> bool:
    """Tell whether the item before a noun phrase is part of it."""
    item = row.items[at]
    if item.kind == "quote":
        return item.end - item.start < 40 and row.text[item.end - 2] not in ",.?!" and at < last
    if item.kind != "word":
        return item.kind == "aside"
    word = item.lower
    if word in ("and", "&"):
        return row.is_word(at - 1) and row.capital(at - 1) == row.capital(at + 1)
    if word in clauses.SUBORDINATORS | clauses.CONJUNCTIONS | clauses.RELATIVES | clauses.SUBJECT_PRONOUNS - {"one"}:
        return False
    if word in clauses.AUXILIARIES or word == "to" or _is_object(row, at):
        return word in ("may", "will") and row.capital(at)
    return row.capital(at) or not (
        word in _REPORTING or (word in clauses.PRESENTS and clauses.is_finite(row.items, at))
    )


def _is_object(row: Row, at: int) -> bool:
    """Tell a pronoun that cannot be a subject from the country."""
    return row.lower(at) in _OBJECTS and not row.capital(at)


def without_time(row: Row, last: int) -> int:
    """Step back over `on Tuesday` at the end of a subject: `A federal court on Tuesday`."""
    at = last
    while at > 0 and row.lower(at) in DAYS:
        at -= 1
    if at < last and at > 0 and row.lower(at) == "on":
        return at - 1
    return last - 1 if last and row.lower(last).endswith("day") and row.lower(last) in DAYS else last


def without_lead(row: Row, first: int, last: int) -> Phrase | None:
    """Take a leading adverb, connective or `On Monday` from a noun phrase."""
    while first <= last:
        word = row.lower(first)
        if (
            clauses.is_adverb(word) and word not in ("all", "both", "so") and not (row.capital(first) and first)
        ) or word in clauses.CONJUNCTIONS:
            first += 1
        elif word in clauses.PREPOSITIONS | clauses.SUBORDINATORS and not (first and row.capital(first)):
            first = _after_preposition(row, first + 1, last)
        elif (word in DAYS and first < last and not row.capital(first + 1 if word in ("this", "last") else first)) or (
            word in DAYS and word not in ("this", "last", "next", "early", "late") and first < last
        ):
            first += 1
        else:
            return Phrase(first, last)
    return None


def _after_preposition(row: Row, first: int, last: int) -> int:
    """Skip the noun of a leading prepositional phrase, where another noun follows."""
    at = first
    if row.lower(at) in DAYS or row.lower(at)[:1].isdigit():
        while at <= last and (row.lower(at) in DAYS or row.lower(at)[:1].isdigit()):
            at += 1
        return at
    while at <= last and row.capital(at) and row.lower(at) not in _TITLES:
        at += 1
    return at if first < at <= last else (first if at > last else at + (row.lower(at) not in clauses.DETERMINERS))


def phrase_after(row: Row, first: int) -> Phrase | None:
    """Find the noun phrase that begins at an item and ends at a mark, a verb, an adverb of time or a clause."""
    last = first - 1
    while last + 1 < len(row.items) and last - first < _LONGEST and _continues(row, last + 1, first):
        last += 1
        if row.lower(last) in clauses.SUBJECT_PRONOUNS - {"one"} and last == first:
            break
    while last > first and (row.lower(last) in clauses.PREPOSITIONS | clauses.CONJUNCTIONS | clauses.DETERMINERS):
        last -= 1
    return Phrase(first, last) if last >= first else None


def _continues(row: Row, at: int, first: int) -> bool:
    """Tell whether an item goes on with a noun phrase that began at `first`."""
    word = row.lower(at)
    if not row.is_word(at) or at == first:
        return row.items[at].kind == "aside" or (at == first and row.is_word(at))
    if word in ("in", "at") and not row.capital(at + 1):
        return row.lower(at + 1) in ("charge", "the")
    if word in _AFTER_SUBJECT or _is_object(row, at) or (word in DAYS and word != "march"):
        return False
    return row.capital(at) or not (clauses.is_finite(row.items, at) or word in clauses.AUXILIARIES)


def named_after(row: Row, first: int) -> Phrase | None:
    """Find the noun phrase that begins at an item, or the name in apposition: `the chief economist, Ana Ferro`."""
    found = phrase_after(row, first)
    if found is None or _is_name(row, found) or row.lower(found.last + 1) != ",":
        return found
    other = phrase_after(row, found.last + 2)
    ends = other is not None and (row.is_mark(other.last + 1) or other.last + 1 == len(row.items))
    return other if other and ends and other.last - other.first in (1, 2, 3) and _is_name(row, other) else found


def subject_before(row: Row, mark: int) -> Phrase | None:
    """Find the subject of a verb that follows a mark: over appositions, relative clauses and coordinated verbs.

    Args:
        row: The sentence.
        mark: Index of the comma or dash before the verb.
    """
    end = mark
    fallback: Phrase | None = None
    for _ in range(_MOST_APPOSITIONS):
        start = end
        while start and not row.is_mark(start - 1) and row.items[start - 1].kind != "quote":
            start -= 1
        segment = Phrase(start, end - 1)
        if segment.last < segment.first:
            return fallback
        found, final = _subject_of_segment(row, segment)
        fallback = found or fallback
        if (
            final
            or not start
            or row.items[start - 1].kind == "quote"
            or row.lower(start - 1) not in (",", "–", "—", "-", "--")
        ):
            return fallback
        end = start - 1
    return fallback


def _subject_of_segment(row: Row, segment: Phrase) -> tuple[Phrase | None, bool]:
    """Give the subject that a stretch between commas offers, and whether to look no further left."""
    first = row.lower(segment.first)
    if first in ("who", "which", "whose", "whom", "where", "when", "aged") or first[:1].isdigit():
        return None, False
    verb = next((at for at in range(segment.first + 1, segment.last + 1) if clauses.is_finite(row.items, at)), 0)
    if verb and first not in clauses.PREPOSITIONS:
        inner = phrase_before(row, verb - 1)
        if inner and row.lower(inner.first) in ("who", "which", "that"):
            inner = phrase_before(row, inner.first - 1)
            return inner, inner is not None and row.lower(inner.first) not in ("a", "an")
        return inner, True
    phrase = phrase_before(row, segment.last)
    named = phrase is not None and _is_name(row, phrase)
    return phrase, named


def _is_name(row: Row, phrase: Phrase) -> bool:
    """Tell a name, perhaps with an office before it (`board member Ana Ferro`), from a description."""
    words = [row.lower(at) for at in range(phrase.first, phrase.last + 1)]
    if words[0] in ("a", "an") or _PARTY.fullmatch(words[0]) or not row.capital(phrase.last):
        return False
    if _ROLE.match(words[0]) and set(words) & {"of", "for", "at", "in"}:
        return False
    capitals = all(row.capital(at) or row.lower(at) in _IN_NAMES for at in range(phrase.first, phrase.last + 1))
    return capitals or (row.capital(phrase.last - 1) and not set(words) & clauses.PREPOSITIONS)
