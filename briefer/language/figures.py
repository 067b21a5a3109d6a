"""Figures: every number that an article gives, with its qualifier, what it counts and what became of them.

Knows nothing about which figures matter: that is for the brief to choose. What is part of a date is no figure, nor are
names (`G7`, `Boeing 737`), times, ranks, scores, vague numbers (`dozens`), `one` as a pronoun, and a number of which
the sentence tells neither what it counts nor what became of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefer.language import figure_patterns as patterns
from briefer.language import figure_words as lists
from briefer.language.amounts import Amount, find_amounts
from briefer.language.counted import Counted, counted
from briefer.language.facts import DateMention, Figure
from briefer.language.fates import fate, object_fate
from briefer.language.figure_phrases import Words, ends_phrase, noun_phrase
from briefer.language.subject_verbs import subject_fate
from briefer.types import Sentence, Span

_YEARS = (1900, 2100)
_A = ("a", "an")
_IDLE = frozenset("two three four".split())
_REPEATED = frozenset("times time occasions ways things reasons".split())
"""What nothing becomes of."""
_REFERRING = frozenset("the these those other all both his her their its first last next past final other".split())
_NO_SINGLE = frozenset(
    """number total lot few dozen hundred thousand million half quarter third couple series group day week month year
    further bit handful range variety pair moment while time result statement spokesman spokeswoman spokesperson report
    second fourth fifth record similar way""".split()
)
"""Nouns and adjectives after `a` that are no single case beside a count."""


def find_figures(sentences: Sequence[Sentence], dates: Sequence[DateMention]) -> tuple[Figure, ...]:
    """Find the figures of an article, in text order."""
    starts = [date.start for date in dates]
    found: list[Figure] = []
    for index, sentence in enumerate(sentences):
        nearby = dates[max(0, bisect_left(starts, sentence.start) - 1) : bisect_left(starts, sentence.end)]
        taken = [Span(date.start - sentence.start, date.end - sentence.start) for date in nearby]
        found += sorted(_in_sentence(index, sentence, taken), key=lambda figure: figure.start)
    return tuple(found)


def _in_sentence(index: int, sentence: Sentence, taken: Sequence[Span]) -> Iterator[Figure]:
    """Yield the figures of one sentence: its amounts, single cases beside them, and streaks."""
    amounts = list(find_amounts(sentence.text, taken))
    words = Words(sentence.text if amounts else "")
    covered = 0
    for amount in amounts:
        first = words.at_offset(amount.start)
        phrase = counted(words, amount)
        if amount.kind == "count" and not phrase.text:
            phrase = replace(phrase, text=_toll(words.text, amount))
        what = "" if first < covered else _fate(words, amount, first, phrase)
        if _is_idle(words, amount, phrase, what):
            continue
        figure = _figure(index, sentence, amount, phrase, what)
        yield figure
        if amount.kind == "count" and what and phrase.text:
            yield from _single_cases(index, sentence, words, (first, phrase.last), what, covered)
        covered = phrase.last
    yield from _streaks(index, sentence)


def _toll(text: str, amount: Amount) -> str:
    """Give what a bare number is about: `the death toll rose to 48`, `the number of cases reached 3,000`."""
    match = patterns.TOLL.search(text[max(0, amount.start - 2 * patterns.LOOK_BACK) : amount.start])
    return (match["of"] or match["what"]) if match else ""


def _fate(words: Words, amount: Amount, first: int, phrase: Counted) -> str:
    """Find what became of those counted; a duration has a fate only as a sentence of a court."""
    if amount.kind == "age" or (amount.attributive and amount.kind in ("measure", "duration")):
        return ""
    if amount.kind == "duration":
        match = patterns.SENTENCED.search(words.text[max(0, amount.start - patterns.LOOK_BACK) : amount.start])
        return match[1] if match else ""
    if words.lower(phrase.last - 1) in _REPEATED:
        return ""
    return fate(words, first, phrase.last)


def _is_idle(words: Words, amount: Amount, phrase: Counted, what: str) -> bool:
    """Tell an amount that says nothing, or is part of a name, a year or a mere reference (`the two leaders`)."""
    if amount.kind not in ("count", "ratio"):
        return _is_phrase(words, amount)
    if not phrase.text and (not what or amount.value == 0):
        return amount.kind == "count" or "-" not in amount.number
    if amount.bare:
        return not (phrase.text and (what or amount.qualifier)) or words.lower(words.at_offset(amount.end)) == "of"
    number = words.at_offset(amount.at)
    if words.text[amount.at].isdigit() and not amount.qualifier and amount.high is None and amount.kind == "count":
        return (
            _is_year(words, amount)
            or _is_name(words, number - 1)
            or bool(patterns.EMERGENCY.match(words.text, amount.at))
        )
    return words.lower(number - 1) in _REFERRING and what not in lists.TWINS and words.lower(number) in _IDLE


def _is_phrase(words: Words, amount: Amount) -> bool:
    """Tell a title in digits and capitals, `60 Minutes`, and `one day` that is no length of time."""
    if amount.bare and amount.kind == "duration" and not amount.attributive:
        return words.lower(words.at_offset(amount.at) - 1) not in lists.PREPOSITIONS | {"after", "before", "than"}
    return words.text[amount.at].isdigit() and amount.unit_end > 0 and words.text[amount.end : amount.end + 2].istitle()


def _is_year(words: Words, amount: Amount) -> bool:
    """Tell a year: four digits without a comma."""
    return words.text[amount.at : amount.at + 4].isdigit() and _YEARS[0] <= amount.value <= _YEARS[1]


def _is_name(words: Words, at: int) -> bool:
    """Tell a word that makes the number after it part of a name: `Boeing 737`."""
    word = words[at]
    if not word.text[:1].isupper() or word.lower in lists.WEEKDAYS or word.lower.endswith(("'s", "s'")):
        return False
    return at > 0 and not ends_phrase(word)


def _figure(index: int, sentence: Sentence, amount: Amount, phrase: Counted, what: str) -> Figure:
    """Make the figure of an amount."""
    end = max(amount.end, amount.unit_end, phrase.end)
    return Figure(
        start=sentence.start + amount.start,
        end=sentence.start + end,
        text=sentence.text[amount.start : end],
        value=amount.value,
        high=amount.high,
        number=amount.number,
        qualifier=amount.qualifier,
        kind=amount.kind,
        counts=phrase.text,
        fate=what,
        sentence=index,
    )


def _single_cases(
    index: int, sentence: Sentence, words: Words, phrase: tuple[int, int], what: str, covered: int
) -> Iterator[Figure]:
    """Yield what stands with `a` beside a count and shares its fate: `two soldiers and a civilian were killed`."""
    first, last = phrase
    if words.lower(last) in lists.CONJUNCTIONS or words.lower(last) == ",":
        start = last + 1 + (words.lower(last + 1) in lists.CONJUNCTIONS)
        end = _single(words, start)
        joined = words.lower(start - 1) != ","
        if end and (subject_fate(words, start, end) == what or (joined and _is_object(words, first, end, what))):
            yield _one(index, sentence, words, start, end, what)
    if words.lower(first - 1) in (*lists.CONJUNCTIONS, ","):
        for start in range(first - 3, max(first - 8, covered - 1), -1):
            if words.lower(start) in _A:
                end = _single(words, start)
                if end == first - 1 and (object_fate(words, start) == what or subject_fate(words, start, end) == what):
                    yield _one(index, sentence, words, start, end, what)
                return


def _is_object(words: Words, first: int, end: int, what: str) -> bool:
    """Tell whether a list's last member still is what the verb before the list acts on: no verb of its own follows."""
    follows = words.lower(end)
    closed = (
        not follows.isalpha() or follows in lists.PREPOSITIONS or follows in lists.SUBORDINATORS or follows == "and"
    )
    return closed and object_fate(words, first) == what


