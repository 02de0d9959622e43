"""From a volume of grey values 0–255 to the slices the image encoder reads, exact to the bit."""

from typing import NamedTuple

import numpy as np

SIDE = 512
CUBIC = -0.75
TAPS = np.arange(-1, 3)
MOST_PRECISION = 22
SPREAD_LIMIT = 0.5


class Placement(NamedTuple):
    """How a volume became a stack of squares; `postprocess.onto_volume` undoes it."""

    slice_axis: int
    pad: tuple[tuple[int, int], ...]  # before and behind, of the axes (slice, row, column)
    padded_size: int


def placement(shape: tuple[int, int, int]) -> Placement:
    """Slices run along axis 0 if the other two are alike (differ by less than half their mean), else the shortest axis."""
    rows, columns = shape[1:]
    alike = 2 * abs(rows - columns) / (rows + columns) < SPREAD_LIMIT
    axis = 0 if alike else int(np.argmin(shape))
    sides = [n for i, n in enumerate(shape) if i != axis]
    size = max(sides)
    pad = [((size - n) // 2, size - n - (size - n) // 2) for n in sides]
    return Placement(axis, ((0, 0), *pad), size)


def cubic(distance: np.ndarray, a: float) -> np.ndarray:
    """Keys' interpolation kernel."""
    d = np.abs(distance)
    near = ((a + 2) * d - (a + 3)) * d * d + 1
    far = ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
    return np.where(d <= 1, near, np.where(d < 2, far, 0.0))


def bicubic_weights(source: int, target: int) -> tuple[np.ndarray, int]:
    """Integer weights (target, source) and their binary precision; taps beyond the edge count for the edge pixel."""
    centre = (np.arange(target) + 0.5) * (source / target) - 0.5
    first = np.floor(centre).astype(int)
    taps = first[:, None] + TAPS
    values = cubic(centre[:, None] - taps, CUBIC)
    weights = np.zeros((target, source))
    np.add.at(weights, (np.arange(target)[:, None], taps.clip(0, source - 1)), values)
    largest = weights.max()
    precision = max(b for b in range(MOST_PRECISION + 1) if np.floor(0.5 + largest * 2**b) < 2**15)
    scaled = weights * 2**precision
    return np.trunc(scaled + np.copysign(0.5, scaled)), precision


def resize_last_axis(images: np.ndarray, target: int) -> np.ndarray:
    """uint8 (…, N) -> uint8 (…, target), bicubic in fixed point; no antialiasing, as the original."""
    if images.shape[-1] == target:
        return images
    weights, precision = bicubic_weights(images.shape[-1], target)
    sums = images.astype(np.float64) @ weights.T  # integers below 2^31: exact in float64
    return np.floor((sums + 2.0 ** (precision - 1)) / 2.0**precision).clip(0, 255).astype(np.uint8)


def resize(slices: np.ndarray, side: int = SIDE) -> np.ndarray:
    """uint8 (D, H, W) -> uint8 (D, side, side): columns first, then rows, each rounded to uint8."""
    wide = resize_last_axis(slices, side)
    return np.ascontiguousarray(resize_last_axis(wide.swapaxes(1, 2), side).swapaxes(1, 2))


def prepare(volume: np.ndarray) -> tuple[np.ndarray, Placement]:
    """uint8 volume (any of its axes the slices) -> uint8 (D, 512, 512) and where it came from. ValueError unless uint8, 3-D."""
    if volume.dtype != np.uint8 or volume.ndim != 3:
        raise ValueError(f"expected a 3-D uint8 volume, not {volume.ndim}-D {volume.dtype}")
    place = placement(volume.shape)
    squares = np.pad(np.moveaxis(volume, place.slice_axis, 0), place.pad)
    return resize(squares), place


def with_neighbours(slices: np.ndarray) -> np.ndarray:
    """(D, H, W) -> float32 (D, 3, H, W): each slice, the one before and the one behind; mirrored at both ends."""
    last = len(slices) - 1
    here = np.arange(len(slices))
    before = np.where(here == 0, min(1, last), here - 1)
    behind = np.where(here == last, max(last - 1, 0), here + 1)
    return np.stack([slices[here], slices[before], slices[behind]], 1).astype(np.float32)
