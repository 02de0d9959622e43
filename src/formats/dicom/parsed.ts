import parser, { type DataSet, type Element } from 'dicom-parser';
import { BIG_ENDIAN, IMPLICIT } from './syntaxes.ts';
import { TAG } from './tags.ts';

/** Types whose length takes four bytes, as that of OB does, and which the parser does not know. Source: DICOM PS3.5, 7.1.2. */
const WIDE = ['OV', 'SV', 'UV'];

class TypedStream extends parser.ByteStream {
  constructor(bytes: Uint8Array, isBigEndian: boolean) {
    super(isBigEndian ? parser.bigEndianByteArrayParser : parser.littleEndianByteArrayParser, bytes, 0);
    const read = this.readFixedString.bind(this);
    this.readFixedString = (length) => {
      const text = read(length);
      return WIDE.includes(text) ? 'OB' : text;
    };
  }
}

/**
 * The items in `bytes`, the value of an attribute whose type a program on the way did not know (UN), if it is a sequence: implicit and
 * little endian, whatever the file is. Source: DICOM PS3.5, 6.2.2.
 */
export function unknownItems(bytes: Uint8Array | undefined): Element['items'] {
  const isSequence = bytes && [0xfe, 0xff, 0x00, 0xe0].every((byte, n) => bytes[n] === byte);
  if (!isSequence) return undefined;
  const whole = new Uint8Array(8 + bytes.length);
  new DataView(whole.buffer).setUint32(4, bytes.length, true);
  whole.set(bytes, 8);
  const stream = new parser.ByteStream(parser.littleEndianByteArrayParser, whole, 0);
  const dataset = new parser.DataSet(stream.byteArrayParser, whole, {});
  parser.parseDicomDataSetImplicit(dataset, stream, whole.length, { untilTag: '' });
  return Object.values(dataset.elements)[0]?.items;
}

/** The attributes that `bytes` begin with, written as `syntax` has them, up to the pixels. @throws what the parser throws. */
export function parsed(bytes: Uint8Array, syntax: string): DataSet {
  const options = { untilTag: TAG.pixels };
  if (syntax === IMPLICIT) return parser.parseDicom(bytes, { ...options, TransferSyntaxUID: syntax });
  const stream = new TypedStream(bytes, syntax === BIG_ENDIAN);
  const dataset = new parser.DataSet(stream.byteArrayParser, bytes, {});
  parser.parseDicomDataSetExplicit(dataset, stream, bytes.length, options);
  return dataset;
}
