"""Sizes of MedImageParse 3D: the published model (`FULL`) and one small enough for tests (`TINY`)."""

from dataclasses import dataclass

LEVELS = 3  # strides 32, 16 and 8; decoder layer l looks at level l mod 3
STRIDES = (32, 16, 8)
MASK_STRIDE = 4
PIXEL_MULTIPLE = 32


@dataclass(frozen=True)
class Config:
    embed: int = 192  # channels of the backbone's first stage; each further stage doubles them
    depths: tuple[int, ...] = (2, 2, 18, 2)
    focal_kernels: tuple[int, ...] = (3, 5, 7, 9)
    mlp_ratio: int = 4
    width: int = 512
    heads: int = 8
    hidden: int = 2048  # of every feed-forward network outside the backbone
    pixel_layers: int = 6
    decoder_layers: int = 9
    queries: int = 16
    edge_queries: int = 4  # the last ones; the others vote for the mask
    groups: int = 32
    text_layers: int = 12
    vocabulary: int = 49408
    context: int = 77
    classes: int = 512  # rows of `class_embed`, which nothing reads

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(self.embed * 2**stage for stage in range(len(self.depths)))

    @property
    def mask_queries(self) -> int:
        return self.queries - self.edge_queries


FULL = Config()
TINY = Config(
    embed=16,
    depths=(1, 1, 2, 1),
    width=64,
    heads=4,
    hidden=128,
    pixel_layers=2,
    decoder_layers=3,
    text_layers=2,
    vocabulary=512,
    classes=64,
)
