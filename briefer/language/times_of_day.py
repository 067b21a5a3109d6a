"""Read a printed time of day, and set it on a day.

A time becomes UTC only where the text names its zone; else it is local time, without an offset. Knows nothing about
sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from briefer.language.date_words import ZONES, ZONES_WITH_SUMMER, count_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

_ZONE = re.compile(r"([A-Z]+)\s?(?:([+-])([0-9]{1,2}):?([0-9]{2})?)?$")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or a stretch of it."""

    first: time
    last: time | None
    """Where the stretch ends, else None."""
    zone: str
    """As printed: `GMT`, `ET`; empty where the text names none that is known."""
    next_day: bool = False
    """Whether it stands at the end of the day: `until midnight on Sunday`."""


def read_clock(kind: str, parts: Mapping[str, str], hedge: str) -> Clock | None:
    """Give the time of day that a phrase prints; None where it does not tell morning from evening."""
    zone = _known_zone(parts.get("zone", ""))
    if kind == "named_time":
        midnight = parts["word"] == "midnight"
        return Clock(time(0 if midnight else 12), None, zone, next_day=midnight and not hedge.endswith("after"))
    hour = count_of(parts["hour"]) or 0
    minute = int(parts.get("minute", "0"))
    if kind in {"time_24", "time_4"}:
        return Clock(time(hour, minute), None, zone)
    if "half" not in parts:
        return None
    last = _half_day(hour, minute, parts["half"])
    if "from_hour" not in parts:
        return Clock(last, None, zone)
    first = _half_day(int(parts["from_hour"]), int(parts.get("from_minute", "0")), parts["half"])
    return Clock(first, last, zone) if first < last else Clock(last, None, zone)


def iso_moment(day: date, clock: Clock) -> str:
    """Give a time on a day in ISO 8601: `2025-12-13T06:40`, in UTC with a `Z`, or an interval of two of these.

    Raises:
        OverflowError: The moment lies beyond the calendar's ends.
    """
    day += timedelta(days=clock.next_day)
    first = _moment(day, clock.first, clock.zone)
    if clock.last is None:
        return first
    end = day + timedelta(days=clock.last < clock.first)
    return f"{first}/{_moment(end, clock.last, clock.zone)}"


def _half_day(hour: int, minute: int, half: str) -> time:
    """Give a time on the 24-hour clock: `half` opens with `a` (before noon) or is a part of the day."""
    after_noon = half.lower() in {"p", "afternoon", "evening"} or (half == "night" and hour >= 6)
    return time(hour % 12 + 12 * after_noon, minute)


def _known_zone(printed: str) -> str:
    """Give a zone as the tables have it; `local time` and what they do not have are no zone."""
    zone = {"Eastern": "ET", "Central": "CT", "Mountain": "MT", "Pacific": "PT", "Z": "UTC"}.get(
        printed.split(" ", maxsplit=1)[0], printed
    )
    return zone if zone.partition(" ")[0].rstrip("+-0123456789:") in {*ZONES, *ZONES_WITH_SUMMER} else ""


def _moment(day: date, at: time, zone: str) -> str:
    local = datetime.combine(day, at)
    if not zone:
        return local.isoformat(timespec="minutes")
    return local.replace(tzinfo=_zone(zone)).astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def _zone(printed: str) -> timezone | ZoneInfo:
    name, sign, hours, minutes = _ZONE.findall(printed)[0]
    if name in ZONES_WITH_SUMMER:
        from zoneinfo import ZoneInfo

        return ZoneInfo(ZONES_WITH_SUMMER[name])
    shift = int(hours or 0) * 60 + int(minutes or 0)
    return timezone(timedelta(minutes=ZONES[name] + (-shift if sign == "-" else shift)))
