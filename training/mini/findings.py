"""What the training patients do not have: other contents of stomach and gallbladder, masses beside organs, lesions in them.

Intensities are the network's own, -1 … 1; y grows towards the front of the patient.
"""

import math
import random

import torch
import torch.nn.functional as F
from torch import Tensor

from . import recipe
from .paint import from_hu

GALLBLADDER, STOMACH = 4, 7
SOLID = (1, 2, 3, 6)  # spleen, kidneys, liver
FAT_UNIT = -0.6


def _blend(image: Tensor, mask: Tensor, level: Tensor | float) -> Tensor:
    """`level` where `mask` (D, H, W) bool, over a voxel at its border."""
    share = F.avg_pool3d(F.pad(mask.float()[None, None], (1, 1, 1, 1, 1, 1)), 3, 1)[0, 0]
    return image * (1 - share) + level * share


def _inside(label: Tensor, i: int, wall: int) -> Tensor:
    """The structure without its wall, `wall` voxels in plane and one slice, (D, H, W) bool."""
    away = (label != i).float()[None]
    return F.max_pool3d(away, (3, 2 * wall + 1, 2 * wall + 1), 1, (1, wall, wall))[0] == 0


def swap_contents(image: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """A CT window whose stomach holds gas, water, contrast medium or food, and whose gallbladder holds bile, sludge or stones."""
    if rng.random() < 0.7:
        inside = _inside(label, STOMACH, rng.randint(1, 2))
        if inside.any():
            image = _fill_stomach(image, inside, rng)
    inside = _inside(label, GALLBLADDER, 1)
    if rng.random() < 0.6 and inside.any():
        hu = rng.uniform(-10, 30) if rng.random() < 0.75 else rng.uniform(30, 230)
        image = _blend(image, inside, from_hu(hu) + 0.04 * torch.randn_like(image))
        if rng.random() < 0.25:
            stone = _ball(label.shape, _some(inside, rng), rng.uniform(3, 9), rng) & inside
            image = _blend(image, stone, from_hu(rng.choice([-40, 90, 200, 275])))
    return image


def _fill_stomach(image: Tensor, inside: Tensor, rng: random.Random) -> Tensor:
    """Fluid, contrast medium or food below a level, gas above it."""
    hu = rng.choice([rng.uniform(-10, 30), rng.uniform(20, 70), rng.uniform(120, 275)])
    food = 0.25 * torch.randn(1, 1, *(max(2, n // 3) for n in image.shape)) * (rng.random() < 0.4)
    food = F.interpolate(food, size=image.shape, mode="trilinear")[0, 0]
    image = _blend(image, inside, from_hu(hu) + food + 0.04 * torch.randn_like(image))
    rows = inside.any(0).any(-1).nonzero()[:, 0]
    low, high = rows[0].item(), rows[-1].item()
    level = low + (high - low) * rng.uniform(-0.2, 1.3)  # from nothing but gas to none
    y = torch.arange(image.shape[1])[:, None]
    above = y > level if rng.random() < 0.85 else y < level  # now and then lying prone
    return _blend(image, inside & above, -1.0)


def _some(mask: Tensor, rng: random.Random) -> Tensor:
    """One voxel of `mask`."""
    where = mask.nonzero()
    return where[rng.randrange(len(where))]


def _ball(shape: torch.Size, centre: Tensor, radius_mm: float, rng: random.Random) -> Tensor:
    """An ellipsoid with a wavy surface, (D, H, W) bool."""
    total = torch.zeros(shape)
    for axis, (n, mm) in enumerate(zip(shape, recipe.SPACING_MM[::-1], strict=True)):
        along = ((torch.arange(n) - centre[axis]) * mm / (radius_mm * rng.uniform(0.75, 1.3))) ** 2
        total = total + along.reshape([-1 if a == axis else 1 for a in range(3)])
    wave = torch.randn(1, 1, *(max(2, n // 8) for n in shape)) * 0.25
    return total + F.interpolate(wave, size=tuple(shape), mode="trilinear")[0, 0] < 1


def add_mass(image: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """A mass of 1 … 10 cm beside the organs: it fills fat, bowel and muscle, and is none of the structures."""
    around = (label == 0) & (image > FAT_UNIT - 0.4)
    if not around.any():
        return image
    radius = math.exp(rng.uniform(math.log(6), math.log(50)))
    mass = _ball(label.shape, _some(around, rng), radius, rng) & (label == 0) & (image > -0.99)
    return _blend(image, mass & ~F.max_pool3d((label > 0).float()[None], 3, 1, 1)[0].bool(), _tissue_like(image, label, rng))


def add_lesion(image: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """A cyst or a tumour inside a solid organ, which still belongs to the organ."""
    present = [i for i in SOLID if (label == i).any()]
    if not present:
        return image
    organ = label == rng.choice(present)
    lesion = _ball(label.shape, _some(organ, rng), rng.uniform(4, 28), rng) & organ
    shift = rng.choice([rng.uniform(-0.6, -0.15), rng.uniform(-0.3, 0.3)])
    return _blend(image, lesion, image[organ].mean() + shift + 0.05 * torch.randn_like(image))


def _tissue_like(image: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """An intensity like that of an organ in the window, give or take, and a texture, (D, H, W)."""
    organs = image[label > 0]
    level = organs[rng.randrange(len(organs))].item() if len(organs) else rng.uniform(-0.4, 0.2)
    coarse = 0.12 * torch.randn(1, 1, *(max(2, n // 4) for n in image.shape))
    texture = F.interpolate(coarse, size=tuple(image.shape), mode="trilinear")[0, 0]
    return (level + rng.gauss(0, 0.12)) + texture + 0.05 * torch.randn_like(image)
