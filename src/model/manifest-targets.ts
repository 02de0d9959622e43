import { z } from 'zod/mini';
import { BODY_PARTS, type BodyPart } from '#volume/body-part.ts';
import { axes, listOf, name } from './manifest-limits.ts';

export { BODY_PARTS, type BodyPart };

const part = z.enum(BODY_PARTS);

/** What a pack that takes any text was trained to find, and the words that it was taught. */
export const targetsSchema = z.object({
  /** What it was trained to be asked with for a structure, by kind of scan and part of the body; the likeliest first. */
  wordings: listOf(
    z.object({
      structure: name,
      modality: z.enum(['CT', 'MR', 'other']),
      part,
      text: name,
      /** How the scans of its data set were stored, in place of the tiling's. */
      axes: z.optional(axes),
    }),
    10_000,
  ),
  /** What a scan of a part of the body may show. What is in none, such as tumours, is answered only where asked for by name. */
  parts: listOf(z.object({ part, structures: listOf(name, 10_000) }), BODY_PARTS.length),
  /** Of these every one is an object of its own: lesions, lymph nodes. */
  instances: z.optional(listOf(name, 10_000)),
});

export type Targets = Readonly<z.infer<typeof targetsSchema>>;
