"""Before any test module is imported."""

import os

# onnxruntime tells its makers of each session unless the environment says otherwise before the first one.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
