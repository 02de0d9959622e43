import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { bytesOf, metaImage, mgh, nrrd, type Written } from '#testing/write-formats.ts';
import type { Affine } from '#volume/types.ts';
import { listScans, openListed } from './list-scans.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

const open = (name: string, bytes: Uint8Array) =>
  openScan([blobFile(name, new Blob([new Uint8Array(bytes)]))]);

/** Opens all that is found; what is refused is refused with a code of ours. */
async function isHarmless(bytes: Uint8Array): Promise<boolean> {
  try {
    const { scans } = await listScans([blobFile('x', new Blob([new Uint8Array(bytes)]))]);
    for (const scan of scans.slice(0, 2)) await openListed(scan);
    return true;
  } catch (error) {
    return error instanceof AppError && error.code !== 'internal';
  }
}

const text = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0) & 255);

/** Turned about three axes, any spacing that scanners have, sheared a little, mirrored or not. */
const affine = fc
  .tuple(
    fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }))),
    fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.3, max: 12, noNaN: true }))),
    fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -900, max: 900, noNaN: true }))),
    fc.boolean(),
  )
  .map(([[a = 0, b = 0, c = 0], [p = 1, q = 1, r = 1], [x = 0, y = 0, z = 0], isMirrored]): Affine => {
    const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
    const [cc, sc] = [Math.cos(c), Math.sin(c)];
    const m = isMirrored ? -1 : 1;
    return [
      ...([m * p * cb * cc, q * (sa * sb * cc - ca * sc), r * (ca * sb * cc + sa * sc), x] as const),
      ...([m * p * cb * sc, q * (sa * sb * sc + ca * cc), r * (ca * sb * sc - sa * cc), y] as const),
      ...([m * p * -sb, q * sa * cb, r * ca * cb, z] as const),
    ];
  });

const scan = fc
  .tuple(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 2, max: 5 }))), affine)
  .chain(([[i = 2, j = 2, k = 2], voxelToWorld]) =>
    fc.int16Array({ minLength: i * j * k, maxLength: i * j * k }).map((data): Written => {
      // All alike is refused.
      data[0] = data[1] === 7 ? 8 : 7;
      return { grid: { size: [i, j, k], voxelToWorld }, data };
    }),
  );

const WAYS: readonly (readonly [string, (scan: Written) => Uint8Array])[] = [
  ['NIfTI', ({ grid, data }) => writeNifti({ size: grid.size, header: gridHeader(grid), data })],
  ['NRRD', (one) => nrrd(one, { space: 'LAS', littleEndian: false }).header],
  ['NRRD, gzip', (one) => nrrd(one, { space: 'RAS', encoding: 'gzip' }).header],
  ['NRRD, text', (one) => nrrd(one, { encoding: 'ascii' }).header],
  ['MetaImage', (one) => metaImage(one, { littleEndian: false }).header],
  ['MetaImage, zlib', (one) => metaImage(one, { encoding: 'zlib' }).header],
  ['MetaImage, text', (one) => metaImage(one, { encoding: 'text' }).header],
  ['MGH', mgh],
];

test.each(WAYS)('%s: what is written is read, for any grid and any voxels', async (_, write) => {
  await fc.assert(
    fc.asyncProperty(scan, async (one) => {
      const { volume } = await open('x', write(one));
      expect(volume.grid.size).toEqual(one.grid.size);
      expect([...bytesOf({ grid: one.grid, data: Int16Array.from(volume.data) })]).toEqual([...bytesOf(one)]);
      for (const [n, mm] of volume.grid.voxelToWorld.entries()) {
        // float32 at 900 mm is 3e-5 mm apart.
        expect(Math.abs(mm - (one.grid.voxelToWorld[n] ?? Number.NaN))).toBeLessThan(2e-4);
      }
    }),
    { seed: 1, numRuns: 40 },
  );
});

const MAGIC: readonly (readonly [string, Uint8Array])[] = [
  ['nothing known', new Uint8Array()],
  ['NIfTI-1', Uint8Array.of(92, 1, 0, 0)],
  ['NIfTI-2, big-endian', Uint8Array.of(0, 0, 2, 28)],
  ['NRRD', text('NRRD0004\n')],
  ['MetaImage', text('ObjectType = Image\nNDims = 3\n')],
  ['MGH', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4)],
  ['gzip', Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3)],
  ['zip', text('PK\x03\x04')],
];

test.each(MAGIC)('any bytes behind the beginning of a format are harmless: %s', async (_, magic) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 700, size: 'max' }), async (rest) => {
      const bytes = new Uint8Array(magic.length + rest.length);
      bytes.set(magic);
      bytes.set(rest, magic.length);
      expect(await isHarmless(bytes)).toBe(true);
    }),
    { seed: 2, numRuns: 60 },
  );
});

const one: Written = {
  grid: { size: [4, 3, 2], voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] },
  data: Int16Array.from({ length: 24 }, (_, n) => 3 * n - 7),
};

test.each(WAYS)('%s: any bytes of the header set to anything are harmless', async (_, write) => {
  const sound = write(one);
  const at = fc.nat(Math.min(400, sound.length - 1));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 6 }), async (edits) => {
      const bytes = sound.slice();
      for (const [place, value] of edits) bytes[place] = value;
      expect(await isHarmless(bytes)).toBe(true);
    }),
    { seed: 3, numRuns: 60 },
  );
});

test.each([
  ['NRRD', nrrd(one).header, ':'],
  ['MetaImage', metaImage(one).header, '='],
] as const)('%s: any text as the value of any field is harmless', async (_, bytes, separator) => {
  const lines = String.fromCharCode(...bytes).split('\n');
  const fields = lines.flatMap((line, n) => (n < 12 && line.includes(separator) ? [n] : []));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), fc.string({ maxLength: 60 }), async (n, value) => {
      const line = lines[n] ?? '';
      const changed = lines.with(n, `${line.slice(0, line.indexOf(separator))}${separator} ${value}`);
      expect(await isHarmless(text(changed.join('\n')))).toBe(true);
    }),
    { seed: 4, numRuns: 150 },
  );
});
