"""Tell a date from what is only spelled like one: `Theresa May`, `Black Friday`, `2016 people`, `a march`.

Looks at the words around a phrase and at nothing else. Where the words leave it open, it is no date: a date missed does
less harm in a brief than one invented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.language.date_words import FAMOUS_DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_CLEAR_MONTHS = frozenset("January February July September October November December".split())
_FUNCTION = (
    "a about after against ahead all although an and are as at be because been before but by can could did do does due "
    "during for from had has have he her his if in into is it its may more of on or over said says she should since so "
    "than that the their there they this through till to under until up was we were when where which while who will "
    "with would"
)
_FUNCTION_WORDS = frozenset(_FUNCTION.split())
_INSIDE = frozenset("in since during early late fiscal year circa mid pre post".split())
_BESIDE = frozenset("by until till from before after of to through and or between for into around beyond past".split())
_OWNERS = frozenset("the a an his her its their our my this that your".split())
_AGENT_MONTHS = frozenset("by from before after to of and for or with around".split())

_FEASTS = re.compile(
    r"(?:Black|Good|Bloody|Super|Cyber|Ash|Palm|Easter|Ruby|Joe|Fat|Whit|Giving|Freaky|Maundy|Shrove|Holy|Sheffield|"
    r"Throwback|News|CBS|Mail\son|Man\sUtd|Casey)\s$"
)
_PAPERS = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Express|Post|Mail|People|Herald|World|Sport|Independent|Night|Politics|Brunch|League|"
    r"Review|Project|Show|Guardian|roasts?|school|best|Philharmonic)\b"
)
_RECURRING = frozenset("every each most any another one".split())
_CLOCK_CUES = re.compile(
    r"(?:\b(?:at|around|about|by|until|till|from|since|before|after|between|to|and|GMT|time)|[(\-–,])\s?$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([\w'’-]+)[-\s]$")
_WORD_AFTER = re.compile(r"\s([\w'’-]+)")
_PEOPLE = re.compile(r"\s(?:government|administration|cabinet|deal|team|era|and\sCorbyn|ministry)\b")


def names_a_date(kind: str, parts: dict[str, str], text: str, span: tuple[int, int]) -> bool:
    """Whether a phrase that is spelled like a date stands for one."""
    rule = _RULES.get(kind)
    before, after = text[max(0, span[0] - 40) : span[0]], text[span[1] : span[1] + 40]
    return rule is None or rule(parts, before, after)


def famous_year(parts: Mapping[str, str], after: str, published: date | None) -> dict[str, str]:
    """Give the year of a day that is known by its date: `the Sept. 11 attacks`; empty for any other."""
    if "year" in parts or "day" not in parts or "month" not in parts:
        return {}
    for month, number, year, event in FAMOUS_DAYS:
        same = parts["month"].startswith(month) and parts["day"].rstrip("stndrh") == number
        if same and published and published.year > year and re.match(rf"(?:,?\s[\w-]+){{0,3}}?\s(?:{event})", after):
            return {"year": str(year)}
    return {}


def _year(parts: dict[str, str], before: str, after: str) -> bool:
    """A number of four digits is a year after a word that years follow, unless it counts what comes next."""
    word, following = _lower(before), _next_lower(after)
    number = int(parts["year"])
    plural = following.endswith("s") and following not in _FUNCTION_WORDS
    if (number % 100 == 0 and (plural or number < 1900)) or (number < 1500 and word not in _INSIDE):
        return False
    if re.match(
        r"\s(?:people|percent|per\s?cent|men|women|children|troops|votes|points|metres|km|miles|feet)\b", after
    ):
        return False
    if word in _INSIDE or re.search(r"\b(?:since|to|from|until|by)\s(?:at\sleast|about|around)\s$", before):
        return True
    if word in _OWNERS or word.endswith(("'s", "’s")):
        return bool(_WORD_AFTER.match(after))
    if not before.strip() or before[-1] in "(-–—" or before.rstrip()[-1] in ",:;(":
        return not following or following in _FUNCTION_WORDS
    return word in _BESIDE and (not following or following in _FUNCTION_WORDS)


def _month(parts: dict[str, str], before: str, after: str) -> bool:
    """A month's name stands for a month where no person, march or verb can be meant."""
    if "year" in parts or "which" in parts:
        return True
    month, word = parts["month"], _lower(before)
    if word in _RECURRING or before.endswith("&"):
        return False
    if word in {"in", "since", "during", "early", "late", "mid", "until", "till", "through", "between"}:
        return not (month == "May" and after.startswith(("'", "’")))
    if month not in _CLEAR_MONTHS:
        return _unclear_month(month, word, before, after)
    named = re.match(r"\s[A-Z]", after) or re.search(r"[A-Z]\w*\s$", before.lstrip()[1:])
    return not named


