#!/bin/sh
# sh examples/make-a-pack.sh MODEL PACK SCAN "TEXT" [RESULTS]
# Makes a pack of an nnU-Net v2 (the released zip or its folder), and asks it about a scan. Run it in the folder of parse3d.
set -eu
if [ $# -lt 4 ]; then
  sed -n 2p "$0" >&2
  exit 2
fi
model=$1 pack=$2 scan=$3 text=$4 results=${5:-results}

npm run --silent convert -- "$model" --out "$pack"
npm run --silent parse -- "$scan" "$text" --pack "$pack" --out "$results"
