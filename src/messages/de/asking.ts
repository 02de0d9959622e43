import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

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
  only: 'Nur ein Teil des Scans…',
  onlyHint:
    'Schichten und Fenster, die nicht hineinreichen, werden nicht berechnet; das spart ihre Zeit. Über den Rest wird nichts gesagt.',
  planes: { axial: 'Axial', coronal: 'Koronal', sagittal: 'Sagittal' },
  slices: 'Schichten',
  plane: 'Ebene',
  first: 'Erste Schicht',
  to: 'bis',
  last: 'Letzte Schicht',
  useSlices: 'Nur nach diesen Schichten fragen',
  inView: 'Was zu sehen ist',
  around: (name) => `Um ${name} herum`,
  margin: 'Rand, mm',
  region: ({ plane, first, last }) => {
    const adjective = { axial: 'axiale', coronal: 'koronale', sagittal: 'sagittale' }[plane];
    return first === last
      ? `Nur ${adjective} Schicht ${first}`
      : `Nur ${adjective} Schichten ${first}–${last}`;
  },
  box: (size) => `Nur ein Quader von ${size.join(' × ')} Voxeln`,
  wholeAgain: 'Wieder nach dem ganzen Scan fragen',
  notLookedAt: (region) => `${region}: Der Rest des Scans wurde nicht angesehen.`,
  inRegionOnly: 'in dem Teil, der angesehen wurde',
  slicesLooked: (looked, count) =>
    `${looked} von ${count} ${numbers.plural(count, { one: 'Schicht', other: 'Schichten' })} angesehen`,
};
