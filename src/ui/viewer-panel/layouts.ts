import type { State } from '#state/store.ts';

/** In the order of their keys, 1 to 5. */
export const LAYOUTS: readonly { readonly layout: State['layout']; readonly name: string }[] = [
  { layout: 'four-up', name: 'All' },
  { layout: 'axial', name: 'Axial' },
  { layout: 'coronal', name: 'Coronal' },
  { layout: 'sagittal', name: 'Sagittal' },
  { layout: 'render', name: '3D' },
];
