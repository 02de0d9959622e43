import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { syntheticCheckpoint } from './synthetic-weights.ts';

const FOLDER = fileURLToPath(new URL('./fixtures/checkpoint', import.meta.url));

export const PRECISIONS = ['float32', 'float16', 'int8', 'int4'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Numbers with their shape, slowest axis first. */
export interface Golden {
  readonly shape: readonly number[];
  /** Little-endian, base64. */
  readonly data: string;
}

export interface Goldens {
  readonly inputs: Readonly<Record<string, Golden>>;
  readonly precisions: Readonly<
    Record<
      Precision,
      {
        /** Of the files of weights, as Python writes them. */
        readonly sha256: Readonly<Record<string, string>>;
        /** What our PyTorch model gives with weights rounded as the precision does. */
        readonly outputs: Readonly<Record<string, Golden>>;
      }
    >
  >;
}

/** A file made by training/medimageparse3d/fixtures_checkpoint.py. */
export function microFile(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(`${FOLDER}/${path}.gz`)));
}

/** A checkpoint of the smallest model, and of a tensor that it has no place for. */
export function microWith(extra: string): Blob {
  const { checkpoint } = readJson('float32/layout.json') as { checkpoint: Record<string, number[]> };
  return syntheticCheckpoint({ ...checkpoint, [extra]: [2] }, 0);
}

/** The recipe of a pack of the smallest model. */
export function microRecipe(precision: Precision) {
  return {
    layout: readJson(`${precision}/layout.json`),
    manifest: { id: 'micro' },
    copy: async (path: string) => microFile(`${precision}/${path}`),
  };
}

const GRAPHS = {
  imageEncoder: 'image-encoder',
  textEncoder: 'text-encoder',
  promptDecoder: 'prompt-decoder',
};
const FEATURES = [
  'maskFeatures',
  ...['pooled', 'keys', 'values'].flatMap((name) => [0, 1, 2].map((n) => name + n)),
];

/** The manifest of that pack without its `files`, as a recipe has it. */
function microManifest() {
  const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const graph = (name: keyof typeof GRAPHS, inputs: readonly string[], outputs: readonly string[]) => ({
    file: `${GRAPHS[name]}.onnx`,
    weights: [`${GRAPHS[name]}.weights`],
    inputs: same(inputs),
    outputs: same(outputs),
  });
  const window = { kind: 'window', low: -160, high: 240, to: [0, 255] };
  return {
    format: 1,
    id: 'micro',
    name: 'Micro',
    version: '1',
    description: 'The smallest model, with synthetic weights.',
    license: { name: 'MIT', terms: 'Made for tests.' },
    provenance: { trainedOn: [], trainedBy: 'nobody', date: '2026-11-24', recipe: 'medimageparse3d' },
    scores: [],
    graphs: {
      imageEncoder: graph('imageEncoder', ['image'], FEATURES),
      textEncoder: graph('textEncoder', ['tokens'], ['embedding']),
      promptDecoder: graph('promptDecoder', ['text', ...FEATURES], ['maskLogits', 'existenceLogits']),
    },
    input: {
      orientation: 'stored',
      spacing: { kind: 'native' },
      intensity: { CT: window, MR: window, other: window },
      tiling: { kind: 'slices-2.5d', neighbours: [0, -1, 1], size: 64 },
    },
    text: { tokenizer: { kind: 'utf8-bytes', maxTokens: 7 } },
    output: { maskThreshold: 0.5, existenceThreshold: 0.5 },
    structures: [{ id: 'liver', name: 'liver', synonyms: [], color: [221, 130, 101], labelId: 1 }],
    groups: [],
  };
}

/** The files of that pack's recipe, by their paths, as a site serves them. */
export function microRecipeFiles(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const names = ['layout.json', ...Object.values(GRAPHS).map((graph) => `${graph}.onnx`)];
  const precisions = PRECISIONS.map((precision) => {
    for (const name of names) {
      const path = `${precision}/${name}.gz`;
      files.set(path, new Uint8Array(readFileSync(`${FOLDER}/${path}`)));
    }
    const { files: weights, copies } = readJson(`${precision}/layout.json`) as Record<
      string,
      { bytes: number }[]
    >;
    const bytes = [...(weights ?? []), ...(copies ?? [])].reduce((sum, file) => sum + file.bytes, 0);
    return { name: precision, bytes, offered: precision !== 'int4', remark: 'Made for tests.' };
  });
  const recipe = { format: 1, precisions, manifest: microManifest() };
  return files.set('recipe.json', new TextEncoder().encode(JSON.stringify(recipe)));
}

export function microGoldens(): Goldens {
  return readJson('goldens.json') as Goldens;
}

function readJson(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(microFile(path)));
}
