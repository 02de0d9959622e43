import type { ErrorCode, ErrorDetails } from '#errors.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in Extract<ErrorCode, `segmentation-${string}`>]: (details: ErrorDetails[C]) => string;
};

const grid = (size: readonly number[], spacingMm: readonly number[]) =>
  `${size.join(' × ')} voxels of ${spacingMm.map((mm) => numbers.significant(mm, 3)).join(' × ')} mm`;
const objects = (count: number) => `${count} ${numbers.plural(count, { one: 'object', other: 'objects' })}`;

/** What is wrong with files that hold objects, and what to know of them. */
export const segmentationErrors: Sentences = {
  'segmentation-waits': ({ name }) =>
    `“${name}” is a segmentation, not a scan. Open the scan that it was drawn on: its objects are then added to it.`,
  'segmentation-alone': ({ name }) =>
    `“${name}” is a segmentation, not a scan. Name the scan that it was drawn on too.`,
  'segmentation-empty': ({ name }) =>
    `No object is drawn in “${name}”. Save the segmentation again with its objects, and open the new file.`,
  'segmentation-elsewhere': ({ name }) =>
    `The objects of “${name}” all lie outside this scan, so none was added. Open the scan that they were drawn on, then drop “${name}” again.`,
  'segmentation-many': ({ name, count, most }) =>
    `“${name}” has ${objects(count)}, and at most ${most} can be shown at once. Save those that you need in a file of their own, and open it.`,
  'segmentation-values': ({ name, value }) =>
    `“${name}” has the value ${numbers.significant(value, 4)}, which is no label: labels are whole numbers from 1 to 65535, and 0 is background. Save it as a label map and open it again.`,
  'segmentation-resampled': ({ name, size, spacingMm, scanSize, scanSpacingMm }) =>
    `“${name}” lies on another grid (${grid(size, spacingMm)}) than the scan (${grid(scanSize, scanSpacingMm)}): each voxel of the scan took the label of the nearest one. Volumes differ a little from those of the file. Save it on the scan’s own grid where that matters.`,
  'segmentation-cut': ({ name, share }) =>
    `${numbers.fixed(Math.max(0.1, 100 * share), 1)} % of what is drawn in “${name}” lies outside this scan and was left out. Check that it was drawn on this scan.`,
  'segmentation-fractional': ({ name }) =>
    `“${name}” says how much of each voxel belongs to an object; outlines are drawn at one half. Check thin parts against the images.`,
};

/** Objects that were read from files. */
export const segmentations = {
  label: (label: number) => `Label ${label}`,
  fromFile: 'From a file',
  origin: (file: string, label: number) =>
    `Label ${label} of ${file ? `“${file}”` : 'a file'}. No model has made it, so there is no verdict on it.`,
  /** In the list of what was found in what was given. */
  title: 'Segmentations',
  objects,
  add: 'add to the open scan',
  addLater: 'added once a scan is open',
  /** Labels that no file names. */
  names: 'Names of the labels',
  namesHint: 'The file has numbers only. A list says what they mean; choose the one that it was made with.',
  asNumbers: 'None: numbers only',
  list: (name: string, known: number, of: number) => `${name}: ${known} of ${of}`,
};
