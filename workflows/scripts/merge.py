"""One report of all shards. Ends badly where nothing is known of a scan: none gets lost."""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from cases import read_cases
from run_shard import lines_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", required=True)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    given = parser.parse_args()
    cases = read_cases(given.cases)
    lines, rows, head = {}, [], []
    for shard in sorted(each for each in given.shards.iterdir() if each.is_dir()):
        for line in lines_of(shard):
            # The last says what became of it; “failed” of one try may be followed by “done” of the next.
            lines[line.get("case")] = {**line, "shard": shard.name}
        with open(shard / "findings.csv", newline="") as table:
            head, *own = list(csv.reader(table))
        rows += own
    given.report.mkdir(parents=True, exist_ok=True)
    extra = [column for column in cases[0] if column not in ("name", "path")]
    write_cases(given.report / "cases.csv", cases, lines, extra)
    write_findings(given.report / "findings.csv", head, rows, cases, lines, extra)
    counts = Counter(lines.get(case["name"], {}).get("status", "lost") for case in cases)
    (given.report / "summary.md").write_text(summary(cases, lines, counts))
    if counts["lost"]:
        print(f"{counts['lost']} scans are lost", file=sys.stderr)
        return 1
    return 0


def write_cases(path: Path, cases: list[dict], lines: dict, extra: list[str]) -> None:
    """Paths may name people, and are not in the report."""
    counts = ["found", "notFound", "notUnderstood", "notAnswered"]
    told = ["status", "modality", *counts, "seconds", "attempts", "stem", "shard", "scanDoubt", "sentence"]
    with open(path, "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["name", *extra, *told])
        for case in cases:
            line = lines.get(case["name"], {"status": "lost"})
            writer.writerow([case["name"], *(case[column] for column in extra), *(line.get(each, "") for each in told)])


def write_findings(
    path: Path, head: list[str], rows: list[list[str]], cases: list[dict], lines: dict, extra: list[str]
) -> None:
    """The lines of every scan, with what is known of it in front."""
    by_stem = {lines[case["name"]].get("stem"): case for case in cases if case["name"] in lines}
    with open(path, "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["case", *extra, *head])
        for row in rows:
            case = by_stem.get(row[0])
            if case:
                writer.writerow([case["name"], *(case[column] for column in extra), *row])


def summary(cases: list[dict], lines: dict, counts: Counter) -> str:
    seconds = [lines[case["name"]]["seconds"] for case in cases if "seconds" in lines.get(case["name"], {})]
    mean = f"{sum(seconds) / len(seconds):.1f}" if seconds else "–"
    bad = [case["name"] for case in cases if lines.get(case["name"], {}).get("status") != "done"]
    told = [f"| {name} | {lines.get(name, {}).get('sentence', 'lost')} |" for name in bad]
    return "\n".join(
        [
            "# Report",
            "",
            "Research use only. Not a medical device.",
            "",
            f"{len(cases)} scans: {', '.join(f'{count} {status}' for status, count in sorted(counts.items()))}.",
            f"{mean} s a scan on average, {sum(seconds) / 3600:.2f} h in all.",
            *(["", "| not answered | why |", "|---|---|", *told] if told else []),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
