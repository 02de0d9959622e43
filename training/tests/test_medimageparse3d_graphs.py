"""The cut into image, text and prompt graphs computes what the straightforward reading computes."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from medimageparse3d_reference import assert_close, tiny_model
from torch.utils.flop_counter import FlopCounterMode

from medimageparse3d import predict
from medimageparse3d.boltzmann import draw_blocked, opened
from medimageparse3d.config import FULL, LEVELS, STRIDES
from medimageparse3d.graphs import ImageEncoder, ImageFeatures, PromptDecoder, pool, score_bias
from medimageparse3d.model import MedImageParse3D

PROMPTS = [[510, 17, 43, 511], [510, 9, 511], [510, 1, 2, 3, 4, 5, 511]]
# Same numbers multiplied and summed in another order, in float32, on logits of size 5.
LOGIT_TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def model():
    return tiny_model()


@pytest.fixture(scope="module")
def image():
    return torch.from_numpy(np.random.default_rng(5).integers(0, 256, (1, 3, 128, 96)).astype(np.float32))


def test_the_cut_graphs_equal_the_straightforward_reading(model, image):
    text = predict.embed_prompts(model, PROMPTS)
    noise = predict.slice_noise(model, "cut", 0, len(PROMPTS), image.shape[2:])
    want = model.predictor(model.encode_image(image), text, noise)
    got = PromptDecoder(model)(text, ImageEncoder(model)(image), noise)
    assert_close(got.mask, want.mask, LOGIT_TOLERANCE, "mask")
    assert_close(got.edge, want.edge, LOGIT_TOLERANCE, "edge")
    assert_close(got.existence, want.existence, 1e-5, "existence")


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_pooling_features_first_equals_bilinear_downsampling(factor):
    features = torch.randn(1, 5, 32, 48, generator=torch.Generator().manual_seed(factor))
    want = F.interpolate(features, scale_factor=1 / factor, mode="bilinear", align_corners=False)
    assert_close(pool(features, factor), want.flatten(2)[0], 1e-6)  # the mean of four numbers, rounded differently


@pytest.mark.parametrize("layer", range(3))
def test_the_additive_mask_closes_exactly_the_drawn_pixels(layer):
    generator = torch.Generator().manual_seed(layer)
    scores = torch.randn(3, 16, 256, generator=generator) * 4
    noise = torch.rand(3, 4, 16, 256, generator=generator)
    noise[0, 0, 0] = 0.0  # a row that blocks every pixel, and so none
    blocked = opened(draw_blocked(scores, noise, layer))
    assert not blocked[0, 0, 0].any()
    assert blocked.any()
    assert torch.equal(score_bias(scores, noise, layer) < 0, blocked)


def test_the_same_seed_gives_the_same_mask_and_another_seed_another(model):
    slices = np.random.default_rng(1).integers(0, 256, (2, 64, 64), dtype=np.uint8)
    text = predict.embed_prompts(model, PROMPTS[:1])
    once, again, other = (predict.segment_slices(model, slices, text, seed).mask for seed in ("7", "7", "8"))
    assert np.array_equal(once, again)
    assert np.abs(once - other).max() > 0.01


def test_a_volume_comes_back_as_labels_on_its_own_grid(model):
    volume = np.random.default_rng(2).integers(0, 256, (40, 2, 30), dtype=np.uint8)
    labels = predict.segment(model, volume, PROMPTS)
    assert labels.shape == volume.shape
    assert labels.any()
    assert set(np.unique(labels)) <= {0, 1, 2, 3}


def test_a_prompt_depends_on_the_longest_prompt_beside_it(model, image):
    features = ImageEncoder(model)(image)
    noise = predict.slice_noise(model, "pad", 0, 2, image.shape[2:])
    alone = PromptDecoder(model)(predict.embed_prompts(model, PROMPTS[:1]), features, [n[:1] for n in noise])
    beside = PromptDecoder(model)(predict.embed_prompts(model, [PROMPTS[0], PROMPTS[2]]), features, noise)
    assert (alone.existence - beside.existence[:1]).abs().item() > 1e-3


def test_text_behind_the_end_of_a_prompt_changes_nothing_before_it(model):
    short = model.encode_text(torch.tensor([PROMPTS[1]]))
    long = model.encode_text(torch.tensor([PROMPTS[1] + [511] * 30]))
    assert_close(long[:, : short.shape[1]], short, 1e-5)  # attention sums over more, but zero, terms


def test_image_sides_must_be_multiples_of_32(model):
    with pytest.raises(ValueError, match=r"\(100, 96\)"):
        model.encode_image(torch.zeros(1, 3, 100, 96))


def test_one_more_prompt_costs_less_than_three_gflop_at_full_size():
    model = MedImageParse3D(FULL).requires_grad_(False)
    head, sides = FULL.width // FULL.heads, [512 // stride for stride in STRIDES]

    def features():
        sizes = [sides[layer % LEVELS] ** 2 for layer in range(FULL.decoder_layers)]
        memory = [torch.empty(1, FULL.heads, size, head, device="meta") for size in sizes]
        pooled = [torch.empty(FULL.width, side**2, device="meta") for side in sides]
        return ImageFeatures(torch.empty(FULL.width, 128, 128, device="meta"), pooled, memory, memory), sizes

    ready, sizes = features()
    noise = [torch.empty(1, FULL.heads, FULL.queries, size, device="meta") for size in sizes]
    with FlopCounterMode(display=False) as counter:
        PromptDecoder(model)(torch.empty(1, 12, FULL.width, device="meta"), ready, noise)
    print(f"{counter.get_total_flops() / 1e9:.2f} GFLOP")
    assert 2.5e9 < counter.get_total_flops() < 3.0e9
