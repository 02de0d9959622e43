import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

const sizeOf = (size: readonly number[], spacingMm: readonly number[]) =>
  `${size.join(' × ')} Voxeln von ${spacingMm.map((mm) => numbers.fixed(mm, 2)).join(' × ')} mm`;

const scanOf = (modality: string) => (modality === 'other' ? 'einem Scan' : `einer ${modality}-Aufnahme`);

/** Work on a scan that is saved, kept and brought back. */
export const sessions: Messages['sessions'] = {
  open: 'Sitzung öffnen…',
  file: 'Sitzungsdatei (.parse3d)',
  waits: (size, spacingMm, modality) =>
    `Diese Sitzung gehört nicht zum offenen Scan. Sie gehört zu ${scanOf(modality)} mit ${sizeOf(size, spacingMm)}: Öffnen Sie diesen Scan, dann sind seine Ergebnisse wieder da.`,
  waitsForFirst: (size, spacingMm, modality) =>
    `Eine Sitzung enthält keinen Scan. Diese gehört zu ${scanOf(modality)} mit ${sizeOf(size, spacingMm)}: Öffnen Sie diesen Scan, dann sind seine Ergebnisse wieder da.`,
  forget: 'Sitzung schließen',
  loss: {
    title: 'Ergebnisse, die in keiner Datei stehen',
    replaces: (scan) =>
      `Die Sitzung ersetzt, was in „${scan}“ gefunden und gemessen wurde; das ist nicht gespeichert.`,
    save: 'Zuerst als Sitzung speichern',
    replace: 'Ersetzen',
    cancel: 'Abbrechen',
  },
};
