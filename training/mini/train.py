"""Trains Mini for a budget of minutes, resumes from its checkpoint, and validates on whole scans as it goes.

python -m mini.train --out runs/v1 --minutes 120 --phantoms cache/phantoms --bfloat16
"""

import argparse
import json
import math
import random
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from .cases import list_cases
from .evaluate import evaluate
from .feeder import MADE_SHARE, Feeder
from .halves import load_model
from .losses import DeepSupervision, compile_sums, losses
from .model import Mini
from .storage import SMALLEST_STORED, as_int8

EMA = 0.999
TELL_EVERY = 60  # seconds between lines of the log, and checkpoints


class Pace:
    """How many threads a step takes. On a shared machine one may be faster than all: threads wait for the last of them."""

    def __init__(self):
        self.choices = sorted({1, torch.get_num_threads()})
        self.seconds = dict.fromkeys(self.choices, 0.0)  # per million voxels, lately; 0: not tried
        self.steps, self.now = 0, self.choices[-1]

    def begin(self) -> None:
        """Sets the fewest seconds' number of threads; every eighth step in turn another's, which may have become faster."""
        self.steps += 1
        turn = self.steps // 8 % len(self.choices)
        self.now = self.choices[turn] if self.steps % 8 == 0 else min(self.choices, key=self.seconds.__getitem__)
        torch.set_num_threads(self.now)

    def end(self, seconds: float, voxels: int) -> None:
        took, before = seconds / voxels * 1e6, self.seconds[self.now]
        self.seconds[self.now] = before * 0.7 + took * 0.3 if before else took


class Rounding:
    """Weights as a pack stores them while gradients are found, and as they were when a step is taken along these.

    A straight-through estimator: a step too small to be stored is kept until those after it add up to one that is not.
    """

    def __init__(self, model: Mini):
        named = model.named_parameters()
        self.weights = [w for name, w in named if w.numel() >= SMALLEST_STORED and w.dim() > 1 and name != "bank"]
        self.kept: list[torch.Tensor] = []

    def begin(self) -> None:
        self.kept = [w.detach().clone() for w in self.weights]
        with torch.no_grad():
            for weight in self.weights:
                weight.copy_(torch.from_numpy(as_int8(weight.numpy())))

    def end(self) -> None:
        with torch.no_grad():
            for weight, kept in zip(self.weights, self.kept, strict=True):
                weight.copy_(kept)


