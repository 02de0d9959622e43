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
  back: (from) => `Ihre Arbeit an diesem Scan (Stand: ${numbers.moment(from)}) ist wieder da.`,
  discard: 'Verwerfen',
  elsewhere:
    'Dieser Scan ist in einem anderen Tab offen, der die Arbeit daran behält. Was hier getan wird, wird nicht behalten: Speichern Sie es als Sitzung, oder machen Sie im anderen Tab weiter.',
  keptOn: (scans) =>
    `Ihre Arbeit an ${scans} ${numbers.plural(scans, { one: 'Scan', other: 'Scans' })} ist in diesem Browser behalten. Sie ist wieder da, wenn derselbe Scan geöffnet wird.`,
  keepQuestion: 'Arbeit im Browser behalten?',
  yes: 'Ja',
  no: 'Nein',
  keep: 'Meine Arbeit in diesem Browser behalten',
  keepHint:
    'Von höchstens 20 Scans das, was gefunden, gezeichnet und gemessen wurde, bis zu 1 GB; keinen Scan und keinen Dateinamen. Es ist wieder da, wenn derselbe Scan geöffnet wird. Wer das ausschaltet, entfernt alles davon.',
  openScans: 'Offene Scans',
  unsaved: '(nicht gespeichert)',
  unsavedScan: (name) => `${name}: Was daran getan wurde, ginge mit dieser Seite verloren`,
  closeScan: (name) => `${name} schließen`,
  loss: {
    title: 'Ergebnisse, die in keiner Datei stehen',
    replaces: (scan) =>
      `Die Sitzung ersetzt, was in „${scan}“ gefunden und gemessen wurde; das ist nicht gespeichert.`,
    closes: (scan) =>
      `Was in „${scan}“ gefunden und gemessen wurde, ist nicht gespeichert. Mit dem Schließen geht es verloren.`,
    changes: (scan) =>
      `Was in „${scan}“ gefunden und gemessen wurde, ist nicht gespeichert und passt nicht zum Scan, wie er dann ist. Was von Hand getan wurde, geht verloren.`,
    change: 'Ohne es weitermachen',
    close: 'Ohne Speichern schließen',
    save: 'Zuerst als Sitzung speichern',
    replace: 'Ersetzen',
    cancel: 'Abbrechen',
  },
};
