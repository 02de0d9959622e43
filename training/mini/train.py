"""Trains Mini for a budget of minutes, resumes from its checkpoint, and validates on whole scans as it goes.

python -m mini.train --out runs/v0 --minutes 60 --phantoms FOLDER
"""

import argparse
import json
import math
import random
import threading
import time
from pathlib import Path
from queue import Queue

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .data import Window, list_cases, list_phantoms, load_case, sample_window
from .evaluate import evaluate
from .from_pack import from_pack
from .model import Config, Mini
from .text_encoder import to_tokens
from .vocabulary import STRUCTURES
from .wording import say_outside, say_structure, text_batch

OUTSIDE_PROMPTS = 2
EMA = 0.998


def mask_loss(logits: Tensor, truth: Tensor, present: Tensor) -> Tensor:
    """Cross-entropy over every prompt plus soft Dice over the present ones. logits, truth (P, V); present (P,) bool."""
    cross_entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none").mean(1)
    loss = cross_entropy.mean() * 2
    if present.any():
        p, t = torch.sigmoid(logits[present]), truth[present]
        overlap = (2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)
        loss = loss + (1 - overlap).mean() + cross_entropy[present].mean() * 2
        # Averaged over the structure's own voxels, for one of a few hundred would be lost among half a million.
        missed = (F.softplus(-logits[present]) * t).sum(1) / t.sum(1)
        loss = loss + missed.mean() * 0.15
    return loss


def losses(model: Mini, window: Window, rng: random.Random) -> dict[str, Tensor]:
    """One window against a wording of every annotated structure, in any order, and of a few that are none of ours."""
    asked = [i for i in range(len(STRUCTURES)) if window.annotated[i]]
    rng.shuffle(asked)
    texts = [say_structure(i, rng) for i in asked] + [say_outside(rng) for _ in range(OUTSIDE_PROMPTS)]
    more, meanings = text_batch(48, rng)
    embedding, meaning_logits = model.text(to_tokens(texts + more, model.config.max_tokens))
    masks, existence = model.decode(*model.image(window.image), embedding[: len(texts)])
    ids = torch.tensor([STRUCTURES[i].label_id for i in asked] + [255] * OUTSIDE_PROMPTS, dtype=torch.uint8)
    truth = (window.label[None] == ids.reshape(-1, 1, 1, 1)).flatten(1).float()
    voxels = truth.sum(1)
    judged = (voxels == 0) | (voxels > 20)  # a sliver at the border is neither there nor absent
    exists = F.binary_cross_entropy_with_logits(existence[judged], (voxels[judged] > 0).float())
    target = torch.tensor([*asked, *[len(STRUCTURES)] * OUTSIDE_PROMPTS, *meanings])
    return {
        "mask": mask_loss(masks.flatten(1), truth, voxels > 20),
        "existence": exists * 0.3,
        "meaning": F.cross_entropy(meaning_logits, target) * 0.3,
    }


class Feeder:
    """Windows made on a thread while the network computes."""

    def __init__(self, groups: list[tuple[float, list]], seed: int):
        self.groups, self.rng, self.queue = groups, random.Random(seed), Queue(4)
        threading.Thread(target=self._feed, daemon=True).start()

    def _feed(self) -> None:
        while True:
            cases = self.rng.choices([g for _, g in self.groups], [w for w, _ in self.groups])[0]
            self.queue.put(sample_window(self.rng.choice(cases), self.rng))

    def next(self) -> Window:
        return self.queue.get()


def load_groups(data: Path, phantoms: Path | None, cache: Path) -> list[tuple[float, list]]:
    """Training cases by kind with how often each kind is drawn."""
    real = [load_case(e, cache) for e in list_cases(data, "train")]
    groups = [(0.62, [c for c in real if c.modality == "CT"]), (0.2, [c for c in real if c.modality == "MR"])]
    if phantoms:
        drawn = [load_case(e, cache) for e in list_phantoms(phantoms)]
        if drawn:
            groups.append((0.18, drawn))
    return groups


def run(given: argparse.Namespace) -> None:
    torch.manual_seed(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    checkpoint = given.out / "checkpoint.pt"
    model, averaged = Mini(Config()), Mini(Config())
    optimiser = torch.optim.AdamW(model.parameters(), lr=given.lr, weight_decay=0.01)
    step, spent = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["spent"]
        averaged.load_state_dict(state["ema"])
    else:
        if given.start_from:
            model = from_pack(given.start_from)
            optimiser = torch.optim.AdamW(model.parameters(), lr=given.lr, weight_decay=0.01)
        averaged.load_state_dict(model.state_dict())
    feeder = Feeder(load_groups(given.data, given.phantoms, given.cache), given.seed + step)
    rng, budget, recent = random.Random(given.seed + step), given.minutes * 60, {}
    next_check = spent + given.validate_every * 60
    while spent < budget:
        began = time.time()
        rate = given.lr * min(1.0, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * spent / budget)) + 1e-6
        for group in optimiser.param_groups:
            group["lr"] = rate
        parts = losses(model, feeder.next(), rng)
        optimiser.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        with torch.no_grad():
            decay = min(EMA, (step + 1) / (step + 10))
            for slow, fast in zip(averaged.state_dict().values(), model.state_dict().values(), strict=True):
                slow.lerp_(fast, 1 - decay)
        step += 1
        spent += time.time() - began
        for key, value in parts.items():
            recent.setdefault(key, []).append(value.item())
        if step % 100 == 0 or spent >= budget:
            means = {k: round(float(np.mean(v)), 4) for k, v in recent.items()}
            recent = {}
            print(f"step {step} {spent / 60:.1f} min lr {rate:.2e} {means}", flush=True)
            state = {"model": model.state_dict(), "ema": averaged.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**state, "step": step, "spent": spent}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
        if spent >= next_check or spent >= budget:
            next_check += given.validate_every * 60
            scores = evaluate(averaged, list_cases(given.data, "validation"))
            line = {"step": step, "minutes": round(spent / 60, 1), **{k: round(v, 4) for k, v in scores.items()}}
            with (given.out / "validation.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    parser.add_argument("--phantoms", type=Path)
    parser.add_argument("--start-from", type=Path, help="folder of a pack whose weights to begin with")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--validate-every", type=float, default=15, help="minutes of training between validations")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
