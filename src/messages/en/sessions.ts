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
  back: (from: string) => `Your work on this scan from ${numbers.moment(from)} is back.`,
  discard: 'Discard it',
  elsewhere:
    'This scan is open in another tab, which keeps the work on it. What is done here is not kept: save it as a session, or go on in the other tab.',
  keptOn: (scans: number) =>
    `Your work on ${scans} ${numbers.plural(scans, { one: 'scan', other: 'scans' })} is kept in this browser. It comes back when the same scan is opened.`,
  keepQuestion: 'Keep work in this browser?',
  yes: 'Yes',
  no: 'No',
  keep: 'Keep my work in this browser',
  keepHint:
    'Of the last 20 scans at most what was found, drawn and measured, up to 1 GB; no scan, and no name of a file. It comes back when the same scan is opened. Switching this off removes all of it.',
  openScans: 'Open scans',
  unsaved: '(not saved)',
  unsavedScan: (name: string) => `${name}: what was done on it would be lost with this page`,
  closeScan: (name: string) => `Close ${name}`,
  loss: {
    title: 'Results that are in no file',
    replaces: (scan: string) =>
      `The session takes the place of what was found and measured on “${scan}”, which has not been saved.`,
    closes: (scan: string) =>
      `What was found and measured on “${scan}” has not been saved. Closing the scan lets go of it.`,
    changes: (scan: string) =>
      `What was found and measured on “${scan}” has not been saved, and does not fit the scan as it will be then. What was done by hand goes.`,
    change: 'Go on without it',
    close: 'Close without saving',
    save: 'Save that as a session first',
    replace: 'Replace it',
    cancel: 'Cancel',
  },
};
