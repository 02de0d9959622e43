"""What the shipped graphs cost, counted from the graphs alone: arithmetic, bytes moved, memory.

python -m medimageparse3d.costs [--prompts 1] [--tokens 12]

Floating-point operations are twice the multiplications of MatMul, Gemm and Conv. Moved is what every operation reads and
writes once, without fusion and caches, so an upper bound of what a runtime does. The peak is the weights as they are while
the graph runs and the largest set of values that are needed at one time.
"""

import argparse
import gzip
import json
import math
from typing import NamedTuple

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper, shape_inference
from onnx.reference import ReferenceEvaluator

from .reshapes import without_unused
from .ship import FOLDER

GRAPHS = ("image-encoder", "text-encoder", "prompt-decoder")
VIEWS = ("Reshape", "Unsqueeze", "Squeeze", "Flatten", "Identity", "Constant", "Shape")
BITS = {
    TensorProto.FLOAT: 32,
    TensorProto.FLOAT16: 16,
    TensorProto.INT8: 8,
    TensorProto.INT4: 4,
    TensorProto.INT32: 32,
    TensorProto.INT64: 64,
    TensorProto.BOOL: 8,
}


class Value(NamedTuple):
    shape: tuple[int, ...]
    bits: int

    @property
    def bytes(self) -> int:
        return math.prod(self.shape) * self.bits // 8


class Costs(NamedTuple):
    flops: int
    moved: int  # bytes
    weights: int  # bytes while the graph runs
    peak: int  # bytes, weights included


def load(precision: str, graph: str) -> ModelProto:
    return onnx.load_from_string(gzip.decompress((FOLDER / precision / f"{graph}.onnx.gz").read_bytes()))


def compute_shapes(proto: ModelProto) -> None:
    """Turns shapes that nodes compute from other shapes into constants, which shape inference can read."""
    made_by = {name: node for node in proto.graph.node for name in node.output}
    while True:
        shapes = shapes_of(shape_inference.infer_shapes(proto, data_prop=True))
        for node in proto.graph.node:
            if node.op_type == "Shape" and all(shapes.get(node.input[0], (0,))):
                array = numpy_helper.from_array(np.array(shapes[node.input[0]], np.int64))
                node.CopyFrom(helper.make_node("Constant", [], list(node.output), value=array))
        asked = [n.input[1] for n in proto.graph.node if n.op_type in ("Reshape", "Expand", "Tile")]
        names = [name for name in dict.fromkeys(asked) if made_by[name].op_type != "Constant"]
        if not names:
            return
        for name in names:
            value = evaluated(proto, name)
            if value is not None:
                made_by[name].CopyFrom(helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value)))


def shapes_of(proto: ModelProto) -> dict[str, tuple[int, ...]]:
    values = (*proto.graph.input, *proto.graph.value_info)
    return {v.name: tuple(d.dim_value for d in v.type.tensor_type.shape.dim) for v in values}


def evaluated(proto: ModelProto, name: str) -> np.ndarray | None:
    """A value that depends on constants alone, else None."""
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    del probe.graph.output[:], probe.graph.initializer[:], probe.graph.input[:]
    probe.graph.output.append(helper.make_tensor_value_info(name, TensorProto.INT64, None))
    without_unused(probe)
    made = {output for node in probe.graph.node for output in node.output}
    if any(source and source not in made for node in probe.graph.node for source in node.input):
        return None
    return ReferenceEvaluator(probe).run(None, {})[0]


def settled(proto: ModelProto, sizes: dict[str, int]) -> dict[str, Value]:
    """Every value's shape and type where the open axes are `sizes`; widened float16 weights are float32 at once."""
    for value in (*proto.graph.input, *proto.graph.output):
        for dim in value.type.tensor_type.shape.dim:
            if dim.dim_param in sizes:
                dim.dim_value = sizes[dim.dim_param]
    compute_shapes(proto)
    without_unused(proto)
    del proto.graph.value_info[:]
    inferred = shape_inference.infer_shapes(proto, strict_mode=True, data_prop=True).graph
    found = {t.name: Value(tuple(t.dims), BITS[t.data_type]) for t in inferred.initializer}
    for node in inferred.node:
        if node.op_type == "Constant":
            array = numpy_helper.to_array(node.attribute[0].t)
            found[node.output[0]] = Value(array.shape, 8 * array.itemsize)
    for value in (*inferred.input, *inferred.output, *inferred.value_info):
        kind = value.type.tensor_type
        found.setdefault(value.name, Value(tuple(d.dim_value for d in kind.shape.dim), BITS[kind.elem_type]))
    return found


