import type { Segmentation } from '#engine/engine.ts';
import { wording } from '#error-wording.ts';
import type { FindingRow } from '#formats/findings-csv.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { isTested } from '#model/tested.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import type { Modality } from '#volume/types.ts';
import type { FoundObject } from './found-objects.ts';
import { otherPacks } from './pack.ts';

/** An answer with what there is to say of it. */
export interface ToldAnswer extends FindingRow {
  readonly segmentation: Segmentation;
  readonly labelId: number | undefined;
}

export interface AnswerContext {
  readonly manifest: ModelManifest;
  readonly modality: Modality;
  readonly objects: readonly FoundObject[];
}

export function toldAnswer(
  segmentation: Segmentation,
  { manifest, modality, objects }: AnswerContext,
): ToldAnswer {
  const { kind: answer, prompt, structure } = segmentation;
  return {
    segmentation,
    name: manifest.structures.find(({ id }) => id === structure)?.name ?? prompt.text,
    structure,
    prompt: prompt.text,
    answer,
    existence: segmentation.kind === 'not-understood' ? undefined : segmentation.existence,
    isTested: isTested(manifest.scores, structure, modality),
    measurement: segmentation.kind === 'found' ? segmentation.measurement : undefined,
    labelId: objects.find((object) => object.answer === segmentation)?.labelId,
  };
}

/** Prints one line: the answer, and the marks that a reader must know. */
export function tellAnswer(
  { segmentation, name, existence, isTested, measurement, labelId }: ToldAnswer,
  { manifest, modality }: AnswerContext,
): void {
  if (segmentation.kind === 'not-understood') {
    const { prompt, nearest } = segmentation;
    const elsewhere = packsThatMayKnow(prompt.text, manifest.id, otherPacks());
    const details = { text: prompt.text, pack: manifest.name, nearest, elsewhere };
    console.error(`  ${wording({ code: 'prompt-unknown', details })}`);
    return;
  }
  const score = `existence ${existence?.toFixed(2)}`;
  const untested = isTested ? [] : [`not tested on ${modality === 'other' ? 'this kind of scan' : modality}`];
  if (!measurement) {
    console.log(`  ${name}: not found (${[score, ...untested].join(', ')})`);
    return;
  }
  const { volumeMl, cutBy, boxMm } = measurement;
  const cut = cutBy.length > 0 ? [`cut by the edge of the scan: ${cutBy.join(' and ')}`] : [];
  const box = boxMm ? ` ${[0, 1, 2].map((axis) => extent(boxMm, axis)).join(', ')}` : '';
  const marks = [`label ${labelId}`, score, ...cut, ...untested].join(', ');
  console.log(`  ${name}: ${volumeMl.toFixed(1)} mL (${marks})${box}`);
}

/** Such as "x -10 to 25 mm", RAS. */
function extent(
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
  axis: number,
) {
  const mm = (value: number | undefined) => (value ?? 0).toFixed(0);
  return `${'xyz'[axis]} ${mm(from[axis])} to ${mm(to[axis])} mm`;
}
