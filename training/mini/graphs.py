"""A PyTorch module -> an ONNX graph that runs on WebGPU and WebAssembly, its weights stored small."""

from pathlib import Path

import onnx
import torch

from .storage import store

OPSET = 17
SPACE = {2: "d", 3: "h", 4: "w"}
DYNAMIC = {
    "image": SPACE,
    "features": SPACE,
    "context": SPACE,
    "tokens": {0: "prompts"},
    "structureLogits": {0: "prompts"},
    "text": {0: "prompts"},
    "maskLogits": {0: "prompts", 1: "d", 2: "h", 3: "w"},
    "existenceLogits": {0: "prompts"},
}


def export_graph(
    module: torch.nn.Module, inputs: tuple, names: tuple[list[str], list[str]], path: Path, storage: str = "float16"
) -> None:
    """Traces `module` with `inputs`; `names` are those of the graph's inputs and outputs, `storage` one of STORAGES."""
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
    store(graph, storage)
    graph.producer_name, graph.doc_string = "parse3d", ""
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, path)
