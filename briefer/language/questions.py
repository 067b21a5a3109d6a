"""Who, what, when, where, why and how of the main event, as far as the text says so in its own words.

The main event is that of the lead: news prose tells it first (the inverted pyramid). Knows nothing about summaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefer.language import clauses
from briefer.language.clauses import MOST_ITEMS, SUBJECT_PRONOUNS, is_finite, read_items
from briefer.language.facts import Answer, DateMention, Name, Place, Statement
from briefer.language.main_clause import Clause, find_clause, predicate_end
from briefer.language.quotation import find_quotations
from briefer.language.subjects import DAYS, Phrase, Row
from briefer.types import Article, Sentence, Span

_TELLING = re.compile(r"(?:said|says|say|told|reported|report|according to|found|showed|shows)$", re.IGNORECASE)
"""Cues behind which the event stands; `announced` and `ruled` are events themselves."""
_NEAR = 4
"""Sentences from the start in which reasons, means, times and places belong to the main event."""
_CANDIDATES = 5
_FEWEST = 6
"""Words and marks of a sentence that can tell an event."""
_MOST_WORDS = 40

_STRONG_REASON = re.compile(
    r"\b(?:because|in response to|in retaliation for|in protest (?:at|over|against)|due to|owing to|thanks to"
    r"|in order to|in (?:a bid|an effort|an attempt) to|so that|on suspicion of|on charges of|for fear of"
    r"|over (?:fears|concerns|allegations|claims|accusations) (?:that|of|about)|blamed on|caused by"
    r"|(?<!seek )(?<!seeks )(?<!sought )(?<!able )(?<!failed )(?<!trying )"
    r"to (?:prevent|avoid|avert|protect|stop|curb))\b",
    re.IGNORECASE,
)
_BACKDROP = re.compile(r"\b(?:against (?:the|a) backdrop of|amid(?:st)?|in the wake of)\b", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:because|in response to|in retaliation for)\b", re.IGNORECASE)
_COMES = re.compile(
    r"\b(?:comes?|came) (?=amid|against (?:the|a) backdrop|after|following|in response to|in the wake of|as part of)"
)
_FAR = 12
"""Sentences from the start in which `the arrests come amid` still speaks of the main event."""
_SEQUENCE = re.compile(r"\b(?:after|following)\b", re.IGNORECASE)
_MEANS = re.compile(
    r"(?<!from )(?<!of )(?<!by )(?<!for )(?<!is )(?<!are )(?<!was )(?<!were )"
    r"\b(?:by (?:means of|way of|(?!being|king|beijing|spring|thing)[a-z]{3,}ing)|using|via"
    r"|with the (?:help|support|aid) of|(?:in|during) (?:a|an)(?: [a-z-]+){0,4} (?:raid|operation|strike|attack|ambush"
    r"|vote|auction|crash|collision|explosion|blast|ceremony|deal|offensive|airstrike|shootout|ruling|trial)\b)",
    re.IGNORECASE,
)
_CARRIED_OUT = re.compile(
    r"\b(?:conducted|carried out|launched|executed|mounted|staged) (?=(?:a|an)(?: [a-z-]+){0,4}"
    r" (?:raid|operation|strike|attack|ambush|offensive|campaign)s?\b)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:go(?:es)?|went|gone|looks?|days?|hours?|weeks?|months?|years?|minutes?|moments?|shortly|soon|long) $",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    r"(?:\d|midnight|noon|dawn|dusk|that\b|all\b|as well|(?:one|two|three|several|four|five|six) )", re.IGNORECASE
)
_LOCATIVE = frozenset("in at near on off across outside inside around along throughout within between".split())
_ON = frozenset("the hill island coast street road river bank strip square border highway mountain".split())
_NO_PLACE = (clauses.PREPOSITIONS | DAYS | {"and"}) - {"of"}
_AFTER_PLACE = frozenset("to who which that when where there".split())
_AREA = re.compile(
    r"(?: (?:area|province|region|district|city|town|county|state|border|coast|airport|square|river))+\b"
)
_WITHIN = re.compile(r",? ?(?:(?:of|in|near) )?(?:(?:the|a) )?(?:[a-z]+ (?:of|in) )?")
_WIDE = frozenset(("year", "span", "season", "month"))
_EARLY = re.compile(r"\b(?:late|early) (?:on )?$", re.IGNORECASE)
_ON_DAY = re.compile(r"\b(?:(?:late|early) )?(?:on |in |at )?(?:the )?$")
_NOT_WHEN = re.compile(
    r"\b(?:ahead of|since|until|till|before|from|by|after|than) (?:the |early |late )?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Event:
    """The sentence that tells the main event."""

    row: Row
    sentence: int
    clause: Clause
    source: Span | None = None
    """Who tells it, in `police said C`."""


class _Text:
    """An article's sentences as rows, read once each."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.text = article.text
        self.sentences = sentences
        self._quotations = find_quotations(article.text, sentences[: _NEAR + _CANDIDATES])

    def row(self, index: int) -> Row:
        return Row(self.text, read_items(self.text, self.sentences[index], self._quotations))

    def answer(self, question: str, index: int, start: int, end: int) -> Answer | None:
        """Make an answer, without blanks and marks at either end; None where nothing or too much is left."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip(" ,;:–—-\n\t"))
        end = max(start, start + len(self.text[start:end].rstrip(" ,;:–—-\n\t")))
        text = self.text[start:end]
        return Answer(question, start, end, text, index) if 0 < len(text.split()) <= _MOST_WORDS else None


def find_answers(
    article: Article,
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    places: Sequence[Place],
    dates: Sequence[DateMention],
    statements: Sequence[Statement],
    salience: Sequence[float],
) -> tuple[Answer, ...]:
    """Answer the six questions about an article's main event, as far as the text does.

    Args:
        article: The article.
        sentences: Its sentences.
        names: Its people and organisations, for whom a pronoun may stand.
        places: Its places.
        dates: Its dates.
        statements: Who said what in it: of `police said C` the event is C.
        salience: For each sentence the probability, 0 to 1, that it belongs in the summary.
    """
    text = _Text(article, sentences)
    event = _event(text, statements, salience)
    if event is None:
        return ()
    nearby = _nearby(event.sentence, sentences)
    found = [
        _who(text, event, names),
        text.answer("what", event.sentence, *_bounds(event.row, event.clause.predicate)),
        _when(text, event, nearby, dates),
        _where(text, event, nearby, places),
        _why(text, event, nearby),
        _how(text, event, nearby, dates),
    ]
    return tuple(answer for answer in found if answer)


def _bounds(row: Row, phrase: Phrase) -> tuple[int, int]:
    return row.items[phrase.first].start, row.items[phrase.last].end


def _event(text: _Text, statements: Sequence[Statement], salience: Sequence[float]) -> _Event | None:
    """Find the sentence that tells the main event: the lead, unless it is no sentence or of little weight."""
    count = min(_CANDIDATES, len(text.sentences))
    weights = list(salience[:count]) + [0.0] * (count - len(salience[:count]))
    order = sorted(range(count), key=lambda index: -weights[index])
    if order and weights[0] * 2 >= weights[order[0]]:
        order = [0, *(index for index in order if index)]
    for index in order:
        row = text.row(index)
        if not _FEWEST <= len(row.items) <= MOST_ITEMS:
            continue
        event = _told(row, index, statements) or _plain(row, index)
        if event and row.lower(event.clause.subject.last) not in ("i", "we", "you"):
            return event
    return None


def _plain(row: Row, index: int) -> _Event | None:
    clause = find_clause(row, 0, len(row.items) - 1)
    return _Event(row, index, clause) if clause else None


def _told(row: Row, index: int, statements: Sequence[Statement]) -> _Event | None:
    """Find the event in what somebody is said to have said."""
    main = find_clause(row, 0, len(row.items) - 1)
    for statement in statements:
        if statement.sentence > index:
            break
        if statement.sentence != index or not _TELLING.search(row.text, statement.cue.start, statement.cue.end):
            continue
        for piece in statement.content:
            inside = [n for n, item in enumerate(row.items) if piece.start <= item.start and item.end <= piece.end]
            clause = find_clause(row, inside[0], inside[-1]) if inside else None
            before = main is not None and row.items[main.verb].start < min(statement.cue.start, piece.start)
            if clause and not before:
                return _Event(row, index, clause, statement.source)
    return None


def _nearby(first: int, sentences: Sequence[Sentence]) -> list[int]:
    """Give the sentences that may say more about the event: its own before all."""
    return [first, *(index for index in range(min(_NEAR, len(sentences))) if index != first)]


def _who(text: _Text, event: _Event, names: Sequence[Name]) -> Answer | None:
    """Give the subject; for a pronoun who speaks, or who was named last."""
    subject = event.clause.subject
    start, end = _bounds(event.row, subject)
    if subject.first != subject.last or event.row.lower(subject.first) not in SUBJECT_PRONOUNS:
        return text.answer("who", event.sentence, start, end)
    if event.source:
        return text.answer("who", event.sentence, event.source.start, event.source.end)
    label = "PER" if event.row.lower(subject.first) in ("he", "she") else "ORG"
    before = [
        (span, index)
        for name in names
        if name.label == label
        for span, index in zip(name.mentions, name.sentences, strict=True)
        if span.end <= start
    ]
    if not before:
        return None
    span, index = max(before, key=lambda mention: mention[0].start)
    return text.answer("who", index, span.start, span.end)


def _when(text: _Text, event: _Event, nearby: Sequence[int], dates: Sequence[DateMention]) -> Answer | None:
    """Give the date nearest to the event's verb, else the first one nearby."""
    verb = event.row.items[event.clause.verb].start
    telling = [date for date in dates if _tells_when(text.text, date)]
    for index in nearby[:3]:
        sentence = text.sentences[index]
        inside = [date for date in telling if sentence.start <= date.start < sentence.end]
        near = min(inside, key=lambda date: (date.precision in _WIDE, abs(date.start - verb)), default=None)
        if near and (near.precision not in _WIDE or index == event.sentence):
            early = _EARLY.search(text.text, max(sentence.start, near.start - 12), near.start)
            return text.answer("when", index, early.start() if early else near.start, near.end)
    return None


