"""Batches of windows made ahead by processes of their own: some on the processor's cores, some on the device that trains."""

import queue
import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.multiprocessing as multiprocessing
from torch import Tensor

from .data import SIZES, sample_window
from .feeder import Group, draw_case

AHEAD = 24
WAIT = 300.0  # seconds without a batch: the makers are gone


@dataclass
class Batch:
    image: Tensor  # (B, 1, D, H, W) float32
    label: Tensor  # (B, D, H, W) uint8
    annotated: Tensor  # (B, S) float32, 1 where a structure was looked for


def make_batch(groups: list[Group], count: int, rng: random.Random, sizes: tuple, device: str = "cpu") -> Batch:
    """`count` windows of one size. Whatever the augmentation creates, it creates on `device`."""
    size = rng.choice(sizes)
    with torch.device(device):
        windows = [sample_window(draw_case(groups, rng), rng, size) for _ in range(count)]
        annotated = torch.tensor(np.stack([w.annotated for w in windows]), dtype=torch.float32)
    return Batch(torch.cat([w.image for w in windows]), torch.stack([w.label for w in windows]), annotated)


@dataclass(frozen=True)
class Made:
    """What a maker is to make."""

    count: int
    sizes: tuple
    seed: int
    device: str


@torch.no_grad()
def _make(made, groups: list[Group], wanted: Made) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(wanted.seed)
    rng = random.Random(wanted.seed)
    try:
        if wanted.device != "cpu":
            groups = [(share, [case.on(wanted.device) for case in cases], weights) for share, cases, weights in groups]
        while True:
            batch = make_batch(groups, wanted.count, rng, wanted.sizes, wanted.device)
            # float16 halves what goes from process to process; noise is larger than its steps.
            made.put((batch.image.half().cpu(), batch.label.cpu(), batch.annotated.cpu()))
    except Exception as error:
        made.put(error)


class Batches:
    """Gives batch after batch on `device`; an error of a maker is raised where the next batch is asked for.

    Makers are forked, so `groups` lie in memory once: none of them may be on a GPU, and no GPU may have been used before.
    """

    def __init__(self, groups: list[Group], count: int, seed: int, device: str, *, sizes: tuple = SIZES, makers: list[str]):
        context = multiprocessing.get_context("fork")
        self.device = device
        self.made = context.Queue(AHEAD)
        self.makers = []
        for n, where in enumerate(makers):
            wanted = Made(count, sizes, seed * 1000 + n, where)
            self.makers.append(context.Process(target=_make, args=(self.made, groups, wanted), daemon=True))
            self.makers[-1].start()

    def next(self) -> Batch:
        try:
            batch = self.made.get(timeout=WAIT)
        except queue.Empty:
            raise TimeoutError(f"no batch was made within {WAIT:.0f} s") from None
        if isinstance(batch, Exception):
            raise batch
        if self.device == "cuda":
            batch = [part.pin_memory().to(self.device, non_blocking=True) for part in batch]
        image, label, annotated = batch
        return Batch(image.float(), label, annotated)

    def close(self) -> None:
        for maker in self.makers:
            maker.terminate()
            maker.join()
