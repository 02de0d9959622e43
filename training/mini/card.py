"""Figures of `npm run evaluate` -> the manifest's scores and the table of the model card, so that no figure is typed by hand.

python -m mini.card ../results/evaluation.json ../public/models/mini
"""

import argparse
import json
import re
from pathlib import Path

DATASETS = {"CT": "BTCV, 4 held-out portal-venous CTs", "MR": "CHAOS, 3 held-out T2-SPIR MRs"}
TABLE = re.compile(r"(<!-- scores -->\n).*?(<!-- /scores -->)", re.S)


def scores(evaluation: dict) -> list[dict]:
    """Mean Dice per modality and structure, then over the structures, as the manifest lists them."""
    rows = []
    for mean in evaluation["means"]:
        modality = mean["name"].removeprefix("mean").strip()
        if modality not in DATASETS:
            continue
        values = {**mean["structures"], "mean": mean["mean"]}
        for structure, value in values.items():
            if value is not None:
                row = {"dataset": DATASETS[modality], "metric": "Dice", "structure": structure, "value": round(value, 3)}
                rows.append({**row, "cases": mean["cases"], "modality": modality})
    return rows


def table(rows: list[dict], names: dict[str, str]) -> str:
    """The same figures as Markdown, a line per structure, a column per data set."""
    datasets = list(dict.fromkeys(r["dataset"] for r in rows))
    value = {(r["structure"], r["dataset"]): f"{r['value']:.3f}" for r in rows}
    lines = ["| structure | " + " | ".join(datasets) + " |", "|---|" + "--:|" * len(datasets)]
    for structure in dict.fromkeys(r["structure"] for r in rows):
        cells = (value.get((structure, d), "–") for d in datasets)
        lines.append(f"| {names.get(structure, structure)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("evaluation", type=Path)
    parser.add_argument("pack", type=Path)
    given = parser.parse_args()
    path, card = given.pack / "manifest.json", given.pack / "README.md"
    manifest = json.loads(path.read_text())
    evaluation = json.loads(given.evaluation.read_text())
    if evaluation["pack"]["version"] != manifest["version"]:
        raise SystemExit("The evaluation is of another version of the pack. Run `npm run evaluate` again.")
    manifest["scores"] = scores(evaluation)
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    names = {s["id"]: s["name"] for s in manifest["structures"]} | {"mean": "**mean of the above**"}
    rows = table(manifest["scores"], names)
    text = TABLE.sub(lambda found: found[1] + rows + found[2], card.read_text())
    card.write_text(re.sub(r"^# Mini .*$", f"# Mini {manifest['version']}", text, count=1, flags=re.M))


if __name__ == "__main__":
    main()
