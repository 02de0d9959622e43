"""What a window's answers cost."""

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .data import Window
from .model import Mini, space_to_depth
from .vocabulary import STRUCTURES

ABSENT_ASKED = 4
SLIVER = 20  # voxels: fewer, at the border, are neither there nor absent


@dataclass
class Question:
    asked: list[int]  # indices of STRUCTURES
    ids: Tensor  # (P,) uint8, their labels
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
    return Question(asked, ids, counts[ids.long()])


def _sums(logits: Tensor, labels: Tensor, ids: Tensor) -> Tensor:
    """What the loss of each prompt is made of, (6, …, P). logits (…, P, V); labels (…, 1, V); ids (P, 1), each prompt's label."""
    t = (labels == ids).float()
    p, off = torch.sigmoid(logits), F.softplus(logits)
    return torch.stack([t.sum(-1), p.sum(-1), off.sum(-1), (p * t).sum(-1), (off * t).sum(-1), (logits * t).sum(-1)])


def _slope(logits: Tensor, labels: Tensor, ids: Tensor, towards: Tensor) -> Tensor:
    """The derivative by each logit, (…, P, V), from those by `_sums`, (6, …, P)."""
    t = (labels == ids).float()
    p = torch.sigmoid(logits)
    _, by_p, by_off, by_hit, by_off_hit, by_logit = towards[..., None]
    return p * (1 - p) * (by_p + by_hit * t) + p * (by_off + by_off_hit * t) + by_logit * t


class _Sums(torch.autograd.Function):
    """`_sums`, its derivative worked out anew: nothing as large as the logits is kept but the logits."""

    functions = (_sums, _slope)

    @staticmethod
    def forward(ctx, logits: Tensor, labels: Tensor, ids: Tensor) -> Tensor:
        ctx.save_for_backward(logits, labels, ids)
        return _Sums.functions[0](logits, labels, ids)

    @staticmethod
    def backward(ctx, towards: Tensor):
        return _Sums.functions[1](*ctx.saved_tensors, towards), None, None


def compile_sums() -> None:
    """The sums and their derivative as one pass each, a tenth of the time; needs a C++ compiler."""
    options = {"cpp.dynamic_threads": True}
    _Sums.functions = tuple(torch.compile(f, dynamic=True, options=options) for f in (_sums, _slope))


def mask_loss(logits: Tensor, labels: Tensor, ids: Tensor, present: Tensor, asked: Tensor | None = None) -> Tensor:
    """Cross-entropy over every prompt plus soft Dice over the present ones, the mean over the windows.

    logits (…, P, V), of one window or of a batch; labels (…, V) uint8 and each prompt's label, ids (P,) uint8; present (…, P)
    bool; asked (…, P), 0 where nobody knows the answer, else how much an answer counts (1 if left out).
    """
    t, p, off, hit, off_hit, logit_hit = _Sums.apply(logits, labels[..., None, :], ids[:, None])
    return _from_sums(t, p, hit, (off - logit_hit) / logits.shape[-1], off_hit - logit_hit, present, asked)


def _from_sums(
    t: Tensor, p: Tensor, hit: Tensor, cross_entropy: Tensor, missed: Tensor, present: Tensor, asked: Tensor | None
) -> Tensor:
    asked = torch.ones_like(p) if asked is None else asked
    there = present * asked
    overlap = (2 * hit + 1) / (p + t + 1)
    # The last: averaged over the structure's own voxels, for one of a few hundred would be lost among half a million.
    own = (1 - overlap) + cross_entropy * 2 + missed / t.clamp(min=1e-3) * 0.05
    everywhere = (cross_entropy * asked).sum(-1) / asked.sum(-1).clamp(min=1) * 2
    shown = torch.where(there > 0, own * there, 0).sum(-1) / there.sum(-1).clamp(min=1)
    return (everywhere + shown).mean()


def share_loss(logits: Tensor, share: Tensor, present: Tensor, asked: Tensor | None = None) -> Tensor:
    """`mask_loss` where a voxel belongs to a structure in part. logits, share (…, P, V); present (…, P) bool."""
    p, missed = torch.sigmoid(logits), (F.softplus(-logits) * share).sum(-1)
    cross_entropy = F.binary_cross_entropy_with_logits(logits, share, reduction="none").mean(-1)
    return _from_sums(share.sum(-1), p.sum(-1), (p * share).sum(-1), cross_entropy, missed, present, asked)


class DeepSupervision(nn.Module):
    """Masks at a quarter of the window's resolution from the decoder's features there; used in training alone."""

    def __init__(self, text_width: int, channels: int):
        super().__init__()
        self.readout = nn.Linear(text_width, channels + 1)

    def forward(self, coarse: Tensor, query: Tensor, label: Tensor, ids: Tensor, asked: Tensor | None = None) -> Tensor:
        """coarse (B, C, d, h, w); query (B, P, E); label (B, 4d, 4h, 4w) uint8; ids (P,) uint8; asked (B, P)."""
        weights = self.readout(query)
        logits = weights[..., :-1] @ coarse.flatten(2) + weights[..., -1:]
        b, d, h, w = label.shape
        blocks = label.reshape(b, d // 4, 4, h // 4, 4, w // 4, 4).permute(0, 2, 4, 6, 1, 3, 5).reshape(b, 64, -1)
        share = torch.stack([(blocks == i).sum(1, dtype=torch.uint8) for i in ids], 1).float() / 64
        return share_loss(logits, share, share.sum(-1) > 1, asked)


def losses(model: Mini, deep: DeepSupervision, window: Window, rng: random.Random, bfloat16: bool) -> dict[str, Tensor]:
    """The parts of one window's loss. With `bfloat16` the convolutions run in it; all sums stay float32."""
    question = ask(window, rng)
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        features, coarse, context = model.image.pyramid(window.image)
    query = model.decode.read(context.float(), model.bank[question.asked])
    masks, existence = model.decode.subvoxels(features.float(), query), model.decode.existence(query)[:, 0]
    labels = space_to_depth(window.label[None, None]).flatten()  # in the order of `masks`, which needs no rearranging so
    judged = (question.voxels == 0) | question.present
    verdicts = F.binary_cross_entropy_with_logits(existence, question.present.float(), reduction="none") * judged
    return {
        "mask": mask_loss(masks.reshape(len(question.asked), -1), labels, question.ids, question.present),
        "deep": deep(coarse.float(), query[None], window.label[None], question.ids) * 0.3,
        "existence": verdicts.sum() / judged.sum().clamp(min=1) * 0.3,
    }
