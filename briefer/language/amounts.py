"""Amounts: numbers that are figures, joined to ranges and ratios, with qualifier, kind and unit.

Knows nothing about what is counted or what became of it. A number that is part of a date, a time, a name or a label
(`Boeing 737`, `type 4`, `9/11`) is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from briefer.language import figure_patterns as patterns
from briefer.language.numerals import Numeral, find_numerals, short_number

if TYPE_CHECKING:
    from briefer.types import Span

_MOST = 60
"""Numbers in one sentence: with more it is a table, not prose (2026-11: none of 700 news articles has even 25)."""
_SCALED = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its qualifier and unit; offsets into the sentence."""

    start: int
    """Where its qualifier or currency starts."""
    end: int
    """Where what it counts may start; a unit that is part of what is counted (`hectares`) starts here."""
    value: float
    high: float | None
    number: str
    qualifier: str
    kind: str
    attributive: bool = False
    """Whether it stands before its noun with a hyphen: `a 74-metre structure`."""
    bare: bool = False
    """Whether it is the word `one`."""
    at: int = 0
    """Where the number itself starts."""
    unit_end: int = 0
    """Where a unit that is part of what is counted ends; 0 where there is none."""


def find_amounts(text: str, taken: Sequence[Span]) -> Iterator[Amount]:
    """Yield the amounts of a sentence, ascending.

    Args:
        text: The sentence.
        taken: Spans that belong to dates.
    """
    found = list(islice(find_numerals(text), _MOST + 1))
    if len(found) > _MOST:
        return
    numerals = [n for n in found if not any(n.start < s.end and s.start < n.end for s in taken)]
    at = 0
    while at < len(numerals):
        used, amount = _joined(text, numerals, at)
        if amount and not _no_figure(text, amount, numerals[at]):
            whole = _with_kind(text, _with_open_end(text, _with_qualifier(text, amount)))
            if whole.kind != "count" or not patterns.HYPHEN_TAIL.match(text, whole.end):
                yield whole
        at += used


def _joined(text: str, numerals: Sequence[Numeral], at: int) -> tuple[int, Amount | None]:
    """Read a numeral with the one that it is joined to: how many were read, and the amount unless it is none."""
    first = numerals[at]
    single = Amount(
        first.start, first.end, first.value, None, short_number(first.value), "", "count",
        bare=text[first.start : first.end].lower() == "one", at=first.start,
    )  # fmt: skip
    if first.form == "fraction":
        single = _fraction(text, first, single)
    if at + 1 == len(numerals) or numerals[at + 1].start - first.end > 16:
        return 1, single
    second = numerals[at + 1]
    gap = text[first.end : second.start]
    if at + 2 < len(numerals) and gap in "-–" and text[second.end : numerals[at + 2].start] in ("-", "–"):
        return 3, None
    if match := patterns.RATIO_GAP.fullmatch(gap):
        ratio = _ratio(single, first, second, match["word"].lower())
        return (2, ratio) if ratio else (1, single)
    if match := patterns.RANGE_GAP.fullmatch(gap):
        return _range(text, single, first, second, match)
    return 1, single


def _fraction(text: str, numeral: Numeral, single: Amount) -> Amount:
    """Write a fraction as one: `two-thirds` is `2/3`."""
    for lower in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        upper = numeral.value * lower
        if abs(upper - round(upper)) < 1e-9 and upper >= 1:
            return replace(single, number=f"{round(upper)}/{lower}", kind="ratio")
    return replace(single, kind="ratio", number=text[numeral.start : numeral.end])


def _ratio(single: Amount, first: Numeral, second: Numeral, word: str) -> Amount | None:
    """Read `one in five`, `nine out of ten`; None where the two numbers are no ratio (`12 in 3 cities`)."""
    if word.endswith("per") and second.value in (100, 1000, 10_000, 100_000, 1e6):
        number = f"{short_number(first.value)} per {short_number(second.value)}"
        return replace(single, end=second.end, value=first.value / second.value, number=number, kind="ratio")
    small = second.value in {*range(2, 13), 20, 50, 100, 1000, 10_000, 100_000}
    if not 0 < first.value < second.value or (word.endswith("in") and not (first.value < 10 and small)):
        return None
    number = f"{short_number(first.value)} {'in' if word.endswith('in') else 'of'} {short_number(second.value)}"
    return replace(single, end=second.end, value=first.value / second.value, number=number, kind="ratio", bare=False)


