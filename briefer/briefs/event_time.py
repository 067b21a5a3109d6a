"""When an event of a timeline was: the moments that a date covers, its words, and the ticks of an axis.

Knows nothing about drawing. Dates are ISO 8601, as precise as they are known: `2025`, `2025-12`, `2025-12-13`,
`2025-12-13T14:30` or an interval of two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
FORM = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d\S*)?)?)?", re.ASCII)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = (1, 3, 6, 12)
DAYS = (1, 2, 7, 14)
MONTH_STEPS = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))


def covered(iso: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment that a date covers, in UTC; None where it is no date."""
    first, _, last = iso.partition("/")
    try:
        start, end = _ends(first)[0], _ends(last or first)[1]
    except (ValueError, OverflowError):
        return None
    return (start, end) if start <= end else None


def _ends(iso: str) -> tuple[datetime, datetime]:
    """Return where a year, a month, a day (all of it) or a moment starts and ends.

    Raises:
        ValueError: It is none of these.
        OverflowError: It ends after the last day that there is.
    """
    if not FORM.fullmatch(iso):
        raise ValueError(iso)
    start = datetime.fromisoformat(f"{iso}-01-01"[: max(10, len(iso))])
    start = start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC)
    if len(iso) > 10:
        return start, start
    if len(iso) == 10:
        return start, start + DAY
    months = start.year * 12 + start.month - 1
    return start, _first(*divmod(months + (12 if len(iso) == 4 else 1), 12))


def _first(year: int, month: int = 0) -> datetime:
    """Return the start of a month, counted from 0."""
    return datetime(year, month + 1, 1, tzinfo=UTC)


def in_words(iso: str) -> str:
    """Write a date that is one: `13 Dec 2025`, `Dec 2025`, `2025`, `12 Nov 2025, 06:40`, `8 Dec 2025 – 14 Dec 2025`."""
    first, slash, last = iso.partition("/")
    if slash and last != first:
        one, other = in_words(first), in_words(last)
        same = len(first) == len(last) == 10 and first[:4] == last[:4]
        return f"{one[:-5] if same else one} – {other}"
    if len(first) == 4:
        return first
    year, month = first[:4], MONTHS[int(first[5:7]) - 1]
    if len(first) == 7:
        return f"{month} {year}"
    day = f"{int(first[8:10])} {month} {year}"
    return day if len(first) <= 10 else f"{day}, {first[11:16]}"


def ticks(first: datetime, last: datetime, closest: timedelta) -> list[tuple[datetime, str]]:
    """Return the ticks of an axis with their words, in the finest round step that is not below `closest`."""
    for count in HOURS:
        if count * HOUR >= closest:
            return _even(first, last, count * HOUR, _clock)
    for count in DAYS:
        if count * DAY >= closest:
            return _even(first, last, count * DAY, _day)
    for count in MONTH_STEPS:
        if count * 28 * DAY >= closest:
            return _monthly(first, last, count)
    return []


def _even(
    first: datetime, last: datetime, step: timedelta, words: Callable[[datetime], str]
) -> list[tuple[datetime, str]]:
    """Return ticks of hours or days, counted from the first midnight."""
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight + -((midnight - first) // step) * step
    count = max(0, (last - start) // step + 1)
    return [(start + n * step, words(start + n * step)) for n in range(count)]


def _monthly(first: datetime, last: datetime, step: int) -> list[tuple[datetime, str]]:
    """Return ticks on the first day of every so many-th month; whole years are written as such."""
    start = -(-(first.year * 12 + first.month - 1) // step) * step
    moments = [_first(*divmod(month, 12)) for month in range(start, last.year * 12 + last.month, step)]
    return [
        (moment, _month(moment) if step < 12 else str(moment.year)) for moment in moments if first <= moment <= last
    ]


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}" if moment.hour else _day(moment)


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def _month(moment: datetime) -> str:
    return f"{MONTHS[moment.month - 1]} {moment.year}"
