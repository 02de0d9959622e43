import type { Progress, Stage } from '#engine/engine.ts';

type Span = readonly [from: number, to: number];

/** Where each stage lies in a run of which the image must be read first, in shares of its usual time. */
const FIRST_RUN: Readonly<Record<Stage, Span>> = {
  download: [0, 0.05],
  verify: [0.05, 0.06],
  compile: [0.06, 0.1],
  preprocess: [0.1, 0.14],
  encode: [0.14, 0.75],
  'read-prompt': [0.75, 0.76],
  decode: [0.76, 0.97],
  slice: [0.1, 1],
  postprocess: [0.97, 1],
};

const FEATURES_KEPT: Readonly<Partial<Record<Stage, Span>>> = {
  'read-prompt': [0, 0.05],
  decode: [0.05, 0.92],
  slice: [0.05, 1],
  postprocess: [0.92, 1],
};

/** Share of the whole run that is done, 0..1. */
export function runShare({ stage, done, total }: Progress, featuresKept: boolean): number {
  const [from, to] = (featuresKept ? FEATURES_KEPT[stage] : undefined) ?? FIRST_RUN[stage];
  return from + (to - from) * (total > 0 ? Math.min(1, done / total) : 0);
}
