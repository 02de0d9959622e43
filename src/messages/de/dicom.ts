import type { DicomKind, DicomNumberFault, ErrorCode, ErrorDetails } from '#errors.ts';
import { DICOM_ATTRIBUTES } from '#messages/dicom-attributes.ts';
import { dicomFaults } from './faults.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in Extract<ErrorCode, `dicom-${string}`>]: (details: ErrorDetails[C]) => string;
};

/** What follows the name of the first of so many files. */
const KINDS: { readonly [K in DicomKind]: (count: number) => string } = {
  localizer: (count) =>
    count === 1
      ? 'ist ein Bild aus der Planung der Aufnahme (ein Localizer) und enthält kein Volumen. Öffnen Sie die Serie, die damit geplant wurde.'
      : `und weitere, zusammen ${count} Bilder, dienten der Planung einer Aufnahme (Localizer): Sie nennen sich so oder liegen in verschiedenen Ebenen und ergeben kein Volumen. Öffnen Sie eine andere Serie der Studie.`,
  single: (count) =>
    count === 1
      ? 'ist eine einzelne Schicht, und ein Volumen braucht mehrere. Öffnen Sie alle Dateien der Serie zusammen: Ziehen Sie ihren Ordner auf die Seite.'
      : `und weitere sind ${count} Bilder derselben Stelle, und ein Volumen braucht mehrere Stellen. Öffnen Sie eine andere Serie der Studie.`,
  mosaic: () =>
    'enthält viele Schichten nebeneinander in einem Bild (ein Mosaik), und sein Kopf sagt nicht, wie sie liegen. Konvertieren Sie die Serie mit dcm2niix und öffnen Sie die .nii.gz-Datei, die dabei entsteht.',
  capture: () => 'ist ein Bildschirmfoto, kein Scan. Öffnen Sie den Scan, von dem es stammt.',
  colour: () => 'ist ein Farbbild, kein Scan. Öffnen Sie den Scan, von dem es stammt.',
  report: () => 'ist ein Befundbericht, kein Scan. Öffnen Sie die Bildserie, zu der er gehört.',
  document: () =>
    'ist ein Dokument (zum Beispiel ein PDF), kein Scan. Öffnen Sie die Bildserie, zu der es gehört.',
  segmentation: () =>
    'ist eine Segmentierung (DICOM SEG), die parse3d noch nicht anzeigt. Öffnen Sie den Scan, auf dem sie gezeichnet wurde.',
  registration: () =>
    'beschreibt, wie Scans zueinander liegen, und ist kein Scan. Öffnen Sie die Bildserie daneben.',
  presentation: () =>
    'beschreibt, wie Bilder anzuzeigen sind, und ist kein Scan. Öffnen Sie die Bildserie daneben.',
  radiotherapy: () =>
    'ist ein Objekt der Bestrahlungsplanung, das parse3d nicht liest. Öffnen Sie das CT oder MRT, auf dem geplant wurde.',
  ultrasound: () => 'ist Ultraschall, und parse3d kennt nur CT und MRT. Öffnen Sie ein CT oder MRT.',
  projection: () => 'ist ein Röntgenbild, kein Volumen. Öffnen Sie ein CT oder MRT.',
  photograph: () => 'ist ein Foto, kein Volumen. Öffnen Sie ein CT oder MRT.',
  waveform: () => 'ist eine Aufzeichnung über die Zeit, kein Bild. Öffnen Sie ein CT oder MRT.',
  directory: () =>
    'ist das Inhaltsverzeichnis eines DICOM-Datenträgers, kein Scan. Öffnen Sie den ganzen Ordner oder Datenträger, in dem es liegt.',
  'no-picture': () => 'enthält kein Bild. Öffnen Sie die Dateien einer CT- oder MRT-Serie.',
  'float-pixels': () =>
    'speichert seine Pixel als Gleitkommazahlen, die parse3d in DICOM nicht liest. Exportieren Sie die Serie mit ganzen Zahlen oder wandeln Sie sie in NIfTI um und öffnen Sie das.',
  'odd-size': (count) =>
    `${count === 1 ? 'hat' : `und weitere, zusammen ${count} Bilder, haben`} andere Zeilen, Spalten oder Pixel als der Rest der Serie und ${count === 1 ? 'fehlt' : 'fehlen'} in deren Volumen. Prüfen Sie, dass an seinen Enden nichts fehlt, oder exportieren Sie die Serie erneut.`,
  scattered: (count) =>
    `und weitere, zusammen ${count} Dateien, sind je eine Schicht mit einer eigenen Seriennummer (SeriesInstanceUID); nichts sagt, dass sie zusammengehören. Exportieren Sie sie erneut als eine Serie.`,
};

const MISSING = {
  position: 'wo ihre Schichten im Patienten liegen',
  orientation: 'wie ihre Schichten im Patienten liegen',
  spacing: 'wie groß ihre Pixel sind',
};

