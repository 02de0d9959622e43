import type { Stage } from '#engine/engine.ts';
import type { Pace } from '#messages/en/findings.ts';
import type { Messages } from '#messages/en.ts';
import type { Modality } from '#volume/types.ts';
import { modalityWord, numbers, quoteAll, sideWord } from './words.ts';

const stages: Readonly<Record<Stage, (pace: Pace) => string>> = {
  download: ({ done, total }) =>
    `Modell wird geladen, ${numbers.megabytes(done)} von ${numbers.megabytes(total)}`,
  verify: () => 'Geladenes Modell wird geprüft',
  compile: () => 'Modell wird für dieses Gerät vorbereitet',
  preprocess: () => 'Scan wird vorbereitet',
  encode: ({ unit, total }) => `Der Scan wird angesehen, Teil ${unit} von ${total}`,
  'read-prompt': () => 'Eingabe wird gelesen',
  decode: ({ unit, total }) => `Segmentierung, Teil ${unit} von ${total}`,
  slice: ({ unit, total }) => `Segmentierung, Schicht ${unit} von ${total}`,
  postprocess: () => 'Kontur wird auf das Gitter des Scans gebracht',
};

export const run: Messages['run'] = {
  starting: 'Startet…',
  drawing: 'Wird gezeichnet…',
  switching: (pack) => `Wechsel zu ${pack}…`,
  stages,
};

export const prompt: Messages['prompt'] = {
  panel: 'Eingabe und Ergebnisse',
  bar: 'Struktur suchen',
  label: 'Was soll segmentiert werden?',
  example: 'linke Niere, Milz',
  find: 'Suchen',
  cancel: 'Abbrechen',
  cancelHint: 'Diese Eingabe und die wartenden anhalten',
  keys: '`/` tippen, `Enter` suchen, `Esc` abbrechen',
  freeKeys: '`;` trennt, `"…"` wird wie getippt gesendet',
  finding: (prompts) => `Suche: ${prompts.join(' · ')}`,
  suggestions: 'Strukturen',
  next: 'Danach',
  waiting: 'Wartende Eingaben',
  takeBack: (text) => `${text} nicht suchen`,
  knows: (model, count) =>
    `${model}: ${count} ${numbers.plural(count, { one: 'Struktur', other: 'Strukturen' })}`,
};

/** What the last run found out, and how long that took. */
export const answer: Messages['answer'] = {
  found: (name, volume) => `Gefunden: ${name}, ${volume}`,
  nothing: 'Nichts gefunden',
  notUnderstood: 'Nicht verstanden, also nichts gesucht',
  notAnswered: 'Nicht beantwortet',
  several: (found, asked) => `${found} von ${asked} gefunden`,
  by: (sentence, models) => `${sentence}, von ${numbers.list(models)}`,
  took: (sentence, seconds) => `${sentence} (${seconds})`,
};

/** What a prompt asked for and did not get, in lines below it. */
export const refusals: Messages['refusals'] = {
  absent: (reason, names) =>
    ({
      improbable: `In diesem Scan nicht gefunden: ${numbers.list(names)}.`,
      'too-little': `Nicht gefunden, weil sich zu wenig abgrenzen ließ: ${numbers.list(names)}.`,
      'unfit-scan': `Nicht beantwortet, weil der Scan nicht aussieht wie einer, den das Modell kennt: ${numbers.list(names)}. Über der Liste der Funde steht, was zu prüfen ist.`,
    })[reason],
  unknown: (texts) =>
    `${quoteAll(texts)} ${numbers.plural(texts.length, { one: 'gehört', other: 'gehören' })} nicht zu den Strukturen, die das Modell kennt; sie stehen unten.`,
  unread: (text) => `„${text}“ wurde nicht verstanden.`,
  readAs: (names) => `Lesen als: ${new Intl.ListFormat('de').format(names)} \`Enter\``,
  readWithYes: (names) => `Mit --yes wird es gelesen als: ${new Intl.ListFormat('de').format(names)}.`,
  didYouMean: 'Meinten Sie',
  orNot: '?',
  notKnown: (model, text) => `${model} kennt „${text}“ nicht.`,
  knownElsewhere: (packs) =>
    `${packs.join('; ')}: ${numbers.plural(packs.length, { one: 'ein anderes Modell, das damit trainiert wurde und es vielleicht kennt', other: 'andere Modelle, die damit trainiert wurden und es vielleicht kennen' })}.`,
  seeModels: 'Modelle ansehen',
  dismiss: 'Ausblenden',
};

