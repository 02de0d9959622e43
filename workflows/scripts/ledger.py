"""What the ledgers of shards say of each case: of its scans, for at one path there may be several."""

import json
from pathlib import Path

Line = dict
Case = dict[str, str]


def lines_of(folder: Path) -> list[Line]:
    ledger = folder / "scans.jsonl"
    lines = ledger.read_text().splitlines() if ledger.exists() else []
    return [line for line in map(parsed, lines) if line]


def parsed(line: str) -> Line | None:
    """The last line of a run that was killed may be cut short."""
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def scans_of(case: Case, lines: list[Line]) -> list[Line]:
    """
    The last line about each scan of a case: “failed” of one try may be followed by “done” of the next. What lay beside its scans and is
    none (“left-out”) tells something only where there is no scan.
    """
    last: dict[tuple, Line] = {}
    for line in lines:
        last[line.get("scan"), line.get("series")] = line
    if any(line.get("status") == "done" for line in lines):
        # Of the whole path it was said by a try in which it could not be read at all.
        whole = (Path(case["path"]).name, None)
        if last.get(whole, {}).get("status") != "done":
            last.pop(whole, None)
    scans = [line for line in last.values() if line.get("status") != "left-out"]
    return scans or list(last.values())[-1:] or [{"status": "lost"}]
