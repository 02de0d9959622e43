"""Windows made in a process of their own while the network computes."""

import random
from pathlib import Path

import torch
import torch.multiprocessing as multiprocessing

from .cases import list_cases, list_label_maps, list_phantoms, load_case
from .data import Window, sample_window


def load_groups(data: Path, phantoms: Path | None, cache: Path) -> list[tuple[float, list]]:
    """Training cases by kind with how often each kind is drawn."""
    real = [load_case(e, cache) for e in list_cases(data, "train")]
    painted = [load_case(e, cache) for e in list_label_maps(data)]
    drawn = [load_case(e, cache) for e in list_phantoms(phantoms)] if phantoms else []
    foreign = [c for c in real if "totalseg" in c.name]  # the only real duodenum and bladder
    ours = [c for c in real if c not in foreign]
    groups = [
        (0.7, [c for c in ours if c.modality == "CT"]),
        (0.15, [c for c in ours if c.modality == "MR"]),
        (0.05, foreign),
        (0.05, painted),
        (0.05, drawn),
    ]
    return [(share, cases) for share, cases in groups if cases]


def _feed(queue, data: Path, phantoms: Path | None, cache: Path, seed: int) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng, groups = random.Random(seed), load_groups(data, phantoms, cache)
    while True:
        cases = rng.choices([g for _, g in groups], [w for w, _ in groups])[0]
        queue.put(sample_window(rng.choice(cases), rng))


class Feeder:
    def __init__(self, data: Path, phantoms: Path | None, cache: Path, seed: int):
        context = multiprocessing.get_context("spawn")
        self.queue = context.Queue(6)
        context.Process(target=_feed, args=(self.queue, data, phantoms, cache, seed), daemon=True).start()

    def next(self) -> Window:
        return self.queue.get()
