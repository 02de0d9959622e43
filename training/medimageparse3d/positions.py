"""Sine position codes of an image grid."""

from functools import cache

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

TEMPERATURE = 1e4
EPSILON = 1e-6


def axis_code(length: int, channels: int) -> np.ndarray:
    """(length, channels): sines in even channels, cosines in odd ones, of 2π·k/(length + ε), k = 1..length."""
    angle = np.arange(1, length + 1) / (length + EPSILON) * 2 * np.pi
    period = TEMPERATURE ** (np.arange(channels) // 2 * 2 / channels)
    phase = angle[:, None] / period
    return np.where(np.arange(channels) % 2 == 0, np.sin(phase), np.cos(phase))


@cache
def axis_tensor(length: int, channels: int) -> Tensor:
    return torch.from_numpy(axis_code(length, channels).astype(np.float32))


def placed(tokens: Tensor, rows: int, columns: int) -> Tensor:
    """(B, rows·columns, C) plus each pixel's code: its row's in the first half of the channels, its column's in the second.

    Added one axis after the other: a graph then holds rows + columns codes as constants, not rows · columns.
    """
    channels = tokens.shape[-1]
    rows, columns, half = int(rows), int(columns), int(channels) // 2  # plain numbers also while a graph is traced
    y = F.pad(axis_tensor(rows, half), (0, half)).unsqueeze(1)  # (rows, 1, C)
    x = F.pad(axis_tensor(columns, half), (half, 0))  # (columns, C)
    return (tokens.reshape(-1, rows, columns, channels) + y + x).reshape(-1, rows * columns, channels)
