"""Figures of `npm run evaluate` -> the manifest's scores and the tables of the model card, so that no figure is typed by hand.

python -m mini.card ../public/models/mini ../results/evaluation.json ../results/presence.json ../results/perturbations.json

Each file goes by its own "format" to the lines of the card between <!-- name --> and <!-- /name -->. A structure without a
figure for a modality is answered by the app as "not tested" there.
"""

import argparse
import json
import re
from pathlib import Path

# The modality and name of a set of validation scans, by how its scans' names begin.
DATASETS = {
    "ct_btcv": ("CT", "BTCV, 4 held-out portal-venous CTs"),
    "mr_chaos": ("MR", "CHAOS, 3 held-out T2-SPIR MRs"),
    "mr_amos": ("MR", "AMOS, one contrast-enhanced T1 MR"),
}
# Where in the card the table of a file goes, by the file's format.
PLACES = {
    "parse3d-evaluation": "scores",
    "parse3d-presence": "presence",
    "parse3d-perturbations": "perturbations",
    "parse3d-prompts": "prompts",
    "parse3d-storages": "storages",
    "parse3d-verdicts": "verdicts",
}


def scores(evaluation: dict) -> list[dict]:
    """Mean Dice per data set and structure, then over the structures, as the manifest lists them."""
    rows = []
    for begins, (modality, dataset) in DATASETS.items():
        of: dict[str, list[float]] = {}
        for case in evaluation["cases"]:
            if case["name"].startswith(begins):
                for scored in case["structures"]:
                    if scored.get("dice") is not None:
                        of.setdefault(scored["structure"], []).append(scored["dice"])
        means = {structure: sum(values) / len(values) for structure, values in of.items()}
        if means:
            means["mean"] = sum(means.values()) / len(means)
        for structure, value in means.items():
            row = {"dataset": dataset, "metric": "Dice", "structure": structure, "value": round(value, 3)}
            rows.append({**row, "cases": max(map(len, of.values())), "modality": modality})
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


def untested(rows: list[dict], names: dict[str, str]) -> str:
    """A sentence that names what has no figure, per modality."""
    sentences = []
    for modality in dict.fromkeys(modality for modality, _ in DATASETS.values()):
        tested = {r["structure"] for r in rows if r["modality"] == modality}
        missing = [name for structure, name in names.items() if structure not in tested]
        if missing:
            sentences.append(f"Not tested on {modality}: {', '.join(missing)}.")
    return " ".join(sentences)


def place(card: str, name: str, text: str) -> str:
    """`card` with `text` between the markers of `name`; a card without them is an error, not a figure lost."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    if not marked.search(card):
        raise SystemExit(f"The card has no <!-- {name} --> … <!-- /{name} --> to write figures between.")
    return marked.sub(lambda found: f"{found[1]}{text.rstrip()}\n{found[2]}", card)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("results", type=Path, nargs="+", help="JSON files of npm run evaluate")
    given = parser.parse_args()
    path, card = given.pack / "manifest.json", given.pack / "README.md"
    manifest, text = json.loads(path.read_text()), card.read_text()
    graphs = {f["path"]: f["sha256"] for f in manifest["files"]}
    names = {s["id"]: s["name"] for s in manifest["structures"]}
    for file in given.results:
        result = json.loads(file.read_text())
        if {f["path"]: f["sha256"] for f in result["pack"]["files"]} != graphs:
            raise SystemExit(f"{file} is of another pack. Run `npm run evaluate` again.")
        measured = result["pack"].get("thresholds")  # storages.py compares packs before they are calibrated
        if measured and {k: v for k, v in measured.items() if k != "known"} != manifest["output"]:
            raise SystemExit(f"{file} was measured with other thresholds than the pack has now. Run `npm run evaluate` again.")
        progress = result.get("progress", {"done": 1, "of": 1})
        if progress["done"] < progress["of"]:
            raise SystemExit(f"{file} holds {progress['done']} of {progress['of']} cases. Run `npm run evaluate` to the end.")
        if result["format"] == "parse3d-evaluation":
            manifest["scores"] = scores(result)
            rows = table(manifest["scores"], names | {"mean": "**mean of the above**"})
            text = place(text, "scores", f"{rows}\n{untested(manifest['scores'], names)}")
        else:
            text = place(text, PLACES[result["format"]], result["markdown"])
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    card.write_text(re.sub(r"^# Mini .*$", f"# Mini {manifest['version']}", text, count=1, flags=re.M))


if __name__ == "__main__":
    main()
