"""Figures that moved: the same thing counted, with another value in a later account.

Knows nothing about sentences that are new. The care is all in `the same thing`: what is counted, what became of it,
where, and over which time. A figure that an earlier account gave already has not moved, nor one that is only rounded
in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.language.facts import Figure
from briefer.stories.account import Account, FigureMove
from briefer.stories.agreement import related
from briefer.stories.figure_label import GRAVE, gravity, label_of
from briefer.summarising.segments import words_of

MOST = 4
"""Figures shown of a story."""
KINDS = frozenset({"count", "money", "measure", "percent"})
CLOSE = 0.45
"""Cosine of the sentences of two figures above which they may count the same thing."""
RISE, FALL = 10.0, 2.0
"""A figure that rose or fell by more counts something else."""
ROUNDED = 0.1
"""Two values so near each other, one of them `about` or `more than`, may be one."""

OPEN = 1.25
"""`More than 300` may be this much more."""
SALIENT = 0.08
"""A number of things of which nothing is said to have become must stand in a sentence of this salience to count."""
TOLL = 0.15
"""The salience of a sentence that gives the toll of the story itself."""

_AT_LEAST = frozenset(("more than", "over", "at least", "above", "upwards of", "nearly", "almost"))
_PEOPLE = frozenset("people persons person individuals victims number total count of the".split())
_FATES = {
    "killed": "kill dead death die dying fatal slain toll".split(),
    "injured": "injur wound hurt".split(),
    "missing": "missing unaccounted".split(),
    "displaced": "displac evacuat fled flee homeless".split(),
    "arrested": "arrest detain detention custody".split(),
}
_TURNED = re.compile(
    r"(?:ris|rose|climb|grow|grew|jump|reach|stand|stood|fell|fall|drop|brought|increas|hit)", re.IGNORECASE
)
_MORE = re.compile(r"\b(?:another|additional|further|extra|more(?! than\b)|others?)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:this (?:week|month|year)|last (?:week|month|year)|per|each|every|daily|a (?:day|week|month|year)|average"
    r"|(?:past|last|previous|over) (?:\w+ )?(?:hours|days|weeks|months|years|decades?)|since (?:\w+ )?(?:19|20)\d\d"
    r"|in (?:19|20)\d\d|nationwide|worldwide|globally|in total|overall|altogether|so far)\b",
    re.IGNORECASE,
)
"""Over which time or area is counted."""

_POLL = re.compile(r"\b(?:poll|survey|respondents?|voters?|approv\w+|likely)\b", re.IGNORECASE)
"""A percentage of those asked moves with the question."""


def _fate_in(text: str) -> str:
    """Return the last thing that a text says of people: `killed` of `the number of people killed`."""
    words = words_of(text)
    named = [group for word in words for group, stems in _FATES.items() if word.startswith(tuple(stems))]
    return named[-1] if named else ""


@dataclass(frozen=True, eq=False)
class _Tally:
    """A figure in its account."""

    account: Account
    figure: Figure

    @property
    def text(self) -> str:
        return self.account.sentence(self.figure.sentence).text

    @property
    def rank(self) -> tuple[str, float]:
        """The latest first, then the most salient, where the greatest is taken."""
        return self.account.article.published, self.account.salience[self.figure.sentence]

    @cached_property
    def fate(self) -> str:
        """What became of them, as a group of words: `dead` and `killed` are one, and a toll is of the dead."""
        figure = self.figure
        named = _fate_in(f"{figure.fate} {figure.counts}")
        if not named and not self.things and _TURNED.match(figure.fate):  # `the number of people killed rose to 19`
            named = _fate_in(self.text[: max(0, figure.start - self.account.sentence(figure.sentence).start)])
        return named or figure.fate.rpartition(" ")[2][:6]

    @cached_property
    def things(self) -> frozenset[str]:
        """What is counted, without the words that only say people, and without what became of them."""
        words = (word for word in words_of(self.figure.counts) if word not in _PEOPLE)
        return frozenset(word[:6] for word in words if len(word) > 2 and not _fate_in(word))

    @property
    def casualties(self) -> bool:
        """Whether people are counted, of whom something grave is said: a story has one toll, wherever it stands."""
        return not self.things and self.fate in _FATES and self.rank[1] >= TOLL

    @property
    def label(self) -> str:
        """What is counted and what became of them."""
        return f"people {self.fate}" if not self.things and self.fate in _FATES else label_of(self.figure)

    @property
    def unit(self) -> str:
        """The number without its digits: `$m`, ` km`."""
        return re.sub(r"[\d.,]+", "", self.figure.number) if self.figure.kind != "count" else ""

    @property
    def scope(self) -> frozenset[str]:
        """Over which time or area it is counted."""
        return frozenset(match.group().lower() for match in _SPAN.finditer(self.text))

    @property
    def places(self) -> frozenset[str]:
        """Where."""
        return frozenset(p.name for p in self.account.facts.places if self.figure.sentence in p.sentences)


def figure_moves(earlier: Sequence[Account], later: Sequence[Account]) -> tuple[FigureMove, ...]:
    """Find the figures of the later accounts that have another value than before, the gravest first."""
    known = [one for account in earlier for one in _tallies(account)]
    found: list[tuple[_Tally, _Tally]] = []
    for new in sorted((one for account in later for one in _tallies(account)), key=lambda one: one.rank, reverse=True):
        old = [one for one in known if _same_thing(one, new)]
        if any(_same_thing(new, other) or _same_thing(before, new) for before, other in found):
            continue
        if old and not any(_same_value(one.figure, new.figure) for one in old):
            before = max(old, key=lambda one: one.rank)
            if _within_reach(before, new):
                found.append((before, new))
    found.sort(key=lambda pair: (gravity(pair[1].figure), -pair[1].rank[1]))
    return tuple(
        FigureMove((new if new.fate else old).label, old.figure.number, new.account.article.id, new.figure)
        for old, new in found[:MOST]
    )


def _tallies(account: Account) -> list[_Tally]:
    """Give the figures of an account that may move; of two for one thing the first stands for the whole."""
    found: list[_Tally] = []
    for figure in account.facts.figures:
        one = _Tally(account, figure)
        named = figure.counts or gravity(figure) < len(GRAVE)
        if figure.kind not in KINDS or not named or figure.value <= 0 or figure.sentence not in account.candidates:
            continue
        if not figure.fate and gravity(figure) == len(GRAVE) and account.salience[figure.sentence] < SALIENT:
            continue
        if figure.kind == "percent" and (not figure.fate or _POLL.search(one.text)):
            continue
        if not _MORE.search(figure.text) and not any(_same_thing(other, one) for other in found):
            found.append(one)
    return found


def _same_thing(one: _Tally, other: _Tally) -> bool:
    """Tell whether two figures count the same."""
    mine, theirs = one.figure, other.figure
    if (mine.kind, one.unit, one.scope) != (theirs.kind, other.unit, other.scope) or not _same_label(one, other):
        return False
    if one.places and other.places and not one.places & other.places:
        return False
    if one.casualties and other.casualties:
        return True
    cosine = float(one.account.vectors[mine.sentence] @ other.account.vectors[theirs.sentence])
    return cosine >= CLOSE or related(one.text, other.text)


def _same_label(one: _Tally, other: _Tally) -> bool:
    """Tell whether two figures are said to count the same; a measure may leave some of it out."""
    if one.figure.kind == "measure":  # `6,500 acres of forest burned`, `a wildfire of 13,000 acres`
        fates = not (one.fate and other.fate) or one.fate == other.fate
        return fates and (one.things <= other.things or other.things <= one.things)
    return bool(one.fate or one.things) and (one.fate, one.things) == (other.fate, other.things)


def _same_value(one: Figure, other: Figure) -> bool:
    """Tell whether two values are one, told more or less exactly: `more than 300` and `360`."""
    if one.value == other.value or other.value in (one.value, one.high) or one.value in (other.value, other.high):
        return True
    low, high = sorted((one, other), key=lambda figure: figure.value)
    if low.qualifier in _AT_LEAST:
        return high.value <= low.value * OPEN
    return bool(low.qualifier or high.qualifier) and high.value - low.value <= ROUNDED * high.value


def _within_reach(before: _Tally, after: _Tally) -> bool:
    """Tell whether a figure can have moved so far; the missing are found."""
    old, new = before.figure.value, after.figure.value
    return new <= old * RISE and old <= new * (RISE if after.fate == "missing" else FALL)
