"""Mend the encoder's raw tags: whole names with the right labels, by rules and the gazetteer.

A name is a capitalised run or a part of one; the raw tags are votes on what it is. So split names are joined, missed
ones found and junk goes. Labels are PER, ORG, LOC and NORP: times are left to `dates`. Knows nothing about which
mentions mean the same thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefer.language.capitals import Word, runs, words
from briefer.language.gazetteer import Gazetteer, demonym, load_gazetteer
from briefer.language.labels import known_label, shape_label
from briefer.language.name_words import DAYS, MONTHS, NEVER, ORG_ENDS, ORG_HEADS, PEOPLES, RANK_PARTS, RANKS, SMALL
from briefer.types import Article, Entity, Sentence

SHOUTED: Final = 0.6
"""A sentence with so large a share of capitalised words is a headline: its runs say nothing."""
LONGEST: Final = 6
"""Words of a name that no table knows: longer runs are headlines that have lost their line."""
UNSURE_RANKS: Final = frozenset(
    "general major premier private justice prime king queen count father sister brother chief officer coach lord lady"
    " baron chair prince princess brig marshal constable sultan mother dean pope state speaker vice master".split()
)
"""Rank words that names of other things hold too; after these the network has to say that a person follows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a capitalised run, perhaps a name."""

    words: tuple[Word, ...]
    label: str
    """Empty where only the votes can tell."""
    votes: Counter[str]
    opens: bool
    """Whether it stands where any word has a capital: at the start of a sentence."""

    @property
    def text(self) -> str:
        """Its words as printed."""
        return " ".join(word.text for word in self.words)

    @property
    def key(self) -> str:
        """Its words, case-folded."""
        return " ".join(word.key for word in self.words)


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
    read = [_pieces(one, raw, gazetteer) for one, raw in zip(sentences, entities, strict=True)]
    lower = {word.key for one in sentences for word in words(one.text) if not word.capital}
    votes = _tally(read)
    for key, counts in _said_to_be_places(article, read, gazetteer).items():
        votes.setdefault(key, Counter()).update(counts)
    return tuple(tuple(_decide(pieces, votes, lower, article.text)) for pieces in read)


def _pieces(sentence: Sentence, raw: Sequence[Entity], gazetteer: Gazetteer) -> list[Piece]:
    found = words(sentence.text, sentence.start)
    tagged = _tag(found, raw)
    letters = [word for word in found if word.text[0].isalpha()]
    if len(letters) >= 5 and sum(word.capital for word in letters) > SHOUTED * len(letters):
        return list(_tagged_pieces(found, tagged, gazetteer))
    opening = {found[0].start} if found else set()
    opening |= {word.start for word in found if sentence.text[: word.start - sentence.start].rstrip(" ")[-1:] in _OPENS}
    return [
        piece
        for run in runs(sentence.text, sentence.start, found, gazetteer.is_area)
        for part in _trim(run, opening, tagged)
        for piece in _split(part, opening, tagged, gazetteer)
    ]


_OPENS: Final = frozenset(("“", '"', "‘", ":", "•", "…", "?", "!", "*"))


def _tag(found: Sequence[Word], raw: Sequence[Entity]) -> dict[int, tuple[str, int]]:
    """Give the label of each tagged word and where its entity starts, by the word's start."""
    tagged: dict[int, tuple[str, int]] = {}
    at = 0
    for word in found:
        while at < len(raw) and raw[at].end <= word.start:
            at += 1
        if at < len(raw) and raw[at].start < word.end:
            tagged[word.start] = (raw[at].label, raw[at].start)
    return tagged


def _tagged_pieces(found: Sequence[Word], tagged: dict[int, tuple[str, int]], gazetteer: Gazetteer) -> Iterator[Piece]:
    """Yield the tagged words of a headline, where every word has a capital."""
    group: list[Word] = []
    for word in [*found, None]:
        tag = tagged.get(word.start, ("", 0))[0] if word else ""
        if group and (not word or tag != tagged[group[0].start][0] or word.start - group[-1].end > 1):
            yield _piece(group, set(), tagged, gazetteer)
            group = []
        if word and tag and tag != "TIME" and word.capital and word.key not in NEVER | MONTHS | DAYS | RANKS:
            group.append(word)


