"""Recognise the dateline: the place, date and agency that stand before an article's first sentence.

This module knows nothing about articles: it takes a piece of text and says where in it a dateline stands. It prefers to
miss one than to take prose for one, since what it finds is never read by a summariser. Four forms are known:

    ERBIL (Kurdistan24) -        place in capitals, any agency
    Miami, Florida (CNN) --      place in mixed case, an agency from the list
    (CNN) --    CNN --           an agency alone
    DURHAM, N.H. --  PARIS --  Doha, Qatar -    place with its country or state, or a place from the list
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.reading.dateline_names import AGENCIES, PLACES

HEAD = 240
"""How many characters of a paragraph are looked at: the longest byline and dateline met have 141."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
DAY = rf"(?:{MONTH}\.? \d{{1,2}}|\d{{1,2}} {MONTH}\.?)(?:,? \d{{4}})?"

_CAPS = r"(?:Mc|Mac|De|La|Le)?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+"
_CAPITALS = rf"{_CAPS}(?:(?: |, ?|/){_CAPS}){{0,4}}"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,20}"
_MIXED = rf"{_NAME}(?: {_NAME}){{0,3}}"
_REGION = rf", {_NAME}(?: (?:{_NAME}|of|and|the)){{0,3}}"
_PLACES_CAPITALS = rf"{_CAPITALS}(?:{_REGION})?(?:/{_CAPITALS}(?:{_REGION})?){{0,2}}"
_DASH = r"(?:\s*(?:--+|[—–―‒])\s*|\s+-\s+)"
_AFTER = r"(?=[\"“‘'(\[$£€A-ZÀ-ÖØ-Þ0-9])"
_BYLINE = rf"(?:[Bb]y (?:{_MIXED})(?:(?:,| and|, and) {_MIXED}){{0,3}}?,?\s+)?"
_AGENCY = r"\((?P<agency>[A-Za-z0-9][\w.&'’/+ -]{0,40})\)"

_FORMS = {
    "capitals and agency": re.compile(
        rf"{_BYLINE}(?P<text>(?P<place>{_PLACES_CAPITALS})(?:,? (?P<date>{DAY}))? ?{_AGENCY})(?:{_DASH}|-\s+)"
    ),
    "agency in the list": re.compile(
        rf"(?P<text>(?:(?P<place>{_MIXED}(?:{_REGION})?)(?:, (?P<date>{DAY}))? ?)?{_AGENCY})(?:{_DASH}|\s*:\s+|-\s+)"
    ),
    "date and agency": re.compile(rf"(?P<text>(?P<place>)(?P<date>{DAY}) ?{_AGENCY}){_DASH}"),
    "agency between strokes": re.compile(
        rf"(?P<text>(?P<place>{_PLACES_CAPITALS})(?:, (?P<date>{DAY}))? /(?P<agency>[A-Za-z][\w -]{{1,30}})/){_DASH}"
    ),
    "CNN without a dash": re.compile(
        rf"(?P<text>(?:(?P<place>{_MIXED}(?:{_REGION})?)(?P<date>) )?\((?P<agency>CNN)\))\s?{_AFTER}"
    ),
    "agency alone": re.compile(
        rf"(?P<text>(?P<place>)(?P<date>)(?P<agency>CNN|AP|AFP|Reuters|UPI))(?:\s*--+|\s+[—–])\s*{_AFTER}"
    ),
    "city and country": re.compile(rf"(?P<text>(?P<place>{_MIXED}){_REGION})(?P<date>)(?P<agency>){_DASH}{_AFTER}"),
    "place alone": re.compile(
        rf"(?P<text>(?P<place>{_CAPITALS})(?P<region>{_REGION})?(?:(?:, |{_DASH})(?P<date>{DAY}))?)(?P<agency>)"
        rf"{_DASH}{_AFTER}"
    ),
    "date alone": re.compile(
        rf"(?P<text>(?P<place>)(?P<date>(?:{MONTH}\.? \d{{1,2}}|\d{{1,2}} {MONTH}),? \d{{4}}))(?P<agency>)"
        rf"{_DASH}{_AFTER}"
    ),
}

_WIRES = re.compile(
    rf"(?<=[.!?»\"”'’)\]]\s)(?P<text>(?:(?P<place>{_MIXED}(?:{_REGION})?)(?P<date>) )?"
    rf"\((?P<agency>CNN|AP|Reuters|AFP|UPI|CNNMoney(?:\.com)?)\)){_DASH}"
)

_EDITORIAL = frozenset(
    "file photo update breaking exclusive analysis opinion editor editor's editor’s note original post watch read"
    " related urgent live video picture pictures caption correction spoiler".split()
)
"""Words in capitals that open a line and are no place: "FILE - In this photo", "UPDATE - The votes are in"."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline found in a text; `[start, end)` takes in a byline before it and the dash and spaces after it."""

    start: int
    end: int
    text: str
    agency: str
    date: str
    """The date as printed: `Dec 3`, `Jan. 10, 2013`."""
    sure: bool = True
    """False where it could be a label as well: `VARNA HEIGHTS -`, `THE RACE -`, `May 3, 2010 -`."""


def dateline_at(paragraph: str) -> Dateline | None:
    """Find the dateline that a paragraph opens with."""
    indent = len(paragraph) - len(paragraph.lstrip())
    for form, pattern in _FORMS.items():
        found = pattern.match(paragraph, indent, indent + HEAD)
        if found and _is_dateline(form, found):
            sure = form not in ("place alone", "date alone") or (form == "place alone" and _is_place(found))
            return _dateline(found, sure=sure)
    return None


def dateline_within(paragraph: str) -> Dateline | None:
    """Find the first dateline of a big agency that stands after a full stop, as where line breaks were lost."""
    found = _WIRES.search(paragraph)
    return _dateline(found) if found else None


def _dateline(found: re.Match[str], *, sure: bool = True) -> Dateline:
    agency = found["agency"] or ""
    known = is_agency(agency) or bool(found["place"])
    text = " ".join(found["text"].split())
    return Dateline(found.start(), found.end(), text, agency if known else "", found["date"] or "", sure)


def is_agency(name: str) -> bool:
    """Say whether a name in parentheses is a news agency's or a news site's."""
    folded = name.casefold().strip()
    return folded in AGENCIES or bool(re.search(r"\.(?:com|tv|org|net|co\.uk|is)$", folded))


def _is_dateline(form: str, found: re.Match[str]) -> bool:
    words = re.findall(r"[\w'’]+", (found["place"] or "").casefold())
    if _EDITORIAL.intersection(words):
        return False
    if form == "agency in the list":
        return is_agency(found["agency"]) or (not words and found.start() == 0 and found["agency"].isalpha())
    if form == "city and country":
        return _known_places(found["place"])
    if form == "place alone":
        return _is_place(found) or all(len(word) > 2 for word in words)
    return True


def _is_place(found: re.Match[str]) -> bool:
    with_more = found["region"] or found["date"] or ", " in found["place"]
    return bool(with_more) or _known_places(found["place"])


def _known_places(names: str) -> bool:
    return all(name in PLACES for name in names.casefold().split("/"))
