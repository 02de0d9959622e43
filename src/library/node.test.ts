import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { toWorld } from '#volume/affine.ts';
import type { Affine, Grid } from '#volume/types.ts';
import type { Engine, Found, Mask, Parse3dError, Scan } from './api.ts';
import { createEngine } from './node.ts';

const PACK = fileURLToPath(new URL('../testing/packs/analytic-windows', import.meta.url));

function ballBytes(grid: Grid): Uint8Array<ArrayBuffer> {
  const { data, slope, intercept } = ballVolume(grid);
  return writeNifti({
    size: grid.size,
    header: gridHeader(grid),
    data: Int16Array.from(data),
    slope,
    intercept,
  });
}

const ALONG = BALL_GRIDS['along the patient'] as Grid;
const ball = (name = 'ball.nii') => ({ name, bytes: ballBytes(ALONG) });

let engine: Engine;
let scan: Scan;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-library-'));
  engine = await createEngine({ pack: PACK, threads: 1 });
  scan = await engine.readScan(ball());
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

/** What a call refuses, as a program gets to see it. */
async function refusal(call: Promise<unknown>): Promise<readonly [code: string, message: string]> {
  const error: Parse3dError = await call.then(
    () => {
      throw new Error('it was not refused');
    },
    (reason) => reason,
  );
  expect(error.name).toBe('Parse3dError');
  expect(error.message).toMatch(/[.]$/);
  return [error.code, error.message];
}

async function edgeOf(given: Scan, threshold?: number): Promise<Found> {
  const asked = { modality: 'MR', ...(threshold !== undefined && { threshold }) } as const;
  const { findings } = await engine.ask(given, 'edge', asked);
  const [edge] = findings;
  if (edge?.kind !== 'found') throw new Error('the ball is there');
  return edge;
}

/** Middle of the voxels of a mask, mm, and how many there are. */
function middle({ grid, box: { from, to }, data }: Mask) {
  const sums = [0, 0, 0];
  let voxels = 0;
  let n = 0;
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      for (let i = from[0]; i < to[0]; i++) {
        if (data[n++] !== 1) continue;
        voxels += 1;
        for (const [axis, mm] of toWorld(grid.voxelToWorld as unknown as Affine, [i, j, k]).entries()) {
          sums[axis] = (sums[axis] ?? 0) + mm;
        }
      }
    }
  }
  return { voxels, at: sums.map((sum) => sum / voxels) };
}

describe.each(Object.entries(BALL_GRIDS))('a ball stored %s', (_, grid) => {
  test('is found where it is and as large as it is, by figures, mask, label map and file alike', async () => {
    const bytes = ballBytes(grid);
    const own = await engine.readScan({ name: 'ball.nii', bytes });
    const answer = await engine.ask(own, 'edge', { modality: 'MR' });
    const [edge] = answer.findings;
    if (edge?.kind !== 'found') throw new Error('the ball is there');
    expect(Math.abs(edge.volumeMl / BALL.volumeMl - 1)).toBeLessThan(0.02);
    const { voxels, at } = middle(edge.mask);
    expect(voxels).toBe(edge.voxels);
    expect(Math.hypot(...at.map((mm, axis) => mm - (BALL.centre[axis] ?? 0)))).toBeLessThan(1);
    const map = answer.labelMap();
    expect(map.grid).toEqual(own.grid);
    expect(map.data.filter((label) => label === edge.label)).toHaveLength(voxels);
    expect(map.labels).toEqual([{ label: edge.label, name: 'edge' }]);
    const file = await openBytes('labels.nii.gz', await answer.nifti());
    expect(Buffer.from(file.volume.data.buffer).equals(Buffer.from(map.data))).toBe(true);
    expect(file.header).toEqual((await openBytes('ball.nii', bytes)).header);
    await own.close();
  });
});

test('each prompt has its own answer: found, not found or not understood', async () => {
  const { findings, notes, device, modality, modalityIsGuess } = await engine.ask(
    scan,
    ['zenith', 'edge, pizza'],
    { modality: 'MR' },
  );
  expect(findings.map(({ name, kind }) => [name, kind])).toEqual([
    ['zenith', 'not-found'],
    ['edge', 'found'],
    ['pizza', 'not-understood'],
  ]);
  expect(findings[0]).toMatchObject({ verdict: { level: expect.any(String) }, isTested: false });
  expect(findings[2]).toMatchObject({ sentence: expect.stringContaining('pizza') });
  expect([notes, modality, modalityIsGuess]).toEqual([[], 'MR', false]);
  expect(device).toEqual({ backend: 'cpu', name: 'onnxruntime-node', reason: 'preferred' });
});

