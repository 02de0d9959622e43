import type { Call } from '#rpc/protocol.ts';
import type { Surface } from '#surface/surface.ts';
import type { Mask } from '#volume/types.ts';

/** What surface-worker.ts answers. */
export interface SurfaceCalls {
  surfaceOf: Call<readonly [mask: Mask], Surface>;
}
