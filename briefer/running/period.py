"""Which day an edition is of, what period it covers, and which entries belong to it. Pure: knows no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from briefer.running.editions import Edition
from briefer.types import Entry

FIRST = timedelta(hours=24)
"""What the first edition covers."""
LATE = timedelta(days=4)
"""How long after its publication an entry may arrive: the window within which articles join a story."""


@dataclass(frozen=True, slots=True)
class Period:
    """What an edition covers."""

    day: str
    """ISO day of the edition."""
    start: datetime
    """Both in UTC."""
    end: datetime
    previous: str
    """ISO day of the edition that changes are told against; empty for the first."""
    feeds: frozenset[str]
    """Addresses of the feeds that the previous edition had: only their entries can be late."""

    @property
    def reach(self) -> datetime:
        """The earliest publication of a late entry."""
        return self.start - LATE


def period_of(now: datetime, previous: Edition | None, *, length: timedelta | None, zone: tzinfo) -> Period:
    """Tell the period of the edition made at a moment: what came since the previous one.

    Args:
        now: The moment at which it closes.
        previous: The latest edition of an earlier day.
        length: How long before `now` it starts instead; None: as it comes.
        zone: Where the edition's day is looked up.
    """
    end = now.astimezone(UTC).replace(second=0, microsecond=0)
    start = end - (length or FIRST)
    feeds: frozenset[str] = frozenset()
    if previous and previous.brief.day:
        feeds = frozenset(line.address for line in previous.brief.day.feeds)
        if length is None:
            start = min(datetime.fromisoformat(previous.end), end)
    return Period(day_of(now, zone), start, end, previous.day if previous else "", feeds)


def day_of(now: datetime, zone: tzinfo) -> str:
    """Return the ISO day of an edition that closes at a moment."""
    return now.astimezone(zone).date().isoformat()


def belongs(entry: Entry, period: Period) -> bool:
    """Tell whether an entry that no earlier edition saw is this one's: published in its period, or late."""
    published = moment_of(entry.published, moment_of(entry.seen, period.end))
    return published > period.start or (entry.feed in period.feeds and published > period.reach)


def moment_of(iso: str, otherwise: datetime) -> datetime:
    """Read a moment in UTC: of a day its start, of a time without a zone UTC; another where there is none."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return otherwise
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def iso_of(moment: datetime) -> str:
    """Write a moment as ISO 8601 in UTC, to the minute: `2025-12-21T15:45Z`."""
    return moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def count_by_feed(entries: Sequence[Entry]) -> dict[str, int]:
    """Count entries by the address of their feed."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.feed] = counts.get(entry.feed, 0) + 1
    return counts
