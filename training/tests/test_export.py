import copy
import json
import re

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import numpy_helper

from mini import export
from mini.export_text import BANK_FILE, load_text_encoder
from mini.from_pack import from_pack
from mini.model import Config, Mini
from mini.ngram_encoder import MAX_TOKENS, NgramEncoder
from mini.phases import shuffled
from mini.storage import SMALLEST_STORED
from mini.tokens import to_tokens
from mini.wording import NONE

# Fail or fall back on WebGPU at run time (measured): see docs/model-pack.md.
FORBIDDEN = {"ConvTranspose", "GridSample", "GroupNormalization", "LogSoftmax", "Round", "Mod", "NonZero", "Attention"}
NOTES = {"license": {}, "provenance": {}, "scores": []}


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp("pack")
    model = Mini(Config())
    with torch.no_grad():
        for weight in model.parameters():  # equal ones would be stored once, which trained ones never are
            weight += torch.randn_like(weight) * 0.01
    model = export.as_stored(model)
    torch.save({"text": NgramEncoder(NONE).state_dict(), "facts": {"threshold": 0.7}}, folder / "text.pt")
    export.export(model, folder / "text.pt", folder, "0.0.0", NOTES)
    return folder, model


def run(folder, file, feeds):
    return onnxruntime.InferenceSession(str(folder / file)).run(None, {k: v.numpy() for k, v in feeds.items()})


def test_the_graphs_compute_what_the_model_computes_at_any_size(pack):
    folder, model = pack
    image, tokens = torch.randn(1, 1, 48, 32, 80), to_tokens(["liver", "lt kidney", "aorta"], MAX_TOKENS)
    words, _ = load_text_encoder(folder / "text.pt")
    with torch.no_grad():
        features, context = model.image(image)
        meaning = words(tokens)
        masks, existence = model.decode(features, context, model.bank[:3])
    got_features, got_context = run(folder, "image-encoder.onnx", {"image": image})
    by_planes = run(folder, "image-encoder.planes.onnx", {"image": image})
    fewer = run(folder, "image-encoder.winograd.onnx", {"image": image})
    (got_meaning,) = run(folder, "text-encoder.onnx", {"tokens": tokens})
    feeds = {"features": features, "context": context, "text": model.bank[:3].detach()}
    got_phases, got_existence = run(folder, "prompt-decoder.onnx", feeds)
    # float32 sums in another order: 16 InstanceNorms deep for the image, two attention blocks for text
    for want, got, tolerance in [
        (features, got_features, 2e-3),
        (context, got_context, 2e-3),
        (torch.from_numpy(got_features), by_planes[0], 1e-5),
        (torch.from_numpy(got_context), by_planes[1], 1e-4),
        (torch.from_numpy(got_features), fewer[0], 1e-5),
        (torch.from_numpy(got_context), fewer[1], 1e-4),
        (meaning, got_meaning, 1e-4),
        (masks, shuffled(got_phases), 1e-3),
        (existence, got_existence, 1e-4),
    ]:
        assert np.abs(want.numpy() - got).max() < tolerance * max(1.0, want.abs().max().item())


def test_only_operations_that_run_on_webgpu(pack):
    folder, _ = pack
    for file in [*(file for file, _, _ in export.GRAPHS.values()), "image-encoder.planes.onnx"]:
        graph = onnx.load(folder / file)
        assert all(o.version <= 21 for o in graph.opset_import)
        assert not {n.op_type for n in graph.graph.node} & FORBIDDEN
        for conv in (n for n in graph.graph.node if n.op_type == "Conv"):
            assert all(a.i == 1 for a in conv.attribute if a.name == "group")


def test_large_weights_are_stored_in_half_the_bytes(pack):
    folder, _ = pack
    for file, _, _ in export.GRAPHS.values():
        for weight in onnx.load(folder / file).graph.initializer:
            values = numpy_helper.to_array(weight)
            assert values.dtype != np.float32 or values.size < SMALLEST_STORED


