import type { State } from '#state/store.ts';

type Device = NonNullable<State['device']>;

/** What computes, as a short name. */
export function deviceName({ backend, name, threads }: Device): string {
  if (backend === 'webgpu') return `WebGPU: ${name}`;
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  return `${backend === 'wasm' ? 'WASM' : 'CPU'}: ${count}`;
}

/** Why the model runs where it runs. */
export function deviceReason({ backend, reason, threads }: Device): string {
  switch (reason.kind) {
    case 'preferred':
      return backend === 'webgpu'
        ? 'WebGPU is the fastest this browser offers.'
        : 'This is the fastest this browser offers.';
    case 'no-webgpu-api':
      return 'This browser has no WebGPU, so the model runs on the CPU.';
    case 'no-adapter':
      return 'WebGPU found no GPU it can use, so the model runs on the CPU.';
    case 'software-adapter':
      return `WebGPU is only emulated here (${reason.name}); the CPU is faster.`;
    case 'webgpu-failed':
      return `WebGPU failed (${reason.message}), so the model runs on the CPU.`;
    case 'requested':
      return `The page’s address asks for it${backend === 'wasm' && threads === 1 ? '; one thread only' : ''}.`;
  }
}
