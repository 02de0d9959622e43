"""Asks a running `npm run serve` about a scan, prints what was found, and writes the label map. Needs nothing but Python.

    npm run serve
    python3 examples/ask_serve.py public/samples/phantom.nii.gz "liver & spleen & unicorn" labels.nii.gz --modality CT
"""

import argparse
import base64
import json
import sys
import urllib.error
import urllib.parse
import urllib.request


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scan")
    parser.add_argument("text", help="prompts, joined by ' & '")
    parser.add_argument("out", help="where to write the label map")
    parser.add_argument("--url", default="http://127.0.0.1:8765")
    parser.add_argument("--modality", choices=["CT", "MR", "other"])
    given = parser.parse_args()
    with open(given.scan, "rb") as scan:
        image = base64.b64encode(scan.read()).decode()
    asked = {"input_data": {"columns": ["image", "text"], "index": [0], "data": [[image, given.text]]}}
    query = f"?{urllib.parse.urlencode({'modality': given.modality})}" if given.modality else ""
    request = urllib.request.Request(
        f"{given.url}/score{query}", json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as response:
            [answer] = json.load(response)
    except urllib.error.HTTPError as refused:
        print(json.load(refused)["error"]["message"], file=sys.stderr)
        return 1
    with open(given.out, "wb") as labels:
        labels.write(base64.b64decode(json.loads(answer["nifti_file"])["data"]))
    for part in answer["answers"]:
        # A label map alone would not say that nothing was found, or that an answer is doubtful.
        told = [f"{each['name']} {each['volumeMl']:.1f} mL, {each['verdict']}" for each in part["objects"] if each["answer"] == "found"]
        print(f"{part['label']} {part['prompt']}: {'; '.join(told) or part['answer']}")
    print(answer["notice"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
