"""Checkpoints that torch has written, and what must become of them: src/testing/fixtures/checkpoint, read by src/convert.

python -m medimageparse3d.fixtures_checkpoint

`micro` is the model at a size that fits a repository. Its goldens come from our PyTorch modules with the weights each
precision leaves (`quantize.decoded`), and its hashes from `precision.write_weights`.
"""

import base64
import gzip
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import checkpoint, precision, synthetic
from .config import Config
from .export import export, feature_names, flat
from .graphs import ImageEncoder, PromptDecoder, TextEncoder
from .model import MedImageParse3D
from .predict import slice_noise
from .quantize import decoded

FOLDER = Path(__file__).parents[2] / "src" / "testing" / "fixtures" / "checkpoint"
MICRO = Config(
    embed=4,
    depths=(1, 1, 1, 1),
    width=32,
    heads=2,
    hidden=32,
    groups=8,
    pixel_layers=1,
    decoder_layers=3,
    text_layers=1,
    vocabulary=64,
    classes=32,
)
SIDE = 64
SEED = "micro/0"
IN_FULL = ("initial_ffn_layer", "mask_embed")  # so that rounding to float16 shows
STORED_FEATURES = ("pooled0", "keys0", "values2")


class UnknownClass:
    """Stands for whatever a training run leaves in its hyperparameters."""

    def __init__(self):
        self.seen = {1, 2, 3}


def micro_tensors() -> dict[str, Tensor]:
    """Synthetic weights, most of them with few bits, so that the file can be compressed."""
    shapes = {name: tuple(value.shape) for name, value in MedImageParse3D(MICRO).state_dict().items()}
    made = synthetic.tensors(shapes).items()
    return {name: value if any(part in name for part in IN_FULL) else value.bfloat16().float() for name, value in made}


def lightning(tensors: dict[str, Tensor]) -> dict:
    """What a training run saves besides the weights, in kind."""
    losses = {"loss_function.loss_fn.dice_loss.class_weight": torch.ones(2)}
    moments = {0: {"step": torch.tensor(3.0), "exp_avg": torch.zeros(8)}}
    return {
        "epoch": 3,
        "pytorch-lightning_version": "2.2.0",
        "state_dict": {f"model.{name}": value for name, value in tensors.items()} | losses,
        "optimizer_states": [{"state": moments, "param_groups": [{"lr": 1e-4, "betas": (0.9, 0.999), "params": [0]}]}],
        "callbacks": {"ModelCheckpoint{'monitor': None}": {"best": float("inf"), "big": 1 << 70, "small": -(1 << 40)}},
        "hyper_parameters": {"module": UnknownClass(), "optimizer": torch.optim.AdamW, "shape": np.float64(2.5), "none": None},
    }


def packed(array: np.ndarray) -> dict:
    return {"shape": list(array.shape), "data": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()}


@torch.no_grad()
def answers(tensors: dict[str, Tensor], image: Tensor, tokens: Tensor) -> tuple[dict, list[Tensor]]:
    model = checkpoint.model_from(tensors, MICRO)
    features = ImageEncoder(model)(image)
    text, noise = TextEncoder(model)(tokens), slice_noise(model, SEED, 0, len(tokens), (SIDE, SIDE))
    masks = PromptDecoder(model)(text, features, noise)
    found = dict(zip(feature_names(MICRO.decoder_layers), flat(features), strict=True)) | {"embedding": text}
    found = {name: found[name] for name in (*STORED_FEATURES, "embedding")}
    return found | dict(zip(["maskLogits", "edgeLogits", "existenceLogits"], masks, strict=True)), noise


def goldens(tensors: dict[str, Tensor], recipe: Path) -> dict:
    image = np.random.default_rng(0).integers(0, 256, (1, 3, SIDE, SIDE)).astype(np.float32)
    tokens = np.random.default_rng(1).integers(0, 62, (2, 7)).astype(np.int32)
    found = {}
    for name in precision.PRECISIONS:
        layout = json.loads((recipe / name / "layout.json").read_text())
        encodings = {entry["source"]: entry["encoding"] for file in layout["files"] for entry in file["tensors"]}
        left = {key: torch.from_numpy(decoded(value.numpy(), encodings.get(key, "float32"))) for key, value in tensors.items()}
        outputs, noise = answers(left, torch.from_numpy(image), torch.from_numpy(tokens))
        precision.write_weights(tensors, layout, recipe / name)
        hashes = {f["path"]: hashlib.sha256((recipe / name / f["path"]).read_bytes()).hexdigest() for f in layout["files"]}
        found[name] = {"sha256": hashes, "outputs": {key: packed(value.numpy()) for key, value in outputs.items()}}
    inputs = {"image": image, "tokens": tokens} | {f"noise{i}": value.numpy() for i, value in enumerate(noise)}
    return {"inputs": {key: packed(value) for key, value in inputs.items()}, "precisions": found}


def compress(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def write_oddities(folder: Path) -> None:
    """Small files in every way that torch.save has."""
    shared = torch.arange(24, dtype=torch.float32)
    views = {
        "all": shared,
        "part": shared[6:18].reshape(3, 4),
        "half": shared[:4].half(),
        "brain": shared[:4].bfloat16(),
        "parameter": torch.nn.Parameter(shared[:3].clone()),
        "scalar": torch.tensor(1.5),
        "turned": shared.reshape(4, 6).T,
        "whole": torch.arange(3),
    }
    torch.save(views, folder / "views.pt")
    torch.save(views, folder / "views-protocol-4.pt", pickle_protocol=4)
    torch.save(views, folder / "legacy.pt", _use_new_zipfile_serialization=False)


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    tensors = micro_tensors()
    write_oddities(FOLDER)
    with tempfile.TemporaryDirectory() as temporary:
        graphs, recipe = Path(temporary) / "graphs", Path(temporary) / "recipe"
        saved = Path(temporary) / "micro.ckpt"
        torch.save(lightning(tensors), saved)
        compress(FOLDER / "micro.ckpt.gz", saved.read_bytes())
        export(MICRO, graphs, (SIDE, SIDE))
        precision.recipe(graphs, recipe, MICRO)
        for path in sorted(recipe.glob("*/*")):
            compress(FOLDER / path.parent.name / f"{path.name}.gz", path.read_bytes())
        content = json.dumps(goldens(tensors, recipe)).encode()
        compress(FOLDER / "goldens.json.gz", content)
    total = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"{total / 1e3:.0f} kB in {FOLDER.name}")


if __name__ == "__main__":
    main()
