import { AppError } from '#errors.ts';
import type { App } from './app.ts';
import { openVolume } from './open-volume.ts';

/** Opens the procedural phantom that is served beside the page. */
export function openSample(app: App): Promise<void> {
  const name = app.sampleUrl.slice(app.sampleUrl.lastIndexOf('/') + 1);
  return openVolume(app, { name, arrayBuffer: () => download(app.sampleUrl, name) });
}

async function download(url: string, name: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  // A host that answers unknown paths with its start page sends HTML with status 200.
  const isPage = response.headers.get('content-type')?.includes('text/html');
  if (!response.ok || isPage) throw new AppError('sample-missing', { name });
  return response.arrayBuffer();
}
