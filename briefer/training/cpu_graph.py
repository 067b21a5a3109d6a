"""Changes an ONNX graph of the network so that ONNX Runtime's CPU kernels run it faster: three passes over its nodes.

The results stay what they were, but for rounding; the 8-bit pass says what it rounds. Knows ONNX, and no files.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

_LAYERS = ("/bert/encoder/", "/keep_hidden/")
"""Where the time goes, by the names of their nodes. What sees only sentences, and the small heads, stay exact."""
_UNEVEN = ("/intermediate/", "/output/")
"""The layers whose input has a few tokens that are far larger than the others."""

_MICROSOFT = "com.microsoft"
_ONE, _NOUGHT = "norm/one", "norm/nought"
_LEAST = "int8/least"
"""What a row is divided by at least: it may be nothing but noughts."""


def drop_mask(graph: GraphProto) -> None:
    """Leave out attention's mask: the CPU reads one window at a time, so nothing is padded.

    Without it, ONNX Runtime attends block by block (Dao et al. 2022) in place of writing all T x T scores to memory.
    """
    for node in graph.node:
        if node.op_type == "MultiHeadAttention":
            del node.input[4:]


def vectorise_norms(graph: GraphProto) -> None:
    """Write a layer norm of tokens as an instance norm with a token for a channel.

    It is the same arithmetic. ONNX Runtime 1.32 has scalar code for the former and vectors for the latter, which
    takes a tenth of the time.
    """
    nodes: list[NodeProto] = [
        helper.make_node("Shape", [graph.input[0].name], ["norm/tokens"], start=1, end=2),
        *(
            helper.make_node("ConstantOfShape", ["norm/tokens"], [name], value=_scalar(value))
            for name, value in ((_ONE, 1.0), (_NOUGHT, 0.0))
        ),
    ]
    for node in graph.node:
        nodes += _as_instance_norm(node) if _is_norm_of_tokens(node) else [node]
    del graph.node[:]
    graph.node.extend(nodes)


def _scalar(value: float) -> TensorProto:
    return numpy_helper.from_array(np.array([value], np.float32))


def _is_norm_of_tokens(node: NodeProto) -> bool:
    """Weights tell nothing: where several are equal, as before training, the exporter keeps one of them."""
    return node.op_type == "SkipLayerNormalization" and len(node.output) == 1 and "/bert/" in node.output[0]


def _as_instance_norm(node: NodeProto) -> list[NodeProto]:
    """Take a sum of two or three tensors, its norm, and the norm's weight and bias apart."""
    one, other, weight, bias, *more = node.input
    result = node.output[0]
    epsilon = next(attribute.f for attribute in node.attribute if attribute.name == "epsilon")
    sums = [helper.make_node("Add", [one, other], [f"{result}/sum"])]
    sums += [helper.make_node("Add", [f"{result}/sum", name], [f"{result}/biased"]) for name in more]
    return [
        *sums,
        helper.make_node(
            "InstanceNormalization", [sums[-1].output[0], _ONE, _NOUGHT], [f"{result}/norm"], epsilon=epsilon
        ),
        helper.make_node("Mul", [f"{result}/norm", weight], [f"{result}/weighted"]),
        helper.make_node("Add", [f"{result}/weighted", bias], [result]),
    ]


