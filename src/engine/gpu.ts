import { isEmulated } from './emulated.ts';
import type { Device } from './engine.ts';
import { messageOf } from './failure.ts';
import { wasmDevice } from './wasm-device.ts';

/** The device to begin with: a GPU where there is one, unless `requested` is 'wasm'; software WebGPU only on request. */
export async function chooseGpu(requested: string): Promise<Device> {
  if (requested === 'wasm') return wasmDevice({ kind: 'requested' });
  if (!('gpu' in navigator) || !navigator.gpu) return wasmDevice({ kind: 'no-webgpu-api' });
  const found = navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  const adapter = await inTime(found);
  if (adapter === LATE) return wasmDevice({ kind: 'webgpu-failed', message: SILENT });
  if (!adapter) return wasmDevice({ kind: 'no-adapter' });
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const maker = [vendor, architecture].filter(Boolean).join(' ');
  const name = (!isEmulated(description) && maker) || description || 'GPU';
  const isSoftware = isFallbackAdapter || isEmulated(name);
  if (isSoftware && requested !== 'webgpu') return wasmDevice({ kind: 'software-adapter', name });
  // An adapter may be there and give no device: then nothing is begun on it.
  const tried = adapter.requestDevice().then(
    (device) => device.destroy(),
    (error: unknown) => messageOf(error),
  );
  const failure = await inTime(tried);
  if (failure !== undefined)
    return wasmDevice({ kind: 'webgpu-failed', message: failure === LATE ? SILENT : failure });
  return {
    backend: 'webgpu',
    name,
    reason: { kind: requested === 'webgpu' ? 'requested' : 'preferred' },
    threads: 1,
    shaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: adapter.limits.maxBufferSize,
  };
}

/** Browsers answer within seconds; some, with some drivers, never do. */
const PATIENCE_MS = 30_000;
const SILENT = `no answer for ${PATIENCE_MS / 1000} seconds`;
const LATE = Symbol('late');

/** What comes, or that it has not come in time. */
async function inTime<T>(coming: Promise<T>): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), PATIENCE_MS);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}
