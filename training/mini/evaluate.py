"""Dice of a trained checkpoint on whole scans, on each scan's own grid (the app's `npm run evaluate` judges what ships)."""

import argparse
from pathlib import Path

import numpy as np
import torch

from . import geometry, recipe
from .data import list_cases
from .model import Config, Mini
from .predict import predict
from .text_encoder import to_tokens
from .vocabulary import STRUCTURES


def dice(truth: np.ndarray, mask: np.ndarray) -> float:
    total = truth.sum() + mask.sum()
    return float(2 * (truth & mask).sum() / total) if total else 1.0


def evaluate_case(model: Mini, entry: dict) -> tuple[dict[str, float], dict[str, float]]:
    """Dice and existence per structure annotated in the case, prompts being the structures' names."""
    image, grid = geometry.load(entry["image"])
    label = geometry.load(entry["label"])[0].astype(np.uint8)
    target = geometry.model_grid(grid, recipe.SPACING_MM)
    prepared = geometry.into_grid(geometry.normalise(image, recipe.INTENSITY[entry["modality"]]), grid, target, recipe.FILL)
    asked = [s for s in STRUCTURES if s.id in entry["annotated"]]
    with torch.no_grad():
        texts = model.text(to_tokens([s.name for s in asked], model.config.max_tokens))[0]
    logits, existence = predict(model.image, model.decode, np.ascontiguousarray(prepared.T), texts)
    scores, exists = {}, {}
    for n, s in enumerate(asked):
        mask = geometry.largest_component(geometry.logits_onto_grid(logits[n].T, target, grid) > 0)
        scores[s.id] = dice(label == s.label_id, mask & (existence[n] >= 0.5))
        exists[s.id] = float(existence[n])
    return scores, exists


def evaluate(model: Mini, entries: list[dict]) -> dict[str, float]:
    """Prints a line per case and returns the mean Dice per modality and structure, such as 'CT liver'."""
    rows: dict[str, list[float]] = {}
    model.eval()
    for entry in entries:
        scores, _ = evaluate_case(model, entry)
        print(entry["case"], " ".join(f"{k}={v:.3f}" for k, v in scores.items()), flush=True)
        for k, v in scores.items():
            rows.setdefault(f"{entry['modality']} {k}", []).append(v)
            rows.setdefault(f"{entry['modality']} mean", []).append(v)
    model.train()
    return {k: float(np.mean(v)) for k, v in rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--split", default="validation")
    given = parser.parse_args()
    state = torch.load(given.checkpoint, weights_only=True)
    model = Mini(Config())
    model.load_state_dict(state["ema"])
    for key, value in evaluate(model, list_cases(given.data, given.split)).items():
        print(f"{key:24} {value:.3f}")


if __name__ == "__main__":
    main()
