import * as z from 'zod/mini';
import { SCENE_DOUBTS } from '#model/scene/scene.ts';

/** x, y, z in mm, RAS+. */
export const point = z.tuple([z.number(), z.number(), z.number()]);
export const whole = z.int().check(z.gte(0));
/** Along the stored axes. */
export const voxel = z.tuple([whole, whole, whole]);
export const probability = z.number().check(z.gte(0), z.lte(1));
export const modality = z.enum(['CT', 'MR', 'other']);

const computedOn = z.strictObject({
  backend: z.enum(['webgpu', 'wasm', 'cpu']),
  name: z.string().check(z.describe('GPU vendor and architecture, or the kind of CPU runtime.')),
  reason: z
    .strictObject({ kind: z.string(), name: z.optional(z.string()), message: z.optional(z.string()) })
    .check(z.describe('Why it ran there.')),
  threads: z.nullable(whole),
});

const slices = z.strictObject({
  seed: z.string(),
  preset: z.string(),
  low: z.number(),
  high: z.number(),
  axes: z.string(),
  through: z.string(),
  count: whole,
  there: whole,
  together: z.boolean(),
  text: z.optional(z.string().check(z.describe('What the model was asked with.'))),
  looked: z.optional(whole.check(z.describe('How many slices were asked about.'))),
  existence: z.optional(
    z
      .array(z.nullable(z.number()))
      .check(z.describe('How probable it is on each slice, 0 to 1; null where that was not asked.')),
  ),
  existenceThreshold: z.optional(z.number()),
});

const windows = z.strictObject({
  folds: whole.check(z.describe('Networks whose logits were averaged.')),
  mirrored: z.boolean(),
  inFloat16: z.boolean().check(z.describe('What they said was kept in float16, for want of memory.')),
  run: z.optional(whole.check(z.describe('Windows that were run: those that the prompts needed.'))),
  of: z.optional(whole.check(z.describe('Windows of all that there was to be looked at.'))),
  regionMmRas: z
    .nullable(z.strictObject({ from: point, to: point }))
    .check(z.describe('The box that alone was asked about.')),
});

/** What answered, how, and on what. */
export const source = z.strictObject({
  pack: z.strictObject({ id: z.string(), version: z.string() }),
  modality: modality.check(z.describe('What kind of scan it was taken for when this was asked.')),
  computedOn,
  milliseconds: z
    .record(z.string(), z.number())
    .check(z.describe('What each stage took; stages shared by several prompts are counted for each.')),
  slices: z.nullable(slices).check(z.describe('How slices were read, where the pack goes slice by slice.')),
  windows: z.nullable(windows).check(z.describe('How windows were read, where the pack is an nnU-Net.')),
  scene: z.optional(
    z
      .nullable(
        z.strictObject({
          doubt: z
            .nullable(z.enum(SCENE_DOUBTS))
            .check(z.describe('Why the scan is none that the pack knows; null where it is one.')),
          against: z.number().check(z.describe('How much speaks against it; 1 is the limit.')),
          clue: z.nullable(z.string()).check(z.describe('What weighs most in that.')),
          seen: z.array(z.string()).check(z.describe('Structures that the pack finds in it, by id.')),
          stretch: z.optional(
            z
              .number()
              .check(
                z.describe(
                  'How many times as tall organs are, for their width, as in other patients; absent where too few tell.',
                ),
              ),
          ),
        }),
      )
      .check(z.describe('What the pack’s check of the whole scan came to; null of a pack without one.')),
  ),
  jump: z.optional(
    z
      .strictObject({
        axis: whole.check(z.describe('The stored axis along which slices follow each other: 0, 1 or 2.')),
        slice: whole.check(z.describe('The slice before it, counted from 0.')),
        times: z.number().check(z.describe('How many times as much the image changes there as about it.')),
      })
      .check(
        z.describe(
          'Two neighbouring slices between which others may be missing; absent where none stand out.',
        ),
      ),
  ),
  regionMmRas: z.optional(
    z
      .nullable(z.strictObject({ from: point, to: point }))
      .check(z.describe('The box that alone was asked about; nothing is said of the rest.')),
  ),
  regionVoxels: z.optional(
    z
      .nullable(z.strictObject({ from: point, to: point }))
      .check(z.describe('The voxels of it, along the stored axes; to is past the last.')),
  ),
});
