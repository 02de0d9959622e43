"""Mini: a compact 3D encoder–decoder whose voxel features are matched with a query made from text.

The image encoder works at half the resolution of the model grid; a query turns its features into a mask at full
resolution by giving one readout per sub-voxel (2×2×2), so a further prompt costs almost nothing.

Only operations that run on WebGPU: no transposed, grouped or depthwise 3D convolution, no pooling above 2D.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SUBVOXELS = 8


@dataclass(frozen=True)
class Config:
    channels: tuple[int, ...] = (24, 48, 96, 128)
    features: int = 28
    finest_expansion: int = 12
    text_width: int = 128
    structures: int = 14


def space_to_depth(x: Tensor) -> Tensor:
    """(B, C, D, H, W) -> (B, 8C, D/2, H/2, W/2)."""
    b, c, d, h, w = x.shape
    x = x.reshape(b, c, d // 2, 2, h // 2, 2, w // 2, 2).permute(0, 1, 3, 5, 7, 2, 4, 6)
    return x.reshape(b, c * 8, d // 2, h // 2, w // 2)


def depth_to_space(x: Tensor) -> Tensor:
    """(B, 8C, D, H, W) -> (B, C, 2D, 2H, 2W); inverse of `space_to_depth`."""
    b, c8, d, h, w = x.shape
    x = x.reshape(b, c8 // 8, 2, 2, 2, d, h, w).permute(0, 1, 5, 2, 6, 3, 7, 4)
    return x.reshape(b, c8 // 8, d * 2, h * 2, w * 2)


class ConvNorm(nn.Sequential):
    def __init__(self, cin: int, cout: int, stride: int = 1):
        super().__init__(
            nn.Conv3d(cin, cout, 3, stride, 1, bias=False),
            nn.InstanceNorm3d(cout, affine=True),
            nn.LeakyReLU(0.01),
        )


class Stage(nn.Module):
    """A residual pair of convolutions, behind one of stride 2 where the stage has a resolution of its own."""

    def __init__(self, cin: int, cout: int, stride: int):
        super().__init__()
        self.enter = ConvNorm(cin, cout, stride) if stride > 1 else nn.Identity()
        self.refine = nn.Sequential(
            ConvNorm(cout, cout), nn.Conv3d(cout, cout, 3, 1, 1, bias=False), nn.InstanceNorm3d(cout, affine=True)
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.enter(x)
        return F.leaky_relu(x + self.refine(x), 0.01)


class Up(nn.Module):
    """Doubles the resolution of x, `expansion` channels of it, and fuses it with the skip."""

    def __init__(self, cin: int, expansion: int, skip: int, cout: int):
        super().__init__()
        self.expand = nn.Conv3d(cin, expansion * SUBVOXELS, 1)
        self.fuse = ConvNorm(expansion + skip, cout)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        return self.fuse(torch.cat([depth_to_space(self.expand(x)), skip], 1))


class ImageEncoder(nn.Module):
    """image (1, 1, D, H, W), multiples of 16 -> features (1, F, D/2, H/2, W/2), context (1, C, D/16, H/16, W/16)."""

    def __init__(self, config: Config):
        super().__init__()
        c = config.channels
        self.stem = ConvNorm(8, c[0])
        self.stages = nn.ModuleList([Stage(c[0], c[0], 1), *[Stage(c[i], c[i + 1], 2) for i in range(len(c) - 1)]])
        wide = [Up(c[i + 1], c[i], c[i], c[i]) for i in reversed(range(1, len(c) - 1))]
        self.ups = nn.ModuleList([*wide, Up(c[1], config.finest_expansion, c[0], config.features)])
        self.head = nn.Conv3d(config.features, config.features, 1)

    def pyramid(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What `forward` gives, and between them the decoder's features at half their resolution (1, C1, D/4, H/4, W/4)."""
        x = self.stem(space_to_depth(image))
        skips = []
        for stage in self.stages[:-1]:
            x = stage(x)
            skips.append(x)
        # In bfloat16, oneDNN gave weight gradients that are no numbers for grids two voxels deep, as the last stage has.
        with torch.autocast(image.device.type, enabled=False):
            skips.append(self.stages[-1](x.float()))
        x = context = skips.pop()
        for up in self.ups:
            coarse, x = x, up(x, skips.pop())
        return self.head(x), coarse, context

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        features, _, context = self.pyramid(image)
        return features, context


class PromptDecoder(nn.Module):
    """features (1, F, d, h, w), context (1, C, …), text (P, E) -> mask logits (P, 2d, 2h, 2w), existence logits (P,)."""

    def __init__(self, config: Config, heads: int = 4):
        super().__init__()
        e, c = config.text_width, config.channels[-1]
        self.heads, self.features = heads, config.features
        self.enter = nn.Linear(e, e)
        self.key, self.value = nn.Linear(c, e), nn.Linear(c, e)
        self.norm1, self.norm2 = nn.LayerNorm(e), nn.LayerNorm(e)
        self.mlp = nn.Sequential(nn.Linear(e, 2 * e), nn.GELU(), nn.Linear(2 * e, e))
        self.readout = nn.Linear(e, SUBVOXELS * config.features)
        self.bias = nn.Linear(e, SUBVOXELS)
        nn.init.constant_(self.bias.bias, -2.0)  # organs fill a small part of a window
        self.existence = nn.Sequential(nn.Linear(e, e), nn.GELU(), nn.Linear(e, 1))

    def read(self, context: Tensor, text: Tensor) -> Tensor:
        """Each text's query (P, E), having looked at the whole window."""
        p, e = text.shape
        tokens = context.flatten(2)[0].T  # (N, C)
        query = self.enter(text)
        head = e // self.heads
        q = query.reshape(p, self.heads, head).transpose(0, 1)  # (heads, P, head)
        k = self.key(tokens).reshape(-1, self.heads, head).permute(1, 2, 0)  # (heads, head, N)
        v = self.value(tokens).reshape(-1, self.heads, head).transpose(0, 1)  # (heads, N, head)
        seen = (torch.softmax(q @ k * head**-0.5, -1) @ v).transpose(0, 1).reshape(p, e)
        query = self.norm1(query + seen)
        return self.norm2(query + self.mlp(query))

    def subvoxels(self, features: Tensor, query: Tensor) -> Tensor:
        """Mask logits of each query in the order of `space_to_depth`, (P * 8, d * h * w)."""
        weights = self.readout(query).reshape(query.shape[0] * SUBVOXELS, self.features)
        return weights @ features.reshape(self.features, -1) + self.bias(query).reshape(-1, 1)

    def answer(self, features: Tensor, query: Tensor) -> tuple[Tensor, Tensor]:
        """Mask and existence logits of each query."""
        p, (d, h, w) = query.shape[0], features.shape[2:]
        logits = self.subvoxels(features, query)
        masks = depth_to_space(logits.reshape(1, p * SUBVOXELS, d, h, w))[0]
        return masks, self.existence(query)[:, 0]

    def forward(self, features: Tensor, context: Tensor, text: Tensor) -> tuple[Tensor, Tensor]:
        return self.answer(features, self.read(context, text))


class Mini(nn.Module):
    """Image encoder, prompt decoder, and the bank: what the decoder is asked with, one row (E,) per structure.

    Which structure a prompt names is the text encoder's to say (`ngram_encoder.py`): it is trained alone.
    """

    def __init__(self, config: Config | None = None):
        super().__init__()
        self.config = config or Config()
        self.image = ImageEncoder(self.config)
        self.decode = PromptDecoder(self.config)
        self.bank = nn.Parameter(torch.randn(self.config.structures, self.config.text_width))
