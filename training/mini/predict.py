"""The engine's loop in Python: tiles -> features -> masks -> blend -> the scan's own grid.

Twin of src/engine/strategies/sliding-window/sliding-window.ts.
"""

import numpy as np
import torch
from scipy import ndimage

from . import geometry, recipe


def blend_weights(length: int) -> np.ndarray:
    """Per-axis Gaussian weights of a window; see docs/geometry.md, 5."""
    at = np.arange(length)
    return np.exp(-0.5 * ((at - (length - 1) / 2) / (length / 8)) ** 2)


SMALLEST_PART = 0.1  # of the largest part: less is no part of the body
MARGIN = 2


def _box(mask: np.ndarray) -> list[tuple[int, int]]:
    """First and past-last index along z, y, x of what is set."""
    spans = [np.flatnonzero(mask.any(tuple(b for b in range(3) if b != axis))) for axis in range(3)]
    return [(int(at[0]), int(at[-1]) + 1) for at in spans]


def body_box(image: np.ndarray, value: float) -> list[tuple[int, int]] | None:
    """Where the body lies in `image` (Z, Y, X) along z, y, x, docs/geometry.md, 5. Twin of src/model/body-box.ts."""
    above = image > value
    if not above.any():
        return None
    whole = _box(above)
    solid = geometry.large_components(ndimage.minimum_filter(above, size=3, mode="nearest")[::2, ::2, ::2], SMALLEST_PART)
    if not solid.any():
        return whole
    inner = [(2 * a - 1 - MARGIN, 2 * b + MARGIN) for a, b in _box(solid)]
    return [whole[0], *((max(a, c), min(b, d)) for (a, b), (c, d) in zip(whole[1:], inner[1:], strict=True))]


def tiles(image: np.ndarray) -> list[tuple[tuple[int, int], ...]]:
    """Tiles of the body in `image` (Z, Y, X), as ((length, start) along x, (…) along y, (…) along z), z slowest."""
    box = body_box(image, recipe.FOREGROUND_ABOVE)
    if box is None:
        return []
    first, size = [a for a, _ in box[::-1]], [b - a for a, b in box[::-1]]
    axes = [
        geometry.tile_starts(n, w, m, recipe.OVERLAP) for n, w, m in zip(size, recipe.WINDOW, recipe.MULTIPLE_OF, strict=True)
    ]
    (lx, sx), (ly, sy), (lz, sz) = axes
    i, j, k = first
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
