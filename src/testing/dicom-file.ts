import {
  type DicomAttributes,
  dicomBytes,
  elementHeader,
  evened,
  itemMarker,
} from '#formats/dicom/write-file.ts';

export type { DicomAttributes } from '#formats/dicom/write-file.ts';

/** A DICOM file, explicit and little endian, with its preamble. `fragments` takes the place of the pixels. */
export function dicomFile(
  attributes: DicomAttributes,
  {
    syntax = '1.2.840.10008.1.2.1',
    fragments,
  }: { readonly syntax?: string; readonly fragments?: readonly Uint8Array[] } = {},
): Uint8Array<ArrayBuffer> {
  return dicomBytes({ '0002,0010 UI': syntax }, attributes, fragments ? encapsulated(fragments) : []);
}

function encapsulated(fragments: readonly Uint8Array[]): readonly Uint8Array[] {
  const pixels = elementHeader(0x7fe0, 0x10, 'OB', 0xffffffff);
  const items = fragments
    .map((each) => evened(each, 0))
    .flatMap((each) => [itemMarker(0xe000, each.length), each]);
  return [pixels, itemMarker(0xe000, 0), ...items, itemMarker(0xe0dd, 0)];
}
