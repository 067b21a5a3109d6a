"""Writes a trained network as a checkpoint folder: fp16 safetensors, the tokenizer, and an 8-bit ONNX copy for the CPU.

The only home of `onnx` and of ONNX Runtime's optimiser and quantiser.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from briefer.errors import BrieferError, ModelError
from briefer.summarising.engine import INPUTS, ONNX_FILE, OUTPUTS
from briefer.summarising.network import load_network

if TYPE_CHECKING:
    from briefer.summarising.network import BrieferEncoder, Reading

OPSET = 17
FULL_PRECISION = ("/inter", "/salience", "/vector")
"""Parts of the graph that keep 32 bits: they see sentences, not tokens, so that they cost little, and decide most."""


def save_checkpoint(network: BrieferEncoder, tokenizer: Path, folder: Path) -> None:
    """Write a network in Hugging Face layout, with the ONNX copy; the folder's other files stay.

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
    """Write the 8-bit ONNX copy of the checkpoint in a folder beside its weights.

    Raises:
        BrieferError: onnx is not installed.
        ModelError: There is no loadable checkpoint in the folder.
    """
    try:
        from onnxruntime.quantization import QuantType, quantize_dynamic
        from onnxruntime.transformers.fusion_options import FusionOptions
        from onnxruntime.transformers.optimizer import optimize_model
    except ImportError as error:
        raise BrieferError("onnx is not installed; run: pip install 'briefer[train]'", str(folder)) from error
    try:
        network = load_network(folder).train(mode=False)
    except OSError as error:
        raise ModelError("no checkpoint to export here", str(folder)) from error
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tmp-") as scratch:
        plain, fused, small = (Path(scratch, name) for name in ("plain.onnx", "fused.onnx", "small.onnx"))
        # 1. The graph as torch runs it.
        _trace(network, plain)
        # 2. BERT's attention, layer norm and GELU as single operations: half of the time.
        settings = network.config
        optimised = optimize_model(
            str(plain), "bert", settings.num_attention_heads, settings.hidden_size, FusionOptions("bert"), opt_level=0
        )
        optimised.save_model_to_file(str(fused))
        # 3. Weights as 8-bit integers, a scale a channel; the activations' scales are found as it runs.
        exempt = [
            node.name
            for node in optimised.model.graph.node
            if node.name.startswith(tuple("/network" + p for p in FULL_PRECISION))
        ]
        quantize_dynamic(
            fused,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            nodes_to_exclude=exempt,
            extra_options={"DefaultTensorType": 1},  # the fused operations' results are float
        )
        shutil.move(small, folder / ONNX_FILE)


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
