"""The second look in Python: where the first one points, the same network in windows of a finer grid.

Twin of src/engine/strategies/sliding-window/look-again.ts, pointed.ts and weighed.ts;
what it has to meet is in fixtures/refine.json.

python -m mini.refine ../public/models/mini [--look 1]      Dice on whole validation scans, each on its own grid, without it and
                                                            with one of the recipe's second looks
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage

from . import geometry, recipe, sampling
from .cases import list_cases
from .evaluate import dice
from .geometry import Grid
from .halves import load_model
from .model import Mini
from .places import piece_in_place
from .predict import blend_weights, predict
from .vocabulary import STRUCTURES

# The engine keeps no less of a first look.
FLOOR = 0.01
Spans = list[tuple[int, int]]  # first and past-last index along x, y, z


@dataclass(frozen=True)
class Rule:
    """One of `refine` of a manifest."""

    spacing: tuple[float, float, float]
    size: tuple[int, int, int]
    overlap: float
    points_above: float
    margin_mm: float
    weight: float = 1.0
    most_windows: float = float("inf")

    @staticmethod
    def of(declared: dict) -> "Rule":
        tiling = declared["tiling"]
        return Rule(
            tuple(declared["spacing"]),
            tuple(tiling["size"]),
            tiling["overlap"],
            declared["pointsAbove"],
            declared["marginMm"],
            declared.get("weight", 1.0),
            declared.get("mostWindows", float("inf")),
        )


def pointed_box(
    logits: np.ndarray, grid: Grid, points_above: float, place: tuple[np.ndarray, float] | None = None
) -> tuple[np.ndarray, np.ndarray] | None:
    """The box about a piece above a probability, of logits (Z, Y, X): two corners in mm; None: there is none.

    The largest piece, or with `place` (ends, (2, 3) in mm, and the least mL) the one that `piece_in_place` keeps.
    """
    above = logits > np.log(points_above / (1 - points_above))
    if not above.any():
        return None
    piece = geometry.largest_component(above.T)  # x, y, z
    if place is not None and (number := piece_in_place(above.T, grid.affine, *place)) > 1:
        labels, _ = ndimage.label(above, np.ones((3, 3, 3)))
        order = np.argsort(-np.bincount(labels.ravel())[1:], kind="stable")
        piece = labels.T == 1 + order[number - 1]
    spans = [np.flatnonzero(piece.any(tuple(b for b in range(3) if b != axis))) for axis in range(3)]
    step, origin = np.diag(grid.affine)[:3], grid.affine[:3, 3]
    return origin + (np.array([s[0] for s in spans]) - 0.5) * step, origin + (np.array([s[-1] for s in spans]) + 0.5) * step


def region(low: np.ndarray, high: np.ndarray, grid: Grid, margin_mm: float) -> Spans:
    """The part of the second look's grid that the box between two points and its margin lie in."""
    step, origin = np.diag(grid.affine)[:3], grid.affine[:3, 3]
    first = np.maximum(np.floor((low - margin_mm - origin) / step + 0.5), 0).astype(int)
    past = np.minimum(np.floor((high + margin_mm - origin) / step + 0.5) + 1, grid.size).astype(int)
    return [(int(a), int(b)) for a, b in zip(first, past, strict=True)]


def together(regions: dict[str, Spans], size: tuple[int, int, int]) -> list[tuple[list[str], Spans]]:
    """What a window holds together, and the region that it lies in: each joins the first group with which it fits into one."""
    groups: list[tuple[list[str], Spans]] = []
    for name, own in regions.items():
        for n, (names, spans) in enumerate(groups):
            joined = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(spans, own, strict=True)]
            if all(b - a <= length for (a, b), length in zip(joined, size, strict=True)):
                groups[n] = ([*names, name], joined)
                break
        else:
            groups.append(([name], own))
    return groups


