import type { ErrorDetails } from '#errors.ts';
import { checkpointFaults } from './checkpoint-faults.ts';
import { difference } from './differences.ts';
import { stageNames } from './faults.ts';
import { numbers } from './words.ts';

type Code =
  | `pack-${string}`
  | `checkpoint-${string}`
  | `storage-${string}`
  | 'weights-corrupt'
  | 'one-instance'
  | 'answer-gone'
  | 'packs-busy'
  | 'results-unwritable'
  | 'not-removed'
  | 'out-of-memory'
  | 'device-lost'
  | 'worker-lost'
  | 'runtime-unavailable';

type Sentences = { readonly [C in Code & keyof ErrorDetails]: (details: ErrorDetails[C]) => string };

const megabytes = (bytes: number) => `${numbers.fixed(bytes / 1e6, 0)} MB`;

/** What is said of models, of what the browser keeps, and of what computes. */
export const packErrors: Sentences = {
  'pack-invalid': ({ field, reason }) =>
    `Die Beschreibung des Modells ist bei „${field}“ fehlerhaft (${reason}). Stellen Sie die ursprünglichen Dateien des Pakets wieder her und laden Sie die Seite neu.`,
  'pack-unreachable': ({ file, reason }) =>
    `Die Modelldatei ${file} konnte nicht geladen werden (${reason}). Prüfen Sie die Verbindung zum Server dieser Seite und versuchen Sie es erneut.`,
  'weights-corrupt': ({ file }) =>
    `Die Modelldatei ${file} ist nicht die, die ihre Beschreibung nennt, und wurde deshalb nicht verwendet. Versuchen Sie es erneut, um sie neu zu laden; hilft das nicht, stellen Sie die ursprünglichen Dateien des Pakets wieder her.`,
  'checkpoint-unreadable': ({ name, fault, subject = '' }) =>
    `„${name}“ lässt sich nicht konvertieren (${checkpointFaults[fault](subject)}). Wählen Sie die .ckpt-, .safetensors- oder .zip-Datei, wie ihr Herausgeber sie anbietet.`,
  'checkpoint-damaged': ({ name, fault, subject = '' }) =>
    `„${name}“ ist beschädigt (${checkpointFaults[fault](subject)}). Kopieren oder laden Sie die Datei erneut und konvertieren Sie die neue Kopie.`,
  'checkpoint-other-model': ({ name, missing, unknown, misshapen }) =>
    `„${name}“ enthält ein anderes Modell als dieses: ${difference({ missing, unknown, misshapen })}. Wählen Sie den Checkpoint, der für dieses Modell veröffentlicht wurde.`,
  'pack-file-corrupt': ({ pack, file }) =>
    `Die Datei ${file} von ${pack} ist nicht die, die ihre Beschreibung nennt; das Paket ist nicht zu verwenden. Entfernen Sie das Paket, und konvertieren Sie den Checkpoint oder fügen Sie den Ordner erneut hinzu.`,
  'pack-exists': ({ pack }) =>
    `${pack} ist in diesem Browser schon gespeichert. Verwenden Sie dieses, oder entfernen Sie es zuerst und fügen Sie dann das neue hinzu.`,
  'one-instance': ({ name }) =>
    `„${name}“ ist ein einziges Objekt: nichts teilt es. Versuchen Sie es mit einer höheren Schwelle, oder radieren Sie von Hand eine Lücke.`,
  'answer-gone': ({ name }) =>
    `Die Wahrscheinlichkeiten zu „${name}“ sind nicht mehr im Speicher. Suchen Sie es erneut und ändern Sie es dann.`,
  'pack-gone': ({ pack, instead }) =>
    `Das Modellpaket ${pack} ist nicht mehr im Speicher dieses Browsers, deshalb antwortet ${instead}. Konvertieren Sie den Checkpoint oder fügen Sie den Ordner des Pakets erneut hinzu.`,
  'pack-damaged': ({ pack, file, instead }) =>
    `Das gespeicherte Modellpaket ${pack} ist nicht mehr vollständig (${file}), deshalb antwortet ${instead}. Entfernen Sie das Paket unter „Modelle“, und konvertieren Sie den Checkpoint oder fügen Sie den Ordner des Pakets erneut hinzu.`,
  'pack-too-large': ({ pack, instead }) =>
    `Der Browser hat diese Seite beendet, während sie das Modellpaket ${pack} lud, wahrscheinlich aus Mangel an Arbeitsspeicher; deshalb antwortet ${instead}. Schließen Sie andere Tabs und Programme, und wählen Sie das Paket unter „Modelle“ erneut.`,
  'pack-file-other': ({ name }) =>
    `„${name}“ ist kein Modell. Wählen Sie das Zip, den Ordner oder die Dateien eines nnU-Net v2 (einen Checkpoint mit seiner plans.json und dataset.json), einen Checkpoint (.ckpt, .safetensors, .pt oder .pth) oder den entpackten Ordner eines Modellpakets.`,
  'pack-folder-without-manifest': ({ folder }) =>
    `In „${folder}“ ist keine manifest.json; der Ordner ist also kein Modellpaket. Wählen Sie den Ordner, den „npm run convert“ oder ein Export geschrieben hat.`,
  'pack-folder-incomplete': ({ folder, file }) =>
    `In „${folder}“ fehlt ${file}, oder die Größe ist eine andere als beschrieben. Kopieren Sie den ganzen Ordner erneut und fügen Sie die neue Kopie hinzu.`,
  'packs-busy': () =>
    'Ein anderer Tab von parse3d ändert gerade die gespeicherten Modellpakete. Warten Sie auf ihn oder schließen Sie ihn, und versuchen Sie es erneut.',
  'results-unwritable': ({ folder, reason }) =>
    `Es wurden keine Ergebnisse geschrieben, denn in ${folder} lässt sich nicht schreiben (${reason}). Schaffen Sie Platz oder wählen Sie mit --out einen anderen Ordner.`,
  'storage-insecure': () =>
    'Diese Seite kam unverschlüsselt (http) von einem anderen Rechner, und Browser geben einer solchen Seite keinen Speicher für Modellpakete. Mini funktioniert trotzdem. Öffnen Sie die Seite für andere Modelle über https, oder starten Sie parse3d auf diesem Rechner und öffnen Sie es unter localhost.',
  'storage-unavailable': ({ reason }) =>
    `Dieser Browser gibt der Seite keinen Speicher für Modellpakete (${reason}). Verlassen Sie das private Surfen oder verwenden Sie ein aktuelles Chrome, Edge oder Chromium, und versuchen Sie es erneut.`,
  'not-removed': ({ reason }) =>
    `Nicht alles, was dieser Browser aufbewahrt, ließ sich entfernen (${reason}). Schließen Sie andere Tabs mit parse3d und versuchen Sie es erneut, oder löschen Sie die Daten der Website in den Einstellungen des Browsers.`,
  'storage-full': ({ neededBytes, freeBytes }) =>
    `Das Paket braucht ${megabytes(neededBytes)}, und ${
      freeBytes === undefined
        ? 'der Browser nahm nur einen Teil davon an: Sein Speicher für diese Seite oder der Datenträger ist voll'
        : `im Speicher des Browsers für diese Seite sind noch ${megabytes(freeBytes)} frei`
    }. Schaffen Sie Platz auf dem Datenträger oder entfernen Sie ein Paket, und versuchen Sie es erneut.`,
  'out-of-memory': ({ stage }) =>
    `Der Arbeitsspeicher reichte nicht („${stageNames[stage] ?? stage}“). Schließen Sie andere Tabs und Programme, oder öffnen Sie einen kleineren Teil des Scans, und versuchen Sie es erneut.`,
  'device-lost': ({ reason }) =>
    `Der Grafikprozessor konnte mit dem Modell nicht weitermachen (${reason}); deshalb rechnet jetzt der Hauptprozessor, was länger dauert. Gefundenes bleibt. Versuchen Sie den Grafikprozessor erneut, oder machen Sie so weiter.`,
  'worker-lost': ({ reason }) =>
    `Der Teil dieser Seite, der im Hintergrund arbeitet, ist stehen geblieben (${reason}). Versuchen Sie es erneut; geschieht es wieder, schließen Sie andere Tabs und Programme und laden Sie die Seite neu.`,
  'runtime-unavailable': ({ reason }) =>
    `Das Programm, das Modelle ausführt, konnte nicht gestartet werden (${reason}). Prüfen Sie die Verbindung zum Server dieser Seite und versuchen Sie es erneut.`,
};
