import { expect, test } from 'vitest';
import { foundObject, notFound } from '#testing/findings.ts';
import { maskOf } from '#volume/mask.ts';
import type { FindingId } from './finding.ts';
import { sharedAmong, withShared } from './shared-voxels.ts';

const grid = { size: [5, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
const masks = {
  a: maskOf(grid, [1, 1, 1, 0, 0]),
  b: maskOf(grid, [0, 1, 1, 1, 0]),
  c: maskOf(grid, [0, 0, 0, 0, 1]),
};
const findings = [foundObject('a'), foundObject('b'), foundObject('c'), notFound('d'), foundObject('e')];
const maskOfId = (id: FindingId) => masks[id as keyof typeof masks];

test('each of two objects knows how many voxels are the other’s too, and none of an object without a mask', () => {
  const shared = withShared(findings, sharedAmong(findings, maskOfId));
  const of = (n: number) => {
    const finding = shared[n];
    return finding?.kind === 'found' ? finding.shared : undefined;
  };
  expect(of(0)).toEqual([{ with: 'b', voxels: 2 }]);
  expect(of(1)).toEqual([{ with: 'a', voxels: 2 }]);
  expect([of(2), of(4)]).toEqual([[], []]);
});

test('what has not changed stays the same object', () => {
  const once = withShared(findings, sharedAmong(findings, maskOfId));
  const twice = withShared(once, sharedAmong(once, maskOfId));
  expect(twice.every((finding, n) => finding === once[n])).toBe(true);
});