def windows(spans: Spans, grid: Grid, rule: Rule) -> list[Spans]:
    """Windows that hold the region, z slowest: inside the grid, or about its middle where it is smaller than a window."""
    axes = []
    for (first, past), length, whole in zip(spans, rule.size, grid.size, strict=True):
        if whole <= length:
            starts = [-((length - whole) // 2)]
        elif past - first > length:
            starts = [first + s for s in geometry.tile_starts(past - first, length, 1, rule.overlap)[1]]
        else:
            starts = [min(max(first - (length - (past - first)) // 2, 0), whole - length)]
        axes.append([(s, s + length) for s in starts])
    return [[x, y, z] for z in axes[2] for y in axes[1] for x in axes[0]]


def part_of(grid: Grid, spans: Spans) -> Grid:
    """Samples of a grid, and such as would lie beyond it, as a grid of their own."""
    affine = grid.affine.copy()
    affine[:3, 3] = (grid.affine @ np.array([*(a for a, _ in spans), 1.0]))[:3]
    return Grid(tuple(b - a for a, b in spans), affine)


def look_again(answer, image: np.ndarray, firsts: dict[str, np.ndarray], grids: tuple[Grid, Grid], rule: Rule) -> dict:
    """Of each structure that the first look points at: the second's logits (Z, Y, X), and the part of its grid that they are on.

    What is not in it, and where the second look finds nothing, keeps the first. `answer`: (D, H, W), names -> logits
    (names, D, H, W). image (Z, Y, X) on the second look's grid; firsts: the first look's logits (Z, Y, X). `grids`: the first
    look's and the second's.
    """
    pointed = {name: pointed_box(first, grids[0], rule.points_above) for name, first in firsts.items()}
    regions = {name: region(*box, grids[1], rule.margin_mm) for name, box in pointed.items() if box is not None}
    found = {}
    for names, spans in together(regions, rule.size):
        tiles = windows(spans, grids[1], rule)
        if len(tiles) > rule.most_windows:
            continue
        blended = look_again_at(answer, image, names, tiles)
        for name, logits in zip(names, blended, strict=True):
            made = logits[tuple(slice(a, b) for a, b in regions[name][::-1])]
            if (made > 0).any():
                part = part_of(grids[1], regions[name])
                found[name] = weighed(firsts[name], made, (grids[0], part), rule.weight), part
    return found


def weighed(first: np.ndarray, second: np.ndarray, grids: tuple[Grid, Grid], weight: float) -> np.ndarray:
    """The mean of both looks' logits (Z, Y, X) at the second's samples, no logit below that of FLOOR; `grids`: theirs."""
    if weight == 1:
        return second
    least = np.float32(np.log(FLOOR / (1 - FLOOR)))
    was = geometry.logits_onto_grid(np.maximum(first, least).T, grids[0], grids[1]).T
    return (weight * np.maximum(second, least) + (1 - weight) * was).astype(np.float32)


@torch.no_grad()
def look_again_at(answer, image: np.ndarray, names: list[str], tiles: list[Spans]) -> np.ndarray:
    """The mean (names, Z, Y, X) of what `answer` says of windows of an image; 0 where none is."""
    total, weight = np.zeros((len(names), *image.shape), np.float32), np.zeros(image.shape, np.float32)
    for window in tiles:
        zyx = window[::-1]
        tile = np.full([b - a for a, b in zyx], recipe.FILL, np.float32)
        inner = [(max(a, 0), min(b, n)) for (a, b), n in zip(zyx, image.shape, strict=True)]
        there = tuple(slice(a, b) for a, b in inner)
        here = tuple(slice(i - a, j - a) for (a, _), (i, j) in zip(zyx, inner, strict=True))
        tile[here] = image[there]
        logits = answer(tile, names) if tile.min() < tile.max() else np.full((len(names), *tile.shape), -20.0, np.float32)
        wz, wy, wx = (blend_weights(n) for n in tile.shape)
        w = np.maximum(wz[:, None, None] * wy[:, None] * wx, 1e-3).astype(np.float32)[here]
        total[:, *there] += logits[:, *here] * w
        weight[there] += w
    return total / np.maximum(weight, 1e-6)


def patched(first: np.ndarray, second: tuple[np.ndarray, Grid] | None, grids: tuple[Grid, Grid], scan: Grid) -> np.ndarray:
    """Logits (Z, Y, X) at the voxels of a scan: the second look's between its outermost samples, the first's elsewhere.

    Where the second's part ends with its grid, what lies beyond is the second's too. `grids`: the first look's and the second's.
    """
    out = geometry.logits_onto_grid(first.T, grids[0], scan).T
    return out if second is None else laid_over(out, second, grids[1], scan)


def laid_over(out: np.ndarray, second: tuple[np.ndarray, Grid], fine: Grid, scan: Grid) -> np.ndarray:
    """The first look's logits (Z, Y, X) at the voxels of a scan, the second's over them; `fine`: all of the second's grid."""
    logits, part = second
    box = _box_about(part, scan)
    here = part_of(scan, box)
    index = np.stack(np.meshgrid(*[np.arange(n) for n in here.size], indexing="ij"), -1)
    to_part = np.linalg.inv(part.affine) @ here.affine
    at = index @ to_part[:3, :3].T + to_part[:3, 3]
    start = np.rint((np.linalg.inv(fine.affine) @ part.affine[:, 3])[:3])
    low = np.where(start <= 0, -np.inf, 0)
    high = np.where(start + part.size >= fine.size, np.inf, np.array(part.size) - 1)
    inside = ((at >= low) & (at <= high)).all(-1)
    out, there = out.copy(), tuple(slice(a, b) for a, b in box[::-1])
    out[there] = np.where(inside.T, geometry.logits_onto_grid(logits.T, part, here).T, out[there])
    return out


def _box_about(part: Grid, scan: Grid) -> Spans:
    """The voxels of a scan within two samples of a part of a grid that reaches less than one beyond the scan."""
    corners = np.stack(np.meshgrid(*[(-2, n + 1) for n in part.size], indexing="ij"), -1).reshape(-1, 3)
    to_scan = np.linalg.inv(scan.affine) @ part.affine
    at = corners @ to_scan[:3, :3].T + to_scan[:3, 3]
    first, past = np.floor(at.min(0)).astype(int), np.ceil(at.max(0)).astype(int) + 1
    return [(max(0, int(a)), min(n, int(b))) for a, b, n in zip(first, past, scan.size, strict=True)]


def _prepared(unit: np.ndarray, grid: Grid, target: Grid) -> np.ndarray:
    smooth = geometry.smooth(unit, grid, tuple(np.diag(target.affine)[:3]))
    return sampling.onto(torch.from_numpy(np.ascontiguousarray(smooth.T)), grid, target, recipe.FILL).numpy()


def first_look(model: Mini, unit: np.ndarray, grid: Grid, names: list[str]) -> dict[str, np.ndarray]:
    """Logits (Z, Y, X) on the model grid by structure, of a scan (I, J, K) whose intensities are the network's."""
    coarse = _prepared(unit, grid, geometry.model_grid(grid, recipe.SPACING_MM))
    logits, _ = predict(model.image, model.decode, coarse, _rows(model, names))
    return dict(zip(names, logits, strict=True))


def second_look(model: Mini, unit: np.ndarray, grid: Grid, firsts: dict[str, np.ndarray], rule: Rule) -> tuple[dict, tuple]:
    """What `look_again` says of the same scan where `firsts` point, and the grids of both looks."""
    grids = geometry.model_grid(grid, recipe.SPACING_MM), geometry.model_grid(grid, rule.spacing)

    def answer(tile: np.ndarray, names: list[str]) -> np.ndarray:
        features = model.image(torch.from_numpy(tile)[None, None])
        return model.decode(*features, _rows(model, names))[0].numpy()

    return look_again(answer, _prepared(unit, grid, grids[1]), firsts, grids, rule), grids


def _rows(model: Mini, names: list[str]) -> torch.Tensor:
    ids = [s.id for s in STRUCTURES]
    return model.bank[[ids.index(name) for name in names]].detach()


def score(truth: np.ndarray, logits: np.ndarray) -> float:
    """Dice of the largest piece of what logits say, both (Z, Y, X)."""
    return dice(truth, geometry.largest_component(logits.T > 0).T)


def evaluate_case(model: Mini, entry: dict, structures: list[str], rule: Rule) -> dict[str, tuple[float, float]]:
    """Per structure that is looked at again its Dice on the scan's own grid, without the second look and with it."""
    image, grid = geometry.load(entry["image"])
    labels = geometry.load(entry["label"])[0].T
    unit = geometry.normalise(image, recipe.INTENSITY[entry["modality"]])
    asked = {s.id: s.label_id for s in STRUCTURES if s.id in structures and s.id in entry["annotated"]}
    firsts = first_look(model, unit, grid, list(asked))
    seconds, grids = second_look(model, unit, grid, firsts, rule)
    scores = {}
    for name, label_id in asked.items():
        without, with_it = (patched(firsts[name], each, grids, grid) for each in (None, seconds.get(name)))
        scores[name] = (score(labels == label_id, without), score(labels == label_id, with_it))
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a pack's folder, or a checkpoint")
    parser.add_argument("--data", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--look", type=int, default=0, help="which of the recipe's")
    parser.add_argument("--spacing", type=float, nargs=3)
    parser.add_argument("--size", type=int, nargs=3)
    given = parser.parse_args()
    declared = recipe.REFINE[given.look]
    changed = {name: tuple(value) for name, value in (("spacing", given.spacing), ("size", given.size)) if value}
    model, rule = load_model(given.model).eval(), replace(Rule.of(declared), **changed)
    for entry in list_cases(given.data, "validation"):
        scores = evaluate_case(model, entry, declared["structures"], rule)
        if scores:
            print(entry["case"], *(f"{k} {a:.3f} -> {b:.3f}" for k, (a, b) in scores.items()), flush=True)


if __name__ == "__main__":
    main()
