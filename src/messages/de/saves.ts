import type { Messages } from '#messages/en.ts';
import type { PersonalPart } from '#results/personal-name.ts';
import { numbers } from './words.ts';

const personal: Readonly<Record<PersonalPart, string>> = {
  name: 'den Namen einer Person',
  date: 'ein Datum (vielleicht der Geburt)',
  number: 'eine Nummer (vielleicht eines Patienten)',
};

const kinds: Messages['saves']['kinds'] = {
  session: {
    name: 'Sitzung (.parse3d)',
    hint: 'Alles außer dem Scan, um später weiterzumachen: Objekte, Bearbeitungen, Schwellen, Messungen und Ansichten; parse3d',
  },
  labels: {
    name: 'Labelmap (NIfTI)',
    hint: 'Alle Objekte in einem Bild, dazu ihre Namen: ITK-SNAP (.txt), 3D Slicer (.ctbl)',
  },
  'seg.nrrd': {
    name: 'Segmentierung (.seg.nrrd)',
    hint: 'Alle Objekte mit Namen und Farben, auch wo sie sich überlappen: 3D Slicer',
  },
  'dicom-seg': {
    name: 'DICOM SEG',
    hint: 'Verweist auf die Serie und enthält Namen und Kennungen des Patienten, wie DICOM es verlangt: PACS, OHIF, 3D Slicer',
  },
  masks: { name: 'Masken (NIfTI)', hint: 'Jedes Objekt als 0 und 1 in einem eigenen Bild: jedes Programm' },
  probabilities: {
    name: 'Wahrscheinlichkeiten (NIfTI)',
    hint: 'Wie wahrscheinlich jedes Objekt an jedem Voxel ist, 0 bis 1: Python, ITK-SNAP, NiiVue',
  },
  stl: {
    name: 'Oberflächen (STL)',
    hint: 'Die glatte Oberfläche jedes Objekts in mm: 3D-Druck, 3D Slicer, Blender',
  },
  obj: {
    name: 'Oberflächen (OBJ)',
    hint: 'Alle Oberflächen in mm mit Namen und Farben in einer Datei: MeshLab, Blender',
  },
  glb: {
    name: 'Oberflächen (GLB)',
    hint: 'Alle Oberflächen mit Namen und Farben, in Metern: Webseiten, PowerPoint, Blender',
  },
  table: {
    name: 'Tabelle (CSV)',
    hint: 'Eine Zeile je Antwort mit allen Kennzahlen: Tabellenkalkulation, R, Python',
  },
  comparison: {
    name: 'Vergleich (CSV und JSON)',
    hint: 'Dice, Jaccard, Volumina und Oberflächenabstände jedes Paares: Tabellenkalkulation, R, Python',
  },
  report: {
    name: 'Bericht (JSON)',
    hint: 'Eingaben, Kennzahlen, Werte, Versionen und Prüfsummen: Programme',
  },
  methods: {
    name: 'Methodenabsatz (Text)',
    hint: 'Wie die Ergebnisse entstanden sind, fertig für eine Veröffentlichung',
  },
  figure: { name: 'Bild (PNG)', hint: 'Die Ansichten, wie sie jetzt sind, mit Maßstab und Legende' },
};

/** What can be saved, and under which names. */
export const saves: Messages['saves'] = {
  open: 'Speichern…',
  openHint: 'Labelmaps, Segmentierungen, Oberflächen, Tabellen und Bilder des Gefundenen',
  title: 'Ergebnisse speichern',
  stem: 'Dateinamen beginnen mit',
  personal: (parts) =>
    `Das scheint ${numbers.list(parts.map((part) => personal[part]))} zu enthalten. Dateien tragen es überallhin: Ändern Sie es, wenn es etwas über eine Person verrät.`,
  personalInTerminal: (parts) =>
    `Die Dateinamen scheinen ${numbers.list(parts.map((part) => personal[part]))} zu enthalten. Mit --name scan wäre das nicht so.`,
  neutral: 'scan',
  useNeutral: '„scan“ verwenden',
  what: 'Was speichern?',
  kinds,
  choose: (name) => `${name}, zusammen mit anderen`,
  save: (name) => `Speichern: ${name}`,
  saveOne: 'Speichern',
  notCompared: 'Nur während zwei Ergebnisse verglichen werden',
  notDicom: 'Nur wenn der Scan aus DICOM-Dateien mit ihren Kennungen stammt',
  nothing: 'Noch nichts zu speichern',
  zip: (count) =>
    `${count} ${numbers.plural(count, { one: 'Art', other: 'Arten' })} als eine Zip-Datei speichern`,
  all: 'Alle wählen',
  none: 'Keine wählen',
  making: (done, total) => `Datei ${Math.min(done + 1, total)} von ${total} wird erstellt…`,
  copyMethods: 'Methodenabsatz kopieren',
  copied: 'Kopiert',
  close: 'Schließen',
  figureNote: (version, models) =>
    `${[`parse3d ${version}`, ...models].join(' · ')} · nur für die Forschung, kein Medizinprodukt`,
  legend: (title, volume) => `${title}, ${volume}`,
};
