import { blobFile, type ScanFile } from '#formats/scan-file.ts';
import { type DicomAttributes, dicomFile } from './dicom-file.ts';

const COLUMNS = 4;
const ROWS = 3;

export interface SliceOptions {
  /** Added to those of a plain slice, or in their place. */
  readonly attributes?: DicomAttributes;
  /** Stored numbers, 4 × 3; unless given, other ones in each slice. */
  readonly pixels?: readonly number[];
}

/** The stored numbers of slice `n` unless others are given: no two pixels of a series are alike. */
export function slicePixels(n: number): readonly number[] {
  return Array.from({ length: COLUMNS * ROWS }, (_, at) => 1000 + 20 * n + at);
}

/** The attributes of slice `n` of a CT series: 4 × 3 pixels of 0.5 mm across and 2 mm down, slices 3 mm apart, from −30 mm on. */
export function sliceAttributes(
  n: number,
  { attributes = {}, pixels = slicePixels(n) }: SliceOptions = {},
): DicomAttributes {
  return {
    '0008,0016 UI': '1.2.840.10008.5.1.4.1.1.2',
    '0008,0018 UI': `1.2.3.${n + 1}`,
    '0008,0060 CS': 'CT',
    '0020,000e UI': '1.2.3',
    '0020,0011 IS': '7',
    '0020,0013 IS': String(n + 1),
    '0020,0032 DS': `-10\\-20\\${3 * n - 30}`,
    '0020,0037 DS': '1\\0\\0\\0\\1\\0',
    '0028,0002 US': [1],
    '0028,0004 CS': 'MONOCHROME2',
    '0028,0010 US': [ROWS],
    '0028,0011 US': [COLUMNS],
    '0028,0030 DS': '2\\0.5',
    '0028,0100 US': [16],
    '0028,0101 US': [16],
    '0028,0102 US': [15],
    '0028,0103 US': [0],
    '0028,1052 DS': '-1024',
    '0028,1053 DS': '1',
    '7fe0,0010 OW': pixels,
    ...attributes,
  };
}

export function sliceFile(n: number, options?: SliceOptions, name = `slice-${n}`): ScanFile {
  return blobFile(name, new Blob([dicomFile(sliceAttributes(n, options))]));
}

/** A series of `count` slices; `each` says what is special about one. */
export function seriesFiles(
  count: number,
  each: (n: number) => SliceOptions = () => ({}),
): readonly ScanFile[] {
  return Array.from({ length: count }, (_, n) => sliceFile(n, each(n)));
}
