import type { DicomKind } from '#errors.ts';
import type { Dataset } from './dataset.ts';
import { first, within } from './sources.ts';
import { TAG } from './tags.ts';

const DIRECTORY = '1.2.840.10008.1.3.10';
const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** By the end of the class, after STORAGE; longer ends first. Source: DICOM PS3.4, table B.5-1. */
const CLASSES: readonly (readonly [end: RegExp, kind: DicomKind])[] = [
  [/^66\.[47]$/, 'segmentation'],
  [/^66/, 'registration'],
  [/^88/, 'report'],
  [/^104/, 'document'],
  [/^11(?:\.|$)/, 'presentation'],
  [/^481/, 'radiotherapy'],
  [/^7(?:\.|$)/, 'capture'],
  [/^(?:6\.[12]|3\.1)$/, 'ultrasound'],
  [/^(?:1|1\.[1-3](?:\.1)?|12\.[12](?:\.1)?|13\.1\.[3-9])$/, 'projection'],
  [/^77/, 'photograph'],
  [/^9\./, 'waveform'],
];

const CT = /^2(?:\.[12])?$/;
/** Computed from X-ray pictures. */
const CONE_BEAM = /^13\.1\.[12]$/;

/** By (0008,0060), where the class says nothing. */
const MODALITIES: Readonly<Record<string, DicomKind>> = {
  SEG: 'segmentation',
  REG: 'registration',
  SR: 'report',
  KO: 'report',
  DOC: 'document',
  PR: 'presentation',
  RTSTRUCT: 'radiotherapy',
  RTPLAN: 'radiotherapy',
  RTDOSE: 'radiotherapy',
  RTIMAGE: 'radiotherapy',
  US: 'ultrasound',
  IVUS: 'ultrasound',
  CR: 'projection',
  DX: 'projection',
  MG: 'projection',
  XA: 'projection',
  RF: 'projection',
  IO: 'projection',
  PX: 'projection',
  XC: 'photograph',
  ES: 'photograph',
  GM: 'photograph',
  SM: 'photograph',
  OP: 'photograph',
  ECG: 'waveform',
  SC: 'capture',
};

const GREY = ['MONOCHROME1', 'MONOCHROME2'];

/** What a file is that no scan can be made of; undefined for a picture that one may be made of. */
export function kindOf(dataset: Dataset, hasPixels: boolean): DicomKind | undefined {
  const kind = declaredKind(dataset);
  if (kind && !(kind === 'capture' && isPlaced(dataset))) return kind;
  if (hasPixels) return pictureKind(dataset);
  return dataset.has(TAG.floatPixels) || dataset.has(TAG.doublePixels) ? 'float-pixels' : 'no-picture';
}

/** By what the file says that it is. */
function declaredKind(dataset: Dataset): DicomKind | undefined {
  const isDirectory = dataset.has(TAG.directoryRecords) || dataset.code(TAG.sopClass) === DIRECTORY;
  if (isDirectory) return 'directory';
  const end = classOf(dataset);
  const byClass = CLASSES.find(([pattern]) => pattern.test(end))?.[1];
  const kind = byClass ?? MODALITIES[dataset.code(TAG.modality)?.toUpperCase() ?? ''];
  // Whatever device it says that it comes from.
  return kind === 'projection' && (CT.test(end) || CONE_BEAM.test(end)) ? undefined : kind;
}

/** A volume that was computed from X-ray pictures: its values need not be Hounsfield units. */
export function isConeBeam(dataset: Dataset): boolean {
  return CONE_BEAM.test(classOf(dataset));
}

/** The end of its class, behind STORAGE. */
function classOf(dataset: Dataset): string {
  const sopClass = dataset.code(TAG.sopClass) ?? '';
  return sopClass.startsWith(STORAGE) ? sopClass.slice(STORAGE.length) : '';
}

/** By what is said of its picture. */
function pictureKind(dataset: Dataset): DicomKind | undefined {
  const isColoured =
    (dataset.short(TAG.samples) ?? 1) > 1 || !GREY.includes(dataset.code(TAG.photometric) ?? 'MONOCHROME2');
  if (isColoured) return 'colour';
  const words = (dataset.code(TAG.imageType) ?? '')
    .toUpperCase()
    .split('\\')
    .map((word) => word.trim());
  if (words.includes('MOSAIC')) return 'mosaic';
  return words.some((word) => /^(?:LOCALIZER|SCOUT)/.test(word)) ? 'localizer' : undefined;
}

/** What places a picture, and where it stands in the groups of frames. */
const PLACE = [
  [TAG.positionSequence, TAG.position],
  [TAG.orientationSequence, TAG.orientation],
  [TAG.measuresSequence, TAG.pixelSpacing],
] as const;

/** Some programs call every picture that they write a capture; one that has a place in the patient is a slice. */
function isPlaced(dataset: Dataset): boolean {
  const groups = [TAG.frameGroups, TAG.sharedGroups].flatMap((tag) => dataset.item(tag) ?? []);
  return PLACE.every(([sequence, tag]) =>
    first(
      [...groups, dataset],
      within(sequence, (from) => from.code(tag)),
    ),
  );
}
