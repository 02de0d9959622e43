"""A decoder's graph without its last shuffle: the sub-voxel phases themselves, which the engine blends where they lie.

The shuffle from (P, 2, 2, 2, d, h, w) to (P, D, H, W) is an eight-dimensional transpose, and half of the decoder's time.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUTPUT = "maskPhases"


def expose_phases(graph: Path) -> None:
    """Replaces, in place, the output `maskLogits` (P, D, H, W) of a decoder by `maskPhases` (P, 2, 2, 2, d, h, w).

    Raises ValueError where the graph does not end in the shuffle of `Mini`'s readout.
    """
    model = onnx.load(graph)
    shuffles = [node for node in model.graph.node if node.op_type == "Transpose" and len(node.attribute[0].ints) == 8]
    if len(shuffles) != 1 or list(shuffles[0].attribute[0].ints) != [0, 1, 5, 2, 6, 3, 7, 4]:
        raise ValueError(f"{graph} does not end in a shuffle of sub-voxels")
    model.graph.initializer.append(numpy_helper.from_array(np.array([0], np.int64), "leading"))
    model.graph.node.append(helper.make_node("Squeeze", [shuffles[0].input[0], "leading"], [OUTPUT]))
    outputs = [output for output in model.graph.output if output.name != "maskLogits"]
    shape = ("prompts", 2, 2, 2, "d", "h", "w")
    del model.graph.output[:]
    model.graph.output.extend([helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, shape), *outputs])
    drop_unused(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, graph)


def shuffled(phases: np.ndarray) -> np.ndarray:
    """Phases (P, fz, fy, fx, d, h, w) as mask logits (P, D, H, W)."""
    p, fz, fy, fx, d, h, w = phases.shape
    return phases.transpose(0, 4, 1, 5, 2, 6, 3).reshape(p, fz * d, fy * h, fx * w)


def drop_unused(graph: onnx.GraphProto) -> None:
    """Removes the nodes and initialisers that no output needs."""
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.isdisjoint(node.output):
            continue
        kept.append(node)
        needed.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    used = [initialiser for initialiser in graph.initializer if initialiser.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(used)
