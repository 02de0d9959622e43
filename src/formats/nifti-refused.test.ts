import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#errors.ts';
import { openBytes } from '#testing/open-bytes.ts';
import type { Grid } from '#volume/types.ts';
import { gridHeader, type NiftiHeader } from './nifti-header.ts';
import { writeNifti } from './write-nifti.ts';

const size = [4, 3, 2] as const;
const voxels = Int16Array.from({ length: 24 }, (_, n) => 3 * n - 7);
const grid: Grid = { size, voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] };

/** A valid file with some of its bytes replaced. */
function patched(change: (view: DataView) => void, header: NiftiHeader = gridHeader(grid)) {
  const bytes = writeNifti({ size, header, data: voxels });
  change(new DataView(bytes.buffer));
  return bytes;
}

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<ErrorCode | undefined> {
  try {
    await openBytes('scan.nii', bytes);
  } catch (error) {
    return error instanceof AppError ? error.code : 'internal';
  }
  return undefined;
}

const constant = new Int16Array(24).fill(4);
const nothing = new Float32Array(24).fill(Number.NaN);
const whole = () => writeNifti({ size, header: gridHeader(grid), data: voxels });
const withHeader = (change: Partial<NiftiHeader>) => patched(() => {}, { ...gridHeader(grid), ...change });
const qform = { sformCode: 0 };
const volumes =
  (rank: number, ...more: readonly number[]) =>
  (view: DataView) => {
    view.setInt16(40, rank, true);
    for (const [n, count] of more.entries()) view.setInt16(48 + 2 * n, count, true);
  };

const REFUSED: readonly (readonly [string, ErrorCode, () => Uint8Array])[] = [
  ['nothing', 'not-a-scan', () => new Uint8Array(0)],
  ['text', 'format-unread', () => new TextEncoder().encode('Not a scan at all. '.repeat(40))],
  ['packed text', 'format-unread', () => gzipSync(new TextEncoder().encode('Not a scan. '.repeat(90)))],
  ['an Analyze file', 'format-unread', () => patched((view) => view.setUint32(344, 0))],
  ['the header of a pair alone', 'data-missing', () => patched((view) => view.setUint8(345, 105))],
  ['half a header', 'file-truncated', () => whole().slice(0, 200)],
  ['a voxel too few', 'file-truncated', () => whole().slice(0, -2)],
  ['a packed file cut off', 'file-truncated', () => gzipSync(whole()).slice(0, 120)],
  ['packed, a voxel too few', 'file-truncated', () => gzipSync(whole().slice(0, -2))],
  ['a damaged packed file', 'damaged-gzip', () => gzipSync(whole()).fill(0xff, 10, 40)],
  [
    'a huge size that the bytes could hold',
    'volume-too-large',
    () => {
      const bytes = gzipSync(
        patched((view) =>
          [42, 44, 46].forEach((at) => {
            view.setInt16(at, 2000, true);
          }),
        ),
      );
      // 16 GB of voxels pack into 16 MB at best.
      const padded = new Uint8Array(16e6);
      padded.set(bytes);
      return padded;
    },
  ],
  [
    'a huge size announced',
    'file-truncated',
    () => gzipSync(patched((view) => view.setInt16(42, 32767, true))),
  ],
  [
    'a fourth volume that is not there',
    'file-truncated',
    () =>
      patched((view) =>
        [40, 48].forEach((at) => {
          view.setInt16(at, 4, true);
        }),
      ),
  ],
  ['a flat image', 'volume-not-3d', () => patched((view) => view.setInt16(40, 2, true))],
  ['one slice', 'volume-not-3d', () => patched((view) => view.setInt16(46, 1, true))],
  ['colours', 'volume-datatype', () => patched((view) => view.setInt16(70, 128, true))],
  ['complex numbers', 'volume-datatype', () => patched((view) => view.setInt16(70, 32, true))],
  ['no orientation', 'volume-no-affine', () => withHeader({ sformCode: 0, qformCode: 0 })],
  ['more axes than there can be', 'header-faulty', () => patched((view) => view.setInt16(40, 12, true))],
  ['no step', 'volume-spacing', () => withHeader({ ...qform, pixdim: [1, 0, 1, 1, 1, 1, 1, 1] })],
  [
    'a step that is no number',
    'volume-spacing',
    () => withHeader({ ...qform, pixdim: [1, 1, Number.NaN, 1, 1, 1, 1, 1] }),
  ],
  ['fewer volumes than none', 'volume-not-3d', () => patched(volumes(4, -5))],
  ['more volumes than anybody could choose from', 'volume-not-3d', () => patched(volumes(4, 9000))],
  ['vectors', 'volume-not-3d', () => patched(volumes(5, 1, 3))],
  [
    'a step of ten metres',
    'volume-spacing',
    () => withHeader({ srow: [1e4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }),
  ],
  [
    'a step of a metre',
    'volume-spacing',
    () => withHeader({ srow: [999, 0, 0, 0, 0, 999, 0, 0, 0, 0, 999, 0] }),
  ],
  ['steps of 51 mm', 'volume-spacing', () => withHeader({ srow: [51, 0, 0, 0, 0, 51, 0, 0, 0, 0, 51, 0] })],
  [
    'a step of 5 microns',
    'volume-spacing',
    () => withHeader({ srow: [0.005, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }),
  ],
  [
    'a scan of 100 m',
    'volume-extent',
    () =>
      writeNifti({
        size: [2100, 2, 2],
        header: gridHeader({ size, voxelToWorld: [49, 0, 0, 1, 0, 49, 0, 2, 0, 0, 49, 3] }),
        data: new Int16Array(8400).fill(4, 3),
      }),
  ],
  [
    'an offset of 1e38 mm',
    'volume-position',
    () => withHeader({ srow: [1, 0, 0, 1e38, 0, 1, 0, 0, 0, 0, 1, 0] }),
  ],
  [
    'an offset that is no number',
    'volume-position',
    () => withHeader({ srow: [1, 0, 0, Number.NaN, 0, 1, 0, 0, 0, 0, 1, 0] }),
  ],
  ['a slope of 1e38', 'volume-intensity', () => patched((view) => view.setFloat32(112, 1e38, true))],
  [
    'an intercept of −1e38',
    'volume-intensity',
    () =>
      patched((view) => {
        view.setFloat32(112, 1, true);
        view.setFloat32(116, -1e38, true);
      }),
  ],
  ['a slope of 1e-30', 'volume-intensity', () => patched((view) => view.setFloat32(112, 1e-30, true))],
  [
    'axes in one plane',
    'volume-affine-singular',
    () => withHeader({ srow: [1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] }),
  ],
  [
    'all voxels the same',
    'volume-constant',
    () => writeNifti({ size, header: gridHeader(grid), data: constant }),
  ],
  [
    'no finite voxel',
    'volume-not-finite',
    () => writeNifti({ size, header: gridHeader(grid), data: nothing }),
  ],
];

test.each(REFUSED)('a file that cannot be used is refused: %s, %s', async (_, code, make) => {
  expect(await refusal(new Uint8Array(make()))).toBe(code);
});
