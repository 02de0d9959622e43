"""The tiny configuration as a recipe with the original's goldens: src/testing/fixtures/medimageparse3d-tiny.

python -m medimageparse3d.fixtures_tiny --reference ../../shared/reference

Its weights are in no file: `synthetic.py` and src/testing/synthetic-weights.ts make them of their names. The vocabulary
is the full model's, so that the real tokenizer fits; the rows that the goldens read are the same.
"""

import argparse
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from . import precision
from .config import FULL, LEVELS, STRIDES, TINY
from .export import IMAGE_ENCODER, PROMPT_DECODER, export, feature_names, numbered
from .fixtures_checkpoint import compress, packed
from .ship import FOLDER as SHIPPED
from .ship import pack_bytes

FOLDER = Path(__file__).parents[2] / "src" / "testing" / "fixtures" / "medimageparse3d-tiny"
CONFIG = replace(TINY, vocabulary=FULL.vocabulary)
SIDE = 128
CASE, SEED = "a", "tiny/a/49"
PRECISION = "float32"
OTHER_SIZES = ((128, 192), (160, 160))  # of the goldens' other cases; their graphs read the same files of weights


def goldens(reference: Path) -> dict:
    """What the original computed: text, sampled image features, masks, edges and existence of three slices."""
    with np.load(reference / "tiny" / f"case_{CASE}.npz") as stored:
        want = dict(stored)
    arrays = {
        "volume": want["volume"],
        "tokens": want["token_ids"].astype(np.int32),
        "tokenLengths": want["token_lengths"].astype(np.int32),
        "text": want["grounding_tokens"].swapaxes(0, 1),
        "maskFeatures": want["mask_features"][::4, ::2, ::2],  # of the middle slice: every 4th channel, 2nd row and column
        "noise0": want["noise_s1_l0"],
        "maskLogits": want["pred_gmasks"].swapaxes(0, 1),  # (D, P, h, w)
        "edgeLogits": want["edge_masks"].swapaxes(0, 1),
        "existenceLogits": want["existence"].T,
    }
    return {"seed": SEED, "featuresOf": int(want["slice"])} | {name: packed(value) for name, value in arrays.items()}


def manifest() -> dict:
    """The shipped recipe's, for a smaller image and fewer layers."""
    shipped = json.loads((SHIPPED / "recipe.json").read_text())["manifest"]
    layers, sizes = CONFIG.decoder_layers, [(SIDE // stride) ** 2 for stride in STRIDES]
    features, noise = feature_names(layers), numbered("noise", layers)
    graphs = shipped["graphs"]
    graphs["imageEncoder"]["outputs"] = {name: name for name in features}
    graphs["promptDecoder"]["inputs"] = {name: name for name in ("text", *features, *noise)}
    graphs["promptDecoder"]["noise"] = [
        {"role": name, "shape": [CONFIG.heads, CONFIG.queries, sizes[layer % LEVELS]]} for layer, name in enumerate(noise)
    ]
    shipped["input"]["tiling"]["size"] = SIDE
    return shipped | {"id": "medimageparse3d-tiny", "name": "MedImageParse 3D, tiny", "scores": []}


def graphs_for(size: tuple[int, int], temporary: Path) -> Path:
    """The folder of a recipe for images of `size` (H, W)."""
    export(CONFIG, temporary / "graphs", size)
    precision.recipe(temporary / "graphs", temporary / "recipe", CONFIG)
    return temporary / "recipe" / PRECISION


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    args = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        recipe = graphs_for((SIDE, SIDE), Path(temporary))
        for path in sorted(recipe.iterdir()):
            compress(FOLDER / PRECISION / f"{path.name}.gz", path.read_bytes())
        size = pack_bytes(json.loads((recipe / "layout.json").read_text()))
        for rows, columns in OTHER_SIZES:
            recipe = graphs_for((rows, columns), Path(temporary))
            for name in (IMAGE_ENCODER, PROMPT_DECODER):
                compress(FOLDER / f"{rows}x{columns}" / f"{name}.onnx.gz", (recipe / f"{name}.onnx").read_bytes())
    offered = {"name": PRECISION, "bytes": size, "offered": True, "remark": "For tests."}
    index = {"format": 1, "precisions": [offered], "manifest": manifest()}
    (FOLDER / "recipe.json").write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n")
    compress(FOLDER / "goldens.json.gz", json.dumps(goldens(args.reference)).encode())
    total = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"{total / 1e3:.0f} kB in {FOLDER.name}")


if __name__ == "__main__":
    main()
