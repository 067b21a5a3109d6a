"""Fits the weights by which sets of sentences are scored: `python -m briefer.training.set_weights CORPUS...`.

For each article all sets of `SIZE` candidates are scored by ROUGE against its reference; the weights are those under
which a softmax over the sets comes closest to one over their ROUGE (listwise, as ListNet). Prints what to write into
`briefer/summarising/sets.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import torch

from briefer.summarising import sets
from briefer.summarising.candidates import candidates
from briefer.summarising.encoder import Encoder, load_encoder
from briefer.summarising.headline import POOL
from briefer.training.corpus import Pair, read_pairs
from briefer.training.labels import Target, stems

SIZE = 3
EVERY = 40
"""Of the corpus's records, one in so many: with 13 weights at most, a thousand articles are plenty."""
TEMPERATURE = 0.02
"""How much better a set must be, in ROUGE (0 to 1), to count e times as much."""
PENALTY = 1e-3

Scored = tuple[np.ndarray, np.ndarray]
"""(sets, features) and their ROUGE (sets,)."""


def scored_sets(pairs: Sequence[Pair], encoder: Encoder) -> Iterator[Scored]:
    """Yield for each article the features and the ROUGE of its sets."""
    for pair, signals in zip(pairs, encoder.read([pair.article for pair in pairs]), strict=True):
        pool = sorted((c for c in candidates(signals, POOL) if not c.poor), key=lambda c: c.index)
        if len(pool) <= SIZE:
            continue
        chosen = list(combinations(range(len(pool)), SIZE))
        members = np.zeros((len(chosen), len(pool)), np.float32)
        for row, places in enumerate(chosen):
            members[row, list(places)] = 1
        score = sets.SetScore(pool, shortened=False)
        features = np.array([score.features([pool[place] for place in places]) for places in chosen], np.float32)
        target = Target([stems(c.signals.sentence.text) for c in pool], stems(" ".join(pair.references)))
        yield features, target.score(members)


def fit(data: Sequence[Scored], columns: Sequence[int]) -> dict[int, float]:
    """Return the weight of each feature in `columns`, that of the first set to 1."""
    spread = np.concatenate([features for features, _ in data]).std(0)[columns] + 1e-6
    inputs = [torch.from_numpy(features[:, columns] / spread) for features, _ in data]
    targets = [torch.from_numpy(scores / TEMPERATURE).softmax(0) for _, scores in data]
    weights = torch.zeros(len(columns), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        each = [-(want * (x @ weights).log_softmax(0)).sum() for x, want in zip(inputs, targets, strict=True)]
        total = torch.stack(each).mean() + PENALTY * (weights**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    found = weights.detach().numpy() / spread
    return dict(zip(columns, (found / found[0]).tolist(), strict=True))


def main(paths: Sequence[str]) -> None:
    """Print the weights fitted on corpora."""
    encoder = load_encoder("briefer-encoder")
    pairs = [item for item in read_pairs([Path(path) for path in paths], every=EVERY) if isinstance(item, Pair)]
    data = [scored for start in range(0, len(pairs), 64) for scored in scored_sets(pairs[start : start + 64], encoder)]
    for name, columns in (("VERBATIM", range(len(sets.FEATURES))), ("SHORTENED", range(4))):
        weights = fit(data, list(columns))
        chosen = [
            scores[(features[:, list(weights)] @ np.array(list(weights.values()))).argmax()]
            for features, scores in data
        ]
        print(name, [round(weights.get(i, 0.0), 3) for i in range(len(sets.FEATURES))], f"ROUGE {np.mean(chosen):.4f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
