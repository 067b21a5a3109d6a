"""Find the phrases of a sentence that name a date or a time of day.

A phrase is a kind and its printed parts; what day it means is decided in `date_resolving`, and what is only spelled
like a date in `date_context`. Each kind is one pattern, and all patterns run as one alternation in one pass, the first
that fits winning. Every part is of bounded length, so the time is linear in the text. Knows nothing about articles or
the day of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefer.language.date_context import names_a_date
from briefer.language.date_words import HOLIDAYS, MONTHS, WEEKDAYS, ZONES, ZONES_WITH_SUMMER

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = r"(?:1[0-9]|20)[0-9]{2}"
MONTH = rf"(?:(?:{'|'.join(MONTHS)})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
NUMBER = r"(?:3[01]|[12][0-9]|0?[1-9])"
DAY = rf"{NUMBER}(?:st|nd|rd|th)?(?![\w%])(?!,[0-9]{{3}}(?![0-9])|[.:][0-9]|\s(?:per\s?cent|a\.?m|p\.?m)\b)"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b"
NAMED = rf"(?:(?:this\s)?(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?),?\s(?:the\s)?)?"
"""A weekday that says again what the date after it says."""
OF_YEAR = rf"(?:,?\s(?:of\s|in\s)?(?P<year>{YEAR}|(?:this|last|next)\syear)\b(?!\s?[-–]\s?[0-9]))?"
PART = r"(?:morning|lunchtime|afternoon|evening|night)\b"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|fall|[Ww]inter)\b"
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|century)"
COUNT = (
    r"(?:[0-9]{1,3}|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|several|many|some|few|a\sfew|"
    r"(?:a\s)?couple\sof|a\sdozen|a\snumber\sof|a\shandful\sof))"
)
WHICH = r"(?i:this\spast|this\scoming|this|last|next|the\scoming)"
ZONE = (
    rf"(?:\s?\(?(?P<zone>(?:{'|'.join([*ZONES, *ZONES_WITH_SUMMER])})\b(?:\s?[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)?|Z\b|"
    r"(?:Eastern|Central|Mountain|Pacific)\b(?:\s(?:U\.?S\.?\s)?(?:[Ss]tandard\s|[Dd]aylight\s)?[Tt]ime)?|local\stime))"
)
CLOCK = r"(?:1[0-2]|0?[0-9])"
CLOCK_24 = r"(?:2[0-3]|[01]?[0-9])"
TO = r"\s?(?:[-–—]|\b(?:to|through|until|till)\b)\s?"

PATTERNS = {
    "iso": r"(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?![\w-])",
    "numeric": rf"(?P<first>{NUMBER})[/.](?P<second>{NUMBER})[/.](?P<year>{YEAR})(?![\w/]|\.[0-9])",
    "time": (
        rf"(?:(?P<from_hour>{CLOCK})(?:[:.](?P<from_minute>[0-5][0-9]))?{TO})?"
        rf"(?P<hour>{CLOCK})(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?{ZONE}?"
    ),
    "time_24": (
        rf"(?P<hour>{CLOCK_24})(?P<mark>[:.])(?P<minute>[0-5][0-9])(?![:\w]|\.[0-9])"
        rf"(?P<hours>\s?h(?:ou)?rs\b)?{ZONE}?"
    ),
    "time_4": (
        r"(?P<hour>2[0-3]|[01][0-9])(?P<minute>[0-5][0-9])"
        rf"(?:\s?h(?:ou)?rs\b{ZONE}?|{ZONE.replace('<zone>', '<zone_b>')})"
    ),
    "oclock": (
        rf"(?P<hour>{CLOCK}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\so['’]clock\b"
        r"(?:\s(?:in\sthe|at|this)\s(?P<half>morning|afternoon|evening|night)\b)?"
    ),
    "named_time": rf"(?P<word>noon|midday|midnight)\b{ZONE}?",
    "month_day": (
        rf"{NAMED}(?P<month>{MONTH})\s?(?:the\s)?(?P<day>{DAY})"
        rf"(?:(?:[-–]|(?:{TO}|\sand\s)(?={DAY}(?:,?\s{YEAR}|\s?(?:[.,;:!?)”\"’']|$)|\s(?:in|at|as|when|with|for|on)\b)))"
        rf"(?P<last>{DAY})(?!\s{MONTH}))?{OF_YEAR}"
    ),
    "day_month": (
        rf"{NAMED}(?:(?:(?:[Bb]etween|[Ff]rom)\s)?(?:the\s)?(?P<first>{DAY})(?:{TO}|\sand\s))?(?:the\s)?(?P<day>{DAY})\s"
        rf"(?:of\s)?(?P<month>{MONTH}){OF_YEAR}"
    ),
    "month": (
        rf"(?:(?P<which>(?i:last|next|this))\s)?(?P<month>{MONTH})"
        rf"{OF_YEAR}"
    ),
    "quarter": (
        r"(?:(?:[Tt]he\s)?(?P<ordinal>(?i:first|second|third|fourth|1st|2nd|3rd|4th))\s(?P<unit>quarter|half)|"
        rf"(?P<unit_b>[QH])(?P<ordinal_b>[1-4]))(?:\sof)?\s(?:fiscal\s)?(?P<year>{YEAR}|(?:this|last|next)\syear)\b"
    ),
    "season": (
        rf"(?:(?P<which>{WHICH})\s(?P<season>{SEASON})"
        rf"|(?:[Tt]he\s)?(?P<season_b>{SEASON})\s(?:of\s)?(?P<year>{YEAR})\b)"
    ),
    "weekday": (
        rf"(?:(?P<which>{WHICH}|[Tt]he\s(?:following|previous|next))\s)?(?P<day>{WEEKDAY})(?:\s(?P<part>{PART}))?"
        r"(?:\s(?:of\s|in\s)?(?P<week>(?:last|next|this)\sweek)\b)?"
    ),
    "weekday_of": rf"(?P<week>(?i:last|next|this)\sweek)\son\s(?P<day>{WEEKDAY})",
    "day_word": (
        r"(?:(?P<word>(?i:the\sday\sbefore\syesterday|the\sday\safter\stomorrow|last\snight|today|tonight|yesterday|"
        rf"tomorrow))\b(?:\s{PART})?|(?P<word_b>[Tt]his)\s(?:morning|lunchtime|afternoon|evening)\b)"
    ),
    "vague": (
        r"(?:(?:[Tt]he|[Tt]hese)\s)?(?i:recent|coming|past|last|next)\s"
        r"(?:days|weeks|months|years|decades|centuries)\b(?!\sof\b)"
    ),
    "anchored": (
        r"(?:[Tt]he\s(?P<which>(?:very\s)?next|following|previous|preceding|same)|(?P<which_b>[Tt]hat(?:\s(?:very|same))?))"
        r"\s(?P<unit>day|week|month|year|morning|afternoon|evening|night|weekend)\b(?!['’]s\b|\sof\b|-)"
        r"|(?P<day>[Tt]he\sday\s(?:before|after))(?=\s?[.,;]|$)"
    ),
    "span": (
        rf"(?:[Tt]he|[Tt]hese)\s(?P<which>past|last|next|coming)\s(?:(?P<count>{COUNT})\s)?"
        rf"(?P<unit>{UNIT}|hour)s?\b(?!\sof\b)"
    ),
    "ago": rf"(?P<count>{COUNT})(?:\sand\sa\s(?P<half>half))?\s(?P<unit>{UNIT}|hour|minute)s?\sago\b",
    "in_time": rf"[Ii]n\s(?P<count>{COUNT})\s(?P<unit>{UNIT})s?['’]?s?\stime\b",
    "later": rf"(?P<count>{COUNT})\s(?P<unit>{UNIT})s?\s(?P<way>later|earlier|afterwards)\b",
    "unit": (
        rf"(?:(?P<which>{WHICH})\s(?P<unit>weekend|week|month|quarter|year|decade|century)\b"
        r"|(?:over|at|during|throughout|across|on|for)\sthe\s(?P<unit_b>weekend)\b|the\s(?P<unit_c>month|year|decade|century)\b)"
    ),
    "decade": r"(?:[Tt]he\s)?(?P<year>(?:1[0-9]|20)[0-9]0)['’]?s\b",
    "century": r"(?:[Tt]he\s)?(?P<century>1[0-9]|2[01]|[1-9])(?:st|nd|rd|th)[\s-][Cc]entury\b(?!-)",
    "holiday": r"(?:(?P<which>(?i:last|next|this))\s)?"
    + f"(?P<name>{'|'.join(HOLIDAYS)})".replace("'", "['’]")
    + rf"\b(?:,?\s(?:in\s)?(?P<year>{YEAR})\b)?",
    "year": (
        rf"(?P<year>{YEAR})(?:\s?[-–/]\s?(?P<last>{YEAR}|[0-9]{{2}})(?![\w-]))?"
        r"(?![\w%]|[,.:/][0-9]|-[a-zA-Z]|['’]s\b)"
    ),
}

DAYS = frozenset("iso numeric month_day day_month weekday weekday_of day_word holiday anchored".split())
TIMES = frozenset("time time_24 time_4 oclock named_time".split())
COUNTED = TIMES | {"ago", "in_time", "later"}

_AROUND = r"around|circa|approximately|roughly|some\s?time"
_HEDGES = {
    "counted": (
        r"about|nearly|almost|some|(?:more|less)\sthan|(?:just\s|well\s)?(?:over|under)|"
        rf"(?:shortly|just|soon)\s(?:before|after)|{_AROUND}"
    ),
    "period": (
        r"(?:(?:very\s)?(?:early|late)|mid|earlier|later)(?:\sin)?(?:\sthe)?|(?:the\s)?(?:end|start|beginning|middle|"
        rf"close|turn|first\shalf|second\shalf|latter\shalf|first\sdays|last\sdays)\sof(?:\sthe)?|{_AROUND}"
    ),
    "day": rf"(?:early|late|earlier|later)(?:\son)?|the\s(?:morning|afternoon|evening|night)\sof|{_AROUND}",
}
_HEDGE = {family: re.compile(rf"(?<![\w-])(?:{text})(?:\s|-)$", re.IGNORECASE) for family, text in _HEDGES.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a sentence prints for a date or a time; offsets count from the sentence's start."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]
    """The named groups of the kind's pattern that took part."""
    hedge: str
    """`around`, `the end of`, in lower case, where the phrase opens with one; it belongs to the phrase."""