def test_int8_weights_take_a_quarter_and_are_within_half_a_step(pack, tmp_path):
    folder, model = pack
    export.export(model, folder / "text.pt", tmp_path, "0.0.0", NOTES, "int8")
    small, half = ((f / "image-encoder.weights").stat().st_size for f in (tmp_path, folder))
    assert small < 0.56 * half
    image = torch.randn(1, 1, 32, 32, 32)
    features = run(tmp_path, "image-encoder.onnx", {"image": image})[0]
    again = from_pack(tmp_path)
    rounded = export.as_stored(copy.deepcopy(model), "int8").state_dict()
    for name, want in model.state_dict().items():
        got = again.state_dict()[name]
        step = want.abs().max() / 127
        assert (got - want).abs().max() <= step / 2 * 1.001, name
        assert torch.equal(got, rounded[name]), name
    with torch.no_grad():
        assert np.abs(again.image(image)[0].numpy() - features).max() < 2e-3 * np.abs(features).max()


def test_over_planes_no_convolution_is_deep_and_no_weight_is_held_twice(pack):
    folder, _ = pack
    volumes, planes = (onnx.load(folder / f"image-encoder{form}.onnx", load_external_data=False) for form in ("", ".planes"))
    kernels = [a.ints for n in planes.graph.node if n.op_type == "Conv" for a in n.attribute if a.name == "kernel_shape"]
    assert len(kernels) == sum(n.op_type == "Conv" for n in volumes.graph.node) and all(len(k) == 2 for k in kernels)
    held = [g.graph.initializer for g in (volumes, planes)]
    places = [{w.name: [e.value for e in w.external_data] for w in weights if w.external_data} for weights in held]
    assert places[0] == places[1]
    assert all(len(w.raw_data) < 256 for weights in held for w in weights)


def test_with_fewer_products_each_convolution_at_steps_of_one_has_them_where_two_sums_can_be_made_at_once(pack):
    folder, _ = pack
    own, fewer = (onnx.load(folder / f"image-encoder{form}.onnx", load_external_data=False) for form in ("", ".winograd"))
    groups = [a.i for n in fewer.graph.node if n.op_type == "Conv" for a in n.attribute if a.name == "group"]
    # 36 and 16 products where windows have a multiple of four and of two slices, at the four levels of the network
    assert groups == [36, 36, 36, 1, 36, 36, 1, 16, 16, 1, 1, 1, 1, 16, 1, 36, 1, 36, 1]
    held = [g.graph.initializer for g in (own, fewer)]
    places = [{w.name: [e.value for e in w.external_data] for w in weights if w.external_data} for weights in held]
    assert places[0] == places[1]


def test_a_number_of_channels_that_webgpu_misreads_is_refused(tmp_path):
    torch.save({"text": NgramEncoder(NONE).state_dict(), "facts": {"threshold": 0.7}}, tmp_path / "text.pt")
    with pytest.raises(ValueError, match="over planes"):
        export.export(Mini(Config(channels=(6, 8, 8, 8))).eval(), tmp_path / "text.pt", tmp_path, "0.0.0", NOTES)


def test_the_manifest_names_every_file_with_its_hash(pack):
    folder, _ = pack
    manifest = json.loads((folder / "manifest.json").read_text())
    beside = {"image-encoder.planes.onnx", "image-encoder.winograd.onnx", "image-encoder.weights"}
    assert {f["path"] for f in manifest["files"]} == {BANK_FILE, *beside, *(g["file"] for g in manifest["graphs"].values())}
    encoder = manifest["graphs"]["imageEncoder"]
    assert {encoder["planes"], encoder["winograd"], *encoder["weights"]} == beside
    assert all(re.fullmatch(r"[0-9a-f]{64}", f["sha256"]) for f in manifest["files"])
    assert all((folder / f["path"]).stat().st_size == f["bytes"] for f in manifest["files"])
