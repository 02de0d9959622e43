import type { Tensor, Tensors } from '#engine/runtime.ts';
import type { PromptDecoder } from '#model/manifest.ts';
import { uniform } from '#model/noise.ts';

type NoiseInputs = NonNullable<PromptDecoder['noise']>;

/**
 * The random numbers of a pack's decoder. They depend on the seed, the slice, the prompt's place among those decoded
 * together (0 for one alone) and the layer, and on nothing else. Twin: `layer_noise` in training/medimageparse3d/noise.py.
 */
export class SliceNoise {
  readonly #inputs: NoiseInputs;
  /** Of the slice drawn last: every prompt asked alone takes the same. */
  readonly #drawn = new Map<string, Float32Array>();
  #slice = '';

  constructor(inputs: NoiseInputs) {
    this.#inputs = inputs;
  }

  /** (P, …shape) per input, by role. */
  draw(seed: string, slice: number, prompts: number): Tensors {
    const name = `noise/${seed}/s${slice}`;
    if (this.#slice !== name) this.#drawn.clear();
    this.#slice = name;
    const tensors = this.#inputs.map(({ role, shape }, layer): [string, Tensor] => {
      const count = shape.reduce((product, n) => product * n, 1);
      const rows = Array.from({ length: prompts }, (_, prompt) =>
        this.#row(`${name}/p${prompt}/l${layer}`, count),
      );
      return [role, { dims: [prompts, ...shape], data: joined(rows, count) }];
    });
    return Object.fromEntries(tensors);
  }

  #row(key: string, count: number): Float32Array {
    const drawn = this.#drawn.get(key) ?? uniform(key, count);
    this.#drawn.set(key, drawn);
    return drawn;
  }
}

function joined(rows: readonly Float32Array[], count: number): Float32Array {
  const [only] = rows;
  if (only && rows.length === 1) return only;
  const all = new Float32Array(rows.length * count);
  rows.forEach((row, n) => {
    all.set(row, n * count);
  });
  return all;
}
