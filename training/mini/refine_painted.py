"""What second looks are worth in MR images that are painted from CTs, whose labels are known.

python -m mini.refine_painted ../public/models/mini [--seeds 3]     Dice of the first look, of the second in its place, and of
                                                                    both weighed, by structure of the recipe's looks

Painted are the validation split's CTs, as T1 and as T2 (contrasts.py), on a grid of 1.6 × 1.6 × 2 mm.
"""

import argparse
import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import torch

from . import geometry, recipe, sampling
from .cases import CACHE_SPACING, list_cases
from .contrasts import T1_ARTERIAL, T1_PLAIN, T1_PORTAL, T2, mr_from_ct
from .geometry import Grid
from .halves import load_model
from .model import Mini
from .refine import Rule, first_look, laid_over, patched, score, second_look, weighed
from .tissues import tissue_map
from .vocabulary import STRUCTURES

KINDS = {"T1": (T1_PORTAL, T1_ARTERIAL, T1_PLAIN), "T2": (T2,)}
WEIGHT = 0.5


def tissues_of(entry: dict) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, Grid]:
    """A CT, -1 … 1, its labels and its tissues, each (Z, Y, X), on the grid that is painted on, and that grid."""
    image, source = geometry.load(entry["image"])
    label = torch.from_numpy(np.ascontiguousarray(geometry.load(entry["label"])[0].T.astype(np.uint8)))
    grid = geometry.model_grid(source, CACHE_SPACING)
    unit = geometry.smooth(geometry.normalise(image, recipe.INTENSITY["CT"]), source, CACHE_SPACING)
    ct = sampling.onto(torch.from_numpy(np.ascontiguousarray(unit.T)), source, grid, recipe.FILL)
    labels = sampling.vote(label, source, grid)
    tissues = tissue_map(ct.numpy() * 200 + 75, labels.numpy(), CACHE_SPACING[::-1])
    return ct, labels, torch.from_numpy(tissues), grid


def paint_scan(ct: torch.Tensor, tissues: torch.Tensor, kind: str, seed: int) -> np.ndarray:
    """An MR of one of KINDS as a scanner stores it, (I, J, K), 0 … 1, the same for the same seed."""
    torch.manual_seed(seed)
    painted = mr_from_ct(ct, tissues, random.Random(seed), KINDS[kind], any_signal=0)
    return (painted.numpy().T + 1) / 2


def trial(model: Mini, scan: np.ndarray, labels: np.ndarray, grid: Grid) -> dict[str, list[float]]:
    """Dice by structure of the recipe's looks: first alone, second in its place, weighed; labels (Z, Y, X)."""
    unit = geometry.normalise(scan, recipe.INTENSITY["MR"])
    ids, scores = {s.id: s.label_id for s in STRUCTURES}, {}
    firsts = first_look(model, unit, grid, [name for look in recipe.REFINE for name in look["structures"]])
    for look in recipe.REFINE:
        own = {name: firsts[name] for name in look["structures"]}
        seconds, grids = second_look(model, unit, grid, own, replace(Rule.of(look), weight=1.0))
        for name, first in own.items():
            truth, alone = labels == ids[name], patched(first, None, grids, grid)
            scores[name] = [score(truth, alone)] * 3
            if name in seconds:
                again, part = seconds[name]
                both = weighed(first, again, (grids[0], part), WEIGHT)
                scores[name][1:] = (score(truth, laid_over(alone, (each, part), grids[1], grid)) for each in (again, both))
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a pack's folder, or a checkpoint")
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--seeds", type=int, default=3, help="images of each kind and patient")
    given = parser.parse_args()
    model = load_model(given.model).eval()
    scans = {e["case"]: tissues_of(e) for e in list_cases(given.data, "validation") if e["modality"] == "CT"}
    for seed in range(given.seeds):
        for kind, (case, (ct, labels, tissues, grid)) in product(KINDS, scans.items()):
            scan = paint_scan(ct, tissues, kind, seed)
            for name, dices in trial(model, scan, labels.numpy(), grid).items():
                print(case, kind, seed, name, *(f"{d:.4f}" for d in dices), flush=True)


if __name__ == "__main__":
    main()
