import type { Measurement } from '#volume/types.ts';

/** A measurement as it goes to a report: units and axes are in the names. */
export function measurementFacts({ centroid, box, ...sizes }: Measurement) {
  return { ...sizes, centroidMmRas: centroid, boxVoxels: box };
}
