import type { FindingId } from '#results/finding.ts';
import type { MarkId } from '#results/mark.ts';
import type { Session } from '#results/session.ts';
import { pack, unpack } from '#sessions/zlib.ts';
import { foundObject, notFound, notUnderstood } from './findings.ts';

/** Packs and unpacks here. */
export const packer = { pack, unpack };
export const SIZE = [7, 6, 5] as const;

export const look: Session['look'] = {
  window: { low: -160, high: 240, preset: 'soft-tissue' },
  arrangement: {
    ...{ layout: 'row', large: 'axial', largeShare: 0.5, split: [0.5, 0.25] },
    mosaic: { plane: 'axial', step: 3 },
  },
  shown: { crosshair: false, boxes: true, legend: true },
  body: true,
  clip: { plane: 'coronal', depth: 0.4, isFlipped: true },
  crosshair: [1.5, -2, 1e-9],
  list: { order: 'name', isGrouped: true, openGroups: ['kidneys'], isTableShown: true },
  selected: 'liver',
};

export const box = { from: [1, 1, 1], to: [4, 3, 3] } as const;
export const packed = async (bytes: Uint8Array) => ({ box, packed: await packer.pack(bytes) });

/** A session with an object that was edited by hand, one that was not, two refusals and a mark. */
export async function aSession(): Promise<Session> {
  const bytes = Uint8Array.from({ length: 12 }, (_, n) => 20 * n);
  const liver = foundObject('liver', {
    components: { numbers: [2, 1], at: 0.35 },
    isRenamed: true,
    edits: { brush: 3, 'fill-holes': 1 },
    // What no scan of ours has, and JSON neither.
    measurement: {
      ...foundObject('liver').measurement,
      figures: { meanIntensity: Number.NaN, sdIntensity: -0 },
    },
  });
  const spleen = foundObject('spleen', { labelId: 7 });
  const slices = {
    ...{ text: 'spleen in CT', seed: '0', preset: 'Abdomen', axes: 'LAS', through: 'S' },
    ...{ low: -160, high: 240 },
    ...{ count: 5, looked: 3, there: 1, together: false, existenceThreshold: 0.5 },
    existence: [null, 0.25, 0.75, 0, null],
  };
  const region = { voxels: box, mm: { from: [Number.NEGATIVE_INFINITY, 0, 1], to: [1, 2, 3] } as const };
  return {
    ...{ savedAt: '2026-11-27T03:35:00.000Z', appVersion: '0.1.0' },
    scan: {
      ...{ id: '0123456789abcdef0123456789abcdef', size: [...SIZE], spacingMm: [0.7, 0.7, 5] },
      ...{ modality: 'MR', modalityIsGuess: false, turned: ['head-foot'], bodyPart: ['abdomen'] },
    },
    findings: [
      liver,
      { ...spleen, source: { ...spleen.source, slices, region } },
      notFound('bladder'),
      notUnderstood('qwert'),
    ],
    masks: [
      {
        ...{ finding: 'liver' as FindingId, level: 90, base: await packed(bytes) },
        edits: { ...(await packed(bytes.map((byte) => byte % 3))), slices: [[], [2, 3], []] },
        whole: { ...(await packed(bytes)), from: 0.04 },
      },
      { finding: 'spleen' as FindingId, level: 128, base: await packed(bytes.toReversed()) },
    ],
    marks: [
      {
        ...{ id: 'm' as MarkId, volumeId: 'scan' as never, view: 'axial', across: 2 },
        ...{
          kind: 'ellipse',
          points: [
            [1, 2, 3],
            [4, 5, 3],
          ],
        },
        ...{ areaMm2: 12.5, mean: Number.NaN, sd: Number.NaN, voxels: 0 },
      },
    ],
    look,
    asked: { region: { from: [1, 0, 2], to: [4, 6, 5] } },
    comparison: {
      ...{ isShown: true, reference: 0, other: 1, pair: 'liver | spleen' },
      chosen: [
        ['liver', 'spleen'],
        ['spleen', null],
      ],
    },
  };
}
