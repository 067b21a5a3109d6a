"""The two kinds of checkpoints that write: seq2seq and chat, loaded through transformers and run in torch.

A writer turns prompts into drafts, one a beam. It knows tokens, devices and batches; nothing about sentences, support
or articles longer than its window. Nothing is sampled: the same prompt gives the same drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from briefer.errors import ConfigError, ModelError
from briefer.summarising.checkpoints import Checkpoint
from briefer.summarising.engine import DEVICES, has_device, torch_name
from briefer.summarising.families import Family, read_family
from briefer.summarising.halving import in_batches
from briefer.summarising.lengths import Draft, new_tokens
from briefer.summarising.replies import clean_reply

if TYPE_CHECKING:
    from briefer.summarising.instructions import Instruction, Report

CHAT_BEAMS = 3
"""Alternatives that a chat checkpoint keeps: as many again as are tried where the support check refuses the best."""
CHAT_WINDOW = 8192
"""Tokens of prompt and reply at most: beyond it small chat checkpoints lose what stands in the middle."""
UNSAMPLED = {"do_sample": False, "max_length": None, "forced_eos_token_id": None, "use_cache": True}
"""A checkpoint's own settings may say otherwise. Its settings of sampling are not read then."""
SILENT = 50
"""`logging.CRITICAL`."""
BATCH_TOKENS = {"cpu": 4096, "mps": 16_384, "cuda": 131_072}
"""Prompt and reply tokens of a batch, times its beams. A GPU's memory decides: where it is full, batches are halved."""


@dataclass(frozen=True, slots=True)
class Task:
    """What kind of summary is wanted."""

    sentences: int
    words: int
    instruction: Instruction | None = None


class Writer(Protocol):
    """Something that writes summaries."""

    @property
    def name(self) -> str:
        """Name what can change an output: device, arithmetic, beams."""

    def room(self, task: Task) -> int:
        """Return how many tokens of text fit in one prompt, next to what is written."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, without special ones."""

    def write(self, prompts: Sequence[Sequence[Report]], task: Task) -> list[tuple[Draft, ...]]:
        """Return the drafts of each prompt, best first.

        Args:
            prompts: One report, or several of one story, that fit in the room together, each.
            task: What to write.
        """


def load_writer(checkpoint: Checkpoint, device: str) -> Writer:
    """Load a checkpoint that writes.

    Args:
        checkpoint: Of kind "seq2seq" or "chat".
        device: One of `DEVICES`; "auto" is a GPU where the machine has one, else the CPU.

    Raises:
        ConfigError: There is no such device.
        ModelError: The checkpoint is damaged.
    """
    device = _device(device)
    tokenizer = _tokenizer(checkpoint)
    if checkpoint.kind == "chat":
        model = _model(checkpoint, "AutoModelForCausalLM", device, half=True)
        return ChatWriter(_Runner(tokenizer, model, device), checkpoint.name)
    family = read_family(checkpoint.path, checkpoint.model_type, tokenizer)
    model = _model(checkpoint, "AutoModelForSeq2SeqLM", device, half=family.half)
    return Seq2SeqWriter(_Runner(tokenizer, model, device), family)


