"""nnU-Net packs whose answers are known in closed form, for the engine's tests.

python -m mini.fixtures_nnunet    writes ../src/testing/packs/<id>/

The network gives back what it is shown, f, and the head is four lines in it: background 0, shell 20 f − 6, inner
40 f − 20, zenith 60 f − 60. The largest is background below f = 0.3, shell up to 0.7, inner up to 2, and zenith beyond
anything that a scan holds. `analytic-nnunet` is an ensemble of two, which are right only together, on a grid of its own;
`analytic-totalsegmentator` goes TotalSegmentator's way to 3 mm.
"""

import json
from pathlib import Path

import numpy as np
from onnx import helper

from mini.fixtures_packs import OUT, floats, save, write

NAMES = ("shell", "inner", "zenith")
LINES = np.array([[0, 0], [20, -6], [40, -20], [60, -60]], np.float32)
SPLINE = {"kind": "spline", "orderZ": 0, "separateZ": None}


def network(channels: int):
    """image -> the image, or the image and 1 minus it."""
    shape = (1, 1, "D", "H", "W")
    nodes = [
        helper.make_node("Sub", ["one", "image"], ["rest"]),
        helper.make_node("Concat", ["image", "rest"], ["features"], axis=1),
    ]
    if channels == 1:
        nodes = [helper.make_node("Identity", ["image"], ["features"])]
    constants = {"one": np.array(1, np.float32)} if channels == 2 else {}
    return nodes, [floats("image", *shape)], [floats("features", 1, channels, "D", "H", "W")], constants


def ensemble() -> list[np.ndarray]:
    """Rows (w₀, w₁, bias) of two heads over (f, 1 − f), whose mean is LINES and neither of which is."""
    slope, offset = LINES[:, :1], LINES[:, 1:]
    nothing = np.zeros_like(slope)
    return [np.hstack([nothing, nothing, offset]), np.hstack([slope, -slope, offset + slope])]


PACKS = {
    "analytic-nnunet": (
        2,
        ensemble(),
        {
            "reader": "stored",
            "transposeForward": [2, 0, 1],
            "spacing": [2.0, 2.5, 1.7],
            "patchSize": [24, 20, 28],
            "stepSize": 0.5,
            "mirrorAxes": [0, 2],
        },
    ),
    "analytic-totalsegmentator": (
        1,
        [LINES],
        {
            "reader": "closest-canonical",
            "transposeForward": [0, 1, 2],
            "spacing": [3.0, 3.0, 3.0],
            "patchSize": [16, 24, 20],
            "stepSize": 0.8,
            "mirrorAxes": [],
            "around": {"kind": "totalsegmentator", "mm": 3.0},
        },
    ),
}


def manifest(name: str, tiling: dict, width: int, files: list[dict]) -> dict:
    graphs = [{"file": f["path"], "inputs": {"image": "image"}, "outputs": {"features": "features"}} for f in files[::2]]
    banks = [f["path"] for f in files[1::2]]
    return {
        "format": 1,
        "id": name,
        "name": name.replace("-", " ").capitalize(),
        "version": "1.0.0",
        "description": "Thresholds the image. Made for tests.",
        "license": {"name": "MIT", "terms": "As parse3d."},
        "provenance": {"trainedOn": [], "trainedBy": "nobody", "date": "2026-11-26", "recipe": "mini/fixtures_nnunet.py"},
        "scores": [],
        "files": files,
        "graphs": {"imageEncoder": graphs[0], **({"folds": graphs[1:]} if len(graphs) > 1 else {})},
        "input": {
            "tiling": {
                "kind": "nnunet",
                **tiling,
                "normalization": {"kind": "ct", "low": 0.0, "high": 1000.0, "mean": 0.0, "std": 1000.0},
                "resampling": {"image": {**SPLINE, "order": 3}, "probabilities": {**SPLINE, "order": 1}},
                "modalities": ["CT"],
            }
        },
        "text": {"bank": {"file": banks[0], "width": width, **({"folds": banks[1:]} if len(banks) > 1 else {})}},
        "output": {"maskThreshold": 0.5, "existenceThreshold": 0},
        "structures": [
            {"id": s, "name": s, "synonyms": [], "color": [200, 100 + 20 * n, 60], "labelId": n + 1} for n, s in enumerate(NAMES)
        ],
        "groups": [{"names": ["ball"], "members": ["shell", "inner"]}],
    }


def main() -> None:
    for name, (channels, heads, tiling) in PACKS.items():
        folder: Path = OUT / name
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for n, rows in enumerate(heads):
            files.append(save(network(channels), folder / f"fold-{n}.onnx"))
            files.append(write(rows.astype("<f4").tobytes(), folder / f"fold-{n}.f32"))
        (folder / "manifest.json").write_text(json.dumps(manifest(name, tiling, channels + 1, files), indent=2) + "\n")


if __name__ == "__main__":
    main()
