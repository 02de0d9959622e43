"""Volumes of each structure by what is known of the scans: dots over numbers, boxes over words."""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

MOST_STRUCTURES = 24


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--columns", nargs="*", default=[])
    given = parser.parse_args()
    with open(given.findings, newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["answer"] == "found" and row["volume_ml"]]
    given.out.mkdir(parents=True, exist_ok=True)
    for column in given.columns:
        known = [row for row in rows if row.get(column)]
        if known:
            draw(known, column, given.out / f"volume-by-{column}.svg")


def draw(rows: list[dict], column: str, path: Path) -> None:
    by_name = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append(row)
    names = sorted(by_name, key=lambda name: (-len(by_name[name]), name))[:MOST_STRUCTURES]
    columns = min(4, len(names))
    lines = -(-len(names) // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(3.2 * columns, 2.6 * lines), squeeze=False)
    is_number = all(is_numeric(row[column]) for row in rows)
    for n, axis in enumerate(axes.flat):
        if n >= len(names):
            axis.axis("off")
            continue
        own = by_name[names[n]]
        if is_number:
            dots(axis, own, column)
        else:
            boxes(axis, own, column)
        axis.set_title(f"{names[n]} (n = {len(own)})", fontsize=9)
        axis.set_ylabel("mL", fontsize=8)
        axis.tick_params(labelsize=7)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def dots(axis, rows: list[dict], column: str) -> None:
    """What a person should look at is drawn hollow."""
    for verdicts, face in ((("sure",), "tab:blue"), (("check", "doubtful", ""), "none")):
        own = [row for row in rows if row["verdict"] in verdicts]
        xs, ys = [float(row[column]) for row in own], [float(row["volume_ml"]) for row in own]
        axis.scatter(xs, ys, s=14, facecolors=face, edgecolors="tab:blue")
    axis.set_xlabel(column, fontsize=8)


def boxes(axis, rows: list[dict], column: str) -> None:
    groups = defaultdict(list)
    for row in rows:
        groups[row[column]].append(float(row["volume_ml"]))
    names = sorted(groups)
    axis.boxplot([groups[name] for name in names])
    axis.set_xticks(range(1, len(names) + 1), names)


def is_numeric(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    main()
