import type { ErrorCode, ErrorDetails, UnreadKind } from '#errors.ts';
import { bodyPartErrors } from './body-parts.ts';
import { dicom } from './dicom.ts';
import { archiveFaults, headerFaults } from './faults.ts';
import { nnunet } from './nnunet.ts';
import { packErrors } from './pack-errors.ts';
import { segmentationErrors } from './segmentations.ts';
import { endsOf } from './verdict.ts';
import { numbers, quote, quoteAll, quoteAny, short } from './words.ts';

/** What happened and what to do next, for each code. */
type ErrorSentences = { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => string };

const list = (values: readonly number[]) => values.map(short).join(' × ');

const UNREAD: { readonly [K in UnreadKind]: (format: string) => string } = {
  scan: (format) =>
    `hat das Format ${format}, das parse3d noch nicht liest. Speichern Sie den Scan als NIfTI, zum Beispiel mit 3D Slicer, und öffnen Sie diese Datei.`,
  bare: (format) =>
    `hat das Format ${format}, das nicht angibt, wie ein Scan im Patienten liegt; links und rechts wären geraten. Speichern Sie den Scan mit seiner Orientierung als NIfTI und öffnen Sie diese Datei.`,
  archive: (format) =>
    `ist ein Archiv (${format}). Entpacken Sie es und öffnen Sie den Scan, der darin liegt.`,
  picture: (format) => `ist ein Bild (${format}), kein 3D-Scan. Öffnen Sie den Scan, von dem es stammt.`,
  document: (format) =>
    `ist ein Dokument (${format}), kein Scan. Wählen Sie ein CT oder MRT, etwa einen DICOM-Ordner oder eine .nii.gz-Datei.`,
};

/** Why CT and MR cannot be told apart, by `ModalityReason`. */
const UNSURE: Readonly<Record<string, string>> = {
  'unknown-scale':
    'Sie verteilen sich wie die eines CT, sind aber keine Hounsfield-Einheiten. Wenn es eines ist, speichern Sie den Scan in HU',
  'like-hounsfield': 'Sie verteilen sich fast wie Hounsfield-Einheiten, aber nicht ganz',
  clipped: 'Sie sind an beiden Enden abgeschnitten, wie durch ein Anzeigefenster',
};

export const unsure = (name: string, reason: string) =>
  `Ob „${name}“ ein CT oder MRT ist, lässt sich an den Werten nicht erkennen: ${UNSURE[reason] ?? 'Sie passen zu beidem'}.`;

/** HU + 1024, HU ÷ 1000 and the like. */
function unitsOf(scale: number, offset: number): string {
  const scaled = scale === 1 ? 'HU' : `HU ÷ ${short(1 / scale)}`;
  return offset === 0 ? scaled : `${scaled} ${offset < 0 ? '−' : '+'} ${short(Math.abs(offset))}`;
}

const SESSION_FAULTS: Readonly<Record<ErrorDetails['session-damaged']['reason'], string>> = {
  short: 'Sie endet nicht dort, wo sie es angibt',
  packed: 'Ein Teil lässt sich nicht entpacken',
  content: 'Sie enthält, was keine Sitzung enthält',
  masks: 'Ihre Masken passen nicht zu ihrem Scan',
};

const OPEN_AGAIN = 'öffnen Sie die Datei erneut';

