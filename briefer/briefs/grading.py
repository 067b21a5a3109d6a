"""The Admiralty grade of each source: how reliable the source is, and how credible what it says, judged apart.

Knows nothing about what the sources say; whether one's facts stand in another is told to it.

Source: NATO AJP-2.1 (STANAG 2511), the Admiralty system: reliability A (completely reliable) to E (unreliable), F
(cannot be judged); credibility 1 (confirmed by independent sources), 2 (probably true), 3 (possibly true) to 5
(improbable), 6 (cannot be judged). 4 and 5 take a judgement of the facts, which a machine does not make here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefer.types import Article

SHINGLE = 5
"""Words a shingle."""

COPY = 0.6
"""From this share of the shorter text's shingles on, two texts are one. Of 1,384 pairs of reports on one event by two
publishers each (the story clusters of the corpora, November 2026) two lie above it, at 0.80 and 0.87, both a wire story
with another head; the next are 0.53 and 0.40, and nine in ten are below 0.15."""

_WORD = re.compile(r"\w+")
_AGENCY = re.compile(r"\(([^()]{2,60})\)")
_AFFIXES = re.compile(r"^the|(?:news|online|web)+$")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})
"""Labels below a country's that belong to the suffix: `bbc.co.uk`, `abc.net.au`."""

_AGENCIES = {"associatedpress": "ap", "agencefrancepresse": "afp"}
"""Agencies that go by their initials in a dateline and by their name elsewhere."""

_Origin = tuple[frozenset[str], frozenset[tuple[str, ...]]]
"""An article's publishers and its shingles."""


def grade_sources(
    articles: Sequence[Article], corroborated: Sequence[bool], *, reliability: Mapping[str, str] | None = None
) -> tuple[tuple[str, int], ...]:
    """Grade each article's source, in order: a letter and a digit.

    Reliability is F, since nothing is known of a publisher, unless the user gives a letter for it. Credibility is 1
    where at least two other independent publishers confirm the article, 2 where one does, 3 for what a single publisher
    says, and 6 where there is no prose to judge. A publisher cannot confirm itself, nor can a copy of its text.

    Args:
        articles: The sources.
        corroborated: Of each, whether another article states its main facts, too.
        reliability: The user's letters, publisher's name or host to A-F; case and punctuation do not matter.

    Raises:
        ConfigError: A letter is none of A to F.
    """
    letters = _letters(reliability or {})
    confirming = independent_publishers([a for a, other in zip(articles, corroborated, strict=True) if other])
    return tuple(
        (_letter(article, letters), _credibility(article, confirming if other else 1))
        for article, other in zip(articles, corroborated, strict=True)
    )


def independent_publishers(articles: Sequence[Article]) -> int:
    """Count publishers, not articles.

    Articles count once together if the publisher is the same, by name or host, if the dateline names the same agency,
    or if they are copies of one text. An unknown publisher might be any of the others, so it counts only where all are
    unknown.
    """
    groups: list[list[_Origin]] = []
    for article in articles:
        origin = (_publishers(article), _shingles(article))
        same = [group for group in groups if any(_one_origin(origin, other) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append([origin, *(other for group in same for other in group)])
    known = sum(any(publishers for publishers, _ in group) for group in groups)
    return known or min(len(groups), 1)


def _letters(reliability: Mapping[str, str]) -> dict[str, str]:
    for name, letter in reliability.items():
        if letter not in tuple("ABCDEF"):
            raise ConfigError(f"reliability {letter!r} is no grade; give a letter from A to F", name)
    return {_publisher(name): letter for name, letter in reliability.items()}


def _letter(article: Article, letters: Mapping[str, str]) -> str:
    """Look up the publisher, by name first, then by host."""
    for name in (article.source, _host(article.url)):
        if letter := letters.get(_publisher(name)):
            return letter
    return "F"


def _credibility(article: Article, publishers: int) -> int:
    if not _prose(article).strip():
        return 6
    return max(1, 4 - publishers) if publishers > 1 else 3


def _one_origin(one: _Origin, other: _Origin) -> bool:
    if one[0] & other[0]:
        return True
    shorter = min(len(one[1]), len(other[1]))
    return shorter > 0 and len(one[1] & other[1]) >= COPY * shorter


def _publishers(article: Article) -> frozenset[str]:
    """Give who stands behind an article: its publisher, and the agency that its dateline names."""
    agencies = _AGENCY.findall(article.dateline)
    return frozenset(filter(None, map(_publisher, (article.source or _host(article.url), *agencies))))


def _publisher(name: str) -> str:
    """Spell a name or host in one way: `The Daily-Post`, `dailypost.co.uk`, `DailyPost News` are `dailypost`."""
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        labels = name.casefold().split(".")[:-1]
        name = labels[-2] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels[-1]
    key = "".join(_WORD.findall(name.casefold()))
    key = _AFFIXES.sub("", key) or key
    return _AGENCIES.get(key, key)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=128)
def _shingles(article: Article) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(_prose(article).casefold())
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _prose(article: Article) -> str:
    """Give the text without its noise."""
    kept, at = [], 0
    for noise in article.noise:
        kept.append(article.text[at : noise.start])
        at = noise.end
    return " ".join([*kept, article.text[at:]])
