"""Rules that doubt a sentence of a summary, each with the words that its source does not bear out.

A rule reads a sentence beside its evidence and yields reasons; `RULES` lists them. They are careful rather than
thorough: what they name should be wrong. Knows nothing about scores and verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from briefer.language.dates import find_dates
from briefer.language.facts import DateMention
from briefer.language.quotation import find_quotations
from briefer.summarising.alignment import Aligned, Source, meanings, vectors
from briefer.summarising.support_figures import doubtful_figures
from briefer.summarising.support_lexicon import ANTONYMS, CLAIMED, HEDGES, SAID, SYNONYMS, UNITS
from briefer.summarising.support_names import DAYS_AND_MONTHS, doubtful_names, shows_names
from briefer.summarising.support_words import IRREGULAR, Word, read_words, stem
from briefer.types import Article, Reason, Sentence

ALIKE: Final = 0.42
"""Cosine of word embeddings from which a word counts as borne out by another: a guess that looked right, not fitted."""
ROUNDED: Final = 0.06
"""How far a rounded number may be off, of its value."""
CONVERTED: Final = 0.04
"""How far a converted number may be off, of its value."""
_SHARED: Final = 0.6
"""Share of a sentence's weight that a source sentence must have for its hedge to be the sentence's."""
_NEAR: Final = 6
_ROUGHLY: Final = ("about", "around", "nearly", "almost", "some", "roughly", "over", "than")
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
_PAIRS: Final = {2.0: {"both", "coupl", "pair", "twin", "twice", "doubl", "duo"}, 3.0: {"trio", "tripl"}}
_PASSIVE: Final = frozenset("was were is are been being be".split())

Rule = Callable[[Aligned, Source], Iterator[Reason]]


def find_reasons(aligned: Aligned, source: Source) -> tuple[Reason, ...]:
    """Apply every rule; a word is named once, by the first rule that doubts it."""
    found: dict[str, Reason] = {}
    for rule in RULES.values():
        for reason in rule(aligned, source):
            if reason.text and not any(reason.text in known for known in found):
                found[reason.text] = reason
    return tuple(found.values())


def _numbers(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt a number that the source does not state, in whatever form, or states of something else."""
    dated = [(mention.start, mention.end) for mention in _dates_of(aligned.text, source.article.published)]
    stated = _stated(source)
    for value, group in groupby(aligned.words, key=lambda word: word.number):
        words = list(group)
        if value is None or any(start <= words[0].start < end for start, end in dated):
            continue
        after = [w for w in aligned.words if w.start >= words[-1].end][:3]
        before = aligned.text[max(0, words[0].start - 14) : words[0].start].lower()
        hedged = any(word in before for word in _ROUGHLY)
        if not (_is_stated(value, source, hedged=hedged) or _is_converted(value, after, stated)):
            yield Reason("number", aligned.text[words[0].start : words[-1].end])
    yield from doubtful_figures(aligned, source, _dates_of(aligned.text, source.article.published))


@lru_cache(maxsize=16)
def _stated(source: Source) -> dict[float, tuple[tuple[str, ...], ...]]:
    """Return the numbers of a source, each with the stems behind its mentions."""
    found: dict[float, list[tuple[str, ...]]] = {}
    for words in source.words:
        for at, word in enumerate(words):
            if word.number is not None and (at + 1 == len(words) or words[at + 1].number != word.number):
                found.setdefault(word.number, []).append(tuple(w.stem for w in words[at + 1 : at + 1 + _NEAR]))
    return {value: tuple(behind) for value, behind in found.items()}


def _is_stated(value: float, source: Source, *, hedged: bool) -> bool:
    known = _stated(source)
    if value in known or value * 100 in known or value / 100 in known:
        return True
    if any(name in source.places for name in _PAIRS.get(value, ())):
        return True
    if value == 1.0 or (value < 10 and not hedged):
        return value == 1.0
    # Who rounds silently keeps two digits: 49,000 may stand for 48,600, but 20 for 21 is another number.
    grain = 10.0 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")))
    rounded = hedged or (grain > 1 and value >= 10 * grain)
    return any(abs(other - value) <= (ROUNDED * value if rounded else 0.5) and other >= 10 for other in known)


