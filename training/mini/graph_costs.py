"""What a graph computes, counted on its nodes: two operations for a multiply-add of its convolutions and matrix products."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime

COUNTED = ("Conv", "MatMul")


def gflop_of(graph: Path, window: tuple[int, int, int], at_least: tuple[int, int, int]) -> float:
    """GFLOP of `graph`, which takes one image (1, 1, Z, Y, X), on `window` samples (x, y, z).

    Counted on `at_least`, a smaller window, as the sizes come out when it runs: what convolutions cost goes by the samples.
    What does not depend on the image is done once, when the graph is opened, and not counted.
    """
    model = onnx.load(graph)
    reached, counted = {model.graph.input[0].name}, []
    for node in model.graph.node:
        if reached.isdisjoint(node.input):
            continue
        reached.update(node.output)
        if node.op_type in COUNTED:
            counted.append(node)
    wanted = sorted({name for node in counted for name in [*node.input[:2], *node.output]} - {model.graph.input[0].name})
    stored = {weight.name: list(weight.dims) for weight in model.graph.initializer}
    known = {output.name for output in model.graph.output} | set(stored)
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in wanted if name not in known)
    x, y, z = at_least
    image = np.zeros((1, 1, z, y, x), np.float32)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    shapes = stored | {
        name: list(value.shape) for name, value in zip(names, session.run(names, {model.graph.input[0].name: image}), strict=True)
    }
    operations = 0
    for node in counted:
        first, second = (shapes.get(name, []) for name in node.input[:2])
        sums = np.prod(second[1:]) if node.op_type == "Conv" else first[-1]
        operations += 2 * np.prod(shapes[node.output[0]]) * sums
    return float(operations * np.prod(window) / np.prod(at_least) / 1e9)
