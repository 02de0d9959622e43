/** Each lies beside the library's own files, so it comes from where that was served. */
export const startEngineWorker = (backend: string): Worker =>
  new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: backend });

export const startReader = (): Worker =>
  new Worker(new URL('../formats/reader-worker.ts', import.meta.url), { type: 'module', name: 'reader' });

export const startFileWorker = (): Worker =>
  new Worker(new URL('../results/file-worker.ts', import.meta.url), { type: 'module', name: 'files' });
