import hashlib

import pytest
import torch
from medimageparse3d_reference import reference, shapes, tiny_model, tiny_tensors

from medimageparse3d import checkpoint
from medimageparse3d.config import FULL, TINY

# SHA-256 over the sorted lines "name<TAB>shape" of the published model, so that the names hold without the goldens.
OFFICIAL_NAMES = "4aa5da656d00b0965906928a2cd1df9f71d48f8e176038c495c3fa42c77942b9"
CLASSIFIER = "sem_seg_head.predictor.classifier.weight"


def lines(config):
    return sorted(f"{name}\t{shape}" for name, shape in shapes(config).items())


def test_the_full_model_has_the_published_names_and_shapes():
    assert len(lines(FULL)) == 1050
    assert hashlib.sha256("\n".join(lines(FULL)).encode()).hexdigest() == OFFICIAL_NAMES


def test_the_full_model_has_the_names_and_shapes_of_the_golden_list():
    assert lines(FULL) == sorted(line.rpartition("\t")[0] for line in reference("keys.txt"))


def test_the_full_model_has_371798778_parameters():
    stored = sum(torch.Size(shape).numel() for name, shape in shapes(FULL).items() if not name.startswith("pixel_"))
    assert stored == 371_798_778


def test_a_lightning_checkpoint_loads_without_its_losses_and_optimizer(tmp_path):
    tensors = {f"model.{name}": value for name, value in tiny_tensors().items()}
    losses = {
        "loss_function.loss_fn.dice_loss.class_weight": torch.ones(2),
        "loss_function.cls_loss_fn.pos_weight": torch.ones(1),
    }
    torch.save({"epoch": 3, "state_dict": {**tensors, **losses}, "optimizer_states": []}, tmp_path / "tiny.ckpt")
    loaded = checkpoint.load(tmp_path / "tiny.ckpt", TINY).state_dict()
    assert all(torch.equal(loaded[name], value) for name, value in tiny_model().state_dict().items())


def test_half_precision_tensors_become_float32():
    model = checkpoint.model_from({name: value.half() for name, value in tiny_tensors().items()}, TINY)
    assert all(value.dtype == torch.float32 for value in model.state_dict().values())


def test_missing_and_unknown_tensors_are_named():
    tensors = tiny_tensors()
    del tensors[CLASSIFIER]
    tensors["backbone.extra"] = torch.zeros(1)
    with pytest.raises(checkpoint.CheckpointError) as caught:
        checkpoint.model_from(tensors, TINY)
    assert f"1 missing: {CLASSIFIER}" in str(caught.value)
    assert "1 unknown: backbone.extra" in str(caught.value)


def test_a_tensor_of_another_shape_is_named_with_both_shapes():
    with pytest.raises(checkpoint.CheckpointError, match=r"classifier\.weight \(1, 63\) instead of \(1, 64\)"):
        checkpoint.model_from({**tiny_tensors(), CLASSIFIER: torch.zeros(1, 63)}, TINY)


def test_the_tiny_checkpoint_is_refused_as_the_full_model():
    with pytest.raises(checkpoint.CheckpointError, match=r"missing: backbone\.layers\.0\.blocks\.1\.gamma_1"):
        checkpoint.model_from(tiny_tensors(), FULL)
