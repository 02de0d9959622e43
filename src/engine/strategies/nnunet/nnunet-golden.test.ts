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
import { isHeavy } from '#testing/heavy.ts';
import { hasNnunetCases, NnunetCase } from '#testing/nnunet-cases.ts';
import { goldenPack, MANIFEST_URL } from '#testing/nnunet-pack.ts';
import { floatsIn, type NumpyArray } from '#testing/npz.ts';
import { paintMask } from '#volume/mask.ts';
import type { Volume } from '#volume/types.ts';
import { decide } from './decide-labels.ts';
import { scanWindows } from './scan-windows.ts';

/** What the others lack of an own: a turned grid, a crop, and the way to 3 mm and back. `PARSE3D_HEAVY=1` adds the others. */
const BESIDE = ['ct_oblique', 'mr_crop_masked', 'totalseg_pipeline'];
if (isHeavy) BESIDE.push('mr_zscore', 'resenc', 'two_folds');
const RUNS = ['ct_plain', ...(hasNnunetCases ? BESIDE : [])].flatMap((name) => {
  const golden = new NnunetCase(name);
  return Object.entries(golden.json.runs).map(([run, { mirroring }]) => ({ golden, name, run, mirroring }));
});

/** The goldens' own bounds: ../shared/nnunet/README.md, Tolerances. */
const MOST_PROBABILITY = 2e-3;
const labelBound = (voxels: number) => Math.max(3, (3 / 100_000) * voxels);

// Seconds on an idle machine.
describe.each(RUNS)('$name, $run', { timeout: 180_000 }, ({ golden, run, mirroring }) => {
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

  test('probabilities are nnU-Net’s, also from a field in float16', async () => {
    const arrays = golden.arrays(`expected_probabilities${ending}.npz`);
    const exact = await decided(golden, mirroring, Number.POSITIVE_INFINITY);
    expect(worstProbability(golden, exact, arrays)).toBeLessThan(MOST_PROBABILITY);
    const half = await decided(golden, mirroring, 0);
    expect(half.field.isHalf).toBe(true);
    expect(worstProbability(golden, half, arrays)).toBeLessThan(MOST_PROBABILITY);
    const differing = differingOf(half.decision.labels, exact.decision.labels);
    expect(differing).toBeLessThanOrEqual(labelBound(exact.decision.labels.length));
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

/** What the strategy comes to for a case; a field of more than `mostBytes` is kept in float16. */
async function decided(golden: NnunetCase, mirror: boolean, mostBytes: number) {
  const pack = await openPack(MANIFEST_URL, await goldenPack(golden));
  const { tiling } = golden;
  const input = prepareInput(await golden.open(), tiling);
  const layout = layoutOf(input, tiling, everywhere(input));
  const sessions = await openSessions(pack, nodeRuntime, await nodeRuntime.probe());
  const { field, head } = await scanWindows({
    ...{ input, tiling, sessions, mirror, box: layout.box, mostBytes },
    ...{ banks: await readBanks(pack), width: pack.manifest.text.bank?.width ?? 0 },
    ...{ onWindow: () => undefined, signal: undefined },
  });
  await sessions.release();
  const host = { openOwn: (graph: Uint8Array) => nodeRuntime.open(graph, 'cpu') };
  const decision = await decide({ layout, field, head, host, onSlice: () => undefined, signal: undefined });
  return { input, layout, field, head, decision };
}

type DecidedCase = Awaited<ReturnType<typeof decided>>;

/** The largest difference of any class's probability in the part of the reader's array that the goldens have. */
function worstProbability(
  golden: NnunetCase,
  { input, ...made }: DecidedCase,
  arrays: Readonly<Record<string, NumpyArray>>,
): number {
  const wanted = arrays['probabilities_float32_buffers'];
  const [classes = 0, ...shape] = wanted?.shape ?? [];
  const start = Array.from(arrays['crop_start_zyx']?.data ?? [], Number);
  const every = Array.from(arrays['every_zyx']?.data ?? [1, 1, 1], Number);
  const values = floatsIn(wanted);
  const [depth = 0, rows = 0, columns = 0] = shape;
  const [, ownRows, ownColumns] = made.layout.size;
  let [worst, compared] = [0, 0];
  const whole = { from: [0, 0, 0] as const, to: made.layout.size };
  for (let label = 0; label < classes; label++) {
    eachProbability(made, label, whole, (n, probability) => {
      const place = [
        Math.floor(n / (ownRows * ownColumns)),
        Math.floor(n / ownColumns) % ownRows,
        n % ownColumns,
      ];
      // From the network's axes, cropped, to the reader's.
      const at = perAxis((axis) => {
        const own = golden.tiling.transposeForward.indexOf(axis);
        const voxel = (place[own] ?? 0) + (input.box.from[own] ?? 0) - (start[axis] ?? 0);
        return voxel % (every[axis] ?? 1) === 0 ? voxel / (every[axis] ?? 1) : -1;
      });
      if (at.some((voxel, axis) => voxel < 0 || voxel >= (shape[axis] ?? 0))) return;
      const index = ((label * depth + at[0]) * rows + at[1]) * columns + at[2];
      worst = Math.max(worst, Math.abs(probability - (values[index] ?? Number.NaN)));
      compared++;
    });
  }
  // What was cropped off is background, and is not asked here.
  expect(compared).toBeGreaterThan(values.length / 3);
  return worst;
}
