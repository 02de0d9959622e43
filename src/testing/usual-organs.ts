import type { StructureId } from '#model/prompt.ts';
import type { FindingId, FoundObject } from '#results/finding.ts';
import { type Doubt, verdictsOf } from '#results/verdict.ts';
import type { Vec3, WorldPoint } from '#volume/types.ts';
import { foundObject } from './findings.ts';

/** Middles and sizes of organs of a true patient, mm RAS+ and mL, against whom nothing speaks. */
export const PATIENT: Readonly<Record<string, { at: Vec3; ml: number }>> = {
  liver: { at: [80, 20, 60], ml: 1500 },
  spleen: { at: [-85, -35, 60], ml: 200 },
  kidney_right: { at: [70, -40, -5], ml: 170 },
  kidney_left: { at: [-65, -40, 0], ml: 170 },
  pancreas: { at: [0, 20, 20], ml: 80 },
};
export const SURE = { meanProbability: 0.98, expectedDice: 0.97, firmMl: 1400, looseMl: 1600 };

/** `name` as it is in that patient, but for `change` in what was measured and `more`. */
export function organ(
  name: string,
  change: Partial<FoundObject['measurement']> = {},
  more: Partial<FoundObject> = {},
) {
  const plain = foundObject(name, { structure: name as StructureId, existence: 0.99, confidence: SURE });
  const { at = [0, 0, 0], ml = 1 } = PATIENT[name] ?? {};
  const usual = { volumeMl: ml, voxels: 1000, centroid: at as WorldPoint, cutBy: [] };
  const figures = { meanIntensity: 100, sdIntensity: 20 };
  const pieces = { found: 1, kept: 1, leftOutMl: 0, list: [] };
  return { ...plain, pieces, measurement: { ...plain.measurement, ...usual, figures, ...change }, ...more };
}

export const patient = () => Object.keys(PATIENT).map((name) => organ(name));
export const at = (x: number, y: number, z: number) => ({ centroid: [x, y, z] as WorldPoint });
/** The verdict on what is called `name`. */
export const of = (findings: Parameters<typeof verdictsOf>[0], name: string) =>
  verdictsOf(findings).get(name as FindingId);
export const kinds = (doubts: readonly Doubt[] | undefined) => doubts?.map(({ kind }) => kind);
