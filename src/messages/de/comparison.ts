import type { Messages } from '#messages/en.ts';
import type { Origin } from '#results/comparison.ts';
import { numbers } from './words.ts';

const origins: Readonly<Record<Origin['kind'], (name: string, number?: number) => string>> = {
  file: (name, number) => (name ? `„${name}“` : number === undefined ? 'eine Datei' : `Datei ${number}`),
  model: (name) => name,
  drawn: () => 'von Hand gezeichnet',
  'before-edits': () => 'wie vor dem Bearbeiten',
  masks: (_, number) => `${number} Masken, je eine Datei`,
};

/** Two results beside each other. */
export const comparison: Messages['comparison'] = {
  open: 'Zwei Ergebnisse vergleichen',
  title: 'Vergleich',
  pairs: 'Paare von Objekten',
  origin: (kind, name, number) => origins[kind](name, number),
  reference: 'Referenz',
  other: 'verglichen mit',
  swap: 'Die beiden tauschen',
  columns: {
    name: 'Struktur',
    dice: 'Dice',
    jaccard: 'Jaccard',
    referenceMl: 'Ref. (mL)',
    otherMl: 'Andere (mL)',
    differenceMl: '± mL',
    differencePercent: '± %',
    assdMm: 'ASSD (mm)',
    hd95Mm: 'HD95 (mm)',
    hausdorffMm: 'HD (mm)',
  },
  hints: {
    name: 'Das Objekt der Referenz',
    dice: 'Das Doppelte des Gemeinsamen, geteilt durch die Summe beider Volumina: 1, wenn sie gleich sind',
    jaccard: 'Das Gemeinsame, geteilt durch die Vereinigung',
    referenceMl: 'Volumen in der Referenz',
    otherMl: 'Volumen im anderen Ergebnis',
    differenceMl: 'Volumen im anderen Ergebnis minus dem in der Referenz',
    differencePercent: 'Dasselbe, bezogen auf das Volumen in der Referenz',
    assdMm: 'Mittlerer symmetrischer Oberflächenabstand',
    hd95Mm: '95. Perzentil des Hausdorff-Abstands: das größere beider Richtungen',
    hausdorffMm: 'Hausdorff-Abstand: wie weit eine Oberfläche höchstens von der anderen liegt',
  },
  counterpart: 'Verglichen mit',
  counterpartOf: (title) => `Womit ${title} verglichen wird`,
  none: 'nichts',
  byLabel:
    'Nach ihren Zahlen zugeordnet, denn eines hat keinen Namen. Prüfen Sie, dass sie dasselbe bedeuten.',
  show: (title) => `Unterschied von ${title} zeigen`,
  pending: '…',
  noValue: '–',
  only: (name, titles) => `Nur in ${name}: ${titles.join(', ')}`,
  nothing:
    'Es gibt nur ein Ergebnis. Legen Sie eine Labelkarte dieses Scans ab, fragen Sie ein anderes Modell oder bearbeiten Sie ein Objekt: Dann sind es zwei.',
  noPairs: 'Keine zwei Objekte haben denselben Namen. Wählen Sie, was zusammengehört.',
  copy: 'Kopieren',
  copied: (count) => `${count} ${numbers.plural(count, { one: 'Zeile', other: 'Zeilen' })} kopiert`,
  save: 'Tabelle speichern …',
  close: 'Vergleich schließen',
  legend: 'Unterschied',
  both: 'In beiden',
  onlyIn: (name) => `Nur in ${name}`,
};