def _tells_when(text: str, date: DateMention) -> bool:
    """Tell `on Monday` from `since Monday` and `Monday's vote`."""
    possessive = text[date.end : date.end + 2] in ("'s", "’s") or date.text.endswith(("'s", "’s"))
    return not possessive and not _NOT_WHEN.search(text[max(0, date.start - 20) : date.start])


def _where(text: _Text, event: _Event, nearby: Sequence[int], places: Sequence[Place]) -> Answer | None:
    """Give the first place with its preposition, and the places that it is said to lie in."""
    for index in nearby[:2]:
        row = event.row if index == event.sentence else text.row(index)
        if not row.items:
            continue
        start, end = row.items[0].start, row.items[-1].end
        sure = [place for place in places if index == event.sentence or place.kind != "country"]
        spans = sorted(
            (span for place in sure for span in place.mentions if start <= span.start and span.end <= end),
            key=lambda span: span.start,
        )
        for span in spans:
            opening = _locative(row, span)
            if opening is not None and _ends_there(text.text, row, span):
                return text.answer("where", index, row.items[opening].start, _reach(text.text, span, spans))
    return None


def _locative(row: Row, span: Span) -> int | None:
    """Find the preposition of place before a place: `in the Daraya area`, `near the village of Kesh`."""
    at = next((n for n, item in enumerate(row.items) if item.end > span.start), len(row.items))
    for back in range(at - 1, max(-1, at - 8), -1):
        if row.lower(back) in _LOCATIVE:
            named = {row.lower(n) for n in range(back + 1, at + 3)}
            return back if row.lower(back) not in ("on", "off") or named & _ON else None
        word = row.lower(back)
        if not row.is_word(back) or word in _NO_PLACE or word[:1].isdigit() or is_finite(row.items, back):
            return None
    return None


