"""The exported graphs, run by onnxruntime, against the original's goldens and our own modules."""

import json

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from medimageparse3d_reference import assert_close, golden, shapes, tiny_model, tiny_tensors

from medimageparse3d import export, predict
from medimageparse3d.config import TINY
from medimageparse3d.graphs import ImageEncoder, PromptDecoder
from medimageparse3d.preprocess import with_neighbours

SIDE = 128
SEED = "tiny/a/49"
# Fail, run on the CPU or are imprecise under WebGPU (measured), or would make shapes depend on values.
FORBIDDEN = {
    *("CumSum", "NonZero", "ScatterND", "And", "Trilu", "Loop", "If", "RandomUniformLike", "Range"),
    *("GridSample", "GroupNormalization", "LogSoftmax", "Round", "Mod", "Attention", "Einsum", "Max"),
}
# Our own modules in torch against the same in onnxruntime: float32 sums in another order.
FEATURE_TOLERANCE, LOGIT_TOLERANCE = 5e-5, 1e-4


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graphs")
    index = export.export(TINY, folder, (SIDE, SIDE))
    export.write_weights(tiny_tensors(), index, folder)
    return folder


@pytest.fixture(scope="module")
def run(folder):
    sessions = {}

    def by_name(graph: str, **feeds):
        session = sessions.setdefault(graph, onnxruntime.InferenceSession(str(folder / f"{graph}.onnx")))
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(None, {name: np.asarray(value) for name, value in feeds.items()}), strict=True))

    return by_name


def protos(folder):
    return {path.stem: onnx.load(path, load_external_data=False) for path in sorted(folder.glob("*.onnx"))}


def noise_feeds(index: int, prompts: int) -> dict[str, torch.Tensor]:
    return {f"noise{i}": noise for i, noise in enumerate(predict.slice_noise(tiny_model(), SEED, index, prompts, (SIDE, SIDE)))}


def test_the_graphs_give_the_original_masks_edges_and_existence(run):
    want = golden("tiny/case_a.npz")
    longest = int(want["token_lengths"].max())
    text = run("text-encoder", tokens=want["token_ids"][:, :longest].astype(np.int32))["embedding"]
    text *= np.arange(longest)[None, :, None] < want["token_lengths"][:, None, None]
    assert_close(text.swapaxes(0, 1), want["grounding_tokens"], FEATURE_TOLERANCE, "text")
    for index, image in enumerate(with_neighbours(want["volume"])):
        features = run("image-encoder", image=image[None])
        found = run("prompt-decoder", text=text, **features, **noise_feeds(index, len(text)))
        assert_close(found["maskLogits"], want["pred_gmasks"][:, index], LOGIT_TOLERANCE, "mask")
        assert_close(found["edgeLogits"], want["edge_masks"][:, index], LOGIT_TOLERANCE, "edge")
        assert_close(found["existenceLogits"], want["existence"][:, index], FEATURE_TOLERANCE, "existence")


def test_the_image_graph_gives_every_feature_of_our_modules(run):
    image = torch.from_numpy(np.random.default_rng(3).integers(0, 256, (1, 3, SIDE, SIDE)).astype(np.float32))
    got = run("image-encoder", image=image)
    for (name, value), want in zip(got.items(), export.flat(ImageEncoder(tiny_model())(image)), strict=True):
        assert_close(value, want, FEATURE_TOLERANCE, name)


@pytest.mark.parametrize(("prompts", "tokens"), [(1, 3), (4, 24)])
def test_prompts_and_tokens_may_be_any_number(run, prompts, tokens):
    model = tiny_model()
    ids = torch.from_numpy(np.random.default_rng(tokens).integers(0, 510, (prompts, tokens), dtype=np.int32))
    text = model.encode_text(ids)
    assert_close(run("text-encoder", tokens=ids)["embedding"], text, FEATURE_TOLERANCE, "text")
    features = ImageEncoder(model)(torch.zeros(1, 3, SIDE, SIDE))
    noise = noise_feeds(0, prompts)
    want = PromptDecoder(model)(text, features, list(noise.values()))
    named = dict(zip(export.feature_names(TINY.decoder_layers), export.flat(features), strict=True))
    got = run("prompt-decoder", text=text, **named, **noise)
    for name, expected in zip(["maskLogits", "edgeLogits", "existenceLogits"], want, strict=True):
        assert_close(got[name], expected, LOGIT_TOLERANCE, name)


def test_every_initializer_is_a_tensor_of_the_checkpoint_in_its_own_shape_and_outside_the_graph(folder):
    official, used = shapes(TINY), set()
    for proto in protos(folder).values():
        for tensor in proto.graph.initializer:
            assert tuple(tensor.dims) == official[tensor.name]
            assert tensor.data_location == onnx.TensorProto.EXTERNAL
            used.add(tensor.name)
    unused = {"sem_seg_head.predictor.class_embed", "sem_seg_head.predictor.language_encoder.logit_scale"}
    assert set(official) - used == unused


def test_the_index_says_where_each_tensor_lies(folder):
    index, found = json.loads((folder / "weights.json").read_text()), protos(folder)
    assert set(index) == set(found)
    for name, graph in index.items():
        stored = {
            tensor.name: {entry.key: entry.value for entry in tensor.external_data} for tensor in found[name].graph.initializer
        }
        assert set(stored) == {entry["name"] for entry in graph["tensors"]}
        for entry in graph["tensors"]:
            where = {"location": graph["weights"], "offset": str(entry["offset"]), "length": str(entry["bytes"])}
            assert stored[entry["name"]] == where
            assert entry["offset"] % export.ALIGNMENT == 0


def test_only_operations_that_run_on_webgpu(folder):
    for proto in protos(folder).values():
        assert not {node.op_type for node in proto.graph.node} & FORBIDDEN
        assert {entry.domain: entry.version for entry in proto.opset_import} == {"": 17}


def test_shapes_are_computed_once_and_not_in_every_layer(folder):
    for name, proto in protos(folder).items():
        assert sum(node.op_type == "Shape" for node in proto.graph.node) < 8, name


def test_inputs_are_int32_tokens_and_float32_numbers(folder):
    for proto in protos(folder).values():
        for value in proto.graph.input:
            kind = onnx.TensorProto.INT32 if value.name == "tokens" else onnx.TensorProto.FLOAT
            assert value.type.tensor_type.elem_type == kind, value.name
