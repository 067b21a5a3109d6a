"""The bundled network: a BERT encoder whose one forward pass answers four questions about a news article.

Which sentences carry the news (salience), which tokens survive when a sentence is shortened (keep), which tokens name
people, organisations, places, times and nationalities (tags), and what each sentence means (vectors, close to those of
all-MiniLM-L6-v2, for comparing texts). Knows nothing about articles; imports torch and transformers, so import it late.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel, PreTrainedModel
from transformers.utils import logging

from briefer.summarising.tags import TAGS


class BrieferConfig(BertConfig):  # type: ignore[misc, unused-ignore]
    """BERT's settings, and those of what stands on it."""

    model_type = "briefer-encoder"

    def __init__(
        self,
        case_shapes: int = 8,
        inter_layers: int = 2,
        inter_heads: int = 8,
        sentence_positions: int = 64,
        **kwargs: Any,
    ) -> None:
        """Args: `sentence_positions`: sentences further down an article share the last one."""
        # Dropout is off: with it, the CPU's fused attention is not used, and a few passes over the data do not overfit.
        super().__init__(**{"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0} | kwargs)
        self.case_shapes = case_shapes
        self.inter_layers = inter_layers
        self.inter_heads = inter_heads
        self.sentence_positions = sentence_positions


class Reading(NamedTuple):
    """What one forward pass gives: B windows, T tokens, S sentences, D the hidden size."""

    salience: Tensor
    """(B, S) logits: does the sentence belong in a summary?"""
    keep: Tensor
    """(B, T) logits: does the token survive in the shortened sentence?"""
    tags: Tensor
    """(B, T, 11) logits over `TAGS`."""
    vectors: Tensor
    """(B, S, D) what the sentence means; not normalised, so that means weighted by tokens make longer texts."""


class InterSentenceBlock(nn.Module):
    """Lets the sentences of a window attend to each other: a pre-norm transformer layer (Xiong et al. 2020)."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(size)
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm2 = nn.LayerNorm(size)
        self.widen = nn.Linear(size, 4 * size)
        self.narrow = nn.Linear(4 * size, size)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Args: `x` is (B, S, D); `mask` is (B, 1, 1, S), True where there is a sentence."""
        batch, count, size = x.shape
        qkv = self.qkv(self.norm1(x)).view(batch, count, 3, self.heads, size // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)  # each (B, heads, S, D / heads)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.out(attended.transpose(1, 2).reshape(batch, count, size))
        widened: Tensor = functional.gelu(self.widen(self.norm2(x)))
        return torch.add(x, self.narrow(widened))


class BrieferEncoder(PreTrainedModel):  # type: ignore[misc, unused-ignore]
    """BERT with a case-shape embedding and the heads.

    Source: the salience head follows BERTSumExt (Liu & Lapata 2019, section 3.2), with mean-pooled sentences in the
    place of one [CLS] a sentence.
    """

    config_class = BrieferConfig
    base_model_prefix = "briefer"
    _supports_sdpa = True

    def __init__(self, config: BrieferConfig) -> None:
        super().__init__(config)
        size = config.hidden_size
        self.bert = BertModel(config, add_pooling_layer=False)
        self.case_shape = nn.Embedding(config.case_shapes, size, padding_idx=0)
        self.sentence_position = nn.Embedding(config.sentence_positions, size)
        self.inter = nn.ModuleList(InterSentenceBlock(size, config.inter_heads) for _ in range(config.inter_layers))
        self.norm = nn.LayerNorm(size)
        self.salience = nn.Linear(size, 1)
        self.keep_hidden = nn.Linear(2 * size, size)
        self.keep = nn.Linear(size, 1)
        self.tags = nn.Linear(size, len(TAGS))
        self.vector = nn.Linear(size, size)
        self.post_init()  # type: ignore[no-untyped-call]

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, shapes: Tensor, sentence_of: Tensor, positions: Tensor
    ) -> Reading:
        """Read a batch of windows.

        Args:
            input_ids: (B, T) word pieces.
            attention_mask: (B, T) 1 where there is a token.
            shapes: (B, T) case shapes.
            sentence_of: (B, T) the token's sentence in the window, -1 for none.
            positions: (B, S) the sentence's number in its article, -1 where there is no sentence.
        """
        embedded = self.bert.embeddings.word_embeddings(input_ids) + self.case_shape(shapes)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=attention_mask).last_hidden_state  # (B, T, D)
        numbers = torch.arange(positions.shape[1], device=positions.device)
        member = (sentence_of.unsqueeze(-1) == numbers).to(hidden.dtype)  # (B, T, S)
        mean = member.transpose(1, 2) @ hidden / member.sum(1).clamp(min=1).unsqueeze(-1)  # (B, S, D)
        states = mean + self.sentence_position(positions.clamp(0, self.config.sentence_positions - 1))
        present = (positions >= 0)[:, None, None, :]  # (B, 1, 1, S)
        for block in self.inter:
            states = block(states, present)
        states = self.norm(states)
        keep = self.keep_hidden(torch.cat([hidden, member @ states], -1))
        return Reading(
            salience=self.salience(states).squeeze(-1),
            keep=self.keep(functional.gelu(keep)).squeeze(-1),
            tags=self.tags(hidden),
            vectors=self.vector(mean),
        )


def load_network(folder: Path) -> BrieferEncoder:
    """Load a checkpoint from a folder, never from the network, never from pickles.

    Raises:
        OSError: There is no such checkpoint, or it is damaged (and what else transformers raises then).
    """
    logging.disable_progress_bar()  # loading takes a moment, and standard error is for what went wrong
    return BrieferEncoder.from_pretrained(folder, local_files_only=True, use_safetensors=True, dtype=torch.float32)
