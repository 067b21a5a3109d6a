"""Give a printed date its place in the calendar.

One function a kind of phrase, all pure: the day of publication, the direction of the verbs and the day that was named
last are arguments. Knows nothing about sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefer.language.calendar_periods import (
    DAY,
    LENGTHS,
    WEEK,
    Period,
    counted_on,
    day,
    months,
    next_weekday,
    stepped,
    week,
    years,
)
from briefer.language.date_words import (
    DAY_WORDS,
    HOLIDAYS,
    SEASONS,
    VAGUE_COUNTS,
    count_of,
    month_number,
    weekday_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefer.language.date_tense import Direction


_DISTANT = 240
"""Days. In 500 news articles the verbs put 27 days of the year further back than this; 23 of them lay ahead, 2 were
Sept. 11, and 2 lay back indeed. Counted by hand when this was written."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date is resolved against."""

    today: date | None
    """The day of publication, where it is known."""
    direction: Direction = ""
    anchor: Period | None = None
    """The date named last in the same paragraph."""
    certain: bool = False
    """Whether the verb that tells the direction stands directly before: `voted on March 3`."""


def resolve(kind: str, parts: Mapping[str, str], setting: Setting) -> Period | None:
    """Give the days that a phrase names; None where the text does not tell."""
    try:
        return _RESOLVERS[kind](_with_year(parts, setting), setting)
    except (ValueError, OverflowError):  # the 31st of June, or beyond the calendar's ends
        return None


def _with_year(parts: Mapping[str, str], setting: Setting) -> Mapping[str, str]:
    """Put the number of the year in place of `last year`."""
    year = parts.get("year", "0")
    if year.isdecimal():
        return parts
    if setting.today is None:
        raise ValueError(year)
    return {**parts, "year": str(setting.today.year + _STEPS[year.split()[0].lower()])}


def _nearest(before: Period, after: Period, setting: Setting) -> Period | None:
    """Choose between the last time a day of the year came round and the next, as the verbs tell.

    Where they do not, the nearer one: newspapers print the year of any other.
    """
    if setting.today is None:
        return None
    distant = before.unit == "day" and (setting.today - before.first).days > _DISTANT and not setting.certain
    if setting.direction:
        return after if setting.direction == "future" or distant else before
    return after if after.first - setting.today < setting.today - before.first else before


def _yearly(setting: Setting, make: Callable[[int], Period]) -> Period | None:
    """Place what comes round once a year, 29 February once in four: the year is not printed."""
    if setting.today is None:
        return None
    for reach in (1, 8):
        years = range(setting.today.year - reach, setting.today.year + reach + 1)
        around = [period for year in years if (period := _in_year(make, year))]
        before = [period for period in around if period.first <= setting.today]
        after = [period for period in around if period.last >= setting.today]
        if before and after:
            return _nearest(before[-1], after[0], setting)
    return None


def _in_year(make: Callable[[int], Period], year: int) -> Period | None:
    try:
        return make(year)
    except ValueError:
        return None


