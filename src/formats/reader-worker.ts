import '#random-uuid.ts';
import { serveReader } from './serve-reader.ts';

// A page that is isolated shares the voxels with the viewer and the engine; elsewhere there is no shared memory.
serveReader(self, self.crossOriginIsolated, startInflate());

/** Undefined in browsers whose workers start none. */
function startInflate() {
  if (typeof Worker !== 'function') return undefined;
  return () =>
    new Worker(new URL('./inflate-worker.ts', import.meta.url), { type: 'module', name: 'inflate' });
}
