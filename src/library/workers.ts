/** Each lies beside the library's own files, so it comes from where that was served. */
export const startEngineWorker = (backend: string): Worker =>
  new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: backend });

export const startReader = (): Worker =>
  new Worker(new URL('../formats/reader-worker.ts', import.meta.url), { type: 'module', name: 'reader' });

export const startSurfaceWorker = (): Worker =>
  new Worker(new URL('../viewer/surface-worker.ts', import.meta.url), { type: 'module', name: 'surfaces' });

export const startFileWorker = (): Worker =>
  new Worker(new URL('../results/file-worker.ts', import.meta.url), { type: 'module', name: 'files' });

/** Workers that would stay after those who asked them are gone. */
export class Workers {
  readonly #all = new Set<Worker>();

  add(worker: Worker): Worker {
    this.#all.add(worker);
    return worker;
  }

  end(): void {
    for (const worker of this.#all) worker.terminate();
    this.#all.clear();
  }
}
