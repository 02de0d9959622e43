import 'dicom-parser';

declare module 'dicom-parser' {
  /** It has one, and its own declarations leave out that it can be made. */
  class DataSet {
    constructor(parser: ByteArrayParser, bytes: Uint8Array, elements: Record<string, Element>);
  }
}
