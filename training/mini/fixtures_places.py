"""Writes src/testing/fixtures/whereabouts.json: where Python expects structures, and what it keeps, for the twins in src/.

Run from training/: python -m mini.fixtures_places
"""

import itertools
import json
from pathlib import Path

import numpy as np

from .fixtures_geometry import grids
from .places import piece_in_place, whereabouts

OUT = Path(__file__).parents[2] / "src/testing/fixtures/whereabouts.json"
NAMES = "abcdef"
SIZE = (13, 12, 11)


def company(rng: np.random.Generator) -> dict:
    """Structures of a patient, what is known of pairs of them, and where each is expected among the others."""
    seen = {name: (rng.normal(size=3).round(2) * 80, bool(rng.random() < 0.3)) for name in NAMES[: rng.integers(3, 7)]}
    table = {}
    for one, first in enumerate(NAMES):
        for other in NAMES[one + 1 :]:
            axes = [[round(rng.normal() * 60, 1), round(rng.uniform(5, 30), 1)] if rng.random() < 0.8 else None for _ in range(3)]
            table[f"{first} {other}"] = axes
    others = [{"structure": s, "centroid": at.tolist(), "isCut": is_cut} for s, (at, is_cut) in seen.items()]
    middles = [whereabouts(name, seen, table) for name in NAMES]
    return {"others": others, "places": table, "middles": [[m and round(m, 6) for m in middle] for middle in middles]}


def pieces(name: str, affine: np.ndarray) -> list[dict]:
    """Two blocks in a grid, the second smaller; asked of places that hold the one, the other, both or neither, or have no end."""
    found = []
    voxel_ml = abs(np.linalg.det(affine[:3, :3])) / 1000
    for first in (1, 0):  # at 0 the larger one is cut by the end of the scan
        mask = np.zeros(SIZE, bool)
        mask[first:5, 1:5, 1:4] = True
        mask[9:12, 9:11, 8:10] = True
        middles = [affine[:3, :3] @ np.array(at) + affine[:3, 3] for at in (((first + 4) / 2, 2.5, 2), (10, 9.5, 8.5))]
        around = [np.stack([middle - 2, middle + 2]) for middle in middles]
        height = [
            np.stack([np.where([0, 0, 1], end, side) for end, side in zip(box, (-1e9, 1e9), strict=True)]) for box in around
        ]
        both = np.stack([np.minimum(*middles) - 2, np.maximum(*middles) + 2])
        for ends, voxels in itertools.product([*around, *height, both, around[0] + 500], (11.5, 12.5)):
            place, least = ends.round(6), voxels * voxel_ml
            kept = piece_in_place(mask, affine, place, least)
            grid = {"size": SIZE, "affine": affine[:3].ravel().tolist()}
            found.append({"name": name, **grid, "first": first, "place": place.tolist(), "leastMl": least, "kept": kept})
    return found


def main() -> None:
    rng = np.random.default_rng(17)
    cases = [case for name, (_, affine, _) in grids().items() for case in pieces(name, affine)]
    OUT.write_text(json.dumps({"company": [company(rng) for _ in range(6)], "pieces": cases}) + "\n")


if __name__ == "__main__":
    main()
