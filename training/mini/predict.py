"""The engine's loop in Python: tiles -> features -> masks -> blend -> the scan's own grid. Twin of src/engine/local-engine.ts."""

import numpy as np
import torch

from . import geometry, recipe


def blend_weights(length: int) -> np.ndarray:
    """Per-axis Gaussian weights of a window; see docs/geometry.md, 5."""
    at = np.arange(length)
    return np.exp(-0.5 * ((at - (length - 1) / 2) / (length / 8)) ** 2)


def tiles(image: np.ndarray) -> list[tuple[tuple[int, int], ...]]:
    """Tiles of the foreground of `image` (Z, Y, X), as ((length, start) along x, (…) along y, (…) along z), z slowest."""
    inside = np.argwhere(image > recipe.FOREGROUND_ABOVE)[:, ::-1]
    if not len(inside):
        return []
    first, size = inside.min(0), np.ptp(inside, axis=0) + 1
    axes = [
        geometry.tile_starts(n, w, m, recipe.OVERLAP) for n, w, m in zip(size, recipe.WINDOW, recipe.MULTIPLE_OF, strict=True)
    ]
    (lx, sx), (ly, sy), (lz, sz) = axes
    i, j, k = (int(n) for n in first)
    return [((lx, x + i), (ly, y + j), (lz, z + k)) for z in sz for y in sy for x in sx]


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
    for (lx, x), (ly, y), (lz, z) in tiles(image):
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
    blank = np.float32(-20)
    return np.where(weight > 0, total / np.maximum(weight, 1e-6), blank), existence
