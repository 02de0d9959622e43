import type { PackKey } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { runPackJob } from './run-pack-job.ts';

/** Compares every file of a stored pack with its hash. */
export async function verifyPack(app: App, key: PackKey, title: string): Promise<void> {
  await runPackJob(app, 'verify', title, (options) => app.packs.verify(key, options));
}
