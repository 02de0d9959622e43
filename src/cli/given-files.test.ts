import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { openScan } from '#formats/open-scan.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { oneBitFlipped } from '#testing/flips.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { givenFiles } from './given-files.ts';

/** Sixteen-bit voxels of 2 × 3 × 4, packed within a file. */
const ramp = new Uint8Array(Int16Array.from({ length: 24 }, (_, n) => 100 * n - 900).buffer);
const NRRD = `NRRD0004
type: short
dimension: 3
sizes: 2 3 4
space: left-posterior-superior
space directions: (1,0,0) (0,-2,0) (0,0,3)
space origin: (0,0,0)
endian: little
encoding: gzip

`;
const METAIMAGE = `ObjectType = Image
NDims = 3
DimSize = 2 3 4
TransformMatrix = -1 0 0 0 1 0 0 0 1
Offset = 5 6 7
ElementSpacing = 1 2 3
ElementType = MET_SHORT
BinaryDataByteOrderMSB = False
CompressedData = True
ElementDataFile = LOCAL
`;

const grid = phantomGrid('oblique', 9);
let folder: string;
let plain: Uint8Array<ArrayBuffer>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-given-'));
  const { volume } = makePhantom({ seed: 3, grid });
  plain = writeNifti({ size: grid.size, header: gridHeader(grid), data: Int16Array.from(volume.data) });
});
afterAll(() => rmSync(folder, { recursive: true }));

function opened(bytes: Uint8Array, signal?: AbortSignal) {
  const path = join(folder, 'scan.nii.gz');
  writeFileSync(path, bytes);
  return openScan(givenFiles([path]), signal ? { signal } : {});
}

