import type { Messages } from '#messages/en.ts';
import { bodyPartLibraryErrors } from './body-parts.ts';
import { unsure } from './errors.ts';

/** A program has neither a page nor a command to run again; codes without a line here are worded as on the page. */
export const libraryErrors: Messages['libraryErrors'] = {
  ...bodyPartLibraryErrors,
  'pack-invalid': ({ field, reason }) =>
    `Die Beschreibung des Pakets ist bei „${field}“ fehlerhaft (${reason}). Stellen Sie seine ursprünglichen Dateien wieder her, und erzeugen Sie die Engine neu.`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)} Geben Sie es durch { modality: 'CT' } oder { modality: 'MR' } an.`,
  'labels-not-scan': ({ name }) =>
    `„${name}“ sieht nach einer Segmentierung aus, nicht nach einem Scan: wenige ganze Zahlen, die gleichen über ganze Bereiche. Lesen Sie den Scan, auf dem sie gezeichnet wurde; ist es doch ein Scan, geben Sie { modality: 'CT' } oder { modality: 'MR' } an.`,
  'several-scans': ({ count }) =>
    `Im Angegebenen sind ${count} Scans, und nur einer lässt sich auf einmal lesen. Wählen Sie einen durch { series: 1 } bis { series: ${count} }; listScans() nennt sie.`,
  'prompt-body-part': () =>
    "Was zu finden ist, hängt davon ab, welchen Teil des Körpers die Aufnahme zeigt. Geben Sie ihn an, etwa durch { bodyPart: 'abdomen' }.",
  'pack-unreachable': ({ file, reason }) =>
    `Die Modelldatei ${file} konnte nicht gelesen werden (${reason}). Prüfen Sie, dass der Ordner des Pakets vollständig und erreichbar ist, und erzeugen Sie die Engine neu.`,
  'weights-corrupt': ({ file }) =>
    `Die Modelldatei ${file} ist nicht die, die ihre Beschreibung nennt, und wurde deshalb nicht verwendet. Stellen Sie die ursprünglichen Dateien des Pakets wieder her und erzeugen Sie die Engine neu.`,
  'out-of-memory': ({ stage }) =>
    `Der Arbeitsspeicher reichte nicht (${stage}). Schließen Sie Engines und Scans, die nicht gebraucht werden, oder geben Sie einen kleineren Teil des Scans, und fragen Sie erneut.`,
  'worker-lost': ({ reason }) =>
    `Der Worker, der gearbeitet hat, ging verloren (${reason}). Fragen Sie erneut; geschieht es wieder, braucht er vielleicht mehr Arbeitsspeicher, als da ist.`,
  'runtime-unavailable': ({ reason }) =>
    `Das Programm, das Modelle ausführt, konnte nicht gestartet werden (${reason}). Prüfen Sie, dass die Bibliothek vollständig installiert oder kopiert ist, und erzeugen Sie die Engine neu.`,
  'dicom-codec': ({ reason }) =>
    `Das Programm, das diese Bilder entpackt, konnte nicht gestartet werden (${reason}). Prüfen Sie, dass die Bibliothek vollständig installiert oder kopiert ist, und lesen Sie den Scan erneut.`,
  'link-elsewhere': ({ address }) =>
    `„${address.slice(0, 80)}“ liegt nicht auf dem Server dieser Seite und wurde nicht geholt. Legen Sie es neben die Seite, oder geben Sie seine Bytes oder eine Datei an.`,
  'arguments-invalid': ({ reason }) => `${reason}. Was erwartet wird, steht in docs/library.md.`,
  internal: ({ where }) =>
    `Etwas ging schief, das nicht schiefgehen sollte (${where}). Erzeugen Sie die Engine neu; geschieht es wieder, melden Sie es mit diesem Text.`,
};

/** What the element for other pages says beside the page's own words. */
export const library: Messages['library'] = {
  saveLabels: 'Labelkarte speichern',
  goTo: 'Hingehen',
  notAnswered: 'Nicht beantwortet',
  notFound: 'Nicht gefunden',
  openFirst: 'Öffnen Sie zuerst einen Scan: Wählen Sie seine Dateien, oder legen Sie sie hier ab.',
  notInPage: 'Das Element antwortet, solange es in einer Seite steht. Fügen Sie es zuerst dort ein.',
};
