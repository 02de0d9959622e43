import { describe, expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import { openScan } from '#formats/open-scan.ts';
import { seriesFiles, sliceFile, slicePixels } from '#testing/dicom-series.ts';

const position = (x: number, y: number, z: number) => ({
  attributes: { '0020,0032 DS': `${x}\\${y}\\${z}` },
});

/** The stored numbers of slices in this order. */
const stored = (...slices: readonly number[]) => slices.flatMap((n) => [...slicePixels(n)]);

test('a series lies where its slices lie: columns to the left, rows to the back, slices to the head', async () => {
  const { volume, facts } = await openScan(seriesFiles(4));
  expect(volume).toMatchObject({ name: 'CT series 7', modality: 'CT', slope: 1, intercept: -1024 });
  expect(volume.grid).toEqual({
    size: [4, 3, 4],
    voxelToWorld: [-0.5, 0, 0, 10, 0, -2, 0, 20, 0, 0, 3, -30],
  });
  expect([...volume.data]).toEqual(stored(0, 1, 2, 3));
  expect(facts).toMatchObject({ reader: 'dicom', modalityIsGuess: false, notices: [] });
});

test('neither the order nor the numbers nor the names of files say where a slice lies', async () => {
  const files = [2, 0, 3, 1].map((n) =>
    sliceFile(n, { attributes: { '0020,0013 IS': String(9 - n), '0020,1041 DS': String(-n) } }, `IM${9 - n}`),
  );
  expect([...(await openScan(files)).volume.data]).toEqual(stored(0, 1, 2, 3));
});

test('slices that step aside as they go on are a shear, number for number', async () => {
  const { volume, facts } = await openScan(seriesFiles(5, (n) => position(-10, -20 + n, 3 * n)));
  expect(volume.grid.voxelToWorld).toEqual([-0.5, 0, 0, 10, 0, -2, -1, 20, 0, 0, 3, 0]);
  expect(facts.header.qformCode).toBe(0);
});

test('an oblique series stacks along its own normal, whichever way the positions run', async () => {
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
  // Rows run down and back; slices come in from the front.
  const oblique = (n: number) => ({
    attributes: {
      '0020,0037 DS': `1\\0\\0\\0\\${c}\\${-s}`,
      '0020,0032 DS': `0\\${-3 * n * s}\\${-3 * n * c}`,
    },
  });
  const { volume } = await openScan(seriesFiles(3, oblique));
  expect([...volume.data]).toEqual(stored(2, 1, 0));
  const [, , x, , , , y, , , , z] = volume.grid.voxelToWorld;
  expect([x, y, z].map((mm) => Number(mm.toFixed(9)))).toEqual(
    [-0, -3 * s, 3 * c].map((mm) => Number(mm.toFixed(9))),
  );
});

describe('gaps are said with their numbers', () => {
  test.each([
    ['one slice that is missing', [0, 1, 2, 4, 5, 6, 7], { count: 1, of: 8, after: [3], usualMm: 3 }],
    [
      'two side by side and one apart',
      [0, 1, 4, 5, 6, 7, 8, 10, 11, 12],
      { count: 3, of: 13, after: [2, 7] },
    ],
  ])('%s', async (_, at, details) => {
    const files = at.map((n) => sliceFile(n));
    await expect(openScan(files)).rejects.toMatchObject({ code: 'dicom-slices-missing', details });
  });

  test.each([
    ['half at one step, half at another', [0, 3, 6, 9, 15, 21, 27], 3, 6],
    ['one out of its place', [0, 3, 7.5, 9, 12, 15], 1.5, 4.5],
  ])('%s', async (_, at, leastMm, mostMm) => {
    const files = at.map((z, n) => sliceFile(n, position(-10, -20, z)));
    await expect(openScan(files)).rejects.toMatchObject({
      code: 'dicom-slices-uneven',
      details: { leastMm, mostMm },
    });
  });

  test('slices that jump aside make no volume either', async () => {
    const files = seriesFiles(6, (n) => position(n === 3 ? 0 : -10, -20, 3 * n));
    await expect(openScan(files)).rejects.toMatchObject({
      code: 'dicom-slices-shifted',
      details: { offMm: 10 },
    });
  });

  test('positions rounded by the scanner are even, a little more is said, and the ends keep their places', async () => {
    const rounded = seriesFiles(9, (n) => position(-10, -20, Math.round(10 * 1.25 * n) / 10));
    expect((await openScan(rounded)).facts.notices).toEqual([]);
    const rough = seriesFiles(9, (n) => position(-10, -20, 3 * n + (n === 4 ? 0.2 : 0)));
    const { volume, facts } = await openScan(rough);
    expect(facts.notices).toMatchObject([
      { code: 'dicom-slices-rough', details: { offMm: expect.closeTo(0.2) } },
    ]);
    expect(volume.grid.voxelToWorld[10]).toBe(3);
  });
});

test('pictures of another size or direction are another volume, or left out where they are alone', async () => {
  const other = { attributes: { '0020,0037 DS': '1\\0\\0\\0\\0\\-1' } };
  const { scans, apart } = await listScans([...seriesFiles(6), sliceFile(9, other)]);
  expect(scans.map(({ found }) => found.summary.size)).toEqual([[4, 3, 6]]);
  expect(apart).toMatchObject([
    { name: 'slice-9', reason: { code: 'dicom-other', details: { kind: 'localizer' } } },
  ]);
});

test.each([
  ['0020,0032 DS', 'position'],
  ['0020,0037 DS', 'orientation'],
  ['0028,0030 DS', 'spacing'],
])('a series without %s is refused for what is missing', async (key, missing) => {
  const files = seriesFiles(3, () => ({ attributes: { [key]: '' } }));
  const refusal = await listScans(files).catch(toWire);
  expect(refusal).toMatchObject({ code: 'dicom-geometry', details: { missing } });
});

test('a file that is cut off takes its series with it, and no other', async () => {
  const files = seriesFiles(4);
  const [first] = files;
  if (!first) throw new Error('there are four');
  const cut = {
    ...first,
    size: first.size - 4,
    slice: (a: number, b: number) => first.slice(a, Math.min(b, first.size - 4)),
  };
  const other = seriesFiles(3, () => ({ attributes: { '0020,000e UI': '1.2.9', '0020,0011 IS': '8' } }));
  const { scans, apart } = await listScans([cut, ...files.slice(1), ...other]);
  expect(scans.map(({ found }) => found.name)).toEqual(['CT series 8']);
  expect(apart).toContainEqual(
    expect.objectContaining({
      reason: expect.objectContaining({
        code: 'file-truncated',
        details: expect.objectContaining({ name: 'slice-0' }),
      }),
    }),
  );
  const [scan] = scans;
  expect(scan && (await openListed(scan)).volume.grid.size).toEqual([4, 3, 3]);
});
