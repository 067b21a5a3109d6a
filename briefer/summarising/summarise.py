"""Articles in, headline summaries out: the one function of the product's spine."""

from __future__ import annotations

from collections.abc import Sequence

from briefer import __version__
from briefer.errors import ConfigError
from briefer.summarising.encoder import load_encoder
from briefer.summarising.headline import headline
from briefer.types import Article, Summary

DEFAULT_MODEL = "briefer-encoder"
BATCH = 64
"""Articles read at a time: their windows are sorted by length together, and their signals held in memory."""


def summarise(
    articles: Sequence[Article],
    *,
    model: str = DEFAULT_MODEL,
    sentences: int = 2,
    words: int = 45,
    device: str = "auto",
) -> list[Summary]:
    """Condense each article into a headline summary.

    Args:
        articles: as `read_articles` gives them.
        model: the name of a checkpoint in `models/`, or a folder.
        sentences: the most sentences a summary has.
        words: the most words it has; 0 for whole sentences of any length.
        device: "auto", "cpu", "cuda" or "mps".

    Returns:
        A summary an article, in order. It has no sentences where the article has no prose that fits.

    Raises:
        ConfigError: A limit makes no sense, or there is no such device.
        ModelError: There is no such checkpoint, or it is damaged.
    """
    if sentences < 1 or words < 0:
        raise ConfigError(f"{sentences} sentences and {words} words make no summary; give at least one", "length")
    encoder = load_encoder(model, device)
    signature = f"{encoder.signature} sentences={sentences} words={words} briefer={__version__}"
    summaries: list[Summary] = []
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article, signals in zip(batch, encoder.read(batch), strict=True):
            summaries.append(
                Summary(article.id, headline(article, signals, sentences=sentences, words=words), signature)
            )
    return summaries
