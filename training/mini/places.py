"""Label maps -> where structures lie from each other: what verdicts hold answers against, and by which pieces are chosen.

python -m mini.places ../../shared/data                                  writes src/results/places.json
python -m mini.places ../../shared/data --pack ../public/models/mini     and `scene.reach` of a pack's manifest

For each pair of structures: mean and standard deviation of the first's centroid less the second's, mm along x, y, z (RAS+), over
all label maps that hold both, none of them a validation case. A structure that a map cuts at head or foot says nothing of z.
`reach`: how far from its `whereabouts` by the other maps a structure of any of them lies.
Twins: src/model/scene/whereabouts.ts and src/volume/piece-in-place.ts; what they have to meet is in fixtures/whereabouts.json.
"""

import argparse
import itertools
import json
from pathlib import Path

import nibabel
import numpy as np
from scipy import ndimage

from .cases import IDS

OUT = Path(__file__).parents[2] / "src/results/places.json"
LEAST_VOXELS = 20
# Fewer maps say nothing of how much places differ.
LEAST_CASES = 8
# Fewer structures, or a reach over fewer maps, tell no place.
LEAST_WITNESSES = 3
LEAST_REACHED = 20

Seen = dict[str, tuple[np.ndarray, bool]]  # centroid in mm, and whether head or foot of the scan may cut it
Pairs = dict[str, list[list[float] | None]]


def places(labels: np.ndarray, affine: np.ndarray) -> Seen:
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


def pairs(maps: list[Seen]) -> Pairs:
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


def whereabouts(name: str, seen: Seen, table: Pairs) -> list[float | None]:
    """Where a structure is to be expected among `seen`, mm: the mean of what each says, by 1/variance; None if few do."""
    middle: list[float | None] = []
    for axis in range(3):
        says, weights = [], []
        for other, (centroid, is_cut) in seen.items():
            sign = 1 if f"{name} {other}" in table else -1
            row = table.get(f"{name} {other}", table.get(f"{other} {name}"))
            if other == name or row is None or row[axis] is None or (axis == 2 and is_cut):
                continue
            mean, sd = row[axis]
            says.append(centroid[axis] + sign * mean)
            weights.append(sd**-2)
        middle.append(float(np.average(says, weights=weights)) if len(says) >= LEAST_WITNESSES else None)
    return middle


def reach(maps: list[Seen]) -> dict[str, list[float]]:
    """Per structure and axis the farthest, mm, that one lies from where all other maps have it; only of what is known well."""
    off: dict[str, list[list[float]]] = {}
    for n, seen in enumerate(maps):
        table = pairs([*maps[:n], *maps[n + 1 :]])
        for name, (centroid, is_cut) in seen.items():
            axes = off.setdefault(name, [[], [], []])
            for axis, middle in enumerate(whereabouts(name, seen, table)):
                if middle is not None and not (axis == 2 and is_cut):
                    axes[axis].append(abs(float(centroid[axis]) - middle))
    known = {name: axes for name, axes in off.items() if all(len(axis) >= LEAST_REACHED for axis in axes)}
    return {name: [round(max(axis), 1) for axis in axes] for name, axes in known.items()}


def piece_in_place(mask: np.ndarray, affine: np.ndarray, ends: np.ndarray, least_ml: float) -> int:
    """Which piece of a bool mask (I, J, K) is kept: 1, the largest, unless its centroid lies beyond `ends`, another's does not.

    `ends`: (2, 3), mm. What reaches an end of the grid is not judged, less than `least_ml` is not taken. Of ten at most.
    """
    labels, count = ndimage.label(mask.T, np.ones((3, 3, 3)))  # transposed: i fastest, as the app counts
    voxels = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    order = np.argsort(-voxels, kind="stable")[:10]
    at = [np.argwhere(labels.T == 1 + n) for n in order]
    inside = [
        bool(((p := affine[:3, :3] @ v.mean(axis=0) + affine[:3, 3]) >= ends[0]).all() and (p <= ends[1]).all()) for v in at
    ]
    if not at or inside[0] or (at[0] == 0).any() or (at[0] == np.array(mask.shape) - 1).any():
        return 1
    ml = abs(np.linalg.det(affine[:3, :3])) / 1000
    return next((n + 1 for n, v in enumerate(at) if inside[n] and len(v) * ml >= least_ml), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pack", type=Path, help="a pack's folder, whose manifest has a scene")
    given = parser.parse_args()
    data = given.data
    files = sorted([*data.glob("train/*_label.nii.gz"), *data.glob("labelmaps/*.nii.gz")])
    images = [nibabel.load(file) for file in files]
    maps = [places(np.asarray(image.dataobj).astype(np.int16), image.affine) for image in images]
    lines = [f"    {json.dumps(pair)}: {json.dumps(rows)}" for pair, rows in pairs(maps).items()]
    rows = ",\n".join(lines)
    OUT.write_text(f'{{\n  "maps": {len(files)},\n  "pairs": {{\n{rows}\n  }}\n}}\n')
    if given.pack:
        path = given.pack / "manifest.json"
        manifest = json.loads(path.read_text())
        if manifest["scene"]["places"] != pairs(maps):
            raise SystemExit("The scene of this pack has the places of other label maps. Fit it again (scripts/odd/fit.ts).")
        manifest["scene"]["reach"] = reach(maps)
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
