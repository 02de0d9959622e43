import torch
from torch.utils.flop_counter import FlopCounterMode

from mini import recipe
from mini.model import Config, Mini, depth_to_space, space_to_depth
from mini.tokens import to_tokens


def small() -> Mini:
    torch.manual_seed(1)
    return Mini(Config(channels=(8, 8, 16, 16), features=8, text_width=32)).eval()


def test_depth_to_space_undoes_space_to_depth():
    x = torch.randn(1, 3, 4, 6, 8)
    assert torch.equal(depth_to_space(space_to_depth(x)), x)


def test_a_sub_voxel_lands_where_it_came_from():
    x = torch.zeros(1, 1, 4, 4, 4)
    x[0, 0, 1, 2, 3] = 1
    channel = space_to_depth(x)[0, :, 0, 1, 1]
    assert channel.tolist() == [0, 0, 0, 0, 0, 1, 0, 0]  # odd z, even y, odd x


def test_a_mask_comes_at_the_images_own_resolution_for_every_prompt():
    model = small()
    with torch.no_grad():
        masks, existence = model.decode(*model.image(torch.randn(1, 1, 32, 48, 64)), model.bank[:3])
    assert masks.shape == (3, 32, 48, 64) and existence.shape == (3,)


def test_a_prompt_is_answered_the_same_whatever_is_asked_beside_it():
    model = small()
    image = torch.randn(1, 1, 32, 32, 32)
    with torch.no_grad():
        features = model.image(image)
        alone = model.decode(*features, model.bank[5:6])
        beside = model.decode(*features, model.bank[[6, 5]])
    # one float32 rounding of the matrix product's order
    assert torch.allclose(alone[0][0], beside[0][1], atol=1e-5)
    assert torch.allclose(alone[1][0], beside[1][1], atol=1e-5)


def test_words_become_bytes_plus_one_and_case_does_not_matter():
    assert to_tokens(["Ab"], 4).tolist() == [[98, 99, 0, 0]]
    assert torch.equal(to_tokens(["LIVER"], 8), to_tokens(["liver"], 8))
    assert to_tokens(["ﬁ"], 4).tolist() == [[103, 106, 0, 0]]  # NFKC splits the ligature


def test_the_largest_window_costs_under_25_gflop_and_a_further_prompt_under_a_hundredth_of_it():
    model, (x, y, z) = Mini().eval(), recipe.WINDOW
    with torch.no_grad(), FlopCounterMode(display=False) as image:
        features = model.image(torch.zeros(1, 1, z, y, x))
    with torch.no_grad(), FlopCounterMode(display=False) as prompt:
        model.decode(*features, model.bank[:1].detach())
    assert image.get_total_flops() < 25e9
    assert prompt.get_total_flops() < 0.01 * image.get_total_flops()
