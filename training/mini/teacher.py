"""Trains a network on a GPU that is there for minutes, from one file of cases (`encode.py`); by the clock, whatever happened.

python -m mini.teacher cache/teacher.npz --out out/wide.half.pt --minutes 8 --start-from cache/wide.half.pt
python -m mini.teacher cache/teacher.npz --out out/wide.half.pt --measure 15        how fast is what? trains nothing of use
"""

import argparse
import math
import os
import time
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import Batch, Batches
from .encode import read as read_cases
from .halves import load_model, save_half
from .losses import ABSENT_ASKED, SLIVER, DeepSupervision, mask_loss
from .model import Config, Mini, PromptDecoder, space_to_depth
from .vocabulary import STRUCTURES

WIDTHS = {
    "mini": Config(),
    "wide": Config(channels=(32, 72, 152, 208), features=40, finest_expansion=16),
    "tiny": Config(channels=(8, 8, 16, 16), features=8, finest_expansion=4, text_width=32),  # to try the script with
}
FEW_SIZES = ((32, 128, 160),) * 5 + ((32, 144, 176),) * 3 + ((32, 112, 128),) * 3 + ((48, 96, 112),)  # each takes cuDNN seconds
SAVE_EVERY, TELL_EVERY = 60.0, 20.0  # seconds


def _weights(counts: Tensor, annotated: Tensor) -> tuple[Tensor, Tensor]:
    """Present and how much each answer counts, (B, S) each; slivers count nothing, the absent no more than ABSENT_ASKED together.

    counts: voxels of each structure, (B, S); annotated (B, S), 1 where it was looked for.
    """
    present = (counts > SLIVER).float()
    absent = (counts == 0).float() * annotated
    share = (ABSENT_ASKED / absent.sum(-1, keepdim=True).clamp(min=1)).clamp(max=1)
    return present, present * annotated + absent * share


