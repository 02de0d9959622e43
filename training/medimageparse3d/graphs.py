"""The model cut into the three graphs a browser runs: one per image slice, one per text, one per set of prompts.

They compute what `decoder.Predictor` reads, differently where that is cheaper or better supported:
the keys and values of all decoder layers do not depend on the prompt and leave with the image; the logits at a level's
resolution come from mask features pooled once, because bilinear downsampling by 2, 4 or 8 averages the middle 2×2
pixels of each block and commutes with the product; blocked pixels get −1e9 on their score.
"""

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn

from .boltzmann import miss_probability
from .config import LEVELS, MASK_STRIDE, STRIDES
from .decoder import Masks
from .model import MedImageParse3D
from .pixel_decoder import PixelFeatures

BLOCKED = -1e9


class ImageFeatures(NamedTuple):
    """One slice, ready for any prompt."""

    mask_features: Tensor  # (C, H/4, W/4)
    pooled: list[Tensor]  # (C, h·w) for strides 32, 16, 8
    keys: list[Tensor]  # (1, heads, h·w, C/heads) per decoder layer
    values: list[Tensor]


def pool(mask_features: Tensor, factor: int) -> Tensor:
    """(1, C, H, W) -> (C, H/factor · W/factor): the mean of the middle 2×2 pixels of each block of factor × factor."""
    corner = factor // 2 - 1
    return F.avg_pool2d(mask_features[:, :, corner:, corner:], 2, factor).flatten(2)[0]


class ImageEncoder(nn.Module):
    """Grey values 0–255 (1, 3, H, W) -> `ImageFeatures`."""

    def __init__(self, model: MedImageParse3D):
        super().__init__()
        self.model = model

    def forward(self, image: Tensor) -> ImageFeatures:
        return self.ready(self.model.encode_image(image))

    def ready(self, features: PixelFeatures) -> ImageFeatures:
        _, levels, mask_features = features
        predictor = self.model.predictor
        layers = range(self.model.config.decoder_layers)
        memories = [predictor.memory(layer, levels[layer % LEVELS]) for layer in layers]
        pooled = [pool(mask_features, stride // MASK_STRIDE) for stride in STRIDES]
        return ImageFeatures(mask_features[0], pooled, [k for k, _ in memories], [v for _, v in memories])


class TextEncoder(nn.Module):
    """Token ids (P, T) int32 -> embeddings (P, T, C)."""

    def __init__(self, model: MedImageParse3D):
        super().__init__()
        self.model = model

    def forward(self, tokens: Tensor) -> Tensor:
        return self.model.encode_text(tokens)


def score_bias(scores: Tensor, noise: Tensor, layer: int) -> Tensor:
    """Mask logits (P, Q, h·w), noise (P, heads, Q, h·w) -> what to add to attention scores, 0 or −1e9."""
    seen = (noise >= miss_probability(scores, layer).unsqueeze(1)).float()
    any_seen = seen.amax(-1, keepdim=True)
    return (1.0 - seen) * any_seen * BLOCKED


class PromptDecoder(nn.Module):
    """Text (P, T, C), one slice's features, noise in [0, 1) per layer (P, heads, Q, h·w) -> `Masks`."""

    def __init__(self, model: MedImageParse3D):
        super().__init__()
        self.model = model

    def forward(self, text: Tensor, features: ImageFeatures, noise: list[Tensor]) -> Masks:
        predictor, config = self.model.predictor, self.model.config
        state = predictor.start(text)
        for layer in range(config.decoder_layers):
            scores = predictor.embed(state.queries) @ features.pooled[layer % LEVELS]
            bias = score_bias(scores, noise[layer], layer)
            state = predictor.step(layer, state, features.keys[layer], features.values[layer], bias)
        embedded = predictor.embed(state.queries)
        voters = config.mask_queries
        _, h, w = features.mask_features.shape
        per_pixel = features.mask_features.flatten(1)
        mask = (embedded[:, :voters].mean(1) @ per_pixel).reshape(-1, h, w)
        edge = (embedded[:, voters:].mean(1) @ per_pixel).reshape(-1, h, w)
        return Masks(mask, edge, predictor.classifier(state.existence)[:, 0, 0])
