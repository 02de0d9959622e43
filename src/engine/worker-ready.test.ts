import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import type { StructureId } from '#model/prompt.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { serve } from './serve.ts';
import { WorkerEngine } from './worker-engine.ts';

const VOXELS = Int16Array.of(-5, 5);
const volume = (data: Int16Array): Volume => ({
  id: 'v1' as VolumeId,
  name: 'two voxels',
  modality: 'CT',
  slope: 1,
  intercept: 0,
  grid: { size: [2, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  data,
});

function shared(): Int16Array {
  const data = new Int16Array(new SharedArrayBuffer(VOXELS.byteLength));
  data.set(VOXELS);
  return data;
}

/** An engine whose worker is a FakeEngine behind a MessageChannel, and the scans that were made ready there. */
function connected(failure?: AppError) {
  const seen: (Volume | undefined)[] = [];
  class Ready extends FakeEngine {
    override async makeReady(given?: Volume): Promise<void> {
      seen.push(given);
      if (failure) throw failure;
    }
  }
  let started = 0;
  const engine = new WorkerEngine(() => {
    started++;
    const { port1, port2 } = new MessageChannel();
    serve(new Ready(), port2);
    port1.start();
    port2.start();
    return Object.assign(port1, { terminate: () => port1.close() });
  });
  return { engine, seen, started: () => started };
}

test('a scan whose voxels are shared is made ready in the worker, of the same memory', async () => {
  const { engine, seen } = connected();
  await engine.probe();
  const data = shared();
  await engine.makeReady(volume(data));
  data[0] = 7;
  expect(seen.map((each) => [...(each?.data ?? [])])).toEqual([[7, 5]]);
  engine.dispose();
});

test('one whose voxels would have to be copied is not, but what needs no scan; no worker is started for it', async () => {
  const { engine, seen, started } = connected();
  await engine.makeReady(volume(shared()));
  expect(started()).toBe(0);
  await engine.probe();
  await engine.makeReady(volume(VOXELS));
  expect(seen).toEqual([undefined]);
  engine.dispose();
});

test('what a prompt is not understood as comes from the worker', async () => {
  const { engine } = connected();
  const prompts = [
    { text: 'liver', structure: 'liver' as StructureId },
    { text: 'teapot', structure: undefined },
  ];
  const wanted = await new FakeEngine().unread(prompts);
  expect(wanted.map((each) => each !== undefined)).toEqual([false, true]);
  expect(await engine.unread(prompts)).toEqual(wanted);
  engine.dispose();
});

test.each([
  ['out of memory', new AppError('out-of-memory', { stage: 'encode' }), 2],
  ['something that it may recover from', new AppError('device-lost', { reason: 'It was unplugged.' }), 1],
])(
  'a worker that failed ahead by %s answers the next call, or another in its place',
  async (_, failure, workers) => {
    const { engine, started } = connected(failure);
    await engine.probe();
    await expect(engine.makeReady(volume(shared()))).rejects.toThrow();
    await engine.probe();
    expect(started()).toBe(workers);
    engine.dispose();
  },
);
