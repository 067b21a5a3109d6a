"""An article as the stories see it: what tells whether another is on the same event, and nothing else.

Knows nothing about stories. The vector is made elsewhere, of `story_text`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from briefer.language.facts import Name
from briefer.language.gazetteer import fold
from briefer.language.names import find_names
from briefer.stories.duplicates import shingles_of
from briefer.stories.kinds import kind_of
from briefer.stories.story import Item
from briefer.stories.voice import argues
from briefer.stories.words import counted, stems
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article

if TYPE_CHECKING:
    import numpy as np

LEAD_WORDS: Final = 90
"""Words of the prose that the vector stands for, with the title; the encoder reads about as many."""
OPENING_WORDS: Final = 400
"""Words of the prose that are compared one by one: on the story clusters better than 90, and no worse than all."""
TITLE_COUNTS: Final = 2
"""A word of the title counts as often."""
LEAD_SENTENCES: Final = 3
"""A name in the first sentences, or named twice, is one that the article is about."""

SHORT, LONG = 100, 1600
"""Words: of 3,082 news articles none is shorter than the first, one in twenty longer than the second."""

_WORD = re.compile(r"\S+")


def item_of(
    article: Article,
    signals: Sequence[SentenceSignals],
    vector: np.ndarray,
    *,
    published: datetime,
    prominence: float | None = None,
) -> Item:
    """Make an article's item.

    Args:
        article: The article.
        signals: What the encoder says of its sentences.
        vector: (D,) of length 1: the meaning of `story_text`.
        published: When it was published, or first seen; without an offset it is taken for UTC.
        prominence: 0 to 1: how much its publisher makes of it; where that is not known, by its length and by how
            plainly it reports.
    """
    import numpy as np

    prose = " ".join(one.sentence.text for one in signals)
    opening = " ".join(match[0] for match in islice(_WORD.finditer(prose), OPENING_WORDS))
    return Item(
        id=article.id,
        title=article.title,
        publisher=article.source,
        published=published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC),
        kind=kind_of(article),
        names=_names(article, signals),
        shingles=shingles_of(prose),
        words=counted(stems(article.title) * TITLE_COUNTS + stems(opening)),
        prominence=_prominence(article, prose) if prominence is None else min(max(prominence, 0.0), 1.0),
        vector=np.asarray(vector, np.float32),
    )


def story_text(article: Article, signals: Sequence[SentenceSignals]) -> str:
    """Return what stands for an article when its vector is made: the title and the first words of its prose."""
    words: list[str] = []
    for one in signals:
        words += islice((match[0] for match in _WORD.finditer(one.sentence.text)), LEAD_WORDS - len(words))
    title = article.title.strip().rstrip(".")
    return f"{title}. {' '.join(words)}" if title else " ".join(words)


def _prominence(article: Article, prose: str) -> float:
    return round(_room(len(prose.split())) * _plainness(article), 4)


def _room(words: int) -> float:
    """Give the room that an article has by its length, on a logarithmic scale: a line has none, a long read all."""
    share = math.log(max(words, 1) / SHORT) / math.log(LONG / SHORT)
    return min(max(share, 0.0), 1.0)


def _plainness(article: Article) -> float:
    """Say how plainly an article reports, 0 to 1: features and analyses lie between news and opinion."""
    return 1 / (1 + math.exp(min((argues(article.text) + 1) / 1.5, 50)))


def _names(article: Article, signals: Sequence[SentenceSignals]) -> frozenset[str]:
    names = find_names(article, [one.sentence for one in signals], [one.entities for one in signals])
    return frozenset(fold(name.text) for name in names if _is_about(name))


def _is_about(name: Name) -> bool:
    return name.sentences[0] < LEAD_SENTENCES or len(name.mentions) > 1
