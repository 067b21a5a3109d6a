"""The parts of a sentence that may be names: capitalised runs, parted where two names meet.

Reads one sentence and its raw tags; what each part is, if its own words do not say, is left to the votes of the whole
article in `entities`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefer.language.capitals import Word, runs
from briefer.language.gazetteer import Gazetteer, demonym
from briefer.language.labels import known_label, looks_arabic, shape_label
from briefer.language.name_words import DAYS, MONTHS, NEVER, ORG_HEADS, PEOPLES, RANK_PARTS, RANKS, SMALL
from briefer.types import Entity, Sentence

SHOUTED: Final = 0.6
"""A sentence where so large a share of the words that the network leaves out has capitals is a headline: its runs say
nothing."""
LONGEST: Final = 6
"""Words of a name that no table knows: longer runs are headlines that have lost their line."""
UNSURE_RANKS: Final = frozenset(
    "general major premier private justice prime king queen count father sister brother chief officer coach lord lady"
    " baron rear chair prince princess brig marshal constable sultan mother dean pope state speaker vice master".split()
)
"""Rank words that names of other things hold too; after these the network has to say that a person follows."""


_UNTAGGED: Final = (NEVER | MONTHS | DAYS | RANKS) - {"new"}
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d{1,2}")


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


def pieces(sentence: Sentence, found: Sequence[Word], raw: Sequence[Entity], gazetteer: Gazetteer) -> list[Piece]:
    """Cut the names out of a sentence, as its capitals and the raw tags show them.

    Args:
        sentence: the sentence.
        found: its words.
        raw: its raw tags.
        gazetteer: knows the names of countries and regions.
    """
    tagged = _tag(found, raw)
    plain = [word for word in found if word.text[0].isalpha() and word.start not in tagged]
    if len(plain) >= 6 and sum(word.capital for word in plain) > SHOUTED * len(plain):
        return list(_tagged_pieces(found, tagged, gazetteer))
    opening = {found[0].start} if found else set()
    opening |= {word.start for word in found if _opens(sentence.text, word.start - sentence.start)}
    return [
        piece
        for run in runs(sentence.text, sentence.start, found, gazetteer.is_area)
        for part in _trim(run, opening, tagged)
        for piece in _split(part, opening, tagged, gazetteer)
    ]


def _opens(text: str, at: int) -> bool:
    """Tell whether a place in a sentence is one where any word has a capital."""
    return text[max(0, at - 3) : at].rstrip()[-1:] in tuple('“"‘:•…?!*')


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
        if word and tag and tag != "TIME" and word.capital and word.key not in _UNTAGGED:
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
        while part and (not part[-1].capital or (len(part) > 1 and _POSTCODE.fullmatch(part[-1].text))):
            part.pop()
        if part:
            yield part
        part = []


def _drops(part: Sequence[Word], opening: set[int], tagged: dict[int, tuple[str, int]]) -> bool:
    """Tell whether a part's first word is none of the name."""
    first = part[0]
    if not first.capital and not first.text[0].isdigit():
        return True
    if first.key in NEVER and first.start in opening and not (first.text.isupper() and len(first.text) > 1):
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
        people = demonym(text) or text.casefold() in PEOPLES
        if len(run) > length and (people or _abbreviated_country(text, gazetteer)):
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
    if looks_arabic(run):
        votes["PER"] += len(run)
    label = known_label(run, gazetteer) or shape_label(run)
    return Piece(tuple(run), label, votes, run[0].start in opening)
