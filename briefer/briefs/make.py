"""Articles on one event in, a situation brief out: reads them once with the encoder, and composes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer import __version__
from briefer.briefs.agreement import agrees
from briefer.briefs.brief import Brief
from briefer.briefs.compose import compose
from briefer.briefs.head import BriefOptions
from briefer.briefs.material import LONGEST, Material, speaks
from briefer.errors import InputError
from briefer.language.understand import understand
from briefer.summarising.encoder import load_encoder
from briefer.summarising.headline import headline
from briefer.summarising.signals import SentenceSignals
from briefer.summarising.summarise import DEFAULT_MODEL
from briefer.types import Article, Span, Summary

SENTENCES, WORDS = 2, 45
"""Length of the bottom line: the headline summary as `summarise` makes it."""


def make_brief(
    articles: Sequence[Article],
    *,
    options: BriefOptions | None = None,
    model: str = DEFAULT_MODEL,
    device: str = "auto",
) -> Brief:
    """Make the situation brief on the event that the articles report.

    Args:
        articles: as `read_articles` gives them, on one event.
        options: handling line, serial, title and the like.
        model: the name of a checkpoint in `models/`, or a folder.
        device: "auto", "cpu", "cuda" or "mps".

    Raises:
        ConfigError: Nothing dates the brief, or there is no such device.
        InputError: There is no article, or none has a sentence that can be shown.
        ModelError: There is no such checkpoint, or it is damaged.
    """
    articles = [_within_reach(article) for article in articles]
    encoder = load_encoder(model, device)
    signature = f"{encoder.signature} sentences={SENTENCES} words={WORDS} briefer={__version__}"
    read = zip(articles, encoder.read(articles), strict=True)
    told = [(article, signals, _summary(article, signals, signature)) for article, signals in read]
    usable = [one for one in told if one[2].sentences]
    if not usable:
        raise InputError("no sentence that a brief could show; give articles of running text", _where(articles))
    leading = _leading([[item.sentence.text for item in signals] for _, signals, _ in usable])
    ordered = [usable[leading], *usable[:leading], *usable[leading + 1 :]]
    materials = [_material(number, *one) for number, one in enumerate(ordered, 1)]
    if len(materials) > 1:
        materials = [replace(one, vectors=encoder.embed([s.text for s in one.facts.sentences])) for one in materials]
    return compose(materials, options or BriefOptions())


def _within_reach(article: Article) -> Article:
    """Leave what lies behind `LONGEST` characters unread; a gap of the brief says so."""
    if len(article.text) <= LONGEST:
        return article
    read = tuple(span for span in article.noise if span.end <= LONGEST)
    return replace(article, noise=(*read, Span(LONGEST, len(article.text))))


def _where(articles: Sequence[Article]) -> str:
    return (articles[0].path or articles[0].url or "standard input") if articles else "input"


def _summary(article: Article, signals: Sequence[SentenceSignals], signature: str) -> Summary:
    return Summary(article.id, headline(article, signals, sentences=SENTENCES, words=WORDS), signature)


def _leading(texts: Sequence[Sequence[str]]) -> int:
    """Find the article that says most of what the others say, and does not argue; the first among equals."""
    scores = []
    for at, one in enumerate(texts):
        others = [*texts[:at], *texts[at + 1 :]]
        shared = sum(any(agrees(mine, theirs) for theirs in other) for other in others for mine in one)
        scores.append((1 + shared) * (1 - sum(map(speaks, one)) / len(one)))
    return scores.index(max(scores))


def _material(number: int, article: Article, signals: Sequence[SentenceSignals], summary: Summary) -> Material:
    facts = understand(
        article,
        [item.sentence for item in signals],
        [item.entities for item in signals],
        [item.salience for item in signals],
    )
    return Material(number, article, tuple(signals), facts, summary)
