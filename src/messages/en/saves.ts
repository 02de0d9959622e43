import type { PersonalPart } from '#results/personal-name.ts';
import type { SaveKind } from '#results/saves.ts';
import { numbers } from './words.ts';

/** What something can be saved as. */
export interface Offer {
  readonly name: string;
  /** What it holds, and what reads it. */
  readonly hint: string;
}

const kinds: Readonly<Record<SaveKind | 'figure' | 'session', Offer>> = {
  session: {
    name: 'Session (.parse3d)',
    hint: 'Everything but the scan, to go on later: objects, edits, thresholds, marks and views; parse3d',
  },
  labels: {
    name: 'Label map (NIfTI)',
    hint: 'All objects in one image, and their names: ITK-SNAP (.txt), 3D Slicer (.ctbl)',
  },
  'seg.nrrd': {
    name: 'Segmentation (.seg.nrrd)',
    hint: 'All objects with names and colours, also where they overlap: 3D Slicer',
  },
  'dicom-seg': {
    name: 'DICOM SEG',
    hint: 'Refers to the series, and holds the patient’s name and identifiers as DICOM wants it: PACS, OHIF, 3D Slicer',
  },
  masks: { name: 'Masks (NIfTI)', hint: 'Each object as 0 and 1 in an image of its own: any tool' },
  probabilities: {
    name: 'Probabilities (NIfTI)',
    hint: 'How probable each object is at each voxel, 0 to 1: Python, ITK-SNAP, NiiVue',
  },
  stl: {
    name: 'Surfaces (STL)',
    hint: 'Each object’s smooth surface in mm: 3D printing, 3D Slicer, Blender',
  },
  obj: {
    name: 'Surfaces (OBJ)',
    hint: 'All surfaces in mm with names and colours in one file: MeshLab, Blender',
  },
  glb: {
    name: 'Surfaces (GLB)',
    hint: 'All surfaces with names and colours, in metres: web pages, PowerPoint, Blender',
  },
  table: { name: 'Table (CSV)', hint: 'One line per answer with all figures: spreadsheets, R, Python' },
  comparison: {
    name: 'Comparison (CSV and JSON)',
    hint: 'Dice, Jaccard, volumes and surface distances of each pair: spreadsheets, R, Python',
  },
  report: { name: 'Report (JSON)', hint: 'Prompts, figures, scores, versions and hashes: programs' },
  methods: { name: 'Methods paragraph (text)', hint: 'How the results came about, ready for a paper' },
  figure: { name: 'Picture (PNG)', hint: 'The views as they are now, with scale bars and a legend' },
};

const personal: Readonly<Record<PersonalPart, string>> = {
  name: 'a person’s name',
  date: 'a date (perhaps of birth)',
  number: 'a number (perhaps a patient’s)',
};

/** What can be saved, and under which names. */
export const saves = {
  open: 'Save…',
  openHint: 'Label maps, segmentations, surfaces, tables and pictures of what was found',
  title: 'Save results',
  stem: 'Names of files begin with',
  personal: (parts: readonly PersonalPart[]) =>
    `This seems to hold ${numbers.list(parts.map((part) => personal[part]))}. Files carry it wherever they go: change it, unless it tells of nobody.`,
  personalInTerminal: (parts: readonly PersonalPart[]) =>
    `The names of the files seem to hold ${numbers.list(parts.map((part) => personal[part]))}. With --name scan they would not.`,
  neutral: 'scan',
  useNeutral: 'Use “scan”',
  what: 'What to save',
  kinds,
  choose: (name: string) => `${name}, together with others`,
  save: (name: string) => `Save: ${name}`,
  saveOne: 'Save',
  notCompared: 'Only while two results are compared',
  notDicom: 'Only where the scan came as DICOM files with their identifiers',
  nothing: 'Nothing to save yet',
  zip: (count: number) =>
    `Save ${count} ${numbers.plural(count, { one: 'kind', other: 'kinds' })} as one zip file`,
  all: 'Choose all',
  none: 'Choose none',
  making: (done: number, total: number) => `Making file ${Math.min(done + 1, total)} of ${total}…`,
  copyMethods: 'Copy the methods paragraph',
  copied: 'Copied',
  close: 'Close',
  figureNote: (version: string, models: readonly string[]) =>
    `${[`parse3d ${version}`, ...models].join(' · ')} · research use only`,
  legend: (title: string, volume: string) => `${title}, ${volume}`,
};
