import { z } from 'zod/mini';
import { between, countTo, listOf, name } from './manifest-limits.ts';

/**
 * A second look at small structures, by the same graphs in windows of a finer grid; docs/model-pack.md, A second look. `window` and `mm`
 * are the schemas of a tiling by windows and of a grid's spacing.
 */
export const refineOf = <W extends z.core.SomeType, M extends z.core.SomeType>(window: W, mm: M) =>
  z.object({
    structures: listOf(name, 1000).check(z.minLength(1)),
    /** Of its grid, along x, y, z: no coarser than the pack's own. */
    spacing: z.readonly(z.tuple([mm, mm, mm])),
    /** Its windows, which are all of `size`. */
    tiling: window,
    /** The first look points at the largest piece of what is more probable than this. */
    pointsAbove: z.number().check(...between(0.01, 1)),
    /** The second look's answer holds as far beyond that piece; farther out the first one's. */
    marginMm: z.number().check(...between(0, 500)),
    /** How much its logits count, the first look's the rest: 1 unless given. */
    weight: z.optional(z.number().check(...between(0.01, 1))),
    /** Where more windows than these would be needed, the first look stands; as many as are needed unless given. */
    mostWindows: z.optional(countTo(1000)),
    /** Kinds of scans that are looked at again. */
    modalities: listOf(z.enum(['CT', 'MR', 'other']), 3).check(z.minLength(1)),
  });
