"""Writes a trained network as a checkpoint folder: fp16 safetensors, the tokenizer, and ONNX graphs for the CPU.

The only home, with `borrow.py` and `cpu_graph.py`, of `onnx` and of ONNX Runtime's optimiser.
"""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from briefer.errors import BrieferError, ModelError
from briefer.summarising.engine import INPUTS, ONNX_FILE, ONNX_INT8_FILE, OUTPUTS, forbid_telemetry
from briefer.summarising.network import load_network

if TYPE_CHECKING:
    from onnx import ModelProto

    from briefer.summarising.network import BrieferEncoder, Reading

OPSET = 17


def save_checkpoint(network: BrieferEncoder, tokenizer: Path, folder: Path) -> None:
    """Write a network in Hugging Face layout, with the ONNX graph; the folder's other files stay.

    Args:
        network: what was trained.
        tokenizer: a `tokenizer.json` to copy.
        folder: made if it is not there.

    Raises:
        BrieferError: An extra that the export needs is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tmp-") as scratch:
        torch.nn.Module.half(network).save_pretrained(scratch)
        _copy_tokenizer(tokenizer, Path(scratch, "tokenizer.json"))
        export_onnx(Path(scratch))
        for name in sorted(os.listdir(scratch)):  # noqa: PTH208 - names, not paths
            os.replace(Path(scratch, name), folder / name)  # noqa: PTH105 - a rename that overwrites


def _copy_tokenizer(source: Path, target: Path) -> None:
    """Copy a tokenizer without the truncation and padding that its file may ask for."""
    settings = json.loads(source.read_text(encoding="utf-8"))
    settings |= {"truncation": None, "padding": None}
    target.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


def export_onnx(folder: Path) -> None:
    """Write the ONNX graphs of the checkpoint in a folder beside its weights, which they borrow.

    Raises:
        BrieferError: onnx is not installed.
        ModelError: There is no loadable checkpoint in the folder.
    """
    forbid_telemetry()
    try:
        from onnxruntime.transformers.fusion_options import FusionOptions
        from onnxruntime.transformers.optimizer import optimize_model

        from briefer.training.borrow import borrow_weights
        from briefer.training.cpu_graph import drop_mask, quantise, seen_by_tokens, vectorise_norms
    except ImportError as error:
        raise BrieferError("onnx is not installed; run: pip install 'briefer[train]'", str(folder)) from error
    try:
        network = load_network(folder).train(mode=False)
    except OSError as error:
        raise ModelError("no checkpoint to export here", str(folder)) from error
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tmp-") as scratch:
        # 1. The graph as torch runs it.
        plain = Path(scratch, "plain.onnx")
        _trace(network, plain)
        # 2. BERT's attention, layer norm and GELU as single operations.
        heads, size = network.config.num_attention_heads, network.config.hidden_size
        fusions = FusionOptions("bert")
        fusions.use_multi_head_attention = True
        fused = optimize_model(str(plain), "bert", heads, size, fusions, opt_level=0).model
        # 3. What the CPU's kernels are quickest with.
        drop_mask(fused.graph)
        vectorise_norms(fused.graph)
        # 4. References to the weights in the place of copies.
        heavy = seen_by_tokens(fused.graph)
        weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
        borrow_weights(fused, weights, folder)
        _write(fused, folder / ONNX_FILE, scratch)
        # 5. The same in 8 bits.
        quantise(fused.graph, heavy)
        _write(fused, folder / ONNX_INT8_FILE, scratch)


def _write(model: ModelProto, path: Path, scratch: str) -> None:
    """Write a graph beside its name, then rename it."""
    unfinished = Path(scratch, path.name)
    unfinished.write_bytes(model.SerializeToString())
    unfinished.replace(path)


class _Positional(torch.nn.Module):
    """The network with its outputs as a plain tuple, as the exporter wants it."""

    def __init__(self, network: BrieferEncoder) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        reading: Reading = self.network(*inputs)
        return tuple(getattr(reading, name) for name in OUTPUTS)


def _trace(network: BrieferEncoder, path: Path) -> None:
    batch, tokens, sentences = 2, 40, 3
    inputs = (
        torch.full((batch, tokens), 1000),
        torch.ones(batch, tokens, dtype=torch.long),
        torch.ones(batch, tokens, dtype=torch.long),
        (torch.arange(tokens) // 14).repeat(batch, 1),
        torch.arange(sentences).repeat(batch, 1),
    )
    by_token, by_sentence = {0: "windows", 1: "tokens"}, {0: "windows", 1: "sentences"}
    axes = dict.fromkeys((*INPUTS[:4], "keep", "tags"), by_token)
    axes |= dict.fromkeys((INPUTS[4], "salience", "vectors"), by_sentence)
    network.set_attn_implementation("eager")  # the pattern that the optimiser knows
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Positional(network),
            inputs,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
