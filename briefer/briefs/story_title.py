"""The title of a story: a source's headline where it is a plain one, else the beginning of the summary.

Knows nothing about how stories are told. A plain headline states the news: no question, no teaser, no opinion, no label
and no publisher's name; and its words are those of the story, not of one odd article in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.briefs.brief import Line
from briefer.briefs.lines import BRACKETED
from briefer.briefs.material import Material, speaks
from briefer.briefs.narrative import Passage
from briefer.briefs.story_weights import plainness
from briefer.stories.agreement import content_of
from briefer.summarising.sets import overlap

WORDS = range(4, 20)
"""Words of a headline."""
ABOUT = 0.3
"""The share of a headline's content words that the story's summary and its first sentences have: less is wordplay."""
MADE = range(8, 19)
"""Words of a title made from a sentence."""
LEAD = 3
"""Sentences with which the leading article says what it is about."""

_LABEL = re.compile(
    r"^(?:watch|video|photos?|pictures?|listen|exclusive|breaking|update[ds]?|just in|new|report)\s*(?::|\||–|—|- )\s*",
    re.IGNORECASE,
)
"""What a publisher puts before a headline, and what the headline can do without."""
_NO_NEWS = re.compile(
    r"^(?:opinion|analysis|explainer|explained|comment|column|editorial|letters?|review|fact check|factbox"
    r"|live|live updates|live blog|first thing|morning briefing|podcast|quiz|in pictures|obituary|profile|interview"
    r"|timeline)\b.{0,24}?[:|–—-]"
    r"|^(?:why|how|what|when|where|who|whose|which|can|could|should|will|would|is|are|do|does|did|has|have|meet|inside"
    r"|here(?:['’]s| is| are)|this is|these are|welcome|no,|yes,|let['’]?s|don['’]t|stop|save|remember|forget"
    r"|the case (?:for|against)|everything|\d+ (?:things|ways|reasons|questions|takeaways|facts)"
    r"|(?:five|ten|three|four|six|seven) (?:things|ways|reasons|questions|takeaways|facts))\b"
    r"|\bexplained$|\bexplainer\b|\bhere(?:['’]s| is) (?:what|why|how)|\bwhat (?:we|you) (?:need to )?know\b"
    r"|\b(?:should|must|ought to|needs? to|needn['’]t)\b|[?!…]|\.\.\.",
    re.IGNORECASE,
)
"""Questions, teasers, calls and opinions."""
_ASIDE = re.compile(r"(?:while|although|though|when|as|if|because|since|after|before|in|on|at|for|by)\b", re.IGNORECASE)
"""How a sentence starts that has its news behind a comma: no title."""
_TAIL = re.compile(r"\s+(?:\||::|·|[-–—])\s+(?P<name>[^|:·]{2,40})$")
_ATTRIBUTION = re.compile(
    r",? (?:(?:the |an? )?[\w’' .-]{2,60} )?(?:said|says|announced|reported)"
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?$"
)


def title_of(materials: Sequence[Material], summary: Sequence[Line], first: Passage | None = None) -> str:
    """Choose the title of a story.

    Args:
        materials: Its sources, the leading one first.
        summary: Its summary.
        first: The sentence that the summary starts with: the title is made from it where no source has a plain
            headline that says the same.
    """
    told = content_of(" ".join(BRACKETED.sub("", line.text) for line in summary))
    leading = first.material if first else materials[0]
    publishers = {_spelt(material.article.source) for material in materials} - {""}
    rated = []
    for material in (leading, *(one for one in materials if one is not leading)):
        title = plain_headline(material.article.title, publishers)
        known = told | _beginning(material) if material is leading else told
        others = [one for one in materials if one is not material] or [material]
        if title and _numbers(title) <= told.union(*map(_stated, others)):
            about = overlap(content_of(title), known)
            rated.append((about * (1.0 if len(materials) == 1 else plainness(material)), about, title))
    _, about, best = max(rated, key=lambda one: one[0], default=(0.0, 0.0, ""))
    if about >= ABOUT:
        return best
    return (_made(first) if first else "") or best or _LABEL.sub("", leading.article.title)


def _beginning(material: Material) -> frozenset[str]:
    return content_of(" ".join(sentence.text for sentence in material.facts.sentences[:LEAD]))


def _stated(material: Material) -> frozenset[str]:
    return frozenset[str]().union(*(content_of(sentence.text) for sentence in material.facts.sentences))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in content_of(text) if word.startswith("#"))


def plain_headline(title: str, publishers: set[str]) -> str:
    """Take label and publisher's name off a headline; empty where it is no plain one."""
    title = _LABEL.sub("", " ".join(title.split()))
    tail = _TAIL.search(title)
    if tail and (_spelt(tail["name"]) in publishers or "|" in tail[0]):
        title = title[: tail.start()].rstrip()
    if _NO_NEWS.search(title) or speaks(title) or len(title.split()) not in WORDS or title.isupper():
        return ""
    return title.rstrip(".:;, ")


def _made(first: Passage) -> str:
    """Make a title of a sentence: short, and without who said so at its end.

    Empty where it cannot be made short without a cut or a new start, where it starts on what is not its subject, or
    says nothing of what the source's own headline does.
    """
    start = first.material.sentence(first.index).start
    versions = (one for one in (first.candidate.versions if first.candidate else ()) if one.pieces[0].start == start)
    titles = (_ATTRIBUTION.sub("", BRACKETED.sub("", version.text).rstrip(".!?")) for version in versions)
    title = next((title for title in titles if len(title.split()) in MADE), "").rstrip(",;: ")
    headline = content_of(first.material.article.title)
    if headline and not headline & content_of(title):
        return ""
    return "" if _ASIDE.match(title) else title


def _spelt(name: str) -> str:
    return re.sub(r"\W+|^the ", "", name.casefold())
