"""Whose words they are: from the words that stand as a source to the person or organisation of the article.

Knows nothing about cues and contents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.language import clauses
from briefer.language.facts import Name
from briefer.language.subjects import Phrase, Row

_UNNAMED = frozenset(
    """official officials source sources spokesman spokeswoman spokesperson authorities residents witness
    witnesses people critics experts analysts analyst investigators researchers scientists doctors economists
    lawyers prosecutors opponents supporters activists lawmakers leaders diplomats officers soldiers traders
    economist aide aides advisers others many some most documents one man woman men women lawyer reporters media
    reports report study poll survey statement""".split()
)
_BODIES = frozenset(
    """agency union board ministry government court bank guard service association company committee commission council
    police army military party department office campaign authority institute federation parliament airline foundation
    university hospital watchdog regulator navy force coalition group organisation organization firm carrier operator
    embassy centre center bureau administration corporation society league club""".split()
)
"""With `the` before it, an organisation that the text need not name more closely: `the coast guard`."""
_DOCUMENTS = frozenset("statement report document letter memo communique filing release message note".split())
_PERSONAL = frozenset("he she".split())
_BY_TITLE = {"Mr.": "he", "Mr": "he", "Mrs.": "she", "Mrs": "she", "Ms.": "she", "Ms": "she"}
_NEUTER = frozenset("it they".split())
_LONGEST = 100
"""Characters of the longest mention."""
_TRIMMED = " ,;:–—-"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks."""

    text: str
    role: str = ""
    named: bool = False
    label: str = ""
    """PER, ORG or another label of a name; empty where the speaker is no known name."""


class Speakers:
    """Resolves the sources of one article, in the order of its text: a pronoun is whoever spoke last."""

    def __init__(self, names: Sequence[Name]) -> None:
        """Args: `names` are those of the article."""
        self._mentions = sorted(
            ((span.start, span.end, name) for name in names for span in name.mentions), key=lambda mention: mention[:2]
        )
        self._people = [mention for mention in self._mentions if mention[2].label == "PER"]
        self._starts = [start for start, _, _ in self._mentions]
        self._by_words = {
            frozenset(_content(form)): name
            for name in names
            if name.label == "ORG"
            for form in (name.text, *name.aliases)
        }
        self._last_person = Speaker("")
        self._last_body = Speaker("")
        self._pronouns = {name.text: _BY_TITLE[name.rank] for name in names if name.rank in _BY_TITLE}

    def resolve(self, row: Row, source: Phrase | None) -> Speaker:
        """Give the speaker of a source, and remember it."""
        if source is None:
            return Speaker("")
        found = self._pronoun(row, source) or self._linked(row, source) or self._printed(row, source)
        bare = found.named and not found.label and row.lower(source.first) not in clauses.DETERMINERS
        if found.label == "PER" or bare:
            self._last_person = found
        if found.label != "PER":
            self._last_body = found
        return found

    def _pronoun(self, row: Row, source: Phrase) -> Speaker | None:
        word = row.lower(source.first)
        if source.first != source.last or word not in _PERSONAL | _NEUTER | {"who"}:
            return None
        start = row.items[source.first].start
        if word in _PERSONAL:
            return self._person(word, start) or Speaker(_printed(row, source))
        return self._last_body if self._last_body.text else Speaker(_printed(row, source))

    def _person(self, pronoun: str, at: int) -> Speaker | None:
        """Give who spoke last, else the person named last before a pronoun; nobody who was the other pronoun before."""
        before = bisect_left(self._people, at, key=lambda mention: mention[0])
        named = [_of_name(self._people[before - 1][2])] if before else []
        for person in [self._last_person, *named]:
            if person.text and self._pronouns.setdefault(person.text, pronoun) == pronoun:
                return person
        return None

    def _linked(self, row: Row, source: Phrase) -> Speaker | None:
        """Link a source to a name that stands in it as its head, a person before all."""
        head = _head(row, source)
        at = row.items[head].start
        if any(row.lower(n) == "and" for n in range(source.first, source.last + 1)):
            return None
        for start, end, name in self._mentions[
            bisect_left(self._starts, at - _LONGEST) : bisect_right(self._starts, at)
        ]:
            if start <= at < end and name.label != "NORP":
                return _of_name(name)
        return self._by_document(row, source) or self._by_last_word(row, source, head)

    def _by_last_word(self, row: Row, source: Phrase, head: int) -> Speaker | None:
        """Link `the board` to the National Transport Safety Board."""
        if row.lower(source.first) not in ("the", "its", "this") or source.last - source.first > 2:
            return None
        matches = [name for words, name in self._by_words.items() if row.lower(head) in words and len(words) > 1]
        return _of_name(matches[-1]) if matches else None

    def _by_document(self, row: Row, source: Phrase) -> Speaker | None:
        """Give who published a statement, where that stands beside it: `the statement, published by the ministry,`."""
        at = source.last + 1
        if row.lower(_head(row, source)) not in _DOCUMENTS:
            return None
        at += row.lower(at) == ","
        if row.lower(at + 1) != "by" or not clauses.is_past(row.lower(at)):
            return None
        start = row.items[min(at + 2, len(row.items) - 1)].start
        near = self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, start + 4)]
        names = [name for _, _, name in near if name.label in ("ORG", "PER")]
        return _of_name(names[0]) if names else None

    def _printed(self, row: Row, source: Phrase) -> Speaker:
        head = _head(row, source)
        capitals = [
            at
            for at in range(source.first, source.last + 1)
            if row.capital(at) and (at or len(row.items) == 1 or row.lower(at) not in clauses.DETERMINERS | _UNNAMED)
        ]
        named = bool(capitals) and row.capital(head) and row.lower(head) not in _UNNAMED | clauses.SUBJECT_PRONOUNS
        body = row.lower(head) in _BODIES and row.lower(source.first) not in ("a", "an", "another", "some", "one")
        return Speaker(_printed(row, source), _apposition(row, source), named or body)


def _of_name(name: Name) -> Speaker:
    return Speaker(name.text, name.role or name.rank, named=True, label=name.label)


def _content(text: str) -> list[str]:
    return [word.lower() for word in text.split() if word[:1].isupper()]


def _head(row: Row, source: Phrase) -> int:
    """Give the head noun of a phrase: the last word before its first preposition."""
    for at in range(source.first + 1, source.last + 1):
        if (
            row.items[at].kind != "word"
            or row.lower(at) in clauses.PREPOSITIONS
            or row.lower(at) in ("who", "which", "that")
        ):
            return at - 1
    return source.last


def _printed(row: Row, source: Phrase) -> str:
    words = " ".join(row.text[row.items[source.first].start : row.items[source.last].end].split())
    return words.strip(_TRIMMED)


def _apposition(row: Row, source: Phrase) -> str:
    """Give the role that stands behind a name between commas: `, commander of the brigade,`."""
    at = source.last + 1
    if row.lower(at) != "," or row.lower(at + 1) in ("who", "which", "whose") or at + 1 >= len(row.items):
        return ""
    end = at + 1
    while end < len(row.items) and not row.is_mark(end):
        end += 1
    if (
        end - at > 14
        or clauses.is_adverb(row.lower(at + 1))
        or row.lower(at + 1) in clauses.PREPOSITIONS
        or any(clauses.is_finite(row.items, n) for n in range(at + 1, end))
        or row.items[at + 1].kind != "word"
    ):
        return ""
    return _printed(row, Phrase(at + 1, end - 1)) if row.lower(at + 1)[0].isalpha() else ""
