"""A small network's weights in a wider one that gives the same answers: its new channels lead nowhere until they are trained.

python -m mini.widen ../public/models/mini cache/wide.half.pt --size wide
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .halves import load_model, save_half
from .model import SUBVOXELS, Config, Mini
from .teacher import WIDTHS


def _embed(new: Tensor, old: Tensor, rows: Tensor, columns: Tensor | None) -> None:
    """Puts `old` at `rows` (and `columns`) of `new`, in place; the rest of those rows is 0, so old channels stay as they were."""
    if columns is None:
        new[rows] = old
        return
    new[rows] = 0
    at = torch.meshgrid(rows, columns, indexing="ij")
    new[at] = old


def _fused(small: Config, wide: Config, level: int) -> Tensor:
    """Where the small network's inputs of an `Up.fuse` lie in the wide one's: expanded channels, then the skip's."""
    if level == 0:
        old, new, skip = small.finest_expansion, wide.finest_expansion, small.channels[0]
    else:
        old, new, skip = small.channels[level], wide.channels[level], small.channels[level]
    return torch.cat([torch.arange(old), new + torch.arange(skip)])


def _places(name: str, old: Tensor, small: Config, wide: Config) -> tuple[Tensor, Tensor | None]:
    """Rows and columns of the wide tensor that the small one's are."""
    rows = torch.arange(old.shape[0])
    columns = torch.arange(old.shape[1]) if old.dim() > 1 else None
    if ".fuse.0." in name:
        ups = len(small.channels) - 1
        columns = _fused(small, wide, ups - 1 - int(name.split("ups.")[1].split(".")[0]))
    if name.startswith("decode.readout."):  # a row is a sub-voxel's weight of a feature
        parts = torch.arange(SUBVOXELS)[:, None] * wide.features + torch.arange(small.features)
        rows = parts.flatten()
    return rows, columns


@torch.no_grad()
def widen(small: Mini, config: Config) -> Mini:
    """A network of `config`, at least as wide everywhere, whose masks and existence equal `small`'s."""
    wide = Mini(config)
    own = wide.state_dict()
    for name, old in small.state_dict().items():
        new = own[name]
        if new.shape == old.shape:
            new.copy_(old)
            continue
        rows, columns = _places(name, old, small.config, config)
        _embed(new, old, rows, columns)
        if name.startswith("decode.readout."):
            keep = torch.ones(len(new), dtype=torch.bool)
            keep[rows] = False
            new[keep] = 0  # new features count nothing in a mask, and learn from the first step on
    return wide


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a pack's folder, or a checkpoint")
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", choices=WIDTHS, default="wide")
    given = parser.parse_args()
    save_half(widen(load_model(given.source), WIDTHS[given.size]), given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
