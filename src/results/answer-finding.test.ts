import { expect, test } from 'vitest';
import type { AnswerId, Segmentation } from '#engine/engine.ts';
import type { StructureId } from '#model/prompt.ts';
import { aSession, look, packer } from '#testing/a-session.ts';
import { FAKE_DEVICE, FAKE_MODEL } from '#testing/fake-engine.ts';
import { faults, foundObject } from '#testing/findings.ts';
import { emptyMask } from '#volume/mask.ts';
import type { VolumeId } from '#volume/types.ts';
import { findingOf } from './answer-finding.ts';
import type { Finding, FindingId, FoundObject } from './finding.ts';
import { doubtOfScan } from './orientation.ts';
import { buildReport } from './report.ts';
import { readSession, writeSession } from './session-file.ts';

const grid = { size: [2, 2, 2], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;

function answerTo(text: string, structure?: string): Segmentation {
  const { measurement, pieces, confidence } = foundObject(text);
  return {
    prompt: { text, structure: structure as StructureId | undefined },
    structure: structure as StructureId | undefined,
    ...{ device: FAKE_DEVICE, milliseconds: {}, kind: 'found', id: 'a' as AnswerId, existence: 1 },
    evidence: { rawExistence: 1, peakProbability: 1, volumeMl: 1 },
    ...{ mask: emptyMask(grid), threshold: 0.5, components: 'all', measurement, pieces, confidence },
  };
}

function found(answer: Segmentation, findings: readonly Finding[] = []): FoundObject {
  const finding = findingOf(answer, {
    ...{ model: FAKE_MODEL, scan: { id: 'scan' as VolumeId, modality: 'CT' }, findings },
    freshId: () => `new ${findings.length}` as FindingId,
    packsThatMayKnow: () => [],
  });
  if (finding.kind !== 'found') throw new Error(finding.kind);
  return finding;
}

test('what is asked for again is replaced, and keeps its label, its colour and its opacity', () => {
  const liver = { ...found(answerTo('liver', 'liver')), labelId: 9, color: [1, 2, 3] as const, opacity: 0.2 };
  const taken = foundObject('other', { labelId: 6 });
  const again = found(answerTo('hepar', 'liver'), [liver, taken]);
  expect(again).toMatchObject({ id: liver.id, title: 'liver', prompt: 'hepar' });
  expect(again).toMatchObject({ labelId: 9, color: [1, 2, 3], opacity: 0.2 });
});

test('what a person has changed is never replaced: the new answer stands beside it with a name and a label of its own', () => {
  const changed = { ...found(answerTo('liver', 'liver')), isChanged: true };
  const again = found(answerTo('liver', 'liver'), [changed]);
  expect(again.id).not.toBe(changed.id);
  expect(again).toMatchObject({ title: 'liver (2)', labelId: 7, isChanged: false });
});

test('texts that name no structure are subjects of their own, whatever their case, with a colour that no other has', () => {
  const node = found(answerTo('Lymph node'));
  expect(found(answerTo('lymph node'), [node]).id).toBe(node.id);
  const other = found(answerTo('cyst'), [node]);
  expect(other.id).not.toBe(node.id);
  expect(other.color).not.toEqual(node.color);
});

test('what the scan itself may have wrong goes with the answer into the report and the session', async () => {
  const jump = { axis: 1, slice: 19, times: 2.345 } as const;
  const scene = { doubt: undefined, against: 0.1, clue: undefined, seen: [], stretch: 1.23456 };
  const finding = found({ ...answerTo('liver', 'liver'), jump, scene });
  expect(finding.source).toMatchObject({ jump, scene });
  const scan = { name: 'scan.nii', modality: 'CT' as const, modalityIsGuess: false, grid };
  const maskOf = () => emptyMask(grid);
  const report = buildReport({ appVersion: '1', scan, findings: [finding], maskOf, at: new Date(0) });
  const read = JSON.parse(JSON.stringify(report));
  expect(faults(read)).toEqual([]);
  expect(read.findings[0].source).toMatchObject({
    jump: { ...jump, times: 2.35 },
    scene: { stretch: 1.235 },
  });
  const session = {
    ...(await aSession()),
    findings: [finding],
    masks: [],
    look: { ...look, selected: undefined },
  };
  const [kept] = (await readSession(await writeSession(session, packer), packer)).findings;
  expect(kept?.source).toMatchObject({ jump, scene: { stretch: 1.23456 } });
  expect(doubtOfScan(kept ? [kept] : [])).toEqual({ kind: 'jump', ...jump });
});