def _ends_there(text: str, row: Row, span: Span) -> bool:
    """Tell a place from what only bears its name: `Louisiana law`, `Washington's`."""
    if text[span.end : span.end + 2] in ("'s", "’s") or _AREA.match(text, span.end):
        return text[span.end : span.end + 1] == " "
    at = next((n for n, item in enumerate(row.items) if item.start >= span.end), len(row.items))
    word = row.lower(at)
    known = word in clauses.PREPOSITIONS | clauses.CONJUNCTIONS | clauses.SUBORDINATORS | _AFTER_PLACE | DAYS
    return known or not row.is_word(at) or is_finite(row.items, at) or clauses.is_adverb(word)


def _reach(text: str, span: Span, spans: Sequence[Span]) -> int:
    """Give where a phrase of place ends: `Daraya | area | of Rural Damascus`, `Kesh, Tarsin`."""
    end = span.end
    tail = _AREA.match(text, end)
    if tail:
        end = tail.end()
    for other in spans:
        if other.start >= end and _WITHIN.fullmatch(text, end, other.start):
            end = other.end
    return end


def _why(text: _Text, event: _Event, nearby: Sequence[int]) -> Answer | None:
    """Give an explicit reason: a plain one first, then the setting, then what went before."""
    first, *rest = nearby
    far = [index for index in range(min(_FAR, len(text.sentences))) if index != first]
    tries = [(_STRONG_REASON, [first]), (_COMES, [first]), (_CAUSE, rest[:1]), (_COMES, far)]
    tries += [(_BACKDROP, [first]), (_SEQUENCE, [first]), (_BACKDROP, rest[:1])]
    return next((found for pattern, indices in tries for found in _phrases(text, event, "why", pattern, indices)), None)


