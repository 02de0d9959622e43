import { expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import { openScan } from '#formats/open-scan.ts';
import { seriesFiles, sliceFile, slicePixels } from '#testing/dicom-series.ts';

/** Slices of several volumes at the same places; each has pixels of its own. */
function volumes(count: number, attributes: (volume: number, n: number) => Readonly<Record<string, string>>) {
  return Array.from({ length: count }, (_, volume) =>
    [0, 1, 2].map((n) =>
      sliceFile(
        n,
        {
          pixels: slicePixels(10 * volume + n),
          attributes: { '0008,0018 UI': `1.2.3.${volume}.${n}`, ...attributes(volume, n) },
        },
        `v${volume}-${n}`,
      ),
    ),
  ).flat();
}

/** What each scan that is listed begins with, as numbers of volumes, and how it is told from the others. */
async function found(files: ReturnType<typeof volumes>) {
  const { scans } = await listScans(files);
  const opened = await Promise.all(scans.map((scan) => openListed(scan)));
  return opened.map(({ volume }, n) => ({
    volume: ((volume.data[0] ?? 0) - 1000) / 200,
    isWhole: [0, 1, 2].every((k) => volume.data[12 * k] === (volume.data[0] ?? 0) + 20 * k),
    part: scans[n]?.found.summary.part,
  }));
}

const whole = (volume: number, part: object) => ({ volume, isWhole: true, part });

test.each([
  ['echo times', '0018,0081 DS', ['2.3', '4.6'], 'echo'],
  ['temporal positions', '0020,0100 IS', ['1', '2'], 'time'],
  ['acquisitions', '0020,0012 IS', ['3', '4'], 'volume'],
  ['kinds of picture', '0008,0008 CS', ['ORIGINAL\\PRIMARY\\M', 'ORIGINAL\\PRIMARY\\P'], 'volume'],
  ['kernels', '0018,1210 SH', ['B30f', 'B70f'], 'volume'],
  ['flip angles', '0018,1314 DS', ['5', '20'], 'volume'],
  ['inversion times', '0018,0082 DS', ['50', '400'], 'volume'],
  ['voltages of the tube', '0018,0060 DS', ['80', '140'], 'volume'],
  ['frames of reference', '0020,0052 UI', ['1.2.8', '1.2.9'], 'volume'],
])('%s tell volumes apart', async (_, key, values, kind) => {
  const files = volumes(2, (volume) => ({ [key]: values[volume] ?? '' }));
  const parts = await found(files);
  expect(parts).toEqual([0, 1].map((n) => whole(n, expect.objectContaining({ kind, n: n + 1, of: 2 }))));
});

test('pictures without a number of their own are no copies of each other', async () => {
  const files = volumes(2, (volume) => ({ '0008,0018 UI': '', '0018,0081 DS': String(volume + 1) }));
  expect((await found(files)).map(({ volume, isWhole }) => [volume, isWhole])).toEqual([
    [0, true],
    [1, true],
  ]);
});

test('where two things differ, each pair of them is a volume', async () => {
  const files = volumes(4, (volume) => ({
    '0018,0081 DS': volume < 2 ? '2.3' : '4.6',
    '0020,0100 IS': String((volume % 2) + 1),
  }));
  expect((await found(files)).map(({ volume, isWhole }) => [volume, isWhole])).toEqual(
    [0, 1, 2, 3].map((n) => [n, true]),
  );
});

test('where nothing is said, the times of pictures at one place give their order', async () => {
  const files = volumes(3, (volume, n) => ({ '0008,0032 TM': `1015${10 * volume + n}.5` }));
  expect(await found(files)).toEqual([0, 1, 2].map((n) => whole(n, { kind: 'time', n: n + 1, of: 3 })));
});

test('where nothing at all tells pictures at one place apart, they are refused, not mixed', async () => {
  const files = volumes(2, () => ({ '0020,0013 IS': '' }));
  await expect(openScan(files)).rejects.toMatchObject({ code: 'dicom-ambiguous', details: { count: 2 } });
});

test('times that do not differ between places are no reason to split what has one picture at each', async () => {
  const files = volumes(1, (_, n) => ({ '0018,0081 DS': String(n + 2), '0020,0012 IS': String(n) }));
  expect(await found(files)).toEqual([{ volume: 0, isWhole: true, part: undefined }]);
});

test('copies are left out and said, with their own numbers or with none, and whatever they are called', async () => {
  const own = volumes(1, () => ({}));
  const copies = [sliceFile(1, { attributes: { '0008,0018 UI': '1.2.3.0.1' } }, 'again')];
  const bare = volumes(1, () => ({ '0008,0018 UI': '' }));
  for (const files of [
    [...own, ...copies],
    [...bare, ...bare.slice(0, 1)],
    [...own, sliceFile(2, { attributes: { '0008,0018 UI': '1.2.99' } }, 'sent twice')],
  ]) {
    const { volume, facts } = await openScan(files);
    expect(volume.grid.size).toEqual([4, 3, 3]);
    expect(facts.notices).toMatchObject([{ code: 'dicom-copies', details: { count: 1 } }]);
  }
});

test('two studies of one number are two scans of two names', async () => {
  const files = [
    ...volumes(1, () => ({ '0020,000e UI': '1.2.3' })),
    ...volumes(1, () => ({ '0020,000e UI': '1.2.4' })),
  ];
  const { scans } = await listScans(files);
  expect(scans.map(({ found }) => found.name)).toEqual(['CT series 7', 'CT series 7 (2)']);
});

test('series that were given one UID are told apart by their numbers, and by what they were made with', async () => {
  const phases = volumes(2, (volume, n) => ({
    '0020,0011 IS': String(7 + volume),
    '0020,0013 IS': String(n),
    '0008,0032 TM': '',
  }));
  expect((await found(phases)).map(({ volume, isWhole }) => [volume, isWhole])).toEqual([
    [0, true],
    [1, true],
  ]);
  const both = volumes(2, (volume) => ({ '0008,0060 CS': ['CT', 'PT'][volume] ?? '' }));
  const { scans } = await listScans(both);
  expect(scans.map(({ found }) => found.summary.modality)).toEqual(['CT', 'other']);
});

test('pictures of one place over time are no volume, however many there are', async () => {
  const cine = Array.from({ length: 12 }, (_, n) =>
    sliceFile(0, { attributes: { '0008,0018 UI': `1.2.3.${n}`, '0018,1060 DS': String(40 * n) } }, `c${n}`),
  );
  await expect(openScan(cine)).rejects.toMatchObject({
    code: 'dicom-other',
    details: { kind: 'single', count: 12 },
  });
});

test('a few pictures in each of several directions are a localizer, whatever they call themselves', async () => {
  const directions = ['1\\0\\0\\0\\1\\0', '1\\0\\0\\0\\0\\-1', '0\\1\\0\\0\\0\\-1'];
  const files = directions.flatMap((direction) =>
    [0, 1, 2].map((n) => sliceFile(n, { attributes: { '0020,0037 DS': direction } }, `${direction}-${n}`)),
  );
  await expect(openScan(files)).rejects.toMatchObject({
    code: 'dicom-other',
    details: { kind: 'localizer', count: 9 },
  });
});

test.each([
  ['another size', { '0028,0010 US': [4], '0028,0011 US': [3] }],
  ['other pixels', { '0028,0030 DS': '1\\0.5' }],
])(
  'pictures of %s that lie as their series does are no localizer, and are said to be left out',
  async (_, attributes) => {
    const isOdd = (n: number) => n > 7;
    const files = seriesFiles(10, (n) => ({ attributes: isOdd(n) ? attributes : {} }));
    const { scans, apart } = await listScans(files);
    expect(scans.map(({ found }) => found.summary.size)).toEqual([[4, 3, 8]]);
    expect(apart).toMatchObject([
      { name: 'slice-8', count: 2, reason: { code: 'dicom-other', details: { kind: 'odd-size', count: 2 } } },
    ]);
  },
);

test.each([
  [
    'a capture that has a place in the patient is a slice',
    '0008,0016 UI',
    '1.2.840.10008.5.1.4.1.1.7',
    'opened',
  ],
  ['a report in a series by its class', '0008,0016 UI', '1.2.840.10008.5.1.4.1.1.88.11', 'report'],
  ['a mosaic', '0008,0008 CS', 'ORIGINAL\\PRIMARY\\M\\MOSAIC', 'mosaic'],
  ['a scout', '0008,0008 CS', 'ORIGINAL\\PRIMARY\\SCOUT MODE', 'localizer'],
  ['a palette', '0028,0004 CS', 'PALETTE COLOR', 'colour'],
  ['a dose', '0008,0016 UI', '1.2.840.10008.5.1.4.1.1.481.2', 'radiotherapy'],
])('%s', async (_, key, value, kind) => {
  const opened = await openScan(volumes(1, () => ({ [key]: value }))).catch(toWire);
  expect('volume' in opened ? 'opened' : 'kind' in opened.details && opened.details.kind).toBe(kind);
});
