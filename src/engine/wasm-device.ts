import type { Device, DeviceReason } from './engine.ts';

const MOST_THREADS = 8;

/** Threads need shared memory, which browsers give only to pages served as cross-origin isolated. */
export function threadCount(): number {
  return globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
}

/** WebAssembly on this machine, chosen for `reason`. */
export function wasmDevice(reason: DeviceReason): Device {
  return {
    backend: 'wasm',
    name: 'WebAssembly',
    reason,
    threads: threadCount(),
    shaderF16: false,
    maxBufferBytes: 2 ** 32,
  };
}
