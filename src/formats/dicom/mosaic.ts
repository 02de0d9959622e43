import type { Vec3 } from '#volume/types.ts';
import { csaValues } from './csa-header.ts';
import type { Dataset } from './dataset.ts';
import type { Image } from './image.ts';
import { TAG } from './tags.ts';

/** Slices side by side in one picture, row after row from the upper left. */
export interface Mosaic {
  readonly count: number;
  /** The direction from one slice to the next, in DICOM's axes; of length 1. */
  readonly normal: Vec3;
  readonly stepMm: number;
}

const CREATOR = 'SIEMENS CSA HEADER';

/**
 * How the slices of a mosaic lie, as Siemens' own header says; undefined where it does not, or where it numbers slices in a way that may
 * turn their order: then it is not read.
 */
export function mosaicOf(dataset: Dataset): Mosaic | undefined {
  const header = csaOf(dataset);
  const stepMm = dataset.number(TAG.spacingBetween);
  if (!header || stepMm === undefined || !(stepMm > 0)) return undefined;
  const numbers = (name: string) => (csaValues(header, name) ?? []).map(Number);
  const [count = 0] = numbers('NumberOfImagesInMosaic');
  const [x, y, z] = numbers('SliceNormalVector');
  const [first = 0] = numbers('ProtocolSliceNumber');
  if (!Number.isInteger(count) || count < 2 || first > 1) return undefined;
  if (x === undefined || y === undefined || z === undefined) return undefined;
  return Math.abs(Math.hypot(x, y, z) - 1) < 0.01 ? { count, normal: [x, y, z], stepMm } : undefined;
}

function csaOf(dataset: Dataset): Uint8Array | undefined {
  for (let block = 0x10; block <= 0xff; block++) {
    const hex = block.toString(16).padStart(2, '0');
    if (dataset.code(`x002900${hex}`) === CREATOR) return dataset.bytes(`x0029${hex}10`);
  }
  return undefined;
}

/**
 * The slices of a mosaic as pictures of their own; undefined where they do not fit into it. The position in the file is that of a picture as
 * large as the mosaic about the same middle.
 */
export function tilesOf(picture: Image, { count, normal, stepMm }: Mosaic): readonly Image[] | undefined {
  const { form: whole, plane } = picture;
  const across = Math.ceil(Math.sqrt(count));
  const [columns, rows] = [whole.columns / across, whole.rows / across];
  if (!Number.isInteger(columns) || !Number.isInteger(rows)) return undefined;
  const { along, down, spacing, position } = plane;
  const right = (spacing[1] * (whole.columns - columns)) / 2;
  const below = (spacing[0] * (whole.rows - rows)) / 2;
  return Array.from({ length: count }, (_, n) => {
    const at = (axis: 0 | 1 | 2) =>
      position[axis] + right * along[axis] + below * down[axis] + n * stepMm * normal[axis];
    const tile = { whole, column: (n % across) * columns, row: Math.floor(n / across) * rows };
    return {
      ...picture,
      ...{ tile, form: { ...whole, columns, rows }, plane: { ...plane, position: [at(0), at(1), at(2)] } },
    };
  });
}
