"""What a window's answers cost."""

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .data import Window
from .model import Mini
from .vocabulary import STRUCTURES

ABSENT_ASKED = 4
SLIVER = 20  # voxels: fewer, at the border, are neither there nor absent


@dataclass
class Question:
    asked: list[int]  # indices of STRUCTURES
    truth: Tensor  # (P, D, H, W) bool
    voxels: Tensor  # (P,)

    @property
    def present(self) -> Tensor:
        return self.voxels > SLIVER


def ask(window: Window, rng: random.Random) -> Question:
    """Every annotated structure that the window shows, and a few annotated ones that it does not."""
    counts = torch.bincount(window.label.flatten(), minlength=256)
    annotated = [i for i in range(len(STRUCTURES)) if window.annotated[i]]
    shown = [i for i in annotated if counts[STRUCTURES[i].label_id] > 0]
    absent = [i for i in annotated if i not in shown]
    asked = shown + rng.sample(absent, min(ABSENT_ASKED, len(absent)))
    ids = torch.tensor([STRUCTURES[i].label_id for i in asked], dtype=torch.uint8)
    return Question(asked, window.label[None] == ids.reshape(-1, 1, 1, 1), counts[ids.long()])


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
        loss = loss + missed.mean() * 0.05
    return loss


class DeepSupervision(nn.Module):
    """Masks at a quarter of the window's resolution from the decoder's features there; used in training alone."""

    def __init__(self, text_width: int, channels: int):
        super().__init__()
        self.readout = nn.Linear(text_width, channels + 1)

    def forward(self, coarse: Tensor, query: Tensor, question: Question) -> Tensor:
        weights = self.readout(query)
        logits = weights[:, :-1] @ coarse.flatten(2)[0] + weights[:, -1:]
        share = F.avg_pool3d(question.truth.float(), 4).flatten(1)
        return mask_loss(logits, share, share.sum(1) > 1)


def losses(model: Mini, deep: DeepSupervision, window: Window, rng: random.Random, bfloat16: bool) -> dict[str, Tensor]:
    """The parts of one window's loss. With `bfloat16` the convolutions run in it; all sums stay float32."""
    question = ask(window, rng)
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        features, coarse, context = model.image.pyramid(window.image)
    query = model.decode.read(context.float(), model.bank[question.asked])
    masks, existence = model.decode.answer(features.float(), query)
    judged = (question.voxels == 0) | question.present
    verdicts = F.binary_cross_entropy_with_logits(existence, question.present.float(), reduction="none") * judged
    return {
        "mask": mask_loss(masks.flatten(1), question.truth.flatten(1).float(), question.present),
        "deep": deep(coarse.float(), query, question) * 0.3,
        "existence": verdicts.sum() / judged.sum().clamp(min=1) * 0.3,
    }
