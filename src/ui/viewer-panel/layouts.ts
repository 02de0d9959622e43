import type { State } from '#state/store.ts';

/** In the order of their keys, 1 to 8. */
export const LAYOUTS: readonly State['layout'][] = [
  'four-up',
  'axial',
  'coronal',
  'sagittal',
  'render',
  'one-three',
  'row',
  'mosaic',
];
