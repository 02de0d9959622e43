import type { Tensor, Tensors } from '#engine/runtime.ts';
import type { ModelManifest, SliceTiling } from '#model/manifest.ts';
import { type Candidate, maskAlone, masksTogether } from '#model/merge-slices.ts';
import { sigmoid } from '#model/probability.ts';
import { enlarge, ontoSlice } from '#model/slice-output.ts';
import { type SlicePlan, sliceMask } from '#model/slice-plan.ts';
import { byteOf, levelOf } from '#volume/probability-bytes.ts';
import type { Mask } from '#volume/types.ts';

/** What one slice says of one prompt. */
export interface SliceAnswer {
  readonly existence: number;
  /** The largest mask probability, 0 where the slice has no part of it. */
  readonly peak: number;
  /** Its part of the mask, one voxel thick; undefined where it has none. */
  readonly mask: Mask | undefined;
}

export const BLANK: SliceAnswer = { existence: 0, peak: 0, mask: undefined };

interface Decoding {
  readonly plan: SlicePlan;
  readonly index: number;
  readonly tiling: SliceTiling;
  readonly output: ModelManifest['output'];
  /** The prompts share the slice: none of its pixels is in two masks. */
  readonly together: boolean;
}

/** The answers of one slice, per prompt, from what the decoder gave. @throws Error where that is no mask, or no number. */
export function sliceAnswers(
  { maskLogits, existenceLogits }: Tensors,
  { plan, index, tiling, output, together }: Decoding,
): readonly SliceAnswer[] {
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
    ? masksTogether(candidates)
    : candidates.map((candidate) => maskAlone(candidate, maskThreshold, existenceThreshold));
  const { columns, rows } = plan;
  return masks.map((mask, prompt) => {
    const there = existence[prompt] ?? 0;
    if (!mask.includes(1)) return { ...BLANK, existence: there };
    const probable = candidates[prompt]?.probabilities ?? NOWHERE;
    const bytes = probabilityBytes(mask, probable, maskThreshold);
    const pixels = ontoSlice(bytes, tiling.size, columns.count, rows.count, together);
    const peak = probable.reduce((most, each) => Math.max(most, each), 0);
    return { existence: there, peak, mask: sliceMask(plan, index, pixels, levelOf(maskThreshold)) };
  });
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