class Trainer:
    """The model, its moving average and the optimiser, as one checkpoint holds them."""

    def __init__(self, given: argparse.Namespace):
        self.checkpoint = given.out / "checkpoint.pt"
        source = self.checkpoint if self.checkpoint.exists() else given.start_from
        self.model = load_model(source) if source else Mini()
        self.averaged = Mini(self.model.config)
        self.deep = DeepSupervision(self.model.config.text_width, self.model.config.channels[1])
        self.step, self.spent, self.ema = 0, 0.0, given.ema
        trained = [*self.model.image.parameters(), *self.model.decode.parameters(), self.model.bank, *self.deep.parameters()]
        self.optimiser = torch.optim.AdamW(trained, lr=given.lr, weight_decay=0.02)
        if self.checkpoint.exists():
            self._load()
            return
        self.averaged.load_state_dict(self.model.state_dict())
        if given.readout_from:
            self.deep.load_state_dict(torch.load(given.readout_from, weights_only=True)["deep"])

    def _load(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.averaged.load_state_dict(state["ema"])
        self.deep.load_state_dict(state["deep"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.spent = state["step"], state["spent"]

    def save(self) -> None:
        parts = {"model": self.model, "ema": self.averaged, "deep": self.deep, "optimiser": self.optimiser}
        state = {name: part.state_dict() for name, part in parts.items()}
        facts = {"config": asdict(self.model.config), "step": self.step, "spent": self.spent}
        torch.save(state | facts, self.checkpoint.with_suffix(".part"))
        self.checkpoint.with_suffix(".part").replace(self.checkpoint)

    def descend(self, rate: float) -> None:
        """A step along the gradients that are there, and they are gone."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        length = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        if not torch.isfinite(length):
            print(f"step {self.step} left out: its gradient is not finite", flush=True)
            self.optimiser.zero_grad(set_to_none=True)
            return
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        with torch.no_grad():
            decay = min(self.ema, (self.step + 1) / (self.step + 10))
            for slow, fast in zip(self.averaged.parameters(), self.model.parameters(), strict=True):
                slow.lerp_(fast, 1 - decay)
        self.step += 1


def validate(trainer: Trainer, given: argparse.Namespace) -> None:
    scores = evaluate(trainer.averaged, list_cases(given.data, "validation"), given.bfloat16)
    line = {"step": trainer.step, "minutes": round(trainer.spent / 60, 1), **{k: round(v, 4) for k, v in scores.items()}}
    with (given.out / "validation.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(line, flush=True)


def run(given: argparse.Namespace) -> None:
    torch.manual_seed(given.seed)
    if given.compile:
        compile_sums()
    given.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(given)
    feeder = Feeder(given.data, given.phantoms, given.cache, given.seed + trainer.step, given.made_share)
    rng, budget, recent = random.Random(given.seed + trainer.step), given.minutes * 60, {}
    pace, rounding = Pace(), Rounding(trainer.model) if given.rounded else None
    told = time.time()
    next_check = trainer.spent + given.validate_every * 60
    feeder.next()  # its cases are loaded before the clock starts
    while trainer.spent < budget:
        began = time.time()
        rise, fall = min(1.0, (trainer.step + 1) / given.warmup), 0.5 + 0.5 * math.cos(math.pi * trainer.spent / budget)
        rate = given.lr * rise * fall + 2e-6
        if rounding:
            rounding.begin()
        for _ in range(given.batch):
            window, computing = feeder.next(), time.time()
            pace.begin()
            parts = losses(trainer.model, trainer.deep, window, rng, given.bfloat16)
            (sum(parts.values()) / given.batch).backward()
            pace.end(time.time() - computing, window.label.numel())
            for key, value in parts.items():
                recent.setdefault(key, []).append(value.item())
        if rounding:
            rounding.end()
        trainer.descend(rate)
        trainer.spent += time.time() - began
        if time.time() - told > TELL_EVERY or trainer.spent >= budget:
            told = time.time()
            means = {k: round(float(np.mean(v)), 4) for k, v in recent.items()}
            recent = {}
            print(f"step {trainer.step} {trainer.spent / 60:.1f} min lr {rate:.2e} {means} {pace.now} threads", flush=True)
            trainer.save()
        if trainer.spent >= next_check or trainer.spent >= budget:
            next_check += given.validate_every * 60
            validate(trainer, given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    parser.add_argument("--phantoms", type=Path)
    parser.add_argument("--start-from", type=Path, help="checkpoint or pack to go on from, whatever its size")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--validate-every", type=float, default=15, help="minutes of training between validations")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--warmup", type=int, default=200, help="steps until the rate is at its highest")
    parser.add_argument("--batch", type=int, default=1, help="windows whose gradients are added up for a step, one after another")
    parser.add_argument("--ema", type=float, default=EMA, help="how much of the moving average a step leaves as it is")
    parser.add_argument("--readout-from", type=Path, help="checkpoint whose deep supervision to begin with; a pack has none")
    parser.add_argument("--rounded", action="store_true", help="gradients of the weights as a pack stores them, as int8")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--made-share", type=float, default=MADE_SHARE, help="of the windows, those that are MR from CT")
    parser.add_argument("--bfloat16", action="store_true", help="convolutions in bfloat16; very slow on a CPU without it")
    parser.add_argument("--compile", action="store_true", help="the loss compiled: faster, where there is a C++ compiler")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
