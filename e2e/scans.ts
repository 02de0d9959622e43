import { gzipSync } from 'node:zlib';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { Grid, WorldBox } from '#volume/types.ts';

/** A file as Playwright hands it to an `<input type="file">`. */
export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const upload = (name: string, bytes: Uint8Array): Upload => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** A block of the phantom's right flank, with most of the liver and the right kidney; small enough for seconds. */
const FLANK: WorldBox = { from: [-5, -100, -60], to: [145, 90, 80] };

/** A phantom scan that the model reads in one or two windows. */
export function smallPhantom(name = 'small.nii.gz', spacingMm = 4, box = FLANK): Upload {
  const grid = phantomGrid('las', spacingMm, box);
  const { volume } = makePhantom({ seed: 7, grid });
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data: Int16Array.from(volume.data) });
  return upload(name, gzipSync(bytes));
}

const GRID: Grid = { size: [8, 8, 8], voxelToWorld: [2, 0, 0, -8, 0, 2, 0, -8, 0, 0, 2, -8] };

function ramp(): Int16Array {
  return Int16Array.from({ length: 512 }, (_, n) => n - 256);
}

/** A readable file of 8 × 8 × 8 voxels, its header bent by `bend`. */
function bent(name: string, bend: (header: DataView) => void, data = ramp()): Upload {
  const bytes = writeNifti({ size: GRID.size, header: gridHeader(GRID), data });
  bend(new DataView(bytes.buffer));
  return upload(name, bytes);
}

/** A packed scan of which one bit of the checksum is wrong. */
function flipped(name: string): Upload {
  const { buffer, ...rest } = smallPhantom(name);
  const at = buffer.length - 8;
  buffer[at] = (buffer[at] ?? 0) ^ 1;
  return { ...rest, buffer };
}

const DIM = 40;
const PIXDIM = 76;
const QFORM_CODE = 252;
const SROW = 280;

/** One file for each way in which a file can be wrong, with a part of what the page says about it. */
export const BAD_FILES: readonly { readonly what: string; readonly file: Upload; readonly says: RegExp }[] = [
  {
    what: 'a picture',
    file: upload('holiday.png', Buffer.from('\x89PNG and then some pixels', 'latin1')),
    says: /“holiday\.png” is a picture \(PNG\).*Open the scan that it was made from/,
  },
  {
    what: 'a DICOM file that breaks off',
    file: upload('IM0001', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM and its tags')])),
    says: /“IM0001” is a damaged DICOM file.*Copy the series/,
  },
  {
    what: 'a gzip with one bit turned over',
    file: flipped('flipped.nii.gz'),
    says: /“flipped\.nii\.gz” is damaged.*Copy or download it again/,
  },
  {
    what: 'a truncated gzip',
    file: { ...smallPhantom('cut.nii.gz'), buffer: smallPhantom().buffer.subarray(0, 20_000) },
    says: /“cut\.nii\.gz” ends before.*open/,
  },
  {
    what: 'a 4D series of which there is one volume',
    file: bent('series.nii', (header) => {
      header.setInt16(DIM, 4, true);
      header.setInt16(DIM + 8, 5, true);
    }),
    says: /“series\.nii” ends before all of its voxels are there.*Copy/,
  },
  {
    what: 'a 2D image',
    file: bent('slice.nii', (header) => {
      header.setInt16(DIM, 2, true);
      header.setInt16(DIM + 6, 1, true);
    }),
    says: /“slice\.nii” holds .*Save a single 3D volume/,
  },
  {
    what: 'zero spacing',
    file: bent('flat.nii', (header) => {
      header.setFloat32(PIXDIM + 4, 0, true);
      for (let n = 0; n < 3; n++) header.setFloat32(SROW + 16 * n, 0, true);
    }),
    says: /“flat\.nii” gives a voxel size of 0 × 2 × 2 mm.*Correct/,
  },
  {
    what: 'spacing that is not a number',
    file: bent('nan.nii', (header) => {
      header.setFloat32(PIXDIM + 4, Number.NaN, true);
      header.setFloat32(SROW, Number.NaN, true);
    }),
    says: /“nan\.nii” gives a voxel size of NaN.*Correct/,
  },
  {
    what: 'voxels of a metre',
    file: bent('metres.nii', (header) => {
      for (let n = 0; n < 3; n++) header.setFloat32(SROW + 20 * n, 999, true);
    }),
    says: /“metres\.nii” gives a voxel size of 999 × 999 × 999 mm.*Correct/,
  },
  {
    what: 'no orientation',
    file: bent('lost.nii', (header) => {
      header.setInt16(QFORM_CODE, 0, true);
      header.setInt16(QFORM_CODE + 2, 0, true);
    }),
    says: /“lost\.nii” does not say how it lies in the patient.*Save it with its orientation/,
  },
  {
    what: 'one value everywhere',
    file: bent('blank.nii', () => {}, new Int16Array(512).fill(7)),
    says: /Every voxel of “blank\.nii” has the same value \(7\).*Open/,
  },
];
