import { AppError } from '#errors.ts';
import { foundVolumes, plainBytes, sizeOf, type VoxelBytes } from './found-volumes.ts';
import { listEach } from './list-each.ts';
import { isNifti, isPair, type NiftiFields, readFields } from './nifti-fields.ts';
import { extensionNames } from './nifti-labels.ts';
import { placeOf } from './nifti-place.ts';
import type { FoundScan, Reader } from './reader.ts';
import { fileBeside, type ScanContent } from './scan-content.ts';

/** Behind the header and the four bytes that say whether anything else comes before the voxels. */
const DATA_AFTER = 4;

/**
 * NIfTI-1 and -2, in one file or as header and image, either endianness, any real datatype up to 64 bits, one volume or
 * several. The affine is nibabel's: sform, else qform; `placeOf` says what is mended.
 * Codes that it sets apart: 'file-truncated', 'damaged-gzip', 'data-missing', 'volume-not-3d', 'volume-datatype',
 * 'volume-too-large', 'volume-no-affine', and what `checkGrid` refuses.
 */
export const niftiReader: Reader = {
  recognises: isNifti,
  list: (own, options) => listEach(own, options, (content) => findNifti(content, options.all)),
};

function findNifti(content: ScanContent, all: readonly ScanContent[]): readonly FoundScan[] {
  const { name } = content;
  const fields = readFields(name, content.head);
  const { shape, datatype, littleEndian } = fields;
  // More axes than there can be, or none.
  if (shape.length === 0) throw new AppError('header-faulty', { name, field: 'dim', fault: 'numbers' });
  const size = sizeOf(name, shape);
  const { voxelToWorld, header, notices } = placeOf(name, fields.header, size);
  const hasScale = Number.isFinite(fields.slope) && fields.slope !== 0;
  return foundVolumes(
    {
      ...{ name, shape, datatype, littleEndian, header, notices },
      grid: { size, voxelToWorld },
      labelNames: () => extensionNames(content, fields.voxelOffset),
      slope: hasScale ? fields.slope : 1,
      // One that is no number is refused with the intensities.
      intercept: hasScale ? fields.intercept : 0,
    },
    bytesOf(content, fields, all),
  );
}

function bytesOf(content: ScanContent, fields: NiftiFields, all: readonly ScanContent[]): VoxelBytes {
  const { name } = content;
  const stated = Math.floor(fields.voxelOffset);
  // In one file none lie within the header; zero is what programs write that do not say it.
  const isWithin = !isPair(content.head) && stated > 0 && stated < fields.headerBytes;
  if (!(stated >= 0 && Number.isSafeInteger(stated)) || isWithin) {
    throw new AppError('header-faulty', { name, field: 'vox_offset', fault: 'no-place' });
  }
  if (!isPair(content.head)) return plainBytes(content, stated || fields.headerBytes + DATA_AFTER);
  const stem = name.replace(/(?:\.hdr)?(?:\.gz)?$/i, '');
  const image = [`${stem}.img`, `${stem}.img.gz`].map((each) => fileBeside(content, each, all)).find(Boolean);
  if (!image) throw new AppError('data-missing', { name, missing: `${stem}.img` });
  return plainBytes(image, stated, [content, image]);
}
