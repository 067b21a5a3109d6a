"""Read a printed date into ISO 8601, without guessing.

This module knows nothing about articles, and reads no clock: a date without a year stays unread unless a year is given.
"""

from __future__ import annotations

import re
from datetime import date

from briefer.reading.dateline import MONTH

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?(?![\w-])"
)
_MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?\b")
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH})\.?(?:,? (?P<year>\d{{4}}))?\b")


def iso_date(printed: str, year: str = "") -> str:
    """Give the first date in a printed line as `YYYY-MM-DD`, with its time if it is written in ISO form; else empty.

    Args:
        printed: `2025-12-21`, `Dec. 3, 2025`, `3 December 2025`, `Sunday, Dec 3`.
        year: four digits, for a date without one.
    """
    iso = _ISO.search(printed)
    if iso:
        day = _checked(int(iso[1]), int(iso[2]), int(iso[3]))
        return f"{day}T{iso[4]}{iso[5] or ''}" if day and iso[4] else day
    found = _MONTH_DAY.search(printed) or _DAY_MONTH.search(printed)
    if not found or not (found["year"] or year):
        return ""
    month = _MONTHS.index(found["month"][:3].casefold()) + 1
    return _checked(int(found["year"] or year), month, int(found["day"]))


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
