"""Removes the shape arithmetic that tracing with open axes leaves in a graph: a browser runs each such node on the CPU."""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

Feeds = dict[str, np.ndarray]


def computed_targets(proto: onnx.ModelProto) -> list[str]:
    """Names of the shapes that Reshape nodes get from other nodes, in the order they are computed."""
    known = {node.output[0] for node in proto.graph.node if node.op_type == "Constant"}
    return list(dict.fromkeys(n.input[1] for n in proto.graph.node if n.op_type == "Reshape" and n.input[1] not in known))


def evaluated(proto: onnx.ModelProto, names: list[str], feeds: Feeds) -> list[tuple[int, ...]]:
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    del probe.graph.output[:]
    probe.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.INT64, None) for name in names)
    session = onnxruntime.InferenceSession(probe.SerializeToString())
    wanted = {value.name for value in session.get_inputs()}
    return [tuple(v.tolist()) for v in session.run(names, {name: v for name, v in feeds.items() if name in wanted})]


def without_unused(proto: onnx.ModelProto) -> None:
    """Drops nodes that no output depends on."""
    needed = {value.name for value in proto.graph.output}
    kept = []
    for node in reversed(proto.graph.node):
        if needed & set(node.output):
            kept.append(node)
            needed |= set(node.input)
    del proto.graph.node[:]
    proto.graph.node.extend(reversed(kept))


def settle(proto: onnx.ModelProto, one: Feeds, other: Feeds) -> None:
    """Shapes equal under two feeds of different open axes become constants; shapes that agree under both are computed once."""
    names = computed_targets(proto)
    if not names:
        return
    first: dict[tuple, str] = {}
    replaced, constants = {}, []
    for name, here, there in zip(names, evaluated(proto, names, one), evaluated(proto, names, other), strict=True):
        if here == there:
            value = numpy_helper.from_array(np.array(here, np.int64), f"{name}.settled")
            constants.append(helper.make_node("Constant", [], [value.name], name=value.name, value=value))
            replaced[name] = value.name
        else:
            replaced[name] = first.setdefault((here, there), name)
    for node in proto.graph.node:
        if node.op_type == "Reshape":
            node.input[1] = replaced.get(node.input[1], node.input[1])
    nodes = [*constants, *proto.graph.node]
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
    without_unused(proto)
