import type { BodyPart } from '#model/manifest-targets.ts';

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
};
