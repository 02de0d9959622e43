"""What storing the weights smaller costs: a pack per storage, evaluated one after the other -> results/storages.json for card.py.

python -m mini.storages runs/v1/checkpoint.pt --text runs/text/text-encoder.pt --pack ../public/models/mini
"""

import argparse
import json
import resource
import subprocess
import tempfile
from pathlib import Path

from .export import as_stored, export
from .halves import load_model
from .storage import STORAGES

ROOT = Path(__file__).parents[2]


def _spent() -> float:
    """Seconds of processor time that finished child processes took: other work on the machine changes them little."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(pack: Path, data: Path, report: Path) -> dict[str, float]:
    """Mean Dice per modality, and the seconds that the whole evaluation took of all processors together."""
    command = ["npm", "run", "-s", "evaluate", "--", "--pack", pack, "--images", data, "--labels", data, "--json", report]
    began = _spent()
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    seconds = _spent() - began
    means = {m["name"].removeprefix("mean").strip(): m["mean"] for m in json.loads(report.read_text())["means"]}
    return {"CT": means["CT"], "MR": means["MR"], "seconds": seconds}


def rows(given: argparse.Namespace) -> list[tuple[str, float, dict[str, float]]]:
    """Storage, size of the pack (MB), figures."""
    out = []
    with tempfile.TemporaryDirectory() as temporary:
        for storage in STORAGES:
            model = load_model(given.checkpoint)
            pack = Path(temporary) / storage / "mini"
            notes = json.loads(Path("mini/card.json").read_text())
            export(as_stored(model, storage), given.text, pack, "0.0.0", notes, storage)
            size = sum(f.stat().st_size for f in pack.iterdir()) / 1e6
            out.append((storage, size, measure(pack, given.data, Path(temporary) / f"{storage}.json")))
    return out


def table(found: list[tuple[str, float, dict[str, float]]]) -> str:
    lines = [
        "| stored as | pack, MB | CT mean Dice | MR mean Dice | processor time of the evaluation, s |",
        "|---|--:|--:|--:|--:|",
    ]
    for storage, size, f in found:
        lines.append(f"| {storage} | {size:.1f} | {f['CT']:.4f} | {f['MR']:.4f} | {f['seconds']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=ROOT / "public/models/mini", help="the pack whose card the table is for")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/validation")
    parser.add_argument("--out", type=Path, default=ROOT / "results/storages.json")
    given = parser.parse_args()
    markdown = table(rows(given))
    print(markdown)
    files = json.loads((given.pack / "manifest.json").read_text())["files"]
    given.out.parent.mkdir(exist_ok=True)
    given.out.write_text(json.dumps({"format": "parse3d-storages", "pack": {"files": files}, "markdown": markdown}) + "\n")


if __name__ == "__main__":
    main()
