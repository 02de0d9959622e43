import type { UnreadKind } from '#errors.ts';

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

/** In the order in which they are tried; text comes last, for some scans have a header of text. */
const UNREAD: readonly UnreadFormat[] = [
  magic('NumPy', 'bare', '\x93NUMPY'),
  magic('HDF5 or MINC', 'scan', '\x89HDF'),
  magic('NetCDF or MINC', 'scan', 'CDF'),
  { name: 'Analyze 7.5', kind: 'bare', recognises: isAnalyze },
  { name: 'AFNI', kind: 'scan', recognises: (head) => /^type\s*=\s*\w+-attribute/m.test(text(head)) },
  magic('zip', 'archive', 'PK\x03\x04'),
  magic('7z', 'archive', '7z\xbc\xaf'),
  magic('rar', 'archive', 'Rar!'),
  magic('tar', 'archive', 'ustar', 257),
  magic('bzip2', 'archive', 'BZh'),
  magic('xz', 'archive', '\xfd7zXZ'),
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
