"""Makes an ONNX graph borrow its weights from the `model.safetensors` beside it, instead of carrying a copy.

ONNX can say of a tensor that its bytes lie in another file at some offset, and safetensors keeps tensors as plain
bytes: so each large weight of the graph becomes a reference to the fp16 tensor of the checkpoint, followed by the casts
and transpositions that make it what the graph wants. ONNX Runtime folds those when it loads. One set of weights, two
engines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from briefer.errors import ModelError
from briefer.summarising.engine import LAYOUT, WEIGHTS_FILE, layout_of

SMALL = 1024
"""Constants of fewer elements stay in the graph."""

Key = tuple[tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a constant of the graph comes from tensors of the checkpoint: side by side, each transposed or as it is."""

    tensors: tuple[str, ...]
    transposed: bool = False


def borrow_weights(model: ModelProto, weights: Mapping[str, np.ndarray], folder: Path) -> None:
    """Replace the large constants of a graph by references into the folder's safetensors file.

    Args:
        model: changed in place.
        weights: the network's tensors by name, as float32.
        folder: where `model.safetensors` lies, and where the graph will.

    Raises:
        ModelError: A constant is not made of the checkpoint's tensors.
    """
    origins = _origins(weights)
    layout = _tensor_bytes(folder / WEIGHTS_FILE)
    graph = model.graph
    kept: list[TensorProto] = []
    made: list[NodeProto] = []
    borrowed: set[str] = set()
    tables: set[str] = set()  # embeddings: only the rows looked up are cast, which halves the time of loading
    for constant in graph.initializer:
        array = numpy_helper.to_array(constant)
        if array.size < SMALL or array.dtype != np.float32:
            kept.append(constant)
            continue
        origin = origins.get(_key(array))
        if origin is None:
            raise ModelError(f"the graph's constant {constant.name} is none of the checkpoint's tensors", str(folder))
        looked_up = [node for node in graph.node if node.op_type == "Gather" and node.input[0] == constant.name]
        if looked_up and not origin.transposed:
            tables.update(origin.tensors)
            for node in looked_up:
                node.input[0] = _stored(origin.tensors[0])
        else:
            borrowed.update(origin.tensors)
            made += _assembly(constant.name, origin)
    del graph.initializer[:]
    graph.initializer.extend([*kept, *(_reference(name, layout[name]) for name in sorted(borrowed | tables))])
    nodes = [helper.make_node("Cast", [_stored(n)], [_read(n)], to=TensorProto.FLOAT) for n in sorted(borrowed)]
    nodes += [*made, *(part for node in graph.node for part in _widened(node, tables))]
    del graph.node[:]
    graph.node.extend(nodes)
    model.metadata_props.add(key=LAYOUT, value=layout_of(folder / WEIGHTS_FILE))


def _origins(weights: Mapping[str, np.ndarray]) -> dict[Key, Origin]:
    """List what a constant may be: a tensor, its transpose, or attention's query, key and value side by side."""
    origins: dict[Key, Origin] = {}
    for name, array in weights.items():
        origins[_key(array)] = Origin((name,))
        if array.ndim == 2:
            origins[_key(array.T)] = Origin((name,), transposed=True)
    for query in (name for name in weights if ".query." in name):
        names = tuple(query.replace("query", part) for part in ("query", "key", "value"))
        parts = [weights[name].T for name in names]  # a vector is its own transpose
        origins[_key(np.concatenate(parts, -1))] = Origin(names, transposed=parts[0].ndim == 2)
    return origins


def _key(array: np.ndarray) -> Key:
    return array.shape, hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _tensor_bytes(path: Path) -> dict[str, tuple[list[int], int, int]]:
    """Return shape, offset in the file and length of each tensor of a safetensors file."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    return {
        name: (entry["shape"], 8 + size + entry["data_offsets"][0], entry["data_offsets"][1] - entry["data_offsets"][0])
        for name, entry in header.items()
        if name != "__metadata__"
    }


def _stored(name: str) -> str:
    return f"stored/{name}"


def _read(name: str) -> str:
    return f"read/{name}"


def _reference(name: str, place: tuple[list[int], int, int]) -> TensorProto:
    shape, offset, length = place
    tensor = TensorProto(name=_stored(name), data_type=TensorProto.FLOAT16, dims=shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", WEIGHTS_FILE), ("offset", str(offset)), ("length", str(length))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def _widened(node: NodeProto, tables: set[str]) -> list[NodeProto]:
    """Return a node, with a cast behind it where it looks rows up in a stored table."""
    if node.op_type != "Gather" or node.input[0] not in {_stored(name) for name in tables}:
        return [node]
    wanted = node.output[0]
    node.output[0] = f"{wanted}/stored"
    return [node, helper.make_node("Cast", [node.output[0]], [wanted], to=TensorProto.FLOAT)]


def _assembly(constant: str, origin: Origin) -> list[NodeProto]:
    """Make the nodes that put a constant together."""
    parts = [_read(name) for name in origin.tensors]
    nodes: list[NodeProto] = []
    if origin.transposed:
        turned = [f"turned/{constant}/{number}" for number in range(len(parts))]
        nodes = [
            helper.make_node("Transpose", [part], [turn], perm=[1, 0]) for part, turn in zip(parts, turned, strict=True)
        ]
        parts = turned
    return [*nodes, helper.make_node("Concat", parts, [constant], axis=-1)]
