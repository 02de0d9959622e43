"""Costs counted from the shipped graphs against those that were measured on the original."""

import re
from pathlib import Path

import pytest

from medimageparse3d import costs

PAGE = Path(__file__).parents[2] / "docs" / "medimageparse3d.md"
# precision, graph, GFLOP, GB moved, MB of weights on disk and in memory, MB at the peak
ROW = re.compile(
    r"^\| (\w+) \| (image encoder|text encoder|prompt decoder)[^|]*\| ([\d.]+) \| ([\d.]+) GB" + r" \| ([\d,]+) MB" * 3, re.M
)

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


def test_the_page_states_what_is_counted():
    rows = ROW.findall(PAGE.read_text())
    assert len(rows) == 9
    for precision, name, *figures in rows:
        graph = name.replace(" ", "-")
        found = costs.costs(precision, graph, 1, 12)
        disk = costs.stored_bytes(precision, graph)
        counted = (found.flops / 1e9, found.moved / 1e9, disk / 1e6, found.weights / 1e6, found.peak / 1e6)
        for stated, value, rounding in zip(figures, counted, (0.05, 0.05, 0.5, 0.5, 0.5), strict=True):
            assert abs(float(stated.replace(",", "")) - value) <= 1.01 * rounding, f"{precision} {name}: {value} is not {stated}"
