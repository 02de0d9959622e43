"""Sine position codes of an image grid."""

from functools import cache

import numpy as np
import torch
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
def grid_code(rows: int, columns: int, channels: int) -> Tensor:
    """(1, rows·columns, channels): the row's code, then the column's. A constant, so no graph has to compute it."""
    half = channels // 2
    y = np.broadcast_to(axis_code(rows, half)[:, None], (rows, columns, half))
    x = np.broadcast_to(axis_code(columns, half)[None], (rows, columns, half))
    return torch.from_numpy(np.concatenate([y, x], -1).reshape(1, rows * columns, channels).astype(np.float32))
