"""MedImageParse 3D: the module tree whose parameter names are the official checkpoint's."""

import torch
from torch import Tensor, nn

from .backbone import FocalNet
from .config import FULL, PIXEL_MULTIPLE, Config
from .decoder import Predictor
from .pixel_decoder import PixelDecoder, PixelFeatures


class SegmentationHead(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.pixel_decoder = PixelDecoder(config)
        self.predictor = Predictor(config)


class MedImageParse3D(nn.Module):
    """Built without numbers (on the `meta` device); `checkpoint.model_from` gives it a checkpoint's."""

    def __init__(self, config: Config = FULL):
        super().__init__()
        self.config = config
        with torch.device("meta"):
            self.register_buffer("pixel_mean", torch.empty(1, 3, 1, 1))
            self.register_buffer("pixel_std", torch.empty(1, 3, 1, 1))
            self.backbone = FocalNet(config)
            self.sem_seg_head = SegmentationHead(config)

    @property
    def predictor(self) -> Predictor:
        return self.sem_seg_head.predictor

    def normalise(self, image: Tensor) -> Tensor:
        """Grey values 0–255 (B, 3, H, W) -> what the backbone was trained on."""
        return (image - self.pixel_mean) / self.pixel_std

    def encode_image(self, image: Tensor) -> PixelFeatures:
        """Grey values 0–255 (B, 3, H, W) -> pixel features. ValueError unless H and W are multiples of 32."""
        if image.shape[2] % PIXEL_MULTIPLE or image.shape[3] % PIXEL_MULTIPLE:
            raise ValueError(f"image sides must be multiples of {PIXEL_MULTIPLE}, not {tuple(image.shape[2:])}")
        return self.sem_seg_head.pixel_decoder(self.backbone(self.normalise(image)))

    def encode_text(self, tokens: Tensor) -> Tensor:
        """Token ids (P, T) -> embeddings (P, T, C)."""
        return self.predictor.language_encoder(tokens)
