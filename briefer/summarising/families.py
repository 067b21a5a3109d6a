"""What each family of seq2seq checkpoints needs to be told, read from the checkpoint's own files.

Knows BART, mBART, PEGASUS, T5, Flan-T5, mT5, LED and their relatives by their `model_type`; an unknown family is run
as its files say. Knows nothing about articles, windows or generating.

What a checkpoint says of generating is taken in this order: generation_config.json, the summarisation part of
`task_specific_params` in config.json (which transformers 5 no longer reads), the older keys of config.json itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefer.summarising.checkpoint_files import read_json

GENERATION_KEYS = (
    "num_beams length_penalty no_repeat_ngram_size encoder_no_repeat_ngram_size repetition_penalty early_stopping"
    " min_length forced_bos_token_id decoder_start_token_id bos_token_id eos_token_id pad_token_id"
    " bad_words_ids"
).split()
"""What is taken over from a checkpoint's files. Sampling is not: the same article always gives the same summary.
Nor is a forced end: it would make a text that ran out of room look ended."""
DEFAULTS = {"num_beams": 4, "no_repeat_ngram_size": 3, "early_stopping": True}
"""Where the files are silent: what the published summarisation checkpoints of all these families set."""
POSITION_KEYS = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
RELATIVE_WINDOW = 512
"""Tokens read at a time by a checkpoint without a limit of its own: the length that T5 and mT5 were trained with."""
NO_LIMIT = 1_000_000
"""From here on a tokenizer's `model_max_length` stands for none."""
PREFIXED = {"t5": "summarize: "}
"""mT5, UMT5 and LongT5 were trained without prefixes; their summarisation checkpoints say so if they want one."""
FULL_PRECISION = frozenset({"t5", "mt5", "umt5", "longt5", "pegasus", "pegasus_x", "bigbird_pegasus"})
"""Trained in bf16 or fp32; their activations overflow in fp16."""
LANGUAGE = "en_XX"
"""The language token of mBART where the checkpoint fixes none."""


@dataclass(frozen=True, slots=True)
class Family:
    """How to run one checkpoint."""

    prefix: str = ""
    """Comes before every text."""
    window: int = RELATIVE_WINDOW
    """Tokens that are read at a time, special ones included."""
    reach: int = RELATIVE_WINDOW
    """Tokens that can be written at most."""
    half: bool = True
    """fp16 does it no harm."""
    global_first: bool = False
    """The first token attends to the whole text and is attended to (LED)."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Arguments of `generate`."""


def read_family(folder: Path, model_type: str, tokenizer: Any) -> Family:  # noqa: ANN401 - of many unrelated classes
    """Read what a checkpoint needs.

    Args:
        folder: Holds config.json and, in most checkpoints, generation_config.json.
        model_type: As in config.json.
        tokenizer: The checkpoint's tokenizer, from transformers.

    Raises:
        ModelError: One of its files cannot be read.
    """
    config = read_json(folder / "config.json")
    generation = folder / "generation_config.json"
    task = (config.get("task_specific_params") or {}).get("summarization") or {}
    layers = (config, task, read_json(generation) if generation.is_file() else {})
    stated = {key: layer[key] for layer in layers for key in GENERATION_KEYS if layer.get(key) is not None}
    return Family(
        prefix=task.get("prefix", PREFIXED.get(model_type, "")),
        window=_window(config, tokenizer),
        reach=config.get("max_decoder_position_embeddings") or _positions(config) or NO_LIMIT,
        half=model_type not in FULL_PRECISION,
        global_first=model_type == "led",
        options=DEFAULTS | stated | _language(model_type, tokenizer, stated),
    )


def _positions(config: Mapping[str, Any]) -> int:
    return next((int(config[key]) for key in POSITION_KEYS if config.get(key)), 0)


def _window(config: Mapping[str, Any], tokenizer: Any) -> int:  # noqa: ANN401
    limits = [_positions(config), int(tokenizer.model_max_length)]
    return min((limit for limit in limits if 0 < limit < NO_LIMIT), default=RELATIVE_WINDOW)


def _language(model_type: str, tokenizer: Any, stated: Mapping[str, Any]) -> dict[str, int]:  # noqa: ANN401
    """Say which language mBART shall write: the one its files fix, else `LANGUAGE`.

    mBART-50 has it forced as the first token behind the start token; in the older mBART it is the start token.
    """
    if model_type != "mbart" or "forced_bos_token_id" in stated:
        return {}
    token = getattr(tokenizer, "tgt_lang", None) or LANGUAGE
    number = tokenizer.convert_tokens_to_ids(token)
    if number is None or number == tokenizer.unk_token_id:
        return {}
    if "50" in type(tokenizer).__name__:
        return {"forced_bos_token_id": number}
    return {} if "decoder_start_token_id" in stated else {"decoder_start_token_id": number}