def find_phrases(text: str) -> Iterator[Phrase]:
    """Yield what a sentence prints for dates and times: ascending, disjoint."""
    union, readers = _compiled()
    position = 0
    while match := union.search(text, position):
        kind = match.lastgroup or ""
        read = readers[kind].match(text, match.start())
        parts = (
            {name.split("_b")[0].split("_c")[0]: value for name, value in read.groupdict().items() if value}
            if read
            else {}
        )
        if names_a_date(kind, parts, text, match.span()):
            hedge = _hedge(text, kind, position, match.start())
            yield Phrase(kind, match.start() - len(hedge), match.end(), parts, hedge.strip("- \n").lower())
            position = match.end()
        else:
            position = match.start() + 1


def _hedge(text: str, kind: str, since: int, start: int) -> str:
    """Give the hedge that stands directly before a phrase, with the blank after it."""
    family = "counted" if kind in COUNTED else "day" if kind in DAYS else "period"
    found = _HEDGE[family].search(text[max(since, start - 40) : start])
    return found[0] if found else ""


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Compile the patterns: as one alternation of kinds, and each with its parts."""
    kinds = "|".join(f"(?P<{kind}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', text)})" for kind, text in PATTERNS.items())
    return re.compile(rf"(?=\w)(?<![\w$£€#.])(?:{kinds})"), {kind: re.compile(text) for kind, text in PATTERNS.items()}
