import type { ModelManifest } from './manifest.ts';
import { logit, sigmoid } from './probability.ts';
import type { StructureId } from './prompt.ts';

/** What speaks for a structure being in a scan, before any threshold. */
export interface Evidence {
  /** The decoder's own existence probability, 0..1: the largest over the tiles. */
  readonly rawExistence: number;
  /** The largest mask probability, 0..1, at any sample of the model grid. */
  readonly peakProbability: number;
  /** Of the mask, as it is handed out where the structure is found. */
  readonly volumeMl: number;
}

/**
 * Why a structure is not found: hardly probable, or with a mask too small or faint to be it; or the scan is none that the pack can
 * answer, whatever it sees there.
 */
export type AbsenceReason = 'improbable' | 'too-little' | 'unfit-scan';

export interface Verdict {
  /** The calibrated probability that the structure is in the scan, 0..1. */
  readonly existence: number;
  /** undefined where it is found. */
  readonly absence: Exclude<AbsenceReason, 'unfit-scan'> | undefined;
}

/** The least that a mask of `structure` must hold to be found, mL. */
export function leastMl(
  structure: StructureId | undefined,
  { existence: rule = {} }: Pick<ModelManifest['output'], 'existence'>,
): number {
  const own = structure === undefined ? undefined : rule.structures?.[structure];
  return own?.minVolumeMl ?? rule.minVolumeMl ?? 0;
}

/** Keeps the logit of 0 and 1 finite. */
const SURE = 1e-6;

/**
 * Whether a structure is found: its calibrated existence reaches the threshold, and its mask is no less than the pack
 * asks of it in size and certainty, and not empty. What is not a structure of the pack is judged by the pack's defaults.
 */
export function judge(
  { rawExistence, peakProbability, volumeMl }: Evidence,
  structure: StructureId | undefined,
  { existence: rule = {}, existenceThreshold }: ModelManifest['output'],
): Verdict {
  const own = structure === undefined ? undefined : rule.structures?.[structure];
  const { scale, offset } = own?.calibration ?? rule.calibration ?? { scale: 1, offset: 0 };
  const raw = Math.min(1 - SURE, Math.max(SURE, rawExistence));
  const existence =
    rule.calibration || own?.calibration ? sigmoid(scale * logit(raw) + offset) : rawExistence;
  if (existence < (own?.threshold ?? existenceThreshold)) return { existence, absence: 'improbable' };
  const isEnough =
    peakProbability >= (own?.minPeakProbability ?? rule.minPeakProbability ?? 0) &&
    volumeMl >= leastMl(structure, { existence: rule }) &&
    volumeMl > 0;
  return { existence, absence: isEnough ? undefined : 'too-little' };
}
