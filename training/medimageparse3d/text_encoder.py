"""CLIP's causal text transformer, read out at every token."""

from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from .config import Config
from .layers import Attention, Linear

EPSILON = 1e-12
BLOCKED = -1e9


@cache
def causal_bias(context: int) -> Tensor:
    """(context, context), added to attention scores: nobody looks at later tokens."""
    return torch.from_numpy(np.triu(np.full((context, context), BLOCKED, np.float32), 1))


class Mlp(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.c_fc, self.c_proj = Linear(width, 4 * width), Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = self.c_fc(x)
        return self.c_proj(x * torch.sigmoid(1.702 * x))


class Block(nn.Module):
    """x (P, T, C) -> (P, T, C), norms before attention and MLP."""

    def __init__(self, config: Config):
        super().__init__()
        self.attn = Attention(config.width, config.heads)
        self.mlp = Mlp(config.width)
        self.ln_1, self.ln_2 = nn.LayerNorm(config.width, EPSILON), nn.LayerNorm(config.width, EPSILON)

    def forward(self, x: Tensor, causal: Tensor) -> Tensor:
        placed = self.ln_1(x)
        x = x + self.attn(placed, placed, placed, causal)
        return x + self.mlp(self.ln_2(x))


class TextTransformer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.token_embedding = nn.Embedding(config.vocabulary, config.width)
        self.positional_embedding = nn.Parameter(torch.empty(config.context, config.width))
        self.resblocks = nn.ModuleList([Block(config) for _ in range(config.text_layers)])
        self.ln_final = nn.LayerNorm(config.width, EPSILON)

    def forward(self, tokens: Tensor) -> Tensor:
        length = tokens.shape[1]
        causal = causal_bias(self.positional_embedding.shape[0])[:length, :length]
        x = self.token_embedding(tokens) + self.positional_embedding[:length]
        for block in self.resblocks:
            x = block(x, causal)
        return self.ln_final(x)


class LanguageEncoder(nn.Module):
    """Token ids (P, T), T at most `context` -> one embedding per token (P, T, C).

    Attention is causal, so whatever follows a prompt's last token changes nothing before it.
    """

    def __init__(self, config: Config):
        super().__init__()
        self.encoder_transformer = TextTransformer(config)
        self.lang_proj = nn.Parameter(torch.empty(config.width, config.width))
        self.logit_scale = nn.Parameter(torch.empty(()))  # in the checkpoint; unused

    def forward(self, tokens: Tensor) -> Tensor:
        return self.encoder_transformer(tokens) @ self.lang_proj


def padded(embeddings: list[Tensor]) -> Tensor:
    """Prompts' embeddings (T_i, C) as one batch (P, max T_i, C).

    The zero vectors behind shorter prompts take part in the decoder's attention, as in the original: what a prompt
    yields depends on the longest prompt decoded with it.
    """
    return nn.utils.rnn.pad_sequence(embeddings, batch_first=True)
