import json
from pathlib import Path

import numpy as np
import pytest

from mini import fixtures_places, scene
from mini.places import LEAST_REACHED, pairs, reach, whereabouts

ROOT = Path(__file__).parents[2]
SHIPPED = json.loads(fixtures_places.OUT.read_text())
NAMES = ("spleen", "liver", "stomach", "pancreas")


def _patients(count: int) -> list[dict]:
    """Four structures, each a fixed way from the patient's middle; the pancreas is moved in the last one, by 50 mm along z."""
    rng = np.random.default_rng(3)
    at = {name: np.array([40.0 * n, -10.0 * n, 25.0 * n]) for n, name in enumerate(NAMES)}
    patients = [{name: (place + rng.normal(size=3), False) for name, place in at.items()} for _ in range(count)]
    moved, is_cut = patients[-1]["pancreas"]
    patients[-1]["pancreas"] = (moved + np.array([0, 0, 50]), is_cut)
    return patients


def test_the_fixture_is_what_this_code_says(tmp_path, monkeypatch):
    monkeypatch.setattr(fixtures_places, "OUT", tmp_path / "whereabouts.json")
    fixtures_places.main()
    assert json.loads((tmp_path / "whereabouts.json").read_text()) == SHIPPED


def test_reach_is_that_of_who_lies_farthest_from_where_all_others_have_it():
    patients = _patients(LEAST_REACHED)
    x, y, z = reach(patients)["pancreas"]
    assert max(x, y) < 5
    expected = whereabouts("pancreas", patients[-1], pairs(patients[:-1]))
    assert z == pytest.approx(patients[-1]["pancreas"][0][2] - expected[2], abs=0.05)
    assert 47 < z < 53


def test_what_few_maps_have_whole_has_no_reach():
    assert set(reach(_patients(LEAST_REACHED))) == set(NAMES)
    assert reach(_patients(LEAST_REACHED - 1)) == {}
    patients = _patients(LEAST_REACHED)
    patients[0]["liver"] = (patients[0]["liver"][0], True)
    assert "liver" not in reach(patients)


def test_a_scene_that_is_fitted_again_keeps_the_reach():
    shipped = json.loads((ROOT / "public/models/mini/manifest.json").read_text())
    rule = json.loads(scene.RULE.read_text())
    assert scene.with_scene(shipped, rule)["scene"] == shipped["scene"]
    assert "reach" not in scene.with_scene({**shipped, "scene": {}}, rule)["scene"]
