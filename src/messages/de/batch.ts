import type { Messages } from '#messages/en.ts';
import { numbers, quoteAll } from './words.ts';

const scans = (count: number) => `${count} ${numbers.plural(count, { one: 'Scan', other: 'Scans' })}`;

/** Many scans, one after another. */
export const batch: Messages['batch'] = {
  open: (count) => `Auf alle ${scans(count)} anwenden…`,
  title: 'Auf alle Scans anwenden',
  close: 'Schließen; ein laufender Stapel läuft weiter',
  lead: (count, name) =>
    `Dieselben Eingaben für ${scans(count)}${name && ` aus „${name}“`}, nacheinander: je eine Labelmap und ein Bericht, und eine Tabelle (findings.csv) für alle.`,
  prompts: 'Eingaben für jeden Scan',
  example: 'Leber, linke Niere',
  everything: 'Alles, was das Modell kennt',
  modality: 'Art der Scans',
  modalities: { asFiles: 'Wie es jede Datei angibt', CT: 'Alle sind CT', MR: 'Alle sind MRT' },
  intoFolder: (name) => `Ergebnisse kommen in den Ordner „${name}“.`,
  whichFolder: 'Sie werden nach einem Ordner gefragt; Ergebnisse werden fortlaufend hineingeschrieben.',
  intoZip:
    'Dieser Browser lässt keine Seite in Ordner schreiben. Ergebnisse kommen als eine Zip-Datei, wenn alle fertig sind oder Sie anhalten, und immer wenn 1 GB beisammen ist. Bis dahin gehen sie verloren, wenn die Seite geschlossen wird.',
  chooseFolder: 'Ordner wählen',
  otherFolder: 'Anderen Ordner wählen',
  start: 'Starten',
  goOn: 'Erneut starten',
  startOnly: (names) =>
    names.length > 3
      ? `Mit den ${names.length} verstandenen starten`
      : `Nur mit ${numbers.list(names)} starten`,
  unread: (texts) =>
    `${quoteAll(texts)} ${numbers.plural(texts.length, { one: 'wurde', other: 'wurden' })} nicht verstanden.`,
  notStarted: 'Es wurde nichts gestartet.',
  notStartedYet:
    'Noch wurde nichts gestartet: Verbessern Sie die Eingabe, oder drücken Sie noch einmal, um das wegzulassen.',
  stop: 'Anhalten',
  stopping: 'Wird angehalten…',
  scans: 'Scans',
  progress: (over, of, failed) => `${over} von ${scans(of)}${failed > 0 ? `, ${failed} fehlgeschlagen` : ''}`,
  progressBar: 'Fertige Scans',
  waiting: 'Wartet',
  reading: 'Datei wird gelesen…',
  writing: 'Ergebnisse werden geschrieben…',
  done: (found, of, unread, stem) =>
    `${found} von ${of} gefunden${unread.length > 0 ? `, nicht verstanden: ${quoteAll(unread)}` : ''} → ${stem}_labels.nii.gz`,
  skipped: (stem) =>
    `Übersprungen: ${stem}_labels.nii.gz gibt es schon, von denselben Eingaben und demselben Modell`,
  status: (over, of, isRunning) =>
    `${isRunning ? 'Stapel' : over === of ? 'Stapel beendet' : 'Stapel angehalten'}: ${over} von ${of}`,
};