@dataclass(frozen=True, slots=True, eq=False)
class _Runner:
    """A tokenizer and a model on a device."""

    tokenizer: Any
    model: Any
    device: str

    @property
    def name(self) -> str:
        """Device and arithmetic."""
        return f"torch-{self.device}-{str(self.model.dtype).removeprefix('torch.')}"

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, without special ones."""
        if not texts:
            return []
        with _quiet():  # a text longer than the window is expected here: it is about to be cut into windows
            found = self.tokenizer([self.inert(text) for text in texts], add_special_tokens=False)
        return [len(ids) for ids in found["input_ids"]]

    def inert(self, text: str) -> str:
        """Break up what stands for a special token: an article must not end its own turn in a chat."""
        for token in self.tokenizer.get_added_vocab():
            if len(token) > 1 and not token.isspace() and token in text:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def generate(self, inputs: Mapping[str, Any], **options: object) -> list[tuple[list[int], bool]]:
        """Return the new tokens of every beam of every input, special ones left out, and whether it was ended."""
        import torch

        beams = options["num_beams"]
        with torch.inference_mode(), _quiet():
            written = self.model.generate(
                **{name: value.to(self.device) for name, value in inputs.items()},
                **UNSAMPLED | {"num_return_sequences": beams} | options,
            )
        start = 0 if self.model.config.is_encoder_decoder else inputs["input_ids"].shape[1]
        return [self._read(row[start:].tolist()) for row in written]

    def _read(self, ids: list[int]) -> tuple[list[int], bool]:
        ends = self._ends()
        behind_start = next((at for at, number in enumerate(ids) if number not in self._starts()), len(ids))
        end = next((at for at in range(behind_start, len(ids)) if ids[at] in ends), None)
        return ids[behind_start:end], end is not None

    def _ends(self) -> set[int]:
        stated = self.model.generation_config.eos_token_id
        return {*(stated if isinstance(stated, list) else [stated]), self.tokenizer.eos_token_id} - {None}

    def _starts(self) -> set[int]:
        """Return what the decoder is given: in BART's family the start token is the token that ends a text."""
        stated = self.model.generation_config.decoder_start_token_id
        return {stated} - {None} if self.model.config.is_encoder_decoder else set()

    def text(self, ids: Sequence[int]) -> str:
        """Return what tokens say."""
        return str(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))

    def drafts(self, written: Sequence[tuple[list[int], bool]], beams: int) -> list[tuple[Draft, ...]]:
        """Group the beams of each input."""
        drafts = [Draft(self.text(ids), ended) for ids, ended in written]
        return [tuple(drafts[at : at + beams]) for at in range(0, len(drafts), beams)]


@dataclass(frozen=True, slots=True, eq=False)
class Seq2SeqWriter:
    """A checkpoint that writes a text from a text."""

    runner: _Runner
    family: Family

    @property
    def name(self) -> str:
        """Device, arithmetic and beams."""
        return f"{self.runner.name} beams={self.family.options['num_beams']}"

    def room(self, task: Task) -> int:
        """Return how many tokens of text fit in one prompt; `task` makes no difference: the decoder has its own."""
        del task
        return self.family.window - len(self.runner.tokenizer(self.family.prefix)["input_ids"])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, without special ones."""
        return self.runner.count(texts)

    def write(self, prompts: Sequence[Sequence[Report]], task: Task) -> list[tuple[Draft, ...]]:
        """Return the drafts of each prompt, best first."""
        most = min(new_tokens(task.sentences, task.words), self.family.reach - 2, self.room(task) // 2)
        beams = int(self.family.options["num_beams"])
        options = dict(self.family.options)
        options["min_length"] = min(int(options.get("min_length", 0)), most // 2)

        def run(batch: Sequence[str]) -> list[tuple[Draft, ...]]:
            inputs = self.runner.tokenizer(list(batch), padding=True, return_tensors="pt")
            extra = {"global_attention_mask": _first(inputs["input_ids"])} if self.family.global_first else {}
            plain = {name: inputs[name] for name in ("input_ids", "attention_mask")}
            return self.runner.drafts(self.runner.generate(plain | extra, max_new_tokens=most, **options), beams)

        texts = [self.family.prefix + self.runner.inert(" ".join(text for _, text in prompt)) for prompt in prompts]
        sizes = [size + most * beams for size in self.count(texts)]
        return in_batches(texts, sizes, run, budget=BATCH_TOKENS[self.runner.device])


@dataclass(frozen=True, slots=True, eq=False)
class ChatWriter:
    """A checkpoint that follows an instruction, in its own chat template."""

    runner: _Runner
    where: str
    """What an error names."""

    @property
    def name(self) -> str:
        """Device, arithmetic and beams."""
        return f"{self.runner.name} beams={CHAT_BEAMS}"

    def room(self, task: Task) -> int:
        """Return how many tokens of text fit in one prompt, next to the instruction and the reply."""
        limits = [_text_positions(self.runner.model.config), int(self.runner.tokenizer.model_max_length), CHAT_WINDOW]
        window = min(limit for limit in limits if limit)
        return window - len(self._tokens([("", "")], task)) - new_tokens(task.sentences, task.words)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, without special ones."""
        return self.runner.count(texts)

    def write(self, prompts: Sequence[Sequence[Report]], task: Task) -> list[tuple[Draft, ...]]:
        """Return the drafts of each prompt, best first."""
        most = new_tokens(task.sentences, task.words)
        tokenizer = self.runner.tokenizer
        padding = tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id

        def run(batch: Sequence[list[int]]) -> list[tuple[Draft, ...]]:
            options = {"num_beams": CHAT_BEAMS, "pad_token_id": padding, "max_new_tokens": most}
            written = self.runner.generate(_padded(batch, padding or 0), **options)
            return self.runner.drafts(written, CHAT_BEAMS)

        rows = [self._tokens(prompt, task) for prompt in prompts]
        sizes = [(len(row) + most) * CHAT_BEAMS for row in rows]
        found = in_batches(rows, sizes, run, budget=BATCH_TOKENS[self.runner.device])
        return [tuple(Draft(clean_reply(draft.text), draft.ended) for draft in drafts) for drafts in found]

    def _tokens(self, reports: Sequence[Report], task: Task) -> list[int]:
        inert = self.runner.inert
        prompt = self._prompt([(inert(title), inert(text)) for title, text in reports], task)
        return list(self.runner.tokenizer(prompt, add_special_tokens=False)["input_ids"])

    def _prompt(self, reports: Sequence[Report], task: Task) -> str:
        if task.instruction is None:
            raise ConfigError("a chat checkpoint needs one; choose from prompts/instructions", "--instruction")
        messages = task.instruction.fill(reports, task.sentences, task.words)
        options = {"tokenize": False, "add_generation_prompt": True, "enable_thinking": False}
        try:
            return str(self.runner.tokenizer.apply_chat_template(messages, **options))
        except Exception as error:  # each template raises what it likes
            said = " ".join(str(error).split())[:200]
            raise ModelError(
                f"its chat template cannot be used ({said}); use another checkpoint", self.where
            ) from error


