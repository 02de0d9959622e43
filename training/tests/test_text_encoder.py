import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from test_export import FORBIDDEN

from mini.export_text import BANK_FILE, FILE, export_bank, export_text_encoder, load_text_encoder
from mini.ngram_encoder import FACTORS, MAX_TOKENS, SALT, NgramEncoder
from mini.tokens import to_tokens
from mini.train_text import calibration_error, choose_threshold, rates, temperature
from mini.wording import NONE

TEXTS = ["liver", "the left kidney please", "肝脏", "select * from", "x" * 200]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(4)
    folder = tmp_path_factory.mktemp("text")
    torch.save({"text": NgramEncoder(NONE).state_dict(), "facts": {"threshold": 0.7}}, folder / "text-encoder.pt")
    return folder, export_text_encoder(folder / "text-encoder.pt", folder)


def test_the_graph_computes_what_the_encoder_computes(exported):
    folder, _ = exported
    encoder, _ = load_text_encoder(folder / "text-encoder.pt")
    tokens = to_tokens(TEXTS, MAX_TOKENS)
    with torch.no_grad():
        want = encoder(tokens).numpy()
    (got,) = onnxruntime.InferenceSession(str(folder / FILE)).run(None, {"tokens": tokens.numpy()})
    assert got.shape == (len(TEXTS), NONE + 1)
    # float32 sums in another order
    assert np.abs(got - want).max() < 1e-4


def test_the_graph_is_small_and_runs_on_webgpu(exported):
    folder, text = exported
    assert (folder / FILE).stat().st_size < 2e6
    assert not {node.op_type for node in onnx.load(folder / FILE).graph.node} & FORBIDDEN
    assert text == {"tokenizer": {"kind": "utf8-bytes", "maxTokens": MAX_TOKENS}, "knownThreshold": 0.7}


def test_a_bank_is_rows_of_float32_in_the_order_of_the_structures(exported):
    folder, _ = exported
    rows = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    assert export_bank(rows, folder) == {"file": BANK_FILE, "width": 4}
    assert np.frombuffer((folder / BANK_FILE).read_bytes(), "<f4").tolist() == rows.flatten().tolist()


def test_padding_changes_nothing():
    encoder = NgramEncoder(NONE).eval()
    with torch.no_grad():
        short, long = encoder(to_tokens(["left kidney"], 11)), encoder(to_tokens(["left kidney"], MAX_TOKENS))
    assert torch.allclose(short, long, atol=1e-5)


def test_hashes_are_counted_exactly_in_float32():
    assert 257 * sum(FACTORS[-1]) + SALT * len(FACTORS) < 2**24


def test_rates_count_refusals_confusions_and_false_understanding():
    sure, none = torch.eye(NONE + 1) * 20, torch.tensor([NONE])
    logits = torch.stack([sure[0], sure[1], sure[NONE], sure[2]])
    found = rates(logits, torch.cat([torch.tensor([0, 0, 0]), none]), 0.7)
    assert found == {"refused": pytest.approx(1 / 3), "confused": pytest.approx(1 / 3), "false": 1.0}


def test_a_confident_liar_is_cooled():
    logits = torch.tensor([[8.0, 0.0], [8.0, 0.0], [0.0, 8.0], [8.0, 0.0]])
    assert temperature(logits, torch.tensor([0, 1, 1, 0])) > 2


def test_the_threshold_is_the_least_that_few_other_words_reach():
    unsure = torch.log(torch.tensor([0.82] + [0.18 / NONE] * NONE))
    logits = torch.stack([unsure, torch.eye(NONE + 1)[NONE] * 20])
    assert choose_threshold(logits, torch.tensor([NONE, NONE])) == 0.85
    assert choose_threshold(logits, torch.tensor([0, NONE])) == 0.8


def test_confidence_that_is_right_as_often_as_it_says_has_no_error():
    logits = torch.log(torch.tensor([[0.75, 0.25]] * 4))
    assert calibration_error(logits, torch.tensor([0, 0, 0, 1])) == pytest.approx(0, abs=1e-6)
    assert calibration_error(logits, torch.tensor([1, 1, 1, 1])) == pytest.approx(0.75, abs=1e-6)
