"""Collates examples into tensors, and the losses on them. Knows nothing about files or schedules."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from transformers import BertModel

from briefer.summarising.network import BrieferEncoder, Reading
from briefer.summarising.tags import TAGS
from briefer.summarising.windows import CLS, LOWER, NO_SHAPE, SEP, UPPER
from briefer.training.examples import Example

UNCASED_SHARE = 0.2
"""Share of windows that are read without case shapes, so that the network also copes where case tells nothing."""
UPPER_SHARE = 0.03
"""Share of windows read as if all in capitals."""
LEAD_TOKENS = 126
"""The sentences that fit in this stand for an article when texts are compared."""
GROUPS = 6
"""Unrelated sentences compared with the teacher in a window."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """B windows padded to T tokens and S sentences. Shapes and dtypes as in `BrieferEncoder.forward` and `Example`."""

    input_ids: Tensor
    attention_mask: Tensor
    shapes: Tensor
    sentence_of: Tensor
    positions: Tensor
    salience: Tensor
    """(B, S), nan where there is no target."""
    keep: Tensor
    """(B, T), -1 where there is no target."""
    tags: Tensor
    """(B, T) allowed tags as bits."""
    groups: Tensor
    """(G, B * S) weights: each row makes one text's vector from the sentences' vectors."""
    group_ids: Tensor
    """(G, L) the same text alone, for the teacher."""

    def to(self, device: torch.device) -> Batch:
        """Move all tensors to a device."""
        return replace(self, **{name: getattr(self, name).to(device) for name in self.__slots__})


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield all examples once in random batches of windows of like length, so that little is padded."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    chunk = size * 32
    grouped: list[list[int]] = []
    for start in range(0, len(order), chunk):
        near = sorted(order[start : start + chunk], key=lambda i: len(examples[i].ids))
        grouped += [near[i : i + size] for i in range(0, len(near), size)]
    rng.shuffle(grouped)
    yield from ([examples[i] for i in group] for group in grouped)


def collate(examples: Sequence[Example], rng: random.Random) -> Batch:
    """Pad examples to one batch, now and then without their case."""
    tokens = max(len(e.ids) for e in examples)
    sentences = max(len(e.salience) for e in examples)
    weights, texts = [], []
    for row, example in enumerate(examples):
        for members in _groups(example, rng):
            weight = torch.zeros(len(examples), sentences)
            counts = [int((example.sentence_of == s).sum()) for s in members]
            weight[row, list(members)] = torch.tensor(counts, dtype=torch.float) / max(sum(counts), 1)
            weights.append(weight.flatten())
            inside = np.isin(example.sentence_of, members)
            texts.append([CLS, *example.ids[inside][:LEAD_TOKENS].tolist(), SEP])
    longest = max(len(t) for t in texts)
    return Batch(
        input_ids=_pad([e.ids for e in examples], tokens, 0),
        attention_mask=_pad([np.ones(len(e.ids)) for e in examples], tokens, 0),
        shapes=_pad([_shapes(e, rng) for e in examples], tokens, NO_SHAPE),
        sentence_of=_pad([e.sentence_of for e in examples], tokens, -1),
        positions=_pad([e.first + np.arange(len(e.salience)) for e in examples], sentences, -1),
        salience=_pad([e.salience for e in examples], sentences, float("nan"), torch.float),
        keep=_pad([e.keep for e in examples], tokens, -1),
        tags=_pad([e.tags for e in examples], tokens, (1 << len(TAGS)) - 1),
        groups=torch.stack(weights),
        group_ids=_pad([np.array(t) for t in texts], longest, 0),
    )


def _pad(arrays: Sequence[np.ndarray], length: int, value: float, dtype: torch.dtype = torch.long) -> Tensor:
    padded = torch.full((len(arrays), length), value, dtype=dtype)
    for row, array in enumerate(arrays):
        padded[row, : len(array)] = torch.as_tensor(array.astype(np.float32 if dtype.is_floating_point else np.int64))
    return padded


def _shapes(example: Example, rng: random.Random) -> np.ndarray:
    draw = rng.random()
    if draw < UNCASED_SHARE:
        return np.full_like(example.shapes, NO_SHAPE)
    if draw > 1 - UPPER_SHARE:
        return np.where((example.shapes >= LOWER) & (example.shapes <= 4), UPPER, example.shapes)
    return example.shapes


def _groups(example: Example, rng: random.Random) -> list[list[int]]:
    """Choose what is compared with the teacher: an article's opening, or some of a pack's sentences."""
    count = len(example.salience)
    if not example.article:
        return [[s] for s in rng.sample(range(count), min(GROUPS, count))]
    opening, used = [0], int((example.sentence_of == 0).sum())
    for number in range(1, count):
        used += int((example.sentence_of == number).sum())
        if used > LEAD_TOKENS:
            break
        opening.append(number)
    return [opening]


def losses(reading: Reading, batch: Batch, taught: Tensor) -> dict[str, Tensor]:
    """Return the loss of each head, each a mean over what has a target (0 where nothing has).

    Args:
        taught: (G, D) the teacher's vectors of the groups.
    """
    return {
        "salience": _salience_loss(reading.salience.float(), batch.salience),
        "order": _order_loss(reading.salience.float(), batch.salience),
        "keep": _keep_loss(reading.keep.float(), batch.keep),
        "tags": _tags_loss(reading.tags.float(), batch.tags),
        "vectors": 1
        - functional.cosine_similarity(batch.groups @ reading.vectors.float().flatten(0, 1), taught).mean(),
    }


def _salience_loss(logits: Tensor, target: Tensor) -> Tensor:
    known = ~target.isnan()
    return (
        functional.binary_cross_entropy_with_logits(logits[known], target[known]) if known.any() else logits.sum() * 0
    )


def _order_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy over a window's sentences: which come first, whatever the level (ListNet, Cao et al. 2007)."""
    known = ~target.isnan()
    target = target.nan_to_num(0)
    mass = target.sum(1)
    ranked = known[:, 0] & (mass > 0.5)
    if not ranked.any():
        return logits.sum() * 0
    log_share = logits.masked_fill(~known, -1e4).log_softmax(1)
    return -((target / mass.clamp(min=1e-6).unsqueeze(1)) * log_share).sum(1)[ranked].mean()


