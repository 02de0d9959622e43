import { afterEach, expect, test, vi } from 'vitest';
import { nodeRuntime } from '#cli/node-runtime.ts';
import { chooseGpu } from './gpu.ts';
import { IDENTITY_GRAPH } from './identity-graph.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser with this GPU adapter. */
function withAdapter(adapter: object | null) {
  vi.stubGlobal('navigator', { hardwareConcurrency: 4, gpu: { requestAdapter: async () => adapter } });
}

const ADAPTER = {
  info: { vendor: 'nvidia', architecture: 'hopper', description: '', isFallbackAdapter: false },
  features: new Set(['shader-f16']),
  limits: { maxBufferSize: 1024 },
  requestDevice: async () => ({ destroy: () => undefined }),
};

test('a GPU that gives a device is begun with', async () => {
  withAdapter(ADAPTER);
  expect(await chooseGpu('')).toMatchObject({
    backend: 'webgpu',
    name: 'nvidia hopper',
    reason: { kind: 'preferred' },
    shaderF16: true,
    maxBufferBytes: 1024,
  });
});

test.each(['', 'webgpu'])(
  'a GPU that gives no device is left for WebAssembly, which says why (asked for: “%s”)',
  async (asked) => {
    const requestDevice = () => Promise.reject(new DOMException('The GPU is lost', 'OperationError'));
    withAdapter({ ...ADAPTER, requestDevice });
    expect(await chooseGpu(asked)).toMatchObject({
      backend: 'wasm',
      reason: { kind: 'webgpu-failed', message: 'The GPU is lost' },
    });
  },
);

const never = () => new Promise<never>(() => undefined);

test.each([
  ['adapter', { requestAdapter: never }],
  ['device', { requestAdapter: async () => ({ ...ADAPTER, requestDevice: never }) }],
])('a browser that never says whether there is a GPU %s is not waited for', async (_, gpu) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('navigator', { hardwareConcurrency: 4, gpu });
  const chosen = chooseGpu('');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await chosen).toMatchObject({
    backend: 'wasm',
    reason: { kind: 'webgpu-failed', message: 'no answer for 30 seconds' },
  });
  vi.useRealTimers();
});

test('an adapter that computes on the CPU is used only where it is asked for', async () => {
  withAdapter({ ...ADAPTER, info: { ...ADAPTER.info, vendor: 'google', architecture: 'swiftshader' } });
  expect(await chooseGpu('')).toMatchObject({ backend: 'wasm', reason: { kind: 'software-adapter' } });
  expect(await chooseGpu('webgpu')).toMatchObject({ backend: 'webgpu', reason: { kind: 'requested' } });
});

test('an adapter that says only in its description that it computes on the CPU goes by that', async () => {
  const info = { vendor: 'microsoft', architecture: '', description: 'Microsoft Basic Render Driver' };
  withAdapter({ ...ADAPTER, info: { ...info, isFallbackAdapter: false } });
  expect(await chooseGpu('')).toMatchObject({ backend: 'wasm', reason: { name: info.description } });
  expect(await chooseGpu('webgpu')).toMatchObject({ backend: 'webgpu', name: info.description });
});

test('the graph that a runtime is tried with is one that runtimes open and run', async () => {
  const session = await nodeRuntime.open(IDENTITY_GRAPH, 'cpu');
  const { y } = await session.run({ x: { dims: [1], data: Float32Array.of(3) } });
  expect(y).toEqual({ dims: [1], data: Float32Array.of(3) });
  await session.release();
});
