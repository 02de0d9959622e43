"""A decoder's sub-voxel phases are the mask logits before their last shuffle, to the bit."""

import numpy as np
import onnxruntime
import pytest
import torch

from mini.graphs import export_graph
from mini.model import Config, PromptDecoder
from mini.phases import expose_phases, shuffled

INPUTS = ["features", "context", "text"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    """The same small decoder twice: as exported, and with its phases exposed."""
    torch.manual_seed(5)
    config = Config()
    decoder = PromptDecoder(config).eval()
    given = (
        torch.randn(1, config.features, 4, 6, 8),
        torch.randn(1, config.channels[-1], 1, 2, 2),
        torch.randn(3, config.text_width),
    )
    folder = tmp_path_factory.mktemp("phases")
    for name in ("plain", "phases"):
        export_graph(decoder, given, (INPUTS, ["maskLogits", "existenceLogits"]), folder / f"{name}.onnx")
    expose_phases(folder / "phases.onnx")
    feeds = {name: value.numpy() for name, value in zip(INPUTS, given, strict=True)}
    run = lambda name: onnxruntime.InferenceSession(folder / f"{name}.onnx").run(None, feeds)  # noqa: E731
    return run("plain"), run("phases"), folder


def test_shuffled_they_are_the_mask_logits(graphs):
    (masks, existence), (phases, same_existence), _ = graphs
    assert phases.shape == (3, 2, 2, 2, 4, 6, 8)
    np.testing.assert_array_equal(shuffled(phases), masks)
    np.testing.assert_array_equal(same_existence, existence)


def test_a_graph_without_the_shuffle_is_refused(graphs):
    with pytest.raises(ValueError, match="does not end in a shuffle"):
        expose_phases(graphs[2] / "phases.onnx")
