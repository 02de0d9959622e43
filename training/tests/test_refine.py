import json
from pathlib import Path

import numpy as np

from mini import fixtures_refine, recipe
from mini.geometry import Grid, model_grid
from mini.refine import Rule, look_again, patched, pointed_box, region, together, windows

ROOT = Path(__file__).parents[2]


LOOK = Rule.of(recipe.REFINE[0])


def _grid(size: tuple[int, int, int], mm: tuple[float, float, float], origin: tuple[float, float, float]) -> Grid:
    affine = np.diag([*mm, 1.0])
    affine[:3, 3] = origin
    return Grid(size, affine)


MODEL = _grid((100, 90, 60), (2.2, 2.2, 3.0), (-110, -100, 10))
FINE = model_grid(MODEL, LOOK.spacing)


def _first() -> np.ndarray:
    logits = np.full(MODEL.size[::-1], -9.0, np.float32)
    logits[20:32, 30:44, 60:72] = 3.0
    logits[2, 2, 2] = 9.0  # surer, but a speck
    return logits


def test_the_pack_looks_again_as_the_recipe_says():
    shipped = json.loads((ROOT / "public/models/mini/manifest.json").read_text())
    assert shipped["refine"] == recipe.REFINE


def test_the_fixture_is_what_this_code_says(tmp_path, monkeypatch):
    monkeypatch.setattr(fixtures_refine, "OUT", tmp_path / "refine.json")
    fixtures_refine.main()
    assert json.loads((tmp_path / "refine.json").read_text()) == json.loads(
        (ROOT / "src/testing/fixtures/refine.json").read_text()
    )


def test_the_largest_piece_is_pointed_at_and_one_window_holds_it():
    low, high = pointed_box(_first(), MODEL, 0.1)
    assert np.allclose(low, [-110 + 59.5 * 2.2, -100 + 29.5 * 2.2, 10 + 19.5 * 3])
    assert np.allclose(high, [-110 + 71.5 * 2.2, -100 + 43.5 * 2.2, 10 + 31.5 * 3])
    spans = region(low, high, FINE, 9.0)
    (window,) = windows(spans, FINE, LOOK)
    for (first, past), (start, end), length, whole in zip(spans, window, LOOK.size, FINE.size, strict=True):
        assert start <= first and past <= end and end - start == length
        assert whole < length or (start >= 0 and end <= whole)
    assert pointed_box(np.full((4, 4, 4), -9.0), MODEL, 0.1) is None


def test_a_second_look_replaces_the_first_near_it_and_nowhere_else():
    image = np.zeros(FINE.size[::-1], np.float32)
    low, high = pointed_box(_first(), MODEL, 0.1)
    (x0, x1), (y0, y1), (z0, z1) = region(low, high, FINE, 9.0)
    image[z0 + 8 : z1 - 8, y0 + 12 : y1 - 12, x0 + 12 : x1 - 12] = 1.0
    second = look_again(lambda tile, _: tile[None] * 8 - 4, image, {"any": _first()}, (MODEL, FINE), LOOK)
    both = patched(_first(), second["any"], (MODEL, FINE), MODEL) > 0
    assert both[2, 2, 2]
    assert 0 < both[20:32, 30:44, 60:72].sum() < (_first() > 0)[20:32, 30:44, 60:72].sum()


def test_where_the_second_look_finds_nothing_the_first_stands():
    image = np.zeros(FINE.size[::-1], np.float32)
    image[0, 0, 0] = 1.0
    assert look_again(lambda tile, _: tile[None] - 4, image, {"any": _first()}, (MODEL, FINE), LOOK) == {}
    assert np.allclose(patched(_first(), None, (MODEL, FINE), MODEL), _first(), atol=1e-5)


def test_what_one_window_holds_is_looked_at_in_it_and_what_it_does_not_in_its_own():
    near, beside, far = ([(x, x + 20), (0, 20), (0, 20)] for x in (0, 60, 100))
    assert together({"far": far, "near": near, "beside": beside}, (90, 32, 32)) == [
        (["far", "beside"], [(60, 120), (0, 20), (0, 20)]),
        (["near"], near),
    ]
    wide = [(0, 200), (0, 20), (0, 20)]
    assert together({"wide": wide, "near": near}, (90, 32, 32)) == [(["wide"], wide), (["near"], near)]


def test_structures_in_one_window_are_asked_in_one_go():
    first, asked = _first(), []
    other = np.full(first.shape, -9.0, np.float32)
    other[22:30, 32:40, 30:40] = 3.0

    def answer(tile: np.ndarray, names: list[str]) -> np.ndarray:
        asked.append(names)
        return np.stack([np.full(tile.shape, 1.0 + n, np.float32) for n in range(len(names))])

    image = np.random.default_rng(1).normal(size=FINE.size[::-1]).astype(np.float32)
    second = look_again(answer, image, {"a": first, "b": other, "none": first * 0 - 9}, (MODEL, FINE), LOOK)
    assert asked == [["a", "b"]]
    assert {name: float(logits.min()) for name, (logits, _) in second.items()} == {"a": 1.0, "b": 2.0}
