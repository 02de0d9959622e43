import json

import numpy as np
import pytest

from mini import calibrate


def trial(case: str, structure: str, truth: str, raw: float, peak: float, volume: float, truth_ml: float, part="whole") -> dict:
    evidence = {"rawExistence": raw, "peakProbability": peak, "volumeMl": volume}
    return {"case": case, "structure": structure, "part": part, "truth": truth, "truthMl": truth_ml, **evidence}


def population(seed: int) -> list[dict]:
    """Cases whose decoder is overconfident: absent structures score high too, but leave a small mask."""
    rng = np.random.default_rng(seed)
    trials = []
    for n in range(12):
        for structure, size in [("liver", 1500.0), ("adrenal_left", 4.0)]:
            whole = size * rng.uniform(0.8, 1.2)
            there = {"raw": rng.uniform(0.97, 1), "peak": rng.uniform(0.97, 1), "volume": whole * rng.uniform(0.7, 1.2)}
            trials.append(trial(f"c{n}", structure, "whole", **there, truth_ml=whole))
            gone = {"raw": rng.uniform(0.3, 0.98), "peak": rng.uniform(0.5, 0.99), "volume": whole * rng.uniform(0, 0.04)}
            trials.append(trial(f"c{n}", structure, "absent", **gone, truth_ml=0.0, part="upper half"))
    return trials


def test_a_fit_parts_what_is_there_from_what_is_not_also_on_cases_it_has_not_seen():
    trials = population(1)
    raw = {"existenceThreshold": 0.5}
    assert calibrate.rates(trials, raw)["falsely found"][0] > 5
    rule = calibrate.fit(trials)
    assert calibrate.rates(trials, rule) == {"falsely found": (0, 24), "falsely refused": (0, 24)}
    assert calibrate.rates(population(2), rule) == {"falsely found": (0, 24), "falsely refused": (0, 24)}
    assert calibrate.held_out(trials)["falsely refused"][1] == 24


def test_calibrated_probabilities_are_as_often_right_as_they_say():
    rng = np.random.default_rng(3)
    true = rng.uniform(0.02, 0.98, 4000)
    present = rng.uniform(size=4000) < true
    raw = calibrate.sigmoid(2.5 * calibrate.logit(true) + 1)
    found = calibrate.fit_calibration(raw, present)
    got = calibrate.sigmoid(found["scale"] * calibrate.logit(raw) + found["offset"])
    assert np.abs(got - true).mean() < 0.02


def test_a_pack_that_is_right_already_is_asked_for_nothing_more():
    trials = [trial(f"c{n}", "liver", "whole", 0.95, 0.9, 1400.0, 1500.0) for n in range(10)]
    trials += [trial(f"c{n}", "liver", "absent", 0.02, 0.1, 0.0, 0.0, part="upper half") for n in range(10)]
    rule = calibrate.fit(trials)
    assert rule["existenceThreshold"] == 0.5
    assert rule["existence"]["minPeakProbability"] == 0
    assert rule["existence"]["structures"] == {}


def test_a_threshold_that_is_given_is_kept_and_the_rest_fitted_to_it():
    rule = calibrate.fit(population(1), (0.3,))
    assert rule["existenceThreshold"] == 0.3
    assert calibrate.rates(population(2), rule) == {"falsely found": (0, 24), "falsely refused": (0, 24)}


def test_a_sliver_is_neither_there_nor_absent():
    whole = trial("c", "liver", "whole", 1, 1, 1500, 1500.0)
    sliver = trial("c", "liver", "cut", 0, 0, 0, 100.0, part="lower third")
    half = trial("c", "liver", "cut", 1, 1, 700, 700.0, part="lower half")
    assert calibrate.is_present([whole, sliver, half]) == [True, None, True]


def test_trials_of_another_pack_are_refused(tmp_path, monkeypatch):
    (tmp_path / "manifest.json").write_text(json.dumps({"files": [{"path": "a", "sha256": "1"}], "output": {}}))
    presence = tmp_path / "presence.json"
    presence.write_text(json.dumps({"pack": {"files": [{"path": "a", "sha256": "2"}]}, "trials": []}))
    monkeypatch.setattr("sys.argv", ["calibrate", str(tmp_path), "--trials", str(presence)])
    with pytest.raises(SystemExit, match="another pack"):
        calibrate.main()


def test_one_case_alone_is_fitted_but_judges_nobody():
    trials = [trial("c", "liver", "whole", 0.9, 0.9, 1400.0, 1500.0)]
    assert calibrate.fit(trials)["existenceThreshold"] == 0.5
    assert calibrate.held_out(trials) == {"falsely found": (0, 0), "falsely refused": (0, 0)}
