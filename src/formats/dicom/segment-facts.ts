import { cleanName } from '#formats/label-names.ts';
import { fromDicomLab } from './cielab.ts';
import type { Dataset } from './dataset.ts';
import { cautiousText } from './private-words.ts';
import { TAG } from './tags.ts';

/** What a DICOM segmentation says of one of its segments. */
export interface SegmentFacts {
  /** By which its frames refer to it. */
  readonly number: number;
  readonly name: string | undefined;
  readonly color: readonly [number, number, number] | undefined;
}

/**
 * The segments of a DICOM segmentation (PS3.3, C.8.20.4). A label that is missing, a mere number, or that repeats what identifies the patient
 * gives way to the meaning of the segment's code, with its side.
 */
export function segmentFacts(dataset: Dataset): readonly SegmentFacts[] {
  return dataset.items(TAG.segments).flatMap((item) => {
    const number = item.short(TAG.segmentNumber);
    if (number === undefined || number < 1) return [];
    const [l, a, b] = item.shorts(TAG.segmentColor);
    const isColor = l !== undefined && a !== undefined && b !== undefined;
    return [{ number, name: nameOf(dataset, item), color: isColor ? fromDicomLab([l, a, b]) : undefined }];
  });
}

function nameOf(dataset: Dataset, item: Dataset): string | undefined {
  const label = cleanName(cautiousText(dataset, textOf(dataset, item, TAG.segmentLabel)));
  if (label && !/^(?:segment[\s_]*)?\d+$/i.test(label)) return label;
  const type = item.item(TAG.segmentType);
  const meaning = type && cautiousText(dataset, textOf(dataset, type, TAG.codeMeaning));
  const side = type?.item(TAG.segmentTypeModifier)?.words(TAG.codeMeaning);
  if (!meaning || meaning === 'Tissue') return label;
  const isSided = side !== undefined && /^(?:left|right)$/i.test(side);
  return cleanName(isSided ? `${side} ${meaning}`.toLowerCase() : meaning);
}

/** The character set is the file's, which items do not repeat. */
function textOf(dataset: Dataset, item: Dataset, tag: string): string | undefined {
  return item.words(tag, dataset);
}