def _is_converted(value: float, after: Sequence[Word], stated: dict[float, tuple[tuple[str, ...], ...]]) -> bool:
    units = {word.stem for word in after}
    for other, mentions in stated.items():
        for (large, small), factor in UNITS.items():
            for ours, theirs, wanted in ((large, small, other / factor), (small, large, other * factor)):
                near = any(_is_unit(unit, ours) for unit in units) and abs(wanted - value) <= max(
                    CONVERTED * value, 0.5
                )
                if near and any(_is_unit(unit, theirs) for behind in mentions for unit in behind[:3]):
                    return True
    return False


def _is_unit(stem: str, unit: str) -> bool:
    return stem == unit or (len(unit) > 4 and stem.startswith(unit))


def _dates(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt a date that the source neither prints nor means."""
    mentions = _dates_of(aligned.text, source.article.published)
    if not mentions:
        return
    known = {mention.iso for mention in _source_dates(source) if mention.iso}
    for mention in mentions:
        words = [word for word in read_words(mention.text) if word.content or word.lower in _MONTHS]
        printed = all(word.stem in source.places or word.number in _stated(source) for word in words)
        if not printed and not any(_same_day(mention.iso, other) for other in known):
            yield Reason("date", mention.text)


def _same_day(ours: str, theirs: str) -> bool:
    """Tell whether one of two ISO dates is the other, more exactly."""
    return bool(ours) and (ours.startswith(theirs) or theirs.startswith(ours))


@lru_cache(maxsize=16)
def _dates_of(text: str, published: str) -> tuple[DateMention, ...]:
    sentence = Sentence(0, len(text), text, 0)
    return find_dates(Article("", text, published=published), [sentence])


@lru_cache(maxsize=16)
def _source_dates(source: Source) -> tuple[DateMention, ...]:
    return find_dates(source.article, source.sentences)


def _names(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt a name that the source does not print, by no alias, and one put together from two."""
    yield from doubtful_names(aligned, source)


def _quotations(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt a quotation that is not, word for word, in the source."""
    text = _plain(source)
    for span in find_quotations(aligned.text, [Sentence(0, len(aligned.text), aligned.text, 0)]):
        words = [word.lower for word in aligned.words if span.start <= word.start < span.end]
        if words and f" {' '.join(words)} " not in text:
            yield Reason("quotation", aligned.text[span.start : span.end])


@lru_cache(maxsize=16)
def _plain(source: Source) -> str:
    return f" {' '.join(word.lower for words in source.words for word in words)} "


def _negations(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt what the evidence denies, what it does not deny where the sentence does, and the opposite of its words."""
    if not aligned.evidence:
        return
    best = source.words[aligned.evidence[0]]
    denied = any(word.negation for word in aligned.words)
    evidence = [word for number in aligned.evidence for word in source.words[number]]
    if denied and not any(word.negation for word in evidence):
        for at, word in enumerate(aligned.words):
            behind = next((w for w in aligned.words[at + 1 : at + 5] if w.content), None)
            if word.negation and behind and behind.stem in {w.stem for w in best}:
                yield Reason("negation", aligned.text[word.start : behind.end])
    if not denied:
        yield from _lost_negations(aligned, best)
    yield from _opposites(aligned, evidence, source)


def _lost_negations(aligned: Aligned, best: Sequence[Word]) -> Iterator[Reason]:
    ours = {word.stem: word for word in aligned.words if word.content}
    for at, word in enumerate(best):
        behind = next((w for w in best[at + 1 : at + 4] if w.content), None)
        ahead = [w for w in best[max(0, at - 6) : at] if w.content and w.stem in ours]
        if word.negation and not word.content and behind and behind.stem in ours and ahead:
            yield Reason("negation", _printed(aligned, ours[behind.stem]))


def _opposites(aligned: Aligned, evidence: Sequence[Word], source: Source) -> Iterator[Reason]:
    words = {word.lower for word in evidence}
    for word in aligned.words:
        opposed = ANTONYMS.get(word.lower, frozenset()) & words
        if opposed and word.content and word.stem not in source.places:
            yield Reason("negation", _printed(aligned, word))


def _roles(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt `A beat B` where the evidence has `B beat A`."""
    words = aligned.words
    for at, verb in enumerate(words):
        if verb.capital or not verb.content or verb.number is not None:
            continue
        first = next((w for w in reversed(words[max(0, at - _NEAR) : at]) if _actor(w, words)), None)
        last = next((w for w in words[at + 1 : at + 1 + _NEAR] if _actor(w, words)), None)
        if first and last and first.stem != last.stem:
            for number in aligned.evidence:
                if _turned(first.stem, verb, last.stem, words, source.words[number]):
                    yield Reason("roles", aligned.text[first.start : last.end])
                    return


def _actor(word: Word, words: Sequence[Word]) -> bool:
    return word.content and word.capital and (word is not words[0] or len(word.lower) > 3)


def _turned(first: str, verb: Word, last: str, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    stems = [word.stem for word in theirs]
    if not {first, verb.stem, last} <= set(stems) or min(map(stems.count, (first, verb.stem, last))) != 1:
        return False
    if max(map(stems.count, (first, verb.stem, last))) > 1:
        return False
    at, a, b = stems.index(verb.stem), stems.index(first), stems.index(last)
    near = abs(a - at) <= _NEAR and abs(b - at) <= _NEAR
    return near and b < at < a and _passive(ours, ours.index(verb)) == _passive(theirs, at)


def _passive(words: Sequence[Word], verb: int) -> bool:
    before = {word.lower for word in words[max(0, verb - 2) : verb]}
    return bool(before & _PASSIVE) or "by" in {word.lower for word in words[verb + 1 : verb + 4]}


def _hedges(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt as fact what the evidence says may be, or what someone in it only claims."""
    lowers = {word.lower for word in aligned.words}
    if not aligned.evidence or lowers & (HEDGES | SAID):
        return
    best = source.words[aligned.evidence[0]]
    stems = {word.stem for word in best}
    shared = sum(weight for word, weight in zip(aligned.words, aligned.weights, strict=True) if word.stem in stems)
    if shared < _SHARED * (sum(aligned.weights) or 1.0):
        return
    ours = {word.stem: word for word in aligned.words if word.content}
    for at, word in enumerate(best):
        kind = "hedge" if word.lower in HEDGES else "attribution" if word.lower in CLAIMED else ""
        behind = next((w for w in best[at + 1 : at + 4] if w.content and w.stem in ours), None)
        if kind and behind:
            yield Reason(kind, _printed(aligned, ours[behind.stem]))
            return


def _unsupported(aligned: Aligned, source: Source) -> Iterator[Reason]:
    """Doubt a content word for which the source has neither form, relative nor word of like meaning."""
    named = shows_names(aligned)
    missing = [
        word
        for at, word in enumerate(aligned.words)
        if word.content and word.number is None and word.stem not in source.places
        # Names and dates have rules of their own.
        if not (named and word.capital and at) and word.lower not in DAYS_AND_MONTHS
        if not _related(word.lower, source)
    ]
    if missing:
        likest = (vectors([word.lower for word in missing]) @ meanings(source).T).max(1, initial=0.0)
        for word, like in zip(missing, likest, strict=True):
            if like < ALIKE:
                yield Reason("word", _printed(aligned, word))


def _related(word: str, source: Source) -> bool:
    """Tell whether the source has a synonym, or a word of the same root: `arrival` for `arrived`."""
    lemma = IRREGULAR.get(word, word)
    names = {stem(lemma), *(stem(other) for other in SYNONYMS.get(lemma, SYNONYMS.get(stem(lemma), ())))}
    if names & source.places.keys():
        return True
    root = word[: max(5, round(0.7 * len(word)))]
    return len(word) >= 5 and root in _roots(source)


@lru_cache(maxsize=16)
def _roots(source: Source) -> frozenset[str]:
    words = {word.lower for words in source.words for word in words if word.content}
    return frozenset(word[:size] for word in words for size in range(5, len(word) + 1))


def _printed(aligned: Aligned, word: Word) -> str:
    return aligned.text[word.start : word.end]


RULES: Final[dict[str, Rule]] = {
    "quotation": _quotations,
    "date": _dates,
    "number": _numbers,
    "name": _names,
    "negation": _negations,
    "roles": _roles,
    "hedge": _hedges,
    "word": _unsupported,
}
