import { expect, test } from 'vitest';
import { wrapSession } from './ort-tensors.ts';
import type { Tensor } from './runtime.ts';

interface Fake {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
  getData(release?: boolean): Promise<unknown>;
  dispose(): void;
}

/** An onnxruntime that gives two tensors on a device, and what becomes of them. */
function onDevice(change: Partial<Fake> = {}) {
  const [log, fed]: [string[], unknown[]] = [[], []];
  const made = (name: string): Fake => ({
    type: 'float32',
    dims: [1, 2],
    get data(): never {
      throw new Error('The data is not on CPU.');
    },
    getData: async (release) => {
      log.push(`${name} copied${release ? ', released' : ''}`);
      return Float32Array.of(1, 2);
    },
    dispose: () => void log.push(`${name} disposed`),
    ...(name === 'a' ? change : {}),
  });
  const tensors = { a: made('a'), b: made('b') };
  const run = async (feeds: Record<string, Fake>) => {
    fed.push(feeds['x']);
    return tensors;
  };
  const toOrt = ({ dims, data }: Tensor): Fake => ({ ...tensors.b, dims, data }) as Fake;
  const session = wrapSession({ run, release: async () => undefined }, toOrt, true);
  return { session, tensors, log, fed };
}

test('outputs on a device are handed from session to session as they are', async () => {
  const { session, tensors, log, fed } = onDevice();
  const { a, b } = (await session.runOnDevice?.({})) ?? {};
  if (!a || !b) throw new Error('An output is missing.');
  expect([a.dims, a.bytes]).toEqual([[1, 2], 8]);
  await session.run({ x: a });
  expect(fed[1]).toBe(tensors.a);
  log.length = 0;
  b.dispose();
  expect(log).toEqual(['b disposed']);
  expect(await a.takeBack()).toEqual({ dims: [1, 2], data: Float32Array.of(1, 2) });
  expect(log).toEqual(['b disposed', 'a copied, released']);
});

test('asked for in memory, all are copied and none stays', async () => {
  const { session, log } = onDevice();
  expect(await session.run({})).toMatchObject({ a: { dims: [1, 2] }, b: { data: Float32Array.of(1, 2) } });
  expect(log.slice(0, 2)).toEqual(['a copied, released', 'b copied, released']);
});

test('where one cannot be copied, or is of another type, the others do not stay', async () => {
  for (const getData of [async () => Promise.reject(new Error('lost')), async () => new Uint8Array(2)]) {
    const { session, log } = onDevice({ getData });
    await expect(session.run({})).rejects.toThrow(/lost|packs give/);
    expect(log).toContain('b disposed');
  }
});

test('letting go of what a lost device held is nothing', async () => {
  const dispose = () => {
    throw new Error('lost');
  };
  const { session } = onDevice({ dispose });
  const { a } = (await session.runOnDevice?.({})) ?? {};
  expect(() => a?.dispose()).not.toThrow();
});

test('a tensor of another runtime is refused', async () => {
  const { session } = onDevice();
  const foreign = { dims: [1], bytes: 4, takeBack: async () => Promise.reject(), dispose: () => undefined };
  await expect((async () => session.run({ x: foreign }))()).rejects.toThrow('another runtime');
});
