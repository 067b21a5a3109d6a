"""Everything the finders of this room see in one article, in one call.

Knows the order in which the finders build on each other, and nothing about networks: entities and salience are handed
in by whoever read the article with one.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.language.dates import find_dates
from briefer.language.facts import Facts
from briefer.language.figures import find_figures
from briefer.language.names import find_names
from briefer.language.places import find_places
from briefer.language.questions import find_answers
from briefer.language.statements import find_statements
from briefer.types import Article, Entity, Sentence


def understand(
    article: Article,
    sentences: Sequence[Sentence],
    entities: Sequence[Sequence[Entity]],
    salience: Sequence[float],
) -> Facts:
    """Find the dates, figures, names, places, statements and answers of an article.

    Args:
        article: The article.
        sentences: Its sentences, in document order.
        entities: For each sentence the encoder's raw tags.
        salience: For each sentence the probability, 0 to 1, that it belongs in the summary.
    """
    dates = find_dates(article, sentences)
    names = find_names(article, sentences, entities)
    places = find_places(article, sentences, names)
    statements = find_statements(article, sentences, names)
    return Facts(
        sentences=tuple(sentences),
        dates=dates,
        figures=find_figures(sentences, dates),
        names=names,
        places=places,
        statements=statements,
        answers=find_answers(article, sentences, names, places, dates, statements, salience),
    )
