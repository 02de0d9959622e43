import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { uniform } from '#model/noise.ts';
import type { Golden } from './micro-checkpoint.ts';
import { CLASSIFIER_BIASES, syntheticCheckpoint } from './synthetic-weights.ts';

const FOLDER = fileURLToPath(new URL('./fixtures/medimageparse3d-tiny', import.meta.url));
const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));

/** The recipe of MedImageParse 3D's tiny configuration: 3 slices of 128², 3 decoder layers. */
export function tinyRecipe() {
  const { manifest } = JSON.parse(readFileSync(`${FOLDER}/recipe.json`, 'utf8'));
  const { shared } = JSON.parse(readFileSync(`${SHIPPED}/recipe.json`, 'utf8'));
  const layout = inflated('float32/layout.json');
  return {
    layout: { ...layout, copies: [...layout.copies, ...shared] },
    manifest,
    copy: async (path: string) => {
      const isShared = shared.some((each: { path: string }) => each.path === path);
      return isShared ? inflate(`${SHIPPED}/${path}.gz`) : file(`float32/${path}`);
    },
  };
}

/** The files of that recipe by their paths, as a site serves them. */
export function tinyRecipeFiles(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const { layout, manifest } = tinyRecipe();
  const { shared } = JSON.parse(readFileSync(`${SHIPPED}/recipe.json`, 'utf8'));
  const sized: { bytes: number }[] = [...layout.files, ...layout.copies];
  const bytes = sized.reduce((sum, each) => sum + each.bytes, 0);
  const precisions = [{ name: 'float32', bytes, offered: true, remark: 'Made for tests.' }];
  const recipe = { format: 1, precisions, shared, manifest };
  const served = (path: string, folder: string) =>
    [path, new Uint8Array(readFileSync(`${folder}/${path}`))] as const;
  return new Map([
    ['recipe.json', new TextEncoder().encode(JSON.stringify(recipe))],
    ...['layout.json', 'image-encoder.onnx', 'text-encoder.onnx', 'prompt-decoder.onnx'].map((name) =>
      served(`float32/${name}.gz`, FOLDER),
    ),
    ...shared.map(({ path }: { path: string }) => served(`${path}.gz`, SHIPPED)),
  ]);
}

/** A .safetensors file with the weights that the goldens were made with. */
export function tinyCheckpoint(): Blob {
  return syntheticCheckpoint(inflated('float32/layout.json').checkpoint, CLASSIFIER_BIASES.tiny);
}

/** A graph of that recipe, or for images of another `size`, such as '128x192'; without its weights. */
export function tinyGraph(name: string, size = `${SIDE}x${SIDE}`): Uint8Array<ArrayBuffer> {
  return file(`${size === `${SIDE}x${SIDE}` ? 'float32' : size}/${name}.onnx`);
}

/** What the original computed with those weights; made by training/medimageparse3d/fixtures_tiny.py. */
export interface TinyGoldens {
  /** Noise is keyed `noise/<seed>/s<slice>/p<prompt>/l<layer>`. */
  readonly seed: string;
  /** The slice that `maskFeatures` are of. */
  readonly featuresOf: number;
  /** uint8 (D, H, W). */
  readonly volume: Golden;
  /** int32 (P, 77), padded; the prompts' own lengths. */
  readonly tokens: Golden;
  readonly tokenLengths: Golden;
  /** (P, T, C), zero behind shorter prompts. */
  readonly text: Golden;
  /** Every 4th channel, 2nd row and column. */
  readonly maskFeatures: Golden;
  /** (P, heads, Q, h·w) of the first layer at the middle slice. */
  readonly noise0: Golden;
  /** (D, P, h, w). */
  readonly maskLogits: Golden;
  readonly edgeLogits: Golden;
  /** (D, P). */
  readonly existenceLogits: Golden;
}

export function tinyGoldens(): TinyGoldens {
  return inflated('goldens.json');
}

/** A graph's input by its name; slowest axis first. */
export interface TinyInput {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

const [SIDE, HEADS, QUERIES, STRIDES] = [128, 4, 16, [32, 16, 8]] as const;

/** What the image encoder and the prompt decoder are given at slice `at`: image, text and every layer's noise. */
export function tinyInputs(goldens: TinyGoldens, at: number): Readonly<Record<string, TinyInput>> {
  const noises = STRIDES.map((stride, layer) => [
    `noise${layer}`,
    noise(goldens, at, layer, (SIDE / stride) ** 2),
  ]);
  const text = { shape: goldens.text.shape, data: floatsOf(goldens.text) };
  return { image: image(goldens, at), text, ...Object.fromEntries(noises) };
}

/** Grey values of the slice, the one before and the one behind, mirrored at the ends. */
function image({ volume }: TinyGoldens, at: number): TinyInput {
  const last = (volume.shape[0] ?? 0) - 1;
  const stack = [at, at === 0 ? 1 : at - 1, at === last ? last - 1 : at + 1];
  const [grey, area] = [bytesOf(volume), SIDE * SIDE];
  const data = Float32Array.from(stack.flatMap((n) => [...grey.subarray(n * area, (n + 1) * area)]));
  return { shape: [1, stack.length, SIDE, SIDE], data };
}

function noise({ seed, maskLogits }: TinyGoldens, at: number, layer: number, pixels: number): TinyInput {
  const [prompts, count] = [maskLogits.shape[1] ?? 0, HEADS * QUERIES * pixels];
  const data = new Float32Array(prompts * count);
  for (let p = 0; p < prompts; p++)
    data.set(uniform(`noise/${seed}/s${at}/p${p}/l${layer}`, count), p * count);
  return { shape: [prompts, HEADS, QUERIES, pixels], data };
}

export function bytesOf({ data }: Golden): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(data, 'base64'));
}

export function floatsOf(golden: Golden): Float32Array<ArrayBuffer> {
  return new Float32Array(bytesOf(golden).buffer);
}

/** The largest difference between what a graph gave and a golden's numbers from `start` on. */
export function largestDifference(got: ArrayLike<number>, golden: Golden, start = 0): number {
  const wanted = floatsOf(golden);
  let worst = 0;
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs((got[i] ?? Number.NaN) - (wanted[start + i] ?? Number.NaN));
    worst = Math.max(worst, difference);
  }
  return worst;
}

function file(path: string): Uint8Array<ArrayBuffer> {
  return inflate(`${FOLDER}/${path}.gz`);
}

function inflate(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(path)));
}

function inflated(path: string) {
  return JSON.parse(new TextDecoder().decode(file(path)));
}
