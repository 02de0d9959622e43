"""Cases on disk -> volumes on the cache grid, read once: scans, phantoms, and label maps that images are drawn for."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from . import geometry, recipe, sampling
from .tissues import FAT, tissue_map
from .vocabulary import STRUCTURES

CACHE_SPACING = (1.6, 1.6, 2.0)
IDS = {s.id: s.label_id for s in STRUCTURES}


@dataclass
class Case:
    name: str
    modality: str
    image: Tensor | None  # (Z, Y, X) float16, smoothed for the model grid; None: to be painted
    label: Tensor  # (Z, Y, X) uint8, label ids
    annotated: np.ndarray  # (S,) bool
    spots: dict[int, np.ndarray] = field(default_factory=dict)  # some voxels (n, 3) of each structure that is there
    tissues: Tensor | None = None  # (Z, Y, X) uint8, of real CTs: label ids and what lies around them
    spacing: tuple[float, float, float] = CACHE_SPACING  # mm along x, y, z

    def seen_as(self, modality: str) -> "Case":
        """The same volumes, their windows drawn as of another modality."""
        return replace(self, modality=modality)

    def on(self, device: str) -> "Case":
        """The same volumes in the memory of `device`."""
        image, tissues = (None if x is None else x.to(device) for x in (self.image, self.tissues))
        return replace(self, image=image, label=self.label.to(device), tissues=tissues)


def list_cases(data: Path, split: str) -> list[dict]:
    """The manifest's entries of one split; `image` and `label` are added as paths."""
    entries = [e for e in json.loads((data / "manifest.json").read_text()) if e["split"] == split]
    for e in entries:
        e["image"] = data / split / f"{e['case']}_image.nii.gz"
        e["label"] = data / split / f"{e['case']}_label.nii.gz"
    return entries


def list_phantoms(folder: Path) -> list[dict]:
    """Phantoms written by `npm run phantom`; what is not drawn in them is not there."""
    entries = []
    for image in sorted(folder.glob("*_image.nii.gz")):
        label = Path(str(image).replace("_image", "_label"))
        case = image.name.replace("_image.nii.gz", "")
        entry = {"case": case, "split": "phantom", "modality": "CT", "annotated": list(IDS)}
        entries.append(entry | {"image": image, "label": label})
    return entries


def list_label_maps(data: Path) -> list[dict]:
    """Label maps of whole trunks with their tissues; those without tissues could not be told from air."""
    maps = sorted((data / "labelmaps").glob("totalseg_*_label.nii.gz"))
    return [{"case": f"painted_{m.name[:-13]}", "modality": "painted", "annotated": list(IDS), "label": m} for m in maps]


def _annotated(entry: dict) -> np.ndarray:
    return np.array([s.id in entry["annotated"] for s in STRUCTURES])


def load_case(entry: dict, cache: Path) -> Case:
    """The case on the cache grid (x fastest), read once and kept as .npz under `cache`."""
    path = cache / f"{entry['case']}.npz"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(path, **_read(entry))
    stored = np.load(path)
    image = torch.from_numpy(stored["image"]) if "image" in stored else None
    label = torch.from_numpy(stored["label"])
    tissues = torch.from_numpy(stored["tissues"]) if "tissues" in stored else None
    return Case(entry["case"], entry["modality"], image, label, _annotated(entry), find_spots(label), tissues)


def _read(entry: dict) -> dict[str, np.ndarray]:
    """`label` (Z, Y, X) uint8 on the cache grid, `image` float16 where the entry has one, `tissues` of real CTs."""
    label, label_grid = geometry.load(entry["label"])
    label = torch.from_numpy(np.ascontiguousarray(label.T.astype(np.uint8)))
    if "image" not in entry:
        voted = sampling.vote(label, label_grid, geometry.model_grid(label_grid, CACHE_SPACING))
        return {"label": fill_with_fat(voted.numpy())}
    image, grid = geometry.load(entry["image"])
    target = geometry.model_grid(grid, CACHE_SPACING)
    unit = geometry.smooth(geometry.normalise(image, recipe.INTENSITY[entry["modality"]]), grid, recipe.SPACING_MM)
    sampled = sampling.onto(torch.from_numpy(np.ascontiguousarray(unit.T)), grid, target, recipe.FILL)
    read = {"image": sampled.half().numpy(), "label": sampling.vote(label, label_grid, target).numpy()}
    if entry["modality"] == "CT" and entry["split"] == "train":
        read["tissues"] = tissue_map(sampled.numpy() * 200 + 75, read["label"], CACHE_SPACING[::-1])
    return read


def find_spots(label: Tensor, most: int = 4000) -> dict[int, np.ndarray]:
    """Up to `most` voxels of each structure in `label`, evenly from first to last."""
    spots = {}
    for i in IDS.values():
        where = (label == i).nonzero().numpy()
        if len(where):
            spots[i] = where[:: max(1, len(where) // most)].astype(np.int16)
    return spots


def fill_with_fat(label: np.ndarray) -> np.ndarray:
    """The label map with FAT in every gap of the body: 24 mm round what is labelled, filled slice by slice, less 10 mm."""
    out = label.copy()
    for k, plane in enumerate(label):
        near = ndimage.distance_transform_edt(plane == 0) < 24 / CACHE_SPACING[0]
        body = ndimage.distance_transform_edt(ndimage.binary_fill_holes(near)) > 10 / CACHE_SPACING[0]
        out[k][body & (plane == 0)] = FAT
    return out
