import type { Measurement } from '#volume/types.ts';

/** A measurement as it goes to a report: units and axes are in the names. Boxes: `to` is past the last voxel. */
export function measurementFacts({ centroid, box, boxMm, cutBy, ...sizes }: Measurement) {
  return {
    ...sizes,
    centroidMmRas: centroid,
    boxVoxels: box,
    boxMmRas: boxMm,
    cutByEdge: cutBy.length > 0,
    cutBySides: cutBy,
  };
}
