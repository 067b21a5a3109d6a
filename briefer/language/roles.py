"""What the text says a person is: the rank before the name, the role before or behind it.

Reads around one mention; knows nothing about who else is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefer.language.capitals import Word, words
from briefer.language.gazetteer import demonym
from briefer.language.name_words import NEVER, RANK_PARTS, RANKS, ROLE_VERBS, ROLES
from briefer.types import Entity, Sentence, Span

LONGEST: Final = 140
"""Characters that are read behind a name: the longest role found in 299 articles has 129 (2026-11)."""

_OPENER: Final = re.compile(
    r",\s+(?:\d{1,3},\s+)?(?:(?:a|an|the|its|their|his|her|our|one of the)\s+)?(?P<who>who\s+)?"
)
_CLOSER: Final = re.compile(
    r"[,;:.!?()\"“”—–]|\s(?:who|whom|whose|which|that|said|says|told|added|wrote|has|had|was|is|were|will|would)\b|\s--?\s"
)
_MODIFIERS: Final = frozenset(
    "former then-prime acting deputy vice senior junior chief incoming outgoing interim honorary retired assistant"
    " associate executive managing general lead co prime foreign defence defense finance interior health transport"
    " police fire company government party state national federal local opposition army navy police media press"
    " political presidential human public provincial military union world research economic financial security"
    " harbour harbor fellow veteran star lawyer independent district city county crown civil campaign incident".split()
)
_BARRIERS: Final = frozenset(
    "a an the its their his her our your my this that these those by to from with of in on at as for and or but said"
    " says told added when while where after before because if than like against between among both also is was were"
    " are be been had has have will would not who which including under over".split()
)


_STOPS: Final = _BARRIERS | NEVER - _MODIFIERS
_PLAIN: Final = frozenset("mr mrs ms miss mx dr prof".split())
"""Titles that are no office: what stands before them is no part of a role."""


_KIN: Final = frozenset("brother sister father mother son daughter wife husband widow partner parent fellow".split())
_OFFICES: Final = frozenset(("deputy", "acting", "former", "chief"))


@dataclass(frozen=True, slots=True)
class Role:
    """What stands around one mention."""

    rank: str
    text: str
    span: Span | None


def read_role(text: str, sentence: Sentence, name: Entity) -> Role:
    """Read rank and role around a mention; a role behind it says more than one before it."""
    before = words(
        text[max(sentence.start, name.start - LONGEST) : name.start], max(sentence.start, name.start - LONGEST)
    )
    if sentence.start < name.start - LONGEST:
        before = before[1:]
    rank, role = _before(text, before, name)
    behind = _behind(text, sentence, name)
    span = behind or role
    return Role(rank, " ".join(text[span.start : span.end].split()) if span else "", span)


def _behind(text: str, sentence: Sentence, name: Entity) -> Span | None:
    """Read an apposition: `, commander of internal security in Rural Damascus,`."""
    stop = min(sentence.end, name.end + LONGEST)
    opener = _OPENER.match(text, name.end, stop)
    if not opener:
        return None
    start = opener.end()
    closer = _close(text, start, stop)
    if closer is None and stop < sentence.end:
        return None
    end = closer if closer is not None else stop
    found = words(text[start:end], start)
    if not found:
        return None
    if opener["who"]:
        return Span(start, _trimmed(text, start, end)) if found[0].key in ROLE_VERBS and len(found) > 1 else None
    head = next((i for i, word in enumerate(found[:9]) if _is_role(word)), None)
    barrier = next((i for i, word in enumerate(found) if _stops(word)), len(found))
    if head is None or head > barrier:
        return None
    return Span(start, _trimmed(text, start, end))


def _close(text: str, start: int, stop: int) -> int | None:
    """Give where an apposition ends: a stop within an abbreviation does not end it."""
    for match in _CLOSER.finditer(text, start, stop):
        if match[0] == "." and not (match.end() == stop or text[match.end()].isspace()):
            continue
        if match[0] == "." and match.start() - start > 1 and text[match.start() - 2] in ". ":
            continue
        return match.start()
    return None


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_role(word: Word) -> bool:
    key = word.key.rsplit("-", 1)[-1]
    return word.key in ROLES or key in ROLES


def _stops(word: Word) -> bool:
    """Tell whether a word cannot be part of a role; `US` can, `us` cannot."""
    return word.key in _STOPS and not (word.text.isupper() and len(word.text) > 1)


def _before(text: str, before: list[Word], name: Entity) -> tuple[str, Span | None]:
    """Read the rank and the role before a name: `Transport Minister Paul Adeyemi`, `Its chief, Per Lindal`."""
    gap = text[before[-1].end : name.start] if before else "-"
    if gap.strip() not in ("", ".", ",") or "\n\n" in gap:
        return "", None
    at = _rank_start(text, before) if gap.strip() != "," else len(before)
    if at == len(before):
        return "", _plain_role(text, before)
    end = before[-1].end + (text[before[-1].end : before[-1].end + 1] == ".")
    rank = " ".join(text[before[at].start : end].split())
    first = _leftmost(text, before, at, ranked=True)
    if first == at or before[at].key in _PLAIN:
        return rank, None
    if _is_role(before[at - 1]) and not before[at - 1].capital:
        end = before[at - 1].end  # Pentagon spokesman Rear Adm. John Orsk
    return rank, Span(before[first].start, end)


def _rank_start(text: str, before: list[Word]) -> int:
    """Give where the rank words before a name start; how many words there are where there is none."""
    at = len(before)
    while at and before[at - 1].capital and before[at - 1].key in RANKS | RANK_PARTS and _near(text, before, at):
        at -= 1
    while at < len(before) and before[at].key in RANK_PARTS - _OFFICES:
        at += 1
    return at


def _plain_role(text: str, before: list[Word]) -> Span | None:
    """Read a role in small letters: `harbour master Lena Orsk`; whose brother somebody is says nothing by itself."""
    last = before[-1]
    if not _is_role(last) or last.key in _KIN:
        return None
    return Span(before[_leftmost(text, before, len(before) - 1, ranked=False)].start, last.end)


def _near(text: str, before: list[Word], at: int) -> bool:
    return at == len(before) or text[before[at - 1].end : before[at].start].strip() in ("", ".")


def _leftmost(text: str, before: list[Word], at: int, *, ranked: bool) -> int:
    """Give where a role starts that ends before word `at`: to what cannot be part of it, at most four small words."""
    first = at
    small = 0
    while first and small < 4:
        word = before[first - 1]
        small += not word.capital
        gap = text[word.end : before[first].start]
        if gap.strip() or _stops(word) or word.text.isdigit():
            break
        known = word.key in _MODIFIERS or _is_role(word) or word.capital or bool(demonym(word.text))
        edge = first == 1 or _stops(before[first - 2]) or text[before[first - 2].end : word.start].strip()
        if not known and (ranked or not edge or word.key.endswith(("ed", "ing", "ly", "s"))):
            break
        first -= 1
    return first
