import * as z from 'zod/mini';
import { findingsSchema } from './session-finding.ts';
import { countTo, figure, finite, listOf, mm3, share, text, voxelBox } from './session-numbers.ts';

/** The version that is written. A field more, fewer or other beside the findings is another version. */
export const SESSION_VERSION = 1;

const index = countTo(65_535);
const axis = countTo(2);
const plane = z.enum(['axial', 'coronal', 'sagittal']);
const view = z.enum(['axial', 'coronal', 'sagittal', 'render']);
const layout = z.enum([...view.options, 'four-up', 'one-three', 'row', 'mosaic']);
const bytes = countTo(2 ** 40);

/** A byte per voxel of a box, packed in so many bytes. */
const packedBox = z.strictObject({ box: voxelBox, packed: bytes });

const mask = z.strictObject({
  finding: text,
  level: z.int().check(z.gte(1), z.lte(255)),
  base: packedBox,
  edits: z.optional(
    z.strictObject({
      ...{ box: voxelBox, packed: bytes },
      slices: z.tuple([listOf(index, 65_535), listOf(index, 65_535), listOf(index, 65_535)]),
    }),
  ),
  whole: z.optional(z.strictObject({ box: voxelBox, packed: bytes, from: share })),
});

const scan = z.strictObject({
  /** Of its voxels, grid and scale: `VolumeId` without what was turned. */
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  size: z.tuple([index, index, index]),
  spacingMm: mm3,
  modality: z.enum(['CT', 'MR', 'other']),
  modalityIsGuess: z.boolean(),
  turned: listOf(z.enum(['left-right', 'front-back', 'head-foot']), 3),
});

const drawn = { id: text, volumeId: text, view: plane, across: axis, points: listOf(mm3, 3) };
const mark = z.discriminatedUnion('kind', [
  z.strictObject({ ...drawn, kind: z.literal('ruler'), lengthMm: figure }),
  z.strictObject({ ...drawn, kind: z.literal('angle'), degrees: figure }),
  z.strictObject({
    ...{ ...drawn, kind: z.literal('ellipse'), areaMm2: figure, mean: figure, sd: figure },
    voxels: countTo(2 ** 40),
  }),
]);

/** What is kept of how it is looked at. */
const look = z.strictObject({
  window: z.optional(z.strictObject({ ...{ low: finite, high: finite }, preset: z.optional(z.string()) })),
  arrangement: z.strictObject({
    ...{ layout, large: view, largeShare: share, split: z.tuple([share, share]) },
    mosaic: z.strictObject({ plane, step: z.optional(z.int().check(z.gte(1), z.lte(65_535))) }),
  }),
  shown: z.strictObject({ crosshair: z.boolean(), boxes: z.boolean(), legend: z.boolean() }),
  body: z.boolean(),
  clip: z.optional(z.strictObject({ ...{ plane, depth: share }, isFlipped: z.boolean() })),
  crosshair: z.optional(mm3),
  list: z.strictObject({
    order: z.enum(['asked', 'name', 'volume', 'verdict']),
    isGrouped: z.boolean(),
    openGroups: listOf(text, 1000),
    isTableShown: z.boolean(),
  }),
  selected: z.optional(text),
});

export const sessionSchema = z.strictObject({
  format: z.literal('parse3d-session'),
  formatVersion: z.literal(SESSION_VERSION),
  savedAt: z.iso.datetime(),
  app: z.strictObject({ name: z.literal('parse3d'), version: text }),
  scan,
  findings: findingsSchema,
  masks: listOf(mask, 10_000),
  marks: listOf(mark, 100_000),
  look,
});

/** What stands at the head of the file, as JSON. */
export type SessionHead = z.infer<typeof sessionSchema>;
