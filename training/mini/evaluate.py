"""Dice on whole validation scans, to watch training by (the app's `npm run evaluate` judges what ships).

Measured on the model grid, where it takes seconds; on the scans' own grids it comes out within about 0.01.
"""

import argparse
from functools import cache
from pathlib import Path

import numpy as np
import torch

from . import geometry, recipe, sampling
from .cases import list_cases
from .halves import load_model
from .model import Mini
from .predict import predict
from .vocabulary import STRUCTURES


def dice(truth: np.ndarray, mask: np.ndarray) -> float:
    total = truth.sum() + mask.sum()
    return float(2 * (truth & mask).sum() / total) if total else 1.0


@cache
def _prepared(image_path: Path, label_path: Path, modality: str) -> tuple[np.ndarray, np.ndarray]:
    """Image float32 and label uint8 (Z, Y, X) on the model grid."""
    image, grid = geometry.load(image_path)
    label = geometry.load(label_path)[0].astype(np.uint8)
    target = geometry.model_grid(grid, recipe.SPACING_MM)
    prepared = geometry.into_grid(geometry.normalise(image, recipe.INTENSITY[modality]), grid, target, recipe.FILL)
    voted = sampling.vote(torch.from_numpy(np.ascontiguousarray(label.T)), grid, target)
    return np.ascontiguousarray(prepared.T), voted.numpy()


def evaluate_case(model: Mini, entry: dict, bfloat16: bool = False) -> tuple[dict[str, float], dict[str, float]]:
    """Dice and existence per structure annotated in the case."""
    image, label = _prepared(entry["image"], entry["label"], entry["modality"])
    asked = [i for i, s in enumerate(STRUCTURES) if s.id in entry["annotated"]]

    def encode(tile: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            features, context = model.image(tile)
        return features.float(), context.float()

    logits, existence = predict(encode, model.decode, image, model.bank[asked])
    scores, exists = {}, {}
    for n, s in enumerate(STRUCTURES[i] for i in asked):
        mask = geometry.largest_component(logits[n] > 0)
        scores[s.id] = dice(label == s.label_id, mask & (existence[n] >= 0.5))
        exists[s.id] = float(existence[n])
    return scores, exists


def evaluate(model: Mini, entries: list[dict], bfloat16: bool = False) -> dict[str, float]:
    """Prints a line per case and returns the mean Dice per modality and structure, such as 'CT liver', and per case."""
    rows: dict[str, list[float]] = {}
    model.eval()
    for entry in entries:
        scores, _ = evaluate_case(model, entry, bfloat16)
        print(entry["case"], " ".join(f"{k}={v:.3f}" for k, v in scores.items()), flush=True)
        for k, v in scores.items():
            rows.setdefault(f"{entry['modality']} {k}", []).append(v)
            rows.setdefault(f"{entry['modality']} mean", []).append(v)
            rows.setdefault(f"{entry['case']} mean", []).append(v)
    model.train()
    return {k: float(np.mean(v)) for k, v in rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="of train.py or teacher.py, or a pack's folder")
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--split", default="validation")
    given = parser.parse_args()
    model = load_model(given.checkpoint)
    for key, value in evaluate(model, list_cases(given.data, given.split)).items():
        print(f"{key:24} {value:.3f}")


if __name__ == "__main__":
    main()
