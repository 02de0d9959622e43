import { constants, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError, type ErrorCode } from '#errors.ts';
import { oneBitFlipped } from '#testing/flips.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { VoxelData } from '#volume/types.ts';
import { InflateWindow } from './inflate-window.ts';
import { gridHeader } from './nifti-header.ts';
import { openScan } from './open-scan.ts';
import type { OpenedScan } from './reader.ts';
import { blobFile } from './scan-file.ts';
import { writeNifti } from './write-nifti.ts';

const grid = phantomGrid('oblique', 9);
let plain: Uint8Array<ArrayBuffer>;
let voxels: VoxelData;
beforeAll(() => {
  const { volume } = makePhantom({ seed: 3, grid });
  voxels = volume.data;
  plain = writeNifti({ size: grid.size, header: gridHeader(grid), data: Int16Array.from(voxels) });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The test runner compares arrays of this length one by one, for seconds. */
function isSame(one: VoxelData, other: VoxelData): boolean {
  return one.length === other.length && one.every((value, n) => value === other[n]);
}

function open(...parts: readonly Uint8Array[]): Promise<OpenedScan> {
  return openScan([blobFile('scan.nii.gz', new Blob(parts.map((part) => new Uint8Array(part))))]);
}

async function refusal(...parts: readonly Uint8Array[]): Promise<ErrorCode | 'opened'> {
  try {
    await open(...parts);
    return 'opened';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('one bit turned over in a packed scan', () => {
  // Deflated, and in stored blocks, where no code word could notice.
  test.each([
    ['deflated', 6],
    ['stored', 0],
  ])('is refused wherever it is: %s', async (_, level) => {
    const codes = new Map<string, number>();
    for (const bytes of oneBitFlipped(gzipSync(plain, { level }), 40)) {
      const code = await refusal(bytes);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect([...codes.keys()].filter((code) => !['damaged-gzip', 'file-truncated'].includes(code))).toEqual(
      [],
    );
    // A few make the packed bytes seem cut off; the others are said to be damaged.
    expect(codes.get('damaged-gzip')).toBeGreaterThanOrEqual(30);
  });

  test('in the second of two members is refused, and so is one in the first', async () => {
    const [one, two] = [gzipSync(plain.subarray(0, 5000)), gzipSync(plain.subarray(5000))];
    for (const bytes of oneBitFlipped(one, 5)) expect(await refusal(bytes, two)).not.toBe('opened');
    for (const bytes of oneBitFlipped(two, 5)) expect(await refusal(one, bytes)).not.toBe('opened');
  });
});

describe('a packed scan is read, voxel for voxel', () => {
  test.each([
    ['in one member', () => [gzipSync(plain)]],
    [
      'in several, as bgzip writes it',
      () => [0, 1, 2, 3].map((n) => gzipSync(plain.subarray(n * 9000, n < 3 ? (n + 1) * 9000 : undefined))),
    ],
    ['with zeros behind it, as on a tape', () => [gzipSync(plain), new Uint8Array(700)]],
    ['with one byte behind it', () => [gzipSync(plain), Uint8Array.of(0)]],
    ['with text behind it', () => [gzipSync(plain), new TextEncoder().encode('and something else')]],
    ['with more packed behind its last voxel', () => [gzipSync(new Uint8Array([...plain, ...plain]))]],
  ])('%s', async (_, parts) => {
    const { volume, facts } = await open(...parts());
    expect(isSame(volume.data, voxels)).toBe(true);
    expect(facts.notices).toEqual([]);
  });
});

test.each([
  ['in the header', 40],
  ['in the packed voxels', 4000],
])('a packed scan that is cut off is said to be: %s', async (_, end) => {
  expect(await refusal(gzipSync(plain).subarray(0, end))).toBe('file-truncated');
});

test('a packed scan that lacks a part of its checksum is refused', async () => {
  for (let end = 1; end <= 8; end++) {
    expect(await refusal(gzipSync(plain).subarray(0, -end))).toMatch(/damaged-gzip|file-truncated/);
  }
});

describe('a bomb', () => {
  const GIGABYTE = 2 ** 30;
  let zeros: Uint8Array;
  beforeAll(() => {
    // A quarter of a gigabyte, four times, as one member each.
    const quarter = gzipSync(new Uint8Array(GIGABYTE / 4), { level: constants.Z_BEST_SPEED });
    zeros = Buffer.concat([quarter, quarter, quarter, quarter]);
  });

  /** What is inflated while `work` runs, and how many packed bytes the platform's inflater is given. */
  async function counted(work: () => Promise<unknown>) {
    const count = { inflated: 0, given: 0 };
    const take = InflateWindow.prototype.take;
    vi.spyOn(InflateWindow.prototype, 'take').mockImplementation(function (this: InflateWindow, chunk) {
      count.inflated += chunk.length;
      take.call(this, chunk);
    });
    const { write } = WritableStreamDefaultWriter.prototype;
    vi.spyOn(WritableStreamDefaultWriter.prototype, 'write').mockImplementation(function (
      this: never,
      chunk,
    ) {
      count.given += chunk.length;
      return write.call(this, chunk);
    });
    await work();
    return count;
  }

  test('that holds no scan is refused after its first few bytes', async () => {
    const { inflated, given } = await counted(async () => expect(await refusal(zeros)).toBe('not-a-scan'));
    // 4 KB of packed bytes at a time.
    expect(inflated).toBeLessThan(5 * 2 ** 20);
    expect(given).toBe(0);
  });

  test('behind a whole scan is not inflated, and the page says that the checksum was not compared', async () => {
    const packed = gzipSync(Buffer.concat([plain, new Uint8Array(GIGABYTE / 4)]));
    const { inflated, given } = await counted(async () => {
      const { volume, facts } = await open(packed);
      expect(isSame(volume.data, voxels)).toBe(true);
      expect(facts.notices.map(({ code }) => code)).toEqual(['gzip-unchecked']);
    });
    // 16 MB beyond the scan, and what a step of 32 KB more may become.
    expect(inflated).toBeLessThan(16 * 2 ** 20 + 34 * 2 ** 20 + 5 * 2 ** 20 + plain.length);
    expect(given).toBeLessThan(200_000);
  });

  test('in members behind a whole scan is not inflated either', async () => {
    const { inflated } = await counted(async () => {
      const { facts } = await open(gzipSync(plain), zeros);
      expect(facts.notices.map(({ code }) => code)).toEqual(['gzip-unchecked']);
    });
    expect(inflated).toBeLessThan(60 * 2 ** 20);
  });
});