def _keep_loss(logits: Tensor, target: Tensor) -> Tensor:
    known = target >= 0
    return (
        functional.binary_cross_entropy_with_logits(logits[known], target[known].float())
        if known.any()
        else logits.sum() * 0
    )


def _tags_loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Negative log of the probability of all tags that the annotation allows."""
    known = allowed != (1 << len(TAGS)) - 1
    if not known.any():
        return logits.sum() * 0
    bits = (allowed[known].unsqueeze(-1) >> torch.arange(len(TAGS), device=allowed.device)) & 1
    scores = logits[known]
    return (scores.logsumexp(-1) - scores.masked_fill(bits == 0, -1e4).logsumexp(-1)).mean()


class Teacher(nn.Module):
    """Says what a short text means, so that the network's vectors do not drift: the start of training, frozen."""

    def __init__(self, network: BertModel | BrieferEncoder) -> None:
        """Args: `network`: all-MiniLM-L6-v2, whose vector is the mean over all tokens, or a trained network."""
        super().__init__()
        self.network = network.train(mode=False).requires_grad_(requires_grad=False)

    @torch.no_grad()
    def forward(self, ids: Tensor) -> Tensor:
        """Return (G, D) vectors of texts.

        Args:
            ids: (G, L) with [CLS] and [SEP], padded with 0.
        """
        mask = (ids != 0).long()
        if isinstance(self.network, BrieferEncoder):
            inside = torch.where((ids != 0) & (ids != CLS) & (ids != SEP), 0, -1)
            alone = torch.zeros_like(ids[:, :1])
            return self.network(ids, mask, torch.zeros_like(ids), inside, alone).vectors[:, 0].float()  # type: ignore[no-any-return]
        hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)  # type: ignore[no-any-return]


def read(model: BrieferEncoder, batch: Batch) -> Reading:
    """Run the network on a batch."""
    return model(batch.input_ids, batch.attention_mask, batch.shapes, batch.sentence_of, batch.positions)  # type: ignore[no-any-return]
