"""Windows made in a process of their own while the network computes."""

import random
from pathlib import Path

import torch
import torch.multiprocessing as multiprocessing

from .cases import Case, list_cases, list_label_maps, list_phantoms, load_case
from .data import MADE_MR, Window, sample_window

Group = tuple[float, list[Case], list[float]]
MADE_SHARE = 0.17  # of the windows: MR from CT


def load_groups(data: Path, phantoms: Path | None, cache: Path, made_share: float = MADE_SHARE) -> list[Group]:
    """Training cases by kind: how often each kind is drawn, its cases, and how often each of those.

    `made_share` of the windows are MR from CT; the other kinds share the rest as they do when it is MADE_SHARE.
    """
    real = [load_case(e, cache) for e in list_cases(data, "train")]
    painted = [load_case(e, cache) for e in list_label_maps(data)]
    drawn = [load_case(e, cache) for e in list_phantoms(phantoms)] if phantoms else []
    foreign = [c for c in real if "btcv" not in c.name and "chaos" not in c.name]  # the only real duodenum and bladder
    ours = [c for c in real if c not in foreign]
    made = [c.seen_as(MADE_MR) for c in real if c.tissues is not None]
    groups = [
        (0.6, [c for c in ours if c.modality == "CT"]),
        (0.12, [c for c in ours if c.modality == "MR"]),
        (0.06, foreign),
        ((1 - MADE_SHARE) * made_share / (1 - made_share), made),
        (0.03, painted),
        (0.02, drawn),
    ]
    return [(share, cases, [_weight(c) for c in cases]) for share, cases in groups if cases]


def _weight(case: Case) -> float:
    """How often a case is drawn among its kind: what few have three times as often, slabs and the pelvis less."""
    scarce = 3.0 if case.modality == MADE_MR and "btcv" not in case.name else 1.0
    return scarce * (0.5 if "slab" in case.name or "s0000" in case.name else 1.0)


def draw_case(groups: list[Group], rng: random.Random) -> Case:
    _, cases, weights = rng.choices(groups, [share for share, _, _ in groups])[0]
    return rng.choices(cases, weights)[0]


def _feed(queue, data: Path, phantoms: Path | None, cache: Path, seed: int, made_share: float) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng, groups = random.Random(seed), load_groups(data, phantoms, cache, made_share)
    while True:
        queue.put(sample_window(draw_case(groups, rng), rng))


class Feeder:
    def __init__(self, data: Path, phantoms: Path | None, cache: Path, seed: int, made_share: float):
        context = multiprocessing.get_context("spawn")
        self.queue = context.Queue(6)
        context.Process(target=_feed, args=(self.queue, data, phantoms, cache, seed, made_share), daemon=True).start()

    def next(self) -> Window:
        return self.queue.get()
