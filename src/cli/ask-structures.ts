import type { Segmentation } from '#engine/engine.ts';
import type { Structure } from '#model/manifest.ts';
import type { Prompt } from '#model/prompt.ts';
import { emptyMask } from '#volume/mask.ts';
import type { Volume } from '#volume/types.ts';
import type { OpenPack } from './pack.ts';

export interface Asked {
  /** One per structure, in their order. */
  readonly answers: readonly Segmentation[];
  /** Of the scan's encoding. */
  readonly windows: number;
  /** From the scan in memory to the last mask. */
  readonly seconds: number;
}

/** Asks for each of `structures` by its name, and forgets the scan afterwards. */
export async function askStructures(
  scan: Volume,
  structures: readonly Structure[],
  { engine }: Pick<OpenPack, 'engine'>,
): Promise<Asked> {
  const began = performance.now();
  let windows = 0;
  await engine.encode(scan, {
    onProgress: ({ stage, total }) => {
      if (stage === 'encode') windows = total;
    },
  });
  const prompts = structures.map(({ id, name }): Prompt => ({ text: name, structure: id }));
  const answers = prompts.length === 0 ? [] : await engine.segment(scan.id, prompts);
  await engine.forget(scan.id);
  return { answers, windows, seconds: (performance.now() - began) / 1000 };
}

/** `answer` without its mask's voxels: they are large, and only their figures are wanted from here on. */
export function withoutVoxels(answer: Segmentation): Segmentation {
  return answer.kind === 'found' ? { ...answer, mask: emptyMask(answer.mask.grid) } : answer;
}
