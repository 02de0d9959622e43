import { AppError } from '#errors.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import { Dataset } from './dataset.ts';
import type { PixelPlace } from './image.ts';
import { inflatedRest } from './inflated-rest.ts';
import { parsed } from './parsed.ts';
import { BIG_ENDIAN, DEFLATED, EXPLICIT, IMPLICIT } from './syntaxes.ts';
import { TAG } from './tags.ts';

const PREAMBLE = 132;
const FIRST_READ = 16 << 10;
/** What lies before the pixels is read whole, and no header is longer than this. */
const MOST_HEADER = 128 << 20;

/** A file up to its pixels. */
export interface Header {
  readonly dataset: Dataset;
  /** UID of its transfer syntax. */
  readonly syntax: string;
  /** The file, or what is packed in it: offsets count in this one. */
  readonly content: ScanContent;
  /** Where the pixels lie; their length is undefined where they are in fragments. */
  readonly pixels: Pick<PixelPlace, 'offset' | 'length' | 'inWords'> | undefined;
}

/** Where the attributes begin, and how they are written. */
interface Start {
  readonly offset: number;
  readonly syntax: string;
  /** Nobody has said so: it was seen. */
  readonly isSeen: boolean;
}

const TYPES = /^(?:AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UI|UL|US)$/;

/** Whether a file begins as DICOM does, with its preamble or without. */
export function isDicom(head: Uint8Array): boolean {
  return hasPreamble(head) || (head.length >= 16 && (isMeta(head) || bareSyntax(head, 0) !== undefined));
}

/**
 * The header of `content`, which `isDicom`: read from the beginning, more of it as long as the pixels have not come.
 * @throws AppError 'dicom-damaged' where it cannot be understood to the end.
 */
export async function readHeader(content: ScanContent): Promise<Header> {
  const { name } = content;
  for (let length = FIRST_READ; length <= MOST_HEADER; length *= 8) {
    const bytes = await content.start(length);
    const isAll = bytes.length < length;
    const outcome = await understood(content, bytes);
    if ('dataset' in outcome && (outcome.pixels || isAll)) return outcome;
    if (isAll) {
      throw new AppError(
        'dicom-damaged',
        { name, fault: 'header-broken' },
        'cause' in outcome ? outcome : undefined,
      );
    }
  }
  throw new AppError('dicom-damaged', { name, fault: 'header-endless' });
}

async function understood(
  content: ScanContent,
  bytes: Uint8Array,
): Promise<Header | { readonly cause: unknown }> {
  try {
    const start = startOf(bytes);
    if (start.syntax === DEFLATED) {
      const packed = inflatedRest(content, start.offset);
      return parse(packed, await packed.start(4 * bytes.length), { ...start, offset: 0 }, EXPLICIT);
    }
    try {
      return parse(content, bytes, start, start.syntax);
    } catch (error) {
      // Some files are written in the other way than they say.
      const seen = bareSyntax(bytes, start.offset);
      if (start.isSeen || seen === undefined || isAlike(seen, start.syntax)) throw error;
      return parse(content, bytes, start, seen);
    }
  } catch (cause) {
    return { cause };
  }
}

const isAlike = (seen: string, said: string) => (seen === IMPLICIT) === (said === IMPLICIT);

function parse(
  content: ScanContent,
  bytes: Uint8Array,
  { offset, syntax }: Start,
  writtenAs: string,
): Header {
  const dataset = new Dataset(parsed(bytes.subarray(offset), writtenAs));
  const place = dataset.place(TAG.pixels);
  const isByte = (dataset.short(TAG.bitsAllocated) ?? 0) <= 8;
  const inWords = writtenAs === BIG_ENDIAN && place?.type === 'OW' && isByte;
  const pixels = place && { offset: place.offset + offset, length: place.length, inWords };
  return { dataset, syntax, content, pixels };
}

function startOf(bytes: Uint8Array): Start {
  if (!hasPreamble(bytes) && !isMeta(bytes)) {
    return { offset: 0, syntax: bareSyntax(bytes, 0) ?? EXPLICIT, isSeen: true };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = hasPreamble(bytes) ? PREAMBLE : 0;
  let syntax: string | undefined;
  // Group 2 is always explicit and little endian.
  while (at + 12 <= bytes.length && view.getUint16(at, true) === 2) {
    const isLong = /^(?:OB|OW|OF|SQ|UN|UT)$/.test(ascii(bytes, at + 4, 2));
    const length = isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const value = at + (isLong ? 12 : 8);
    if (view.getUint16(at + 2, true) === 0x10) syntax = ascii(bytes, value, length).replace(/[\0 ]+$/, '');
    at = value + length;
  }
  return syntax
    ? { offset: at, syntax, isSeen: false }
    : { offset: at, syntax: bareSyntax(bytes, at) ?? EXPLICIT, isSeen: true };
}

const hasPreamble = (bytes: Uint8Array) => ascii(bytes, 128, 4) === 'DICM';

/** The preamble was left out, and the meta header was not. */
function isMeta(bytes: Uint8Array): boolean {
  return bytes[0] === 2 && bytes[1] === 0 && (bytes[2] ?? 1) % 16 === 0 && TYPES.test(ascii(bytes, 4, 2));
}

/** The syntax of attributes that begin `at`, with group 8 as all images do; undefined where none do. */
function bareSyntax(bytes: Uint8Array, at: number): string | undefined {
  if (bytes.length < at + 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  const isTyped = TYPES.test(ascii(bytes, at + 4, 2));
  if (view.getUint16(0) === 8 && view.getUint16(2) < 0x100) return isTyped ? BIG_ENDIAN : undefined;
  if (view.getUint16(0, true) !== 8 || view.getUint16(2, true) >= 0x100) return undefined;
  if (isTyped) return EXPLICIT;
  const length = view.getUint32(4, true);
  return length < 256 && length % 2 === 0 ? IMPLICIT : undefined;
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
