import { askPersistence } from '#browser/ask-persistence.ts';
import { toWire } from '#errors.ts';
import type { JobOptions, PackFolder, PackKey } from '#packs/pack-store.ts';
import type { JobKind } from '#state/packs-slice.ts';
import type { App } from './app.ts';
import { listPacks } from './list-packs.ts';

type JobApp = Pick<App, 'store' | 'packs' | 'packJobs'>;

/** Does one thing to packs at a time and says what came of it; undefined where it failed, was cancelled or another runs. */
export async function runPackJob<T>(
  app: JobApp,
  kind: JobKind,
  title: string,
  work: (options: JobOptions) => Promise<T>,
): Promise<T | undefined> {
  const { store, packJobs } = app;
  const { packJob, jobStarted, jobProgressed, jobEnded, noticeRaised } = store.getState();
  if (packJob) return undefined;
  const signal = packJobs.start();
  jobStarted(kind, title);
  try {
    const onProgress: JobOptions['onProgress'] = (progress) => jobProgressed(progress, performance.now());
    const result = await work({ signal, onProgress });
    jobEnded({ kind: 'done', job: kind, title });
    return result;
  } catch (error) {
    jobEnded(signal.aborted ? undefined : { kind: 'failed', error: toWire(error) });
    // Where nobody sees the manager, the page says it.
    if (!signal.aborted && !store.getState().isManaging) noticeRaised(toWire(error));
    return undefined;
  } finally {
    packJobs.end(signal);
    await listPacks(app);
  }
}

export function pausePackJob({ store, packs }: JobApp): void {
  packs.pause();
  store.getState().jobPaused(true, performance.now());
}

export function resumePackJob({ store, packs }: JobApp): void {
  packs.resume();
  store.getState().jobPaused(false, performance.now());
}

/** A conversion keeps the files that it has finished. */
export function cancelPackJob({ packJobs }: Pick<App, 'packJobs'>): void {
  packJobs.stop();
}

/** Takes a pack that was made elsewhere into the browser's storage, if its manifest and hashes agree. */
export async function addPack(app: App, folder: PackFolder): Promise<PackKey | undefined> {
  askPersistence();
  return runPackJob(app, 'add', folder.name, (options) => app.packs.add(folder, options));
}

/** Compares every file of a stored pack with its hash. */
export async function verifyPack(app: App, key: PackKey, title: string): Promise<void> {
  await runPackJob(app, 'verify', title, (options) => app.packs.verify(key, options));
}

/** Copies a stored pack into a folder of the user's, or hands it over as one zip file where no folder can be written. */
export async function exportPack(
  app: App,
  key: PackKey,
  title: string,
  target: FileSystemDirectoryHandle | undefined,
): Promise<void> {
  await runPackJob(app, 'export', title, async (options) => {
    if (target) await app.packs.exportTo(key, target, options);
    else app.saveFromDisk(await app.packs.zip(key, options));
  });
}
