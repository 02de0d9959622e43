import { numbers } from './words.ts';

/** How probable, 0..1, or where what no model has answered is from. */
export type Share = number | 'hand' | 'file';

const probability = (share: Share) => {
  if (share === 'hand') return 'by hand';
  if (share === 'file') return 'from a file';
  return share >= 0.995 ? '> 99 %' : `${Math.round(100 * share)} %`;
};

export const views = {
  canvas: 'Views of the scan. Arrow keys and Page up or down move the crosshair.',
  scan: 'Scan',
  tools: 'Views',
  layout: 'Layout',
  layouts: {
    'four-up': 'All',
    'one-three': 'One large',
    row: 'Row',
    axial: 'Axial',
    coronal: 'Coronal',
    sagittal: 'Sagittal',
    render: '3D',
    mosaic: 'Mosaic',
  },
  layoutHint: (name: string, key: number) => `${name} (${key})`,
  /** Left, right, top and bottom of a slice, by radiological convention. */
  edgeLetters: { axial: 'RLAP', coronal: 'RLSI', sagittal: 'PASI' },
  sliceNumber: (n: number, of: number) => `${n} / ${of}`,
  sliceOf: (view: string) => `${view} slice`,
  enlarge: 'Enlarge (m)',
  showAll: 'Show the other views again (m)',
  scaleLength: (mm: number) => (mm < 10 ? `${mm} mm` : `${mm / 10} cm`),
  window: 'Window',
  windows: {
    'soft-tissue': 'Soft tissue',
    liver: 'Liver',
    lung: 'Lung',
    bone: 'Bone',
    full: 'Full range',
    auto: 'Auto, tissue',
    percentiles: '1–99 %',
    narrow: 'Narrow',
    wide: 'Wide, full range',
  },
  byHand: 'By hand',
  width: 'Width',
  widthLetter: 'W',
  level: 'Level',
  levelLetter: 'L',
  windowNumbersHint:
    'Width and level. Drag with the right mouse button to change them; a double click puts the first window back.',
  body: 'Body in 3D: the scan itself round the objects',
  shown: { crosshair: 'Crosshair (x)', boxes: 'Boxes round the objects (o)', legend: 'Legend (l)' },
  clip: 'Cut 3D open (k)',
  clipPlane: 'Cut 3D at',
  clipDepth: 'Where 3D is cut',
  clipFlip: 'Other side',
  leftButton: 'What the left mouse button does',
  navigate: 'Move the crosshair (n)',
  dragContrast: 'Brightness and contrast',
  markKinds: { ruler: 'Ruler', angle: 'Angle', ellipse: 'Ellipse' },
  marks: 'Measured',
  showMark: 'Go to its slice',
  removeMark: (kind: string, value: string) => `Delete ${kind}, ${value}`,
  markPoint: (kind: string, value: string, n: number) => `${kind}, ${value}: point ${n}`,
  degrees: (degrees: number) => `${numbers.fixed(degrees, 1)}°`,
  areaOnly: (mm2: number) => `${numbers.fixed(mm2, 0)} mm²`,
  ellipse: (mean: string, sd: string, isCt: boolean, mm2: number) =>
    `${mean} ± ${sd}${isCt ? ' HU' : ''}, ${numbers.fixed(mm2, 0)} mm²`,
  frame: 'Look at the selected object in 3D (f)',
  reset: 'Whole scan in every view (0)',
  mosaicPlane: 'Slices',
  mosaicStep: 'Step',
  mosaicStepHint: 'Every so many-th slice is shown',
  largeView: 'Large view',
  divider: { x: 'Width of the left views', y: 'Height of the upper views' },
  inHounsfield: (value: string) => `${value} HU`,
  objectHere: (title: string, share: Share) => `${title}, ${probability(share)}`,
  legendTitle: 'Objects',
  /** A model is never wholly sure. */
  probability,
  keyEffects: {
    preset: 'Next window preset, or the one before',
    brightness: 'Brighter, darker',
    contrast: 'More contrast, less',
    zoom: 'Nearer, farther',
    reset: 'Whole scan in every view',
    large: 'The view under the pointer alone, and back',
    crosshair: 'Crosshair on or off',
    legend: 'Legend on or off',
    boxes: 'Boxes on or off',
    frame: 'Look at the selected object in 3D',
    clip: 'Cut 3D open, or close it',
    navigate: 'The pointer moves the crosshair again',
  },
  rightOrLeft: { name: 'Right or left', letters: 'RL' },
  frontOrBack: { name: 'Front or back', letters: 'AP' },
  upOrDown: { name: 'Up or down', letters: 'SI' },
  hounsfield: 'HU',
  intensity: 'Intensity',
  none: '–',
  /** Only where it is true: not across the patient's left and right, and not in 3D, which turns. */
  sides: {
    'four-up': 'Axial and coronal: the patient’s right is on the left',
    axial: 'Radiological view: the patient’s right is on the left',
    coronal: 'Radiological view: the patient’s right is on the left',
    sagittal: undefined,
    render: undefined,
    'one-three': 'Axial and coronal: the patient’s right is on the left',
    row: 'Axial and coronal: the patient’s right is on the left',
    mosaic: undefined,
  },
  solidPaused: '3D is paused on this machine’s software graphics.',
  showSolid: 'Show 3D',
  noGraphics:
    'This browser has no WebGL2, so nothing is drawn here. Prompts are answered, measured and saved all the same. To see the scan, use a current Chrome, Edge or Firefox with its graphics acceleration switched on.',
  graphicsLost:
    'The browser took the graphics card away from this page, so the views are blank. They come back by themselves; nothing found is lost. If they stay blank, save your results and reload the page.',
  movedTo: (title: string) => `Moved to ${title}`,
  back: 'Back',
  dismiss: 'Dismiss',
};
