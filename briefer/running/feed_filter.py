"""A feed in, the same feed out with a summary at the top of each entry; for programs that pass feeds through others.

Knows nothing of XML; an entry that cannot be summarised, or is hardly longer than a summary, stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.reading.entries import articles_of
from briefer.reading.feed_texts import EntryText, find_texts, with_texts_on_top
from briefer.reading.fetch import Fetch
from briefer.running.recipe import Recipe, Summariser
from briefer.types import Article, Entry, Failure, Summary

LONGER = 1.5
"""How many times as long as a summary an entry must be to have one: below, it says the same twice."""

UNBOUNDED_WORDS = 45
"""What a summary may have where its length was left open."""


def filter_feed(feed: bytes, recipe: Recipe, *, fetch: Fetch | None = None) -> tuple[bytes, int]:
    """Return a feed with summaries, and how many of its entries have one now.

    Args:
        feed: its bytes.
        recipe: how summaries are made.
        fetch: fetches the pages of entries that are only teasers; without it, these stay as they are.

    Raises:
        BrieferError: It is no feed that can be read, or the model cannot be loaded.
    """
    least = LONGER * (recipe.words or UNBOUNDED_WORDS)
    found = find_texts(feed)
    articles = _articles(found, least, fetch) if fetch else [text.article for text in found]
    pairs = [
        (text, article)
        for text, article in zip(found, articles, strict=True)
        if isinstance(article, Article) and len(article.text.split()) >= least
    ]
    if not pairs:
        return feed, 0
    summaries = Summariser(recipe).summaries([article for _, article in pairs])
    added = [
        (text, summary.text)
        for (text, _), summary in zip(pairs, summaries, strict=True)
        if isinstance(summary, Summary) and summary.sentences
    ]
    return with_texts_on_top(feed, added), len(added)


def _articles(texts: Sequence[EntryText], least: float, fetch: Fetch) -> list[Article | Failure]:
    """Give each entry's article: its page's where the entry is too short to be summarised itself."""
    short = {number: text for number, text in enumerate(texts) if len(text.article.text.split()) < least}
    pages = iter(articles_of([_entry(text) for text in short.values()], fetch))
    return [next(pages) if number in short else text.article for number, text in enumerate(texts)]


def _entry(text: EntryText) -> Entry:
    article = text.article
    return Entry("", text.url, text.url, article.title, "", "", "", article.text)
