"""No session of onnxruntime is told to its makers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRAPH = ROOT / "public/models/mini/text-encoder.onnx"
# onnxruntime is silent too where these say that nobody is there.
SILENCING = ("CI", "ORT_", "GITHUB_ACTIONS", "TF_BUILD", "BUILD_", "PYTEST_")


@pytest.mark.parametrize("package", ["mini", "medimageparse3d"])
def test_a_graph_that_is_opened_leaves_no_number_for_the_machine(package, tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SILENCING)}
    own = kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    script = f"import {package}, onnxruntime; onnxruntime.InferenceSession({str(GRAPH)!r}); print('opened')"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT / "training", env=own, capture_output=True, text=True)
    assert ran.stdout == "opened\n", ran.stderr
    assert list(tmp_path.iterdir()) == []
