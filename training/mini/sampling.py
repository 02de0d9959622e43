"""Volumes looked at along an affine map, by torch: what training has to do fast. Positions are voxels, z before y before x."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .geometry import Grid


def positions(matrix: np.ndarray, centre: np.ndarray, size: tuple) -> Tensor:
    """(D, H, W, 3) cache positions (z, y, x): window voxel v looks at centre + matrix (v - middle)."""
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in size]
    columns = torch.tensor(matrix, dtype=torch.float32)
    along = [a[:, None] * columns[:, n] for n, a in enumerate(axes)]
    start = torch.tensor(centre, dtype=torch.float32)
    return (start + along[0])[:, None, None] + along[1][:, None] + along[2]


def look(volume: Tensor, at: Tensor, mode: str, fill: float) -> Tensor:
    """`volume` (Z, Y, X) at positions (D, H, W, 3); outside it `fill`. Only the part that is looked at is widened to float32."""
    extent = torch.tensor(volume.shape)
    low = torch.minimum(at.amin((0, 1, 2)).floor().long().clamp(min=0), extent - 1)
    high = torch.maximum(torch.minimum(at.amax((0, 1, 2)).ceil().long() + 1, extent), low + 1)
    (z, y, x), (ez, ey, ex) = low.tolist(), high.tolist()
    part = volume[z:ez, y:ey, x:ex].float() - fill
    size = torch.tensor(part.shape, dtype=torch.float32)
    grid = ((2 * (at - low) + 1) / size - 1).flip(-1)[None]
    return F.grid_sample(part[None, None], grid, mode=mode, align_corners=False)[0, 0] + fill


def _grid(source: Grid, target: Grid) -> Tensor:
    """Where the voxels of `target` lie in `source`, as grid_sample wants it: (1, K, J, I, 3)."""
    to_source = np.linalg.inv(source.affine) @ target.affine
    centre = to_source[:3, :3] @ ((np.array(target.size) - 1) / 2) + to_source[:3, 3]
    at = positions(to_source[:3, :3][::-1, ::-1].copy(), centre[::-1].copy(), target.size[::-1])
    return ((2 * at + 1) / torch.tensor(source.size[::-1], dtype=torch.float32) - 1).flip(-1)[None]


def onto(volume: Tensor, source: Grid, target: Grid, fill: float) -> Tensor:
    """`volume` (Z, Y, X) on `source` sampled trilinearly at the voxels of `target`; outside it `fill`."""
    return F.grid_sample((volume - fill)[None, None], _grid(source, target), align_corners=False)[0, 0] + fill


def vote(labels: Tensor, source: Grid, target: Grid) -> Tensor:
    """Label ids (Z, Y, X) on `target`: per label a trilinear vote, ties and outside to 0; geometry.labels_into_grid, faster."""
    best, out = torch.full(target.size[::-1], 0.5), torch.zeros(target.size[::-1], dtype=torch.uint8)
    grid = _grid(source, target)
    for label in torch.unique(labels).tolist():
        if label:
            share = F.grid_sample((labels == label).float()[None, None], grid, align_corners=False)[0, 0]
            won = share > best
            out[won], best[won] = label, share[won]
    return out
