import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Golden } from './micro-checkpoint.ts';
import { syntheticCheckpoint } from './synthetic-weights.ts';

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

/** A .safetensors file with the weights that the goldens were made with. */
export function tinyCheckpoint(): Blob {
  return syntheticCheckpoint(inflated('float32/layout.json').checkpoint);
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

function file(path: string): Uint8Array<ArrayBuffer> {
  return inflate(`${FOLDER}/${path}.gz`);
}

function inflate(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(path)));
}

function inflated(path: string) {
  return JSON.parse(new TextDecoder().decode(file(path)));
}
