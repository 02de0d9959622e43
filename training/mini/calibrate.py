"""Presence trials of `npm run evaluate -- --absent` -> what a pack asks of an answer before it says "found".

python -m mini.calibrate ../public/models/mini --data ../../shared/data/validation     runs the trials, then fits
python -m mini.calibrate ../public/models/mini --trials ../results/presence.json ...   fits trials that were run before

Writes output.existenceThreshold and output.existence into the pack's manifest (docs/model-pack.md, Found or not), unless
--dry-run; prints what they come to, also on cases that took no part in the fit.
"""

import argparse
import itertools
import json
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
SURE = 1e-6  # as in src/model/existence.ts
# A cut structure counts as present from this share of its whole volume; less is a matter of opinion.
LEAST_SHARE = 0.2
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PEAKS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95)
# Of the smallest whole volume seen of a structure.
VOLUME_SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3)
BAR = 0.02


def logit(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, SURE, 1 - SURE)
    return np.log(p / (1 - p))


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def is_present(trials: list[dict]) -> list[bool | None]:
    """Whether each trial's structure is there; None for a sliver, which is neither."""
    whole = {(t["case"], t["structure"]): t["truthMl"] for t in trials if t["part"] == "whole"}
    present: list[bool | None] = []
    for t in trials:
        if t["truth"] != "cut":
            present.append(t["truth"] == "whole")
        else:
            share = t["truthMl"] / max(whole.get((t["case"], t["structure"]), np.inf), 1e-9)
            present.append(True if share >= LEAST_SHARE else None)
    return present


def fit_calibration(raw: np.ndarray, present: np.ndarray) -> dict[str, float]:
    """Scale > 0 and offset of the logit, by maximum likelihood; few or one-sided trials leave it close to the raw one."""
    x, y = logit(raw), present.astype(float)
    weight = np.where(present, 0.5 / max(present.sum(), 1), 0.5 / max((~present).sum(), 1)) * len(y)
    log_scale, offset = 0.0, 0.0
    for _ in range(2000):
        scale = np.exp(log_scale)
        error = weight * (sigmoid(scale * x + offset) - y)
        # The prior is worth a few trials: scale 1, offset 0.
        step = np.array([(error * x).sum() * scale + 2 * log_scale, error.sum() + 0.5 * offset]) / (len(y) + 2)
        log_scale, offset = log_scale - 0.1 * np.clip(step[0], -1, 1), offset - 0.5 * np.clip(step[1], -1, 1)
    return {"scale": round(float(np.exp(log_scale)), 4), "offset": round(float(offset), 4)}


def smallest_whole(trials: list[dict]) -> dict[str, float]:
    """The smallest volume of each structure, in mL, among the whole ones."""
    volumes: dict[str, float] = {}
    for t in trials:
        if t["truth"] == "whole":
            volumes[t["structure"]] = min(volumes.get(t["structure"], np.inf), t["truthMl"])
    return volumes


def judge(trials: list[dict], output: dict) -> np.ndarray:
    """Which trials are found under `output` of a manifest. Twin: `judge` in src/model/existence.ts."""
    rule = output.get("existence", {})
    found = []
    for t in trials:
        own = rule.get("structures", {}).get(t["structure"], {})
        calibration = own.get("calibration", rule.get("calibration"))
        p = t["rawExistence"]
        if calibration:
            p = float(sigmoid(calibration["scale"] * logit(np.array(p)) + calibration["offset"]))
        found.append(
            p >= own.get("threshold", output["existenceThreshold"])
            and t["peakProbability"] >= own.get("minPeakProbability", rule.get("minPeakProbability", 0))
            and t["volumeMl"] >= own.get("minVolumeMl", rule.get("minVolumeMl", 0))
            and t["volumeMl"] > 0
        )
    return np.array(found, bool)


def rates(trials: list[dict], output: dict) -> dict[str, tuple[int, int]]:
    """Falsely found of the absent, falsely refused of the present."""
    found, present = judge(trials, output), is_present(trials)
    absent = np.array([p is False for p in present])
    there = np.array([p is True for p in present])
    return {
        "falsely found": (int((found & absent).sum()), int(absent.sum())),
        "falsely refused": (int((~found & there).sum()), int(there.sum())),
    }


def rule_of(calibration: dict, threshold: float, peak: float, share: float, volumes: dict[str, float]) -> dict:
    """As the manifest has it; a structure never seen whole asks for no more than a voxel."""
    structures = {s: {"minVolumeMl": round(share * v, 3)} for s, v in sorted(volumes.items())} if share else {}
    existence = {"calibration": calibration, "minPeakProbability": peak, "structures": structures}
    return {"existenceThreshold": threshold, "existence": existence}


