import type { Messages } from '#messages/en.ts';

/** How prompts are asked. */
export const asking: Messages['asking'] = {
  part: 'Aufnahme zeigt',
  partHint:
    'Wonach „Was ist auf diesem Scan?“ fragt, und mit welchen Worten: Das Modell wurde mit Sätzen wie „Liver in abdominal CT“ trainiert.',
  notSaid: 'nicht angegeben',
  parts: {
    head: 'Kopf',
    neck: 'Hals',
    chest: 'Brust',
    heart: 'Herz',
    abdomen: 'Bauch',
    pelvis: 'Becken',
    spine: 'Wirbelsäule',
    limbs: 'Arme und Beine',
    'whole-body': 'Ganzer Körper',
    microscopy: 'Mikroskopie',
  },
};
