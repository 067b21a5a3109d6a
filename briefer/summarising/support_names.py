"""Names of a sentence that its source does not print: by the same words, an alias, an acronym or a people's name.

Knows nothing about the other rules. A name is a run of capitalised words; a text in lower case, or in title case
throughout, shows none, and its words are then judged as words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from briefer.language.acronyms import shortens
from briefer.language.gazetteer import demonym, load_gazetteer
from briefer.language.place_names import COUNTRIES
from briefer.summarising.alignment import Aligned, Source, rarity
from briefer.summarising.support_words import LITTLE, Word
from briefer.types import Reason

_TITLED: Final = 0.7
"""Share of capitalised words from which a text is in title case."""
_COMMON: Final = 1.2
"""Rarity below which a word that opens a sentence may be no name."""
DAYS_AND_MONTHS: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)


def doubtful_names(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Yield the names of a sentence that its source does not bear out."""
    if not shows_names(aligned):
        return
    for run in _runs(aligned):
        text = aligned.text[run[0].start : run[-1].end]
        missing = [word for word in run if not _known(word, source)]
        if missing == run[:1] and run[0] is aligned.words[0] and len(run) > 1 and rarity(run[0].lower) < _COMMON:
            continue  # `Former Rangers`: the capital is the sentence's
        if missing and not _aliased(text, missing, source):
            yield Reason(_kind(text), text)
        elif not missing and len(run) == 2 and _mixed(run, source):
            yield Reason("name", text)


def shows_names(aligned: Aligned) -> bool:
    """Tell whether capitals set names apart in a sentence: not in title case."""
    content = [word for word in aligned.words if word.content and word.number is None]
    return len(content) <= 4 or sum(word.capital for word in content) <= _TITLED * len(content)


def _runs(aligned: Aligned) -> Iterator[list[Word]]:
    """Yield the runs of capitalised words with nothing but a blank or a hyphen between them."""
    run: list[Word] = []
    for at, word in enumerate(aligned.words):
        starts = word.capital and word.content and word.number is None and word.lower not in DAYS_AND_MONTHS
        starts = starts and (at > 0 or _opens_with_name(aligned.words))
        joined = run and aligned.text[run[-1].end : word.start] in (" ", "-", "'s ", "’s ")
        if run and not (starts and joined):
            yield run
            run = []
        if starts:
            run.append(word)
    if run:
        yield run


def _opens_with_name(words: Sequence[Word]) -> bool:
    """Tell whether the capital of the first word is more than the sentence's: a second one follows."""
    return len(words) > 1 and words[1].capital and words[1].content


def _known(word: Word, source: Source) -> bool:
    if word.stem in source.places:
        return True
    code = _country(word.lower)
    return bool(code) and code in _countries(source)


def _country(word: str) -> str:
    return demonym(word) or COUNTRIES.get(word, "") or _COUNTRY_WORDS().get(word, "")


@lru_cache(maxsize=1)
def _COUNTRY_WORDS() -> dict[str, str]:  # noqa: N802 - a constant, loaded late
    return {name: code for name, code in load_gazetteer().countries.items() if " " not in name}


@lru_cache(maxsize=16)
def _countries(source: Source) -> frozenset[str]:
    singles = {word.lower for words in source.words for word in words}
    pairs = {f"{a.lower} {b.lower}" for words in source.words for a, b in pairwise(words)}
    countries = load_gazetteer().countries
    codes = {_country(word) for word in singles} | {countries.get(pair, "") for pair in pairs}
    return frozenset(codes - {""})


def _aliased(text: str, missing: Sequence[Word], source: Source) -> bool:
    """Tell whether the source prints the name's acronym, or the name of which this is one."""
    if load_gazetteer().countries.get(text.casefold(), "-") in _countries(source):
        return True
    if len(missing) == 1 and (short := _capitals(text, missing[0])):
        return any(shortens(short, run) for run in _source_runs(source))
    return any(run.isupper() and shortens(run, text) for run in _source_runs(source))


def _capitals(text: str, word: Word) -> str:
    """Return a word as a run prints it, where that is all in capitals."""
    return next((part for part in text.split() if part.casefold() == word.lower and part.isupper()), "")


@lru_cache(maxsize=16)
def _source_runs(source: Source) -> frozenset[str]:
    """Return the runs of capitalised words of a source, small words between them included."""
    found: set[str] = set()
    for sentence, words in zip(source.sentences, source.words, strict=True):
        run: list[Word] = []
        for word in words:
            if word.capital:
                run.append(word)
            elif not (run and word.lower in LITTLE and word.lower in ("of", "for", "and", "the", "on", "in")):
                found.update(_parts(sentence.text, run))
                run = []
            else:
                run.append(word)
        found.update(_parts(sentence.text, run))
    return frozenset(found)


def _parts(text: str, run: list[Word]) -> Iterator[str]:
    for start in range(min(len(run), 8)):
        for last in run[start : start + 8]:
            if last.capital:
                yield text[run[start].start : last.end]


def _mixed(run: Sequence[Word], source: Source) -> bool:
    """Tell whether the source gives the first word another partner in a name, and never this one nearby."""
    first, last = run[0].stem, run[1].stem
    places = source.places.get(last, ())
    together = any(0 < b - a <= 3 for a in source.places.get(first, ()) for b in places)
    return not together and _has_partner(first, 1, source) and _has_partner(last, -1, source)


def _has_partner(stem: str, step: int, source: Source) -> bool:
    """Tell whether a capitalised word stands behind (1) or before (-1) a word somewhere."""
    for words in source.words:
        for at, word in enumerate(words):
            if word.stem == stem and 0 <= at + step < len(words):
                other = words[at + step]
                if other.capital and other.content and word.capital:
                    return True
    return False


def _kind(text: str) -> str:
    gazetteer = load_gazetteer()
    return "place" if gazetteer.is_area(text) or demonym(text) or gazetteer.has_city(text, 100_000) else "name"
