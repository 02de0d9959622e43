import { beforeAll, describe, expect, test } from 'vitest';
import { nodeRuntime, readDisk } from '#cli/node-runtime.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { isHeavy } from '#testing/heavy.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { turned } from '#volume/turn.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { LocalEngine } from './local-engine.ts';
import { spying } from './spying-runtime.ts';

const PACK = new URL('../../public/models/mini/manifest.json', import.meta.url);
const FLANK = { from: [-5, -100, -60], to: [145, 90, 80] } as const;
const { volume: flank } = makePhantom({ seed: 7, grid: phantomGrid('las', 4, FLANK) });
const PROMPTS = ['liver', 'kidney_right', 'spleen'].map(
  (id): Prompt => ({ text: id, structure: id as StructureId }),
);

const engine = new LocalEngine({ runtime: nodeRuntime, readFile: readDisk });
beforeAll(() => engine.load(PACK.href));

async function answered(volume: Volume, anyway = false) {
  await engine.encode(volume);
  const answers = await engine.segment(volume.id, PROMPTS, { anyway });
  await engine.forget(volume.id);
  const found = answers.flatMap(({ kind, structure }) => (kind === 'found' ? [structure] : []));
  return { found, answers, doubt: answers[0]?.scene?.doubt };
}

const odd = (name: string, change: Partial<Volume>): Volume => ({
  ...flank,
  ...change,
  id: `flank ${name}` as VolumeId,
});
const resized = (by: number) => ({
  ...flank.grid,
  voxelToWorld: flank.grid.voxelToWorld.map((n) => n * by) as never,
});

test('part of a patient is answered, with what the check says of it', async () => {
  const { found, answers, doubt } = await answered(flank);
  expect(found).toEqual(['liver', 'kidney_right']);
  expect(doubt).toBeUndefined();
  expect(answers[2]).toMatchObject({ kind: 'not-found', reason: 'improbable' });
  expect(answers.every(({ scene }) => scene === answers[0]?.scene && scene)).toBeTruthy();
});

test('another kind of scan than it is said to be is not, unless somebody wants it all the same', async () => {
  const scan = odd('as MR', { modality: 'MR' });
  const refused = await answered(scan);
  expect(refused).toMatchObject({ found: [], doubt: 'a-ct' });
  expect(refused.answers.map((answer) => answer.kind === 'not-found' && answer.reason)).toEqual([
    ...['unfit-scan', 'unfit-scan', 'unfit-scan'],
  ]);
  expect(await answered(scan, true)).toMatchObject({ found: ['kidney_right'], doubt: 'a-ct' });
});

test('what was decoded when the scan was looked at is not decoded again', async () => {
  const rows: number[] = [];
  const runtime = spying(nodeRuntime, ({ text }) => {
    if (text) rows.push(text.dims[0] ?? 0);
  });
  const counted = new LocalEngine({ runtime, readFile: readDisk });
  const { structures } = await counted.load(PACK.href);
  await counted.encode(flank);
  const [first] = await counted.segment(flank.id, PROMPTS.slice(1));
  expect(new Set(rows)).toEqual(new Set([structures.length]));
  const before = rows.length;
  const again = await counted.segment(flank.id, PROMPTS);
  expect(rows.length).toBe(before);
  expect(again.map(({ kind }) => kind)).toEqual(['found', 'found', 'not-found']);
  if (first?.kind !== 'found' || again[1]?.kind !== 'found') throw new Error('The kidney was not found.');
  expect(again[1].mask).toEqual(first.mask);
});

test('a scan that was encoded ahead is looked at then: its first prompt decodes nothing, says once how long it took, and is answered alike', async () => {
  const rows: number[] = [];
  const cancel = new AbortController();
  const runtime = spying(nodeRuntime, ({ text }) => {
    if (!text) return;
    rows.push(text.dims[0] ?? 0);
    // As a prompt does that comes meanwhile.
    cancel.abort();
  });
  const ahead = new LocalEngine({ runtime, readFile: readDisk });
  await ahead.load(PACK.href);
  const going = ahead.makeReady(flank, { features: true, signal: cancel.signal });
  await expect(going).rejects.toThrow();
  await ahead.encode(flank);
  expect(rows.length).toBeGreaterThan(0);
  const before = rows.length;
  const first = await ahead.segment(flank.id, PROMPTS);
  expect(rows.length).toBe(before);
  const later = await ahead.segment(flank.id, PROMPTS);
  const [told, then] = [first, later].map((answers) => answers[0]?.milliseconds.decode ?? 0);
  expect(told).toBeGreaterThan(0);
  expect(then).toBe(0);
  const plain = await answered(flank);
  const masks = [first, plain.answers].map((answers) =>
    answers.map((answer) => (answer.kind === 'found' ? answer.mask : answer.kind)),
  );
  expect(masks[0]).toEqual(masks[1]);
});

test('a patient of several metres is not looked at', async () => {
  expect(await answered(odd('huge', { grid: resized(20) }))).toMatchObject({ found: [], doubt: 'size' });
});

test('slices that are missing are told with every answer', async () => {
  const { volume } = makePhantom({ seed: 7, grid: phantomGrid('oblique', 4) });
  const [ni, nj, nk] = volume.grid.size;
  const [from, gone] = [Math.floor(nk * 0.4), Math.floor(nk / 5)];
  const kept = (_: unknown, n: number) => n < from * ni * nj || n >= (from + gone) * ni * nj;
  const data = (volume.data as Int16Array<ArrayBuffer>).filter(kept);
  const cut = {
    ...volume,
    id: 'cut' as VolumeId,
    data,
    grid: { ...volume.grid, size: [ni, nj, nk - gone] as const },
  };
  const { answers } = await answered(cut);
  for (const { jump } of answers) expect(jump).toMatchObject({ axis: 2, slice: from - 1 });
});

test.each([
  ['as it is', 1, 0.9, 1.2],
  ['slices farther apart than they are', 1.7, 1.55, 2],
  ['slices nearer than they are', 0.55, 0.5, 0.68],
] as const)('an oblique scan says how tall its organs are: %s', async (name, by, least, most) => {
  const { volume } = makePhantom({ seed: 301, grid: phantomGrid('oblique', 4) });
  const { size, voxelToWorld } = volume.grid;
  const columns = voxelToWorld.map((mm, n) => (n % 4 === 2 ? by * mm : mm)) as never;
  const { found, answers } = await answered({
    ...volume,
    id: name as VolumeId,
    grid: { size, voxelToWorld: columns },
  });
  expect(found).toContain('liver');
  const { stretch = 0 } = answers[0]?.scene ?? {};
  expect(stretch).toBeGreaterThan(least);
  expect(stretch).toBeLessThan(most);
});

describe.runIf(isHeavy)('scans that are not what they seem', () => {
  const whole = (seed: number, modality: 'CT' | 'MR' = 'CT') =>
    makePhantom({ seed, grid: phantomGrid('ras', 4), modality }).volume;
  test.each(['CT', 'MR'] as const)(
    'a whole phantom is answered in %s, its mirror image is not',
    async (kind) => {
      const scan = whole(411, kind);
      expect((await answered(scan)).found).toEqual(['liver', 'kidney_right', 'spleen']);
      const mirrored = { ...scan, id: 'mirrored' as VolumeId, grid: turned(scan.grid, ['left-right']) };
      expect(await answered(mirrored)).toMatchObject({ found: [], doubt: 'unlike' });
    },
  );
});
