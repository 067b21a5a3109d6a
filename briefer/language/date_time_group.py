"""Print moments and ISO dates for readers: the date-time group of a brief, and plain English.

Knows nothing about where a date comes from.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from briefer.language.date_words import MONTHS

if TYPE_CHECKING:
    from datetime import datetime

_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3][0-9])"
    r"(?:[T ](?P<time>[0-2][0-9]:[0-5][0-9])(?::[0-9]{2}(?:\.[0-9]+)?)?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)


def date_time_group(moment: datetime) -> str:
    """Give the date-time group of a moment, in UTC: `211545Z DEC 25`.

    Args:
        moment: with its zone.

    Raises:
        ValueError: The moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a date-time group needs a moment with its zone")
    utc = moment.astimezone(UTC)
    return f"{utc:%d%H%M}Z {MONTHS[utc.month - 1][:3].upper()} {utc.year % 100:02}"


def human_date(iso: str) -> str:
    """Give an ISO date of any precision, or an interval, in plain English: `8-14 December 2025`.

    A text that is no ISO date comes back as it is.
    """
    first, slash, last = iso.partition("/")
    if slash:
        return _interval(first, last)
    read = _ISO.fullmatch(iso)
    if read is None:
        return iso
    words = [
        read["day"].lstrip("0") if read["day"] else "",
        MONTHS[int(read["month"]) - 1] if read["month"] else "",
        read["year"],
    ]
    clock = f", {read['time']}{_zone(read['zone'] or '')}" if read["time"] else ""
    return " ".join(word for word in words if word) + clock


def _interval(first: str, last: str) -> str:
    """Print two ends, saying only once what they share."""
    begin, end = _ISO.fullmatch(first), _ISO.fullmatch(last)
    whole = f"{human_date(first)} to {human_date(last)}"
    if begin is None or end is None or len(first) != len(last):
        return whole
    if begin["time"]:
        same_day = first[:10] == last[:10] and begin["zone"] == end["zone"]
        return f"{human_date(first[:16])}-{end['time']}{_zone(end['zone'] or '')}" if same_day else whole
    if not begin["month"]:
        return f"{first}s" if first.endswith("0") and int(last) - int(first) == 9 else f"{first}-{last}"
    if first[:4] != last[:4]:
        return whole
    if begin["day"] and first[:7] == last[:7]:
        return f"{first[8:].lstrip('0')}-{human_date(last)}"
    return f"{human_date(first).removesuffix(' ' + first[:4])}{' to ' if begin['day'] else '-'}{human_date(last)}"


def _zone(printed: str) -> str:
    """Print an offset: nothing for local time, `UTC` for none."""
    if not printed:
        return ""
    return " UTC" if printed in {"Z", "+00:00", "+0000", "-00:00"} else f" UTC{printed[:3]}:{printed[-2:]}"
