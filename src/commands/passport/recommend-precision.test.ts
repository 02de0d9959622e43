import { expect, test } from 'vitest';
import { FAKE_DEVICE } from '#testing/fake-engine.ts';
import { freeStorage, type Room, recommendPrecision, type StoredAs } from './recommend-precision.ts';

const GB = 1e9;
const storedAs = (name: string, bytes: number, heapBytes: number): StoredAs => ({
  ...{ name, bytes },
  requirements: {
    memoryBytes: heapBytes + GB,
    heapBytes,
    gpuBufferBytes: heapBytes,
    gpuMemoryBytes: heapBytes,
  },
});
const [HALF, WHOLE, BYTES] = [
  storedAs('float16', 2 * GB, 1.5 * GB),
  storedAs('float32', 4 * GB, 1.5 * GB),
  storedAs('int8', GB, 0.5 * GB),
];
const ALL = [HALF, WHOLE, BYTES];
const device = { ...FAKE_DEVICE, maxBufferBytes: 2 ** 32 };
const PLENTY: Room = { device, memoryBytes: 16 * GB, freeBytes: 100 * GB };

test('the usual way is recommended where nothing known speaks against it, also where little is known', () => {
  const usual = { kind: 'usual', name: 'float16' };
  expect(recommendPrecision(ALL, PLENTY)).toEqual(usual);
  const nothing = { device: undefined, memoryBytes: undefined, freeBytes: undefined };
  expect(recommendPrecision(ALL, nothing)).toEqual(usual);
  const unmeasured = ALL.map(({ requirements, ...each }) => each);
  expect(recommendPrecision(unmeasured, PLENTY)).toEqual(usual);
});

test('where it takes more memory than there is, the first that takes less is, and why is said', () => {
  const instead = { kind: 'instead', name: 'int8', usual: 'float16', lacks: 'memory' };
  expect(recommendPrecision(ALL, { ...PLENTY, memoryBytes: 2 * GB })).toEqual(instead);
  expect(recommendPrecision(ALL, { ...PLENTY, device: { ...device, maxBufferBytes: GB } })).toEqual(instead);
  const gpu = { backend: 'webgpu', maxBufferBytes: GB } as const;
  expect(recommendPrecision(ALL, { ...PLENTY, device: gpu })).toEqual(instead);
});

test('where it does not fit into the storage that is left, the first that does is', () => {
  const instead = { kind: 'instead', name: 'int8', usual: 'float16', lacks: 'storage' };
  expect(recommendPrecision(ALL, { ...PLENTY, freeBytes: 1.5 * GB })).toEqual(instead);
  expect(recommendPrecision([WHOLE, HALF], { ...PLENTY, freeBytes: 2 * GB })).toMatchObject({
    name: 'float16',
    usual: 'float32',
  });
});

test('where none fits, none is recommended', () => {
  const none = { kind: 'none', usual: 'float16', lacks: 'storage' };
  expect(recommendPrecision(ALL, { ...PLENTY, freeBytes: 0.5 * GB })).toEqual(none);
  expect(recommendPrecision([], PLENTY)).toBeUndefined();
});

test('what the browser does not tell of its storage is not taken for none', () => {
  const quota = (usedBytes: number, quotaBytes: number) =>
    freeStorage({
      storedPacks: { at: 'listed', packs: [], quota: { usedBytes, quotaBytes, persisted: false } },
    });
  expect([quota(0, 0), quota(3, 10), quota(12, 10), freeStorage({ storedPacks: { at: 'unread' } })]).toEqual([
    undefined,
    7,
    0,
    undefined,
  ]);
});
