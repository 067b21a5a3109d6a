"""The words that dates are printed with: months, weekdays, seasons, units of time, counts, zones.

Knows nothing about articles or about what a date means in a sentence.
"""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first of a season's three months, as the northern half of the world counts them."""

COUNTS = {
    word: number
    for number, words in enumerate(
        "zero|a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve dozen|thirteen|fourteen|fifteen|"
        "sixteen|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in words.split()
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a couple of": 2,
    "a dozen": 12,
    "the": 1,
    "": 1,
}
VAGUE_COUNTS = ("a few", "few", "several", "many", "some", "a number of", "a handful of", "recent", "coming")

ZONES = {
    "GMT": 0, "UTC": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "SAST": 120, "MSK": 180,
    "EAT": 180, "PKT": 300, "WIB": 420, "ICT": 420, "HKT": 480, "SGT": 480, "AWST": 480, "JST": 540, "KST": 540,
    "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes east of Greenwich. An abbreviation that several zones share (IST, CST, AST) is not here: no guess is made."""
ZONES_WITH_SUMMER = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Zones whose offset depends on the day."""

DAY_WORDS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
"""Days after the day of publication."""

HOLIDAYS = {
    "New Year's Day": (1, 1), "New Year's Eve": (12, 31), "Valentine's Day": (2, 14), "Halloween": (10, 31),
    "Christmas Eve": (12, 24), "Christmas Day": (12, 25), "Boxing Day": (12, 26),
}  # fmt: skip
"""Month and day of those that fall on one day of the calendar everywhere."""


FAMOUS_DAYS = (
    ("Sep", "11", 2001, r"attacks|terror(?:ist)?\sattacks|hijackers|victims|Victim|Commission|memorial"),
    ("Jan", "6", 2021, "attack|riot|insurrection|committee|Committee|Capitol|mob"),
    ("Oct", "7", 2023, "attack|massacre|assault|Hamas"),
)
"""Month, day, year, and what is said after it: newspapers leave the year of these out for good."""


def month_number(printed: str) -> int:
    """Give 1 to 12 for a month's name or abbreviation."""
    return 1 + next(at for at, name in enumerate(MONTHS) if name[:3] == printed[:3])


def weekday_number(printed: str) -> int:
    """Give 0 (Monday) to 6 for a weekday's name or abbreviation."""
    return next(at for at, name in enumerate(WEEKDAYS) if name[:3] == printed[:3])


def count_of(printed: str) -> int | None:
    """Give a small number printed in words or digits; None for a vague one (`several`)."""
    word = " ".join(printed.lower().split())
    if word.isdecimal():
        return int(word)
    tens, _, ones = word.replace("-", " ").partition(" ")
    return COUNTS[tens] + COUNTS[ones] if COUNTS.get(tens, 0) >= 20 and ones in COUNTS else COUNTS.get(word)
