import { AppError } from '#errors.ts';
import type { App } from './app.ts';
import { openFrom } from './open-volume.ts';

/** Opens the procedural phantom that is served beside the page. */
export function openSample(app: App): Promise<void> {
  const name = app.sampleUrl.slice(app.sampleUrl.lastIndexOf('/') + 1);
  return openFrom(app, name, async (signal) => [
    { path: name, content: await download(app.sampleUrl, name, signal) },
  ]);
}

async function download(url: string, name: string, signal: AbortSignal): Promise<File> {
  const response = await fetch(url, { signal });
  // A host that answers unknown paths with its start page sends HTML with status 200.
  const isPage = response.headers.get('content-type')?.includes('text/html');
  if (!response.ok || isPage) throw new AppError('sample-missing', { name });
  return new File([await response.blob()], name);
}
