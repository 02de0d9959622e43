import type { ArchiveFault, DicomFault, HeaderFault } from '#errors.ts';

/** Why an archive is not read; `file` is the one in it that is meant. */
export const archiveFaults: Readonly<Record<ArchiveFault, (file: string | undefined) => string>> = {
  'list-broken': () => 'its list of contents is damaged or cut off',
  'list-too-long': () => 'it lists more files than any study has',
  'list-contradicts': () => 'its list of contents contradicts what is in it',
  locked: () => 'it is locked with a password',
  packing: () => 'it is packed in an unusual way',
  'file-misplaced': () => 'a file in it is not where it should be',
  'file-broken': (file) => `${file === undefined ? 'a file' : `“${file}”`} in it is damaged`,
};

/** What is wrong with a field of a header; so many numbers belong there. */
export const headerFaults: Readonly<Record<HeaderFault, (count: number | undefined) => string>> = {
  missing: () => 'it is missing',
  endless: () => 'the header has none',
  numbers: (count) => (count === undefined ? 'numbers are needed' : `${count} numbers are needed`),
  'no-number': () => 'one of them is no number',
  vectors: () => 'a vector for each axis is needed',
  endian: () => 'little or big is needed',
  differing: () => 'they differ',
  unit: () => 'such a unit of length is not known',
  'no-file': () => 'no file is named',
  'no-place': () => 'it is no place in a file',
  'no-rotation': () => 'it is no rotation',
};

/** What is wrong with a DICOM file. */
export const dicomFaults: Readonly<Record<DicomFault, string>> = {
  'header-broken': 'its header is broken or cut off',
  'header-endless': 'its header does not end',
  unpackable: 'it cannot be unpacked',
  'no-size': 'it does not say how large its picture is',
  bits: 'its bits do not fit together',
  'picture-size': 'its picture has another size than it says',
  'picture-unpackable': 'its picture cannot be unpacked',
  'pictures-apart': 'its pictures cannot be told apart',
  'pixels-misplaced': 'its pixels are not where they should be',
  'no-meaning': 'it does not say what its pixels mean',
};

/** What was being done, by the engine's stages and the reader. */
export const stageNames: Readonly<Record<string, string>> = {
  download: 'downloading the model',
  verify: 'checking the model',
  compile: 'preparing the model',
  preprocess: 'preparing the scan',
  encode: 'reading features',
  'read-prompt': 'reading the prompt',
  decode: 'outlining',
  slice: 'outlining',
  postprocess: 'putting the outline on the scan’s grid',
  read: 'reading the scan',
};
