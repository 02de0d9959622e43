import { AppError } from '#errors.ts';
import type { Dataset } from './dataset.ts';
import type { Header } from './header.ts';
import type { PixelForm } from './image.ts';
import { syntaxOf } from './syntaxes.ts';
import { TAG } from './tags.ts';

const MOST_SIDE = 32768;

/** How the pixels of grey pictures are stored. @throws AppError 'dicom-compression', 'dicom-damaged', 'volume-datatype'. */
export function pixelFormOf(name: string, { dataset, syntax }: Header): PixelForm {
  const known = syntaxOf(syntax);
  if (!known) throw new AppError('dicom-compression', { name, syntax: syntaxWord(syntax) });
  const [rows, columns] = [dataset.short(TAG.rows) ?? 0, dataset.short(TAG.columns) ?? 0];
  if (Math.min(rows, columns) < 1 || Math.max(rows, columns) > MOST_SIDE) {
    throw new AppError('dicom-damaged', { name, fault: 'no-size' });
  }
  if (dataset.has(TAG.rescaleTable) && dataset.number(TAG.slope) === undefined) {
    throw new AppError('volume-datatype', { name, datatype: 'numbers of a table of its own' });
  }
  const bits = bitsOf(name, dataset);
  if (known.coding === 'jpeg' && bits.bitsStored > 8) {
    throw new AppError('dicom-compression', { name, syntax: `JPEG with ${bits.bitsStored} bits` });
  }
  const isSigned = dataset.short(TAG.signed) === 1;
  return {
    syntax: known,
    rows,
    columns,
    ...bits,
    isSigned,
    isInverted: dataset.code(TAG.photometric) === 'MONOCHROME1',
    padding: paddingOf(dataset, isSigned, bits.bitsStored),
  };
}

function bitsOf(name: string, dataset: Dataset): Pick<PixelForm, 'bitsAllocated' | 'bitsStored' | 'highBit'> {
  const bitsAllocated = dataset.short(TAG.bitsAllocated) ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    throw new AppError('volume-datatype', { name, datatype: `${bitsAllocated} bits` });
  }
  const bitsStored = dataset.short(TAG.bitsStored) ?? bitsAllocated;
  const highBit = dataset.short(TAG.highBit) ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
    throw new AppError('dicom-damaged', { name, fault: 'bits' });
  }
  return { bitsAllocated, bitsStored, highBit };
}

function paddingOf(
  dataset: Dataset,
  isSigned: boolean,
  bitsStored: number,
): readonly [number, number] | undefined {
  const read = (tag: string) => {
    const value = dataset.short(tag);
    if (value === undefined) return undefined;
    return isSigned ? (value << 16) >> 16 : value % 2 ** Math.min(16, bitsStored);
  };
  const value = read(TAG.padding);
  if (value === undefined) return undefined;
  const limit = read(TAG.paddingLimit) ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}

/** A UID of the standard is public; others might be anything, and are not repeated. */
function syntaxWord(uid: string): string {
  return /^1\.2\.840\.10008\.[\d.]{3,20}$/.test(uid) ? uid : 'private';
}
