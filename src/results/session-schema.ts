import * as z from 'zod/mini';
import { BODY_PARTS } from '#volume/body-part.ts';
import { findingsSchema } from './session-finding.ts';
import { countTo, figure, finite, listOf, mm3, share, text, voxelBox } from './session-numbers.ts';

/** The version that is written. A field more, fewer or other beside the findings is another version. */
export const SESSION_VERSION = 3;
/** The first one that is still read. It had neither what is asked about nor a comparison. */
const FIRST_VERSION = 1;

/** Whether sessions of that version are read. */
export function isReadVersion(version: number): boolean {
  return version >= FIRST_VERSION && version <= SESSION_VERSION;
}

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
  /** What somebody has said that it shows. */
  bodyPart: z.optional(listOf(z.enum(BODY_PARTS), BODY_PARTS.length)),
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

/** Of what prompts are asked. */
const asked = z.strictObject({
  /** Voxels that alone are asked about. */
  region: z.optional(voxelBox),
});

/** By its place among the results that the findings hold (`originsOf`). */
const origin = z.optional(countTo(10_000));
const comparison = z.strictObject({
  isShown: z.boolean(),
  ...{ reference: origin, other: origin },
  /** Counterparts that somebody has chosen, or none, by the keys of the members. */
  chosen: listOf(z.tuple([text, z.nullable(text)]), 10_000),
  /** The pair whose difference is shown. */
  pair: z.optional(text),
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
  asked,
  comparison: z.optional(comparison),
});

/** A head as its version has it, in this version. What an older one did not have is what it was for everybody. */
export function migratedHead(json: unknown, version: number): unknown {
  const isOlder = typeof json === 'object' && json !== null && version < SESSION_VERSION;
  if (!isOlder || !('formatVersion' in json) || json.formatVersion !== version) return json;
  return version === FIRST_VERSION ? fromSecond({ ...json, asked: {} }) : fromSecond(json);
}

/** Version 2 had one part of the body, with what was asked. */
function fromSecond(json: object): unknown {
  const { asked, scan, ...rest } = json as { readonly asked?: unknown; readonly scan?: unknown };
  const now = { ...rest, formatVersion: SESSION_VERSION };
  if (!isObject(asked) || !isObject(scan)) return { ...now, asked, scan };
  const { part, ...others } = asked;
  return { ...now, asked: others, scan: part === undefined ? scan : { ...scan, bodyPart: [part] } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What stands at the head of the file, as JSON. */
export type SessionHead = z.infer<typeof sessionSchema>;
