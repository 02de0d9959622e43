import type { PackKey } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { runPackJob } from './run-pack-job.ts';

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
