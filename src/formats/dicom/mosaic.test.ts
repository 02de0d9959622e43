import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listScans, openListed } from '#formats/list-scans.ts';
import { blobFile } from '#formats/scan-file.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import type { Vec3, Volume } from '#volume/types.ts';
import { csaValues } from './csa-header.ts';
import type { Dataset } from './dataset.ts';
import { mosaicOf } from './mosaic.ts';

const fixture = (name: string) => {
  const bytes = readFileSync(new URL(`../../testing/fixtures/mosaic/${name}`, import.meta.url));
  return blobFile(name, new Blob([Uint8Array.from(bytes)]));
};

const valueAt = ({ data, grid: { size } }: Volume, [i, j, k]: Vec3) => data[(k * size[1] + j) * size[0] + i];

/** How far the voxels of `one` lie from those of `other`, in voxels, and how many are not equal. */
function difference(one: Volume, other: Volume) {
  const inverse = worldToVoxel(other.grid);
  let [far, unequal] = [0, 0];
  const [ni, nj, nk] = one.grid.size;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const at = toVoxel(inverse, toWorld(one.grid.voxelToWorld, [i, j, k]));
        const near = at.map(Math.round) as unknown as Vec3;
        far = Math.max(far, ...at.map((x, axis) => Math.abs(x - (near[axis] ?? 0))));
        if (valueAt(one, [i, j, k]) !== valueAt(other, near)) unequal += 1;
      }
    }
  }
  return { far, unequal };
}

describe('a mosaic of Siemens', () => {
  // Written by pydicom on oblique axes; converted by dcm2niix, and nibabel has the same grid and values.
  test.each(['mr-mosaic', 'mr-mosaic-reversed'])(
    '%s: its time points are the volumes of dcm2niix',
    async (name) => {
      const { scans } = await listScans([fixture(`${name}.zip`)]);
      const { scans: right } = await listScans([fixture(`${name}.nii.gz`)]);
      expect(scans.map(({ found }) => found.name)).toEqual(['MR series 5 volume 1', 'MR series 5 volume 2']);
      for (const [n, scan] of scans.entries()) {
        const wanted = right[n];
        if (!wanted) throw new Error('dcm2niix has two');
        const [own, theirs] = [await openListed(scan), await openListed(wanted)];
        const { far, unequal } = difference(own.volume, theirs.volume);
        // Of texts with eight digits, and a float32 header.
        expect(far).toBeLessThan(1e-4);
        expect(unequal).toBe(0);
        expect(scan.found.segmentation).toBeUndefined();
      }
    },
  );
});

/** A header of Siemens' form with these entries. */
function csa(entries: Readonly<Record<string, readonly string[]>>): Uint8Array {
  const parts: number[] = [...text('SV10', 4), 4, 3, 2, 1, ...long(Object.keys(entries).length), ...long(77)];
  for (const [name, values] of Object.entries(entries)) {
    parts.push(
      ...text(name, 64),
      ...long(values.length),
      ...text('IS', 4),
      ...long(6),
      ...long(values.length),
    );
    parts.push(...long(77));
    for (const value of values) {
      const length = value.length + 1;
      parts.push(...long(length), ...long(length), ...long(77), ...long(length));
      parts.push(...text(value, Math.ceil(length / 4) * 4));
    }
  }
  return Uint8Array.from(parts);
}

const text = (value: string, length: number) =>
  Array.from({ length }, (_, n) => (n < value.length ? value.charCodeAt(n) : 0));
const long = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

const HEADER = csa({ First: ['a', 'bcde'], None: [], NumberOfImagesInMosaic: ['36'] });

test('entries of the private header are found by name', () => {
  expect(csaValues(HEADER, 'First')).toEqual(['a', 'bcde']);
  expect(csaValues(HEADER, 'None')).toEqual([]);
  expect(csaValues(HEADER, 'NumberOfImagesInMosaic')).toEqual(['36']);
  expect(csaValues(HEADER, 'Other')).toBeUndefined();
});

test('whatever is cut or changed in it, reading ends and throws nothing', () => {
  for (let length = 0; length < HEADER.length; length++) csaValues(HEADER.subarray(0, length), 'Other');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(HEADER.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
      const bytes = HEADER.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      csaValues(bytes, 'NumberOfImagesInMosaic');
    }),
    { numRuns: 500 },
  );
});

test('where the header does not tell how slices lie, or numbers them so that they may be turned, nothing is guessed', () => {
  const told = {
    NumberOfImagesInMosaic: ['9'],
    SliceNormalVector: ['0', '0', '1'],
    ProtocolSliceNumber: ['0'],
  };
  const dataset = (entries: Readonly<Record<string, readonly string[]>>, stepMm: number | undefined) =>
    ({
      code: () => 'SIEMENS CSA HEADER',
      bytes: () => csa(entries),
      number: () => stepMm,
    }) as unknown as Dataset;
  expect(mosaicOf(dataset(told, 3))).toEqual({ count: 9, normal: [0, 0, 1], stepMm: 3 });
  expect(mosaicOf(dataset(told, undefined))).toBeUndefined();
  expect(mosaicOf(dataset({ ...told, ProtocolSliceNumber: ['8'] }, 3))).toBeUndefined();
  expect(mosaicOf(dataset({ ...told, SliceNormalVector: ['0', '0'] }, 3))).toBeUndefined();
  expect(mosaicOf(dataset({ ...told, SliceNormalVector: ['0', '0', '0'] }, 3))).toBeUndefined();
  expect(mosaicOf(dataset({ ...told, NumberOfImagesInMosaic: ['4.5'] }, 3))).toBeUndefined();
});
