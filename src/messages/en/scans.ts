import type { Modality } from '#volume/types.ts';
import { numbers } from './words.ts';

const scans = (count: number) => `${count} ${numbers.plural(count, { one: 'scan', other: 'scans' })}`;
const files = (count: number) => `${count} ${numbers.plural(count, { one: 'file', other: 'files' })}`;

export interface Part {
  readonly kind: 'volume' | 'time' | 'echo';
  readonly n: number;
  readonly of: number;
  readonly timeMs?: number;
}

const partWords = { volume: 'volume', time: 'time point', echo: 'echo' };

/** What was found in what was given, to choose from. */
export const found = {
  title: 'Choose a scan',
  close: 'Close the list',
  found: (count: number, name: string) => (name ? `${scans(count)} in “${name}”.` : `${scans(count)}.`),
  others: (count: number, apart: number, segmentations: number) =>
    count > 1
      ? scans(count)
      : segmentations > 0
        ? `${segmentations} ${numbers.plural(segmentations, { one: 'segmentation', other: 'segmentations' })}`
        : `${apart} left out`,
  leftOut: (count: number) => `Left out: ${files(count)}`,
  files,
  part: ({ kind, n, of, timeMs }: Part) =>
    `${partWords[kind]} ${n} of ${of}${timeMs === undefined ? '' : `, ${timeMs} ms`}`,
  kernel: (name: string) => `kernel ${name}`,
  isOpen: 'open now',
  modality: (modality: Modality | undefined, word: string | undefined) => word ?? modality ?? '',
};