test('all that the pack knows is asked for at once', async () => {
  const { findings } = await engine.structures(scan, { modality: 'MR' });
  expect(findings.map(({ structure }) => structure)).toEqual(engine.pack.structures.map(({ id }) => id));
});

test('another threshold gives another outline, and the pack’s own the first one', async () => {
  const own = await edgeOf(scan);
  const [wide, same, narrow] = [
    await edgeOf(scan, 0.2),
    await edgeOf(scan, own.threshold),
    await edgeOf(scan, 0.8),
  ];
  expect({ ...same, mask: middle(same.mask) }).toEqual({ ...own, mask: middle(own.mask) });
  expect(wide.voxels).toBeGreaterThan(own.voxels);
  expect(narrow.voxels).toBeLessThan(own.voxels);
  expect([wide.threshold, narrow.threshold]).toEqual([0.2, 0.8]);
  expect(middle(narrow.mask).voxels).toBe(narrow.voxels);
});

test('a scan that may be CT or MR is not asked about before somebody has said which', async () => {
  const grid = phantomGrid('las', 6);
  const { data: hu } = makePhantom({ seed: 7, grid }).volume;
  // A CT through a window, as bytes.
  const data = Uint8Array.from(hu, (value) => (Math.min(275, Math.max(-125, value)) + 125) * 0.6375);
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  const unsure = await engine.readScan({ name: 'unsure.nii', bytes });
  expect(unsure.modality).toBeUndefined();
  const [code, message] = await refusal(engine.ask(unsure, 'edge'));
  expect(code).toBe('modality-unsure');
  expect(message).toContain("{ modality: 'CT' }");
  const { modality, modalityIsGuess, notes } = await engine.ask(unsure, 'edge', { modality: 'CT' });
  expect([modality, modalityIsGuess, notes]).toEqual(['CT', false, []]);
});

test('of several scans one has to be chosen', async () => {
  const two = [ball('first.nii'), ball('second.nii')];
  expect(await engine.listScans(two)).toMatchObject([
    { name: 'first.nii', size: ALONG.size, spacingMm: [2, 2, 2] },
    { name: 'second.nii' },
  ]);
  const [code, message] = await refusal(engine.readScan(two));
  expect([code, message]).toEqual([
    'several-scans',
    expect.stringContaining('{ series: 1 } to { series: 2 }'),
  ]);
  expect((await engine.readScan(two, { series: 2 })).name).toBe('second.nii');
  expect((await refusal(engine.readScan(two, { series: 3 })))[0]).toBe('arguments-invalid');
});

test('a scan is read from a path, a file: URL, a folder, a File or bytes', async () => {
  const path = join(folder, 'ball.nii');
  const { bytes } = ball();
  writeFileSync(path, bytes);
  const sources = [
    path,
    pathToFileURL(path),
    pathToFileURL(path).href,
    folder,
    new File([bytes], 'ball.nii'),
    bytes,
  ];
  const names = [];
  for (const source of sources) names.push((await engine.readScan(source)).name);
  expect(names).toEqual([...new Array(5).fill('ball.nii'), 'scan']);
});

test('ends of the patient that are exchanged in a file are turned, and files still lie on its own grid', async () => {
  const turned = await engine.readScan(ball(), { turn: ['left-right'] });
  const answer = await engine.ask(turned, 'edge', { modality: 'MR' });
  expect(answer.notes).toEqual([expect.stringContaining('exchanged')]);
  expect(turned.grid.voxelToWorld).not.toEqual(scan.grid.voxelToWorld);
  expect(answer.labelMap().grid).toEqual(turned.grid);
  const file = await openBytes('labels.nii.gz', await answer.nifti());
  expect(file.header).toEqual(gridHeader(ALONG));
  const { voxels } = await edgeOf(scan);
  expect(Math.abs(answer.labelMap().data.filter((label) => label > 0).length / voxels - 1)).toBeLessThan(
    0.02,
  );
});

test('files are those that the terminal writes', async () => {
  const answer = await engine.ask(scan, 'edge', { modality: 'MR' });
  const files = await answer.files(['labels', 'masks', 'table', 'report']);
  expect(files.map(({ name }) => name)).toEqual([
    ...['ball_labels.nii.gz', 'ball_labels.txt', 'ball_labels.ctbl', 'ball_edge.nii.gz'],
    ...['ball_findings.csv', 'ball_report.json'],
  ]);
  const [, , , , , report] = files.map(({ bytes }) => new TextDecoder().decode(bytes));
  expect(JSON.parse(report ?? '').findings).toHaveLength(1);
});

