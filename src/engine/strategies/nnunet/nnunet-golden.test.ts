import { describe, expect, test } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import { openPack } from '#engine/pack-files.ts';
import { openSessions } from '#engine/pack-sessions.ts';
import { readBanks } from '#engine/text-bank.ts';
import type { Structure } from '#model/manifest.ts';
import { perAxis } from '#model/nnunet/axes.ts';
import { eachProbability } from '#model/nnunet/class-bytes.ts';
import { everywhere, layoutOf } from '#model/nnunet/layout.ts';
import { prepareInput } from '#model/nnunet/prepare.ts';
import { differingOf } from '#testing/differences.ts';
import { hasNnunetCases, NnunetCase } from '#testing/nnunet-cases.ts';
import { goldenPack, MANIFEST_URL } from '#testing/nnunet-pack.ts';
import { floatsIn, type NumpyArray } from '#testing/npz.ts';
import { paintMask } from '#volume/mask.ts';
import type { Volume } from '#volume/types.ts';
import { decide } from './decide-labels.ts';
import { scanWindows } from './scan-windows.ts';

const BESIDE = ['ct_oblique', 'mr_zscore', 'resenc', 'two_folds', 'mr_crop_masked', 'totalseg_pipeline'];
const RUNS = ['ct_plain', ...(hasNnunetCases ? BESIDE : [])].flatMap((name) => {
  const golden = new NnunetCase(name);
  return Object.entries(golden.json.runs).map(([run, { mirroring }]) => ({ golden, name, run, mirroring }));
});

/** The goldens' own bounds: ../shared/nnunet/README.md, Tolerances. */
const MOST_PROBABILITY = 2e-3;
const labelBound = (voxels: number) => Math.max(3, (3 / 100_000) * voxels);

describe.each(RUNS)('$name, $run', ({ golden, run, mirroring }) => {
  const ending = golden.ending(run);

  test('all classes together are nnU-Net’s label map', async () => {
    const engine = new LocalEngine({ runtime: nodeRuntime, readFile: await goldenPack(golden) });
    const { structures } = await engine.load(MANIFEST_URL);
    const volume = await golden.open();
    const labels = await labelMap(engine, volume, structures, mirroring);
    const wanted = await golden.open(`expected_labels${ending}_float32_buffers.nii.gz`);
    const differing = differingOf(labels, wanted.data);
    expect(differing).toBeLessThanOrEqual(labelBound(labels.length));
  });

  test('probabilities are nnU-Net’s', async () => {
    const worst = await worstProbability(
      golden,
      mirroring,
      golden.arrays(`expected_probabilities${ending}.npz`),
    );
    expect(worst).toBeLessThan(MOST_PROBABILITY);
  });
});

test.skipIf(hasNnunetCases)(
  'only ct_plain is tested: the other cases are not beside this checkout',
  () => undefined,
);

async function labelMap(
  engine: LocalEngine,
  volume: Volume,
  structures: readonly Structure[],
  mirror: boolean,
): Promise<Uint8Array> {
  const windows = { mirror };
  await engine.encode(volume, { windows });
  const prompts = structures.map(({ id, name }) => ({ text: name, structure: id }));
  const answers = await engine.segment(volume.id, prompts, { windows });
  const labels = new Uint8Array(volume.data.length);
  answers.forEach((answer, n) => {
    if (answer.kind === 'found') paintMask(answer.mask, labels, structures[n]?.labelId ?? 0);
  });
  return labels;
}

/** The largest difference of any class's probability in the part of the reader's array that the goldens have. */
async function worstProbability(
  golden: NnunetCase,
  mirror: boolean,
  arrays: Readonly<Record<string, NumpyArray>>,
): Promise<number> {
  const pack = await openPack(MANIFEST_URL, await goldenPack(golden));
  const tiling = golden.tiling;
  const input = prepareInput(await golden.open(), tiling);
  // Probabilities are those that nnU-Net itself gives, before TotalSegmentator takes labels back to the scan.
  const layout = layoutOf(input, tiling, everywhere(input));
  const sessions = await openSessions(pack, nodeRuntime, 'cpu');
  const { field, head } = await scanWindows({
    ...{ input, tiling, sessions, mirror, box: layout.box, mostBytes: Number.POSITIVE_INFINITY },
    ...{ banks: await readBanks(pack), width: pack.manifest.text.bank?.width ?? 0 },
    ...{ onWindow: () => undefined, signal: undefined },
  });
  const host = { openOwn: (graph: Uint8Array) => nodeRuntime.open(graph, 'cpu') };
  const decision = await decide({ layout, field, head, host, onSlice: () => undefined, signal: undefined });
  const wanted = arrays['probabilities_float32_buffers'];
  const [classes = 0, ...shape] = wanted?.shape ?? [];
  const start = Array.from(arrays['crop_start_zyx']?.data ?? [], Number);
  const every = Array.from(arrays['every_zyx']?.data ?? [1, 1, 1], Number);
  const values = floatsIn(wanted);
  let worst = 0;
  const whole = { from: [0, 0, 0] as const, to: layout.size };
  for (let label = 0; label < classes; label++) {
    eachProbability({ layout, field, head, decision }, label, whole, (n, probability) => {
      const [, rows, columns] = layout.size;
      const place = [Math.floor(n / (rows * columns)), Math.floor(n / columns) % rows, n % columns];
      // From the network's axes, cropped, to the reader's.
      const at = perAxis((axis) => {
        const own = tiling.transposeForward.indexOf(axis);
        const voxel = (place[own] ?? 0) + (input.box.from[own] ?? 0) - (start[axis] ?? 0);
        return voxel % (every[axis] ?? 1) === 0 ? voxel / (every[axis] ?? 1) : -1;
      });
      if (at.some((voxel, axis) => voxel < 0 || voxel >= (shape[axis] ?? 0))) return;
      const index = ((label * (shape[0] ?? 0) + at[0]) * (shape[1] ?? 0) + at[1]) * (shape[2] ?? 0) + at[2];
      worst = Math.max(worst, Math.abs(probability - (values[index] ?? Number.NaN)));
    });
  }
  await sessions.release();
  return worst;
}
