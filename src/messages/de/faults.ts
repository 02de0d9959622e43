import type { ArchiveFault, DicomFault, HeaderFault } from '#errors.ts';

/** Why an archive is not read; `file` is the one in it that is meant. */
export const archiveFaults: Readonly<Record<ArchiveFault, (file: string | undefined) => string>> = {
  'list-broken': () => 'das Inhaltsverzeichnis ist beschädigt oder abgeschnitten',
  'list-too-long': () => 'das Inhaltsverzeichnis nennt mehr Dateien, als eine Studie hat',
  'list-contradicts': () => 'das Inhaltsverzeichnis widerspricht dem Inhalt',
  locked: () => 'es ist mit einem Passwort gesperrt',
  packing: () => 'es ist auf ungewöhnliche Weise gepackt',
  'file-misplaced': () => 'eine Datei darin ist nicht, wo sie sein sollte',
  'file-broken': (file) => `${file === undefined ? 'eine Datei' : `„${file}“`} darin ist beschädigt`,
};

/** What is wrong with a field of a header; so many numbers belong there. */
export const headerFaults: Readonly<Record<HeaderFault, (count: number | undefined) => string>> = {
  missing: () => 'fehlt',
  endless: () => 'der Header hat keines',
  numbers: (count) => (count === undefined ? 'Zahlen sind nötig' : `${count} Zahlen sind nötig`),
  'no-number': () => 'eine Angabe ist keine Zahl',
  vectors: () => 'für jede Achse ist ein Vektor nötig',
  endian: () => 'little oder big ist nötig',
  differing: () => 'die Angaben unterscheiden sich',
  unit: () => 'eine solche Längeneinheit ist nicht bekannt',
  'no-file': () => 'keine Datei ist genannt',
  'no-place': () => 'das ist keine Stelle in einer Datei',
  'no-rotation': () => 'das ist keine Drehung',
};

/** What is wrong with a DICOM file. */
export const dicomFaults: Readonly<Record<DicomFault, string>> = {
  'header-broken': 'der Header ist fehlerhaft oder abgeschnitten',
  'header-endless': 'der Header endet nicht',
  unpackable: 'sie lässt sich nicht entpacken',
  'no-size': 'sie nennt die Größe ihres Bildes nicht',
  bits: 'ihre Bit-Angaben passen nicht zueinander',
  'picture-size': 'das Bild hat eine andere Größe als angegeben',
  'picture-unpackable': 'das Bild lässt sich nicht entpacken',
  'pictures-apart': 'die Bilder lassen sich nicht auseinanderhalten',
  'pixels-misplaced': 'die Pixel sind nicht, wo sie sein sollten',
  'no-meaning': 'sie nennt nicht, was ihre Pixel bedeuten',
};

/** What was being done, by the engine's stages and the reader. */
export const stageNames: Readonly<Record<string, string>> = {
  download: 'Laden des Modells',
  verify: 'Prüfen des Modells',
  compile: 'Vorbereiten des Modells',
  preprocess: 'Vorbereiten des Scans',
  encode: 'Lesen der Merkmale',
  'read-prompt': 'Lesen der Eingabe',
  decode: 'Segmentierung',
  slice: 'Segmentierung',
  postprocess: 'Übertragen der Kontur auf den Scan',
  read: 'Lesen des Scans',
};
