"""Packs whose answers are known in closed form: the engine's tests run them, so that it cannot lean on one model's habits.

python -m mini.fixtures_packs    writes ../src/testing/packs/<id>/

A voxel belongs to a prompt where the prepared image exceeds a threshold that the text's first letter gives
(a: 0.1, b: 0.2 … z: 2.6); the prompt exists where the brightest voxel of a tile does. The pack with a bank takes the
thresholds of its structures from there instead, and its text encoder gives their meaning alone.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).parents[2] / "src/testing/packs"
OPSET = 17
STEEPNESS = 20.0
MAX_TOKENS = 32
BEFORE_A = ord("a")  # tokens are bytes plus one
# Names whose first letters give the thresholds 0.5, 0.9 and 2.6: above anything that an image holds.
STRUCTURES = ("edge", "inner", "zenith")
BANK = np.array([[0.7], [0.9], [2.6]], "<f4")

Graph = tuple[list[onnx.NodeProto], list, list, dict[str, np.ndarray]]


def floats(name: str, *shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def text_encoder(with_embedding: bool) -> Graph:
    """tokens (P, T) -> threshold (P, 1); logits 10 where the first letter is the structure's, 5 for none of them."""
    nodes = [
        helper.make_node("Gather", ["tokens", "first"], ["letter"], axis=1),
        helper.make_node("Equal", ["letter", "letters"], ["same"]),
        helper.make_node("Cast", ["same"], ["sameFloat"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["sameFloat", "scale"], ["scaled"]),
        helper.make_node("Add", ["scaled", "offset"], ["structureLogits"]),
    ]
    embed = [
        helper.make_node("Cast", ["letter"], ["letterFloat"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["letterFloat", "beforeA"], ["rank"]),
        helper.make_node("Mul", ["rank", "tenth"], ["embedding"]),
    ]
    # One letter more than there are structures: no text starts with it, so "none" is always 5.
    letters = [[ord(name[0]) + 1 for name in STRUCTURES] + [-1]]
    constants = {
        "first": np.array([0], np.int64),
        "letters": np.array(letters, np.int32),
        "scale": np.array(10, np.float32),
        "offset": np.array([[0] * len(STRUCTURES) + [5]], np.float32),
    }
    tokens = helper.make_tensor_value_info("tokens", TensorProto.INT32, ("P", MAX_TOKENS))
    meaning = floats("structureLogits", "P", len(STRUCTURES) + 1)
    if not with_embedding:
        return nodes, [tokens], [meaning], constants
    constants |= {"beforeA": np.array(BEFORE_A, np.float32), "tenth": np.array(0.1, np.float32)}
    return [*nodes, *embed], [tokens], [floats("embedding", "P", 1), meaning], constants


def window_encoder() -> Graph:
    """image (1, 1, D, H, W) -> the image itself and its peak (1, 1)."""
    nodes = [
        helper.make_node("Identity", ["image"], ["features"]),
        helper.make_node("ReduceMax", ["image"], ["peak"], axes=[1, 2, 3, 4], keepdims=0),
    ]
    shape = (1, 1, "D", "H", "W")
    return nodes, [floats("image", *shape)], [floats("features", *shape), floats("peak", 1)], {}


def slice_encoder(channels: int) -> Graph:
    """image (1, N, S, S) of grey values 0–255 -> the middle channel, 0–1, at half the resolution, and its peak."""
    nodes = [
        helper.make_node("Gather", ["image", "middle"], ["grey"], axis=1),
        helper.make_node("Div", ["grey", "white"], ["centre"]),
        helper.make_node("AveragePool", ["centre"], ["features"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("ReduceMax", ["centre"], ["peak"], axes=[1, 2, 3], keepdims=0),
    ]
    image, features = floats("image", 1, channels, "S", "S"), floats("features", 1, 1, "h", "w")
    constants = {"middle": np.array([channels // 2], np.int64), "white": np.array(255, np.float32)}
    return nodes, [image], [features, floats("peak", 1)], constants


def decoder(space: tuple[str, ...]) -> Graph:
    """(features − threshold) · k -> (P, *space), and (peak − threshold) · k -> (P,)."""
    axes = np.array([1 + axis for axis in range(1, len(space))], np.int64)
    nodes = [
        helper.make_node("Squeeze", ["features", "batch"], ["plain"]),
        helper.make_node("Unsqueeze", ["text", "axes"], ["threshold"]),
        helper.make_node("Sub", ["plain", "threshold"], ["above"]),
        helper.make_node("Mul", ["above", "steepness"], ["maskLogits"]),
        helper.make_node("Sub", ["peak", "text"], ["peakAbove"]),
        helper.make_node("Mul", ["peakAbove", "steepness"], ["peakLogits"]),
        helper.make_node("Squeeze", ["peakLogits", "column"], ["existenceLogits"]),
    ]
    constants = {
        "batch": np.array([0], np.int64),
        "column": np.array([1], np.int64),
        "axes": axes,
        "steepness": np.array(STEEPNESS, np.float32),
    }
    inputs = [floats("features", 1, 1, *space), floats("peak", 1), floats("text", "P", 1)]
    return nodes, inputs, [floats("maskLogits", "P", *space), floats("existenceLogits", "P")], constants


# A second look at one of the structures, on a grid of its own whose windows are of another size.
REFINE = {
    "structures": ["inner"],
    "spacing": [1.5, 1.4, 2.0],
    "tiling": {"kind": "window-3d", "size": [40, 32, 24], "multipleOf": [8, 8, 8], "overlap": 0.25, "blend": "gaussian"},
    "pointsAbove": 0.1,
    "marginMm": 8.0,
    "modalities": ["CT"],
}
WINDOW_INPUT = {
    "orientation": "RAS",
    "spacing": {"kind": "fixed", "mm": [2.0, 2.0, 2.5]},
    "tiling": {"kind": "window-3d", "size": [32, 32, 24], "multipleOf": [8, 8, 8], "overlap": 0.25, "blend": "gaussian"},
}
SLICE_INPUT = {
    "orientation": "stored",
    "spacing": {"kind": "native"},
    "tiling": {"kind": "slices-2.5d", "neighbours": [-1, 0, 1], "size": 128},
}
PACKS = {
    "analytic-windows": (WINDOW_INPUT, window_encoder(), decoder(("D", "H", "W"))),
    "analytic-slices": (SLICE_INPUT, slice_encoder(3), decoder(("h", "w"))),
    "analytic-bank": (WINDOW_INPUT, window_encoder(), decoder(("D", "H", "W"))),
    "analytic-refine": (WINDOW_INPUT, window_encoder(), decoder(("D", "H", "W"))),
}


def save(graph: Graph, path: Path) -> dict:
    """Writes the graph; gives its entry in `files`."""
    nodes, inputs, outputs, constants = graph
    made = helper.make_graph(nodes, "analytic", inputs, outputs, [numpy_helper.from_array(v, n) for n, v in constants.items()])
    model = helper.make_model(made, producer_name="parse3d", ir_version=8, opset_imports=[helper.make_opsetid("", OPSET)])
    onnx.checker.check_model(model, full_check=True)
    return write(model.SerializeToString(), path)


def write(data: bytes, path: Path) -> dict:
    """Writes the bytes; gives their entry in `files`."""
    path.write_bytes(data)
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def manifest(name: str, given: dict, graphs: dict[str, Graph], files: dict[str, dict]) -> dict:
    white = 255.0 if given["tiling"]["kind"] == "slices-2.5d" else 1.0
    rule = {"kind": "window", "low": 0.0, "high": 1000.0, "to": [0.0, white]}
    return {
        "format": 1,
        "id": name,
        "name": name.replace("-", " ").capitalize(),
        "version": "1.0.0",
        "description": "Thresholds the image. Made for tests.",
        "license": {"name": "MIT", "terms": "As parse3d."},
        "provenance": {"trainedOn": [], "trainedBy": "nobody", "date": "2026-11-24", "recipe": "mini/fixtures_packs.py"},
        "scores": [],
        "files": list(files.values()),
        "graphs": {
            role: {
                "file": files[role]["path"],
                "inputs": {i.name: i.name for i in inputs},
                "outputs": {o.name: o.name for o in outputs},
            }
            for role, (_, inputs, outputs, _) in graphs.items()
        },
        "input": {**given, "intensity": {"CT": rule, "MR": rule, "other": rule}},
        "text": {
            "tokenizer": {"kind": "utf8-bytes", "maxTokens": MAX_TOKENS},
            "knownThreshold": 0.7,
            **({"bank": {"file": files["bank"]["path"], "width": BANK.shape[1]}} if "bank" in files else {}),
        },
        "output": {"maskThreshold": 0.5, "existenceThreshold": 0.5},
        "structures": [
            {"id": s, "name": s, "synonyms": [], "color": [200, 100 + 20 * n, 60], "labelId": n + 1}
            for n, s in enumerate(STRUCTURES)
        ],
        "groups": [{"names": ["shells"], "members": ["edge", "inner"]}],
        **({"refine": [REFINE]} if name == "analytic-refine" else {}),
    }


def main() -> None:
    for name, (given, image, decode) in PACKS.items():
        folder = OUT / name
        folder.mkdir(parents=True, exist_ok=True)
        has_bank = name == "analytic-bank"
        graphs = {"imageEncoder": image, "textEncoder": text_encoder(not has_bank), "promptDecoder": decode}
        stems = {"imageEncoder": "image-encoder", "textEncoder": "text-encoder", "promptDecoder": "prompt-decoder"}
        files = {role: save(graph, folder / f"{stems[role]}.onnx") for role, graph in graphs.items()}
        if has_bank:
            files["bank"] = write(BANK.tobytes(), folder / "bank.f32")
        text = json.dumps(manifest(name, given, graphs, files), indent=2)
        (folder / "manifest.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
