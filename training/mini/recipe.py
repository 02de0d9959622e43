"""What Mini is fed: written into the manifest by export.py, so that the app prepares a scan exactly as training did."""

SPACING_MM = (2.2, 2.2, 3.0)
WINDOW = (176, 144, 32)  # x, y, z
MULTIPLE_OF = (16, 16, 16)
OVERLAP = 0.1
INTENSITY = {
    "CT": {"kind": "window", "low": -125.0, "high": 275.0, "to": [-1.0, 1.0]},
    "MR": {"kind": "percentile", "low": 0.5, "high": 99.5, "above": 0.0, "to": [-1.0, 1.0]},
    "other": {"kind": "percentile", "low": 0.5, "high": 99.5, "above": 0.0, "to": [-1.0, 1.0]},
}
FILL = -1.0
FOREGROUND_ABOVE = -0.5  # in CT −25 HU: windows cover the body, not its skin and fat, nor the table
COMPONENTS = "largest"
# Second looks, docs/model-pack.md: adrenals are a voxel or two thick on the grid above. EXPERIMENTS.md says what gains in MR.
_ADRENALS = {
    "structures": ["adrenal_right", "adrenal_left"],
    "spacing": [1.6, 1.6, 3.0],
    "tiling": {
        "kind": "window-3d",
        "size": [160, 128, 32],
        "multipleOf": list(MULTIPLE_OF),
        "overlap": OVERLAP,
        "blend": "gaussian",
    },
    "pointsAbove": 0.1,
    "marginMm": 9.0,
    "modalities": ["CT"],
}
_ESOPHAGUS = {
    "structures": ["esophagus"],
    "spacing": [1.7, 1.7, 2.5],
    "tiling": {**_ADRENALS["tiling"], "size": [112, 96, 64]},
    "pointsAbove": 0.1,
    "marginMm": 9.0,
    "weight": 0.5,
    "mostWindows": 1,
    "modalities": ["CT"],
}
_GALLBLADDER_IN_MR = {
    **_ESOPHAGUS,
    "structures": ["gallbladder"],
    "spacing": [1.6, 1.6, 2.5],
    "tiling": {**_ADRENALS["tiling"], "size": [80, 80, 48]},
    "modalities": ["MR"],
}
_PANCREAS_IN_MR = {
    **_ESOPHAGUS,
    "structures": ["pancreas"],
    "spacing": [2.0, 2.0, 2.7],
    "tiling": {**_ADRENALS["tiling"], "size": [128, 96, 64]},
    "modalities": ["MR"],
}
REFINE = [_ADRENALS, _ESOPHAGUS, _GALLBLADDER_IN_MR, _PANCREAS_IN_MR]
