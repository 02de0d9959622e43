"""Batches of windows made on the device that trains, in a thread and on a stream of their own."""

import queue
import random
import threading
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .data import SIZES, sample_window
from .feeder import Group, draw_case

AHEAD = 3


@dataclass
class Batch:
    image: Tensor  # (B, 1, D, H, W) float32
    label: Tensor  # (B, D, H, W) uint8
    annotated: Tensor  # (B, S) float32, 1 where a structure was looked for
    ready: "torch.cuda.Event | None" = None


def make_batch(groups: list[Group], count: int, rng: random.Random, sizes: tuple, device: str) -> Batch:
    """`count` windows of one size. Whatever the augmentation creates, it creates on `device`."""
    size = rng.choice(sizes)
    with torch.device(device):
        windows = [sample_window(draw_case(groups, rng), rng, size) for _ in range(count)]
        annotated = torch.tensor(np.stack([w.annotated for w in windows]), dtype=torch.float32)
    return Batch(torch.cat([w.image for w in windows]), torch.stack([w.label for w in windows]), annotated)


class Batches:
    """Gives batch after batch; an error of the thread that makes them is raised where the next is asked for."""

    def __init__(self, groups: list[Group], count: int, seed: int, device: str, sizes: tuple = SIZES):
        self.made: queue.Queue[Batch | Exception] = queue.Queue(AHEAD)
        self.over = threading.Event()
        given = (groups, count, random.Random(seed), sizes, device)
        self.thread = threading.Thread(target=self._make, args=given, daemon=True)
        self.thread.start()

    @torch.no_grad()
    def _make(self, groups: list[Group], count: int, rng: random.Random, sizes: tuple, device: str) -> None:
        stream = torch.cuda.Stream() if device == "cuda" else None
        try:
            while not self.over.is_set():
                with torch.cuda.stream(stream) if stream else nullcontext():
                    batch = make_batch(groups, count, rng, sizes, device)
                    batch.ready = stream.record_event() if stream else None
                self._put(batch)
        except Exception as error:
            self._put(error)

    def _put(self, what: "Batch | Exception") -> None:
        while not self.over.is_set():
            try:
                return self.made.put(what, timeout=0.2)
            except queue.Full:
                continue

    def next(self) -> Batch:
        batch = self.made.get()
        if isinstance(batch, Exception):
            raise batch
        if batch.ready is not None:
            torch.cuda.current_stream().wait_event(batch.ready)
            for tensor in (batch.image, batch.label, batch.annotated):
                tensor.record_stream(torch.cuda.current_stream())
        return batch

    def close(self) -> None:
        self.over.set()
        self.thread.join()
