import type { Messages } from '#messages/en.ts';
import { bodyPartTerminalErrors } from './body-parts.ts';
import { stageNames } from './faults.ts';

/** In a terminal there is no page to reload and no button to press; codes without a line here are worded as on the page. */
export const terminalErrors: Messages['terminalErrors'] = {
  'several-scans': ({ count }) =>
    `Im Angegebenen sind ${count} Scans, und nur einer lässt sich auf einmal öffnen. Wählen Sie einen mit --series („npm run read“ nummeriert sie), oder nehmen Sie alle mit --jobs 1.`,
  ...bodyPartTerminalErrors,
  'dicom-codec': ({ reason }) =>
    `Das Programm, das diese Bilder entpackt, konnte nicht gestartet werden (${reason}). Führen Sie einmal npm start aus, um zu installieren, was parse3d braucht, und dann den Befehl erneut.`,
  'pack-invalid': ({ field, reason }) =>
    `Die Beschreibung des Modells ist bei „${field}“ fehlerhaft (${reason}). Stellen Sie die ursprünglichen Dateien des Pakets wieder her und führen Sie den Befehl erneut aus.`,
  'pack-unreachable': ({ file, reason }) =>
    `Die Modelldatei ${file} konnte nicht gelesen werden (${reason}). Prüfen Sie, dass der Ordner des Pakets vollständig ist, und führen Sie den Befehl erneut aus.`,
  'weights-corrupt': ({ file }) =>
    `Die Modelldatei ${file} ist nicht die, die ihre Beschreibung nennt, und wurde deshalb nicht verwendet. Stellen Sie die ursprünglichen Dateien des Pakets wieder her und führen Sie den Befehl erneut aus.`,
  'pack-file-corrupt': ({ pack, file }) =>
    `Die Datei ${file} von ${pack} ist nicht die, die ihre Beschreibung nennt; das Paket ist nicht zu verwenden. Konvertieren Sie den Checkpoint erneut.`,
  'out-of-memory': ({ stage }) =>
    `Der Arbeitsspeicher reichte nicht („${stageNames[stage] ?? stage}“). Schließen Sie andere Programme oder speichern Sie einen kleineren Teil des Scans, und führen Sie den Befehl erneut aus.`,
  'worker-lost': ({ reason }) =>
    `Der Prozess, der diesen Scan beantwortete, endete zweimal (${reason}). Vielleicht brauchte er mehr Arbeitsspeicher, als da ist: Führen Sie den Befehl mit kleinerem --jobs erneut aus; geschieht es wieder, melden Sie es mit diesem Text.`,
  'runtime-unavailable': ({ reason }) =>
    `Das Programm, das Modelle ausführt, konnte nicht gestartet werden (${reason}). Führen Sie einmal npm start aus, um zu installieren, was parse3d braucht, und dann den Befehl erneut.`,
  internal: ({ where }) =>
    `Etwas ging schief, das nicht schiefgehen sollte (${where}). Führen Sie den Befehl erneut aus; geschieht es wieder, melden Sie es mit diesem Text.`,
};
