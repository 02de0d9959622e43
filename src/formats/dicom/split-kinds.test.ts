import { describe, expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';
import { type DicomAttributes, dicomFile } from '#testing/dicom-file.ts';
import { seriesFiles, sliceAttributes, sliceFile, slicePixels } from '#testing/dicom-series.ts';

/** The numbers of slices that each scan which is listed is made of, in its order. */
async function found(files: ReturnType<typeof seriesFiles>) {
  const { scans } = await listScans(files);
  return Promise.all(
    scans.map(async (scan) => {
      const { data, grid } = (await openListed(scan)).volume;
      return Array.from({ length: grid.size[2] }, (_, k) => ((data[12 * k] ?? 0) - 1000) / 20);
    }),
  );
}

/** Slices 3 mm apart, one behind the other, of which each says what `attributes` gives. */
const said = (count: number, attributes: (n: number) => DicomAttributes) =>
  seriesFiles(count, (n) => ({ attributes: attributes(n) }));

const even = (count: number, from = 0, step = 1) => Array.from({ length: count }, (_, n) => from + n * step);

describe('kinds that make an even stack each are volumes of their own', () => {
  test.each([
    ['echo times', '0018,0081 DS', '10', '90'],
    ['kinds of picture', '0008,0008 CS', 'ORIGINAL\\PRIMARY\\M\\ND', 'DERIVED\\PRIMARY\\ADC\\ND'],
    ['magnitude and phase', '0008,0008 CS', 'ORIGINAL\\PRIMARY\\M_FFE', 'ORIGINAL\\PRIMARY\\P_FFE'],
    ['units', '0028,1054 LO', 'HU', 'MGML'],
    ['series of one UID', '0020,0011 IS', '3', '4'],
  ])('%s, between or behind each other', async (_, key, one, other) => {
    const apart = [even(3, 0, 2), even(3, 1, 2)];
    const between = await found(said(6, (n) => ({ [key]: n % 2 === 0 ? one : other })));
    expect(between).toHaveLength(2);
    expect(between).toEqual(expect.arrayContaining(apart));
    const behind = await found(said(6, (n) => ({ [key]: n < 3 ? one : other })));
    expect(behind).toEqual(expect.arrayContaining([even(3), even(3, 3)]));
  });

  test('b-values too, and an echo says its time', async () => {
    const b = (n: number) => ({ '0018,9087 FD': [n % 2 === 0 ? 0 : 1000] });
    expect(await found(said(6, b))).toEqual([even(3, 0, 2), even(3, 1, 2)]);
    const { scans } = await listScans(said(6, (n) => ({ '0018,0081 DS': n % 2 === 0 ? '90' : '10' })));
    expect(scans.map(({ found }) => found.summary.part)).toEqual([
      { kind: 'echo', n: 1, of: 2, timeMs: 10 },
      { kind: 'echo', n: 2, of: 2, timeMs: 90 },
    ]);
  });
});

/** Directions of rows and columns, and from one slice to the next, mm LPS; pixels are 0.5 mm across and 2 mm down. */
const LYING = [
  ['from head to feet', [1, 0, 0], [0, 1, 0], [0, 0, -3]],
  ['mirrored and coronal', [-1, 0, 0], [0, 0, 1], [0, 4.5, 0]],
  ['oblique', [0.8, 0.6, 0], [-0.6, 0.8, 0], [0, 0, 2.5]],
  ['with a tilted gantry', [1, 0, 0], [0, 1, 0], [0, 1.25, 2.5]],
] as const;

test.each(LYING)('each of two echoes lies where its slices do: %s', async (_, along, down, step) => {
  const from = (n: number) => [-10, -20, 15].map((mm, axis) => mm + n * (step[axis] ?? 0));
  const files = said(6, (n) => ({
    '0018,0081 DS': n % 2 === 0 ? '10' : '90',
    '0020,0037 DS': [...along, ...down].join('\\'),
    // As the programs of some countries write it.
    '0020,0032 DS': from(n)
      .map((mm) => mm.toFixed(4).replace('.', ','))
      .join('\\'),
  }));
  const { scans } = await listScans(files);
  const volumes = await Promise.all(scans.map(async (scan) => (await openListed(scan)).volume));
  expect(volumes).toHaveLength(2);
  for (const { grid, data } of volumes) {
    const echo = (data[0] ?? 0) === 1000 || (data[0] ?? 0) === 1080 ? 0 : 1;
    // Each pixel by the numbers of its slice, wherever the stack begins.
    for (let k = 0; k < 3; k++) {
      const n = ((data[12 * k] ?? 0) - 1000) / 20;
      expect(n % 2).toBe(echo);
      const [x, y, z] = from(n);
      const at = grid.voxelToWorld.flatMap((mm, m) => (m % 4 === 2 || m % 4 === 3 ? [mm] : []));
      const world = [0, 1, 2].map((axis) => k * (at[2 * axis] ?? 0) + (at[2 * axis + 1] ?? 0));
      expect(world).toEqual([-(x ?? 0), -(y ?? 0), z].map((mm) => expect.closeTo(mm ?? 0, 3)));
    }
    const column = (m: number) => [0, 1, 2].map((axis) => grid.voxelToWorld[4 * axis + m] ?? 0);
    const toRas = ([x, y, z]: readonly number[], mm: number) =>
      [-(x ?? 0), -(y ?? 0), z ?? 0].map((each) => expect.closeTo(mm * each, 6));
    expect(column(0)).toEqual(toRas(along, 0.5));
    expect(column(1)).toEqual(toRas(down, 2));
  }
});

describe('one volume stays one', () => {
  test.each<readonly [string, (n: number) => DicomAttributes]>([
    ['echo times that are rounded', (n) => ({ '0018,0081 DS': n % 2 === 0 ? '2.30' : '2.31' })],
    ['a kind that one slice has', (n) => ({ '0008,0008 CS': `ORIGINAL\\PRIMARY\\${n === 0 ? 'P' : 'M'}` })],
    ['kinds without order', (n) => ({ '0018,0081 DS': [0, 1, 5].includes(n) ? '10' : '90' })],
    ['acquisitions', (n) => ({ '0020,0012 IS': String(n % 2) })],
    ['numbers of series without order', (n) => ({ '0020,0011 IS': String(n + 1) })],
    ['times', (n) => ({ '0020,0100 IS': n < 3 ? '1' : '2' })],
    [
      'how slices came to be',
      (n) => ({ '0008,0008 CS': `${n < 3 ? 'ORIGINAL' : 'DERIVED'}\\PRIMARY\\AXIAL` }),
    ],
    ['other words', (n) => ({ '0008,0008 CS': `ORIGINAL\\PRIMARY\\AXIAL\\${n < 3 ? 'ND' : 'NORM'}` })],
    ['units that are not said', (n) => ({ '0028,1054 LO': n < 3 ? 'HU' : '' })],
  ])('with %s', async (_, attributes) => {
    expect(await found(said(6, attributes))).toEqual([even(6)]);
  });
});

test('two slices of each kind are too few to be volumes', async () => {
  expect(await found(said(4, (n) => ({ '0018,0081 DS': n % 2 === 0 ? '10' : '90' })))).toEqual([even(4)]);
});

/** An enhanced file of three slices for each volume; pointers of its dimensions, and what each frame says. */
function enhanced(
  volumes: number,
  pointers: readonly (readonly [number, number])[],
  frame: (volume: number, n: number) => DicomAttributes,
  file: DicomAttributes = {},
) {
  const { '0020,0032 DS': _, '7fe0,0010 OW': __, ...plain } = sliceAttributes(0);
  const all = even(volumes).flatMap((volume) => even(3).map((n) => [volume, n] as const));
  const attributes = {
    ...plain,
    '0008,0060 CS': 'MR',
    '0028,0008 IS': String(all.length),
    '0020,9222 SQ': pointers.map(([group, element]) => ({ '0020,9165 AT': [group, element] })),
    '5200,9230 SQ': all.map(([volume, n]) => ({
      '0020,9113 SQ': [{ '0020,0032 DS': `-10\\-20\\${3 * n}` }],
      ...frame(volume, n),
    })),
    ...file,
    '7fe0,0010 OW': all.flatMap(([volume, n]) => [...slicePixels(3 * volume + n)]),
  };
  return [blobFile('frames', new Blob([dicomFile(attributes)]))];
}

describe('frames at one place belong to what their file says', () => {
  const volumes = [even(3), even(3, 3), even(3, 6)];

  test('by the dimensions that it counts by, but for the place', async () => {
    const files = enhanced(
      3,
      [
        [0x20, 0x9056],
        [0x20, 0x9057],
        [0x20, 0x9128],
      ],
      (volume, n) => ({ '0020,9111 SQ': [{ '0020,9157 UL': [1, n + 1, volume + 9] }] }),
    );
    expect(await found(files)).toEqual(volumes);
  });

  test('not by dimensions of which none is the place: what they count is not known', async () => {
    const files = enhanced(3, [[0x20, 0x9128]], (volume, n) => ({
      '0020,9111 SQ': [{ '0020,9157 UL': [(volume + n) % 3] }],
    }));
    expect(await openScan(files).catch(toWire)).toMatchObject({ code: 'dicom-ambiguous' });
  });

  test('by what of the complex signal they show, where their types are one', async () => {
    const component = ['MAGNITUDE', 'PHASE', 'REAL'];
    const files = enhanced(3, [], (volume) => ({
      '0018,9226 SQ': [
        { '0008,9007 CS': 'ORIGINAL\\PRIMARY\\VELOCITY\\NONE', '0008,9208 CS': component[volume] ?? '' },
      ],
    }));
    expect(await found(files)).toEqual(volumes);
  });

  test('a capture of many frames that have places in the patient is a volume', async () => {
    const word = { '0008,0016 UI': '1.2.840.10008.5.1.4.1.1.7.3' };
    expect(await found(enhanced(1, [], () => ({}), word))).toEqual([even(3)]);
    const bare = enhanced(1, [], () => ({ '0020,9113 SQ': [] }), word);
    expect(await openScan(bare).catch(toWire)).toMatchObject({ details: { kind: 'capture' } });
  });

  test('by the delay after the heart’s beat, as times', async () => {
    const files = enhanced(3, [], (volume) => ({ '0018,9118 SQ': [{ '0020,9153 FD': [100 * volume] }] }));
    expect(await found(files)).toEqual(volumes);
    const { scans } = await listScans(files);
    expect(scans.map(({ found }) => found.summary.part?.kind)).toEqual(['time', 'time', 'time']);
  });

  test('by the part of the heart’s beat, in its order', async () => {
    const percent = (volume: number) => new Uint8Array(Float32Array.of([5, 40, 100][volume] ?? 0).buffer);
    const files = enhanced(3, [], (volume) => ({ '0018,9118 SQ': [{ '0020,9241 OB': percent(volume) }] }));
    expect(await found(files)).toEqual(volumes);
  });

  test('by the direction of diffusion', async () => {
    const directions = [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ];
    const files = enhanced(3, [], (volume) => ({
      '0018,9117 SQ': [
        { '0018,9087 FD': [1000], '0018,9076 SQ': [{ '0018,9089 FD': directions[volume] ?? [] }] },
      ],
    }));
    expect(await found(files)).toEqual(volumes);
  });
});

describe('empty slices at the ends', () => {
  const timed = (isEmpty: (n: number) => boolean, instance: (volume: number, n: number) => string) =>
    even(2).flatMap((volume) =>
      even(4).map((n) =>
        sliceFile(
          n,
          {
            pixels: isEmpty(n) ? Array(12).fill(1000) : slicePixels(10 * volume + n),
            attributes: { '0008,0018 UI': `1.2.3.${volume}.${n}`, '0020,0013 IS': instance(volume, n) },
          },
          `v${volume}-${n}`,
        ),
      ),
    );

  test('are no copies where each volume has its own', async () => {
    const files = timed(
      (n) => n === 0 || n === 3,
      (volume, n) => String(4 * volume + n),
    );
    expect(await found(files)).toEqual([
      [0, 1, 2, 0],
      [0, 11, 12, 0],
    ]);
  });

  test('are not told apart where nothing tells the others apart', async () => {
    const files = timed(
      (n) => n === 0,
      () => '',
    );
    expect(await openScan(files).catch(toWire)).toMatchObject({ code: 'dicom-ambiguous' });
  });
});

test('of many marks that take turns the pictures are split, or refused where two are alike in all of them', async () => {
  const marked = (count: number) =>
    even(count).flatMap((volume) =>
      even(2).map((n) =>
        sliceFile(
          n,
          {
            pixels: slicePixels(2 * volume + n),
            attributes: {
              '0008,0018 UI': `1.2.3.${volume}.${n}`,
              '0020,0013 IS': '',
              '0018,0081 DS': String(1 + (volume & 1)),
              '0020,0100 IS': String(1 + ((volume >> 1) & 1)),
              '0020,0012 IS': String(1 + ((volume >> 2) & 1)),
              '0018,1210 SH': `K${(volume >> 3) & 1}`,
              '0018,1060 DS': String((volume >> 4) & 1),
            },
          },
          `v${volume}-${n}`,
        ),
      ),
    );
  expect(await found(marked(32))).toHaveLength(32);
  expect(await openScan(marked(33)).catch(toWire)).toMatchObject({ code: 'dicom-ambiguous' });
});
