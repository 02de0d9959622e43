import { expect, test, vi } from 'vitest';
import { AppError } from '#errors.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import type { Request } from '#rpc/protocol.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { FAKE_MODEL, FakeEngine } from '#testing/fake-engine.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type { Engine, SegmentOptions } from './engine.ts';
import { serve } from './serve.ts';
import { WorkerEngine } from './worker-engine.ts';

/** A WorkerEngine whose worker is `makeEngine()` behind a MessageChannel; `kill` makes that worker die. */
function connect(makeEngine: () => Engine = () => new FakeEngine()) {
  const ports: MessagePort[] = [];
  const requests: Request[] = [];
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    serve(makeEngine(), port2);
    port1.start();
    port2.start();
    ports.push(port1);
    const postMessage = (request: Request, transfer: ArrayBuffer[]) => {
      requests.push(request);
      MessagePort.prototype.postMessage.call(port1, request, { transfer });
    };
    return Object.assign(port1, { postMessage, terminate: () => port1.close() });
  };
  const engine = new WorkerEngine(start);
  const kill = () => ports.at(-1)?.dispatchEvent(Object.assign(new Event('error'), { message: 'no memory' }));
  /** From now on the worker hears nothing. */
  const mute = () => Object.assign(ports.at(-1) ?? {}, { postMessage: () => undefined });
  return { engine, kill, mute, requests, started: () => ports.length };
}

