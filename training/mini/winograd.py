"""An image encoder's graph a third time, with fewer products, as processors run it (docs/performance.md).

Along slices and rows, 2 or 4 sums of three products each are made of 4 or 6 products: Winograd's minimal filtering, F(2, 3) and
F(4, 3) of Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016. What it takes on top are sums.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper

from .graph_parts import Parts

WIDENING = ("Cast", "DequantizeLinear")
KERNEL = [3, 3, 3]
SLICES, ROWS = 2, 3  # axes of (N, C, slices, rows, columns)

# By sums made at once: what is made of the values, of the kernel, and of the products.
FILTERS = {
    2: (
        np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]]),
        np.array([[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]]) / 2,
        np.array([[1, 1, 1, 0], [0, 1, -1, -1]]),
    ),
    4: (
        np.array(
            [
                [4, 0, -5, 0, 1, 0],
                [0, -4, -4, 1, 1, 0],
                [0, 4, -4, -1, 1, 0],
                [0, -2, -1, 2, 1, 0],
                [0, 2, -1, -2, 1, 0],
                [0, 4, 0, -5, 0, 1],
            ]
        ),
        np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24,
        np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]]),
    ),
}


def winograd_of(graph: Path) -> Path:
    return graph.with_suffix(".winograd.onnx")


def write_winograd(graph: Path, multiple_of: tuple[int, int, int]) -> None:
    """Writes the same graph with fewer products beside `graph`, of the same weights; `multiple_of` as for `smallest_sizes`."""
    sizes = smallest_sizes(onnx.load(graph), multiple_of)
    model = onnx.load(graph, load_external_data=False)
    with_fewer_products(model.graph, sizes)
    onnx.save(model, winograd_of(graph))
    onnx.checker.check_model(str(winograd_of(graph)), full_check=True)


def with_fewer_products(graph: onnx.GraphProto, sizes: dict[str, tuple[int, int]]) -> None:
    """Writes convolutions of 3 × 3 × 3 at steps of one, in place, with fewer products: the same numbers to float32's precision.

    As many sums are made at once as divide the `sizes` of what the convolution is given; where two do not, it stays as it is.
    """
    stored = {weight.name: weight for weight in graph.initializer}
    made, kernels = {}, set()
    for n, conv in enumerate(node for node in graph.node if node.op_type == "Conv"):
        at_once = max((n for n in FILTERS if all(size % n == 0 for size in sizes[conv.input[0]])), default=None)
        if at_once and _is_plain(conv):
            made[conv.output[0]] = _filtered(_Filter(graph, f"winograd.{n}", at_once), conv, stored)
            kernels.add(conv.input[1])
    nodes = list(graph.node)
    del graph.node[:]
    for node in nodes:
        if node.output[0] not in kernels:
            graph.node.extend(made.get(node.output[0], [node]))


def smallest_sizes(model: onnx.ModelProto, multiple_of: tuple[int, int, int]) -> dict[str, tuple[int, int]]:
    """Of what each convolution is given, how many slices and rows that has where the model's input is as small as can be.

    The input (1, 1, z, y, x) has sizes that are multiples of `multiple_of`, x, y and z.
    """
    seen = onnx.ModelProto()
    seen.CopyFrom(model)
    names = sorted({node.input[0] for node in model.graph.node if node.op_type == "Conv"})
    there = {output.name for output in model.graph.output}
    kind = onnx.TensorProto.FLOAT
    seen.graph.output.extend(helper.make_tensor_value_info(name, kind, None) for name in names if name not in there)
    session = onnxruntime.InferenceSession(seen.SerializeToString())
    values = session.run(names, {model.graph.input[0].name: np.zeros((1, 1, *multiple_of[::-1]), np.float32)})
    return {name: (value.shape[SLICES], value.shape[ROWS]) for name, value in zip(names, values, strict=True)}


def _is_plain(conv: onnx.NodeProto) -> bool:
    given = {a.name: list(a.ints) or a.i for a in conv.attribute}
    wanted = {"kernel_shape": KERNEL, "strides": [1] * 3, "dilations": [1] * 3, "pads": [1] * 6, "group": 1}
    return given == wanted and len(conv.input) == 2


def _filtered(parts: "_Filter", conv: onnx.NodeProto, stored: dict[str, onnx.TensorProto]) -> list[onnx.NodeProto]:
    graph = parts.graph
    value, kernel = conv.input
    widening = next((n for n in graph.node if n.op_type in WIDENING and n.output[0] == kernel), None)
    narrow = widening.input[0] if widening else kernel
    out, channels = stored[narrow].dims[:2]
    taken = parts.taken(value, channels)
    flat = {"kernel_shape": [1, 1, 3], "strides": [1] * 3, "pads": [0, 0, 1] * 2, "group": parts.products**2}
    products = parts.add("Conv", [taken, parts.kernel(narrow, widening, (out, channels))], **flat)
    summed = parts.summed(products, ROWS, out * parts.products)
    parts.summed(summed, SLICES, out, conv.output[0])
    return parts.nodes


class _Filter(Parts):
    def __init__(self, graph: onnx.GraphProto, own: str, at_once: int):
        super().__init__(graph, own)
        self.at_once = at_once
        self.of_values, self.filter, products = FILTERS[at_once]
        self.of_products = self.constant("of-products", products)
        self.products = len(self.of_values)
        self.two, self.five = (self.constant(f"number{n}", [n]) for n in (2, 5))

    def sizes(self, value: str) -> str:
        return self.add("Slice", [self.add("Shape", [value]), self.two, self.five])

    def taken(self, value: str, channels: int) -> str:
        """(1, channels, …) -> (1, products² × channels, …), shorter along both: what is multiplied with the kernel's numbers.

        Sums of neighbours at steps are convolutions too: one operation in place of many slices of the same values.
        """
        along_slices = self.sums(self.add("Reshape", [value, self.constant("taken/apart", [channels, 1, 0, 0, 0])]), SLICES)
        apart = self.constant("taken/apart-along-slices", [channels * self.products, 1, 0, 0, 0])
        both = self.sums(self.add("Reshape", [along_slices, apart]), ROWS)
        order = self.constant("taken/order", [channels, self.products, self.products, -1])
        turned = self.add("Transpose", [self.add("Reshape", [both, order])], perm=[2, 1, 0, 3])
        made = self.constant("taken/channels", [1, self.products**2 * channels])
        return self.add("Reshape", [turned, self.add("Concat", [made, self.sizes(both)], axis=0)])

    def sums(self, value: str, axis: int) -> str:
        """(N, 1, …) -> (N, products, …), shorter along `axis`."""
        shape, steps, pads = [1, 1, 1], [1, 1, 1], [0, 0, 0]
        shape[axis - 2], steps[axis - 2], pads[axis - 2] = self.at_once + 2, self.at_once, 1
        kernel = self.constant(f"of-values{axis}", self.of_values.reshape(self.products, 1, *shape))
        return self.add("Conv", [value, kernel], kernel_shape=shape, strides=steps, pads=pads * 2)

    def kernel(self, narrow: str, widening: onnx.NodeProto | None, size: tuple[int, int]) -> str:
        """(out, channels, 3, 3, 3) -> (products², out, channels, 1, 1, 3), the first two as one.

        Made in operations that onnxruntime does once, when it opens the graph: DequantizeLinear is none of them.
        """
        out, channels = size
        turned = self.add("Transpose", [narrow], perm=[3, 2, 0, 1, 4])
        wide = self.add("Reshape", [turned, self.constant("kernel/turned", [9, out, channels * 3])])
        if widening is not None:
            wide = self.add("Cast", [wide], to=onnx.TensorProto.FLOAT)
        if widening is not None and widening.op_type == "DequantizeLinear":
            wide = self.add("Mul", [wide, self.add("Reshape", [widening.input[1], self.constant("kernel/scale", [1, -1, 1])])])
        rows = self.add("Reshape", [wide, self.constant("kernel/rows", [9, -1])])
        both = self.constant("of-kernel", np.kron(self.filter, self.filter))
        made = self.add("MatMul", [both, rows])
        return self.add("Reshape", [made, self.constant("kernel/whole", [self.products**2 * out, channels, 1, 1, 3])])

    def summed(self, products: str, axis: int, channels: int, output: str = "") -> str:
        """(1, products × channels, …) -> (1, channels, …), as long along `axis` as before `taken`."""
        own = f"summed{axis}"
        sizes = self.sizes(products)
        rows = self.add("Reshape", [products, self.constant(f"{own}/rows", [self.products, -1])])
        sums = self.add("MatMul", [self.of_products, rows])
        apart = self.add("Concat", [self.constant(f"{own}/apart", [self.at_once, channels]), sizes], axis=0)
        order = [1, 2, 3, 4]
        order.insert(axis, 0)
        beside = self.add("Transpose", [self.add("Reshape", [sums, apart])], perm=order)
        factors = [self.at_once if n == axis else 1 for n in (2, 3, 4)]
        longer = self.add("Mul", [sizes, self.constant(f"{own}/longer", factors)])
        whole = self.add("Concat", [self.constant(f"{own}/channels", [1, channels]), longer], axis=0)
        return self.add("Reshape", [beside, whole], output)
