"""Writes src/testing/fixtures/refine.json: where Python looks again, and what it makes of both looks, for the twin in src/.

Run from training/: python -m mini.fixtures_refine
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

from .fixtures_geometry import affine_of, flat, grids
from .geometry import Grid, model_grid
from .refine import Rule, look_again, patched, pointed_box, region, together, weighed, windows

OUT = Path(__file__).parents[2] / "src/testing/fixtures/refine.json"
RULE = Rule(spacing=(1.5, 1.4, 2.0), size=(8, 8, 8), overlap=0.25, points_above=0.1, margin_mm=2.0)
WEIGHT = 0.3


def case(name: str, size: tuple, affine: np.ndarray, spacing: tuple, rng: np.random.Generator) -> dict:
    """Smooth random logits on the first look's grid, and a second look that says of every sample twice its image less a half."""
    scan = Grid(size, affine)
    model, fine = model_grid(scan, spacing), model_grid(scan, RULE.spacing)
    first = ndimage.gaussian_filter(rng.normal(size=model.size[::-1]), 1.0) * 14 - 4
    first = np.round(first, 3).astype(np.float32)
    image = np.round(rng.normal(size=fine.size[::-1]), 3).astype(np.float32)
    pointed = pointed_box(first, model, RULE.points_above)
    spans = region(*pointed, fine, RULE.margin_mm)
    second = look_again(lambda tile, _: 2 * tile[None] - 1, image, {"any": first}, (model, fine), RULE)["any"]
    return {
        "name": name,
        "size": size,
        "affine": affine[:3].ravel().tolist(),
        "modelSpacing": spacing,
        "first": flat(first.T, 3),
        "pointed": [p.round(6).tolist() for p in pointed],
        "region": spans,
        "starts": [[a for a, _ in w] for w in windows(spans, fine, RULE)],
        "second": flat(second[0].T, 5),
        "weighed": flat(weighed(first, second[0], (model, second[1]), WEIGHT).T, 5),
        "inside": flat((patched(first, second, (model, fine), scan) > 0).astype(int).T),
    }


def company(rng: np.random.Generator) -> dict:
    """Regions in the order in which they are asked about, and which of them windows hold together."""
    regions = {}
    for n in range(12):
        first = rng.integers(0, 20, 3)
        regions[str(n)] = [(int(a), int(a + b)) for a, b in zip(first, rng.integers(1, 11, 3), strict=True)]
    size = (16, 14, 12)
    groups = [{"members": names, "region": spans} for names, spans in together(regions, size)]
    return {"size": size, "regions": list(regions.values()), "groups": groups}


def placed(number: int, rng: np.random.Generator) -> dict:
    """A first look with several pieces, where it points, and where if the organ's middle lies about that of the nth largest."""
    grid = Grid((16, 14, 12), affine_of(np.eye(3), (2.0, 2.5, 3.0), (-20, 5, 40)))
    first = ndimage.gaussian_filter(rng.normal(size=grid.size[::-1]), 1.3) * 30 - 6
    first = np.round(np.pad(first[1:-1, 1:-1, 1:-1], 1, constant_values=-9), 1).astype(np.float32)
    labels, _ = ndimage.label(first > np.log(RULE.points_above / (1 - RULE.points_above)), np.ones((3, 3, 3)))
    order = np.argsort(-np.bincount(labels.ravel())[1:], kind="stable")
    middle = np.argwhere(labels.T == 1 + order[number - 1]).mean(0) * np.diag(grid.affine)[:3] + grid.affine[:3, 3]
    ends, least_ml = np.stack([middle - 4, middle + 4]).round(3), 0.03
    boxes = [pointed_box(first, grid, RULE.points_above, place) for place in (None, (ends, least_ml))]
    alone, kept = ([p.round(6).tolist() for p in box] for box in boxes)
    return {
        "size": grid.size,
        "affine": grid.affine[:3].ravel().tolist(),
        "first": flat(first.T, 1),
        "place": ends.tolist(),
        "leastMl": least_ml,
        "alone": alone,
        "kept": kept,
    }


def main() -> None:
    rng = np.random.default_rng(13)
    wide = {"wider than two windows": ((30, 12, 9), affine_of(np.eye(3), (1.2, 1.3, 2.2), (3, 4, 5)), (2, 2, 3))}
    cases = [case(name, *given, rng) for name, given in (grids() | wide).items()]
    rule = {"spacing": RULE.spacing, "size": RULE.size, "overlap": RULE.overlap}
    rule |= {"weight": WEIGHT, "pointsAbove": RULE.points_above, "marginMm": RULE.margin_mm}
    written = {"rule": rule, "cases": cases, "company": [company(rng) for _ in range(4)]}
    written |= {"placed": [placed(1 + n, rng) for n in range(3)]}
    OUT.write_text(json.dumps(written) + "\n")


if __name__ == "__main__":
    main()
