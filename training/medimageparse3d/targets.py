"""What the model was trained to find, as the recipe's vocabulary: structures, where they lie, and the words it was taught.

python -m medimageparse3d.targets

Targets, data sets and wordings are facts of the text-guided CVPR 2025 challenge's published list of prompts (56 data sets;
CVPR25_TextSegFMData_with_class.json). Of its many wordings the one is taken that says the target and the kind of scan in the
fewest words; of data sets that differ in the pulse sequence only, the first named here. Writes `structures`, `groups`, `targets`
and `anatomy` of recipe.json; names in other languages come from src/model/anatomy, by the labels in `anatomy`.
"""

import colorsys
import json
from collections.abc import Iterator

from .ship import FOLDER
from .target_facts import DATASETS, FIRST, INSTANCES, NAMES, OWN, PARTS, SIDES, STORED

# The colours that the rule below gives these are too like a scan's greys.
APART = {"cervical_cancer": [80, 160, 240], "resection_cavity": [10, 150, 190]}


def wordings() -> list[dict]:
    """What the model is asked with, the first for a structure, a modality and a part of the body."""
    found: dict[tuple[str, str, str], str] = {}
    for modality, part, about, targets in DATASETS:
        for target, structure in targets.items():
            found.setdefault((structure, modality, part), f"{target} {about}")
    return [
        {"structure": structure, "modality": modality, "part": part, "text": text}
        | ({"axes": STORED[modality, part]} if (modality, part) in STORED else {})
        for (structure, modality, part), text in found.items()
    ]


def ids() -> list[str]:
    """Of all structures: those of the first packs, then in the order of the data sets."""
    named = [entry["structure"] for entry in wordings()]
    return list(dict.fromkeys((*FIRST, *named)))


def name_of(structure: str) -> str:
    if structure in NAMES:
        return NAMES[structure][0]
    if structure.startswith("adrenal_"):
        return f"{structure.removeprefix('adrenal_')} adrenal gland"
    for side in SIDES:
        if structure.endswith(f"_{side}"):
            return f"{side} {structure.removesuffix(f'_{side}')}".replace("_", " ")
    return structure.replace("_", " ")


def structures(before: list[dict]) -> Iterator[dict]:
    kept = {entry["id"]: entry for entry in before}
    for n, structure in enumerate(ids()):
        name = name_of(structure)
        own = [] if structure not in NAMES else list(NAMES[structure][1:])
        # Steps of the golden angle keep neighbours in the list apart.
        color = APART.get(structure) or [
            round(255 * c) for c in colorsys.hls_to_rgb((n * 0.381966) % 1, 0.42 + 0.07 * (n % 4), 0.65)
        ]
        old = kept.get(structure) if n < len(FIRST) else None
        more = [word for word in (old["synonyms"] if old else []) if word not in own and word != "prostate"]
        yield {
            "id": structure,
            "name": name,
            "synonyms": [*own, *more],
            "color": old["color"] if old else color,
            "labelId": n + 1,
        }


def fill(recipe: dict) -> dict:
    """`recipe` with the vocabulary in it."""
    manifest = recipe["manifest"]
    manifest["structures"] = list(structures(manifest["structures"]))
    manifest["targets"] = {
        "wordings": wordings(),
        "parts": [{"part": part, "structures": members} for part, members in PARTS.items()],
        "instances": list(INSTANCES),
    }
    recipe["anatomy"] = {own: label for label, own in OWN.items()}
    return recipe


def main() -> None:
    path = FOLDER / "recipe.json"
    recipe = fill(json.loads(path.read_text()))
    path.write_text(json.dumps(recipe, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
