"""One slice of 512², one prompt: PyTorch, then packs under Node and in Chromium on WebAssembly, on this machine.

python -m medimageparse3d.measure --checkpoint full.ckpt --pack PACK [--pack PACK …] [--json FILE]

Every run has one thread, and times are processor seconds, because a shared machine gives each run another share of its
cores; the ratio to PyTorch is of the same run of this program. Any checkpoint will do: the work does not depend on numbers.
"""

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from . import checkpoint, predict
from .graphs import ImageEncoder, PromptDecoder
from .noise import uniform

ROOT = Path(__file__).parents[2]
SIDE = 512
TOKENS = [49406, 12639, 530, 596, 2164, 576, 1122, 49407]  # "liver in abdomen CT"
GRAPHS = ("text-encoder", "image-encoder", "prompt-decoder")


def timed(work) -> tuple:
    before, start = time.process_time(), time.monotonic()
    result = work()
    return result, {"processor": time.process_time() - before, "wall": time.monotonic() - start}


@torch.no_grad()
def in_torch(path: Path, inputs: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """Times per graph and the answers; writes what the others read."""
    torch.set_num_threads(1)
    model = checkpoint.load(path)
    image = torch.from_numpy(np.floor(uniform("measure/image", (1, 3, SIDE, SIDE)) * 256))
    noise = predict.slice_noise(model, "measure", 0, 1, (SIDE, SIDE))
    tokens = torch.tensor([TOKENS], dtype=torch.int32)
    write_inputs(inputs, {"image": image, "tokens": tokens} | {f"noise{i}": value for i, value in enumerate(noise)})
    encode, decode = ImageEncoder(model), PromptDecoder(model)
    model.encode_text(tokens[:, :2])  # pages of a mapped file are read when they are first used
    text, for_text = timed(lambda: model.encode_text(tokens))
    features, for_image = timed(lambda: encode(image))
    decode(text, features, noise)
    masks, for_prompt = timed(lambda: decode(text, features, noise))
    times = dict(zip(GRAPHS, ({"ran": t} for t in (for_text, for_image, for_prompt)), strict=True))
    return times, {"maskLogits": masks.mask.numpy(), "existenceLogits": masks.existence.numpy()}


def write_inputs(folder: Path, arrays: dict[str, torch.Tensor]) -> None:
    listed = {}
    for name, value in arrays.items():
        kind = "int32" if value.dtype == torch.int32 else "float32"
        (folder / f"{name}.bin").write_bytes(value.contiguous().numpy().tobytes())
        listed[name] = {"type": kind, "shape": list(value.shape), "file": f"{name}.bin"}
    (folder / "inputs.json").write_text(json.dumps(listed))


def outside(script: str, pack: Path, inputs: Path, out: Path, *more: str) -> dict:
    command = ["node", "--import", "tsx", f"scripts/graphs/{script}.mjs", str(pack.resolve()), str(inputs), str(out), "1", *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"failed": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    return json.loads(done.stdout.splitlines()[-1])


def deviation(out: Path, want: dict[str, np.ndarray]) -> dict:
    """Of the mask's logits on average, Dice of where they exceed 0, and of the existence logit."""
    mask, existence = (
        np.fromfile(out / f"{name}.bin", np.float32).reshape(want[name].shape) for name in ("maskLogits", "existenceLogits")
    )
    inside, right = mask > 0, want["maskLogits"] > 0
    return {
        "maskLogitsMean": float(np.abs(mask - want["maskLogits"]).mean()),
        "dice": float(2 * (inside & right).sum() / (inside.sum() + right.sum())),
        "existenceLogit": float(np.abs(existence - want["existenceLogits"]).max()),
    }


def row(name: str, found: dict, torch_times: dict) -> str:
    if "failed" in found:
        return f"{name}: {found['failed']}"
    cells = []
    for graph in GRAPHS:
        seconds, base = found[graph]["ran"]["processor"], torch_times[graph]["ran"]["processor"]
        cells.append(f"{graph} {seconds:.1f} s ({seconds / base:.2f} of PyTorch)")
    return f"{name}: " + ", ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--pack", type=Path, action="append", required=True)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    results: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as temporary:
        inputs, out = Path(temporary) / "inputs", Path(temporary) / "out"
        inputs.mkdir()
        out.mkdir()
        results["PyTorch"], want = in_torch(args.checkpoint, inputs)
        print(row("PyTorch", results["PyTorch"], results["PyTorch"]), flush=True)
        for pack in args.pack:
            ways = {"Node": ("in-node",), "Chromium": ("in-chromium", "together")}
            for way, (script, *more) in ways.items():
                name = f"{pack.name}, {way}"
                results[name] = outside(script, pack, inputs, out, *more)
                if "failed" not in results[name]:
                    results[name]["deviation"] = deviation(out, want)
                print(row(name, results[name], results["PyTorch"]), json.dumps(results[name]), flush=True)
                if args.json:
                    args.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
