"""Label maps -> how tall organs are for their width: what the app holds a scan's voxel size against.

python -m mini.proportions ../../shared/data        writes src/model/scene/proportions.json

Of an organ: the logarithm of the standard deviation of its voxels' places from foot to head, divided by the geometric mean of
those from left to right and from back to front. Mean and standard deviation over all label maps that show it whole, none of them
a validation case. Of a patient: the mean of his organs' deviations, by 1/variance; `sd` is its standard deviation over the maps
that show three organs.
Twin: src/model/scene/stretch.ts.
"""

import argparse
import json
from pathlib import Path

import nibabel
import numpy as np

from .cases import IDS

OUT = Path(__file__).parents[2] / "src/model/scene/proportions.json"
# Large, in view in most scans, and of a shape that breathing and filling change little.
ORGANS = ("spleen", "kidney_right", "kidney_left", "liver")
LEAST_ML = 20
LEAST_ORGANS = 3

Spread = tuple[float, float]  # mean and standard deviation of logarithms


def slenderness(labels: np.ndarray, affine: np.ndarray) -> dict[str, float]:
    """Of each of ORGANS that the map (I, J, K) holds whole; `affine` leads to mm RAS+."""
    found = {}
    for name in ORGANS:
        at = np.argwhere(labels == IDS[name])
        if len(at) * abs(np.linalg.det(affine[:3, :3])) < 1000 * LEAST_ML:
            continue
        if (at.min(axis=0) <= 1).any() or (at.max(axis=0) >= np.array(labels.shape) - 2).any():
            continue
        x, y, z = (at @ affine[:3, :3].T).std(axis=0)
        found[name] = float(np.log(z / np.sqrt(x * y)))
    return found


def spreads(patients: list[dict[str, float]]) -> dict[str, Spread]:
    values = {name: [p[name] for p in patients if name in p] for name in ORGANS}
    return {name: (round(float(np.mean(v)), 3), round(float(np.std(v)), 3)) for name, v in values.items()}


def stretch(patient: dict[str, float], usual: dict[str, Spread]) -> float:
    """How much taller a patient's organs are than usual, as a logarithm."""
    weights = [usual[name][1] ** -2 for name in patient]
    return float(np.average([value - usual[name][0] for name, value in patient.items()], weights=weights))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    files = sorted([*given.data.glob("train/*_label.nii.gz"), *given.data.glob("labelmaps/*.nii.gz")])
    images = [nibabel.load(file) for file in files]
    patients = [slenderness(np.asarray(image.dataobj).astype(np.int16), image.affine) for image in images]
    usual = spreads(patients)
    telling = [stretch(p, usual) for p in patients if len(p) >= LEAST_ORGANS]
    print(f"{len(telling)} of {len(files)} maps tell; from {min(telling):.2f} to {max(telling):.2f}")
    facts = {"maps": len(telling), "sd": round(float(np.std(telling)), 3), "organs": {n: list(s) for n, s in usual.items()}}
    OUT.write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
