"""One shard: asks about its scans, and ends well only if something is known of each of them."""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from cases import read_cases
from ledger import lines_of

HOME = Path(os.environ.get("PARSE3D_HOME", Path(__file__).resolve().parents[2]))
"""Where parse3d is installed."""
ENDED = (0, 1, 4)
"""All answered, all failed, some failed: docs/many-scans.md."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", required=True)
    parser.add_argument("--shard", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--whole", type=Path, required=True, help="written when nothing is left")
    parser.add_argument("--folder", type=Path, required=True, help="where results lie, and are gone on with")
    parser.add_argument("--prompts", required=True)
    parser.add_argument("--packs", nargs="+", required=True)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--options", default="")
    given = parser.parse_args()
    first = given.shard * given.size
    cases = read_cases(given.cases)[first : first + given.size]
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    given.whole.parent.mkdir(parents=True, exist_ok=True)
    scans = folder / "list.tsv"
    scans.write_text("".join(f"{Path(case['path']).resolve()}\t{case['name']}\n" for case in cases))
    code = subprocess.run(command(given, scans, folder), check=False, cwd=HOME).returncode
    known = {line.get("case") for line in lines_of(folder)}
    missing = [case["name"] for case in cases if case["name"] not in known]
    # Anything but 0, 1 and 4 is a run that did not come to its end, where it writes its table.
    if missing or code not in ENDED:
        # Lost on the way, or wrong for all: the job has failed, and goes on from here when it is tried again.
        print(f"Nothing is known of {len(missing)} of {len(cases)} scans (exit code {code})", file=sys.stderr)
        return 1
    given.whole.write_text(json.dumps({"scans": len(cases), "exitCode": code}) + "\n")
    return 0


def command(given: argparse.Namespace, scans: Path, folder: Path) -> list[str]:
    prompts = ["--all"] if given.prompts == "all" else [given.prompts]
    packs = [word for pack in given.packs for word in ("--pack", str(Path(pack).resolve()) if Path(pack).is_dir() else pack)]
    counts = ["--jobs", given.jobs, "--threads", given.threads]
    where = ["--list", str(scans.resolve()), "--out", str(folder.resolve())]
    return ["npm", "run", "--silent", "parse", "--", *where, *packs, *counts, *shlex.split(given.options), *prompts]


if __name__ == "__main__":
    sys.exit(main())
