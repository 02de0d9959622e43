import random

import numpy as np
import torch

from mini.data import Case, Window, sample_window
from mini.model import Config, Mini
from mini.train import losses, mask_loss
from mini.vocabulary import STRUCTURES


def window(label: int, annotated: list[str]) -> Window:
    drawn = torch.zeros(32, 32, 32, dtype=torch.uint8)
    drawn[8:20, 8:20, 8:20] = label
    return Window(torch.randn(1, 1, 32, 32, 32), drawn, np.array([s.id in annotated for s in STRUCTURES]))


def small() -> Mini:
    torch.manual_seed(0)
    return Mini(Config(channels=(8, 8, 16, 16), features=8, text_width=32))


def test_an_organ_nobody_annotated_does_not_count_as_absent():
    torch.manual_seed(3)
    with_spleen, without = window(1, ["liver"]), None
    without = Window(with_spleen.image, torch.zeros_like(with_spleen.label), with_spleen.annotated)
    model = small()
    with torch.no_grad():
        drawn = losses(model, with_spleen, random.Random(5))
        empty = losses(model, without, random.Random(5))
    assert drawn["mask"] == empty["mask"] and drawn["existence"] == empty["existence"]


def test_a_right_mask_costs_less_than_an_empty_one():
    truth = torch.zeros(1, 1000)
    truth[0, :50] = 1
    right, empty = (truth * 2 - 1) * 6, torch.full_like(truth, -6)
    present = torch.tensor([True])
    assert mask_loss(right, truth, present) < mask_loss(empty, truth, present)


def test_a_few_steps_learn_one_window():
    model = small()
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    sample = window(6, ["liver", "spleen"])
    sample.image = (sample.label[None, None] > 0).float() * 2 - 1
    rng, costs = random.Random(0), []
    for _ in range(12):
        parts = losses(model, sample, rng)
        optimiser.zero_grad()
        sum(parts.values()).backward()
        optimiser.step()
        costs.append(parts["mask"].item())
    assert costs[-1] < costs[0] * 0.7


def test_augmentation_moves_image_and_label_together():
    drawn = torch.zeros(60, 90, 100, dtype=torch.uint8)
    drawn[20:40, 30:55, 15:50] = 6
    image = drawn.to(torch.float16) / 3 - 1  # 1 inside, -1 outside
    case = Case("box", "CT", image, drawn, np.ones(len(STRUCTURES), bool))
    agreements = []
    for seed in range(8):
        got = sample_window(case, random.Random(seed))
        bright = got.image[0, 0] > (got.image.max() + got.image.min()) / 2
        inside = got.label > 0
        if inside.sum() > 500:
            agreements.append((bright & inside).sum() / (bright | inside).sum())
    assert len(agreements) >= 4
    assert min(agreements) > 0.7  # thick-slice blur moves the brightest border by up to two voxels
