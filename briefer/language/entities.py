"""Mend the encoder's raw tags: whole names with the right labels, by rules and the gazetteer.

A name is a capitalised run or a part of one; the raw tags are votes on what it is. So split names are joined, missed
ones found and junk goes. Labels are PER, ORG, LOC and NORP: times are left to `dates`. Knows nothing about which
mentions mean the same thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from briefer.language.capitals import words
from briefer.language.gazetteer import Gazetteer, load_gazetteer
from briefer.language.name_words import DAYS, MONTHS, NEVER, ORG_ENDS, RANKS
from briefer.language.pieces import Piece, pieces
from briefer.language.place_names import STATES
from briefer.types import Article, Entity, Sentence


def mend(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Sequence[Entity]]
) -> tuple[tuple[Entity, ...], ...]:
    """Repair the raw tags of an article: one sequence of entities a sentence, ascending and disjoint.

    Args:
        article: what the offsets count in.
        sentences: its sentences.
        entities: the raw tags, one sequence a sentence.
    """
    gazetteer = load_gazetteer()
    found = [words(one.text, one.start) for one in sentences]
    lower = {word.key for row in found for word in row if not word.capital}
    read = [pieces(one, row, raw, gazetteer) for one, row, raw in zip(sentences, found, entities, strict=True)]
    votes = _tally(read)
    for key, counts in _said_to_be_places(article, read, gazetteer).items():
        votes.setdefault(key, Counter()).update(counts)
    return tuple(tuple(_decide(row, votes, lower, article.text)) for row in read)


def _tally(read: Sequence[Sequence[Piece]]) -> dict[str, Counter[str]]:
    """Count the votes for each key of the article, and of each surname for its person."""
    votes: dict[str, Counter[str]] = {}
    for piece in (piece for row in read for piece in row):
        if piece.label:
            votes.setdefault(piece.key, Counter())[piece.label] += 3
        for label, count in piece.votes.items():
            votes.setdefault(piece.key, Counter())[label] += count
    for key, counts in list(votes.items()):
        if " " in key and counts.most_common(1)[0][0] == "PER":
            votes.setdefault(_surname(key), Counter())["PER"] += 2
    return votes


def _said_to_be_places(
    article: Article, read: Sequence[Sequence[Piece]], gazetteer: Gazetteer
) -> dict[str, Counter[str]]:
    """Count what the words before a name say for a place: `the province of Tarsin`; the dateline says it too."""
    votes: dict[str, Counter[str]] = {}
    for match in _DATELINED.finditer(article.dateline[:80]):
        votes[" ".join(word.key for word in words(match[0]))] = Counter(LOC=6)
    for row in read:
        before = None
        for piece in row:
            before = piece if _is_placed(piece, before, article.text, votes, gazetteer) else None
    return votes


def _is_placed(
    piece: Piece, listed: Piece | None, text: str, votes: dict[str, Counter[str]], gazetteer: Gazetteer
) -> bool:
    """Vote for a place by the words before it; tell whether they leave no doubt.

    Args:
        piece: perhaps a place.
        listed: the name before it, if that is a place beyond doubt: `residents of Pine Hollow and Granite Ford`.
        text: the article's.
        votes: what is counted so far.
        gazetteer: knows the cities.
    """
    start = piece.words[0].start
    before = text[max(0, start - 30) : start]
    follows = listed is not None and text[listed.words[-1].end : start].strip() in ("and", ",", ", and", "or")
    sure = follows or bool(_SURELY_PLACED.search(before))
    known = set(piece.votes) <= {"NORP"} and before.endswith(_LOCATING) and gazetteer.has_city(piece.text, KNOWN_CITY)
    hinted = before.endswith((" in ", " near ")) and set(piece.votes) != {"ORG"}
    if weight := 6 * sure + 3 * known + hinted:
        votes.setdefault(piece.key, Counter())["LOC"] += weight
    return sure


_LOCATING: Final = (
    " in ",
    " near ",
    " from ",
    " to ",
    " at ",
    " of ",
    " around ",
    " outside ",
    " capital, ",
    " city, ",
)
KNOWN_CITY: Final = 50_000
"""Population from which a city's name behind `in` or `from` is taken for it, though the network saw none."""
_DATELINED: Final = re.compile(r"^[^,/(]+")
_SURELY_PLACED: Final = re.compile(
    r"(?i)\b(?:province|town|city|village|district|region|state|island|port|suburb|outskirts|residents|people|villages|north"
    r"|south|east|west|capital|governor|mayor|streets|coast) of (?:the )?$"
)


def _surname(key: str) -> str:
    parts = key.split()
    return parts[-2] if parts[-1] in ("jr", "sr") and len(parts) > 1 else parts[-1]


def _decide(found: Sequence[Piece], votes: dict[str, Counter[str]], lower: set[str], text: str) -> Iterator[Entity]:
    """Yield the pieces that are names, labelled as most of the article has it."""
    for piece in found:
        label = _label(piece, votes, lower)
        start, end = piece.words[0].start, piece.words[-1].end
        address = piece.key in STATES and text[max(0, start - 2) : start] == ", "  # of McLean, Va.
        if label and not address:
            final = text[end : end + 1] == "." and piece.words[-1].key in ("jr", "sr", "inc", "corp", "ltd", "co")
            yield Entity(start, end + final, label)


def _label(piece: Piece, votes: dict[str, Counter[str]], lower: set[str]) -> str:
    if piece.label:
        return piece.label
    single = len(piece.words) == 1
    key = piece.words[0].key if single else piece.key
    surname = piece.votes["PER"] and votes.get(key, Counter())["PER"] > piece.votes["PER"]  # May of Theresa May
    if single and (
        key in NEVER
        or (key in MONTHS and not surname)
        or key in DAYS
        or key in RANKS
        or key in ORG_ENDS
        or len(key) < 2
    ):
        return ""
    if single and piece.opens and key in lower and not piece.words[0].text.isupper():
        return ""
    if counts := votes.get(piece.key):
        return counts.most_common(1)[0][0]
    acronym = single and piece.words[0].text.isupper() and 2 <= len(key) <= 6 and key.isalpha() and not piece.opens
    return "ORG" if acronym and key not in lower else ""
