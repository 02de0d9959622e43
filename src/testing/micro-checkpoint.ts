import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

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

/** The recipe of a pack of the smallest model. */
export function microRecipe(precision: Precision) {
  return {
    layout: readJson(`${precision}/layout.json`),
    manifest: { id: 'micro' },
    copy: async (path: string) => microFile(`${precision}/${path}`),
  };
}

export function microGoldens(): Goldens {
  return readJson('goldens.json') as Goldens;
}

function readJson(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(microFile(path)));
}
