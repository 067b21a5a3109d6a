"""Runs the bundled network on batches of windows: two engines behind one Protocol.

ONNX Runtime is the CPU engine: it starts in a fraction of the time that importing torch takes.
Torch is the GPU and the reference engine. Knows nothing about articles and summaries; reads a checkpoint's folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from briefer.errors import ConfigError, ModelError
from briefer.summarising.windows import NO_SHAPE, Window

if TYPE_CHECKING:
    import numpy as np

MODEL_TYPE = "briefer-encoder"
ONNX_FILE = "model.onnx"
ONNX_INT8_FILE = "model-int8.onnx"
"""The same network, multiplying 8-bit integers where each token is multiplied."""
WEIGHTS_FILE = "model.safetensors"
LAYOUT = "weights-layout"
"""Where the graph notes which arrangement of tensors its references into the weights' file fit."""
DEVICES = ("auto", "cpu", "cpu-fp32", "cuda", "mps")
"""`cpu` multiplies 8-bit integers where the processor does that exactly, `cpu-fp32` never does."""
MOST_WORKERS = 8
"""Windows that a CPU reads at a time, at most: each takes up to 60 MB."""
GPU_BATCH_TOKENS = 16_384
"""Tokens a batch on a GPU, padding included."""
_PRODUCT = (
    "CAgSADpQChgKAWEKAWISAWMiDU1hdE11bEludGVnZXISAWdaDwoBYRIKCggIAhIECgAKAFoPCgFiEgoKCAgDEgQKAAoAYg8KAWMSCgoICAYSBAoA"
    "CgBCBAoAEBE="
)
"""An ONNX graph: c = a b, of unsigned and signed bytes."""
INPUTS = ("input_ids", "attention_mask", "shapes", "sentence_of", "positions")
OUTPUTS = ("salience", "keep", "tags", "vectors")


@dataclass(frozen=True, slots=True, eq=False)
class WindowReading:
    """What the network says of one window of T tokens and S sentences."""

    salience: np.ndarray
    """(S,) logits."""
    keep: np.ndarray
    """(T,) logits."""
    tags: np.ndarray
    """(T, 11) logits, in the order of `tags.TAGS`."""
    vectors: np.ndarray
    """(S, D) sentence meanings, not normalised."""


