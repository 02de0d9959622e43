"""The committed pack against the goldens that PyTorch wrote when it was exported."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from mini import parity
from mini.from_pack import from_pack
from mini.graph_costs import gflop_of
from mini.ngram_encoder import NgramEncoder
from mini.phases import OUTPUT, shuffled
from mini.planes import split

PACK = Path(__file__).parents[2] / "public/models/mini"
GOLDENS = Path(__file__).parents[2] / "src/testing/fixtures/mini-parity"


def session(role: str, form: str = "file") -> onnxruntime.InferenceSession:
    manifest = json.loads((PACK / "manifest.json").read_text())
    return onnxruntime.InferenceSession(str(PACK / manifest["graphs"][role][form]))


def test_every_file_has_the_hash_that_the_manifest_gives():
    for file in json.loads((PACK / "manifest.json").read_text())["files"]:
        assert hashlib.sha256((PACK / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_the_pack_stays_small():
    assert sum(f.stat().st_size for f in PACK.iterdir()) <= 12e6


def test_the_graphs_meet_the_goldens():
    golden = json.loads((GOLDENS / "tensors.json").read_text())
    features, context = session("imageEncoder").run(None, {"image": parity.wave(tuple(golden["shape"]))})
    (meaning,) = session("textEncoder").run(None, {"tokens": np.array(golden["tokens"], np.int32)})
    bank = np.fromfile(PACK / "text-bank.f32", "<f4").reshape(14, -1)
    feeds = {"features": features, "context": context, "text": bank[:2]}
    phases, existence = session("promptDecoder").run([OUTPUT, "existenceLogits"], feeds)
    outputs = {
        "features": features,
        "context": context,
        "structureLogits": meaning,
        "maskLogits": shuffled(phases),
        "existenceLogits": existence,
    }
    for name, value in outputs.items():
        want, got = golden["outputs"][name], parity.pick(value)
        assert got["shape"] == want["shape"]
        scale = max(1.0, np.abs(want["values"]).max())
        # float32 sums in another order through 16 InstanceNorms
        assert np.abs(np.array(got["values"]) - want["values"]).max() < 2e-3 * scale, name


# float32 sums in another order; made of fewer products, they are of larger numbers
@pytest.mark.parametrize(("form", "tolerance"), [("planes", 1e-5), ("winograd", 5e-5)])
def test_the_encoder_in_another_form_meets_its_own_on_the_largest_window(form, tolerance):
    image = {"image": parity.wave((32, 144, 176))}
    own, other = (session("imageEncoder", each).run(None, image) for each in ("file", form))
    for want, got in zip(own, other, strict=True):
        assert np.abs(want - got).max() < tolerance * np.abs(want).max()


def test_all_forms_of_the_encoder_and_their_weights_are_as_the_exporter_writes_them(tmp_path):
    forms = ["image-encoder.planes.onnx", "image-encoder.winograd.onnx"]
    names = ["image-encoder.onnx", "image-encoder.weights", *forms]
    for name in names[:2]:
        shutil.copy(PACK / name, tmp_path)
    split(tmp_path / names[0])
    for name in names:
        assert (tmp_path / name).read_bytes() == (PACK / name).read_bytes(), name


def test_the_pack_comes_back_as_the_model_that_was_exported():
    golden = json.loads((GOLDENS / "tensors.json").read_text())
    again = parity.tensors(from_pack(PACK).eval(), NgramEncoder(14))
    for name, want in golden["outputs"].items():
        if name == "structureLogits":  # of the text encoder, which is trained anew each time
            continue
        got = np.array(again["outputs"][name]["values"])
        # the same float32 operations on the same numbers
        assert np.abs(got - want["values"]).max() < 1e-4 * max(1.0, np.abs(want["values"]).max()), name


@pytest.mark.parametrize("structure", parity.MASKS)
def test_the_golden_masks_are_not_empty(structure):
    import nibabel as nib

    assert nib.load(GOLDENS / f"{structure}.nii.gz").get_fdata().sum() > 100


def test_the_manifest_says_what_its_graphs_compute():
    manifest = json.loads((PACK / "manifest.json").read_text())
    window, encoder = manifest["input"]["tiling"]["size"], manifest["graphs"]["imageEncoder"]
    counted = {form: gflop_of(PACK / encoder[form], tuple(window), (32, 48, 16)) for form in ("file", "planes", "winograd")}
    # PyTorch counted the first when the pack was exported.
    assert counted["file"] == pytest.approx(manifest["compute"]["windowGflop"], abs=0.005)
    assert counted["planes"] == counted["file"]
    assert counted["winograd"] == pytest.approx(manifest["compute"]["processorGflop"], abs=0.005)
