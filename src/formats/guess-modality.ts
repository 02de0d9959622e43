import type { Modality, Volume } from '#volume/types.ts';

/** Fat is about −100 HU and air −1000, so even a CT clipped at −125 HU holds many voxels below this. */
const FAT_HU = -90;
const MIN_SHARE = 0.005;
const SAMPLES = 500_000;

/**
 * 'CT' where the intensities look like Hounsfield units, else 'MR'. NIfTI does not say; a person may know better.
 * MR is stored without a sign, and standardised MR stays within a few units of 0, so neither has more than stray
 * voxels below fat. A CT stored without its offset (air at 0) cannot be told from MR.
 */
export function guessModality({
  data,
  slope,
  intercept,
}: Pick<Volume, 'data' | 'slope' | 'intercept'>): Modality {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  let low = 0;
  let seen = 0;
  for (let n = 0; n < data.length; n += step) {
    seen += 1;
    if ((data[n] ?? 0) * slope + intercept <= FAT_HU) low += 1;
  }
  return low > MIN_SHARE * seen ? 'CT' : 'MR';
}
