"""How the weights of a pack are stored, byte for byte. Twin: src/convert/encode.ts, held by src/testing/fixtures/checkpoint."""

from typing import NamedTuple

import numpy as np

BLOCK = 32  # neighbouring weights of one output channel that share a scale
INT8_LARGEST, INT4_LARGEST = 127, 8


class Encoded(NamedTuple):
    data: bytes
    scale: bytes  # empty where numbers are stored as they are


def rounded(values: np.ndarray) -> np.ndarray:
    """To the nearest integer, halves upwards: float64 -> float64."""
    return np.floor(values + 0.5)


def halves(values: np.ndarray) -> np.ndarray:
    """float16 by way of float32, as a language without float16 rounds."""
    return values.astype(np.float32).astype(np.float16)


def over(values: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """values / scales in float64, 0 where the scale is 0."""
    scales = np.broadcast_to(scales.astype(np.float64), values.shape)
    return np.divide(values, scales, out=np.zeros(values.shape), where=scales != 0)


def blocks(rows: np.ndarray) -> np.ndarray:
    """(N, K) -> float64 (N, ceil(K / 32), 32), zeros behind the end."""
    count, length = rows.shape
    padded = np.zeros((count, -(-length // BLOCK) * BLOCK))
    padded[:, :length] = rows
    return padded.reshape(count, -1, BLOCK)


def int8_blocks(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 (N, K) -> integers −127..127 (N, K), float16 scales (N, ceil(K / 32))."""
    parts = blocks(rows)
    scales = halves(np.abs(parts).max(-1) / INT8_LARGEST)
    whole = np.clip(rounded(over(parts, scales[..., None])), -INT8_LARGEST, INT8_LARGEST)
    return whole.reshape(len(rows), -1)[:, : rows.shape[1]].astype(np.int8), scales


def int4_blocks(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 (N, K) -> integers −8..7 (N, K), float16 scales (N, ceil(K / 32)).

    The first of the largest weights of a block becomes −8, so a scale may be negative.
    """
    parts = blocks(rows)
    largest = np.take_along_axis(parts, np.abs(parts).argmax(-1)[..., None], -1)
    scales = halves(largest[..., 0] / -INT4_LARGEST)
    whole = np.clip(rounded(over(parts, scales[..., None])), -INT4_LARGEST, INT4_LARGEST - 1)
    return whole.reshape(len(rows), -1)[:, : rows.shape[1]].astype(np.int8), scales


def int8_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 (N, K) -> integers −127..127 (N, K), float32 scales (N)."""
    scales = (np.abs(rows.astype(np.float64)).max(-1) / INT8_LARGEST).astype(np.float32)
    whole = np.clip(rounded(over(rows.astype(np.float64), scales[:, None])), -INT8_LARGEST, INT8_LARGEST)
    return whole.astype(np.int8), scales


def nibbles(whole: np.ndarray) -> bytes:
    """Two integers −8..7 a byte, the first in the low half."""
    flat = whole.reshape(-1).astype(np.uint8) & 15
    flat = np.append(flat, np.zeros(flat.size % 2, np.uint8))
    return (flat[::2] | flat[1::2] << 4).tobytes()


def encode(values: np.ndarray, encoding: str) -> Encoded:
    """A float32 tensor, slowest axis first, as a pack stores it; rows are what its first axis counts."""
    rows = values.reshape(len(values), -1) if values.ndim else values.reshape(1, 1)
    if encoding == "float32":
        return Encoded(values.astype("<f4").tobytes(), b"")
    if encoding == "float16":
        return Encoded(values.astype("<f2").tobytes(), b"")
    whole, scales = {"int8-rows": int8_rows, "int8-blocks": int8_blocks, "int4-blocks": int4_blocks}[encoding](rows)
    return Encoded(nibbles(whole) if encoding == "int4-blocks" else whole.tobytes(), scales.tobytes())


def decoded(values: np.ndarray, encoding: str) -> np.ndarray:
    """The float32 tensor that a graph computes with after `encode`."""
    if encoding == "float32":
        return values
    if encoding == "float16":
        return values.astype(np.float16).astype(np.float32)
    rows = values.reshape(len(values), -1)
    if encoding == "int8-rows":
        whole, scales = int8_rows(rows)
        wide = scales[:, None]
    else:
        whole, scales = (int8_blocks if encoding == "int8-blocks" else int4_blocks)(rows)
        wide = scales.astype(np.float32).repeat(BLOCK, 1)[:, : rows.shape[1]]
    return (whole.astype(np.float32) * wide).reshape(values.shape)