def fit(trials: list[dict], thresholds: tuple[float, ...] = THRESHOLDS) -> dict:
    """The rule whose worse rate is smallest, then the sum; of equal ones the one nearest to asking for nothing.

    thresholds: those of existence to choose among.
    """
    present = is_present(trials)
    kept = [t for t, p in zip(trials, present, strict=True) if p is not None]
    truth = np.array([p for p in present if p is not None], bool)
    calibration = fit_calibration(np.array([t["rawExistence"] for t in kept]), truth)
    volumes = smallest_whole(trials)
    raw = np.array([t["rawExistence"] for t in kept])
    p = sigmoid(calibration["scale"] * logit(raw) + calibration["offset"])
    peaks = np.array([t["peakProbability"] for t in kept])
    given = np.array([t["volumeMl"] for t in kept])
    smallest = np.array([volumes.get(t["structure"], 0.0) for t in kept])
    best, chosen = None, None
    for threshold, peak, share in itertools.product(thresholds, PEAKS, VOLUME_SHARES):
        found = (p >= threshold) & (peaks >= peak) & (given >= share * smallest) & (given > 0)
        wrong = [(found & ~truth).sum() / max((~truth).sum(), 1), (~found & truth).sum() / max(truth.sum(), 1)]
        cost = (round(max(wrong), 6), round(sum(wrong), 6), share, abs(threshold - 0.5), peak)
        if best is None or cost < best:
            best, chosen = cost, (threshold, peak, share)
    assert chosen is not None
    return rule_of(calibration, *chosen, volumes)


def held_out(trials: list[dict], thresholds: tuple[float, ...] = THRESHOLDS) -> dict[str, tuple[int, int]]:
    """Rates where each case is judged by what the other cases gave; of nothing where there are no others."""
    total = {"falsely found": (0, 0), "falsely refused": (0, 0)}
    cases = sorted({t["case"] for t in trials})
    for case in cases if len(cases) > 1 else []:
        rule = fit([t for t in trials if t["case"] != case], thresholds)
        for key, (wrong, of) in rates([t for t in trials if t["case"] == case], rule).items():
            total[key] = (total[key][0] + wrong, total[key][1] + of)
    return total


def run_trials(pack: Path, data: Path, to: Path, pattern: str) -> None:
    given = ["--images", data, "--labels", data, "--pack", pack.resolve(), "--json", to, "--cases", pattern, "--absent"]
    subprocess.run(["npm", "run", "evaluate", "--", *map(str, given)], cwd=ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--data", type=Path, help="scans and labels to run trials on")
    parser.add_argument("--cases", default="*", help="only cases of this name, such as 'ct_*'")
    parser.add_argument("--trials", type=Path, nargs="+", default=[])
    parser.add_argument("--threshold", type=float, help="existence threshold to fit the rest to, where trials tell none apart")
    parser.add_argument("--dry-run", action="store_true", help="print, and leave the manifest as it is")
    given = parser.parse_args()
    files = [path.resolve() for path in given.trials]
    if given.data:
        files.append(ROOT / "results/presence.json")
        run_trials(given.pack, given.data.resolve(), files[-1], given.cases)
    if not files:
        parser.error("give --data or --trials")
    path = given.pack / "manifest.json"
    manifest = json.loads(path.read_text())
    hashes = {f["path"]: f["sha256"] for f in manifest["files"]}
    trials = []
    for file in files:
        presence = json.loads(file.read_text())
        if {f["path"]: f["sha256"] for f in presence["pack"]["files"]} != hashes:
            raise SystemExit(f"{file} is of another pack. Run `npm run evaluate -- --absent` on this one.")
        progress = presence.get("progress", {"done": 1, "of": 1})
        if progress["done"] < progress["of"]:
            print(f"{file} holds {progress['done']} of {progress['of']} cases")
        trials += presence["trials"]
    thresholds = THRESHOLDS if given.threshold is None else (given.threshold,)
    rule = fit(trials, thresholds)
    print(json.dumps(rule, indent=2))
    for name, judged in [
        ("as it is", rates(trials, manifest["output"])),
        ("fitted", rates(trials, rule)),
        ("fitted without the case judged", held_out(trials, thresholds)),
    ]:
        told = [f"{key} {wrong} of {of} ({wrong / max(of, 1):.1%})" for key, (wrong, of) in judged.items()]
        print(f"{name}: {', '.join(told)}; the bar is {BAR:.0%} each")
    if not given.dry_run:
        manifest["output"] |= rule
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
