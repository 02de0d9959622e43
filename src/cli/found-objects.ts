import type { Segmentation } from '#engine/engine.ts';
import type { Structure } from '#model/manifest.ts';
import { commonVoxels } from '#volume/mask.ts';

export type Found = Extract<Segmentation, { kind: 'found' }>;

/** An object found, as it goes to files. */
export interface FoundObject {
  readonly answer: Found;
  /** The structure's own name, or the text of the prompt. */
  readonly title: string;
  /** The structure's, or the next one that is free. */
  readonly labelId: number;
  /** Its part of the file name: different for each object. */
  readonly slug: string;
}

/** The objects among `answers`, in their order. */
export function foundObjects(
  answers: readonly Segmentation[],
  structures: readonly Structure[],
): readonly FoundObject[] {
  let free = Math.max(0, ...structures.map(({ labelId }) => labelId)) + 1;
  const slugs = new Set(['labels']);
  return answers
    .filter((answer) => answer.kind === 'found')
    .map((answer) => {
      const known = structures.find(({ id }) => id === answer.structure);
      const title = known?.name ?? answer.prompt.text;
      return { answer, title, labelId: known?.labelId ?? free++, slug: freshSlug(title, slugs) };
    });
}

function freshSlug(title: string, used: Set<string>): string {
  const plain =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'object';
  let slug = plain;
  for (let n = 2; used.has(slug); n++) slug = `${plain}_${n}`;
  used.add(slug);
  return slug;
}

export interface Overlap {
  readonly covered: string;
  readonly by: string;
  readonly voxels: number;
}

/** Which objects a label map cannot show whole, because later ones cover them. */
export function overlaps(objects: readonly FoundObject[]): readonly Overlap[] {
  return objects.flatMap((later, n) =>
    objects.slice(0, n).flatMap((earlier) => {
      const voxels = commonVoxels(earlier.answer.mask, later.answer.mask);
      return voxels === 0 ? [] : [{ covered: earlier.title, by: later.title, voxels }];
    }),
  );
}
