import { z } from 'zod/mini';
import { between, countTo, listOf, name, positiveTo, probability } from './manifest-limits.ts';

const weight = z.number().check(...between(0, 1e3));
const mm = z.number().check(...between(-3000, 3000));
/** Mean and standard deviation, mm RAS+; null along an axis where too little is known. */
const offset = z.nullable(z.tuple([mm, positiveTo(1000)]));

/**
 * How to tell the scans that a pack knows from all others: heads, mirrored headers, noise. See docs/model-pack.md, Scans that it
 * does not know.
 */
export const sceneSchema = z.object({
  /** Of what speaks against a scan (scene/evidence.ts). Where their sum is above `limit`, the scan is none that it knows. */
  weights: z.object({
    vague: weight,
    misplaced: weight,
    unclaimed: weight,
    alone: weight,
  }),
  limit: z.number().check(...between(0, 1e3)),
  /** How clear-cut a structure is in scans that the pack knows, 0..1: expected Dice times the share of its largest piece. */
  clarity: z.object({
    CT: z.record(z.string(), probability),
    MR: z.record(z.string(), probability),
    other: z.record(z.string(), probability),
  }),
  /** Where the first of two structures, named with a blank between, lies from the second. */
  places: z.record(z.string(), z.tuple([offset, offset, offset])),
  /** How far from where the others have it, mm RAS+, the middle of a structure lies in anybody; of pieces farther off others are kept. */
  reach: z.optional(z.record(z.string(), z.tuple([positiveTo(1000), positiveTo(1000), positiveTo(1000)]))),
  /** Structures that nearly everybody has, too large to be overlooked. */
  expected: listOf(name, 1000),
  /** What a patient's width and depth may be, mm. */
  patientMm: z.tuple([countTo(5000), countTo(5000)]),
});
