import json

import numpy as np
import pytest

from mini.cases import IDS
from mini.proportions import LEAST_ML, ORGANS, OUT, slenderness, spreads, stretch

SHAPE = (80, 60, 70)


def _map(affine: np.ndarray, middle: tuple[float, float, float], axes: tuple[float, float, float]) -> np.ndarray:
    """The liver as an ellipsoid along the patient's axes, half-axes in mm, about a voxel of a map on any grid."""
    at = np.stack(np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij"), -1) - np.array(middle)
    mm = at @ affine[:3, :3].T
    return np.where(((mm / axes) ** 2).sum(-1) <= 1, IDS["liver"], 0).astype(np.int16)


def _oblique(spacing: tuple[float, float, float]) -> np.ndarray:
    """Turned by 20° about x and flipped along the first axis."""
    c, s = np.cos(np.radians(20)), np.sin(np.radians(20))
    affine = np.eye(4)
    affine[:3, :3] = np.array([[-1, 0, 0], [0, c, -s], [0, s, c]]) * np.array(spacing)
    return affine


@pytest.mark.parametrize("spacing", [(2, 2, 2), (1.5, 2, 3)])
def test_an_ellipsoid_is_as_tall_for_its_width_as_its_axes_on_any_grid(spacing):
    affine = _oblique(spacing)
    found = slenderness(_map(affine, (40, 30, 35), (30, 20, 40)), affine)
    assert found["liver"] == pytest.approx(np.log(40 / np.sqrt(30 * 20)), abs=0.02)


def test_what_a_map_cuts_or_holds_little_of_says_nothing():
    affine = _oblique((2, 2, 2))
    assert slenderness(_map(affine, (40, 30, 5), (30, 20, 40)), affine) == {}
    radius = (LEAST_ML * 1000 * 0.9 * 3 / 4 / np.pi) ** (1 / 3)
    assert slenderness(_map(affine, (40, 30, 35), (radius, radius, radius)), affine) == {}


def test_a_patient_is_stretched_by_what_his_organs_say_the_constant_ones_most():
    usual = spreads([dict.fromkeys(ORGANS, 0.1), dict.fromkeys(ORGANS, 0.3)])
    assert usual["spleen"] == (0.2, 0.1)
    usual["liver"] = (0.2, 0.2)
    assert stretch({"spleen": 0.5, "liver": 0.2}, usual) == pytest.approx(0.3 * 4 / 5)


def test_what_the_app_holds_scans_against_is_of_all_these_organs():
    shipped = json.loads(OUT.read_text())
    assert set(shipped["organs"]) == set(ORGANS)
    assert shipped["maps"] > 30 and 0.05 < shipped["sd"] < 0.2
