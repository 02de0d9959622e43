"""Augmented training windows from cases."""

import math
import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import findings, paint, recipe
from .cases import Case
from .contrasts import mr_from_ct
from .sampling import look, positions

MADE_MR = "MR from CT"  # the modality of a CT whose windows become MR images
RARE = {4, 5, 10, 11, 12, 13, 14}  # small, thin or seldom annotated: looked at twice as often


@dataclass
class Window:
    image: Tensor  # (1, 1, D, H, W) float32
    label: Tensor  # (D, H, W) uint8
    annotated: np.ndarray


SIZES = ((32, 112, 128),) * 4 + ((32, 128, 160),) * 4 + ((32, 144, 176),) * 2
SIZES += ((32, 96, 112), (48, 96, 112), (32, 80, 160), (32, 112, 96))


def _centre(case: Case, rng: random.Random) -> np.ndarray:
    """Where to look, in cache voxels (z, y, x): seven of ten times near a structure, the rare ones more often."""
    if case.spots and rng.random() < 0.7:
        present = list(case.spots)
        spots = case.spots[rng.choices(present, [2 if i in RARE else 1 for i in present])[0]]
        return spots[rng.randrange(len(spots))] + np.array([rng.uniform(-14, 14), rng.uniform(-20, 20), rng.uniform(-24, 24)])
    return np.array([rng.uniform(0.05, 0.95) * n for n in case.label.shape])


def _rotation(rng: random.Random, degrees: float) -> np.ndarray:
    turn = np.eye(3)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        angle = np.deg2rad(rng.uniform(-degrees, degrees) * (1.0 if (a, b) == (1, 2) else 0.5))
        r = np.eye(3)
        r[a, a] = r[b, b] = np.cos(angle)
        r[a, b], r[b, a] = -np.sin(angle), np.sin(angle)
        turn = turn @ r
    return turn


def _warp(rng: random.Random) -> np.ndarray:
    """Window samples -> mm (z, y, x): turned, scaled as a whole and along each axis."""
    turn = _rotation(rng, 18) if rng.random() < 0.5 else np.eye(3)
    scale = rng.uniform(0.78, 1.25) if rng.random() < 0.6 else 1.0
    each = np.array([rng.uniform(0.88, 1.14) if rng.random() < 0.3 else 1.0 for _ in range(3)])
    return turn @ np.diag(each * scale * np.array(recipe.SPACING_MM[::-1]))


def sample_window(case: Case, rng: random.Random, size: tuple[int, int, int] | None = None) -> Window:
    """A window on the model grid's spacing, moved, turned, scaled and bent at random, intensities varied."""
    size = size or rng.choice(SIZES)
    per_mm = 1 / np.array(case.spacing[::-1])
    matrix = per_mm[:, None] * _warp(rng)
    extent = np.array(case.label.shape)
    centre = _centre(case, rng)
    half = np.array(size) * np.array(recipe.SPACING_MM[::-1]) * per_mm / 2
    if rng.random() < 0.8:  # as the tiles of a whole scan lie: inside it, or centred on it where it is smaller
        centre = np.where(extent > 2 * half, np.clip(centre, half, np.maximum(extent - half, half)), extent / 2)
    at = positions(matrix, centre, size)
    if rng.random() < 0.25:
        at = at + _bend(size, rng)
    label = look(case.label, at, "nearest", 0.0).to(torch.uint8)
    image = vary_intensity(_image(case, at, label, rng)[None, None], rng, case.modality == MADE_MR)
    if rng.random() < 0.25:
        cut_field_of_view(image[0, 0], label, rng)
    return Window(image, label, case.annotated)


