"""What the files of a checkpoint's folder say, and which of them must not be loaded.

A checkpoint is a folder in the Hugging Face layout. Only safetensors are weights here: a pickle runs code when it is
opened, and so does a configuration that brings its own classes. Knows nothing about where folders come from, and opens
no weights but for their header.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefer.errors import ModelError

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack")
READ = (".json", ".txt", ".model", ".spm", ".jinja", ".safetensors")
"""Endings of the files that a checkpoint is loaded from; all of them together are its digest."""
LONGEST_JSON = 64_000_000
"""Bytes: the largest tokenizers have about half of it."""

ENCODER = "briefer-encoder"
SEQ2SEQ_TYPES = frozenset("bart led longt5 mbart mt5 mvp pegasus pegasus_x plbart prophetnet t5 umt5".split())
"""Families that write a text from a text, where the configuration does not say so itself."""
NO_TEXT = ("audio", "blip", "donut", "florence", "image", "pix2struct", "speech", "trocr", "vision", "voice", "whisper")
"""Parts of the names of families that hear or see, and write a text from that."""

_BLOB = re.compile(r"[0-9a-f]{64}")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        ModelError: The file is missing, far too long, or holds no JSON object.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_JSON + 1)
        value = json.loads(content) if len(content) <= LONGEST_JSON else None
    except OSError as error:
        raise ModelError(f"cannot read: {error.strerror}; a checkpoint has this file", str(path)) from error
    except (ValueError, RecursionError) as error:
        raise ModelError("damaged: not JSON; install the checkpoint again", str(path)) from error
    if not isinstance(value, dict):
        raise ModelError("damaged: not a JSON object; install the checkpoint again", str(path))
    return value


def kind_of(config: Mapping[str, Any]) -> str:
    """Say how a checkpoint is run: `encoder`, `seq2seq`, `chat`, or "" for what writes no text."""
    model_type = config.get("model_type")
    if model_type == ENCODER:
        return "encoder"
    names = config.get("architectures")
    architectures = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    if any(name.endswith(("ForCausalLM", "LMHeadModel")) for name in architectures):
        return "chat"
    model_type = model_type if isinstance(model_type, str) else ""
    if "text_config" in config and any(name.endswith("ForConditionalGeneration") for name in architectures):
        return "chat"  # it can see, too, and is run without pictures
    if any(other in model_type for other in NO_TEXT):
        return ""
    return "seq2seq" if config.get("is_encoder_decoder") is True or model_type in SEQ2SEQ_TYPES else ""


def check_settings(folder: Path) -> tuple[str, str]:
    """See that a checkpoint can and may be loaded, as far as its small files tell.

    Returns:
        Its kind and its family, such as `seq2seq` and `bart`.

    Raises:
        ModelError: It runs code of its own, writes no text, has no chat template, or a file is damaged.
    """
    if not (folder / "config.json").is_file():
        raise ModelError("no checkpoint: there is no config.json in it; put all its files there", str(folder))
    config = read_json(folder / "config.json")
    kind, model_type = kind_of(config), str(config.get("model_type") or "")
    _refuse_code(folder)
    if not kind:
        what = f"a {model_type} model" if model_type else "a model of no known family"
        message = f"{what}, which writes no text; take a seq2seq or chat checkpoint, such as BART, PEGASUS, T5 or Qwen"
        raise ModelError(message, str(folder))
    if kind == "chat":
        _refuse_without_chat_template(folder)
    return kind, model_type


def weight_files(folder: Path) -> list[Path]:
    """List the files with weights, in the order of their names, whether they are there or not.

    Raises:
        ModelError: There are none, or only pickled ones, or the index of several is damaged.
    """
    if (folder / WEIGHTS).is_file() or not (folder / INDEX).is_file():
        if not (folder / WEIGHTS).is_file():
            raise ModelError(_no_weights(folder), str(folder))
        return [folder / WEIGHTS]
    shards = read_json(folder / INDEX).get("weight_map")
    names = set(shards.values()) if isinstance(shards, dict) else set()
    if not names or not all(isinstance(name, str) and name == Path(name).name for name in names):
        raise ModelError("damaged: it names no files; install the checkpoint again", str(folder / INDEX))
    return [folder / name for name in sorted(names)]


def check_weights(folder: Path) -> None:
    """See that all weights are there, and as long as they say themselves.

    Raises:
        ModelError: They are not.
    """
    from safetensors import SafetensorError, safe_open

    for path in weight_files(folder):
        try:
            with safe_open(path, "numpy"):
                pass
        except (OSError, SafetensorError) as error:
            wrong = "truncated or damaged" if path.is_file() else "missing"
            raise ModelError(f"{wrong}; remove the checkpoint and install it again", str(path)) from error


def digest(folder: Path, *, weights: bool) -> str:
    """Return 12 hexadecimal digits that change when a file that the checkpoint is loaded from does.

    Args:
        folder: The checkpoint.
        weights: Whether the weights are read, too, which takes about a second a gigabyte.
    """
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in READ and path.is_file() and (weights or path.suffix != ".safetensors"):
            whole.update(f"{path.name} {_hash(path)}\n".encode())
    return whole.hexdigest()[:12]


def _refuse_code(folder: Path) -> None:
    """Refuse a checkpoint that brings its own classes.

    Raises:
        ModelError: It does, or a configuration is damaged.
    """
    for name in ("config.json", "tokenizer_config.json"):
        if os.path.isfile(folder / name) and "auto_map" in read_json(folder / name):  # noqa: PTH113 - as in resources
            message = "asks to run code of its own (`auto_map`), which is never done; take a checkpoint without"
            raise ModelError(message, str(folder / name))


def _refuse_without_chat_template(folder: Path) -> None:
    """Refuse a chat checkpoint that does not say how a conversation is written.

    Raises:
        ModelError: It has no chat template.
    """
    if any((folder / name).is_file() for name in ("chat_template.jinja", "chat_template.json")):
        return
    settings = folder / "tokenizer_config.json"
    if not (settings.is_file() and read_json(settings).get("chat_template")):
        message = "the tokenizer has no chat template; take the instruct version of this model, which has one"
        raise ModelError(message, str(folder))


def _hash(path: Path) -> str:
    """Hash a file, unless it is a link to a blob of the Hub's cache, which has its hash for a name."""
    blob = path.resolve()
    if path.is_symlink() and blob.parent.name == "blobs" and _BLOB.fullmatch(blob.name):
        return blob.name
    state = path.stat()
    return _hash_content(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=256)
def _hash_content(path: Path, _size: int, _changed: int) -> str:
    """Hash a file once as long as it stays as it is: a job asks for its checkpoint again with each batch."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_weights(folder: Path) -> str:
    pickled = sorted(path.name for path in folder.iterdir() if path.suffix in PICKLED and path.is_file())
    if pickled:
        return f"only pickled weights ({pickled[0]}), which may run code; put {WEIGHTS} into this folder"
    return f"no weights; put {WEIGHTS} into this folder"
