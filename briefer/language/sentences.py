"""Sentences of a text or an article: exact offsets, numbered paragraphs.

This module walks from stop to stop. Where running text is broken is decided in `paragraphs`, what a stop ends in
`stops`. It knows nothing about files, networks or summaries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.language.paragraphs import list_items, paragraphs
from briefer.language.punkt import load_punkt
from briefer.language.stops import STOP, Stop, ends_sentence
from briefer.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.types import Article


def split_article(article: Article) -> tuple[Sentence, ...]:
    """Split the prose of an article: what is in its noise spans is in no sentence, and ends one.

    Raises:
        ModelError: The bundled Punkt model is not there, or is damaged.
    """
    return tuple(
        Sentence(span.start, span.end, article.text[span.start : span.end], number)
        for number, paragraph in enumerate(paragraphs(article.text, article.noise))
        for span in _sentences(article.text, paragraph)
    )


def split_text(text: str) -> list[Span]:
    """Split a text into sentences: ascending, disjoint, without white space around them.

    Raises:
        ModelError: The bundled Punkt model is not there, or is damaged.
    """
    return [span for paragraph in paragraphs(text) for span in _sentences(text, paragraph)]


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph."""
    punkt = load_punkt()
    for item in list_items(text, paragraph):
        start = position = item.start
        while match := STOP.search(text, position, item.end):
            position = match.start("next")
            if match["next"]:
                stop = Stop(text, paragraph.start, start, match)
                if ends_sentence(stop, punkt):
                    yield Span(start, stop.end)
                    start = stop.resumes
        yield Span(start, item.end)
