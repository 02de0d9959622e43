import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

/** How prompts are asked. */
export const asking: Messages['asking'] = {
  only: 'Nur ein Teil des Scans…',
  onlyHint:
    'Schichten und Fenster, die nicht hineinreichen, werden nicht berechnet; das spart ihre Zeit. Über den Rest wird nichts gesagt.',
  planes: { axial: 'Axial', coronal: 'Koronal', sagittal: 'Sagittal' },
  slices: 'Schichten',
  plane: 'Ebene',
  first: 'Erste Schicht',
  to: 'bis',
  last: 'Letzte Schicht',
  useSlices: 'Nur nach diesen Schichten fragen',
  inView: 'Was zu sehen ist',
  around: (name) => `Um ${name} herum`,
  margin: 'Rand, mm',
  region: ({ plane, first, last }) => {
    const adjective = { axial: 'axiale', coronal: 'koronale', sagittal: 'sagittale' }[plane];
    return first === last
      ? `Nur ${adjective} Schicht ${first}`
      : `Nur ${adjective} Schichten ${first}–${last}`;
  },
  box: (size) => `Nur ein Quader von ${size.join(' × ')} Voxeln`,
  wholeAgain: 'Wieder nach dem ganzen Scan fragen',
  notLookedAt: (region) => `${region}: Der Rest des Scans wurde nicht angesehen.`,
  asFarAsNeeded: (run, of) =>
    `${run} von ${of} Fenstern wurden berechnet, so viele, wie der Umriss braucht. „Was ist in diesem Scan?“ berechnet alle.`,
  inRegionOnly: 'in dem Teil, der angesehen wurde',
  oneEach: 'Je ein Objekt',
  oneEachHint:
    'Teilt es, wo das Modell Ränder sieht und wo es in Stücken ist: Jede Läsion und jeder Lymphknoten wird ein eigenes Objekt mit eigenen Werten. Rückgängig macht wieder eines daraus.',
  how: 'Wie gefragt wird…',
  orientation: 'Gezeigte Lage',
  orientationHint:
    'Wohin Spalten, Zeilen und Schichten in dem laufen, was dem Modell gezeigt wird. Seine Trainingsdaten waren verschieden gespeichert, und nur die echten Gewichte können sagen, wie viel das ausmacht. Sind Konturen falsch, versuchen Sie andere. Eine für alle Eingaben lässt sie die Arbeit an jeder Schicht teilen.',
  asTrained: 'Wie jedes Ziel trainiert wurde',
  existence: 'Eine Schicht zählt ab',
  existenceHint:
    'Wie wahrscheinlich das Modell es finden muss, dass eine Schicht die Struktur überhaupt hat. Senken Sie es, wo zu wenig gefunden wird, heben Sie es, wo zu viel.',
  seed: 'Startwert',
  seedHint:
    'Bestimmt die Zufallszahlen des Modells: derselbe Startwert gibt dieselbe Maske. Andere zeigen, wie sicher es ist.',
  together: 'Eingaben gemeinsam dekodieren',
  togetherHint:
    'Wie das Original: Eingaben einer Frage teilen kein Voxel, und jede kann die Masken der anderen ändern.',
  asDeclared: 'Zurück zu dem, was das Modell vorgibt',
  asDeclaredNow: 'Die nächsten Eingaben werden gefragt, wie das Modell es vorgibt.',
  forNext: 'Gilt für die nächsten Eingaben.',
  curve: ({ most, at, first, last, threshold }) =>
    `Existenz auf den Schichten ${first}–${last}: höchstens ${numbers.fixed(100 * most, 0)} %, auf Schicht ${at}; sie zählt ab ${numbers.fixed(100 * threshold, 0)} %`,
};
