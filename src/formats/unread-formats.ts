import type { UnreadKind } from '#errors.ts';
import { latin1 } from './header-text.ts';

/** A format that is known by its content and not read: it gets a sentence of its own. */
interface UnreadFormat {
  readonly name: string;
  readonly kind: UnreadKind;
  recognises(head: Uint8Array): boolean;
}

/** A format whose files begin with `bytes`, or have them at `offset`. Text stands for its ASCII codes. */
function magic(name: string, kind: UnreadKind, bytes: string, offset = 0): UnreadFormat {
  const recognises = (head: Uint8Array) =>
    [...bytes].every((character, n) => head[offset + n] === character.charCodeAt(0));
  return { name, kind, recognises };
}

/** A format whose files begin with text that fits `pattern`, whatever follows it. */
function words(name: string, kind: UnreadKind, pattern: RegExp): UnreadFormat {
  return { name, kind, recognises: (head) => pattern.test(latin1(head.subarray(0, 512))) };
}

/** In the order in which they are tried; text comes last, for some scans have a header of text. */
const UNREAD: readonly UnreadFormat[] = [
  magic('NumPy', 'bare', '\x93NUMPY'),
  magic('HDF5 or MINC', 'scan', '\x89HDF'),
  magic('NetCDF or MINC', 'scan', 'CDF'),
  words('MATLAB', 'bare', /^MATLAB [\d.]+ MAT-file/),
  words('Philips PAR/REC', 'scan', /^# === DATA DESCRIPTION FILE/),
  words('MRtrix', 'scan', /^mrtrix image\s/),
  words('VTK', 'scan', /^# vtk DataFile[\s\S]*STRUCTURED_POINTS|<VTKFile[^>]*type="ImageData"/),
  words('Interfile', 'scan', /^\s*!?\s*INTERFILE\s*:=/i),
  words('Bruker ParaVision', 'scan', /^##TITLE\s*=\s*Parameter List/),
  words('NIfTI in text', 'scan', /^\s*<nifti_image/),
  words('DICOM in JSON', 'scan', /^\s*\[?\s*\{\s*"0008[\dA-F]{4}"\s*:\s*\{\s*"vr"/i),
  words('Zarr', 'scan', /^\s*\{[\s\S]*"(?:zarr_format|multiscales)"/),
  magic('ECAT', 'scan', 'MATRIX7'),
  magic('Scanco ISQ', 'scan', 'CTDATA-HEADER_V1'),
  ...['\x2a\xe3\x89\xb8', '\xef\xff\xe9\xb0'].map((bytes) => magic('GIPL', 'scan', bytes, 252)),
  { name: 'Analyze 7.5', kind: 'bare', recognises: isAnalyze },
  { name: 'AFNI', kind: 'scan', recognises: (head) => /^type\s*=\s*\w+-attribute/m.test(text(head)) },
  magic('zip', 'archive', 'PK\x03\x04'),
  magic('7z', 'archive', '7z\xbc\xaf'),
  magic('rar', 'archive', 'Rar!'),
  magic('tar', 'archive', 'ustar', 257),
  magic('bzip2', 'archive', 'BZh'),
  magic('xz', 'archive', '\xfd7zXZ'),
  // Within another gzip, for one is undone.
  magic('gzip', 'archive', '\x1f\x8b'),
  magic('compress', 'archive', '\x1f\x9d'),
  magic('lz4', 'archive', '\x04"M\x18'),
  magic('lzma', 'archive', ']\0\0'),
  magic('zstd', 'archive', '\x28\xb5\x2f\xfd'),
  magic('PNG', 'picture', '\x89PNG'),
  magic('JPEG', 'picture', '\xff\xd8\xff'),
  magic('JPEG 2000', 'picture', '\x00\x00\x00\x0cjP'),
  magic('GIF', 'picture', 'GIF8'),
  magic('TIFF', 'picture', 'II*\0'),
  magic('TIFF', 'picture', 'MM\0*'),
  magic('BMP', 'picture', 'BM'),
  magic('WebP', 'picture', 'WEBP', 8),
  magic('video or HEIC', 'picture', 'ftyp', 4),
  magic('PDF', 'document', '%PDF'),
  words('HTML', 'document', /^\s*<(?:!DOCTYPE html|html)[\s>]/i),
  words('Git LFS', 'document', /^version https:\/\/git-lfs\./),
  words('git-annex', 'document', /^\S*\/annex\/objects\//),
  { name: 'text', kind: 'document', recognises: isText },
];

/** The format of a file that begins with `head`, if it is one that is known and not read. */
export function unreadFormat(head: Uint8Array): Pick<UnreadFormat, 'name' | 'kind'> | undefined {
  return UNREAD.find(({ recognises }) => recognises(head));
}

/** A header of NIfTI's length without NIfTI's sign, or none of its own. */
function isAnalyze(head: Uint8Array): boolean {
  if (head.length < 348) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getInt32(0, true) === 348 || view.getInt32(0, false) === 348;
}

function isText(head: Uint8Array): boolean {
  const start = head.subarray(0, 512);
  return start.length > 0 && start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

function text(head: Uint8Array): string {
  return isText(head) ? String.fromCharCode(...head.subarray(0, 512)) : '';
}
