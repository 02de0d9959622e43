"""Images drawn for label maps, and organs of real images given another contrast: what the data has too little of.

Intensities are the network's own, -1 … 1; in CT that is -125 … 275 HU.
"""

import random

import torch
import torch.nn.functional as F
from torch import Tensor


def from_hu(hu: float) -> float:
    return (hu + 125) / 200 - 1


# Usual HU of a portal-venous scan, by label id; the spread is drawn per image.
PORTAL_VENOUS = {
    1: 115, 2: 170, 3: 170, 4: 15, 5: 45, 6: 105, 7: 35, 8: 150, 9: 135, 10: 95, 11: 75, 12: 75, 13: 55, 14: 10, 15: 70,
    101: 275, 102: 60, 103: -125, 104: 40, 105: 140, 106: 140, 107: 40, 108: -100,
}  # fmt: skip
UNENHANCED = {1: 48, 2: 32, 3: 32, 4: 10, 5: 40, 6: 57, 7: 35, 8: 40, 9: 38, 10: 40, 11: 30, 12: 30, 13: 35, 14: 8}
SPREAD_HU = 18.0


def _smooth_noise(shape: tuple[int, ...], coarse: tuple[int, int, int]) -> Tensor:
    field = F.interpolate(torch.randn(1, 1, *coarse), size=shape, mode="trilinear", align_corners=True)
    return field[0, 0]


def paint(label: Tensor, rng: random.Random) -> Tensor:
    """An image (D, H, W) for a label map: every tissue one intensity, textured and blurred; CT-like or of any contrast."""
    ct, phase = rng.random() < 0.6, {**PORTAL_VENOUS, **(UNENHANCED if rng.random() < 0.3 else {})}
    level, grain = torch.full((256,), -1.0), torch.zeros(256)
    for i, hu in phase.items():
        level[i] = from_hu(hu + rng.gauss(0, SPREAD_HU)) if ct else rng.uniform(-0.8, 1.0)
        grain[i] = rng.uniform(0.0, 0.12)
    if ct and rng.random() < 0.3:  # contrast medium drunk
        level[7] = level[13] = level[104] = from_hu(rng.uniform(60, 300))
    grain[104] = rng.uniform(0.1, 0.5)
    texture = _smooth_noise(label.shape, tuple(max(2, n // rng.randint(2, 6)) for n in label.shape))
    at = label.long()
    image = level[at] + grain[at] * texture
    if rng.random() < 0.5:
        image = image + 0.15 * _smooth_noise(label.shape, (2, 3, 3)) * (label > 0)
    image = image[None, None]
    if rng.random() < 0.8:
        image = F.avg_pool3d(F.pad(image, (1, 1, 1, 1, 1, 1), mode="replicate"), 3, 1)
    return (image[0, 0] + torch.randn(label.shape) * rng.uniform(0.02, 0.12)).clamp(-1, 1)


def shift_organs(image: Tensor, label: Tensor, shift: Tensor) -> Tensor:
    """The image (D, H, W) with `shift[id]` added inside each label, fading over a voxel at its border."""
    added = shift[label.long()][None, None]
    added = F.avg_pool3d(F.pad(added, (1, 1, 1, 1, 1, 1), mode="replicate"), 3, 1)
    return image + added[0, 0]


def without_contrast(image: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """The CT as if no contrast medium had been given: labelled organs near their unenhanced HU, their texture kept."""
    shift, strength = torch.zeros(256), rng.uniform(0.6, 1.0)
    for i, hu in UNENHANCED.items():
        inside = label == i
        if inside.any():
            shift[i] = strength * (from_hu(hu + rng.gauss(0, 6)) - image[inside].mean().item())
    return shift_organs(image, label, shift)


def other_phase(image: Tensor, label: Tensor, rng: random.Random, spread: float) -> Tensor:
    """The image with every labelled organ made darker or brighter on its own."""
    shift = torch.zeros(256)
    for i in PORTAL_VENOUS:
        shift[i] = rng.gauss(0, spread)
    if rng.random() < 0.6:  # both kidneys, both adrenals take up the same
        shift[3], shift[12] = shift[2], shift[11]
    return shift_organs(image, label, shift)


def remap(image: Tensor, rng: random.Random) -> Tensor:
    """Intensities through a random curve, rising or, now and then, folded: contrasts that no protocol here has."""
    knots = [-1.0 + 2 * n / 5 for n in range(6)]
    rising = sorted(rng.uniform(-1, 1) for _ in knots)
    curve = rising if rng.random() < 0.7 else [rng.uniform(-1, 1) for _ in knots]
    curve[0] = -1.0  # air and what lies outside the scan stay dark
    position = (image.clamp(-1, 1) + 1) / 2 * 5
    low = position.floor().clamp(max=4)
    table, step = torch.tensor(curve), position - low
    return table[low.long()] * (1 - step) + table[low.long() + 1] * step
