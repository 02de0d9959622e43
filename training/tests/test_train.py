import argparse
import random

import numpy as np
import pytest
import torch

from mini import paint, sampling
from mini.cases import CACHE_SPACING, FAT, Case, fill_with_fat, find_spots
from mini.data import Window, sample_window
from mini.geometry import Grid, labels_into_grid, model_grid
from mini.halves import save_half
from mini.losses import DeepSupervision, losses, mask_loss, share_loss
from mini.model import Config, Mini
from mini.storage import as_int8
from mini.train import Rounding, Trainer
from mini.vocabulary import STRUCTURES


def window(label: int, annotated: list[str]) -> Window:
    drawn = torch.zeros(32, 32, 32, dtype=torch.uint8)
    drawn[8:20, 8:20, 8:20] = label
    return Window(torch.randn(1, 1, 32, 32, 32), drawn, np.array([s.id in annotated for s in STRUCTURES]))


def small() -> tuple[Mini, DeepSupervision]:
    torch.manual_seed(0)
    return Mini(Config(channels=(8, 8, 16, 16), features=8, text_width=32)), DeepSupervision(32, 8)


def test_an_organ_nobody_annotated_does_not_count_as_absent():
    torch.manual_seed(3)
    with_spleen, without = window(1, ["liver"]), None
    without = Window(with_spleen.image, torch.zeros_like(with_spleen.label), with_spleen.annotated)
    model, deep = small()
    with torch.no_grad():
        drawn = losses(model, deep, with_spleen, random.Random(5), False)
        empty = losses(model, deep, without, random.Random(5), False)
    assert drawn["mask"] == empty["mask"] and drawn["existence"] == empty["existence"]


def test_a_right_mask_costs_less_than_an_empty_one():
    labels = torch.zeros(1000, dtype=torch.uint8)
    labels[:50] = 6
    right, empty = ((labels == 6).float()[None] * 2 - 1) * 6, torch.full((1, 1000), -6.0)
    ids, present = torch.tensor([6], dtype=torch.uint8), torch.tensor([True])
    assert mask_loss(right, labels, ids, present) < mask_loss(empty, labels, ids, present)


def test_the_masks_loss_is_that_of_shares_that_are_whole_and_so_is_its_slope():
    torch.manual_seed(1)
    labels = torch.randint(0, 4, (3000,), dtype=torch.uint8)
    ids, present = torch.tensor([1, 3, 9], dtype=torch.uint8), torch.tensor([True, True, False])
    logits = torch.randn(3, 3000, requires_grad=True)
    fast = mask_loss(logits, labels, ids, present)
    plain = share_loss(logits, (labels == ids[:, None]).float(), present)
    slopes = [torch.autograd.grad(loss, logits)[0] for loss in (fast, plain)]
    assert torch.allclose(fast, plain, rtol=1e-5)  # float32 sums over 3000 voxels
    assert torch.allclose(*slopes, rtol=1e-4, atol=1e-8)


def test_a_few_steps_learn_one_window():
    model, deep = small()
    optimiser = torch.optim.AdamW([*model.parameters(), *deep.parameters()], lr=3e-3)
    sample = window(6, ["liver", "spleen"])
    sample.image = (sample.label[None, None] > 0).float() * 2 - 1
    rng, costs = random.Random(0), []
    for _ in range(12):
        parts = losses(model, deep, sample, rng, False)
        optimiser.zero_grad()
        sum(parts.values()).backward()
        optimiser.step()
        costs.append(parts["mask"].item())
    assert costs[-1] < costs[0] * 0.7


def test_augmentation_moves_image_and_label_together():
    drawn = torch.zeros(60, 90, 100, dtype=torch.uint8)
    drawn[20:40, 30:55, 15:50] = 6
    image = drawn.to(torch.float16) / 3 - 1  # 1 inside, -1 outside
    case = Case("box", "CT", image, drawn, np.ones(len(STRUCTURES), bool), find_spots(drawn))
    agreements = []
    for seed in range(8):
        got = sample_window(case, random.Random(seed))
        bright = got.image[0, 0] > (got.image.max() + got.image.min()) / 2
        inside = got.label > 0
        if inside.sum() > 500:
            agreements.append((bright & inside).sum() / (bright | inside).sum())
    assert len(agreements) >= 4
    assert min(agreements) > 0.7  # thick-slice blur moves the brightest border by up to two voxels


def test_a_window_with_nothing_but_a_sliver_costs_a_number():
    model, deep = small()
    sliver = window(1, ["spleen"])
    sliver.label[8:20] = 0
    sliver.label[8, 8, 8:12] = 1
    costs = losses(model, deep, sliver, random.Random(0), False)
    assert all(torch.isfinite(c) for c in costs.values())


