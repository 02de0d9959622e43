/** Strokes on a 16 × 16 grid. */
const PATHS = {
  open: 'M2 4.5h4l1.5 2H14v6.5H2z',
  folder: 'M2 3.5h4l1.5 2H14v7H2zM8 7.5v3M6.5 9h3',
  list: 'M2 4h2M2 8h2M2 12h2M6 4h8M6 8h8M6 12h8',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  'eye-off':
    'M2 2l12 12M4 4.8C2.4 6.1 1.5 8 1.5 8S4 12.5 8 12.5c1 0 2-.3 2.8-.7M7 3.6c.3 0 .7-.1 1-.1 4 0 6.5 4.5 6.5 4.5s-.6 1.1-1.7 2.3',
  locate: 'M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  download: 'M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11',
  mask: 'M3 8.5C3 5 5 2.5 8.5 2.5S13 5 13 7.5 11.5 13.5 8 13.5 3 11.5 3 8.5zM5 9.5L9.5 5M6.5 11.5L11.5 6.5',
  probabilities: 'M2 13.5h12M3.5 11V9M6 11V6.5M8.5 11V3M11 11V5.5M13 11V8.5',
  mesh: 'M8 1.8L13.8 6 11.6 13H4.4L2.2 6zM8 1.8L4.4 13M8 1.8L11.6 13M2.2 6h11.6M4.4 13L13.8 6M11.6 13L2.2 6',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  warning: 'M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.5v.6',
  info: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 7.3v4M8 4.7v.6',
  none: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM3.8 12.2l8.4-8.4',
  question:
    'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM6.2 6.2a1.9 1.9 0 1 1 2.6 1.9c-.6.3-.8.6-.8 1.2M8 11.4v.5',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  table: 'M2 3h12v10H2zM2 6.5h12M2 9.8h12M6.5 3v10',
  'four-up': 'M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z',
  'one-three': 'M2 2h7v12H2zM11 2h3v3h-3zM11 6.5h3v3h-3zM11 11h3v3h-3z',
  row: 'M2 4h2.5v8H2zM5.8 4h2.4v8H5.8zM9.5 4H12v8H9.5zM13.3 4h1.2v8h-1.2z',
  mosaic:
    'M2 2h3v3H2zM6.5 2h3v3h-3zM11 2h3v3h-3zM2 6.5h3v3H2zM6.5 6.5h3v3h-3zM11 6.5h3v3h-3zM2 11h3v3H2zM6.5 11h3v3h-3zM11 11h3v3h-3z',
  axial: 'M8 3.5c3.6 0 6.5 2 6.5 4.5s-2.9 4.5-6.5 4.5S1.5 10.5 1.5 8 4.4 3.5 8 3.5zM8 9.5v1.5',
  coronal: 'M5 2h6c1 3.5 1 8.5 0 12H5c-1-3.5-1-8.5 0-12zM8 4v8',
  sagittal: 'M6 2h3c2.5 3 2.5 9 0 12H6c1-3.5-.8-8.5 0-12z',
  render: 'M8 1.5l6 3.2v6.6l-6 3.2-6-3.2V4.7zM2 4.7l6 3.3 6-3.3M8 8v6.5',
  tick: 'M3.5 8.5l3 3 6-7',
  up: 'M8 13V3.5M4.5 7L8 3.5 11.5 7',
  down: 'M8 3v9.5M4.5 9L8 12.5 11.5 9',
  chevron: 'M6 3.5L10.5 8 6 12.5',
  group: 'M2.5 4a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM9.5 4a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM4.5 8.5v2.5h7V8.5M8 11v3',
  alone:
    'M8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5',
  rename: 'M3 13l.6-2.8L10.8 3a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7L5.8 12.4zM9.6 4.2l2.2 2.2',
  copy: 'M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z',
  keys: 'M1.5 4h13v8h-13zM4 6.5h.6M7 6.5h.6M10 6.5h.6M12.2 6.5h.3M4 9.5h8',
  larger: 'M9.5 2.5h4v4M13.5 2.5L9 7M6.5 13.5h-4v-4M2.5 13.5L7 9',
  smaller: 'M13 7H9V3M9 7l4.5-4.5M3 9h4v4M7 9l-4.5 4.5',
  crosshair: 'M8 1.5v4.5M8 10v4.5M1.5 8H6M10 8h4.5',
  boxes: 'M2.5 5v-2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M6 8a2 2 0 1 0 4 0 2 2 0 0 0-4 0z',
  legend: 'M2 3.5h2.5V6H2zM2 10h2.5v2.5H2zM7 4.8h7M7 11.2h7',
  body: 'M8 5a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 8 5zM4.5 7c2-1 5-1 7 0l-.8 3.5H10l-.5 4h-3l-.5-4h-.7z',
  clip: 'M2 4l6-2.5L14 4v7.5L8 14.5l-6-3zM8 1.5v13',
  frame: 'M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5 8l3-2 3 2-3 2z',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3',
  pointer: 'M4 2l8.5 6-4 .8L11 13.5l-1.8.9L6.8 9.7 4 12.5z',
  contrast: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 2v12M8 4.5h4.5M8 8h6M8 11.5h4.5',
  ruler: 'M2 12L12 2l2 2L4 14zM5 9l1.3 1.3M7 7l1.3 1.3M9 5l1.3 1.3',
  angle: 'M13.5 13h-11L11 3M7.5 13a5 5 0 0 0-1.7-3.7',
  ellipse: 'M8 12.5c3.6 0 6.5-2 6.5-4.5S11.6 3.5 8 3.5 1.5 5.5 1.5 8s2.9 4.5 6.5 4.5z',
  edge: 'M2.5 2v12M5 8a4.5 4.5 0 0 1 8.5 0A4.5 4.5 0 0 1 5 8z',
  pencil: 'M3 13l.7-3L10.5 3.2a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L6 12.3zM9.5 4.3l2.3 2.3',
  plus: 'M8 3v10M3 8h10',
  undo: 'M6 3L2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H7',
  redo: 'M10 3l3.5 3.5L10 10M13.5 6.5h-7a4 4 0 0 0 0 8H9',
  brush: 'M13.5 2.5L7 9M7 9c-1.8-.3-3.2.8-3.4 2.6-.1 1-.6 1.6-1.6 1.9 2.6.8 6 .2 6-2.6C8 9.9 7.6 9.3 7 9z',
  eraser:
    'M6 13.5l-3.6-3.6a1 1 0 0 1 0-1.4l6-6a1 1 0 0 1 1.4 0l3.7 3.7a1 1 0 0 1 0 1.4L7.6 13.5zM5 6l5 5M6 13.5h7.5',
  fill: 'M3 8.5L8 3.5l5 5-4.4 4.4a.9.9 0 0 1-1.2 0zM6.5 2L8 3.5M3 8.5h10M14.3 11.5c.6 1 .6 2-.1 2s-.8-1 .1-2z',
  pieces:
    'M5.5 8.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM11.5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM10.5 3.5l3 3M13.5 3.5l-3 3',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: the control around it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
