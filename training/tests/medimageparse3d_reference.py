"""Goldens of the original model, which lie beside the repository (`../shared/reference`) and are no part of it.

PARSE3D_REFERENCE names another folder of goldens, PARSE3D_NOISE the first word of its noise's keys.
"""

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from medimageparse3d import checkpoint, synthetic
from medimageparse3d.config import FULL, TINY, Config
from medimageparse3d.model import MedImageParse3D

REFERENCE = Path(os.environ.get("PARSE3D_REFERENCE", Path(__file__).parents[3] / "shared" / "reference"))
NOISE = os.environ.get("PARSE3D_NOISE", "dev")
FIXTURE = Path(__file__).parent / "fixtures" / "medimageparse3d.npz"
# The published recipe's one override: else no tiny slice would find its structure.
TINY_OVERRIDES = {"sem_seg_head.predictor.classifier.bias": 5.3}


def present() -> bool:
    return REFERENCE.is_dir()


def named(pattern: str, otherwise: list[str]) -> list[str]:
    """Names of the golden files that fit, without their ending; where there are none, `otherwise`."""
    return sorted(path.name.removesuffix(".npz") for path in REFERENCE.glob(f"{pattern}.npz")) or otherwise


def reference(name: str):
    """Arrays of an `.npz`, content of a `.json`, lines of a `.txt`; skips the test where goldens are absent."""
    if not present():
        pytest.skip(f"goldens are not beside the repository: {name}")
    path = REFERENCE / name
    if "PARSE3D_REFERENCE" in os.environ and not path.exists():
        pytest.skip(f"this folder of goldens has no {name}")
    if path.suffix == ".npz":
        return dict(np.load(path))
    return json.loads(path.read_text()) if path.suffix == ".json" else path.read_text().splitlines()


def committed(name: str) -> dict[str, np.ndarray]:
    """The part of one golden file that is in the repository, by the names it has there."""
    prefix = f"{Path(name).with_suffix('')}/"
    with np.load(FIXTURE) as arrays:
        return {array.removeprefix(prefix): arrays[array] for array in arrays if array.startswith(prefix)}


def golden(name: str) -> dict[str, np.ndarray]:
    """Arrays of an `.npz`: all where the goldens are beside the repository, else the committed part; skips if that is empty."""
    return (not present() and committed(name)) or reference(name)


def shapes(config: Config) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in MedImageParse3D(config).state_dict().items()}


def tiny_tensors() -> dict[str, torch.Tensor]:
    tensors = synthetic.tensors(shapes(TINY))
    for name, value in TINY_OVERRIDES.items():
        tensors[name].fill_(value)
    return tensors


def tiny_model() -> MedImageParse3D:
    return checkpoint.model_from(tiny_tensors(), TINY)


def full_model() -> MedImageParse3D:
    return checkpoint.model_from(synthetic.tensors(shapes(FULL)), FULL)


def assert_close(got, want, tolerance: float, what: str = "") -> None:
    """Largest absolute difference below `tolerance`; printed, so that `pytest -rP` lists how far from the edge we are."""
    got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    assert got.shape == want.shape, f"{what}: {got.shape} instead of {want.shape}"
    worst = np.abs(got - want).max()
    print(f"{what}: {worst:.1e} of {tolerance:.0e}")
    assert worst <= tolerance, f"{what}: {worst:.2e} exceeds {tolerance:.0e}"


def sampled(values, name: str) -> np.ndarray:
    """(C, H, W) thinned as a golden's name says: `x_c4_s2` keeps every 4th channel, every 2nd row and column."""
    steps = {axis: int(step) for axis, step in re.findall(r"_([cs])(\d+)", name)}
    step = steps.get("s", 1)
    return np.asarray(values)[:: steps.get("c", 1), ::step, ::step]


def bits(packed: np.ndarray, pixels: int) -> np.ndarray:
    """(rows, Q, bytes) -> bool (rows, Q, pixels)."""
    return np.unpackbits(packed, axis=-1)[..., :pixels].astype(bool)


def blocked_bias(packed: np.ndarray, heads: int, pixels: int) -> torch.Tensor:
    """Stored blocked bits (P·heads, Q, …) as what the decoder adds to its scores (P, heads, Q, pixels)."""
    blocked = torch.from_numpy(bits(packed, pixels)).unflatten(0, (-1, heads))
    return torch.zeros(blocked.shape).masked_fill(blocked, float("-inf"))


def commit_subset() -> None:
    """Writes the committed part anew: `python tests/medimageparse3d_reference.py`, beside the goldens."""
    files = ["pre_e_single_64", "stack_normalise", "post_nms_unit", "post_single_p1"]
    arrays = {f"{file}/{name}": value for file in files for name, value in reference(f"{file}.npz").items()}
    arrays |= {f"post_resize/{name}": value for name, value in reference("post_resize.npz").items() if name.endswith("small")}
    for case in "ac":
        for name, value in reference(f"tiny/case_{case}.npz").items():
            if not name.startswith(("norm_input", "mask_", "noise_", "final_16", "res2", "y_c", "combined", "used")):
                arrays[f"tiny/case_{case}/{name}"] = value
    FIXTURE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FIXTURE, **arrays)


if __name__ == "__main__":
    commit_subset()
