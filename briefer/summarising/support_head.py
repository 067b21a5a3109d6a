"""The trained head of the support check: logistic regression over the counts of `support_features`.

Reads `models/support-head/head.json`, which `python -m briefer.training.support` writes. Knows nothing about texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from briefer.resources import bundled, read_shipped

FILE: Final = "head.json"
LIMIT: Final = 4.0
"""Standard deviations at which an input is cut off: no single count may decide alone."""


@dataclass(frozen=True, slots=True)
class Head:
    """Weights, by the names of the inputs, and the scores from which the verdicts hold."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    supported: float
    """The score from which a sentence without a grave doubt is supported."""
    partly: float
    """The score from which it is partly supported."""

    def score(self, inputs: Sequence[Mapping[str, float]]) -> list[float]:
        """Return how sure the head is, 0 to 1, that each sentence is borne out."""
        import numpy as np

        if not inputs:
            return []
        rows = np.array([[one[name] for name in self.names] for one in inputs])
        standard = np.clip((rows - self.means) / self.scales, -LIMIT, LIMIT)
        return [float(value) for value in 1 / (1 + np.exp(-(standard @ np.array(self.weights) + self.bias)))]


@cache
def load_head(folder: Path | None = None) -> Head:
    """Load the bundled head, or the one in a folder, once.

    Raises:
        ModelError: It is not there, or is damaged.
    """
    path = (folder or bundled("models") / "support-head") / FILE
    return read_shipped(path, "the support check's head is", _read_head)


def _read_head(path: Path) -> Head:
    data = json.loads(path.read_text(encoding="utf-8"))
    rows = [(str(name), float(mean), float(scale), float(weight)) for name, mean, scale, weight in data["inputs"]]
    names, means, scales, weights = zip(*rows, strict=True)
    return Head(names, means, scales, weights, float(data["bias"]), float(data["supported"]), float(data["partly"]))
