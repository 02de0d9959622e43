"""How a graph's weights are stored: as they are, in half the bytes, or in a quarter. All arithmetic stays float32."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST_STORED = 256  # weights below this many numbers stay float32
STORAGES = ("float32", "float16", "int8")


def _large(graph: onnx.ModelProto) -> list[onnx.TensorProto]:
    return [
        w for w in graph.graph.initializer if w.data_type == TensorProto.FLOAT and np.prod(w.dims, dtype=int) >= SMALLEST_STORED
    ]


def _prepend(graph: onnx.ModelProto, nodes: list[onnx.NodeProto]) -> None:
    rest = list(graph.graph.node)
    del graph.graph.node[:]
    graph.graph.node.extend([*nodes, *rest])


def store_half(graph: onnx.ModelProto) -> None:
    """Keeps large float32 weights as float16 and casts them back when the session opens."""
    casts = []
    for weight in _large(graph):
        wide, values = weight.name, numpy_helper.to_array(weight)
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{wide}.half"))
        casts.append(helper.make_node("Cast", [f"{wide}.half"], [wide], name=f"{wide}.widen", to=TensorProto.FLOAT))
    _prepend(graph, casts)


def to_int8(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Integers -127 … 127 and one scale for each index along `axis`; values ≈ integers × scale."""
    others = tuple(a for a in range(values.ndim) if a != axis)
    scale = np.maximum(np.abs(values).max(others), 1e-12).astype(np.float32) / 127
    shape = [-1 if a == axis else 1 for a in range(values.ndim)]
    return np.clip(np.rint(values / scale.reshape(shape)), -127, 127).astype(np.int8), scale


def as_int8(values: np.ndarray) -> np.ndarray:
    """`values`, whose first axis counts outputs, with the numbers left to them once they are stored as int8."""
    integers, scale = to_int8(values, 0)
    return integers * scale.reshape(-1, *[1] * (values.ndim - 1))


def _output_axis(graph: onnx.ModelProto, name: str) -> int:
    """Of a weight's axes the one that counts outputs: the last for MatMul, the first for convolutions and the rest."""
    matmul = any(n.op_type == "MatMul" and name in n.input for n in graph.graph.node)
    return 1 if matmul else 0


def store_int8(graph: onnx.ModelProto) -> None:
    """Keeps large float32 weights of two axes or more as int8 with a scale per output channel."""
    widened = []
    for weight in _large(graph):
        wide, values = weight.name, numpy_helper.to_array(weight)
        if values.ndim < 2:
            continue
        axis = _output_axis(graph, wide)
        integers, scale = to_int8(values, axis)
        weight.CopyFrom(numpy_helper.from_array(integers, f"{wide}.int8"))
        graph.graph.initializer.append(numpy_helper.from_array(scale, f"{wide}.scale"))
        names = [f"{wide}.int8", f"{wide}.scale"]
        widened.append(helper.make_node("DequantizeLinear", names, [wide], name=f"{wide}.widen", axis=axis))
    _prepend(graph, widened)


def store(graph: onnx.ModelProto, storage: str) -> None:
    """Rewrites the large weights of `graph`, in place, as one of STORAGES."""
    if storage == "float16":
        store_half(graph)
    elif storage == "int8":
        store_int8(graph)
