import type { EditCounts, EditTool } from '#results/edit-tools.ts';
import type { Plane } from '#volume/slices.ts';
import { intensity } from './findings.ts';
import { numbers } from './words.ts';

const tools: Readonly<Record<EditTool, string>> = {
  brush: 'brush',
  erase: 'eraser',
  'smart-fill': 'smart fill',
  pieces: 'pieces',
  interpolate: 'interpolate',
  'fill-holes': 'fill holes',
  'minimum-size': 'minimum size',
  smooth: 'smooth',
  grow: 'grow',
  shrink: 'shrink',
};

/** What undo and redo may be about, besides tools. */
const acts = {
  threshold: 'threshold',
  'keep-pieces': 'pieces',
  part: 'parted into objects',
  'as-model': 'as the model drew it',
  'as-file': 'as it was in its file',
  'new-object': 'new object',
  'from-file': 'objects from a file',
  delete: 'delete',
  replace: 'replace by a new answer',
  rename: 'rename',
  colour: 'colour',
  opacity: 'opacity',
  show: 'show',
  hide: 'hide',
  group: 'group',
};

type Act = EditTool | keyof typeof acts;

const named = (kind: Act, title: string | undefined) => {
  const what = kind in tools ? tools[kind as EditTool] : acts[kind as keyof typeof acts];
  return title ? `${what} (${title})` : what;
};

const times = (count: number) => (count > 1 ? ` ×${count}` : '');

/** Changing outlines by hand. */
export const edit = {
  start: (title: string) => `Edit ${title}`,
  startNone: 'Edit',
  startHint: 'Change the outline of the selected object by hand',
  startNoneHint: 'Select an object first, or draw a new one',
  newObject: 'New object',
  newHint: 'Draw an object of your own, from nothing',
  newName: 'Name of the new object',
  draw: 'Draw it',
  cancel: 'Cancel',
  undo: 'Undo',
  redo: 'Redo',
  undoWhat: (kind: Act, title: string | undefined) => `Undo ${named(kind, title)}`,
  redoWhat: (kind: Act, title: string | undefined) => `Redo ${named(kind, title)}`,
  bar: (title: string) => `Edit ${title}`,
  editing: 'Editing',
  tool: 'Tool',
  modes: { brush: 'Brush', erase: 'Erase', 'smart-fill': 'Smart fill', pieces: 'Pieces' },
  modeHints: {
    brush: 'Drag on a slice to add (B). With Ctrl it erases.',
    erase: 'Drag on a slice to remove (E). With Ctrl it adds.',
    'smart-fill': 'Click to add what is connected and has intensities of the range, within the radius (F)',
    pieces: 'Click a connected piece to remove it, or all others (P)',
  },
  extent: 'Extent',
  slice: 'Slice',
  solid: '3D',
  sliceHint: 'Tools act on the slice alone, one slice thick',
  solidHint: 'Tools act in 3D: a brush is a ball',
  radius: 'Radius',
  radiusHint: 'Radius of the brush in mm. `[` is smaller, `]` is larger.',
  onlyRange: 'Only a range',
  onlyRangeHint: 'Brush and eraser touch only voxels of these intensities',
  range: 'Intensities',
  from: 'Lowest intensity',
  to: 'Highest intensity',
  dash: '–',
  unit: { CT: 'HU', MR: '', other: '' },
  fromCrosshair: 'From crosshair',
  fromCrosshairHint: 'Mean of what is within 3 mm of the crosshair, and 2.5 standard deviations either way',
  clickDrops: 'A click removes',
  drops: { it: 'the piece', others: 'all other pieces' },
  whole: 'Whole object',
  fillHoles: 'Fill holes',
  fillHolesHint: { slice: 'Fills what is enclosed on each slice', solid: 'Fills what is enclosed in 3D' },
  interpolate: (count: number) =>
    count > 0
      ? `Interpolate ${count} ${numbers.plural(count, { one: 'slice', other: 'slices' })}`
      : 'Interpolate',
  interpolateHint: (slices: readonly number[]) =>
    `Draws the slices between those that you drew on: ${slices.join(', ')}`,
  interpolateNone: 'Draw on two slices of one plane first, with one or more slices between them',
  smooth: 'Smooth',
  grow: 'Grow',
  shrink: 'Shrink',
  by: 'by',
  byHint: 'How far to smooth, grow or shrink, in mm',
  /** How far a length reaches: on slices of one plane alone, or in all directions. */
  reach: (plane: Plane | undefined) => (plane ? `mm on ${plane} slices` : 'mm in 3D'),
  reachHint: (plane: Plane | undefined) =>
    plane
      ? `On each ${plane} slice for itself, and not from slice to slice. Choose 3D for all directions.`
      : 'In all directions',
  dropUnder: 'Drop pieces under',
  least: 'Smallest piece to keep, in mL',
  millilitres: 'mL',
  done: 'Done',
  doneHint: 'Stop editing (Esc)',
  busy: (tool: EditTool) => `Computing: ${tools[tool]}…`,
  news: {
    nothing: (tool: EditTool) => `${tools[tool]}: nothing to change here`,
    outOfRange: (value: string | undefined) =>
      value === undefined
        ? 'That is beyond the scan. Click on the scan.'
        : `${value} there is not within the range. Change the range, or click elsewhere.`,
    withinVoxel: (mm: number, voxelMm: number) =>
      `${numbers.millimetres(mm)} is less than a voxel (${numbers.millimetres(voxelMm)}), so nothing changes. Choose more.`,
    noPiece: 'No piece there. Click on the object.',
    stepsDropped: (count: number) =>
      `${count} ${numbers.plural(count, { one: 'step', other: 'steps' })} can no longer be undone: the memory for undo is full.`,
  },
  voxelIntensity: intensity,
  /** Of an object that was changed, in the list and wherever else it is told. */
  byHand: 'Edited by hand',
  drawnByHand: 'Drawn by hand',
  counts: (counts: EditCounts) =>
    Object.entries(counts)
      .map(([tool, count]) => `${tools[tool as EditTool]}${times(count)}`)
      .join(', '),
  keyEffects: {
    brush: 'Brush',
    erase: 'Erase',
    smartFill: 'Smart fill',
    pieces: 'Pieces',
    extent: 'On the slice, or in 3D',
    radius: 'Smaller or larger brush',
    done: 'Stop editing',
    undo: 'Undo',
    redo: 'Do again',
  },
  again: {
    title: 'This was edited by hand',
    what: (titles: readonly string[]) =>
      `You edited ${titles.join(', ')}. A new answer can come beside what you have, or replace it.`,
    beside: 'Keep mine beside',
    replace: 'Replace mine',
    cancel: 'Cancel',
    hint: 'What is replaced can be brought back with Undo.',
  },
};
