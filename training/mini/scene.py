"""What `scripts/odd/fit.ts` has fitted -> the manifest's `scene`: how to tell scans that Mini does not know (docs/model-pack.md).

    npx tsx scripts/odd/survey.ts SURVEYS && npx tsx scripts/odd/fit.ts SURVEYS > training/mini/scene.json
    (cd training && python -m mini.scene)

The rule holds for the weights that it was fitted with: after `mini.export` everything is surveyed and fitted anew.
"""

import argparse
import json
from pathlib import Path

PACK = Path(__file__).parents[2] / "public" / "models" / "mini"
RULE = Path(__file__).with_name("scene.json")


def with_scene(manifest: dict, rule: dict) -> dict:
    """The manifest with `rule` as its `scene`; its `reach` (`mini.places`) stays.

    Raises ValueError where the rule is of another encoder than the pack's.
    """
    hashes = {f["path"]: f["sha256"] for f in manifest["files"]}
    graph = manifest["graphs"]["imageEncoder"]
    encoder = hashes[graph.get("weights", [graph["file"]])[0]]
    if rule["encoder"] != encoder:
        raise ValueError("The rule was fitted with another encoder: survey and fit anew.")
    reach = manifest.get("scene", {}).get("reach")
    return manifest | {"scene": rule["scene"] | ({"reach": reach} if reach else {})}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--rule", type=Path, default=RULE)
    given = parser.parse_args()
    path = given.pack / "manifest.json"
    manifest = with_scene(json.loads(path.read_text()), json.loads(given.rule.read_text()))
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
