"""The shipped pack back as a PyTorch model, so that training goes on from what is committed."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .export import GRAPHS
from .model import Config, Mini

PARTS = {"imageEncoder": "image", "textEncoder": "text", "promptDecoder": "decode"}


def _weights(path: Path) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    """A graph's weights by name, and those that the export transposed and renamed, in the order of their use."""
    named, renamed = {}, []
    for weight in onnx.load(path).graph.initializer:
        values, name = numpy_helper.to_array(weight).astype(np.float32), weight.name.removesuffix(".half")
        if name.startswith("onnx::MatMul_"):
            renamed.append((int(name.removeprefix("onnx::MatMul_")), values.T))
        else:
            named[name] = values
    return named, [values for _, values in sorted(renamed, key=lambda pair: pair[0])]


def from_pack(folder: Path) -> Mini:
    """The model whose weights `folder` holds, rounded to float16 as they are there.

    Raises KeyError where a weight is missing.
    """
    # The pack may know fewer structures than the vocabulary that the next one is trained with.
    known = json.loads((folder / "manifest.json").read_text())["structures"]
    model, state = Mini(Config(structures=len(known))), {}
    for role, (file, _, _) in GRAPHS.items():
        named, renamed = _weights(folder / file)
        part = getattr(model, PARTS[role])
        for name, parameter in part.state_dict().items():
            # Only linear layers on sequences are renamed, and modules are defined in the order of their use.
            values = named[name] if name in named else renamed.pop(0) if parameter.dim() == 2 and renamed else None
            if values is None or tuple(values.shape) != tuple(parameter.shape):
                raise KeyError(f"{file} has no {name} of shape {tuple(parameter.shape)}")
            state[f"{PARTS[role]}.{name}"] = torch.from_numpy(values.copy())
    model.load_state_dict(state)
    return model
