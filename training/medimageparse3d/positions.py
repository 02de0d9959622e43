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
def axis_tensor(length: int, channels: int) -> Tensor:
    return torch.from_numpy(axis_code(length, channels).astype(np.float32))


def grid_code(rows: int, columns: int, channels: int) -> Tensor:
    """(1, rows·columns, channels): the row's code, then the column's. A graph holds only the two axes, as constants."""
    rows, columns, half = int(rows), int(columns), int(channels) // 2  # plain numbers also while a graph is traced
    y = axis_tensor(rows, half).unsqueeze(1).expand(rows, columns, half)
    x = axis_tensor(columns, half).unsqueeze(0).expand(rows, columns, half)
    return torch.cat([y, x], -1).reshape(1, rows * columns, 2 * half)
