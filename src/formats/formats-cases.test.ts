/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import type { Volume } from '#volume/types.ts';
import { listScans, openListed } from './list-scans.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';

// Files that others' programs wrote; what they should become follows from the phantom's formula, checked by two readers each.
const folder = new URL('../testing/fixtures/formats/', import.meta.url);

const file = (name: string, at: string) =>
  blobFile(at, new Blob([readFileSync(new URL(`${name}/${at}`, folder))]));
const names = (name: string) => readdirSync(new URL(`${name}/`, folder));
const input = (name: string) =>
  names(name)
    .filter((each) => !each.startsWith('expected'))
    .map((each) => file(name, each));

/** Every voxel of `volume` by its place, to a hundredth of a millimetre. */
function placed({ grid, data, slope, intercept }: Volume): Map<string, number> {
  const { size, voxelToWorld: m } = grid;
  const found = new Map<string, number>();
  for (const [n, value] of data.entries()) {
    const point = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / size[0] / size[1])];
    const mm = [0, 4, 8].map(
      (row) => (m[row + 3] ?? 0) + point.reduce((sum, at, axis) => sum + at * (m[row + axis] ?? 0), 0),
    );
    found.set(mm.map((each) => Math.round(each * 50)).join(), value * slope + intercept);
  }
  return found;
}

/** How many voxels lie elsewhere or have another value. */
function differences(one: Volume, other: Volume): number {
  const [found, wanted] = [placed(one), placed(other)];
  let count = Math.abs(found.size - wanted.size);
  for (const [place, value] of found) {
    const isSame = (at: string) => Math.abs((wanted.get(at) ?? Number.NaN) - value) <= 0.5;
    // Rounding may fall on an edge.
    if (!isSame(place) && !neighbours(place).some(isSame)) count += 1;
  }
  return count;
}

function neighbours(place: string): readonly string[] {
  const at = place.split(',').map(Number);
  const steps = [-1, 0, 1];
  return steps.flatMap((a) =>
    steps.flatMap((b) => steps.map((c) => [(at[0] ?? 0) + a, (at[1] ?? 0) + b, (at[2] ?? 0) + c].join())),
  );
}

const read = readdirSync(folder).filter((name) => names(name).includes('expected.nii.gz'));

test.each(read)('%s becomes what it should', async (name) => {
  const { volume } = await openScan(input(name));
  const { volume: expected } = await openScan([file(name, 'expected.nii.gz')]);
  expect(differences(volume, expected)).toBe(0);
});

test('of a 4D file each volume can be chosen, and none is opened unasked', async () => {
  await expect(openScan(input('nifti-4d'))).rejects.toMatchObject({
    code: 'several-scans',
    details: { count: 3 },
  });
  const { scans } = await listScans(input('nifti-4d'));
  for (const [n, scan] of scans.entries()) {
    const { volume } = await openListed(scan);
    const { volume: expected } = await openScan([file('nifti-4d', `expected-${n + 1}.nii.gz`)]);
    expect(differences(volume, expected)).toBe(0);
    expect(scan.found.summary.part).toEqual({ kind: 'volume', n: n + 1, of: 3 });
  }
  expect(new Set(scans.map(({ found }) => found.name)).size).toBe(3);
});

test.each([
  ['nrrd-rgb', 'volume-datatype'],
  ['nrrd-no-space', 'volume-no-affine'],
])('%s is refused', async (name, code) => {
  expect(await openScan(input(name)).catch(toWire)).toMatchObject({ code });
});
