import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import { findContradiction } from './manifest-consistency.ts';
import type { StructureId } from './prompt.ts';

export type ModelId = string & { readonly brand: 'ModelId' };

const positive = z.number().check(z.gt(0));
const count = z.int().check(z.gte(1));
const probability = z.number().check(z.gte(0), z.lte(1));
const name = z.string().check(z.minLength(1));
const components = z.enum(['all', 'largest']);
/** See docs/model-pack.md, Found or not. */
const calibration = z.object({ scale: positive, offset: z.number() });
const evidence = {
  calibration: z.optional(calibration),
  minPeakProbability: z.optional(probability),
  minVolumeMl: z.optional(z.number().check(z.gte(0))),
};
/** A file of the pack: below the manifest's folder, in letters, digits, dots, dashes and underscores. */
const file = z
  .string()
  .check(z.regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, "is not a plain path below the manifest's folder"));

/** A tensor by the name it has in the graph. */
const graph = z.object({
  file,
  /** Files of weights that the graph refers to as external data, by their names in it. */
  weights: z.optional(z.array(file)),
  /** Role → input name in the graph. Roles are fixed per graph kind; see docs/model-pack.md. */
  inputs: z.record(z.string(), name),
  outputs: z.record(z.string(), name),
});

const promptDecoder = z.extend(graph, {
  /** Inputs that take uniform random numbers, in the order of their layers, shaped (P, …shape); model/noise.ts draws them. */
  noise: z.optional(z.array(z.object({ role: name, shape: z.array(count).check(z.minLength(1)) }))),
});

const intensityRule = z.discriminatedUnion('kind', [
  /** Clip to [low, high] in intensity units, then map linearly to [to[0], to[1]]. */
  z.object({
    kind: z.literal('window'),
    low: z.number(),
    high: z.number(),
    to: z.tuple([z.number(), z.number()]),
  }),
  /** As 'window', low and high being percentiles of the voxels above `above`. */
  z.object({
    kind: z.literal('percentile'),
    low: z.number(),
    high: z.number(),
    above: z.number(),
    to: z.tuple([z.number(), z.number()]),
  }),
]);

const window3d = z.object({
  kind: z.literal('window-3d'),
  /** Largest window, in voxels of the model grid along x, y, z; smaller volumes shrink it in steps of `multipleOf`. */
  size: z.readonly(z.tuple([count, count, count])),
  multipleOf: z.readonly(z.tuple([count, count, count])),
  /** Share of a window that its neighbour covers too, 0..0.9. */
  overlap: z.number().check(z.gte(0), z.lte(0.9)),
  blend: z.enum(['gaussian', 'constant']),
  /** Windows cover the body, all of which is above this after the intensity rule (body-box.ts); the whole grid if absent. */
  foregroundAbove: z.optional(z.number()),
});

/** Where a grid's columns, rows and slices run, such as 'LAS': to the patient's left, front and head. */
const axes = z.string().check(
  z.regex(/^[RLAPSI]{3}$/),
  z.refine((codes) => ['RL', 'AP', 'SI'].every((pair) => [...pair].some((code) => codes.includes(code)))),
);

const slices25d = z.object({
  kind: z.literal('slices-2.5d'),
  /** Offsets of the slices stacked as channels, in order, mirrored at the ends. */
  neighbours: z.array(z.int()).check(z.minLength(1)),
  /** Each slice is zero-padded evenly to a square and resized to this many pixels a side; docs/geometry.md. */
  size: count,
  /** How the model was used to scans being stored; they are flipped and turned to it, never resampled. As they are if absent. */
  axes: z.optional(axes),
});

/** How grey values are made of a scan for one kind of question. */
const preset = z.object({
  id: name,
  /** Shown to people. */
  name,
  modality: z.enum(['CT', 'MR', 'other']),
  rule: intensityRule,
  /** Chosen for a prompt that holds one of these words; the modality's first preset is for all others. */
  words: z.array(name),
  /** In place of those of the tiling. */
  axes: z.optional(axes),
});

const tokenizer = z.discriminatedUnion('kind', [
  /** UTF-8 bytes of the lower-cased, NFKC text, plus one; 0 pads. */
  z.object({ kind: z.literal('utf8-bytes'), maxTokens: count }),
  z.object({ kind: z.literal('clip-bpe'), maxTokens: count, file }),
]);

const structure = z.object({
  id: name,
  /** Shown to people. */
  name,
  synonyms: z.array(name),
  /** sRGB, 0..255. */
  color: z.tuple([z.int(), z.int(), z.int()]),
  /** Value in an exported label map. */
  labelId: z.int().check(z.gte(1)),
});

/** What a device must have to run a pack with all its graphs open, as measured where the pack's documentation says. */
export const requirementsSchema = z.object({
  /** Free memory on WebAssembly, with some to spare. */
  memoryBytes: count,
  /** What WebAssembly's own memory has to hold of it. */
  heapBytes: count,
  /** On WebGPU: the largest buffer that its graphs ask for, and the GPU's memory. */
  gpuBufferBytes: z.optional(count),
  gpuMemoryBytes: z.optional(count),
  /** On WebAssembly, one core, where the pack goes slice by slice. */
  secondsPerSlice: z.optional(positive),
});

