"""The recipe that comes with parse3d: made by this code, whole, and of operations that run on WebGPU."""

import gzip
import hashlib
import json
import os
import re

import onnx
import pytest
from medimageparse3d_reference import shapes

from medimageparse3d import costs, ship
from medimageparse3d.config import FULL, LEVELS, STRIDES
from medimageparse3d.export import feature_names, numbered

PRECISIONS = ("float16", "int8", "int4")
FILES = ("image-encoder.onnx", "text-encoder.onnx", "prompt-decoder.onnx", "layout.json")
# Measured to run on onnxruntime-web's WebGPU backend in float32, in ranks up to 5.
ON_GPU = {
    *("Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Erf", "Exp", "Neg", "Relu", "Sigmoid", "Softmax", "Not", "Where"),
    *("MatMul", "Gemm", "Conv", "AveragePool", "LayerNormalization", "InstanceNormalization", "ReduceMean", "ReduceMax"),
    *("Gather", "Slice", "Concat", "Split", "Transpose", "Expand", "Tile", "Resize", "Cast", "DequantizeLinear"),
    *("GreaterOrEqual", "Less", "Reshape", "Unsqueeze", "Squeeze", "Flatten", "Identity", "Pad"),
}
# Without data: sizes are known when they run, and a runtime computes them on the processor at no cost.
OF_SHAPES = {"Constant", "Shape", "ConstantOfShape"}


# Behind the checkpoint's name: which rows, and how they are stored.
SUFFIX = re.compile(r"(\[\d+:\d+\])?(\.scale)?(\.(float16|int8-rows|int8-blocks|int4-blocks))?$")


@pytest.fixture(scope="module")
def recipe():
    return json.loads((ship.FOLDER / "recipe.json").read_text())


@pytest.fixture(scope="module")
def protos():
    return {(precision, graph): costs.load(precision, graph) for precision in PRECISIONS for graph in costs.GRAPHS}


def content(precision: str, name: str) -> bytes:
    return gzip.decompress((ship.FOLDER / precision / f"{name}.gz").read_bytes())


def layout(precision: str) -> dict:
    return json.loads(content(precision, "layout.json"))


def test_the_recipe_was_made_by_this_code(recipe):
    assert recipe["madeFrom"] == ship.made_from(), "run `python -m medimageparse3d.ship`"


@pytest.mark.skipif(not os.environ.get("PARSE3D_FULL"), reason="set PARSE3D_FULL=1 to export the full configuration")
def test_the_exporter_makes_the_committed_files_byte_by_byte(tmp_path):
    made = ship.make(tmp_path)
    for precision in PRECISIONS:
        for name in FILES:
            assert (made / precision / name).read_bytes() == content(precision, name), f"{precision}/{name}"


def test_the_recipe_is_a_few_megabytes():
    assert sum(path.stat().st_size for path in ship.FOLDER.rglob("*") if path.is_file()) < 3e6


@pytest.mark.parametrize("precision", PRECISIONS)
def test_layouts_cover_the_official_checkpoint_and_hash_their_graphs(precision):
    found = layout(precision)
    assert {name: tuple(shape) for name, shape in found["checkpoint"].items()} == shapes(FULL)
    for copy in found["copies"]:
        assert hashlib.sha256(content(precision, copy["path"])).hexdigest() == copy["sha256"]
    used = {entry["source"] for file in found["files"] for entry in file["tensors"]}
    unused = {"sem_seg_head.predictor.class_embed", "sem_seg_head.predictor.language_encoder.logit_scale"}
    assert set(found["checkpoint"]) - used == unused


def test_no_graph_holds_weights_and_every_initializer_is_a_tensor_of_the_checkpoint_in_its_file(protos):
    official = shapes(FULL)
    for (_, graph), proto in protos.items():
        for tensor in proto.graph.initializer:
            where = {entry.key: entry.value for entry in tensor.external_data}
            assert tensor.data_location == onnx.TensorProto.EXTERNAL
            assert where["location"] == f"{graph}.weights"
            assert SUFFIX.sub("", tensor.name) in official


def test_only_operations_that_run_on_webgpu(protos):
    for key, proto in protos.items():
        assert {node.op_type for node in proto.graph.node} <= ON_GPU | OF_SHAPES, key
        assert all(entry.domain == "" and entry.version <= 21 for entry in proto.opset_import), key
        for node in proto.graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            if node.op_type == "Resize":
                assert not attributes.get("antialias"), key
            if node.op_type == "Conv":
                assert len(attributes["kernel_shape"]) == 2, key  # 3D with groups and transposed 3D fail on WebGPU


def test_only_the_prompt_decoder_and_the_text_encoder_compute_shapes_and_few(protos):
    """A runtime computes them on the processor, between which the GPU waits."""
    for key, proto in protos.items():
        shapes_read = sum(node.op_type == "Shape" for node in proto.graph.node)
        assert shapes_read == 0 if key[1] == "image-encoder" else shapes_read < 8, key


def test_the_manifest_names_what_the_graphs_have(recipe, protos):
    graphs = recipe["manifest"]["graphs"]
    for role, graph in zip(("imageEncoder", "textEncoder", "promptDecoder"), costs.GRAPHS, strict=True):
        proto = protos["float16", graph]
        assert set(graphs[role]["inputs"].values()) == {value.name for value in proto.graph.input}
        assert set(graphs[role]["outputs"].values()) == {value.name for value in proto.graph.output}
        assert graphs[role]["weights"] == [f"{graph}.weights"]
    noise = [
        {"role": name, "shape": [FULL.heads, FULL.queries, (ship.SIDE // STRIDES[layer % LEVELS]) ** 2]}
        for layer, name in enumerate(numbered("noise", FULL.decoder_layers))
    ]
    assert graphs["promptDecoder"]["noise"] == noise
    assert list(graphs["imageEncoder"]["outputs"]) == feature_names(FULL.decoder_layers)


def test_prompts_and_tokens_stay_open_and_the_slice_is_fixed(protos):
    for (_, graph), proto in protos.items():
        open_axes = {d.dim_param for v in proto.graph.input for d in v.type.tensor_type.shape.dim if d.dim_param}
        assert open_axes == {"image-encoder": set(), "text-encoder": {"prompts", "tokens"}}.get(graph, {"prompts", "tokens"})


def test_all_published_scores_say_so(recipe):
    scores = recipe["manifest"]["scores"]
    assert scores and all(score["published"] for score in scores)
    assert {score["dataset"] for score in scores} == {"AMOS22 CT", "AMOS22 MR"}
