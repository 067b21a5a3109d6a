"""Who said what: direct and indirect speech, in the order of the text.

This module knows the article as a whole: quotations that run over several sentences, and whoever spoke last. The
grammar of one sentence is in `attribution` and `contents`, who is meant in `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefer.language.attribution import Attribution, find_attributions
from briefer.language.clauses import MOST_ITEMS, SUBJECT_PRONOUNS, Item, read_items
from briefer.language.contents import find_contents
from briefer.language.cues import THINKING, certainty
from briefer.language.facts import Name, Statement
from briefer.language.quotation import find_quotations
from briefer.language.speakers import Speakers
from briefer.language.subjects import Phrase, Row
from briefer.types import Article, Sentence, Span

_NOBODY = frozenset("nobody no nothing none i we you".split())
_HEDGE = re.compile(r"\b(?:reportedly|allegedly|purportedly|supposedly)\b", re.IGNORECASE)


def find_statements(article: Article, sentences: Sequence[Sentence], names: Sequence[Name]) -> tuple[Statement, ...]:
    """Find who said what in an article.

    Args:
        article: The article.
        sentences: Its sentences, as `split_article` gives them.
        names: Its people and organisations, to which the sources are linked; may be empty.
    """
    quotations = find_quotations(article.text, sentences)
    speakers = Speakers(names)
    found: list[Statement] = []
    following = 0
    for index, sentence in enumerate(sentences):
        while following < len(quotations) and quotations[following].end < sentence.end - 1:
            following += 1
        quotation = quotations[following] if following < len(quotations) else None
        if quotation and quotation.start <= sentence.start and sentence.end <= quotation.end + 1:
            if quotation.start == sentence.start and found and _goes_on(sentences, index, found[-1], quotation):
                speaking = _speaking(found)
                found[speaking] = _continued(found[speaking], quotation)
            continue
        row = Row(article.text, read_items(article.text, sentence, quotations))
        if len(row.items) <= MOST_ITEMS:
            found += _in_sentence(row, index, speakers) or _hedged(row, sentence, index)
    return tuple(found)


def _goes_on(sentences: Sequence[Sentence], index: int, last: Statement, quotation: Span) -> bool:
    """Tell whether a quotation on its own belongs to whoever spoke in the sentence or the quotation before it."""
    if not last.content and last.sentence != index - 1:
        return False
    if not _stands_alone(sentences, index, quotation):
        return False
    spoken = last.content[-1].end if last.content else last.cue.end
    before = sentences[index - 1]
    near = last.sentence == index - 1 or (last.direct and before.start < spoken <= before.end + 1)
    same = before.paragraph == sentences[index].paragraph
    return near and (same or last.direct or not last.content) and quotation.start >= spoken


def _stands_alone(sentences: Sequence[Sentence], index: int, quotation: Span) -> bool:
    """Tell a quotation that ends with its sentence from one behind which `he told reporters` follows."""
    while index + 1 < len(sentences) and sentences[index + 1].start < quotation.end:
        index += 1
    return sentences[index].end <= quotation.end + 1


def _speaking(found: Sequence[Statement]) -> int:
    """Give which statement of the last sentence a quotation goes on with: the one that quotes, else the last."""
    last = len(found) - 1
    here = [at for at in range(max(0, last - 5), last + 1) if found[at].sentence == found[last].sentence]
    return next((at for at in here if found[at].direct), last)


def _continued(last: Statement, quotation: Span) -> Statement:
    return replace(last, content=(*last.content, quotation), direct=True)


def _in_sentence(row: Row, index: int, speakers: Speakers) -> list[Statement]:
    attributions = [one for one in find_attributions(row) if not _is_nobody(row, one)]
    found: list[Statement] = []
    for at, attribution in enumerate(attributions):
        spans = _spans(row, find_contents(row, attributions, at))
        if not spans and not _announces(row, attribution):
            continue
        if found and _is_inside(row, attribution, found[-1]):
            continue
        found.append(_statement(row, index, attribution, spans, speakers))
    return found


def _spans(row: Row, pieces: Sequence[Phrase]) -> tuple[Span, ...]:
    """Give the characters of the pieces of what is said: ascending and apart, those without a word left out."""
    spans: list[Span] = []
    for piece in sorted(pieces):
        read = [at for at in range(piece.first, piece.last + 1) if row.items[at].kind != "mark"]
        if not read:
            continue
        start, end = row.items[read[0]].start, row.items[read[-1]].end
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end))
    return tuple(spans)


def _is_nobody(row: Row, attribution: Attribution) -> bool:
    """Tell a source that is nobody to quote: `nobody said`, or the author's own `I`."""
    return attribution.source is not None and row.lower(attribution.source.first) in _NOBODY


def _is_inside(row: Row, attribution: Attribution, outer: Statement) -> bool:
    """Tell what is itself said by another: `said he hopes`, `found that most voters want`."""
    start = row.items[attribution.first].start
    if not any(span.start <= start < span.end for span in outer.content):
        return False
    if attribution.source is None:
        return True
    pronoun = row.lower(attribution.source.first) in SUBJECT_PRONOUNS and attribution.cue.lemma != "say"
    broken = row.is_mark(attribution.first - 1) or row.lower(attribution.first - 1) in ("while", "but", "as")
    return pronoun or attribution.shape in ("shared", "relative") or (attribution.cue.lemma in THINKING and not broken)


def _announces(row: Row, attribution: Attribution) -> bool:
    """Tell `Haran continued:` at the end of a paragraph, whose words follow in the next."""
    return row.lower(attribution.cue.last + 1) == ":" and attribution.cue.last + 2 == len(row.items)


def _statement(
    row: Row, index: int, attribution: Attribution, spans: tuple[Span, ...], speakers: Speakers
) -> Statement:
    cue, source = attribution.cue, attribution.source
    speaker = speakers.resolve(row, source)
    sure = certainty(cue.lemma)
    if sure == "plain" and (cue.passive or any(_HEDGE.search(row.text, span.start, span.end) for span in spans)):
        sure = "hedged"
    return Statement(
        sentence=index,
        source=Span(row.items[source.first].start, row.items[source.last].end) if source else None,
        speaker=speaker.text,
        role=speaker.role,
        cue=Span(row.items[cue.first].start, row.items[cue.last].end),
        content=spans,
        direct=any(item.kind == "quote" and _within(item, spans) for item in row.items),
        certainty=sure,
        named=speaker.named,
    )


def _within(item: Item, spans: Sequence[Span]) -> bool:
    return any(span.start <= item.start and item.end <= span.end for span in spans)


def _hedged(row: Row, sentence: Sentence, index: int) -> list[Statement]:
    """Give a sentence that is only `reportedly` so as a statement without a source."""
    hedge = _HEDGE.search(row.text, sentence.start, sentence.end)
    if hedge is None or not row.items:
        return []
    before = row.text[sentence.start : hedge.start()].rstrip()
    after = row.text[hedge.end() : row.items[-1].end]
    spans = [
        Span(sentence.start, sentence.start + len(before)),
        Span(hedge.end() + len(after) - len(after.lstrip()), hedge.end() + len(after)),
    ]
    pieces = tuple(span for span in spans if span.end > span.start)
    return [Statement(index, None, "", "", Span(*hedge.span()), pieces, direct=False, certainty="hedged", named=False)]
