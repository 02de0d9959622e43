/** Where it is not what the key types. */
const printed: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page up',
  PageDown: 'Page down',
};

/** Keys and the mouse, in one dialog. */
export const keys = {
  title: 'Keys and mouse',
  open: 'Keys and mouse (?)',
  close: 'Close',
  places: {
    page: 'Everywhere',
    prompt: 'In the prompt',
    edit: 'While an object is edited',
    list: 'In the list of objects',
    scan: 'With a scan open',
    views: 'When the views have the focus',
    marks: 'When something measured has the focus',
  },
  effects: {
    prompt: 'Go to the prompt',
    cancel: 'Cancel what is being found',
    layout: 'Layouts',
    keys: 'Show these keys',
    saveSession: 'Save the session',
    find: 'Find',
    suggestions: 'Choose a suggestion',
    accept: 'Take the suggestion over',
    next: 'Select the next object, or the one before',
    ends: 'Select the first object, or the last',
    toggle: 'Open or close',
    eye: 'Hide or show',
    alone: 'Show alone; once more shows the others again',
    rename: 'Rename',
    remove: 'Delete',
    step: 'Step the crosshair',
    nudge: 'Move it; with Shift farther',
    slices: 'Step through the slices',
  },
  /** What is printed on a key. */
  name: (key: string) =>
    key.replace(/[^+]+$/, (last) => printed[last] ?? (last.length === 1 ? last.toUpperCase() : last)),
  mouse: [
    ['Left drag', 'Move the crosshair; turn the 3D view'],
    ['Right drag', 'Window width and level'],
    ['Wheel, Ctrl + wheel', 'Slices, zoom'],
    ['Shift + drag', 'Pan'],
    ['Click on an object', 'Select it'],
    ['Double click', 'That view alone, and back'],
    ['Drag a point or line measured', 'Move it; values follow'],
    ['Alt + click on an eye', 'Show that object alone'],
  ] as readonly (readonly [gesture: string, effect: string])[],
  mouseTitle: 'Mouse',
};
