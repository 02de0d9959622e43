import random

import numpy as np
import pytest
import torch

from mini import batches, encode, feeder, findings, teacher
from mini.cases import Case, find_spots
from mini.contrasts import T1_PLAIN, T2, WALL, draw_signal, mr_from_ct, paint_walls
from mini.data import MADE_MR
from mini.halves import load_model
from mini.model import Config, Mini
from mini.tissues import BONE, FAT, GAS, MUSCLE, tissue_map
from mini.vocabulary import STRUCTURES
from mini.widen import widen

SIZES = ((32, 32, 32), (32, 48, 32))


def body() -> Case:
    """A cylinder of muscle in fat, a bright organ (6) and a gas bubble in it, a bone behind."""
    z, y, x = np.meshgrid(np.arange(40), np.arange(90), np.arange(100), indexing="ij")
    hu = np.full(z.shape, -125.0)
    hu[(y - 45) ** 2 + (x - 50) ** 2 < 40**2] = -100
    hu[(y - 45) ** 2 + (x - 50) ** 2 < 34**2] = 50
    hu[(y - 17) ** 2 + (x - 50) ** 2 < 6**2] = 260
    label = np.where((y - 50) ** 2 + (x - 62) ** 2 + (z - 20) ** 2 < 14**2, 6, 0).astype(np.uint8)
    hu[label == 6] = 110
    hu[(y - 55) ** 2 + (x - 32) ** 2 + (z - 20) ** 2 < 8**2] = -125
    image, drawn = torch.from_numpy((hu - 75) / 200).half(), torch.from_numpy(label)
    tissues = torch.from_numpy(tissue_map(hu.astype(np.float32), label, (2.0, 1.6, 1.6)))
    return Case("cylinder", "CT", image, drawn, np.ones(len(STRUCTURES), bool), find_spots(drawn), tissues)


@pytest.fixture(scope="module")
def case() -> Case:
    return body()


@pytest.fixture(scope="module")
def stored(case, tmp_path_factory):
    painted = Case("painted", "painted", None, case.tissues, case.annotated, case.spots)
    path = tmp_path_factory.mktemp("teacher") / "cases.npz"
    encode.write([(0.6, [case], [1.0]), (0.3, [case.seen_as(MADE_MR)], [3.0]), (0.1, [painted], [1.0])], path)
    return path


def test_tissues_are_told_apart_by_hu(case):
    tissues = case.tissues.numpy()
    found = [tissues[20, y, x] for y, x in ((45, 14), (45, 24), (17, 50), (55, 32), (50, 62), (2, 2))]
    assert found == [FAT, MUSCLE, BONE, GAS, 6, 0]


def test_an_mr_image_made_from_a_ct_fills_the_range_and_leaves_the_air_dark(case):
    torch.manual_seed(0)
    for seed in range(6):
        x = mr_from_ct(case.image.float(), case.tissues, random.Random(seed))
        assert x.min() >= -1 and x.max() <= 1 and x.max() > 0.3
        assert x[case.tissues == 0].mean() < -0.75


def test_both_kidneys_mostly_give_the_same_signal():
    signals = [draw_signal(random.Random(seed)) for seed in range(40)]
    assert sum(bool(s[2] == s[3]) for s in signals) > 30


def test_a_sequence_that_is_asked_for_is_drawn_and_no_other():
    for seed in range(40):
        t1, t2 = (draw_signal(random.Random(seed), (sequence,), 0) for sequence in (T1_PLAIN, T2))
        assert t2[6] / t2[1] < t1[6] / t1[1]  # of liver and spleen the one is brighter in T1, the other in T2


def test_so_many_windows_are_mr_from_ct_and_the_rest_are_shared_as_ever(case, monkeypatch):
    def entry(name: str, modality: str) -> dict:
        return {"case": name, "modality": modality}

    real = [entry("ct_btcv_00", "CT"), entry("mr_chaos_t2_01", "MR"), entry("ct_other", "CT")]
    monkeypatch.setattr(feeder, "list_cases", lambda *_: real)
    monkeypatch.setattr(feeder, "list_label_maps", lambda _: [entry("painted", "painted")])
    monkeypatch.setattr(feeder, "list_phantoms", lambda _: [entry("phantom", "CT")])

    def load(of: dict, _) -> Case:
        tissues = case.tissues if of["case"].startswith("ct_") else None
        return Case(of["case"], of["modality"], case.image, case.label, case.annotated, case.spots, tissues)

    monkeypatch.setattr(feeder, "load_case", load)

    def shares(*more: float) -> dict[str, float]:
        groups = feeder.load_groups(tmp, tmp, tmp, *more)
        whole = sum(share for share, _, _ in groups)
        return {f"{cases[0].name} {cases[0].modality}": share / whole for share, cases, _ in groups}

    tmp = feeder.Path()
    usual, leaning = shares(), shares(0.35)
    made = f"ct_btcv_00 {MADE_MR}"
    assert len(usual) == 6
    assert usual[made] == pytest.approx(0.17) and leaning[made] == pytest.approx(0.35)
    for kind in usual.keys() - {made}:
        assert leaning[kind] / usual[kind] == pytest.approx(0.65 / 0.83)


def test_a_mass_beside_an_organ_leaves_the_organ_as_it_was(case):
    torch.manual_seed(0)
    image = case.image.float()
    for seed in range(4):
        changed = findings.add_mass(image, case.label, random.Random(seed)) != image
        assert changed.any() and not (changed & (case.label > 0)).any()


def test_a_stomach_with_other_contents_keeps_its_surroundings(case):
    torch.manual_seed(0)
    stomach = torch.where(case.label == 6, 7, 0).to(torch.uint8)
    image = case.image.float()
    changed = [findings.swap_contents(image, stomach, random.Random(seed)) != image for seed in range(6)]
    assert any(c.any() for c in changed)
    assert not any((c & (stomach == 0)).any() for c in changed)


