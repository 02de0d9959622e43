import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { ClientPort } from '#rpc/client.ts';
import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { surfaceOf } from '#surface/surface-of.ts';
import { maskOf } from '#volume/mask.ts';
import type { SurfaceCalls } from './surface-calls.ts';
import { workerSurfaces } from './worker-surfaces.ts';

test('a surface comes from the other end, and the mask keeps its bytes', async () => {
  const { port1, port2 } = new MessageChannel();
  serveCalls<SurfaceCalls>({ surfaceOf: async (mask) => surfaceOf(mask) }, port2 as unknown as ServerPort);
  const make = workerSurfaces(() => port1 as unknown as ClientPort);
  const grid = { size: [4, 4, 4], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
  const mask = maskOf(
    grid,
    Array.from({ length: 64 }, (_, n) => (n === 21 ? 1 : 0)),
  );
  const bytes = mask.data.slice();
  const surface = await make(mask, new AbortController().signal);
  expect(surface).toEqual(surfaceOf(mask));
  expect(surface.triangles.length).toBeGreaterThan(0);
  expect(mask.data).toEqual(bytes);
  port1.close();
});