def _trim(run: Sequence[Word], opening: set[int], tagged: dict[int, tuple[str, int]]) -> Iterator[list[Word]]:
    """Yield what of a run may be a name: without days, months and what has its capital from its place."""
    part: list[Word] = []
    for word in [*run, None]:
        parts = word and (
            (word.key in SMALL and not word.text.isupper())
            or (word.key in MONTHS | DAYS and tagged.get(word.start, ("",))[0] != "PER")
        )
        if word and not (parts and word.capital):
            part.append(word)
            continue
        while part and _drops(part, opening, tagged):
            part.pop(0)
        while part and not part[-1].capital:
            part.pop()
        if part:
            yield part
        part = []


def _drops(part: Sequence[Word], opening: set[int], tagged: dict[int, tuple[str, int]]) -> bool:
    """Tell whether a part's first word is none of the name."""
    first = part[0]
    if not first.capital and not first.text[0].isdigit():
        return True
    if first.key in NEVER and first.start in opening:
        return first.key != "new" or len(part) == 1
    return first.start in opening and len(part) > 1 and first.start not in tagged and _ordinary(first)


def _ordinary(word: Word) -> bool:
    return not (word.text.isupper() or word.key in RANKS or demonym(word.text) or word.key in ORG_HEADS)


def _split(
    run: Sequence[Word], opening: set[int], tagged: dict[int, tuple[str, int]], gazetteer: Gazetteer
) -> Iterator[Piece]:
    """Yield the names of a run: around a rank, and a people or country before another name apart."""
    whole = _piece(run, opening, tagged, gazetteer)
    if whole.label and whole.votes["PER"] < 0.6 * whole.votes.total():
        yield whole
        return
    start, end = _rank(run, tagged)
    if end:
        yield from _split(run[:start], opening, tagged, gazetteer) if start else ()
        if end < len(run):
            rest = _piece(run[end:], opening, tagged, gazetteer)
            yield replace(rest, label="PER", opens=False)
        return
    if len(run) > 1 and _people_behind(run, tagged):
        yield from _split(run[:-1], opening, tagged, gazetteer)
        yield _piece(run[-1:], opening, tagged, gazetteer)
        return
    if len(run) > LONGEST and not whole.label:
        yield from _tagged_pieces(run, tagged, gazetteer)
        return
    lead = _lead(run, gazetteer)
    if lead and not _one_tag(run, tagged):
        yield _piece(run[:lead], opening, tagged, gazetteer)
        yield from _split(run[lead:], opening, tagged, gazetteer)
        return
    if cut := _person_behind(run, tagged):
        yield from _split(run[:cut], opening, tagged, gazetteer)
        yield replace(_piece(run[cut:], opening, tagged, gazetteer), label="PER")
        return
    yield whole


def _people_behind(run: Sequence[Word], tagged: dict[int, tuple[str, int]]) -> bool:
    """Tell whether a run ends with a people or party of its own: `Kentucky Republicans`, not `Laura Welsh`."""
    last = run[-1]
    sure = last.key.endswith("s") or tagged.get(last.start, ("",))[0] == "NORP"
    people = last.key in PEOPLES or (bool(demonym(last.text)) and sure)
    return people and run[-2].key not in PEOPLES and not demonym(run[-2].text)


def _rank(run: Sequence[Word], tagged: dict[int, tuple[str, int]]) -> tuple[int, int]:
    """Give where a run's rank words start and end; (0, 0) where there is none."""
    start = next((i for i, word in enumerate(run) if word.key in RANKS), None)
    if start is None:
        return 0, 0
    end = start + 1
    while end < len(run) and run[end].key in RANKS | RANK_PARTS:
        end += 1
    while start and run[start - 1].key in RANK_PARTS:
        start -= 1
    person = any(tagged.get(word.start, ("",))[0] == "PER" for word in run[end:])
    unsure = all(word.key in UNSURE_RANKS for word in run[start:end])
    if end == len(run) and start and end - start == 1 and tagged.get(run[-1].start, ("",))[0] == "PER":
        return 0, 0  # Stephen King
    return (0, 0) if unsure and not person and end < len(run) else (start, end)


def _lead(run: Sequence[Word], gazetteer: Gazetteer) -> int:
    """Count the words of a people or country that a run starts with, if more follows."""
    for length in (2, 1):
        text = " ".join(word.text for word in run[:length])
        if len(run) > length and (demonym(text) or _abbreviated_country(text, gazetteer)):
            return length
    return 0