/** What was made of a scan, in one line. */
export const summary: Messages['summary'] = (given) => {
  const some = (names: readonly string[], what: string) =>
    names.length === 0 ? [] : [`${names.length > 2 ? names.length : numbers.list(names)} ${what}`];
  return [
    ...(given.found > 0 || given.fromFiles === 0 ? [`${given.found} gefunden`] : []),
    ...(given.fromFiles > 0 ? [`${given.fromFiles} aus Dateien`] : []),
    ...some(given.notFound, 'nicht gefunden'),
    ...some(given.notAnswered, 'nicht beantwortet'),
    ...some(given.doubtful, 'zweifelhaft'),
    ...(given.toCheck > 0 ? [`${given.toCheck} zu prüfen`] : []),
  ].join(', ');
};

export const findings: Messages['findings'] = {
  title: 'Ergebnisse',
  recognise: 'Was ist in diesem Scan?',
  recogniseHint: 'Sucht jede Struktur, die das Modell kennt. Oder geben Sie oben ein, was Sie suchen.',
  asTable: 'Ergebnisse als Tabelle',
  keepPieces: 'Auch kleine Stücke der Konturen behalten',
  keepPiecesHint:
    'Ohne Haken bleibt nur ein zusammenhängendes Stück, in der Regel das größte, wo das an Testscans besser war. Gefundenes wird neu bewertet.',
  by: (model, version) => `Von ${model} ${version}`,
  askedFor: (text) => `Gesucht als „${text}“`,
  quoted: (text) => `„${text}“`,
  hide: (name) => `${name} ausblenden`,
  show: (name) => `${name} einblenden`,
  goTo: (name) => `Zu ${name} gehen`,
  save: (name) => `Maske von ${name} als NIfTI speichern`,
  saveProbabilities: (name) => `Wahrscheinlichkeiten von ${name} als NIfTI speichern`,
  saveSurface: (name) => `Oberfläche von ${name} als STL speichern`,
  remove: (name) => `${name} löschen`,
  removeUnread: (count) => `Alle ${count} nicht verstandenen löschen`,
  colour: (name) => `Farbe von ${name}`,
  opacity: (name) => `Deckkraft von ${name}`,
  opacityLabel: 'Deckkraft',
  outline: (name) => `Kontur von ${name}`,
  threshold: 'Schwelle',
  thresholdHint: 'Ein Voxel gehört zum Objekt, wenn das Modell ihm mehr als diese Wahrscheinlichkeit gibt',
  allPieces: (found) => (found === 1 ? 'Das eine Stück' : `Alle ${found} Stücke`),
  leftOut: (volume) => `(${volume} ausgelassen)`,
  asModel: 'Wie vom Modell gezeichnet',
  asFile: 'Wie in seiner Datei',
  percent: (percent) => `${percent} Prozent`,
  percentSign: (percent) => `${percent} %`,
  presence: (score) =>
    `Wert für Vorhandensein ${numbers.fixed(score, 2)}: wie sicher das Modell ist, dass es überhaupt im Scan ist, nicht wie genau die Kontur ist.`,
  absence: {
    improbable: 'In diesem Scan nicht gefunden',
    'too-little': 'Nicht gefunden: Zu wenig ließ sich abgrenzen',
    'unfit-scan': 'Nicht beantwortet: Der Scan sieht nicht aus wie einer, den das Modell kennt',
  },
  notAStructure: 'Keine Struktur, die das Modell kennt',
  notFoundOnes: 'Nicht gefunden oder nicht verstanden',
  order: 'Reihenfolge',
  orders: { asked: 'Wie gesucht', name: 'Name', volume: 'Volumen', verdict: 'Bewertung' },
  group: 'Links und rechts zusammenfassen',
  showAll: 'Alle einblenden',
  hideAll: 'Alle ausblenden',
  alone: (name) => `${name} allein zeigen`,
  eyeHint: (does) => `${does}. Mit Alt: allein zeigen, und noch einmal die anderen wieder`,
  rename: (name) => `${name} umbenennen`,
  newName: (name) => `Neuer Name für ${name}`,
  members: (name) => `Objekte von ${name}`,
  list: 'Gefundene Objekte',
  askAllAgain: 'Alle erneut suchen',
  answeredAs: (count, was) =>
    `${count} ${numbers.plural(count, { one: 'Antwort gilt', other: 'Antworten gelten' })} für ${numbers.list(was.map(modalityWord))}.`,
  untested: (modality) =>
    modality === 'other'
      ? 'Für diese Art von Scan nicht getestet'
      : `Für ${modalityWord(modality)} nicht getestet`,
  untestedHint:
    'Für diese Struktur und diese Art von Scan gibt der Hersteller des Modells keine Kennzahl an. Prüfen Sie sie anhand der Bilder.',
  otherModality: (was, now) => `Als ${modalityWord(was)} beantwortet: für ${modalityWord(now)} erneut suchen`,
  cut: (sides) => `Vom Rand des Scans abgeschnitten (${sides.map(sideWord).join(', ')})`,
  cutHint: 'Es reicht bis zum Rand des Aufgenommenen; das Ganze kann also größer sein.',
};

