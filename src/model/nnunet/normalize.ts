import type { NnunetNormalization } from '#model/manifest-nnunet.ts';
import { filledMask } from './crop.ts';
import { readSlice, type View } from './view.ts';

/** Normalises slice `k` of the view that it was made for, in place, in float32 as numpy does. */
export type NormalizeSlice = (slice: Float32Array, k: number) => void;

const { fround } = Math;
const LEAST = 1e-8;

/** How the slices of a scan, cropped and not yet resampled, are normalised. Source: default_normalization_schemes.py. */
export function normalizer(view: View, rule: NnunetNormalization): NormalizeSlice {
  switch (rule.kind) {
    case 'ct': {
      const { low, high, mean, std } = rule;
      return scaled(fround(low), fround(high), fround(mean), fround(Math.max(std, LEAST)));
    }
    case 'z-score':
      return rule.masked ? zScoreWithin(view, filledMask(view)) : zScore(view);
    case 'rescale-0-1': {
      const { min, max } = statistics(view);
      return scaled(min, max, min, Math.max(fround(max - min), fround(LEAST)));
    }
    case 'rgb-0-1':
      return scaled(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 255);
    case 'none':
      return () => undefined;
  }
}

function scaled(low: number, high: number, shift: number, scale: number): NormalizeSlice {
  return (slice) => {
    for (let n = 0; n < slice.length; n++) {
      const value = slice[n] as number;
      const clipped = value < low ? low : Math.min(value, high);
      slice[n] = fround(clipped - shift) / scale;
    }
  };
}

function zScore(view: View): NormalizeSlice {
  const { mean, std } = statistics(view);
  return scaled(
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    fround(mean),
    fround(Math.max(std, LEAST)),
  );
}

function zScoreWithin(view: View, mask: Uint8Array): NormalizeSlice {
  const statistic = statistics(view, mask);
  const [mean, std] = [fround(statistic.mean), fround(Math.max(statistic.std, LEAST))];
  const plane = view.size[1] * view.size[2];
  return (slice, k) => {
    for (let n = 0; n < plane; n++) {
      if (mask[k * plane + n]) slice[n] = fround((slice[n] as number) - mean) / std;
    }
  };
}

/** Of the values in `mask`, or of all: the standard deviation is the population's. */
function statistics(view: View, mask?: Uint8Array) {
  const plane = view.size[1] * view.size[2];
  const slice = new Float32Array(plane);
  let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const each = (visit: (value: number) => void) => {
    for (let k = 0; k < view.size[0]; k++) {
      readSlice(view, k, slice);
      for (let n = 0; n < plane; n++) if (!mask || mask[k * plane + n]) visit(slice[n] as number);
    }
  };
  each((value) => {
    count++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  });
  const mean = fround(sum / Math.max(1, count));
  let squares = 0;
  each((value) => {
    squares += fround(value - mean) ** 2;
  });
  return { mean, min, max, std: Math.sqrt(squares / Math.max(1, count)) };
}
