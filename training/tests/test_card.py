import json
import re
from pathlib import Path

import pytest

from mini import card

PACK = Path(__file__).parents[2] / "public/models/mini"


def case(name: str, **dice: float | None) -> dict:
    return {
        "name": name,
        "structures": [{"structure": s, "dice": d} if d is not None else {"structure": s} for s, d in dice.items()],
    }


EVALUATION = {
    "cases": [
        case("ct_btcv_20", liver=0.9, spleen=0.8, duodenum=None),
        case("ct_btcv_21", liver=0.92468, spleen=0.9),
        case("mr_amos_0540", liver=0.7),
    ]
}


def test_figures_are_listed_per_modality_and_never_invented():
    rows = card.scores(EVALUATION)
    told = [(r["modality"], r["structure"], r["value"], r["cases"]) for r in rows]
    of_ct = [("CT", "liver", 0.912, 2), ("CT", "spleen", 0.85, 2), ("CT", "mean", 0.881, 2)]
    assert told == [*of_ct, ("MR", "liver", 0.7, 1), ("MR", "mean", 0.7, 1)]


def test_the_card_and_the_manifest_that_ship_tell_the_same_figures():
    manifest = json.loads((PACK / "manifest.json").read_text())
    names = {s["id"]: s["name"] for s in manifest["structures"]} | {"mean": "**mean of the above**"}
    text = (PACK / "README.md").read_text()
    assert manifest["scores"]
    assert card.table(manifest["scores"], names) in text
    assert re.search(rf"^# Mini {re.escape(manifest['version'])}$", text, re.M)


def test_what_has_no_figure_is_named_as_untested():
    rows = card.scores(EVALUATION)
    told = card.untested(rows, {"liver": "liver", "duodenum": "duodenum"})
    assert told == "Not tested on CT: duodenum. Not tested on MR: duodenum."


def test_a_table_goes_between_its_own_markers_or_not_at_all():
    text = "a\n<!-- presence -->\nold\n<!-- /presence -->\nb\n"
    assert card.place(text, "presence", "| new |\n") == "a\n<!-- presence -->\n| new |\n<!-- /presence -->\nb\n"
    with pytest.raises(SystemExit, match="perturbations"):
        card.place(text, "perturbations", "x")