async function refusal(bytes: Uint8Array): Promise<string> {
  return opened(bytes).then(
    () => 'opened',
    (error) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('a packed scan on disk', () => {
  test.each<[string, () => Uint8Array]>([
    ['in one member', () => gzipSync(plain)],
    ['in two', () => Buffer.concat([gzipSync(plain.subarray(0, 9000)), gzipSync(plain.subarray(9000))])],
    ['with bytes behind it', () => Buffer.concat([gzipSync(plain), Buffer.from('and something else')])],
    ['with zeros behind it', () => Buffer.concat([gzipSync(plain), new Uint8Array(700)])],
  ])('%s is read voxel for voxel', async (_, packed) => {
    const { volume, facts } = await opened(packed());
    const { data } = volume;
    const offset = plain.length - data.byteLength;
    const stored = Buffer.from(plain.buffer, plain.byteOffset + offset, data.byteLength);
    expect(Buffer.from(data.buffer, data.byteOffset, data.byteLength).equals(stored)).toBe(true);
    expect(facts.notices).toEqual([]);
  });

  test('that was cut off or changed is refused', async () => {
    const packed = gzipSync(plain);
    expect(await refusal(packed.subarray(0, packed.length / 2))).toBe('file-truncated');
    for (const bytes of oneBitFlipped(packed, 12))
      expect(await refusal(bytes)).toMatch(/damaged-gzip|file-truncated/);
  });

  test('is given up when somebody asks for that', async () => {
    const stop = new AbortController();
    const opening = opened(gzipSync(plain), stop.signal);
    stop.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
  });

  test.each([
    ['scan.nii.gz', () => gzipSync(plain)],
    ['scan.nrrd', () => Buffer.concat([Buffer.from(NRRD), gzipSync(ramp)])],
    ['scan.mha', () => Buffer.concat([Buffer.from(METAIMAGE), deflateSync(ramp)])],
  ])('is inflated by Node itself, not by its slower streams: %s', async (name, packed) => {
    const platform = vi.fn();
    vi.stubGlobal('DecompressionStream', platform);
    const path = join(folder, name);
    writeFileSync(path, packed());
    const { volume } = await openScan(givenFiles([path]));
    vi.unstubAllGlobals();
    expect(volume.data.length).toBe(name.endsWith('.gz') ? grid.size[0] * grid.size[1] * grid.size[2] : 24);
    expect(platform).not.toHaveBeenCalled();
  });

  test('is inflated in pieces that are larger than a stream of the platform’s gives', async () => {
    const bytes = new Uint8Array(3 << 20);
    const path = join(folder, 'packed.gz');
    writeFileSync(path, gzipSync(bytes));
    const [file] = givenFiles([path]);
    const { readable, writable } = file?.openInflate?.('gzip') ?? new DecompressionStream('gzip');
    const writing = writable.getWriter();
    void writing.write(new Uint8Array(gzipSync(bytes))).then(() => writing.close());
    const sizes: number[] = [];
    for await (const piece of readable) sizes.push(piece.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
    expect(Math.max(...sizes)).toBeGreaterThan(500_000);
  });
});

describe('links in a folder', () => {
  const at = (path: string) => join(folder, path);
  const found = (path: string) =>
    givenFiles([at(path)]).map((file) => `${file.folder}/${file.name} ${file.size}`);
  beforeAll(() => {
    for (const path of ['linked/inner/store', 'elsewhere/deep']) mkdirSync(at(path), { recursive: true });
    writeFileSync(at('linked/own'), '1');
    writeFileSync(at('linked/inner/store/0a1b'), '22');
    writeFileSync(at('elsewhere/one'), '333');
    writeFileSync(at('elsewhere/deep/two'), '4444');
  });

  test('lead to files under the link’s name, and nothing is found twice', () => {
    symlinkSync(at('elsewhere/one'), at('linked/ct'));
    // As git-annex has it: what is called 0a1b is kept beside, and its name is the link’s.
    symlinkSync('store/0a1b', at('linked/inner/mr'));
    symlinkSync(at('elsewhere/deep'), at('linked/more'));
    expect(found('linked')).toEqual([
      'linked/ct 3',
      'linked/inner/mr 2',
      'linked/more/two 4',
      'linked/own 1',
    ]);
  });

  test('that lead back, or into what is found anyway, end', () => {
    const before = found('linked');
    symlinkSync('..', at('linked/inner/back'));
    symlinkSync(folder, at('linked/above'));
    symlinkSync('inner', at('linked/again'));
    // From elsewhere back into this folder, and by another link to the same place.
    symlinkSync(at('linked'), at('elsewhere/deep/home'));
    symlinkSync(at('elsewhere/deep'), at('linked/twice'));
    expect(found('linked')).toEqual(before);
  });

  test('of which a later one leads to a folder about another’s, have what lies beside that one', () => {
    for (const path of ['both', 'patient/ct']) mkdirSync(at(path), { recursive: true });
    writeFileSync(at('patient/ct/one'), '1');
    writeFileSync(at('patient/two'), '22');
    symlinkSync(at('patient/ct'), at('both/a'));
    symlinkSync(at('patient'), at('both/b'));
    expect(found('both')).toEqual(['both/a/one 1', 'both/b/two 2']);
  });

  test('that lead nowhere are said to be unreadable', async () => {
    mkdirSync(at('lost'));
    symlinkSync(at('nowhere'), at('lost/ct.nii.gz'));
    symlinkSync('round', at('lost/round'));
    expect(found('lost')).toEqual(['lost/ct.nii.gz 0', 'lost/round 0']);
    await expect(openScan(givenFiles([at('lost')]))).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { name: 'ct.nii.gz', reason: 'there is no such file' },
    });
  });
});

test.each([
  ['scan.mhd', ['scan.mhd', 'scan.raw']],
  ['Scan2.NHDR', ['Scan2.NHDR', 'scan2.raw.gz']],
  ['pair.hdr', ['pair.hdr', 'pair.img']],
  ['whole.nii', ['whole.nii']],
])('with the header %s comes what lies beside it under its name, once', (header, names) => {
  const own = mkdtempSync(join(folder, 'beside-'));
  // A header of text names its voxels.
  for (const name of [...names, 'other.raw', 'scan.txt', 'whole.img'])
    writeFileSync(join(own, name), name === header ? (names[1] ?? '') : '');
  const found = (...given: readonly string[]) => givenFiles(given.map((name) => join(own, name)));
  expect(found(header).map(({ name }) => name)).toEqual(names);
  expect(found(...names).map(({ name }) => name)).toEqual(names);
});

test('what lies beside a header and is not named in it is left where it is, and a folder’s own files stay its own', () => {
  const own = mkdtempSync(join(folder, 'named-'));
  writeFileSync(join(own, 's.mhd'), 'ElementDataFile = s.raw\n');
  for (const name of ['s.raw', 's.zraw']) writeFileSync(join(own, name), '');
  expect(givenFiles([join(own, 's.mhd')]).map(({ name }) => name)).toEqual(['s.mhd', 's.raw']);
  const both = givenFiles([own, join(own, 's.raw')]);
  expect(both.filter(({ folder: within }) => within !== '').map(({ name }) => name)).toEqual([
    's.mhd',
    's.raw',
    's.zraw',
  ]);
});
