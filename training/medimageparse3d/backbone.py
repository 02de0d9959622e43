"""FocalNet: convolutional context of growing reach, gated at each pixel, modulates the pixel's own query."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import Config
from .layers import Linear


class FocalModulation(nn.Module):
    """x (B, H, W, C) -> (B, H, W, C)."""

    def __init__(self, channels: int, kernels: tuple[int, ...]):
        super().__init__()
        self.levels = len(kernels)
        self.f = Linear(channels, 2 * channels + self.levels + 1)
        self.h = nn.Conv2d(channels, channels, 1)
        self.proj = Linear(channels, channels)
        self.focal_layers = nn.ModuleList(
            [nn.Sequential(nn.Conv2d(channels, channels, k, padding=k // 2, groups=channels, bias=False)) for k in kernels]
        )

    def forward(self, x: Tensor) -> Tensor:
        c = x.shape[-1]
        mixed = self.f(x).permute(0, 3, 1, 2)  # (B, 2C + levels + 1, H, W)
        query, context, gates = mixed[:, :c], mixed[:, c : 2 * c], mixed[:, 2 * c :]
        total: Tensor | float = 0.0
        for level, conv in enumerate(self.focal_layers):
            context = F.gelu(conv(context))
            total = total + context * gates[:, level : level + 1]
        everywhere = F.gelu(context.mean((2, 3), keepdim=True))
        total = (total + everywhere * gates[:, self.levels :]) / (self.levels + 1)
        return self.proj((query * self.h(total)).permute(0, 2, 3, 1))


class Mlp(nn.Module):
    def __init__(self, channels: int, hidden: int):
        super().__init__()
        self.fc1, self.fc2 = Linear(channels, hidden), Linear(hidden, channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    """Norms come after modulation and MLP, each scaled per channel."""

    def __init__(self, channels: int, config: Config):
        super().__init__()
        self.modulation = FocalModulation(channels, config.focal_kernels)
        self.mlp = Mlp(channels, channels * config.mlp_ratio)
        self.norm1, self.norm2 = nn.LayerNorm(channels), nn.LayerNorm(channels)
        self.gamma_1 = nn.Parameter(torch.empty(channels))
        self.gamma_2 = nn.Parameter(torch.empty(channels))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.gamma_1 * self.norm1(self.modulation(x))
        return x + self.gamma_2 * self.norm2(self.mlp(x))


class Embed(nn.Module):
    """x (B, Cin, H, W) -> strided convolution and norm (B, H', W', Cout)."""

    def __init__(self, cin: int, cout: int, kernel: int, stride: int, padding: int):
        super().__init__()
        self.proj = nn.Conv2d(cin, cout, kernel, stride, padding)
        self.norm = nn.LayerNorm(cout)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.proj(x).permute(0, 2, 3, 1))


class Stage(nn.Module):
    def __init__(self, channels: int, depth: int, config: Config, last: bool):
        super().__init__()
        self.blocks = nn.ModuleList([Block(channels, config) for _ in range(depth)])
        self.downsample = None if last else Embed(channels, 2 * channels, 3, 2, 1)


class FocalNet(nn.Module):
    """image (B, 3, H, W), multiples of 32 -> res2..res5 (B, C·2^i, H/4/2^i, W/4/2^i)."""

    def __init__(self, config: Config):
        super().__init__()
        channels = config.channels
        last = len(channels) - 1
        self.patch_embed = Embed(3, config.embed, 7, 4, 2)
        self.layers = nn.ModuleList(
            [Stage(c, depth, config, i == last) for i, (c, depth) in enumerate(zip(channels, config.depths, strict=True))]
        )
        for i, c in enumerate(channels):
            self.add_module(f"norm{i}", nn.LayerNorm(c))

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.patch_embed(image)  # (B, H/4, W/4, C)
        outputs = []
        for i, stage in enumerate(self.layers):
            for block in stage.blocks:
                x = block(x)
            outputs.append(self.get_submodule(f"norm{i}")(x).permute(0, 3, 1, 2))
            if stage.downsample is not None:
                x = stage.downsample(x.permute(0, 3, 1, 2))
        return outputs
