import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convert } from '#convert/convert.ts';
import type { Segmentation } from '#engine/engine.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { Runtime, Tensors } from '#engine/runtime.ts';
import { masksTogether } from '#model/merge-slices.ts';
import { sigmoid } from '#model/probability.ts';
import { enlarge } from '#model/slice-output.ts';
import { outward } from '#model/slice-plan.ts';
import { differingOf, everyNth } from '#testing/differences.ts';
import { ALLOWED, type Figure, largestFigure, mapFigures } from '#testing/figures.ts';
import { fullCheckpoint, fullRecipe } from '#testing/full-medimageparse3d.ts';
import { stacked, tokensOf, type Values } from '#testing/graph-stages.ts';
import { bytesIn, hasReference, referenceArrays } from '#testing/npz.ts';
import { paintMask } from '#volume/mask.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { diskSink } from './disk.ts';
import { cpuRuntime, readDisk } from './node-runtime.ts';

const SIDE = 512;
const THREADS = 1;
const MINUTES = 60_000;

/** Minutes, 5 GB of memory and 1.5 GB of disk. */
const isAsked = hasReference && process.env['PARSE3D_FULL'] !== undefined;

let folder = '';
let engine: LocalEngine;
/** What the graphs were given and gave since it was last emptied, in their order. */
let seen: { tokens: Int32Array[]; decoded: Tensors[] };
const figures: Record<string, { measured: string; allowed: string }> = {};

const watched: Runtime = {
  ...cpuRuntime(THREADS),
  open: async (...given) => {
    const session = await cpuRuntime(THREADS).open(...given);
    return {
      ...session,
      run: async (feeds: Tensors) => {
        const results = await session.run(feeds);
        if (feeds['tokens']) seen.tokens.push(feeds['tokens'].data as Int32Array);
        if (results['maskLogits']) seen.decoded.push(results);
        return results;
      },
    };
  },
};

beforeAll(async () => {
  if (!isAsked) return;
  folder = mkdtempSync(join(tmpdir(), 'parse3d-full-'));
  const recipe = fullRecipe();
  await convert(fullCheckpoint(recipe.layout.checkpoint), recipe, diskSink(folder));
  engine = new LocalEngine({ runtime: watched, readFile: readDisk });
  await engine.load(pathToFileURL(join(folder, 'manifest.json')).href);
}, 15 * MINUTES);
afterAll(() => {
  if (!isAsked) return;
  rmSync(folder, { recursive: true });
  console.table(figures);
});

function hold(where: string, found: readonly Figure[]): void {
  for (const { what, measured, allowed } of found) {
    figures[`${where}: ${what}`] = { measured: measured.toExponential(1), allowed: allowed.toPrecision(1) };
    expect(measured, `${where}: ${what}`).toBeLessThanOrEqual(allowed);
  }
}

/** The first `depth` slices of the volume that the goldens are of, columns to the left, rows to the front. */
function volumeOf(name: string, depth: number): Volume {
  const { input } = referenceArrays('pre_a_axis0_300x260.npz');
  const [, rows = 0, columns = 0] = input?.shape ?? [];
  return {
    id: name as VolumeId,
    name,
    modality: 'other',
    grid: { size: [columns, rows, depth], voxelToWorld: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
    data: bytesIn(input).slice(0, depth * rows * columns),
    slope: 1,
    intercept: 0,
  };
}

/** What the decoder gave of each slice, in their order. */
function bySlice(depth: number): readonly Tensors[] {
  const order = outward(depth, Math.floor(depth / 2));
  return order.map((_, slice) => seen.decoded[order.indexOf(slice)] ?? {});
}

/** The label map before it goes back onto the volume: what the app makes of logits (P, D, 128, 128) and existence (P, D). */
function squareLabels(logits: Float32Array, existence: Float32Array, depth: number): Uint8Array {
  const labels = new Uint8Array(depth * SIDE ** 2);
  const size = 128 ** 2;
  for (let slice = 0; slice < depth; slice++) {
    const candidates = Array.from({ length: existence.length / depth }, (_, prompt) => {
      const at = prompt * depth + slice;
      const own = logits.slice(at * size, (at + 1) * size);
      const there = sigmoid(existence[at] ?? Number.NaN);
      return { probabilities: enlarge(own, [128, 128], SIDE).map(sigmoid), existence: there };
    });
    masksTogether(candidates).forEach((mask, prompt) => {
      for (const [pixel, inside] of mask.entries()) {
        if (inside) labels[slice * SIDE ** 2 + pixel] = prompt + 1;
      }
    });
  }
  return labels;
}

function labelsOf(answers: readonly Segmentation[], voxels: number): Uint8Array {
  const labels = new Uint8Array(voxels);
  answers.forEach((answer, prompt) => {
    if (answer.kind !== 'found') return;
    paintMask(answer.mask, labels, prompt + 1);
  });
  return labels;
}

function differing(what: string, got: Uint8Array, wanted: Uint8Array): Figure {
  return { what, measured: differingOf(got, wanted) / wanted.length, allowed: ALLOWED.labels };
}

const LIVER = 'Visualization of the liver in abdominal CT imaging';
const CASES = [
  ['e2e_p3', 5, ['liver in abdomen CT', 'Left kidney', 'brain tumor in MRI scan of the head']],
  ['e2e_p1', 2, [LIVER]],
  ['e2e_p1b', 3, ['lesion in the liver']],
] as const;

describe('at full size, from the scan’s bytes to masks, the engine answers as the original does', () => {
  test.runIf(isAsked).each(CASES)(
    '%s',
    async (name, depth, prompts) => {
      const wanted = referenceArrays(`full_${name}.npz`);
      seen = { tokens: [], decoded: [] };
      const volume = volumeOf(name, depth);
      await engine.encode(volume);
      const answers = await engine.segment(
        volume.id,
        prompts.map((text) => ({ text, structure: undefined })),
        { slices: { seed: `dev/${name}`, together: true } },
      );
      expect(seen.tokens).toEqual(tokensOf(wanted['tokens']));
      const slices = bySlice(depth) as readonly Values[];
      const [mask, existence] = [stacked(slices, 'maskLogits'), stacked(slices, 'existenceLogits')];
      hold(name, [
        ...mapFigures('mask', mask, wanted['mask_logits']),
        largestFigure('existence', existence, wanted['existence'], ALLOWED.existence),
      ]);
      const edges = wanted['edge_logits_stride2'];
      if (edges) {
        const edge = everyNth(stacked(slices, 'edgeLogits'), [128, 128], 2);
        hold(name, mapFigures('edge', edge, edges, depth));
      }
      const onVolume = bytesIn(wanted['labels_final']);
      hold(name, [
        differing('labels at 512²', squareLabels(mask, existence, depth), bytesIn(wanted['labels_512'])),
        differing('labels', labelsOf(answers, volume.data.length), onVolume),
      ]);
      const isThere = prompts.map((_, prompt) => onVolume.includes(prompt + 1));
      expect(answers.map(({ kind }) => kind)).toEqual(isThere.map((is) => (is ? 'found' : 'not-found')));
    },
    20 * MINUTES,
  );
});
