"""The shipped pack back as a PyTorch model, so that training goes on from what is committed."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .export import GRAPHS
from .model import SUBVOXELS, Config, Mini

PARTS = {"imageEncoder": "image", "promptDecoder": "decode"}


def stored_weights(graph: onnx.ModelProto) -> dict[str, np.ndarray]:
    """A graph's weights as float32, by the names they had before they were stored smaller."""
    kept = {w.name: numpy_helper.to_array(w) for w in graph.graph.initializer}
    wide = {name: values for name, values in kept.items() if values.dtype == np.float32 and not name.endswith(".scale")}
    for node in graph.graph.node:
        if node.op_type == "Cast" and node.input[0].endswith(".half"):
            wide[node.output[0]] = kept[node.input[0]].astype(np.float32)
        elif node.op_type == "DequantizeLinear":
            integers, scale = (kept[name] for name in node.input)
            shape = [-1 if a == node.attribute[0].i else 1 for a in range(integers.ndim)]
            wide[node.output[0]] = integers.astype(np.float32) * scale.reshape(shape)
    return wide


def _weights(path: Path) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    """A graph's weights by name, and those that the export transposed and renamed, in the order of their use."""
    named, renamed = {}, []
    for name, values in stored_weights(onnx.load(path)).items():
        if name.startswith("onnx::MatMul_"):
            renamed.append((int(name.removeprefix("onnx::MatMul_")), values.T))
        else:
            named[name] = values
    return named, [values for _, values in sorted(renamed, key=lambda pair: pair[0])]


def config_of(image: dict[str, np.ndarray], bank: np.ndarray) -> Config:
    """How wide the network is whose encoder's weights, by name, and bank (S, E) these are."""
    stages = 1 + sum(name.endswith(".enter.0.weight") for name in image)
    channels = [len(image["stem.0.weight"]), *(len(image[f"stages.{i}.enter.0.weight"]) for i in range(1, stages))]
    finest = f"ups.{stages - 2}"
    return Config(
        channels=tuple(channels),
        features=len(image[f"{finest}.fuse.0.weight"]),
        finest_expansion=len(image[f"{finest}.expand.weight"]) // SUBVOXELS,
        text_width=bank.shape[1],
        structures=len(bank),
    )


def from_pack(folder: Path) -> Mini:
    """The image network and bank whose weights `folder` holds, rounded as they are there.

    Raises KeyError where a weight is missing.
    """
    pack = json.loads((folder / "manifest.json").read_text())
    bank = np.fromfile(folder / pack["text"]["bank"]["file"], "<f4").reshape(len(pack["structures"]), -1)
    weights = {role: _weights(folder / GRAPHS[role][0]) for role in PARTS}
    model, state = Mini(config_of(weights["imageEncoder"][0], bank)), {"bank": torch.from_numpy(bank)}
    for role, part_name in PARTS.items():
        file, part = GRAPHS[role][0], getattr(model, part_name)
        named, renamed = weights[role]
        for name, parameter in part.state_dict().items():
            # Only linear layers on sequences are renamed, and modules are defined in the order of their use.
            values = named[name] if name in named else renamed.pop(0) if parameter.dim() == 2 and renamed else None
            if values is None or tuple(values.shape) != tuple(parameter.shape):
                raise KeyError(f"{file} has no {name} of shape {tuple(parameter.shape)}")
            state[f"{part_name}.{name}"] = torch.from_numpy(values.copy())
    model.load_state_dict(state)
    return model
