export type Coding = 'native' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/** How a file is written: what its transfer syntax says. */
export interface Syntax {
  readonly uid: string;
  readonly isBigEndian: boolean;
  /** Everything after the meta header is packed. */
  readonly isDeflated: boolean;
  readonly coding: Coding;
}

export const IMPLICIT = '1.2.840.10008.1.2';
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';

/** By the end of the UID, after 1.2.840.10008.1.2. Source: DICOM PS3.6, table A-1. */
const CODINGS: Readonly<Record<string, Coding>> = {
  '': 'native',
  '.1': 'native',
  '.2': 'native',
  '.1.99': 'native',
  '.5': 'rle',
  '.4.50': 'jpeg',
  '.4.51': 'jpeg',
  '.4.57': 'jpeg-lossless',
  '.4.70': 'jpeg-lossless',
  '.4.80': 'jpeg-ls',
  '.4.81': 'jpeg-ls',
  '.4.90': 'jpeg-2000',
  '.4.91': 'jpeg-2000',
  '.4.201': 'htj2k',
  '.4.202': 'htj2k',
  '.4.203': 'htj2k',
};

/** Undefined for a way of writing that is not read: video, JPEG XL, JPIP and whatever is private. */
export function syntaxOf(uid: string): Syntax | undefined {
  const coding = uid.startsWith(IMPLICIT) ? CODINGS[uid.slice(IMPLICIT.length)] : undefined;
  if (!coding) return undefined;
  return { uid, isBigEndian: uid === BIG_ENDIAN, isDeflated: uid === DEFLATED, coding };
}
