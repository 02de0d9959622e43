"""An image encoder's graph a second time, its 3D convolutions written as 2D ones; both of one file of weights (docs/nnunet.md).

python -m mini.planes ../public/models/mini    lays the weights of a pack's encoder beside it, and writes its other forms
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx import numpy_helper
from onnx.external_data_helper import set_external_data

from . import recipe
from .graph_costs import gflop_of
from .graph_parts import Parts
from .winograd import winograd_of, write_winograd

SMALLEST_BESIDE = 256  # bytes; smaller weights stay in the graphs
ALIGNMENT = 64
UP_TO_DOWN = [0, 2, 1, 3, 4]
WIDENING = ("Cast", "DequantizeLinear")
# What onnxruntime's WebGPU provider reads at once. Of other numbers of channels that three divides it makes wrong sums
# (docs/nnunet.md), and three slices stacked are always such a number.
AT_ONCE = 4
LAST = 2**40


def weights_of(graph: Path) -> Path:
    return graph.with_suffix(".weights")


def planes_of(graph: Path) -> Path:
    return graph.with_suffix(".planes.onnx")


def split(graph: Path) -> None:
    """Moves the weights of `graph` into a file beside it, in place, and writes its other forms, all of the same weights."""
    model = onnx.load(graph)
    weights = weights_of(graph)
    end = 0
    with weights.open("wb") as file:
        for weight in model.graph.initializer:
            data = numpy_helper.to_array(weight).tobytes()
            if len(data) < SMALLEST_BESIDE:
                continue
            start = -(-end // ALIGNMENT) * ALIGNMENT
            file.write(bytes(start - end) + data)
            end = start + len(data)
            weight.raw_data = data
            set_external_data(weight, weights.name, start, len(data))
            weight.ClearField("raw_data")
    onnx.save(model, graph)
    write_winograd(graph, recipe.MULTIPLE_OF)
    over_planes(model.graph)
    onnx.save(model, planes_of(graph))
    for each in (graph, planes_of(graph)):
        onnx.checker.check_model(str(each), full_check=True)


def over_planes(graph: onnx.GraphProto) -> None:
    """Writes the 3D convolutions of `graph`, in place, as 2D ones: slices are the batch, the slices beside them more channels.

    The same sums in another order. Numbers of slices must be multiples of the strides.

    Raises ValueError for a convolution of another kind than Mini's, and for numbers of channels that WebGPU misreads.
    """
    nodes = list(graph.node)
    stored = {weight.name: weight for weight in graph.initializer}
    convolutions = [node for node in nodes if node.op_type == "Conv"]
    made = {conv.output[0]: _planes(graph, conv, stored, f"planes.{n}") for n, conv in enumerate(convolutions)}
    kernels = {conv.input[1] for conv in convolutions}
    del graph.node[:]
    for node in nodes:
        if node.output[0] not in kernels:
            graph.node.extend(made.get(node.output[0], [node]))


def _planes(graph: onnx.GraphProto, conv: onnx.NodeProto, stored: dict[str, onnx.TensorProto], own: str) -> list[onnx.NodeProto]:
    value, kernel, *bias = conv.input
    widening = next((n for n in graph.node if n.op_type in WIDENING and n.output[0] == kernel), None)
    weight = stored[widening.input[0] if widening else kernel]
    given = {a.name: list(a.ints) or a.i for a in conv.attribute}
    out, channels, depth, rows, columns = weight.dims
    margins = [(n - 1) // 2 for n in (depth, rows, columns)]
    if given["group"] != 1 or given["dilations"] != [1, 1, 1] or given["pads"] != margins * 2 or channels % AT_ONCE:
        raise ValueError(f"{conv.name} is not to be written over planes")
    parts = Parts(graph, own)
    shape = [out, channels * depth, rows, columns]
    flat = {"kernel_shape": [rows, columns], "strides": given["strides"][1:], "pads": margins[1:] * 2}
    if (depth, rows, columns) == (1, 1, 1):
        narrow = parts.add("Reshape", [weight.name, parts.constant("shape", shape)])
        size = parts.add("Shape", [value])
        extent = parts.add("Slice", [size, parts.constant("two", [2]), parts.constant("five", [5])])
        whole = parts.add("Concat", [parts.constant("channels", [1, out]), extent], axis=0)
        plane = parts.add("Reshape", [value, parts.constant("rows", [1, channels, 1, -1])])
        made = parts.add("Conv", [plane, parts.widened(widening, narrow), *bias], **flat)
        parts.add("Reshape", [made, whole], conv.output[0])
        return parts.nodes
    turned = parts.add("Transpose", [weight.name], perm=UP_TO_DOWN)
    narrow = parts.add("Reshape", [turned, parts.constant("shape", shape)])
    first, step = parts.constant("first", [0]), parts.constant("step", given["strides"][:1])
    slices = parts.add("Squeeze", [parts.add("Transpose", [value], perm=UP_TO_DOWN), first])
    pads = parts.constant("pads", [margins[0], 0, 0, 0, margins[0], 0, 0, 0])
    padded = parts.add("Pad", [slices, pads])
    shifted = [
        parts.add("Slice", [padded, parts.constant(f"from{at}", [at]), parts.constant(f"to{at}", [end]), first, step])
        for at, end in enumerate([*range(1 - depth, 0), LAST])
    ]
    stacked = parts.add("Concat", shifted, axis=1)
    made = parts.add("Conv", [stacked, parts.widened(widening, narrow), *bias], **flat)
    parts.add("Transpose", [parts.add("Unsqueeze", [made, first])], conv.output[0], perm=UP_TO_DOWN)
    return parts.nodes


def listed(folder: Path, names: list[str]) -> list[dict]:
    """The manifest's `files`."""
    contents = {name: (folder / name).read_bytes() for name in names}
    return [{"path": n, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for n, data in contents.items()]


def files_of(entry: dict) -> list[str]:
    """Of an entry of the manifest's `graphs` its files."""
    forms = [entry[form] for form in ("file", "planes", "winograd") if form in entry]
    return [*forms, *entry.get("weights", [])]


def all_forms(graph: Path) -> dict:
    """What the manifest says of a graph that has been split."""
    forms = {"planes": planes_of(graph).name, "winograd": winograd_of(graph).name}
    return {"file": graph.name, "weights": [weights_of(graph).name], **forms}


def processor_gflop(graph: Path, window: Sequence[int]) -> dict[str, float]:
    """What the manifest says of the largest window, x, y, z, where a processor encodes it, in the form with fewer products."""
    small = tuple(2 * n for n in recipe.MULTIPLE_OF)
    return {"processorGflop": round(gflop_of(winograd_of(graph), tuple(window), small), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    pack = parser.parse_args().pack
    manifest = json.loads((pack / "manifest.json").read_text())
    graphs = manifest["graphs"]
    before = {name for entry in graphs.values() for name in files_of(entry)}
    graph = pack / graphs["imageEncoder"]["file"]
    split(graph)
    graphs["imageEncoder"] = all_forms(graph) | {side: graphs["imageEncoder"][side] for side in ("inputs", "outputs")}
    if "compute" in manifest:
        manifest["compute"] |= processor_gflop(graph, manifest["input"]["tiling"]["size"])
    others = [file["path"] for file in manifest["files"] if file["path"] not in before]
    manifest["files"] = listed(pack, [name for entry in graphs.values() for name in files_of(entry)] + others)
    (pack / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
