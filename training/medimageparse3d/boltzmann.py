"""Boltzmann sampling: which pixels each attention head may look at, drawn from the current mask."""

import torch
from torch import Tensor

SHARE = 10  # one draw per ten pixels


def miss_probability(scores: Tensor, layer: int) -> Tensor:
    """Mask logits (..., h·w) before decoder layer `layer` -> probability that no draw hits a pixel, same shape.

    Draws follow softmax(sigmoid(logits) / T), T = 1 / (1 + layer). In float32: at 64×64 pixels 1 − p is 1 in float16.
    """
    hit = torch.softmax(torch.sigmoid(scores) * (1 + layer), -1)
    draws = int(scores.shape[-1]) // SHARE  # a plain number also while a graph is traced
    return (1.0 - hit) ** draws


def draw_blocked(scores: Tensor, noise: Tensor, layer: int) -> Tensor:
    """scores (B, Q, h·w), noise in [0, 1) (B, heads, Q, h·w) -> bool, True where a head may not look."""
    return noise < miss_probability(scores, layer).unsqueeze(1)


def opened(blocked: Tensor) -> Tensor:
    """`blocked` with every row that blocks all pixels unblocked."""
    return blocked & ~blocked.all(-1, keepdim=True)
