import * as z from 'zod/mini';
import { SCENE_DOUBTS } from '#model/scene/scene.ts';
import { EDIT_TOOLS } from './edit-tools.ts';
import { countTo, figure, listOf, mm3, share, text, voxelBox } from './session-numbers.ts';

/**
 * Findings as they lie in a session: the records of `finding.ts`, with whatever plain data they have besides what is checked here,
 * so that a field that is new to them is kept. What is checked is what the page reckons with.
 */
const voxels = countTo(2 ** 40);
const boxMm = z.strictObject({ from: mm3, to: mm3 });
/** Where it has no end, it goes on for ever. */
const anyMm = z.tuple([figure, figure, figure]);
const anyBox = z.strictObject({ from: anyMm, to: anyMm });
const modality = z.enum(['CT', 'MR', 'other']);
const id = z.string().check(z.minLength(1), z.maxLength(200));
const components = z.enum(['all', 'largest']);
const byte = countTo(255);

const device = z.looseObject({
  backend: z.enum(['webgpu', 'wasm', 'cpu']),
  name: text,
  reason: z.looseObject({
    kind: z.enum([
      'preferred',
      'no-webgpu-api',
      'no-adapter',
      'software-adapter',
      'webgpu-failed',
      'requested',
    ]),
    name: z.optional(text),
    message: z.optional(text),
  }),
  threads: figure,
  shaderF16: z.boolean(),
  maxBufferBytes: figure,
});

const pack = z.looseObject({
  id: text,
  name: text,
  version: text,
  files: listOf(z.looseObject({ path: text, sha256: text }), 10_000),
  thresholds: z.looseObject({
    maskThreshold: share,
    existenceThreshold: share,
    components: z.optional(
      z.union([
        components,
        z.looseObject({ default: components, structures: z.optional(z.record(z.string(), components)) }),
      ]),
    ),
    known: z.optional(figure),
  }),
});

const slices = z.looseObject({
  ...{ seed: text, preset: text, axes: text, through: text },
  ...{ low: figure, high: figure, count: figure, there: figure, together: z.boolean() },
  ...{ text, looked: figure, existenceThreshold: share },
  existence: listOf(z.nullable(share), 65_535),
});

const source = z.looseObject({
  ...{ model: text, version: text, device, modality, pack, isTested: z.boolean() },
  milliseconds: z.record(z.string(), figure),
  body: z.optional(boxMm),
  jump: z.optional(
    z.looseObject({
      axis: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      slice: figure,
      times: figure,
    }),
  ),
  region: z.optional(z.looseObject({ voxels: voxelBox, mm: anyBox })),
  scene: z.optional(z.looseObject({ doubt: z.optional(z.enum(SCENE_DOUBTS)), stretch: z.optional(figure) })),
  slices: z.optional(slices),
  windows: z.optional(
    z.looseObject({
      ...{ folds: figure, mirrored: z.boolean(), inFloat16: z.boolean() },
      ...{ run: z.optional(figure), of: z.optional(figure) },
    }),
  ),
});

const answered = { id, volumeId: id, prompt: text, subject: text, title: text, source };
const judged = {
  structure: z.optional(text),
  existence: share,
  evidence: z.looseObject({ rawExistence: share, peakProbability: share, volumeMl: figure }),
};

const piece = z.looseObject({
  number: countTo(2 ** 31),
  isKept: z.boolean(),
  ...{ voxels, volumeMl: figure, centroid: mm3, boxMm, peakProbability: share, meanProbability: share },
  meanIntensity: z.optional(figure),
});

const measurement = z.looseObject({
  ...{ voxels, volumeMl: figure },
  centroid: z.optional(mm3),
  box: z.optional(voxelBox),
  boxMm: z.optional(boxMm),
  cutBy: listOf(z.enum(['superior', 'inferior', 'right', 'left', 'anterior', 'posterior']), 6),
  figures: z.record(z.string(), figure),
});

const MOST_FINDINGS = 10_000;

const found = z.looseObject({
  kind: z.literal('found'),
  ...answered,
  ...judged,
  labelId: z.int().check(z.gte(1), z.lte(65_535)),
  answer: z.string().check(z.maxLength(200)),
  threshold: share,
  components: z.union([
    components,
    z.strictObject({ numbers: listOf(countTo(2 ** 31), 100_000), at: share }),
  ]),
  pieces: z.looseObject({ found: voxels, kept: voxels, leftOutMl: figure, list: listOf(piece, 100) }),
  measurement,
  confidence: z.optional(
    z.looseObject({
      ...{ meanProbability: figure, expectedDice: figure, firmMl: figure, looseMl: figure },
    }),
  ),
  shared: listOf(z.looseObject({ with: id, voxels }), 65_535),
  isChanged: z.boolean(),
  isRenamed: z.optional(z.boolean()),
  edits: z.partialRecord(z.enum(EDIT_TOOLS), countTo(2 ** 31)),
  isDrawn: z.boolean(),
  fromFile: z.optional(
    z.looseObject({
      ...{ file: text, label: z.int().check(z.gte(1), z.lte(65_535)), name: z.optional(text) },
      ...{ fit: z.enum(['exact', 'between']), number: z.optional(countTo(MOST_FINDINGS)) },
    }),
  ),
  color: z.tuple([byte, byte, byte]),
  opacity: share,
  visible: z.boolean(),
});

const notFound = z.looseObject({
  kind: z.literal('not-found'),
  ...answered,
  ...judged,
  reason: z.enum(['improbable', 'too-little', 'unfit-scan']),
});

const notUnderstood = z.looseObject({
  kind: z.literal('not-understood'),
  ...answered,
  nearest: listOf(text, 1000),
  // Older sessions have not kept it.
  isReading: z._default(z.boolean(), false),
  elsewhere: listOf(text, 1000),
});

export const findingsSchema = listOf(
  z.discriminatedUnion('kind', [found, notFound, notUnderstood]),
  MOST_FINDINGS,
).check(
  z.refine((findings) => isDistinct(findings.map((finding) => finding.id))),
  z.refine((findings) =>
    isDistinct(findings.flatMap((finding) => (finding.kind === 'found' ? [finding.labelId] : []))),
  ),
);

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
