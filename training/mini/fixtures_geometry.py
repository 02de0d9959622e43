"""Writes src/testing/fixtures/geometry.json: what nibabel, numpy and scipy say of small volumes, for the twin in src/.

Run from training/: python -m mini.fixtures_geometry
"""

import base64
import io
import json
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy import ndimage
from scipy.spatial.transform import Rotation

from mini.geometry import Grid, into_grid, logits_onto_grid, model_grid, normalise
from mini.predict import body_box

OUT = Path(__file__).parents[2] / "src/testing/fixtures/geometry.json"
WINDOW = {"kind": "window", "low": -160.0, "high": 240.0, "to": [-1.0, 1.0]}


def affine_of(columns, spacing, origin) -> np.ndarray:
    affine = np.eye(4)
    affine[:3, :3] = np.asarray(columns, float) @ np.diag(spacing)
    affine[:3, 3] = origin
    return affine


def grids() -> dict[str, tuple[tuple[int, int, int], np.ndarray, tuple[float, float, float]]]:
    """Name → size, affine, spacing of the model grid (mm)."""
    turned = Rotation.from_rotvec(np.deg2rad(17) * np.array([1, 2, 3]) / np.sqrt(14)).as_matrix()
    flipped = np.diag([-1.0, -1.0, 1.0])
    coronal = np.array([[-1.0, 0, 0], [0, 0, -1.0], [0, -1.0, 0]])
    shear = np.array([[1.0, 0, 0], [0, 1.0, 0.2], [0, 0, 1.0]])
    return {
        "ras, as fine as the model": ((6, 5, 7), affine_of(np.eye(3), (2, 2, 2), (-7, 3, 11)), (2, 2, 2)),
        "lps, finer than the model": ((11, 9, 8), affine_of(flipped, (0.9, 0.9, 1.5), (4, 5, -6)), (3, 3, 3)),
        "coronal, thick slices": ((9, 10, 4), affine_of(coronal, (1.1, 1.2, 5), (20, 1, 2)), (2.5, 3, 2)),
        "oblique": ((9, 8, 7), affine_of(turned, (1, 1.3, 2), (-3, 8, 1)), (2, 2.5, 3)),
        "sheared": ((8, 7, 6), affine_of(shear, (1.5, 1, 2), (0, 0, 0)), (2, 2, 2)),
    }


def resampling(name, size, affine, spacing, rng) -> dict:
    stored = rng.integers(-400, 500, size)
    source = Grid(size, affine)
    target = model_grid(source, spacing)
    into = into_grid(normalise(stored.astype(np.float32), WINDOW), source, target, WINDOW["to"][0])
    # Rounded before use, so that the file holds the very numbers that were sampled.
    logits = np.round(rng.normal(size=target.size), 4).astype(np.float32)
    return {
        "name": name,
        "size": size,
        "affine": affine[:3].ravel().tolist(),
        "spacing": spacing,
        "stored": flat(stored),
        "modelSize": target.size,
        "modelAffine": target.affine[:3].ravel().tolist(),
        "into": flat(into, 6),
        "logits": flat(logits, 4),
        "onto": flat(logits_onto_grid(logits, target, source), 5),
    }


