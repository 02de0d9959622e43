import { serveCalls } from '#rpc/server.ts';
import type { Surface } from '#surface/surface.ts';
import { surfaceOf } from '#surface/surface-of.ts';
import type { SurfaceCalls } from './surface-calls.ts';

serveCalls<SurfaceCalls>({ surfaceOf: async (mask) => surfaceOf(mask) }, self, {
  transferables: ([surface]) => {
    const { points, triangles } = surface as Surface;
    return [points.buffer as ArrayBuffer, triangles.buffer as ArrayBuffer];
  },
});
