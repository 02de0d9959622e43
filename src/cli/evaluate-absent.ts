import type { Segmentation } from '#engine/engine.ts';
import type { Structure } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { worldBox } from '#volume/affine.ts';
import { fieldOfView, wholeGrid } from '#volume/field-of-view.ts';
import type { Measurement, Modality, Side, VolumeId } from '#volume/types.ts';
import { askStructures } from './ask-structures.ts';
import { crop } from './labelled-scan.ts';
import { type LoadedCase, measureTruth } from './load-case.ts';
import type { OpenPack } from './pack.ts';
import { slabs } from './slabs.ts';

/** One structure asked for in one part of a scan whose labels say how much of it is there. */
export interface PresenceTrial {
  readonly case: string;
  readonly modality: Modality;
  readonly part: string;
  readonly structure: StructureId;
  /** 'absent': not a voxel of it. 'whole': all that the scan has of it. 'cut': some of that. */
  readonly truth: 'absent' | 'cut' | 'whole';
  readonly truthMl: number;
  readonly truthCutBy: readonly Side[];
  readonly answer: Exclude<Segmentation['kind'], 'not-understood'>;
  readonly existence: number;
  readonly rawExistence: number;
  readonly peakProbability: number;
  readonly volumeMl: number;
  readonly cutBy: readonly Side[];
}

/** Every annotated structure asked for in the whole scan, and in parts of it that leave structures out. */
export async function presenceTrials(
  name: string,
  { scan, structures }: LoadedCase,
  pack: OpenPack,
): Promise<readonly PresenceTrial[]> {
  const whole = structures.map((each) => measureTruth(scan, each, wholeGrid(scan.volume.grid)));
  const trials: PresenceTrial[] = [];
  for (const { name: part, box } of slabs(scan.volume.grid)) {
    const { volume, labels } = crop(scan, box);
    const cut = { volume: { ...volume, id: `${name} ${part}` as VolumeId }, labels };
    const view = fieldOfView(volume);
    const bladder = isAboveBladder(worldBox(volume.grid).from[2], structures, whole)
      ? pack.manifest.structures.filter(({ id }) => id === 'bladder' && !structures.some((s) => s.id === id))
      : [];
    const asked = [...structures, ...bladder];
    const { answers } = await askStructures(cut.volume, asked, pack);
    answers.forEach((answer, n) => {
      const structure = asked[n];
      if (!structure || answer.kind === 'not-understood') return;
      const truth = measureTruth(cut, structure, view);
      const all = whole[n]?.voxels === truth.voxels ? 'whole' : 'cut';
      trials.push({
        ...{ case: name, modality: volume.modality, part, structure: structure.id },
        truth: truth.voxels === 0 ? 'absent' : all,
        truthMl: truth.volumeMl,
        truthCutBy: truth.cutBy,
        answer: answer.kind,
        existence: answer.existence,
        ...answer.evidence,
        cutBy: answer.kind === 'found' ? answer.measurement.cutBy : [],
      });
    });
  }
  return trials;
}

/** No label tells where a bladder is, but it lies below the kidneys: above a kidney's lowest point there is none. */
function isAboveBladder(
  lowestMm: number,
  structures: readonly Structure[],
  truths: readonly Measurement[],
): boolean {
  return structures.some(
    ({ id }, n) =>
      (id === 'kidney_left' || id === 'kidney_right') &&
      lowestMm > (truths[n]?.boxMm?.from[2] ?? Number.POSITIVE_INFINITY),
  );
}
