import type { Stage } from '#engine/engine.ts';
import type { AbsenceReason } from '#model/existence.ts';
import type { ExportId } from '#results/exports.ts';
import type { ListOrder } from '#results/list-rows.ts';
import type { TableColumn } from '#results/table-order.ts';
import type { Figure, FigureId } from '#volume/figures.ts';
import type { Modality } from '#volume/types.ts';
import { numbers } from './words.ts';

/** How far a stage is: bytes, or units counted from one as the work on them begins. */
export interface Pace {
  readonly done: number;
  readonly total: number;
  readonly unit: number;
}

const stages: Readonly<Record<Stage, (pace: Pace) => string>> = {
  download: ({ done, total }) =>
    `Downloading the model, ${numbers.megabytes(done)} of ${numbers.megabytes(total)}`,
  verify: () => 'Checking the downloaded model',
  compile: () => 'Preparing the model for this device',
  preprocess: () => 'Preparing the scan',
  encode: ({ unit, total }) => `Looking at the scan, part ${unit} of ${total}`,
  'read-prompt': () => 'Reading the prompt',
  decode: ({ unit, total }) => `Outlining, part ${unit} of ${total}`,
  slice: ({ unit, total }) => `Outlining, slice ${unit} of ${total}`,
  postprocess: () => 'Putting the outline on the scan’s own grid',
};

export const run = {
  starting: 'Starting…',
  drawing: 'Drawing…',
  switching: (pack: string) => `Switching to ${pack}…`,
  stages,
};

export const prompt = {
  panel: 'Prompt and findings',
  bar: 'Find a structure',
  label: 'What should be outlined?',
  example: 'left kidney, spleen',
  find: 'Find',
  cancel: 'Cancel',
  cancelHint: 'Stop this prompt and those that wait',
  keys: '`/` types, `Enter` finds, `Esc` cancels',
  freeKeys: '`;` parts prompts, `"…"` is sent as typed',
  finding: (prompts: readonly string[]) => `Finding ${prompts.join(' · ')}`,
  suggestions: 'Structures',
  next: 'Next',
  waiting: 'Waiting prompts',
  takeBack: (text: string) => `Do not look for ${text}`,
  knows: (model: string, count: number) =>
    `${model}: ${count} ${numbers.plural(count, { one: 'structure', other: 'structures' })}`,
};

/** What the last run found out, and how long that took. */
export const answer = {
  found: (name: string, volume: string) => `Found ${name}, ${volume}`,
  nothing: 'Found nothing',
  /** Nothing was looked for: of what was not understood, and of a scan that the model does not know. */
  notUnderstood: 'Not understood, so nothing was looked for',
  notAnswered: 'Not answered',
  several: (found: number, asked: number) => `Found ${found} of ${asked}`,
  /** Of models, those that answered though another is chosen. */
  by: (sentence: string, models: readonly string[]) => `${sentence}, by ${models.join(' and ')}`,
  took: (sentence: string, seconds: string) => `${sentence} (${seconds})`,
};

const absence: Readonly<Record<AbsenceReason, string>> = {
  improbable: 'Not found in this scan',
  'too-little': 'Not found: too little could be outlined',
  'unfit-scan': 'Not answered: the scan does not look like one that the model knows',
};

const listed = (names: readonly string[]) => new Intl.ListFormat('en').format(names);
const quotedAll = (texts: readonly string[]) => listed(texts.map((text) => `“${text}”`));

/** What a prompt asked for and did not get, in lines below it. */
export const refusals = {
  absent: (reason: AbsenceReason, names: readonly string[]) =>
    ({
      improbable: `Not found in this scan: ${listed(names)}.`,
      'too-little': `Not found, for too little could be outlined: ${listed(names)}.`,
      'unfit-scan': `Not answered, for the scan does not look like one that the model knows: ${listed(names)}. What to check is said above the list of findings.`,
    })[reason],
  unknown: (texts: readonly string[]) =>
    `${quotedAll(texts)} ${numbers.plural(texts.length, { one: 'is', other: 'are' })} not among the structures that the model knows, which are listed below.`,
  unread: (text: string) => `“${text}” was not understood.`,
  /** Of a press, or of Enter: between backticks is a key. */
  readAs: (names: readonly string[]) => `Read as: ${listed(names)} \`Enter\``,
  /** In a terminal. */
  readWithYes: (names: readonly string[]) => `Add --yes to read it as: ${listed(names)}.`,
  didYouMean: 'Did you mean',
  /** Stands after what was meant. */
  orNot: '?',
  /** Where other models may know it. */
  notKnown: (model: string, text: string) => `${model} does not know “${text}”.`,
  knownElsewhere: (packs: readonly string[]) =>
    `${packs.join('; ')}: ${numbers.plural(packs.length, { one: 'another model that was', other: 'other models that were' })} trained on it and may know it.`,
  seeModels: 'See the models',
  dismiss: 'Dismiss',
};

