"""Every stage of the tiny configuration against the original, slice by slice and layer by layer."""

from functools import cache

import numpy as np
import pytest
import torch
from medimageparse3d_reference import (
    REFERENCE,
    assert_close,
    bits,
    blocked_bias,
    golden,
    reference,
    tiny_model,
    tiny_tensors,
)

from medimageparse3d import noise, predict
from medimageparse3d.boltzmann import opened
from medimageparse3d.config import LEVELS
from medimageparse3d.preprocess import with_neighbours

COMMITTED_SEEDS = {"a": "tiny/a/49", "c": "tiny/c/13"}


def seeds() -> dict[str, str]:
    """By case, the part of its noise's keys that comes before the slice."""
    if not (REFERENCE / "tiny" / "index.json").exists():
        return COMMITTED_SEEDS
    listed = reference("tiny/index.json")["cases"].items()
    return {case: info["noise_key"].removeprefix("noise/").split("/s{slice}")[0] for case, info in listed}


SEEDS = seeds()
# float32 sums in another order, about ten normalised layers deep; the goldens' own bounds (reference, section 6).
FEATURE_TOLERANCE = 5e-5
LOGIT_TOLERANCE = 1e-4

cases = pytest.mark.parametrize("case", SEEDS)


@cache
def model():
    return tiny_model()


@cache
def arrays(case: str):
    return golden(f"tiny/case_{case}.npz")


def prompts(case: str) -> list[list[int]]:
    want = arrays(case)
    return [row[:length].tolist() for row, length in zip(want["token_ids"], want["token_lengths"], strict=True)]


@cache
def text(case: str):
    return predict.embed_prompts(model(), prompts(case))


@cache
def features(case: str):
    want = arrays(case)
    at = int(want["slice"])
    image = torch.from_numpy(with_neighbours(want["volume"])[at : at + 1])
    return image, model().backbone(model().normalise(image)), model().encode_image(image)


def stage_noise(case: str):
    want = arrays(case)
    return predict.slice_noise(model(), SEEDS[case], int(want["slice"]), len(text(case)), want["volume"].shape[1:])


def states(case: str):
    """Per layer: state and full logits before it, blocked bits drawn, state after it when the stored bits block."""
    want, predictor = arrays(case), model().predictor
    _, _, pixels = features(case)
    state, noises = predictor.start(text(case)), stage_noise(case)
    for layer, noise_ in enumerate(noises):
        level = pixels.levels[layer % LEVELS]
        logits = predictor.logits(state.queries, pixels.mask_features)
        blocked = predictor.blocked(layer, logits, level.shape[2:], noise_)
        stored = torch.from_numpy(bits(want[f"boltz_l{layer}"], noise_.shape[-1]))
        bias = torch.zeros(noise_.shape).masked_fill(opened(stored).unflatten(0, noise_.shape[:2]), float("-inf"))
        after = predictor.step(layer, state, *predictor.memory(layer, level), bias)
        yield state, logits, blocked, after
        state = after


def test_the_recipe_gives_the_reference_weights_bit_by_bit():
    with_override = reference("tiny/weights.npz")
    ours = tiny_tensors()
    assert set(ours) == set(with_override)
    assert all(np.array_equal(ours[name].numpy(), value) for name, value in with_override.items())


def test_the_noise_equals_the_probes():
    for key, probe in reference("noise_check.json").items():
        drawn = noise.uniform(key, tuple(probe["shape"]))
        assert drawn.ravel()[:4].tolist() == probe["first"]
        assert drawn.ravel()[-1] == probe["last"]
        assert drawn.astype(np.float64).sum() == pytest.approx(probe["sum"], abs=1e-6)  # float64 sums in any order


@cases
def test_the_injected_noise_is_the_stored_one(case):
    at = int(arrays(case)["slice"])
    for layer, drawn in enumerate(stage_noise(case)):
        if f"noise_s{at}_l{layer}" in arrays(case):
            assert np.array_equal(drawn.numpy(), arrays(case)[f"noise_s{at}_l{layer}"])


