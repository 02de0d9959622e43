import type { Tensor, Tensors } from '#engine/runtime.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { type Candidate, maskAlone, masksTogether } from '#model/merge-slices.ts';
import { sigmoid } from '#model/probability.ts';
import { enlarge, ontoSlice } from '#model/slice-output.ts';
import { clearBeyond, type SlicePlan, sliceMask } from '#model/slice-plan.ts';
import type { SliceTiling } from '#model/tilings.ts';
import { byteOf, levelOf } from '#volume/probability-bytes.ts';
import type { Mask, VoxelBox } from '#volume/types.ts';

/** What one slice says of one prompt. */
export interface SliceAnswer {
  readonly existence: number;
  /** The largest mask probability, 0 where the slice has no part of it. */
  readonly peak: number;
  /** Its part of the mask, one voxel thick; undefined where it has none. */
  readonly mask: Mask | undefined;
  /** Where the structure's edge runs on it, if the pack says so and it has a part of the mask. */
  readonly edge: Mask | undefined;
}

/** Probability of an edge above which the original takes a pixel for one. */
const EDGE = 0.5;

export const BLANK: SliceAnswer = { existence: 0, peak: 0, mask: undefined, edge: undefined };

interface Decoding {
  readonly plan: SlicePlan;
  readonly index: number;
  readonly tiling: SliceTiling;
  readonly output: ModelManifest['output'];
  /** The prompts share the slice: none of its pixels is in two masks. */
  readonly together: boolean;
  /** Voxels of the scan beyond which nothing is said. */
  readonly within: VoxelBox | undefined;
}

/** The answers of one slice, per prompt, from what the decoder gave. @throws Error where that is no mask, or no number. */
export function sliceAnswers(
  { maskLogits, existenceLogits, edgeLogits }: Tensors,
  decoding: Decoding,
): readonly SliceAnswer[] {
  const { plan, index, tiling, output, together, within } = decoding;
  if (!(maskLogits?.data instanceof Float32Array) || !existenceLogits) {
    throw new Error('The prompt decoder gave no float32 mask logits.');
  }
  const existence = Array.from(existenceLogits.data, sigmoid);
  if (existence.some(Number.isNaN)) throw new Error('The prompt decoder gave what is not a number.');
  const { maskThreshold, existenceThreshold } = output;
  const candidates = existence.map((there, prompt): Candidate => {
    const isThere = together ? there >= existenceThreshold : there > existenceThreshold;
    return { existence: there, probabilities: isThere ? probabilities(maskLogits, prompt, tiling) : NOWHERE };
  });
  const masks = together
    ? masksTogether(candidates, existenceThreshold)
    : candidates.map((candidate) => maskAlone(candidate, maskThreshold, existenceThreshold));
  return masks.map((mask, prompt) => {
    const there = existence[prompt] ?? 0;
    if (!mask.includes(1)) return { ...BLANK, existence: there };
    const probable = candidates[prompt]?.probabilities ?? NOWHERE;
    const bytes = probabilityBytes(mask, probable, maskThreshold);
    const pixels = pixelsOf(bytes, decoding);
    const peak = within
      ? pixels.reduce((most, byte) => Math.max(most, byte), 0) / 255
      : probable.reduce((most, each) => Math.max(most, each), 0);
    const own = sliceMask(plan, index, pixels, levelOf(maskThreshold));
    return {
      existence: there,
      peak: own ? peak : 0,
      mask: own,
      edge: own && edgeOf(edgeLogits, prompt, decoding),
    };
  });
}

function edgeOf(logits: Tensor | undefined, prompt: number, decoding: Decoding): Mask | undefined {
  if (!(logits?.data instanceof Float32Array)) return undefined;
  const edge = probabilities(logits, prompt, decoding.tiling);
  const bytes = Uint8Array.from(edge, (each) => (each > EDGE ? 255 : 0));
  return sliceMask(decoding.plan, decoding.index, pixelsOf(bytes, decoding), 255);
}

/** The pixels of the slice, none beyond what is asked about. */
function pixelsOf(bytes: Uint8Array, { plan, tiling, together, within }: Decoding): Uint8Array {
  const { columns, rows } = plan;
  const pixels = ontoSlice(bytes, tiling.size, columns.count, rows.count, together);
  if (within) clearBeyond(plan, pixels, within);
  return pixels;
}

/** The bytes of the probabilities, at least the level of `threshold` just where `mask` is 1, whatever it was drawn by. */
function probabilityBytes(mask: Uint8Array, probable: Float32Array, threshold: number): Uint8Array {
  const level = levelOf(threshold);
  return Uint8Array.from(mask, (inside, n) => {
    const byte = byteOf(probable[n] ?? 0, threshold, level);
    return inside ? Math.max(byte, level) : Math.min(byte, level - 1);
  });
}

const NOWHERE = new Float32Array();

function probabilities({ dims, data }: Tensor, prompt: number, { size }: SliceTiling): Float32Array {
  const [, h = 1, w = 1] = dims;
  const own = (data as Float32Array).subarray(prompt * h * w, (prompt + 1) * h * w);
  return enlarge(own, [h, w], size).map(sigmoid);
}
