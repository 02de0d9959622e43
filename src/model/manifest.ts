import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import { findContradiction } from './manifest-consistency.ts';
import {
  axes,
  between,
  channel,
  countTo,
  file,
  fileBytes,
  grey,
  listOf,
  MOST_LABELS,
  name,
  packId,
  positiveTo,
  probability,
  prose,
  words,
} from './manifest-limits.ts';
import { refineOf } from './manifest-refine.ts';
import { sceneSchema } from './manifest-scene.ts';
import { targetsSchema } from './manifest-targets.ts';
import type { StructureId } from './prompt.ts';
import { tilingSchema, window3d } from './tilings.ts';

export type ModelId = string & { readonly brand: 'ModelId' };

const components = z.enum(['all', 'largest']);
const gflop = positiveTo(1e9);
/** See docs/model-pack.md, Found or not. */
const calibration = z.object({ scale: positiveTo(1e3), offset: z.number().check(...between(-1e3, 1e3)) });
const evidence = {
  calibration: z.optional(calibration),
  minPeakProbability: z.optional(probability),
  minVolumeMl: z.optional(z.number().check(...between(0, 1e6))),
};

/** A tensor by the name it has in the graph. */
const graph = z.object({
  file,
  /** The same graph of the same weights as convolutions over planes, which WebGPU runs (docs/nnunet.md). */
  planes: z.optional(file),
  /** The same graph of the same weights with fewer products, which processors run (docs/performance.md). */
  winograd: z.optional(file),
  /** Files of weights that the graph refers to as external data, by their names in it. */
  weights: z.optional(listOf(file, 1000)),
  /** Role → input name in the graph. Roles are fixed per graph kind; see docs/model-pack.md. */
  inputs: z.record(z.string(), name),
  outputs: z.record(z.string(), name),
});

const promptDecoder = z.extend(graph, {
  /** Inputs that take uniform random numbers, in the order of their layers, shaped (P, …shape); model/noise.ts draws them. */
  noise: z.optional(
    listOf(z.object({ role: name, shape: listOf(countTo(2 ** 24), 8).check(z.minLength(1)) }), 100),
  ),
});

const percentile = z.number().check(...between(0, 100));
const intensityRule = z.discriminatedUnion('kind', [
  /** Clip to [low, high] in intensity units, then map linearly to [to[0], to[1]]. */
  z.object({ kind: z.literal('window'), low: grey, high: grey, to: z.tuple([grey, grey]) }),
  /** As 'window', low and high being percentiles of the voxels above `above`. */
  z.object({
    kind: z.literal('percentile'),
    low: percentile,
    high: percentile,
    above: grey,
    to: z.tuple([grey, grey]),
  }),
]);

/** How grey values are made of a scan for one kind of question. */
const preset = z.object({
  id: name,
  /** Shown to people. */
  name,
  modality: z.enum(['CT', 'MR', 'other']),
  rule: intensityRule,
  /** Chosen for a prompt that holds one of these words; the modality's first preset is for all others. */
  words,
  /** In place of those of the tiling. */
  axes: z.optional(axes),
});

const tokens = countTo(4096);
const tokenizer = z.discriminatedUnion('kind', [
  /** UTF-8 bytes of the lower-cased, NFKC text, plus one; 0 pads. */
  z.object({ kind: z.literal('utf8-bytes'), maxTokens: tokens }),
  z.object({ kind: z.literal('clip-bpe'), maxTokens: tokens, file }),
]);

const structure = z.object({
  id: name,
  /** Shown to people. */
  name,
  synonyms: words,
  /** sRGB, 0..255. */
  color: z.tuple([channel, channel, channel]),
  /** Value in an exported label map. */
  labelId: countTo(MOST_LABELS),
});

/** What a device must have to run a pack with all its graphs open, as measured where the pack's documentation says. */
export const requirementsSchema = z.object({
  /** Free memory on WebAssembly, with some to spare. */
  memoryBytes: fileBytes,
  /** What WebAssembly's own memory has to hold of it. */
  heapBytes: fileBytes,
  /** On WebGPU: the largest buffer that its graphs ask for, and the GPU's memory. */
  gpuBufferBytes: z.optional(fileBytes),
  gpuMemoryBytes: z.optional(fileBytes),
  /** On WebAssembly, one core, where the pack goes slice by slice. */
  secondsPerSlice: z.optional(positiveTo(1e6)),
  /** Memory on top, for each window that is kept of a scan and each of its voxels. */
  perScan: z.optional(z.object({ windowBytes: fileBytes, voxelBytes: positiveTo(1000) })),
});

/** A grid that a scan is resampled to: finer ones would not fit in memory, coarser ones show nothing. */
const mm = z.number().check(...between(0.1, 50));

