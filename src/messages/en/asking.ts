import type { Plane } from '#volume/slices.ts';
import { numbers } from './words.ts';

/** How prompts are asked. */
export const asking = {
  only: 'Only a part of the scan…',
  onlyHint:
    'Slices and windows that do not reach into it are not computed, which saves their time. Nothing is said of the rest.',
  planes: { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' } satisfies Record<Plane, string>,
  slices: 'slices',
  plane: 'Plane',
  first: 'First slice',
  to: 'to',
  last: 'Last slice',
  useSlices: 'Ask of these slices only',
  inView: 'What is in view',
  around: (name: string) => `Around ${name}`,
  margin: 'Margin, mm',
  region: (given: { readonly plane: Plane; readonly first: number; readonly last: number }) =>
    given.first === given.last
      ? `Only ${given.plane} slice ${given.first}`
      : `Only ${given.plane} slices ${given.first}–${given.last}`,
  box: (size: readonly number[]) => `Only a box of ${size.join(' × ')} voxels`,
  wholeAgain: 'Ask of the whole scan again',
  /** Of an answer. */
  notLookedAt: (region: string) => `${region}: the rest of the scan was not looked at.`,
  /** Of an answer of an nnU-Net. */
  asFarAsNeeded: (run: number, of: number) =>
    `${run} of ${of} windows were computed, as many as the outline needs. “What is in this scan?” computes all.`,
  inRegionOnly: 'in the part that was looked at',
  oneEach: 'One object each',
  oneEachHint:
    'Parts it where the model sees edges, and where it is in pieces: each lesion or lymph node becomes an object of its own, with its own figures. Undo makes it one again.',
  how: 'How it is asked…',
  orientation: 'Orientation shown',
  orientationHint:
    'Where columns, rows and slices run in what the model is shown. Its training data was stored in several ways, and only the real weights can tell how much that matters. If outlines are wrong, try others. One for all prompts lets them share the work on each slice.',
  asTrained: 'As each target was trained',
  existence: 'A slice counts from',
  existenceHint:
    'How probable the model must find it that a slice has the structure at all. Lower it where too little is found, raise it where too much is.',
  seed: 'Seed',
  seedHint:
    'Draws the model’s random numbers: the same seed gives the same mask. Other seeds show how sure it is.',
  together: 'Decode prompts together',
  togetherHint:
    'As the original does: prompts of one question share no voxel, and each may change the others’ masks.',
  asDeclared: 'Back to what the model has',
  asDeclaredNow: 'The next prompts are asked as the model has it.',
  forNext: 'Holds for the next prompts.',
  curve: (given: {
    readonly most: number;
    readonly at: number;
    readonly first: number;
    readonly last: number;
    readonly threshold: number;
  }) =>
    `Existence on slices ${given.first}–${given.last}: at most ${numbers.fixed(100 * given.most, 0)} %, on slice ${given.at}; it counts from ${numbers.fixed(100 * given.threshold, 0)} %`,
};
