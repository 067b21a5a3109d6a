"""Periods of the calendar: how they are told, made and counted on.

A week runs from Monday to Sunday. Knows nothing about how a text prints them.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LENGTHS = {"year": 1, "decade": 10, "century": 100}
"""In years."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the calendar, from first to last."""

    first: date
    last: date
    unit: str
    """How exactly it is told: day, month or year."""
    precision: str
    """As in `DateMention`: day, week, month, season, year or span."""

    @property
    def iso(self) -> str:
        """The period in ISO 8601: `2025-12-13`, `2025-12`, `2025`, or an interval of two of these."""
        length = {"day": 10, "month": 7, "year": 4}[self.unit]
        first, last = self.first.isoformat()[:length], self.last.isoformat()[:length]
        return first if first == last else f"{first}/{last}"


def joined(first: Period, last: Period) -> Period | None:
    """Give the period from one to another; None where they are told differently or run backwards."""
    if first.unit != last.unit or first.first > last.first:
        return None
    return Period(first.first, last.last, first.unit, "span")


def day(moment: date) -> Period:
    """Give one day as a period."""
    return Period(moment, moment, "day", "day")


def months(year: int, month: int, count: int = 1, precision: str = "month") -> Period:
    """Give whole months; a month beyond the year counts on into the next or the one before."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    end = month + count - 2
    last_year, last_month = year + end // 12, end % 12 + 1
    return Period(first, date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]), "month", precision)


def years(first: int, last: int | None = None) -> Period:
    """Give one calendar year, or all from a first to a last."""
    last = first if last is None else last
    return Period(date(first, 1, 1), date(last, 12, 31), "year", "year" if first == last else "span")


def week(moment: date) -> Period:
    """Give the week in which a day lies."""
    monday = moment - moment.weekday() * DAY
    return Period(monday, monday + 6 * DAY, "day", "week")


def next_weekday(moment: date, number: int, way: int) -> Period:
    """Give the nearest such weekday strictly after (way 1) or before (way -1) a day."""
    distance = (way * (number - moment.weekday())) % 7 or 7
    return day(moment + way * distance * DAY)


def counted_on(moment: date, unit: str, steps: int) -> Period:
    """Give the unit of the calendar that lies so many of its kind after a day."""
    match unit:
        case "week" | "fortnight":
            return week(moment + steps * WEEK * (2 if unit == "fortnight" else 1))
        case "month":
            return months(moment.year, moment.month + steps)
        case "quarter":
            return months(moment.year, (moment.month - 1) // 3 * 3 + 1 + 3 * steps, 3, "span")
        case "year" | "decade" | "century":
            length = LENGTHS[unit]
            first = moment.year // length * length + steps * length
            return years(first, first + length - 1)
        case _:
            return day(moment + steps * DAY)


def stepped(moment: date, unit: str, steps: int) -> date:
    """Give a day of the unit that lies so many after a day."""
    if unit in {"day", "week", "fortnight"}:
        return moment + steps * {"day": 1, "week": 7, "fortnight": 14}[unit] * DAY
    if unit in LENGTHS:
        return date(moment.year + steps * LENGTHS[unit], 1, 1)
    return counted_on(moment, unit, steps).first
