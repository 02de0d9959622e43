"""The three graphs of `graphs.py` as ONNX files without weights: initializers name the checkpoint's tensors.

python -m medimageparse3d.export --out graphs [--config full]

Each graph refers to one file of float32 tensors beside it; `weights.json` says which tensor lies where in which file.
"""

import argparse
import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import onnx
import torch
from onnx import TensorProto
from torch import Tensor

from .config import FULL, LEVELS, TINY, Config
from .decoder import Masks
from .graphs import ImageEncoder, ImageFeatures, PromptDecoder, TextEncoder
from .model import MedImageParse3D
from .predict import slice_noise
from .reshapes import settle

OPSET = 17
ALIGNMENT = 64  # bytes; a tensor can be viewed in place as any number type
WRAPPER = "model."
IMAGE_ENCODER, TEXT_ENCODER, PROMPT_DECODER = "image-encoder", "text-encoder", "prompt-decoder"
DYNAMIC = {
    "tokens": {0: "prompts", 1: "tokens"},
    "embedding": {0: "prompts", 1: "tokens"},
    "text": {0: "prompts", 1: "tokens"},
    "noise": {0: "prompts"},
    "maskLogits": {0: "prompts"},
    "edgeLogits": {0: "prompts"},
    "existenceLogits": {0: "prompts"},
}


class Graph(NamedTuple):
    """A module with the inputs it is traced with."""

    module: torch.nn.Module
    inputs: tuple[Tensor, ...]
    other_inputs: tuple[Tensor, ...]  # another number of prompts and tokens, where these are open
    input_names: list[str]
    output_names: list[str]


class FlatImageEncoder(ImageEncoder):
    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        return flat(super().forward(image))


class FlatPromptDecoder(PromptDecoder):
    def forward(self, text: Tensor, *inputs: Tensor) -> Masks:
        layers = self.model.config.decoder_layers
        return super().forward(text, features_from(inputs[:-layers], layers), list(inputs[-layers:]))


def flat(features: ImageFeatures) -> tuple[Tensor, ...]:
    return (features.mask_features, *features.pooled, *features.keys, *features.values)


def features_from(tensors: tuple[Tensor, ...], layers: int) -> ImageFeatures:
    pooled, keys, values = tensors[1 : -2 * layers], tensors[-2 * layers : -layers], tensors[-layers:]
    return ImageFeatures(tensors[0], list(pooled), list(keys), list(values))


def numbered(name: str, count: int) -> list[str]:
    return [f"{name}{i}" for i in range(count)]


def feature_names(layers: int) -> list[str]:
    return ["maskFeatures", *numbered("pooled", LEVELS), *numbered("keys", layers), *numbered("values", layers)]


def example_tokens(prompts: int, tokens: int) -> Tensor:
    return torch.arange(prompts * tokens, dtype=torch.int32).reshape(prompts, tokens)


@torch.no_grad()
def graphs(model: MedImageParse3D, size: tuple[int, int]) -> dict[str, Graph]:
    """The three graphs for images of `size` (H, W), traced with two prompts of five tokens."""
    layers = model.config.decoder_layers
    image = torch.zeros(1, 3, *size)
    tokens = [example_tokens(2, 5), example_tokens(3, 11)]
    encoder, text = FlatImageEncoder(model), TextEncoder(model)
    features = encoder(image)
    asked = [(text(ids), *features, *slice_noise(model, "export", 0, len(ids), size)) for ids in tokens]
    named, noises = feature_names(layers), numbered("noise", layers)
    outputs = ["maskLogits", "edgeLogits", "existenceLogits"]
    return {
        IMAGE_ENCODER: Graph(encoder, (image,), (image,), ["image"], named),
        TEXT_ENCODER: Graph(text, (tokens[0],), (tokens[1],), ["tokens"], ["embedding"]),
        PROMPT_DECODER: Graph(FlatPromptDecoder(model), *asked, ["text", *named, *noises], outputs),
    }


