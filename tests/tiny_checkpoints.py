"""Builds checkpoints of every family in the Hub's layout: random weights, a few hundred kilobytes each."""

import json
from pathlib import Path
from typing import Any

TEXTS = [
    "The ferry came back to Calder Bay on Monday after three weeks in dock. Nobody was hurt when the engine failed.",
    "Its owners said that repairs had cost 2.4 million pounds. Passengers had been taken to the island by boats.",
    "Police in Northfield arrested two men on Friday. A court will hear the case in June, the mayor Anna Petrova said.",
    "Rain and wind closed the airport for a day; 1,200 people slept in the terminal. Flights resume at 6 am.",
]
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
WINDOW = 160


def bart_like(kind: str) -> tuple[Any, dict[str, Any]]:
    """Configure BART, mBART, PEGASUS or LED."""
    import transformers

    size = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2}
    size |= {"decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "init_std": 1.0}
    if kind == "led":
        size |= {"max_encoder_position_embeddings": WINDOW, "max_decoder_position_embeddings": 96}
        size |= {"attention_window": 32}
    else:
        size |= {"max_position_embeddings": WINDOW}
    if kind == "pegasus":
        ids = {"bos_token_id": None, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 1}
    else:
        ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    classes = {"bart": "Bart", "led": "LED", "pegasus": "Pegasus", "mbart": "MBart"}
    config = getattr(transformers, f"{classes[kind]}Config")
    return config, size | ids


def t5_like(kind: str) -> tuple[Any, dict[str, Any]]:
    """Configure T5 or mT5."""
    import transformers

    size = {"d_model": 16, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2, "initializer_factor": 2.0}
    ids = {"pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 1}
    return {"t5": transformers.T5Config, "mt5": transformers.MT5Config}[kind], size | ids


def chat() -> tuple[Any, dict[str, Any]]:
    """Configure a chat model."""
    import transformers

    size = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    size |= {"num_key_value_heads": 1, "max_position_embeddings": 2048, "initializer_range": 1.0}
    return transformers.Qwen2Config, size | {"bos_token_id": None, "eos_token_id": 2, "pad_token_id": 1}


def build(kind: str, folder: Path, size: dict[str, Any] | None = None, **settings: Any) -> Path:
    """Save a checkpoint of a family and return its folder.

    Args:
        size: More of the configuration that the network is made from.
        settings: More of the saved config.json.
    """
    import torch
    import transformers

    tokenizer = train_tokenizer(kind, folder, TEXTS)
    config_of = {"t5": t5_like, "mt5": t5_like}.get(kind, bart_like)
    config, values = chat() if kind == "chat" else config_of(kind)
    torch.manual_seed(len(kind))
    auto = transformers.AutoModelForCausalLM if kind == "chat" else transformers.AutoModelForSeq2SeqLM
    save_model(
        auto.from_config(config(vocab_size=tokenizer.get_vocab_size(), **values | (size or {}))), folder, **settings
    )
    return folder


def save_model(model: Any, folder: Path, **settings: Any) -> None:
    """Save a model and write settings into its config.json."""
    model.save_pretrained(folder)
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | settings))


def train_tokenizer(kind: str, folder: Path, texts: list[str]) -> Any:
    """Train a tokenizer of the family's sort and save it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    special = [*SPECIAL, "en_XX"] if kind == "mbart" else [*SPECIAL, "<|im_start|>", "<|im_end|>"]
    tokenizer: Any
    if kind in {"bart", "led", "chat"}:
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trainer = trainers.BpeTrainer(vocab_size=500, special_tokens=special, initial_alphabet=alphabet)
    else:
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        tokenizer.decoder = decoders.Metaspace()
        trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>")  # noqa: S106
    tokenizer.train_from_iterator(texts, trainer)
    if kind in {"bart", "led"}:
        tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    elif kind != "chat":
        tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    names = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    names |= {"tokenizer_class": "PreTrainedTokenizerFast"} | ({"bos_token": "<s>"} if kind in {"bart", "led"} else {})
    names |= {"chat_template": CHAT_TEMPLATE} if kind == "chat" else {}
    (folder / "tokenizer_config.json").write_text(json.dumps(names))
    return tokenizer
