import type { Origin, PairColumn } from '#results/comparison.ts';
import { numbers } from './words.ts';

const origins: Readonly<Record<Origin['kind'], (name: string, number?: number) => string>> = {
  file: (name, number) => (name ? `“${name}”` : number === undefined ? 'a file' : `file ${number}`),
  model: (name) => name,
  drawn: () => 'drawn by hand',
  'before-edits': () => 'as it was before editing',
  masks: (_, number) => `${number} masks, a file each`,
};

/** Two results beside each other. */
export const comparison = {
  open: 'Compare two results',
  title: 'Comparison',
  pairs: 'Pairs of objects',
  origin: (kind: Origin['kind'], name: string, number?: number) => origins[kind](name, number),
  reference: 'Reference',
  other: 'compared with',
  swap: 'Exchange the two',
  columns: {
    name: 'Structure',
    dice: 'Dice',
    jaccard: 'Jaccard',
    referenceMl: 'Ref., mL',
    otherMl: 'Other, mL',
    differenceMl: '± mL',
    differencePercent: '± %',
    assdMm: 'ASSD, mm',
    hd95Mm: 'HD95, mm',
    hausdorffMm: 'HD, mm',
  } satisfies Record<PairColumn, string>,
  hints: {
    name: 'The object of the reference',
    dice: 'Twice what is in both, of the sum of the two volumes: 1 where they are the same',
    jaccard: 'What is in both, of what is in either',
    referenceMl: 'Volume in the reference',
    otherMl: 'Volume in the other',
    differenceMl: 'Volume of the other less that of the reference',
    differencePercent: 'The same, of the volume of the reference',
    assdMm: 'Average symmetric surface distance',
    hd95Mm: '95th percentile of the Hausdorff distance: the larger of both directions',
    hausdorffMm: 'Hausdorff distance: how far a surface lies from the other at most',
  } satisfies Record<PairColumn, string>,
  counterpart: 'Compared with',
  counterpartOf: (title: string) => `What ${title} is compared with`,
  none: 'nothing',
  byLabel: 'Matched by their numbers, for one of them has no name. Check that they mean the same.',
  show: (title: string) => `Show the difference of ${title}`,
  pending: '…',
  noValue: '–',
  only: (name: string, titles: readonly string[]) => `Only in ${name}: ${titles.join(', ')}`,
  nothing:
    'There is one result only. Drop a label map of this scan, ask another model, or edit an object: then there are two to compare.',
  noPairs: 'No two objects have one name. Choose what belongs together.',
  copy: 'Copy',
  copied: (count: number) => `${count} ${numbers.plural(count, { one: 'row', other: 'rows' })} copied`,
  save: 'Save table…',
  close: 'Close the comparison',
  legend: 'Difference',
  both: 'In both',
  onlyIn: (name: string) => `Only in ${name}`,
};
