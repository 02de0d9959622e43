import { readFileSync } from 'node:fs';
import { fromJSONSchema } from 'zod';
import type { AnswerId } from '#engine/engine.ts';
import type { StructureId } from '#model/prompt.ts';
import type { FindingId, FoundObject, NotFound, NotUnderstood } from '#results/finding.ts';
import type { VolumeId } from '#volume/types.ts';
import { FAKE_DEVICE, FAKE_MODEL } from './fake-engine.ts';

const common = (title: string) => ({
  id: title as FindingId,
  volumeId: 'scan' as VolumeId,
  prompt: title,
  subject: title,
  title,
  source: {
    ...{ model: FAKE_MODEL.name, version: FAKE_MODEL.version, pack: FAKE_MODEL.facts },
    ...{ device: FAKE_DEVICE, modality: 'CT' as const, milliseconds: { decode: 5 }, isTested: true },
  },
});
const judged = (title: string) => ({
  structure: title as StructureId,
  existence: 0.5,
  evidence: { rawExistence: 0.5, peakProbability: 0.75, volumeMl: 1 },
});

/** An object of 1.5 mL with every field. */
export function foundObject(title: string, change: Partial<FoundObject> = {}): FoundObject {
  return {
    ...common(title),
    ...judged(title),
    kind: 'found',
    ...{ labelId: 6, answer: 'answer' as AnswerId, threshold: 0.35, components: 'largest' as const },
    pieces: { found: 3, kept: 1, leftOutMl: 0.25, list: [] },
    confidence: { meanProbability: 0.9, expectedDice: 0.95, firmMl: 1.4, looseMl: 1.6 },
    shared: [],
    measurement: {
      voxels: 3,
      volumeMl: 1.5,
      centroid: [-1, 2.25, 3],
      box: { from: [1, 2, 3], to: [4, 5, 6] },
      boxMm: { from: [-10.125, 0, 1], to: [2, 3, 4] },
      cutBy: ['superior', 'left'],
      figures: { meanIntensity: 104.5, sdIntensity: 12.25 },
    },
    ...{ isChanged: false, edits: {}, isDrawn: false },
    ...{ color: [1, 2, 3] as const, opacity: 0.5, visible: true },
    ...change,
  };
}

export function notFound(title: string): NotFound {
  return { ...common(title), ...judged(title), kind: 'not-found', reason: 'improbable' };
}

export function notUnderstood(title: string): NotUnderstood {
  return { ...common(title), kind: 'not-understood', nearest: ['liver'], isReading: false, elsewhere: [] };
}

/** The JSON schema of a report as it is published. */
function publishedSchema(): Parameters<typeof fromJSONSchema>[0] {
  return JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
}

/** What the published schema finds wrong with `report`, by field; empty where it is valid. */
export function faults(report: unknown): readonly string[] {
  const { error } = fromJSONSchema(publishedSchema()).safeParse(report);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}
