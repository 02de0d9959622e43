import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import fixture from '#testing/fixtures/geometry.json';
import { openBytes } from '#testing/open-bytes.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { Affine, Grid } from '#volume/types.ts';
import { gridHeader, headerAffine, type NiftiHeader } from './nifti-header.ts';
import { type Gzip, type NiftiImage, writeNifti, writeNiftiGz } from './write-nifti.ts';

const gzip: Gzip = async (bytes) => new Uint8Array(gzipSync(bytes, { mtime: 0 }));

const size = [4, 3, 2] as const;
const voxels = Int16Array.from({ length: 24 }, (_, n) => 3 * n - 7);
const grid: Grid = { size, voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] };

/** A valid file with some of its bytes replaced. */
function patched(change: (view: DataView) => void, header: NiftiHeader = gridHeader(grid)) {
  const bytes = writeNifti({ size, header, data: voxels });
  change(new DataView(bytes.buffer));
  return bytes;
}

function packed(image: NiftiImage) {
  return new Uint8Array(gzipSync(writeNifti(image)));
}

function float32(values: readonly number[]) {
  return values.map(Math.fround);
}

describe('what nibabel says of a header', () => {
  test.each(fixture.headers)('is what the reader says: $name', async ({ file, affine, axes }) => {
    const { volume } = await openBytes(
      'x',
      Uint8Array.from(atob(file), (c) => c.charCodeAt(0)),
    );
    // 1e-6 mm: both compute in doubles from the same float32 fields.
    volume.grid.voxelToWorld.forEach((value, n) => {
      expect(value).toBeCloseTo(affine[n] ?? Number.NaN, 6);
    });
    expect(axisCodes(volume.grid.voxelToWorld)).toBe(axes);
    expect(volume.grid.size).toEqual([2, 3, 4]);
    // numpy's arange(24) with the last axis fastest: stored value = 12 i + 4 j + k.
    expect([...volume.data].slice(0, 4)).toEqual([0, 12, 4, 16]);
  });
});

describe('a file written from a header', () => {
  test.each(fixture.headers)(
    'has the same geometry fields, number for number: $name',
    async ({ file, name }) => {
      const original = await openBytes(
        'x',
        Uint8Array.from(atob(file), (c) => c.charCodeAt(0)),
      );
      const mask = new Uint8Array(24).fill(1, 3, 9);
      const again = await openBytes('y', packed({ size: [2, 3, 4], header: original.header, data: mask }));
      if (name.startsWith('NIfTI-2')) {
        // NIfTI-2 keeps doubles; a NIfTI-1 file can only hold them rounded.
        expect(again.header.srow).toEqual(float32(original.header.srow));
        expect(again.header.quaternion).toEqual(float32(original.header.quaternion));
      } else {
        expect(again.header).toEqual(original.header);
        expect(again.volume.grid).toEqual(original.volume.grid);
      }
      expect([...again.volume.data]).toEqual([...mask]);
    },
  );

  test('keeps the unit of the input', async () => {
    const microns: Grid = { size, voxelToWorld: [-2e3, 0, 0, 1e4, 0, 3e3, 0, 2e4, 0, 0, 4e3, 3e4] };
    const header = { ...gridHeader(microns), xyztUnits: 3 };
    expect((await openBytes('x', writeNifti({ size, header, data: voxels }))).header.xyztUnits).toBe(3);
  });

  test('carries slope, intercept and description, and nothing else readable', async () => {
    const bytes = writeNifti({
      size,
      header: gridHeader(grid),
      data: voxels,
      slope: 2,
      intercept: -5,
      description: 'made here',
    });
    expect((await openBytes('x', bytes)).volume).toMatchObject({ slope: 2, intercept: -5 });
    const text = String.fromCharCode(...bytes.subarray(0, 352)).replaceAll(/[^ -~]+/g, ' ');
    expect(text).toContain('made here');
    expect(bytes.subarray(228, 252).every((byte) => byte === 0)).toBe(true);
  });

  test('is the same every time', async () => {
    const image = { size, header: gridHeader(grid), data: voxels };
    expect(await writeNiftiGz(image, gzip)).toEqual(await writeNiftiGz(image, gzip));
  });
});

