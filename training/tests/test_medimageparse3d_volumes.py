import numpy as np
import pytest
from medimageparse3d_reference import assert_close, committed, golden, named, present, reference

from medimageparse3d import postprocess, preprocess, synthetic
from medimageparse3d.preprocess import Placement

MEAN, STD = np.float32(114.495), np.float32(57.63)
# A bicubic value is a sum of 16 products in float32; the order of summing differs.
RESIZE_TOLERANCE = 5e-6


def place_of(arrays) -> Placement:
    pad = tuple(tuple(int(n) for n in pair) for pair in arrays["pad"])
    return Placement(int(arrays["slice_axis"]), pad, int(arrays["padded_size"]))


@pytest.mark.parametrize("case", named("pre_*", ["pre_e_single_64"]))
def test_a_prepared_volume_equals_the_original_in_every_byte(case):
    want = golden(f"{case}.npz")
    slices, place = preprocess.prepare(want["input"])
    assert place == place_of(want)
    assert slices.dtype == np.uint8
    assert np.array_equal(slices, want["output"])


def test_slice_axis_and_padding_follow_the_original_for_every_listed_shape():
    listed = reference("pre_geometry.json")
    cases = [*listed["geometry"], *listed["cases"].values()]
    assert cases
    for case in cases:
        pad = tuple(tuple(pair) for pair in case["pad"])
        assert preprocess.placement(tuple(case["shape"])) == (case["slice_axis"], pad, case["padded_size"]), case["shape"]


def test_a_volume_of_512_pixels_passes_untouched():
    volume = np.random.default_rng(0).integers(0, 256, (2, 512, 512), dtype=np.uint8)
    assert np.array_equal(preprocess.prepare(volume)[0], volume)


def test_only_grey_values_in_uint8_are_prepared():
    with pytest.raises(ValueError, match="float32"):
        preprocess.prepare(np.zeros((2, 8, 8), np.float32))


def test_each_slice_is_stacked_with_the_one_before_and_the_one_behind():
    arrays = golden("stack_normalise.npz")
    depths = [name.removeprefix("in_") for name in arrays if name.startswith("in_")]
    assert depths
    for depth in depths:
        normalised = (preprocess.with_neighbours(arrays[f"in_{depth}"]) - MEAN) / STD
        assert_close(normalised, arrays[f"out_{depth}"], 1e-6, depth)


def test_logits_are_upsampled_as_the_original_does():
    arrays = golden("post_resize.npz")
    side = arrays["out_small"].shape[-1]
    assert_close(postprocess.upsample(arrays["in_small"], side), arrays["out_small"], RESIZE_TOLERANCE)
    if present():
        full = postprocess.upsample(synthetic.spread("input/post/resize_full", (1, 1, 128, 128), 0.0, 4.0))
        assert_close(full[..., :40, :], arrays["out_full_first40rows"], RESIZE_TOLERANCE)
        assert_close(full[..., -8:, :], arrays["out_full_last8rows"], RESIZE_TOLERANCE)
        assert_close(full[..., ::5, ::5], arrays["out_full_stride5"], RESIZE_TOLERANCE)


def test_suppression_keeps_what_the_original_keeps():
    arrays = golden("post_nms_unit.npz")
    assert np.array_equal(postprocess.kept(arrays["probs"], arrays["scores"]), arrays["kept"])


def test_an_existence_of_exactly_one_half_counts_among_several_prompts_but_not_alone():
    masks = np.zeros((2, 1, 8, 8), np.float32)
    masks[0, 0, :4], masks[1, 0, 4:] = 0.9, 0.9
    half = np.full((2, 1), 0.5, np.float32)
    assert postprocess.kept(masks, half).all()
    assert not postprocess.kept(masks[:1], half[:1]).any()


@pytest.mark.parametrize("case", [*named("post_merge_*", []), *named("post_single_*", ["post_single_p1"])])
def test_stored_logits_become_the_original_label_map_without_one_pixel_of_difference(case):
    want = golden(f"{case}.npz")
    labels = postprocess.label_map(want["logits"], want["existence"], want["ids"])
    assert np.array_equal(labels, want["labels_512"])
    assert np.array_equal(postprocess.onto_volume(labels, place_of(want)), want["labels_final"])


@pytest.mark.parametrize("case", named("full_e2e_*", ["full_e2e_p3"]))
def test_stored_logits_of_a_whole_run_become_its_label_map(case):
    want, place = golden(f"{case}.npz"), place_of(golden("pre_a_axis0_300x260.npz"))
    labels = postprocess.label_map(want["mask_logits"], want["existence"], np.arange(1, len(want["existence"]) + 1))
    assert np.array_equal(labels, want["labels_512"])
    assert np.array_equal(postprocess.onto_volume(labels, place), want["labels_final"])


def test_labels_return_to_the_grid_that_was_prepared():
    volume = np.zeros((90, 3, 61), np.uint8)
    slices, place = preprocess.prepare(volume)
    assert postprocess.onto_volume(slices, place).shape == volume.shape


def test_the_committed_goldens_are_the_reference():
    for file in ["pre_e_single_64.npz", "post_single_p1.npz", "tiny/case_a.npz", "tiny/case_c.npz"]:
        whole = reference(file)
        assert all(np.array_equal(value, whole[name]) for name, value in committed(file).items())
        assert committed(file)
