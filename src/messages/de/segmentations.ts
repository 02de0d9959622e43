import type { ErrorCode, ErrorDetails } from '#errors.ts';
import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in Extract<ErrorCode, `segmentation-${string}`>]: (details: ErrorDetails[C]) => string;
};

const grid = (size: readonly number[], spacingMm: readonly number[]) =>
  `${size.join(' × ')} Voxel zu ${spacingMm.map((mm) => numbers.significant(mm, 3)).join(' × ')} mm`;
const objects = (count: number) => `${count} ${numbers.plural(count, { one: 'Objekt', other: 'Objekte' })}`;

/** What is wrong with files that hold objects, and what to know of them. */
export const segmentationErrors: Sentences = {
  'segmentation-waits': ({ name }) =>
    `„${name}“ ist eine Segmentierung, kein Scan. Öffnen Sie den Scan, auf dem sie gezeichnet wurde: Dann kommen ihre Objekte hinzu.`,
  'segmentation-alone': ({ name }) =>
    `„${name}“ ist eine Segmentierung, kein Scan. Geben Sie auch den Scan an, auf dem sie gezeichnet wurde.`,
  'segmentation-empty': ({ name }) =>
    `In „${name}“ ist kein Objekt gezeichnet. Speichern Sie die Segmentierung erneut mit ihren Objekten und öffnen Sie die neue Datei.`,
  'segmentation-elsewhere': ({ name }) =>
    `Die Objekte von „${name}“ liegen alle außerhalb dieses Scans, deshalb kam keines hinzu. Öffnen Sie den Scan, auf dem sie gezeichnet wurden, und legen Sie „${name}“ dann erneut ab.`,
  'segmentation-many': ({ name, count, most }) =>
    `„${name}“ hat ${objects(count)}, und höchstens ${most} lassen sich zugleich zeigen. Speichern Sie die, die Sie brauchen, in einer eigenen Datei und öffnen Sie diese.`,
  'segmentation-values': ({ name, value }) =>
    `„${name}“ enthält den Wert ${numbers.significant(value, 4)}, der kein Label ist: Label sind ganze Zahlen von 1 bis 65535, und 0 ist Hintergrund. Speichern Sie eine Labelkarte und öffnen Sie diese.`,
  'segmentation-resampled': ({ name, size, spacingMm, scanSize, scanSpacingMm }) =>
    `„${name}“ liegt auf einem anderen Gitter (${grid(size, spacingMm)}) als der Scan (${grid(scanSize, scanSpacingMm)}): Jedes Voxel des Scans erhielt das Label des nächsten. Volumina können etwas von denen der Datei abweichen; für genaue speichern Sie sie auf dem Gitter des Scans.`,
  'segmentation-cut': ({ name, share }) =>
    `${numbers.fixed(Math.max(0.1, 100 * share), 1)} % des in „${name}“ Gezeichneten liegen außerhalb dieses Scans und wurden weggelassen. Prüfen Sie, dass es auf diesem Scan gezeichnet wurde.`,
  'segmentation-fractional': ({ name }) =>
    `„${name}“ sagt, welcher Anteil jedes Voxels zu einem Objekt gehört; Konturen werden bei der Hälfte gezogen. Vergleichen Sie dünne Teile mit den Bildern.`,
};

/** Objects that were read from files. */
export const segmentations: Messages['segmentations'] = {
  label: (label) => `Label Nr. ${label}`,
  fromFile: 'Aus einer Datei',
  origin: (file, label) =>
    `Label ${label} in ${file ? `„${file}“` : 'einer Datei'}. Kein Modell hat es erzeugt, deshalb gibt es keine Bewertung.`,
  title: 'Segmentierungen',
  objects,
  add: 'zum offenen Scan hinzufügen',
  addLater: 'kommt hinzu, sobald ein Scan offen ist',
  names: 'Namen der Label',
  namesHint:
    'Die Datei enthält nur Zahlen. Eine Liste sagt, was sie bedeuten; wählen Sie die, mit der sie erzeugt wurde.',
  asNumbers: 'Keine: nur Zahlen',
  list: (name, known, of) => `${name}: ${known} von ${of}`,
};
