import { say } from '#messages/say.ts';
import type { State } from '#state/store.ts';

type Device = NonNullable<State['device']>;

/** What computes, as a short name. */
export function deviceName({ backend, name, threads }: Device): string {
  if (backend === 'webgpu') return say.status.gpu(name);
  return say.status.cpu(backend === 'wasm' ? 'WASM' : 'CPU', threads);
}

/** Why the model runs where it runs. */
export function deviceReason({ backend, reason, threads }: Device): string {
  if (reason.kind === 'preferred' && backend === 'webgpu') return say.status.fastestIsGpu;
  if (reason.kind === 'requested' && backend === 'wasm' && threads === 1) return say.status.requestedSingle;
  // TypeScript cannot carry the tie between a reason's kind and its details through the look-up.
  const sentence = say.status.deviceReasons[reason.kind] as (given: Device['reason']) => string;
  return sentence(reason);
}
