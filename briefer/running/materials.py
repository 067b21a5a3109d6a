"""Gives the materials of articles that the archive keeps, each made once in a run.

Knows nothing about stories. What costs most, the meaning of every sentence, is kept in the archive once it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefer.briefs.material import Material, material_of
from briefer.running.archive import Archive
from briefer.running.article_store import articles_kept, keep_meanings, meanings_kept, signals_kept

if TYPE_CHECKING:
    import numpy as np

    from briefer.summarising.encoder import Encoder
    from briefer.summarising.signals import SentenceSignals


@dataclass(slots=True)
class ArchivedMaterials:
    """The materials of articles that were read with one signature."""

    archive: Archive
    encoder: Encoder
    signature: str
    known: dict[str, Material] = field(default_factory=dict)

    def __call__(self, ids: Iterable[str], *, compared: bool) -> Mapping[str, Material]:
        """Return the materials of articles, by id; without those that have no sentence for a summary.

        Args:
            ids: Of the articles.
            compared: Whether to add the meaning of each sentence.
        """
        wanted = list(dict.fromkeys(ids))
        self._make([one for one in wanted if one not in self.known])
        usable = {one: self.known[one] for one in wanted if one in self.known and self.known[one].summary.sentences}
        meanings = self._meanings({one: material.signals for one, material in usable.items()}) if compared else {}
        return {one: replace(material, vectors=meanings.get(one)) for one, material in usable.items()}

    def _make(self, ids: list[str]) -> None:
        articles = articles_kept(self.archive, ids)
        signals = signals_kept(self.archive, articles, self.signature)
        for one in ids:
            if one in signals:
                self.known[one] = material_of(articles[one], signals[one], signature=self.signature)

    def _meanings(self, signals: Mapping[str, tuple[SentenceSignals, ...]]) -> dict[str, np.ndarray]:
        """Embed the sentences of each article by itself: what else is read in a run must not change a bit of it."""
        kept = meanings_kept(self.archive, signals, self.signature)
        made = {
            one: self.encoder.embed([signal.sentence.text for signal in found])
            for one, found in signals.items()
            if one not in kept
        }
        if made:
            keep_meanings(self.archive, made, self.signature)
        return kept | made
