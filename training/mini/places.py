"""Label maps -> where structures lie from each other, for src/results/places.json: what verdicts hold answers against.

python -m mini.places ../../shared/data

For each pair of structures: mean and standard deviation of the first's centroid less the second's, mm along x, y, z (RAS+), over
all label maps that hold both, none of them a validation case. A structure that a map cuts at head or foot says nothing of z.
"""

import argparse
import itertools
import json
from pathlib import Path

import nibabel
import numpy as np

from .cases import IDS

OUT = Path(__file__).parents[2] / "src/results/places.json"
LEAST_VOXELS = 20
# Fewer maps say nothing of how much places differ.
LEAST_CASES = 8


def places(labels: np.ndarray, affine: np.ndarray) -> dict[str, tuple[np.ndarray, bool]]:
    """Centroid in mm of each structure of a map, and whether the map may cut it at head or foot (an end slice may be blank)."""
    height = int(np.argmax(np.abs(affine[2, :3])))
    found = {}
    for name, label in IDS.items():
        at = np.argwhere(labels == label)
        if len(at) < LEAST_VOXELS:
            continue
        first, last = at[:, height].min(), at[:, height].max()
        is_cut = first <= 1 or last >= labels.shape[height] - 2
        found[name] = (affine[:3, :3] @ at.mean(axis=0) + affine[:3, 3], bool(is_cut))
    return found


def pairs(maps: list[dict[str, tuple[np.ndarray, bool]]]) -> dict[str, list[list[float] | None]]:
    """Per pair "first second" and axis: mean and standard deviation, mm, rounded; None where too few maps tell."""
    table = {}
    for one, other in itertools.combinations(IDS, 2):
        axes: list[list[float]] = [[], [], []]
        for found in maps:
            if one not in found or other not in found:
                continue
            (a, a_cut), (b, b_cut) = found[one], found[other]
            for axis in range(3):
                if axis < 2 or not (a_cut or b_cut):
                    axes[axis].append(float(a[axis] - b[axis]))
        rows = [[round(float(np.mean(v)), 1), round(float(np.std(v)), 1)] if len(v) >= LEAST_CASES else None for v in axes]
        if any(rows):
            table[f"{one} {other}"] = rows
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    files = sorted([*data.glob("train/*_label.nii.gz"), *data.glob("labelmaps/*.nii.gz")])
    images = [nibabel.load(file) for file in files]
    maps = [places(np.asarray(image.dataobj).astype(np.int16), image.affine) for image in images]
    lines = [f"    {json.dumps(pair)}: {json.dumps(rows)}" for pair, rows in pairs(maps).items()]
    rows = ",\n".join(lines)
    OUT.write_text(f'{{\n  "maps": {len(files)},\n  "pairs": {{\n{rows}\n  }}\n}}\n')


if __name__ == "__main__":
    main()