@cases
def test_text_embeddings_with_their_zero_padding(case):
    assert_close(text(case).transpose(0, 1), arrays(case)["grounding_tokens"], FEATURE_TOLERANCE, "text")


@cases
def test_backbone_features(case):
    want = arrays(case)
    image, res, _ = features(case)
    if "norm_input" in want:
        assert_close(model().normalise(image)[0], want["norm_input"][int(want["slice"])], 1e-6, "input")
    stages = [f"res{i}" for i in range(2, 6)]
    found = {name: got[0] for name, got in zip(stages, res, strict=True) if name in want}
    assert "res5" in found
    for name, got in found.items():
        assert_close(got, want[name], FEATURE_TOLERANCE, name)


@cases
def test_pixel_decoder_features(case):
    want = arrays(case)
    pixels = features(case)[2]
    named = {"encoder_out": pixels.encoded, "mask_features": pixels.mask_features}
    named |= {f"y_{letter}": level for letter, level in zip("abc", pixels.levels, strict=True)}
    found = {name: got[0] for name, got in named.items() if name in want}
    assert "y_b" in found
    for name, got in found.items():
        assert_close(got, want[name], FEATURE_TOLERANCE, name)


@cases
def test_each_decoder_layer_draws_exactly_the_reference_bits(case):
    for layer, (_, _, blocked, _) in enumerate(states(case)):
        rows = blocked.flatten(0, 1)
        assert np.array_equal(rows, bits(arrays(case)[f"boltz_l{layer}"], blocked.shape[-1]))
        if f"used_l{layer}" in arrays(case):
            assert np.array_equal(opened(rows), bits(arrays(case)[f"used_l{layer}"], blocked.shape[-1]))


@cases
def test_each_decoder_layer_moves_queries_text_and_existence_as_the_reference(case):
    want = arrays(case)
    for layer, (before, logits, _, after) in enumerate(states(case)):
        assert_close(before.queries.transpose(0, 1), want["query_states"][layer], FEATURE_TOLERANCE, f"queries {layer}")
        assert_close(after.queries.transpose(0, 1), want["query_states"][layer + 1], FEATURE_TOLERANCE, f"queries {layer + 1}")
        existence = want["existence_states"][layer]
        assert_close(after.existence.transpose(0, 1), existence, FEATURE_TOLERANCE, f"existence {layer}")
        if "combined_after_sa" in want:
            combined = want["combined_after_sa"][layer]
            assert_close(after.combined.transpose(0, 1), combined, FEATURE_TOLERANCE, f"combined {layer}")
            assert_close(logits, want[f"mask_logits_before_l{layer}"], LOGIT_TOLERANCE, f"logits {layer}")


def test_all_sixteen_final_logits():
    for case in SEEDS:
        want, last = arrays(case), list(states(case))[-1][-1]
        if "final_16_logits" in want:
            logits = model().predictor.logits(last.queries, features(case)[2].mask_features)
            assert_close(logits, want["final_16_logits"], LOGIT_TOLERANCE, case)


@cases
def test_a_volume_gets_the_reference_masks_edges_and_existence(case):
    want = arrays(case)
    found = predict.segment_slices(model(), want["volume"], text(case), SEEDS[case])
    assert_close(found.mask, want["pred_gmasks"], LOGIT_TOLERANCE, "mask")
    assert_close(found.edge, want["edge_masks"], LOGIT_TOLERANCE, "edge")
    assert_close(found.existence, want["existence"], FEATURE_TOLERANCE, "existence")


def test_the_stored_repaired_bits_are_what_the_decoder_is_given():
    want = reference("tiny/case_a.npz")
    heads, pixels = model().config.heads, 16
    stored = opened(torch.from_numpy(bits(want["boltz_l0"], pixels))).unflatten(0, (-1, heads))
    assert torch.equal(blocked_bias(want["used_l0"], heads, pixels) < 0, stored)


def test_prompts_and_seeds_are_those_of_the_index():
    for case, info in reference("tiny/index.json")["cases"].items():
        assert prompts(case) == info["prompts"]
        assert info["noise_key"] == f"noise/{SEEDS[case]}/s{{slice}}/p{{prompt}}/l{{layer}}"
