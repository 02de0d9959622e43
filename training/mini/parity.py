"""Goldens from PyTorch that the ONNX graphs must meet in Python, in Node and in the browser.

Written by export.py beside a small phantom, `image.nii.gz`: `tensors.json` (single graph runs) and `<structure>.nii.gz`
(the whole way from file to mask on the file's grid, by scipy and PyTorch alone).
"""

import json
from pathlib import Path

import nibabel as nib
import numpy as np
import torch

from . import geometry, recipe
from .export_text import load_text_encoder
from .model import Mini
from .ngram_encoder import MAX_TOKENS, NgramEncoder
from .predict import predict
from .tokens import to_tokens
from .vocabulary import STRUCTURES

SHAPE = (16, 32, 32)
TEXTS = ["liver", "the left kidney", "lt kidney please", "hello world"]
SAMPLES = 64
MASKS = ("liver", "spleen", "kidney_left", "kidney_right")


def wave(shape: tuple[int, ...]) -> np.ndarray:
    """An image that any language can make: sin(0.37 n) + 0.5 sin(0.011 n), n counting voxels, x fastest."""
    n = np.arange(np.prod(shape), dtype=np.float64)
    return (np.sin(0.37 * n) + 0.5 * np.sin(0.011 * n)).astype(np.float32).reshape(1, 1, *shape)


def pick(values: np.ndarray) -> dict:
    """SAMPLES numbers of a tensor, evenly spaced from first to last, and its shape."""
    flat = values.reshape(-1).astype(np.float64)
    at = np.linspace(0, flat.size - 1, min(SAMPLES, flat.size)).round().astype(int)
    return {"shape": list(values.shape), "at": at.tolist(), "values": [float(v) for v in flat[at]]}


def tensors(model: Mini, words: NgramEncoder) -> dict:
    """Sampled outputs of the three networks on `wave` and TEXTS."""
    tokens = to_tokens(TEXTS, MAX_TOKENS)
    with torch.no_grad():
        features, context = model.image(torch.from_numpy(wave(SHAPE)))
        meaning = words(tokens)
        masks, existence = model.decode(features, context, model.bank[:2])
    outputs = {
        "features": features,
        "context": context,
        "structureLogits": meaning,
        "maskLogits": masks,
        "existenceLogits": existence,
    }
    picked = {name: pick(value.numpy()) for name, value in outputs.items()}
    return {"texts": TEXTS, "shape": list(SHAPE), "tokens": tokens.tolist(), "outputs": picked}


def whole_way(model: Mini, image_path: Path) -> dict[str, np.ndarray]:
    """Masks of MASKS on the file's own grid."""
    image, grid = geometry.load(image_path)
    target = geometry.model_grid(grid, recipe.SPACING_MM)
    prepared = geometry.into_grid(geometry.normalise(image, recipe.INTENSITY["CT"]), grid, target, recipe.FILL)
    asked = [i for i, s in enumerate(STRUCTURES) if s.id in MASKS]
    ids = [STRUCTURES[i].id for i in asked]
    logits, existence = predict(model.image, model.decode, np.ascontiguousarray(prepared.T), model.bank[asked].detach())
    back = [geometry.largest_component(geometry.logits_onto_grid(one.T, target, grid) > 0) for one in logits]
    return {i: mask & (found >= 0.5) for i, mask, found in zip(ids, back, existence, strict=True)}


def write_goldens(model: Mini, text: Path, folder: Path) -> None:
    words, _ = load_text_encoder(text)
    (folder / "tensors.json").write_text(json.dumps(tensors(model, words)) + "\n")
    source = nib.load(folder / "image.nii.gz")
    for name, mask in whole_way(model, folder / "image.nii.gz").items():
        header = source.header.copy()
        header.set_data_dtype(np.uint8)
        nib.save(nib.Nifti1Image(mask.astype(np.uint8), source.affine, header), folder / f"{name}.nii.gz")
