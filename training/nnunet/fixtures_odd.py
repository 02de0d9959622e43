"""Makes src/testing/fixtures/nnunet/odd_*: networks with what nnU-Net's planner never combines but its plans can say.

    pip install dynamic-network-architectures==0.4.4 torch numpy
    python training/nnunet/fixtures_odd.py

Each is a checkpoint_final.pth as nnU-Net saves it, with its plans.json and dataset.json, and what PyTorch gives for a patch:
patch.f32 (1, 1, z, y, x) and logits.f32 (class, z, y, x). Weights are random, and a second run makes other ones.
"""

import json
from pathlib import Path

import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet, ResidualEncoderUNet

FIXTURES = Path(__file__).parents[2] / "src" / "testing" / "fixtures" / "nnunet"
CLASSES = 4
RESAMPLING = {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None}

CASES = {
    # No bias, norms without affine parts, another eps and slope; kernels of 1, 3, 5; strides of ones, of 3, and along one axis.
    "odd_plain": (
        PlainConvUNet,
        {
            "n_stages": 4,
            "features_per_stage": [3, 5, 4, 6],
            "kernel_sizes": [[1, 3, 3], [3, 5, 1], [3, 3, 3], [1, 1, 3]],
            "strides": [[1, 1, 1], [1, 3, 2], [1, 1, 1], [2, 1, 1]],
            "n_conv_per_stage": [1, 2, 1, 3],
            "n_conv_per_stage_decoder": [2, 1, 3],
            "conv_bias": False,
            "norm_op_kwargs": {"eps": 0.01, "affine": False},
            "nonlin": "torch.nn.LeakyReLU",
            "nonlin_kwargs": {"negative_slope": 0.2},
        },
        [4, 9, 8],
    ),
    # A stem of its own width, ReLU, a projection without and a pooling with one, bias.
    "odd_residual": (
        ResidualEncoderUNet,
        {
            "n_stages": 3,
            "features_per_stage": [4, 6, 6],
            "kernel_sizes": [[3, 3, 3], [3, 1, 3], [3, 3, 3]],
            "strides": [[1, 1, 1], [2, 1, 2], [1, 2, 1]],
            "n_blocks_per_stage": [2, 1, 2],
            "n_conv_per_stage_decoder": [1, 2],
            "conv_bias": True,
            "norm_op_kwargs": {"eps": 0.001, "affine": True},
            "nonlin": "torch.nn.ReLU",
            "nonlin_kwargs": None,
            "stem_channels": 5,
        },
        [4, 6, 8],
    ),
}


def main() -> None:
    for seed, (name, (network, options, patch)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        built = {
            **options,
            "conv_op": torch.nn.Conv3d,
            "norm_op": torch.nn.InstanceNorm3d,
            "nonlin": torch.nn.LeakyReLU if options["nonlin"].endswith("LeakyReLU") else torch.nn.ReLU,
        }
        net = network(1, num_classes=CLASSES, deep_supervision=False, **built).eval()
        with torch.no_grad():
            for parameter in net.parameters():
                parameter.copy_(torch.randn_like(parameter) * (0.5 if parameter.dim() > 1 else 1))
            image = torch.randn(1, 1, *patch)
            logits = net(image)[0]
        folder = FIXTURES / name
        folder.mkdir(parents=True, exist_ok=True)
        arch = {
            **options,
            "conv_op": "torch.nn.modules.conv.Conv3d",
            "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
        }
        torch.save(
            {
                "network_weights": net.state_dict(),
                "trainer_name": "nnUNetTrainer",
                "inference_allowed_mirroring_axes": (0, 1, 2),
                "init_args": {"configuration": "3d_fullres", "fold": 0},
            },
            folder / "checkpoint_final.pth",
        )
        write_json(folder / "plans.json", plans(f"Dataset00{seed + 1}_{name}", network.__name__, arch, patch))
        labels = {"background": 0, **{f"class_{n}": n for n in range(1, CLASSES)}}
        write_json(folder / "dataset.json", {"channel_names": {"0": "CT"}, "labels": labels, "numTraining": 1})
        image.numpy().astype("<f4").tofile(folder / "patch.f32")
        logits.numpy().astype("<f4").tofile(folder / "logits.f32")
        print(name, tuple(logits.shape), float(logits.abs().max()))


def plans(dataset: str, network: str, arch: dict, patch: list[int]) -> dict:
    return {
        "dataset_name": dataset,
        "plans_name": "nnUNetPlans",
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "configurations": {
            "3d_fullres": {
                "preprocessor_name": "DefaultPreprocessor",
                "patch_size": patch,
                "spacing": [1.0, 1.0, 1.0],
                "normalization_schemes": ["ZScoreNormalization"],
                "use_mask_for_norm": [False],
                "resampling_fn_data": "resample_data_or_seg_to_shape",
                "resampling_fn_data_kwargs": RESAMPLING,
                "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
                "resampling_fn_probabilities_kwargs": {**RESAMPLING, "order": 1},
                "architecture": {
                    "network_class_name": f"dynamic_network_architectures.architectures.unet.{network}",
                    "arch_kwargs": arch,
                },
            }
        },
    }


def write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
