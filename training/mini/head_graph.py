"""The graph in src/engine/strategies/nnunet/head-graph.ts: what an nnU-Net's last layer makes of a slice of features.

python -m mini.head_graph    prints it in base64

values (C, R, W), rows (K, C), bias (K, 1, 1) ->
label (R, W) int32: the class with the largest logit, the first of equal ones
logSum (R, W): the logarithm of the sum of all classes' exponentials
byRow (K, R), byColumn (K, W): the largest probability of each class along a row and along a column
"""

import base64

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper


def main() -> None:
    value = helper.make_tensor_value_info
    nodes = [
        helper.make_node("Shape", ["values"], ["shape"]),
        helper.make_node("Slice", ["shape", "one", "three"], ["plane"]),
        helper.make_node("Concat", ["all", "plane"], ["classes"], axis=0),
        helper.make_node("Flatten", ["values"], ["flat"], axis=1),
        helper.make_node("MatMul", ["rows", "flat"], ["weighted"]),
        helper.make_node("Reshape", ["weighted", "classes"], ["planes"]),
        helper.make_node("Add", ["planes", "bias"], ["logits"]),
        helper.make_node("ArgMax", ["logits"], ["best"], axis=0, keepdims=0),
        helper.make_node("Cast", ["best"], ["label"], to=TensorProto.INT32),
        helper.make_node("ReduceMax", ["logits"], ["most"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["logits", "most"], ["below"]),
        helper.make_node("Exp", ["below"], ["powers"]),
        helper.make_node("ReduceSum", ["powers", "first"], ["sum"], keepdims=1),
        helper.make_node("Log", ["sum"], ["logOfSum"]),
        helper.make_node("Add", ["most", "logOfSum"], ["logSums"]),
        helper.make_node("Squeeze", ["logSums", "first"], ["logSum"]),
        helper.make_node("Div", ["powers", "sum"], ["probabilities"]),
        helper.make_node("ReduceMax", ["probabilities"], ["byRow"], axes=[2], keepdims=0),
        helper.make_node("ReduceMax", ["probabilities"], ["byColumn"], axes=[1], keepdims=0),
    ]
    inputs = [
        value("values", TensorProto.FLOAT, ("C", "R", "W")),
        value("rows", TensorProto.FLOAT, ("K", "C")),
        value("bias", TensorProto.FLOAT, ("K", 1, 1)),
    ]
    outputs = [
        value("label", TensorProto.INT32, ("R", "W")),
        value("logSum", TensorProto.FLOAT, ("R", "W")),
        value("byRow", TensorProto.FLOAT, ("K", "R")),
        value("byColumn", TensorProto.FLOAT, ("K", "W")),
    ]
    constants = {"one": [1], "three": [3], "all": [-1], "first": [0]}
    stored = [numpy_helper.from_array(np.array(v, np.int64), n) for n, v in constants.items()]
    graph = helper.make_graph(nodes, "head", inputs, outputs, stored)
    model = helper.make_model(graph, producer_name="parse3d", ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    checker.check_model(model, full_check=True)
    print(base64.b64encode(model.SerializeToString()).decode())


if __name__ == "__main__":
    main()
