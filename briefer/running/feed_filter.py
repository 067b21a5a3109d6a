"""A feed in, the same feed out with a summary at the top of each entry; for programs that pass feeds through others.

Knows nothing of XML; an entry that cannot be summarised, or is hardly longer than a summary, stays as it is.
"""

from __future__ import annotations

from briefer.reading.feed_texts import find_texts, with_texts_on_top
from briefer.running.recipe import Recipe, Summariser
from briefer.types import Summary

LONGER = 1.5
"""How many times as long as a summary an entry must be to have one: below, it says the same twice."""

UNBOUNDED_WORDS = 45
"""What a summary may have where its length was left open."""


def filter_feed(feed: bytes, recipe: Recipe) -> tuple[bytes, int]:
    """Return a feed with summaries, and how many of its entries have one now.

    Raises:
        BrieferError: It is no feed that can be read, or the model cannot be loaded.
    """
    least = LONGER * (recipe.words or UNBOUNDED_WORDS)
    texts = [text for text in find_texts(feed) if len(text.article.text.split()) >= least]
    if not texts:
        return feed, 0
    summaries = Summariser(recipe).summaries([text.article for text in texts])
    added = [
        (text, summary.text)
        for text, summary in zip(texts, summaries, strict=True)
        if isinstance(summary, Summary) and summary.sentences
    ]
    return with_texts_on_top(feed, added), len(added)
