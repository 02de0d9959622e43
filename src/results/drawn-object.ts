import type { AnswerId, Device } from '#engine/engine.ts';
import type { ModelId } from '#model/manifest.ts';
import type { PackFacts } from '#model/pack-facts.ts';
import type { Volume } from '#volume/types.ts';
import { freshTitle } from './answer-finding.ts';
import { colorOf } from './colors.ts';
import { type Finding, type FindingId, type FoundObject, foundObjects, type Source } from './finding.ts';
import { labelIdOf } from './label-ids.ts';

const NO_DEVICE: Device = {
  ...{ backend: 'cpu', name: '', reason: { kind: 'preferred' } },
  ...{ threads: 0, shaderF16: false, maxBufferBytes: 0 },
};

const NO_PACK: PackFacts = {
  ...{ id: '' as ModelId, name: '', version: '', files: [] },
  thresholds: {
    ...{ maskThreshold: 0.5, existenceThreshold: 0.5, components: 'all', known: undefined },
  },
};

/** Stands where a model would be; nothing of it is shown or saved (`isByModel`). */
function noSource({ modality }: Pick<Volume, 'modality'>): Source {
  // There is nothing of a model's that would have to be tested.
  const timed = { milliseconds: {}, isTested: true };
  return { model: '', version: '', device: NO_DEVICE, modality, pack: NO_PACK, ...timed };
}

/** An object that a person is about to draw: without a voxel, and with a title, a label and a colour that no other has. */
export function drawnObject(
  id: FindingId,
  title: string,
  scan: Pick<Volume, 'id' | 'modality'>,
  findings: readonly Finding[],
): FoundObject {
  return { ...withoutModel(id, title, scan, findings), isChanged: true, isDrawn: true };
}

/** An object that no model has answered, without a voxel, and with a title, a label and a colour that no other has. */
export function withoutModel(
  id: FindingId,
  title: string,
  scan: Pick<Volume, 'id' | 'modality'>,
  findings: readonly Finding[],
): FoundObject {
  return {
    ...{ id, kind: 'found', volumeId: scan.id, prompt: title, subject: `own ${id}` },
    title: freshTitle(title, findings, undefined),
    ...{ source: noSource(scan), structure: undefined, existence: 1, answer: '' as AnswerId },
    evidence: { rawExistence: 1, peakProbability: 1, volumeMl: 0 },
    labelId: labelIdOf([], undefined, findings, undefined),
    ...{ threshold: 0.5, components: 'all', pieces: { found: 0, kept: 0, leftOutMl: 0, list: [] } },
    ...{ confidence: undefined, shared: [] },
    measurement: {
      ...{ voxels: 0, volumeMl: 0, centroid: undefined, box: undefined, boxMm: undefined },
      ...{ cutBy: [], figures: {} },
    },
    ...{ isChanged: false, edits: {}, isDrawn: false },
    ...{ color: colorOf(undefined, foundObjects(findings)), opacity: 0.5, visible: true },
  };
}