def _iso(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    return day(date(int(parts["year"]), int(parts["month"]), int(parts["day"])))


def _numeric(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    first, second = int(parts["first"]), int(parts["second"])
    month, number = (first, second) if second > 12 else (second, first)
    return day(date(int(parts["year"]), month, number))


def _calendar_day(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`Dec. 13`, `8-14 December 2025`."""
    numbers = [int(parts[name].rstrip("stndrh")) for name in ("first", "day", "last") if name in parts]
    month = month_number(parts["month"])

    def of(year: int) -> Period:
        first, last = date(year, month, numbers[0]), date(year, month, numbers[-1])
        if first > last:
            raise ValueError
        return day(first) if first == last else Period(first, last, "day", "span")

    if "year" in parts:
        return of(int(parts["year"]))
    return _yearly(setting, of)


def _named_month(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`March 2024`, `last May`, `in December`."""
    month = month_number(parts["month"])
    if "year" in parts:
        return months(int(parts["year"]), month)
    if setting.today is None:
        return None
    year, passed = setting.today.year, setting.today.month - month
    match parts.get("which", "").lower():
        case "this":
            return months(year, month)
        case "last":
            return months(year if passed > 0 else year - 1, month)
        case "next":
            return months(year if passed < 0 else year + 1, month)
        case _:
            return _yearly(setting, lambda at: months(at, month))


def _quarter(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    """`the second quarter of 2020`, `H1 2021`, `the first half of last year`."""
    number = {"f": 1, "s": 2, "t": 3}.get(parts["ordinal"][0].lower(), 0) or int(parts["ordinal"][0])
    if parts["ordinal"].lower() == "fourth":
        number = 4
    length = 3 if parts["unit"][0] in "qQ" else 6
    return months(int(parts["year"]), 1 + (number - 1) * length, length, "span") if number * length <= 12 else None


def _season(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`spring 2027`, `this summer`; a winter has the name of the year in which it begins."""
    month = SEASONS[parts["season"].lower()]
    if "year" in parts:
        return months(int(parts["year"]), month, 3, "season")
    if setting.today is None:
        return None
    seasons = [months(setting.today.year + offset, month, 3, "season") for offset in (-2, -1, 0, 1, 2)]
    which = parts["which"].lower()
    if which in {"last", "this past"}:
        return [season for season in seasons if season.last < setting.today][-1]
    if which in {"next", "the coming", "this coming"}:
        return next(season for season in seasons if season.first > setting.today)
    if setting.direction == "past":
        return [season for season in seasons if season.first <= setting.today][-1]
    current = next(season for season in seasons if season.last >= setting.today)
    over = current.first.year > setting.today.year and setting.direction != "future"
    return seasons[seasons.index(current) - over]


def _weekday(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`Sunday` is the last one up to the day of publication, or with a verb that looks ahead the next one from it."""
    number = weekday_number(parts["day"])
    which = parts.get("which", "").lower()
    if which.startswith("the ") and which != "the coming":
        anchor = setting.anchor and setting.anchor.first
        return next_weekday(anchor, number, 1 if which != "the previous" else -1) if anchor else None
    if setting.today is None:
        return None
    if "week" in parts:
        monday = week(setting.today).first + _STEPS[parts["week"].split()[0].lower()] * WEEK
        return day(monday + number * DAY)
    if which in {"last", "this past"}:
        return next_weekday(setting.today, number, -1)
    if which in {"next", "this coming", "the coming"}:
        return next_weekday(setting.today, number, 1)
    ahead = setting.direction == "future" or (which == "this" and setting.direction != "past")
    return next_weekday(setting.today - DAY, number, 1) if ahead else next_weekday(setting.today + DAY, number, -1)


def _day_word(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`yesterday`, `last night`, `this morning`."""
    return (
        day(setting.today + DAY_WORDS.get(" ".join(parts["word"].lower().split()), 0) * DAY) if setting.today else None
    )


_STEPS = {"last": -1, "this past": -1, "this": 0, "next": 1, "this coming": 1, "the coming": 1}


def _unit(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`last week`, `next year`, `the weekend`, `the end of the month`; `this past week` ends on the day itself."""
    which = " ".join(parts.get("which", "this").lower().split())
    if parts["unit"] == "weekend":
        return _weekend(which if "which" in parts else "", setting)
    if which == "this past":
        return _span({"which": "past", "unit": parts["unit"]}, setting)
    sunday = setting.today is not None and setting.today.weekday() == 6
    opens = parts["unit"] == "week" and which == "this" and sunday and setting.direction == "future"
    return _shifted(parts["unit"], _STEPS[which] + opens, setting)


def _weekend(which: str, setting: Setting) -> Period | None:
    """Give Saturday and Sunday: of this week, or the last that has begun."""
    if setting.today is None:
        return None
    saturday = setting.today + (5 - setting.today.weekday()) * DAY
    begun = setting.today >= saturday
    behind = setting.direction == "past" or (not which and setting.direction != "future")
    if which in {"last", "this past"} or (behind and not begun):
        saturday -= WEEK
    elif which == "next":
        saturday += WEEK
    return Period(saturday, saturday + DAY, "day", "span")


def _shifted(unit: str, steps: int, setting: Setting) -> Period | None:
    """Give the week, month, year ... that lies so many of them after that of publication."""
    return counted_on(setting.today, unit, steps) if setting.today else None


def _ago(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`two years ago` is a year, `two days ago` a day, `an hour ago` the day of publication."""
    count = count_of(parts["count"])
    if count is None or setting.today is None:
        return None
    if parts["unit"] in {"hour", "minute"}:
        return day(setting.today) if count < 12 else None
    if parts["unit"] in {"decade", "century"}:
        return years(setting.today.year - count * LENGTHS[parts["unit"]])
    if "half" in parts:
        return None
    return counted_on(setting.today, parts["unit"], -count)


def _in_time(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`in two weeks' time`."""
    count = count_of(parts["count"])
    return None if count is None or setting.today is None else counted_on(setting.today, parts["unit"], count)


def _span(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`the past three days`: up to the day of publication, or from it."""
    count = None if parts.get("count") in VAGUE_COUNTS else count_of(parts.get("count", ""))
    ahead = parts["which"] in {"next", "coming"}
    if count is None or setting.today is None or (ahead and setting.direction == "past"):
        return None
    unit, steps = parts["unit"], count if ahead else -count
    if unit == "hour":
        unit, steps = "day", steps // 24 if ahead else -(-steps // 24)
    end = stepped(setting.today, unit, steps)
    first, last = sorted((setting.today, end))
    return Period(
        first, last, {"day": "day", "week": "day", "fortnight": "day", "month": "month"}.get(unit, "year"), "span"
    )


def _later(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`two days later`, counted from the day named last in the paragraph."""
    count = count_of(parts["count"])
    if count is None or setting.anchor is None or not _fine_enough(parts["unit"], setting.anchor):
        return None
    return counted_on(setting.anchor.first, parts["unit"], -count if parts["way"] == "earlier" else count)


def _anchored(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`the following morning`, `that year`, counted from the day named last in the paragraph."""
    unit = parts.get("unit", "day")
    if unit in {"morning", "afternoon", "evening", "night"}:
        unit = "day"
    if setting.anchor is None or not _fine_enough(unit, setting.anchor):
        return None
    words = f"{parts.get('which', '')} {parts.get('day', '')}".lower().split()
    after, before = {"next", "following", "after"} & set(words), {"previous", "preceding", "before"} & set(words)
    if unit == "weekend":
        return None
    return counted_on(setting.anchor.first, unit, bool(after) - bool(before))


def _fine_enough(unit: str, anchor: Period) -> bool:
    """Whether a date is told exactly enough to count such units from it."""
    grain = {"day": 0, "month": 1, "year": 2}
    needed = {"day": 0, "week": 0, "fortnight": 0, "weekend": 0, "month": 1, "quarter": 1}.get(unit, 2)
    one = anchor.precision in {"day", "month", "year"} or needed == 2
    return grain[anchor.unit] <= needed and one


def _decade(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    return years(int(parts["year"]), int(parts["year"]) + 9)


def _century(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    last = int(parts["century"]) * 100
    return years(max(last - 100, 1), last - 1)


def _holiday(parts: Mapping[str, str], setting: Setting) -> Period | None:
    """`Christmas Eve`, `New Year's Day 2026`."""
    month, number = HOLIDAYS[" ".join(parts["name"].replace("’", "'").split())]
    if "year" in parts:
        return day(date(int(parts["year"]), month, number))
    which = parts.get("which", "").lower()
    if which in {"last", "next"}:
        setting = replace(setting, direction="past" if which == "last" else "future", certain=True)
    return _yearly(setting, lambda year: day(date(year, month, number)))


def _year(parts: Mapping[str, str], setting: Setting) -> Period | None:  # noqa: ARG001 - one form for all kinds
    """`2016`, `2016-17`, `2003-2005`."""
    first, last = parts["year"], parts.get("last", parts["year"])
    return years(int(first), int(first[: 4 - len(last)] + last)) if first[: 4 - len(last)] + last >= first else None


_RESOLVERS: dict[str, Callable[[Mapping[str, str], Setting], Period | None]] = {
    "ago": _ago,
    "anchored": _anchored,
    "century": _century,
    "day_month": _calendar_day,
    "day_word": _day_word,
    "decade": _decade,
    "holiday": _holiday,
    "in_time": _in_time,
    "iso": _iso,
    "later": _later,
    "month": _named_month,
    "month_day": _calendar_day,
    "numeric": _numeric,
    "quarter": _quarter,
    "season": _season,
    "span": _span,
    "unit": _unit,
    "vague": lambda _parts, _setting: None,
    "weekday": _weekday,
    "weekday_of": _weekday,
    "year": _year,
}
