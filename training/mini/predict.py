"""The engine's loop in Python: tiles -> features -> masks -> blend -> the scan's own grid. Twin of src/engine/local-engine.ts."""

import numpy as np
import torch

from . import geometry, recipe


def blend_weights(length: int) -> np.ndarray:
    """Per-axis Gaussian weights of a window; see docs/geometry.md, 5."""
    at = np.arange(length)
    return np.exp(-0.5 * ((at - (length - 1) / 2) / (length / 8)) ** 2)


def tiles(size_xyz: tuple[int, int, int]) -> list[tuple[tuple[int, int], ...]]:
    """Every tile as ((length, start) along x, (…) along y, (…) along z), z slowest."""
    axes = [
        geometry.tile_starts(n, w, m, recipe.OVERLAP) for n, w, m in zip(size_xyz, recipe.WINDOW, recipe.MULTIPLE_OF, strict=True)
    ]
    (lx, sx), (ly, sy), (lz, sz) = axes
    return [((lx, x), (ly, y), (lz, z)) for z in sz for y in sy for x in sx]


def _overlap(start: int, length: int, n: int) -> tuple[slice, slice]:
    """The part of a tile inside the volume: (slice of the volume, slice of the tile)."""
    low, high = max(start, 0), min(start + length, n)
    return slice(low, high), slice(low - start, high - start)


@torch.no_grad()
def predict(encode, decode, image: np.ndarray, texts: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Blended logits (P, Z, Y, X) and existence (P,) of `image` (Z, Y, X) on the model grid.

    `encode`: (1, 1, D, H, W) -> features, context. `decode`: features, context, texts -> mask logits, existence logits.
    """
    prompts, (nz, ny, nx) = len(texts), image.shape
    total = np.zeros((prompts, nz, ny, nx), np.float32)
    weight = np.zeros((nz, ny, nx), np.float32)
    existence = np.zeros(prompts, np.float32)
    for (lx, x), (ly, y), (lz, z) in tiles((nx, ny, nz)):
        tile = np.full((lz, ly, lx), recipe.FILL, np.float32)
        (vz, tz), (vy, ty), (vx, tx) = _overlap(z, lz, nz), _overlap(y, ly, ny), _overlap(x, lx, nx)
        tile[tz, ty, tx] = image[vz, vy, vx]
        if tile.min() == tile.max():
            logits = np.full((prompts, lz, ly, lx), -20.0, np.float32)
        else:
            masks, exists = decode(*encode(torch.from_numpy(tile)[None, None]), texts)
            logits = masks.numpy()
            existence = np.maximum(existence, torch.sigmoid(exists).numpy())
        w = blend_weights(lz)[:, None, None] * blend_weights(ly)[:, None] * blend_weights(lx)
        w = np.maximum(w, 1e-3).astype(np.float32)[tz, ty, tx]
        total[:, vz, vy, vx] += logits[:, tz, ty, tx] * w
        weight[vz, vy, vx] += w
    return total / weight, existence
