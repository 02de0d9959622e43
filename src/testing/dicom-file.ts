/** A value of an attribute: text, numbers in the width of its type, bytes, or the items of a sequence. */
type Value = string | readonly number[] | Uint8Array | readonly DicomAttributes[];

/** Attributes of a file by tag and type, such as '0028,0010 US'; in any order. */
export type DicomAttributes = Readonly<Record<string, Value>>;

const LONG = ['OB', 'OW', 'OF', 'SQ', 'UN', 'UT'];
const WIDTHS: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, FD: 8 };

/** A DICOM file, explicit and little endian, with its preamble. `fragments` takes the place of the pixels. */
export function dicomFile(
  attributes: DicomAttributes,
  {
    syntax = '1.2.840.10008.1.2.1',
    fragments,
  }: { readonly syntax?: string; readonly fragments?: readonly Uint8Array[] } = {},
): Uint8Array<ArrayBuffer> {
  const meta = elements({ '0002,0010 UI': syntax });
  const body = elements(attributes);
  const tail = fragments ? encapsulated(fragments) : [];
  const start = new Uint8Array(132);
  start.set(ascii('DICM'), 128);
  return joined([start, ...meta, ...body, ...tail]);
}

function elements(attributes: DicomAttributes): readonly Uint8Array[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => {
      const [tag = '', type = ''] = key.split(' ');
      const [group = 0, element = 0] = tag.split(',').map((part) => Number.parseInt(part, 16));
      const content = contentOf(type, value);
      return [header(group, element, type, content.length), content];
    });
}

function header(group: number, element: number, type: string, length: number): Uint8Array {
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

function contentOf(type: string, value: Value): Uint8Array {
  if (typeof value === 'string') return evened(ascii(value), type === 'UI' ? 0 : 32);
  if (value instanceof Uint8Array) return evened(value, 0);
  if (type === 'SQ') return joined((value as readonly DicomAttributes[]).flatMap(item));
  return numbers(type, value as readonly number[]);
}

function item(attributes: DicomAttributes): readonly Uint8Array[] {
  const content = joined(elements(attributes));
  return [marker(0xe000, content.length), content];
}

function encapsulated(fragments: readonly Uint8Array[]): readonly Uint8Array[] {
  const pixels = header(0x7fe0, 0x10, 'OB', 0xffffffff);
  const items = fragments
    .map((each) => evened(each, 0))
    .flatMap((each) => [marker(0xe000, each.length), each]);
  return [pixels, marker(0xe000, 0), ...items, marker(0xe0dd, 0)];
}

function marker(element: number, length: number): Uint8Array {
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

function evened(bytes: Uint8Array, filler: number): Uint8Array {
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
