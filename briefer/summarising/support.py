"""Does the source bear a summary out? Each sentence with a verdict, a score, reasons and evidence.

A sentence is aligned to its evidence (`alignment`), doubted by rules (`support_rules`), and weighed by a small trained
head (`support_head`) over what can be counted. Knows nothing about who wrote the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from briefer.language.sentences import split_text
from briefer.summarising.alignment import Aligned, Source, align, read_source
from briefer.summarising.support_features import features
from briefer.summarising.support_head import Head, load_head
from briefer.summarising.support_rules import find_reasons
from briefer.types import Article, Evidence, Reason, Support

Check = Callable[[Article, Sequence[str]], tuple[Support, ...]]
"""What a generator asks about the sentences that it made of an article."""

GRAVE: Final = frozenset(("number", "date", "name", "place", "quotation", "negation", "roles"))
"""Kinds of doubt with which no sentence is supported, whatever its score."""
OPEN: Final = frozenset(("hedge", "attribution"))
"""Kinds of doubt with which a sentence is partly supported at best: it says as a fact what its source leaves open."""


def check_sentences(article: Article, texts: Sequence[str]) -> tuple[Support, ...]:
    """Hold sentences against the article that they should rest on, one `Support` each.

    Raises:
        ModelError: The bundled encoder or head is not there, or is damaged.
    """
    source = read_source(article)
    aligned = [align(text, source) for text in texts]
    reasons = [find_reasons(one, source) for one in aligned]
    head = load_head()
    scores = head.score([features(one, source, found) for one, found in zip(aligned, reasons, strict=True)])
    return tuple(
        _support(one, source, found, score, head) for one, found, score in zip(aligned, reasons, scores, strict=True)
    )


def check_pairs(pairs: Sequence[tuple[Article, str]]) -> list[tuple[Support, ...]]:
    """Hold summaries against their articles: a `Support` for each sentence of each summary, in order.

    Raises:
        ModelError: The bundled encoder or head is not there, or is damaged.
    """
    return [check_sentences(article, sentences_of(summary)) for article, summary in pairs]


def check(source: str, summary: str) -> tuple[Support, ...]:
    """Hold a summary against its source: a `Support` for each of its sentences, in order.

    Args:
        source: the text that the summary should rest on.
        summary: one or more sentences.

    Raises:
        ModelError: The bundled encoder or head is not there, or is damaged.
    """
    return check_sentences(Article("", source), sentences_of(summary))


def sentences_of(summary: str) -> list[str]:
    """Split a summary as `check` does."""
    return [summary[span.start : span.end] for span in split_text(summary)]


def overall(supports: Sequence[Support]) -> tuple[str, float]:
    """Return the verdict and the score of a whole summary, those of its worst sentence; without one, unsupported."""
    if not supports:
        return "unsupported", 0.0
    worst = max((support.verdict for support in supports), key=("supported", "partly", "unsupported").index)
    return worst, min(support.score for support in supports)


def _support(aligned: Aligned, source: Source, reasons: tuple[Reason, ...], score: float, head: Head) -> Support:
    return Support(_verdict(aligned, reasons, score, head), round(score, 4), reasons, _evidence(aligned, source))


def _verdict(aligned: Aligned, reasons: tuple[Reason, ...], score: float, head: Head) -> str:
    if not aligned.words or not aligned.evidence:
        return "unsupported"
    if any(reason.kind in GRAVE for reason in reasons):
        return "partly" if score >= head.supported else "unsupported"
    if score >= head.supported:
        return "partly" if any(reason.kind in OPEN for reason in reasons) else "supported"
    return "partly" if score >= head.partly else "unsupported"


def _evidence(aligned: Aligned, source: Source) -> tuple[Evidence, ...]:
    sentences = [source.sentences[number] for number in aligned.evidence]
    return tuple(Evidence(one.start, one.end, one.text) for one in sentences)