def _first(ids: Any) -> Any:  # noqa: ANN401 - torch tensors
    """Mark the first token of each row: (B, T) -> (B, T)."""
    import torch

    mask = torch.zeros_like(ids)
    mask[:, 0] = 1
    return mask


def _padded(rows: Sequence[Sequence[int]], padding: int) -> dict[str, Any]:
    """Pad rows on the left, so that all replies start behind the last column: (B, T) each."""
    import torch

    longest = max(len(row) for row in rows)
    ids = [[padding] * (longest - len(row)) + list(row) for row in rows]
    mask = [[0] * (longest - len(row)) + [1] * len(row) for row in rows]
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


def _text_positions(config: Any) -> int:  # noqa: ANN401
    return int(getattr(config.get_text_config(), "max_position_embeddings", 0) or 0)


def _device(device: str) -> str:
    if device not in DEVICES:
        raise ConfigError(f"unknown device {device!r}; choose from {', '.join(DEVICES)}", "--device")
    if device == "auto":
        return next(name for name in ("cuda", "mps", "cpu") if has_device(name))
    device = torch_name(device)
    if not has_device(device):
        raise ConfigError(f"no {device} device on this machine; use --device cpu", "--device")
    return device


def _arithmetic(device: str, *, half: bool) -> Any:  # noqa: ANN401 - torch.dtype, without torch
    """Choose fp32 on a CPU; on a GPU bf16 where it can, else fp16 where the family can."""
    import torch

    if device == "cpu":
        return torch.float32
    if device == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.bfloat16
    return torch.float16 if half else torch.float32


def _tokenizer(checkpoint: Checkpoint) -> Any:  # noqa: ANN401
    from transformers import AutoTokenizer

    try:
        with _quiet():
            return AutoTokenizer.from_pretrained(checkpoint.path, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise _damaged(checkpoint.path, "tokenizer", error) from error


def _model(checkpoint: Checkpoint, auto: str, device: str, *, half: bool) -> Any:  # noqa: ANN401
    import transformers

    try:
        with _quiet():
            model, loaded = getattr(transformers, auto).from_pretrained(
                checkpoint.path,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                dtype=_arithmetic(device, half=half),
                output_loading_info=True,
            )
            model = model.to(device).eval()
    except Exception as error:
        raise _damaged(checkpoint.path, "weights", error) from error
    if missing := loaded["missing_keys"]:
        raise _damaged(checkpoint.path, "weights", f"{len(missing)} tensors are missing, such as {min(missing)}")
    return model


def _damaged(path: Path, part: str, error: object) -> ModelError:
    said = " ".join(str(error).split())[:200].rstrip(".")
    return ModelError(f"its {part} cannot be loaded ({said}); install the checkpoint again", str(path))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from printing advice and progress: what concerns the user is said in our own errors."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity(SILENT)
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