describe('a header for a grid', () => {
  const turned = fixture.headers.map(({ affine, name }) => ({ name, affine: affine as unknown as Affine }));

  test.each(turned)('says the same by qform and by sform: $name', ({ affine }) => {
    const header = gridHeader({ size, voxelToWorld: affine });
    expect([header.qformCode, header.sformCode]).toEqual([1, 1]);
    const byQform = headerAffine({ ...header, sformCode: 0 });
    // 1e-4 mm: a comes from b, c, d and loses half of its digits near 0.
    affine.forEach((value, n) => {
      expect(byQform?.[n]).toBeCloseTo(value, 4);
    });
  });

  test('has no qform where the axes are not orthogonal', async () => {
    const header = gridHeader({ size, voxelToWorld: [1, 0, 0, 0, 0, 1, 0.2, 0, 0, 0, 1, 0] });
    expect(header.qformCode).toBe(0);
  });
});

describe('units', () => {
  test.each([
    ['metres', 1, 1000],
    ['millimetres', 2, 1],
    ['microns', 3, 0.001],
    ['unknown, taken for millimetres', 0, 1],
    ['millimetres and seconds', 10, 1],
  ])('%s become millimetres', async (_, xyztUnits, mm) => {
    const unscaled = gridHeader({ size, voxelToWorld: [-2 / mm, 0, 0, 0, 0, 3 / mm, 0, 0, 0, 0, 4 / mm, 0] });
    const { volume } = await openBytes(
      'x',
      writeNifti({ size, header: { ...unscaled, xyztUnits }, data: voxels }),
    );
    spacing(volume.grid.voxelToWorld).forEach((step, axis) => {
      expect(step).toBeCloseTo([2, 3, 4][axis] ?? 0, 5);
    });
  });
});

describe('voxels', () => {
  test.each([
    ['int8', 256, (view: DataView, n: number) => view.setInt8(352 + n, n - 9)],
    ['uint16', 512, (view: DataView, n: number) => view.setUint16(352 + 2 * n, n + 65000 - 9, true)],
    ['int32', 8, (view: DataView, n: number) => view.setInt32(352 + 4 * n, n - 9, true)],
    ['float64', 64, (view: DataView, n: number) => view.setFloat64(352 + 8 * n, n - 9, true)],
    ['int64', 1024, (view: DataView, n: number) => view.setBigInt64(352 + 8 * n, BigInt(n - 9), true)],
  ])('stored as %s are read', async (name, code, set) => {
    const bytes = new Uint8Array(352 + 24 * 8);
    bytes.set(patched((view) => view.setInt16(70, code, true)).subarray(0, 352));
    for (let n = 0; n < 24; n++) set(new DataView(bytes.buffer), n);
    const shift = name === 'uint16' ? 65000 : 0;
    expect([...(await openBytes('x', bytes)).volume.data]).toEqual(
      Array.from({ length: 24 }, (_, n) => n - 9 + shift),
    );
  });

  test('without a usable slope are taken as they are', async () => {
    for (const slope of [0, Number.NaN]) {
      const bytes = patched((view) => view.setFloat32(112, slope, true));
      expect((await openBytes('x', bytes)).volume).toMatchObject({ slope: 1, intercept: 0 });
    }
  });

  test('that are not finite take the smallest finite value, and the file stays as it was', async () => {
    const data = Float32Array.from({ length: 24 }, (_, n) => n + 5);
    data[3] = Number.NaN;
    data[7] = Number.POSITIVE_INFINITY;
    const bytes = writeNifti({ size, header: gridHeader(grid), data });
    const before = bytes.slice();
    const { volume } = await openBytes('x', bytes);
    expect([volume.data[3], volume.data[7], volume.data[0]]).toEqual([5, 5, 5]);
    expect(bytes).toEqual(before);
  });

  test('on a fourth axis of one sample are a volume', async () => {
    const bytes = patched((view) => view.setInt16(40, 4, true));
    expect((await openBytes('x', bytes)).volume.grid.size).toEqual([4, 3, 2]);
  });

  test('give the same id from a packed and an unpacked file, and another id when one of them changes', async () => {
    const image = { size, header: gridHeader(grid), data: voxels };
    const { id } = (await openBytes('a', writeNifti(image))).volume;
    expect((await openBytes('b', packed(image))).volume.id).toBe(id);
    const other = await openBytes(
      'a',
      patched((view) => view.setInt16(352 + 20, 1, true)),
    );
    expect(other.volume.id).not.toBe(id);
  });
});