const volume: Volume = {
  id: 'v1' as VolumeId,
  name: 'two voxels',
  modality: 'CT',
  slope: 1,
  intercept: 0,
  grid: { size: [2, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  data: new Int16Array([-5, 5]),
};
const liver: Prompt = { text: 'liver', structure: 'liver' as StructureId };

test('a mask comes back on the grid of its volume, and the caller keeps its voxels', async () => {
  const { engine } = connect();
  await engine.encode(volume);
  const [answer] = await engine.segment(volume.id, [liver]);
  if (answer?.kind !== 'found') throw new Error(`not found: ${answer?.kind}`);
  expect([...denseMask(answer.mask)]).toEqual([0, 1]);
  expect(answer.mask.grid).toEqual(volume.grid);
  expect(volume.data.length).toBe(2);
  engine.dispose();
});

test('masks and partial masks leave the worker without a copy', async () => {
  const made: ArrayBuffer[] = [];
  class Recording extends FakeEngine {
    override async segment(...given: Parameters<FakeEngine['segment']>) {
      const mask = maskOf(volume.grid, Uint8Array.of(0, 1));
      made.push(...transferablesOf(mask));
      given[2]?.onPartial?.({ prompt: 0, mask });
      const answers = await super.segment(...given);
      made.push(...transferablesOf(answers));
      return answers;
    }
  }
  const { engine } = connect(() => new Recording());
  await engine.encode(volume);
  const seen: number[][] = [];
  await engine.segment(volume.id, [liver], { onPartial: ({ mask }) => seen.push([...denseMask(mask)]) });
  expect(seen).toEqual([[0, 1]]);
  expect(made).toHaveLength(2);
  expect(made.map(({ byteLength }) => byteLength)).toEqual([0, 0]);
  engine.dispose();
});

test('a scan is copied once on its way to the worker: the copy is given away', async () => {
  const { engine, requests } = connect();
  await engine.encode(volume);
  const [sent] = requests.flatMap((request) =>
    request.kind === 'call' && request.call === 'encode' ? request.given : [],
  );
  expect((sent as Volume).data.byteLength).toBe(0);
  expect(volume.data).toEqual(new Int16Array([-5, 5]));
  engine.dispose();
});

test('the options of a call reach the engine whole', async () => {
  let heard: SegmentOptions = {};
  class Recording extends FakeEngine {
    override segment(...given: Parameters<FakeEngine['segment']>) {
      heard = given[2] ?? {};
      return super.segment(...given);
    }
  }
  const { engine } = connect(() => new Recording());
  await engine.encode(volume);
  const options: SegmentOptions = {
    components: 'all',
    slices: { seed: '7', preset: 'lung', together: true },
  };
  await engine.segment(volume.id, [liver], options);
  expect(heard).toMatchObject(options);
  engine.dispose();
});

test('voxels in shared memory reach the worker without a copy', async () => {
  const reached: Volume[] = [];
  class Noting extends FakeEngine {
    override encode(given: Volume): Promise<void> {
      reached.push(given);
      return super.encode(given);
    }
  }
  const { engine } = connect(() => new Noting());
  const data = new Int16Array(new SharedArrayBuffer(4));
  data.set([-5, 5]);
  await engine.encode({ ...volume, data });
  data[0] = 7;
  expect([...(reached[0]?.data ?? [])]).toEqual([7, 5]);
  engine.dispose();
});

test('one answer per prompt comes back, in order', async () => {
  const { engine } = connect();
  await engine.encode(volume);
  const answers = await engine.segment(volume.id, [{ text: 'pizza', structure: undefined }, liver]);
  expect(answers.map(({ kind }) => kind)).toEqual(['not-understood', 'found']);
  engine.dispose();
});

test('progress of a call reaches the caller of that call', async () => {
  const { engine } = connect();
  const seen: string[] = [];
  await engine.encode(volume, { onProgress: ({ stage, done }) => seen.push(`${stage} ${done}`) });
  expect(seen).toEqual(['encode 0', 'encode 1']);
  engine.dispose();
});

test('voxels cross the port once, however often the volume is encoded', async () => {
  let encoded = 0;
  class Counting extends FakeEngine {
    override encode(...given: Parameters<FakeEngine['encode']>) {
      encoded++;
      return super.encode(...given);
    }
  }
  const { engine } = connect(() => new Counting());
  await engine.encode(volume);
  await engine.encode(volume);
  expect(encoded).toBe(1);
  engine.dispose();
});

test('an error keeps its code and details across the port', async () => {
  const { engine } = connect();
  const failure = await engine.segment(volume.id, [liver]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code: 'internal', details: { where: 'segment before encode' } });
  engine.dispose();
});

test('aborting rejects with the reason given', async () => {
  const { engine } = connect();
  const controller = new AbortController();
  const encoding = engine.encode(volume, { signal: controller.signal });
  controller.abort(new Error('user pressed stop'));
  await expect(encoding).rejects.toThrow('user pressed stop');
  engine.dispose();
});

test('aborting does not wait for a worker that is deep in a tile', async () => {
  class Busy extends FakeEngine {
    override segment = () => new Promise<never>(() => undefined);
  }
  const { engine } = connect(() => new Busy());
  await engine.encode(volume);
  const controller = new AbortController();
  const asked = engine.segment(volume.id, [liver], { signal: controller.signal });
  controller.abort(new Error('user pressed stop'));
  await expect(asked).rejects.toThrow('user pressed stop');
  expect(await engine.holds(volume)).toBe(true);
  engine.dispose();
});

test('when the worker dies its calls reject with worker-lost, and the next call starts a new one', async () => {
  const { engine, kill, started } = connect();
  await engine.load('memory:fake');
  const encoding = engine.encode(volume);
  kill();
  await expect(encoding).rejects.toMatchObject({ code: 'worker-lost', details: { reason: 'no memory' } });
  expect(await engine.holds(volume)).toBe(false);
  await engine.encode(volume);
  expect(await engine.segment(volume.id, [liver])).toMatchObject([{ kind: 'found' }]);
  expect(started()).toBe(2);
  engine.dispose();
});

test('a worker started after a death has loaded the pack before it answers', async () => {
  const loads: string[] = [];
  class Recording extends FakeEngine {
    override async load(manifestUrl: string) {
      loads.push(manifestUrl);
      return FAKE_MODEL;
    }
  }
  const { engine, kill } = connect(() => new Recording());
  await engine.load('memory:fake');
  kill();
  await engine.probe();
  expect(loads).toEqual(['memory:fake', 'memory:fake']);
  engine.dispose();
});

test('where the pack does not load in a new worker, what was asked fails as the loading did, and the next call tries again', async () => {
  let isOffline = false;
  class Offline extends FakeEngine {
    override async load(...given: Parameters<FakeEngine['load']>) {
      if (isOffline) throw new AppError('pack-unreachable', { file: 'manifest.json', reason: 'offline' });
      return super.load(...given);
    }
    override encode = () => new Promise<never>(() => undefined);
  }
  const { engine, kill, started } = connect(() => new Offline());
  await engine.load('memory:fake');
  kill();
  isOffline = true;
  const busy = engine.holds(volume).then(() => engine.encode(volume));
  await expect(busy).rejects.toMatchObject({ code: 'pack-unreachable' });
  isOffline = false;
  expect(await engine.holds(volume)).toBe(false);
  expect(started()).toBe(3);
  engine.dispose();
});

test('a worker whose runtime did not start is not asked again', async () => {
  class Runtimeless extends FakeEngine {
    override load(): Promise<never> {
      return Promise.reject(new AppError('runtime-unavailable', { reason: 'HTTP 404' }));
    }
  }
  let count = 0;
  const { engine } = connect(() => (count++ === 0 ? new Runtimeless() : new FakeEngine()));
  await expect(engine.load('memory:fake')).rejects.toMatchObject({ code: 'runtime-unavailable' });
  expect(await engine.load('memory:fake')).toEqual(FAKE_MODEL);
  engine.dispose();
});

test.each(['out-of-memory', 'internal'] as const)(
  'after %s a worker is not used again, for its heap may be broken',
  async (code) => {
    const details = code === 'internal' ? { where: 'encode: unreachable' } : { stage: 'encode' };
    class Broken extends FakeEngine {
      override encode(): Promise<never> {
        return Promise.reject(new AppError(code, details));
      }
    }
    let count = 0;
    const { engine, started } = connect(() => (count++ === 0 ? new Broken() : new FakeEngine()));
    await engine.load('memory:fake');
    await expect(engine.encode(volume)).rejects.toMatchObject({ code, details });
    await engine.encode(volume);
    expect(await engine.segment(volume.id, [liver])).toMatchObject([{ kind: 'found' }]);
    expect(started()).toBe(2);
    engine.dispose();
  },
);

test('an engine that is started anew aborts what was pending, and has the pack for the next call', async () => {
  const { engine, requests, started } = connect();
  await engine.load('memory:fake');
  const busy = engine.encode(volume);
  engine.restart();
  await expect(busy).rejects.toMatchObject({ name: 'AbortError' });
  await engine.encode(volume);
  expect(requests.filter((request) => request.kind === 'call' && request.call === 'load')).toHaveLength(2);
  expect(started()).toBe(2);
  engine.dispose();
});

test('whoever listens hears that the engine does not answer, until it is started anew', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  class Hung extends FakeEngine {
    override probe = () => new Promise<never>(() => undefined);
  }
  const { engine, mute } = connect(() => new Hung());
  const told: (number | undefined)[] = [];
  const [stop, asked] = [engine.onQuiet((ms) => told.push(ms)), engine.probe()];
  mute();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([50_000]);
  engine.restart();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(told).toEqual([50_000, undefined]);
  stop();
  vi.useRealTimers();
});
