"""Articles on one event in, a situation brief out: reads them once with the encoder, and composes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer.briefs.brief import Brief
from briefer.briefs.compose import compose
from briefer.briefs.head import BriefOptions
from briefer.briefs.material import material_of, signature_of, speaks, within_reach
from briefer.errors import InputError
from briefer.stories.agreement import agrees
from briefer.summarising.encoder import load_encoder
from briefer.summarising.summarise import DEFAULT_MODEL
from briefer.types import Article


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
    articles = [within_reach(article) for article in articles]
    encoder = load_encoder(model, device)
    signature = signature_of(encoder.signature)
    embed = encoder.embed if len(articles) > 1 else None
    read = zip(articles, encoder.read(articles), strict=True)
    materials = [material_of(article, signals, signature=signature, embed=embed) for article, signals in read]
    usable = [material for material in materials if material.summary.sentences]
    if not usable:
        raise InputError("no sentence that a brief could show; give articles of running text", _where(articles))
    leading = _leading([[sentence.text for sentence in material.facts.sentences] for material in usable])
    ordered = [usable[leading], *usable[:leading], *usable[leading + 1 :]]
    numbered = [replace(material, number=number) for number, material in enumerate(ordered, 1)]
    return compose(numbered, options or BriefOptions())


def _where(articles: Sequence[Article]) -> str:
    return (articles[0].path or articles[0].url or "standard input") if articles else "input"


def _leading(texts: Sequence[Sequence[str]]) -> int:
    """Find the article that says most of what the others say, and does not argue; the first among equals."""
    scores = []
    for at, one in enumerate(texts):
        others = [*texts[:at], *texts[at + 1 :]]
        shared = sum(any(agrees(mine, theirs) for theirs in other) for other in others for mine in one)
        scores.append((1 + shared) * (1 - sum(map(speaks, one)) / len(one)))
    return scores.index(max(scores))
