"""Windows of a released nnU-Net in PyTorch, on the processor: seconds of each, and the process's largest memory.

    python torch_windows.py MODEL.zip --threads 2 --windows 2

Needs nnunetv2. The image is noise: what a window shows changes nothing about its cost. The head is included.
"""

import argparse
import json
import os
import resource
import tempfile
import time
import zipfile

import torch
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('model')
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--windows', type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(given.model) as archive:
            archive.extractall(folder)
        [model] = [root for root, _, files in os.walk(folder) if 'plans.json' in files]
        predictor = nnUNetPredictor(device=torch.device('cpu'), perform_everything_on_device=False)
        predictor.initialize_from_trained_model_folder(model, (0,), 'checkpoint_final.pth')
    network = predictor.network
    network.load_state_dict(predictor.list_of_parameters[0])
    network.eval()
    torch.manual_seed(0)
    image = torch.randn(1, 1, *predictor.configuration_manager.patch_size)
    seconds = []
    with torch.inference_mode():
        for _ in range(given.windows):
            began, processor = time.perf_counter(), time.process_time()
            network(image)
            seconds.append(
                {'wall': time.perf_counter() - began, 'processor': time.process_time() - processor}
            )
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({'as': 'torch', 'version': torch.__version__, 'seconds': seconds, 'peakBytes': peak}))


main()
