import { AppError, type DicomNumber, type DicomNumberFault } from '#errors.ts';
import type { Dataset } from './dataset.ts';
import { TAG } from './tags.ts';

/** Numbers that the voxels or their place hang on, and how many belong together. Source: DICOM PS3.6. */
const READ: Readonly<Record<DicomNumber, readonly [tag: string, count: number]>> = {
  RescaleIntercept: [TAG.intercept, 1],
  RescaleSlope: [TAG.slope, 1],
  PixelSpacing: [TAG.pixelSpacing, 2],
  ImagePositionPatient: [TAG.position, 3],
  ImageOrientationPatient: [TAG.orientation, 6],
};

const COMMA = /^[+-]?\d+,\d+(?:E[+-]?\d+)?$/i;
/** 1,024 may be a thousand and 24, or a little more than one. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * The numbers of `attribute` in `from`; undefined where it is not there or empty. Some programs write the decimal comma of their
 * country; it is read where the text cannot mean anything else. In millimetres and directions no comma parts thousands.
 * @throws AppError 'dicom-number' for `name`, the file, where it cannot be read.
 */
export function decimals(name: string, from: Dataset, attribute: DicomNumber): readonly number[] | undefined {
  const [tag, count] = READ[attribute];
  const texts = from.texts(tag);
  if (texts.length === 0) return undefined;
  const refused = (fault: DicomNumberFault) => new AppError('dicom-number', { name, attribute, fault });
  if (texts.length < count) throw refused('few');
  const numbers = from.numbers(tag).map((number, n) => {
    const text = texts[n] ?? '';
    return Number.isNaN(number) && COMMA.test(text) ? Number(text.replace(',', '.')) : number;
  });
  const own = numbers.slice(0, count);
  if (!own.every(Number.isFinite)) throw refused('no-number');
  if (count === 1 && THOUSANDS.test(texts[0] ?? '')) throw refused('thousands');
  return own;
}
