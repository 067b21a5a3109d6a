"""The capitalised runs of a sentence: `Brig. Gen. Ahmed al-Dalati`, `Ministry of Defence`, `Brandt & Moser`.

Knows which small words stand inside a name; knows nothing about entities, labels or people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefer.language.name_words import (
    FIELDS,
    NEVER,
    ORG_ENDS,
    ORG_HEADS,
    OWNERS,
    PARTICLES,
    PLACE_ENDS,
    PLACE_HEADS,
    RANK_PARTS,
    RANKS,
)

WORD: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"  # U.S.
    r"|[^\W_]+(?:[’'&‑-][^\W_]+)*"
)
_POSSESSIVE: Final = re.compile(r"[’'][sS]$")
LONGEST_RUN: Final = 24
"""Words of a run: the longest name found in 299 articles has 10 (2026-11); what is so long is no prose."""
_POSSESSED: Final = re.compile(r"[’'][sS] ")
_COMPOUND: Final = re.compile(
    r"-(?:led|based|born|style|era|wide|held|run|made|area|bound|related|friendly|like|only|trained|speaking|\w+ed)$"
)
_PREFIXED: Final = re.compile(r"^(?!(?:al|el|ul|ad|ar|as|az|an|at|bin|e|i)-)[^\W\d_A-Z]+-(?=[A-Z])")
_PARTISAN: Final = re.compile(r"[DRI]-[A-Z]")  # Harry Reid (D-Nev.)
_PARTY: Final = re.compile(r"[DRI]-(?=New$|[A-Z][a-z]{5})")  # (D-New York), where the state has its full name
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")
_ABBREVIATED: Final = frozenset(
    "mr mrs ms dr prof gen brig maj col lt lieut capt cpt sgt cpl pvt adm cmdr sen sens rep reps gov rev fr hon st ste"
    " mt ft sec".split()
)
_UNITS: Final = frozenset("brigade division regiment battalion fleet corps army circuit squadron wing airborne".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, without a possessive or what is no part of the name: `US` of `US-led`."""

    start: int
    end: int
    text: str
    key: str
    """Case-folded, without a final stop."""
    broken: bool
    """Whether a name cannot go on behind it: it had a possessive or a second half."""
    capital: bool
    """Whether it may be part of a name by its look: `Dalati`, `al-Dalati`, `iPhone`, not `4th`."""


def words(text: str, offset: int = 0) -> list[Word]:
    """Split a text into words, whose places count from `offset`."""
    return [_word(match, offset) for match in WORD.finditer(text)]


def _word(match: re.Match[str], offset: int) -> Word:
    start, end = match.span()
    text = match[0]
    for cut in (_POSSESSIVE, _COMPOUND):
        if (found := cut.search(text)) and found.start():
            text = text[: found.start()]
    first, _, second = text.rpartition("-")
    if first and second in NEVER:  # a dash without spaces: `in Iraq-since October`
        text = first
    if found := _PREFIXED.match(text) or _PARTY.match(text):
        text = text[found.end() :]
        start = end - len(match[0]) + found.end()
    key = text.casefold().replace("’", "'").removesuffix(".")
    broken = start + len(text) < end and key not in OWNERS
    capital = not text[:4].islower() and any(map(str.isupper, text[:4])) and not _PARTISAN.match(text)
    return Word(start + offset, start + len(text) + offset, text, key, broken, capital)


def runs(text: str, offset: int, found: Sequence[Word], is_place: Callable[[str], bool]) -> Iterator[list[Word]]:
    """Yield the longest runs of words that may be one name, ascending.

    Args:
        text: the sentence.
        offset: where it starts.
        found: its words.
        is_place: tells whether a key is a country or a region: `the Ministry of Defence and Syria` are two.
    """
    at = 0
    while at < len(found):
        if not found[at].capital:
            at += 1
            continue
        run = [at]
        while (after := _next(text, offset, found, run, is_place)) is not None:
            run.append(after)
        first = run[0]
        if first and _ORDINAL.match(found[first - 1].text) and found[run[-1]].key in _UNITS:
            first -= 1
        yield list(found[first : run[-1] + 1])
        at = run[-1] + 1


def _next(
    text: str, offset: int, found: Sequence[Word], run: Sequence[int], is_place: Callable[[str], bool]
) -> int | None:
    """Give the next capitalised word of a run, where the run goes on."""
    last = run[-1]
    if last + 1 >= len(found) or len(run) >= LONGEST_RUN:
        return None
    saint = len(run) > 1 and found[run[-2]].key in ("st", "saint") and found[last + 1].key in ORG_ENDS | PLACE_ENDS
    if saint and _POSSESSED.fullmatch(text, found[last].end - offset, found[last + 1].start - offset):
        return last + 1  # St. Peter's Square
    if found[last].broken or not _adjoin(text, offset, found[last], found[last + 1]):
        return None
    return last + 1 if found[last + 1].capital else _behind_link(text, offset, found, run, is_place)


def _behind_link(
    text: str, offset: int, found: Sequence[Word], run: Sequence[int], is_place: Callable[[str], bool]
) -> int | None:
    """Give the capitalised word behind one or two small words, where these join it to a run."""
    last = run[-1]
    ahead = last + 1
    while ahead < len(found) and not found[ahead].capital and ahead - last <= 2:
        ahead += 1
    if ahead >= len(found) or not found[ahead].capital:
        return None
    if not all(_adjoin(text, offset, left, right) for left, right in pairwise(found[last + 1 : ahead + 1])):
        return None
    link = tuple(word.key for word in found[last + 1 : ahead])
    keys = [found[i].key for i in run]
    inside = {word.key for word in found[run[0] : last]}
    return ahead if _links(link, keys, inside, found[ahead].key, is_place) else None


def _links(
    link: tuple[str, ...], keys: Sequence[str], inside: set[str], following: str, is_place: Callable[[str], bool]
) -> bool:
    """Tell whether lower-case words join what stands before them and the capitalised word behind them."""
    head = keys[-1]
    if all(word in PARTICLES for word in link):
        return not (len(keys) == 1 and is_place(head)) and head not in RANKS
    if link in (("of",), ("of", "the")):
        if head in RANKS:
            return following in RANK_PARTS
        return head in ORG_HEADS or head in PLACE_HEADS or (head in ORG_ENDS and not is_place(following))
    body = not ORG_HEADS.isdisjoint(keys)
    if link == ("and",):
        listed = not body or inside.isdisjoint(("of", "for", "on")) or is_place(head) or is_place(following)
        return not listed or (head in FIELDS and following in FIELDS)
    deliberates = head in ("committee", "council", "commission", "conference", "convention")
    return (body and link in (("for",), ("for", "the"))) or (deliberates and link == ("on",))


def _adjoin(text: str, offset: int, left: Word, right: Word) -> bool:
    """Tell whether nothing that ends a name stands between two words."""
    gap = text[left.end - offset : right.start - offset]
    if gap.isspace():
        return "\n\n" not in gap
    bare = gap.strip()
    if bare == "." and gap != ".":
        return left.key in _ABBREVIATED or (len(left.key) == 1 and left.text.isupper())
    if bare in ("'", "’", "'s", "’s") and gap[-1:].isspace():
        return left.key in OWNERS
    if bare == "&":
        return right.capital
    return bare == "," and right.key in ("inc", "jr", "llc", "ltd")
