"""The nouns of the project: frozen values, standard library only.

This module knows nothing about files, networks or models. Offsets count Unicode code points of `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range `[start, end)` of characters of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news text by one source, with its metadata.

    `text` is the whole text as it was read. What is not the article's own prose (the abstract above the dateline,
    the dateline, photo credits, share lines, bylines) stays in it, so that offsets stay exact, and is listed in
    `noise`: ascending, disjoint spans that no later step reads.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    """The publisher's name, or the host of the page."""
    url: str = ""
    path: str = ""
    published: str = ""
    """ISO 8601 date or date and time, as far as the page tells; empty where it does not."""
    byline: str = ""
    dateline: str = ""
    """The place and agency before the first sentence, as printed: `ERBIL (Kurdistan24)`."""
    abstract: str = ""
    """The short text a publisher prints above the dateline; never read by a summariser."""
    noise: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of an article's text: `article.text[start:end] == text`, always."""

    start: int
    end: int
    text: str
    paragraph: int
    """Which paragraph of the article it stands in, from 0."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing in an article's text, as the encoder tags it."""

    start: int
    end: int
    label: str
    """PER, ORG, LOC, TIME or NORP."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source span that a summary sentence rests on: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the support check doubts a sentence."""

    kind: str
    """number, date, name, place, quotation, negation, roles, hedge, attribution or word."""
    text: str
    """The words of the sentence that the source does not bear out."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the support check says of one sentence."""

    verdict: str
    """supported, partly or unsupported."""
    score: float
    """0 to 1: how sure the check is that the source bears the sentence out."""
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    """The spans of the source that the sentence was held against."""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary and the source spans that it rests on."""

    text: str
    evidence: tuple[Evidence, ...]
    support: Support | None = None
    """None where it was not checked."""
    replaced: str = ""
    """The generated sentence that the support check refused, where this one stands in its place."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The headline summary of one article."""

    article_id: str
    sentences: tuple[SummarySentence, ...]
    signature: str
    """Canonical string of everything that can change the output."""
    read: float = 1.0
    """The share of the article's prose that the model was given, 0 to 1."""

    @property
    def text(self) -> str:
        """The sentences as one line of running text."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """How many white-space separated words the text has: the unit of every word budget."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, as the feed gives it; every text of it may be hostile."""

    feed: str
    """Address of the feed, as subscribed to."""
    id: str
    """As the feed gives it; unique within the feed."""
    url: str
    title: str
    publisher: str
    """The name that the user gave the feed, else the feed's own title."""
    published: str
    """ISO 8601 with its offset to UTC; empty where the feed does not tell."""
    byline: str
    content: str
    """The longest text that the feed carries of it, HTML or plain; empty where it carries none."""
    seen: str = ""
    """ISO 8601: when it was first seen; it counts as published then where the feed does not tell."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What came of reading one feed."""

    address: str
    """As subscribed to."""
    title: str
    """The publisher's name where known; may be empty."""
    entries: int
    """How many entries the feed holds for the period asked for."""
    error: str
    """One line saying what is wrong; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be processed, in the place where its result would stand."""

    where: str
    message: str