/** What is said of an object besides its size and place: the name, and what it means. */
export const figures: Messages['figures'] = {
  meanIntensity: ['Mittel', 'Mittlere Intensität der Voxel im Objekt'],
  sdIntensity: ['SD', 'Standardabweichung der Intensitäten im Objekt'],
  medianIntensity: ['Median', 'Die Hälfte der Voxel im Objekt ist dunkler'],
  p5Intensity: ['P5', '5. Perzentil: 5 % der Voxel im Objekt sind dunkler'],
  p95Intensity: ['P95', '95. Perzentil: 95 % der Voxel im Objekt sind dunkler'],
  surfaceMm2: ['Oberfläche', 'Fläche der äußeren Begrenzung, auf etwa 2 % genau'],
  longestDiameterMm: [
    'Durchmesser',
    'Der längste: zwischen den zwei Punkten, die am weitesten auseinanderliegen',
  ],
  extentRightLeftMm: ['Rechts–links', 'Ausdehnung entlang der Patientenachse von rechts nach links'],
  extentAnteriorPosteriorMm: ['Vorn–hinten', 'Ausdehnung entlang der Patientenachse von vorn nach hinten'],
  extentSuperiorInferiorMm: ['Kopf–Fuß', 'Ausdehnung entlang der Patientenachse von Kopf nach Fuß'],
};

/** The number of an intensity, with its unit. */
export function intensity(number: string, modality: Modality): string {
  return modality === 'CT' ? `${number} HU` : number;
}

/** The number of a figure with its unit: the intensities of a scan that is no CT have none. */
export const figure: Messages['figure'] = (number, unit, modality) => UNITS[unit](number, modality);

const UNITS: Readonly<Record<Parameters<Messages['figure']>[1], Messages['intensity']>> = {
  mm: (number) => `${number} mm`,
  mm2: (number) => `${number} mm²`,
  intensity,
};

/** What the model was shown, where it went slice by slice. */
export const slices: Messages['slices'] = {
  planes: { S: 'axialen', I: 'axialen', A: 'koronalen', P: 'koronalen', L: 'sagittalen', R: 'sagittalen' },
  reading: (given) =>
    `Auf ${given.there} von ${given.count} ${given.plane} Schichten · ${given.preset} · ${given.axes} · Startwert ${given.seed}`,
  asked: (text) => `Gefragt mit „${text}“`,
  readingHint: (axes, through, seed) =>
    `Zeilen und Spalten wurden nach ${axes} gedreht, die Schichten laufen nach ${through}. Startwert ${seed} legt die Zufallszahlen des Modells fest: derselbe Startwert, dieselbe Maske.`,
  together: 'Eingaben wurden gemeinsam dekodiert.',
};

export const table: Messages['table'] = {
  title: (found, asked) => `${found} von ${asked} gefunden`,
  columns: {
    name: 'Struktur',
    volume: 'Volumen',
    surface: 'Oberfläche, cm²',
    diameter: 'Durchmesser, mm',
    verdict: 'Bewertung',
    right: 'Rechts, mm',
    anterior: 'Anterior, mm',
    superior: 'Superior, mm',
  },
  voxels: 'Voxel i, j, k',
  toKnow: 'Zu beachten',
  sidesHint: 'Von wo bis wo der Rahmen der Struktur reicht, in mm im Raum des Scanners (RAS)',
  voxelsHint: 'Erstes und letztes Voxel des Rahmens entlang der gespeicherten Achsen',
  exports: { table: 'Tabelle (CSV)' },
  json: 'Bericht (JSON)',
  close: 'Tabelle schließen',
  copy: 'Kopieren',
  copyHint: 'Alle Spalten der CSV, in dieser Reihenfolge, zum Einfügen in eine Tabellenkalkulation',
  copied: (count) => `${count} ${numbers.plural(count, { one: 'Zeile', other: 'Zeilen' })} kopiert`,
  none: '–',
  range: (from, to) => `${from} … ${to}`,
  cut: (sides) => `Vom Rand abgeschnitten: ${sides.map(sideWord).join(', ')}`,
};
