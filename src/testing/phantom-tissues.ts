import type { Random } from '#volume/random.ts';

/**
 * Portal-venous CT in Hounsfield units, and a fat-suppressed T2 in arbitrary units: [mean, spread between patients].
 * CT: medians of the organs in public portal-venous abdominal scans; MR: the order of brightness in such scans.
 */
const TISSUES = {
  air: { CT: [-1000, 0], MR: [6, 1] },
  lung: { CT: [-850, 25], MR: [25, 5] },
  skin: { CT: [15, 10], MR: [120, 15] },
  fat: { CT: [-103, 5], MR: [75, 15] },
  muscle: { CT: [60, 6], MR: [110, 15] },
  softTissue: { CT: [45, 5], MR: [180, 20] },
  cortical: { CT: [480, 60], MR: [25, 5] },
  spongy: { CT: [165, 30], MR: [120, 20] },
  disc: { CT: [85, 10], MR: [230, 30] },
  cord: { CT: [28, 6], MR: [560, 50] },
  liver: { CT: [107, 10], MR: [190, 25] },
  spleen: { CT: [122, 10], MR: [420, 40] },
  kidney: { CT: [178, 15], MR: [430, 40] },
  pyramid: { CT: [158, 14], MR: [480, 40] },
  gallbladder: { CT: [10, 5], MR: [900, 60] },
  pancreas: { CT: [95, 9], MR: [250, 30] },
  adrenal: { CT: [72, 8], MR: [230, 30] },
  wall: { CT: [78, 8], MR: [260, 30] },
  fluid: { CT: [25, 12], MR: [700, 120] },
  feces: { CT: [35, 15], MR: [220, 40] },
  gas: { CT: [-960, 10], MR: [10, 2] },
  esophagus: { CT: [48, 8], MR: [230, 30] },
  aorta: { CT: [162, 15], MR: [70, 15] },
  vein: { CT: [145, 12], MR: [110, 25] },
  portal: { CT: [165, 12], MR: [120, 25] },
  heart: { CT: [125, 12], MR: [160, 25] },
} as const satisfies Record<string, Record<'CT' | 'MR', readonly [mean: number, spread: number]>>;

export type Tissue = keyof typeof TISSUES;

/** Intensity of each tissue in one patient. */
export type Palette = Readonly<Record<Tissue, number>>;

export function palette(modality: 'CT' | 'MR', { between }: Random): Palette {
  const entries = Object.entries(TISSUES).map(([tissue, table]) => {
    const [mean, spread] = table[modality];
    return [tissue, mean + spread * between(-1.5, 1.5)];
  });
  return Object.fromEntries(entries) as Palette;
}
