/** A value of an attribute: text, numbers in the width of its type, bytes as they are, or the items of a sequence. */
export type DicomValue = string | readonly number[] | Uint8Array | readonly DicomAttributes[];

/** Attributes of a file by tag and type, such as '0028,0010 US'; in any order. Text is written as UTF-8. */
export type DicomAttributes = Readonly<Record<string, DicomValue>>;

/** Types whose length takes four bytes. */
const LONG = ['OB', 'OW', 'OF', 'SQ', 'UN', 'UT', 'UC', 'UR', 'OD', 'OV', 'SV', 'UV'];
/** Bytes of a number; what is not here has two. */
const WIDTHS: Readonly<Record<string, number>> = { UL: 4, SL: 4, FD: 8 };
/** Types that are filled up to an even length with zeros; others with spaces. */
const ZERO_FILLED = ['UI', 'OB', 'OW', 'UN'];

const EXPLICIT = '1.2.840.10008.1.2.1';

/** A DICOM file, explicit and little endian, with its preamble. `tail`: what follows the attributes, such as pixels in fragments. */
export function dicomBytes(
  meta: DicomAttributes,
  attributes: DicomAttributes,
  tail: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> {
  const start = new Uint8Array(132);
  start.set(ascii('DICM'), 128);
  const group = joined(elements({ '0002,0010 UI': EXPLICIT, ...meta }));
  const length = joined(elements({ '0002,0000 UL': [group.length] }));
  return joined([start, length, group, ...elements(attributes), ...tail]);
}

function elements(attributes: DicomAttributes): readonly Uint8Array[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => {
      const [tag = '', type = ''] = key.split(' ');
      const [group = 0, element = 0] = tag.split(',').map((part) => Number.parseInt(part, 16));
      const content = contentOf(type, value);
      return [elementHeader(group, element, type, content.length), content];
    });
}

/** What stands before a value, in explicit little endian. */
export function elementHeader(group: number, element: number, type: string, length: number): Uint8Array {
  const isLong = LONG.includes(type);
  const bytes = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, element, true);
  bytes.set(ascii(type), 4);
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return bytes;
}

function contentOf(type: string, value: DicomValue): Uint8Array {
  const filler = ZERO_FILLED.includes(type) ? 0 : 32;
  if (typeof value === 'string') return evened(new TextEncoder().encode(value), filler);
  if (value instanceof Uint8Array) return evened(value, filler);
  if (type === 'SQ') return joined((value as readonly DicomAttributes[]).flatMap(item));
  return numbers(type, value as readonly number[]);
}

function item(attributes: DicomAttributes): readonly Uint8Array[] {
  const content = joined(elements(attributes));
  return [itemMarker(0xe000, content.length), content];
}

/** The beginning or the end of an item. */
export function itemMarker(element: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, element, true);
  view.setUint32(4, length, true);
  return bytes;
}

function numbers(type: string, values: readonly number[]): Uint8Array {
  const width = WIDTHS[type] ?? 2;
  const bytes = new Uint8Array(width * values.length);
  const view = new DataView(bytes.buffer);
  for (const [n, value] of values.entries()) {
    if (width === 8) view.setFloat64(8 * n, value, true);
    else if (width === 4) view.setUint32(4 * n, value, true);
    else view.setUint16(2 * n, value & 0xffff, true);
  }
  return bytes;
}

/** Values have an even number of bytes. */
export function evened(bytes: Uint8Array, filler: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : joined([bytes, Uint8Array.of(filler)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
