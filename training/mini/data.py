"""Cases on disk -> cached volumes -> augmented training windows."""

import json
import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import geometry, recipe
from .vocabulary import STRUCTURES

CACHE_SPACING = (2.0, 2.0, 2.0)
IDS = {s.id: s.label_id for s in STRUCTURES}


@dataclass
class Case:
    name: str
    modality: str
    image: Tensor  # (Z, Y, X) float16, smoothed for the model grid, sampled at CACHE_SPACING
    label: Tensor  # (Z, Y, X) uint8, label ids
    annotated: np.ndarray  # (S,) bool


def list_cases(data: Path, split: str) -> list[dict]:
    """The manifest's entries of one split; `image` and `label` are added as paths."""
    entries = [e for e in json.loads((data / "manifest.json").read_text()) if e["split"] == split]
    for e in entries:
        e["image"] = data / split / f"{e['case']}_image.nii.gz"
        e["label"] = data / split / f"{e['case']}_label.nii.gz"
    return entries


def list_phantoms(folder: Path) -> list[dict]:
    """Phantoms written by `npm run phantom`; every structure of the vocabulary is drawn in them."""
    entries = []
    for image in sorted(folder.glob("*_image.nii.gz")):
        label = Path(str(image).replace("_image", "_label"))
        case = image.name.replace("_image.nii.gz", "")
        entries.append({"case": case, "modality": "CT", "annotated": list(IDS), "image": image, "label": label})
    return entries


def load_case(entry: dict, cache: Path) -> Case:
    """The case on the cache grid (x fastest), read once and kept as .npz under `cache`."""
    path = cache / f"{entry['case']}.npz"
    if not path.exists():
        image, grid = geometry.load(entry["image"])
        label, label_grid = geometry.load(entry["label"])
        target = geometry.model_grid(grid, CACHE_SPACING)
        smooth = geometry.into_grid(
            geometry.normalise(image, recipe.INTENSITY[entry["modality"]]), grid, target, recipe.FILL, recipe.SPACING_MM
        )
        voted = geometry.labels_into_grid(label.astype(np.uint8), label_grid, target)
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(path, image=smooth.T.astype(np.float16), label=voted.T)
    stored = np.load(path)
    annotated = np.array([s.id in entry["annotated"] for s in STRUCTURES])
    return Case(entry["case"], entry["modality"], torch.from_numpy(stored["image"]), torch.from_numpy(stored["label"]), annotated)


@dataclass
class Window:
    image: Tensor  # (1, 1, D, H, W) float32
    label: Tensor  # (D, H, W) uint8
    annotated: np.ndarray


SIZES = ((48, 96, 112),) * 4 + ((32, 96, 112), (48, 80, 112), (48, 96, 96), (48, 64, 80), (64, 80, 96), (16, 80, 112))


def _centre(case: Case, rng: random.Random) -> np.ndarray:
    """Where to look, in cache voxels (z, y, x): two of three times on a structure, each structure equally often."""
    size = np.array(case.label.shape)
    if rng.random() < 0.66:
        present = [int(i) for i in torch.unique(case.label) if 0 < i <= len(STRUCTURES)]
        if present:
            spots = (case.label == rng.choice(present)).nonzero()
            spot = spots[rng.randrange(len(spots))].numpy()
            return spot + np.array([rng.uniform(-12, 12), rng.uniform(-16, 16), rng.uniform(-16, 16)])
    return np.array([rng.uniform(0.1, 0.9) * n for n in size])


def _rotation(rng: random.Random, degrees: float) -> np.ndarray:
    turn = np.eye(3)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        angle = np.deg2rad(rng.uniform(-degrees, degrees) * (1.0 if (a, b) == (1, 2) else 0.5))
        r = np.eye(3)
        r[a, a] = r[b, b] = np.cos(angle)
        r[a, b], r[b, a] = -np.sin(angle), np.sin(angle)
        turn = turn @ r
    return turn