def read(decode: PromptDecoder, context: Tensor, text: Tensor) -> Tensor:
    """`decode.read` of every window: context (B, C, …), text (P, E) -> queries (B, P, E)."""
    (p, e), b, heads = text.shape, len(context), decode.heads
    tokens = context.flatten(2).transpose(1, 2)  # (B, N, C)
    query = decode.enter(text)
    q = query.reshape(p, heads, e // heads).transpose(0, 1)  # (heads, P, head)
    k = decode.key(tokens).reshape(b, -1, heads, e // heads).permute(0, 2, 3, 1)  # (B, heads, head, N)
    v = decode.value(tokens).reshape(b, -1, heads, e // heads).transpose(1, 2)  # (B, heads, N, head)
    seen = (torch.softmax(q @ k * (e // heads) ** -0.5, -1) @ v).transpose(1, 2).reshape(b, p, e)
    query = decode.norm1(query + seen)
    return decode.norm2(query + decode.mlp(query))


def answer(model: Mini, features: Tensor, context: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Queries (B, S, E), mask logits (B, S, V) in the order of `space_to_depth`, existence logits (B, S)."""
    decode, b = model.decode, len(features)
    query = read(decode, context.float(), model.bank)
    weights = decode.readout(query).reshape(b, -1, decode.features)
    masks = weights @ features.float().flatten(2) + decode.bias(query).reshape(b, -1, 1)
    return query, masks.reshape(b, query.shape[1], -1), decode.existence(query)[..., 0]


def batch_loss(model: Mini, deep: DeepSupervision, batch: Batch, ids: Tensor) -> Tensor:
    """The mean loss of a batch's windows, every structure asked for in each. ids (S,) uint8."""
    with torch.autocast(batch.image.device.type, torch.bfloat16):
        features, coarse, context = model.image.pyramid(batch.image)
    query, masks, existence = answer(model, features, context)
    labels = space_to_depth(batch.label[:, None]).flatten(1)
    counts = torch.stack([(labels == i).sum(-1) for i in ids], -1)
    present, asked = _weights(counts, batch.annotated)
    verdicts = F.binary_cross_entropy_with_logits(existence, present, reduction="none") * asked
    loss = mask_loss(masks, labels, ids, present, asked)
    loss = loss + deep(coarse.float(), query, batch.label, ids, asked) * 0.3
    return loss + (verdicts.sum(-1) / asked.sum(-1).clamp(min=1)).mean() * 0.3


class Course:
    """One network in training, its moving average, and the clock it must keep to."""

    def __init__(self, given: argparse.Namespace):
        self.given, self.began, self.step = given, time.time(), 0
        config = WIDTHS[given.size]
        start = load_model(given.start_from, given.device) if given.start_from else None
        self.model = start or Mini(config).to(given.device)
        assert self.model.config == config, "--start-from holds a network of another --size"
        self.averaged = Mini(config).to(given.device).eval()
        self.averaged.load_state_dict(self.model.state_dict())
        self.deep = DeepSupervision(config.text_width, config.channels[1]).to(given.device)
        self.trained = [*self.model.parameters(), *self.deep.parameters()]
        fused = given.device == "cuda"
        self.optimiser = torch.optim.AdamW(self.trained, lr=given.lr, weight_decay=0.02, fused=fused)
        self.ids = torch.tensor([s.label_id for s in STRUCTURES], dtype=torch.uint8, device=given.device)

    @property
    def gone(self) -> float:
        """The share of the time that is over."""
        return (time.time() - self.began) / (self.given.minutes * 60)

    def descend(self, batch: Batch) -> Tensor:
        warm = min(1.0, (self.step + 1) / 200) if self.given.minutes > 1 else 1.0
        rate = self.given.lr * warm * (0.5 + 0.5 * math.cos(math.pi * min(1.0, self.gone))) + 2e-6
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        loss = batch_loss(self.model, self.deep, batch, self.ids)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        length = torch.nn.utils.clip_grad_norm_(self.trained, 5.0)
        self.step += 1
        if torch.isfinite(length):
            self.optimiser.step()
            with torch.no_grad():
                decay = min(0.999, self.step / (self.step + 10))
                torch._foreach_lerp_(list(self.averaged.parameters()), list(self.model.parameters()), 1 - decay)
        return loss.detach()

    def save(self) -> None:
        save_half(self.averaged, self.given.out, step=self.step, minutes=round(self.gone * self.given.minutes, 2))


def _begin(given: argparse.Namespace) -> tuple[Course, Batches]:
    """Makers first: they are forked, and no GPU may have been used before."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    groups = read_cases(given.data)
    makers = ["cpu"] * given.cpu_makers + ["cuda"] * given.gpu_makers
    device = given.device or ("cuda" if given.gpu_makers else "cpu")
    batches = Batches(groups, given.batch, given.seed, device, sizes=given.sizes, makers=makers)
    torch.set_num_threads(threads)
    torch.manual_seed(given.seed)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    given.device = device
    return Course(given), batches


def run(given: argparse.Namespace) -> Course:
    """Trains until the minutes, counted from the call, are over."""
    began = time.time()
    course, batches = _begin(given)
    course.began = began
    print(f"{sum(p.numel() for p in course.model.parameters()) / 1e6:.1f} million parameters, begins after", end=" ")
    print(f"{time.time() - began:.0f} s", flush=True)
    saved = told = time.time()
    losses: list[Tensor] = []
    try:
        while course.step == 0 or course.gone < 1:
            losses.append(course.descend(batches.next()))
            if time.time() - told > TELL_EVERY:
                told = time.time()
                mean = torch.stack(losses).mean().item()
                print(f"{told - course.began:.0f} s, step {course.step}, loss {mean:.4f}", flush=True)
                losses = []
            if time.time() - saved > SAVE_EVERY:
                saved = time.time()
                course.save()
    finally:
        course.save()
        batches.close()
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB after {course.step} steps", flush=True)
    return course


def _rate(step: Callable[[], object], seconds: float, windows: int) -> str:
    """Windows a second of `step`, called for `seconds` after three calls that do not count."""
    for _ in range(3):
        step()
    torch.cuda.synchronize() if torch.cuda.is_available() else None
    began, done = time.time(), 0
    while time.time() - began < seconds:
        step()
        done += windows
    torch.cuda.synchronize() if torch.cuda.is_available() else None
    return f"{done / (time.time() - began):.1f} windows/s"


def measure(given: argparse.Namespace) -> None:
    """What limits: the makers or the network. The first steps of each window size are slow: cuDNN tries its ways."""
    course, batches = _begin(given)
    print("makers alone:", _rate(batches.next, given.measure, given.batch), flush=True)
    batch = batches.next()
    print(
        "network alone:", tuple(batch.image.shape), _rate(lambda: course.descend(batch), given.measure, given.batch), flush=True
    )
    print("both:", _rate(lambda: course.descend(batches.next()), given.measure, given.batch), flush=True)
    if given.device == "cuda":
        print(f"memory: {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB", flush=True)
    batches.close()


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="what encode.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8, help="from the start of the program to the last checkpoint")
    parser.add_argument("--measure", type=float, help="seconds for each of several rates, instead of training")
    parser.add_argument("--size", choices=WIDTHS, default="wide")
    parser.add_argument("--start-from", type=Path, help="a network of the same size, as halves.py or widen.py writes it")
    parser.add_argument("--device", choices=["cpu", "cuda"], help="default: a GPU if makers use one")
    parser.add_argument("--cpu-makers", type=int, default=max(1, (os.cpu_count() or 2) - 2), help="processes that make windows")
    parser.add_argument("--gpu-makers", type=int, default=0, help="processes that make windows on the GPU")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.set_defaults(sizes=FEW_SIZES)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    settings = parse()
    measure(settings) if settings.measure else run(settings)
