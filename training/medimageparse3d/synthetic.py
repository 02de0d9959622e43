"""Synthetic weights: every tensor a function of its name and shape, for parity where no checkpoint can be had."""

import math
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from .noise import BITS, in_chunks

CONSTANTS = {"pixel_mean": 114.495, "pixel_std": 57.63, "logit_scale": 1.0, "predictor.classifier.bias": -5.4}
SCALES = {
    "token_embedding.weight": 0.5,
    "positional_embedding": 0.25,
    "query_feat_.weight": 1.0,
    "query_embed_.weight": 1.0,
    "classifier_query.weight": 1.0,
    "level_embed.weight": 0.5,
}
GAINS = {"focal_layers": 1.5, "predictor.classifier.weight": 4.0}


def spread(key: str, shape: tuple[int, ...], offset: float, scale: float) -> np.ndarray:
    """float32 of `offset` + `scale`·v, v uniform with mean 0 and variance 1."""

    def value(bits: np.ndarray) -> np.ndarray:
        return offset + scale * ((2 * ((bits + 0.5) * 2.0**-BITS) - 1) * math.sqrt(3))

    return in_chunks(key, shape, value)


def rule(key: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Offset and scale of the tensor named `key`."""
    for suffix, constant in CONSTANTS.items():
        if key.endswith(suffix):
            return constant, 0.0
    for suffix, scale in SCALES.items():
        if key.endswith(suffix):
            return 0.0, scale
    if key.endswith(("gamma_1", "gamma_2")):
        return 0.25, 0.05
    if len(shape) < 2:
        return (1.0, 0.05) if key.endswith("weight") else (0.0, 0.02)
    gain = next((gain for part, gain in GAINS.items() if part in key), 1.0)
    return 0.0, gain / math.sqrt(math.prod(shape[1:]))


def tensors(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Tensor]:
    """Synthetic tensors for these names and shapes."""
    return {key: torch.from_numpy(spread(key, shape, *rule(key, shape))) for key, shape in shapes.items()}