def sample_window(case: Case, rng: random.Random) -> Window:
    """A window on the model grid's spacing, moved, turned, scaled and bent at random, intensities varied."""
    size = rng.choice(SIZES)
    ratio = recipe.SPACING_MM[0] / CACHE_SPACING[0]
    turn = _rotation(rng, 15) if rng.random() < 0.6 else np.eye(3)
    scale = rng.uniform(0.82, 1.2) if rng.random() < 0.6 else 1.0
    matrix = turn * scale * ratio
    extent = np.array(case.label.shape)
    centre = _centre(case, rng)
    half = np.array(size) * ratio / 2
    if rng.random() < 0.8:  # as the tiles of a whole scan lie: inside it, or centred on it where it is smaller
        centre = np.where(extent > 2 * half, np.clip(centre, half, np.maximum(extent - half, half)), extent / 2)
    grid = _sampling_grid(matrix, centre, size, extent)
    if rng.random() < 0.25:
        grid = grid + _bend(size, extent, rng)
    image = F.grid_sample(case.image[None, None].float() - recipe.FILL, grid, align_corners=False) + recipe.FILL
    label = F.grid_sample(case.label[None, None].float(), grid, mode="nearest", align_corners=False)
    image, label = vary_intensity(image, rng), label[0, 0].to(torch.uint8)
    if rng.random() < 0.25:
        cut_field_of_view(image[0, 0], label, rng)
    return Window(image, label, case.annotated)


def cut_field_of_view(image: Tensor, label: Tensor, rng: random.Random) -> None:
    """Fills, in place, what lies beyond one to three planes, tilted up to 25°: a scan that ends there or was taken obliquely."""
    axes = [torch.linspace(-1, 1, n) for n in image.shape]
    for _ in range(rng.randint(1, 3)):
        normal = [math.tan(math.radians(rng.uniform(-25, 25))) for _ in range(3)]
        normal[rng.randrange(3)] = rng.choice([-1.0, 1.0])
        z, y, x = (a * n for a, n in zip(axes, normal, strict=True))
        beyond = z[:, None, None] + y[:, None] + x > rng.uniform(0.4, 1.1)
        image[beyond] = recipe.FILL
        label[beyond] = 0


def _sampling_grid(matrix: np.ndarray, centre: np.ndarray, size: tuple, extent: np.ndarray) -> Tensor:
    """(1, D, H, W, 3) for grid_sample: window voxel v looks at cache position centre + matrix (v - middle)."""
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in size]
    offsets = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)
    at = offsets @ torch.tensor(matrix.T, dtype=torch.float32) + torch.tensor(centre, dtype=torch.float32)
    return ((2 * at + 1) / torch.tensor(extent, dtype=torch.float32) - 1).flip(-1)[None]


def _bend(size: tuple, extent: np.ndarray, rng: random.Random) -> Tensor:
    """A smooth displacement of up to about 5 mm, as an offset of the sampling grid."""
    coarse = torch.randn(1, 3, 4, 5, 5) * rng.uniform(0.5, 2.5)
    field = F.interpolate(coarse, size=size, mode="trilinear", align_corners=True)
    return (2 * field.permute(0, 2, 3, 4, 1) / torch.tensor(extent.copy(), dtype=torch.float32)).flip(-1)


def vary_intensity(x: Tensor, rng: random.Random) -> Tensor:
    """Noise, blur, thick slices, brightness, contrast, gamma; x stays in [-1, 1]."""
    if rng.random() < 0.2:
        x = F.avg_pool2d(x[0], 3, 1, 1)[None] * 0.6 + x * 0.4
    if rng.random() < 0.2:  # thick slices
        depth = x.shape[2]
        coarse = F.interpolate(x, scale_factor=(1 / rng.uniform(1.3, 2.6), 1, 1), mode="trilinear", align_corners=False)
        x = F.interpolate(coarse, size=(depth, *x.shape[3:]), mode="trilinear", align_corners=False)
    if rng.random() < 0.4:
        x = x * rng.uniform(0.75, 1.3) + rng.uniform(-0.15, 0.15)
    if rng.random() < 0.3:
        x = ((x.clamp(-1, 1) + 1) / 2) ** rng.uniform(0.7, 1.5) * 2 - 1
    if rng.random() < 0.3:
        x = x + torch.randn_like(x) * rng.uniform(0.0, 0.12)
    return x.clamp(-1, 1)
