import type { Device, Segmentation } from '#engine/engine.ts';
import { measurementFacts } from '#formats/measurement-facts.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import { isTested } from '#model/tested.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { Modality, Volume } from '#volume/types.ts';
import { appVersion, stem } from './files.ts';
import { type FoundObject, overlaps } from './found-objects.ts';

export interface ReportFacts {
  readonly volume: Volume;
  readonly modalityIsGuess: boolean;
  readonly manifest: ModelManifest;
  readonly device: Device;
  readonly answers: readonly Segmentation[];
  readonly objects: readonly FoundObject[];
  readonly at: Date;
}

/**
 * What was asked, answered and measured, and by what, as plain data. Of the scan it holds the file's name and the grid,
 * nothing from the header's text fields. Numbers are in the units that their names say.
 */
export function report({ volume, modalityIsGuess, manifest, device, answers, objects, at }: ReportFacts) {
  const { name: file, modality, grid } = volume;
  return {
    format: 'parse3d-report',
    formatVersion: 1,
    createdAt: at.toISOString(),
    notice: 'Research use only. Not a medical device.',
    app: { name: 'parse3d', version: appVersion() },
    scan: {
      ...{ file, modality, modalityIsGuess, size: grid.size },
      spacingMm: spacing(grid.voxelToWorld),
      axes: axisCodes(grid.voxelToWorld),
      voxelToWorldRas: grid.voxelToWorld,
    },
    pack: packFacts(manifest),
    computedOn: {
      backend: device.backend,
      name: device.name,
      reason: device.reason,
      threads: device.threads,
    },
    milliseconds: answers.at(-1)?.milliseconds ?? {},
    findings: answers.map((answer) =>
      finding(answer, {
        manifest,
        modality,
        objects,
        start: stem(file),
      }),
    ),
    overlapsInLabelMap: overlaps(objects),
  };
}

interface Context {
  readonly manifest: ModelManifest;
  readonly modality: Modality;
  readonly objects: readonly FoundObject[];
  /** What the names of written files begin with. */
  readonly start: string;
}

function finding(answer: Segmentation, { manifest, modality, objects, start }: Context) {
  const { kind, prompt } = answer;
  if (kind === 'not-understood') return { answer: kind, prompt: prompt.text, nearest: answer.nearest };
  const { structure = null, existence: existenceScore, evidence } = answer;
  const testedOnModality = isTested(manifest.scores, answer.structure, modality);
  const name = manifest.structures.find(({ id }) => id === structure)?.name ?? prompt.text;
  const common = {
    ...{ answer: kind, prompt: prompt.text, name, structure, existenceScore },
    ...{ evidence, testedOnModality, slices: answer.slices },
  };
  if (kind === 'not-found') return { ...common, reason: answer.reason };
  const object = objects.find((candidate) => candidate.answer === answer);
  if (!object) return common;
  const file = `${start}_${object.slug}.nii.gz`;
  return {
    ...common,
    labelId: object.labelId,
    components: answer.components,
    file,
    measurement: measurementFacts(answer.measurement),
  };
}