def _single(words: Words, start: int) -> int:
    """Find the end of a noun phrase with `a`; 0 where there is none that counts as one case."""
    if words.lower(start) not in _A or words.lower(start + 1) in _NO_SINGLE:
        return 0
    end = noun_phrase(words, start + 1, singular=True)
    return end if end > start + 1 else 0


def _one(index: int, sentence: Sentence, words: Words, start: int, end: int, what: str) -> Figure:
    """Make the figure of a single case."""
    begin, finish = words[start].start, words[end - 1].end
    counts = words.slice(start + 1, end)
    return Figure(
        start=sentence.start + begin,
        end=sentence.start + finish,
        text=sentence.text[begin:finish],
        value=1.0,
        high=None,
        number="1",
        qualifier="",
        kind="count",
        counts=counts,
        fate=what,
        sentence=index,
    )


def _streaks(index: int, sentence: Sentence) -> Iterator[Figure]:
    """Yield the ordinals that are facts of record: `the third consecutive day`."""
    for match in patterns.STREAK.finditer(sentence.text):
        rank = match["rank"].lower()
        value = patterns.RANKS.index(rank) + 2 if rank in patterns.RANKS else int(rank[:-2])
        yield Figure(
            start=sentence.start + match.start(),
            end=sentence.start + match.end(),
            text=match[0],
            value=float(value),
            high=None,
            number=f"{value}{'th' if 10 < value % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}",
            qualifier="",
            kind="ordinal",
            counts=match["counts"],
            fate="",
            sentence=index,
        )