const NUMBER_FAULTS: Readonly<Record<DicomNumberFault, string>> = {
  'no-number': 'enthält etwas, das keine Zahl ist',
  thousands: 'enthält ein Komma, das ein Dezimalkomma sein oder Tausender trennen kann',
  few: 'enthält zu wenige Zahlen',
};

const mm = (value: number) => numbers.fixed(value, 2);

/** What is said of DICOM. */
export const dicom: Sentences = {
  'dicom-other': ({ name, kind, count }) => `„${name}“ ${KINDS[kind](count)}`,
  'dicom-damaged': ({ name, fault }) =>
    `„${name}“ ist eine beschädigte DICOM-Datei (${dicomFaults[fault]}). Kopieren Sie die Serie erneut aus dem Archiv und öffnen Sie die neue Kopie.`,
  'dicom-geometry': ({ name, missing }) =>
    `Die Datei „${name}“ gibt nicht an, ${MISSING[missing]}; links, rechts und Größen wären geraten. Vielleicht hat eine Anonymisierung das entfernt. Exportieren Sie die Serie erneut und behalten Sie dabei ihre Geometrie.`,
  'dicom-number': ({ name, attribute, fault }) =>
    `${DICOM_ATTRIBUTES[attribute]} von „${name}“ ${NUMBER_FAULTS[fault]}; Intensitäten oder Größen wären geraten. Berichtigen Sie dieses Attribut oder exportieren Sie die Serie erneut und öffnen Sie sie dann.`,
  'dicom-compression': ({ name, syntax }) =>
    `„${name}“ ist auf eine Art komprimiert, die parse3d nicht liest (${syntax}). Exportieren Sie die Serie unkomprimiert oder als verlustfreies JPEG und öffnen Sie diese.`,
  'dicom-codec': ({ reason }) =>
    `Das Programm, das diese Bilder entpackt, konnte nicht gestartet werden (${reason}). Prüfen Sie die Verbindung zum Server dieser Seite und versuchen Sie es erneut.`,
  'dicom-slices-missing': ({ name, count, of, after, usualMm }) =>
    `In „${name}“ ${count === 1 ? 'fehlt eine Schicht' : `fehlen ${count} Schichten`} von ${of}, nach Nummer ${after.slice(0, 8).join(', ')}${after.length > 8 ? ' und weiteren' : ''}, von einem Ende aus in Schritten von ${mm(usualMm)} mm gezählt. Kopieren Sie die ganze Serie erneut und öffnen Sie die neue Kopie.`,
  'dicom-slices-uneven': ({ name, leastMm, mostMm }) =>
    `Die Schichten von „${name}“ haben ungleiche Abstände, von ${mm(leastMm)} bis ${mm(mostMm)} mm, und ergeben kein regelmäßiges Volumen. Öffnen Sie jeden gleichmäßigen Teil für sich oder eine andere Serie der Studie.`,
  'dicom-slices-shifted': ({ name, offMm }) =>
    `Die Schichten von „${name}“ sind seitlich gegeneinander verschoben: Eine liegt ${mm(offMm)} mm neben ihrem Platz auf einer geraden Linie; sie ergeben kein regelmäßiges Volumen. Öffnen Sie jeden geraden Teil für sich oder eine andere Serie der Studie.`,
  'dicom-rescale-type': ({ name, type }) =>
    type === 'HU_MOD'
      ? `Die Hounsfield-Einheiten von „${name}“ hat die Software des Scanners verändert (HU_MOD), zum Beispiel um Kontrastmittel herauszurechnen. Nehmen Sie sie nicht für gemessene.`
      : `Die Werte von „${name}“ sind keine Hounsfield-Einheiten (RescaleType ist ${type ?? 'ein anderes Wort'}); die Serie gilt deshalb nicht als CT. Öffnen Sie für alles, was Hounsfield-Einheiten braucht, die CT-Serie der Studie.`,
  'dicom-slices-rough': ({ name, leastMm, mostMm, offMm }) =>
    `Die Schichten von „${name}“ haben leicht ungleiche Abstände, von ${mm(leastMm)} bis ${mm(mostMm)} mm, und gelten als gleichmäßig: Eine von ihnen liegt ${mm(offMm)} mm neben ihrem Platz. Prüfen Sie Abstände, auf die es ankommt.`,
  'dicom-ambiguous': ({ name, count }) =>
    `„${name}“ hat bis zu ${count} verschiedene Bilder an einer Stelle, und nichts darin sagt, welche zusammengehören. Exportieren Sie die Volumina der Serie einzeln und öffnen Sie eines davon.`,
  'dicom-copies': ({ name, count }) =>
    `${count} ${numbers.plural(count, { one: 'Datei', other: 'Dateien' })} von „${name}“ ${count === 1 ? 'ist eine Kopie einer anderen und wurde' : 'sind Kopien von anderen und wurden'} ausgelassen. Prüfen Sie, dass nichts fehlt, wenn Sie keine Kopien erwartet haben.`,
  'dicom-inverted': ({ name }) =>
    `„${name}“ speichert Helles als kleine Zahlen; die Intensitäten wurden deshalb umgekehrt. Prüfen Sie, dass das Bild wie gewohnt aussieht.`,
};