/** What was made of a scan, in one line. */
export function summary(given: {
  readonly found: number;
  readonly fromFiles: number;
  readonly notFound: readonly string[];
  /** The scan is none that the model knows. */
  readonly notAnswered: readonly string[];
  readonly doubtful: readonly string[];
  readonly toCheck: number;
}): string {
  const some = (names: readonly string[], what: string) =>
    names.length === 0 ? [] : [`${names.length > 2 ? names.length : listed(names)} ${what}`];
  return [
    ...(given.found > 0 || given.fromFiles === 0 ? [`${given.found} found`] : []),
    ...(given.fromFiles > 0 ? [`${given.fromFiles} from files`] : []),
    ...some(given.notFound, 'not found'),
    ...some(given.notAnswered, 'not answered'),
    ...some(given.doubtful, 'doubtful'),
    ...(given.toCheck > 0 ? [`${given.toCheck} to check`] : []),
  ].join(', ');
}

export const findings = {
  title: 'Findings',
  recognise: 'What is in this scan?',
  recogniseHint: 'Looks for every structure that the model knows. Or type above what you want to find.',
  asTable: 'Findings as a table',
  keepPieces: 'Keep small pieces of outlines too',
  keepPiecesHint:
    'Unless checked, only one connected piece, as a rule the largest, is kept where that was better on test scans. What was found is judged anew.',
  by: (model: string, version: string) => `By ${model} ${version}`,
  askedFor: (text: string) => `Asked for as “${text}”`,
  quoted: (text: string) => `“${text}”`,
  hide: (name: string) => `Hide ${name}`,
  show: (name: string) => `Show ${name}`,
  goTo: (name: string) => `Go to ${name}`,
  save: (name: string) => `Save the mask of ${name} as NIfTI`,
  saveProbabilities: (name: string) => `Save the probabilities of ${name} as NIfTI`,
  saveSurface: (name: string) => `Save the surface of ${name} as STL`,
  remove: (name: string) => `Delete ${name}`,
  removeUnread: (count: number) => `Delete all ${count} that were not understood`,
  colour: (name: string) => `Colour of ${name}`,
  opacity: (name: string) => `Opacity of ${name}`,
  opacityLabel: 'Opacity',
  outline: (name: string) => `Outline of ${name}`,
  threshold: 'Threshold',
  thresholdHint: 'A voxel belongs to the object where the model gives it more than this probability',
  allPieces: (found: number) => `All ${found} ${numbers.plural(found, { one: 'piece', other: 'pieces' })}`,
  leftOut: (volume: string) => `(${volume} left out)`,
  asModel: 'As the model drew it',
  asFile: 'As it was in its file',
  /** As it is read aloud, and as it is written. */
  percent: (percent: number) => `${percent} percent`,
  percentSign: (percent: number) => `${percent} %`,
  presence: (score: number) =>
    `Presence score ${numbers.fixed(score, 2)}: how sure the model is that it is in the scan at all, not how exact the outline is.`,
  absence,
  notAStructure: 'Not a structure that the model knows',
  notFoundOnes: 'Not found or not understood',
  order: 'Order',
  orders: { asked: 'As asked', name: 'Name', volume: 'Volume', verdict: 'Verdict' } satisfies Record<
    ListOrder,
    string
  >,
  group: 'Put left and right together',
  showAll: 'Show all',
  hideAll: 'Hide all',
  alone: (name: string) => `Show ${name} alone`,
  /** What a click on an eye does, and what else. */
  eyeHint: (does: string) => `${does}. With Alt: show alone, and once more the others again`,
  rename: (name: string) => `Rename ${name}`,
  newName: (name: string) => `New name of ${name}`,
  members: (name: string) => `Objects of ${name}`,
  list: 'Objects found',
  askAllAgain: 'Ask all again',
  answeredAs: (count: number, was: readonly string[]) =>
    `${count} ${numbers.plural(count, { one: 'answer is', other: 'answers are' })} for ${listed(was)}.`,
  untested: (modality: Modality) =>
    modality === 'other' ? 'Not tested on this kind of scan' : `Not tested on ${modality}`,
  untestedHint:
    'The model’s maker gives no figure for this structure on this kind of scan. Check it against the images.',
  otherModality: (was: string, now: string) => `Answered as ${was}: ask again for ${now}`,
  cut: (sides: readonly string[]) => `Cut by the edge of the scan (${sides.join(', ')})`,
  cutHint: 'It goes up to the edge of what was scanned, so the whole may be larger.',
};

