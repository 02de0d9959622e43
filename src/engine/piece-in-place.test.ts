import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { toWorld } from '#volume/affine.ts';
import type { Grid, Volume, VolumeId, WorldPoint } from '#volume/types.ts';
import { LocalEngine } from './local-engine.ts';
import { bytesOf, type ReadFile } from './pack-files.ts';
import type { Runtime, Tensors } from './runtime.ts';

const PACK = new URL('../testing/packs/analytic-bank/manifest.json', import.meta.url).href;
/** The row of each structure is the brightness from which it is seen: all see both balls. */
const STRUCTURES = ['gallbladder', 'liver', 'stomach', 'spleen'];
const BANK = new Uint8Array(Float32Array.from(STRUCTURES, () => 0.7).buffer);

const GRID: Grid = { size: [60, 52, 50], voxelToWorld: [2, 0, 0, -59, 0, 2, 0, -51, 0, 0, 2, -49] };
const [LARGE, SMALL] = [
  { centre: [-14, 0, 0] as WorldPoint, radiusMm: 24 },
  { centre: [36, 0, 0] as WorldPoint, radiusMm: 9 },
];

/** Two balls of 1000 HU in a patient of water. */
function balls(id: string, grid = GRID): Volume {
  const [ni, nj] = grid.size;
  const data = Int16Array.from({ length: ni * nj * grid.size[2] }, (_, n) => {
    const at = toWorld(grid.voxelToWorld, [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))]);
    const isIn = ({ centre, radiusMm }: typeof LARGE) =>
      Math.hypot(at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]) < radiusMm;
    const isBody = Math.hypot(at[0] / 56, at[1] / 44) < 1;
    return isIn(LARGE) || isIn(SMALL) ? 1000 : isBody ? 0 : -1000;
  });
  return { id: id as VolumeId, name: id, modality: 'CT', grid, data, slope: 1, intercept: 0 };
}

/** A pack that keeps the largest piece and says where a gallbladder lies from the others: `mm` to the left, and no farther off than `reach`. */
function packOf(mm: number, reach: object | undefined, refine?: object): ReadFile {
  const beside = [
    [mm, 5],
    [0, 5],
    [0, 5],
  ];
  const scene = {
    ...{ weights: { vague: 0, misplaced: 0, unclaimed: 0, alone: 0 }, limit: 1 },
    clarity: { CT: {}, MR: {}, other: {} },
    places: Object.fromEntries(STRUCTURES.slice(1).map((name) => [`gallbladder ${name}`, beside])),
    ...{ reach, expected: [], patientMm: [1, 5000] },
  };
  return async (url, ...given) => {
    if (url.endsWith('bank.f32')) return BANK;
    const content = await readDisk(url, ...given);
    if (!url.endsWith('manifest.json')) return content;
    const manifest = JSON.parse(new TextDecoder().decode(await bytesOf(content)));
    const sha256 = createHash('sha256').update(BANK).digest('hex');
    const changed = {
      ...manifest,
      files: manifest.files.map((file: { path: string }) =>
        file.path === 'bank.f32' ? { ...file, bytes: BANK.byteLength, sha256 } : file,
      ),
      structures: STRUCTURES.map((id, n) => ({ ...manifest.structures[0], id, name: id, labelId: n + 1 })),
      groups: [],
      output: { ...manifest.output, components: 'largest' },
      scene,
      ...(refine && { refine: [refine] }),
    };
    return new TextEncoder().encode(JSON.stringify(changed));
  };
}

async function kept(mm: number, reach: object | undefined, structure = 'gallbladder') {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile: packOf(mm, reach) });
  await engine.load(PACK);
  const volume = balls(`${mm}`);
  await engine.encode(volume);
  const prompt: Prompt = { text: structure, structure: structure as StructureId };
  const [answer] = await engine.segment(volume.id, [prompt], { anyway: true });
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  expect(answer.pieces.list).toHaveLength(2);
  return answer.measurement.centroid?.[0];
}

