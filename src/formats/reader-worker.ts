import { serveReader } from './serve-reader.ts';

// A page that is isolated shares the voxels with the viewer and the engine; elsewhere there is no shared memory.
serveReader(self, self.crossOriginIsolated);
