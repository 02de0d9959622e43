import type { Modality } from '#volume/types.ts';
import { numbers } from './words.ts';

const sizeOf = (size: readonly number[], spacingMm: readonly number[]) =>
  `${size.join(' × ')} voxels of ${spacingMm.map((mm) => numbers.fixed(mm, 2)).join(' × ')} mm`;

/** Work on a scan that is saved, kept and brought back. */
export const sessions = {
  open: 'Open a session…',
  file: 'Session file (.parse3d)',
  waits: (size: readonly number[], spacingMm: readonly number[], modality: Modality) =>
    `This session is not of the scan that is open. It belongs to ${modality === 'other' ? 'a scan' : `a ${modality}`} of ${sizeOf(size, spacingMm)}: open that scan, and its results come back with it.`,
  waitsForFirst: (size: readonly number[], spacingMm: readonly number[], modality: Modality) =>
    `A session holds no scan. This one belongs to ${modality === 'other' ? 'a scan' : `a ${modality}`} of ${sizeOf(size, spacingMm)}: open that scan, and its results come back with it.`,
  forget: 'Close the session',
  loss: {
    title: 'Results that are in no file',
    replaces: (scan: string) =>
      `The session takes the place of what was found and measured on “${scan}”, which has not been saved.`,
    save: 'Save that as a session first',
    replace: 'Replace it',
    cancel: 'Cancel',
  },
};