/** What is said of an object besides its size and place: the name, and what it means. */
export const figures: Readonly<Record<FigureId, readonly [name: string, hint: string]>> = {
  meanIntensity: ['Mean', 'Mean intensity of the voxels inside'],
  sdIntensity: ['SD', 'Standard deviation of the intensities inside'],
  medianIntensity: ['Median', 'Half of the voxels inside are darker'],
  p5Intensity: ['P5', '5th percentile: 5 % of the voxels inside are darker'],
  p95Intensity: ['P95', '95th percentile: 95 % of the voxels inside are darker'],
  surfaceMm2: ['Surface', 'Area of the outer boundary, within about 2 %'],
  longestDiameterMm: ['Diameter', 'The longest: between the two points of it that lie furthest apart'],
  extentRightLeftMm: ['Right–left', 'How far it reaches along the patient’s axis from right to left'],
  extentAnteriorPosteriorMm: ['Front–back', 'How far it reaches along the patient’s axis from front to back'],
  extentSuperiorInferiorMm: ['Head–foot', 'How far it reaches along the patient’s axis from head to foot'],
};

/** The number of a figure with its unit: the intensities of a scan that is no CT have none. */
export function figure(number: string, unit: Figure['unit'], modality: Modality): string {
  return UNITS[unit](number, modality);
}

const UNITS: Readonly<Record<Figure['unit'], (number: string, modality: Modality) => string>> = {
  mm: (number) => `${number} mm`,
  mm2: (number) => `${number} mm²`,
  intensity,
};

/** The number of an intensity, with its unit. */
export function intensity(number: string, modality: Modality): string {
  return modality === 'CT' ? `${number} HU` : number;
}

/** What the model was shown, where it went slice by slice. */
export const slices = {
  planes: { S: 'axial', I: 'axial', A: 'coronal', P: 'coronal', L: 'sagittal', R: 'sagittal' } as Readonly<
    Record<string, string>
  >,
  reading: (given: {
    readonly there: number;
    readonly count: number;
    readonly plane: string;
    readonly preset: string;
    readonly axes: string;
    readonly seed: string;
  }) =>
    `On ${given.there} of ${given.count} ${given.plane} slices · ${given.preset} · ${given.axes} · seed ${given.seed}`,
  asked: (text: string) => `Asked with “${text}”`,
  readingHint: (axes: string, through: string, seed: string) =>
    `Rows and columns were turned to ${axes}, slices run to ${through}. Seed ${seed} draws the model’s random numbers: the same seed gives the same mask.`,
  together: 'Prompts were decoded together.',
};

export const table = {
  title: (found: number, asked: number) => `Found ${found} of ${asked}`,
  columns: {
    name: 'Structure',
    volume: 'Volume',
    surface: 'Surface, cm²',
    diameter: 'Diameter, mm',
    verdict: 'Verdict',
    right: 'Right, mm',
    anterior: 'Anterior, mm',
    superior: 'Superior, mm',
  } satisfies Record<TableColumn, string>,
  voxels: 'Voxels i, j, k',
  toKnow: 'To know',
  sidesHint: 'From where to where the structure’s box reaches, in mm of the scanner’s space (RAS)',
  voxelsHint: 'First and last voxel of the box along the stored axes',
  exports: { table: 'Table (CSV)' } satisfies Record<ExportId, string>,
  json: 'Report (JSON)',
  close: 'Close the table',
  copy: 'Copy',
  copyHint: 'All columns of the CSV, in this order, to be pasted into a spreadsheet',
  copied: (count: number) => `${count} ${numbers.plural(count, { one: 'row', other: 'rows' })} copied`,
  none: '–',
  range: (from: string, to: string) => `${from} … ${to}`,
  cut: (sides: readonly string[]) => `Cut by the edge: ${sides.join(', ')}`,
};
