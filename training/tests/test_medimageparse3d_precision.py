"""Graphs whose weights are stored smaller: what they need, that they open, and what it costs."""

import json
import subprocess
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from medimageparse3d_reference import shapes, tiny_tensors

from medimageparse3d import export, precision, quantize
from medimageparse3d.checkpoint import model_from, model_tensors
from medimageparse3d.config import FULL, TINY

SIDE = 128
FILES = ("image-encoder", "text-encoder", "prompt-decoder")
# Mean difference from float32 of the image features and the text embedding, in standard deviations; for random weights.
LOSS = {"float32": 1e-6, "float16": 1e-3, "int8": 0.02, "int4": 0.2}


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    folder = tmp_path_factory.mktemp("precision")
    export.export(TINY, folder / "graphs", (SIDE, SIDE))
    precision.recipe(folder / "graphs", folder / "recipe", TINY)
    for name in precision.PRECISIONS:
        precision.write_weights(tiny_tensors(), layout(folder / "recipe" / name), folder / "recipe" / name)
    return folder / "recipe"


def layout(folder: Path) -> dict:
    return json.loads((folder / "layout.json").read_text())


def features(folder: Path) -> list[np.ndarray]:
    image = np.random.default_rng(5).integers(0, 256, (1, 3, SIDE, SIDE)).astype(np.float32)
    tokens = np.random.default_rng(6).integers(0, 510, (2, 9)).astype(np.int32)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    encoder, text = (onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options) for name in FILES[:2])
    return [*encoder.run(None, {"image": image}), *text.run(None, {"tokens": tokens})]


@pytest.mark.parametrize("name", precision.PRECISIONS)
def test_the_graphs_compute_nearly_what_float32_does(recipe, name):
    for want, got in zip(features(recipe / "float32"), features(recipe / name), strict=True):
        assert np.abs(want - got).mean() <= LOSS[name] * want.std()


@pytest.mark.parametrize("name", precision.PRECISIONS)
def test_weights_go_where_the_initializers_refer_to(recipe, name):
    for described in layout(recipe / name)["files"]:
        graph = described["path"].replace(".weights", ".onnx")
        proto = onnx.load(recipe / name / graph, load_external_data=False)
        referred = [{e.key: e.value for e in tensor.external_data} for tensor in proto.graph.initializer]
        places = [place for entry in described["tensors"] for place in (entry, entry.get("scale")) if place]
        wanted = [(described["path"], str(p["offset"]), str(p["bytes"])) for p in places]
        assert [(r["location"], r["offset"], r["length"]) for r in referred] == wanted
        assert all(place["offset"] % export.ALIGNMENT == 0 for place in places)
        assert all(entry.version <= 21 for entry in proto.opset_import)
        onnx.checker.check_model(str(recipe / name / graph))


def test_only_large_weights_are_rounded(recipe):
    kept, known = ("query_feat_.weight", "query_embed_.weight", "level_embed.weight", "classifier.weight"), shapes(TINY)
    for name in precision.PRECISIONS:
        for entry in (entry for file in layout(recipe / name)["files"] for entry in file["tensors"]):
            if len(known[entry["source"]]) < 2 or entry["source"].endswith(kept):
                assert entry["encoding"] == "float32", entry
            if ".mlp.fc1.weight" in entry["source"]:
                assert entry["encoding"] == precision.STORED["linear"].get(name, "float32"), entry


def test_each_graph_gets_only_the_rows_it_multiplies_by(recipe):
    rows = {file["path"]: [e["rows"] for e in file["tensors"] if "cross_attention_layers.0" in e["source"] and "rows" in e]
            for file in layout(recipe / "int8")["files"]}  # fmt: skip
    width = TINY.width
    assert sorted(rows["image-encoder.weights"]) == [[width, 2 * width], [2 * width, 3 * width]]
    assert [0, width] in rows["prompt-decoder.weights"]


@pytest.mark.parametrize(("encoding", "error"), [("int8-blocks", 1 / 254), ("int8-rows", 1 / 254), ("int4-blocks", 1 / 8)])
def test_a_weight_is_off_by_at_most_half_a_step_of_its_scale(encoding, error):
    values = np.random.default_rng(7).normal(size=(6, 80)).astype(np.float32)
    values[2] = 0
    largest = np.abs(values).max(1, keepdims=True)
    # Scales are float16, which moves the steps by up to 2**-11 each; int4 reaches -8 but only 7.
    assert (np.abs(quantize.decoded(values, encoding) - values) <= largest * (error + 2**-10)).all()
    assert (quantize.decoded(values, encoding)[2] == 0).all()


