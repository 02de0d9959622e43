"""Reads a prompt byte by byte: which of the structures it names, or none."""

import unicodedata

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class TextEncoder(nn.Module):
    """UTF-8 bytes + 1, zero-padded (P, T) int32 -> embedding (P, E), logits over the structures and 'none' (P, S + 1)."""

    def __init__(self, text_width: int, text_layers: int, max_tokens: int, structures: int):
        super().__init__()
        e = text_width
        self.bytes = nn.Embedding(257, e)
        self.position = nn.Parameter(torch.randn(max_tokens, e) * 0.02)
        self.local = nn.ModuleList([nn.Conv1d(e, e, 5, padding=2) for _ in range(2)])
        self.blocks = nn.ModuleList([TextBlock(e) for _ in range(text_layers)])
        self.norm = nn.LayerNorm(e)
        self.classify = nn.Linear(e, structures + 1)

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        present = tokens.clamp(max=1).float().unsqueeze(-1)  # (P, T, 1)
        x = (self.bytes(tokens) + self.position) * present
        for conv in self.local:
            x = (x + F.gelu(conv(x.transpose(1, 2)).transpose(1, 2))) * present
        for block in self.blocks:
            x = block(x, present)
        embedding = self.norm((x * present).sum(1) / present.sum(1).clamp(min=1.0))
        return embedding, self.classify(embedding)


class TextBlock(nn.Module):
    """Pre-norm self-attention (4 heads) and MLP over (P, T, E); padding takes no part."""

    def __init__(self, e: int, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(e), nn.LayerNorm(e)
        self.qkv, self.out = nn.Linear(e, 3 * e), nn.Linear(e, e)
        self.mlp = nn.Sequential(nn.Linear(e, 2 * e), nn.GELU(), nn.Linear(2 * e, e))

    def forward(self, x: Tensor, present: Tensor) -> Tensor:
        p, t, e = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(p, t, 3, self.heads, e // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        bias = (present.reshape(p, 1, 1, t) - 1.0) * 1e4
        mixed = torch.softmax(q @ k.transpose(-1, -2) * (e // self.heads) ** -0.5 + bias, -1) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(p, t, e))
        return x + self.mlp(self.norm2(x))


def to_tokens(texts: list[str], max_tokens: int) -> Tensor:
    """Texts as (P, T) int32: the UTF-8 bytes of the lower-cased NFKC text plus one, zero-padded, cut at `max_tokens`."""
    out = torch.zeros(len(texts), max_tokens, dtype=torch.int32)
    for row, text in enumerate(texts):
        data = unicodedata.normalize("NFKC", text).lower().encode()[:max_tokens]
        out[row, : len(data)] = torch.tensor([byte + 1 for byte in data], dtype=torch.int32)
    return out