class Engine(Protocol):
    """Something that runs the network."""

    @property
    def name(self) -> str:
        """Name what can change an output: the engine and its arithmetic."""

    @property
    def workers(self) -> int:
        """Return how many batches to run at a time."""

    @property
    def batch_tokens(self) -> int:
        """Return how many tokens, padding included, a batch may have; one window is always a batch."""

    def run(self, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Return `OUTPUTS` for one padded batch of `INPUTS`."""


def load_engine(folder: Path, device: str) -> Engine:
    """Load a checkpoint of the bundled kind.

    Args:
        folder: holds config.json, model.safetensors, tokenizer.json and, for the CPU, model.onnx.
        device: one of `DEVICES`; "auto" is a GPU where the machine has one, else the CPU.

    Raises:
        ConfigError: There is no such device.
        ModelError: The folder holds no such checkpoint, or a damaged one.
    """
    if device not in DEVICES:
        raise ConfigError(f"unknown device {device!r}; choose from {', '.join(DEVICES)}", "--device")
    check_kind(folder)
    if device == "auto":
        device = "cuda" if Path("/dev/nvidiactl").exists() and has_device("cuda") else "cpu"
    if device == "cpu" and (folder / ONNX_INT8_FILE).is_file() and multiplies_bytes_exactly():
        return OnnxEngine(folder, ONNX_INT8_FILE)
    if device.startswith("cpu") and (folder / ONNX_FILE).is_file():
        return OnnxEngine(folder, ONNX_FILE)
    return TorchEngine(folder, torch_name(device))


def layout_of(weights: Path) -> str:
    """Return a hash of where each tensor lies in a safetensors file: of its header.

    Raises:
        OSError: The file cannot be read.
    """
    with weights.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        return hashlib.sha256(file.read(min(size, 1 << 24))).hexdigest()


def check_kind(folder: Path) -> None:
    """Make sure that a folder says of itself that it holds a checkpoint of the bundled kind.

    Raises:
        ModelError: It does not.
    """
    path = folder / "config.json"
    try:
        kind = json.loads(path.read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError("no readable config.json; give the folder of a checkpoint", str(folder)) from error
    if kind != MODEL_TYPE:
        raise ModelError(f"model type {kind!r} is not supported here; use a {MODEL_TYPE} checkpoint", str(folder))


class OnnxEngine:
    """The network in ONNX Runtime on the CPU: a graph without weights, which lie in the safetensors file beside it."""

    batch_tokens = 0
    """One window a batch: a CPU reads a full window as fast alone, nothing is padded, and an article's summary cannot
    depend on what else is in the batch."""

    def __init__(self, folder: Path, graph_file: str) -> None:
        """Load an exported graph.

        Raises:
            ModelError: A file is damaged, or the graph is of other weights.
        """
        self.name = "onnx-int8" if graph_file == ONNX_INT8_FILE else "onnx-fp32"
        forbid_telemetry()
        import onnxruntime

        graph, weights = folder / graph_file, folder / WEIGHTS_FILE
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        # A core a window is an eighth faster than all cores on one window after the other (2 cores, 140 windows).
        self.workers = min(_cores(), MOST_WORKERS)
        options.intra_op_num_threads = 1
        # The arena keeps the memory of the largest batch seen; without it peak memory follows the batch at hand.
        options.enable_cpu_mem_arena = False
        try:
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            fits = self._session.get_modelmeta().custom_metadata_map[LAYOUT] == layout_of(weights)
        except Exception as error:
            raise _damaged(graph if weights.is_file() else weights) from error
        if not fits:
            raise ModelError("the graph was exported from other weights; export it again", str(graph))

    def run(self, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Return `OUTPUTS` for one padded batch of `INPUTS`."""
        return list(self._session.run(OUTPUTS, feed))


class TorchEngine:
    """The network in torch: fp32 on a CPU, fp16 on a GPU."""

    workers = 1

    def __init__(self, folder: Path, device: str) -> None:
        """Load the checkpoint.

        Raises:
            ConfigError: The device is not there.
            ModelError: The weights are missing or damaged.
        """
        if not has_device(device):
            raise ConfigError(f"no {device} device on this machine; use --device cpu", "--device")
        import torch

        from briefer.summarising.network import load_network

        weights = folder / WEIGHTS_FILE
        self._device = torch.device(device)
        self.batch_tokens = 0 if device == "cpu" else GPU_BATCH_TOKENS
        self._dtype = torch.float32 if device == "cpu" else torch.float16
        self.name = f"torch-{device}-{str(self._dtype).removeprefix('torch.')}"
        try:
            network: Any = load_network(folder)
            self._network = network.to(self._device, self._dtype).eval()
        except Exception as error:
            raise _damaged(weights) from error

    def run(self, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Return `OUTPUTS` for one padded batch of `INPUTS`."""
        import torch

        with torch.inference_mode():
            reading = self._network(**{name: torch.from_numpy(feed[name]).to(self._device) for name in INPUTS})
        return [getattr(reading, name).float().cpu().numpy() for name in OUTPUTS]


@cache
def multiplies_bytes_exactly() -> bool:
    """Tell whether this processor adds up products of 8-bit integers without loss.

    x86 without VNNI does not: two products of 255 and 127 overflow the 16 bits that they are added in.
    """
    forbid_telemetry()
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(b64decode(_PRODUCT), providers=["CPUExecutionProvider"])
    ones = {"a": np.full((4, 64), 255, np.uint8), "b": np.full((64, 16), 127, np.int8)}
    (sums,) = session.run(None, ones)
    return bool((sums == 64 * 255 * 127).all())


def forbid_telemetry() -> None:
    """Keep ONNX Runtime from reporting to its maker and numbering this machine, as it does from its import on."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def torch_name(device: str) -> str:
    """Return what torch calls one of `DEVICES`: it knows of no precision."""
    return device.removesuffix("-fp32")


def has_device(device: str) -> bool:
    """Tell whether torch can use a device."""
    import torch

    return {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}[device]


def _damaged(path: Path) -> ModelError:
    return ModelError("the checkpoint is missing, damaged or not of this kind; install it again", str(path))


def read_windows(windows: Sequence[Window], engine: Engine) -> list[WindowReading]:
    """Run the network on windows of any lengths, in batches of like length; results are in the order given."""
    readings: list[WindowReading | None] = [None] * len(windows)
    batches = _batches(windows, engine.batch_tokens)
    with ThreadPoolExecutor(engine.workers) as pool:
        for batch, outputs in zip(
            batches, pool.map(lambda b: engine.run(_pad([windows[i] for i in b])), batches), strict=True
        ):
            for row, i in enumerate(batch):
                readings[i] = _row(windows[i], [output[row] for output in outputs])
    return [reading for reading in readings if reading is not None]


def _batches(windows: Sequence[Window], tokens: int) -> list[list[int]]:
    """Group windows, longest first, so that little is padded and a batch has so many tokens at most."""
    batches: list[list[int]] = []
    for i in sorted(range(len(windows)), key=lambda i: -len(windows[i].ids)):
        if batches and (len(batches[-1]) + 1) * len(windows[batches[-1][0]].ids) <= tokens:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _pad(windows: Sequence[Window]) -> dict[str, np.ndarray]:
    """Make the (B, T) and (B, S) inputs of one batch."""
    import numpy as np

    tokens = max(len(window.ids) for window in windows)
    sentences = max(window.count for window in windows)

    def padded(rows: Sequence[Sequence[int]], length: int, value: int) -> np.ndarray:
        array = np.full((len(rows), length), value, np.int64)
        for number, row in enumerate(rows):
            array[number, : len(row)] = row
        return array

    return {
        "input_ids": padded([w.ids for w in windows], tokens, 0),
        "attention_mask": padded([[1] * len(w.ids) for w in windows], tokens, 0),
        "shapes": padded([w.shapes for w in windows], tokens, NO_SHAPE),
        "sentence_of": padded([w.sentence_of for w in windows], tokens, -1),
        "positions": padded([range(w.first, w.first + w.count) for w in windows], sentences, -1),
    }


def _row(window: Window, outputs: Sequence[np.ndarray]) -> WindowReading:
    salience, keep, tags, vectors = outputs
    tokens = len(window.ids)
    return WindowReading(salience[: window.count], keep[:tokens], tags[:tokens], vectors[: window.count])
