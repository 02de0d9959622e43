"""Checkpoints -> pack: three ONNX graphs (float32 compute, whatever their weights are stored as), the bank, the manifest.

python -m mini.export runs/v1/checkpoint.pt --text runs/text/text-encoder.pt --out ../public/models/mini --version 0.3.0
"""

import argparse
import json
from pathlib import Path

import torch
from torch.utils.flop_counter import FlopCounterMode

from . import recipe
from .export_text import BANK_FILE, export_bank, export_text_encoder
from .graphs import export_graph
from .halves import load_model
from .model import Mini
from .parity import write_goldens
from .phases import OUTPUT, expose_phases
from .planes import all_forms, files_of, listed, processor_gflop, split
from .storage import SMALLEST_STORED, STORAGES, as_int8
from .vocabulary import GROUPS, STRUCTURES

GRAPHS = {
    "imageEncoder": ("image-encoder.onnx", ["image"], ["features", "context"]),
    "textEncoder": ("text-encoder.onnx", ["tokens"], ["structureLogits"]),
    "promptDecoder": ("prompt-decoder.onnx", ["features", "context", "text"], ["maskLogits", "existenceLogits"]),
}


def example_inputs(model: Mini) -> dict[str, tuple[torch.Tensor, ...]]:
    """Inputs that the graphs are traced with: a 32 × 48 × 64 window and two structures."""
    image = torch.linspace(-1, 1, 32 * 48 * 64).reshape(1, 1, 32, 48, 64)
    with torch.no_grad():
        features, context = model.image(image)
    return {"imageEncoder": (image,), "promptDecoder": (features, context, model.bank[:2].detach())}


def count_gflop(model: Mini) -> dict[str, float]:
    """What the largest window costs to encode, and to decode for one prompt; a multiply-add is two operations."""
    x, y, z = recipe.WINDOW
    with torch.no_grad(), FlopCounterMode(display=False) as image:
        features = model.image(torch.zeros(1, 1, z, y, x))
    with torch.no_grad(), FlopCounterMode(display=False) as prompt:
        model.decode(*features, model.bank[:1].detach())
    return {"windowGflop": round(image.get_total_flops() / 1e9, 2), "promptGflop": round(prompt.get_total_flops() / 1e9, 3)}


def shipped(outputs: list[str]) -> list[str]:
    """The outputs of a graph once a decoder's phases are exposed."""
    return [OUTPUT if name == "maskLogits" else name for name in outputs]


def manifest(folder: Path, version: str, notes: dict, text: dict, compute: dict) -> dict:
    """`docs/model-pack.md`, filled from the recipe, the vocabulary and the files in `folder`."""
    forms = {role: {"file": file} for role, (file, _, _) in GRAPHS.items()}
    forms["imageEncoder"] = all_forms(folder / GRAPHS["imageEncoder"][0])
    return {
        "format": 1,
        "id": "mini",
        "name": "Mini",
        "version": version,
        "description": "A compact 3D network for abdominal CT and MR, shipped with parse3d.",
        **notes,
        "compute": compute,
        "files": listed(folder, [name for form in forms.values() for name in files_of(form)] + [BANK_FILE]),
        "graphs": {
            role: forms[role] | {"inputs": {n: n for n in ins}, "outputs": {n: n for n in shipped(outs)}}
            for role, (_, ins, outs) in GRAPHS.items()
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
        "text": text,
        "output": {"maskThreshold": 0.5, "existenceThreshold": 0.5, "components": recipe.COMPONENTS},
        "structures": [
            {"id": s.id, "name": s.name, "synonyms": list(s.synonyms), "color": list(s.color), "labelId": s.label_id}
            for s in STRUCTURES
        ],
        "groups": [{"names": list(names), "members": list(members)} for names, members in GROUPS],
        "refine": recipe.REFINE,
    }


def export(model: Mini, text: Path, folder: Path, version: str, notes: dict, storage: str = "float16") -> None:
    """Writes the graphs, the bank and manifest.json into `folder`; `text` is the checkpoint of the text encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    inputs, modules = example_inputs(model), {"imageEncoder": model.image, "promptDecoder": model.decode}
    for role, module in modules.items():
        file, ins, outs = GRAPHS[role]
        export_graph(module, inputs[role], (ins, outs), folder / file, storage)
    split(folder / GRAPHS["imageEncoder"][0])
    expose_phases(folder / GRAPHS["promptDecoder"][0])
    words = export_text_encoder(text, folder) | {"bank": export_bank(model.bank, folder)}
    compute = count_gflop(model) | processor_gflop(folder / GRAPHS["imageEncoder"][0], recipe.WINDOW)
    written = manifest(folder, version, notes, words, compute)
    (folder / "manifest.json").write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")


def as_stored(model: Mini, storage: str = "float16") -> Mini:
    """The model with the numbers that the pack will hold: large weights but the bank rounded to `storage`."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.numel() < SMALLEST_STORED or name == "bank":
                continue
            if storage == "float16":
                weight.copy_(weight.half().float())
            elif storage == "int8" and weight.dim() > 1:
                weight.copy_(torch.from_numpy(as_int8(weight.numpy())))
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--text", type=Path, required=True, help="checkpoint of train_text.py, or a pack, to keep its encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--weights", choices=STORAGES, default="int8", help="how the image network is stored")
    parser.add_argument("--notes", type=Path, default=Path("mini/card.json"), help="licence, provenance and scores")
    parser.add_argument("--goldens", type=Path, help="folder of image.nii.gz, to write what the stored weights give for it")
    given = parser.parse_args()
    model = as_stored(load_model(given.checkpoint), given.weights)
    if given.goldens:
        write_goldens(model, given.text, given.goldens)
    export(model, given.text, given.out, given.version, json.loads(given.notes.read_text()), given.weights)


if __name__ == "__main__":
    main()
