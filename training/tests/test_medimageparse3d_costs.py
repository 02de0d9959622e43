"""Costs counted from the shipped graphs against those that were measured on the original."""

import pytest

from medimageparse3d import costs

# GFLOP measured on the original for a slice of 512²: backbone, pixel decoder and the image's keys and values.
IMAGE = 373.4 + 196.5 + 16.9


def text_gflop(tokens: int) -> float:
    """Twelve layers of four square matrices, a fourfold MLP and attention, and the last projection, of width 512."""
    width, layers = 512, 12
    return 2 * tokens * (layers * (12 * width**2 + 2 * tokens * width) + width**2) / 1e9


@pytest.mark.parametrize("precision", ["float16", "int8"])
def test_the_arithmetic_is_the_originals(precision):
    assert costs.costs(precision, "image-encoder", 1, 12).flops / 1e9 == pytest.approx(IMAGE, rel=1e-3)
    assert costs.costs(precision, "text-encoder", 1, 77).flops / 1e9 == pytest.approx(text_gflop(77), rel=1e-6)


def test_a_further_prompt_costs_three_gflop_and_not_twenty_two():
    one, two = (costs.costs("float16", "prompt-decoder", prompts, 12) for prompts in (1, 2))
    assert 2.5e9 < two.flops - one.flops < 3.0e9


def test_weights_in_memory_are_as_wide_as_they_are_computed_with():
    wide, narrow = (costs.costs(precision, "image-encoder", 1, 12) for precision in ("float16", "int8"))
    # Widened once when the graph is opened, or whenever it runs.
    assert wide.weights == pytest.approx(2 * costs.stored_bytes("float16", "image-encoder"), rel=0.01)
    assert narrow.weights < 0.3 * wide.weights
    assert narrow.peak < wide.peak