def _image(case: Case, at: Tensor, label: Tensor, rng: random.Random) -> Tensor:
    """The window (D, H, W) as some scanner may have seen it, before what scanners do to every image."""
    if case.image is None:
        return paint.paint(label, rng)
    image = look(case.image, at, "bilinear", recipe.FILL)
    if rng.random() < 0.05:
        image = findings.add_mass(image, label, rng)
    if rng.random() < 0.05:
        image = findings.add_lesion(image, label, rng)
    if case.modality == MADE_MR:
        return mr_from_ct(image, look(case.tissues, at, "nearest", 0.0).to(torch.uint8), rng)
    if case.modality == "CT" and rng.random() < 0.1:
        image = findings.swap_contents(image, label, rng)
    return vary_contrast(image, label, case.modality, rng)


def vary_contrast(image: Tensor, label: Tensor, modality: str, rng: random.Random) -> Tensor:
    """Organ by organ: no contrast medium, another phase, or another protocol altogether."""
    chance = rng.random()
    if modality == "CT":
        if chance < 0.15:
            return paint.without_contrast(image, label, rng)
        return paint.other_phase(image, label, rng, 0.12) if chance < 0.27 else paint.remap(image, rng) if chance < 0.3 else image
    return paint.other_phase(image, label, rng, 0.2) if chance < 0.15 else paint.remap(image, rng) if chance < 0.3 else image


def cut_field_of_view(image: Tensor, label: Tensor, rng: random.Random) -> None:
    """Fills, in place, what lies beyond one to three planes, tilted up to 25°: a scan that ends there or was taken obliquely."""
    axes = [torch.linspace(-1, 1, n) for n in image.shape]
    for _ in range(rng.randint(1, 3)):
        normal = [math.tan(math.radians(rng.uniform(-25, 25))) for _ in range(3)]
        normal[rng.randrange(3)] = rng.choice([-1.0, 1.0])
        z, y, x = (a * n for a, n in zip(axes, normal, strict=True))
        beyond = z[:, None, None] + y[:, None] + x > rng.uniform(0.3, 1.1)
        image[beyond] = recipe.FILL
        label[beyond] = 0


def _bend(size: tuple, rng: random.Random) -> Tensor:
    """(D, H, W, 3) smooth displacement of up to about 5 mm, in cache voxels."""
    coarse = torch.randn(1, 3, 4, 5, 5) * rng.uniform(0.5, 3.0)
    return F.interpolate(coarse, size=size, mode="trilinear", align_corners=True)[0].permute(1, 2, 3, 0)


def _resampled(x: Tensor, factors: tuple[float, float, float]) -> Tensor:
    """x (1, 1, D, H, W) as if taken with voxels larger by `factors`."""
    coarse = [max(2, round(n / f)) for n, f in zip(x.shape[2:], factors, strict=True)]
    small = F.interpolate(x, size=coarse, mode="trilinear", align_corners=False)
    return F.interpolate(small, size=x.shape[2:], mode="trilinear", align_corners=False)


def vary_intensity(x: Tensor, rng: random.Random, thick: bool = False) -> Tensor:
    """Blur, thick slices (often if `thick`), low resolution, brightness, contrast, gamma, shading, noise; x stays in [-1, 1]."""
    if rng.random() < 0.15:
        x = F.avg_pool2d(x[0], 3, 1, 1)[None] * 0.6 + x * 0.4
    if rng.random() < (0.45 if thick else 0.2):
        x = _resampled(x, (rng.uniform(1.3, 2.6), 1, 1))
    if rng.random() < 0.12:
        in_plane = rng.uniform(1.2, 1.9)
        x = _resampled(x, (1, in_plane, in_plane))
    if rng.random() < 0.4:
        x = x * rng.uniform(0.75, 1.3) + rng.uniform(-0.15, 0.15)
    if rng.random() < 0.3:
        x = ((x.clamp(-1, 1) + 1) / 2) ** rng.uniform(0.7, 1.5) * 2 - 1
    if rng.random() < 0.1:
        shading = F.interpolate(torch.randn(1, 1, 2, 3, 3) * 0.15, size=x.shape[2:], mode="trilinear", align_corners=True)
        x = (x + 1) * (1 + shading) - 1
    if rng.random() < 0.3:
        x = x + torch.randn_like(x) * rng.uniform(0.0, 0.15)
    return x.clamp(-1, 1)
