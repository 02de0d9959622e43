"""The exported graphs for weights stored as float32, float16, int8 or int4, still without weights.

python -m medimageparse3d.precision --graphs graphs --out recipe

For each precision a folder with the three graphs and `layout.json`: which part of which tensor of the checkpoint lies where in
which file, and how it is stored (`quantize.py`). src/convert writes those files from a checkpoint. Every graph computes in
float32: what is stored smaller is widened by the graph, floats when it is opened, integers whenever it runs.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from .config import FULL, TINY, Config
from .export import ALIGNMENT, untrained
from .quantize import BLOCK, encode

PRECISIONS = ("float32", "float16", "int8", "int4")
BLOCKED_OPSET = 21  # the first whose DequantizeLinear takes blocks
# How each kind of weight is stored; whatever is none of these stays float32: biases, norms, scales, embeddings of queries.
STORED = {
    "linear": {"float16": "float16", "int8": "int8-blocks", "int4": "int4-blocks"},
    "conv": {"float16": "float16", "int8": "int8-rows", "int4": "int8-rows"},
    "other": {"float16": "float16", "int8": "float16", "int4": "float16"},
}
SENSITIVE = ("predictor.classifier.weight",)  # one row, and every existence depends on it
TYPES = {
    "float32": TensorProto.FLOAT,
    "float16": TensorProto.FLOAT16,
    "int8-rows": TensorProto.INT8,
    "int8-blocks": TensorProto.INT8,
    "int4-blocks": TensorProto.INT4,
}


class Weight(NamedTuple):
    """Rows of a tensor of the checkpoint, as one value of a graph."""

    value: str  # its name in the graph, float32
    source: str
    rows: tuple[int, int] | None  # all where None
    shape: tuple[int, ...]
    encoding: str


class Use(NamedTuple):
    node: onnx.NodeProto
    position: int


def constants(proto: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {n.output[0]: numpy_helper.to_array(n.attribute[0].t) for n in proto.graph.node if n.op_type == "Constant"}


def uses(proto: onnx.ModelProto) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for node in proto.graph.node:
        for position, name in enumerate(node.input):
            found.setdefault(name, []).append(Use(node, position))
    return found


def kind(name: str, shape: tuple[int, ...], consumers: list[Use]) -> str | None:
    """What a tensor is to the graph: a key of `STORED`, or None."""
    ops = {(use.node.op_type, use.position) for use in consumers}
    if name.endswith(SENSITIVE):
        return None
    if ops == {("Gemm", 1)}:
        return "linear"
    if ops == {("Conv", 1)}:
        # Depthwise kernels and the one that reads grey values are small, and rows of few weights round badly.
        return "conv" if math.prod(shape[1:]) >= 256 or shape[2:] == (1, 1) else "other"
    if name.endswith(("token_embedding.weight", "lang_proj")):
        return "other"
    return None


def row_slice(use: Use, known: Mapping[str, np.ndarray]) -> tuple[int, int] | None:
    """First and last row + 1 where the use is a Slice of rows."""
    if use.node.op_type != "Slice" or not known.keys() >= {*use.node.input[1:]}:
        return None
    starts, ends, axes, steps = (known[name].tolist() for name in use.node.input[1:])
    return (starts[0], ends[0]) if (axes, steps) == ([0], [1]) else None


def weights_of(proto: onnx.ModelProto, precision: str) -> tuple[list[Weight], set[str]]:
    """What the graph needs, and the outputs of the Slice nodes that this replaces."""
    known, consumers = constants(proto), uses(proto)
    weights: dict[str, Weight] = {}
    replaced = set()
    for tensor in proto.graph.initializer:
        shape, found = tuple(tensor.dims), consumers[tensor.name]
        parts = [row_slice(use, known) for use in found] if len(shape) == 2 else [None]
        sliced = all(parts) and all({u.node.op_type for u in consumers[use.node.output[0]]} == {"Gemm"} for use in found)
        if not sliced:
            what = kind(tensor.name, shape, found)
            encoding = STORED[what].get(precision, "float32") if what else "float32"
            weights[tensor.name] = Weight(tensor.name, tensor.name, None, shape, encoding)
            continue
        encoding = STORED["linear"].get(precision, "float32")
        for use, rows in zip(found, parts, strict=True):
            value = f"{tensor.name}[{rows[0]}:{rows[1]}]"
            weights[value] = Weight(value, tensor.name, rows, (rows[1] - rows[0], *shape[1:]), encoding)
            replaced.add(use.node.output[0])
            for after in consumers[use.node.output[0]]:
                after.node.input[after.position] = value
    return list(weights.values()), replaced


def scale_shape(weight: Weight) -> tuple[int, ...]:
    count, *rest = weight.shape
    return (count,) if weight.encoding == "int8-rows" else (count, -(-math.prod(rest) // BLOCK))


def data_bytes(weight: Weight) -> int:
    bits = {"float32": 32, "float16": 16, "int4-blocks": 4}.get(weight.encoding, 8)
    return -(-math.prod(weight.shape) * bits // 8)


class File:
    """Places what is stored one behind the other and says where."""

    def __init__(self, location: str):
        self.location, self.offset = location, 0

    def place(self, name: str, shape: tuple[int, ...], element: int, size: int) -> tuple[TensorProto, dict]:
        place = {"offset": self.offset, "bytes": size}
        tensor = TensorProto(name=name, dims=shape, data_type=element, data_location=TensorProto.EXTERNAL)
        for key, content in {"location": self.location, "offset": place["offset"], "length": size}.items():
            tensor.external_data.add(key=key, value=str(content))
        self.offset += -(-size // ALIGNMENT) * ALIGNMENT
        return tensor, place


def widened(weight: Weight, file: File) -> tuple[list[TensorProto], list[onnx.NodeProto], dict]:
    """Initializers, the nodes that make `weight.value` of them, and where they lie."""
    value, encoding = weight.value, weight.encoding
    stored = value if encoding == "float32" else f"{value}.{encoding}"
    tensor, place = file.place(stored, weight.shape, TYPES[encoding], data_bytes(weight))
    entry = {"source": weight.source, **({"rows": list(weight.rows)} if weight.rows else {}), "encoding": encoding, **place}
    if encoding == "float32":
        return [tensor], [], entry
    if encoding == "float16":
        return [tensor], [helper.make_node("Cast", [stored], [value], name=value, to=TensorProto.FLOAT)], entry
    shape, name = scale_shape(weight), f"{value}.scale"
    if encoding == "int8-rows":
        scale, entry["scale"] = file.place(name, shape, TensorProto.FLOAT, 4 * math.prod(shape))
        node = helper.make_node("DequantizeLinear", [stored, name], [value], name=value, axis=0)
        return [tensor, scale], [node], entry
    half = f"{name}.float16"
    scale, entry["scale"] = file.place(half, shape, TensorProto.FLOAT16, 2 * math.prod(shape))
    cast = helper.make_node("Cast", [half], [name], name=name, to=TensorProto.FLOAT)
    node = helper.make_node("DequantizeLinear", [stored, name], [value], name=value, axis=1, block_size=BLOCK)
    return [tensor, scale], [cast, node], entry


def lift(proto: onnx.ModelProto) -> None:
    """To `BLOCKED_OPSET`. Of the operations that we use only reductions changed: their axes became an input."""
    nodes = []
    for node in proto.graph.node:
        if node.op_type in ("ReduceMax", "ReduceMean"):
            axes = next(a for a in node.attribute if a.name == "axes")
            value = numpy_helper.from_array(np.array(axes.ints, np.int64), f"{node.name}.axes")
            nodes.append(helper.make_node("Constant", [], [value.name], name=value.name, value=value))
            node.attribute.remove(axes)
            node.input.append(value.name)
        nodes.append(node)
    set_nodes(proto, nodes)
    proto.opset_import[0].version, proto.ir_version = BLOCKED_OPSET, 10


def set_nodes(proto: onnx.ModelProto, nodes: list[onnx.NodeProto]) -> None:
    kept = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del proto.graph.node[:]
    proto.graph.node.extend(kept)


def at_precision(proto: onnx.ModelProto, location: str, precision: str) -> dict:
    """Rewrites a graph of `export.py` to weights of `precision`; returns the layout of its file `location`."""
    weights, replaced = weights_of(proto, precision)
    file, nodes, entries = File(location), [], []
    del proto.graph.initializer[:]
    for weight in weights:
        tensors, made, entry = widened(weight, file)
        proto.graph.initializer.extend(tensors)
        nodes += made
        entries.append(entry)
    set_nodes(proto, [*nodes, *(n for n in proto.graph.node if not replaced & set(n.output))])
    if precision in ("int8", "int4"):
        lift(proto)
    last = entries[-1].get("scale", entries[-1])
    return {"path": location, "bytes": last["offset"] + last["bytes"], "tensors": entries}


def recipe(graphs: Path, out: Path, config: Config) -> None:
    """The folder of each precision, from the folder that `export.export` wrote."""
    index = json.loads((graphs / "weights.json").read_text())
    shapes = {name.removeprefix("model."): list(value.shape) for name, value in untrained(config).state_dict().items()}
    for precision in PRECISIONS:
        folder = out / precision
        folder.mkdir(parents=True, exist_ok=True)
        files, copies = [], []
        for graph in index.values():
            proto = onnx.load(graphs / graph["graph"], load_external_data=False)
            files.append(at_precision(proto, graph["weights"], precision))
            content = proto.SerializeToString()
            (folder / graph["graph"]).write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            copies.append({"path": graph["graph"], "bytes": len(content), "sha256": digest})
        layout = {"format": 1, "precision": precision, "checkpoint": shapes, "files": files, "copies": copies}
        (folder / "layout.json").write_text(json.dumps(layout, separators=(",", ":")) + "\n")


def write_weights(tensors: Mapping[str, Tensor], layout: Mapping, folder: Path) -> None:
    """The files of a layout, as src/convert writes them."""
    for described in layout["files"]:
        content = bytearray(described["bytes"])
        for entry in described["tensors"]:
            rows = slice(*entry["rows"]) if "rows" in entry else slice(None)
            values = tensors[entry["source"]].float().numpy()
            stored = encode(values[rows] if values.ndim else values, entry["encoding"])
            content[entry["offset"] : entry["offset"] + entry["bytes"]] = stored.data
            if "scale" in entry:
                place = entry["scale"]
                content[place["offset"] : place["offset"] + place["bytes"]] = stored.scale
        (folder / described["path"]).write_bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graphs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", choices=["full", "tiny"], default="full")
    args = parser.parse_args()
    recipe(args.graphs, args.out, FULL if args.config == "full" else TINY)


if __name__ == "__main__":
    main()
