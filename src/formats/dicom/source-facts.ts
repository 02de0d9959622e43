import type { Dataset } from './dataset.ts';
import { readHeader } from './header.ts';
import type { Image } from './image.ts';
import { TAG } from './tags.ts';
import type { DicomAttributes } from './write-file.ts';

/** A picture that a segmentation refers to. */
export interface SourceImage {
  readonly image: Image;
  readonly sopClass: string;
  readonly instance: string;
}

/** What a segmentation takes over from the files of its series. Everything here names the patient or the study. */
export interface SourceFacts {
  readonly study: string;
  readonly series: string;
  readonly frameOfReference: string;
  readonly seriesNumber: number;
  /** Of patient, study and frame of reference, with the character set that they are in. */
  readonly attributes: DicomAttributes;
  /** The texts are UTF-8, so more in it may be; else only ASCII. */
  readonly isUnicode: boolean;
  /** mm, along the normal of the slices; as the files have it. */
  readonly sliceThickness: number | undefined;
  /** In the order of the stack. */
  readonly images: readonly SourceImage[];
}

/** Attributes that are taken over as they are, by the types of PS3.6. Those marked must be there, if only empty. */
const TAKEN: readonly (readonly [tag: string, type: string, isNeeded?: true])[] = [
  ['0008,0020', 'DA', true],
  ['0008,0030', 'TM', true],
  ['0008,0050', 'SH', true],
  ['0008,0090', 'PN', true],
  ['0008,1030', 'LO'],
  ['0010,0010', 'PN', true],
  ['0010,0020', 'LO', true],
  ['0010,0021', 'LO'],
  ['0010,0030', 'DA', true],
  ['0010,0040', 'CS', true],
  ['0010,1010', 'AS'],
  ['0010,1020', 'DS'],
  ['0010,1030', 'DS'],
  ['0012,0062', 'CS'],
  ['0012,0063', 'LO'],
  ['0020,0010', 'SH', true],
  ['0020,1040', 'LO', true],
  ['0028,2110', 'CS'],
  ['0028,2112', 'DS'],
  ['0028,2114', 'CS'],
];
/** Those whose letters depend on the character set. */
const WORDS = ['PN', 'LO', 'SH'];

/** Whether a file says what a segmentation of its series has to refer to. */
export function hasReferences(dataset: Dataset): boolean {
  return [TAG.sopClass, TAG.instance, TAG.study, TAG.series, TAG.frameOfReference].every(
    (tag) => dataset.code(tag) !== undefined,
  );
}

/** What the files of `images` say. They are read anew: nothing of this is kept. @throws AppError where one cannot be read any more. */
export async function sourceFacts(images: readonly Image[]): Promise<SourceFacts> {
  const headers = new Map<Image['place'], Dataset>();
  const sources: SourceImage[] = [];
  for (const image of images) {
    const dataset = headers.get(image.place) ?? (await readHeader(image.place.content)).dataset;
    headers.set(image.place, dataset);
    sources.push({
      image,
      sopClass: dataset.code(TAG.sopClass) ?? '',
      instance: dataset.code(TAG.instance) ?? '',
    });
  }
  const [first] = headers.values();
  if (!first) throw new Error('a stack has pictures');
  const number = first.number(TAG.seriesNumber);
  return {
    study: first.code(TAG.study) ?? '',
    series: first.code(TAG.series) ?? '',
    frameOfReference: first.code(TAG.frameOfReference) ?? '',
    seriesNumber: number !== undefined && number >= 0 && number < 1e6 ? Math.trunc(number) : 0,
    ...taken(first),
    sliceThickness: thicknessOf(first),
    images: sources,
  };
}

function thicknessOf(dataset: Dataset): number | undefined {
  const shared = dataset.item(TAG.sharedGroups)?.item(TAG.measuresSequence);
  return shared?.number(TAG.sliceThickness) ?? dataset.number(TAG.sliceThickness);
}

/** Texts as UTF-8, which each single character set can be turned into; where several take turns, all stays as it is. */
function taken(dataset: Dataset): Pick<SourceFacts, 'attributes' | 'isUnicode'> {
  const term = dataset.code(TAG.characterSet) ?? '';
  const isUnicode = !term.includes('\\');
  const attributes: Record<string, string | Uint8Array> = {
    '0008,0005 CS': isUnicode ? 'ISO_IR 192' : term,
    '0020,000d UI': dataset.code(TAG.study) ?? '',
    '0020,0052 UI': dataset.code(TAG.frameOfReference) ?? '',
  };
  for (const [tag, type, isNeeded] of TAKEN) {
    const own = `x${tag.replace(',', '')}`;
    const isText = WORDS.includes(type) && isUnicode;
    const value = isText ? dataset.lines(own) : dataset.bytes(own);
    if (value !== undefined || isNeeded) attributes[`${tag} ${type}`] = value ?? '';
  }
  return { attributes, isUnicode };
}