def test_labels_sampled_by_torch_are_those_that_scipy_votes_for():
    rng = np.random.default_rng(4)
    label = np.zeros((20, 18, 16), np.uint8)
    label[3:12, 4:14, 2:9], label[9:17, 8:16, 7:14] = 6, 11
    label[rng.random(label.shape) < 0.05] = 0
    turn = np.array([[0.96, -0.28, 0], [0.28, 0.96, 0], [0, 0, 1]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.diag([-1.3, 1.1, 4.0])
    source = Grid(label.shape, affine)
    target = model_grid(source, (1.6, 1.6, 2.0))
    want = labels_into_grid(label, source, target).T
    got = sampling.vote(torch.from_numpy(label.T.copy()), source, target).numpy()
    # At the scan's border torch fades to nothing over half a voxel where scipy repeats the last one.
    assert (want != got).mean() < 0.01
    inside = want[4:-4, 6:-6, 6:-6] == got[4:-4, 6:-6, 6:-6]
    assert inside.mean() > 0.999


def test_fat_fills_the_body_and_not_the_air():
    label = np.zeros((2, 80, 80), np.uint8)
    label[:, 30:50, 20:30], label[:, 30:50, 50:60] = 6, 1  # two organs 32 mm apart
    filled = fill_with_fat(label)
    assert filled[0, 40, 40] == FAT
    assert filled[0, 2, 2] == 0 and filled[0, 78, 40] == 0
    assert ((filled == label) | (label == 0)).all()
    assert CACHE_SPACING[0] == CACHE_SPACING[1]


def test_without_contrast_a_kidney_is_as_dark_as_muscle_and_the_rest_stays():
    label = torch.zeros(12, 24, 24, dtype=torch.uint8)
    label[3:9, 6:18, 6:18] = 2
    image = torch.where(label == 2, 0.6, 0.0)
    plain = paint.without_contrast(image, label, random.Random(0))
    hu = (plain[6, 12, 12].item() + 1) * 200 - 125
    assert 10 < hu < 110  # 32 HU, up to 40 % of the way back to the enhanced 195
    assert plain[0, 0, 0] == image[0, 0, 0]


def test_gradients_of_a_batch_are_added_up_for_one_step_and_gone_after_it(tmp_path):
    model, deep = small()
    save_half(model, tmp_path / "start.pt")
    torch.save({"deep": deep.state_dict()}, tmp_path / "readout.pt")
    names = {"out": tmp_path, "start_from": tmp_path / "start.pt", "readout_from": tmp_path / "readout.pt"}
    trainer = Trainer(argparse.Namespace(**names, lr=1e-3, ema=0.5))
    assert all(torch.equal(a, b) for a, b in zip(trainer.deep.parameters(), deep.parameters(), strict=True))
    weight = next(trainer.model.image.parameters())
    before, slow = weight.detach().clone(), next(trainer.averaged.image.parameters())
    for slope in (3.0, -1.0):
        (weight.sum() * slope / 2).backward()
    assert torch.allclose(weight.grad, torch.ones_like(weight))
    trainer.descend(1e-3)
    assert weight.grad is None and trainer.step == 1
    assert (weight < before).all()
    # The first steps' average is of the latest weights for the most part.
    assert torch.allclose(slow, before.lerp(weight.detach(), 0.9))


def test_gradients_are_of_the_weights_as_a_pack_stores_them_and_small_steps_add_up():
    model, _ = small()
    rounding = Rounding(model)
    weight = next(w for w in rounding.weights if w.requires_grad)
    stored = torch.from_numpy(as_int8(weight.detach().numpy()))
    with torch.no_grad():
        weight.copy_(stored)
    # A third of the distance between two numbers that can be stored; the largest stays, so the distance does too.
    first, largest = weight[0].flatten(), int(weight[0].abs().argmax())
    place = 1 if largest == 0 else 0
    step = first[largest].abs().item() / 127 / 3
    seen = []
    for _ in range(3):
        rounding.begin()
        seen.append(weight[0].flatten()[place].item())
        rounding.end()
        with torch.no_grad():
            weight[0].view(-1)[place] += step
    start = seen[0]
    assert seen[1] == pytest.approx(start, abs=step / 100)
    assert seen[2] == pytest.approx(start + 3 * step, abs=step / 100)
    assert weight[0].flatten()[place].item() == pytest.approx(start + 3 * step, abs=step / 100)
    assert not any(w is model.bank for w in rounding.weights)
