import type { Structure } from '#model/manifest.ts';
import { asStated } from '#results/stated-scan.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Measurement, Modality, VoxelBox } from '#volume/types.ts';
import type { Case } from './cases.ts';
import { openScanAt } from './find-scans.ts';
import { labelOf, readLabels } from './label-maps.ts';
import type { LabelledScan } from './labelled-scan.ts';

export interface LoadedCase {
  readonly scan: LabelledScan;
  /** What the app would take it for if nobody said. */
  readonly guessedModality: Modality;
  /** The pack's structures that someone looked for in this case. */
  readonly structures: readonly Structure[];
}

/**
 * Reads a case's scan and labels. @throws AppError where either cannot be read, they lie on
 * different grids, or neither its manifest nor its values say what kind of scan it is.
 */
export async function loadCase(one: Case, known: readonly Structure[]): Promise<LoadedCase> {
  const opened = await openScanAt([one.image], one.series);
  const { volume } = asStated(opened, one.facts?.modality);
  const labels = await readLabels(one.labels, volume.grid);
  return {
    scan: { volume, labels },
    guessedModality: opened.volume.modality,
    structures: annotated(one, labels, known),
  };
}

function annotated(
  { facts }: Case,
  labels: Float32Array,
  structures: readonly Structure[],
): readonly Structure[] {
  if (facts) return structures.filter(({ id }) => facts.annotated.includes(id));
  const present = new Set(labels);
  return structures.filter((structure) => present.has(labelOf(structure)));
}

/** What `structure` truly measures in a scan. */
export function measureTruth(
  { volume, labels }: LabelledScan,
  structure: Structure,
  view: VoxelBox,
): Measurement {
  const label = labelOf(structure);
  const data = Uint8Array.from(labels, (at) => (at === label ? 1 : 0));
  return measure(maskOf(volume.grid, data), view);
}
