"""A volume and tokenised prompts to a label map, in the order the stages run."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .config import LEVELS, STRIDES
from .graphs import ImageEncoder, PromptDecoder, TextEncoder
from .model import MedImageParse3D
from .noise import layer_noise
from .postprocess import label_map, onto_volume
from .preprocess import prepare, with_neighbours
from .text_encoder import padded


class VolumeMasks(NamedTuple):
    """Logits for P prompts on D slices."""

    mask: np.ndarray  # (P, D, H/4, W/4)
    edge: np.ndarray  # (P, D, H/4, W/4)
    existence: np.ndarray  # (P, D)


def slice_noise(model: MedImageParse3D, seed: str, index: int, prompts: int, size: tuple[int, int]) -> list[Tensor]:
    """Noise of slice `index` (H, W) for every decoder layer, (P, heads, Q, h·w) each; equal seeds give equal noise."""
    config = model.config
    pixels = [(size[0] // stride) * (size[1] // stride) for stride in STRIDES]
    shapes = [(config.heads, config.queries, pixels[layer % LEVELS]) for layer in range(config.decoder_layers)]
    return [layer_noise(seed, index, prompts, layer, shape) for layer, shape in enumerate(shapes)]


def embed_prompts(model: MedImageParse3D, prompts: Sequence[Sequence[int]]) -> Tensor:
    """Token ids of P prompts, from begin to end mark -> (P, T, C), T the longest prompt's."""
    encode = TextEncoder(model)
    return padded([encode(torch.tensor([ids], dtype=torch.int32))[0] for ids in prompts])


@torch.no_grad()
def segment_slices(model: MedImageParse3D, slices: np.ndarray, text: Tensor, seed: str) -> VolumeMasks:
    """Grey values 0–255 (D, H, W), text (P, T, C), the noise's seed -> `VolumeMasks`."""
    encode, decode = ImageEncoder(model), PromptDecoder(model)
    found = []
    for index, image in enumerate(with_neighbours(slices)):
        noise = slice_noise(model, seed, index, len(text), slices.shape[1:])
        found.append(decode(text, encode(torch.from_numpy(image[None])), noise))
    return VolumeMasks(*(torch.stack(maps, 1).numpy() for maps in zip(*found, strict=True)))


@torch.no_grad()
def segment(model: MedImageParse3D, volume: np.ndarray, prompts: Sequence[Sequence[int]], seed: str = "0") -> np.ndarray:
    """uint8 volume and P prompts' token ids -> uint8 labels on the volume's grid: 1..P, 0 for none.

    Sampling is part of the model; the same seed gives the same labels.
    """
    slices, place = prepare(volume)
    masks = segment_slices(model, slices, embed_prompts(model, prompts), seed)
    return onto_volume(label_map(masks.mask, masks.existence, np.arange(1, len(prompts) + 1)), place)
