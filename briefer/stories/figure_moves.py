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
    r"(?:ris|rose|climb|grow|grew|jump|reach|stand|stood|fell|fall|drop|brought|increas|hit|revis|correct|lower)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:another|additional|further|extra|more(?! than\b)|others?|of (?:the|them|those|whom))\b", re.IGNORECASE
)
_PART = re.compile(r"\b(?:including|among (?:them|whom)|of (?:them|whom)|those)\W+(?:\w+ )?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|earlier|previous\w*|initial\w*|up|down)\b", re.IGNORECASE)
_REVISED = re.compile(r"\b(?:revis|lower|correct|reduc|down|only|fewer)", re.IGNORECASE)
_AREA = re.compile(r"\b(?:acres?|hectares?|square|magnitude)\b", re.IGNORECASE)
"""Measures of a whole event; speeds, depths and rain differ from place to place."""
_SPAN = re.compile(
    r"\b(?:this (?:week|month|year)|last (?:week|month|year)|per|each|every|daily|a (?:day|week|month|year)|average"
    r"|(?:past|last|previous|over) (?:\w+ )?(?:hours|days|weeks|months|years|decades?)|since (?:\w+ )?(?:19|20)\d\d"
    r"|in (?:19|20)\d\d|nationwide|worldwide|globally|in total|overall|altogether|so far)\b",
    re.IGNORECASE,
)
"""Over which time or area is counted."""

_PROGRESS = re.compile(r"contain|count|complet|restor|repair|vaccinat", re.IGNORECASE)
"""Percentages of what goes on; others are of other things from sentence to sentence."""
_CASES = re.compile(r"\b(?:cases|infections|victims)\b", re.IGNORECASE)


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
    def may_move(self) -> bool:
        """Whether it is a whole, not a part of one, and matters."""
        figure, grave = self.figure, gravity(self.figure) < len(GRAVE)
        start = figure.start - self.account.sentence(figure.sentence).start
        if not (figure.counts or grave or self.fate) or _MORE.search(figure.text) or _PART.search(self.text[:start]):
            return False
        if figure.kind == "measure":
            return bool(_AREA.search(figure.text))
        if figure.kind == "percent":
            return bool(_PROGRESS.search(figure.fate))
        return figure.kind in KINDS and bool(figure.fate or grave or self.rank[1] >= SALIENT)

    def is_past(self, first: str) -> bool:
        """Tell whether its sentence dates only what lies before a day."""
        days = self.account.days(self.figure.sentence)
        return bool(days) and max(days) < first

    @cached_property
    def unit(self) -> str:
        """The number without its digits: `$m`, ` km`."""
        return re.sub(r"[\d.,]+", "", self.figure.number) if self.figure.kind != "count" else ""

    @cached_property
    def scope(self) -> frozenset[str]:
        """Over which time or area it is counted."""
        return frozenset(match.group().lower() for match in _SPAN.finditer(self.text))

    @cached_property
    def places(self) -> frozenset[str]:
        """Where."""
        return frozenset(p.name for p in self.account.facts.places if self.figure.sentence in p.sentences)


def figure_moves(earlier: Sequence[Account], later: Sequence[Account]) -> tuple[FigureMove, ...]:
    """Find the figures of the later accounts that have another value than before, the gravest first."""
    first = min((account.day for account in earlier if account.day), default="")
    known = [one for account in earlier for one in _tallies(account)]
    news = [one for account in later for one in _tallies(account)]
    given = [_Tally(account, figure) for account in later for figure in account.facts.figures]
    found: list[tuple[_Tally, _Tally]] = []
    for new in sorted(news, key=lambda one: one.rank, reverse=True):
        old = [one for one in known if _same_thing(one, new)]
        if not old or any(_same_thing(new, other) or _same_thing(before, new) for before, other in found):
            continue
        before = _last_word(old)
        if (
            _has_moved(before, new)
            and not _is_given(new, old)
            and not _is_given(before, given)
            and not new.is_past(first)
        ):
            found.append((before, new))
    found.sort(key=lambda pair: (gravity(pair[1].figure), -pair[1].rank[1]))
    return tuple(
        FigureMove((new if new.fate else old).label, old.figure.number, new.account.article.id, new.figure)
        for old, new in found[:MOST]
    )


def _last_word(known: Sequence[_Tally]) -> _Tally:
    """Return what was known last: of the latest day the value that most articles give, of these the last."""
    latest = max(one.account.day for one in known)
    last = [one for one in known if one.account.day == latest]
    articles = {one.figure.value: set[str]() for one in last}
    for one in last:
        articles[one.figure.value].add(one.account.article.id)
    return max(last, key=lambda one: (len(articles[one.figure.value]), one.rank))


def _tallies(account: Account) -> list[_Tally]:
    """Give the figures of an account that may move."""
    return [
        one
        for figure in account.facts.figures
        if figure.value > 0 and figure.sentence in account.candidates and (one := _Tally(account, figure)).may_move
    ]


def _is_given(one: _Tally, others: Sequence[_Tally]) -> bool:
    """Tell whether others give a value, too, other than in a sentence that tells how it moved: `to 15 from 12`."""
    return any(
        _same_label(one, other) and _same_value(one.figure, other.figure) and not _FROM.search(other.text)
        for other in others
    )


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


def _has_moved(before: _Tally, after: _Tally) -> bool:
    """Tell whether a figure can have moved so: a toll rises, the missing are found, and nothing moves too far."""
    old, new = before.figure.value, after.figure.value
    if before.figure.number == after.figure.number:  # `2.3m`, more exactly
        return False
    if new >= old:
        return new <= old * RISE
    if after.fate == "missing":
        return old <= new * RISE
    counted_up = after.fate in _FATES or _CASES.search(after.figure.counts)
    return old <= new * FALL and (not counted_up or bool(_REVISED.search(after.text)))
