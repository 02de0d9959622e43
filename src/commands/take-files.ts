import type { GivenFile } from '#formats/scan-reader.ts';
import type { App } from './app.ts';
import { openManager, pickCheckpoint } from './manage-models.ts';
import { openFiles } from './open-volume.ts';

/** What is dropped on the page: a model's checkpoint goes to where models are added, everything else is read as a scan. */
export async function takeFiles(app: App, files: readonly GivenFile[], name?: string): Promise<void> {
  const checkpoint = files.find(({ path }) => /\.(ckpt|safetensors|pth?)$/i.test(path));
  if (!checkpoint) return openFiles(app, files, name);
  pickCheckpoint(app, checkpoint.content);
  await openManager(app);
}