def _range(
    text: str, single: Amount, first: Numeral, second: Numeral, joint: re.Match[str]
) -> tuple[int, Amount | None]:
    """Read `10 to 12`, `between 10 and 12`, `two or three`, a vote of `21 to 19`."""
    gap, word = joint[0], joint["word"]
    before = text[max(0, first.start - patterns.LOOK_BACK) : first.start]
    low, high = first.value, second.value
    if _SCALED.search(text[second.start : second.end]) and first.form == "digits" and second.form == "digits":
        scale = high / float(re.sub(r"[^\d.]", "", text[second.start : second.end]) or high)
        low *= scale if low < 1000 and not _SCALED.search(text[first.start : first.end]) else 1
    between = patterns.BETWEEN.search(patterns.CURRENCY.sub("", before))
    if word == "and" and not between:
        return 1, single
    if "%" in gap or "cent" in gap:
        apart = word == "to" and not patterns.RANGING.search(before)  # `fell 7 percent to 45 percent`
        if apart or not patterns.PERCENT.match(text, second.end):
            return 1, single
    if word == "to" and patterns.FROM.search(before) and not patterns.RANGING.search(before):
        return 1, None
    if patterns.VOTE.search(text, max(0, first.start - 80), second.end + 20) and word != "or" and low < 10_000:
        number = f"{short_number(low)}-{short_number(high)}"
        return 2, replace(single, end=second.end, number=number, kind="ratio")
    if low >= high:
        return (1, single) if word == "or" else (2, None)
    number = f"{short_number(low)}-{short_number(high)}"
    return 2, replace(single, end=second.end, value=low, high=high, number=number, bare=False)


def _no_figure(text: str, amount: Amount, numeral: Numeral) -> bool:
    """Tell a number that is part of a time, a name, a label, a list or a word."""
    before = text[max(0, amount.start - patterns.LOOK_BACK) : amount.start]
    if patterns.TIME_TAIL.match(text, amount.end) or patterns.BAD_TAIL.match(text, amount.end):
        return True
    if patterns.SIGN_BEFORE.search(before) or (patterns.LABEL.search(before) and not patterns.QUALIFIER.search(before)):
        return True
    if numeral.form == "fraction":
        return not re.match(r"\s(?:of|the)\b", text[amount.end : amount.end + 5])
    return False


def _with_qualifier(text: str, amount: Amount) -> Amount:
    """Take in the currency sign and the qualifier before a number."""
    start, symbol = amount.start, ""
    if match := patterns.CURRENCY.search(text[max(0, start - 8) : start]):
        start -= len(match[0])
        symbol = match[0].strip()
    before = text[max(0, start - patterns.LOOK_BACK) : start]
    if match := patterns.BETWEEN.search(before):
        start -= len(match[0]) if amount.high is not None else 0
    qualifier = ""
    if (match := patterns.QUALIFIER.search(before)) and not _is_during(text, amount, match[0]):
        start -= len(match[0])
        qualifier = " ".join(match[0].lower().split()).removesuffix("up to an").removesuffix("up to a") or "up to"
    kind, number = ("money", symbol + amount.number) if symbol else (amount.kind, amount.number)
    return replace(amount, start=start, qualifier=qualifier, kind=kind, number=number)


def _with_open_end(text: str, amount: Amount) -> Amount:
    """Take in a qualifier after the number: `50 or more missiles`."""
    match = patterns.OPEN_END.match(text, amount.end)
    if not match:
        return amount
    if match[0] == "+":
        return replace(amount, end=match.end(), number=f"{amount.number}+")
    return replace(amount, end=match.end(), qualifier=amount.qualifier or " ".join(match[0].lower().split()))


def _is_during(text: str, amount: Amount, qualifier: str) -> bool:
    """Tell `over two days`, where `over` says during, from `over 30 years`."""
    return qualifier.lower().strip() == "over" and amount.value < 10 and bool(patterns.DURATION.match(text, amount.end))


