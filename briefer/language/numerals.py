"""Numbers as news prints them: digits, words and both (`48,000`, `seventy`, `2.3 million`, `half a million`).

Knows nothing about what a number counts, nor about dates: that is for `figures` to say. Our own rules, because the
libraries tried on 16 sentences (2026-11) read news wrongly: quantulum3 0.10 took `half a million` for 1,500,000 and
`$4.5bn` for 4.5, at 0.2 s a sentence; text2num 3.1 made `2.3 million` into `2.3 1000000`; word2number 1.1 took `one in
five` for 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[-‑\s](?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(reversed(_ONES))})"
_LARGE = "dozen|hundred|thousand|lakh|million|crore|billion|trillion"
_WORDS = rf"""
    (?:{_SMALL}|half\s+an?|an?)[-‑\s](?:{_LARGE})\b               # two hundred, a dozen, half a million
    (?:(?:\sand)?[-‑\s](?:{_SMALL}|{_LARGE})\b|,\s{_SMALL}\shundred\b){{0,8}}   # and five, two hundred
    (?:\s+and\s+a\s+half\b)?
  | {_SMALL}\b(?:\s+and\s+a\s+half\b(?:\s+(?:{_LARGE})\b)?)?      # twenty-three, two and a half million
"""
_DIGITS = rf"""
    (?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(?:\.\d{{1,9}})?(?:[½¼¾⅓⅔])?(?![\d])
    (?:[-‑\s](?:{_LARGE})\b(?:\s(?:{_LARGE})\b)?
     | (?:k|mn|mln|bn|bln|tn|trn)\b
     # Glued, `m` is millions and `b` billions, unless a length follows: `a 100m race`, `5m tall`.
     | [mb]\b(?!\s(?:tall|high|long|wide|deep|away|above|below|from|north|south|east|west|race|final|sprint|hurdles
                   |relay|dash|free|butter|back|breast|title|champion|record|pool)|-(?:tall|high|long|wide|deep)\b))?
  | [½¼¾⅓⅔]
"""
_FRACTION = rf"""
    (?:(?:{_SMALL}|an?)[-‑\s])(?:{"|".join(part for part in _PARTS if part != "half")})s?\b
  | half\b(?!\s+an?\s+(?:{_LARGE})\b)
  | [1-9]\d{{0,2}}/[1-9]\d{{0,2}}(?![\d/])
"""
_GLUED_UNITS = "km|kms|kg|kgs|cm|mm|ft|mph|kph|kmh|lb|lbs|oz|sq|kW|MW|GW|C|F|hp|hrs|in"
_NUMERAL = re.compile(
    rf"""(?<![\w./:,])(?<![^\d%]-)(?<!^-)(?:
      (?P<fraction>{_FRACTION}) | (?P<words>{_WORDS}) | (?P<digits>{_DIGITS})
    )(?:(?=(?:{_GLUED_UNITS})\b)|(?![^\W_]))""",
    re.VERBOSE | re.IGNORECASE,
)
_ATOM = re.compile(r"\d[\d,]*(?:\.\d+)?|[½¼¾⅓⅔]|[a-z]+", re.IGNORECASE)
_LOOSE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL_TAIL = re.compile(r"[-‑](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: `text[start:end]` states `value`."""

    start: int
    end: int
    value: float
    form: str
    """fraction, words or digits."""


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers that a text states, ascending and disjoint; no ordinals, and none inside a word (`G7`)."""
    for match in _NUMERAL.finditer(text):
        form = match.lastgroup or ""
        if form != "digits" and _ORDINAL_TAIL.match(text, match.end()):
            continue
        yield Numeral(match.start(), match.end(), _fraction(match[0]) if form == "fraction" else _sum(match[0]), form)


def read_number(text: str) -> float | None:
    """Read a text that is one number and no more, else give None."""
    stripped = text.strip()
    match = _NUMERAL.fullmatch(stripped)
    return next(find_numerals(stripped)).value if match else None


def numbers_in(text: str) -> list[float]:
    """Give every number that a text states in digits or words, also within a word or a date, in text order.

    Two texts that state the same number give the same value, however it is printed: `2.3 million`, `2,300,000`, `2.3m`.
    """
    found: list[float] = []
    last = 0
    for numeral in find_numerals(text):
        found += _loose(text[last : numeral.start])
        found.append(numeral.value)
        last = numeral.end
    return found + _loose(text[last:])


def short_number(value: float) -> str:
    """Write a number as a brief shows it, never rounded: `48,000`, `4.5m`, `1.2bn`."""
    for scale, letters in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        scaled = value / scale
        if scaled >= 1 and abs(scaled - round(scaled, 2)) < 1e-9:
            return f"{_plain(scaled)}{letters}"
    return _plain(value)


def _plain(value: float) -> str:
    """Write a number in full, with thousands commas and up to three decimals."""
    text = f"{value:,.3f}"
    return text.rstrip("0").rstrip(".")


def _loose(text: str) -> list[float]:
    return [float(digits.replace(",", "")) for digits in _LOOSE.findall(text)]


def _fraction(text: str) -> float:
    """Read `half`, `a quarter`, `two-thirds`, `3/4`."""
    upper, slash, lower = text.partition("/")
    if slash:
        return int(upper) / int(lower)
    atoms = [atom.lower() for atom in _ATOM.findall(text)]
    part = _PARTS[atoms[-1].removesuffix("s") if atoms[-1] not in _PARTS else atoms[-1]]
    return (_sum(" ".join(atoms[:-1])) or 1.0) / part


def _sum(text: str) -> float:
    """Add up the parts of a number: what stands before a scale is multiplied by it."""
    total = current = last_scale = 0.0
    for atom in (atom.lower() for atom in _ATOM.findall(text)):
        if atom in _SCALES:
            scale = _SCALES[atom]
            if current == 0 and total and scale > last_scale:  # `two hundred thousand` and `hundred thousand` alike
                total, current = 0.0, total
            last_scale = scale
            if scale > 1e2:
                total, current = total + (current or 1) * scale, 0.0
            else:
                current = (current or 1) * scale
        elif atom == "half":
            current += 0.5 * (last_scale if last_scale and not current else 1)
        elif atom in _ONES or atom in _TENS:
            current += _ONES.get(atom, 0) or _TENS.get(atom, 0)
        elif atom in _SIGNS:
            current += _SIGNS[atom]
        elif atom[0].isdigit():
            current = float(atom.replace(",", ""))
    return total + current