const manifestSchema = z.object({
  format: z.literal(1),
  id: name,
  name,
  version: name,
  /** How the weights are stored, where the same model comes in several. */
  precision: z.optional(z.enum(['float32', 'float16', 'int8', 'int4'])),
  description: z.string(),
  license: z.object({ name, url: z.optional(z.string()), terms: z.string() }),
  provenance: z.object({
    trainedOn: z.array(z.string()),
    trainedBy: z.string(),
    date: z.string(),
    recipe: z.string(),
  }),
  /** Figures with what they were measured on. */
  scores: z.array(
    z.object({
      dataset: z.string(),
      metric: z.string(),
      structure: z.string(),
      value: z.number(),
      /** Absent where the source does not say. */
      cases: z.optional(z.int()),
      /** The model's authors published it; nobody here has measured it. */
      published: z.optional(z.boolean()),
      /** What kind of scan it was measured on; a structure without a figure for a modality is untested on it. */
      modality: z.optional(z.enum(['CT', 'MR', 'other'])),
    }),
  ),
  requirements: z.optional(requirementsSchema),
  /**
   * What its training data has labels for, in the words that people use, without sides. Where another pack does not understand
   * a prompt, this one is named as one that may.
   */
  knows: z.optional(z.array(name)),
  /** What it costs, in GFLOP: to encode the largest window once, and to decode it for each prompt. */
  compute: z.optional(z.object({ windowGflop: positive, promptGflop: positive })),
  /** Every file of the pack but the manifest, with the SHA-256 (hex) checked before use. */
  files: z.array(z.object({ path: file, bytes: count, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })),
  graphs: z.object({ imageEncoder: graph, textEncoder: graph, promptDecoder }),
  input: z.object({
    /** 'RAS': resampled to a grid along the patient's axes. 'stored': the file's own axes. */
    orientation: z.enum(['RAS', 'stored']),
    spacing: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('fixed'), mm: z.readonly(z.tuple([positive, positive, positive])) }),
      z.object({ kind: z.literal('native') }),
    ]),
    intensity: z.object({ CT: intensityRule, MR: intensityRule, other: intensityRule }),
    tiling: z.discriminatedUnion('kind', [window3d, slices25d]),
    /** For slices only; in place of `intensity` for the modalities that have any. */
    presets: z.optional(z.array(preset)),
  }),
  text: z.object({
    tokenizer,
    /** A text understood as a structure with less than this probability is refused; absent where the encoder gives none. */
    knownThreshold: z.optional(probability),
    /**
     * Ready-made embeddings: a file of little-endian float32, (structures, width) in the manifest's order. Whatever is
     * understood as a structure is asked for with its row.
     */
    bank: z.optional(z.object({ file, width: count })),
  }),
  output: z.object({
    /** Probability above which a voxel belongs to the mask. */
    maskThreshold: z.number().check(z.gt(0), z.lt(1)),
    /** A structure is found if its existence probability reaches this, and its mask what `existence` asks. */
    existenceThreshold: probability,
    /** From raw to calibrated existence, and what a mask must show; a structure's own fields go before the common ones. */
    existence: z.optional(
      z.object({
        ...evidence,
        structures: z.optional(
          z.record(z.string(), z.object({ ...evidence, threshold: z.optional(probability) })),
        ),
      }),
    ),
    /** 'largest': only the largest connected component of a mask is kept. 'all' unless given. Whole, or by structure. */
    components: z.optional(
      z.union([
        components,
        z.object({ default: components, structures: z.optional(z.record(z.string(), components)) }),
      ]),
    ),
  }),
  structures: z.array(structure).check(z.minLength(1)),
  groups: z.array(z.object({ names: z.array(name), members: z.array(name) })),
});

type Parsed = z.infer<typeof manifestSchema>;
export type Requirements = Readonly<z.infer<typeof requirementsSchema>>;
export type Tiling = Parsed['input']['tiling'];
export type WindowTiling = Extract<Tiling, { kind: 'window-3d' }>;
export type SliceTiling = Extract<Tiling, { kind: 'slices-2.5d' }>;
export type Preset = NonNullable<Parsed['input']['presets']>[number];
export type GraphSpec = Parsed['graphs']['imageEncoder'];
export type Tokenizer = Parsed['text']['tokenizer'];
export type Structure = Readonly<Omit<Parsed['structures'][number], 'id'>> & { readonly id: StructureId };
export type StructureGroup = { readonly names: readonly string[]; readonly members: readonly StructureId[] };

/** `public/models/<id>/manifest.json`: written by training/, read here. The only contract between the two. */
export type ModelManifest = Readonly<Omit<Parsed, 'id' | 'structures' | 'groups'>> & {
  readonly id: ModelId;
  readonly structures: readonly Structure[];
  readonly groups: readonly StructureGroup[];
};

/**
 * The manifest in `json`, checked field by field and for what its fields say of one another.
 *
 * @throws AppError 'pack-invalid' naming the first field that is wrong.
 */
export function readManifest(json: unknown): ModelManifest {
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || '(whole file)';
    throw new AppError('pack-invalid', { field, reason: issue?.message ?? 'does not match the schema' });
  }
  const manifest = parsed.data as unknown as ModelManifest;
  const contradiction = findContradiction(manifest);
  if (contradiction) throw new AppError('pack-invalid', contradiction);
  return manifest;
}