def _unclear_month(month: str, word: str, before: str, after: str) -> bool:
    """Of a month that is also a name, a verb or an abbreviation: `end of May`, `a June interview`, `by April`."""
    if word == "of":
        return bool(re.search(r"(?:end|start|beginning|middle|month|days?|weeks?|half|rest|close)\sof\s$", before))
    if word in _OWNERS or word.endswith(("'s", "’s")):
        following = _next_lower(after)
        return bool(following) and following not in _FUNCTION_WORDS and not (month == "May" and _PEOPLE.match(after))
    if word in {"or", "and", "to"} and re.search(rf"\b(?:{'|'.join(MONTHS)})\s\w+\s$", before):
        return True
    return word in _AGENT_MONTHS and month != "May" and not re.match(r"\s[A-Z]|['’]", after)


def _weekday(parts: dict[str, str], before: str, after: str) -> bool:
    """A weekday stands for one day unless it is a feast, a newspaper or any such day."""
    word = _lower(before)
    if _FEASTS.search(before) or _PAPERS.match(after) or word in _RECURRING:
        return False
    following = _next_lower(after)
    return word != "a" or bool("part" not in parts and following and following not in _FUNCTION_WORDS)


def _day_word(parts: dict[str, str], before: str, after: str) -> bool:
    """`Today` inside a sentence is a newspaper or a programme."""
    inside = before.strip(" \n\t“\"'‘’”—–-:(…") and not re.search(r"[.!?:“\"‘—–]\s?$", before)
    titled = re.match(r"\s(?:[Ss]how|[Pp]rogramme|FM|Newspaper)\b", after)
    return not titled and not (parts["word"][0].isupper() and inside)


def _time_24(parts: dict[str, str], before: str, after: str) -> bool:
    """`12:15` without a zone is a time of day only where a time is expected; `2:15` may be a score or a verse."""
    if "zone" in parts or "hours" in parts:
        return True
    plain = parts["mark"] == ":" and (len(parts["hour"]) == 2 or int(parts["hour"]) > 6)
    return plain and bool(_CLOCK_CUES.search(before)) and not re.match(r"\s(?:per|win|victory|-)", after)


def _numeric(parts: dict[str, str], before: str, after: str) -> bool:  # noqa: ARG001 - one form for all rules
    """`13/12/2025` is plain; in `5/6/2025` nobody knows which is the month."""
    first, second = int(parts["first"]), int(parts["second"])
    return (first > 12) != (second > 12) or first == second


def _anchored(parts: dict[str, str], before: str, after: str) -> bool:  # noqa: ARG001 - one form for all rules
    """After `that`, a unit is a day only where a clause ends or goes on: not `that day care is dear`."""
    following = _next_lower(after)
    plain = not after or after[0] in '.,;:!?)”"—–' or following in _FUNCTION_WORDS
    return plain or not parts.get("which", "").lower().startswith("that")


def _unit(parts: dict[str, str], before: str, after: str) -> bool:
    """`the year` is this year only in `the end of the year`, and `last year of` is no year."""
    if "which" in parts or parts["unit"] == "weekend":
        return not re.match(r"\sof\s(?!this|last|next)", after)
    return bool(
        re.search(r"(?:end|start|beginning|middle|close|early\sin|late\sin|later\sin|earlier\sin)(?:\sof)?\s$", before)
    )


def _span(parts: dict[str, str], before: str, after: str) -> bool:  # noqa: ARG001 - one form for all rules
    """`the last day` and `the next hour` belong to an event, not to the calendar."""
    return "count" in parts or parts["unit"] not in {"day", "hour"}


def _lower(before: str) -> str:
    """Give the word directly before, in lower case."""
    found = _WORD_BEFORE.search(before)
    return found[1].lower() if found else ""


def _next_lower(after: str) -> str:
    """Give the word directly after where it is printed in lower case."""
    found = _WORD_AFTER.match(after)
    return found[1] if found and found[1][0].islower() else ""


_RULES = {
    "anchored": _anchored,
    "day_word": _day_word,
    "month": _month,
    "numeric": _numeric,
    "span": _span,
    "time_24": _time_24,
    "unit": _unit,
    "weekday": _weekday,
    "year": _year,
}