def _how(text: _Text, event: _Event, nearby: Sequence[int], dates: Sequence[DateMention]) -> Answer | None:
    """Give an explicit means: in the event's own sentence, else what was carried out."""
    tries = [(_MEANS, [event.sentence]), (_CARRIED_OUT, nearby)]
    answers = (found for pattern, indices in tries for found in _phrases(text, event, "how", pattern, indices))
    return next((_without_date(text, found, dates) for found in answers), None)


def _without_date(text: _Text, answer: Answer, dates: Sequence[DateMention]) -> Answer | None:
    """Take `late on Saturday` from the end of an answer: that is when."""
    last = next((date for date in dates if date.end == answer.end and date.start > answer.start), None)
    if last is None:
        return answer
    lead = _ON_DAY.search(text.text, answer.start, last.start)
    return text.answer(answer.question, answer.sentence, answer.start, lead.start() if lead else last.start)


def _phrases(
    text: _Text, event: _Event, question: str, pattern: re.Pattern[str], indices: Sequence[int]
) -> Iterator[Answer]:
    """Yield the phrases that a pattern opens, outside quotations, each to the end of its clause."""
    for index in indices:
        for match in pattern.finditer(text.text, text.sentences[index].start, text.sentences[index].end):
            if pattern is _SEQUENCE and _is_time(text.text, match):
                continue
            row = text.row(index)
            start = match.end() if pattern in (_COMES, _CARRIED_OUT) else match.start()
            at = next((n for n, item in enumerate(row.items) if item.start == start and item.kind == "word"), -1)
            verb = event.clause.verb if index == event.sentence else -1
            end = predicate_end(row, at, verb - 1 if at < verb else len(row.items) - 1) if at >= 0 else -1
            if end <= at or _is_torn(row, at, end):
                continue
            answer = text.answer(question, index, *_bounds(row, Phrase(at, end)))
            if answer and answer.end > match.end() + 1:
                yield answer


def _is_torn(row: Row, at: int, end: int) -> bool:
    """Tell `after General Orsk`, whose verb stands behind an insertion, and `are following the rules`."""
    if row.lower(at) == "following" and (
        row.lower(at - 1) in clauses.AUXILIARIES or clauses.is_adverb(row.lower(at - 1))
    ):
        return True
    verb = any(is_finite(row.items, n) for n in range(at + 1, end + 1))
    return row.lower(at) in ("after", "because") and not verb and row.lower(end + 1) == "," and row.capital(end)


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Tell `days after`, `after midnight` from `after he refused`."""
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(_DURATION.search(before) or _TIME_AFTER.match(text, match.end() + 1))
