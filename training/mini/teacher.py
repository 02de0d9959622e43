"""Trains a network on a GPU that is lent for minutes, from one file of cases (`encode.py`); done by the clock, whatever happened.

python -m mini.teacher cache/teacher.npz --out teacher.half.pt --minutes 8                       8 million parameters
python -m mini.teacher cache/teacher.npz --out mini.half.pt --minutes 8 --size mini --start-from mini.half.pt
python -m mini.teacher cache/teacher.npz --out mini.half.pt --minutes 4 --size mini --learn-from teacher.half.pt
"""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import Batch, Batches
from .data import SIZES
from .encode import read
from .halves import load_model, save_half
from .losses import ABSENT_ASKED, SLIVER, DeepSupervision, mask_loss
from .model import Config, Mini, space_to_depth
from .vocabulary import STRUCTURES

WIDTHS = {
    "mini": Config(),
    "teacher": Config(channels=(40, 80, 152, 216), features=48, finest_expansion=20),
    "tiny": Config(channels=(8, 8, 16, 16), features=8, finest_expansion=4, text_width=32),  # to try the script with
}
SAVE_EVERY, TELL_EVERY = 60.0, 20.0  # seconds
LEARNT = 2.0  # how much what the teacher says counts


def _weights(counts: Tensor, annotated: Tensor) -> tuple[Tensor, Tensor]:
    """Present and how much each answer counts, (S,) each; slivers count nothing, the absent no more than ABSENT_ASKED together.

    counts: voxels of each structure, (S,); annotated (S,), 1 where it was looked for.
    """
    present = (counts > SLIVER).float()
    absent = (counts == 0).float() * annotated
    share = (ABSENT_ASKED / absent.sum().clamp(min=1)).clamp(max=1)
    return present, present * annotated + absent * share


def _taught(masks: Tensor, existence: Tensor, told: tuple[Tensor, Tensor]) -> Tensor:
    """Cross-entropy with what another network answers, for annotated structures and others. masks (S, V)."""
    hard = torch.sigmoid(told[0])
    near = F.binary_cross_entropy_with_logits(masks, hard, reduction="none").mean(1)
    own = (F.softplus(-masks) * hard).sum(1) / hard.sum(1).clamp(min=20) * 0.05
    return (near * 4 + own).mean() + F.binary_cross_entropy_with_logits(existence, torch.sigmoid(told[1])) * 0.3


@torch.no_grad()
def _asked(teacher: Mini, image: Tensor) -> list[tuple[Tensor, Tensor]]:
    """The teacher's mask logits (S, V), in the order of `space_to_depth`, and existence logits (S,), of each window."""
    with torch.autocast(image.device.type, torch.bfloat16):
        features, context = teacher.image(image)
    out = []
    for one, about in zip(features.float(), context.float(), strict=True):
        query = teacher.decode.read(about[None], teacher.bank)
        masks = teacher.decode.subvoxels(one[None], query).reshape(len(query), -1)
        out.append((masks, teacher.decode.existence(query)[:, 0]))
    return out


def batch_loss(model: Mini, deep: DeepSupervision, batch: Batch, ids: Tensor, teacher: Mini | None = None) -> Tensor:
    """The mean loss of a batch's windows, every structure asked for in each. ids (S,) uint8."""
    with torch.autocast(batch.image.device.type, torch.bfloat16):
        features, coarse, context = model.image.pyramid(batch.image)
    told = _asked(teacher, batch.image) if teacher else [None] * len(batch.label)
    total = torch.zeros((), device=ids.device)
    for n, label in enumerate(batch.label):
        counts = torch.bincount(label.flatten(), minlength=256)[ids.long()]
        present, asked = _weights(counts, batch.annotated[n])
        query = model.decode.read(context[n : n + 1].float(), model.bank)
        masks = model.decode.subvoxels(features[n : n + 1].float(), query).reshape(len(ids), -1)
        existence = model.decode.existence(query)[:, 0]
        labels = space_to_depth(label[None, None]).flatten()
        verdicts = F.binary_cross_entropy_with_logits(existence, present, reduction="none") * asked
        total = total + mask_loss(masks, labels, ids, present, asked)
        total = total + deep(coarse[n : n + 1].float(), query, label, ids, asked) * 0.3
        total = total + verdicts.sum() / asked.sum().clamp(min=1) * 0.3
        if told[n] is not None:
            total = total + _taught(masks, existence, told[n]) * LEARNT
    return total / len(batch.label)


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
        self.teacher = load_model(given.learn_from, given.device).eval() if given.learn_from else None
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
        loss = batch_loss(self.model, self.deep, batch, self.ids, self.teacher)
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


def run(given: argparse.Namespace) -> Course:
    torch.manual_seed(given.seed)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    course = Course(given)
    batches = Batches(read(given.data, given.device), given.batch, given.seed, given.device, given.sizes)
    print(f"{sum(p.numel() for p in course.model.parameters()) / 1e6:.1f} million parameters, begins after", end=" ")
    print(f"{time.time() - course.began:.0f} s", flush=True)
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
        batches.over.set()
        course.save()
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB after {course.step} steps", flush=True)
    batches.close()
    return course


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="what encode.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8, help="from the start of the program to the last checkpoint")
    parser.add_argument("--size", choices=WIDTHS, default="teacher")
    parser.add_argument("--start-from", type=Path, help="a network of the same size, as halves.py writes it")
    parser.add_argument("--learn-from", type=Path, help="a teacher whose answers are learnt besides the labels")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.set_defaults(sizes=SIZES)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    run(parse())
