"""Judges how two masks are compared, by scipy and SimpleITK, for src/volume/compare/compare-masks.test.ts.

`python training/tests/make_comparisons.py` (with SimpleITK, which no test needs) writes `src/testing/fixtures/comparisons.json`:
pairs of ellipsoids on grids of many kinds, and what these programs measure. Surfaces are what erosion by the cross of six takes
away. Where axes stand at right angles distances come from scipy's exact distance transform,
on sheared grids from its tree of points.
"""

import json
from pathlib import Path

import numpy as np
import SimpleITK
from scipy.ndimage import binary_erosion, distance_transform_edt, generate_binary_structure
from scipy.spatial import cKDTree

OUT = Path(__file__).parents[2] / "src/testing/fixtures/comparisons.json"


def turned(spacing, about_z, about_x):
    cz, sz, cx, sx = np.cos(about_z), np.sin(about_z), np.cos(about_x), np.sin(about_x)
    rotation = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]]) @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return rotation @ np.diag(spacing)


GRIDS = {
    "along the patient": ((44, 44, 44), np.diag([2.0, 2.0, 2.0])),
    "flipped and anisotropic": ((62, 58, 22), np.diag([-1.4, -1.5, 4.1])),
    "oblique": ((50, 48, 36), turned([1.8, 1.9, 2.6], 0.35, -0.2)),
    "permuted": ((40, 48, 50), np.array([[0, 0, 1.9], [2.1, 0, 0], [0, -1.8, 0]])),
    "sheared": ((44, 44, 30), np.array([[2.0, 0, 0], [0, 2.0, 0.9], [0, 0, 3.1]])),
}
PAIRS = {
    "shifted": (((1.1, -2.3, 3.7), (19.3, 19.3, 19.3)), ((6.4, 0.6, 1.2), (19.3, 19.3, 19.3))),
    "scaled": (((1.1, -2.3, 3.7), (21.7, 21.7, 21.7)), ((1.1, -2.3, 3.7), (15.2, 15.2, 15.2))),
    "ellipsoids": (((-3.3, 2.1, 1.7), (24.1, 13.7, 17.9)), ((2.9, -4.7, -2.3), (17.3, 21.1, 12.9))),
    "apart": (((-15.3, 2.1, 1.7), (9.1, 8.7, 10.9)), ((17.9, -4.7, -2.3), (7.3, 11.1, 9.9))),
    "cut by the edge": (((30.3, 2.1, 1.7), (24.1, 13.7, 17.9)), ((35.9, -4.7, -2.3), (17.3, 21.1, 12.9))),
}


def placed(size, axes):
    middle = axes @ ((np.array(size) - 1) / 2)
    return np.concatenate([axes, (np.array([0.0, 0.0, 0.0]) - middle)[:, None]], axis=1)


def inside(size, affine, body):
    centre, radii = body
    voxels = np.stack(np.meshgrid(*[np.arange(n) for n in size], indexing="ij"), axis=-1)
    points = voxels @ affine[:, :3].T + affine[:, 3]
    return np.linalg.norm((points - centre) / radii, axis=-1) < 1


def directed(one, other, affine, is_square):
    cross = generate_binary_structure(3, 1)
    surfaces = [mask & ~binary_erosion(mask, cross) for mask in (one, other)]
    if is_square:
        spacing = np.linalg.norm(affine[:, :3], axis=0)
        return distance_transform_edt(~surfaces[1], sampling=spacing)[surfaces[0]]
    points = [np.argwhere(surface) @ affine[:, :3].T for surface in surfaces]
    return cKDTree(points[1]).query(points[0])[0]


def measured(one, other, affine):
    axes = affine[:, :3]
    gram = axes.T @ axes
    is_square = np.abs(gram - np.diag(np.diag(gram))).max() < 1e-9
    there, back = directed(one, other, affine, is_square), directed(other, one, affine, is_square)
    overlap = SimpleITK.LabelOverlapMeasuresImageFilter()
    overlap.Execute(*[SimpleITK.GetImageFromArray(mask.astype(np.uint8)) for mask in (one, other)])
    voxel_ml = abs(np.linalg.det(axes)) / 1000
    return {
        "dice": overlap.GetDiceCoefficient(),
        "jaccard": overlap.GetJaccardCoefficient(),
        "referenceMl": float(one.sum() * voxel_ml),
        "otherMl": float(other.sum() * voxel_ml),
        "assdMm": float(np.concatenate([there, back]).mean()),
        "hd95Mm": float(max(np.percentile(there, 95), np.percentile(back, 95))),
        "hausdorffMm": float(max(there.max(), back.max())),
    }


def main() -> None:
    cases = []
    for grid, (size, axes) in GRIDS.items():
        affine = placed(size, axes)
        for pair, bodies in PAIRS.items():
            masks = [inside(size, affine, body) for body in bodies]
            assert all(mask.any() for mask in masks), (grid, pair)
            cases.append(
                {
                    "name": f"{pair}, {grid}",
                    "size": size,
                    "voxelToWorld": affine.ravel().tolist(),
                    "bodies": bodies,
                    "expected": measured(*masks, affine),
                }
            )
    OUT.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