def _abbreviated_country(text: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.is_area(text) and (text.replace(".", "").isupper() or " " in text)


def _one_tag(run: Sequence[Word], tagged: dict[int, tuple[str, int]]) -> bool:
    """Tell whether the network takes all of a run for one name."""
    return len({tagged.get(word.start) for word in run}) == 1 and run[0].start in tagged


def _person_behind(run: Sequence[Word], tagged: dict[int, tuple[str, int]]) -> int:
    """Give where a person's name of two words starts behind another name: `England Harry Kane`; else 0."""
    tags = [tagged.get(word.start, ("", -1)) for word in run]
    cut = len(run)
    while cut and tags[cut - 1][0] == "PER":
        cut -= 1
    return cut if 0 < cut <= len(run) - 2 and tags[cut - 1][0] in ("LOC", "ORG", "NORP") else 0


def _piece(run: Sequence[Word], opening: set[int], tagged: dict[int, tuple[str, int]], gazetteer: Gazetteer) -> Piece:
    votes = Counter(tagged[word.start][0] for word in run if word.start in tagged)
    del votes["TIME"]
    label = known_label(run, gazetteer) or shape_label(run)
    return Piece(tuple(run), label, votes, run[0].start in opening)


def _tally(read: Sequence[Sequence[Piece]]) -> dict[str, Counter[str]]:
    """Count the votes for each key of the article, and of each surname for its person."""
    votes: dict[str, Counter[str]] = {}
    for piece in (piece for pieces in read for piece in pieces):
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
    for piece in (piece for pieces in read for piece in pieces):
        start = piece.words[0].start
        before = article.text[max(0, start - 30) : start]
        if _SURELY_PLACED.search(before):
            votes.setdefault(piece.key, Counter())["LOC"] += 6
        elif before.endswith((" in ", " near ")) and set(piece.votes) != {"ORG"}:
            votes.setdefault(piece.key, Counter())["LOC"] += 1
        if set(piece.votes) <= {"NORP"} and before.endswith(_LOCATING) and gazetteer.has_city(piece.text, KNOWN_CITY):
            votes.setdefault(piece.key, Counter())["LOC"] += 3
    return votes


_LOCATING: Final = (" in ", " near ", " from ", " to ", " at ", " of ", " around ", " outside ", " capital, ", " city, ")
KNOWN_CITY: Final = 50_000
"""Population from which a city's name behind `in` or `from` is taken for it, though the network saw none."""
_DATELINED: Final = re.compile(r"^[^,/(]+")
_SURELY_PLACED: Final = re.compile(
    r"\b(?:province|town|city|village|district|region|state|island|port|suburb|outskirts|residents|people|villages|north"
    r"|south|east|west|capital|governor|mayor|streets|coast) of (?:the )?$"
)


def _surname(key: str) -> str:
    parts = key.split()
    return parts[-2] if parts[-1] in ("jr", "sr") and len(parts) > 1 else parts[-1]


def _decide(pieces: Sequence[Piece], votes: dict[str, Counter[str]], lower: set[str], text: str) -> Iterator[Entity]:
    """Yield the pieces that are names, labelled as most of the article has it."""
    for piece in pieces:
        label = _label(piece, votes, lower)
        if label:
            end = piece.words[-1].end
            final = text[end : end + 1] == "." and piece.words[-1].key in ("jr", "sr", "inc", "corp", "ltd", "co")
            yield Entity(piece.words[0].start, end + final, label)


def _label(piece: Piece, votes: dict[str, Counter[str]], lower: set[str]) -> str:
    if piece.label:
        return piece.label
    single = len(piece.words) == 1
    key = piece.words[0].key if single else piece.key
    if single and (key in NEVER or key in MONTHS or key in DAYS or key in RANKS or key in ORG_ENDS or len(key) < 2):
        return ""
    if single and piece.opens and key in lower and not piece.words[0].text.isupper():
        return ""
    if counts := votes.get(piece.key):
        return counts.most_common(1)[0][0]
    acronym = single and piece.words[0].text.isupper() and 2 <= len(key) <= 6 and key.isalpha() and not piece.opens
    return "ORG" if acronym and key not in lower else ""
