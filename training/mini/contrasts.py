"""MR images made from CTs: the tissues of a CT given the signal of another modality, its texture kept or drawn anew.

Signal is 0 (none) … 1; what comes out is in the network's own intensities, -1 … 1.
"""

import math
import random
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from .tissues import BONE, FAT, GAS, LUNG, MUSCLE

Signals = dict[int, float]

# Signal by tissue id as sequences commonly show it. What surrounds the organs (101 … 111) is in tissues.py's order.
T1_PORTAL = {
    1: .60, 2: .90, 3: .90, 4: .15, 5: .45, 6: .55, 7: .25, 8: .80, 9: .75, 10: .55, 11: .60, 12: .60, 13: .45, 14: .10, 15: .40,
    101: .12, 102: .35, 103: .04, 104: .35, 105: .70, 106: .75, 107: .30, 108: .15, 109: .25, 110: .02, 111: .30,
}  # fmt: skip
T1_ARTERIAL = T1_PORTAL | {1: .70, 2: .85, 3: .85, 6: .40, 8: .95, 9: .40, 10: .70, 106: .55}  # fmt: skip
T1_PLAIN = T1_PORTAL | {
    1: .32, 2: .40, 3: .40, 4: .25, 6: .50, 8: .25, 9: .25, 10: .62, 11: .40, 12: .40, 105: .30, 106: .25,
}  # fmt: skip
T2 = {
    1: .55, 2: .65, 3: .65, 4: .95, 5: .35, 6: .28, 7: .75, 8: .06, 9: .12, 10: .38, 11: .30, 12: .30, 13: .55, 14: 1., 15: .45,
    101: .08, 102: .16, 103: .03, 104: .50, 105: .15, 106: .12, 107: .65, 108: .60, 109: .35, 110: .02, 111: .40,
}  # fmt: skip
SEQUENCES = (T1_PORTAL, T1_PORTAL, T1_ARTERIAL, T1_PLAIN, T2, T2)
PAIRS = ((2, 3), (11, 12))
HOLLOW, WALL = (4, 7, 13, 14), 200  # gallbladder, stomach, duodenum, bladder; what is added to the id of one for its wall
ANYTHING = 0.4  # of the images have any signal for any tissue
SPREAD = 0.28  # of the logarithm of a tissue's signal


def _smooth_noise(shape: tuple[int, ...], coarse: tuple[int, int, int]) -> Tensor:
    field = F.interpolate(torch.randn(1, 1, *coarse), size=shape, mode="trilinear", align_corners=True)
    return field[0, 0]


def _spread_out(x: Tensor) -> Tensor:
    """x (D, H, W) averaged over 3×3×3: borders share their voxels."""
    return F.avg_pool3d(F.pad(x[None, None], (1, 1, 1, 1, 1, 1), mode="replicate"), 3, 1)[0, 0]


def draw_signal(rng: random.Random, sequences: Sequence[Signals] = SEQUENCES, any_signal: float = ANYTHING) -> Tensor:
    """Signal by tissue id, (256,): one of `sequences` varied, or, as often as `any_signal`, any signal for any tissue."""
    signal = torch.zeros(256)
    anything = rng.random() < any_signal
    sequence = rng.choice(sequences)
    for i, usual in sequence.items():
        signal[i] = rng.uniform(0.03, 1.0) if anything else usual * math.exp(rng.gauss(0, SPREAD))
    if rng.random() < 0.5:
        signal[FAT] = rng.uniform(0.05, 0.25) if rng.random() < 0.6 else rng.uniform(0.5, 1.0)
    signal[GAS], signal[LUNG] = rng.uniform(0.0, 0.06), rng.uniform(0.0, 0.12)
    if anything:
        signal[BONE] = rng.uniform(0.02, 0.4)
    elif rng.random() < 0.3:  # the gallbladder's contents: bile thick or thin, contrast medium
        signal[4] = rng.uniform(0.03, 1.0)
    for one, other in PAIRS:
        if rng.random() < 0.9:
            signal[other] = signal[one]
    _draw_walls(signal, rng)
    return signal


