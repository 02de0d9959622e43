import type { Messages } from '#messages/en.ts';
import { modalityWord, numbers } from './words.ts';

const scans = (count: number) => `${count} ${numbers.plural(count, { one: 'Scan', other: 'Scans' })}`;
const files = (count: number) => `${count} ${numbers.plural(count, { one: 'Datei', other: 'Dateien' })}`;

const partWords = { volume: 'Volumen', time: 'Zeitpunkt', echo: 'Echo' };

/** What was found in what was given, to choose from. */
export const found: Messages['scans'] = {
  title: 'Scan wählen',
  close: 'Liste schließen',
  found: (count, name) => (name ? `${scans(count)} in „${name}“.` : `${scans(count)}.`),
  others: (count, apart, segmentations) =>
    count > 1
      ? scans(count)
      : segmentations > 0
        ? `${segmentations} ${numbers.plural(segmentations, { one: 'Segmentierung', other: 'Segmentierungen' })}`
        : `${apart} ausgelassen`,
  leftOut: (count) => `Ausgelassen: ${files(count)}`,
  files,
  part: ({ kind, n, of, timeMs }) =>
    `${partWords[kind]} ${n} von ${of}${timeMs === undefined ? '' : `, ${numbers.significant(timeMs, 6)} ms`}`,
  kernel: (name) => `Kernel ${name}`,
  isOpen: 'gerade offen',
  modality: (modality, word) => word ?? modalityWord(modality ?? ''),
};