def flops(node: NodeProto, values: dict[str, Value]) -> int:
    if node.op_type not in ("MatMul", "Gemm", "Conv"):
        return 0
    out, factor = values[node.output[0]], values[node.input[1]].shape
    if node.op_type == "Conv":
        return 2 * math.prod(out.shape) * math.prod(factor[1:])
    turned = any(a.name == "transB" and a.i for a in node.attribute)
    return 2 * math.prod(out.shape) * (factor[-1] if turned else factor[-2])


def folded(proto: ModelProto) -> set[str]:
    """Outputs of nodes that a runtime computes when it opens the graph: float16 weights widened."""
    stored = {tensor.name for tensor in proto.graph.initializer}
    return {n.output[0] for n in proto.graph.node if n.op_type == "Cast" and n.input[0] in stored}


def peak_values(nodes: list[NodeProto], values: dict[str, Value], resident: set[str], kept: set[str]) -> int:
    """Bytes of the largest set of values alive at once; `resident` ones are not counted."""
    last = {name: at for at, node in enumerate(nodes) for name in node.input}
    alive: dict[str, int] = {}
    most = 0
    for at, node in enumerate(nodes):
        if node.op_type not in VIEWS:
            alive |= {name: values[name].bytes for name in node.output if name and name not in resident}
        most = max(most, sum(alive.values()))
        for name in node.input:
            if last[name] == at and name not in kept:
                alive.pop(name, None)
    return most


def latest(nodes: list[NodeProto], stored: set[str]) -> list[NodeProto]:
    """The nodes with those that only widen weights moved in front of the first that reads them, as runtimes do."""
    waiting: dict[str, NodeProto] = {}
    order: list[NodeProto] = []

    def place(node: NodeProto) -> None:
        for name in node.input:
            if name in waiting:
                place(waiting.pop(name))
        order.append(node)

    for node in nodes:
        if node.input and set(node.input) <= stored | waiting.keys():
            waiting[node.output[0]] = node
        else:
            place(node)
    return order


def through_views(nodes: list[NodeProto]) -> list[NodeProto]:
    """The nodes with the output of each view named as what it views, so that it lives as long."""
    origin: dict[str, str] = {}
    renamed = []
    for node in nodes:
        copy = NodeProto.FromString(node.SerializeToString())
        copy.input[:] = [origin.get(name, name) for name in node.input]
        if node.op_type in VIEWS and node.input:
            origin[node.output[0]] = copy.input[0]
        renamed.append(copy)
    return renamed


def costs(precision: str, graph: str, prompts: int, tokens: int) -> Costs:
    proto = load(precision, graph)
    values, at_opening = settled(proto, {"prompts": prompts, "tokens": tokens}), folded(proto)
    run = [n for n in proto.graph.node if n.output[0] not in at_opening and n.op_type != "Constant"]
    used = {name for node in run for name in node.input}
    stored = {t.name for t in proto.graph.initializer} | at_opening
    resident = stored & used
    weights = sum(values[name].bytes for name in resident)
    moving = [n for n in run if n.op_type not in VIEWS]
    moved = sum(values[name].bytes for n in moving for name in (*n.input, *n.output) if name)
    constants = {n.output[0] for n in proto.graph.node if n.op_type == "Constant"}
    outputs = {value.name for value in proto.graph.output}
    ordered = through_views(latest(run, stored))
    peak = peak_values(ordered, values, resident | constants, outputs)
    given = sum(values[value.name].bytes for value in proto.graph.input)
    return Costs(sum(flops(n, values) for n in run), moved, weights, weights + given + peak)


def stored_bytes(precision: str, graph: str) -> int:
    layout = json.loads(gzip.decompress((FOLDER / precision / "layout.json.gz").read_bytes()))
    return next(file["bytes"] for file in layout["files"] if file["path"] == f"{graph}.weights")


def table(prompts: int, tokens: int) -> str:
    head = "| precision | graph | GFLOP | moved | weights on disk | weights in memory | peak |"
    lines = [head, "|---|---|--:|--:|--:|--:|--:|"]
    for precision in ("float16", "int8", "int4"):
        for graph in GRAPHS:
            found = costs(precision, graph, prompts, tokens)
            sizes = (found.moved, stored_bytes(precision, graph), found.weights, found.peak)
            cells = [f"{found.flops / 1e9:.1f}", *(f"{size / 1e6:,.0f} MB" for size in sizes)]
            lines.append(f"| {precision} | {graph} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=12)
    args = parser.parse_args()
    print(table(args.prompts, args.tokens))


if __name__ == "__main__":
    main()
