"""A trained text encoder and the bank of embeddings -> their files in a pack, and what the manifest says of them.

python -m mini.export_text runs/text/text-encoder.pt --out FOLDER    writes text-encoder.onnx alone
"""

import argparse
import json
from pathlib import Path

import onnx
import torch

from .graphs import export_graph
from .ngram_encoder import MAX_TOKENS, NgramEncoder
from .storage import SMALLEST_STORED
from .tokens import to_tokens
from .wording import NONE

FILE = "text-encoder.onnx"
BANK_FILE = "text-bank.f32"


def _from_pack(folder: Path) -> tuple[NgramEncoder, float]:
    from .from_pack import stored_weights

    encoder, weights = NgramEncoder(NONE), stored_weights(onnx.load(folder / FILE))
    encoder.load_state_dict({name: torch.from_numpy(weights[name].copy()) for name in encoder.state_dict()})
    return encoder.eval(), json.loads((folder / "manifest.json").read_text())["text"]["knownThreshold"]


def load_text_encoder(checkpoint: Path) -> tuple[NgramEncoder, float]:
    """The encoder with the numbers that a pack stores (large weights rounded to float16), and its known-threshold.

    `checkpoint` is that of train_text.py, or a pack's folder whose encoder is kept.
    """
    if checkpoint.is_dir():
        return _from_pack(checkpoint)
    stored = torch.load(checkpoint, weights_only=True)
    encoder = NgramEncoder(NONE)
    encoder.load_state_dict(stored["text"])
    with torch.no_grad():
        for weight in encoder.parameters():
            if weight.numel() >= SMALLEST_STORED:
                weight.copy_(weight.half().float())
    return encoder.eval(), stored["facts"]["threshold"]


def export_text_encoder(checkpoint: Path, folder: Path) -> dict:
    """Writes the graph (role `tokens` -> `structureLogits`); gives the manifest's `text`, without a bank."""
    encoder, threshold = load_text_encoder(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    tokens = to_tokens(["liver", "the left kidney"], MAX_TOKENS)
    export_graph(encoder, (tokens,), (["tokens"], ["structureLogits"]), folder / FILE)
    return {"tokenizer": {"kind": "utf8-bytes", "maxTokens": MAX_TOKENS}, "knownThreshold": threshold}


def export_bank(bank: torch.Tensor, folder: Path) -> dict:
    """Writes (structures, width) as little-endian float32; gives the manifest's `text.bank`."""
    rows = bank.detach().cpu().float().numpy().astype("<f4")
    (folder / BANK_FILE).write_bytes(rows.tobytes())
    return {"file": BANK_FILE, "width": rows.shape[1]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    print(export_text_encoder(given.checkpoint, given.out))


if __name__ == "__main__":
    main()
