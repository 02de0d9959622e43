"""Checkpoint -> pack: three ONNX graphs with float16-stored weights (float32 compute) and the manifest.

python -m mini.export runs/v0/checkpoint.pt --out ../public/models/mini --version 0.1.0
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from . import recipe
from .model import Config, Mini
from .parity import write_goldens
from .text_encoder import to_tokens
from .vocabulary import GROUPS, STRUCTURES

OPSET = 17
GRAPHS = {
    "imageEncoder": ("image-encoder.onnx", ["image"], ["features", "context"]),
    "textEncoder": ("text-encoder.onnx", ["tokens"], ["embedding", "structureLogits"]),
    "promptDecoder": ("prompt-decoder.onnx", ["features", "context", "text"], ["maskLogits", "existenceLogits"]),
}
SPACE = {2: "d", 3: "h", 4: "w"}
DYNAMIC = {
    "image": SPACE,
    "features": SPACE,
    "context": SPACE,
    "tokens": {0: "prompts"},
    "embedding": {0: "prompts"},
    "structureLogits": {0: "prompts"},
    "text": {0: "prompts"},
    "maskLogits": {0: "prompts", 1: "d", 2: "h", 3: "w"},
    "existenceLogits": {0: "prompts"},
}
SMALLEST_STORED = 256  # weights below this many numbers stay float32


def example_inputs(model: Mini) -> dict[str, tuple[torch.Tensor, ...]]:
    """Inputs that every graph is traced with: a 32 × 48 × 64 window and two prompts."""
    image = torch.linspace(-1, 1, 32 * 48 * 64).reshape(1, 1, 32, 48, 64)
    tokens = to_tokens(["liver", "the left kidney"], model.config.max_tokens)
    with torch.no_grad():
        features, context = model.image(image)
        text = model.text(tokens)[0]
    return {"imageEncoder": (image,), "textEncoder": (tokens,), "promptDecoder": (features, context, text)}


def store_half(graph: onnx.ModelProto) -> None:
    """Keeps large float32 weights as float16 and casts them back when the session opens: half the download."""
    casts = []
    for weight in graph.graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.size < SMALLEST_STORED:
            continue
        wide = weight.name
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{wide}.half"))
        casts.append(helper.make_node("Cast", [f"{wide}.half"], [wide], name=f"{wide}.widen", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


def export_graph(module: torch.nn.Module, inputs: tuple, names: tuple[list[str], list[str]], path: Path) -> None:
    torch.onnx.export(
        module,
        inputs,
        str(path),
        input_names=names[0],
        output_names=names[1],
        dynamic_axes={n: DYNAMIC[n] for n in names[0] + names[1]},
        opset_version=OPSET,
        dynamo=False,
    )
    graph = onnx.load(path)
    store_half(graph)
    graph.producer_name, graph.doc_string = "parse3d", ""
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, path)


def manifest(folder: Path, version: str, notes: dict) -> dict:
    """`docs/model-pack.md`, filled from the recipe, the vocabulary and the files in `folder`."""
    files = []
    for file, _, _ in GRAPHS.values():
        data = (folder / file).read_bytes()
        files.append({"path": file, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    return {
        "format": 1,
        "id": "mini",
        "name": "Mini",
        "version": version,
        "description": "A compact 3D network for abdominal CT and MR, shipped with parse3d.",
        **notes,
        "files": files,
        "graphs": {
            role: {"file": file, "inputs": {n: n for n in ins}, "outputs": {n: n for n in outs}}
            for role, (file, ins, outs) in GRAPHS.items()
        },
        "input": {
            "orientation": "RAS",
            "spacing": {"kind": "fixed", "mm": list(recipe.SPACING_MM)},
            "intensity": recipe.INTENSITY,
            "tiling": {
                "kind": "window-3d",
                "size": list(recipe.WINDOW),
                "multipleOf": list(recipe.MULTIPLE_OF),
                "overlap": recipe.OVERLAP,
                "blend": "gaussian",
                "foregroundAbove": recipe.FOREGROUND_ABOVE,
            },
        },
        "text": {"tokenizer": {"kind": "utf8-bytes", "maxTokens": Config().max_tokens}, "knownThreshold": 0.7},
        "output": {"maskThreshold": 0.5, "existenceThreshold": 0.5, "components": recipe.COMPONENTS},
        "structures": [
            {"id": s.id, "name": s.name, "synonyms": list(s.synonyms), "color": list(s.color), "labelId": s.label_id}
            for s in STRUCTURES
        ],
        "groups": [{"names": list(names), "members": list(members)} for names, members in GROUPS],
    }


def export(model: Mini, folder: Path, version: str, notes: dict) -> None:
    """Writes the graphs and manifest.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    inputs = example_inputs(model)
    modules = {"imageEncoder": model.image, "textEncoder": model.text, "promptDecoder": model.decode}
    for role, (file, ins, outs) in GRAPHS.items():
        export_graph(modules[role], inputs[role], (ins, outs), folder / file)
    text = json.dumps(manifest(folder, version, notes), indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n")


def as_stored(model: Mini) -> Mini:
    """The model with the numbers that the pack will hold: large weights rounded to float16."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.numel() >= SMALLEST_STORED:
                weight.copy_(weight.half().float())
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--notes", type=Path, default=Path("mini/card.json"), help="licence, provenance and scores")
    parser.add_argument("--goldens", type=Path, default=Path("../src/testing/fixtures/mini-parity"))
    given = parser.parse_args()
    model = Mini(Config())
    model.load_state_dict(torch.load(given.checkpoint, weights_only=True)["ema"])
    write_goldens(as_stored(model), given.goldens)
    export(model, given.out, given.version, json.loads(given.notes.read_text()))


if __name__ == "__main__":
    main()
