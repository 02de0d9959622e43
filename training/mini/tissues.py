"""What surrounds the labelled organs of a CT, told apart by HU: maps on which images of any contrast can be drawn.

Faults seen: large bowel full of contrast medium, and an enhanced heart chamber, count as bone.
"""

import numpy as np
from scipy import ndimage

BONE, MUSCLE, LUNG, BOWEL, HEART, VESSELS, CORD, FAT, MARROW, GAS, LUMEN = range(101, 112)
FAT_BELOW, GAS_BELOW, BODY_ABOVE, VESSEL_ABOVE, BONE_ABOVE = -25, -116, -112, 110, 185  # HU


def _parts(mask: np.ndarray, voxel_ml: float) -> tuple[np.ndarray, np.ndarray]:
    """Connected components (Z, Y, X) counted from 1, and the volume of each in mL."""
    parts, _ = ndimage.label(mask)
    return parts, np.bincount(parts.ravel())[1:] * voxel_ml


def _chosen(parts: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The components whose entry in `wanted` is true."""
    return np.concatenate([[False], wanted])[parts]


def _filled(plane: np.ndarray, grow: int) -> np.ndarray:
    """A slice's mask with its gaps closed and its holes filled."""
    closed = ndimage.binary_closing(np.pad(plane, grow + 2), iterations=grow)
    return ndimage.binary_fill_holes(closed)[grow + 2 : -grow - 2, grow + 2 : -grow - 2]


def _body(soft: np.ndarray) -> np.ndarray:
    """The patient without table and tubes: the largest piece of `soft` (Z, Y, X), filled slice by slice."""
    parts, sizes = _parts(ndimage.binary_opening(soft, iterations=2), 1.0)
    if not len(sizes):
        return soft
    body = ndimage.binary_dilation(parts == 1 + np.argmax(sizes), iterations=2) & soft
    return np.stack([_filled(plane, 4) for plane in body])


def tissue_map(hu: np.ndarray, label: np.ndarray, spacing: tuple[float, float, float]) -> np.ndarray:
    """Label ids, and tissues where there is none, (Z, Y, X) uint8; 0 is the air around the body.

    hu (Z, Y, X), clipped to −125 … 275 or not; spacing in mm along z, y, x.
    """
    step, voxel_ml = np.array(spacing), float(np.prod(spacing)) / 1000
    fine, wide = (ndimage.gaussian_filter(hu, mm / step) for mm in (1.0, 1.6))
    body = _body(wide > BODY_ABOVE)
    out = np.where(body, np.where(wide < FAT_BELOW, FAT, MUSCLE), 0).astype(np.uint8)
    parts, ml = _parts(body & (fine <= GAS_BELOW), voxel_ml)
    out[_chosen(parts, ml > 150)] = LUNG
    out[_chosen(parts, (ml <= 150) & (ml > 0.4))] = GAS
    parts, ml = _parts(body & (fine > BONE_ABOVE), voxel_ml)
    if len(ml):
        depth = np.stack([ndimage.distance_transform_edt(plane, sampling=step[1:]) for plane in body])
        shallow = ndimage.median(depth, parts, np.arange(1, len(ml) + 1)) < 26  # ribs lie near the skin
        skeleton = (ml > 60) | (shallow & (ml > 0.3))
        out[_chosen(parts, skeleton)] = BONE
        out[_chosen(parts, ~skeleton & (ml > 0.15))] = LUMEN
    parts, ml = _parts(body & (wide > VESSEL_ABOVE) & (fine <= BONE_ABOVE) & (out == MUSCLE), voxel_ml)
    out[_chosen(parts, ml > 0.3)] = VESSELS
    for plane in out:
        bone = plane == BONE
        if bone.any():
            plane[_filled(bone, 2) & ~bone & np.isin(plane, (MUSCLE, VESSELS, FAT))] = MARROW
    return np.where(label > 0, label, out).astype(np.uint8)
