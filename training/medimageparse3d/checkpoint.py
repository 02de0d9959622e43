"""Reads a checkpoint into the model, strictly: every tensor has its place and every place its tensor."""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from .config import FULL, Config
from .model import MedImageParse3D

PREFIX = "model."
LOSS_PREFIX = "loss_function."  # class weights of the training losses; no part of the model
NAMED = 8


class CheckpointError(ValueError):
    """The tensors are not this model's; the message names them. Recover with the checkpoint the configuration belongs to."""


def model_tensors(content: Mapping) -> dict[str, Tensor]:
    """A Lightning checkpoint's or a plain state dict's model tensors, by the names of `MedImageParse3D`."""
    tensors = content.get("state_dict", content)
    return {name.removeprefix(PREFIX): value for name, value in tensors.items() if not is_loss(name)}


def is_loss(name: str) -> bool:
    return name.removeprefix(PREFIX).startswith(LOSS_PREFIX)


def listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def model_from(tensors: Mapping[str, Tensor], config: Config = FULL) -> MedImageParse3D:
    """The model in evaluation mode with these tensors as its float32 parameters. Raises `CheckpointError`."""
    model = MedImageParse3D(config)
    expected = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    missing = [name for name in expected if name not in tensors]
    unknown = [name for name in tensors if name not in expected]
    misshapen = [
        f"{name} {tuple(tensors[name].shape)} instead of {shape}"
        for name, shape in expected.items()
        if name in tensors and tuple(tensors[name].shape) != shape
    ]
    found = {"missing": missing, "unknown": unknown, "of another shape": misshapen}
    problems = [f"{len(names)} {what}: {listed(names)}" for what, names in found.items() if names]
    if problems:
        raise CheckpointError("not a checkpoint of this model; " + "; ".join(problems))
    model.load_state_dict({name: value.float() for name, value in tensors.items()}, assign=True)
    return model.requires_grad_(False).eval()


def load(path: Path, config: Config = FULL) -> MedImageParse3D:
    """The model from a `.ckpt` file (Lightning) or a saved state dict. Raises `CheckpointError`."""
    content = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    return model_from(model_tensors(content), config)
