"""From a scan's grid to the model's. Twin of src/volume and docs/geometry.md; held to it by src/testing/fixtures."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage


@dataclass(frozen=True)
class Grid:
    """Samples along i, j, k and where they sit: `affine` (4, 4) maps voxel centres to mm RAS+."""

    size: tuple[int, int, int]
    affine: np.ndarray

    @property
    def spacing(self) -> np.ndarray:
        return np.linalg.norm(self.affine[:3, :3], axis=0)


def load(path) -> tuple[np.ndarray, Grid]:
    """Intensities (I, J, K) after slope and intercept, float32, and the grid."""
    import nibabel as nib  # a machine lent for training alone has no need of it

    image = nib.load(path)
    return np.asarray(image.get_fdata(dtype=np.float32)), Grid(image.shape, image.affine)


def model_grid(source: Grid, spacing: tuple[float, float, float]) -> Grid:
    """The world-aligned grid of `spacing` mm that holds every voxel box of `source`."""
    corners = np.array([[-0.5, n - 0.5] for n in source.size])
    points = np.stack(np.meshgrid(*corners, indexing="ij"), -1).reshape(-1, 3)
    world = points @ source.affine[:3, :3].T + source.affine[:3, 3]
    low, high = world.min(0), world.max(0)
    step = np.asarray(spacing, float)
    size = np.maximum(1, np.ceil((high - low) / step - 1e-3)).astype(int)
    affine = np.diag([*step, 1.0])
    affine[:3, 3] = (low + high) / 2 - (size - 1) / 2 * step
    return Grid(tuple(int(n) for n in size), affine)


def normalise(intensities: np.ndarray, rule: dict) -> np.ndarray:
    """Intensities by the pack's rule: clipped to a window (or percentiles of the voxels above `above`), mapped to `to`."""
    low, high = rule["low"], rule["high"]
    if rule["kind"] == "percentile":
        inside = intensities[intensities > rule["above"]]
        low, high = np.percentile(inside, [low, high]) if inside.size else (0.0, 1.0)
    start, end = rule["to"]
    # However small the unit; without width nothing is left above the lower limit.
    unit = (np.clip(intensities, low, high) - low) / (high - low if high > low else 1.0)
    return (start + unit * (end - start)).astype(np.float32)


def _sample_points(source: Grid, target: Grid) -> np.ndarray:
    """Voxel coordinates in `source` of every sample of `target`: (3, I, J, K)."""
    to_source = np.linalg.inv(source.affine) @ target.affine
    index = np.stack(np.meshgrid(*[np.arange(n) for n in target.size], indexing="ij"))
    return np.tensordot(to_source[:3, :3], index, 1) + to_source[:3, 3].reshape(3, 1, 1, 1)


def smooth(values: np.ndarray, source: Grid, spacing: tuple[float, float, float]) -> np.ndarray:
    """Gaussian anti-alias along stored axes for sampling at `spacing` mm along x, y, z; axes as coarse already are left."""
    out = values.astype(np.float32)
    for axis in range(3):
        direction = source.affine[:3, axis]
        stored, wanted = source.spacing[axis], spacing[np.argmax(np.abs(direction))]
        if wanted > stored:
            sigma = np.sqrt((wanted**2 - stored**2) / (8 * np.log(2))) / stored
            out = ndimage.gaussian_filter1d(out, sigma, axis=axis, mode="nearest", truncate=4.0)
    return out


def into_grid(values: np.ndarray, source: Grid, target: Grid, fill: float) -> np.ndarray:
    """`values` resampled onto `target`: anti-aliased for its spacing, then trilinear. Outside: `fill`."""
    smoothed = smooth(values, source, tuple(np.diag(target.affine)[:3]))
    points = _sample_points(source, target)
    inside = np.ones(target.size, bool)
    for axis, n in enumerate(source.size):
        inside &= (points[axis] >= -0.5) & (points[axis] <= n - 0.5)
    sampled = ndimage.map_coordinates(smoothed, points, order=1, mode="nearest")
    return np.where(inside, sampled, np.float32(fill)).astype(np.float32)


def labels_into_grid(labels: np.ndarray, source: Grid, target: Grid) -> np.ndarray:
    """Label ids on `target`: per label a trilinear vote, ties and outside to 0 (background)."""
    points = _sample_points(source, target)
    best = np.full(target.size, 0.5, np.float32)
    out = np.zeros(target.size, np.uint8)
    for label in np.unique(labels):
        if label == 0:
            continue
        vote = ndimage.map_coordinates((labels == label).astype(np.float32), points, order=1, mode="nearest")
        out[vote > best] = label
        best = np.maximum(best, vote)
    return out


def logits_onto_grid(logits: np.ndarray, source: Grid, target: Grid) -> np.ndarray:
    """Blended logits on `source` (the model grid) sampled at every voxel centre of `target` (the scan)."""
    return ndimage.map_coordinates(logits, _sample_points(source, target), order=1, mode="nearest")


def largest_component(mask: np.ndarray) -> np.ndarray:
    """The largest connected component of a bool mask, corners connecting; of equal ones the first in memory."""
    box = tuple(slice(at.min(), at.max() + 1) for at in mask.nonzero() if len(at))
    parts, count = ndimage.label(mask[box].T, np.ones((3, 3, 3)))  # transposed: i fastest, as the app counts
    if count < 2:
        return mask
    out = np.zeros_like(mask)
    out[box] = (parts == 1 + np.argmax(np.bincount(parts.ravel())[1:])).T
    return out


def large_components(mask: np.ndarray, share: float) -> np.ndarray:
    """The connected components of a bool mask, corners connecting, of at least `share` of the largest's voxels."""
    parts, count = ndimage.label(mask, np.ones((3, 3, 3)))
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    sizes[0] = 0
    return (sizes >= max(1, share * sizes.max()))[parts]


def tile_starts(n: int, window: int, multiple: int, overlap: float) -> tuple[int, list[int]]:
    """Window length and start of each window along an axis of n samples; see docs/geometry.md, 5."""
    if n <= window:
        length = -(-n // multiple) * multiple
        return length, [-((length - n) // 2)]
    count = int(np.ceil((n - window) / (window * (1 - overlap)) - 1e-9)) + 1
    return window, [int(np.floor(i * (n - window) / (count - 1) + 0.5)) for i in range(count)]
