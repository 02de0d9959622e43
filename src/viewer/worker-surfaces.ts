import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { Mask } from '#volume/types.ts';
import type { SurfaceCalls } from './surface-calls.ts';
import type { MakeSurface } from './surface-maker.ts';

/** Makes surfaces in a worker. The mask keeps its bytes: the worker is given those of its box, and no more. */
export function workerSurfaces(start: () => ClientPort): MakeSurface {
  const rpc = new RpcClient<SurfaceCalls>({
    start,
    // The worker hears of nothing while it makes one: what is wanted next is sent when it is ready for it.
    abortedCalls: 'wait-for-end',
    transferables: (_, given) => given.map((mask) => (mask as Mask).data.buffer as ArrayBuffer),
  });
  return (mask, signal) => rpc.call('surfaceOf', [{ ...mask, data: mask.data.slice() }], { signal });
}
