import numpy as np
import pytest

from mini import geometry, recipe
from mini.geometry import Grid


def grid(kind: str) -> Grid:
    """Small grids round (10, -20, 30) mm: plain, flipped, permuted, oblique, anisotropic."""
    size, turn, spacing = (40, 36, 30), np.eye(3), (3.0, 3.0, 3.0)
    if kind == "flipped":
        turn = np.diag([-1.0, -1.0, 1.0])
    if kind == "permuted":
        turn = np.eye(3)[[2, 0, 1]]
    if kind == "oblique":
        a, b = np.deg2rad(17), np.deg2rad(-11)
        turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
        turn = turn @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    if kind == "anisotropic":
        size, spacing = (90, 80, 18), (1.3, 1.4, 5.0)
    affine = np.eye(4)
    affine[:3, :3] = turn * spacing
    affine[:3, 3] = np.array([10, -20, 30]) - affine[:3, :3] @ ((np.array(size) - 1) / 2)
    return Grid(size, affine)


KINDS = ["plain", "flipped", "permuted", "oblique", "anisotropic"]


def world(g: Grid) -> np.ndarray:
    index = np.stack(np.meshgrid(*[np.arange(n) for n in g.size], indexing="ij"), -1)
    return index @ g.affine[:3, :3].T + g.affine[:3, 3]


def ball(points: np.ndarray) -> np.ndarray:
    """Signed distance (mm, positive inside) to an off-centre ball of 28 mm radius."""
    return 28 - np.linalg.norm(points - np.array([16, -24, 27]), axis=-1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_grid_holds_every_voxel_box(kind):
    source = grid(kind)
    target = geometry.model_grid(source, recipe.SPACING_MM)
    half = np.array(recipe.SPACING_MM) / 2
    low = target.affine[:3, 3] - half
    high = low + np.array(target.size) * recipe.SPACING_MM
    points = world(source).reshape(-1, 3)
    assert (points.min(0) > low).all() and (points.max(0) < high).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_linear_in_millimetres_is_resampled_exactly_inside(kind):
    source = grid(kind)
    slope = np.array([0.01, -0.02, 0.03])
    target = geometry.model_grid(source, recipe.SPACING_MM)
    back = geometry.into_grid((world(source) @ slope).astype(np.float32), source, target, fill=-9)
    inside = ball(world(target)) > 0
    # float32 sums of a few hundred terms of size 1
    assert np.abs(back - world(target) @ slope)[inside].max() < 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_a_ball_keeps_its_volume_and_centre_there_and_back(kind):
    source = grid(kind)
    target = geometry.model_grid(source, recipe.SPACING_MM)
    logits = geometry.into_grid(ball(world(source)).astype(np.float32), source, target, fill=-20)
    mask = geometry.logits_onto_grid(logits, target, source) > 0
    volume = mask.sum() * abs(np.linalg.det(source.affine[:3, :3]))
    assert abs(volume / (4 / 3 * np.pi * 28**3) - 1) < 0.02
    assert np.linalg.norm(world(source)[mask].mean(0) - np.array([16, -24, 27])) < 0.5


def test_outside_the_scan_is_fill_and_its_outermost_half_voxel_is_not():
    source = Grid((4, 4, 4), np.diag([2.0, 2.0, 2.0, 1.0]))
    target = Grid((6, 6, 6), np.array([[2.0, 0, 0, -1], [0, 2, 0, -1], [0, 0, 2, -1], [0, 0, 0, 1]]))
    got = geometry.into_grid(np.ones(source.size, np.float32), source, target, fill=-1)
    assert (got[:5, :5, :5] == 1).all() and (got[5] == -1).all()


def test_tiles_cover_an_axis_evenly_and_a_short_axis_is_padded():
    assert geometry.tile_starts(100, 48, 16, 0.3) == (48, [0, 26, 52])
    assert geometry.tile_starts(48, 48, 16, 0.3) == (48, [0])
    assert geometry.tile_starts(20, 48, 16, 0.3) == (32, [-6])


def test_of_two_islands_the_larger_stays_and_corners_connect():
    mask = np.zeros((6, 5, 4), bool)
    mask[0, 0, 0] = mask[1, 1, 1] = mask[2, 2, 2] = True
    small = mask.copy()
    mask[5, 0, 0] = mask[5, 0, 1] = True
    assert (geometry.largest_component(mask) == small).all()


def test_percentiles_leave_the_background_out():
    rule = recipe.INTENSITY["MR"]
    values = np.concatenate([np.zeros(1000), np.linspace(100, 200, 1001)]).astype(np.float32)
    got = geometry.normalise(values, rule)
    assert got[0] == -1 and got[-1] == 1
    assert abs(got[1000 + 500]) < 1e-3
