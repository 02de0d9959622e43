import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppError } from '#errors.ts';
import { deflate } from '#results/deflate.ts';
import { makeFile } from '#results/made-file.ts';
import { filesOf, type SaveKind } from '#results/saves.ts';
import { BALL, BALL_GRIDS } from '#testing/ball.ts';
import { bodyOn, EXPORT_GRIDS, EXPORTED, exportFacts } from '#testing/export-cases.ts';
import { metaImage, mgh, nrrd } from '#testing/write-formats.ts';
import { determinant } from '#volume/affine.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Mask } from '#volume/types.ts';
import { gridHeader } from './nifti-header.ts';
import { LocalScanReader, type SegmentsAt } from './scan-reader.ts';
import type { PlacedSegmentation } from './segmentation.ts';
import { writeNifti } from './write-nifti.ts';

type Part = string | Uint8Array<ArrayBuffer>;

async function placedOn(
  grid: Grid,
  files: Readonly<Record<string, Part>>,
  of: SegmentsAt['of'] = 'scans',
): Promise<PlacedSegmentation> {
  const given = Object.entries(files).map(([path, content]) => ({
    path,
    content: new File([content], path),
  }));
  const list = await new LocalScanReader().list(given);
  return list.segments({ of, n: 0 }, grid);
}

const labelFile = (grid: Grid, data: Uint8Array | Uint16Array) =>
  writeNifti({ size: grid.size, header: gridHeader(grid), data });

const differing = (one: Mask | undefined, other: Mask | undefined) => {
  if (!one || !other) throw new Error('one is missing');
  const wanted = denseMask(other);
  return denseMask(one).reduce((sum, value, n) => sum + (value === wanted[n] ? 0 : 1), 0);
};

/** The first two share voxels: in one label map the later one has them. */
async function exported(grid: Grid, kinds: readonly SaveKind[]) {
  const facts = exportFacts(grid);
  const files: Record<string, Part> = {};
  for (const { ending, content } of filesOf(facts, kinds)) {
    if (typeof content === 'string') files[`scan${ending}`] = content;
    else if (content.kind !== 'dicom-seg') files[`scan${ending}`] = await makeFile(content, deflate);
  }
  return { files, masks: facts.findings.map(({ id }) => facts.maskOf(id)) };
}

describe.each(Object.entries(EXPORT_GRIDS))('on the grid %s', (_, grid) => {
  test('a .seg.nrrd of overlapping segments comes back voxel for voxel, with names, colours and labels', async () => {
    const { files, masks } = await exported(grid, ['seg.nrrd']);
    const { segments, fit, notices } = await placedOn(grid, files, 'segmentations');
    expect({ fit, notices }).toEqual({ fit: 'exact', notices: [] });
    for (const [n, { title, color, labelId }] of EXPORTED.entries()) {
      const segment = segments.find(({ label }) => label === labelId);
      expect(segment).toMatchObject({ name: title, color });
      expect(differing(segment?.mask, masks[n])).toBe(0);
    }
    expect(segments).toHaveLength(EXPORTED.length);
  });

  test.each(['.txt', '.ctbl'])('our own label map has the names of its %s', async (ending) => {
    const { files, masks } = await exported(grid, ['labels']);
    const kept = Object.entries(files).filter(([name]) => name.endsWith('.gz') || name.endsWith(ending));
    const { segments } = await placedOn(grid, Object.fromEntries(kept));
    const list = await new LocalScanReader().list(
      kept.map(([path, content]) => ({ path, content: new File([content], path) })),
    );
    // The table is no file that was left out.
    expect(list.apart).toEqual([]);
    const kidney = segments.find(({ label }) => label === 300);
    expect(kidney).toMatchObject({ name: 'left kidney (2)', color: [0, 114, 178] });
    // Nothing lies over the last but one.
    expect(differing(kidney?.mask, masks[1])).toBe(0);
    expect(segments).toHaveLength(3);
  });

  test('nearest voxels of a finer grid give the ball’s volume', async () => {
    const scan = BALL_GRIDS['oblique'] as Grid;
    const fine = finer(grid);
    const drawn = bodyOn(fine, [2, 1, 9], [12, 12, 12]);
    const { segments, fit, notices } = await placedOn(scan, {
      'labels.nii': labelFile(fine, denseMask(drawn)),
    });
    expect(fit).toBe('between');
    expect(notices.map(({ code }) => code)).toEqual(['segmentation-resampled']);
    const { volumeMl, centroid = [0, 0, 0] } = measure(segments[0]?.mask as Mask);
    const true_ = (4 / 3) * Math.PI * 1.2 ** 3;
    // Voxels of 9 mm³ on a surface of 1810 mm²: their count strays by less than the square root of those on it.
    expect(Math.abs(volumeMl - true_) / true_).toBeLessThan(0.02);
    for (const [axis, mm] of [2, 1, 9].entries())
      expect(Math.abs((centroid[axis] ?? 0) - mm)).toBeLessThan(0.15);
  });
});

