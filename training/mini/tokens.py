"""A prompt as the text encoder reads it."""

import unicodedata

import torch
from torch import Tensor


def to_tokens(texts: list[str], max_tokens: int) -> Tensor:
    """Texts as (P, T) int32: the UTF-8 bytes of the lower-cased NFKC text plus one, zero-padded, cut at `max_tokens`."""
    out = torch.zeros(len(texts), max_tokens, dtype=torch.int32)
    for row, text in enumerate(texts):
        data = unicodedata.normalize("NFKC", text).lower().encode()[:max_tokens]
        out[row, : len(data)] = torch.tensor([byte + 1 for byte in data], dtype=torch.int32)
    return out
