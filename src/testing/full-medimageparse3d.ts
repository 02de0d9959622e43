import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { OnnxGraph } from './onnx-graph.ts';
import { CLASSIFIER_BIASES, type Shapes, syntheticSource } from './synthetic-weights.ts';

const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));
const ALIGNMENT = 64;

interface Stored {
  readonly source: string;
  readonly rows?: readonly [number, number];
  readonly encoding: string;
  readonly offset: number;
  readonly bytes: number;
}

interface Layout {
  readonly checkpoint: Shapes;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly tensors: readonly Stored[];
  }[];
  readonly copies: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

/**
 * The recipe of MedImageParse 3D at full size with float32 weights: the float16 graphs, but for how their weights are
 * stored and where they lie. `folder` has those graphs and their layout, as the exporter writes them or gzipped.
 */
export function fullRecipe(folder = `${SHIPPED}/float16`) {
  const { manifest, shared } = JSON.parse(readFileSync(`${SHIPPED}/recipe.json`, 'utf8'));
  const half: Layout = JSON.parse(new TextDecoder().decode(file(`${folder}/layout.json`)));
  const widened = half.files.map(widen);
  const graphs = new Map(
    half.copies.map(({ path }, n) => {
      const graph = new OnnxGraph(file(`${folder}/${path}`));
      return [path, graph.withFloat32((offset) => placeIn(widened[n]?.moved, path, offset))];
    }),
  );
  const copies = [...graphs].map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  const files = widened.map(({ described }) => described);
  return {
    layout: { ...half, precision: 'float32', files, copies: [...copies, ...shared] },
    manifest,
    copy: async (path: string) => graphs.get(path) ?? file(`${SHIPPED}/${path}`),
  };
}

/** A checkpoint for it, with the weights that the goldens were made with. */
export function fullCheckpoint(shapes: Shapes) {
  return syntheticSource('full.safetensors', shapes, CLASSIFIER_BIASES.full);
}

interface Place {
  readonly offset: number;
  readonly bytes: number;
}

/** A file of weights with all of them float32, and where those from each byte of the former file now lie. */
function widen({ path, tensors }: Layout['files'][number]) {
  const moved = new Map<number, Place>();
  let end = 0;
  const wide = tensors.map((stored): Stored => {
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    const bytes = stored.encoding === 'float16' ? 2 * stored.bytes : stored.bytes;
    moved.set(stored.offset, { offset, bytes });
    end = offset + bytes;
    return { ...stored, encoding: 'float32', offset, bytes };
  });
  return { moved, described: { path, bytes: end, tensors: wide } };
}

function placeIn(moved: ReadonlyMap<number, Place> | undefined, path: string, offset: number): Place {
  const place = moved?.get(offset);
  if (!place) throw new Error(`${path} refers to byte ${offset}, which no weight begins at.`);
  return place;
}

function file(path: string): Uint8Array<ArrayBuffer> {
  const zipped = `${path}.gz`;
  return new Uint8Array(existsSync(zipped) ? gunzipSync(readFileSync(zipped)) : readFileSync(path));
}
