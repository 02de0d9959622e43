import type { Dropped } from '#browser/dropped-files.ts';
import { AppError, toWire } from '#errors.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import type { App } from './app.ts';
import { openManager, pickCheckpoint } from './manage-models.ts';
import { openFiles } from './open-volume.ts';

/** What was dropped, and a notice of what the browser did not give: a scan may lack slices for it. */
export async function takeDropped(app: App, { files, name, unreadable }: Dropped): Promise<void> {
  // First, for an opening takes the notices of the scan before away.
  await takeFiles(app, files, name);
  const [path, ...others] = unreadable;
  if (path === undefined) return;
  const reason = others.length > 0 ? `and ${others.length} more` : 'the browser gave no access to it';
  app.store
    .getState()
    .noticeRaised(toWire(new AppError('file-unreadable', { name: path, reason })), 'opening');
}

/** What is dropped on the page: a model's checkpoint goes to where models are added, everything else is read as a scan. */
export async function takeFiles(app: App, files: readonly GivenFile[], name?: string): Promise<void> {
  const checkpoint = files.find(({ path }) => /\.(ckpt|safetensors|pth?)$/i.test(path));
  if (!checkpoint) return openFiles(app, files, name);
  pickCheckpoint(app, checkpoint.content);
  await openManager(app);
}
