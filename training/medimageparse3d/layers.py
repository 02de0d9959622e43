"""Building blocks shared by the pixel decoder, the text encoder and the prompt decoder."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

QUERY, KEY, VALUE = 0, 1, 2


def linear(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """(B, ..., Cin) -> (B, ..., Cout). On rows, so that a graph multiplies by the checkpoint's own [Cout, Cin] (Gemm, transB);
    with B left open, so that it need not compute shapes."""
    _, *middle, cin = x.shape
    return F.linear(x.reshape(-1, cin), weight, bias).reshape(-1, *middle, weight.shape[0])


class Linear(nn.Linear):
    def forward(self, x: Tensor) -> Tensor:
        return linear(x, self.weight, self.bias)


class Attention(nn.Module):
    """Multi-head attention whose projections can be computed apart; rows of `in_proj_*` are query, key, value."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.width, self.heads = width, heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.empty(3 * width))
        self.out_proj = Linear(width, width)

    def project(self, part: int, x: Tensor) -> Tensor:
        """(B, N, C) -> (B, heads, N, C/heads)."""
        rows = slice(part * self.width, (part + 1) * self.width)
        y = linear(x, self.in_proj_weight[rows], self.in_proj_bias[rows])
        return y.reshape(-1, x.shape[1], self.heads, self.width // self.heads).transpose(1, 2)

    def attend(self, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None = None) -> Tensor:
        """Projected (B, heads, N, c), (B or 1, heads, M, c) twice, bias (…, N, M) added to the scores -> (B, N, C)."""
        scores = (query * (self.width // self.heads) ** -0.5) @ key.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias
        mixed = torch.softmax(scores, -1) @ value
        return self.out_proj(mixed.transpose(1, 2).reshape(-1, query.shape[2], self.width))

    def forward(self, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None = None) -> Tensor:
        """(B, N, C), (B, M, C), (B, M, C) -> (B, N, C)."""
        return self.attend(self.project(QUERY, query), self.project(KEY, key), self.project(VALUE, value), bias)


class SelfAttentionLayer(nn.Module):
    """x (B, N, C) -> norm(x + attention), positions added to query and key only."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, position: Tensor) -> Tensor:
        placed = x + position
        return self.norm(x + self.self_attn(placed, placed, x))


class CrossAttentionLayer(nn.Module):
    """x (B, N, C) -> norm(x + attention to keys and values that were projected beforehand)."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.multihead_attn = Attention(width, heads)
        self.norm = nn.LayerNorm(width)

    def memory(self, placed: Tensor, source: Tensor) -> tuple[Tensor, Tensor]:
        """What is looked at, with and without positions (B, M, C) -> keys and values (B, heads, M, C/heads)."""
        return self.multihead_attn.project(KEY, placed), self.multihead_attn.project(VALUE, source)

    def forward(self, x: Tensor, position: Tensor | float, keys: Tensor, values: Tensor, bias: Tensor | None = None) -> Tensor:
        query = self.multihead_attn.project(QUERY, x + position)
        return self.norm(x + self.multihead_attn.attend(query, keys, values, bias))


class FeedForwardLayer(nn.Module):
    """x (B, N, C) -> norm(x + two linear maps with a ReLU between)."""

    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.linear1, self.linear2 = Linear(width, hidden), Linear(hidden, width)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x + self.linear2(F.relu(self.linear1(x))))