/** The same place with voxels of half the length. */
function finer({ size: [i, j, k], voxelToWorld: m }: Grid): Grid {
  const half = m.map((value, n) => (n % 4 === 3 ? value : value / 2)) as unknown as Grid['voxelToWorld'];
  return { size: [2 * i, 2 * j, 2 * k], voxelToWorld: half };
}

/** The patient stored with its axes in another order and turned round. */
function restored({ size, voxelToWorld: m }: Grid): Grid {
  const column = (n: number) => [m[n] ?? 0, m[4 + n] ?? 0, m[8 + n] ?? 0] as const;
  const [a, b, c] = [column(2), column(0).map((mm) => -mm), column(1)] as const;
  const origin = column(3).map((mm, axis) => mm + (size[0] - 1) * (column(0)[axis] ?? 0));
  const row = (n: 0 | 1 | 2) => [a[n], b[n] ?? 0, c[n], origin[n] ?? 0] as const;
  return { size: [size[2], size[0], size[1]], voxelToWorld: [...row(0), ...row(1), ...row(2)] };
}

describe.each(Object.entries(BALL_GRIDS))('a label map beside a scan on the grid %s', (_, grid) => {
  const ball = bodyOn(grid, BALL.centre, [28, 28, 28]);

  test('stored with its axes in another order and turned, it lies voxel for voxel where it lay', async () => {
    const other = restored(grid);
    const drawn = bodyOn(other, BALL.centre, [28, 28, 28]);
    const { segments, fit, notices } = await placedOn(grid, { 'l.nii': labelFile(other, denseMask(drawn)) });
    expect({ fit, notices }).toEqual({ fit: 'exact', notices: [] });
    expect(differing(segments[0]?.mask, ball)).toBe(0);
  });

  test.each(['nrrd', 'mha', 'mgh'] as const)('written as %s it is the same', async (ending) => {
    const data = Int16Array.from(denseMask(ball));
    const write = {
      nrrd: (w: Parameters<typeof nrrd>[0]) => nrrd(w).header,
      mha: (w: Parameters<typeof nrrd>[0]) => metaImage(w).header,
      mgh,
    };
    const { segments, fit } = await placedOn(grid, { [`labels.${ending}`]: write[ending]({ grid, data }) });
    expect(fit).toBe('exact');
    expect(differing(segments[0]?.mask, ball)).toBe(0);
    expect(segments[0]?.name).toBeUndefined();
  });

  test('a part of the grid with the object in it is exact too', async () => {
    const [i, j, k] = [4, 3, 2];
    const m = grid.voxelToWorld;
    const shift = (row: number) => (m[row] ?? 0) * i + (m[row + 1] ?? 0) * j + (m[row + 2] ?? 0) * k;
    const part: Grid = {
      size: [grid.size[0] - 6, grid.size[1] - 5, grid.size[2] - 3],
      voxelToWorld: m.map((mm, n) =>
        n % 4 === 3 ? mm + shift(n - 3) : mm,
      ) as unknown as Grid['voxelToWorld'],
    };
    const drawn = bodyOn(part, BALL.centre, [28, 28, 28]);
    const { segments, fit } = await placedOn(grid, { 'l.nii': labelFile(part, denseMask(drawn)) });
    expect(fit).toBe('exact');
    const lost = measure(ball).voxels - measure(segments[0]?.mask as Mask).voxels;
    // Where the part ends before the ball does, that is what is missing, and no more.
    expect(differing(segments[0]?.mask, ball)).toBe(lost);
  });

  test('elsewhere it is refused; cut by the scan, that is said with its share', async () => {
    const moved = (mm: number): Grid => ({
      size: grid.size,
      voxelToWorld: grid.voxelToWorld.map((v, n) =>
        n === 3 ? v + mm : v,
      ) as unknown as Grid['voxelToWorld'],
    });
    const far = { 'l.nii': labelFile(moved(1000), denseMask(ball)) };
    await expect(placedOn(grid, far)).rejects.toMatchObject({ code: 'segmentation-elsewhere' });
    const { segments, notices } = await placedOn(grid, { 'l.nii': labelFile(moved(70), denseMask(ball)) });
    const share = 1 - (measure(segments[0]?.mask as Mask).voxels * 1) / measure(ball).voxels;
    const cut = notices.find(({ code }) => code === 'segmentation-cut');
    expect(cut?.details).toMatchObject({ share: expect.closeTo(share, 1) });
    expect(share).toBeGreaterThan(0.2);
  });
});

