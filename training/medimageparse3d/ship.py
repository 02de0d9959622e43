"""The recipe that comes with parse3d, made anew: graphs without weights and where each weight belongs.

python -m medimageparse3d.ship [--out ../public/models/medimageparse3d]

Per precision a folder with gzipped graphs and `layout.json`. `recipe.json` beside them and the files that it says all packs
share are kept by hand, but for `madeFrom` and the size of the pack that each precision makes, which this fills in.
"""

import argparse
import gzip
import hashlib
import json
import tempfile
from pathlib import Path

from . import precision
from .config import FULL
from .export import export

SOURCES = (
    *("config", "model", "backbone", "pixel_decoder", "decoder", "text_encoder", "layers", "positions", "boltzmann"),
    *("graphs", "export", "reshapes", "quantize", "precision"),
)
FOLDER = Path(__file__).parents[2] / "public" / "models" / "medimageparse3d"
SIDE = 512


def make(folder: Path) -> Path:
    """The recipe of the full configuration at every precision, in `folder`."""
    export(FULL, folder / "graphs", (SIDE, SIDE))
    precision.recipe(folder / "graphs", folder / "recipe", FULL)
    return folder / "recipe"


def pack_bytes(layout: dict) -> int:
    """Of the pack but its manifest."""
    return sum(file["bytes"] for file in (*layout["files"], *layout["copies"]))


def made_from() -> str:
    """SHA-256 of the code that the graphs and layouts are made by: another means that they must be made anew."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()


def ship(recipe: Path, out: Path) -> None:
    described = json.loads((out / "recipe.json").read_text())
    shared = sum(file["bytes"] for file in described["shared"])
    for entry in described["precisions"]:
        name = entry["name"]
        (out / name).mkdir(exist_ok=True)
        for path in sorted((recipe / name).iterdir()):
            (out / name / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        entry["bytes"] = pack_bytes(json.loads((recipe / name / "layout.json").read_text())) + shared
    described["madeFrom"] = made_from()
    (out / "recipe.json").write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        ship(make(Path(temporary)), args.out)


if __name__ == "__main__":
    main()
