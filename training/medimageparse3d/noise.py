"""Reproducible random numbers: a pure function of a name and an index, the same in every language."""

import hashlib
import math

import numpy as np
import torch
from torch import Tensor

BITS = 24
CHUNK = 1 << 20


def counter_bits(key: str, start: int, stop: int) -> np.ndarray:
    """24-bit integers for indices start..stop-1, as uint32: a counter, scrambled with two words of SHA-256(key)."""
    digest = hashlib.sha256(key.encode()).digest()
    first, second = (np.uint32(int.from_bytes(digest[at : at + 4])) for at in (0, 4))
    x = np.arange(start, stop, dtype=np.uint32) * np.uint32(0x9E3779B9) + first
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x21F0AAAD)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x735A2D97)
    x ^= x >> np.uint32(15)
    x += second
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x >> np.uint32(32 - BITS)


def in_chunks(key: str, shape: tuple[int, ...], value) -> np.ndarray:
    """float32 array of `shape`: `value(bits)`, C order."""
    out = np.empty(math.prod(shape), np.float32)
    for start in range(0, out.size, CHUNK):
        stop = min(start + CHUNK, out.size)
        out[start:stop] = value(counter_bits(key, start, stop))
    return out.reshape(shape)


def uniform(key: str, shape: tuple[int, ...]) -> np.ndarray:
    """float32 in [0, 1), multiples of 2^-24."""
    return in_chunks(key, shape, lambda bits: bits.astype(np.float32) * np.float32(2.0**-BITS))


def layer_noise(seed: str, slice_index: int, prompts: int, layer: int, shape: tuple[int, int, int]) -> Tensor:
    """Noise of one decoder layer, (P, heads, Q, h·w) for shape = (heads, Q, h·w); equal seeds give equal noise."""
    keys = [f"noise/{seed}/s{slice_index}/p{prompt}/l{layer}" for prompt in range(prompts)]
    return torch.from_numpy(np.stack([uniform(key, shape) for key in keys]))