const manifestSchema = z.object({
  format: z.literal(1),
  id: packId,
  name,
  version: name,
  /** How the weights are stored, where the same model comes in several. */
  precision: z.optional(z.enum(['float32', 'float16', 'int8', 'int4'])),
  description: prose,
  license: z.object({ name, url: z.optional(name), terms: prose }),
  provenance: z.object({
    trainedOn: listOf(prose, 1000),
    trainedBy: prose,
    date: prose,
    recipe: prose,
  }),
  /** Figures with what they were measured on. */
  scores: listOf(
    z.object({
      dataset: prose,
      metric: name,
      structure: name,
      value: z.number(),
      /** Absent where the source does not say. */
      cases: z.optional(countTo(1e9)),
      /** The model's authors published it; nobody here has measured it. */
      published: z.optional(z.boolean()),
      /** What kind of scan it was measured on; a structure without a figure for a modality is untested on it. */
      modality: z.optional(z.enum(['CT', 'MR', 'other'])),
    }),
    100_000,
  ),
  requirements: z.optional(requirementsSchema),
  /**
   * What its training data has labels for, in the words that people use, without sides. Where another pack does not understand
   * a prompt, this one is named as one that may.
   */
  knows: z.optional(words),
  /** GFLOP to encode the largest window, to decode it for a prompt, and to encode it by the graph `winograd`, as processors do. */
  compute: z.optional(
    z.object({ windowGflop: gflop, promptGflop: gflop, processorGflop: z.optional(gflop) }),
  ),
  /** Every file of the pack but the manifest, with the SHA-256 (hex) checked before use. */
  files: listOf(
    z.object({ path: file, bytes: fileBytes, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
    10_000,
  ),
  graphs: z.object({
    imageEncoder: graph,
    textEncoder: z.optional(graph),
    promptDecoder: z.optional(promptDecoder),
    /** nnU-Net only: the networks of further folds; `imageEncoder` is the first one's. */
    folds: z.optional(listOf(graph, 20)),
  }),
  input: z.object({
    /** 'RAS': resampled to a grid along the patient's axes. 'stored': the file's own axes. Not for nnU-Net, as are the next two. */
    orientation: z.optional(z.enum(['RAS', 'stored'])),
    spacing: z.optional(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('fixed'), mm: z.readonly(z.tuple([mm, mm, mm])) }),
        z.object({ kind: z.literal('native') }),
      ]),
    ),
    intensity: z.optional(z.object({ CT: intensityRule, MR: intensityRule, other: intensityRule })),
    tiling: tilingSchema,
    /** For slices only; in place of `intensity` for the modalities that have any. */
    presets: z.optional(listOf(preset, 1000)),
  }),
  text: z.object({
    /** Of the text encoder; absent where there is none, and only names of the vocabulary are understood. */
    tokenizer: z.optional(tokenizer),
    /** A text understood as a structure with less than this probability is refused; absent where the encoder gives none. */
    knownThreshold: z.optional(probability),
    /**
     * Ready-made embeddings: a file of little-endian float32, (structures, width) in the manifest's order. Whatever is
     * understood as a structure is asked for with its row. Of an nnU-Net: the rows of its head, (1 + structures, width), by
     * label from the background, 0, on; the bias is the last number of a row. `folds`: those of `graphs.folds`.
     */
    bank: z.optional(z.object({ file, width: countTo(65_536), folds: z.optional(listOf(file, 20)) })),
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
  structures: listOf(structure, MOST_LABELS).check(z.minLength(1)),
  groups: listOf(z.object({ names: words, members: listOf(name, MOST_LABELS) }), 10_000),
  /** How to tell scans that the pack does not know. For windows only; without it every scan is answered. */
  scene: z.optional(sceneSchema),
  /** Second looks at small structures, in windows of a finer grid. For windows only. */
  refine: z.optional(listOf(refineOf(window3d, mm), 10).check(z.minLength(1))),
  /** Of a pack that takes any text. */
  targets: z.optional(targetsSchema),
});

type Parsed = z.infer<typeof manifestSchema>;
export type Requirements = Readonly<z.infer<typeof requirementsSchema>>;
export type Refine = NonNullable<Parsed['refine']>[number];
export type Preset = NonNullable<Parsed['input']['presets']>[number];
export type GraphSpec = Parsed['graphs']['imageEncoder'];
export type PromptDecoder = NonNullable<Parsed['graphs']['promptDecoder']>;
export type Tokenizer = NonNullable<Parsed['text']['tokenizer']>;
export type Structure = Readonly<Omit<Parsed['structures'][number], 'id'>> & { readonly id: StructureId };
export type StructureGroup = { readonly names: readonly string[]; readonly members: readonly StructureId[] };

/** `public/models/<id>/manifest.json`: written by training/, read here. The only contract between the two. */
export type ModelManifest = Readonly<Omit<Parsed, 'id' | 'structures' | 'groups'>> & {
  readonly id: ModelId;
  readonly structures: readonly Structure[];
  readonly groups: readonly StructureGroup[];
};

/** The JSON schema of a manifest: `docs/reference/manifest.schema.json` is this. It cannot tell what fields say of one another. */
export function manifestJsonSchema(): object {
  return { title: 'parse3d model pack, format 1', ...z.toJSONSchema(manifestSchema) };
}

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
