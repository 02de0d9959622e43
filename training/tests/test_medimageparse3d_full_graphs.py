"""The exported graphs at full size, with synthetic weights, against the original: minutes, so only with PARSE3D_FULL=1."""

import os
import shutil

import numpy as np
import onnxruntime
import pytest
import torch
from medimageparse3d_reference import assert_close, golden, sampled, shapes

from medimageparse3d import export, noise, synthetic
from medimageparse3d.config import FULL, LEVELS, STRIDES
from medimageparse3d.preprocess import with_neighbours

pytestmark = pytest.mark.skipif(not os.environ.get("PARSE3D_FULL"), reason="set PARSE3D_FULL=1 for the full configuration")

SIDE = 512
LARGEST_GRAPH = 4_000_000  # bytes; the page loads it before it asks for weights


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("graphs")
    index = export.export(FULL, folder, (SIDE, SIDE))
    export.write_weights(synthetic.tensors(shapes(FULL)), index, folder)
    yield folder
    shutil.rmtree(folder)  # 1.5 GB


def run(folder, graph: str, **feeds) -> dict[str, np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / f"{graph}.onnx"), options)
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, feeds), strict=True))


def test_each_graph_without_its_weights_is_small(folder):
    for path in folder.glob("*.onnx"):
        print(f"{path.name}: {path.stat().st_size} bytes")
        assert path.stat().st_size < LARGEST_GRAPH


def test_one_slice_through_all_three_graphs_gives_the_original_masks(folder):
    stages, want = golden("full_512_slice2_p3_stages.npz"), golden("full_e2e_p3.npz")
    at = int(stages["slice"])
    lengths = [row.tolist().index(49407) + 1 for row in want["tokens"]]
    tokens = want["tokens"][:, : max(lengths)].astype(np.int32)
    text = run(folder, "text-encoder", tokens=tokens)["embedding"]
    text *= np.arange(max(lengths))[None, :, None] < np.array(lengths)[:, None, None]
    image = with_neighbours(golden("pre_a_axis0_300x260.npz")["output"])[at : at + 1]
    features = run(folder, "image-encoder", image=image)
    # Continuous stages (reference, section 6): float32 sums in another order.
    assert_close(sampled(features["maskFeatures"], "_c8_s4"), stages["mask_features_c8_s4"], 1e-4, "mask features")
    sizes = [(SIDE // STRIDES[layer % LEVELS]) ** 2 for layer in range(FULL.decoder_layers)]
    drawn = {
        f"noise{layer}": noise.layer_noise("dev/e2e_p3", at, len(text), layer, (FULL.heads, FULL.queries, size)).numpy()
        for layer, size in enumerate(sizes)
    }
    found = run(folder, "prompt-decoder", text=text, **features, **drawn)
    # End to end a draw may fall the other way; mean and largest as the reference allows.
    difference = np.abs(found["maskLogits"] - want["mask_logits"][:, at])
    print(f"mask: mean {difference.mean():.1e}, max {difference.max():.1e}")
    assert difference.mean() < 1e-2
    assert difference.max() < 0.2
    assert_close(found["existenceLogits"], want["existence"][:, at], 2e-2, "existence")
