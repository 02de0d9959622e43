import parser, { type DataSet } from 'dicom-parser';
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

/** The attributes that `bytes` begin with, written as `syntax` has them, up to the pixels. @throws what the parser throws. */
export function parsed(bytes: Uint8Array, syntax: string): DataSet {
  const options = { untilTag: TAG.pixels };
  if (syntax === IMPLICIT) return parser.parseDicom(bytes, { ...options, TransferSyntaxUID: syntax });
  const stream = new TypedStream(bytes, syntax === BIG_ENDIAN);
  const dataset = new parser.DataSet(stream.byteArrayParser, bytes, {});
  parser.parseDicomDataSetExplicit(dataset, stream, bytes.length, options);
  return dataset;
}