const [AT_LARGE, AT_SMALL] = [expect.closeTo(LARGE.centre[0], 0), expect.closeTo(SMALL.centre[0], 0)];
/** All see the large ball and a little of the small one: the middle of what they see, but for the sample's own place. */
const FROM_LARGE = 50;

test('of two pieces the one is kept that lies where the other structures of the scan have it', async () => {
  const reach = { gallbladder: [10, 10, 10] };
  expect(await kept(FROM_LARGE, reach)).toEqual(AT_SMALL);
  expect(await kept(0, reach)).toEqual(AT_LARGE);
  // Neither lies there.
  expect(await kept(-30, reach)).toEqual(AT_LARGE);
});

test('the largest is kept of what the pack says no place of', async () => {
  expect(await kept(FROM_LARGE, undefined)).toEqual(AT_LARGE);
  expect(await kept(FROM_LARGE, { gallbladder: [10, 10, 10] }, 'liver')).toEqual(AT_LARGE);
  expect(await kept(FROM_LARGE, { gallbladder: [100, 10, 10] })).toEqual(AT_LARGE);
});

/** A window of the second look, in samples along x, y, z: none of the first look is as wide. */
const SECOND = { spacing: [1.5, 1.4, 2], size: [40, 32, 24] };

/** What is nearer to the balls than to water in the windows of a second look at the gallbladder, mL. */
async function seenAgain(mm: number, reach: object | undefined, grid = GRID): Promise<readonly number[]> {
  const tiling = {
    kind: 'window-3d',
    size: SECOND.size,
    multipleOf: [8, 8, 8],
    overlap: 0,
    blend: 'constant',
  };
  const seen: number[] = [];
  const runtime: Runtime = {
    ...nodeRuntime,
    open: async (...given) => {
      const session = await nodeRuntime.open(...given);
      const run = (feeds: Tensors) => {
        const { image } = feeds;
        const ml = SECOND.spacing.reduce((product, step) => product * step, 1) / 1000;
        if (image && image.dims.at(-1) === SECOND.size[0])
          seen.push(ml * [...image.data].filter((value) => value > 0.5).length);
        return session.run(feeds);
      };
      return { ...session, run };
    },
  };
  const refine = {
    ...{ structures: ['gallbladder'], spacing: SECOND.spacing, tiling },
    ...{ pointsAbove: 0.1, marginMm: 8, modalities: ['CT'] },
  };
  const engine = new LocalEngine({ runtime, readFile: packOf(mm, reach, refine) });
  await engine.load(PACK);
  const volume = balls(`${mm}`, grid);
  await engine.encode(volume);
  const prompt: Prompt = { text: 'gallbladder', structure: 'gallbladder' as StructureId };
  await engine.segment(volume.id, [prompt], { anyway: true });
  return seen;
}

/** The same patient as files may hold it. */
const STORED: Readonly<Record<string, Grid>> = {
  'along the patient': GRID,
  'flipped, with other axes first': {
    size: [50, 60, 52],
    voxelToWorld: [0, -2, 0, 59, 0, 0, 2, -51, -2, 0, 0, 49],
  },
  'oblique by 12°, in slices of 3 mm': {
    size: [68, 62, 36],
    voxelToWorld: [1.9563, -0.4158, 0, -52.85, 0.4158, 1.9563, 0, -73.59, 0, 0, 3, -52.5],
  },
};

test.each(Object.entries(STORED))(
  'a second look goes to the piece that is going to be kept, stored %s',
  async (_, grid) => {
    const [atSmall = Number.NaN, ...others] = await seenAgain(
      FROM_LARGE,
      { gallbladder: [10, 10, 10] },
      grid,
    );
    expect(others).toEqual([]);
    // The small ball has 3.1 mL. The window has 60 mm and ends at 60 at most: of the large ball's 58 mL it holds no more than
    // the cap beyond 0, π · 10² · (3 · 24 − 10) / 3 mm³ = 6.5 mL.
    expect(atSmall).toBeGreaterThan(2.9);
    expect(atSmall).toBeLessThan(9.8);
    expect(Math.max(...(await seenAgain(FROM_LARGE, undefined, grid)))).toBeGreaterThan(20);
  },
);