export const errors: ErrorSentences = {
  'session-damaged': ({ reason }) =>
    `Die Sitzung lässt sich nicht lesen: ${SESSION_FAULTS[reason]}. Es wurde nichts geändert. Öffnen Sie eine andere Kopie davon.`,
  'session-unkept': ({ reason }) =>
    `${reason === 'full' ? 'Der Browser hat keinen Platz mehr, um diese Arbeit zu behalten' : `Der Browser behält diese Arbeit nicht (${reason})`}; beim Neuladen ginge verloren, was seitdem getan wurde. Speichern Sie sie als Sitzung (Strg+S).`,
  'run-stopped': ({ name, prompts }) =>
    `Was auf „${name}“ gesucht wurde (${prompts.join('; ')}), wurde abgebrochen, weil ein anderer Scan geöffnet wurde. Öffnen Sie „${name}“ in der Liste der offenen Scans und suchen Sie dort erneut, oder lassen Sie es.`,
  'scan-changed': ({ name }) =>
    `Die Dateien von „${name}“ enthalten einen anderen Scan als zuvor. Was darauf gefunden wurde, bleibt, solange er in der Liste der offenen Scans steht. Öffnen Sie seine früheren Dateien, oder schließen Sie ihn dort und speichern Sie seine Sitzung.`,
  'session-newer': ({ version }) =>
    `Die Sitzung stammt von einem neueren parse3d (Format ${version}), das dieses hier nicht kennt. Laden Sie die Seite neu, um die neueste Version zu erhalten, und öffnen Sie die Sitzung dann erneut.`,
  'not-a-scan': ({ name }) =>
    `„${name}“ hat kein Format, das parse3d kennt. Wählen Sie ein CT oder MRT, etwa einen DICOM-Ordner oder eine .nii.gz-Datei.`,
  'format-unread': ({ name, format, kind }) => `„${name}“ ${UNREAD[kind](format)}`,
  'nothing-to-open': ({ name }) =>
    `In „${name}“ ist keine Datei. Wählen Sie den Ordner oder das Archiv, in dem der Scan liegt.`,
  'archive-unread': ({ name, fault, file }) =>
    `„${name}“ lässt sich nicht lesen (${archiveFaults[fault](file)}). Kopieren oder laden Sie das Archiv erneut, oder entpacken Sie es und öffnen Sie den Ordner.`,
  'damaged-gzip': ({ name }) =>
    `„${name}“ ist beschädigt: Der Inhalt passt nicht zur eigenen Prüfsumme. Kopieren oder laden Sie die Datei erneut und öffnen Sie die neue Kopie.`,
  'gzip-unchecked': ({ name }) =>
    `„${name}“ wurde geöffnet, aber darin folgt so viel auf den Scan, dass die Prüfsumme nicht verglichen wurde. Prüfen Sie, dass es die Datei ist, die Sie öffnen wollten.`,
  'file-truncated': ({ name }) =>
    `„${name}“ endet, bevor alle Voxel da sind. Kopieren oder laden Sie die Datei erneut und öffnen Sie die neue Kopie.`,
  'file-unreadable': ({ name, reason }) =>
    `„${name}“ konnte nicht gelesen werden (${reason}). Prüfen Sie, dass die Datei noch da und unbeschädigt ist, und ${OPEN_AGAIN}.`,
  'volume-not-3d': ({ name, shape }) =>
    `„${name}“ enthält ${list(shape)} Werte, nicht ein 3D-Volumen. Speichern Sie daraus ein einzelnes 3D-Volumen und öffnen Sie dieses.`,
  'volume-datatype': ({ name, datatype }) =>
    `„${name}“ speichert Voxel als ${datatype}, also nicht als eine Zahl je Voxel. Wandeln Sie sie in ganze oder Gleitkommazahlen um und ${OPEN_AGAIN}.`,
  'volume-too-large': ({ name, bytes, most }) =>
    `„${name}“ gibt ${numbers.gibibytes(bytes)} für seine Voxel an, und parse3d öffnet Scans bis ${numbers.gibibytes(most)}. Speichern Sie einen kleineren Teil des Scans und öffnen Sie diesen.`,
  'volume-spacing': ({ name, spacingMm }) =>
    `„${name}“ gibt eine Voxelgröße von ${list(spacingMm)} mm an, was nicht stimmen kann. Berichtigen Sie die Voxelgröße im Header und ${OPEN_AGAIN}.`,
  'volume-position': ({ name, offsetMm }) =>
    `„${name}“ beginnt bei ${list(offsetMm)} mm, weiter weg, als ein Scanner reicht. Berichtigen Sie den Offset im Header und ${OPEN_AGAIN}.`,
  'volume-no-affine': ({ name }) =>
    `„${name}“ gibt nicht an, wie der Scan im Patienten liegt; links und rechts wären geraten. Speichern Sie ihn mit seiner Orientierung (qform oder sform in NIfTI, space und space directions in NRRD) und ${OPEN_AGAIN}.`,
  'volume-affine-singular': ({ name }) =>
    `„${name}“ hat eine Orientierung, die den Patienten flach drückt. Berichtigen Sie qform oder sform im Header und ${OPEN_AGAIN}.`,
  'volume-extent': ({ name, extentMm }) =>
    `„${name}“ misst laut Header ${list(extentMm)} mm, mehr als jeder Patient. Berichtigen Sie die Voxelgröße im Header und ${OPEN_AGAIN}.`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)} Wählen Sie die Modalität neben dem Namen, oder mit --modality im Terminal, bevor Sie etwas suchen.`,
  'labels-not-scan': ({ name }) =>
    `„${name}“ sieht aus wie eine Segmentierung, nicht wie ein Scan: wenige ganze Zahlen, gleich über ganze Regionen. Öffnen Sie den Scan, auf dem sie gezeichnet wurde: Dann kommen ihre Objekte hinzu. Ist es doch ein Scan, wählen Sie die Modalität neben dem Namen oder mit --modality im Terminal.`,
  'scan-turned': ({ name, flips }) =>
    `In „${name}“ gelten ${endsOf(flips)} als vertauscht, wie Sie es gewählt haben; der Bericht sagt es. Dateien werden weiter auf dem Gitter der eigenen Datei geschrieben. Prüfen Sie, wo links, vorn und Kopf sind, bevor Sie die Kennzahlen verwenden.`,
  'ct-units': ({ name, scale, offset }) =>
    `„${name}“ speichert nicht Hounsfield-Einheiten, sondern ${unitsOf(scale, offset)}, und wurde so gelesen. Prüfen Sie die Werte in den Ansichten; sind sie falsch, speichern Sie den Scan in HU.`,
  'ct-floored': ({ name }) =>
    `„${name}“ sieht aus wie ein CT, in dem alles unter 0 HU zu 0 wurde; Luft und Fett sind gleich, und Konturen können ungenauer sein. Öffnen Sie den Scan, wie er vom Scanner kam, wenn Sie ihn haben.`,
  'mr-shifted': ({ name, by }) =>
    `Der Hintergrund von „${name}“ liegt unter 0, wie in einem standardisierten MRT; zu jedem Wert wurde ${short(by)} addiert. Prüfen Sie, dass es ein MRT ist.`,
  'mr-background': ({ name, value }) =>
    `Der Hintergrund von „${name}“ hat einen Wert (${short(value)}), der auch im Körper vorkommt; er wurde auf den niedrigsten Wert gesetzt. Prüfen Sie, dass die Ansichten den Körper ganz zeigen.`,
  'mr-noisy-background': ({ name }) =>
    `Um den Patienten ist „${name}“ so hell wie innen und verrauscht; Konturen können falsch werden. Öffnen Sie eine andere Rekonstruktion des Scans oder eine ohne Hintergrund, wenn Sie eine haben.`,
  'little-body': ({ name, ml }) =>
    `„${name}“ zeigt nur ${numbers.fixed(ml, 1)} mL eines Körpers; „nicht gefunden“ bedeutet dann wenig. Prüfen Sie die Voxelgröße, oder öffnen Sie einen Scan, der mehr vom Patienten zeigt.`,
  'affine-placeholder': ({ name, isSized }) =>
    `„${name}“ gibt ${isSized ? '' : 'Voxel von 1 × 1 × 1 mm, '}Achsen genau entlang der Seiten des Patienten und den Ursprung am ersten Voxel an: was Programme schreiben, wenn sie es nicht wissen. Links und rechts${isSized ? '' : ', Größen'} und Antworten können falsch sein. Öffnen Sie den Scan, aus dem die Datei entstand, oder tragen Sie die wahre Orientierung in den Header ein.`,
  'data-missing': ({ name, missing }) =>
    `„${name}“ ist nur ein Header: Die Voxel liegen in „${missing}“, das nicht unter den Dateien war. Wählen Sie beide zusammen.`,
  'header-faulty': ({ name, field, fault, count }) =>
    `Der Header von „${name}“ ist bei „${field}“ nicht zu verstehen (${headerFaults[fault](count)}). Speichern Sie den Scan neu, zum Beispiel als NIfTI, und öffnen Sie diese Datei.`,
  'encoding-unread': ({ name, encoding }) =>
    `„${name}“ legt seine Voxel so ab, wie parse3d sie nicht liest: ${encoding}. Speichern Sie den Scan neu in einer Datei, zum Beispiel als NIfTI oder NRRD, mit gzip gepackt oder ungepackt, und öffnen Sie diese.`,
  'nifti-forms-differ': ({ name, followed, sform, qform }) =>
    `„${name}“ gibt zweimal an, wie der Scan im Patienten liegt, und nicht gleich: ${sform} laut sform, ${qform} laut qform. Es gilt die ${followed}. Prüfen Sie, dass links und rechts stimmen.`,
  'nifti-sform-empty': ({ name }) =>
    `Die sform von „${name}“ ist gesetzt, aber leer; es gilt die qform. Prüfen Sie, dass links und rechts stimmen.`,
  'nifti-unit': ({ name, unit }) =>
    `„${name}“ gibt Größen in ${unit} an, was zu keinem Patienten passt; sie gelten als Millimeter. Prüfen Sie die angezeigte Voxelgröße.`,
  'nifti-step-negative': ({ name }) =>
    `„${name}“ gibt eine negative Voxelgröße an, was nichts bedeutet; das Vorzeichen wurde weggelassen, wie in anderen Programmen. Prüfen Sie, dass links und rechts stimmen.`,
  'volume-constant': ({ name, value }) =>
    `Jedes Voxel von „${name}“ hat denselben Wert (${short(value)}); es gibt darin nichts zu sehen. Öffnen Sie den Scan, aus dem die Datei entstand.`,
  'volume-not-finite': ({ name }) =>
    `Kein Voxel von „${name}“ ist eine Zahl. Exportieren Sie den Scan erneut und öffnen Sie die neue Datei.`,
  'volume-intensity': ({ name, low, high }) =>
    `„${name}“ gibt Intensitäten von ${short(low)} bis ${short(high)} an, die kein Scanner liefert. Prüfen und berichtigen Sie Datentyp, Steigung und Achsenabschnitt, und ${OPEN_AGAIN}.`,
  ...dicom,
  ...segmentationErrors,
  ...nnunet,
  ...packErrors,
  'prompt-empty': () => 'Die Eingabe nennt nichts. Geben Sie ein, was Sie suchen, etwa „linke Niere“.',
  'prompt-left-out': ({ names }) =>
    `${quoteAll(names)} ${names.length === 1 ? 'wurde' : 'wurden'} ausgelassen, wie die Eingabe es sagt. Suchen Sie ohne „nicht“, um ${names.length === 1 ? 'es' : 'sie'} zu segmentieren.`,
  'prompt-exception': ({ texts }) =>
    `Gefragt war alles außer ${quoteAll(texts)}, und das kennt das Modell nicht. Nennen Sie, was es kennt, oder suchen Sie alles und blenden Sie den Rest aus.`,
  'prompt-sideless': ({ texts, names }) =>
    `${quoteAll(texts)} ${texts.length === 1 ? 'wurde' : 'wurden'} nicht segmentiert, denn das Modell unterscheidet dort links und rechts nicht. Suchen Sie ${quoteAny(names)}, um das Ganze zu segmentieren.`,
  'prompt-report': () =>
    'Das liest sich wie ein Befund, deshalb wurde nichts segmentiert. Geben Sie nur die Namen dessen ein, was Sie suchen, etwa „Leber, linke Niere“.',
  'prompt-length': ({ characters, most }) =>
    `Die Eingabe hat ${numbers.fixed(characters, 0)} Zeichen, und höchstens ${numbers.fixed(most, 0)} werden gelesen. Geben Sie nur die Namen dessen ein, was Sie suchen, etwa „Leber, linke Niere“.`,
  'prompt-unknown': ({ text, pack, nearest, elsewhere }) =>
    `${pack} kennt „${text}“ nicht${elsewhere.map((other) => `; ${other}, ein anderes Modell, vielleicht`).join('')}. Suchen Sie ${nearest.length === 0 ? 'eine Struktur aus seiner Liste' : quoteAny(nearest)}.`,
  'prompt-body-part': () =>
    'Was zu finden ist, hängt davon ab, welchen Teil des Körpers die Aufnahme zeigt. Wählen Sie ihn neben dem Namen des Scans oder hier und fragen Sie noch einmal.',
  ...bodyPartErrors,
  'prompt-too-long': ({ text, maxTokens }) =>
    `${quote(`${text.slice(0, 40)}…`)} ist länger, als das Modell lesen kann (${maxTokens} Token). Nennen Sie die Struktur in wenigen Worten.`,
  'several-scans': ({ count }) =>
    `Im Angegebenen sind ${count} Scans, und nur einer lässt sich auf einmal öffnen. Wählen Sie einen davon.`,
  'modality-unstated': ({ name, reason }) =>
    `${unsure(name, reason)} Wählen Sie oben die Art der Scans und starten Sie erneut.`,
  'batch-running': ({ done, of }) =>
    `Ein Stapel läuft (${done} von ${of} Scans), und es wird immer nur eines berechnet. Warten Sie auf ihn, oder halten Sie ihn zuerst an: Der Knopf ist in der Fußzeile.`,
  'batch-must-wait': () =>
    'Eine Eingabe wird beantwortet, oder ein Scan wird geöffnet. Warten Sie darauf oder brechen Sie es ab, und starten Sie dann den Stapel.',
  'batch-unwritable': ({ folder, reason }) =>
    `${folder === '' ? 'Der Ordner' : `„${folder}“`} nimmt die Ergebnisse nicht an (${reason}). Schaffen Sie Platz oder wählen Sie einen anderen Ordner, und starten Sie erneut.`,
  'batch-table-foreign': ({ folder, file }) =>
    `„${folder}“ enthält eine Datei ${file}, die kein Stapel dieser Version geschrieben hat; sie blieb, wie sie ist. Wählen Sie einen anderen Ordner oder benennen Sie die Datei um, und starten Sie erneut.`,
  'copy-refused': ({ reason }) =>
    `Der Browser ließ die Tabelle nicht kopieren (${reason}). Speichern Sie sie stattdessen als Datei: „Tabelle (CSV)“.`,
  'link-elsewhere': ({ address }) =>
    `Der Link nennt einen Scan, der nicht bei dieser Seite liegt (${address.slice(0, 80)}); er wurde nicht geholt. Speichern Sie die Datei, und öffnen Sie sie hier.`,
  'sample-missing': ({ name }) =>
    `Das Beispiel ${name} liegt nicht auf dem Server dieser Seite. Öffnen Sie stattdessen einen eigenen Scan.`,
  'arguments-invalid': ({ reason }) =>
    `${reason}. Führen Sie den Befehl mit --help aus, um zu sehen, was erwartet wird.`,
  internal: ({ where }) =>
    `Etwas ging schief, das nicht schiefgehen sollte (${where}). Laden Sie die Seite neu und versuchen Sie es noch einmal; geschieht es wieder, melden Sie es mit diesem Text.`,
};
