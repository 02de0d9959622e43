"""One report of all shards. Ends badly where nothing is known of a scan: none gets lost."""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from cases import read_cases
from ledger import Case, Line, lines_of, scans_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", required=True)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    given = parser.parse_args()
    cases = read_cases(given.cases)
    lines, rows, head = defaultdict(list), defaultdict(list), []
    for shard in sorted(each for each in given.shards.iterdir() if each.is_dir()):
        for line in lines_of(shard):
            lines[line.get("case")].append({**line, "shard": shard.name})
        with open(shard / "findings.csv", newline="") as table:
            head, *own = list(csv.reader(table))
        for row in own:
            rows[shard.name, bare(row[0])].append(row)
    scans = [(case, scan) for case in cases for scan in scans_of(case, lines[case["name"]])]
    given.report.mkdir(parents=True, exist_ok=True)
    extra = [column for column in cases[0] if column not in ("name", "path")]
    write_cases(given.report / "cases.csv", scans, extra)
    write_findings(given.report / "findings.csv", head, rows, scans, extra)
    counts = Counter(scan["status"] for _, scan in scans)
    (given.report / "summary.md").write_text(summary(scans, counts))
    if counts["lost"]:
        print(f"{counts['lost']} scans are lost", file=sys.stderr)
        return 1
    return 0


def bare(cell: str) -> str:
    """As it was before spreadsheets were kept from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell


def write_cases(path: Path, scans: list[tuple[Case, Line]], extra: list[str]) -> None:
    """Paths may name people, and are not in the report."""
    counts = ["found", "notFound", "notUnderstood", "notAnswered"]
    told = ["status", "modality", *counts, "seconds", "attempts", "stem", "shard", "scanDoubt", "sentence"]
    with open(path, "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["name", *extra, *told])
        for case, scan in scans:
            known = (case[column] for column in extra)
            writer.writerow([case["name"], *known, *(scan.get(each, "") for each in told)])


def write_findings(path: Path, head: list[str], rows: dict, scans: list[tuple[Case, Line]], extra: list[str]) -> None:
    """The lines of every scan, with what is known of it in front."""
    with open(path, "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["case", *extra, *head])
        for case, scan in scans:
            for row in rows[scan.get("shard"), scan.get("stem")]:
                writer.writerow([case["name"], *(case[column] for column in extra), *row])


def summary(scans: list[tuple[Case, Line]], counts: Counter) -> str:
    seconds = [scan["seconds"] for _, scan in scans if "seconds" in scan]
    mean = f"{sum(seconds) / len(seconds):.1f}" if seconds else "–"
    bad = [(case["name"], scan) for case, scan in scans if scan["status"] != "done"]
    told = [f"| {name} | {scan.get('sentence', 'lost')} |" for name, scan in bad]
    return "\n".join(
        [
            "# Report",
            "",
            "Research use only. Not a medical device.",
            "",
            f"{len(scans)} scans: {', '.join(f'{count} {status}' for status, count in sorted(counts.items()))}.",
            f"{mean} s a scan on average, {sum(seconds) / 3600:.2f} h in all.",
            *(["", "| not answered | why |", "|---|---|", *told] if told else []),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
