import type { BodyPart } from '#model/manifest-targets.ts';
import type { Plane } from '#volume/slices.ts';
import { numbers } from './words.ts';

const parts: Readonly<Record<BodyPart, string>> = {
  head: 'Head',
  neck: 'Neck',
  chest: 'Chest',
  heart: 'Heart',
  abdomen: 'Abdomen',
  pelvis: 'Pelvis',
  spine: 'Spine',
  limbs: 'Limbs',
  'whole-body': 'Whole body',
  microscopy: 'Microscopy',
};

/** How prompts are asked. */
export const asking = {
  part: 'Scan shows',
  partHint:
    'What “What is in this scan?” asks for, and in which words: the model was trained with sentences such as “Liver in abdominal CT”.',
  notSaid: 'not said',
  parts,
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
  inRegionOnly: 'in the part that was looked at',
  slicesLooked: (looked: number, count: number) =>
    `${looked} of ${count} ${numbers.plural(count, { one: 'slice', other: 'slices' })} looked at`,
};
