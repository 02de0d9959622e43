import { beforeAll, expect, test } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import { LocalEngine } from '#engine/local-engine.ts';
import type { ReadFile } from '#engine/pack-files.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { tinyCheckpoint, tinyRecipe } from '#testing/tiny-medimageparse3d.ts';
import { denseMask } from '#volume/mask.ts';
import type { Affine, Vec3, Volume, VolumeId } from '#volume/types.ts';

const sink = memorySink();
const readFile: ReadFile = async (url) =>
  new Uint8Array(sink.files.get(new URL(url).pathname.split('/').at(-1) ?? '') ?? []);

/** Columns to the left, rows to the front, slices upward; not cubic, not square. */
const SIZE: Vec3 = [46, 38, 4];
const SPACING: Vec3 = [0.9, 1.1, 5];
const [NI, NJ, NK] = SIZE;

/** Two blobs and a slope, in HU. */
function intensity(i: number, j: number, k: number): number {
  const near = (x: number, y: number, r: number) => Math.hypot(i - x, j - y) < r + k;
  return near(15, 12, 8) ? 120 : near(33, 24, 6) ? -60 : i + 2 * j - 100;
}

/** The patient stored along other axes: stored axis n is axis `order[n]` of SIZE, backwards where `flip[n]`. */
interface Storage {
  readonly order: Vec3;
  readonly flip: readonly [boolean, boolean, boolean];
  /** Turns the patient on the table. */
  readonly turn: number;
}

function at({ order, flip }: Storage, stored: Vec3): Vec3 {
  const place: [number, number, number] = [0, 0, 0];
  for (const n of [0, 1, 2] as const) {
    const axis = order[n] as 0 | 1 | 2;
    place[axis] = flip[n] ? SIZE[axis] - 1 - stored[n] : stored[n];
  }
  return place;
}

function forEachVoxel(storage: Storage, visit: (n: number, place: Vec3) => void): Vec3 {
  const size = storage.order.map((axis) => SIZE[axis as 0 | 1 | 2]) as unknown as Vec3;
  let n = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) for (let i = 0; i < size[0]; i++) visit(n++, at(storage, [i, j, k]));
  return size;
}

function stored(storage: Storage, id: string): Volume {
  const data = new Int16Array(NI * NJ * NK);
  const size = forEachVoxel(storage, (n, [i, j, k]) => {
    data[n] = intensity(i, j, k);
  });
  const [c, s] = [Math.cos(storage.turn), Math.sin(storage.turn)];
  const columns = [
    [-c * SPACING[0], -s * SPACING[0], 0],
    [-s * SPACING[1], c * SPACING[1], 0],
    [0, 0, SPACING[2]],
  ];
  const affine = [0, 1, 2].flatMap((row) => [
    ...[0, 1, 2].map((n) => {
      const axis = storage.order[n as 0 | 1 | 2];
      return (columns[axis]?.[row] ?? 0) * (storage.flip[n as 0 | 1 | 2] ? -1 : 1);
    }),
    7 * row,
  ]) as unknown as Affine;
  return {
    id: id as VolumeId,
    name: id,
    modality: 'CT',
    grid: { size, voxelToWorld: affine },
    data,
    slope: 1,
    intercept: 0,
  };
}

/** The mask of `text` in the patient's own order, whatever the storage. */
async function maskOf(storage: Storage, text: string, seed = '0'): Promise<Uint8Array> {
  const engine = new LocalEngine({ runtime: nodeRuntime, readFile });
  await engine.load('memory:/tiny/manifest.json');
  const volume = stored(storage, 'stored');
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [{ text, structure: undefined }], { slices: { seed } });
  if (answer?.kind !== 'found') throw new Error(`not found but ${answer?.kind}`);
  expect(answer.mask.grid).toEqual(volume.grid);
  expect(answer.slices).toMatchObject({ axes: 'LAS', through: 'S', count: NK, low: -160, high: 240 });
  const own = new Uint8Array(NI * NJ * NK);
  const dense = denseMask(answer.mask);
  forEachVoxel(storage, (n, [i, j, k]) => {
    own[(k * NJ + j) * NI + i] = dense[n] ?? 0;
  });
  return own;
}

const PLAIN: Storage = { order: [0, 1, 2], flip: [false, false, false], turn: 0 };
const TEXT = 'gallbladder';
let expected: Uint8Array;

beforeAll(async () => {
  await convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), sink);
  expected = await maskOf(PLAIN, TEXT);
});

test.each<[string, Storage]>([
  ['from left to right', { ...PLAIN, flip: [true, false, false] }],
  ['from front to back and head to foot', { ...PLAIN, flip: [false, true, true] }],
  ['slices first', { order: [2, 0, 1], flip: [false, true, false], turn: 0 }],
  ['rows first, all backwards', { order: [1, 2, 0], flip: [true, true, true], turn: 0 }],
  ['oblique and backwards', { order: [0, 1, 2], flip: [true, true, false], turn: 0.5 }],
])('the same patient stored %s has, voxel for voxel, the same mask', async (_, storage) => {
  expect(expected.reduce((sum, inside) => sum + inside, 0)).toBeGreaterThan(100);
  expect(Buffer.compare(await maskOf(storage, TEXT), expected)).toBe(0);
});

test('the same seed gives the same mask, and another seed another', async () => {
  expect(Buffer.compare(await maskOf(PLAIN, TEXT, '0'), expected)).toBe(0);
  expect(Buffer.compare(await maskOf(PLAIN, TEXT, '1'), expected)).not.toBe(0);
});
