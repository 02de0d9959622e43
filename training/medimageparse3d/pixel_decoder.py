"""Pixel decoder: a transformer over the coarsest features, then a pyramid back up to a quarter of the image."""

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn

from .config import Config
from .layers import Attention, Linear
from .positions import placed


class PixelFeatures(NamedTuple):
    encoded: Tensor  # (B, C, H/32, W/32) behind the transformer
    levels: list[Tensor]  # (B, C, H/s, W/s) for s = 32, 16, 8
    mask_features: Tensor  # (B, C, H/4, W/4)


class EncoderLayer(nn.Module):
    """x (B, rows·columns, C) -> the same shape; norms behind attention and feed-forward."""

    def __init__(self, config: Config):
        super().__init__()
        self.self_attn = Attention(config.width, config.heads)
        self.linear1, self.linear2 = Linear(config.width, config.hidden), Linear(config.hidden, config.width)
        self.norm1, self.norm2 = nn.LayerNorm(config.width), nn.LayerNorm(config.width)

    def forward(self, x: Tensor, rows: int, columns: int) -> Tensor:
        where = placed(x, rows, columns)
        x = self.norm1(x + self.self_attn(where, where, x))
        return self.norm2(x + self.linear2(F.relu(self.linear1(x))))


class Encoder(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.layers = nn.ModuleList([EncoderLayer(config) for _ in range(config.pixel_layers)])


class Transformer(nn.Module):
    """x (B, C, H, W) -> (B, C, H, W)."""

    def __init__(self, config: Config):
        super().__init__()
        self.encoder = Encoder(config)

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.flatten(2).transpose(1, 2)
        for layer in self.encoder.layers:
            tokens = layer(tokens, *x.shape[2:])
        return tokens.transpose(1, 2).reshape(x.shape)


class ConvNorm(nn.Conv2d):
    """Convolution without bias and group norm; the norm's names hang below the convolution's."""

    def __init__(self, cin: int, config: Config, kernel: int):
        super().__init__(cin, config.width, kernel, padding=kernel // 2, bias=False)
        self.norm = nn.GroupNorm(config.groups, config.width)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(super().forward(x))


class PixelDecoder(nn.Module):
    """res2..res5 of the backbone -> `PixelFeatures`."""

    def __init__(self, config: Config):
        super().__init__()
        self.adapter_1, self.adapter_2, self.adapter_3 = (ConvNorm(c, config, 1) for c in config.channels[:3])
        self.layer_1, self.layer_2, self.layer_3, self.layer_4 = (ConvNorm(config.width, config, 3) for _ in range(4))
        self.mask_features = nn.Conv2d(config.width, config.width, 3, padding=1)
        self.input_proj = nn.Conv2d(config.channels[3], config.width, 1)
        self.transformer = Transformer(config)

    def forward(self, features: list[Tensor]) -> PixelFeatures:
        res2, res3, res4, res5 = features
        encoded = self.transformer(self.input_proj(res5))
        y = F.relu(self.layer_4(encoded))
        levels = [y]
        for adapter, layer, res in (
            (self.adapter_3, self.layer_3, res4),
            (self.adapter_2, self.layer_2, res3),
            (self.adapter_1, self.layer_1, res2),
        ):
            y = F.relu(layer(adapter(res) + F.interpolate(y, scale_factor=2.0, mode="nearest")))
            levels.append(y)
        return PixelFeatures(encoded, levels[:3], self.mask_features(levels[3]))
