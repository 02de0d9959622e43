"""From mask logits and existence logits to a label map on the volume's own grid."""

import numpy as np

from .preprocess import SIDE, Placement, cubic

CUBIC = -0.5
THRESHOLD = 0.5  # of existence, of mask probability and of overlap


def upsampling_weights(source: int, target: int) -> np.ndarray:
    """(target, source), target ≥ source: bicubic, taps beyond the edge left out and the others scaled to sum 1."""
    centre = (np.arange(target) + 0.5) * (source / target) - 0.5
    weights = cubic(centre[:, None] - np.arange(source), CUBIC)
    return (weights / weights.sum(1, keepdims=True)).astype(np.float32)


def upsample(logits: np.ndarray, side: int = SIDE) -> np.ndarray:
    """float32 (…, h, w) -> (…, side, side)."""
    h, w = logits.shape[-2:]
    return upsampling_weights(h, side) @ (logits @ upsampling_weights(w, side).T)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """float32, without overflow for large negative x."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small)).astype(np.float32)


def kept_prompts(probabilities: np.ndarray, existence: np.ndarray) -> np.ndarray:
    """Which prompts one slice keeps: (P,) bool of mask probabilities (P, H, W) and existence probabilities (P,).

    From the most to the least certain: stop below 0.5, skip empty masks, drop what overlaps a kept mask by IoU > 0.5.
    """
    chosen = np.zeros(len(existence), bool)
    masks = probabilities > THRESHOLD
    for prompt in np.argsort(-existence, kind="stable"):
        if existence[prompt] < THRESHOLD:
            break
        if masks[prompt].any() and not any(overlap(masks[prompt], masks[other]) for other in np.flatnonzero(chosen)):
            chosen[prompt] = True
    return chosen


def overlap(a: np.ndarray, b: np.ndarray) -> bool:
    return (a & b).sum() / (a | b).sum() > THRESHOLD


def kept(probabilities: np.ndarray, existence: np.ndarray) -> np.ndarray:
    """(P, D) bool of (P, D, H, W) and (P, D): existence alone decides for a single prompt, else `kept_prompts` per slice."""
    if len(existence) == 1:
        return existence > THRESHOLD
    return np.stack([kept_prompts(p, e) for p, e in zip(probabilities.swapaxes(0, 1), existence.T, strict=True)], 1)


def merged(probabilities: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """(P, D, H, W), zero where a prompt is not kept -> uint8 (D, H, W): the id of the most probable, 0 if none exceeds 0.5."""
    best = probabilities.argmax(0)
    certain = np.take_along_axis(probabilities, best[None], 0)[0] > THRESHOLD
    return np.where(certain, np.asarray(ids)[best], 0).astype(np.uint8)


def nearest(source: int, target: int) -> np.ndarray:
    """(target,) indices into `source`; the ratio is rounded to float32 first, as the original does."""
    ratio = np.float32(source / target)
    return np.floor(np.arange(target, dtype=np.float32) * ratio).astype(int).clip(max=source - 1)


def onto_volume(labels: np.ndarray, place: Placement) -> np.ndarray:
    """uint8 (D, 512, 512) -> uint8 on the volume's own grid."""
    index = nearest(labels.shape[-1], place.padded_size)
    (_, _), (top, bottom), (left, right) = place.pad
    size = place.padded_size
    inside = labels[:, index[top : size - bottom]][:, :, index[left : size - right]]
    return np.ascontiguousarray(np.moveaxis(inside, 0, place.slice_axis))


def label_map(mask_logits: np.ndarray, existence_logits: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Mask logits (P, D, h, w), existence logits (P, D), ids (P,) -> uint8 labels (D, 512, 512)."""
    probabilities = sigmoid(upsample(mask_logits))
    keep = kept(probabilities, sigmoid(existence_logits))
    return merged(probabilities * keep[..., None, None], ids)