describe('what cannot be shown is refused with the reason', () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  const refusal = (data: Parameters<typeof writeNifti>[0]['data']) =>
    placedOn(grid, { 'l.nii': writeNifti({ size: grid.size, header: gridHeader(grid), data }) }).then(
      () => undefined,
      (error: AppError) => [error.code, error.details] as const,
    );

  test('65,535 labels', async () => {
    const refused = await refusal(Uint16Array.from({ length: count }, (_, n) => n % 65536));
    expect(refused).toEqual(['segmentation-many', { name: 'l.nii', count: 65535, most: 250 }]);
  });

  test('values that are no labels', async () => {
    const values = (value: number) =>
      Float32Array.from({ length: count }, (_, n) => (n === 777 ? value : n % 2));
    for (const value of [-1, 0.5, 65536, 1e9]) {
      expect(await refusal(values(value))).toEqual(['segmentation-values', { name: 'l.nii', value }]);
    }
    // Programs that store labels as float32 are read.
    expect(await refusal(values(2.0001))).toBeUndefined();
  });

  test('nothing at all', async () => {
    expect(await refusal(new Uint8Array(count))).toEqual(['segmentation-empty', { name: 'l.nii' }]);
  });
});

describe('names', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const data = denseMask(bodyOn(grid, BALL.centre, [20, 20, 20]));

  test('are those of an XML label table in the file itself, as TotalSegmentator writes it', async () => {
    const xml =
      '<?xml version="1.0"?><CaretExtension><VolumeInformation Index="0"><LabelTable>' +
      '<Label Key="0" Red="1" Green="1" Blue="1" Alpha="0"><![CDATA[???]]></Label>' +
      '<Label Key="1" Red="1.0" Green="0.5" Blue="0" Alpha="1"><![CDATA[Milz & <b>größe</b>]]></Label>' +
      '</LabelTable></VolumeInformation></CaretExtension>';
    const plain = labelFile(grid, data);
    const text = new TextEncoder().encode(xml.padEnd(16 * Math.ceil((xml.length + 16) / 16) - 8, ' '));
    const bytes = new Uint8Array(plain.length + text.length + 8);
    bytes.set(plain.subarray(0, 352));
    bytes[348] = 1;
    const view = new DataView(bytes.buffer);
    view.setInt32(352, text.length + 8, true);
    view.setInt32(356, 30, true);
    bytes.set(text, 360);
    bytes.set(plain.subarray(352), 360 + text.length);
    view.setFloat32(108, 360 + text.length, true);
    const { segments } = await placedOn(grid, { 'l.nii': bytes });
    expect(segments).toMatchObject([{ label: 1, name: 'Milz & <b>größe</b>', color: [255, 128, 0] }]);
  });

  test('of two tables the one with the map’s own name counts, and of strangers none', async () => {
    const table = (name: string) => `1 1 2 3 1 1 1 "${name}"\n`;
    const map = { 'a_labels.nii': labelFile(grid, data) };
    const named = async (files: Readonly<Record<string, Part>>) =>
      (await placedOn(grid, { ...map, ...files })).segments[0]?.name;
    expect(await named({ 'b.txt': table('wrong'), 'a_labels.txt': table('right') })).toBe('right');
    expect(await named({ 'b.txt': table('one'), 'c.txt': table('two') })).toBeUndefined();
    expect(await named({ 'b.txt': table('only') })).toBe('only');
  });

  test('of any kind are one line of a hundred characters at most, and never break the reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (name) => {
        const line = `1 1 2 3 1 1 1 "${name.replace(/["\r\n]/g, '')}"\n`;
        const { segments } = await placedOn(grid, {
          'l.nii': labelFile(grid, data),
          'l.txt': `2 1 2 3 1 1 1 "x"\n${line}`,
        });
        const own = segments[0]?.name;
        expect([...(own ?? 'x')].length).toBeLessThanOrEqual(100);
        expect(own ?? 'x').not.toMatch(/[\p{Cc}\n]/u);
      }),
      { numRuns: 25 },
    );
  });
});

test('volumes of masks are those of the voxels that bear the label, for label maps of any values', () => {
  const grid = BALL_GRIDS['flipped and anisotropic'] as Grid;
  expect(Math.abs(determinant(grid.voxelToWorld))).toBeCloseTo(10.08, 6);
  const dense = Uint8Array.from(denseMask(bodyOn(grid, BALL.centre, [28, 28, 28])));
  expect(differing(maskOf(grid, dense), bodyOn(grid, BALL.centre, [28, 28, 28]))).toBe(0);
});
