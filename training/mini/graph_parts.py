"""What one node of a graph becomes where it is written in another way."""

import numpy as np
import onnx
from onnx import helper, numpy_helper


class Parts:
    """Nodes and constants, their values named after `own`."""

    def __init__(self, graph: onnx.GraphProto, own: str):
        self.graph, self.own, self.nodes = graph, own, []

    def constant(self, name: str, values: list[int] | np.ndarray) -> str:
        """A constant of the graph: int64 of a list, float32 of an array."""
        whole = f"{self.own}/{name}"
        kind = np.float32 if isinstance(values, np.ndarray) else np.int64
        self.graph.initializer.append(numpy_helper.from_array(np.array(values, kind), whole))
        return whole

    def add(self, operation: str, inputs: list[str], output: str = "", **attributes: int | list[int]) -> str:
        name = f"{self.own}/{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [output or name], name=name, **attributes))
        return output or name

    def widened(self, widening: onnx.NodeProto | None, narrow: str) -> str:
        """A kernel as float32. It is turned before it is widened: onnxruntime does that once, when it opens the graph."""
        if widening is None:
            return narrow
        node = onnx.NodeProto()
        node.CopyFrom(widening)
        node.name = f"{self.own}/widened"
        node.input[0], node.output[0] = narrow, node.name
        self.nodes.append(node)
        return node.name