def relative_error(values: np.ndarray, rounded: np.ndarray) -> float:
    return float(np.sqrt(np.square(rounded - values).mean() / np.square(values).mean()))


@pytest.mark.parametrize(("draw", "symmetric", "with_zero_point"), [("uniform", 0.065, 0.061), ("normal", 0.086, 0.078)])
def test_a_zero_point_a_block_would_take_a_tenth_off_the_error_of_int4_at_most(draw, symmetric, with_zero_point):
    random = np.random.default_rng(9)
    values = random.uniform(-1, 1, (256, 512)) if draw == "uniform" else random.normal(size=(256, 512))
    parts = values.astype(np.float32).reshape(-1, quantize.BLOCK)
    low = parts.min(1, keepdims=True)
    step = (parts.max(1, keepdims=True) - low) / 15
    shifted = np.round((parts - low) / step) * step + low
    # of 131,072 numbers, so within a few thousandths
    assert relative_error(parts, quantize.decoded(parts, "int4-blocks")) == pytest.approx(symmetric, rel=0.02)
    assert relative_error(parts, shifted) == pytest.approx(with_zero_point, rel=0.02)


@pytest.mark.parametrize("length", [31, 32, 33])
def test_int4_goes_in_pairs_over_the_ends_of_rows(length):
    values = np.random.default_rng(8).normal(size=(3, length)).astype(np.float32)
    stored = np.frombuffer(quantize.encode(values, "int4-blocks").data, np.uint8)
    pairs = np.stack([stored & 15, stored >> 4], 1).reshape(-1)[: values.size].astype(np.int8)
    whole = np.where(pairs > 7, pairs - 16, pairs).reshape(values.shape)
    assert (whole == quantize.int4_blocks(values)[0]).all()


def test_the_converter_reads_every_name_and_shape_of_the_full_model(tmp_path):
    """A checkpoint of 1,050 tensors that share one block of zeros, saved by torch and read by src/convert."""
    root = Path(__file__).parents[2]
    if not (root / "node_modules" / "tsx").is_dir():
        pytest.skip("the packages of the app are not installed")
    names = shapes(FULL)
    zeros = torch.zeros(max(torch.Size(shape).numel() for shape in names.values()), dtype=torch.float16)
    saved = {f"model.{name}": zeros[: torch.Size(shape).numel()].reshape(shape) for name, shape in names.items()}
    torch.save({"state_dict": saved, "epoch": 1}, tmp_path / "full.ckpt")
    assert model_tensors(torch.load(tmp_path / "full.ckpt", mmap=True)).keys() == names.keys()
    (tmp_path / "expected.json").write_text(json.dumps({name: list(shape) for name, shape in names.items()}))
    script = """
import { readFileSync } from 'node:fs';
import { diskSource } from './src/cli/disk.ts';
import { modelTensors } from './src/convert/model-tensors.ts';
import { openCheckpoint } from './src/convert/open-checkpoint.ts';
const [folder] = process.argv.slice(-1);
const expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'));
const source = await diskSource(`${folder}/full.ckpt`);
const { tensors, ignored } = modelTensors('full', await openCheckpoint(source), expected, false);
console.log(tensors.size, ignored.length);
await source.close();
"""
    given = ["node", "--import", "tsx", "--input-type=module", "-e", script, str(tmp_path)]
    done = subprocess.run(given, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1050", "0"], done.stderr


def test_the_tiny_checkpoint_survives_in_float32(recipe):
    content = (recipe / "float32" / "prompt-decoder.weights").read_bytes()
    tensors = model_from(tiny_tensors(), TINY).state_dict()
    for entry in next(f for f in layout(recipe / "float32")["files"] if f["path"] == "prompt-decoder.weights")["tensors"]:
        rows = slice(*entry["rows"]) if "rows" in entry else slice(None)
        want = tensors[next(name for name in tensors if name.removeprefix("model.") == entry["source"])][rows].numpy().tobytes()
        assert content[entry["offset"] : entry["offset"] + entry["bytes"]] == want
