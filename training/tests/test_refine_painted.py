import numpy as np
import pytest
import torch

from mini import recipe, refine_painted
from mini.geometry import Grid, model_grid
from mini.refine import Rule
from mini.tissues import FAT, MUSCLE


def _trunk() -> tuple[torch.Tensor, torch.Tensor]:
    """A CT of muscle in fat with a gallbladder (4), and its tissues."""
    tissues = torch.zeros(24, 48, 48, dtype=torch.uint8)
    tissues[:, 4:44, 4:44], tissues[:, 8:40, 8:40], tissues[6:18, 12:32, 12:32] = FAT, MUSCLE, 4
    return torch.where(tissues == FAT, -0.9, 0.0), tissues


def test_a_seed_paints_one_image_and_a_sequence_its_contrast():
    ct, tissues = _trunk()
    gall = (tissues == 4).numpy().T
    bile = {}
    for kind in refine_painted.KINDS:
        scans = [refine_painted.paint_scan(ct, tissues, kind, seed) for seed in range(8)]
        assert np.array_equal(scans[3], refine_painted.paint_scan(ct, tissues, kind, 3)) and not np.allclose(scans[3], scans[4])
        assert all(scan.shape == (48, 48, 24) and scan.min() >= 0 and scan.max() <= 1 for scan in scans)
        bile[kind] = np.median([scan[gall].mean() for scan in scans])
    assert bile["T2"] > bile["T1"] + 0.2


def test_the_second_look_is_tried_in_place_of_the_first_and_weighed_with_it(monkeypatch):
    scan_grid = Grid((48, 48, 24), np.diag([1.6, 1.6, 2.0, 1.0]))
    coarse = model_grid(scan_grid, recipe.SPACING_MM)

    def first(_model, _unit, _grid, names: list[str]) -> dict[str, np.ndarray]:
        return {name: np.full(coarse.size[::-1], -3.0, np.float32) for name in names}

    def second(_model, _unit, _grid, firsts: dict, rule: Rule) -> tuple[dict, tuple[Grid, Grid]]:
        assert rule.weight == 1
        fine = model_grid(scan_grid, rule.spacing)
        surer = {"esophagus": 2.0, "adrenal_left": 4.0}  # weighed with −3: −0.5 and 0.5
        seen = {name: (np.full(fine.size[::-1], surer[name], np.float32), fine) for name in firsts if name in surer}
        return seen, (coarse, fine)

    monkeypatch.setattr(refine_painted, "first_look", first)
    monkeypatch.setattr(refine_painted, "second_look", second)
    scan, labels = np.random.default_rng(1).random(scan_grid.size), np.full((24, 48, 48), 5, np.uint8)
    labels[12:] = 12
    scores = refine_painted.trial(None, scan, labels, scan_grid)
    assert scores["esophagus"] == pytest.approx([0.0, 2 / 3, 0.0])  # half of the scan has the label, all of it is answered
    assert scores["adrenal_left"] == pytest.approx([0.0, 2 / 3, 2 / 3])
    assert scores["adrenal_right"] == [1.0, 1.0, 1.0]  # neither there nor answered