def bodies(rng) -> list[dict]:
    """Volumes of parts and thin shells ('#', x fastest) and the body's box: [first, past last] along x, y, z."""
    cases = []
    for size in ((50, 44, 13), (41, 53, 14), (31, 30, 1), (5, 4, 3)):
        image = ndimage.gaussian_filter(rng.normal(size=size[::-1]), (2, 4, 4), mode="wrap")
        inside = image > 0.1 * np.abs(image).max()
        inside[:, -(size[1] // 5) :] = inside[:, :, : size[0] // 6] = False
        inside[:, 0] = inside[:, :, -1] = True  # as thin as a table's shell
        marks = "".join("#" if voxel else "." for voxel in inside.ravel())
        cases.append({"size": size, "marks": marks, "box": body_box(inside.astype(float), 0.5)[::-1]})
    return cases


def flat(array: np.ndarray, digits: int | None = None) -> list:
    """First axis fastest, as in NIfTI."""
    values = array.ravel(order="F")
    return values.tolist() if digits is None else np.round(values.astype(float), digits).tolist()


def percentiles(rng) -> list[dict]:
    cases = []
    for name, values in {
        "int16": rng.integers(-50, 200, 501),
        "float32": np.round(rng.normal(40, 60, 400), 3),
        "few": np.array([-3, 5, 9, 1]),
    }.items():
        ranks = [0, 0.5, 25, 50, 99.5, 100]
        expected = np.percentile(values[values > 0], ranks)
        cases.append({"name": name, "values": values.tolist(), "above": 0, "ranks": ranks, "expected": expected.tolist()})
    return cases


def normalised() -> list[dict]:
    """The same scan in several units, the smallest near the end of float32, and one without width."""
    rng = np.random.default_rng(11)
    values = np.round(rng.gamma(2.0, 80.0, 60) - 20, 3)
    rule = {"kind": "percentile", "low": 0.5, "high": 99.5, "above": 0.0, "to": [-1.0, 1.0]}
    cases = []
    for name, unit in {"as stored": 1.0, "millionths": 1e-6, "billionths": 1e-9, "1e-30": 1e-30, "1e30": 1e30}.items():
        expected = normalise((values * unit).astype(float), rule)
        cases.append({"name": name, "values": (values * unit).tolist(), "rule": rule, "expected": flat(expected, 6)})
    flat_rule = {"kind": "window", "low": 7.0, "high": 7.0, "to": [-1.0, 1.0]}
    expected = normalise(np.array([6.0, 7.0, 8.0]), flat_rule)
    return [*cases, {"name": "no width", "values": [6, 7, 8], "rule": flat_rule, "expected": flat(expected, 6)}]


def headers() -> list[dict]:
    """Tiny files and the affine nibabel gives them."""
    data = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    turned = affine_of(Rotation.from_euler("xyz", [20, -35, 50], degrees=True).as_matrix(), (0.7, 0.8, 2.5), (12, -3, 40))
    mirrored = turned @ np.diag([-1.0, 1, 1, 1])
    other = affine_of(np.eye(3), (1, 2, 3), (5, 6, 7))

    def file(kind, qform, sform, codes, endianness=None):
        header = kind.header_class(endianness=endianness) if endianness else kind.header_class()
        header.set_data_dtype(data.dtype)
        image = kind(data, None, header=header)
        image.set_qform(qform, codes[0])
        image.set_sform(sform, codes[1])
        stream = io.BytesIO(image.to_bytes())
        again = kind.from_bytes(stream.getvalue())
        return {
            "file": base64.b64encode(stream.getvalue()).decode(),
            "affine": again.affine[:3].ravel().tolist(),
            "axes": "".join(nib.aff2axcodes(again.affine)),
        }

    one, two = nib.Nifti1Image, nib.Nifti2Image
    return [
        {"name": "qform only", **file(one, turned, None, (1, 0))},
        {"name": "qform only, left-handed", **file(one, mirrored, None, (1, 0))},
        {"name": "sform only", **file(one, None, turned, (0, 2))},
        {"name": "both, different", **file(one, other, mirrored, (1, 4))},
        {"name": "big-endian", **file(one, mirrored, other, (2, 1), ">")},
        {"name": "NIfTI-2", **file(two, mirrored, other, (1, 0))},
        {"name": "NIfTI-2, big-endian", **file(two, other, turned, (1, 1), ">")},
    ]


def main() -> None:
    rng = np.random.default_rng(7)
    content = {
        "window": WINDOW,
        "resampling": [resampling(name, *case, rng) for name, case in grids().items()],
        "percentiles": percentiles(rng),
        "normalised": normalised(),
        "headers": headers(),
        "bodies": bodies(rng),
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
