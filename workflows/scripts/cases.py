"""The table of scans: names that tell them apart, paths, and whatever else is known."""

import csv
import sys


def read_cases(path: str) -> list[dict]:
    # Spreadsheets begin a text with a mark of its encoding.
    with open(path, newline="", encoding="utf-8-sig") as table:
        cases = list(csv.DictReader(table, delimiter="\t"))
    names = [case.get("name") for case in cases]
    if not cases or not all(names) or not all(case.get("path") for case in cases):
        sys.exit(f"{path} needs a head with name and path, and both of every scan")
    if len(set(names)) < len(names):
        sys.exit(f"{path} gives two scans one name")
    return cases