test('what is stopped rejects with the reason, and the engine goes on', async () => {
  const reason = new Error('enough');
  const stop = new AbortController();
  const asked = engine.ask(scan, 'zenith', { modality: 'MR', signal: stop.signal });
  stop.abort(reason);
  await expect(asked).rejects.toBe(reason);
  expect((await edgeOf(scan)).kind).toBe('found');
});

test('what is not expected is refused in a sentence', async () => {
  const wrong = engine as unknown as Record<string, (...given: readonly unknown[]) => Promise<unknown>>;
  const calls: readonly (readonly [code: string, call: () => Promise<unknown> | undefined])[] = [
    ['prompt-empty', () => engine.ask(scan, ' ', { modality: 'MR' })],
    ['arguments-invalid', () => engine.ask(scan, 'edge', { modality: 'MR', threshold: 1 })],
    ['arguments-invalid', () => wrong['ask']?.(scan, 'edge', { modality: 'XR' })],
    ['arguments-invalid', () => wrong['ask']?.(scan, 'edge', { bodyPart: 'wing' })],
    ['arguments-invalid', () => wrong['ask']?.(scan, 7)],
    ['arguments-invalid', () => wrong['ask']?.({}, 'edge')],
    ['arguments-invalid', () => wrong['readScan']?.(7)],
    ['arguments-invalid', () => wrong['readScan']?.(ball(), { turn: ['inside-out'] })],
    ['arguments-invalid', () => wrong['readScan']?.(ball(), { turn: 'left-right' })],
    ['arguments-invalid', () => engine.readScan(new URL('http://127.0.0.1/scan.nii'))],
    ['arguments-invalid', () => createEngine({ pack: 'https://127.0.0.1/pack' })],
    ['arguments-invalid', () => createEngine({ pack: PACK, threads: -1 })],
    ['arguments-invalid', () => createEngine({ pack: PACK, threads: 1.5 })],
    ['file-unreadable', () => engine.readScan(join(folder, 'nothing.nii'))],
    [
      'format-unread',
      () => engine.readScan({ name: 'text', bytes: new TextEncoder().encode('no scan at all') }),
    ],
    ['pack-unreachable', () => createEngine({ pack: join(folder, 'no-pack') })],
  ];
  for (const [code, call] of calls) expect((await refusal(call() ?? Promise.resolve()))[0]).toBe(code);
});

test('what was closed is not asked any more', async () => {
  const other = await createEngine({ pack: pathToFileURL(join(PACK, 'manifest.json')), threads: 1 });
  const first = await other.readScan(ball());
  await first.close();
  expect((await refusal(other.ask(first, 'edge', { modality: 'MR' })))[1]).toContain('was closed');
  expect((await refusal(other.ask(scan, 'edge', { modality: 'MR' })))[1]).toContain(
    'not one that this engine has read',
  );
  const second = await other.readScan(ball());
  other.close();
  expect((await refusal(other.ask(second, 'edge')))[1]).toContain('engine was closed');
  expect((await refusal(other.readScan(ball())))[1]).toContain('engine was closed');
  await second.close();
  const last = await createEngine({ pack: PACK, threads: 1 });
  const asking = last.ask(await last.readScan(ball()), 'edge', { modality: 'MR' });
  last.close();
  expect((await refusal(asking))[1]).toContain('engine was closed');
});

test('a later answer may hold an earlier one, each structure once and with a label of its own', async () => {
  const asked = { modality: 'MR' } as const;
  const first = await engine.ask(scan, 'edge', asked);
  const both = await engine.ask(scan, 'zenith, edge', { ...asked, earlier: first });
  expect(both.findings.map(({ name }) => name)).toEqual(['edge', 'zenith']);
  const { labels } = (await engine.ask(scan, 'pizza', { ...asked, earlier: both })).labelMap();
  expect(labels).toEqual([{ label: 1, name: 'edge' }]);
  const other = await engine.readScan({ name: 'other.nii', bytes: ballBytes(BALL_GRIDS['oblique'] as Grid) });
  expect((await refusal(engine.ask(other, 'edge', { ...asked, earlier: first })))[0]).toBe(
    'arguments-invalid',
  );
});