def _with_kind(text: str, amount: Amount) -> Amount:
    """Read the unit of a number, after it or before it."""
    if amount.kind == "money":
        return replace(amount, attributive=bool(patterns.HYPHEN_TAIL.match(text, amount.end)))
    return next((found for rule in _UNITS if (found := rule(text, amount))), amount)


def _percent(text: str, amount: Amount) -> Amount | None:
    """`40%`, `40 percent`, `a 40-percent cut`, `3 percentage points`."""
    if match := patterns.POINTS.match(text, amount.end):
        return replace(amount, end=match.end(), number=f"{amount.number} {match[0][1:]}", kind="measure")
    match = patterns.PERCENT.match(text, amount.end)
    hyphen = bool(match) and text[amount.end] in "-‑"
    return match and replace(amount, end=match.end(), number=f"{amount.number}%", kind="percent", attributive=hyphen)


def _age(text: str, amount: Amount) -> Amount | None:
    """`34-year-old`, `34 years old`, `aged 34`, `Ada Lim, 34, said`."""
    if amount.value > 120 or "." in amount.number:
        return None
    if match := patterns.AGE_TAIL.match(text, amount.end):
        return replace(amount, end=match.end(), kind="age", attributive=True)
    before = text[max(0, amount.at - patterns.LOOK_BACK) : amount.at]
    if patterns.AGE_BEFORE.search(before) or _is_age_after_name(text, amount, before):
        return replace(amount, kind="age")
    return None


def _magnitude(text: str, amount: Amount) -> Amount | None:
    """`a 6.5-magnitude quake`, `magnitude 6.5`."""
    if match := patterns.MAGNITUDE_TAIL.match(text, amount.end):
        return replace(amount, end=match.end(), kind="measure", number=f"magnitude {amount.number}", attributive=True)
    if patterns.MAGNITUDE.search(text[max(0, amount.at - patterns.LOOK_BACK) : amount.at]):
        return replace(amount, kind="measure", number=f"magnitude {amount.number}")
    return None


def _is_age_after_name(text: str, amount: Amount, before: str) -> bool:
    """Tell the age in `Ada Lim, 34, said`."""
    if not (text[amount.at].isdigit() and patterns.NAME_BEFORE.search(before)):
        return False
    return bool(patterns.AGE_AFTER.match(text, amount.end))


def _currency(text: str, amount: Amount) -> Amount | None:
    """`5 million euros`, `a 410-million-euro loan`."""
    match = patterns.MONEY_TAIL.match(text, amount.end)
    if not match:
        return None
    name = match[0][1:]
    symbol = patterns.SYMBOLS.get(name.lower(), "")
    number = f"{symbol}{amount.number}" if symbol else f"{amount.number} {name}"
    return replace(amount, end=match.end(), number=number, kind="money", attributive=match[0][0] in "-‑")


def _duration(text: str, amount: Amount) -> Amount | None:
    """`eight days`, `a one-day strike`."""
    match = patterns.DURATION.match(text, amount.end)
    return match and _measured(amount, match, "duration")


def _measure(text: str, amount: Amount) -> Amount | None:
    """`48,000 hectares`, `a 74-metre structure`, `30km`."""
    match = patterns.MEASURE.match(text, amount.end)
    return match and _measured(amount, match, "measure")


def _measured(amount: Amount, match: re.Match[str], kind: str) -> Amount:
    """Give an amount its unit: part of what is counted after a space, else part of the number (`74 m`)."""
    if match[0][0].isspace():
        return replace(amount, end=match.start("unit"), kind=kind, unit_end=match.end())
    unit = match["unit"].lower()
    plural = "s" if kind == "duration" and amount.value != 1 and not unit.endswith("s") else ""
    number = f"{amount.number} {patterns.ABBREVIATIONS.get(unit, match['unit'])}{plural}"
    return replace(amount, end=match.end(), number=number, kind=kind, attributive=match[0][0] in "-‑")


_UNITS = (_percent, _age, _currency, _magnitude, _duration, _measure)
