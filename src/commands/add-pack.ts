import { askPersistence } from '#browser/ask-persistence.ts';
import type { PackFolder, PackKey } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { runPackJob } from './run-pack-job.ts';

/** Takes a pack that was made elsewhere into the browser's storage, if its manifest and hashes agree. */
export async function addPack(app: App, folder: PackFolder): Promise<PackKey | undefined> {
  askPersistence();
  return runPackJob(app, 'add', folder.name, (options) => app.packs.add(folder, options));
}
