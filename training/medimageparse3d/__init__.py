"""MedImageParse 3D (BiomedParse v2) for inference: text prompts to masks, slice by slice with the two neighbouring slices.

preprocess -> backbone -> pixel_decoder -> decoder (with text_encoder, boltzmann) -> postprocess; `predict` runs them in this
order, `graphs` cuts the network where a browser runs it, `export` writes the cut as ONNX. `checkpoint` loads the official
weights, `synthetic` makes weights for parity. The tests hold every stage to goldens of the original.
"""

import os

# onnxruntime tells its makers of each session unless the environment says otherwise before the first one.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