def quantise(graph: GraphProto, weights: Mapping[str, np.ndarray]) -> None:
    """Multiply 8-bit integers in the layers that see every token.

    Weights are rounded to a 127th of the largest of their column (when the graph is loaded, since it borrows them),
    activations to a 255th of their range in the window at hand; sums are exact. Where a few tokens stand out, such as
    [SEP] after GELU, each token is first divided by its largest value: without that, `keep` was off by 0.021 on average
    and not by 0.007 (60 news articles, 2026-11-25), and it costs 3 ms of 70 a window.

    Args:
        graph: as `borrow_weights` leaves it; changed in place.
        weights: the (in, out) matrices to quantise, by what the graph calls them.

    Source: Jacob et al. 2018, section 2, with ranges of activations found as they come, as in ONNX Runtime's dynamic
    quantisation.
    """
    nodes: list[NodeProto] = []
    rounded: set[str] = set()
    made = {output: node for node in graph.node for output in node.output}
    graph.initializer.append(numpy_helper.from_array(np.array(1e-6, np.float32), _LEAST))
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        left, right = node.input
        largest = f"{left}/largest" if any(layer in node.name for layer in _UNEVEN) else ""
        if right not in rounded:
            nodes += _weights(right, made)
            graph.initializer.extend(_columns(right, weights[right]))
        if left not in rounded:  # query, key and value are made of the same
            nodes += _activations(left, largest)
        nodes += _product(left, right, node.output[0], largest)
        rounded |= {left, right}
    unused = {output for name in weights for output in (name, made[name].input[0])}
    del graph.node[:]
    graph.node.extend(node for node in nodes if node.output[0] not in unused)


def _weights(name: str, made: Mapping[str, NodeProto]) -> list[NodeProto]:
    """Quantise a matrix that is the transpose of a borrowed one before it is turned: loading takes a fifth of the time.

    Args:
        name: of the matrix, which is a list of one transpose.
        made: the node that makes each tensor.
    """
    (turned,) = made[name].input
    (borrowed,) = made[turned].input
    return [
        helper.make_node("QuantizeLinear", [borrowed, *_point(name)], [f"{name}/rows"], axis=0),
        helper.make_node("Transpose", [f"{name}/rows"], [f"{name}/int8"], perm=[1, 0]),
    ]


def _activations(name: str, largest: str) -> list[NodeProto]:
    """Quantise activations; `largest` names what their rows are divided by first, or is empty."""
    quantised = [f"{name}/uint8", *_point(name)]
    if not largest:
        return [helper.make_node("DynamicQuantizeLinear", [name], quantised)]
    return [
        helper.make_node("Abs", [name], [f"{name}/size"]),
        helper.make_node("ReduceMax", [f"{name}/size"], [f"{name}/most"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{name}/most", _LEAST], [largest]),
        helper.make_node("Div", [name, largest], [f"{name}/even"]),
        helper.make_node("DynamicQuantizeLinear", [f"{name}/even"], quantised),
    ]


def _product(left: str, right: str, result: str, largest: str) -> list[NodeProto]:
    """Multiply what is quantised; `largest` as above."""
    (left_scale, left_zero), (right_scale, right_zero) = _point(left), _point(right)
    inputs = [f"{left}/uint8", f"{right}/int8", left_scale, right_scale, left_zero, right_zero]
    even = f"{result}/even" if largest else result
    product = helper.make_node("MatMulIntegerToFloat", inputs, [even], domain=_MICROSOFT)
    return [product, helper.make_node("Mul", [even, largest], [result])] if largest else [product]


def seen_by_tokens(graph: GraphProto) -> dict[str, np.ndarray]:
    """Return the (in, out) matrices of the layers that see every token, by what a graph with its weights calls them."""
    constants = {constant.name: constant for constant in graph.initializer}
    products = (node for node in graph.node if node.op_type == "MatMul" and node.input[1] in constants)
    return {
        node.input[1]: numpy_helper.to_array(constants[node.input[1]])
        for node in products
        if any(layer in node.name for layer in _LAYERS)
    }


def _columns(name: str, weights: np.ndarray) -> tuple[TensorProto, TensorProto]:
    """Return a scale and a zero for each column of a matrix."""
    scales = np.abs(weights).max(0).astype(np.float32) / 127
    parts = zip(_point(name), (scales, np.zeros(scales.shape, np.int8)), strict=True)
    scale, zero = (numpy_helper.from_array(array, part) for part, array in parts)
    return scale, zero


def _point(name: str) -> tuple[str, str]:
    """Name the scale and the zero of a tensor in 8 bits."""
    return f"{name}/scale", f"{name}/zero"
