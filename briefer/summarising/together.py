"""Several articles on one event, as one text that a summary may rest on.

Knows articles and their spans; knows nothing about prompts and checkpoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefer.types import Article, Span

BETWEEN: Final = "\n\n"
"""What stands between two articles: an empty line, across which no sentence goes."""


def together(articles: Sequence[Article]) -> Article:
    """Set articles one after another; the metadata say what all of them say.

    Args:
        articles: one at least; one alone is given back as it is.
    """
    if len(articles) == 1:
        return articles[0]
    noise = (
        Span(span.start + place.start, span.end + place.start)
        for article, place in zip(articles, places(articles), strict=True)
        for span in article.noise
    )
    return Article(
        id="+".join(article.id for article in articles),
        text=BETWEEN.join(article.text for article in articles),
        source=", ".join(dict.fromkeys(article.source for article in articles if article.source)),
        path=", ".join(article.path or article.url for article in articles if article.path or article.url),
        published=max(article.published for article in articles),
        noise=tuple(noise),
    )


def places(articles: Sequence[Article]) -> list[Span]:
    """Return where in the text of all together each article stands."""
    found: list[Span] = []
    for article in articles:
        start = found[-1].end + len(BETWEEN) if found else 0
        found.append(Span(start, start + len(article.text)))
    return found
