"""Every training case in one small file, for a machine that is lent for minutes: cropped to the body, 64 grey levels, bz2.

python -m mini.encode cache/teacher.npz --data ../../shared/data --phantoms cache/phantoms
"""

import argparse
import bz2
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .cases import Case, find_spots
from .feeder import Group, load_groups
from .vocabulary import STRUCTURES

SPACING = (2.0, 2.0, 2.6)  # mm along x, y, z: between the cache's and the model grid's
LEVELS = 64
FIRST_TISSUE = 101
EMPTY_BELOW = -0.9
MARGIN = 2  # voxels kept round the body


def coarser(case: Case, spacing: tuple[float, float, float]) -> tuple[Tensor | None, Tensor]:
    """Image float32 and map uint8 (tissues where there are any, else labels), (Z, Y, X) at about `spacing`."""
    both = case.label if case.tissues is None else case.tissues
    steps = zip(both.shape, case.spacing[::-1], spacing[::-1], strict=True)
    size = [max(1, round(n * own / wanted)) for n, own, wanted in steps]
    best, out = torch.zeros(size), torch.zeros(size, dtype=torch.uint8)
    for i in torch.unique(both).tolist():
        share = F.interpolate((both == i).float()[None, None], size=size, mode="trilinear")[0, 0]
        won = share > best
        out[won], best[won] = i, share[won]
    if case.image is None:
        return None, out
    return F.interpolate(case.image.float()[None, None], size=size, mode="trilinear")[0, 0], out


def _body(image: Tensor | None, labels: Tensor) -> tuple[slice, ...]:
    """The box of all that is labelled or brighter than air."""
    inside = (labels > 0) if image is None else (labels > 0) | (image > EMPTY_BELOW)
    spans = [inside.any(a).any(b).nonzero()[:, 0] for a, b in ((2, 1), (2, 0), (1, 0))]
    return tuple(slice(max(0, int(at[0]) - MARGIN), int(at[-1]) + 1 + MARGIN) for at in spans)


def encode_case(case: Case, spacing: tuple[float, float, float] = SPACING) -> dict:
    """The case as bytes: `facts` for JSON, `image` (None if it is to be painted) and `labels` as uint8 arrays of bz2 data."""
    image, labels = coarser(case, spacing)
    box = _body(image, labels)
    labels = labels[box]
    facts = {"name": case.name, "modality": case.modality, "shape": list(labels.shape), "spacing": list(spacing)}
    facts |= {"annotated": case.annotated.tolist(), "tissues": case.tissues is not None}
    packed = {"facts": facts, "labels": _pack(labels.numpy()), "image": None}
    if image is not None:
        levels = ((image[box].clamp(-1, 1) + 1) / 2 * (LEVELS - 1)).round().to(torch.uint8)
        packed["image"] = _pack(levels.numpy())
    return packed


def _pack(values: np.ndarray) -> np.ndarray:
    return np.frombuffer(bz2.compress(np.ascontiguousarray(values).tobytes()), np.uint8)


def _unpack(packed: np.ndarray, shape: list[int]) -> Tensor:
    values = np.frombuffer(bz2.decompress(packed.tobytes()), np.uint8).reshape(shape)
    return torch.from_numpy(values.copy())


def decode_case(facts: dict, labels: np.ndarray, image: np.ndarray | None) -> Case:
    both = _unpack(labels, facts["shape"])
    label = torch.where(both < FIRST_TISSUE, both, 0).to(torch.uint8) if facts["tissues"] else both
    spots = find_spots(label)
    if image is not None:
        grey = _unpack(image, facts["shape"]).half()
        image = grey / (LEVELS - 1) * 2 - 1
    annotated = np.array(facts["annotated"], bool)
    assert len(annotated) == len(STRUCTURES), "the file is of another vocabulary"
    tissues = both if facts["tissues"] else None
    return Case(facts["name"], facts["modality"], image, label, annotated, spots, tissues, tuple(facts["spacing"]))


def write(groups: list[Group], path: Path, spacing: tuple[float, float, float] = SPACING) -> None:
    """Each case once, and which groups it is in, how often and as which modality."""
    cases: dict[str, Case] = {}
    for _, members, _ in groups:
        for case in members:
            cases.setdefault(case.name, case)
    arrays, facts = {}, []
    for n, case in enumerate(cases.values()):
        packed = encode_case(case, spacing)
        arrays[f"labels{n}"] = packed["labels"]
        if packed["image"] is not None:
            arrays[f"image{n}"] = packed["image"]
        facts.append(packed["facts"])
    order = list(cases)
    drawn = [
        {"share": share, "members": [[order.index(c.name), c.modality, w] for c, w in zip(members, weights, strict=True)]}
        for share, members, weights in groups
    ]
    header = json.dumps({"cases": facts, "groups": drawn}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, header=np.frombuffer(header, np.uint8), **arrays)


def read(path: Path) -> list[Group]:
    """The groups of `load_groups`."""
    stored = np.load(path)
    header = json.loads(stored["header"].tobytes())
    parts = [(f, stored[f"labels{n}"], stored.get(f"image{n}")) for n, f in enumerate(header["cases"])]
    with ThreadPoolExecutor() as pool:
        cases = list(pool.map(lambda part: decode_case(*part), parts))
    return [
        (g["share"], [cases[n].seen_as(modality) for n, modality, _ in g["members"]], [w for _, _, w in g["members"]])
        for g in header["groups"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    parser.add_argument("--phantoms", type=Path)
    parser.add_argument("--spacing", type=float, nargs=3, default=SPACING, help="mm along x, y, z")
    given = parser.parse_args()
    write(load_groups(given.data, given.phantoms, given.cache), given.out, tuple(given.spacing))
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
