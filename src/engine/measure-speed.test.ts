import { expect, test } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { measureSpeed } from './measure-speed.ts';
import type { Session } from './runtime.ts';
import { SPEED_GRAPH, speedGflop, speedInput } from './speed-graph.ts';

/** A device of so many GFLOP/s, whose first run of a shape takes `extraMs` more, on a clock of its own. */
function device(gflops: number, { extraMs = 0, gives = (d: number) => (1 - 10 / 9 / d) ** 3 } = {}) {
  let clock = 5000;
  const sides: number[] = [];
  const session: Session = {
    run: async ({ x }) => {
      const side = x?.dims[2] ?? 0;
      clock += (1000 * speedGflop(side)) / gflops + (sides.includes(side) ? 0 : extraMs);
      sides.push(side);
      return { y: { dims: [1, 1, 1, 1, 1], data: Float32Array.of(gives(side)) } };
    },
    release: async () => {},
  };
  return { session, sides, now: () => clock };
}

test('the graph gives what its description says, in onnxruntime', async () => {
  const session = await nodeRuntime.open(SPEED_GRAPH, 'cpu');
  for (const side of [8, 9]) {
    const { y } = await session.run({ x: speedInput(side) });
    expect(y?.dims).toEqual([1, 32, 1, 1, 1]);
    for (const value of y?.data ?? []) expect(value).toBeCloseTo((1 - 10 / 9 / side) ** 3, 5);
  }
  // 2 convolutions × 27 × 32 × 32 products and sums for each of 8³ samples.
  expect(speedGflop(8)).toBeCloseTo((2 * 2 * 27 * 1024 * 512) / 1e9, 12);
});

test.each([0.1, 1, 10, 30, 1000, 20_000])(
  'a device of %d GFLOP/s is measured in less than a second',
  async (gflops) => {
    const { session, now } = device(gflops, { extraMs: 20 });
    const speed = await measureSpeed(session, 'wasm', { now });
    expect(speed.gflops / gflops).toBeGreaterThan(0.7);
    expect(speed.gflops / gflops).toBeLessThan(1.001);
    expect(speed.milliseconds).toBeLessThan(1000);
  },
);

test('the first run of a shape, which makes ready for it, does not count', async () => {
  const { session, now } = device(500, { extraMs: 60 });
  expect((await measureSpeed(session, 'webgpu', { now })).gflops).toBeCloseTo(500, 6);
});

test('what computes wrongly has no speed', async () => {
  const { session, now } = device(30, { gives: () => 0 });
  await expect(measureSpeed(session, 'webgpu', { now })).rejects.toThrow('gave 0 where 0.6385 is right');
});

test('it stops when asked to', async () => {
  const { session, now, sides } = device(30);
  const controller = new AbortController();
  controller.abort(new Error('a prompt'));
  await expect(measureSpeed(session, 'wasm', { now, signal: controller.signal })).rejects.toThrow('a prompt');
  expect(sides).toHaveLength(0);
});

test('a machine that is busy half of the time is measured by its other half', async () => {
  let clock = 0;
  let runs = 0;
  const session: Session = {
    run: async ({ x }) => {
      const side = x?.dims[2] ?? 0;
      runs += 1;
      clock += ((1000 * speedGflop(side)) / 20) * (runs < 12 ? 4 : 1);
      return { y: { dims: [1], data: Float32Array.of((1 - 10 / 9 / side) ** 3) } };
    },
    release: async () => {},
  };
  const speed = await measureSpeed(session, 'wasm', { now: () => clock });
  expect(speed.gflops).toBeCloseTo(20, 6);
  expect(speed.milliseconds).toBeLessThan(1000);
});
