"""The averaged network alone, in float16: small enough to carry from one machine to another.

python -m mini.halves runs/v3/checkpoint.pt mini.half.pt     from a checkpoint of train.py, a pack's folder or another such file
"""

import argparse
from dataclasses import asdict
from pathlib import Path

import torch

from .model import Config, Mini


def save_half(model: Mini, path: Path, **facts: float | int | str) -> None:
    """Writes the weights as float16, what the network is made of, and `facts`; a file half written is never seen."""
    weights = {name: value.detach().half().cpu() for name, value in model.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save({"config": asdict(model.config), "weights": weights, "facts": facts}, part)
    part.replace(path)


def load_model(path: Path, device: str = "cpu") -> Mini:
    """The network of a file of `save_half`, of a checkpoint of train.py (its moving average), or of a pack's folder."""
    if path.is_dir():
        from .from_pack import from_pack

        return from_pack(path).to(device)
    state = torch.load(path, weights_only=True, map_location=device)
    model = Mini(Config(**state["config"]) if "config" in state else Config()).to(device)
    weights = state["weights"] if "weights" in state else state["ema"]
    model.load_state_dict({name: value.float() for name, value in weights.items()})
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    save_half(load_model(given.source), given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