class WithWeights(torch.nn.Module):
    """The module as a function of its inputs and then its weights: the exporter can neither fold, rename nor turn them.

    Calls a copy whose weights become plain tensors, since torch.func.functional_call refuses to be traced.
    """

    def __init__(self, module: torch.nn.Module, inputs: int):
        super().__init__()
        self.called, self.inputs = [copy.deepcopy(module)], inputs  # in a list, so that its weights are not this module's
        self.names = list(module.state_dict())

    def forward(self, *tensors: Tensor):
        for name, tensor in zip(self.names, tensors[self.inputs :], strict=True):
            path, _, attribute = name.rpartition(".")
            owner = self.called[0].get_submodule(path)
            if isinstance(getattr(owner, attribute), torch.nn.Parameter) or attribute in owner._buffers:
                delattr(owner, attribute)
            setattr(owner, attribute, tensor)
        return self.called[0](*tensors[: self.inputs])


def traced(graph: Graph, path: Path) -> onnx.ModelProto:
    """The graph with its weights as further inputs, by the checkpoint's names."""
    module = WithWeights(graph.module, len(graph.inputs))
    weight_names = [name.removeprefix(WRAPPER) for name in module.names]
    weights = list(graph.module.state_dict().values())
    names = graph.input_names + graph.output_names
    torch.onnx.export(
        module,
        (*graph.inputs, *weights),
        str(path),
        input_names=graph.input_names + weight_names,
        output_names=graph.output_names,
        dynamic_axes={name: DYNAMIC[name.rstrip("0123456789")] for name in names if name.rstrip("0123456789") in DYNAMIC},
        opset_version=OPSET,
        dynamo=False,
    )
    proto = onnx.load(path)
    fed = [*graph.input_names, *weight_names]
    feeds = [
        dict(zip(fed, (v.numpy() for v in (*inputs, *weights)), strict=True)) for inputs in (graph.inputs, graph.other_inputs)
    ]
    settle(proto, *feeds)
    return proto


def refer_to_weights(proto: onnx.ModelProto, location: str, own_inputs: list[str]) -> list[dict]:
    """Turns weight inputs into initializers stored in `location`; returns where each lies: name, shape, offset, bytes."""
    weights = [value for value in proto.graph.input if value.name not in own_inputs]
    used = {name for node in proto.graph.node for name in node.input}
    entries, offset = [], 0
    for value in weights:
        proto.graph.input.remove(value)
        if value.name not in used:
            continue
        shape = [dim.dim_value for dim in value.type.tensor_type.shape.dim]
        size = 4 * int(torch.Size(shape).numel())
        tensor = TensorProto(name=value.name, dims=shape, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
        for key, content in {"location": location, "offset": offset, "length": size}.items():
            tensor.external_data.add(key=key, value=str(content))
        proto.graph.initializer.append(tensor)
        entries.append({"name": value.name, "shape": shape, "offset": offset, "bytes": size})
        offset += -(-size // ALIGNMENT) * ALIGNMENT
    return entries


def export(config: Config, folder: Path, size: tuple[int, int]) -> dict:
    """Writes the three graphs and `weights.json`; returns the latter: per graph its files and tensors."""
    folder.mkdir(parents=True, exist_ok=True)
    index = {}
    for name, graph in graphs(untrained(config), size).items():
        path, weights = folder / f"{name}.onnx", f"{name}.weights"
        proto = traced(graph, path)
        entries = refer_to_weights(proto, weights, graph.input_names)
        proto.producer_name, proto.doc_string = "parse3d", ""
        onnx.save(proto, path)
        index[name] = {"graph": path.name, "weights": weights, "tensors": entries}
    (folder / "weights.json").write_text(json.dumps(index) + "\n")
    return index


def write_weights(tensors: Mapping[str, Tensor], index: dict, folder: Path) -> None:
    """The files of tensors that the graphs of `index` refer to."""
    for graph in index.values():
        with (folder / graph["weights"]).open("wb") as file:
            for entry in graph["tensors"]:
                file.write(b"\0" * (entry["offset"] - file.tell()))
                file.write(tensors[entry["name"]].float().contiguous().numpy().tobytes())


def untrained(config: Config) -> MedImageParse3D:
    """A model of zeros: a graph's operations do not depend on its weights."""
    model = MedImageParse3D(config).to_empty(device="cpu").requires_grad_(False).eval()
    for value in model.state_dict().values():
        value.zero_()
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", choices=["full", "tiny"], default="full")
    parser.add_argument("--side", type=int, default=512)
    args = parser.parse_args()
    export(FULL if args.config == "full" else TINY, args.out, (args.side, args.side))


if __name__ == "__main__":
    main()