def paint_walls(at: Tensor, rng: random.Random) -> Tensor:
    """The tissue ids (D, H, W) with an outer shell of a hollow organ, a voxel or two, called WALL + id."""
    for i in HOLLOW:
        if rng.random() < 0.75:
            away, reach = (at != i).float()[None], rng.randint(1, 2)
            shell = F.max_pool3d(away, (3, 2 * reach + 1, 2 * reach + 1), 1, (1, reach, reach))[0] > 0
            at = torch.where(shell & (at == i), WALL + i, at)
    return at


def _draw_walls(signal: Tensor, rng: random.Random) -> None:
    """The walls' signal, in place: that of muscle, about, or enhanced; some contents become as dark or as bright as can be."""
    for i in HOLLOW:
        signal[WALL + i] = signal[MUSCLE] * rng.uniform(0.7, 1.4) if rng.random() < 0.5 else rng.uniform(0.3, 0.9)
        if rng.random() < 0.3:
            signal[i] = rng.choice([rng.uniform(0.02, 0.15), rng.uniform(0.7, 1.0)])


def _textured(image: Tensor, at: Tensor, rng: random.Random) -> Tensor:
    """The CT's own texture (D, H, W): what of each voxel differs from its tissue's mean, each tissue's scaled on its own."""
    count = torch.bincount(at.flatten(), minlength=256).clamp(min=1)
    mean = torch.bincount(at.flatten(), weights=image.flatten(), minlength=256) / count
    gain = torch.tensor([rng.uniform(0.1, 0.9) * (1 if rng.random() < 0.7 else -1) for _ in range(256)])
    gain[MUSCLE] = gain[MUSCLE].sign() * rng.uniform(0.4, 1.3)  # bowel, duodenum and vessels without a label are in it
    gain[0] = gain[GAS] = gain[LUNG] = 0.0
    return gain[at] * (image - mean.float()[at])


def _drawn(at: Tensor, rng: random.Random) -> Tensor:
    """A texture of grains (D, H, W), as strong in each tissue as it may be."""
    grain = torch.tensor([rng.uniform(0.0, 0.08) for _ in range(256)])
    grain[MUSCLE] = rng.uniform(0.0, 0.15)
    grain[0] = grain[GAS] = 0.0
    shape = tuple(at.shape)
    return grain[at] * _smooth_noise(shape, tuple(max(2, n // rng.randint(2, 6)) for n in shape))


def to_unit(x: Tensor, inside: Tensor, rng: random.Random) -> Tensor:
    """x (D, H, W) from nothing to about its brightest tissue mapped to -1 … 1, as percentiles of a whole scan do."""
    values = x[inside][::31]
    top = torch.quantile(values, rng.uniform(0.97, 0.998)).item() if values.numel() > 100 else 1.0
    return (x / max(top * rng.uniform(0.9, 1.35), 0.05) * 2 - 1).clamp(-1, 1)


def mr_from_ct(
    image: Tensor,
    tissues: Tensor,
    rng: random.Random,
    sequences: Sequence[Signals] = SEQUENCES,
    any_signal: float = ANYTHING,
) -> Tensor:
    """An MR image (D, H, W) for a CT window -1 … 1 and its tissue map (D, H, W) uint8; the last two as for draw_signal."""
    at, signal = paint_walls(tissues.long(), rng), draw_signal(rng, sequences, any_signal)
    flat = _spread_out(signal[at])
    if rng.random() < 0.25:  # fat suppressed here and not there
        flat = flat + _spread_out((at == FAT).float()) * (_smooth_noise(at.shape, (2, 3, 3)) * 0.35).clamp(min=0)
    x = flat + (_textured(image, at, rng) if rng.random() < 0.55 else _drawn(at, rng))
    x = x.clamp(min=0) * torch.exp(_smooth_noise(at.shape, (2, 3, 3)) * rng.uniform(0.0, 0.35))
    noise = rng.uniform(0.005, 0.04)
    x = ((x + torch.randn_like(x) * noise) ** 2 + (torch.randn_like(x) * noise) ** 2).sqrt()
    return to_unit(x, at > 0, rng)
