import { isEmulated } from './emulated.ts';
import type { Device } from './engine.ts';
import { messageOf } from './failure.ts';
import { inTime } from './in-time.ts';
import { wasmDevice } from './wasm-device.ts';

/** Browsers answer within seconds; some, with some drivers, never do. */
const PATIENCE_MS = 30_000;

/** The device to begin with: a GPU where there is one, unless `requested` is 'wasm'; software WebGPU only on request. */
export async function chooseGpu(requested: string): Promise<Device> {
  if (requested === 'wasm') return wasmDevice({ kind: 'requested' });
  if (!('gpu' in navigator) || !navigator.gpu) return wasmDevice({ kind: 'no-webgpu-api' });
  const found = navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  const adapter = await inTime(found, PATIENCE_MS).catch(messageOf);
  if (typeof adapter === 'string') return wasmDevice({ kind: 'webgpu-failed', message: adapter });
  if (!adapter) return wasmDevice({ kind: 'no-adapter' });
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const maker = [vendor, architecture].filter(Boolean).join(' ');
  const name = (!isEmulated(description) && maker) || description || 'GPU';
  const isSoftware = isFallbackAdapter || isEmulated(name);
  if (isSoftware && requested !== 'webgpu') return wasmDevice({ kind: 'software-adapter', name });
  // An adapter may be there and give no device: then nothing is begun on it.
  const tried = adapter.requestDevice().then((device) => device.destroy());
  const failure = await inTime(tried, PATIENCE_MS).catch(messageOf);
  if (failure !== undefined) return wasmDevice({ kind: 'webgpu-failed', message: failure });
  return {
    backend: 'webgpu',
    name,
    reason: { kind: requested === 'webgpu' ? 'requested' : 'preferred' },
    threads: 1,
    shaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: adapter.limits.maxBufferSize,
  };
}