def test_a_case_comes_back_from_its_bytes_within_a_grey_level(case):
    packed = encode.encode_case(case, case.spacing)
    again = encode.decode_case(packed["facts"], packed["labels"], packed["image"])
    box = encode._body(case.image.float(), case.tissues)
    assert torch.equal(again.label, case.label[box]) and torch.equal(again.tissues, case.tissues[box])
    # half of one of 63 steps of 2, and float16's rounding
    assert (again.image.float() - case.image.float()[box]).abs().max() <= 1 / 63 + 1e-3


def test_a_file_keeps_the_groups_and_each_volume_once(stored):
    groups = encode.read(stored)
    assert [share for share, _, _ in groups] == [0.6, 0.3, 0.1]
    plain, made = groups[0][1][0], groups[1][1][0]
    assert (plain.modality, made.modality) == ("CT", MADE_MR) and groups[1][2] == [3.0]
    assert plain.image is made.image and groups[2][1][0].image is None


def test_a_network_is_trained_by_the_clock(stored, tmp_path):
    path = tmp_path / "out.half.pt"
    given = [stored, "--out", path, "--minutes", 0.05, "--size", "tiny", "--device", "cpu", "--batch", 2, "--cpu-makers", 1]
    settings = teacher.parse([str(g) for g in given])
    settings.sizes = SIZES
    course = teacher.run(settings)
    again = load_model(path)
    assert again.config == teacher.WIDTHS["tiny"]
    assert torch.equal(again.bank, course.averaged.bank.half().float())
    assert course.step > 0 and course.gone >= 1


def test_an_answer_that_nobody_knows_changes_no_loss():
    counts, annotated = torch.tensor([[0, 5, 900, 900]]), torch.tensor([[1.0, 1.0, 1.0, 0.0]])
    present, asked = teacher._weights(counts, annotated)
    assert present.tolist() == [[0, 0, 1, 1]] and asked.tolist() == [[1, 0, 1, 0]]


def test_a_batch_is_answered_and_costs_as_its_windows_do(case):
    torch.manual_seed(0)
    model = teacher.Mini(teacher.WIDTHS["tiny"]).eval()
    deep = teacher.DeepSupervision(32, 8)
    both = batches.make_batch([(1.0, [case], [1.0])], 2, random.Random(3), SIZES)
    with torch.no_grad():
        features, context = model.image(both.image)
        _, masks, existence = teacher.answer(model, features, context)
        ids = torch.tensor([s.label_id for s in STRUCTURES], dtype=torch.uint8)
        apart = []
        for n in range(2):
            f, c = model.image(both.image[n : n + 1])
            queries = model.decode.read(c, model.bank)
            # float32 sums in another order
            assert torch.allclose(masks[n], model.decode.subvoxels(f, queries).reshape(len(ids), -1), atol=1e-4)
            assert torch.allclose(existence[n], model.decode.existence(queries)[:, 0], atol=1e-5)
            one = batches.Batch(both.image[n : n + 1], both.label[n : n + 1], both.annotated[n : n + 1])
            apart.append(teacher.batch_loss(model, deep, one, ids))
        together = teacher.batch_loss(model, deep, both, ids)
    assert torch.allclose(together, torch.stack(apart).mean(), rtol=1e-2)  # bfloat16 convolutions


def test_a_widened_network_answers_as_the_small_one():
    torch.manual_seed(0)
    small = Mini(Config(channels=(8, 16, 24, 32), features=8, finest_expansion=4)).eval()
    for name, parameter in small.named_parameters():
        if "bias" in name or "weight" in name:
            torch.nn.init.normal_(parameter, std=0.1)
    wide = widen(small, Config(channels=(16, 24, 40, 48), features=16, finest_expansion=8)).eval()
    image = torch.randn(1, 1, 32, 48, 32)
    with torch.no_grad():
        for network in (small, wide):
            network.answers = network.decode(*network.image(image), network.bank)
    for old, new in zip(small.answers, wide.answers, strict=True):
        assert torch.allclose(old, new, atol=1e-4)  # float32 sums over more channels


def test_a_widened_networks_new_channels_learn_at_once():
    torch.manual_seed(0)
    small = Mini(Config(channels=(8, 8, 16, 16), features=8, finest_expansion=4))
    wide = widen(small, Config(channels=(16, 16, 24, 24), features=16, finest_expansion=8))
    masks, _ = wide.decode(*wide.image(torch.randn(1, 1, 32, 32, 32)), wide.bank)
    masks.square().mean().backward()
    readout = wide.decode.readout.weight.grad.reshape(8, 16, -1)
    assert readout[:, 8:].abs().max() > 0 and wide.image.stages[1].refine[0][0].weight.grad[:8, 8:].abs().max() > 0


def test_an_error_where_batches_are_made_is_raised_where_they_are_used():
    made = batches.Batches([], 1, 0, "cpu", makers=["cpu"])
    with pytest.raises(IndexError):
        made.next()
    made.close()


def test_the_wide_networks_checkpoint_stays_under_16_mb():
    count = sum(p.numel() for p in teacher.Mini(teacher.WIDTHS["wide"]).parameters())
    assert 6e6 < count and count * 2 < 16e6


def test_a_hollow_organ_has_a_wall_of_a_signal_of_its_own():
    label = torch.zeros(24, 40, 40, dtype=torch.uint8)
    label[4:20, 8:32, 8:32] = 7
    made = paint_walls(label.long(), random.Random(1))
    assert set(torch.unique(made).tolist()) == {0, 7, WALL + 7}
    assert made[12, 20, 20] == 7 and made[4, 20, 20] == made[12, 8, 20] == WALL + 7
